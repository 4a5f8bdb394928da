//! Files in memory: for a browser, a server, a test.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

use super::{Bytes, Files, Found, Unreadable};

/// Files by their paths. A folder is there when a file is in it.
///
/// ```
/// use std::path::Path;
/// use vanthu::files::{Files, Found, Memory};
///
/// let files = Memory::from([("thang-9/ho-so.yaml", "ky: 2023-09")]);
/// assert_eq!(files.find(Path::new("./thang-9")), Some(Found::Folder));
/// assert_eq!(&*files.read(Path::new("thang-10/../thang-9/ho-so.yaml")).unwrap(), b"ky: 2023-09");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Memory {
    files: BTreeMap<PathBuf, Bytes>,
}

impl Memory {
    /// One more file; one that was there under this path is replaced.
    pub fn insert(&mut self, path: impl AsRef<Path>, bytes: impl Into<Bytes>) {
        self.files.insert(Self::plain(path.as_ref()), bytes.into());
    }

    /// One file less.
    pub fn remove(&mut self, path: impl AsRef<Path>) {
        self.files.remove(&Self::plain(path.as_ref()));
    }

    /// A path without `.` and `..`: there are no links in memory.
    pub fn plain(path: &Path) -> PathBuf {
        let mut plain = PathBuf::new();
        for part in path.components() {
            match part {
                Component::CurDir => (),
                Component::ParentDir => drop(plain.pop()),
                part => plain.push(part),
            }
        }
        plain
    }

    /// The paths, below a folder, of all files in it.
    fn below(&self, folder: &Path) -> impl Iterator<Item = &Path> {
        let folder = Self::plain(folder);
        self.files
            .keys()
            .filter_map(move |file| file.strip_prefix(&folder).ok())
    }
}

impl<P: AsRef<Path>, B: AsRef<[u8]>> FromIterator<(P, B)> for Memory {
    fn from_iter<I: IntoIterator<Item = (P, B)>>(files: I) -> Self {
        let mut memory = Self::default();
        for (path, bytes) in files {
            memory.insert(path, bytes.as_ref());
        }
        memory
    }
}

impl<P: AsRef<Path>, B: AsRef<[u8]>, const N: usize> From<[(P, B); N]> for Memory {
    fn from(files: [(P, B); N]) -> Self {
        files.into_iter().collect()
    }
}

impl Files for Memory {
    fn read(&self, file: &Path) -> Result<Bytes, Unreadable> {
        match (self.files.get(&Self::plain(file)), self.find(file)) {
            (Some(bytes), _) => Ok(Bytes::clone(bytes)),
            (None, Some(_)) => Err(Unreadable::Folder),
            (None, None) => Err(Unreadable::Missing),
        }
    }

    fn list(&self, folder: &Path) -> Result<Vec<String>, Unreadable> {
        let first = |file: &Path| Some(OsString::from(file.components().next()?.as_os_str()));
        let names = self.below(folder).filter_map(first);
        let mut names: Vec<String> = names.filter_map(|name| name.into_string().ok()).collect();
        names.dedup();
        match names.is_empty() {
            true => Err(Unreadable::Missing),
            false => Ok(names),
        }
    }

    fn find(&self, path: &Path) -> Option<Found> {
        if self.files.contains_key(&Self::plain(path)) {
            return Some(Found::File);
        }
        self.below(path).next().map(|_| Found::Folder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_lists_what_is_in_it_once() {
        let files = Memory::from([("a/b/c", "1"), ("a/b/d", "2"), ("a/e", "3")]);
        assert_eq!(files.list(Path::new("a")).unwrap(), ["b", "e"]);
        assert_eq!(files.list(Path::new("")).unwrap(), ["a"]);
        assert_eq!(files.list(Path::new("x")), Err(Unreadable::Missing));
        assert_eq!(files.read(Path::new("a/b")), Err(Unreadable::Folder));
        assert_eq!(files.find(Path::new("a/bc")), None);
    }
}
