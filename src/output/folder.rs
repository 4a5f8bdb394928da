//! A folder into which a run writes, as those who make files know it.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::lock::{Lock, Patience};
use super::steps::{as_new, clear, names, rename, special};
use super::written::Written;
use super::{digest, place, sync, unwritable};
use crate::fault::{Fault, Faults, Kind};
use crate::files::{digest_of, open_own};

/// The folder, below the output folder, of temporary files, locks and journals.
const OWN: &str = ".vanthu";
/// The ending of folders of temporary files.
const TEMPORARY: &str = "tam";

/// A file that is ready to take its name.
pub struct Ready {
    /// What it is.
    pub file: Written,
    /// Its temporary name; none if the very same file is there already.
    pub temporary: Option<PathBuf>,
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

/// Whether a file may take the place of one that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// It takes it; a link is replaced, and what it leads to stays as it is.
    Files,
    /// It does not.
    Nothing,
}

/// Why files could not take their names.
pub struct Unnamed {
    /// In the user's words.
    pub fault: Fault,
    /// Whether no other file can be written either.
    pub all: bool,
}

/// A file that took its name: where, and what was there before, if anything was.
struct Named {
    path: PathBuf,
    before: Option<PathBuf>,
}

/// The output folder of a run, which holds it against others of the same name until it is
/// dropped. What a run that was killed has left is taken away.
pub struct Folder {
    out: PathBuf,
    /// Where temporary files, lock and journal are.
    own: PathBuf,
    temporary: PathBuf,
    run: String,
    next: AtomicU64,
    /// Folders below `out` that are there and are no links.
    real: Mutex<BTreeSet<PathBuf>>,
    made: bool,
    opened: Instant,
    lock: Option<Lock>,
}

impl Folder {
    /// The output folder of a run, whose name tells it from other runs into the same folder.
    ///
    /// # Errors
    /// If it cannot be written, or another run of this name holds it.
    pub fn open(out: &Path, run: &str, patience: Patience) -> Result<Self, Faults> {
        let made = !out.exists();
        fs::create_dir_all(out).map_err(|error| unwritable(out, &error))?;
        let own = out.join(OWN);
        let lock = Lock::take(&own, run, patience)?;
        let folder = Self {
            out: out.to_owned(),
            temporary: own.join(format!("{run}.{TEMPORARY}")),
            run: run.to_owned(),
            own,
            next: AtomicU64::new(0),
            real: Mutex::default(),
            made,
            opened: Instant::now(),
            lock: Some(lock),
        };
        let begun = clear(&folder.temporary).and_then(|()| fs::create_dir(&folder.temporary));
        begun.map_err(|error| unwritable(&folder.temporary, &error))?;
        folder.sweep();
        Ok(folder)
    }

    /// Takes away what runs of other names have left that were killed: those whose lock nobody
    /// holds. What cannot be removed is left to the next.
    fn sweep(&self) {
        for name in names(&self.own) {
            let run = name
                .strip_suffix(TEMPORARY)
                .and_then(|n| n.strip_suffix('.'));
            let Some(run) = run.filter(|run| *run != self.run) else {
                continue;
            };
            if let Some(_lock) = Lock::abandoned(&self.own, run) {
                let _ = clear(&self.own.join(&name));
            }
        }
        // Former versions of the program wrote temporary files beside their places.
        let old = |name: &String| {
            let rest = name.strip_prefix(".vanthu-");
            rest.is_some_and(|r| r.len() == 6 && r.chars().all(|c| c.is_ascii_alphanumeric()))
        };
        for name in names(&self.out).iter().filter(|name| old(name)) {
            let _ = fs::remove_file(self.out.join(name));
        }
    }

    /// Where the run keeps a file of its own.
    pub(super) fn own(&self, ending: &str) -> PathBuf {
        self.own.join(format!("{}.{ending}", self.run))
    }

    /// Writes a file of the run's own, whole or not at all, unless it is there just so.
    pub(super) fn keep_own(
        &self,
        ending: &str,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Fault> {
        let path = self.own(ending);
        let written = self.create().and_then(|(file, temporary)| {
            let mut file = BufWriter::new(file);
            write(&mut file)?;
            let file = file.into_inner()?;
            let there = open_own(&path).ok().and_then(|file| digest_of(file).ok());
            if there.is_some_and(|there| digest(&temporary).is_ok_and(|new| new == there)) {
                return fs::remove_file(temporary);
            }
            file.sync_all()?;
            rename(&temporary, &path)
        });
        written.map_err(|error| unwritable(&path, &error))
    }

    /// Makes a file ready to take its name.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn prepare(&self, path: String, bytes: &[u8]) -> Result<Ready, Fault> {
        let written = Written::of(path, bytes);
        // In a folder that this run has made nothing is there.
        if !self.made && self.holds(&written) {
            return Ok(Ready {
                file: written,
                temporary: None,
            });
        }
        let fault = |error: io::Error| unwritable(&self.path(&written), &error);
        let (mut file, temporary) = self.create().map_err(fault)?;
        file.write_all(bytes).map_err(fault)?;
        Ok(Ready {
            file: written,
            temporary: Some(temporary),
        })
    }

