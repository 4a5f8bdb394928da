//! The tables that a hồ sơ or a lô names.

use std::ops::RangeInclusive;

use crate::form::{Entry, Node, Value};
use crate::table::header_rows;

/// The keys under which the figures of the month are named: points, appendices, Biểu.
pub const OF_MONTH: [&str; 3] = ["bang_diem", "so_lieu", "bieu"];

/// A table that is named.
pub struct Table {
    /// The file, as it is named.
    pub file: String,
    /// The sheets of it that are read, none for the only one with data; with the rows of the head,
    /// where they are declared.
    pub sheets: Vec<(Option<String>, Option<RangeInclusive<usize>>)>,
    pub charset: Option<String>,
}

/// The files of figures that a hồ sơ or a lô names, as it names them: those of the month, the list of
/// units and the month before that are tables.
pub fn figures(root: &Node) -> Vec<String> {
    let [points, appendices, sheets] = OF_MONTH;
    let keys = [points, appendices, sheets, "danh_ba", "ky_truoc"];
    let tables = tables(root, &keys).into_iter();
    tables.map(|table| table.file).collect()
}

/// The tables that are named under these keys.
pub fn tables(root: &Node, keys: &[&str]) -> Vec<Table> {
    let mut found = Vec::new();
    for one in keys.iter().filter_map(|key| root.entry(key)) {
        tables_in(one, &mut found);
    }
    found
}

fn tables_in(below: &Entry, found: &mut Vec<Table>) {
    let node = &below.value;
    let text = |key: &str| node.get(key)?.text();
    let (file, sheet) = match (text("tep"), &node.value) {
        (Some(file), _) => (file, text("trang")),
        (None, Value::Text(name)) if is_table(name) => split(name),
        _ => {
            let below = node.entries().iter();
            return below.for_each(|one| tables_in(one, found));
        }
    };
    let sheet = (
        sheet.map(str::to_owned),
        text("dong_tieu_de").and_then(header_rows),
    );
    match found.iter_mut().find(|table| table.file == file) {
        Some(table) => table.sheets.push(sheet),
        None => found.push(Table {
            file: file.to_owned(),
            sheets: vec![sheet],
            charset: text("bang_ma").map(str::to_owned),
        }),
    }
}

/// Whether a text names a file of a table, perhaps with a sheet.
pub fn is_table(name: &str) -> bool {
    let (file, _) = split(name);
    let endings = [".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods"];
    endings
        .iter()
        .any(|ending| file.to_lowercase().ends_with(ending))
}

/// A name of a table taken apart into file and sheet: `so-lieu.xlsx!Biểu 02`.
pub fn split(name: &str) -> (&str, Option<&str>) {
    match name.split_once('!') {
        Some((file, sheet)) => (file, Some(sheet)),
        None => (name, None),
    }
}
