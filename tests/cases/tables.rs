//! Cells, rows and files of tables.

use std::io::{Cursor, Read, Write};
use std::path::Path;

use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};
use zip::{ZipArchive, ZipWriter};

use super::{Case, common};

/// openpyxl writes formulas without results, which were read as blank: 90,22 points and
/// “Xuất sắc” became 70,22 and “Tốt”.
#[test]
fn a_formula_that_nobody_calculated_is_a_fault_where_it_is_used() {
    let (code, said) = Case::new("a-cong-thuc-chua-tinh").run("score", "", &[]);
    assert_eq!(code, 2, "{said}");
    for cell in ["C2", "H2", "H3", "H4"] {
        assert!(
            said.contains(&format!("a.xlsx!Sheet!{cell}: lỗi GIA-TRI-02")),
            "{said}"
        );
    }
    assert!(
        said.contains("công thức chưa có kết quả: “=19+1”"),
        "{said}"
    );
    assert!(said.contains("mở bằng Excel rồi lưu lại"), "{said}");
}

/// So they were in a Biểu, whose total then was too small.
#[test]
fn a_formula_that_nobody_calculated_is_a_fault_in_a_sheet_of_the_annex() {
    let case = Case::new("a-cong-thuc-trong-bieu");
    let (code, said) = case.run("render", "", &[]);
    assert_eq!(code, 2, "{said}");
    for cell in ["E2", "F2", "I2"] {
        assert!(
            said.contains(&format!("a.xlsx!Sheet!{cell}: lỗi GIA-TRI-02")),
            "{said}"
        );
    }
}

/// The fixture of one table of points, its workbook made here.
fn with_workbook(fill: impl FnOnce(&mut Worksheet)) -> Case {
    let case = Case::new("h-dong-an");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let head = "Đơn vị;Công khai;Tiến độ;DVC trực tuyến;Thanh toán;Hài lòng;Số hóa;Tổng";
    for (column, name) in (0..).zip(head.split(';')) {
        sheet.write(0, column, name).unwrap();
    }
    for (row, name) in [(1, "Xã Lam Vỹ"), (2, "Xã Linh Thông")] {
        sheet.write(row, 0, name).unwrap();
        for (column, points) in (1..).zip([15.5, 20.0, 6.9, 10.0, 18.0, 19.82, 90.22]) {
            sheet.write(row, column, points).unwrap();
        }
    }
    fill(sheet);
    workbook.save(case.path("a.xlsx")).unwrap();
    case
}

/// Replaces texts in a part of the workbook.
fn patch(case: &Case, part: &str, changes: &[(&str, &str)]) {
    patch_file(&case.path("a.xlsx"), part, changes);
}

fn patch_file(path: &Path, part: &str, changes: &[(&str, &str)]) {
    let mut archive = ZipArchive::new(Cursor::new(std::fs::read(path).unwrap())).unwrap();
    let mut changed = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        if name == part {
            for (from, to) in changes {
                assert!(text.contains(from), "{from} in {text}");
                text = text.replacen(from, to, 1);
            }
        }
        let options = zip::write::SimpleFileOptions::default();
        changed.start_file(name.as_str(), options).unwrap();
        changed.write_all(text.as_bytes()).unwrap();
    }
    std::fs::write(path, changed.finish().unwrap().into_inner()).unwrap();
}

const SHEET: &str = "xl/worksheets/sheet1.xml";
const C2: &str = "<c r=\"C2\"><v>20</v></c>";

