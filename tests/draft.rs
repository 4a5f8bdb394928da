//! `vanthu new`: a hồ sơ is made, filled in as a clerk would, and read back.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop"
)]

mod common;

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use common::{repository, run};
use serde_json::Value;

/// Runs `vanthu new` in a folder; the hồ sơ is in `ho-so` there.
fn new(folder: &Path, arguments: &[&str]) -> (u8, String, String) {
    let out = folder.join("ho-so").display().to_string();
    let arguments = [&["new"], arguments, &["--out", &out]].concat();
    run(folder, &arguments)
}

fn made(folder: &Path, arguments: &[&str]) -> String {
    let (code, said, wrong) = new(folder, arguments);
    assert_eq!((code, wrong.as_str()), (0, ""));
    said
}

fn text(folder: &Path) -> String {
    fs::read_to_string(folder.join("ho-so/ho-so.yaml")).unwrap()
}

/// Fills in keys of the hồ sơ: the first blank one of each name, in their order.
fn fill(folder: &Path, values: &[(&str, &str)]) {
    let mut text = text(folder);
    let mut from = 0;
    for (key, value) in values {
        let blank = format!("{key}:");
        let at = from + text[from..].find(&blank).unwrap_or_else(|| panic!("{key}")) + blank.len();
        text.insert_str(at, &format!(" {value}"));
        from = at;
    }
    fs::write(folder.join("ho-so/ho-so.yaml"), text).unwrap();
}

/// The parts that every document needs.
const OFFICE: [(&str, &str); 3] = [
    ("  ten", "Ủy ban nhân dân xã Lam Vỹ"),
    ("  ky_hieu", "UBND"),
    ("  dia_danh", "Lam Vỹ"),
];
const END: [(&str, &str); 3] = [
    ("  gui", "[UBND tỉnh]"),
    ("  luu", "VP"),
    ("  chuc_vu", "Chủ tịch"),
];

/// Types into blank cells of a sheet of the workbook: numbers, or texts.
fn type_in(folder: &Path, sheet: usize, cells: &[(&str, &str)]) {
    let file = folder.join("ho-so/so-lieu.xlsx");
    let bytes = fs::read(&file).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if name == format!("xl/worksheets/sheet{sheet}.xml") {
            let mut xml = String::from_utf8(content).unwrap();
            for (cell, value) in cells {
                let start = xml.find(&format!("<c r=\"{cell}\" ")).unwrap();
                let end = start + xml[start..].find("/>").unwrap();
                let style = xml[start..end].to_owned();
                let typed = match value.parse::<f64>() {
                    Ok(_) => format!("{style}><v>{value}</v></c>"),
                    Err(_) => format!("{style} t=\"inlineStr\"><is><t>{value}</t></is></c>"),
                };
                xml.replace_range(start..end + 2, &typed);
            }
            content = xml.into_bytes();
        }
        let options = zip::write::SimpleFileOptions::default();
        out.start_file(name, options).unwrap();
        out.write_all(&content).unwrap();
    }
    fs::write(file, out.finish().unwrap().into_inner()).unwrap();
}

fn part(folder: &Path, name: &str) -> String {
    let bytes = fs::read(folder.join("ho-so/so-lieu.xlsx")).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut part = archive.by_name(name).unwrap();
    part.read_to_string(&mut text).unwrap();
    text
}

fn units(folder: &Path) -> Value {
    let dossier = folder.join("ho-so").display().to_string();
    let (code, said, wrong) = run(folder, &["score", &dossier, "--format", "json"]);
    assert_eq!((code, wrong.as_str()), (0, ""));
    let json: Value = serde_json::from_str(&said).unwrap();
    json["units"].clone()
}

#[test]
fn a_notice_is_made_filled_in_and_rendered() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let said = made(folder, &["thong-bao-xa", "--ky", "2024-02"]);
    insta::assert_snapshot!("noi-gi", said.replace(&folder.display().to_string(), "."));
    insta::assert_snapshot!("thong-bao-xa", text(folder));
    let points = ["15,5", "20", "6,9", "10", "18", "19,22"].map(|points| ("    dat", points));
    fill(folder, &[OFFICE.as_slice(), &points, &END].concat());
    let cells = [
        ("B7", "TTHC công khai"),
        ("C7", "1.731/1.731"),
        ("F7", "100"),
    ];
    type_in(folder, 1, &cells);
    let unit = &units(folder)[0];
    assert_eq!(unit["achieved"], "89.62");
    assert_eq!(unit["name"], "xã Lam Vỹ");
    let dossier = folder.join("ho-so").display().to_string();
    let (code, said, wrong) = run(folder, &["render", &dossier]);
    assert_eq!((code, wrong.as_str()), (0, ""));
    assert!(said.contains("thong-bao.docx"), "{said}");
}

