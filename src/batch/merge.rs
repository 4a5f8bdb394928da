//! The reports of the parts of a lô, joined to that of the whole.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::publish::{Former, NAME};
use super::report::{Report, Run};
use crate::bounds::REPORT_FILE;
use crate::fault::{Action, Fault, Faults, Kind, Place};
use crate::files::{Disk, Files, Unreadable, as_spelled, open, place, read_up_to};
use crate::output::{Folder, Patience};
use crate::vn::period::Period;

/// Joins the reports that lie in these folders, and writes the whole into the output folder.
///
/// # Errors
/// If one cannot be read, if they are of different lô, or if a part is missing or there twice.
pub fn merge(folders: &[PathBuf], out: &Path) -> Result<Report, Faults> {
    let mut faults = Faults::none();
    let mut parts: BTreeMap<u64, (PathBuf, Report)> = BTreeMap::new();
    for path in reports(folders)? {
        match read(&path) {
            Ok(None) => (),
            Ok(Some(report)) => {
                let number = report.shard.map_or(0, |shard| shard.number);
                if let Some((first, _)) = parts.get(&number) {
                    faults.add(twice(&path, first));
                }
                parts.insert(number, (path, report));
            }
            Err(fault) => faults.add(fault),
        }
    }
    // A part whose report cannot be read is not told once more as one that lacks.
    faults.or(Some(()))?;
    let mut faults = Faults::none();
    check(&parts, folders, &mut faults);
    let whole = faults.or(joined(parts.into_values().map(|(_, report)| report)))?;
    let folder = Folder::open(out, "gop", Patience::Seconds)?;
    Former::of(&folder, None, &BTreeSet::new()).publish(&whole)?;
    Ok(whole)
}

/// The files of reports in the folders.
fn reports(folders: &[PathBuf]) -> Result<Vec<PathBuf>, Faults> {
    let mut found = Vec::new();
    for folder in folders {
        let folder = as_spelled(&Disk, folder);
        let names = Disk.list(&folder).map_err(|why| unreadable(&folder, why))?;
        let reports = names.into_iter().filter(|name| name.starts_with(NAME));
        let reports = reports.filter(|name| name.ends_with(".json"));
        found.extend(reports.map(|name| folder.join(name)));
    }
    found.sort();
    Ok(found)
}

/// The report of a part; none if it is that of a whole lô.
fn read(path: &Path) -> Result<Option<Report>, Fault> {
    let bytes = open(path).and_then(|file| read_up_to(file, REPORT_FILE.bytes()));
    let bytes = bytes.map_err(|why| match why {
        Unreadable::TooLarge => REPORT_FILE.passed(None, &place(path)),
        why => unreadable(path, why),
    })?;
    let report = serde_json::from_slice(&bytes).ok();
    let known = |report: &Report| {
        report
            .lot
            .get("period")
            .is_some_and(|p| Period::parse(p).is_some())
    };
    let report = report.filter(known).ok_or_else(|| {
        Fault::new(
            Kind::Unreadable,
            place(path),
            "tệp không phải là báo cáo của lô",
        )
        .expected("bao-cao-lo-K-N.json của một phần của lô")
        .remedy("chạy lại phần đó")
        .offer(Action::MakePart)
    })?;
    Ok(report.shard.is_some().then_some(report))
}

fn unreadable(path: &Path, why: Unreadable) -> Fault {
    Fault::new(Kind::Unreadable, place(path), why.to_string())
}

