//! Files from anywhere: documents made without a disk, each file read once in a run, and what
//! changes during a run told.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod common;
mod lots;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use common::repository;
use rust_xlsxwriter::Workbook;
use vanthu::batch::{self, Options, Report};
use vanthu::dossier::Dossier;
use vanthu::files::{Bytes, Cache, Disk, Files, Found, Memory, Unreadable};
use vanthu::font::Fonts;
use vanthu::render::{Output, Renderer};
use vanthu::shelf::Session;

const BOTH: [Output; 2] = [Output::Docx, Output::Pdf];

/// The disk, which counts how often each file is read; some files are others when they are read
/// again.
#[derive(Clone, Default)]
struct Counting {
    reads: Arc<Mutex<BTreeMap<PathBuf, usize>>>,
    replaced: Arc<Mutex<BTreeMap<PathBuf, Vec<u8>>>>,
}

impl Files for Counting {
    fn read(&self, file: &Path) -> Result<Bytes, Unreadable> {
        let bytes = Disk.read(file)?;
        let mut reads = self.reads.lock().unwrap();
        let times = reads.entry(file.to_owned()).or_default();
        *times += 1;
        match self.replaced.lock().unwrap().get(file) {
            Some(other) if *times > 1 => Ok(Bytes::from(other.as_slice())),
            _ => Ok(bytes),
        }
    }

    fn stamp(&self, file: &Path) -> Option<String> {
        let replaced = self.replaced.lock().unwrap().contains_key(file);
        Disk.stamp(file).filter(|_| !replaced)
    }

    fn list(&self, folder: &Path) -> Result<Vec<String>, Unreadable> {
        Disk.list(folder)
    }

    fn find(&self, path: &Path) -> Option<Found> {
        Disk.find(path)
    }
}

/// All examples in memory, in a folder that is on no disk.
fn in_memory(examples: &[PathBuf]) -> Memory {
    let files = examples.iter().flat_map(|example| {
        fs::read_dir(example)
            .unwrap()
            .map(|entry| entry.unwrap().path())
    });
    let files = files.filter(|file| file.is_file());
    let files = files.map(|file| (on_no_disk(&file), fs::read(file).unwrap()));
    files.collect()
}

fn on_no_disk(path: &Path) -> PathBuf {
    let inside = path.strip_prefix(repository("examples")).unwrap();
    Path::new("/không ở đĩa").join(inside)
}

fn rendered(folder: &Path, session: &Session) -> Vec<(String, Vec<u8>)> {
    let dossier = Dossier::read(folder, session).unwrap_or_else(|faults| panic!("{faults}"));
    let renderer = Renderer::new(&Fonts::embedded().unwrap()).unwrap();
    renderer.render(&dossier, &BOTH, &[]).unwrap().files
}

#[test]
fn every_example_is_made_in_memory_as_on_the_disk() {
    let examples = fs::read_dir(repository("examples")).unwrap();
    let examples: Vec<_> = examples.map(|entry| entry.unwrap().path()).collect();
    let memory = in_memory(&examples);
    let mut made = 0;
    for example in examples
        .iter()
        .filter(|example| example.join("ho-so.yaml").is_file())
    {
        let session = Session::new(memory.clone());
        let of_memory = rendered(&on_no_disk(example), &session);
        assert!(!of_memory.is_empty(), "{}", example.display());
        assert!(
            of_memory == rendered(example, &Session::disk()),
            "{}",
            example.display()
        );
        made += 1;
    }
    assert_eq!(made, 20);
}

/// Files of which only some can be had: all else fails, whatever is asked of it.
#[derive(Clone)]
struct Failing(Memory, Arc<Mutex<Vec<PathBuf>>>);

impl Failing {
    fn fails(&self, path: &Path) -> Unreadable {
        self.1.lock().unwrap().push(path.to_owned());
        Unreadable::Denied
    }
}

impl Files for Failing {
    fn read(&self, file: &Path) -> Result<Bytes, Unreadable> {
        self.0.read(file).map_err(|_| self.fails(file))
    }

    fn list(&self, folder: &Path) -> Result<Vec<String>, Unreadable> {
        Err(self.fails(folder))
    }

    fn find(&self, path: &Path) -> Option<Found> {
        self.0.find(path)
    }
}

/// The hồ sơ and the table that it names are all that is needed; else its own folder alone is
/// looked into, for templates of the office.
#[test]
fn a_dossier_is_made_though_all_other_files_fail() {
    let example = repository("examples/tuan-giao-2023-09");
    let named = ["ho-so.yaml", "so-lieu.xlsx"].map(|name| example.join(name));
    let files = named.map(|file| (on_no_disk(&file), fs::read(file).unwrap()));
    let files = Failing(files.into_iter().collect(), Arc::default());
    let session = Session::new(files.clone());
    let made = rendered(&on_no_disk(&example), &session);
    assert!(made == rendered(&example, &Session::disk()));
    let failed = files.1.lock().unwrap().clone();
    let own = |path: &PathBuf| *path == on_no_disk(&example);
    assert!(failed.iter().all(own), "{failed:?}");
    // Beyond those two it has nothing: a hồ sơ of another name is not found.
    assert!(Dossier::read(Path::new("/không có"), &session).is_err());
}

