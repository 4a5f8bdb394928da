//! The monthly table of scores as the national portal exports it (Cổng Dịch vụ công quốc gia),
//! known by its columns and read without any declaration.

use super::book::Book;
use super::columns::Columns;
use super::grid::{CellKind, Grid, Row};
use super::record::{Record, Table};
use crate::fault::{Fault, Faults, Kind, Place};
use crate::form::{Node, Sourced, Value, parse};

/// Which columns mean what: data, because the portal may rename them.
const COLUMNS: &str = include_str!("cong-dvcqg.yaml");

/// How far down the row of column names is looked for.
const DEEPEST: usize = 20;

/// A name in records, and the head of its column.
type Name = (String, String);

/// The names of the columns.
fn names() -> Result<Vec<Name>, Faults> {
    let node = parse("cong-dvcqg.yaml", COLUMNS)?;
    Ok(texts(&node))
}

fn texts(node: &Node) -> Vec<Name> {
    let entries = match &node.value {
        Value::Map(entries) => entries.as_slice(),
        _ => &[],
    };
    entries
        .iter()
        .filter_map(|entry| match &entry.value.value {
            Value::Text(text) => Some((entry.key.clone(), text.clone())),
            _ => None,
        })
        .collect()
}

/// The table of an export with the row that names all columns.
fn find<'b>(book: &'b Book, names: &[Name]) -> Option<(&'b str, usize)> {
    let says = |row: &Row, name: &str| row.cells().any(|(_, cell)| cell.text == name);
    let named = |row: &Row| names.iter().all(|(_, name)| says(row, name));
    let row = |grid: &Grid| {
        let mut rows = grid.rows().take(DEEPEST);
        rows.find_map(|(number, row)| named(row).then_some(number))
    };
    book.sheets().iter().find_map(|sheet| {
        let number = row(sheet.grid.as_ref().ok()?)?;
        Some((sheet.name.as_str(), number))
    })
}

/// Whether a file is such an export.
pub fn is_export(book: &Book) -> bool {
    names().is_ok_and(|names| find(book, &names).is_some())
}

/// The rows of an export; none if the file is no export. The columns that are declared are read
/// beside the portal's own.
///
/// # Errors
/// All that is wrong with the declared columns.
pub fn table(book: &Book, declared: &Columns) -> Result<Option<Table>, Faults> {
    let names = names()?;
    let Some((sheet, row)) = find(book, &names) else {
        return Ok(None);
    };
    let written = |name: Name| {
        let place = declared.file().place.clone();
        let value = name.1;
        (name.0, Sourced { value, place })
    };
    let own: Vec<String> = names.iter().map(|(name, _)| name.clone()).collect();
    let columns = names.into_iter().map(written).collect();
    let columns = declared.clone().also(columns).at(sheet, row..=row);
    let mut table = columns.unchecked(book, |_| true)?;
    table
        .records
        .iter_mut()
        .for_each(|record| with_commas(record, &own));
    Ok(Some(table))
}

/// The portal's figures have a dot before their decimals and none between thousands, so that
/// `17.250` is no riddle here.
fn with_commas(record: &mut Record, names: &[String]) {
    for cell in record.cells_of(names) {
        let digits = |c: char| c.is_ascii_digit() || "+-.".contains(c);
        if cell.kind == CellKind::Text && cell.text.chars().all(digits) {
            cell.text = cell.text.replacen('.', ",", 1);
        }
    }
}

/// A fault for a file that is none.
///
/// # Errors
/// If the shipped names are damaged.
pub fn no_export(place: Place) -> Result<Fault, Faults> {
    let names = names()?;
    let columns: Vec<&str> = names.iter().map(|(_, name)| name.as_str()).collect();
    let fault = Fault::new(
        Kind::WrongValue,
        place,
        "tệp không phải là bảng điểm xuất từ Cổng Dịch vụ công quốc gia, và không nhận ra cột điểm nào",
    );
    Ok(fault
        .expected(format!(
            "một dòng có đủ các cột {}; hoặc tiêu đề có tên các nhóm, chỉ số của bộ chỉ số",
            columns.join(", ")
        ))
        .remedy("bảng khác thì khai báo các cột trong hồ sơ (tep, trang, cot)"))
}
