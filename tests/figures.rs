//! Tables as offices hold them: real ones, workbooks made here by another program's library,
//! and everything that can be wrong with one.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod common;

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use proptest::prelude::*;
use rust_decimal::Decimal;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use vanthu::fault::{Fault, Faults};
use vanthu::files::Memory;
use vanthu::form::parse;
use vanthu::roll::Roll;
use vanthu::shelf::{Session, Shelf};
use vanthu::table::{Book, Columns, Record, Table, portal};
use vanthu::vn::entry::{Entry, Meant};

fn folder() -> PathBuf {
    common::repository("tests/so-lieu")
}

/// A table of the folder, read as declared.
fn declared(declaration: &str) -> Result<Table, Faults> {
    let columns = columns(declaration)?;
    let shelf = Shelf {
        folder: folder(),
        session: Session::disk(),
    };
    columns.table_of(&*shelf.book(columns.file(), columns.charset())?)
}

/// A table of the folder.
fn opened(file: &str) -> Result<Arc<Book>, Fault> {
    Session::disk().tables().open(&folder(), file, None)
}

fn columns(declaration: &str) -> Result<Columns, Faults> {
    let node = parse("ho-so.yaml", declaration)?;
    let mut faults = Faults::none();
    let columns = Columns::read(&node, &mut faults);
    faults.or(columns)
}

/// A file's bytes, read as declared.
fn table(file: &str, bytes: &[u8], declaration: &str) -> Result<Table, Faults> {
    let columns = columns(declaration)?;
    let charset = declaration
        .contains("tcvn3")
        .then_some(vanthu::table::Charset::Tcvn3);
    columns.table_of(&Book::read(file, bytes, charset)?)
}

/// A workbook of one sheet “Biểu 01”.
fn workbook(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Biểu 01").unwrap();
    fill(sheet);
    workbook.save_to_buffer().unwrap()
}

/// A sheet of texts, blank ones left out.
fn write(sheet: &mut Worksheet, rows: &[&[&str]]) {
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(*cells) {
            if !text.is_empty() {
                sheet.write(row, column, *text).unwrap();
            }
        }
    }
}

const DECLARED: &str = "tep: a.xlsx\ncot:\n  don_vi: B\n  diem: C\n";

/// A table of three units below a header.
fn small(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    workbook(|sheet| {
        write(
            sheet,
            &[
                &["STT", "Đơn vị", "Điểm"],
                &["1", "Xã A", "9"],
                &["2", "Xã B", "8"],
            ],
        );
        fill(sheet);
    })
}

fn decimal(record: &Record, name: &str) -> Decimal {
    let mut faults = Faults::none();
    let value = record.number(name, &mut faults);
    assert!(faults.is_empty(), "{faults}");
    value.unwrap().value
}

fn count(record: &Record, name: &str) -> Decimal {
    let mut faults = Faults::none();
    let value = record.entry(name, Meant::Count, &mut faults);
    assert!(faults.is_empty(), "{faults}");
    value.unwrap().number().unwrap().value
}

