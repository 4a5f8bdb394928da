//! The report's files, for programs and for people. When nothing in them but the run itself
//! would change they stay as they are.

use serde_json::Value;

use super::report::Report;
use super::shard::Shard;
use super::workbook;
use crate::bounds::REPORT_FILE;
use crate::fault::Faults;
use crate::output::Folder;

/// The name of the report's files, without ending.
pub const NAME: &str = "bao-cao-lo";

/// Writes the report into the output folder, as JSON and as a workbook.
///
/// # Errors
/// If they cannot be written.
pub fn publish(report: &Report, folder: &Folder) -> Result<(), Faults> {
    let name = name(report.shard);
    let (json, book) = (format!("{name}.json"), format!("{name}.xlsx"));
    let next = report.json();
    let there = |file: &String| folder.read(file, REPORT_FILE.bytes()).is_some();
    let last = folder.read(&json, REPORT_FILE.bytes());
    let last = last.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    if last.is_some_and(|last| without_run(last) == without_run(next.clone())) && there(&book) {
        return Ok(());
    }
    folder.write(&book, &workbook::bytes(report)?)?;
    folder.write(&json, format!("{next:#}\n").as_bytes())?;
    Ok(())
}

fn name(shard: Option<Shard>) -> String {
    match shard {
        Some(Shard { number, of }) => format!("{NAME}-{number}-{of}"),
        None => NAME.to_owned(),
    }
}

/// A report without what differs from run to run.
fn without_run(mut report: Value) -> Value {
    if let Some(map) = report.as_object_mut() {
        map.remove("run");
    }
    report
}