#[test]
fn each_file_is_read_once_however_often_a_dossier_names_it() {
    let files = Counting::default();
    let session = Session::new(files.clone());
    rendered(&repository("examples/tuan-giao-2023-09"), &session);
    let reads = files.reads.lock().unwrap();
    let read: Vec<_> = reads
        .iter()
        .map(|(file, times)| (file.file_name().unwrap().to_str().unwrap(), *times))
        .collect();
    assert_eq!(read, [("ho-so.yaml", 1), ("so-lieu.xlsx", 1)]);
    assert_eq!(session.files().sources().len(), 2);
}

/// As a program leaves it that copies files with their times.
#[cfg(unix)]
#[test]
fn a_file_replaced_by_one_of_the_same_size_and_time_has_changed() {
    let folder = tempfile::tempdir().unwrap();
    let paths = ["so-lieu.csv", "thang-sau.csv"].map(|name| folder.path().join(name));
    let written = std::time::SystemTime::UNIX_EPOCH;
    for (path, text) in paths.iter().zip(["a;1", "a;2"]) {
        fs::write(path, text).unwrap();
        let file = fs::File::options().write(true).open(path).unwrap();
        file.set_modified(written).unwrap();
    }
    let [table, next] = paths;
    let cache = Cache::new(Disk);
    cache.read(&table).unwrap();
    assert!(cache.changed().is_empty());
    fs::rename(next, &table).unwrap();
    assert_eq!(cache.changed(), [table]);
}

/// The appendix that all units of a lô name.
const APPENDIX: [[&str; 3]; 3] = [
    ["TT", "Nội dung", "Số liệu"],
    ["I", "Tiến độ giải quyết", ""],
    ["1.1", "Hồ sơ trễ hạn", "7"],
];

fn csv(rows: &[[&str; 3]]) -> Vec<u8> {
    let lines: Vec<String> = rows.iter().map(|row| row.join(";")).collect();
    lines.join("\n").into_bytes()
}

fn xlsx(rows: &[[&str; 3]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(cells) {
            sheet.write_string(row, column, *text).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// A lô of some communes, which all name one table.
fn sharing(table: &str, bytes: &[u8]) -> lots::Lot {
    let lot = lots::Lot::of(34);
    fs::write(lot.folder().join(table), bytes).unwrap();
    let named = format!("ho_so:\n  so_lieu:\n    chi_tieu:\n      tep: {table}\n");
    lot.edit("ho_so:\n", &named);
    lot
}

fn run(lot: &lots::Lot, files: &Counting, out: &Path, shard: Option<&str>) -> Report {
    let session = Session::new(files.clone());
    let read = batch::Lot::read(lot.folder(), &session).unwrap_or_else(|faults| panic!("{faults}"));
    let options = Options {
        out: out.to_owned(),
        jobs: Some(4),
        shard: shard.map(|shard| shard.parse().unwrap()),
        ..Options::default()
    };
    let fonts = Fonts::embedded().unwrap();
    batch::run(&read, &fonts, &options, &mut |_| ()).unwrap_or_else(|faults| panic!("{faults}"))
}

#[test]
fn a_table_that_all_units_of_a_lot_name_is_read_once_and_is_a_source() {
    for (table, bytes) in [
        ("chung.csv", csv(&APPENDIX)),
        ("chung.xlsx", xlsx(&APPENDIX)),
    ] {
        let (lot, files) = (sharing(table, &bytes), Counting::default());
        let report = run(&lot, &files, lot.out(), None);
        assert_eq!(report.totals().done, 34);
        // Not even at the end, to see whether they are still the same.
        let reads = files.reads.lock().unwrap().clone();
        assert!(reads.values().all(|times| *times == 1), "{reads:?}");
        let sources: Vec<&str> = report.sources.keys().map(String::as_str).collect();
        assert_eq!(sources, [table, "lo.yaml", "so-lieu.csv"]);
        assert_eq!(report.sources[table], vanthu::files::digest(&bytes));
    }
}

#[test]
fn a_table_of_units_that_is_replaced_during_the_run_changes_no_document_and_is_told() {
    let lot = sharing("chung.csv", &csv(&APPENDIX));
    let other = tempfile::tempdir().unwrap();
    run(&lot, &Counting::default(), other.path(), None);
    let files = Counting::default();
    let table = lot.folder().join("chung.csv");
    let next = (table.clone(), "TT;Khác\n".into());
    files.replaced.lock().unwrap().extend([next]);
    let report = run(&lot, &files, lot.out(), None);
    assert!(lots::documents(lot.out()) == lots::documents(other.path()));
    let notes = report.notes.join("\n");
    let told = format!("{}: tệp đã thay đổi trong khi chạy", table.display());
    assert!(notes.contains(&told), "{notes}");
}

#[test]
fn parts_whose_units_read_another_table_are_no_whole() {
    let lot = sharing("chung.csv", &csv(&APPENDIX));
    run(&lot, &Counting::default(), lot.out(), Some("1/2"));
    let [head, group, [number, text, _]] = APPENDIX;
    let other = csv(&[head, group, [number, text, "8"]]);
    fs::write(lot.folder().join("chung.csv"), other).unwrap();
    run(&lot, &Counting::default(), lot.out(), Some("2/2"));
    let faults = batch::merge(&[lot.out().to_owned()], lot.out()).unwrap_err();
    let found = faults.to_string();
    assert!(
        found.contains("“chung.csv” không còn như khi chạy phần 1"),
        "{found}"
    );
}
