use super::*;
use crate::fault::Faults;
use crate::form::parse;
use crate::table::{Book, Columns};
use proptest::prelude::*;
use time::Month;

fn number(most: Option<i64>) -> Kind {
    Kind::Number {
        least: Some(Decimal::ZERO),
        most: most.map(Decimal::from),
        decimals: None,
    }
}

fn column(path: &[&str], kind: Kind) -> Column {
    Column {
        path: path.iter().map(|&part| part.to_owned()).collect(),
        kind,
        width: 12,
    }
}

fn sample(rows: Vec<Vec<Cell>>) -> Workbook {
    let units = vec!["xã A".to_owned(), "xã B".to_owned()];
    Workbook {
        day: Date::from_calendar_date(2024, Month::March, 1).unwrap(),
        sheets: vec![Worksheet {
            name: "Điểm".to_owned(),
            titles: vec!["ĐIỂM THÁNG 3".to_owned()],
            columns: vec![
                column(&["STT"], number(None)),
                column(&["Đơn vị"], Kind::Choice(units)),
                column(&["Số hóa", "Hồ sơ"], number(Some(5))),
                column(&["Số hóa", "Kết quả"], number(Some(10))),
                column(&["Tổng"], number(None)),
            ],
            rows,
            blank_rows: 3,
        }],
    }
}

fn row(unit: &str, points: [Decimal; 3]) -> Vec<Cell> {
    let first = [Cell::Number(Decimal::ONE), Cell::Text(unit.to_owned())];
    first.into_iter().chain(points.map(Cell::Number)).collect()
}

#[test]
fn what_is_written_is_read_back_by_its_heads() {
    let points = ["2.5", "9.75", "12.25"].map(|text| Decimal::from_str_exact(text).unwrap());
    let bytes = write(&sample(vec![row("xã A", points)])).unwrap();
    let book = Book::read("a.xlsx", &bytes, None).unwrap();
    let text = "tep: a.xlsx\ncot:\n  don_vi: Đơn vị\n  ho_so: Số hóa / Hồ sơ\n  tong: Tổng\n";
    let mut faults = Faults::none();
    let columns = Columns::read(&parse("a", text).unwrap(), &mut faults).unwrap();
    let table = columns.table_of(&book).unwrap();
    assert_eq!(table.records.len(), 1, "{:?}", table.notes);
    let names: Vec<String> = table.head.columns.iter().map(|c| c.name()).collect();
    let expected = [
        "STT",
        "Đơn vị",
        "Số hóa / Hồ sơ",
        "Số hóa / Kết quả",
        "Tổng",
    ];
    assert_eq!(names, expected);
    let tong = table.records[0].number("tong", &mut faults).unwrap();
    assert_eq!(tong.value, points[2]);
    assert_eq!(tong.place.to_string(), "a.xlsx!Điểm!E5");
}

#[test]
fn the_same_workbook_gives_the_same_bytes() {
    assert!(write(&sample(vec![])).unwrap() == write(&sample(vec![])).unwrap());
}

#[test]
fn the_names_of_sheets_are_such_as_excel_takes() {
    let long = "ă".repeat(40);
    let names = [
        "Biểu số 01/2024: [a]",
        "",
        "điểm",
        "Điểm",
        &long,
        &long,
        "𝒜𝒜𝒜𝒜𝒜𝒜𝒜𝒜𝒜𝒜𝒜𝒜𝒜𝒜𝒜𝒜𝒜",
    ];
    let names = sheet_names(names);
    assert_eq!(names[..4], ["Biểu số 012024 a", "Trang", "điểm", "Điểm 2"]);
    assert_eq!(names[4], "ă".repeat(31));
    assert_eq!(names[5], "ă".repeat(29) + " 2");
    assert_eq!(names[6], "𝒜".repeat(15));
}