/// A formula in every dress in which programs leave it without a result.
#[test]
fn every_kind_of_formula_without_a_result_is_told() {
    for (cell, wrong) in [
        ("<f>19+1</f>", true),
        ("<f>19+1</f><v/>", true),
        ("<f>19+1</f><v> </v>", true),
        ("<f t=\"shared\" si=\"0\"/>", true),
        ("<f t=\"array\" ref=\"C2\">19+1</f>", true),
        (
            "<f t=\"dataTable\" ref=\"C2:C3\" dt2D=\"1\" r1=\"A1\"/>",
            true,
        ),
        ("<f>19+1</f><v>0</v>", true),
        ("<f>19+1</f><v>20</v>", false),
        ("<f t=\"shared\" si=\"0\"/><v>20</v>", false),
    ] {
        let case = with_workbook(|_| ());
        patch(&case, SHEET, &[(C2, &format!("<c r=\"C2\">{cell}</c>"))]);
        let (code, said) = case.run("score", "", &[]);
        let told = said.contains("a.xlsx!Sheet1!C2: lỗi GIA-TRI-02: công thức chưa có kết quả");
        assert_eq!(
            (code, told),
            (if wrong { 2 } else { 0 }, wrong),
            "{cell}\n{said}"
        );
    }
}

/// What Excel saved has results, and its zeros are true.
#[test]
fn a_zero_that_excel_calculated_is_a_zero() {
    let zero = [(C2, "<c r=\"C2\"><f>0+0</f><v>0</v></c>")];
    let case = with_workbook(|_| ());
    patch(&case, SHEET, &zero);
    patch(&case, "xl/workbook.xml", &[(" fullCalcOnLoad=\"1\"", "")]);
    assert_eq!(case.run("score", "", &[]).0, 0);
    // Even one that asks to be calculated anew, if Excel has calculated in it.
    let case = with_workbook(|sheet| {
        sheet
            .write(1, 9, Formula::new("=1+1").set_result("2"))
            .unwrap();
    });
    patch(&case, SHEET, &zero);
    assert_eq!(case.run("score", "", &[]).0, 2);
    patch(&case, "docProps/app.xml", &[("12.0000", "16.0300")]);
    assert_eq!(case.run("score", "", &[]).0, 0);
}

/// Who says nothing of a cell is not asked for it.
#[test]
fn what_nobody_uses_may_be_as_it_is() {
    let case = with_workbook(|sheet| {
        sheet.write(0, 9, "Nháp").unwrap();
        sheet.write(1, 9, Formula::new("=19+1")).unwrap();
        sheet.write(2, 9, "x").unwrap();
    });
    let error = "<c r=\"J3\" t=\"e\"><v>#SPILL!</v></c></row>";
    let sheet = "</row></sheetData>";
    patch(&case, SHEET, &[(sheet, &format!("{error}</sheetData>"))]);
    let (code, said) = case.run("score", "", &[]);
    assert_eq!(code, 0, "{said}");
}

/// Formats that only look like time, or unlike a number.
#[test]
fn formats_of_numbers_leave_them_numbers() {
    for (format, value, shown) in [
        ("[h]:mm", 1.0625, None),
        ("[mm]:ss", 0.5, None),
        ("[ss]", 0.5, None),
        ("h:mm", 0.5, None),
        ("dd/mm/yyyy", 20.0, None),
        (
            "_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)",
            19.5,
            Some("19,5"),
        ),
        ("# ?/?", 19.5, Some("19,5")),
        ("0.00 \"điểm\"", 19.5, Some("19,5")),
        ("[Red]0.0", 19.5, Some("19,5")),
        ("#,##0.0 [$₫-42A]", 19.5, Some("19,5")),
        ("0.0,", 19500.0, Some("19,5")),
    ] {
        let case = with_workbook(|sheet| {
            let format = Format::new().set_num_format(format);
            sheet.write_with_format(1, 2, value, &format).unwrap();
        });
        let (code, said) = case.run("score", "", &["--format", "csv"]);
        match shown {
            None => {
                assert_eq!(code, 2, "{format}\n{said}");
                assert!(said.contains("C2: lỗi GIA-TRI-01"), "{format}\n{said}");
            }
            Some(shown) => assert!(
                said.contains(&format!(";15,5;{shown};")),
                "{format}\n{said}"
            ),
        }
    }
}

