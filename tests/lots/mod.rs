//! A lô in a folder of its own, for the tests of batches.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test file uses its own part; a test that cannot go on should stop"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::common::run;

/// Four communes with the points of six axes and no published total.
pub const UNITS: &[&str] = &[
    "00001;Xã Lam Vỹ;Thái Nguyên;12;15,5;10;9;17;20;",
    "00002;Xã Bình An;Tuyên Quang;18;20;12;10;18;22;100",
    "00003;Phường Nông Tiến;Tuyên Quang;11,25;15;9;7,5;16;14;",
    "00004;Xã Côn Lôn;Tuyên Quang;0;15;9;7,5;16;14;",
];

const HEAD: &str = "ma;don_vi;tinh;ckmb;tiendo;dvctt;tttt;mdhl;sohoa;tong";

const LOT: &str = "\
mau: thong-bao-xa
bo_chi_so: qd766
ky: 2025-10
so_lieu:
  tep: so-lieu.csv
  dong_tieu_de: 1
  cot:
    don_vi: don_vi
    cong_khai_minh_bach: ckmb
    tien_do: tiendo
    dich_vu_cong_truc_tuyen: dvctt
    thanh_toan_truc_tuyen: tttt
    muc_do_hai_long: mdhl
    so_hoa: sohoa
    tong: tong
  rieng:
    ma: ma
    tinh: tinh
ten_tep: \"{{ ky }}/{{ don_vi | slug }}/{{ mau }}\"
ho_so:
  co_quan:
    ten: Ủy ban nhân dân {{ don_vi | chu_thuong }}
    thuoc: tỉnh {{ tinh }}
    ky_hieu: UBND
    dia_danh: \"{{ don_vi }}\"
  van_ban:
    ngay: 2025-11-05
  noi_nhan:
    gui: \"{{ 'UBND tỉnh; Các cơ quan' | danh_sach }}\"
    luu: VP
  nguoi_ky:
    quyen_han: TM. Ủy ban nhân dân
    chuc_vu: Chủ tịch
    ho_ten: Nguyễn Văn A
";

