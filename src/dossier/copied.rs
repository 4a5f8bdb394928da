//! Files of figures that are, byte for byte, those of the hồ sơ of the period before.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::fault::{Faults, Place};
use crate::files::{Bytes, Files};
use crate::form::{Fields, Node, Value};
use crate::shelf::{FormFile, Shelf};

/// The keys below which files of figures are named.
const FIGURES: [&str; 3] = ["bang_diem", "so_lieu", "bieu"];

/// A file that a hồ sơ names, and the sheet of it.
struct Named {
    place: Place,
    file: String,
    sheet: String,
}

/// The files of a hồ sơ that are those of the one of the period before, and where they are named.
pub fn copied(fields: &Fields, shelf: &Shelf) -> Vec<(Place, String)> {
    let before = fields.node("ky_truoc").map(|node| &node.value);
    let Some(Value::Text(before)) = before else {
        return Vec::new();
    };
    // What is wrong with it, the points tell.
    let Ok(form) = FormFile::read(&shelf.path(before), &shelf.session) else {
        return Vec::new();
    };
    let mut faults = Faults::none();
    let Some(others) = form.fields(&mut faults) else {
        return Vec::new();
    };
    same((&named(fields), shelf), (&named(&others), &form.shelf))
}

/// The files that a table of figures and the one of the period before both are, byte for byte.
pub fn copied_table(now: (&Node, &Shelf), before: (&Node, &Shelf)) -> Vec<(Place, String)> {
    let named = |node: &Node| {
        let mut found = Vec::new();
        add(node, &mut found);
        found
    };
    same((&named(now.0), now.1), (&named(before.0), before.1))
}

fn same(
    (named, shelf): (&[Named], &Shelf),
    (others, other_shelf): (&[Named], &Shelf),
) -> Vec<(Place, String)> {
    let same = |one: &&Named| {
        let bytes = bytes(shelf, &one.file);
        let mut others = others.iter().filter(|other| other.sheet == one.sheet);
        bytes.is_some() && others.any(|other| self::bytes(other_shelf, &other.file) == bytes)
    };
    let mut told = BTreeSet::new();
    let once = named
        .iter()
        .filter(same)
        .filter(|one| told.insert(one.file.clone()));
    once.map(|one| (one.place.clone(), one.file.clone()))
        .collect()
}

fn bytes(shelf: &Shelf, file: &str) -> Option<Bytes> {
    let path: PathBuf = shelf.path(file);
    shelf.session.files().read(&path).ok()
}

/// All files of figures that a hồ sơ names.
fn named(fields: &Fields) -> Vec<Named> {
    let mut found = Vec::new();
    for key in FIGURES {
        if let Some(node) = fields.node(key) {
            add(node, &mut found);
        }
    }
    found
}

fn add(node: &Node, found: &mut Vec<Named>) {
    let text = |key: &str| {
        let node = node.get(key)?;
        Some((node.text()?.to_owned(), node.place.clone()))
    };
    if let Some((file, place)) = text("tep") {
        let sheet = text("trang").map_or(String::new(), |(sheet, _)| sheet);
        found.push(Named { place, file, sheet });
        return;
    }
    for entry in node.entries() {
        match &entry.value.value {
            // A Biểu may be named by its file alone.
            Value::Text(text) if text.contains('.') && !text.contains(' ') => {
                let (file, sheet) = text.split_once('!').unwrap_or((text, ""));
                found.push(Named {
                    place: entry.value.place.clone(),
                    file: file.to_owned(),
                    sheet: sheet.to_owned(),
                });
            }
            _ => add(&entry.value, found),
        }
    }
}
