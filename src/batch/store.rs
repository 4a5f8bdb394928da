//! Files into the output folder. They are written under temporary names by many workers, brought
//! to the disk by the group, and only then take their names; the journal is written last. So a
//! name never stands for half a file, whenever the machine stops, and a group costs one wait
//! for the disk where each file would cost its own.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use super::journal::{Journal, Known, Record};
use super::report::Written;
use crate::fault::{Fault, Faults, Kind, Place};
use crate::files::digest;
use crate::output::{self, unwritable};

/// How many units are brought to the disk together.
const GROUP: usize = 64;

/// The folder, below the output folder, of temporary files and journals.
const OWN: &str = ".vanthu";

/// A file that is ready: what it is, and its temporary name; none if the very same file is
/// there already.
pub type Ready = (Written, Option<PathBuf>);

/// The output folder as the workers that make files know it.
pub struct Folder {
    out: PathBuf,
    journal: PathBuf,
    temporary: PathBuf,
    next: AtomicU64,
    opened: Instant,
}

/// What became of a file that is to be taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    /// It was taken away.
    Done,
    /// It stays, because it is no longer as it was written.
    Changed,
    /// It was not there.
    Gone,
}

impl Folder {
    /// The output folder of a run, whose name tells it from other runs into the same folder.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn open(out: &Path, run: &str) -> Result<Self, Faults> {
        let own = out.join(OWN);
        fs::create_dir_all(&own).map_err(|error| unwritable(out, error.kind()))?;
        Ok(Self {
            out: out.to_owned(),
            journal: own.join(format!("{run}.jsonl")),
            temporary: own.join(format!("{run}.tam")),
            next: AtomicU64::new(0),
            opened: Instant::now(),
        })
    }

    /// The journal of the run, which holds the folder against other runs.
    ///
    /// # Errors
    /// If it cannot be written, or another run holds it.
    pub fn journal(&self) -> Result<(Journal, Known), Faults> {
        Journal::open(&self.journal)
    }

    /// Makes room for temporary files; those that a run that was stopped has left go.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn begin(&self) -> Result<(), Faults> {
        let cleared = match fs::remove_dir_all(&self.temporary) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => fs::create_dir_all(&self.temporary),
        };
        cleared.map_err(|error| unwritable(&self.temporary, error.kind()).into())
    }

    /// Makes a file ready to take its name.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn prepare(&self, path: String, bytes: &[u8]) -> Result<Ready, Faults> {
        let written = Written {
            sha256: digest(bytes),
            bytes: u64::try_from(bytes.len()).unwrap_or_default(),
            path,
        };
        if self.holds(&written) {
            return Ok((written, None));
        }
        let temporary = self.temporary();
        fs::write(&temporary, bytes).map_err(|error| unwritable(&self.out, error.kind()))?;
        Ok((written, Some(temporary)))
    }

    /// A temporary name that nobody else has.
    pub fn temporary(&self) -> PathBuf {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        self.temporary.join(number.to_string())
    }

    /// Whether a file is there just as it was written.
    pub fn holds(&self, file: &Written) -> bool {
        let path = self.path(file);
        let same_size = fs::metadata(&path).is_ok_and(|about| about.len() == file.bytes);
        same_size && output::digest(&path).is_ok_and(|(digest, _)| digest == file.sha256)
    }

    /// Where a file is.
    pub fn path(&self, file: &Written) -> PathBuf {
        self.file(&file.path)
    }

    /// Where a file of this path is.
    pub fn file(&self, path: &str) -> PathBuf {
        self.out.join(path)
    }

    /// Gives a file its name; whoever asks sees to it that it is on the disk.
    fn name(&self, (file, temporary): &Ready) -> io::Result<()> {
        let Some(temporary) = temporary else {
            return Ok(());
        };
        let path = self.path(file);
        fs::create_dir_all(path.parent().unwrap_or(&self.out))?;
        fs::rename(temporary, &path)
    }

    /// Writes one file, whole or not at all, and waits until it is on the disk.
    ///
    /// # Errors
    /// If it cannot be written, or is open in an office program.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<Written, Faults> {
        let ready = self.prepare(path.to_owned(), bytes)?;
        self.take(ready)
    }

    /// The same for a file that is ready.
    ///
    /// # Errors
    /// If it is open in an office program, or cannot be named.
    pub fn take(&self, ready: Ready) -> Result<Written, Faults> {
        if let (_, Some(temporary)) = &ready {
            let synced = File::open(temporary).and_then(|file| file.sync_all());
            synced.map_err(|error| unwritable(&self.out, error.kind()))?;
            self.refuse_open(&ready.0)?;
        }
        let named = self.name(&ready);
        named.map_err(|error| unwritable(&self.path(&ready.0), error.kind()))?;
        Ok(ready.0)
    }

    /// A fault if an office program has the file open, which its lock file shows.
    fn refuse_open(&self, file: &Written) -> Result<(), Fault> {
        let path = self.path(file);
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            return Ok(());
        };
        // Word leaves out two letters of a long name, one of a shorter, none of a short one.
        let without = |count: usize| name.get(count..).map(|rest| format!("~${rest}"));
        let locks = (0..3).filter_map(without);
        let mut locks = locks.chain([format!(".~lock.{name}#")]);
        if !locks.any(|lock| path.with_file_name(lock).exists()) {
            return Ok(());
        }
        let place = Place::file(path.display().to_string());
        Err(Fault::new(
            Kind::Unwritable,
            place,
            "tệp đang mở trong Word hoặc LibreOffice",
        )
        .remedy("đóng tệp rồi chạy lại; chỉ những tệp còn thiếu được ghi"))
    }

    /// Takes a file of an earlier run away, if it is still as it was written.
    pub fn remove(&self, file: &Written) -> Removal {
        let path = self.path(file);
        let removed = self.holds(file) && fs::remove_file(&path).is_ok();
        let mut folder = path.parent();
        // Folders that are now empty go as well; the first that is not ends it.
        while let Some(empty) = folder.filter(|folder| removed && *folder != self.out) {
            if fs::remove_dir(empty).is_err() {
                break;
            }
            folder = empty.parent();
        }
        match removed {
            true => Removal::Done,
            false if path.exists() => Removal::Changed,
            false => Removal::Gone,
        }
    }

    /// How long ago the folder was opened, in milliseconds.
    pub fn milliseconds(&self) -> u64 {
        u64::try_from(self.opened.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Ends the run: no temporary file remains.
    pub fn close(&self) {
        // If it cannot be removed now, the next run does.
        let _ = fs::remove_dir_all(&self.temporary);
    }
}

/// A unit's files, ready to take their names.
pub struct Batch<T> {
    /// The path of the unit's files.
    pub unit: String,
    /// What they were made from.
    pub key: String,
    /// The files.
    pub files: Vec<Ready>,
    /// What else belongs to the unit.
    pub about: T,
}

/// A unit whose files are safely there, or why they are not.
pub type Stored<T> = (T, Result<Record, Fault>);

/// Units whose files wait to be brought to the disk together.
pub struct Group<'f, T> {
    folder: &'f Folder,
    waiting: Vec<Batch<T>>,
}