/// A hidden row counted without a word.
#[test]
fn hidden_rows_are_read_and_told() {
    let (code, said) = Case::new("h-dong-an").run("score", "", &[]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("a.xlsx!Sheet1: dòng 3 đang ẩn trong Excel"),
        "{said}"
    );
    assert!(said.contains("Linh Thông"), "{said}");
}

/// In tables of points and in Biểu, by each command that reads them.
#[test]
fn hidden_rows_are_told_by_every_command() {
    let case = Case::new("h-dong-an");
    super::copy(
        &common::repository("examples/tuan-giao-2023-09"),
        &case.path(""),
    );
    let hide = [("<row r=\"6\"", "<row r=\"6\" hidden=\"1\"")];
    for part in [SHEET, "xl/worksheets/sheet2.xml"] {
        patch_file(&case.path("so-lieu.xlsx"), part, &hide);
    }
    for (command, options) in [
        ("check", &[][..]),
        ("check", &["--format", "json"]),
        ("render", &[]),
        ("score", &[]),
        ("score", &["--format", "json"]),
        ("score", &["--format", "xlsx"]),
    ] {
        let (code, said) = case.run(command, "", options);
        assert_eq!(code, 0, "{command} {options:?}\n{said}");
        let told = |sheet| said.contains(&format!("!{sheet}: dòng 6 đang ẩn trong Excel"));
        assert!(told("Biểu 01"), "{command} {options:?}\n{said}");
        assert!(
            command == "score" || told("Biểu 02"),
            "{command} {options:?}\n{said}"
        );
    }
}

/// Columns that are hidden or without width, groups that are folded, sheets that are hidden.
#[test]
fn what_is_hidden_otherwise_is_told_as_well() {
    let case = with_workbook(|sheet| {
        sheet.set_column_hidden(2).unwrap();
    });
    let folded = (
        "<row r=\"3\"",
        "<row r=\"3\" outlineLevel=\"1\" hidden=\"true\"",
    );
    patch(
        &case,
        SHEET,
        &[
            folded,
            ("<row r=\"2\"", "<row r=\"2\" ht=\"0\" customHeight=\"1\""),
        ],
    );
    let (code, said) = case.run("score", "", &[]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("dòng 2–3 đang ẩn trong Excel"), "{said}");
    assert!(said.contains("cột C đang ẩn trong Excel"), "{said}");
    // What hides nothing that is used says nothing.
    let case = with_workbook(|sheet| {
        sheet.set_column_hidden(11).unwrap();
        sheet.set_row_hidden(20).unwrap();
    });
    let (_, said) = case.run("score", "", &[]);
    assert!(!said.contains("đang ẩn"), "{said}");
}

/// Excel writes its errors into text tables as words, of which a unit was made.
#[test]
fn the_name_of_an_error_is_no_name_of_a_unit() {
    let case = Case::new("c-csv-nhay-kep-ho");
    let text = std::fs::read_to_string(case.path("a.csv"))
        .unwrap()
        .replace('"', "");
    for error in ["#N/A", "#REF!", "#NAME?", "#SPILL!", "########"] {
        let wrong = text.replace("Ủy ban nhân dân xã Lam Vỹ", error);
        std::fs::write(case.path("a.csv"), wrong).unwrap();
        let (code, said) = case.run("score", "", &[]);
        assert_eq!(code, 2, "{said}");
        assert!(
            said.contains(&format!(
                "a.csv!A2: lỗi GIA-TRI-02: ô báo lỗi của Excel: {error}"
            )),
            "{said}"
        );
    }
}

/// One `#SPILL!` anywhere made the whole file “hỏng”.
#[test]
fn an_error_of_a_new_name_is_one_of_its_cell() {
    let case = Case::new("i-loi-excel-moi");
    let (code, said) = case.run("score", "", &[]);
    assert_eq!(code, 2, "{said}");
    assert!(
        said.contains("a.xlsx!Sheet1!C2: lỗi GIA-TRI-02: ô báo lỗi của Excel: #SPILL!"),
        "{said}"
    );
    assert!(!said.contains("hỏng"), "{said}");
}

