//! The monthly table of scores as the national portal exports it (Cổng Dịch vụ công quốc gia),
//! known by its columns and read without any declaration.

use super::book::Book;
use super::columns::Columns;
use super::grid::{Cell, CellKind, Row, Worksheet};
use super::record::Table;
use crate::fault::{Fault, Faults, Kind, Note, NoteKind};
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

/// What the portal publishes besides units, ranks and totals: the names of its axes.
///
/// # Errors
/// If the shipped names are damaged.
pub fn axes() -> Result<Vec<String>, Faults> {
    const OTHERS: [&str; 3] = ["don_vi", "xep_hang", "tong"];
    let names = names()?.into_iter().map(|(name, _)| name);
    Ok(names
        .filter(|name| !OTHERS.contains(&name.as_str()))
        .collect())
}

/// The sheets of an export, each with the row that names all columns; hidden ones are left out.
fn find<'b>(book: &'b Book, names: &[Name]) -> Vec<(&'b str, usize)> {
    let row = |sheet: &'b Worksheet| Some((sheet.name.as_str(), head(sheet, names)?));
    let shown = book.sheets().iter().filter(|sheet| !sheet.hidden);
    shown.filter_map(row).collect()
}

/// The row that names all columns.
fn head(sheet: &Worksheet, names: &[Name]) -> Option<usize> {
    let named = |row: Row| lacking(row, names).is_empty();
    let mut rows = sheet.grid.as_ref().ok()?.rows().take(DEEPEST);
    rows.find_map(|(number, row)| named(row).then_some(number))
}

/// The portal's columns that a row does not name.
fn lacking<'n>(row: Row, names: &'n [Name]) -> Vec<&'n str> {
    let says = |name: &str| {
        let mut cells = row.cells();
        cells.any(|(_, cell)| cell.text.trim().eq_ignore_ascii_case(name))
    };
    let names = names.iter().map(|(_, name)| name.as_str());
    names.filter(|name| !says(name)).collect()
}

/// The sheet of an export, with the row that names all columns: the one that is asked for, if it
/// is such a sheet, or the only one. None if there is none.
///
/// # Errors
/// If the sheet that is asked for is not there; if several are exports and none is asked for.
pub fn sheet<'b>(
    book: &'b Book,
    asked: Option<&Sourced<String>>,
) -> Result<Option<(&'b str, usize)>, Faults> {
    let names = names()?;
    if let Some(asked) = asked {
        let sheet = book.sheet(asked)?;
        let row = head(sheet, &names);
        return Ok(row.map(|row| (sheet.name.as_str(), row)));
    }
    match find(book, &names).as_slice() {
        [] => Ok(None),
        [only] => Ok(Some(*only)),
        several => {
            let sheets = several.iter().map(|(sheet, _)| *sheet);
            let what = "tệp có nhiều trang là bảng điểm của Cổng";
            Err(book.several(what, sheets).into())
        }
    }
}

/// The rows of an export; none if the file is no export. The columns that are declared are read
/// beside the portal's own.
///
/// # Errors
/// All that is wrong with the declared columns.
pub fn table(book: &Book, declared: &Columns) -> Result<Option<Table>, Faults> {
    let names = names()?;
    let Some((sheet, row)) = sheet(book, declared.sheet())? else {
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
    if declared.sheet().is_none() && book.sheets().len() > 1 {
        let words = format!("đọc trang “{sheet}”, trang duy nhất là bảng điểm của Cổng");
        let note = Note::at(NoteKind::Guessed, book.place(), words);
        table.notes.push(note);
    }
    table.mend(&own, with_comma)?;
    Ok(Some(table))
}

/// The portal's figures have a dot before their decimals and none between thousands, so that
/// `17.250` is no riddle here.
fn with_comma(cell: Cell<'_>) -> Option<String> {
    let digits = |c: char| c.is_ascii_digit() || "+-.".contains(c);
    let figure = cell.kind == CellKind::Text && cell.text.chars().all(digits);
    (figure && cell.text.contains('.')).then(|| cell.text.replacen('.', ",", 1))
}

/// Whether a table has most of an export's columns: heads of the portal are first letters, so that
/// some are found.
///
/// # Errors
/// If the shipped names are damaged.
pub fn is_part(table: &Table) -> Result<bool, Faults> {
    let names = names()?;
    let says = |name: &str| {
        let mut columns = table.head.columns.iter();
        columns.any(|column| column.name().trim().eq_ignore_ascii_case(name))
    };
    let lacks = names.iter().filter(|(_, name)| !says(name)).count();
    Ok(lacks * 2 < names.len())
}

/// A fault for a table that is none, or lacks some of its columns.
///
/// # Errors
/// If the shipped names are damaged.
pub fn no_export(book: &Book, table: &Table) -> Result<Fault, Faults> {
    let names = names()?;
    let shown = book.sheets().iter().filter(|sheet| !sheet.hidden);
    let rows = shown.filter_map(|sheet| sheet.grid.as_ref().ok());
    let rows = rows.flat_map(|grid| grid.rows().take(DEEPEST).map(move |row| (grid, row)));
    let lacks =
        rows.map(|(grid, (number, row))| (grid.place().at(number, 0), lacking(row, &names)));
    let nearest = lacks.min_by_key(|(_, lacks)| lacks.len());
    if let Some((place, lacks)) = nearest.filter(|(_, lacks)| lacks.len() * 2 < names.len()) {
        let found = format!("bảng điểm xuất từ Cổng thiếu cột {}", lacks.join(", "));
        return Ok(Fault::new(Kind::MissingKey, place, found)
            .expected("đủ các cột của tệp xuất từ Cổng")
            .remedy("xuất lại tệp từ Cổng, đừng xóa cột; hoặc khai báo các cột trong hồ sơ (tep, trang, cot)"));
    }
    let heads = table.head.columns.iter();
    let heads = heads.map(|column| format!("“{}” ({})", column.name(), column.letters()));
    let found = format!(
        "không nhận ra cột điểm nào trong các cột {}",
        heads.collect::<Vec<_>>().join(", ")
    );
    let place = table.place.at(*table.head.rows.end(), 0);
    Ok(Fault::new(Kind::WrongValue, place, found)
        .expected("tiêu đề có tên các nhóm, chỉ số của bộ chỉ số, hoặc các cột của tệp xuất từ Cổng")
        .remedy("sửa tiêu đề cho mỗi nhóm một cột có tên của nhóm, hoặc khai báo các cột ở “cot”, ví dụ “tien_do: D”; tiêu đề nhiều dòng thì xem “dong_tieu_de”"))
}
