//! Writing files. Nothing is ever half-written: each file goes to a temporary name below its
//! folder, is brought to the disk, and takes its name when all of them are there. What was there
//! before is replaced, never written into, so that whatever a link or a second name leads to stays
//! as it is. A folder is held while a run writes into it, and what a run that was killed has left
//! there goes with the next.
//!
//! ```
//! use vanthu::output::write_new;
//!
//! let folder = tempfile::tempdir()?;
//! let files = [("thong-bao.pdf".to_owned(), b"%PDF-".to_vec())];
//! write_new(folder.path(), &files)?;
//! assert_eq!(std::fs::read(folder.path().join("thong-bao.pdf"))?, b"%PDF-");
//! // What is there already, and is not just so, is never written over.
//! let others = [("thong-bao.pdf".to_owned(), Vec::new())];
//! assert!(write_new(folder.path(), &others).is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod folder;
mod group;
mod journal;
mod lock;
mod steps;
mod there;
mod written;

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::fault::{Action, Fault, Faults, Kind, Place};
use crate::files::{self, digest_of, open, open_own, read_up_to, why};

pub use folder::{Folder, Over, Ready, Removal};
pub use group::{Batch, Group, Stored};
pub use journal::{Journal, Known, Record};
pub use lock::Patience;
pub use written::{DOCUMENTS, Written, without_ending};

/// The name of a run that only writes some files.
const WRITING: &str = "ghi";

/// The files of a folder: their paths below it, and their bytes.
type Contents = [(String, Vec<u8>)];

/// Writes all files, none of which may be there yet; gives where they are. One that is there just
/// so counts as written, unless all are there: a run may have been killed.
///
/// # Errors
/// If one is there, or cannot be written: then none is.
pub fn write_new(folder: &Path, files: &Contents) -> Result<Vec<PathBuf>, Faults> {
    let held = Folder::open(folder, WRITING, Patience::Seconds)?;
    let there = |name: &String| fs::symlink_metadata(folder.join(name)).is_ok();
    let all = files.iter().all(|(name, _)| there(name));
    let mut faults = Faults::none();
    for (name, bytes) in files.iter().filter(|(name, _)| there(name)) {
        let path = folder.join(name);
        if all || !holds(&path, bytes) {
            let found = "đã có tệp này, không ghi đè";
            let fault = Fault::new(Kind::Unwritable, place(&path), found);
            let fault = fault.remedy("chọn thư mục khác, hoặc đổi tên tệp cũ");
            faults.add(fault.offer(Action::ChooseOutput));
        }
    }
    faults.or(Some(()))?;
    put_all(&held, files, Over::Nothing)
}

/// Writes all files or, if one cannot be written, changes none; gives where they are.
///
/// # Errors
/// If one cannot be written.
pub fn write_all(folder: &Path, files: &Contents) -> Result<Vec<PathBuf>, Faults> {
    let held = Folder::open(folder, WRITING, Patience::Seconds)?;
    put_all(&held, files, Over::Files)
}

/// Writes one file whole, or not at all.
///
/// # Errors
/// If it cannot be written.
pub fn save(file: &Path, bytes: Vec<u8>) -> Result<(), Faults> {
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let name = file.file_name().and_then(|name| name.to_str());
    match name.filter(|_| !steps::special(file)) {
        Some(name) => write_all(folder, &[(name.to_owned(), bytes)]).map(drop),
        None => Err(unwritable(file, &ErrorKind::InvalidFilename.into()).into()),
    }
}

/// The SHA-256 and the size of a file, however large it is.
///
/// # Errors
/// If it cannot be read.
pub fn digest(file: &Path) -> io::Result<(String, u64)> {
    digest_of(open(file).map_err(|_| ErrorKind::Unsupported)?)
}

/// Whether a file with just these bytes is there.
pub fn holds(file: &Path, bytes: &[u8]) -> bool {
    let limit = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let there = open_own(file).and_then(|file| read_up_to(file, limit));
    there.is_ok_and(|there| there == bytes)
}