/// All parts of one lô must be there, each once.
fn check(parts: &BTreeMap<u64, (PathBuf, Report)>, folders: &[PathBuf], faults: &mut Faults) {
    let Some((first, of)) = parts
        .values()
        .find_map(|(_, report)| Some((report, report.shard?.of)))
    else {
        let fault = Fault::new(
            Kind::MissingKey,
            place_of(folders),
            "không có báo cáo của phần nào",
        );
        faults.add(fault.expected("các tệp bao-cao-lo-K-N.json"));
        return;
    };
    for (path, report) in parts.values() {
        if report.lot != first.lot || report.shard.is_none_or(|shard| shard.of != of) {
            let place = Place::file(path.display().to_string());
            let found = "báo cáo này là của một lô, một số liệu hoặc một bản chương trình khác";
            let fault = Fault::new(Kind::WrongValue, place, found);
            faults.add(fault.remedy("chạy lại mọi phần với cùng một lô và cùng một chương trình"));
        }
    }
    differing_files(parts, faults);
    let missing = (1..=of).filter(|number| !parts.contains_key(number));
    let missing: Vec<String> = missing.map(|number| format!("{number}/{of}")).collect();
    if !missing.is_empty() {
        let found = format!("thiếu báo cáo của phần {}", missing.join(", "));
        let fault = Fault::new(Kind::MissingKey, place_of(folders), found);
        let fault = fault.remedy("chạy các phần đó, hoặc thêm thư mục có báo cáo của chúng");
        faults.add(fault.offer(Action::MakePart));
    }
}

/// A file of single units that two parts did not read alike.
fn differing_files(parts: &BTreeMap<u64, (PathBuf, Report)>, faults: &mut Faults) {
    let mut read: BTreeMap<&str, (u64, &str)> = BTreeMap::new();
    for (number, (path, report)) in parts {
        for (file, digest) in &report.sources {
            let (first, known) = *read.entry(file).or_insert((*number, digest));
            if known != digest {
                let place = Place::file(path.display().to_string());
                let found = format!("“{file}” không còn như khi chạy phần {first}");
                let fault = Fault::new(Kind::WrongValue, place, found);
                faults.add(fault.remedy("chạy lại mọi phần với cùng các tệp"));
            }
        }
    }
}

/// The folders that should hold the reports.
fn place_of(folders: &[PathBuf]) -> Place {
    let names: Vec<String> = folders.iter().map(|f| f.display().to_string()).collect();
    Place::file(names.join(", "))
}

fn twice(path: &Path, first: &Path) -> Fault {
    let place = Place::file(path.display().to_string());
    let found = format!("phần này đã có báo cáo ở {}", first.display());
    Fault::new(Kind::RepeatedKey, place, found).remedy("chỉ giữ một")
}

/// The whole: units in the order of a run that was not parted; the time is that of the slowest.
fn joined(parts: impl Iterator<Item = Report>) -> Option<Report> {
    let whole = parts.reduce(|mut whole, part| {
        whole.sources.extend(part.sources);
        whole.units.extend(part.units);
        whole.provinces.extend(part.provinces);
        whole.archives.extend(part.archives);
        whole.notes.extend(part.notes);
        whole.run = Run {
            milliseconds: whole.run.milliseconds.max(part.run.milliseconds),
            written: whole.run.written + part.run.written,
            kept: whole.run.kept + part.run.kept,
            removed: whole.run.removed + part.run.removed,
        };
        whole
    });
    whole.map(|mut whole| {
        whole.units.sort_by(|a, b| a.path.cmp(&b.path));
        whole.provinces.sort_by(|a, b| a.path.cmp(&b.path));
        let mut known = BTreeSet::new();
        whole.notes.retain(|note| known.insert(note.clone()));
        whole.shard = None;
        whole
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;

    /// One too large was told as one that cannot be read.
    #[test]
    fn a_report_is_read_up_to_its_bound() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bao-cao-lo-1-2.json");
        let file = File::create(&path).unwrap();
        for (size, kind) in [
            (REPORT_FILE.bytes(), Kind::Unreadable),
            (REPORT_FILE.bytes() + 1, Kind::Bound),
        ] {
            file.set_len(size).unwrap();
            assert_eq!(read(&path).unwrap_err().kind, kind, "{size}");
        }
    }
}
