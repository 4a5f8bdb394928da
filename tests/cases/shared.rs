//! Several tables on one sheet, and heads in first letters, as offices have them.

use std::fs;

use rust_xlsxwriter::{Workbook, Worksheet};

use super::Case;

fn sheet(rows: &[&str], more: &str) -> Case {
    case_of(rows, more, |_| ())
}

/// A hồ sơ of points in a workbook of these rows, cells apart by `;`, changed further.
pub fn case_of(rows: &[&str], more: &str, change: impl FnOnce(&mut Worksheet)) -> Case {
    let case = Case::new("g-mot-don-vi-hai-cach-viet");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (number, row) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(row.split(';')) {
            match cell.replace(',', ".").parse::<f64>() {
                Ok(figure) => sheet.write(number, column, figure).unwrap(),
                Err(_) => sheet.write(number, column, cell).unwrap(),
            };
        }
    }
    change(sheet);
    workbook.save(case.path("a.xlsx")).unwrap();
    let text = fs::read_to_string(case.path("ho-so.yaml")).unwrap();
    let (before, _) = text.split_once("\n  cot:").unwrap();
    fs::write(case.path("ho-so.yaml"), format!("{before}\n{more}")).unwrap();
    case
}

fn scored(rows: &[&str], more: &str) -> (u8, String) {
    sheet(rows, more).run("score", "", &[])
}

pub const HEAD: &str = "STT;Đơn vị;Công khai, minh bạch;Tiến độ giải quyết;Dịch vụ công trực tuyến;Thanh toán trực tuyến;Mức độ hài lòng;Số hóa hồ sơ";
pub const UNITS: [&str; 3] = [
    "1;Xã Lam Vỹ;17;18;11;9;17;18,5",
    "2;Xã Bình Yên;16;17;10;8;16;17",
    "3;Xã Linh Thông;12;19;9;7;15;20",
];

/// Without the column of serial numbers.
fn plain(row: &str) -> &str {
    row.split_once(';').unwrap().1
}

/// A list of procedures below the points was read as units, or not told with its rows.
#[test]
fn a_table_below_another_is_no_part_of_it() {
    for below in [
        [
            "STT;Tên thủ tục;Số hồ sơ",
            "1;Chứng thực bản sao;5",
            "2;Khai sinh;3",
        ],
        [
            "Tên thủ tục;Số hồ sơ;Quá hạn",
            "Chứng thực bản sao;5;1",
            "Khai sinh;3;2",
        ],
        [
            ";Tên thủ tục;Số hồ sơ",
            ";Chứng thực bản sao;5",
            ";Khai sinh;3",
        ],
        [
            "Đơn vị;Hồ sơ tiếp nhận;Quá hạn",
            "Xã Lam Vỹ;5;1",
            "Xã Bình Yên;3;2",
        ],
    ] {
        let numbered: Vec<&str> = [&[HEAD][..], &UNITS, &[""], &below].concat();
        let bare: Vec<&str> = [HEAD].iter().chain(&UNITS).map(|row| plain(row)).collect();
        let bare: Vec<&str> = [&bare[..], &[""], &below].concat();
        for rows in [numbered, bare] {
            let (code, said) = scored(&rows, "");
            assert_eq!(code, 0, "{below:?} {said}");
            assert!(said.contains("Xếp loại: Xuất sắc 1, Tốt 2\n"), "{said}");
            assert!(
                said.contains("một bảng khác, không đọc: dòng 6–8 ("),
                "{said}"
            );
            assert!(
                said.contains("muốn đọc thì khai báo “dong_tieu_de: 6”"),
                "{said}"
            );
        }
    }
}

/// Of two tables of units, with serial numbers in the second alone, the first was left out.
#[test]
fn between_two_tables_of_the_same_columns_nobody_guesses() {
    let first: Vec<&str> = [HEAD].iter().chain(&UNITS).map(|row| plain(row)).collect();
    let more = ["1;Phường A;1;2;3;4;5;6", "2;Phường B;2;2;3;4;5;6"];
    let wards = HEAD.replace("Đơn vị", "Phường");
    let numbered: Vec<&str> = [&[HEAD][..], &UNITS].concat();
    for (first, second) in [(&first, HEAD), (&numbered, &wards)] {
        let rows: Vec<&str> = [&first[..], &[""], &[second], &more].concat();
        let (code, said) = scored(&rows, "");
        assert_eq!(code, 2, "{said}");
        assert!(
            said.contains("trang có 2 bảng cùng có các cột cần đọc: dòng 1–4 ("),
            "{said}"
        );
        assert!(said.contains("ví dụ “dong_tieu_de: 1”"), "{said}");
        let (code, said) = scored(&rows, "  dong_tieu_de: 1\n");
        assert_eq!(code, 0, "{said}");
        assert!(
            said.contains("một bảng khác, không đọc: dòng 6–8 ("),
            "{said}"
        );
    }
}

