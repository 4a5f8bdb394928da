//! A month for every unit: what is made, what is refused, what stays, under every order.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod common;
mod lots;

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;

use common::{repository, run};
use lots::{Lot, SUMMARY, UNITS, documents, report, tree};

#[test]
fn every_unit_has_its_documents() {
    let lot = Lot::new(UNITS);
    let (code, said, wrong) = lot.run(&[]);
    assert_eq!((code, wrong.as_str()), (0, ""));
    assert!(said.starts_with("Đã làm 4/4 đơn vị: 8 tệp"), "{said}");
    let made = documents(lot.out());
    let names: Vec<&str> = made.keys().map(String::as_str).collect();
    let folders = ["phuong-nong-tien", "xa-binh-an", "xa-con-lon", "xa-lam-vy"];
    let expected = folders
        .map(|folder| ["docx", "pdf"].map(|ending| format!("2025-10/{folder}/thong-bao.{ending}")));
    assert_eq!(names, expected.as_flattened());
    let report = report(lot.out());
    assert_eq!(report["totals"]["done"], 4);
    let units = report["units"].as_array().unwrap();
    let ranks: Vec<_> = units
        .iter()
        .map(|unit| unit["points"]["rank"].as_u64())
        .collect();
    assert_eq!(
        ranks,
        [Some(2), Some(1), Some(3), Some(1)],
        "each in its province"
    );
    insta::assert_snapshot!(text_of(&lot, "2025-10/xa-lam-vy/thong-bao.docx"));
}

/// The words of a DOCX, a line for each paragraph.
fn text_of(lot: &Lot, path: &str) -> String {
    common::docx_text(&fs::read(lot.out().join(path)).unwrap())
}

#[test]
fn one_bad_row_stops_no_other() {
    let (good, bad) = (Lot::new(UNITS), Lot::new(UNITS));
    bad.add_row("00009;Xã Hỏng;Tuyên Quang;12,x;15;10;9;17;20;");
    bad.add_row("00010;Xã Quá Điểm;Tuyên Quang;12;15;10;9;17;99;");
    bad.add_row("00011;;Tuyên Quang;12;15;10;9;17;20;");
    bad.add_row("00012;Xã Trống;Tuyên Quang;;;;;;;");
    assert_eq!(good.run(&[]).0, 0);
    let (code, said, _) = bad.run(&[]);
    assert_eq!(code, 1);
    insta::assert_snapshot!(said.split_once("\n\n").unwrap().1);
    assert_eq!(documents(good.out()), documents(bad.out()));
    let report = report(bad.out());
    assert_eq!(report["totals"]["refused"], 4);
}

/// The same documents, whether the columns of points are declared or known by their heads.
#[test]
fn points_of_a_lot_may_be_known_by_their_heads() {
    let (declared, open) = (Lot::new(UNITS), Lot::new(UNITS));
    let form = fs::read_to_string(open.folder().join("lo.yaml")).unwrap();
    let (before, rest) = form.split_once("  cot:\n").unwrap();
    let (_, after) = rest.split_once("  rieng:\n").unwrap();
    let form = format!("{before}  rieng:\n{after}");
    fs::write(open.folder().join("lo.yaml"), form).unwrap();
    let heads = "ma;Xã, phường;tinh;Công khai, minh bạch (18đ);Tiến độ GQ;DVC trực tuyến;Thanh toán trực tuyến;Mức độ hài lòng;Số hoá HS;Tổng điểm\n";
    let table = fs::read_to_string(open.folder().join("so-lieu.csv")).unwrap();
    let (_, rows) = table.split_once('\n').unwrap();
    fs::write(open.folder().join("so-lieu.csv"), format!("{heads}{rows}")).unwrap();
    assert_eq!(declared.run(&[]).0, 0);
    let (code, said, wrong) = open.run(&[]);
    assert_eq!(code, 0, "{said}{wrong}");
    assert_eq!(documents(declared.out()), documents(open.out()));
}

