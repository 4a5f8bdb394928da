//! The archives of a lô: the files of each province in one ZIP, streamed from the output folder.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, ErrorKind, Seek, SeekFrom, Write};
use std::path::PathBuf;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::publish::Former;
use super::report::UnitReport;
use crate::fault::Faults;
use crate::output::{self, Folder, Ready, Written, unwritable};
use crate::vn::period::Period;
use crate::vn::slug::slug;

/// Writes the archives: one for each province, or one if the lô has none.
///
/// # Errors
/// If one cannot be written.
pub fn write(
    units: &[UnitReport],
    period: Period,
    (folder, former): (&Folder, &mut Former),
) -> Result<Vec<Written>, Faults> {
    let mut provinces: BTreeMap<String, Vec<&Written>> = BTreeMap::new();
    for unit in units.iter().filter(|unit| !unit.files.is_empty()) {
        let name = match unit.province.as_str() {
            "" => format!("{period}.zip"),
            province => format!("{period}-{}.zip", slug(province)),
        };
        provinces.entry(name).or_default().extend(unit.files.iter());
    }
    provinces
        .into_iter()
        .map(|(name, mut files)| {
            files.sort_by(|a, b| a.path.cmp(&b.path));
            let packed = pack(&files, folder);
            let packed = packed.and_then(|packed| Ok((output::digest(&packed)?, packed)));
            let ((sha256, bytes), temporary) =
                packed.map_err(|error| unwritable(&folder.file(&name), &error))?;
            let file = Written {
                path: name,
                sha256,
                bytes,
            };
            let there = folder.holds(&file);
            if !there {
                former.withdraw()?;
            }
            let temporary = (!there).then_some(temporary);
            folder.take(Ready { file, temporary })
        })
        .collect()
}

/// How documents go into an archive. They are compressed already: they are stored as they are. No
/// clock: the times are those that the format gives to files without one.
pub fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644)
}

fn pack(files: &[&Written], folder: &Folder) -> io::Result<PathBuf> {
    let (file, path) = folder.create()?;
    let mut archive = ZipWriter::new(Steady::of(file));
    for file in files {
        archive.start_file(file.path.as_str(), options())?;
        let opened = folder.open_file(file);
        io::copy(&mut opened.map_err(|_| ErrorKind::NotFound)?, &mut archive)?;
    }
    let mut written = archive.finish()?;
    written.flush()?;
    written.failed.map_or(Ok(path), Err)
}

/// A file whose first error is kept until the end: `ZipWriter` goes on writing after one, even
/// while it is dropped, and stops the program when that no longer fits together.
struct Steady<F: Write> {
    file: BufWriter<F>,
    /// Where the next byte goes, and how many there are, if there was no error.
    at: u64,
    end: u64,
    failed: Option<io::Error>,
}

impl<F: Write> Steady<F> {
    fn of(file: F) -> Self {
        Self {
            file: BufWriter::new(file),
            at: 0,
            end: 0,
            failed: None,
        }
    }

    fn attempt(&mut self, work: impl FnOnce(&mut BufWriter<F>) -> io::Result<()>) {
        if self.failed.is_none() {
            self.failed = work(&mut self.file).err();
        }
    }
}

impl<F: Write> Write for Steady<F> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.attempt(|file| file.write_all(bytes));
        self.at += u64::try_from(bytes.len()).unwrap_or_default();
        self.end = self.end.max(self.at);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.attempt(Write::flush);
        Ok(())
    }
}

impl<F: Write + Seek> Seek for Steady<F> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.end.checked_add_signed(by),
        };
        self.at = at.ok_or(ErrorKind::InvalidInput)?;
        let at = self.at;
        self.attempt(|file| file.seek(SeekFrom::Start(at)).map(drop));
        Ok(at)
    }
}
