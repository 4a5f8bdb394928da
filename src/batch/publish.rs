//! The report's files, for programs and for people. When nothing in them but the run itself
//! would change they stay as they are. A report never names files that are no longer so: before a
//! run changes any, it takes the reports away that name them.

use std::collections::BTreeSet;

use serde_json::Value;

use super::report::Report;
use super::shard::Shard;
use super::workbook;
use crate::bounds::REPORT_FILE;
use crate::fault::Faults;
use crate::output::{Folder, Written};

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
            let report = self.read(&other).and_then(|r| Report::of_json(&r));
            let changed = |file: &Written| self.changed.contains(file.without_ending());
            if report.is_some_and(|report| report.files().any(changed)) {
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

    fn read(&self, [json, _]: &[String; 2]) -> Option<Value> {
        serde_json::from_slice(&self.folder.read(json, REPORT_FILE.bytes())?).ok()
    }

    /// Writes the report of the run into the output folder, as JSON and as a workbook.
    ///
    /// # Errors
    /// If they cannot be written; the JSON may be there all the same.
    pub fn publish(mut self, report: &Report) -> Result<(), Faults> {
        let next = report.json();
        let there = self
            .folder
            .read(&self.own[1], REPORT_FILE.bytes())
            .is_some();
        let last = self.read(&self.own).filter(|_| there);
        if last.is_some_and(|last| without_run(last) == without_run(next.clone())) {
            return Ok(());
        }
        // One without the other is written anew by the next run.
        self.withdraw_own()?;
        let [json, book] = &self.own;
        self.folder.write(json, format!("{next:#}\n").as_bytes())?;
        self.folder.write(book, &workbook::bytes(report)?)?;
        Ok(())
    }
}

/// The two files of a report.
fn files(name: &str) -> [String; 2] {
    ["json", "xlsx"].map(|ending| format!("{name}.{ending}"))
}

/// A report without what differs from run to run.
fn without_run(mut report: Value) -> Value {
    if let Some(map) = report.as_object_mut() {
        map.remove("run");
    }
    report
}
