//! The report's files, for programs and for people. When nothing in them but the run itself
//! would change they stay as they are. A report never names files that are no longer so: before a
//! run changes any, it takes the reports away that name them.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::report::{Report, Run};
use super::shard::Shard;
use super::workbook;
use crate::bounds::REPORT_FILE;
use crate::fault::{Faults, internal};
use crate::output::{Folder, without_ending};

/// The name of the report's files, without ending.
pub const NAME: &str = "bao-cao-lo";

/// The reports that earlier runs have left in the output folder.
pub struct Former<'a> {
    folder: &'a Folder,
    own: [String; 2],
    /// The paths, without ending, of files that the run may change.
    changed: &'a BTreeSet<&'a str>,
    /// What is told of reports of other runs that were taken away.
    pub notes: Vec<String>,
    /// Whether they were taken away.
    pub withdrawn: bool,
}

impl<'a> Former<'a> {
    /// Those that a run of this part may find.
    pub fn of(folder: &'a Folder, shard: Option<Shard>, changed: &'a BTreeSet<&'a str>) -> Self {
        Self {
            folder,
            own: files(&match shard {
                Some(Shard { number, of }) => format!("{NAME}-{number}-{of}"),
                None => NAME.to_owned(),
            }),
            changed,
            notes: Vec::new(),
            withdrawn: false,
        }
    }

    /// Takes those away that name files which the run changes, before it does.
    ///
    /// # Errors
    /// If one cannot be taken away, because it is open in an office program.
    pub fn withdraw(&mut self) -> Result<(), Faults> {
        if self.withdrawn {
            return Ok(());
        }
        let mut names = self.folder.names();
        names.sort();
        let stems = names.iter().filter_map(|name| name.strip_suffix(".json"));
        let stems = stems.filter(|stem| stem.starts_with(NAME));
        for other in stems.map(files).filter(|other| *other != self.own) {
            let report = self.read::<Naming>(&other);
            let changed = |path: &str| self.changed.contains(without_ending(path));
            if report.is_some_and(|report| report.paths().any(changed)) {
                other
                    .iter()
                    .try_for_each(|file| self.folder.discard(file))?;
                let [json, book] = &other;
                self.notes.push(format!(
                    "{json}, {book}: báo cáo của lượt khác kể tệp mà lượt này làm lại, đã bỏ"
                ));
            }
        }
        self.withdraw_own()
    }

    /// Takes only that of the run's own name away; first the workbook, which may be open.
    fn withdraw_own(&mut self) -> Result<(), Faults> {
        let own = self.own.iter().rev();
        own.clone().try_for_each(|file| self.folder.discard(file))?;
        self.withdrawn = true;
        Ok(())
    }

    fn read<T: DeserializeOwned>(&self, [json, _]: &[String; 2]) -> Option<T> {
        let bytes = self.folder.read(json, REPORT_FILE.bytes())?;
        serde_json::from_slice(&bytes).ok()
    }

    /// Writes the report of the run into the output folder, as JSON and as a workbook.
    ///
    /// # Errors
    /// If they cannot be written; the JSON may be there all the same.
    pub fn publish(mut self, report: &Report) -> Result<(), Faults> {
        if self.is_there(report) {
            return Ok(());
        }
        // One without the other is written anew by the next run.
        self.withdraw_own()?;
        let [json, book] = &self.own;
        self.folder
            .write_by(json, |to| report.write(report.run, to))?;
        self.folder.write(book, &workbook::bytes(report)?)?;
        Ok(())
    }

    /// Whether both files are there, and the JSON says the same of all but the run.
    fn is_there(&self, report: &Report) -> bool {
        let [json, book] = &self.own;
        let run = self.folder.tail(json).as_deref().and_then(last_run);
        let run = run.filter(|_| self.folder.regular(book).is_ok());
        run.is_some_and(|run| self.folder.says(json, |to| report.write(run, to)))
    }
}

/// What a report says of its run, which stands at its end.
fn last_run(tail: &[u8]) -> Option<Run> {
    let tail = String::from_utf8_lossy(tail);
    let (_, run) = tail.rsplit_once("\"run\":")?;
    let mut run = serde_json::Deserializer::from_str(run).into_iter();
    run.next()?.ok()
}

/// A report as its two files.
///
/// # Errors
/// If a writer fails, which is the program's own fault.
pub fn printed(report: &Report, names: &[String; 2]) -> Result<[(String, Vec<u8>); 2], Faults> {
    let [json, book] = names.clone();
    let mut bytes = Vec::new();
    report
        .write(report.run, &mut bytes)
        .map_err(|error| internal(&error))?;
    Ok([(json, bytes), (book, workbook::bytes(report)?)])
}

/// The two files of a report.
pub fn files(name: &str) -> [String; 2] {
    ["json", "xlsx"].map(|ending| format!("{name}.{ending}"))
}

/// Which files a report names; the rest of it is passed over.
#[derive(Deserialize)]
struct Naming {
    units: Vec<OfUnit>,
    provinces: Vec<OfUnit>,
}

#[derive(Deserialize)]
struct OfUnit {
    files: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    path: String,
}

impl Naming {
    fn paths(&self) -> impl Iterator<Item = &str> {
        let made = self.units.iter().chain(&self.provinces);
        made.flat_map(|unit| &unit.files)
            .map(|file| file.path.as_str())
    }
}
