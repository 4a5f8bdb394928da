//! The next month of a hồ sơ or lô: its file with the text kept as it is, but for the month, and
//! for what was of the old month only, which is left blank.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use super::blank::Text;
use super::edit::yaml;
use super::lot::LOT;
use super::months::Months;
use super::reword::of_month;
use super::tables::{OF_MONTH, Table, is_table, split, tables};
use crate::fault::{Fault, Faults, Kind, internal};
use crate::files::{Files, Found};
use crate::form::{self, Entry, Node, Sourced, Value, scalar};
use crate::shelf::{self, BOOK, FILE, FormFile, Session};
use crate::table::{Charset, Emptying};
use crate::vn::period::Period;

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

/// Makes the next month of a hồ sơ or lô.
///
/// # Errors
/// If it cannot be read, or states no month.
pub fn next(path: &Path, session: &Session) -> Result<Next, Faults> {
    let (form, name, text) = read(path, session)?;
    let period = period(&form.root)?;
    let wanted = period.next();
    let stated = form.root.get("ky").and_then(Node::text).unwrap_or_default();
    let written = wanted.write_like(period, stated);
    let full = std::path::absolute(&form.shelf.folder);
    let full = full.unwrap_or_else(|_| form.shelf.folder.clone());
    let old = full.file_name().unwrap_or_default();
    let old = old.to_string_lossy().into_owned();
    let (old_path, shown) = path_of(&old, &name);
    let months = Months::new(period, wanted);
    let tables = tables(&form.root, &OF_MONTH);
    let alone = of_month(&form);
    let set = [("ky", written.as_str()), ("ky_truoc", shown.as_str())];
    let mut edited = Text::of(&text);
    let said = rewrite(&form, (&months, &tables), &mut edited);
    for (node, _, original) in &alone {
        change(node, |_| Some(original.clone()), &mut edited);
    }
    // First the month itself, below which that before may be added.
    for (key, value) in set {
        edited.set(&form.root, key, value);
    }
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
        set: vec![format!("ky: {written}"), format!("ky_truoc: {old_path}")],
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
fn rewrite(form: &FormFile, (months, tables): (&Months, &[Table]), text: &mut Text) -> Vec<String> {
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
#[cfg(feature = "xlsx")]
fn book(root: &Node, form: &FormFile, name: &str, tables: &[Table]) -> Result<Vec<u8>, Faults> {
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

#[cfg(not(feature = "xlsx"))]
fn book(root: &Node, _: &FormFile, name: &str, _: &[Table]) -> Result<Vec<u8>, Faults> {
    let found = format!("bản chương trình này không ghi tệp Excel: {name}");
    Err(Fault::new(Kind::Unwritable, root.place.at(0, 0), found).into())
}

/// How a hồ sơ beside it names this one, and as it is written: plain, unless a name needs quotes.
fn path_of(folder: &str, name: &str) -> (String, String) {
    let below = if name == FILE || name == BOOK {
        String::new()
    } else {
        format!("/{name}")
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

/// Leaves blank what was of the old month only.
struct Clearing {
    /// Words that are figures of the month.
    words: Vec<String>,
    /// The codes of what the templates declare to stay the same.
    kept: BTreeSet<String>,
    /// What of that there was.
    said: Vec<String>,
}

impl Clearing {
    fn clear(&mut self, root: &Node, text: &mut Text) {
        for one in root.entries() {
            match one.key.as_str() {
                "cung_ky" => text.blank(one, "cung_ky"),
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
                    let stated =
                        |key: &str| ["ngay_chot", "so_lieu", "ty_le", "tren"].contains(&key);
                    leaves(&one.value, &one.key, &stated, text);
                    for below in one.value.entries() {
                        let path = format!("{}.{}", one.key, below.key);
                        rows(&below.value, &path, &self.words, text);
                    }
                }
                "thong_tin" => self.facts(&one.value, text),
                "ho_so" | "bao_cao" => self.clear(&one.value, text),
                "da_xem" => text.remove(one),
                _ => (),
            }
        }
    }

    /// What was said of the old month with figures or days becomes comments, unless the template
    /// declares that it stays the same.
    fn facts(&mut self, node: &Node, text: &mut Text) {
        for one in node.entries().iter().filter(|one| has_digit(&one.value)) {
            match self.kept.contains(&one.key) {
                true => self.said.push(format!("thong_tin.{}", one.key)),
                false => text.comment(one, &format!("thong_tin.{}", one.key)),
            }
        }
    }
}

/// The codes of what the templates of a hồ sơ or lô declare to stay the same.
fn kept_facts(form: &FormFile) -> BTreeSet<String> {
    let summary = form.root.get("bao_cao").and_then(|one| one.get("mau"));
    let named = form.root.get("mau").into_iter().chain(summary);
    let named = named.flat_map(|node| match &node.value {
        Value::List(items) => items.iter().collect(),
        _ => vec![node],
    });
    let templates = named.filter_map(|node| {
        let asked = Sourced {
            value: node.text()?.to_owned(),
            place: node.place.clone(),
        };
        shelf::template(&asked, &form.shelf).ok()
    });
    let facts = templates.flat_map(|template| template.facts().to_vec());
    let kept = facts.filter(|fact| fact.kept);
    kept.map(|fact| fact.code).collect()
}

/// Blanks the values of the keys that are figures of the month.
fn leaves(node: &Node, path: &str, of_month: &dyn Fn(&str) -> bool, text: &mut Text) {
    match &node.value {
        Value::Map(entries) => {
            for one in entries {
                let path = format!("{path}.{}", one.key);
                match &one.value.value {
                    // What a lô takes from its table follows the table.
                    Value::Text(value) if value.contains("{{") => (),
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

/// Blanks the figures of rows that are written in place: all that is no words, and the bands.
fn rows(table: &Node, path: &str, words: &[String], text: &mut Text) {
    let written = |key: &&Entry| ["dong", "tong"].contains(&key.key.as_str());
    for one in table.entries().iter().filter(written) {
        let rows = match &one.value.value {
            Value::List(rows) => rows.iter().collect(),
            _ => vec![&one.value],
        };
        for (number, row) in (1..).zip(rows) {
            for cell in row.entries() {
                let figure = |text: &str| {
                    let sign = |c: char| c.is_ascii_digit() || "+-−–.,%/ ".contains(c);
                    text.chars().all(sign) || words.iter().any(|word| word == text)
                };
                if matches!(&cell.value.value, Value::Text(text) if figure(text)) {
                    text.blank(cell, &format!("{path}.{}[{number}].{}", one.key, cell.key));
                }
            }
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

/// The names of bands: in a table they are of the month, like its figures.
fn words_of_month(form: &FormFile) -> Vec<String> {
    let asked = form.root.get("bo_chi_so").and_then(|asked| {
        Some(Sourced {
            value: asked.text()?.to_owned(),
            place: asked.place.clone(),
        })
    });
    let set = asked.and_then(|asked| shelf::framework(&asked, &form.shelf).ok());
    let bands = set.iter().flat_map(|set| &set.bands);
    bands.map(|band| band.name.clone()).collect()
}

/// Gives files, sheets and heads of tables their names of the new month.
fn rename(root: &Node, months: &Months, tables: &[Table], text: &mut Text) {
    for one in root.entries() {
        match one.key.as_str() {
            key if OF_MONTH.contains(&key) => names_in(&one.value, months, tables, text),
            "ten_tep" => change(&one.value, |name| months.in_name(name), text),
            "ho_so" => rename(&one.value, months, tables, text),
            _ => (),
        }
    }
}

fn names_in(node: &Node, months: &Months, tables: &[Table], text: &mut Text) {
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

fn change(node: &Node, new: impl Fn(&str) -> Option<String>, text: &mut Text) {
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
fn emptied(form: &FormFile, months: &Months, tables: &[Table], made: &mut Next) {
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

/// What the office keeps beside it: templates, definitions, settings, directories; no figures.
struct Beside<'a> {
    form: &'a FormFile,
    own: &'a str,
    old_files: &'a [&'a str],
}

impl Beside<'_> {
    /// Copies what lies in a folder below it.
    fn copy(&self, below: &str, made: &mut Next) -> Result<(), Faults> {
        const DEEPEST: usize = 4;
        let files = self.form.shelf.session.files();
        let folder = self.form.shelf.folder.join(below);
        let names = files.list(&folder).map_err(|error| error.fault(&folder))?;
        for name in names {
            let path = folder.join(&name);
            let named = match below {
                "" => name.clone(),
                below => format!("{below}/{name}"),
            };
            let taken = named == self.own || made.files.iter().any(|(file, _)| *file == named);
            if taken || self.old_files.contains(&named.as_str()) {
                continue;
            }
            match files.find(&path) {
                // Another hồ sơ is none of its own.
                Some(Found::Folder)
                    if [FILE, BOOK, LOT]
                        .iter()
                        .any(|one| files.has(&path.join(one))) =>
                {
                    made.left.push(named);
                }
                Some(Found::Folder) if named.matches('/').count() < DEEPEST => {
                    let before = made.files.len();
                    self.copy(&named, made)?;
                    if made.files.len() == before {
                        made.left
                            .retain(|left| !left.starts_with(&format!("{named}/")));
                        made.left.push(named);
                    }
                }
                Some(Found::File) if self.is_kept(&named) => {
                    let bytes = files.read(&path).map_err(|error| error.fault(&path))?;
                    made.files.push((named, bytes.to_vec()));
                }
                Some(_) => made.left.push(named),
                None => (),
            }
        }
        Ok(())
    }

    fn is_kept(&self, name: &str) -> bool {
        let own = [".md", ".yaml", ".schema.json"];
        let kept = own.iter().any(|ending| name.ends_with(ending));
        let units = self
            .form
            .root
            .entry("danh_ba")
            .map(|one| file_of(&one.value));
        kept && ![FILE, LOT].contains(&name) || units.flatten() == Some(name)
    }
}

fn file_of(node: &Node) -> Option<&str> {
    let named = || node.text().map(|name| split(name).0);
    node.get("tep").and_then(Node::text).or_else(named)
}
