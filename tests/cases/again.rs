//! A second run of a lô after something has changed that its documents follow from: it must make
//! and say what a first one would.

use std::fs;
use std::path::Path;

use super::common::repository;
use super::lots::{Lot, UNITS, report};

/// The options that name folders of the lô.
fn folders(lot: &Lot, options: &[(&str, &str)]) -> Vec<String> {
    let named = options.iter().map(|(option, folder)| {
        let folder = lot.file(&format!("{folder}/x"));
        let folder = folder.parent().unwrap().to_str().unwrap().to_owned();
        [(*option).to_owned(), folder]
    });
    named.flatten().collect()
}

/// Runs again with these options, and tells whether all units were left alone.
fn again(lot: &Lot, changed: &str, options: &[String]) -> bool {
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    lot.run_again(changed, &options).contains("ghi 0 đơn vị")
}

#[test]
fn the_offices_own_files_are_looked_at() {
    let lot = Lot::new(&UNITS[..2]);
    let own = folders(
        &lot,
        &[("--template-dir", "mau"), ("--framework-dir", "bo")],
    );
    let shipped = |name: &str| fs::read_to_string(repository(name)).unwrap();
    again(&lot, "nothing", &own);
    assert!(again(&lot, "nothing again", &own));
    lot.write("mau/thong-bao-xa.md", &shipped("templates/thong-bao-xa.md"));
    again(
        &lot,
        "a template of the office's own that says the same",
        &own,
    );
    lot.change(
        "mau/thong-bao-xa.md",
        "Kết quả đánh giá",
        "Kết quả việc đánh giá",
    );
    assert!(!again(&lot, "its words", &own));
    assert!(again(&lot, "nothing since", &own));
    lot.write("bo/qd766.yaml", &shipped("frameworks/qd766.yaml"));
    again(&lot, "a framework of the office's own", &own);
    lot.change("bo/qd766.yaml", "Tiến độ giải quyết", "Tiến độ xử lý");
    assert!(!again(&lot, "the name of a group", &own));
    assert!(!again(&lot, "none of them", &[]));
    lot.write("bo/qd766.yaml", &shipped("frameworks/qd766.yaml"));
    fs::remove_file(lot.file("mau/thong-bao-xa.md")).unwrap();
    assert!(again(&lot, "what is shipped again", &own));
    let text = shipped("templates/thong-bao-xa.md") + "\nCần đạt 95 % trong kỳ tới.\n";
    for folder in ["mau", "mau-khac"] {
        lot.write(&format!("{folder}/thong-bao-xa.md"), &text);
    }
    again(&lot, "words of which something is told", &own);
    let other = folders(
        &lot,
        &[("--template-dir", "mau-khac"), ("--framework-dir", "bo")],
    );
    again(&lot, "the same words of another folder", &other);
    assert!(
        report(lot.out())
            .to_string()
            .contains("mau-khac/thong-bao-xa.md")
    );
}

#[test]
fn the_period_before_is_looked_at() {
    let lot = Lot::new(&UNITS[..2]);
    lot.follow(";12;15,5;", ";11;15,5;");
    again(&lot, "nothing", &[]);
    assert!(again(&lot, "nothing again", &[]));
    lot.change("truoc/so-lieu.csv", ";11;15,5;", ";10;15,5;");
    assert!(!again(&lot, "a figure of then", &[]));
    lot.change("truoc/so-lieu.csv", "22;100", "22;99");
    again(
        &lot,
        "a total of then that its groups do not add up to",
        &[],
    );
    let seen =
        "da_xem:\n  - {don_vi: Xã Bình An, ma: SUM-01, ky: 2025-09, ly_do: Cổng công bố như vậy}\n";
    lot.change("truoc/lo.yaml", "ho_so:\n", &format!("{seen}ho_so:\n"));
    again(&lot, "why it stands", &[]);
    lot.change("truoc/so-lieu.csv", "00001;Xã", "00009;Xã");
    assert!(!again(&lot, "who was there then", &[]));
}

#[test]
fn what_the_call_says_is_looked_at() {
    let lot = Lot::new(&UNITS[..2]);
    lot.replace("22;100", "22;99");
    let allow = ["--allow".to_owned(), "SUM-01".to_owned()];
    again(&lot, "nothing", &allow);
    assert!(again(&lot, "nothing again", &allow));
    again(&lot, "nothing is allowed", &[]);
    again(&lot, "it is allowed again", &allow);
    let fonts = folders(&lot, &[("--font-dir", "chu")]);
    for entry in fs::read_dir(repository("fonts")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        fs::copy(&path, lot.file(&format!("chu/{name}"))).unwrap();
    }
    let options = [&fonts[..], &allow].concat();
    assert!(again(&lot, "a folder with the same faces", &options));
    let face = lot.file("chu/LiberationSerif-Bold.ttf");
    let bytes = fs::read(&face).unwrap();
    fs::write(&face, [&bytes[..], b"0000"].concat()).unwrap();
    assert!(!again(&lot, "another face", &options));
}