fn dec(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

// Real tables.

#[test]
fn the_axes_of_the_portals_export_add_up_in_every_row() {
    let book = opened("cong-dvcqg-2025-10-cap-tinh.xlsx").unwrap();
    assert!(portal::sheet(&book, None).unwrap().is_some());
    let export = common::export(&book);
    assert_eq!(export.records.len(), 34);
    for unit in &export.records {
        let sum: Decimal = common::AXES.iter().map(|axis| decimal(unit, axis)).sum();
        assert_eq!(sum, decimal(unit, "tong"), "{:?}", unit.text("don_vi"));
    }
    let first = &export.records[0];
    assert_eq!(first.text("don_vi").unwrap().value, "UBND tỉnh Bắc Ninh");
    assert_eq!(decimal(first, "xep_hang"), dec("1"));
    assert_eq!(
        first.place_of("tien_do").unwrap().to_string(),
        "cong-dvcqg-2025-10-cap-tinh.xlsx!Điểm tháng!H2"
    );
    let axis = |axis: &&str| format!("{axis}={}", decimal(first, axis));
    let axes: Vec<String> = common::AXES.iter().map(axis).collect();
    insta::assert_snapshot!("cong-dvcqg-dong-dau", axes.join("\n"));
}

#[test]
fn table_01_has_a_header_of_three_levels() {
    let table = declared(
        "tep: tuan-giao-bieu-01.tsv\ncot:\n  don_vi: Tên cơ quan, đơn vị\n  so_hoa_2: Nhóm số hoá / Chỉ số 2\n  dat: ĐIỂM ĐẠT ĐƯỢC\n  ck_1: C\n",
    );
    insta::assert_snapshot!("bieu-01-ten-thieu-chu", table.unwrap_err());
    let table = declared(
        "tep: tuan-giao-bieu-01.tsv\ncot:\n  don_vi: ten co quan, don vi\n  so_hoa_2: Nhóm số hóa hồ sơ / Chỉ số 2 (10đ)\n  dat: ĐIỂM ĐẠT ĐƯỢC\n  ck_1: C\n",
    )
    .unwrap();
    assert_eq!(table.records.len(), 19);
    let first = &table.records[0];
    assert_eq!(first.text("don_vi").unwrap().value, "UBND xã Mường Mùn");
    assert_eq!(decimal(first, "dat"), dec("81.52"));
    assert_eq!(decimal(first, "so_hoa_2"), dec("10.0"));
    assert_eq!(first.cell("ck_1"), None);
    insta::assert_snapshot!("bieu-01-ghi-chu", common::lines(&table.notes));
    let names: Vec<String> = table.head.columns.iter().map(|c| c.name()).collect();
    insta::assert_snapshot!("bieu-01-cac-cot", names.join("\n"));
}

#[test]
fn table_02_tells_a_dash_from_zero() {
    let table = declared(
        "tep: tuan-giao-bieu-02.tsv\ncot:\n  don_vi: B\n  chua: Chưa thanh toán / Số hồ sơ\n  phi: Chưa thanh toán / Phí, lệ phí\n  tong: Tổng / Tổng phí, lệ phí\n",
    )
    .unwrap();
    assert_eq!(table.records.len(), 19);
    let second = &table.records[1];
    let read = |name| second.entry(name, Meant::Count, &mut Faults::none());
    assert_eq!(read("phi").unwrap().value, Entry::Dash);
    assert_eq!(read("chua").unwrap().value, Entry::Number(Decimal::ZERO));
    assert_eq!(count(&table.records[0], "tong"), dec("1229100"));
}

#[test]
fn table_03_has_column_numbers_and_a_total() {
    let table = declared(
        "tep: tuan-giao-bieu-03.tsv\ncot:\n  don_vi: Đơn vị (Cơ quan)\n  nhan: (1)\n  so_hoa: (2)\n  ty_le: (3)=(2)/(1)\n",
    )
    .unwrap();
    assert_eq!((table.records.len(), table.totals.len()), (19, 1));
    let sum: Decimal = table.records.iter().map(|r| count(r, "nhan")).sum();
    let total = &table.totals[0];
    // The table as published: its own total differs from the sum of its rows.
    assert_eq!((sum, count(total, "nhan")), (dec("903"), dec("1335")));
    let share = total.entry("ty_le", Meant::Percent, &mut Faults::none());
    let share = share.unwrap();
    assert_eq!(share.value, Entry::Number(dec("92.58")));
    assert_eq!(share.place.to_string(), "tuan-giao-bieu-03.tsv!E25");
}

#[test]
fn an_appendix_with_changes_below_zero() {
    let table = declared("tep: tien-lu-phu-luc.tsv\ncot:\n  don_vi: B\n  doi: D\n").unwrap();
    assert_eq!(decimal(&table.records[2], "doi"), dec("-0.80"));
}

// Workbooks.

#[test]
fn a_workbook_of_three_merged_levels() {
    let bytes = workbook(|sheet| {
        let plain = Format::new();
        sheet
            .merge_range(0, 0, 0, 5, "KẾT QUẢ THÁNG 9", &plain)
            .unwrap();
        sheet.merge_range(2, 0, 4, 0, "STT", &plain).unwrap();
        sheet.merge_range(2, 1, 4, 1, "Tên đơn vị", &plain).unwrap();
        sheet.merge_range(2, 2, 2, 4, "Điểm", &plain).unwrap();
        sheet
            .merge_range(3, 2, 3, 3, "Nhóm số hóa", &plain)
            .unwrap();
        sheet.merge_range(3, 4, 4, 4, "Tiến độ", &plain).unwrap();
        sheet.write(4, 2, "Chỉ số 1").unwrap();
        sheet.write(4, 3, "Chỉ số 2").unwrap();
        sheet.merge_range(2, 5, 4, 5, "Ghi chú", &plain).unwrap();
        sheet.write(5, 0, 1).unwrap();
        sheet.write(5, 1, "Xã A").unwrap();
        sheet.write(5, 2, 2.8).unwrap();
        sheet.write(5, 3, 19.810_000_000_000_002).unwrap();
        sheet.write(5, 4, 30).unwrap();
        sheet.write(7, 1, "Cộng").unwrap();
        sheet.write(7, 2, 2.8).unwrap();
        sheet.write(9, 3, "Người lập biểu").unwrap();
    });
    let declaration = "tep: a.xlsx\ncot:\n  don_vi: B\n  so_hoa: Điểm / Nhóm số hóa / Chỉ số 2\n";
    let table = table("a.xlsx", &bytes, declaration).unwrap();
    let names: Vec<String> = table.head.columns.iter().map(|c| c.name()).collect();
    insta::assert_snapshot!("ba-tang-cac-cot", names.join("\n"));
    insta::assert_snapshot!("ba-tang-ghi-chu", common::lines(&table.notes));
    assert_eq!(table.records.len(), 1);
    assert_eq!(table.totals.len(), 1);
    let place = table.records[0].place_of("so_hoa").unwrap();
    assert_eq!(place.to_string(), "a.xlsx!Biểu 01!D6");
    assert_eq!(table.records[0].cell("so_hoa").unwrap().text, "19,81");
}

#[test]
fn numbers_dates_truths_and_formulas() {
    let bytes = small(|sheet| {
        let percent = Format::new().set_num_format("0.00%");
        let day = Format::new().set_num_format("dd/mm/yyyy");
        let date = ExcelDateTime::from_ymd(2024, 3, 11).unwrap();
        sheet.write_with_format(1, 3, 0.9258, &percent).unwrap();
        sheet.write_with_format(1, 4, &date, &day).unwrap();
        sheet.write(1, 5, true).unwrap();
        sheet
            .write(1, 6, Formula::new("=C2/3").set_result("3.3333333333333335"))
            .unwrap();
        sheet.write(1, 7, "  xa\u{303}\u{a0} Ðông ").unwrap();
        for (column, name) in (3..).zip(["p", "ngày", "có", "công thức", "chữ"]) {
            sheet.write(0, column, name).unwrap();
        }
    });
    let declaration = "tep: a\ncot:\n  p: D\n  ngay: E\n  co: F\n  ct: G\n  chu: H\n";
    let table = table("a.xlsx", &bytes, declaration).unwrap();
    let record = &table.records[0];
    let values: Vec<_> = ["p", "ngay", "co", "ct", "chu"]
        .map(|name| record.cell(name).unwrap().text)
        .into();
    let texts = [
        "92,58%",
        "2024-03-11",
        "TRUE",
        "3,33333333333333",
        "xã Đông",
    ];
    assert_eq!(values, texts);
    let mut faults = Faults::none();
    let share = record.entry("p", Meant::Percent, &mut faults).unwrap();
    assert_eq!(share.value, Entry::Number(dec("92.58")));
    assert_eq!(record.number("ngay", &mut faults), None);
    insta::assert_snapshot!("so-da-thanh-ngay", faults);
    assert!(table.notes.iter().any(|note| note.words.contains('Ð')));
}

#[test]
fn the_one_sheet_with_data_is_taken_and_told() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Trống").unwrap();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Số liệu").unwrap();
    write(sheet, &[&["STT", "Đơn vị", "Điểm"], &["1", "Xã A", "9"]]);
    let hidden = workbook.add_worksheet();
    hidden.set_name("Nháp").unwrap().set_hidden(true);
    write(hidden, &[&["a", "b"], &["c", "1"]]);
    let bytes = workbook.save_to_buffer().unwrap();
    let found = table("a.xlsx", &bytes, DECLARED).unwrap();
    insta::assert_snapshot!("trang-duy-nhat", common::lines(&found.notes));
    let named = format!("trang: so lieu\n{DECLARED}");
    assert_eq!(table("a.xlsx", &bytes, &named).unwrap().records.len(), 1);
    let named = format!("trang: Số liêu 1\n{DECLARED}");
    insta::assert_snapshot!("trang-la", table("a.xlsx", &bytes, &named).unwrap_err());
}