#[test]
fn many_units_are_filled_in_in_the_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let list = folder.join("xa.txt");
    fs::write(&list, "xã A\n\n xã\u{a0}B \n").unwrap();
    let list = list.to_str().unwrap();
    let order = [
        "thong-bao-xa",
        "--ky",
        "2023-09",
        "--bo-chi-so",
        "dien-bien-459",
    ];
    made(folder, &[order.as_slice(), &["--don-vi", list]].concat());
    insta::assert_snapshot!("nhieu-don-vi", text(folder));
    let sheet = part(folder, "xl/worksheets/sheet1.xml");
    for rule in [
        "type=\"list\"",
        "'Danh mục'!$A$1:$A$2",
        "<formula2>30</formula2>",
    ] {
        assert!(sheet.contains(rule), "{rule}: {sheet}");
    }
    let rows = [
        ("D6", "5"),
        ("F6", "30"),
        ("G6", "8.5"),
        ("H6", "0"),
        ("D7", "4"),
        ("F7", "27.25"),
    ];
    type_in(folder, 1, &rows);
    let units = units(folder);
    assert_eq!(units[0]["name"], "xã A");
    assert_eq!(units[1]["name"], "xã B");
    let maximum = |unit: &Value| unit["applicable_maximum"].as_str().unwrap().to_owned();
    assert_eq!(
        (maximum(&units[0]), maximum(&units[1])),
        ("55".into(), "35".into())
    );
    assert_eq!(units[0]["achieved"], "43.5");
    assert_eq!(
        units[1]["achieved"], "31.3",
        "31,25 as this framework prints it"
    );
}

/// “1. xã A*” was the name of a unit in the workbook, and of none last month.
#[test]
fn numbers_and_signs_of_notes_in_a_list_are_no_part_of_the_names() {
    for (file, text) in [
        ("xa.txt", "1. xã A*\n2. xã B (điều chỉnh)\n"),
        ("xa.csv", "STT;Đơn vị\n1;1. xã A*\n2;2. xã B (điều chỉnh)\n"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        fs::write(folder.join(file), text).unwrap();
        let list = folder.join(file).display().to_string();
        let out = folder.join("ho-so").display().to_string();
        let order = [
            "new",
            "thong-bao-xa",
            "--ky",
            "2026-10",
            "--don-vi",
            &list,
            "--out",
            &out,
        ];
        let (code, said, wrong) = run(folder, &order);
        assert_eq!(code, 0, "{wrong}");
        let told = "tên “1. xã A*” đọc là “xã A”; 2 tên như vậy";
        assert!(format!("{said}{wrong}").contains(told), "{said}{wrong}");
        let strings = part(folder, "xl/sharedStrings.xml");
        assert!(
            strings.contains(">xã A<") && strings.contains(">xã B<"),
            "{strings}"
        );
    }
}

#[test]
fn a_commune_of_2026_types_counts_into_the_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let list = folder.join("xa.txt");
    fs::write(&list, "xã Vân Canh\n").unwrap();
    made(
        folder,
        &[
            "thong-bao-xa",
            "--ky",
            "2026-10",
            "--don-vi",
            list.to_str().unwrap(),
        ],
    );
    let text = text(folder);
    assert!(
        text.contains("    ho_so: \"Số đếm / Hồ sơ tiếp nhận, giải quyết trong kỳ\""),
        "{text}"
    );
    assert!(
        text.contains("    tien_do: Tiến độ giải quyết (tối đa 20)")
            || text.contains("    tien_do: \"Tiến độ giải quyết (tối đa 20)\""),
        "{text}"
    );
    let dossier = folder.join("ho-so").display().to_string();
    let (code, _, wrong) = run(folder, &["score", &dossier]);
    assert_eq!(code, 2, "nothing is known yet");
    assert!(
        wrong.contains("“xã Vân Canh” không có điểm, số đếm nào"),
        "{wrong}"
    );
    let points = ["C6", "D6", "E6", "F6", "G6", "H6"].map(|cell| (cell, "8"));
    type_in(folder, 1, &points);
    assert_eq!(units(folder)[0]["achieved"], "48");
}