/// A quote that nobody closed took the third unit with it.
#[test]
fn an_open_quote_swallows_no_unit() {
    let case = Case::new("c-csv-nhay-kep-ho");
    let (code, said) = case.run("score", "", &[]);
    assert_eq!(code, 2, "{said}");
    assert!(
        said.contains("a.csv!dòng 3: lỗi CU-PHAP: dấu nháy kép mở trước “đã đối chiếu”"),
        "{said}"
    );
    // Nor if a later quote closes it, by chance or by its own opening.
    let text = std::fs::read_to_string(case.path("a.csv")).unwrap();
    for last in ["80,5;\"ok\"", "80,5;ok\"", "80,5;\"\""] {
        std::fs::write(case.path("a.csv"), text.replace("80,5;", last)).unwrap();
        let (code, said) = case.run("score", "", &[]);
        assert_eq!(code, 2, "{last} {said}");
        assert!(said.contains("a.csv!dòng 3: lỗi CU-PHAP"), "{last} {said}");
    }
    for right in [
        "\"đã đối\nchiếu; xong\"",
        "\"đã \"\"đối\"\" chiếu\"",
        "5\" đã",
    ] {
        std::fs::write(case.path("a.csv"), text.replace("\"đã đối chiếu", right)).unwrap();
        let (code, said) = case.run("score", "", &[]);
        assert_eq!(code, 0, "{right} {said}");
        assert!(said.contains("Bảo Linh"), "{said}");
    }
}

/// With the comma as delimiter and as decimal mark 89,63 points became 89 and a rise of 63.
#[test]
fn a_row_with_more_fields_than_the_head_is_a_fault() {
    let case = Case::new("d-csv-phay-hai-nghia");
    let (code, said) = case.run("render", "", &[]);
    assert_eq!(code, 2, "{said}");
    let told = "dòng có 6 ô, tiêu đề chỉ có 5 ô";
    assert!(
        said.contains("phu-luc.csv!dòng 2") && said.contains(told),
        "{said}"
    );
}

/// Whatever the delimiter, the mark at the beginning and the line ends.
#[test]
fn right_text_tables_are_read() {
    let case = Case::new("c-csv-nhay-kep-ho");
    let head = "Đơn vị;Công khai;Tiến độ;DVC trực tuyến;Thanh toán;Hài lòng;Số hóa;Tổng;Ghi chú";
    let row = "Xã Lam Vỹ;15,5;20;6,9;10;18;19,82;90,22";
    let quoted = row.replace(';', "\",\"");
    for (text, told) in [
        (format!("{head}\n{row};\n"), false),
        (format!("\u{feff}{head}\r\n{row};\r\n"), false),
        (format!("sep=;\r\n{head}\r\n{row};\r\n"), false),
        (format!("{head}\n{row};;;\n"), false),
        (format!("{head}\n{row}\n"), true),
        (format!("{head}\n{row};\n").replace(';', "\t"), false),
        (
            format!("{}\n\"{quoted}\",\n", head.replace(';', ",")),
            false,
        ),
    ] {
        std::fs::write(case.path("a.csv"), &text).unwrap();
        let (code, said) = case.run("score", "", &[]);
        assert_eq!(code, 0, "{text}\n{said}");
        assert!(
            said.contains("19,82") && said.contains("90,22"),
            "{text}\n{said}"
        );
        assert_eq!(
            said.contains("dòng 2 có ít ô hơn tiêu đề"),
            told,
            "{text}\n{said}"
        );
    }
}

/// A name that begins as a formula does was one when Excel opened the file.
#[test]
fn no_words_of_a_csv_are_a_formula() {
    let (code, said) = Case::new("l-csv-cong-thuc").run("score", "", &["--format", "csv"]);
    assert_eq!(code, 0, "{said}");
    for start in ["=", "+", "@", "-2+3"] {
        assert!(!said.contains(&format!(";{start}")), "{said}");
        assert!(!said.contains(&format!(";\"{start}")), "{said}");
    }
    assert!(said.contains(";'=cmd|' /C calc'!A0;"), "{said}");
}