    /// A new temporary file.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn create(&self) -> io::Result<(File, PathBuf)> {
        let path = self.temporary();
        Ok((File::create_new(&path)?, path))
    }

    /// A temporary name that nobody else has.
    fn temporary(&self) -> PathBuf {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        self.temporary.join(number.to_string())
    }

    /// Where a file is.
    pub fn path(&self, file: &Written) -> PathBuf {
        self.file(&file.path)
    }

    /// Where a file of this path is.
    pub fn file(&self, path: &str) -> PathBuf {
        self.out.join(path)
    }

    /// Makes sure that the folders of a path below the output folder are folders of this folder:
    /// through a link, files elsewhere would be written and removed. Makes them if asked.
    pub(super) fn real(&self, path: &str, make: bool) -> io::Result<()> {
        let path = Path::new(path);
        let inside = path
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        if !inside || path.as_os_str().is_empty() || path.starts_with(OWN) {
            return Err(ErrorKind::InvalidFilename.into());
        }
        // Of a folder that is known all above it are.
        let unknown =
            |parent: &&Path| !parent.as_os_str().is_empty() && !self.known().contains(*parent);
        let parents: Vec<&Path> = path.ancestors().skip(1).take_while(unknown).collect();
        for parent in parents.into_iter().rev() {
            let folder = self.out.join(parent);
            if make
                && let Err(error) = fs::create_dir(&folder)
                && error.kind() != ErrorKind::AlreadyExists
            {
                return Err(error);
            }
            if !fs::symlink_metadata(&folder)?.is_dir() {
                return Err(ErrorKind::NotADirectory.into());
            }
            self.known().insert(parent.to_owned());
        }
        Ok(())
    }

    /// A folder is no longer there.
    fn forget(&self, folder: &Path) {
        let below = folder.strip_prefix(&self.out).unwrap_or(folder);
        self.known().remove(below);
    }

    fn known(&self) -> MutexGuard<'_, BTreeSet<PathBuf>> {
        // Nothing is left half-done by who panics here.
        self.real.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives files their names: all of them or, if one cannot have it, none. Whoever asks sees to
    /// it that they are on the disk.
    ///
    /// # Errors
    /// If one cannot have it.
    pub fn name(&self, files: &[Ready], over: Over) -> Result<(), Box<Unnamed>> {
        let mut named: Vec<Named> = Vec::new();
        for Ready { file, temporary } in files {
            let Some(temporary) = temporary else {
                continue;
            };
            match self.name_one(file, temporary, over) {
                Ok(one) => named.push(one),
                Err(error) => {
                    let stays = undo(named);
                    return Err(self.unnamed(file, &error, &stays));
                }
            }
        }
        // The former files go now, so that they never take much room.
        for before in named.iter().filter_map(|one| one.before.as_ref()) {
            let _ = fs::remove_file(before);
        }
        Ok(())
    }

    fn name_one(&self, file: &Written, temporary: &Path, over: Over) -> io::Result<Named> {
        self.real(&file.path, true)?;
        let path = self.path(file);
        let before = match (fs::symlink_metadata(&path), over) {
            (Err(error), _) if error.kind() == ErrorKind::NotFound => None,
            (Err(error), _) => return Err(error),
            (Ok(_), Over::Nothing) => return Err(ErrorKind::AlreadyExists.into()),
            (Ok(about), _) if about.is_dir() => return Err(ErrorKind::IsADirectory.into()),
            // A pipe, a device: nothing of ours.
            (Ok(_), _) if special(&path) => return Err(ErrorKind::InvalidFilename.into()),
            (Ok(_), _) => Some(self.keep(&path)?),
        };
        let named = match over {
            Over::Files => rename(temporary, &path),
            Over::Nothing => as_new(temporary, &path),
        };
        match (named, before) {
            (Ok(()), before) => Ok(Named { path, before }),
            (Err(error), before) => {
                // It may have had to be moved away to be kept.
                let back = before.map(|before| fs::rename(before, &path));
                back.unwrap_or(Ok(())).and(Err(error))
            }
        }
    }

    /// Keeps what is at a path under a temporary name: it can be put back, and until it is replaced
    /// it also stays where it is, if the file system can do that.
    fn keep(&self, path: &Path) -> io::Result<PathBuf> {
        let kept = self.temporary();
        fs::hard_link(path, &kept).or_else(|_| fs::rename(path, &kept))?;
        Ok(kept)
    }

    /// Why files could not take their names, and which of them did all the same.
    fn unnamed(&self, file: &Written, error: &io::Error, stays: &[PathBuf]) -> Box<Unnamed> {
        let mut fault = unwritable(&self.path(file), error);
        let names = stays
            .iter()
            .map(|path| path.strip_prefix(&self.out).unwrap_or(path));
        let names: Vec<String> = names.map(|path| path.display().to_string()).collect();
        if !stays.is_empty() {
            let names = names.join(", ");
            let which = format!("; {names} đã là bản mới, các tệp khác còn là bản cũ");
            fault.found.push_str(&which);
            fault.kind = Kind::PartlyWritten;
        }
        use ErrorKind::{QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        Box::new(Unnamed {
            fault,
            all: matches!(
                error.kind(),
                StorageFull | QuotaExceeded | ReadOnlyFilesystem
            ),
        })
    }

    /// Writes one file, whole or not at all, and waits until it is on the disk.
    ///
    /// # Errors
    /// If it cannot be written, or is open in an office program.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<Written, Faults> {
        let ready = self.prepare(path.to_owned(), bytes)?;
        self.take(ready)
    }

    /// The same for a file that is never whole in memory.
    ///
    /// # Errors
    /// Those of [`Folder::write`].
    pub fn write_by(
        &self,
        path: &str,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<Written, Faults> {
        let made = self.create().and_then(|(file, temporary)| {
            let mut file = BufWriter::new(file);
            write(&mut file)?;
            file.flush()?;
            Ok((digest(&temporary)?, temporary))
        });
        let ((sha256, bytes), temporary) =
            made.map_err(|error| unwritable(&self.file(path), &error))?;
        let file = Written {
            path: path.to_owned(),
            sha256,
            bytes,
        };
        self.take(Ready {
            file,
            temporary: Some(temporary),
        })
    }

    /// The same for a file that is ready.
    ///
    /// # Errors
    /// If it is open in an office program, or cannot be named.
    pub fn take(&self, ready: Ready) -> Result<Written, Faults> {
        if ready.temporary.is_some() {
            self.refuse_open(&ready.file)?;
        }
        self.sync(std::slice::from_ref(&ready))?;
        let named = self.name(std::slice::from_ref(&ready), Over::Files);
        named.map_err(|unnamed| unnamed.fault)?;
        Ok(ready.file)
    }

    /// Waits until files that are ready are on the disk.
    ///
    /// # Errors
    /// If they cannot be brought there.
    pub fn sync<'r>(&self, files: impl IntoIterator<Item = &'r Ready>) -> Result<(), Fault> {
        let new = files
            .into_iter()
            .filter_map(|ready| ready.temporary.as_deref());
        let new: Vec<&Path> = new.collect();
        sync(&self.temporary, &new).map_err(|error| unwritable(&self.out, &error))
    }

    /// A fault if an office program has the file open that this one would replace.
    pub(super) fn refuse_open(&self, file: &Written) -> Result<(), Fault> {
        let path = self.path(file);
        match fs::symlink_metadata(&path) {
            // Nobody can have it open, and a lô has thousands that are new.
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            _ => refuse_open(&path),
        }
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
            self.forget(empty);
            folder = empty.parent();
        }
        match removed {
            true => Removal::Done,
            false if fs::symlink_metadata(&path).is_ok() => Removal::Changed,
            false => Removal::Gone,
        }
    }

    /// Takes a file away that the next one of its name replaces, whatever is in it.
    ///
    /// # Errors
    /// If it is open in an office program, is no regular file, or cannot be taken away.
    pub fn discard(&self, path: &str) -> Result<(), Faults> {
        let file = self.file(path);
        let fault = |error: io::Error| Err(unwritable(&file, &error).into());
        match fs::symlink_metadata(&file) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Ok(about) if about.is_dir() => return fault(ErrorKind::IsADirectory.into()),
            Ok(_) if special(&file) => return fault(ErrorKind::InvalidFilename.into()),
            _ => refuse_open(&file)?,
        }
        match fs::remove_file(&file) {
            Err(error) if error.kind() != ErrorKind::NotFound => fault(error),
            _ => Ok(()),
        }
    }

    /// The names of what it holds.
    pub fn names(&self) -> Vec<String> {
        names(&self.out)
    }

    /// How long ago the folder was opened, in milliseconds.
    pub fn milliseconds(&self) -> u64 {
        u64::try_from(self.opened.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

impl Drop for Folder {
    /// No temporary file remains, nor a folder that holds nothing. What cannot be removed now,
    /// the next run removes.
    fn drop(&mut self) {
        let _ = clear(&self.temporary);
        drop(self.lock.take());
        let _ = fs::remove_dir(&self.own);
        if self.made {
            let _ = fs::remove_dir(&self.out);
        }
    }
}

/// A fault if an office program has a file open, which its lock file shows.
fn refuse_open(path: &Path) -> Result<(), Fault> {
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
    let found = "tệp đang mở trong Word hoặc LibreOffice";
    Err(Fault::new(Kind::Unwritable, place(path), found)
        .remedy("đóng tệp rồi chạy lại; chỉ những tệp còn thiếu được ghi"))
}

/// Puts back what was there before; gives the files of which that failed.
fn undo(named: Vec<Named>) -> Vec<PathBuf> {
    let stays = named.into_iter().rev().filter(|one| {
        let back = match &one.before {
            Some(before) => fs::rename(before, &one.path),
            None => fs::remove_file(&one.path),
        };
        back.is_err_and(|error| error.kind() != ErrorKind::NotFound)
    });
    stays.map(|one| one.path).collect()
}