/// What a template declares (Biểu, values, whose points) is asked for, and read back.
#[test]
fn a_template_of_ones_own_is_asked_for_all_that_it_declares() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let list = folder.join("xa.csv");
    fs::write(&list, "STT;Đơn vị\n1;xã A\n2;xã B\n").unwrap();
    let template = repository("tests/schemas/mau.md").display().to_string();
    let order = [
        template.as_str(),
        "--ky",
        "2023-09",
        "--bo-chi-so",
        "dien-bien-459",
        "--don-vi",
        list.to_str().unwrap(),
    ];
    let said = made(folder, &order);
    assert!(said.contains("ho-so/mau.md"), "{said}");
    insta::assert_snapshot!("mau-rieng", text(folder));
    fill(
        folder,
        &[OFFICE.as_slice(), &[("  nhan_xet", "Tốt")], &END].concat(),
    );
    type_in(folder, 1, &[("F6", "30"), ("F7", "27.25")]);
    let cells = [("C6", "58"), ("D6", "57"), ("C7", "31"), ("D7", "31")];
    type_in(folder, 3, &cells);
    type_in(folder, 2, &[("C7", "1"), ("D7", "50000")]);
    type_in(folder, 4, &[("B7", "TTHC công khai"), ("C7", "12")]);
    let dossier = folder.join("ho-so").display().to_string();
    let (code, said, wrong) = run(folder, &["render", &dossier, "--docx"]);
    assert_eq!((code, wrong.as_str()), (0, ""), "{said}");
    insta::assert_snapshot!("mau-rieng-soan", said);
    assert_eq!(units(folder)[1]["achieved"], "27.3");
}

/// Whatever a shipped template declares, its new hồ sơ lacks only what is to be filled in.
#[test]
fn every_shipped_template_has_a_dossier_to_fill_in() {
    for template in vanthu::compose::Template::names() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        // The report of a district of Điện Biên scores by that province's set.
        let framework = match template {
            "bao-cao-huyen" => "dien-bien-459",
            _ => "qd766",
        };
        let order = [template, "--ky", "2024-02", "--bo-chi-so", framework];
        made(folder, &order);
        let dossier = folder.join("ho-so").display().to_string();
        let (_, _, wrong) = run(folder, &["render", &dossier]);
        for code in [
            "KHOA-01",
            "KHOA-02",
            "TEN-01",
            "CU-PHAP",
            "MAU-01",
            "GIA-TRI-01",
        ] {
            assert!(!wrong.contains(code), "{template}: {wrong}");
        }
    }
}

/// The table of Tuần Giáo, 9/2023, as the office holds it, gives the scores of the hồ sơ that
/// was typed by hand.
#[test]
fn the_columns_of_a_real_table_are_recognised() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let table = repository("tests/so-lieu/tuan-giao-bieu-01.tsv");
    let order = [
        "thong-bao-xa",
        "--ky",
        "2023-09",
        "--bo-chi-so",
        "dien-bien-459",
    ];
    let said = made(
        folder,
        &[order.as_slice(), &["--tu", table.to_str().unwrap()]].concat(),
    );
    insta::assert_snapshot!("doan-cot", said.split("Đã ghi").next().unwrap());
    let typed = repository("tests/ho-so-tot/tuan-giao.yaml");
    let arguments = ["score", typed.to_str().unwrap(), "--format", "json"];
    let typed: Value = serde_json::from_str(&run(folder, &arguments).1).unwrap();
    let (found, typed) = (units(folder), &typed["units"]);
    assert_eq!(found.as_array().unwrap().len(), 19);
    for (found, typed) in found
        .as_array()
        .unwrap()
        .iter()
        .zip(typed.as_array().unwrap())
    {
        for key in ["name", "achieved", "converted", "band", "rank"] {
            assert_eq!(found[key], typed[key], "{found}");
        }
    }
}

