//! The tables that a hồ sơ or a lô names.

use std::ops::RangeInclusive;

use crate::fault::Place;
use crate::form::{Entry, Node, Value};
use crate::table::header_rows;

/// The keys under which the figures of the month are named: points, appendices, Biểu.
pub const OF_MONTH: [&str; 3] = ["bang_diem", "so_lieu", "bieu"];

/// A file of tables that is named.
pub struct TableFile {
    /// The file, as it is named.
    pub file: String,
    /// What of it is read.
    pub parts: Vec<NamedTable>,
    pub charset: Option<String>,
}

/// A table of a file.
pub struct NamedTable {
    /// Where the file is named.
    pub place: Place,
    /// The sheet; none: the only one with data.
    pub sheet: Option<String>,
    /// The rows of the head, where they are declared.
    pub head: Option<RangeInclusive<usize>>,
}

/// The files of figures that a hồ sơ or a lô names, as it names them: those of the month, the list of
/// units and the month before that are tables.
pub fn figures(root: &Node) -> Vec<String> {
    let [points, appendices, sheets] = OF_MONTH;
    let keys = [points, appendices, sheets, "danh_ba", "ky_truoc"];
    let tables = tables(root.entries(), &keys).into_iter();
    tables.map(|table| table.file).collect()
}

/// The tables that are named under these keys.
pub fn tables(entries: &[Entry], keys: &[&str]) -> Vec<TableFile> {
    let mut found = Vec::new();
    for key in keys {
        let below = entries.iter().filter(|entry| entry.key == *key);
        below.for_each(|entry| add(&entry.value, &mut found));
    }
    found
}

/// The tables that are named in a value.
pub fn tables_in(node: &Node) -> Vec<TableFile> {
    let mut found = Vec::new();
    add(node, &mut found);
    found
}

fn add(node: &Node, found: &mut Vec<TableFile>) {
    let text = |key: &str| node.get(key)?.text();
    let (file, sheet) = match (text("tep"), &node.value) {
        (Some(file), _) => (file, text("trang")),
        (None, Value::Text(name)) if is_table(name) => split(name),
        _ => {
            let below = node.entries().iter();
            return below.for_each(|one| add(&one.value, found));
        }
    };
    let part = NamedTable {
        place: node.get("tep").unwrap_or(node).place.clone(),
        sheet: sheet.map(str::to_owned),
        head: text("dong_tieu_de").and_then(header_rows),
    };
    match found.iter_mut().find(|table| table.file == file) {
        Some(table) => table.parts.push(part),
        None => found.push(TableFile {
            file: file.to_owned(),
            parts: vec![part],
            charset: text("bang_ma").map(str::to_owned),
        }),
    }
}

/// Whether a text names a file of a table, perhaps with a sheet.
pub fn is_table(name: &str) -> bool {
    let file = split(name).0.to_lowercase();
    let endings = [".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods"];
    endings.iter().any(|ending| file.ends_with(ending))
}

/// A name of a table taken apart into file and sheet: `so-lieu.xlsx!Biểu 02`.
pub fn split(name: &str) -> (&str, Option<&str>) {
    match name.split_once('!') {
        Some((file, sheet)) => (file, Some(sheet)),
        None => (name, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::parse;

    #[test]
    fn tables_are_found_however_they_are_named() {
        let text = "
so_lieu: {a: {tep: a.xlsx, trang: Phụ lục, dong_tieu_de: 3-4}, b: {nhom: [{ten: x.y}]}}
bieu: {c: so lieu.xlsx!Biểu 02, d: a.xlsx!Biểu 03, e: {dong: [{ten: xã A}]}}
ky_truoc: ../thang-9
";
        let root = parse("ho-so.yaml", text).unwrap();
        let found = tables(root.entries(), &OF_MONTH);
        let shown = found.iter().map(|table| {
            let parts = table.parts.iter();
            let parts = parts.map(|part| format!("{:?} {}", part.sheet, part.place.line()));
            format!("{}: {}", table.file, parts.collect::<Vec<_>>().join(", "))
        });
        insta::assert_snapshot!(shown.collect::<Vec<_>>().join("\n"), @r#"
        a.xlsx: Some("Phụ lục") 2, Some("Biểu 03") 3
        so lieu.xlsx: Some("Biểu 02") 3
        "#);
        assert_eq!(found[0].parts[0].head, Some(3..=4));
        assert_eq!(figures(&root), ["a.xlsx", "so lieu.xlsx"]);
    }
}
