//! Who may write: a lock beside the temporary files, held as long as the run lasts.

use std::fmt;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::unwritable;
use crate::fault::{Action, Fault, Kind};
use crate::files::{Unreadable, open_own, read_up_to};

/// The ending of locks.
const ENDING: &str = "khoa";
/// How long there is between two tries.
const PAUSE: Duration = Duration::from_millis(50);
/// How many steps there may be without a pause.
const STEPS: usize = 100;
/// A lock file holds one line.
const LONGEST: u64 = 200;

/// How long to wait for whoever holds a lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// Not at all.
    None,
    /// Hardly: it holds it for a whole run.
    Moment,
    /// Some seconds: it only writes some files.
    Seconds,
}

impl Patience {
    /// Others look for a moment whether a lock is held, so one try is not enough.
    fn tries(self) -> usize {
        match self {
            Self::None => 1,
            Self::Moment => 5,
            Self::Seconds => 200,
        }
    }
}

/// A lock, held until it is dropped. Its file says who holds it, and goes with it.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    file: File,
    /// Whether the file system knows locks: some network folders do not, and work all the same.
    pub sure: bool,
}

/// What came of a try.
enum Try {
    Held(Lock),
    Busy,
    Again,
}

impl Lock {
    /// Takes the lock of this name in a folder, which is made if need be.
    ///
    /// # Errors
    /// If another run holds it, or it cannot be written.
    pub fn take(folder: &Path, name: &str, patience: Patience) -> Result<Self, Fault> {
        let path = folder.join(format!("{name}.{ENDING}"));
        let mut pauses = 0;
        // What others have left is taken away in a step or two, unless they go on leaving it.
        for _ in 0..patience.tries() + STEPS {
            // Whoever was here last may take the folder away until there is a lock in it.
            make(folder)?;
            match attempt(&path) {
                Ok(Try::Held(lock)) => return Ok(lock),
                Ok(Try::Again) => (),
                Err(error) if error.kind() == io::ErrorKind::NotFound => (),
                Ok(Try::Busy) if pauses + 1 < patience.tries() => {
                    pauses += 1;
                    std::thread::sleep(PAUSE);
                }
                Ok(Try::Busy) => break,
                Err(error) => return Err(unwritable(&path, &error)),
            }
        }
        Err(busy(&path))
    }

    /// The lock of a run that was killed on this machine: that of another may be known there only.
    pub fn abandoned(folder: &Path, name: &str) -> Option<Self> {
        let holder = holder(&folder.join(format!("{name}.{ENDING}")));
        let elsewhere = holder.and_then(|holder| holder.machine);
        if elsewhere.is_some_and(|name| name != machine()) {
            return None;
        }
        let lock = Self::take(folder, name, Patience::None).ok();
        lock.filter(|lock| lock.sure)
    }
}

/// Who holds a lock.
struct Holder {
    process: u32,
    machine: Option<String>,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tiến trình {}", self.process)?;
        match &self.machine {
            Some(machine) => write!(f, " trên máy {machine}"),
            None => Ok(()),
        }
    }
}

impl Drop for Lock {
    /// Gives the lock back at once: a process that is just being started by another thread holds
    /// a copy of every open file for a moment, and closing ours alone would leave it locked.
    fn drop(&mut self) {
        // The file goes while it is locked, so that nobody else can just have taken it. What
        // cannot be removed, the next run removes.
        let _ = fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

/// Makes the folder of locks and temporary files.
///
/// # Errors
/// If it cannot be made, or something else stands there: through a link, files elsewhere would be
/// written and removed.
fn make(folder: &Path) -> Result<(), Fault> {
    match fs::create_dir(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            Err(unwritable(folder, &error))
        }
        _ if fs::symlink_metadata(folder)
            .is_ok_and(|about| about.is_file() || about.is_symlink()) =>
        {
            let found = "đây không phải là thư mục của chương trình mà là tệp hoặc liên kết";
            let fault = Fault::new(Kind::Unwritable, super::place(folder), found);
            Err(fault.remedy("xóa tệp hoặc liên kết đó rồi chạy lại"))
        }
        _ => Ok(()),
    }
}

/// One try. A file is ours when we made it, locked it, and it still stands at its path; one that
/// stands there unlocked was left by a run that was killed, and is taken away by whoever locks it.
fn attempt(path: &Path) -> io::Result<Try> {
    let made = OpenOptions::new()
        .read(true)
        .write(true)
        .create_new(true)
        .open(path);
    let fresh = made.is_ok();
    let mut file = match made {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => match open_own(path) {
            Ok(file) => file,
            Err(Unreadable::Missing) => return Ok(Try::Again),
            // A link, a pipe: no lock of ours.
            Err(Unreadable::Special) => return fs::remove_file(path).map(|()| Try::Again),
            Err(Unreadable::Folder) => return Err(io::ErrorKind::IsADirectory.into()),
            Err(_) => return Ok(Try::Busy),
        },
        made => made?,
    };
    let sure = match file.try_lock() {
        Err(TryLockError::WouldBlock) => return Ok(Try::Busy),
        Err(TryLockError::Error(_)) => false,
        Ok(()) => true,
    };
    if fresh {
        let own = owner();
        let path = path.to_owned();
        if let Err(error) = file.write_all(own.as_bytes()) {
            let _ = fs::remove_file(&path);
            return Err(error);
        }
        return Ok(match stands(&path, own.as_bytes()) {
            true => Try::Held(Lock { path, file, sure }),
            false => Try::Again,
        });
    }
    let mut written = Vec::new();
    Read::take(&mut file, LONGEST).read_to_end(&mut written)?;
    if stands(path, &written) {
        fs::remove_file(path)?;
    }
    let _ = file.unlock();
    Ok(Try::Again)
}

/// Whether the lock file at a path is the one in which this is written. Where a lock keeps
/// others from reading it is.
fn stands(path: &Path, written: &[u8]) -> bool {
    match open_own(path).and_then(|file| read_up_to(file, LONGEST)) {
        Ok(there) => there == written,
        Err(why) => !matches!(why, Unreadable::Missing | Unreadable::Special),
    }
}

/// One line, which no other lock has.
fn owner() -> String {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    format!("{} {} {number}\n", std::process::id(), machine())
}

#[cfg(unix)]
fn machine() -> String {
    let system = rustix::system::uname();
    system.nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn machine() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_default()
}

/// Who holds a lock, as far as its file says it.
fn holder(path: &Path) -> Option<Holder> {
    let text = read_up_to(open_own(path).ok()?, LONGEST).ok()?;
    let text = String::from_utf8(text).ok()?;
    let mut words = text.split(' ');
    let process = words.next()?.parse().ok()?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let machine = words
        .next()
        .filter(|name| !name.is_empty() && name.chars().all(plain));
    let machine = machine.map(str::to_owned);
    Some(Holder { process, machine })
}

fn busy(path: &Path) -> Fault {
    let who = holder(path).map_or_else(String::new, |who| format!(" ({who})"));
    let found = format!("một lượt chạy khác{who} đang ghi vào thư mục này");
    Fault::new(Kind::Unwritable, super::place(path), found)
        .remedy("chờ lượt đó xong, hoặc chọn thư mục khác")
        .offer(Action::ChooseOutput)
}
