//! The journal of a lô in its output folder: for each unit the digest of what its files were
//! made from and those of the files. A line is written when the files are safely there; a line
//! that was cut off counts for nothing, and neither does one whose files are no longer as it
//! says: the unit is then made again.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::report::Written;
use crate::fault::{Action, Fault, Faults, Kind, Place};
use crate::output::unwritable;

/// What a unit's files were made from, and the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The digest of document, faces and program.
    pub key: String,
    /// The files.
    pub files: Vec<Written>,
}

/// What is known of units, by the path of their files.
pub type Known = BTreeMap<String, Record>;

/// The journal of one lô and period (and part of it) in an output folder. While it is open no
/// other run can write there for the same lô.
pub struct Journal {
    path: PathBuf,
    file: File,
}

impl Journal {
    /// Opens the journal, or begins one; gives what earlier runs wrote.
    ///
    /// # Errors
    /// If it cannot be written, or another run holds it.
    pub fn open(path: &Path) -> Result<(Self, Known), Faults> {
        let fault = |error: io::Error| Faults::from(unwritable(path, error.kind()));
        let mut options = OpenOptions::new();
        let file = options.create(true).append(true).read(true).open(path);
        let mut file = file.map_err(fault)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Err(busy(path).into()),
            // Some network folders have no locks; they work all the same.
            Ok(()) | Err(TryLockError::Error(_)) => (),
        }
        let mut text = Vec::new();
        file.read_to_end(&mut text).map_err(fault)?;
        let lines = text.split(|byte| *byte == b'\n');
        let read = lines.filter_map(|line| entry(&serde_json::from_slice(line).ok()?));
        let known = read.collect();
        if text.last().is_some_and(|byte| *byte != b'\n') {
            // The next line must not join one that was cut off.
            file.write_all(b"\n").map_err(fault)?;
        }
        let path = path.to_owned();
        Ok((Self { path, file }, known))
    }

    /// Writes what is now true of some units, and waits until it is on the disk.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn add(&mut self, records: &[(String, Record)]) -> Result<(), Faults> {
        let lines = records.iter().map(|(unit, record)| line(unit, record));
        let written = self.file.write_all(lines.collect::<String>().as_bytes());
        written
            .and_then(|()| self.file.sync_data())
            .map_err(|error| unwritable(&self.path, error.kind()).into())
    }

    /// Ends a run: one line for each unit, in order, and nothing else.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn close(self, known: &Known) -> Result<(), Faults> {
        let lines: String = known
            .iter()
            .map(|(unit, record)| line(unit, record))
            .collect();
        if fs::read(&self.path).is_ok_and(|old| old == lines.as_bytes()) {
            return Ok(());
        }
        let next = self.path.with_extension("moi");
        let written = File::create(&next).and_then(|mut file| {
            file.write_all(lines.as_bytes())?;
            file.sync_all()
        });
        written
            .and_then(|()| fs::rename(&next, &self.path))
            .map_err(|error| unwritable(&self.path, error.kind()).into())
    }
}

impl Drop for Journal {
    /// Gives the lock back at once: a process that is just being started by another thread holds
    /// a copy of every open file for a moment, and closing ours alone would leave it locked.
    fn drop(&mut self) {
        // Where locks are unknown there is none to give back.
        let _ = self.file.unlock();
    }
}

fn line(unit: &str, record: &Record) -> String {
    let files: Vec<Value> = record.files.iter().map(Written::json).collect();
    format!(
        "{}\n",
        json!({"unit": unit, "key": record.key, "files": files})
    )
}

fn entry(line: &Value) -> Option<(String, Record)> {
    let text = |key: &str| Some(line.get(key)?.as_str()?.to_owned());
    let files = line.get("files")?.as_array()?.iter().map(Written::of_json);
    let record = Record {
        key: text("key")?,
        files: files.collect::<Option<_>>()?,
    };
    Some((text("unit")?, record))
}

fn busy(path: &Path) -> Fault {
    let place = Place::file(path.display().to_string());
    Fault::new(
        Kind::Unwritable,
        place,
        "một lượt chạy khác đang ghi lô này vào thư mục này",
    )
    .remedy("chờ lượt đó xong, hoặc chọn thư mục khác")
    .offer(Action::ChooseOutput)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(key: &str) -> Record {
        Record {
            key: key.into(),
            files: vec![Written {
                path: "a.docx".into(),
                sha256: "00".into(),
                bytes: 3,
            }],
        }
    }

    #[test]
    fn what_was_added_is_known_at_the_next_run() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("so.jsonl");
        let (mut journal, _) = Journal::open(&path).unwrap();
        let both = [("b".to_owned(), record("1")), ("a".to_owned(), record("2"))];
        journal.add(&both).unwrap();
        journal.add(&[("b".to_owned(), record("3"))]).unwrap();
        drop(journal);
        let (journal, mut known) = Journal::open(&path).unwrap();
        assert_eq!(known["b"], record("3"));
        known.remove("a");
        journal.close(&known).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text.lines().count(), 1, "{text}");
        assert_eq!(Journal::open(&path).unwrap().1, known);
    }

    #[test]
    fn a_line_that_was_cut_off_counts_for_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("so.jsonl");
        let whole = line("a", &record("1")) + &line("b", &record("2"));
        for end in 0..whole.len() {
            fs::write(&path, &whole[..end]).unwrap();
            let (mut journal, _) = Journal::open(&path).unwrap();
            journal.add(&[("c".to_owned(), record("3"))]).unwrap();
            drop(journal);
            let (_, known) = Journal::open(&path).unwrap();
            assert_eq!(known.get("c"), Some(&record("3")), "{end}");
            assert!(known.get("a").is_none_or(|found| *found == record("1")));
        }
    }

    #[test]
    fn two_runs_cannot_write_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("so.jsonl");
        let _first = Journal::open(&path).unwrap();
        assert!(Journal::open(&path).is_err());
    }
}
