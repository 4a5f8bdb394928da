//! The next month of a hồ sơ or lô: its file with the text kept as it is, but for the month, and
//! for what was of the old month only, which is left blank.

use std::path::{Path, PathBuf};

use super::blank::Text;
use crate::fault::{Fault, Faults, Kind, internal};
use crate::files::{Files, Found};
use crate::form::{self, Entry, Node, Value, scalar};
use crate::shelf::{FILE, FormFile, Session};
use crate::vn::period::Period;

/// The name of the file in a lô's folder.
const LOT: &str = "lo.yaml";

/// The next month, and what was done for it.
#[derive(Debug)]
pub struct Next {
    /// The folder, beside that of the old month.
    pub folder: PathBuf,
    /// Its files: names in it, and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// The month.
    pub period: Period,
    /// The keys that were set, with their values.
    pub set: Vec<String>,
    /// The keys that are left blank.
    pub cleared: Vec<String>,
    /// The files of figures that it names, which are to be those of the new month.
    pub figures: Vec<String>,
    /// Whether it is a lô.
    pub lot: bool,
    /// Other things beside the old one, which were not copied.
    pub left: Vec<String>,
}

/// Makes the next month of a hồ sơ or lô.
///
/// # Errors
/// If it cannot be read, or states no month.
pub fn next(path: &Path, session: &Session) -> Result<Next, Faults> {
    let files = session.files();
    let lot = files.find(path) == Some(Found::Folder) && files.has(&path.join(LOT));
    let asked = match path.extension() {
        Some(_) if files.find(path) != Some(Found::Folder) => path.file_name(),
        _ => None,
    };
    let usual = if lot { LOT } else { FILE };
    let name = asked.map_or(usual.to_owned(), |name| name.to_string_lossy().into_owned());
    let form = FormFile::named(&name, path, session)?;
    let text = files.text(&form.shelf.folder.join(&name))?;
    let period = period(&form.root)?;
    let wanted = period.next();
    let full = std::path::absolute(&form.shelf.folder);
    let full = full.unwrap_or_else(|_| form.shelf.folder.clone());
    let old = full.file_name().unwrap_or_default();
    let old = old.to_string_lossy().into_owned();
    let mut old_path = format!("../{old}");
    if name != FILE {
        old_path.push_str(&format!("/{name}"));
    }
    // Plain, unless a name on its way needs quotes.
    let shown = match scalar(&old) == old {
        true => old_path.clone(),
        false => scalar(&old_path),
    };
    let mut edited = Text::of(&text);
    clear(&form.root, &mut edited);
    edited.set(&form.root, "ky_truoc", &shown);
    edited.set(&form.root, "ky", &wanted.to_string());
    let (text, cleared) = edited.done();
    form::parse(&name, &text).map_err(|faults| internal(&faults))?;
    let mut made = Next {
        folder: full.with_file_name(renamed(&old, period, wanted)),
        files: vec![(name.clone(), text.into_bytes())],
        period: wanted,
        set: vec![format!("ky: {wanted}"), format!("ky_truoc: {old_path}")],
        cleared,
        figures: figures(&form.root),
        lot: name == LOT,
        left: Vec::new(),
    };
    beside(&form, &name, &mut made)?;
    Ok(made)
}

fn entries(node: &Node) -> &[Entry] {
    match &node.value {
        Value::Map(entries) => entries,
        Value::Blank | Value::Text(_) | Value::List(_) => &[],
    }
}

fn entry<'a>(node: &'a Node, key: &str) -> Option<&'a Entry> {
    entries(node).iter().find(|entry| entry.key == key)
}

fn period(root: &Node) -> Result<Period, Faults> {
    let stated = entry(root, "ky");
    let period = stated.and_then(|stated| match &stated.value.value {
        Value::Text(text) => Period::parse(text),
        Value::Blank | Value::List(_) | Value::Map(_) => None,
    });
    let place = stated.map_or(&root.place, |stated| &stated.value.place);
    period.ok_or_else(|| {
        let fault = Fault::new(Kind::MissingKey, place.clone(), "hồ sơ chưa ghi tháng");
        let fault = fault.expected("“ky”, viết năm-tháng, ví dụ 2025-10");
        fault.remedy("ghi “ky” của hồ sơ này rồi làm lại").into()
    })
}

/// `thong-bao-2025-11` of `thong-bao-2025-10`.
fn renamed(old: &str, period: Period, wanted: Period) -> String {
    let (before, after) = (period.to_string(), wanted.to_string());
    match old.contains(&before) {
        true => old.replace(&before, &after),
        false => format!("{old}-{after}"),
    }
}

