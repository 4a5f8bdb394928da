//! An archive that is given away piece by piece while it is made, for whoever has no disk: of all
//! that went into it only the last file is held.

use std::cell::RefCell;
use std::io::{self, ErrorKind, Seek, SeekFrom, Write};

use zip::ZipWriter;

use super::archive::options;
use crate::fault::{Faults, internal};

/// An archive being made.
pub struct Archive {
    zip: ZipWriter<Pieces>,
    /// Where the last file begins: until the next does, its head may still change.
    last: u64,
}

impl Default for Archive {
    fn default() -> Self {
        Self {
            zip: ZipWriter::new(Pieces::default()),
            last: 0,
        }
    }
}

impl Archive {
    /// One more file, by its path in the archive.
    ///
    /// # Errors
    /// If a file of this path is in it already.
    pub fn add(&mut self, path: &str, bytes: &[u8]) -> Result<(), Faults> {
        self.last = self.zip.get_ref().map_or(0, Pieces::end);
        let added = self.zip.start_file(path, options());
        added.map_err(|error| internal(&error))?;
        let written = self.zip.write_all(bytes);
        written.map_err(|error| internal(&error))
    }

    /// The bytes that will change no more and were not taken yet.
    pub fn take(&mut self) -> Vec<u8> {
        let pieces = self.zip.get_ref();
        pieces.map_or(Vec::new(), |pieces| pieces.take(self.last))
    }

    /// Ends it, and gives the rest.
    ///
    /// # Errors
    /// If the writer fails, which it never does.
    pub fn finish(self) -> Result<Vec<u8>, Faults> {
        let pieces = self.zip.finish().map_err(|error| internal(&error))?;
        Ok(pieces.0.into_inner().held)
    }
}

/// What was written and not taken.
#[derive(Default)]
struct Pieces(RefCell<Held>);

#[derive(Default)]
struct Held {
    held: Vec<u8>,
    /// How many bytes were taken.
    taken: u64,
    /// Where the next byte goes.
    at: u64,
}

impl Pieces {
    fn end(&self) -> u64 {
        self.0.borrow().end()
    }

    /// Takes what stands before a place.
    fn take(&self, before: u64) -> Vec<u8> {
        let mut inner = self.0.borrow_mut();
        let count = usize::try_from(before.saturating_sub(inner.taken));
        let count = count.map_or(inner.held.len(), |count| count.min(inner.held.len()));
        let rest = inner.held.split_off(count);
        let taken = std::mem::replace(&mut inner.held, rest);
        inner.taken += length(&taken);
        taken
    }
}

impl Held {
    fn end(&self) -> u64 {
        self.taken + length(&self.held)
    }
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let inner = self.0.get_mut();
        let start = inner.at.checked_sub(inner.taken);
        let start = start.and_then(|start| usize::try_from(start).ok());
        let start = start.filter(|start| *start <= inner.held.len());
        let start = start.ok_or(ErrorKind::InvalidInput)?;
        let over = bytes.len().min(inner.held.len() - start);
        let (within, beyond) = bytes.split_at_checked(over).unwrap_or((bytes, &[]));
        if let Some(place) = inner.held.get_mut(start..start + over) {
            place.copy_from_slice(within);
        }
        inner.held.extend_from_slice(beyond);
        inner.at += length(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for Pieces {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let inner = self.0.get_mut();
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => inner.at.checked_add_signed(by),
            SeekFrom::End(by) => inner.end().checked_add_signed(by),
        };
        inner.at = at.ok_or(ErrorKind::InvalidInput)?;
        Ok(inner.at)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn pieces_make_the_archive_that_is_made_at_once() {
        let files: Vec<(String, Vec<u8>)> = (0_u8..40)
            .map(|number| (format!("2025-10/xa-{number}/a.docx"), vec![number; 300]))
            .collect();
        let mut whole = ZipWriter::new(Cursor::new(Vec::new()));
        let (mut archive, mut pieces, mut most) = (Archive::default(), Vec::new(), 0);
        for (path, bytes) in &files {
            whole.start_file(path.as_str(), options()).unwrap();
            whole.write_all(bytes).unwrap();
            archive.add(path, bytes).unwrap();
            let piece = archive.take();
            most = piece.len().max(most);
            pieces.extend(piece);
        }
        pieces.extend(archive.finish().unwrap());
        assert_eq!(pieces, whole.finish().unwrap().into_inner());
        assert!((300..600).contains(&most), "{most}");
    }
}