impl<'f, T> Group<'f, T> {
    /// A group without units.
    pub fn new(folder: &'f Folder) -> Self {
        Self {
            folder,
            waiting: Vec::new(),
        }
    }

    /// One more unit; tells whether there are now enough to be stored.
    pub fn add(&mut self, unit: Batch<T>) -> bool {
        self.waiting.push(unit);
        self.waiting.len() >= GROUP
    }

    /// Stores all that wait.
    ///
    /// # Errors
    /// If nothing more can be written: the disk is full, or gone.
    pub fn store(&mut self, journal: &mut Journal) -> Result<Vec<Stored<T>>, Faults> {
        let waiting = std::mem::take(&mut self.waiting);
        let new = waiting.iter().flat_map(|unit| &unit.files);
        let new: Vec<&PathBuf> = new.filter_map(|(_, path)| path.as_ref()).collect();
        let folder = self.folder;
        sync(&folder.temporary, &new).map_err(|e| unwritable(&folder.out, e.kind()))?;
        let (mut stored, mut records) = (Vec::new(), Vec::new());
        for unit in waiting {
            let named = self.name(&unit.files)?;
            let record = Record {
                key: unit.key,
                files: unit.files.into_iter().map(|(file, _)| file).collect(),
            };
            if named.is_ok() {
                records.push((unit.unit, record.clone()));
            }
            stored.push((unit.about, named.map(|()| record)));
        }
        journal.add(&records)?;
        Ok(stored)
    }

    /// Names all files of a unit, or none if one of them is open elsewhere. A fault of these
    /// files is the unit's; one that all files would have ends the run.
    fn name(&self, files: &[Ready]) -> Result<Result<(), Fault>, Faults> {
        for (file, _) in files.iter().filter(|(_, temporary)| temporary.is_some()) {
            if let Err(fault) = self.folder.refuse_open(file) {
                return Ok(Err(fault));
            }
        }
        for ready in files {
            let Err(error) = self.folder.name(ready) else {
                continue;
            };
            let fault = unwritable(&self.folder.path(&ready.0), error.kind());
            return match error.kind() {
                ErrorKind::StorageFull
                | ErrorKind::QuotaExceeded
                | ErrorKind::ReadOnlyFilesystem => Err(fault.into()),
                _ => Ok(Err(fault)),
            };
        }
        Ok(Ok(()))
    }
}

/// Waits until the files are on the disk: all of its file system at once, which for many small
/// files is twenty times as quick as one after the other.
#[cfg(target_os = "linux")]
fn sync(folder: &Path, new: &[&PathBuf]) -> io::Result<()> {
    if new.is_empty() {
        return Ok(());
    }
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

/// Waits until the files are on the disk.
#[cfg(not(target_os = "linux"))]
fn sync(_: &Path, new: &[&PathBuf]) -> io::Result<()> {
    let sync = |path: &&PathBuf| File::options().write(true).open(path)?.sync_all();
    new.iter().try_for_each(sync)
}