#[test]
fn strict_stops_all() {
    let lot = Lot::new(UNITS);
    lot.add_row("00009;Xã Hỏng;Tuyên Quang;12,x;15;10;9;17;20;");
    let (code, said, _) = lot.run(&["--strict"]);
    assert_eq!(code, 1);
    assert!(said.contains("chỉ in khi cả lô không có lỗi"), "{said}");
    assert!(documents(lot.out()).is_empty());
    assert_eq!(report(lot.out())["totals"]["refused"], 5);
}

#[test]
fn of_two_rows_of_one_unit_neither_is_printed() {
    let lot = Lot::new(UNITS);
    lot.add_row("00001;Xã Lam Vỹ;Thái Nguyên;12;15;10;9;17;20;");
    let (code, said, _) = lot.run(&[]);
    assert_eq!(code, 1);
    assert!(said.contains("đơn vị “Xã Lam Vỹ” có 2 dòng"), "{said}");
    assert_eq!(report(lot.out())["totals"]["done"], 3);
    assert!(!lot.out().join("2025-10/xa-lam-vy").exists());
}

/// Names that would leave the folder, name a device, or are one when written small.
#[test]
fn whatever_the_names_all_files_are_in_the_folder_and_none_is_lost() {
    let long = "Xã ".to_owned() + &"Dài ".repeat(75);
    let names = [
        "../../x",
        "..",
        "/etc/x",
        "C:\\x",
        "a/b",
        "a\\b",
        "a b",
        "CON",
        "con.",
        "nul",
        "🙂",
        "😀",
        "Xã A",
        "XÃ A",
        "xa a",
        ".x",
        "x\u{202e}y",
        &long,
        "{{ ky }}",
        "%2e%2e",
        "-",
        "'; rm -rf",
    ];
    let rows: Vec<String> = (1..)
        .zip(names)
        .map(|(n, name)| format!("{n:05};\"{name}\";Tuyên Quang;12;15;10;9;17;20;"))
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let lot = Lot::new(&rows);
    let (code, said, wrong) = lot.run(&[]);
    // The faces have no glyph for the two smiles: those units are refused, and say so.
    assert_eq!(code, 1, "{said}{wrong}");
    assert_eq!(said.matches("phông chữ không có chữ").count(), 2, "{said}");
    let made = documents(lot.out());
    assert_eq!(made.len(), 2 * (names.len() - 2), "{said}");
    let safe = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-/.".contains(c);
    for path in made.keys() {
        assert!(path.chars().all(safe) && !path.contains(".."), "{path}");
        assert!(path.starts_with("2025-10/") && path.len() < 100, "{path}");
    }
    let outside = fs::read_dir(lot.folder()).unwrap().count();
    assert_eq!(outside, 3, "lô, figures and output only");
}

#[test]
fn units_of_one_name_keep_apart_by_province_and_then_by_code() {
    let list = fs::read_to_string(repository("data/don-vi-hanh-chinh-2025.tsv")).unwrap();
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    let rows: Vec<String> = (1..)
        .zip(lines)
        .filter_map(|(number, line)| {
            let [province, "xã", names] = line.split('\t').collect::<Vec<_>>()[..] else {
                return None;
            };
            let named = names.split(';').any(|name| name == "Tân Tiến");
            named.then(|| format!("{number:05};Xã Tân Tiến;{province};12;15;10;9;17;20;"))
        })
        .chain(["99999;Xã Tân Tiến;Cà Mau;12;15;10;9;17;20;".to_owned()])
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let lot = Lot::new(&rows);
    assert_eq!(lot.run(&[]).0, 0);
    let made = documents(lot.out());
    let folders = made
        .keys()
        .filter_map(|path| path.strip_suffix("/thong-bao.pdf"));
    let expected = [
        "2025-10/xa-tan-tien-ca-mau-00077",
        "2025-10/xa-tan-tien-ca-mau-99999",
        "2025-10/xa-tan-tien-dak-lak",
        "2025-10/xa-tan-tien-dong-nai",
        "2025-10/xa-tan-tien-hung-yen",
        "2025-10/xa-tan-tien-lang-son",
        "2025-10/xa-tan-tien-thanh-hoa",
        "2025-10/xa-tan-tien-tuyen-quang",
    ];
    assert_eq!(folders.collect::<Vec<_>>(), expected);
}

