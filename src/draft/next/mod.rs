//! The next month of a hồ sơ or lô: its file with the text kept as it is, but for the month, and
//! for what was of the old month only, which is left blank.

mod beside;
mod clearing;
mod tables;

use std::path::{Path, PathBuf};

use super::blank::Text;
use super::edit::yaml;
use super::lot::LOT;
use super::months::Months;
use super::reword::of_month;
use crate::fault::{Fault, Faults, Kind, internal};
use crate::files::{Files, Found};
use crate::form::{self, Node, Sourced, scalar};
use crate::shelf::{self, BOOK, FILE, FormFile, OF_MONTH, Session, TableFile};
use crate::vn::period::Period;
use beside::Beside;
use clearing::{Clearing, kept_facts, words_of_month};
use tables::{change, emptied, rename};

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
    /// What its templates declare to stay the same from month to month, and has figures.
    pub kept: Vec<String>,
    /// The keys that are left blank.
    pub cleared: Vec<String>,
    /// The files of figures that it names, which are to be those of the new month.
    pub figures: Vec<String>,
    /// Whether it is a lô.
    pub lot: bool,
    /// Other things beside the old one, which were not copied.
    pub left: Vec<String>,
}

/// Makes the next month of a hồ sơ or lô, or another period of it that is asked for: the quarter
/// after its month.
///
/// # Errors
/// If it cannot be read, or states no month; if what is asked for is no other period.
pub fn next(
    path: &Path,
    asked: Option<&Sourced<String>>,
    session: &Session,
) -> Result<Next, Faults> {
    let (form, name, text) = read(path, session)?;
    let period = period(&form.root)?;
    let stated = form.root.get("ky").and_then(Node::text).unwrap_or_default();
    let (wanted, written) = match asked {
        Some(asked) => (another(asked, period)?, scalar(asked.value.trim())),
        None => (period.next(), period.next().write_like(period, stated)),
    };
    let full = std::path::absolute(&form.shelf.folder);
    let full = full.unwrap_or_else(|_| form.shelf.folder.clone());
    let old = full.file_name().unwrap_or_default();
    let old = old.to_string_lossy().into_owned();
    let (old_path, shown) = path_of(&old, &name);
    let months = Months::new(period, wanted);
    let tables = shelf::tables(form.root.entries(), &OF_MONTH);
    let alone = of_month(&form);
    // First the month itself, below which that before may be added.
    let mut set = vec![("ky", written.clone())];
    let mut told = vec![format!("ky: {written}")];
    if wanted.follows(period) {
        set.push(("ky_truoc", shown));
        told.push(format!("ky_truoc: {old_path}"));
    }
    let mut edited = Text::of(&text);
    let said = rewrite(&form, (&months, &tables), &mut edited);
    for (node, _, original) in &alone {
        change(node, |_| Some(original.clone()), &mut edited);
    }
    put(&form.root, &set, &mut edited);
    let (text, cleared) = edited.done();
    let root = form::parse(&name, &text).map_err(|faults| internal(&faults))?;
    let bytes = match form.book {
        true => book(&root, &form, &name, &tables)?,
        false => text.into_bytes(),
    };
    let folder = months.in_name(&old);
    let folder = folder.unwrap_or_else(|| format!("{old}-{wanted}"));
    let mut made = Next {
        folder: full.with_file_name(folder),
        files: vec![(name.clone(), bytes)],
        period: wanted,
        set: told,
        kept: said,
        cleared,
        figures: Vec::new(),
        lot: name == LOT,
        left: Vec::new(),
    };
    emptied(&form, &months, &tables, &mut made);
    let mut old_files: Vec<&str> = tables.iter().map(|table| table.file.as_str()).collect();
    for (_, file, original) in &alone {
        made.set.push(format!("mau: {original}"));
        old_files.push(file);
    }
    Beside {
        form: &form,
        own: &name,
        old_files: &old_files,
    }
    .copy("", &mut made)?;
    Ok(made)
}

/// Puts keys of the new period, and leaves the one before blank if it is not among them.
fn put(root: &Node, set: &[(&str, String)], edited: &mut Text) {
    let before = root.entry("ky_truoc");
    let known = set.iter().any(|(key, _)| *key == "ky_truoc");
    if let Some(before) = before.filter(|_| !known) {
        edited.clear(before, "ky_truoc");
    }
    for (key, value) in set {
        edited.set(root, key, value);
    }
}

