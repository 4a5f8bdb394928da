//! The journal of a run in its output folder: for each unit the digest of what its files were
//! made from and those of the files. A line is written when the files are safely there; a line
//! that was cut off counts for nothing, and neither does one that names files elsewhere, or whose
//! files are no longer as it says: the unit is then made again.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};

use super::folder::Folder;
use super::written::Written;
use super::{place, unwritable};
use crate::bounds::JOURNAL_FILE;
use crate::fault::{Fault, Faults};
use crate::files::{digest, open_own};

/// The ending of journals.
const ENDING: &str = "jsonl";
/// The ending of what a run adds to its journal until it ends.
const ADDED: &str = "moi";
/// The key of a line that holds the digest of all before it.
const SEAL: &str = "seal";
/// The longest line, of a unit with a thousand documents.
const LONGEST: u64 = 1024 * 1024;

/// What a unit's files were made from, and the files.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// The digest of document, faces and program.
    pub key: String,
    /// The digest of all that the document and what is doubtful of it follow from; empty if that
    /// is not known.
    pub from: String,
    /// What is told of it, for whoever wrote it.
    pub remarks: String,
    /// The files; a report shares them.
    pub files: Arc<[Written]>,
}

/// What is known of units, by the path of their files.
pub type Known = BTreeMap<String, Arc<Record>>;

/// The journal of one lô and period (and part of it) in an output folder. What a run adds goes to
/// a new file beside it: nothing is ever written into a file that was there.
pub struct Journal<'f> {
    folder: &'f Folder,
    added: Option<File>,
}

impl<'f> Journal<'f> {
    /// Opens the journal, or begins one; gives what earlier runs wrote. What stands in its place
    /// and is no regular file is none.
    ///
    /// # Errors
    /// If what a run that was killed has added cannot be kept.
    pub fn open(folder: &'f Folder) -> Result<(Self, Known), Faults> {
        let journal = Self {
            folder,
            added: None,
        };
        let mut known = read(&folder.own(ENDING))?;
        let added = folder.own(ADDED);
        if fs::symlink_metadata(&added).is_ok() {
            known.extend(read(&added)?);
            journal.save(&known)?;
        }
        Ok((journal, known))
    }

    /// Writes what is now true of some units, and waits until it is on the disk.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn add(&mut self, records: &[(String, Record)]) -> Result<(), Faults> {
        let path = self.folder.own(ADDED);
        let fault = |error: io::Error| unwritable(&path, &error);
        let file = match &mut self.added {
            Some(file) => file,
            none => none.insert(File::create_new(&path).map_err(fault)?),
        };
        let lines = records.iter().map(|(unit, record)| line(unit, record));
        let written = file.write_all(lines.collect::<String>().as_bytes());
        let written = written.and_then(|()| file.sync_data());
        written.map_err(|error| fault(error).into())
    }

    /// Ends a run: one line for each unit, in order, and nothing else.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn close(self, known: &Known) -> Result<(), Faults> {
        self.save(known)
    }

    fn save(&self, known: &Known) -> Result<(), Faults> {
        self.folder.keep_own(ENDING, |file| {
            let mut lines = known.iter().map(|(unit, record)| line(unit, record));
            lines.try_for_each(|line| file.write_all(line.as_bytes()))
        })?;
        let added = self.folder.own(ADDED);
        match fs::remove_file(&added) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(unwritable(&added, &error).into())
            }
            _ => Ok(()),
        }
    }
}

/// The lines of a journal that can be read.
///
/// # Errors
/// If it passes its bound: what it knows beyond would be forgotten.
fn read(path: &Path) -> Result<Known, Fault> {
    let mut known = Known::new();
    let Ok(file) = open_own(path) else {
        return Ok(known);
    };
    let mut file = BufReader::new(file.take(JOURNAL_FILE.bytes().saturating_add(1)));
    let mut line = Vec::new();
    // What is left of a line that is too long is none either.
    while (&mut file)
        .take(LONGEST)
        .read_until(b'\n', &mut line)
        .is_ok_and(|read| read > 0)
    {
        known.extend(serde_json::from_slice(&line).ok().as_ref().and_then(entry));
        line.clear();
    }
    match file.into_inner().limit() {
        0 => Err(JOURNAL_FILE.passed(None, &place(path))),
        _ => Ok(known),
    }
}

fn line(unit: &str, record: &Record) -> String {
    let mut line = json!({
        "unit": unit,
        "key": record.key,
        "from": record.from,
        "remarks": record.remarks,
        "files": *record.files,
    });
    let seal = digest(line.to_string().as_bytes());
    if let Some(keys) = line.as_object_mut() {
        keys.insert(SEAL.to_owned(), seal.into());
    }
    format!("{line}\n")
}