#[test]
fn the_same_bytes_whatever_the_hands_and_the_order_of_rows() {
    let lot = Lot::of(40);
    assert_eq!(lot.run(&["--jobs", "1"]).0, 0);
    for jobs in ["2", "7"] {
        let other = Lot::of(40);
        assert_eq!(other.run(&["--jobs", jobs]).0, 0);
        assert_eq!(tree(lot.out()), tree(other.out()), "{jobs}");
    }
    let reversed = Lot::of(40);
    reversed.reverse_rows();
    assert_eq!(reversed.run(&[]).0, 0);
    assert_eq!(documents(lot.out()), documents(reversed.out()));
}

#[test]
fn a_second_run_writes_only_what_changed() {
    let lot = Lot::new(UNITS);
    lot.run(&[]);
    let first = tree(lot.out());
    let (_, said, _) = lot.run(&[]);
    assert!(
        said.contains("ghi 0 đơn vị, giữ nguyên 4, bỏ 0 tệp cũ"),
        "{said}"
    );
    assert_eq!(tree(lot.out()), first);
    lot.replace("Xã Lam Vỹ;Thái Nguyên;12", "Xã Lam Vỹ;Thái Nguyên;13");
    let (_, said, _) = lot.run(&[]);
    assert!(said.contains("ghi 1 đơn vị, giữ nguyên 3"), "{said}");
    let changed: Vec<_> = changes(&first, &documents(lot.out()));
    assert_eq!(
        changed,
        [
            "2025-10/xa-lam-vy/thong-bao.docx",
            "2025-10/xa-lam-vy/thong-bao.pdf"
        ]
    );
    lot.replace("Xã Lam Vỹ;Thái Nguyên;13", "Xã Lam Vỹ;Thái Nguyên;12");
    lot.run(&[]);
    assert_eq!(documents(lot.out()), only_documents(&first));
}

fn changes(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let changed = |path: &&String| before.get(*path) != after.get(*path);
    after.keys().filter(changed).cloned().collect()
}

fn only_documents(tree: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let documents = tree.iter().filter(|(path, _)| path.starts_with("2025-10/"));
    documents
        .map(|(path, bytes)| (path.clone(), bytes.clone()))
        .collect()
}

#[test]
fn a_document_that_was_changed_or_lost_is_made_again() {
    let lot = Lot::new(UNITS);
    lot.run(&[]);
    let first = tree(lot.out());
    fs::write(lot.out().join("2025-10/xa-lam-vy/thong-bao.docx"), "x").unwrap();
    fs::remove_file(lot.out().join("2025-10/xa-binh-an/thong-bao.pdf")).unwrap();
    let (_, said, _) = lot.run(&[]);
    assert!(said.contains("ghi 2 đơn vị, giữ nguyên 2"), "{said}");
    assert_eq!(tree(lot.out()), first);
}

#[test]
fn the_files_of_a_unit_that_is_gone_go_unless_somebody_changed_them() {
    let lot = Lot::new(UNITS);
    lot.run(&[]);
    let edited = lot.out().join("2025-10/xa-lam-vy/thong-bao.docx");
    fs::write(&edited, "sửa tay").unwrap();
    lot.remove_row("Xã Lam Vỹ");
    let (code, said, _) = lot.run(&[]);
    assert_eq!(code, 0);
    assert!(said.contains("bỏ 1 tệp cũ"), "{said}");
    assert!(edited.exists(), "what was edited stays");
    let notes = report(lot.out())["notes"].to_string();
    assert!(notes.contains("tệp đã được sửa nên giữ lại"), "{notes}");
    lot.remove_row("Xã Bình An");
    lot.run(&[]);
    assert!(!lot.out().join("2025-10/xa-binh-an").exists());
}