/// The points stood in two columns of one name: the table below was read in their place.
#[test]
fn a_main_table_that_is_not_clear_is_told_and_no_other_read() {
    let twice = |row: &str| format!("{row};{}", row.rsplit(';').next().unwrap());
    let main: Vec<String> = [HEAD].iter().chain(&UNITS).map(|row| twice(row)).collect();
    let main: Vec<&str> = main.iter().map(String::as_str).collect();
    let below = ["", HEAD, "1;Phường A;1;2;3;4;5;6", "2;Phường B;2;2;3;4;5;6"];
    let (code, said) = scored(&[&main[..], &below].concat(), "");
    assert_eq!(code, 2, "{said}");
    assert!(
        said.contains("a.xlsx!Sheet1!H1: lỗi GIA-TRI-02: không rõ cột nào là “so_hoa”"),
        "{said}"
    );
    // The second one is read if it is named.
    let (code, said) = scored(&[&main[..], &below].concat(), "  dong_tieu_de: 6\n");
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("Phường B"), "{said}");
}

/// What stands beside the points was part of their rows, and its last row a unit that nobody saw.
#[test]
fn a_table_beside_another_is_no_part_of_it() {
    let beside = [
        "Tên thủ tục;Số hồ sơ",
        "Chứng thực;50",
        "Khai sinh;3",
        "Khai tử;4",
    ];
    let rows = [HEAD].into_iter().chain(UNITS).zip(beside);
    let mut rows: Vec<String> = rows.map(|(row, more)| format!("{row};;{more}")).collect();
    rows.push(";;;;;;;;;Đất đai;7".to_owned());
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let (code, said) = scored(&rows, "");
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("không đọc: cột J–K, dòng 1–5 (“Tên thủ tục”, “Số hồ sơ”)"),
        "{said}"
    );
    assert!(
        !said.contains("Đất đai") && !said.contains("ROW-01"),
        "{said}"
    );

    let twice = [HEAD].into_iter().chain(UNITS);
    let twice: Vec<String> = twice
        .map(|row| format!("{row};{}", row.replace("Xã", "Phường")))
        .collect();
    let twice: Vec<&str> = twice.iter().map(String::as_str).collect();
    let (code, said) = scored(&twice, "");
    assert_eq!(code, 2, "{said}");
    assert!(
        said.contains("trang có 2 bảng cùng có các cột cần đọc: cột A–H"),
        "{said}"
    );
    assert_eq!(said.matches("lỗi GIA-TRI-02").count(), 1, "{said}");
}

/// A remark in a blank column, a unit that gives reasons, and a head that comes again are no tables.
#[test]
fn what_only_looks_like_another_table_is_none() {
    let reasons = "4;Xã Lam Sơn;chưa báo cáo;đang rà soát;11;9;17;18";
    let rows = [HEAD, UNITS[0], UNITS[1], "", reasons, UNITS[2]];
    let (code, said) = scored(&rows, "");
    assert_eq!(code, 2, "{said}");
    assert!(
        said.contains("C5: lỗi GIA-TRI-01: ô ghi “chưa báo cáo”"),
        "{said}"
    );
    let remarks = [
        &format!("{HEAD};;Ghi chú"),
        &format!("{};;đã thẩm định", UNITS[0]),
        UNITS[1],
        "",
        HEAD,
        &format!("{};;chờ", UNITS[2]),
        ";Người lập biểu;;;Chủ tịch",
    ];
    let (code, said) = scored(&remarks, "");
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("Xếp loại: Xuất sắc 1, Tốt 2\n"), "{said}");
    assert!(!said.contains("một bảng khác"), "{said}");
}

