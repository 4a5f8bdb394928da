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
        sheets: vec![Sheet {
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
fn a_sheets_name_is_one_that_excel_takes() {
    assert_eq!(sheet_name("Biểu số 01/2024: [a]"), "Biểu số 012024 a");
    assert_eq!(sheet_name(&"ă".repeat(40)).chars().count(), 31);
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