/// The column stood among those that are not used, and ranks by points were printed in their place; counts
/// that nobody needs beside published points were told as thirty keys.
#[test]
fn published_ranks_of_a_table_are_taken_along() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let table = folder.join("bang.csv");
    let rows = "\
        Đơn vị;Công khai, minh bạch;Tiến độ giải quyết;DVC trực tuyến;Thanh toán trực tuyến;Mức độ hài lòng;Số hóa;Xếp hạng\n\
        phường Pleiku;15;18;10;9;16;20;Thứ 2\n\
        phường Hội Phú;16;18;10;9;16;20;Thứ 1\n";
    fs::write(&table, rows).unwrap();
    let order = ["thong-bao-xep-hang", "--ky", "2026-10", "--tu"];
    let said = made(
        folder,
        &[order.as_slice(), &[table.to_str().unwrap()]].concat(),
    );
    assert!(
        text(folder).contains("\n    xep_hang: Xếp hạng\n"),
        "{said}"
    );
    assert!(
        said.contains("chưa có cột cho “Tổng điểm công bố (tối đa 100)”\n"),
        "{said}"
    );
    fill(folder, &OFFICE);
    fill(folder, &END);
    assert_eq!(units(folder)[0]["rank"], 2);
}

#[test]
fn the_portals_export_needs_no_columns() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let table = repository("tests/so-lieu/cong-dvcqg-2025-10-cap-tinh.xlsx");
    made(
        folder,
        &[
            "thong-bao-xa",
            "--ky",
            "2025-10",
            "--tu",
            table.to_str().unwrap(),
        ],
    );
    assert!(!text(folder).contains("  cot:\n"));
    assert_eq!(units(folder).as_array().unwrap().len(), 34);
}

/// What the portal exports is all that a lô needs, but for what all of its documents share.
#[test]
fn a_lot_is_made_of_the_portals_export() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let table = repository("tests/so-lieu/cong-dvcqg-2025-10-cap-tinh.xlsx");
    let lot = folder.join("lô");
    let new = |template, more: &[&str]| {
        let order = ["new", template, "--ky", "2025-10", "--lo", "--out"];
        run(
            folder,
            &[&order[..], &[lot.to_str().unwrap()], more].concat(),
        )
    };
    let (code, _, wrong) = new("thong-bao-xa", &[]);
    assert!(code == 2 && wrong.contains("thiếu --tu"), "{wrong}");
    let from = ["--tu", table.to_str().unwrap()];
    let (code, _, wrong) = new("bao-cao-tinh", &from);
    let told = "mẫu này nói về nhiều đơn vị cùng lúc";
    assert!(code == 2 && wrong.contains(told), "{wrong}");
    let (code, said, wrong) = new("thong-bao-xa", &from);
    assert!(code == 0 && said.contains("vanthu batch"), "{said}{wrong}");
    let out = folder.join("kết quả");
    let order = [
        "batch",
        lot.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
    ];
    let (code, said, wrong) = run(folder, &order);
    assert_eq!(code, 0, "{said}{wrong}");
    let made = out.join("2025-10/thanh-pho-can-tho/thong-bao.pdf");
    assert!(made.exists(), "{said}");
}

/// Departments got notices of “Ủy ban nhân dân Sở Y tế”, from a table with communes and departments.
#[test]
fn a_lot_of_several_levels_makes_documents_of_one() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let table = repository("examples/lai-chau-2026-10/cong-2026-10.xlsx");
    let [lot, out] = ["lô", "kết quả"].map(|name| folder.join(name).display().to_string());
    let order = ["new", "thong-bao-xa", "--ky", "2026-10", "--lo", "--out"];
    let from = ["--tu", table.to_str().unwrap()];
    let (code, said, wrong) = run(folder, &[&order[..], &[&lot], &from].concat());
    assert_eq!(code, 0, "{said}{wrong}");
    let (code, said, wrong) = run(folder, &["batch", &lot, "--out", &out]);
    assert_eq!(code, 0, "{said}{wrong}");
    assert!(said.contains("Đã làm 38/38 đơn vị"), "{said}");
    assert!(said.contains("không làm văn bản riêng của 13 đơn vị"));
}

#[test]
fn a_table_in_an_old_charset_is_declared_so() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip([
        [
            "STT",
            "§¬n vÞ",
            "TiÕn ®é gi¶i quyÕt",
            "C«ng khai, minh b¹ch",
            "DÞch vô c«ng trùc tuyÕn",
            "Thanh to¸n trùc tuyÕn",
            "Møc ®é hµi lßng",
            "Sè hãa hå s¬",
        ],
        ["1", "x· M\u{ad}êng Mïn", "17,5", "18", "8", "9", "18", "20"],
    ]) {
        for (column, text) in (0..).zip(cells) {
            sheet.write(row, column, text).unwrap();
        }
    }
    let table = folder.join("cu.xlsx");
    workbook.save(&table).unwrap();
    let said = made(
        folder,
        &[
            "thong-bao-xa",
            "--ky",
            "2025-10",
            "--tu",
            table.to_str().unwrap(),
        ],
    );
    assert!(said.contains("TCVN3"), "{said}");
    assert!(text(folder).contains("bang_ma: tcvn3"));
    assert_eq!(units(folder)[0]["name"], "xã Mường Mùn");
    assert_eq!(units(folder)[0]["groups"][1]["achieved"], "17.5");
}