/// 25:30 as elapsed time was the number 1,0625.
#[test]
fn elapsed_time_is_no_number() {
    let (code, said) = Case::new("n-gio-phut").run("score", "", &[]);
    assert_eq!(code, 2, "{said}");
    assert!(
        said.contains("a.xlsx!Sheet1!C2: lỗi GIA-TRI-01: ô ghi giờ “25:30:00”"),
        "{said}"
    );
}

/// One table, as the libraries of reporting systems and LibreOffice save it: all of it is read, a
/// formula without a result is one, and a result that is an empty text is none.
#[test]
fn files_of_other_programs_are_read() {
    use vanthu::table::{Book, CellKind};
    for program in [
        "openpyxl",
        "xlsxwriter",
        "exceljs",
        "libreoffice",
        "calc",
        "calc-ods",
    ] {
        let case = Case::new("tep-cac-chuong-trinh");
        let bytes = std::fs::read(case.path(&format!("{program}.xlsx"))).unwrap();
        let book = Book::read("a.xlsx", &bytes, None).unwrap();
        let grid = book.only(&mut Vec::new()).unwrap();
        let text = |row, column| grid.cell(row, column).map(|cell| cell.text);
        let kind = |row, column| grid.cell(row, column).map(|cell| cell.kind);
        assert_eq!(grid.place().sheet_name(), Some("Tháng 10"), "{program}");
        assert_eq!(text(1, 1), Some("BẢNG ĐIỂM <&> tháng 10/2026"), "{program}");
        assert_eq!(text(2, 6), Some("Xếp loại"), "{program}");
        assert_eq!(text(3, 1), Some("UBND xã Hòa Bình"), "{program}");
        assert_eq!(text(3, 2), Some("93,25"), "{program}");
        assert_eq!(text(3, 4), Some("2026-10-05"), "{program}");
        assert_eq!(kind(3, 4), Some(CellKind::Date), "{program}");
        assert_eq!(text(3, 5), Some("97,44%"), "{program}");
        assert_eq!(text(4, 5), Some("100%"), "{program}");
        let calculated = ["libreoffice", "calc", "calc-ods"].contains(&program);
        match calculated {
            true => assert_eq!(text(3, 3), Some("93,25")),
            false => assert_eq!(kind(3, 3), Some(CellKind::Uncalculated), "{program}"),
        }
        let band = match program {
            "openpyxl" | "xlsxwriter" => Some(CellKind::Uncalculated),
            _ => None,
        };
        assert_eq!(kind(4, 6), band, "{program}");
    }
}

/// What LibreOffice Calc saved, through its own format, makes the very same document.
#[test]
fn a_workbook_that_calc_saved_has_the_same_figures() {
    let case = Case::new("h-dong-an");
    let made = |name: &str, workbook: Option<&str>| {
        let folder = case.path(name);
        std::fs::create_dir(&folder).unwrap();
        super::copy(&common::repository("examples/tuan-giao-2023-09"), &folder);
        if let Some(workbook) = workbook {
            std::fs::copy(common::repository(workbook), folder.join("so-lieu.xlsx")).unwrap();
        }
        let (code, said) = case.run("render", name, &["--docx"]);
        assert_eq!(code, 0, "{said}");
        std::fs::read(folder.join("ket-qua/bao-cao.docx")).unwrap()
    };
    let saved = made("calc", Some("tests/so-lieu/tuan-giao-calc.xlsx"));
    assert_eq!(
        common::docx_text(&made("excel", None)),
        common::docx_text(&saved)
    );
}

