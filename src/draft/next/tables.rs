//! The tables that a hồ sơ names: their names of the new month, and they without their figures.

use std::path::{Component, Path};

use super::Next;
use super::clearing::words_of_month;
use crate::draft::blank::Text;
use crate::draft::months::Months;
use crate::files::Files;
use crate::form::{Choice, Node, Value};
use crate::shelf::{FormFile, OF_MONTH, TableFile, is_table, split};
use crate::table::{Charset, Emptying};

/// Gives files, sheets and heads of tables their names of the new month.
pub fn rename(root: &Node, months: &Months, tables: &[TableFile], text: &mut Text) {
    for one in root.entries() {
        match one.key.as_str() {
            key if OF_MONTH.contains(&key) => names_in(&one.value, months, tables, text),
            "ten_tep" => change(&one.value, |name| months.in_name(name), text),
            "ho_so" => rename(&one.value, months, tables, text),
            _ => (),
        }
    }
}

fn names_in(node: &Node, months: &Months, tables: &[TableFile], text: &mut Text) {
    let file = |name: &str| {
        let (file, sheet) = split(name);
        let known = tables.iter().any(|table| table.file == file);
        let new = known.then(|| placed(file, months))?;
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

/// Where a file of the new month lies: as that of the old one in its folder, or in it if that lies
/// elsewhere, for the old one is to stay as it is.
fn placed(file: &str, months: &Months) -> String {
    let plain = file.replace('\\', "/");
    let mut parts = Path::new(&plain).components();
    let inside = parts.all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let name = match inside {
        true => plain.trim_start_matches("./"),
        false => plain.rsplit('/').next().unwrap_or(&plain),
    };
    months.in_name(name).unwrap_or_else(|| name.to_owned())
}

/// Adds each table without its figures; one that cannot be read is left out, and named.
pub fn emptied(form: &FormFile, months: &Months, tables: &[TableFile], made: &mut Next) {
    let words = words_of_month(form);
    for table in tables {
        let sheets = table.parts.iter();
        let sheets = sheets.map(|part| (part.sheet.as_deref(), part.head.clone()));
        let sheets: Vec<_> = sheets.collect();
        let charset = table.charset.as_deref();
        let emptying = Emptying {
            sheets: &sheets,
            charset: charset.and_then(Charset::of_key),
            words: &words,
            mend: &|text| months.in_words(text),
        };
        let files = form.shelf.session.files();
        let bytes = files.read(&form.shelf.path(&table.file)).ok();
        let bytes = bytes.and_then(|bytes| emptying.of(&table.file, &bytes).ok());
        let new = placed(&table.file, months);
        made.figures.push(new.clone());
        match bytes {
            Some(bytes) => made.files.push((new, bytes)),
            None => made.left.push(table.file.clone()),
        }
    }
    made.figures.sort();
    made.figures.dedup();
}