#[test]
fn an_editor_knows_the_names_of_the_framework() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    made(folder, &["thong-bao-xa", "--ky", "2026-10"]);
    let line = "# yaml-language-server: $schema=.ho-so.schema.json";
    assert_eq!(text(folder).lines().next(), Some(line));
    let schema = fs::read_to_string(folder.join("ho-so/.ho-so.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let said = |pointer: &str| schema.pointer(pointer).unwrap()["description"].clone();
    assert_eq!(
        said("/properties/diem/properties/tien_do"),
        "Tiến độ giải quyết (tối đa 20)"
    );
    assert_eq!(
        said("/properties/chi_so/properties/4.5b"),
        "Hồ sơ dùng dữ liệu dân cư (tối đa 2)"
    );
    assert_eq!(
        said("/properties/so_dem/properties/pakn"),
        "Phản ánh, kiến nghị"
    );
    assert_eq!(
        schema["properties"]["so_dem"]["additionalProperties"],
        false
    );
}

#[test]
fn nothing_is_ever_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    made(folder, &["thong-bao-xa", "--ky", "2024-02"]);
    fs::write(folder.join("ho-so/ho-so.yaml"), "của tôi").unwrap();
    let (code, _, wrong) = new(folder, &["thong-bao-xa", "--ky", "2024-02"]);
    assert_eq!(code, 2);
    insta::assert_snapshot!("da-co-tep", wrong);
    assert_eq!(text(folder), "của tôi");
}

#[test]
fn the_same_order_gives_the_same_files() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for folder in [&one, &two] {
        made(folder.path(), &["thong-bao-xa", "--ky", "2024-02"]);
    }
    for file in ["ho-so.yaml", ".ho-so.schema.json", "so-lieu.xlsx"] {
        let read =
            |folder: &tempfile::TempDir| fs::read(folder.path().join("ho-so").join(file)).unwrap();
        assert!(read(&one) == read(&two), "{file}");
    }
}

#[test]
fn wrong_orders_get_their_messages_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let file = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let twice = file("hai-lan.txt", "xã A\nXã a\n");
    let none = file("rong.txt", "\n");
    let unnamed = file("khong-ten.csv", "STT;Điểm\n1;5\n");
    let several = file(
        "hai-cot.csv",
        "STT;Đơn vị;Tiến độ giải quyết (20đ);Tiến độ giải quyết (%)\n1;xã A;5;5\n",
    );
    let same = file("mot-cot.csv", "STT;Đơn vị;Chỉ số 1\n1;xã A;5\n");
    let missing = folder.join("khong-co.xlsx").display().to_string();
    let cases: [&[&str]; 11] = [
        &["thong-bao-x", "--ky", "2024-02"],
        &["thong-bao-xa", "--ky", "2024-13"],
        &["thong-bao-xa", "--ky", "2020-01"],
        &["thong-bao-xa", "--ky", "2024-02", "--bo-chi-so", "qd76"],
        &["thong-bao-xa", "--ky", "2024-02", "--don-vi", &twice],
        &["thong-bao-xa", "--ky", "2024-02", "--don-vi", &none],
        &["thong-bao-xa", "--ky", "2024-02", "--tu", &unnamed],
        &["thong-bao-xa", "--ky", "2024-02", "--tu", &several],
        &[
            "thong-bao-xa",
            "--ky",
            "2023-09",
            "--bo-chi-so",
            "dien-bien-459",
            "--tu",
            &same,
        ],
        &["thong-bao-xa", "--ky", "2024-02", "--tu", &missing],
        &["bao-cao-huyen", "--ky", "2024-02"],
    ];
    let mut told = String::new();
    for arguments in cases {
        let (code, said, wrong) = new(folder, arguments);
        let root = format!("{}/", folder.display());
        let call = arguments.join(" ").replace(&root, "");
        told.push_str(&format!("$ vanthu new {call}: {code}\n{said}{wrong}\n"));
        assert!(!folder.join("ho-so").exists() || code == 0, "{call}");
        let _ = fs::remove_dir_all(folder.join("ho-so"));
    }
    insta::assert_snapshot!("loi-goi", told);
}
