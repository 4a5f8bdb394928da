//! Ordinary habits in workbooks of points that gave a wrong document without a word.

use std::fs;

use rust_xlsxwriter::{Format, Worksheet};

use super::shared::{HEAD, UNITS, case_of};

/// What is said of points, by a workbook with a title row, heads and units, changed further.
fn scored(change: impl FnOnce(&mut Worksheet)) -> (u8, String) {
    let case = case_of(&[&["", HEAD][..], &UNITS].concat(), "", change);
    let text = fs::read_to_string(case.path("ho-so.yaml")).unwrap();
    let period = text.lines().find(|line| line.starts_with("ky:")).unwrap();
    let text = text.replace(period, "ky: 2026-10");
    fs::write(case.path("ho-so.yaml"), text).unwrap();
    case.run("score", "", &[])
}

/// The cells of a unit's row.
fn cells(row: &str) -> Vec<&str> {
    row.split(';').collect()
}

/// The workbook of September was scored as October's.
#[test]
fn a_table_that_says_another_month_is_told() {
    for title in ["BẢNG ĐIỂM THÁNG 9 NĂM 2026", "Tháng 10/2025"] {
        let (code, said) = scored(|sheet| {
            sheet.write(0, 0, title).unwrap();
        });
        assert_eq!(code, 0, "{said}");
        let told = format!("a.xlsx!Sheet1!A1: cảnh báo STALE-01: bảng ghi “{title}”");
        assert!(said.contains(&told), "{said}");
    }
    let (_, said) = scored(|sheet| {
        sheet.set_name("Tháng 9").unwrap();
    });
    assert!(said.contains("a.xlsx!Tháng 9: cảnh báo STALE-01"), "{said}");
    // The title is nearer to the figures than the sheet.
    let (_, said) = scored(|sheet| {
        sheet.set_name("Tháng 9").unwrap();
        sheet
            .write(0, 0, "Điểm tháng 10/2026, so với tháng 9/2026")
            .unwrap();
    });
    assert!(!said.contains("STALE-01"), "{said}");
}

/// Points out of ten were taken for those of the set.
#[test]
fn points_that_say_another_scale_are_told() {
    let (code, said) = scored(|sheet| {
        sheet
            .write(1, 2, "Công khai, minh bạch (tối đa 20)")
            .unwrap();
    });
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains(
            "SCALE-02: cột C “Công khai, minh bạch (tối đa 20)” ghi tối đa 20 điểm, bộ chỉ số là 18"
        ),
        "{said}"
    );
    let (_, said) = scored(|sheet| {
        sheet.write(5, 1, "Điểm tối đa").unwrap();
        for column in 2..8 {
            sheet.write(5, column, 20).unwrap();
        }
    });
    assert!(
        said.contains("a.xlsx!Sheet1!C6: cảnh báo SCALE-02: dòng “Điểm tối đa” ghi 20"),
        "{said}"
    );
    let (_, said) = scored(|sheet| {
        sheet.write(1, 2, "Công khai, minh bạch (18đ)").unwrap();
        sheet.write(5, 1, "Điểm tối đa").unwrap();
        for (column, most) in (2..).zip([18, 20, 12, 10, 18, 22]) {
            sheet.write(5, column, most).unwrap();
        }
    });
    assert!(!said.contains("SCALE-02"), "{said}");
}

/// “Xã Lam Vỹ (điều chỉnh)” was one unit more; “1. Xã Lam Vỹ” was printed so, and not last month's.
#[test]
fn names_are_read_without_numbers_and_remarks() {
    let (code, said) = scored(|sheet| {
        for (row, unit) in (2..).zip(UNITS) {
            let name = format!("{}. {}*", row - 1, cells(unit)[1]);
            sheet.write(row, 1, name).unwrap();
        }
    });
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("tên “1. Xã Lam Vỹ*” đọc là “Xã Lam Vỹ”; 3 tên như vậy"),
        "{said}"
    );
    assert!(said.contains("   1  Xã Lam Vỹ "), "{said}");
    let (code, said) = scored(|sheet| {
        sheet.write(5, 0, 4).unwrap();
        sheet.write(5, 1, "Xã Lam Vỹ (điều chỉnh)").unwrap();
        for column in 2..8 {
            sheet.write(5, column, 9).unwrap();
        }
    });
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("đơn vị “Xã Lam Vỹ” có 2 dòng"), "{said}");
}

/// A unit that was struck out, and one that nobody sees, counted without a word.
#[test]
fn what_looks_as_if_it_did_not_count_is_told() {
    for (format, told) in [
        (
            Format::new().set_font_strikethrough(),
            "dòng 4 có ô gạch ngang chữ, vẫn đọc",
        ),
        (
            Format::new().set_num_format(";;;"),
            "dòng 4 có ô định dạng không hiện số (;;;)",
        ),
    ] {
        let (code, said) = scored(|sheet| {
            for (column, points) in (2..).zip(&cells(UNITS[1])[2..]) {
                let points: f64 = points.parse().unwrap();
                sheet.write_with_format(3, column, points, &format).unwrap();
            }
        });
        assert_eq!(code, 0, "{said}");
        assert!(said.contains(told), "{said}");
    }
}