fn entry(line: &Value) -> Option<(String, Arc<Record>)> {
    let text = |key: &str| Some(line.get(key)?.as_str()?.to_owned());
    let files: Vec<Written> = Vec::deserialize(line.get("files")?).ok()?;
    // What is not as it was written, or was by a former version, is worked out again.
    let known = || Some((text("from").filter(|_| is_sealed(line))?, text("remarks")?));
    let (from, remarks) = known().unwrap_or_default();
    let record = Record {
        key: text("key")?,
        from,
        remarks,
        files: files.into(),
    };
    // A run takes away what it no longer makes: never anything but documents.
    record
        .files
        .iter()
        .all(Written::is_document)
        .then_some(())?;
    Some((text("unit")?, Arc::new(record)))
}

/// Whether a line is as it was written.
fn is_sealed(line: &Value) -> bool {
    let mut line = line.clone();
    let seal = line.as_object_mut().and_then(|line| line.remove(SEAL));
    seal == Some(digest(line.to_string().as_bytes()).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::Patience;

    #[test]
    fn a_journal_is_read_up_to_its_bound() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("so");
        let file = fs::File::create(&path).unwrap();
        file.set_len(JOURNAL_FILE.bytes()).unwrap();
        assert_eq!(read(&path).map(|known| known.len()), Ok(0));
        file.set_len(JOURNAL_FILE.bytes() + 1).unwrap();
        assert_eq!(read(&path).unwrap_err().kind, crate::fault::Kind::Bound);
    }

    fn record(key: &str) -> Record {
        Record {
            key: key.into(),
            from: "f".into(),
            remarks: String::new(),
            files: Arc::new([Written {
                path: "a.docx".into(),
                sha256: "00".into(),
                bytes: 3,
            }]),
        }
    }

    #[test]
    fn what_was_added_is_known_at_the_next_run() {
        let out = tempfile::tempdir().unwrap();
        let open = || Folder::open(out.path(), "lo", Patience::Moment).unwrap();
        let folder = open();
        let (mut journal, _) = Journal::open(&folder).unwrap();
        let both = [("b".to_owned(), record("1")), ("a".to_owned(), record("2"))];
        journal.add(&both).unwrap();
        journal.add(&[("b".to_owned(), record("3"))]).unwrap();
        drop(folder);
        let folder = open();
        let (journal, mut known) = Journal::open(&folder).unwrap();
        assert_eq!(*known["b"], record("3"));
        known.remove("a");
        journal.close(&known).unwrap();
        let text = fs::read_to_string(folder.own(ENDING)).unwrap();
        assert_eq!(text.lines().count(), 1, "{text}");
        assert_eq!(Journal::open(&folder).unwrap().1, known);
        drop(folder);
        let own = fs::read_dir(out.path().join(".vanthu")).unwrap();
        let names: Vec<_> = own.map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["lo.jsonl"]);
    }

    #[test]
    fn a_line_that_was_cut_off_counts_for_nothing() {
        let out = tempfile::tempdir().unwrap();
        let folder = Folder::open(out.path(), "lo", Patience::Moment).unwrap();
        let whole = line("a", &record("1")) + &line("b", &record("2"));
        for end in 0..whole.len() {
            for ending in [ENDING, ADDED] {
                fs::write(folder.own(ending), &whole[..end]).unwrap();
            }
            let (mut journal, _) = Journal::open(&folder).unwrap();
            journal.add(&[("c".to_owned(), record("3"))]).unwrap();
            let (_, known) = Journal::open(&folder).unwrap();
            assert_eq!(*known["c"], record("3"), "{end}");
            assert!(known.get("a").is_none_or(|found| **found == record("1")));
        }
    }

    #[test]
    fn two_runs_cannot_write_at_once_and_the_second_says_who_does() {
        let out = tempfile::tempdir().unwrap();
        let first = Folder::open(out.path(), "lo", Patience::Moment).unwrap();
        let Err(faults) = Folder::open(out.path(), "lo", Patience::Moment) else {
            panic!("the second run writes as well");
        };
        let told = faults.iter().next().unwrap().found.clone();
        assert!(
            told.contains(&format!("tiến trình {}", std::process::id())),
            "{told}"
        );
        Folder::open(out.path(), "khac", Patience::Moment).unwrap();
        drop(first);
        Folder::open(out.path(), "lo", Patience::Moment).unwrap();
    }
}
