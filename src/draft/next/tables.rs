//! The tables that a hồ sơ names: their names of the new month, and they without their figures.

use std::ops::RangeInclusive;
use std::path::{Component, Path};

use super::Next;
use super::clearing::words_of_month;
use crate::draft::blank::Text;
use crate::draft::months::Months;
use crate::files::Files;
use crate::form::{Entry, Node, Value};
use crate::shelf::FormFile;
use crate::table::{Charset, Emptying, header_rows};

/// Gives files, sheets and heads of tables their names of the new month.
pub fn rename(root: &Node, months: &Months, tables: &[Table], text: &mut Text) {
    for one in root.entries() {
        match one.key.as_str() {
            "bang_diem" | "so_lieu" | "bieu" => names_in(&one.value, months, tables, text),
            "ten_tep" => change(&one.value, |name| months.in_name(name), text),
            "ho_so" => rename(&one.value, months, tables, text),
            _ => (),
        }
    }
}

fn names_in(node: &Node, months: &Months, tables: &[Table], text: &mut Text) {
    let file = |name: &str| {
        let (file, sheet) = split(name);
        let new = &tables.iter().find(|table| table.file == file)?.new;
        let sheet = sheet.map(|sheet| format!("!{}", months.in_words(sheet)));
        Some(format!("{new}{}", sheet.unwrap_or_default()))
    };
    let words = |text: &str| Some(months.in_words(text));
    for one in node.entries() {
        match (one.key.as_str(), &one.value.value) {
            ("tep", Value::Text(_)) => change(&one.value, file, text),
            ("trang", Value::Text(_)) => change(&one.value, words, text),
            ("cot", _) => {
                let heads = one.value.entries().iter();
                heads.for_each(|head| change(&head.value, words, text));
            }
            (_, Value::Text(name)) if is_table(name) => change(&one.value, file, text),
            _ => names_in(&one.value, months, tables, text),
        }
    }
}

pub fn change(node: &Node, new: impl Fn(&str) -> Option<String>, text: &mut Text) {
    if let Value::Text(old) = &node.value
        && let Some(new) = new(old).filter(|new| new != old)
    {
        text.change(node, &new);
    }
}

/// A table that it reads.
pub struct Table {
    /// The file, as it is named.
    pub file: String,
    /// Its name in the new month.
    new: String,
    /// The sheets of it that are read, none for the only one with data; with the rows of the head,
    /// where they are declared.
    sheets: Vec<(Option<String>, Option<RangeInclusive<usize>>)>,
    charset: Option<String>,
}

/// The tables that it reads: points, appendices, Biểu.
pub fn tables(root: &Node, months: &Months) -> Vec<Table> {
    let mut found = Vec::new();
    let named = ["bang_diem", "so_lieu", "bieu"];
    for one in named.iter().filter_map(|key| root.entry(key)) {
        tables_in(one, months, &mut found);
    }
    found
}

fn tables_in(below: &Entry, months: &Months, found: &mut Vec<Table>) {
    let node = &below.value;
    let text = |key: &str| node.get(key)?.text();
    let (file, sheet) = match (text("tep"), &node.value) {
        (Some(file), _) => (file, text("trang")),
        (None, Value::Text(name)) if is_table(name) => split(name),
        _ => {
            let below = node.entries().iter();
            return below.for_each(|one| tables_in(one, months, found));
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
            new: placed(file, months),
            sheets: vec![sheet],
            charset: text("bang_ma").map(str::to_owned),
        }),
    }
}

/// Whether a text names a file of a table, perhaps with a sheet.
fn is_table(name: &str) -> bool {
    let (file, _) = split(name);
    let endings = [".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods"];
    endings
        .iter()
        .any(|ending| file.to_lowercase().ends_with(ending))
}

pub fn split(name: &str) -> (&str, Option<&str>) {
    match name.split_once('!') {
        Some((file, sheet)) => (file, Some(sheet)),
        None => (name, None),
    }
}

/// Where a file of the new month lies: as that of the old one in its folder, or in it if that lies
/// elsewhere, for the old one is to stay as it is.
fn placed(file: &str, months: &Months) -> String {
    let plain = file.replace('\\', "/");
    let inside = Path::new(&plain).components();
    let inside = inside
        .clone()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let name = match inside {
        true => plain.trim_start_matches("./"),
        false => plain.rsplit('/').next().unwrap_or(&plain),
    };
    months.in_name(name).unwrap_or_else(|| name.to_owned())
}

/// Adds each table without its figures; one that cannot be read is left out, and named.
pub fn emptied(form: &FormFile, months: &Months, tables: &[Table], made: &mut Next) {
    let words = words_of_month(form);
    for table in tables {
        let sheets = table.sheets.iter();
        let sheets = sheets.map(|(sheet, rows)| (sheet.as_deref(), rows.clone()));
        let sheets: Vec<_> = sheets.collect();
        let charset = table.charset.as_deref();
        let emptying = Emptying {
            sheets: &sheets,
            charset: charset.and_then(|key| Charset::ALL.into_iter().find(|c| c.key() == key)),
            words: &words,
            mend: &|text| months.in_words(text),
        };
        let bytes = form
            .shelf
            .session
            .files()
            .read(&form.shelf.path(&table.file));
        let bytes = bytes
            .ok()
            .and_then(|bytes| emptying.of(&table.file, &bytes).ok());
        made.figures.push(table.new.clone());
        match bytes {
            Some(bytes) => made.files.push((table.new.clone(), bytes)),
            None => made.left.push(table.file.clone()),
        }
    }
    made.figures.sort();
    made.figures.dedup();
}