/// So it is in the annex and in a Biểu.
#[test]
fn tables_of_an_annex_and_of_a_form_end_where_another_begins() {
    let below = "\nTên thủ tục;Số hồ sơ\nChứng thực;7\nKhai sinh;8\n";
    let annex =
        "TT;Nội dung;Số liệu\nI;Hồ sơ;\n1.1;Hồ sơ tiếp nhận;201\n1.2;Hồ sơ đã số hóa;200/201\n";
    let sheet = "STT;Đơn vị (Cơ quan);Số hồ sơ tiếp nhận;Số hồ sơ có số hóa thành phần hồ sơ;Số hồ sơ đã giải quyết;Số hồ sơ có số hóa kết quả\n1;Xã Ta Ma;100;90;80;70\n2;Xã Nà Sáy;50;50;40;40\n";
    for (example, from, to, declared, table, rows) in [
        (
            "my-duc-2026-09",
            "so_lieu:\n",
            "noi_nhan:\n",
            "so_lieu: {chi_tieu: {tep: a.csv, ngay_chot: 30/9/2026}}\n",
            annex,
            "6–8",
        ),
        (
            "tuan-giao-2023-09",
            "  so-hoa:\n",
            "thong_tin:\n",
            "  so-hoa: a.csv\n",
            sheet,
            "5–7",
        ),
    ] {
        let case = Case::new("g-mot-don-vi-hai-cach-viet");
        super::copy(
            &super::common::repository(&format!("examples/{example}")),
            &case.path(""),
        );
        let text = fs::read_to_string(case.path("ho-so.yaml")).unwrap();
        let (before, rest) = text.split_once(from).unwrap();
        let (_, after) = rest.split_once(to).unwrap();
        fs::write(
            case.path("ho-so.yaml"),
            format!("{before}{declared}{to}{after}"),
        )
        .unwrap();
        fs::write(case.path("a.csv"), format!("{table}{below}")).unwrap();
        let (code, said) = case.run("check", "", &[]);
        assert!(code < 2, "{said}");
        assert!(
            said.contains(&format!(
                "một bảng khác, không đọc: dòng {rows} (“Tên thủ tục”, “Số hồ sơ”)"
            )),
            "{said}"
        );
        assert!(!said.contains("Khai sinh"), "{said}");
    }
}

/// The figures of a table above the one that is read stayed in the next month's workbook.
#[test]
fn next_month_has_no_figures_in_any_table_of_the_sheet() {
    use vanthu::table::Book;
    let above = ["Thủ tục;Số hồ sơ", "Chứng thực;51", "Khai sinh;52", ""];
    let rows = [&above[..], &[HEAD], &UNITS].concat();
    let case = sheet(&rows, "");
    let (code, said) = case.run("score", "", &[]);
    assert!(
        code == 0 && said.contains("không đọc: dòng 1–3 ("),
        "{said}"
    );
    let (code, said) = case.run("next", "", &["--out", case.path("sau").to_str().unwrap()]);
    assert_eq!(code, 0, "{said}");
    let bytes = fs::read(case.path("sau/a.xlsx")).unwrap();
    let book = Book::read("a.xlsx", &bytes, None).unwrap();
    let grid = book.only(&mut Vec::new()).unwrap();
    let text = |row, column| grid.cell(row, column).map(|cell| cell.text);
    assert_eq!((text(2, 1), text(2, 2)), (Some("Chứng thực"), None));
    assert_eq!((text(6, 1), text(6, 3)), (Some("1"), None));
}

fn drafted(head: &str) -> (Case, u8, String) {
    let case = sheet(&[&[head][..], &UNITS].concat(), "");
    let (out, file) = (case.path("moi"), case.path("a.xlsx"));
    let options = ["--ky", "2026-10", "--tu", file.to_str().unwrap(), "--out"];
    let options = [&options[..], &[out.to_str().unwrap()]].concat();
    let arguments = [&["new", "thong-bao-xep-hang"], &options[..]].concat();
    let (code, out, err) = super::common::run(case.path("").as_path(), &arguments);
    (case, code, format!("{out}{err}"))
}

/// “CKMB”, “TĐGQ” were no columns of anything, and nobody said which they might be.
#[test]
fn heads_in_first_letters_are_found() {
    for head in [
        "STT;Đơn vị;CKMB;TĐGQ;DVCTT;TTTT;MĐHL;SHHS",
        "TT;Tên ĐV;Công khai MB;Tiến độ GQ;DVC TT;TT trực tuyến;Mức độ HL;Số hoá HS",
    ] {
        let (case, code, said) = drafted(head);
        assert_eq!(code, 0, "{said}");
        assert!(said.contains("(chữ đầu của các chữ)"), "{said}");
        let (code, said) = case.run("score", "moi", &[]);
        assert_eq!(code, 0, "{said}");
        assert!(said.contains("Xếp loại: Xuất sắc 1, Tốt 2\n"), "{said}");
    }
    let (case, code, said) = drafted("STT;ĐV;CK;TĐ;DVC;TT;HL;SH");
    assert!(code == 2 && !case.path("moi").exists(), "{said}");
    for (column, letters) in [
        ("CK", "C"),
        ("TĐ", "D"),
        ("DVC", "E"),
        ("HL", "G"),
        ("SH", "H"),
    ] {
        assert!(
            said.contains(&format!("có phải cột “{column}” ({letters})?")),
            "{said}"
        );
    }
}