#[test]
fn a_document_that_is_open_in_word_is_refused_and_made_at_the_next_run() {
    let lot = Lot::new(UNITS);
    lot.run(&[]);
    let folder = lot.out().join("2025-10/xa-lam-vy");
    let old = fs::read(folder.join("thong-bao.docx")).unwrap();
    lot.replace("Xã Lam Vỹ;Thái Nguyên;12", "Xã Lam Vỹ;Thái Nguyên;13");
    fs::write(folder.join("~$ong-bao.docx"), "Người mở").unwrap();
    let (code, said, _) = lot.run(&[]);
    assert_eq!(code, 1);
    assert!(said.contains("tệp đang mở trong Word"), "{said}");
    assert_eq!(fs::read(folder.join("thong-bao.docx")).unwrap(), old);
    fs::remove_file(folder.join("~$ong-bao.docx")).unwrap();
    let (code, said, _) = lot.run(&[]);
    assert_eq!(code, 0);
    assert!(said.contains("ghi 1 đơn vị, giữ nguyên 3"), "{said}");
}

#[test]
fn the_parts_of_a_lot_make_the_whole() {
    let whole = Lot::of(30);
    whole.run(&[]);
    let parts = Lot::of(30);
    for shard in ["1/3", "2/3", "3/3"] {
        assert_eq!(parts.run(&["--shard", shard]).0, 0);
    }
    assert_eq!(documents(whole.out()), documents(parts.out()));
    let folder = parts.out().to_str().unwrap();
    let (code, said, wrong) = run(
        parts.folder(),
        &["batch", "--merge", folder, "--out", folder],
    );
    assert_eq!(code, 0, "{said}{wrong}");
    assert_eq!(report(whole.out())["units"], report(parts.out())["units"]);
    fs::remove_file(parts.out().join("bao-cao-lo-2-3.json")).unwrap();
    let (code, _, wrong) = run(
        parts.folder(),
        &["batch", "--merge", folder, "--out", folder],
    );
    assert_eq!(code, 2);
    assert!(wrong.contains("thiếu báo cáo của phần 2/3"), "{wrong}");
}

#[test]
fn archives_hold_the_files_of_a_province() {
    let lot = Lot::new(UNITS);
    assert_eq!(lot.run(&["--zip"]).0, 0);
    let file = fs::File::open(lot.out().join("2025-10-thai-nguyen.zip")).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    assert_eq!(
        names,
        [
            "2025-10/xa-lam-vy/thong-bao.docx",
            "2025-10/xa-lam-vy/thong-bao.pdf"
        ]
    );
    let mut bytes = Vec::new();
    archive
        .by_index(0)
        .unwrap()
        .read_to_end(&mut bytes)
        .unwrap();
    assert_eq!(bytes, fs::read(lot.out().join(&names[0])).unwrap());
    let first = tree(lot.out());
    lot.run(&["--zip"]);
    assert_eq!(tree(lot.out()), first);
}

#[test]
fn lines_for_programs_tell_each_unit_and_then_the_sums() {
    let lot = Lot::new(UNITS);
    let (code, said, _) = lot.run(&["--format", "json"]);
    assert_eq!(code, 0);
    let lines: Vec<serde_json::Value> = said
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    assert_eq!(lines.len(), 5);
    assert!(lines[..4].iter().all(|line| line["written"] == true));
    assert_eq!(lines[4]["totals"]["files"], 8);
}