fn put_all(folder: &Folder, files: &Contents, over: Over) -> Result<Vec<PathBuf>, Faults> {
    let prepare = |(name, bytes): &(String, Vec<u8>)| folder.prepare(name.clone(), bytes);
    let ready: Result<Vec<Ready>, Fault> = files.iter().map(prepare).collect();
    let ready = ready.map_err(unchanged)?;
    folder.sync(&ready).map_err(unchanged)?;
    let named = folder.name(&ready, over);
    named.map_err(|unnamed| match unnamed.fault.kind {
        Kind::PartlyWritten => unnamed.fault,
        _ => unchanged(unnamed.fault),
    })?;
    Ok(ready.iter().map(|one| folder.path(&one.file)).collect())
}

/// What is true of the other files when one cannot be written.
fn unchanged(fault: Fault) -> Fault {
    let found = format!("{}; không tệp nào bị thay đổi", fault.found);
    Fault { found, ..fault }
}

/// How many files are brought to the disk one after the other.
#[cfg(target_os = "linux")]
const FEW: usize = 8;

/// Waits until files of a folder are on the disk: all of its file system at once if they are many,
/// which is twenty times as quick as one after the other.
fn sync(folder: &Path, new: &[&Path]) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    if new.len() > FEW {
        return Ok(rustix::fs::syncfs(File::open(folder)?)?);
    }
    let _ = folder;
    // Some systems flush only what was opened to be written.
    let sync = |path: &&Path| File::options().write(true).open(path)?.sync_all();
    new.iter().try_for_each(sync)
}

/// Why something could not be written, for the user.
pub fn unwritable(path: &Path, error: &io::Error) -> Fault {
    use ErrorKind::{
        AlreadyExists, InvalidFilename, IsADirectory, NotADirectory, NotFound, PermissionDenied,
        QuotaExceeded, ReadOnlyFilesystem, ResourceBusy, StorageFull,
    };
    let kind = files::kind(error);
    let elsewhere = "chọn thư mục khác";
    let (why, remedy) = match kind {
        PermissionDenied => (
            "không có quyền, hoặc tệp đang mở trong Word",
            "đóng tệp trong Word, hoặc chọn thư mục khác",
        ),
        ResourceBusy => (
            "tệp đang mở trong Word, Excel hay chương trình khác",
            "đóng tệp ở đó, hoặc chọn thư mục khác",
        ),
        StorageFull => ("đĩa đã đầy", "giải phóng chỗ trên đĩa rồi chạy lại"),
        QuotaExceeded => ("đã hết phần đĩa được dùng", elsewhere),
        ReadOnlyFilesystem => ("đĩa chỉ cho đọc", elsewhere),
        AlreadyExists => ("ở đúng chỗ đó đã có một tệp", elsewhere),
        IsADirectory => ("ở đúng chỗ đó có một thư mục", elsewhere),
        NotADirectory => ("một thư mục trên đường dẫn là tệp hoặc liên kết", elsewhere),
        NotFound => (
            "thư mục không còn đó",
            "chạy lại khi không ai còn sửa thư mục",
        ),
        InvalidFilename => (
            "ở chỗ đó có ống dẫn hay thiết bị, hoặc tên quá dài, dẫn ra ngoài thư mục ghi",
            "chọn tên khác, hoặc thư mục khác",
        ),
        other => (why(other), "xem lại đĩa, hoặc chọn thư mục khác"),
    };
    let found = format!("không ghi được: {why}");
    let fault = Fault::new(Kind::Unwritable, place(path), found).remedy(remedy);
    match kind {
        StorageFull | NotFound => fault,
        _ => fault.offer(Action::ChooseOutput),
    }
}

fn place(path: &Path) -> Place {
    Place::file(path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_digest_is_the_one_that_other_programs_print() {
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        fs::write(&file, "abc").unwrap();
        assert_eq!(digest(&file).unwrap(), (known.to_owned(), 3));
    }

    #[test]
    fn files_are_written_whole_and_leave_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("ket-qua");
        let file = target.join("a.docx");
        for bytes in [b"one".to_vec(), b"two".to_vec()] {
            let written = write_all(&target, &[("a.docx".to_owned(), bytes)]).unwrap();
            assert_eq!(written, std::slice::from_ref(&file));
        }
        assert_eq!(fs::read(&file).unwrap(), b"two");
        assert_eq!(fs::read_dir(&target).unwrap().count(), 1);
    }

    #[test]
    fn a_file_where_the_folder_should_be_is_a_fault() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("ket-qua");
        fs::write(&target, "x").unwrap();
        let faults = write_all(&target, &[]).unwrap_err();
        assert_eq!(faults.iter().next().unwrap().kind, Kind::Unwritable);
    }
}