/// The period that is asked for, which must be another one.
fn another(asked: &Sourced<String>, period: Period) -> Result<Period, Fault> {
    let wanted = Period::parse(&asked.value);
    let other = wanted.filter(|wanted| *wanted != period);
    other.ok_or_else(|| {
        let found = match wanted {
            Some(_) => format!("kỳ “{}” là kỳ của chính hồ sơ này", asked.value),
            None => format!("“{}” không phải là một kỳ", asked.value),
        };
        shelf::wrong(asked, found)
            .expected("kỳ khác: 2026-11, “quý IV/2026”, “năm 2026”, “từ 06/11/2026 đến 12/11/2026”")
            .remedy("ghi kỳ của hồ sơ mới; bỏ đi thì làm kỳ ngay sau")
    })
}

/// What is to be followed: the file, its name, its text.
fn read(path: &Path, session: &Session) -> Result<(FormFile, String, String), Faults> {
    let files = session.files();
    let lot = files.find(path) == Some(Found::Folder) && files.has(&path.join(LOT));
    let asked = match path.extension() {
        Some(_) if files.find(path) != Some(Found::Folder) => path.file_name(),
        _ => None,
    };
    let mut form = match lot {
        true => FormFile::named(LOT, path, session)?,
        false => FormFile::read(path, session)?,
    };
    let usual = match (lot, form.book) {
        (true, _) => LOT,
        (false, true) => BOOK,
        (false, false) => FILE,
    };
    let name = asked.map_or(usual.to_owned(), |name| name.to_string_lossy().into_owned());
    let text = match form.book {
        // What a workbook says is changed as YAML, so that the rules are the same.
        true => {
            period(&form.root)?;
            let text = yaml(&form.root);
            form.root = form::parse(&name, &text)?;
            text
        }
        false => files.text(&form.shelf.folder.join(&name))?,
    };
    Ok((form, name, text))
}

/// Leaves blank what was of the old month, and names the new one; gives what was kept, and said.
fn rewrite(
    form: &FormFile,
    (months, tables): (&Months, &[TableFile]),
    text: &mut Text,
) -> Vec<String> {
    text.comments(|words| months.in_words(words));
    let mut clearing = Clearing {
        words: words_of_month(form),
        kept: kept_facts(form),
        said: Vec::new(),
    };
    clearing.clear(&form.root, text);
    rename(&form.root, months, tables, text);
    clearing.said
}

/// The workbook of the new month; tables on other sheets of the old one would be lost.
fn book(root: &Node, form: &FormFile, name: &str, tables: &[TableFile]) -> Result<Vec<u8>, Faults> {
    if tables.iter().any(|table| table.file == name) {
        let found = format!("hồ sơ lấy bảng ở trang khác của chính tệp {name}");
        let fault = Fault::new(Kind::WrongValue, form.root.place.at(0, 0), found);
        let fault = fault.expected("bảng số liệu ở một tệp riêng cạnh hồ sơ");
        return Err(fault
            .remedy("chuyển trang đó sang tệp riêng, sửa “tep” rồi làm lại")
            .into());
    }
    super::book::book_of(root, form)
}

/// How a hồ sơ beside it names this one, and as it is written: plain, unless a name needs quotes.
fn path_of(folder: &str, name: &str) -> (String, String) {
    let below = match name {
        FILE | BOOK => String::new(),
        name => format!("/{name}"),
    };
    let path = format!("../{folder}{below}");
    let plain = scalar(folder) == folder;
    let shown = if plain { path.clone() } else { scalar(&path) };
    (path, shown)
}

fn period(root: &Node) -> Result<Period, Faults> {
    let stated = root.entry("ky");
    let period = stated.and_then(|stated| Period::parse(stated.value.text()?));
    let place = stated.map_or(&root.place, |stated| &stated.value.place);
    period.ok_or_else(|| {
        let fault = Fault::new(Kind::MissingKey, place.clone(), "hồ sơ chưa ghi kỳ");
        let fault = fault
            .expected("“ky”: tháng viết năm-tháng, ví dụ 2025-10; hoặc “quý IV/2026”, “năm 2026”");
        fault.remedy("ghi “ky” của hồ sơ này rồi làm lại").into()
    })
}