#[test]
fn a_lot_that_is_wrong_says_so_at_once() {
    let mut messages = String::new();
    for (from, to) in [
        ("ten_tep:", "ten_tepp:"),
        ("{{ tinh }}", "{{ tinhh }}"),
        ("quyen_han", "quyen_hann"),
        ("tien_do: tiendo", "tien_doo: tiendo"),
        ("ma: ma\n", "ma: maa\n"),
        ("so-lieu.csv", "so-lieuu.csv"),
        ("{{ don_vi | slug }}", "{{ don_vi | slugg }}"),
        ("mau: thong-bao-xa", "mau: thong-bao-x"),
    ] {
        let lot = Lot::new(UNITS);
        lot.edit(from, to);
        let (code, _, wrong) = lot.run(&[]);
        assert_eq!(code, 2, "{to}: {wrong}");
        assert!(!lot.out().exists(), "{to}");
        messages.push_str(&wrong);
        messages.push_str("=====\n");
    }
    insta::assert_snapshot!(messages);
}

#[test]
fn changes_come_from_the_lot_of_the_period_before() {
    let before = Lot::new(UNITS);
    before.edit("ky: 2025-10", "ky: 2025-09");
    let lot = Lot::new(UNITS);
    lot.replace("Xã Lam Vỹ;Thái Nguyên;12", "Xã Lam Vỹ;Thái Nguyên;13,5");
    let path = before.folder().join("lo.yaml");
    lot.edit(
        "ky: 2025-10\n",
        &format!("ky: 2025-10\nky_truoc: '{}'\n", path.display()),
    );
    assert_eq!(lot.run(&[]).0, 0);
    let report = report(lot.out());
    let units = report["units"].as_array().unwrap();
    let changes: Vec<&str> = units
        .iter()
        .map(|u| u["points"]["change"].as_str().unwrap())
        .collect();
    assert_eq!(changes, ["0.00", "0", "0.0", "1.5"]);
}

/// The whole export of the national portal: 34 provinces, six axes each.
#[test]
fn the_portals_export_makes_34_notices() {
    let out = tempfile::tempdir().unwrap();
    let lot = repository("examples/cong-dvcqg-2025-10");
    let arguments = [
        "batch",
        lot.to_str().unwrap(),
        "--out",
        out.path().to_str().unwrap(),
    ];
    let (code, said, wrong) = run(out.path(), &arguments);
    assert_eq!(code, 0, "{said}{wrong}");
    let report = report(out.path());
    let units = report["units"].as_array().unwrap();
    assert_eq!(units.len(), 34);
    let session = vanthu::shelf::Session::disk();
    let export = session.tables().open(
        &repository("tests/so-lieu"),
        "cong-dvcqg-2025-10-cap-tinh.xlsx",
        None,
    );
    let export = common::export(&export.unwrap());
    for province in &export.records {
        let name = province.text("don_vi").unwrap().value;
        let number = |name| province.number(name, &mut vanthu::fault::Faults::none());
        let number = |name| number(name).unwrap().value;
        let unit = units.iter().find(|unit| unit["name"] == name.as_str());
        let unit = unit.unwrap();
        let total = number("tong");
        assert_eq!(unit["points"]["achieved"], total.to_string(), "{unit}");
        assert_eq!(
            unit["points"]["rank"],
            u64::try_from(number("xep_hang")).unwrap()
        );
        let path = unit["files"][0]["path"].as_str().unwrap();
        let text = common::docx_text(&fs::read(out.path().join(path)).unwrap());
        for axis in common::AXES {
            let printed = vanthu::vn::number::print(number(axis));
            assert!(
                text.contains(&format!("đạt {printed}/")),
                "{printed}: {text}"
            );
        }
        let printed = vanthu::vn::number::print(total);
        assert!(
            text.contains(&format!("đạt {printed}/100 điểm")),
            "{printed}: {text}"
        );
    }
}

