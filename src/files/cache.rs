//! The files of a run: each read once, and known with its digest from then on.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Bytes, Files, Found, Recent, Unreadable, as_spelled, digest, place};
use crate::bounds::TEXT_FILE;
use crate::fault::{Fault, Kind};
use crate::vn::text::composed;

/// How many bytes are kept for those who read a file again.
const KEPT: usize = 32 * 1024 * 1024;

/// What is known of files by their paths.
type States = BTreeMap<PathBuf, State>;

/// A file as it was when it was first asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct State {
    /// None if it could not be read.
    digest: Option<String>,
    /// Taken before it was read, so that whoever wrote meanwhile has changed it.
    stamp: Option<String>,
}

/// Files from anywhere, each read once: whoever asks again, in whatever thread, gets the same
/// bytes. Those of large months' many files are dropped, but not their digests: a file that has
/// to be read again and is no longer the same is [`Unreadable::Changed`], so that what a run
/// makes never rests on two states of one file. Names are found however their letters are
/// composed ([`as_spelled`]).
pub struct Cache {
    files: Box<dyn Files>,
    recent: Recent<PathBuf, Result<Bytes, Unreadable>>,
    states: Mutex<States>,
}

impl Cache {
    /// A run that has read nothing yet of these files.
    pub fn new(files: impl Files + 'static) -> Self {
        Self {
            files: Box::new(files),
            recent: Recent::new(KEPT),
            states: Mutex::default(),
        }
    }

    /// The text of a file.
    ///
    /// # Errors
    /// If it cannot be read, or is no text in UTF-8.
    pub fn text(&self, file: &Path) -> Result<String, Fault> {
        let bytes = self.read(file).map_err(|why| why.fault(file))?;
        TEXT_FILE.hold(bytes.len(), &place(file))?;
        let text = str::from_utf8(&bytes).map(str::to_owned);
        text.map_err(|error| not_utf_8(file, bytes.get(..error.valid_up_to())))
    }

    /// All files that were read, with their digests.
    pub fn sources(&self) -> BTreeMap<PathBuf, String> {
        let states = self.states();
        let read = states.iter();
        read.filter_map(|(file, state)| Some((file.clone(), state.digest.clone()?)))
            .collect()
    }

    /// How many files were asked for, those among them that were not there.
    pub fn asked(&self) -> usize {
        self.states().len()
    }

    /// The files that are no longer what was read, those among them that were not there. Only
    /// those are read again of which the stamp does not say that nobody wrote them since.
    pub fn changed(&self) -> Vec<PathBuf> {
        let states = self.states().clone();
        let changed = states.into_iter().filter(|(file, then)| {
            let file = as_spelled(&*self.files, file);
            let untouched = then.stamp.is_some() && self.files.stamp(&file) == then.stamp;
            !untouched && self.files.digest(&file) != then.digest
        });
        changed.map(|(file, _)| file).collect()
    }

    /// Drops the bytes of a file that nobody needs again soon.
    pub fn release(&self, file: &Path) {
        self.recent.release(&file.to_owned());
    }

    /// Reads a file, and makes sure that it is what it was if it was read before.
    fn read_now(&self, file: &Path) -> Result<Bytes, Unreadable> {
        let there = as_spelled(&*self.files, file);
        let stamp = self.files.stamp(&there);
        let read = self.files.read(&there);
        let digest = read.as_ref().ok().map(|bytes| digest(bytes));
        let mut states = self.states();
        match states.get(file) {
            Some(then) if then.digest != digest => Err(Unreadable::Changed),
            Some(_) => read,
            None => {
                states.insert(file.to_owned(), State { digest, stamp });
                read
            }
        }
    }

    fn states(&self) -> MutexGuard<'_, States> {
        // Nothing is left half-done by who panics here.
        self.states.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Files for Cache {
    fn read(&self, file: &Path) -> Result<Bytes, Unreadable> {
        self.recent.get(file.to_owned(), || {
            let read = self.read_now(file);
            let weight = read.as_ref().map_or(0, |bytes| bytes.len());
            (read, weight)
        })
    }

    fn list(&self, folder: &Path) -> Result<Vec<String>, Unreadable> {
        let names = self.files.list(&as_spelled(&*self.files, folder))?;
        Ok(names.iter().map(|name| composed(name)).collect())
    }

    fn size(&self, file: &Path) -> Option<usize> {
        self.files.size(&as_spelled(&*self.files, file))
    }

    /// What was read is there until the run ends; that something was not there is known as well.
    fn find(&self, path: &Path) -> Option<Found> {
        let known = |state: &State| state.digest.is_some();
        if self.states().get(path).is_some_and(known) {
            return Some(Found::File);
        }
        let found = self.files.find(&as_spelled(&*self.files, path));
        if found.is_none() {
            self.states().entry(path.to_owned()).or_default();
        }
        found
    }
}

impl fmt::Debug for Cache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cache").finish_non_exhaustive()
    }
}

/// A text file of another charset; `before` is what could be read of it.
fn not_utf_8(file: &Path, before: Option<&[u8]>) -> Fault {
    let before = before.unwrap_or_default().iter();
    let line = 1 + before.filter(|byte| **byte == b'\n').count();
    let place = place(file).at(line, 0);
    let found = "tệp không lưu theo bảng mã UTF-8";
    Fault::new(Kind::Unreadable, place, found)
        .expected("tệp chữ Unicode UTF-8")
        .remedy("mở bằng Notepad, chọn Lưu thành (Save As), mã hóa (Encoding) UTF-8")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// One file, whose bytes are how often it was read.
    #[derive(Clone, Default)]
    struct Changing(Arc<AtomicUsize>);

    impl Files for Changing {
        fn read(&self, _: &Path) -> Result<Bytes, Unreadable> {
            let before = self.0.fetch_add(1, Ordering::Relaxed);
            Ok(Bytes::from(before.to_string().as_bytes()))
        }

        fn list(&self, _: &Path) -> Result<Vec<String>, Unreadable> {
            Ok(Vec::new())
        }

        fn find(&self, _: &Path) -> Option<Found> {
            (self.0.load(Ordering::Relaxed) > 0).then_some(Found::File)
        }
    }

    #[test]
    fn a_file_is_read_once_and_a_change_is_told() {
        let files = Changing::default();
        let cache = Cache::new(files.clone());
        let file = Path::new("a");
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| assert_eq!(&*cache.read(file).unwrap(), b"0"));
            }
        });
        assert_eq!(files.0.load(Ordering::Relaxed), 1);
        assert_eq!(cache.sources()[file], digest(b"0"));
        assert_eq!(cache.changed(), [file]);
    }

    #[test]
    fn a_file_that_must_be_read_again_and_has_changed_is_not_read() {
        let cache = Cache::new(Changing::default());
        let file = Path::new("a");
        cache.read(file).unwrap();
        for other in 0..64 {
            cache.read(Path::new(&other.to_string())).unwrap();
        }
        assert_eq!(cache.read(file), Err(Unreadable::Changed));
    }

    #[test]
    fn what_was_not_there_may_not_appear() {
        let files = Changing::default();
        let cache = Cache::new(files.clone());
        let file = Path::new("a");
        assert!(!cache.has(file));
        files.read(file).unwrap();
        assert_eq!(cache.changed(), [file]);
        assert_eq!(cache.read(file), Err(Unreadable::Changed));
    }
}