/// A row higher than a page lost its last words in LibreOffice, which was told to keep it whole.
#[test]
fn a_row_that_is_higher_than_a_page_may_be_split() {
    let whole = |words: usize| {
        let case = Case(tempfile::tempdir().unwrap());
        super::copy(
            &common::repository("tests/claims/ho-so/cac-xa"),
            case.0.path(),
        );
        let file = case.path("ho-so.yaml");
        let text = std::fs::read_to_string(&file).unwrap();
        let long = (1..=words).map(|n| format!(" từ{n}")).collect::<String>();
        let text = text.replace("\"@\"", "Các xã rà soát.");
        std::fs::write(
            &file,
            text.replace("UBND xã Phú Tân,", &format!("UBND xã Phú Tân{long},")),
        )
        .unwrap();
        let allowed = ["NAME-03", "NAME-04", "NAME-05"];
        let options: Vec<&str> = allowed.iter().flat_map(|code| ["--allow", code]).collect();
        let (code, said) = case.run("render", "ho-so.yaml", &options);
        assert_eq!(code, 0, "{said}");
        let file = std::fs::File::open(case.path("ket-qua/thong-bao.docx")).unwrap();
        let mut archive = zip::ZipArchive::new(file).unwrap();
        let mut part = archive.by_name("word/document.xml").unwrap();
        let mut xml = String::new();
        std::io::Read::read_to_string(&mut part, &mut xml).unwrap();
        xml.matches("<w:cantSplit/>").count()
    };
    // Twice, for both tables name the unit.
    assert_eq!(whole(60), whole(0));
    assert_eq!(whole(1_400), whole(0) - 2);
}

/// The column of a Biểu was printed blank, because letters name any column.
#[test]
fn a_declared_column_that_has_neither_head_nor_cell_is_told() {
    let case = Case::new("a-cong-thuc-chua-tinh");
    let path = case.path("ho-so.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    for (from, to, told) in [
        ("tien_do: C", "tien_do: Z", "không có cột “Z”"),
        ("tien_do: C", "tien_do: D", "cột D là của cả “"),
    ] {
        std::fs::write(&path, text.replace(from, to)).unwrap();
        let (code, said) = case.run("score", ".", &[]);
        assert!(code == 2 && said.contains(told), "{said}");
    }
}

/// A row that other signs part than the rest was passed over with a note, and the ranks were those
/// of the others.
#[test]
fn a_row_in_one_field_is_told() {
    let head = "STT;Đơn vị;Công khai, minh bạch;Tiến độ giải quyết;Dịch vụ công trực tuyến;Thanh toán trực tuyến;Mức độ hài lòng;Số hóa hồ sơ";
    let rows = [
        "1;xã A;17;18;11;9;17;18",
        "2;xã B;16;17;10;8;16;17",
        "3;xã C;12;19;9;7;15;20,5",
    ];
    let form = "bo_chi_so: qd766\nky: 2024-02\nbang_diem: {tep: a.csv}\n";
    let score = |third: &str| {
        let case = Case::new("h-dong-an");
        std::fs::write(case.path("ho-so.yaml"), form).unwrap();
        let rows = [head, rows[0], rows[1], third].join("\n");
        std::fs::write(case.path("a.csv"), rows).unwrap();
        case.run("score", ".", &[])
    };
    for sign in ["\t", "|", " "] {
        let (code, said) = score(&rows[2].replace(';', sign));
        assert!(
            code == 2 && said.contains("a.csv!dòng 4: lỗi CU-PHAP"),
            "{sign:?} {said}"
        );
    }
    let (code, said) = score(&rows[2].replace(',', ".").replace(';', ","));
    assert!(
        code == 2 && said.contains("a.csv!dòng 4: lỗi CU-PHAP"),
        "{said}"
    );
    for note in [
        "Ghi chú: 102 xã, 95 xã và 7 phường từ 01/7/2025, 20 và 30",
        "Điểm chốt ngày 31/10/2026",
        "Mỹ Đức, ngày 05 tháng 11 năm 2026",
        rows[2],
    ] {
        let (code, said) = score(note);
        assert_eq!(code, 0, "{said}");
    }
    // One field too many in a row is one fault.
    let (code, said) = score("3;xã C;12;19;9;70;15;20;5");
    assert!(code == 2 && said.contains("Có 1 lỗi"), "{said}");
}