#[test]
fn a_text_that_is_too_long_for_a_cell_is_cut_with_a_mark() {
    for letter in ["x", "ế", "𝒜"] {
        let fits = 32_767 / letter.encode_utf16().count();
        for (count, cut) in [(fits, false), (fits + 1, true), (100_000, true)] {
            let text = letter.repeat(count);
            let head = column(&[&text, &text], Kind::Text);
            let sheet = Worksheet {
                titles: vec![text.clone()],
                columns: vec![head.clone(), head],
                rows: vec![vec![Cell::Text(text.clone())]],
                ..Worksheet::default()
            };
            let day = Date::from_calendar_date(2024, Month::March, 1).unwrap();
            let bytes = write(&Workbook {
                day,
                sheets: vec![sheet],
            })
            .unwrap();
            let cell = bounds::text(&text);
            assert_eq!(cell.ends_with("ô]"), cut, "{letter} {count}");
            assert!(cell.encode_utf16().count() <= 32_767);
            assert!(bytes.starts_with(b"PK"));
        }
    }
}

#[test]
fn rows_that_a_sheet_does_not_bear_are_counted_in_its_last_row() {
    let rows = vec![vec![Cell::Blank]; 1_048_580];
    let sheet = Worksheet {
        columns: vec![column(&["Đơn vị"], Kind::Text)],
        rows,
        blank_rows: 7,
        ..Worksheet::default()
    };
    let day = Date::from_calendar_date(2024, Month::March, 1).unwrap();
    assert!(
        write(&Workbook {
            day,
            sheets: vec![sheet]
        })
        .is_ok()
    );
    let (kept, last) = bounds::rows(1_048_580, 1);
    assert_eq!(kept, 1_048_574);
    assert_eq!(
        last,
        Some(Cell::Text(
            "… còn 6 dòng nữa, trang tính không chứa hết".into()
        ))
    );
    assert_eq!(bounds::rows(1_048_575, 1), (1_048_575, None));
}

#[test]
fn a_sheet_whose_rows_are_not_kept_reads_as_one_whose_rows_are() {
    let few = sample(Vec::new());
    let long = || {
        let sheet = Worksheet {
            blank_rows: 0,
            ..few.sheets[0].clone()
        };
        let number = |n: i64| Cell::Number(Decimal::new(n, 2));
        let rows = (0..2000).map(move |n| {
            let name = format!("xã <{n}> & \u{1} _x0041_ \"ế\"");
            vec![number(n), Cell::Text(name), number(-n), Cell::Blank]
        });
        let rows = Box::new(rows);
        write_long(few.day, vec![Long { sheet, rows }]).unwrap()
    };
    let bytes = long();
    assert!(bytes == long());
    let book = Book::read("a.xlsx", &bytes, None).unwrap();
    let sheets = book.sheets();
    assert_eq!(sheets.len(), 2, "the hidden one of drop-downs as well");
    let grid = sheets[0].grid.as_ref().unwrap();
    let text = |column: usize| grid.cell(2004, column).map(|cell| cell.text.to_owned());
    // A letter that cannot be shown is left out when a table is read.
    let name = "xã <1999> & _x0041_ \"ế\"";
    assert_eq!(text(2).as_deref(), Some(name));
    assert_eq!(
        [1, 3].map(text),
        ["19,99", "-19,99"].map(|t| Some(t.to_owned()))
    );
    assert_eq!(text(4), None);
    assert_eq!(grid.cell(1, 1).unwrap().text, "ĐIỂM THÁNG 3");
}

proptest! {
    #[test]
    fn every_number_comes_back_as_it_was(units in 0i64..999_999_999_999, scale in 0u32..5) {
        let value = Decimal::new(units, scale);
        let bytes = write(&sample(vec![row("xã A", [value; 3])])).unwrap();
        let book = Book::read("a.xlsx", &bytes, None).unwrap();
        let cell = book.sheets()[0].grid.as_ref().unwrap().cell(5, 5).unwrap().text.to_owned();
        prop_assert_eq!(crate::vn::number::parse(&cell).unwrap(), value);
    }
}
