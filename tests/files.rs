//! Files from anywhere: each input is opened once in a run, and no disk is needed.
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
use vanthu::batch::{self, Options};
use vanthu::dossier::Dossier;
use vanthu::files::{Bytes, Disk, Files, Found, Memory, Unreadable};
use vanthu::font::Fonts;
use vanthu::render::{Output, Renderer};
use vanthu::shelf::Session;

/// The disk, with how often each file was read.
#[derive(Clone, Default)]
struct Counting(Arc<Mutex<BTreeMap<PathBuf, usize>>>);

impl Files for Counting {
    fn read(&self, file: &Path) -> Result<Bytes, Unreadable> {
        let read = Disk.read(file);
        if read.is_ok() {
            *self.0.lock().unwrap().entry(file.to_owned()).or_default() += 1;
        }
        read
    }

    fn list(&self, folder: &Path) -> Result<Vec<String>, Unreadable> {
        Disk.list(folder)
    }

    fn find(&self, path: &Path) -> Option<Found> {
        Disk.find(path)
    }
}

impl Counting {
    fn reads(&self) -> Vec<(String, usize)> {
        let counts = self.0.lock().unwrap();
        let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
        counts.iter().map(|(path, n)| (name(path), *n)).collect()
    }
}

fn rendered(session: &Session, folder: &Path) -> Vec<(String, Vec<u8>)> {
    let dossier = Dossier::read(folder, session).unwrap();
    let renderer = Renderer::new(&Fonts::embedded().unwrap()).unwrap();
    let outputs = [Output::Docx, Output::Pdf];
    renderer.render(&dossier, &outputs, &[]).unwrap().files
}

#[test]
fn a_hồ_sơ_opens_each_of_its_files_once() {
    let counting = Counting::default();
    let session = Session::new(counting.clone());
    assert!(!rendered(&session, &repository("examples/tuan-giao-2023-09")).is_empty());
    let once = ["ho-so.yaml", "so-lieu.xlsx"].map(|name| (name.to_owned(), 1));
    assert_eq!(counting.reads(), once);
    assert_eq!(session.files().sources().len(), 2);
}

#[test]
fn what_is_in_memory_needs_no_disk_and_gives_the_same_bytes() {
    let folder = repository("examples/tuan-giao-2023-09");
    let names = ["ho-so.yaml", "so-lieu.xlsx"];
    // A folder that no disk has.
    let files = names.map(|name| {
        let path = Path::new("/khong-co-tren-dia").join(name);
        (path, fs::read(folder.join(name)).unwrap())
    });
    let memory = Session::new(Memory::from(files));
    let in_memory = rendered(&memory, Path::new("/khong-co-tren-dia"));
    assert!(in_memory == rendered(&Session::disk(), &folder));
}

#[test]
fn a_table_that_all_units_of_a_lô_name_is_opened_once_and_is_one_of_its_sources() {
    let lot = lots::Lot::new(lots::UNITS);
    let file = lot.folder().join("lo.yaml");
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("mau: thong-bao-xa\n"));
    let shared = "ho_so:\n  so_lieu:\n    chi_tieu: {tep: phu-luc.csv, ngay_chot: 2025-10-31}\n";
    let text = text.replace("ho_so:\n", shared);
    fs::write(&file, text).unwrap();
    let rows = "TT;Nội dung;Số liệu;Trên;Tỷ lệ\nI;Kết quả;;;\n1;Hồ sơ đúng hạn;50;50;100\n";
    fs::write(lot.folder().join("phu-luc.csv"), rows).unwrap();

    let counting = Counting::default();
    let session = Session::new(counting.clone());
    let read = batch::Lot::read(lot.folder(), &session).unwrap();
    let options = Options {
        out: lot.folder().join("ra"),
        ..Options::default()
    };
    let fonts = Fonts::embedded().unwrap();
    batch::run(&read, &fonts, &options, &mut |_| ()).unwrap();
    let reads = counting.reads();
    let names: Vec<&str> = reads.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["lo.yaml", "phu-luc.csv", "so-lieu.csv"]);
    // Once by the run, and once more at its end, to see whether they have changed.
    assert!(reads.iter().all(|(_, count)| *count == 2), "{reads:?}");
    assert_eq!(session.files().sources().len(), 3);
}
