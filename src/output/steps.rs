//! Single steps on the disk, as the folder needs them.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::Duration;

use crate::files::kind;

/// How often a file that is held is tried for again, and how long after.
const TRIES: u32 = 5;
const PAUSE: Duration = Duration::from_millis(40);

/// Gives a file a name that is free.
pub fn as_new(temporary: &Path, path: &Path) -> io::Result<()> {
    match fs::hard_link(temporary, path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error),
        // Some file systems have no such links.
        Err(_) if fs::symlink_metadata(path).is_ok() => Err(ErrorKind::AlreadyExists.into()),
        Err(_) => rename(temporary, path),
        Ok(()) => Ok(()),
    }
}

/// Gives a file a name in place of the file that has it. On Windows a scanner or an index may hold
/// either for a moment after it was written: a few more tries, then it is somebody's.
pub fn rename(temporary: &Path, path: &Path) -> io::Result<()> {
    let held = |error: &io::Error| {
        cfg!(windows)
            && matches!(
                kind(error),
                ErrorKind::PermissionDenied | ErrorKind::ResourceBusy
            )
    };
    for _ in 0..TRIES {
        match fs::rename(temporary, path) {
            Err(error) if held(&error) => std::thread::sleep(PAUSE),
            done => return done,
        }
    }
    fs::rename(temporary, path)
}

/// Takes away whatever is at a path; a link, not what it leads to.
pub fn clear(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(about) if about.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
    }
}

/// Whether something stands at a path, or at the end of a link there, that is no regular file.
pub fn special(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|about| !about.is_file())
}

/// The names of what a folder holds.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    names.collect()
}