#[test]
fn a_declared_charset_is_decoded() {
    let bytes = workbook(|sheet| {
        write(
            sheet,
            &[&["STT", "§¬n vÞ", "§iÓm"], &["1", "x· M\u{ad}êng Mïn", "9"]],
        );
    });
    let declaration = "tep: a\nbang_ma: tcvn3\ncot:\n  don_vi: Đơn vị\n  diem: Điểm\n";
    let table = table("a.xlsx", &bytes, declaration).unwrap();
    let name = table.records[0].text("don_vi").unwrap().value;
    assert_eq!(name, "xã Mường Mùn");
}

// What can be wrong.

/// A package of raw parts.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The parts of a good workbook, one of them changed.
fn changed(bytes: &[u8], part: &str, change: impl Fn(Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        let content = if name == part {
            change(content)
        } else {
            content
        };
        parts.push((name, content));
    }
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(n, c)| (n.as_str(), c.as_slice()))
        .collect();
    package(&parts)
}

fn replaced(bytes: &[u8], part: &str, from: &str, to: &str) -> Vec<u8> {
    changed(bytes, part, |content| {
        let text = String::from_utf8(content).unwrap();
        assert!(text.contains(from), "{text}");
        text.replacen(from, to, 1).into_bytes()
    })
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

/// A package that unpacks to more than it may, and says so or lies.
fn bomb(lie: bool) -> Vec<u8> {
    let size: u32 = 200 * 1024 * 1024;
    let mut bytes = changed(&small(|_| ()), SHEET, |_| vec![b' '; size as usize]);
    if lie {
        let said = size.to_le_bytes();
        let places: Vec<usize> = (0..bytes.len() - 4)
            .filter(|at| bytes[*at..*at + 4] == said)
            .collect();
        assert!(!places.is_empty());
        for place in places {
            bytes[place..place + 4].copy_from_slice(&1000_u32.to_le_bytes());
        }
    }
    bytes
}

fn ole(inside: &str) -> Vec<u8> {
    let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    bytes.extend([0; 504]);
    bytes.extend(inside.encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

#[test]
#[expect(clippy::too_many_lines, reason = "a list of files with their faults")]
fn every_bad_file_gets_its_message() {
    let good = small(|_| ());
    let long_rows = format!("STT\tđơn vị\tđiểm\n{}", "1\ta\t1\n".repeat(100_200));
    let files: Vec<(&str, &str, Vec<u8>)> = vec![
        ("tep-rong", "a.xlsx", vec![]),
        ("csv-rong", "a.csv", b" \r\n\n".to_vec()),
        ("xlsx-cut", "a.xlsx", good[..good.len() / 2].to_vec()),
        ("xlsx-mat-khau", "a.xlsx", ole("EncryptedPackage")),
        ("xls-cu", "a.xlsx", ole("Workbook")),
        ("trang-web", "a.xls", b"<html><table><tr><td>1".to_vec()),
        ("csv-mang-ten-xlsx", "a.xlsx", b"a;b\n1;2\n".to_vec()),
        ("pdf", "a.csv", b"%PDF-1.7\n%\xe2\xe3".to_vec()),
        (
            "docx",
            "a.xlsx",
            package(&[("_rels/.rels", b"<a/>"), ("word/document.xml", b"<a/>")]),
        ),
        (
            "thieu-phan",
            "a.xlsx",
            package(&[("_rels/.rels", b"<a/>"), ("xl/a.xml", b"<a/>")]),
        ),
        ("bom-zip", "a.xlsx", bomb(false)),
        ("bom-zip-noi-doi", "a.xlsx", bomb(true)),
        (
            "qua-nhieu-dong",
            "a.xlsx",
            replaced(&good, SHEET, "r=\"A3\"", "r=\"A1000000\""),
        ),
        ("csv-qua-nhieu-dong", "a.tsv", long_rows.into_bytes()),
        (
            "csv-qua-nhieu-cot",
            "a.csv",
            format!("{}x", ",".repeat(500)).into_bytes(),
        ),
        (
            "o-qua-dai",
            "a.csv",
            format!("STT;\"{}\n", "a\n".repeat(40_000)).into_bytes(),
        ),
        (
            "xml-cut",
            "a.xlsx",
            changed(&good, SHEET, |text| text[..text.len() - 200].to_vec()),
        ),
        (
            "gop-o-nguoc",
            "a.xlsx",
            replaced(
                &good,
                SHEET,
                "</sheetData>",
                "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"C3:A1\"/></mergeCells>",
            ),
        ),
        ("khong-co-tieu-de", "a.csv", b"1;2;3\n4;5;6\n".to_vec()),
        (
            "khong-co-dong",
            "a.csv",
            "STT;Đơn vị;Điểm\n".as_bytes().to_vec(),
        ),
        (
            "hai-dong-mot-ten",
            "a.xlsx",
            small(|sheet| write(sheet, &[&[], &[], &[], &["3", "XÃ A", "7"]])),
        ),
        (
            "loi-excel",
            "a.xlsx",
            small(|sheet| {
                sheet
                    .write(1, 2, Formula::new("=1/0").set_result("#DIV/0!"))
                    .unwrap();
                sheet
                    .write(2, 2, Formula::new("=NA()").set_result("#N/A"))
                    .unwrap();
            }),
        ),
        (
            "bang-ma-cu",
            "a.xlsx",
            small(|sheet| {
                sheet.write(2, 1, "Uû ban nh©n d©n x·").unwrap();
            }),
        ),
        (
            "bang-ma-cu-tieu-de",
            "a.xlsx",
            small(|sheet| {
                sheet.write(0, 1, "Ñôn vò xaõ phöôøng").unwrap();
            }),
        ),
        ("nhieu-trang", "a.xlsx", {
            let mut workbook = Workbook::new();
            for name in ["Biểu 01", "Biểu 02"] {
                let sheet = workbook.add_worksheet();
                sheet.set_name(name).unwrap().write(0, 0, "a").unwrap();
            }
            workbook.save_to_buffer().unwrap()
        }),
    ];
    for (name, file, bytes) in files {
        let Err(faults) = table(file, &bytes, DECLARED) else {
            panic!("{name} is read")
        };
        insta::assert_snapshot!(format!("loi-{name}"), faults);
    }
}

#[test]
fn every_bad_declaration_gets_its_message() {
    let two = "tep: tuan-giao-bieu-02.tsv\ncot:\n";
    let cases = [
        ("thieu-khoa", "trang: a\n".to_owned()),
        (
            "khoa-la",
            "tep: a.csv\ntrangg: a\ncot:\n  a: B\n".to_owned(),
        ),
        ("cot-khong-phai-khoa", "tep: a.csv\ncot: B\n".to_owned()),
        (
            "cot-la",
            format!("{two}  don_vi: Tên cơ quan đơn vị\n  x: Không có\n"),
        ),
        ("cot-hai-nghia", format!("{two}  so: Số hồ sơ\n")),
        ("cot-qua-xa", format!("{two}  so: ZZ\n")),
        ("bang-ma-la", format!("bang_ma: utf8\n{two}  so: B\n")),
        (
            "dong-tieu-de-sai",
            format!("dong_tieu_de: 7-5\n{two}  so: B\n"),
        ),
        (
            "dong-tieu-de-trong",
            format!("dong_tieu_de: 99\n{two}  so: B\n"),
        ),
        ("trang-cua-csv", format!("trang: Biểu\n{two}  so: B\n")),
        (
            "tep-khong-co",
            "tep: tuan-giao-bieu-2.tsv\ncot:\n  so: B\n".to_owned(),
        ),
        ("tep-la-thu-muc", "tep: .\ncot:\n  so: B\n".to_owned()),
    ];
    for (name, declaration) in cases {
        let faults = declared(&declaration)
            .map(|table| table.records)
            .unwrap_err();
        insta::assert_snapshot!(format!("khai-bao-{name}"), faults);
    }
    let mut faults = Faults::none();
    let declared = columns(&format!("{two}  donvi: B\n")).unwrap();
    declared.require(&["don_vi", "diem"], &mut faults);
    insta::assert_snapshot!("khai-bao-thieu-cot", faults);
}

#[test]
fn cells_that_are_no_numbers_are_faults_at_their_cells() {
    let bytes = small(|sheet| {
        sheet.write(1, 2, "mười").unwrap();
        sheet.write(2, 2, -3).unwrap();
    });
    let table = table("a.xlsx", &bytes, DECLARED).unwrap();
    let mut faults = Faults::none();
    for record in &table.records {
        assert_eq!(record.entry("diem", Meant::Count, &mut faults), None);
    }
    insta::assert_snapshot!("o-khong-phai-so-dem", faults);
}

#[test]
fn a_broken_export_of_the_portal_is_told() {
    let good = fs::read(folder().join("cong-dvcqg-2025-10-cap-tinh.xlsx")).unwrap();
    let cases = [
        ("am", "<t>18.75</t>", "<t>-18.75</t>"),
        ("chu", "<t>18.75</t>", "<t>không</t>"),
        ("trong", "<t>18.75</t>", "<t></t>"),
        (
            "hai-lan",
            "<t>UBND tỉnh Quảng Ninh</t>",
            "<t>UBND tỉnh Bắc Ninh</t>",
        ),
        ("cot", "<t>CKMB</t>", "<t>CKMB2</t>"),
    ];
    for (name, from, to) in cases {
        let bytes = replaced(&good, SHEET, from, to);
        let form = "bo_chi_so: qd766\nky: 2025-10\nbang_diem: {tep: cong.xlsx}\n";
        let files = Memory::from([
            ("ho-so.yaml", form.as_bytes()),
            ("cong.xlsx", bytes.as_slice()),
        ]);
        let read = Roll::read(Path::new("ho-so.yaml"), &Session::new(files));
        insta::assert_snapshot!(format!("cong-{name}"), read.unwrap_err());
    }
}

/// A table of points whose columns nobody declared, with the heads of an office.
#[test]
fn points_are_found_by_their_heads_and_the_reasons_are_told() {
    let heads = "STT;Xã, phường;Công khai, minh bạch (18đ);Tiến độ GQ;DVC trực tuyến;Thanh toán TT trực tuyến;Mức độ hài lòng;Số hoá HS;Tổng điểm\n";
    let read = |table: &str| {
        let form = "bo_chi_so: qd766\nky: 2025-10\nbang_diem: {tep: a.csv}\n";
        let files = Memory::from([("ho-so.yaml", form), ("a.csv", table)]);
        Roll::read(Path::new("ho-so.yaml"), &Session::new(files))
    };
    let roll = read(&format!("{heads}1;Xã A;18;20;12;10;18;22;100\n")).unwrap();
    insta::assert_snapshot!("bang-diem-khong-khai-bao", common::lines(&roll.notes));
    assert_eq!(roll.units[0].scores.printed_total(), dec("100"));
    let twice = read(&format!(
        "{}1;Xã A;18;20;12;10;18;22;1\n",
        heads.replace("Tổng điểm", "Tiến độ GQ (%)")
    ));
    insta::assert_snapshot!("bang-diem-hai-cot-nhu-nhau", twice.unwrap_err());
}

/// The largest sheet there may be, with merges over all of it, in a few seconds even unoptimised.
#[test]
#[ignore = "ten seconds; .ci/run runs it"]
fn the_largest_sheet_is_read_in_bounded_time() {
    let good = small(|_| ());
    let rows: String = (3..=100_000)
        .map(|row| format!("<row r=\"{row}\"><c r=\"B{row}\"><v>{row}</v></c><c r=\"C{row}\"><v>1.5</v></c></row>"))
        .collect();
    let merges: String = (0..40_000)
        .map(|_| "<mergeCell ref=\"A1:SF1048576\"/>")
        .collect();
    let bytes = changed(&good, SHEET, |text| {
        let text = String::from_utf8(text).unwrap();
        let (head, _) = text.split_once("<row r=\"3\"").unwrap();
        format!("{head}{rows}</sheetData><mergeCells>{merges}</mergeCells></worksheet>")
            .into_bytes()
    });
    let _ = table("a.xlsx", &bytes, DECLARED);
    let bytes = changed(&bytes, SHEET, |text| {
        let text = String::from_utf8(text).unwrap();
        let (rows, _) = text.split_once("<mergeCells>").unwrap();
        format!("{rows}</worksheet>").into_bytes()
    });
    let table = table("a.xlsx", &bytes, DECLARED).unwrap();
    assert_eq!(table.records.len(), 99_999);
}

/// A workbook once named one part 300 times, which took 22 seconds.
#[test]
fn sheets_of_a_workbook_are_bounded() {
    let sheets = |count: usize| {
        let listed =
            (1..=count).map(|at| format!("<sheet name=\"T{at}\" sheetId=\"{at}\" r:id=\"rId1\"/>"));
        let listed: String = listed.collect();
        changed(&small(|_| ()), "xl/workbook.xml", |text| {
            let text = String::from_utf8(text).unwrap();
            let (head, rest) = text.split_once("<sheets>").unwrap();
            let (_, tail) = rest.split_once("</sheets>").unwrap();
            format!("{head}<sheets>{listed}</sheets>{tail}").into_bytes()
        })
    };
    let said = |bytes: &[u8]| format!("{:?}", Book::read("a.xlsx", bytes, None).map(drop));
    assert!(said(&sheets(257)).contains("nhiều nhất 256 trang"));
    let twice = sheets(2);
    let table = table("a.xlsx", &twice, &format!("trang: T2\n{DECLARED}"));
    assert!(format!("{table:?}").contains("hỏng"), "{table:?}");
}

/// Cells of 32,767 letters as the names of units kept the program busy for seconds a thousand: each was
/// folded and looked up again and again.
#[test]
fn names_of_units_are_bounded() {
    let most = vanthu::bounds::UNIT_NAME.most;
    let rows = |letters: usize| {
        let name = |row: usize| format!("Xã {row:02} {}", "ă".repeat(letters - 6));
        let rows = (10..60).map(|row| format!("{row};{};1,5\n", name(row)));
        format!("TT;Đơn vị;Điểm\n{}", rows.collect::<String>())
    };
    let read = |letters: usize| {
        let declared = DECLARED.replace("a.xlsx", "a.csv");
        table("a.csv", rows(letters).as_bytes(), &declared)
    };
    let read_all = read(most).unwrap();
    assert_eq!(read_all.records.len(), 50);
    for letters in [most + 1, 32_767] {
        let faults = read(letters).unwrap_err();
        let first = faults.iter().next().unwrap().to_string();
        let told = "a.csv!B2: lỗi GIOI-HAN: tên đơn vị trong bảng quá giới hạn";
        assert!(first.starts_with(told), "{first}");
    }
}

/// 25 million blank cells once took 12 seconds.
#[test]
#[ignore = "half a minute; .ci/run runs it"]
fn blank_cells_of_a_sheet_are_bounded() {
    let blank = |count: usize| {
        changed(&small(|_| ()), SHEET, |text| {
            let text = String::from_utf8(text).unwrap();
            let rows = (0..count).step_by(400).zip(100..).map(|(before, row)| {
                let blank = "<c/>".repeat((count - before).min(400));
                format!("<row r=\"{row}\">{blank}</row>")
            });
            let rows: String = rows.collect();
            text.replace("</sheetData>", &format!("{rows}</sheetData>"))
                .into_bytes()
        })
    };
    let most = vanthu::bounds::TABLE_BLANKS.most;
    assert!(table("a.xlsx", &blank(most), DECLARED).is_ok());
    let found = format!("{:?}", table("a.xlsx", &blank(most + 1), DECLARED));
    assert!(found.contains("4.000.000 ô"), "{found:.600}");
}

/// Reads a file in every way there is.
fn read_everything(file: &str, bytes: &[u8]) {
    if let Ok(book) = Book::read(file, bytes, None) {
        let _ = portal::table(&book, &columns(DECLARED).unwrap());
        let _ = columns(DECLARED).unwrap().table_of(&book);
    }
    let _ = table(
        file,
        bytes,
        &format!("bang_ma: tcvn3\ndong_tieu_de: 2\n{DECLARED}"),
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), zip in any::<bool>()) {
        let bytes = if zip { [b"PK\x03\x04".as_slice(), &bytes].concat() } else { bytes };
        read_everything("a.xlsx", &bytes);
        read_everything("a.csv", &bytes);
    }

    #[test]
    fn no_text_makes_it_panic(text in "[STTa1-;,\"\t\n(= )/Tổng\u{303}]{0,200}") {
        read_everything("a.csv", text.as_bytes());
    }

    #[test]
    fn no_damage_to_a_workbook_makes_it_panic(
        part in prop::sample::select(vec![SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"]),
        damage in prop::collection::vec((any::<prop::sample::Index>(), "[0-9A-Z<>/\"= ]"), 1..4),
    ) {
        let good = small(|sheet| {
            sheet.merge_range(4, 0, 5, 1, "gộp", &Format::new()).unwrap();
            sheet.write(6, 1, 9.5).unwrap();
        });
        let bytes = changed(&good, part, |mut content| {
            for (at, letter) in &damage {
                let at = at.index(content.len());
                content[at] = letter.as_bytes()[0];
            }
            content
        });
        read_everything("a.xlsx", &bytes);
    }

    #[test]
    fn a_number_written_to_a_workbook_reads_back_the_same(
        units in -99_999_999_999i64..99_999_999_999,
        scale in 0u32..5,
    ) {
        let typed = Decimal::new(units, scale);
        let float: f64 = typed.to_string().parse().unwrap();
        let bytes = small(|sheet| { sheet.write(1, 2, float).unwrap(); });
        let table = table("a.xlsx", &bytes, DECLARED).unwrap();
        prop_assert_eq!(decimal(&table.records[0], "diem"), typed);
    }
}
