//! What is there already in an output folder, and whether it is what would be written, without
//! either being whole in memory.

use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind, Seek, SeekFrom, Write};

use super::folder::Folder;
use super::written::Written;
use crate::files::{Unreadable, digest_of, open_own, read_up_to};

impl Folder {
    /// Whether a file is there just as it was written.
    pub fn holds(&self, file: &Written) -> bool {
        let Ok(opened) = self.open_file(file) else {
            return false;
        };
        let same_size = opened
            .metadata()
            .is_ok_and(|about| about.len() == file.bytes);
        same_size && digest_of(opened).is_ok_and(|(digest, _)| digest == file.sha256)
    }

    /// A file that the program wrote, to be read.
    ///
    /// # Errors
    /// If it is no regular file in real folders, or cannot be opened.
    pub fn open_file(&self, file: &Written) -> Result<File, Unreadable> {
        self.regular(&file.path)
    }

    /// A regular file in real folders, to be read.
    ///
    /// # Errors
    /// If there is none of this path, or it cannot be opened.
    pub fn regular(&self, path: &str) -> Result<File, Unreadable> {
        self.real(path, false)?;
        open_own(&self.file(path))
    }

    /// The bytes of a file of this path, if it is there and is no larger.
    pub fn read(&self, path: &str, limit: u64) -> Option<Vec<u8>> {
        read_up_to(self.regular(path).ok()?, limit).ok()
    }

    /// The last kilobyte of a file, if it is there.
    pub fn tail(&self, path: &str) -> Option<Vec<u8>> {
        const TAIL: u64 = 1024;
        let mut file = self.regular(path).ok()?;
        let length = file.metadata().ok()?.len();
        let start = SeekFrom::Start(length.saturating_sub(TAIL));
        file.seek(start).ok()?;
        read_up_to(file, TAIL).ok()
    }

    /// Whether a file is there and holds just what is written.
    pub fn says(&self, path: &str, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> bool {
        let file = self.regular(path).ok();
        file.is_some_and(|file| is(file, write))
    }
}

/// Whether a file holds just what is written.
fn is(file: File, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> bool {
    let mut compared = Compared(BufReader::new(file));
    write(&mut compared).is_ok() && compared.0.fill_buf().is_ok_and(<[u8]>::is_empty)
}

/// Takes what a file holds already, and fails at the first byte that differs.
struct Compared(BufReader<File>);

impl Write for Compared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let there = self.0.fill_buf()?;
        let count = there.len().min(bytes.len());
        if count == 0 && !bytes.is_empty() || there.get(..count) != bytes.get(..count) {
            return Err(ErrorKind::InvalidData.into());
        }
        self.0.consume(count);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_holds_what_it_holds_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, "một hai").unwrap();
        let says = |text: &str| {
            is(File::open(&path).unwrap(), |to| {
                text.chars().try_for_each(|c| write!(to, "{c}"))
            })
        };
        assert!(says("một hai"));
        assert!(!says("một ha") && !says("một hai ba") && !says("mot hai") && !says(""));
    }
}
