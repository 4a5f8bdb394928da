//! The month after: what `next` writes of a hồ sơ and of a lô, and that it is read.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use vanthu::form::{self, Node, Value};

use super::{Case, common, copy};

/// A folder with the examples, and with what they read elsewhere.
fn examples() -> Case {
    let folder = tempfile::tempdir().unwrap();
    for part in ["examples", "tests/so-lieu"] {
        let to = folder.path().join(part);
        fs::create_dir_all(&to).unwrap();
        copy(&common::repository(part), &to);
    }
    Case(folder)
}

/// The month after, by what the program says.
fn next(case: &Case, name: &str) -> PathBuf {
    let (code, said) = case.run("next", name, &[]);
    assert_eq!(code, 0, "{name}: {said}");
    let line = said
        .lines()
        .find(|line| line.contains("Việc tiếp theo"))
        .unwrap();
    let folder = line.split('"').nth(1).unwrap();
    case.0.path().join(folder)
}

/// A YAML tree in which what is blank now is what it was.
fn filled(new: &Node, old: Option<&Node>) -> String {
    let find = |key: &str| match &old?.value {
        Value::Map(entries) => entries.iter().find(|entry| entry.key == key),
        _ => None,
    };
    match &new.value {
        Value::Blank => old.map_or("~".to_owned(), |old| match old.value {
            Value::Blank => "~".to_owned(),
            _ => filled(old, None),
        }),
        Value::Text(text) => format!("{text:?}"),
        Value::List(items) => {
            let old = |number: usize| match &old?.value {
                Value::List(items) => items.get(number),
                _ => None,
            };
            let items = items.iter().enumerate();
            let items = items.map(|(number, item)| filled(item, old(number)));
            format!("[{}]", items.collect::<Vec<_>>().join(", "))
        }
        Value::Map(entries) => {
            let entries = entries.iter().map(|entry| {
                let old = find(&entry.key).map(|entry| &entry.value);
                format!("{:?}: {}", entry.key, filled(&entry.value, old))
            });
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}

/// Gives a month its figures of the month before, and the day and the acknowledgements with it.
fn fill(old: &Path, new: &Path, file: &str) {
    let parse = |folder: &Path| {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        form::parse(file, &text).unwrap()
    };
    let text = filled(&parse(new), Some(&parse(old)));
    fs::write(new.join(file), text).unwrap();
}

/// What is told of a hồ sơ, for programs.
fn checked(case: &Case, name: &str) -> (u8, String) {
    let path = case.path(name);
    let arguments = ["check", path.to_str().unwrap(), "--format", "json"];
    let (code, out, err) = common::run(case.0.path(), &arguments);
    (code, if out.is_empty() { err } else { out })
}

/// What `next` writes is read: nothing is lacking but figures, and with figures it is printed.
#[test]
fn the_month_after_each_example_is_read_and_printed_once_it_is_filled_in() {
    let case = examples();
    let folder = case.path("examples");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| folder.join(name).join("ho-so.yaml").exists())
        .collect();
    names.sort();
    assert!(names.len() >= 8);
    // The month after September is there already.
    names.retain(|name| name != "my-duc-2026-09");
    for name in names {
        let old = folder.join(&name);
        let new = next(&case, &format!("examples/{name}"));
        let relative = new
            .strip_prefix(case.0.path())
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        let said = checked(&case, &relative).1;
        let report: serde_json::Value = serde_json::from_str(&said).unwrap();
        for fault in report["faults"].as_array().into_iter().flatten() {
            // What is missing, or a table without any figure; nothing that cannot be read.
            let bare = fault["message"] == "dưới dòng tiêu đề không có dòng số liệu nào";
            assert!(bare || fault["code"] == "KHOA-03", "{name}: {fault:#}");
        }
        for entry in fs::read_dir(&old).unwrap().map(Result::unwrap) {
            let name = entry.file_name();
            // A folder is what somebody has rendered there.
            if name != "ho-so.yaml" && entry.path().is_file() {
                assert!(new.join(&name).exists(), "{name:?}");
                assert_ne!(
                    fs::read(new.join(&name)).unwrap(),
                    fs::read(entry.path()).unwrap()
                );
                fs::copy(entry.path(), new.join(&name)).unwrap();
            }
        }
        fill(&old, &new, "ho-so.yaml");
        let (code, said) = checked(&case, &relative);
        assert!(code < 2, "{name}: {said}");
        let report: serde_json::Value = serde_json::from_str(&said).unwrap();
        let errors = report["findings"].as_array().unwrap().iter();
        let errors = errors.filter(|finding| finding["severity"] == "error");
        let mut options = Vec::new();
        for error in errors {
            options.extend(["--allow", error["code"].as_str().unwrap()]);
        }
        let (code, said) = case.run("render", &relative, &options);
        assert_eq!(code, 0, "{name}: {said}");
    }
}

/// A lô too: its table of the portal without figures, under the name of the new month.
#[test]
fn the_month_after_a_lot_has_its_table_without_figures() {
    let case = examples();
    let new = next(&case, "examples/cong-dvcqg-2025-10");
    assert!(new.ends_with("cong-dvcqg-2025-11"), "{new:?}");
    let text = fs::read_to_string(new.join("lo.yaml")).unwrap();
    assert!(
        text.contains("# Lô: thông báo tháng 11 năm 2025 cho 34 tỉnh"),
        "{text}"
    );
    assert!(
        text.contains("  tep: cong-dvcqg-2025-11-cap-tinh.xlsx\n"),
        "{text}"
    );
    assert!(
        text.contains("ky_truoc: ../cong-dvcqg-2025-10/lo.yaml\n"),
        "{text}"
    );
    let lot = new.to_str().unwrap();
    let (code, said) = case.run("batch", lot, &["--out", new.join("ra").to_str().unwrap()]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("34 đơn vị, báo cáo bị từ chối"), "{said}");
    assert!(
        said.contains("không có điểm, số đếm nào của các nhóm"),
        "{said}"
    );
    // With last month's very file, each unit and the file itself are told.
    fs::copy(
        case.path("tests/so-lieu/cong-dvcqg-2025-10-cap-tinh.xlsx"),
        new.join("cong-dvcqg-2025-11-cap-tinh.xlsx"),
    )
    .unwrap();
    let text = text.replace("    ngay:", "    ngay: 2025-12");
    fs::write(new.join("lo.yaml"), text).unwrap();
    let (_, said) = case.run("batch", lot, &["--out", new.join("ra").to_str().unwrap()]);
    assert!(said.contains("giống hệt tệp của kỳ trước"), "{said}");
}

/// A hồ sơ whose files lie in folders below it and beside it, with the month in their names.
const SPREAD: &str = "# Thông báo tháng 9 năm 2025, so với tháng 8/2025.
mau: mau/thong-bao.md
bo_chi_so: qd766
ky: 2025-09
co_quan: {ten: Ủy ban nhân dân xã Châu Phú, ky_hieu: UBND, dia_danh: Châu Phú, thuoc: tỉnh An Giang}
van_ban: {ngay: 05/10/2025}
bieu:
  a: so-lieu/2025-09/a.csv
  b: {tep: ../chung/thang-09.csv, cot: {don_vi: Đơn vị, diem: \"Điểm tháng 9/2025\"}}
  c:
    dong:
      - {don_vi: UBND xã A, ghi_chu: \"Hồ sơ 1 cửa\", diem: \"93,20\", xep_loai: Xuất sắc, hang: 1}
      - don_vi: UBND xã B
        diem: \"-\"   # chưa có
noi_nhan: {gui: [UBND tỉnh], luu: VP}
nguoi_ky: {quyen_han: TM. Ủy ban nhân dân, chuc_vu: Chủ tịch, ho_ten: A}
";

#[test]
fn files_in_folders_and_rows_in_place_are_left_blank() {
    let case = Case(tempfile::tempdir().unwrap());
    let table = "Đơn vị;Điểm tháng 9/2025;Xếp loại\nxã A;93,2;Xuất sắc\nxã B;80;Tốt\n";
    let files: BTreeMap<&str, &str> = [
        ("bao-cao/ho-so.yaml", SPREAD),
        ("bao-cao/mau/thong-bao.md", "mẫu"),
        ("bao-cao/mau/bieu/a.yaml", "cot: []"),
        ("bao-cao/so-lieu/2025-09/a.csv", table),
        ("bao-cao/ket-qua/thong-bao.docx", "PK"),
        ("bao-cao/khac/ho-so.yaml", "ky: 2025-09"),
        ("chung/thang-09.csv", table),
    ]
    .into();
    for (name, text) in files {
        fs::create_dir_all(case.path(name).parent().unwrap()).unwrap();
        fs::write(case.path(name), text).unwrap();
    }
    let new = next(&case, "bao-cao");
    assert!(new.ends_with("bao-cao-2025-10"), "{new:?}");
    let read = |name: &str| fs::read_to_string(new.join(name)).unwrap();
    let text = read("ho-so.yaml");
    for line in [
        "# Thông báo tháng 10 năm 2025, so với tháng 9/2025.\n",
        "  a: so-lieu/2025-10/a.csv\n",
        "cot: {don_vi: Đơn vị, diem: \"Điểm tháng 10/2025\"}",
        "tep: thang-10.csv,",
        "- {don_vi: UBND xã A, ghi_chu: \"Hồ sơ 1 cửa\", diem: , xep_loai: , hang: }\n",
        "        diem:       # chưa có\n",
        "ky_truoc: ../bao-cao\n",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let blank = "Đơn vị;Điểm tháng 10/2025;Xếp loại\nxã A;;\nxã B;;\n";
    assert_eq!(read("so-lieu/2025-10/a.csv"), blank);
    assert_eq!(read("thang-10.csv"), blank);
    assert_eq!(read("mau/thong-bao.md"), "mẫu");
    assert_eq!(read("mau/bieu/a.yaml"), "cot: []");
    assert!(!new.join("ket-qua").exists() && !new.join("khac").exists());
    assert_eq!(
        fs::read_to_string(case.path("chung/thang-09.csv")).unwrap(),
        table
    );
}

/// In a workbook, looks and formulas stay; the sheet and its title are of the new month.
#[test]
fn a_workbook_keeps_its_looks_and_formulas() {
    use rust_xlsxwriter::{Format, Formula, Workbook};
    let case = Case(tempfile::tempdir().unwrap());
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet().set_name("Tháng 9").unwrap();
    sheet
        .write_with_format(0, 0, "BẢNG ĐIỂM THÁNG 9 NĂM 2025", &bold)
        .unwrap();
    for (column, head) in (0..).zip(["STT", "Đơn vị", "Mã", "Điểm", "Tổng", "Xếp loại"])
    {
        sheet.write_with_format(2, column, head, &bold).unwrap();
    }
    for (row, unit) in (3..).zip(["xã A", "xã B"]) {
        sheet.write(row, 0, row - 2).unwrap();
        sheet.write(row, 1, unit).unwrap();
        sheet.write(row, 2, 30_337).unwrap();
        sheet.write_with_format(row, 3, 93.25, &bold).unwrap();
        let formula = Formula::new(format!("D{}*1", row + 1)).set_result("93.25");
        sheet.write_formula(row, 4, formula).unwrap();
        sheet.write(row, 5, "Xuất sắc").unwrap();
    }
    let notes = book.add_worksheet().set_name("Ghi chú").unwrap();
    notes.write(0, 0, 2025).unwrap();
    fs::create_dir(case.path("bc")).unwrap();
    book.save(case.path("bc/so-lieu.xlsx")).unwrap();
    let text = "mau: bao-cao-huyen\nbo_chi_so: qd766\nky: 2025-09\nbang_diem:\n  tep: so-lieu.xlsx\n  trang: Tháng 9\n";
    fs::write(case.path("bc/ho-so.yaml"), text).unwrap();
    let new = next(&case, "bc");
    let text = fs::read_to_string(new.join("ho-so.yaml")).unwrap();
    assert!(text.contains("  trang: Tháng 10\n"), "{text}");
    let part = |folder: &Path, name: &str| {
        let file = fs::File::open(folder.join("so-lieu.xlsx")).unwrap();
        let mut archive = zip::ZipArchive::new(file).unwrap();
        let mut text = String::new();
        let mut part = archive.by_name(name).unwrap();
        std::io::Read::read_to_string(&mut part, &mut text).unwrap();
        text
    };
    let old = case.path("bc");
    for same in [
        "xl/styles.xml",
        "xl/worksheets/sheet2.xml",
        "xl/sharedStrings.xml",
    ] {
        assert_eq!(part(&new, same), part(&old, same), "{same}");
    }
    assert!(part(&new, "xl/workbook.xml").contains("name=\"Tháng 10\""));
    let sheet = part(&new, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("BẢNG ĐIỂM THÁNG 10 NĂM 2025"), "{sheet}");
    assert!(!sheet.contains("93.25"), "{sheet}");
    assert!(sheet.contains("<f>D4*1</f></c>"), "{sheet}");
    // Serial numbers, codes and names stay; a blank cell keeps its look.
    assert_eq!(sheet.matches("<v>30337</v>").count(), 2, "{sheet}");
    assert!(sheet.contains("<c r=\"D4\" s=\"1\"/>"), "{sheet}");
}

/// One finding of one unit of a lô is let stand; the same of another, and of another value, is not.
#[test]
fn a_finding_of_a_unit_of_a_lot_may_be_let_stand() {
    let rows = [
        "00001;Xã Lam Vỹ;Thái Nguyên;12;15,5;10;9;17;20;84,5",
        "00002;Xã Bình An;Tuyên Quang;18;20;12;10;18;22;99,5",
    ];
    let lot = super::lots::Lot::new(&rows);
    assert_eq!(lot.run(&[]).0, 1);
    let seen = |unit: &str, value: &str| {
        let text = fs::read_to_string(lot.folder().join("lo.yaml")).unwrap();
        let text = text.split("da_xem:").next().unwrap().to_owned();
        let entry = format!(
            "da_xem:\n  - don_vi: {unit}\n    ma: SUM-01\n    cho: điểm tổng hợp\n    gia_tri: \"{value}\"\n    ky: 2025-10\n    ly_do: Cổng công bố như vậy\n"
        );
        fs::write(lot.folder().join("lo.yaml"), text + &entry).unwrap();
        let (code, out, err) = lot.run(&[]);
        (code, out + &err)
    };
    let (code, said) = seen("Xã Lam Vỹ", "84,5; tính lại 83,5");
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("Xã Bình An") && !said.contains("Xã Lam Vỹ: "),
        "{said}"
    );
    let (_, said) = seen("Xã Lam Vỹ", "84,5; tính lại 83");
    assert!(said.contains("Xã Lam Vỹ"), "{said}");
}

/// A threshold is no figure of the month: it was commented out because it holds a digit.
#[test]
fn what_the_template_declares_to_stay_is_kept_and_said() {
    let case = Case::new("../../examples/tuan-giao-2023-09");
    let text = std::fs::read_to_string(case.path("ho-so.yaml")).unwrap();
    assert!(text.contains("\n  nguong_thanh_toan: "), "{text}");
    let out = case.path("thang-10");
    let (code, said) = case.run("next", "ho-so.yaml", &["--out", out.to_str().unwrap()]);
    assert_eq!(code, 0, "{said}");
    let text = std::fs::read_to_string(out.join("ho-so.yaml")).unwrap();
    assert!(text.contains("\n  nguong_thanh_toan: "), "{text}");
    assert!(said.contains("thong_tin.nguong_thanh_toan"), "{said}");
}

/// The head was looked for where the hồ sơ says it is elsewhere: rows of figures above it stayed.
#[test]
fn the_head_is_where_it_is_declared() {
    let case = Case::new("../../examples/lam-vy-2024-02");
    let text = "mau: thong-bao-xa\nbo_chi_so: qd766\nky: 2025-10\nbang_diem:\n  tep: a.csv\n  dong_tieu_de: 3\n";
    std::fs::write(case.path("ho-so.yaml"), text).unwrap();
    let table = "Đơn vị;Điểm\nxã A;1\nTên đơn vị;Tổng điểm\nxã B;92,5\nxã C;90\n";
    std::fs::write(case.path("a.csv"), table).unwrap();
    let out = case.path("thang-11");
    let (code, said) = case.run("next", "ho-so.yaml", &["--out", out.to_str().unwrap()]);
    assert_eq!(code, 0, "{said}");
    let text = std::fs::read_to_string(out.join("a.csv")).unwrap();
    assert!(
        text.contains("xã B;\n") && text.contains("xã A;1"),
        "{text}"
    );
}

/// The hồ sơ of the quarter from that of its last month.
#[test]
fn a_period_of_another_kind_is_made_when_it_is_named() {
    let case = Case(tempfile::tempdir().unwrap());
    for name in ["my-duc-2026-09", "my-duc-2026-10"] {
        fs::create_dir(case.path(name)).unwrap();
        copy(&common::repository("examples").join(name), &case.path(name));
    }
    let (code, said) = case.run("next", "my-duc-2026-10", &["--ky", "quý IV/2026"]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("ky: quý IV/2026") && said.contains("ky_truoc (1 chỗ)"),
        "{said}"
    );
    let next = fs::read_to_string(case.path("my-duc-2026-quy-4/ho-so.yaml")).unwrap();
    assert!(next.contains("kết quả quý IV năm 2026 của xã"), "{next}");
    assert!(
        !next.contains("tháng 10") && !next.contains("my-duc-2026-09"),
        "{next}"
    );
    // The month after is as before, and so is the same asked for by name.
    let (_, said) = case.run("next", "my-duc-2026-10", &["--ky", "2026-11"]);
    assert!(said.contains("ky_truoc: ../my-duc-2026-10"), "{said}");
    for (asked, told) in [
        ("2026-10", "là kỳ của chính hồ sơ này"),
        ("quý V/2026", "“quý V/2026” không phải là một kỳ"),
        ("", "không phải là một kỳ"),
    ] {
        let (code, said) = case.run("next", "my-duc-2026-10", &["--ky", asked]);
        assert_eq!(code, 2, "{said}");
        assert!(said.contains(told), "{said}");
    }
    // And back: the month after a quarter.
    let (code, said) = case.run("next", "my-duc-2026-quy-4", &["--ky", "tháng 01/2027"]);
    assert_eq!(code, 0, "{said}");
    let next = fs::read_to_string(case.path("my-duc-2027-01/ho-so.yaml")).unwrap();
    assert!(next.contains("kết quả tháng 01 năm 2027 của xã"), "{next}");
}
