//! The files of the disk.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::{Bytes, Files, Found, Unreadable, letters};
use crate::bounds::TABLE_FILE;

/// The disk, as the program finds it. Only regular files are read: a pipe, a device or a socket
/// could keep the reader waiting for ever, or never end.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl Files for Disk {
    fn read(&self, file: &Path) -> Result<Bytes, Unreadable> {
        read_up_to(open(file)?, TABLE_FILE.bytes()).map(Bytes::from)
    }

    /// A piece at a time: a large table need not be in memory again.
    fn digest(&self, file: &Path) -> Option<String> {
        let file = open(file).ok()?.take(TABLE_FILE.bytes().saturating_add(1));
        digest_of(file).ok().map(|(digest, _)| digest)
    }

    fn stamp(&self, file: &Path) -> Option<String> {
        let about = fs::metadata(file).ok()?;
        let written = about.modified().ok()?;
        Some(format!("{} {written:?} {}", about.len(), entry(&about)))
    }

    fn list(&self, folder: &Path) -> Result<Vec<String>, Unreadable> {
        let entries = match fs::read_dir(folder) {
            Err(_) if fs::metadata(folder).is_ok_and(|about| !about.is_dir()) => {
                return Err(Unreadable::NoFolder);
            }
            entries => entries?.collect::<Result<Vec<_>, _>>()?,
        };
        let names = entries.into_iter().map(|entry| entry.file_name());
        // No file of ours bears a name that is no text.
        let mut names: Vec<String> = names.filter_map(|name| name.into_string().ok()).collect();
        names.sort();
        Ok(names)
    }

    fn find(&self, path: &Path) -> Option<Found> {
        let about = fs::metadata(path).ok()?;
        Some(match about.is_dir() {
            true => Found::Folder,
            false => Found::File,
        })
    }

    fn size(&self, file: &Path) -> Option<usize> {
        usize::try_from(fs::metadata(file).ok()?.len()).ok()
    }
}

/// Why a step on the disk failed. Windows has errors of its own for a file that another program
/// holds, as Excel and Word do, which the standard library does not tell apart.
#[cfg(windows)]
pub fn kind(error: &io::Error) -> io::ErrorKind {
    /// `ERROR_SHARING_VIOLATION`, `ERROR_LOCK_VIOLATION`, `ERROR_USER_MAPPED_FILE`.
    const HELD: [i32; 3] = [32, 33, 1224];
    match error.raw_os_error() {
        Some(code) if HELD.contains(&code) => io::ErrorKind::ResourceBusy,
        _ => error.kind(),
    }
}

/// Why a step on the disk failed.
#[cfg(not(windows))]
pub fn kind(error: &io::Error) -> io::ErrorKind {
    error.kind()
}

/// Which entry of which disk a file is, and when that was changed: who gives a file the time of
/// another one changes its entry.
#[cfg(unix)]
fn entry(about: &fs::Metadata) -> String {
    use std::os::unix::fs::MetadataExt;
    let (disk, entry) = (about.dev(), about.ino());
    format!("{disk} {entry} {} {}", about.ctime(), about.ctime_nsec())
}

/// What the standard library tells of a file's entry elsewhere: when it was made.
#[cfg(not(unix))]
fn entry(about: &fs::Metadata) -> String {
    format!("{:?}", about.created().ok())
}

/// A regular file, opened to be read.
///
/// # Errors
/// If it is none, or cannot be opened.
pub(crate) fn open(path: &Path) -> Result<File, Unreadable> {
    // Looked at before, as some devices do something when they are opened.
    regular(&fs::metadata(path)?)?;
    opened(path, true)
}

/// The same for a file that the program wrote itself: a link is none.
///
/// # Errors
/// If it is none, or cannot be opened.
pub(crate) fn open_own(path: &Path) -> Result<File, Unreadable> {
    regular(&fs::symlink_metadata(path)?)?;
    opened(path, false)
}

/// All bytes of a file, if they are so many or fewer. What a file's entry says of its size is only
/// how much room they will need: those of `/proc` have none, and others grow.
///
/// # Errors
/// If there are more, or they cannot be read.
pub(crate) fn read_up_to(file: File, limit: u64) -> Result<Vec<u8>, Unreadable> {
    let said = file.metadata().map_or(0, |about| about.len().min(limit));
    let mut bytes = Vec::with_capacity(usize::try_from(said).unwrap_or_default());
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    match u64::try_from(bytes.len()) {
        Ok(size) if size <= limit => Ok(bytes),
        _ => Err(Unreadable::TooLarge),
    }
}

/// The SHA-256 and the size of what is read, however large it is.
///
/// # Errors
/// If it cannot be read.
pub(crate) fn digest_of(mut file: impl Read) -> io::Result<(String, u64)> {
    let mut digest = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    let mut size = 0;
    loop {
        let read = file.read(&mut buffer)?;
        match buffer.get(..read) {
            Some([]) | None => return Ok((letters(digest.finalize()), size)),
            Some(bytes) => digest.update(bytes),
        }
        size += u64::try_from(read).unwrap_or_default();
    }
}

/// Opens what was a regular file a moment ago, and makes sure that it still is: it may have been
/// replaced by a pipe, on which opening must not wait.
fn opened(path: &Path, through_links: bool) -> Result<File, Unreadable> {
    let file = without_waiting(path, through_links)?;
    regular(&file.metadata()?)?;
    Ok(file)
}

#[cfg(unix)]
fn without_waiting(path: &Path, through_links: bool) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    let mut flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    flags.set(OFlags::NOFOLLOW, !through_links);
    Ok(File::from(rustix::fs::open(path, flags, Mode::empty())?))
}

#[cfg(not(unix))]
fn without_waiting(path: &Path, _: bool) -> io::Result<File> {
    // The names that Windows keeps for devices look like files to whoever asks.
    let name = path.file_name().and_then(|name| name.to_str());
    if name.is_some_and(crate::vn::slug::is_device) {
        return Err(io::ErrorKind::Unsupported.into());
    }
    File::open(path)
}

fn regular(about: &fs::Metadata) -> Result<(), Unreadable> {
    match (about.is_file(), about.is_dir()) {
        (true, _) => Ok(()),
        (_, true) => Err(Unreadable::Folder),
        _ => Err(Unreadable::Special),
    }
}