/// Leaves blank what was of the old month only.
fn clear(root: &Node, text: &mut Text) {
    for one in entries(root) {
        match one.key.as_str() {
            "diem" | "chi_so" | "so_dem" => leaves(&one.value, &one.key, &|_| true, text),
            "xep_hang" => leaves(&one.value, &one.key, &|key| key != "trong", text),
            "van_ban" => leaves(
                &one.value,
                &one.key,
                &|key| ["so", "ngay"].contains(&key),
                text,
            ),
            "don_vi" => leaves(
                &one.value,
                &one.key,
                &|key| !["ten", "trong"].contains(&key),
                text,
            ),
            "so_lieu" | "bieu" => {
                let stated = |key: &str| ["ngay_chot", "so_lieu", "ty_le", "tren"].contains(&key);
                leaves(&one.value, &one.key, &stated, text);
            }
            "thong_tin" => said(&one.value, text),
            "ho_so" | "bao_cao" => clear(&one.value, text),
            "da_xem" => text.remove(one),
            _ => (),
        }
    }
}

/// Blanks the values of the keys that are figures of the month.
fn leaves(node: &Node, path: &str, of_month: &dyn Fn(&str) -> bool, text: &mut Text) {
    match &node.value {
        Value::Map(entries) => {
            for one in entries {
                let path = format!("{path}.{}", one.key);
                match &one.value.value {
                    Value::Text(_) if of_month(&one.key) => text.blank(one, &path),
                    _ => leaves(&one.value, &path, of_month, text),
                }
            }
        }
        Value::List(items) => {
            for (number, item) in (1..).zip(items) {
                leaves(item, &format!("{path}[{number}]"), of_month, text);
            }
        }
        Value::Blank | Value::Text(_) => (),
    }
}

/// What was said of the old month with figures or days becomes comments.
fn said(node: &Node, text: &mut Text) {
    for one in entries(node) {
        if has_digit(&one.value) {
            text.comment(one, &format!("thong_tin.{}", one.key));
        }
    }
}

fn has_digit(node: &Node) -> bool {
    match &node.value {
        Value::Text(text) => text.contains(|c: char| c.is_ascii_digit()),
        Value::List(items) => items.iter().any(has_digit),
        Value::Map(entries) => entries.iter().any(|one| has_digit(&one.value)),
        Value::Blank => false,
    }
}

/// The files of figures that it names in its folder.
fn figures(root: &Node) -> Vec<String> {
    let mut found = Vec::new();
    let named = ["bang_diem", "so_lieu", "bieu", "danh_ba"];
    for one in named.iter().filter_map(|key| entry(root, key)) {
        files_in(&one.value, &mut found);
    }
    found.sort();
    found.dedup();
    found
}

fn files_in(node: &Node, found: &mut Vec<String>) {
    for one in entries(node) {
        match &one.value.value {
            Value::Text(text) if one.key == "tep" => found.push(text.clone()),
            Value::Text(text) => {
                let file = text.split('!').next().unwrap_or_default();
                let table = [".csv", ".xlsx", ".xls", ".xlsm", ".ods", ".txt"];
                if table.iter().any(|ending| file.ends_with(ending)) {
                    found.push(file.to_owned());
                }
            }
            _ => files_in(&one.value, found),
        }
    }
}

/// Copies what the office keeps beside it: templates, definitions, settings; no figures.
fn beside(form: &FormFile, own: &str, made: &mut Next) -> Result<(), Faults> {
    let files = form.shelf.session.files();
    let folder = &form.shelf.folder;
    let names = files.list(folder).map_err(|error| error.fault(folder))?;
    for name in names.into_iter().filter(|name| name != own) {
        let path = folder.join(&name);
        let kept = [".md", ".yaml", ".schema.json"]
            .iter()
            .any(|ending| name.ends_with(ending));
        let kept = kept && ![FILE, LOT].contains(&name.as_str());
        match files.find(&path) {
            Some(Found::Folder) => made.left.push(name),
            Some(_) if kept && !made.figures.contains(&name) => {
                let bytes = files.read(&path).map_err(|error| error.fault(&path))?;
                made.files.push((name, bytes.to_vec()));
            }
            Some(_) if !made.figures.contains(&name) => made.left.push(name),
            _ => (),
        }
    }
    Ok(())
}