#[test]
fn one_unit_may_have_an_appendix_of_two_thousand_rows() {
    let lot = Lot::new(UNITS);
    lot.edit("ho_so:\n", "ho_so_rieng: rieng/{{ ma }}.yaml\nho_so:\n");
    let mut own = "so_lieu:\n  chi_tieu:\n    nhom:\n      - ten: Nhóm\n        dong:\n".to_owned();
    for row in 1..=2_000 {
        own.push_str(&format!(
            "          - {{ten: Chỉ tiêu {row}, so_lieu: {row}}}\n"
        ));
    }
    fs::create_dir(lot.folder().join("rieng")).unwrap();
    fs::write(lot.folder().join("rieng/00001.yaml"), own).unwrap();
    let (code, said, wrong) = lot.run(&[]);
    assert_eq!(code, 0, "{said}{wrong}");
    let text = text_of(&lot, "2025-10/xa-lam-vy/thong-bao.docx");
    assert!(text.contains("Chỉ tiêu 2000"));
    assert!(!text_of(&lot, "2025-10/xa-binh-an/thong-bao.docx").contains("Chỉ tiêu"));
}

#[test]
fn a_unit_whose_checks_find_an_error_is_refused_unless_it_is_allowed() {
    let lot = Lot::new(UNITS);
    lot.replace(
        "Xã Bình An;Tuyên Quang;18;20;12;10;18;22;100",
        "Xã Bình An;Tuyên Quang;18;20;12;10;18;22;99",
    );
    let (code, said, _) = lot.run(&[]);
    assert_eq!(code, 1);
    assert!(
        said.contains("so-lieu.csv!J3: lỗi SUM-01: Xã Bình An: 6 nhóm điểm cộng lại được 100"),
        "{said}"
    );
    assert_eq!(report(lot.out())["units"][1]["faults"][0]["code"], "SUM-01");
    let (code, said, _) = lot.run(&["--allow", "SUM-01"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("ghi 1 đơn vị, giữ nguyên 3"), "{said}");
    let (code, _, wrong) = lot.run(&["--allow", "SUM-1"]);
    assert_eq!(code, 2);
    assert!(wrong.contains("SUM-1"), "{wrong}");
}

/// The words of the province's report, Biểu số 01 with them.
#[test]
fn each_province_has_its_report_from_the_same_run() {
    let lot = Lot::new(UNITS);
    lot.edit("ho_so:\n", SUMMARY);
    lot.add_row("00009;Xã Hỏng;Tuyên Quang;12,x;15;10;9;17;20;");
    let (code, said, wrong) = lot.run(&[]);
    assert_eq!(code, 1, "{said}{wrong}");
    assert!(said.starts_with("Đã làm 4/5 đơn vị: 10 tệp"), "{said}");
    let told = report(lot.out());
    let refused = told["provinces"].to_string();
    let without = "báo cáo “Tuyên Quang” thiếu 1 đơn vị chưa có điểm đọc được: Xã Hỏng";
    assert!(refused.contains(without), "{refused}");
    // One without a name was listed as nothing.
    lot.replace("00009;Xã Hỏng", "00009;");
    assert_eq!(lot.run(&[]).0, 1);
    let refused = report(lot.out())["provinces"].to_string();
    let blank = "chưa có điểm đọc được: không có tên (ô so-lieu.csv!B6 trống)\"";
    assert!(refused.contains(blank), "{refused}");
    lot.replace("00009;;", "00009;Xã Hỏng;");
    lot.replace("12,x", "12");
    let (code, said, wrong) = lot.run(&[]);
    assert_eq!(code, 0, "{said}{wrong}");
    assert_eq!(report(lot.out())["provinces"][1]["status"], "done");
    insta::assert_snapshot!(text_of(&lot, "2025-10/tuyen-quang/bao-cao.docx"));
}

#[test]
fn a_second_table_gives_the_words_of_each_unit() {
    let lot = Lot::new(UNITS);
    let directory = "ma;chu_tich;dia_danh\n00001;Trần Thị B;Lam Vỹ\n00002;Lê Văn C;Bình An\n\
        00003;;Nông Tiến\n00099;Ai Đó;Đâu Đó\n";
    fs::write(lot.folder().join("danh-ba.csv"), directory).unwrap();
    lot.edit(
        "ten_tep:",
        "danh_ba:\n  tep: danh-ba.csv\n  dong_tieu_de: 1\n  noi: ma\n  cot: {ma: ma, chu_tich: chu_tich, dia_danh: dia_danh}\nten_tep:",
    );
    lot.edit("dia_danh: \"{{ don_vi }}\"", "dia_danh: \"{{ dia_danh }}\"");
    lot.edit("ho_ten: Nguyễn Văn A", "ho_ten: \"{{ chu_tich }}\"");
    let (code, said, wrong) = lot.run(&[]);
    assert_eq!(code, 1, "{said}{wrong}");
    assert!(
        said.contains("so-lieu.csv!dòng 5: lỗi TEN-01: Xã Côn Lôn: danh bạ không có dòng “00004”"),
        "{said}"
    );
    let notes = report(lot.out())["notes"].to_string();
    assert!(
        notes.contains("danh bạ có “00099”, bảng số liệu không có"),
        "{notes}"
    );
    let text = text_of(&lot, "2025-10/xa-lam-vy/thong-bao.docx");
    assert!(
        text.contains("Trần Thị B") && text.contains("\nLam Vỹ, ngày 05"),
        "{text}"
    );
    assert!(!text_of(&lot, "2025-10/phuong-nong-tien/thong-bao.docx").contains("Trần"));
}

/// What a unit is left alone for is all that its documents and findings follow from: after any
/// change a second run says what a first one would.
#[test]
fn a_second_run_says_what_a_first_one_would() {
    let lot = Lot::new(UNITS);
    lot.edit(
        "ho_so:\n",
        "ho_so_rieng: rieng/{{ ma }}.yaml\nho_so:\n  so_lieu: {chi_tieu: {tep: chi-tieu.csv}}\n",
    );
    let write = |name: &str, text: &str| fs::write(lot.folder().join(name), text).unwrap();
    let counted = |count: u32| {
        write(
            "chi-tieu.csv",
            &format!("TT;Nội dung;Số liệu\nI;Nhóm;\n1.1;Hồ sơ;{count}\n1.2;Đơn;2\n"),
        )
    };
    counted(1);
    let agree = |changed: &str| lot.run_again(changed, &[]);
    agree("nothing");
    assert!(agree("nothing again").contains("giữ nguyên 4"));
    lot.replace("Xã Lam Vỹ;Thái Nguyên;12", "Xã Lam Vỹ;Thái Nguyên;13");
    agree("a figure");
    counted(3);
    agree("the table that all units name");
    fs::create_dir(lot.folder().join("rieng")).unwrap();
    write(
        "rieng/00001.yaml",
        "nguoi_ky: {quyen_han: TM. Ủy ban nhân dân, chuc_vu: Chủ tịch, ho_ten: Trần Thị B}\n",
    );
    agree("a file of one unit");
    lot.edit("ho_so_rieng: rieng/{{ ma }}.yaml\n", "");
    agree("no files of single units");
    lot.reverse_rows();
    agree("the order of rows");
    counted(4);
    agree("the table again");
    lot.edit("  so_lieu: {chi_tieu: {tep: chi-tieu.csv}}\n", "");
    agree("no table");
    lot.reverse_rows();
    agree("the order of rows without one");
    lot.edit("ho_so:\n", SUMMARY);
    agree("reports of provinces");
    lot.replace(
        "Tuyên Quang;18;20;12;10;18;22;100",
        "Tuyên Quang;17;20;12;10;18;22;99",
    );
    agree("a unit of a province");
    write("kiem-tra.yaml", "muc: {SUM-01: canh_bao}\n");
    agree("what a code weighs");
}