/// The reports of provinces, which come before `ho_so:`.
pub const SUMMARY: &str = "\
bao_cao:
  mau: bao-cao-tinh
  ten_tep: \"{{ ky }}/{{ tinh | slug }}/{{ mau }}\"
  ho_so:
    co_quan: {ten: \"Ủy ban nhân dân tỉnh {{ tinh }}\", ky_hieu: UBND, dia_danh: \"{{ tinh }}\"}
    noi_nhan: {gui: [Các xã], luu: VP}
    nguoi_ky: {quyen_han: TM. Ủy ban nhân dân, chuc_vu: Chủ tịch}
ho_so:
";

/// A lô with its figures and the folder for its documents.
pub struct Lot {
    folder: tempfile::TempDir,
    out: PathBuf,
}

impl Lot {
    /// A lô of these rows.
    pub fn new(rows: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("lo.yaml"), LOT).unwrap();
        let lot = Self {
            out: folder.path().join("ket-qua"),
            folder,
        };
        lot.write_rows(rows.iter().copied());
        lot
    }

    /// A lô of so many communes.
    pub fn of(units: usize) -> Self {
        let rows: Vec<String> = (1..=units)
            .map(|n| format!("{n:05};Xã Số {n};Tỉnh {};12;15;10;9;{};20;", n % 3, n % 18))
            .collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        Self::new(&rows)
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where its documents go.
    pub fn out(&self) -> &Path {
        &self.out
    }

    /// The arguments of a run.
    pub fn arguments(&self) -> [String; 4] {
        let text = |path: PathBuf| path.to_str().unwrap().to_owned();
        let lot = text(self.folder().join("lo.yaml"));
        [
            "batch".to_owned(),
            lot,
            "--out".to_owned(),
            text(self.out.clone()),
        ]
    }

    /// Runs it in this process.
    pub fn run(&self, more: &[&str]) -> (u8, String, String) {
        let own = self.arguments();
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        run(self.folder(), &[&own, more].concat())
    }

    /// Runs it again after a change, and in another folder for the first time: both must make and
    /// say the same. Gives what the first of them said.
    pub fn run_again(&self, changed: &str, more: &[&str]) -> String {
        let (code, said, wrong) = self.run(more);
        let fresh = self.folder().join("lan-dau");
        if fresh.exists() {
            fs::remove_dir_all(&fresh).unwrap();
        }
        let lot = self.folder().join("lo.yaml");
        let [lot, out] = [&lot, &fresh].map(|path| path.to_str().unwrap());
        let (first, ..) = run(
            self.folder(),
            &[&["batch", lot, "--out", out], more].concat(),
        );
        assert_eq!(code, first, "{changed}: {said}{wrong}");
        let [made, first] = [self.out(), &fresh].map(documents);
        let differ = made
            .iter()
            .filter(|(path, bytes)| first.get(*path) != Some(bytes));
        let differ: Vec<&String> = differ.map(|(path, _)| path).collect();
        assert!(differ.is_empty(), "{changed}: {differ:?}");
        assert_eq!(made.len(), first.len(), "{changed}");
        let [mut again, mut first] = [self.out(), &fresh].map(report);
        again["run"] = first["run"].take();
        first["run"] = again["run"].clone();
        assert_eq!(again, first, "{changed}");
        said
    }

    fn figures(&self) -> PathBuf {
        self.folder().join("so-lieu.csv")
    }

    fn write_rows<'a>(&self, rows: impl Iterator<Item = &'a str>) {
        let lines: Vec<&str> = std::iter::once(HEAD).chain(rows).collect();
        fs::write(self.figures(), lines.join("\n") + "\n").unwrap();
    }

    fn rows(&self) -> Vec<String> {
        let text = fs::read_to_string(self.figures()).unwrap();
        text.lines().skip(1).map(str::to_owned).collect()
    }

    pub fn add_row(&self, row: &str) {
        let rows = self.rows();
        self.write_rows(rows.iter().map(String::as_str).chain([row]));
    }

    pub fn remove_row(&self, holding: &str) {
        let rows = self.rows();
        self.write_rows(
            rows.iter()
                .map(String::as_str)
                .filter(|row| !row.contains(holding)),
        );
    }

    pub fn reverse_rows(&self) {
        let rows = self.rows();
        self.write_rows(rows.iter().rev().map(String::as_str));
    }

    /// A file of its folder, with the folders above it.
    pub fn file(&self, name: &str) -> PathBuf {
        let file = self.folder().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        file
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.file(name)).unwrap()
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.file(name), text).unwrap();
    }

    /// Changes a file of its folder.
    pub fn change(&self, name: &str, from: &str, to: &str) {
        change(&self.file(name), from, to);
    }

    /// Puts the same lô of the month before into `truoc`, with other figures, and names it.
    pub fn follow(&self, from: &str, to: &str) {
        let form = self.read("lo.yaml").replace("2025-10", "2025-09");
        self.write("truoc/lo.yaml", &form);
        let figures = self.read("so-lieu.csv").replace(from, to);
        self.write("truoc/so-lieu.csv", &figures);
        self.edit("so_lieu:\n", "ky_truoc: truoc\nso_lieu:\n");
    }

    /// Changes the figures.
    pub fn replace(&self, from: &str, to: &str) {
        change(&self.figures(), from, to);
    }

    /// Changes the lô's file.
    pub fn edit(&self, from: &str, to: &str) {
        change(&self.folder().join("lo.yaml"), from, to);
    }
}

fn change(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(file, text.replacen(from, to, 1)).unwrap();
}

/// The report of a run.
pub fn report(out: &Path) -> serde_json::Value {
    serde_json::from_slice(&fs::read(out.join("bao-cao-lo.json")).unwrap()).unwrap()
}

/// All files below a folder with their bytes; of the reports only that which is the same
/// whatever the run.
pub fn tree(out: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    add(out, out, &mut files);
    for (path, bytes) in &mut files {
        if path.ends_with(".xlsx") {
            bytes.clear();
        } else if path.starts_with("bao-cao-lo") {
            let mut report: serde_json::Value = serde_json::from_slice(bytes).unwrap();
            report.as_object_mut().unwrap().remove("run");
            report["lot"] = serde_json::Value::Null;
            let folder = out.parent().unwrap().to_str().unwrap();
            *bytes = report.to_string().replace(folder, "").into_bytes();
        }
    }
    files
}

/// The documents alone.
pub fn documents(out: &Path) -> BTreeMap<String, Vec<u8>> {
    if !out.exists() {
        return BTreeMap::new();
    }
    let mut files = tree(out);
    files.retain(|path, _| !path.starts_with('.') && path.contains('/'));
    files
}

fn add(folder: &Path, out: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            add(&path, out, files);
        } else {
            let name = path.strip_prefix(out).unwrap().to_str().unwrap();
            files.insert(name.replace('\\', "/"), fs::read(&path).unwrap());
        }
    }
}
