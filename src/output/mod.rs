//! Writing files. Nothing is ever half-written: each file goes to a temporary name
//! beside its place, is flushed, and takes its name when all of them are there.

use std::fs;
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::{NamedTempFile, PersistError};

use crate::fault::{Action, Fault, Faults, Kind, Place};
use crate::files::letters;

/// Writes all files, none of which may be there yet.
pub fn write_new(folder: &Path, files: &[(PathBuf, Vec<u8>)]) -> Result<(), Faults> {
    let mut faults = Faults::none();
    for (path, _) in files.iter().filter(|(path, _)| path.exists()) {
        faults.add(
            Fault::new(Kind::Unwritable, place(path), "đã có tệp này, không ghi đè")
                .remedy("chọn thư mục khác, hoặc đổi tên tệp cũ")
                .offer(Action::ChooseOutput),
        );
    }
    faults.or(Some(()))?;
    put_all(folder, files, |file, path| file.persist_noclobber(path))
}

/// Writes all files or, if one cannot be written, changes none.
pub fn write_all(folder: &Path, files: &[(PathBuf, Vec<u8>)]) -> Result<(), Faults> {
    put_all(folder, files, |file, path| file.persist(path))
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
    write_all(folder, &[(file.to_owned(), bytes)])
}

/// The SHA-256 and the size of a file, however large it is.
///
/// # Errors
/// If it cannot be read.
pub fn digest(file: &Path) -> io::Result<(String, u64)> {
    let mut file = fs::File::open(file)?;
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

/// Whether a file with just these bytes is there.
pub fn holds(file: &Path, bytes: &[u8]) -> bool {
    let there = fs::metadata(file).map(|about| about.len());
    let same = there.is_ok_and(|size| usize::try_from(size) == Ok(bytes.len()));
    same && fs::read(file).is_ok_and(|there| there == bytes)
}

fn put_all(
    folder: &Path,
    files: &[(PathBuf, Vec<u8>)],
    put: impl Fn(NamedTempFile, &Path) -> Result<fs::File, PersistError>,
) -> Result<(), Faults> {
    fs::create_dir_all(folder).map_err(|error| unwritable(folder, error.kind()))?;
    let mut ready = Vec::with_capacity(files.len());
    for (path, bytes) in files {
        let file = prepare(folder, bytes).map_err(|error| unwritable(path, error.kind()))?;
        ready.push((path, file));
    }
    for (path, file) in ready {
        put(file, path).map_err(|error| unwritable(path, error.error.kind()))?;
    }
    Ok(())
}

fn prepare(folder: &Path, bytes: &[u8]) -> std::io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".vanthu-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // A temporary file is private by default; a document is for the whole office.
        builder.permissions(fs::Permissions::from_mode(0o644));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Why something could not be written, for the user.
pub fn unwritable(path: &Path, kind: ErrorKind) -> Fault {
    let (found, remedy, action) = match kind {
        ErrorKind::PermissionDenied => (
            "không ghi được: không có quyền, hoặc tệp đang mở trong Word".to_owned(),
            "đóng tệp trong Word, hoặc chọn thư mục khác",
            Some(Action::ChooseOutput),
        ),
        ErrorKind::StorageFull => (
            "không ghi được: đĩa đã đầy".to_owned(),
            "giải phóng chỗ trên đĩa rồi chạy lại",
            None,
        ),
        other => (
            format!("không ghi được ({other})"),
            "chọn thư mục khác",
            Some(Action::ChooseOutput),
        ),
    };
    let fault = Fault::new(Kind::Unwritable, place(path), found).remedy(remedy);
    Fault { action, ..fault }
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
        write_all(&target, &[(file.clone(), b"one".to_vec())]).unwrap();
        write_all(&target, &[(file.clone(), b"two".to_vec())]).unwrap();
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
