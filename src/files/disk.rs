//! The files of the disk.

use std::fs;
use std::path::Path;

use super::{Bytes, Files, Found, Unreadable};

/// The largest file that is read: far beyond any table of an office.
const LARGEST: u64 = 64 * 1024 * 1024;

/// The disk, as the program finds it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl Files for Disk {
    fn read(&self, file: &Path) -> Result<Bytes, Unreadable> {
        let about = fs::metadata(file)?;
        if about.is_dir() {
            return Err(Unreadable::Folder);
        }
        if about.len() > LARGEST {
            return Err(Unreadable::TooLarge);
        }
        Ok(Bytes::from(fs::read(file)?))
    }

    fn list(&self, folder: &Path) -> Result<Vec<String>, Unreadable> {
        let entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
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
}