const TEMPLATE: &str = "---
ten: Thông báo có hai bảng
ten_tep: thong-bao
loai: Thông báo
trich_yeu: Kết quả {{ ky.dai }}
so_lieu: [tiep_nhan, giai_quyet]
bieu: [cac-xa]
phu_luc:
  - {bieu: cac-xa, ten: Phụ lục}
---
{{ co_quan.ten_ngan }} thông báo kết quả {{ ky.dai }} (Phụ lục kèm theo).

{% if so_lieu.tiep_nhan -%}
{% for dong in so_lieu.tiep_nhan.dong %}Tiếp nhận: {{ dong.so_lieu }}. {% endfor %}
{% for dong in so_lieu.giai_quyet.dong %}Giải quyết: {{ dong.so_lieu }}. {% endfor %}
{%- endif %}
";

const SHEET: &str = "tieu_de: Kết quả các xã
cot:
  - {ma: tt, ten: STT, loai: tt}
  - {ma: don_vi, ten: Đơn vị, loai: chu}
  - {ma: diem, ten: Điểm, loai: diem, le: 2}
";

/// A table that was named by its file alone, and was the lô's own, was not looked at: the figures of
/// other units in a unit's appendix were those of the run before. Nor were two tables that had
/// taken each other's place.
#[test]
fn tables_that_all_units_show_are_looked_at() {
    let lot = Lot::new(&UNITS[..2]);
    lot.edit("mau: thong-bao-xa", "mau: hai-bang.md");
    let tables = "ho_so:
  so_lieu: {tiep_nhan: {tep: a.csv}, giai_quyet: {tep: b.csv}}
  bieu: {cac-xa: {tep: so-lieu.csv, dong_tieu_de: 1, cot: {don_vi: don_vi, diem: ckmb}}}
";
    lot.edit("ho_so:\n", tables);
    lot.write("hai-bang.md", TEMPLATE);
    lot.write("cac-xa.yaml", SHEET);
    let counted = |count: u32| format!("TT;Nội dung;Số liệu\nI;Nhóm;\n1.1;Hồ sơ;{count}\n");
    let [a, b] = [1, 2].map(counted);
    let put = |first: &str, second: &str| {
        lot.write("a.csv", first);
        lot.write("b.csv", second);
    };
    put(&a, &b);
    again(&lot, "nothing", &[]);
    assert!(again(&lot, "nothing again", &[]));
    put(&b, &a);
    assert!(!again(&lot, "the tables in each other's place", &[]));
    lot.replace("Xã Lam Vỹ;Thái Nguyên;12", "Xã Lam Vỹ;Thái Nguyên;13");
    assert!(!again(&lot, "a figure that all units show", &[]));
    lot.edit(
        "{tep: so-lieu.csv, dong_tieu_de: 1, cot: {don_vi: don_vi, diem: ckmb}}",
        "so-lieu.csv",
    );
    lot.edit(
        "  so_lieu: {tiep_nhan: {tep: a.csv}, giai_quyet: {tep: b.csv}}\n",
        "",
    );
    lot.change(
        "cac-xa.yaml",
        "ma: diem, ten: Điểm,",
        "ma: diem, ten: ckmb,",
    );
    lot.change("cac-xa.yaml", "ten: Đơn vị,", "ten: don_vi,");
    again(&lot, "a table that is named by its file alone", &[]);
    lot.replace("Xã Lam Vỹ;Thái Nguyên;13", "Xã Lam Vỹ;Thái Nguyên;14");
    assert!(!again(&lot, "a figure of it that all units show", &[]));
}

/// What was told of a unit is told with the place where it is now.
#[test]
fn a_lot_that_was_moved_tells_its_new_places() {
    let lot = Lot::new(&UNITS[..2]);
    lot.edit("UBND tỉnh; Các cơ quan", "UBND tỉnh; UBND tỉnh");
    lot.run(&[]);
    let moved = tempfile::tempdir().unwrap();
    super::copy(lot.folder(), moved.path());
    let [file, out, fresh] = ["lo.yaml", "ket-qua", "moi"].map(|name| moved.path().join(name));
    let run = |out: &Path| {
        let [file, out] = [&file, out].map(|path| path.to_str().unwrap());
        super::common::run(Path::new(""), &["batch", file, "--out", out]);
        report(Path::new(out))["units"].clone()
    };
    let units = run(&out);
    assert!(
        units.to_string().contains(file.to_str().unwrap()),
        "{units}"
    );
    assert_eq!(units, run(&fresh));
}
