//! The rows of a lô's tables, each by itself: what is wrong with one stops no other.

use std::collections::BTreeMap;
use std::path::Path;

use super::digest::Source;
use super::words::{CODE, UNIT, Words, is_free};
use crate::fault::{Fault, Faults, Kind, Place};
use crate::form::{Entry, Fields, Form, Key, Node, Shape, Sourced, Value};
use crate::framework::{Framework, Version};
use crate::roll::listing;
use crate::score::Entered;
use crate::table::{Book, COLUMNS, Columns, Record, RowKind, SOURCE, portal};

/// The rows of figures, and what had to be guessed.
pub struct Figures {
    /// In the order of the table.
    pub rows: Vec<Row>,
    /// The names of the columns that hold words.
    pub columns: Vec<String>,
    /// Vietnamese sentences for the user.
    pub notes: Vec<String>,
    /// The file.
    pub source: Source,
}

/// A unit's row.
pub struct Row {
    /// The unit's name; what stands for it in a row without.
    pub name: String,
    /// The row.
    pub place: Place,
    /// Its words.
    pub words: Words,
    /// What was entered for it, or what is wrong with it.
    pub entered: Result<Entered, Faults>,
}

/// The table of figures of a lô.
pub static FIGURES: Form = Form::new("số liệu").and(&[SOURCE, COLUMNS, FREE]);
const FREE: &[Key] = &[
    Key::optional::<Node>("rieng", "Các cột chữ, tên đặt tùy ý: cột trong tệp")
        .shaped(|| Shape::map("rieng", &[], Shape::Text)),
];

/// A table that the portal wrote needs no more than its name.
static EXPORT: Form = Form::new("số liệu").keys(&[Key::required::<Sourced<String>>(
    "tep",
    "Tên tệp xuất từ Cổng",
)]);

/// Reads the figures that a lô declares: a table with its columns, or the portal's own export.
pub fn figures(
    node: &Node,
    folder: &Path,
    framework: &Framework,
    version: &Version,
    faults: &mut Faults,
) -> Option<Figures> {
    let fields = Fields::of(node, &FIGURES, faults)?;
    let reader = Reader { framework, version };
    let source = source(&fields, folder);
    if fields.node("cot").is_none() {
        return reader.export(node, folder, source, faults);
    }
    let free: Option<Node> = fields.get("rieng", faults);
    let free = free.map_or(Vec::new(), |node| free_columns(&node, version, faults));
    let columns = Columns::read(&joined(node, &free), faults)?;
    let before = faults.count();
    let names: Vec<String> = free.iter().map(|entry| entry.key.clone()).collect();
    columns.require(&[UNIT], faults);
    let allowed = [listing::known(version), names.clone()].concat();
    columns.allow("bộ chỉ số", &allowed, faults);
    if faults.count() > before {
        return None;
    }
    let read = columns.book(folder);
    let table = read.and_then(|book| columns.unchecked(&book));
    let mut table = table.map_err(|found| faults.extend(found)).ok()?;
    let units = table.records.iter().filter(|record| is_unit(record));
    let rows: Vec<Row> = units.map(|record| reader.row(record, &names)).collect();
    for row in &rows {
        let passed = format!("{}: bỏ qua", row.place);
        table.notes.retain(|note| !note.starts_with(&passed));
    }
    if rows.is_empty() {
        let fault = Fault::new(
            Kind::WrongValue,
            table.place,
            "bảng số liệu không có đơn vị nào",
        );
        faults.add(fault.expected("mỗi đơn vị một dòng"));
        return None;
    }
    Some(Figures {
        rows,
        columns: names,
        notes: table.notes,
        source,
    })
}

/// The file that a table is read from.
fn source(fields: &Fields, folder: &Path) -> Source {
    let mut told = Faults::none();
    let file: Option<String> = fields.optional("tep", &mut told);
    Source::of(folder.join(file.unwrap_or_default()))
}

/// A row of figures, or one whose figures are all unreadable but whose code says that it is one.
fn is_unit(record: &Record) -> bool {
    record.kind() == RowKind::Data || record.cell(UNIT).is_some() && record.cell(CODE).is_some()
}

/// The names and columns of words, of which none may mean something else.
fn free_columns(node: &Node, version: &Version, faults: &mut Faults) -> Vec<Entry> {
    let Value::Map(entries) = &node.value else {
        let fault = Fault::new(
            Kind::WrongType,
            node.place.clone(),
            "“rieng” không phải là các khóa",
        );
        faults.add(fault.expected("mỗi cột một dòng thụt vào: “tên: cột”, ví dụ “ma: A”"));
        return Vec::new();
    };
    let known = listing::known(version);
    for entry in entries {
        if known.contains(&entry.key) || !is_free(&entry.key) {
            let found = format!("cột riêng không được tên là “{}”", entry.key);
            faults.add(
                Fault::new(Kind::WrongValue, entry.place.clone(), found)
                    .expected(
                        "chữ thường không dấu, chữ số, gạch dưới; khác mã chỉ số, ky, mau, don_vi",
                    )
                    .remedy("đặt tên khác, ví dụ “nguoi_ky”; điểm và số đếm thì ghi ở “cot”"),
            );
        }
    }
    entries.clone()
}

/// The declaration of a table with the columns of words among the others.
fn joined(node: &Node, free: &[Entry]) -> Node {
    let Value::Map(entries) = &node.value else {
        return node.clone();
    };
    let kept = entries.iter().filter(|entry| entry.key != "rieng");
    let with_free = |entry: &Entry| {
        let mut entry = entry.clone();
        if let (true, Value::Map(columns)) = (entry.key == "cot", &mut entry.value.value) {
            columns.extend(free.iter().cloned());
        }
        entry
    };
    Node {
        place: node.place.clone(),
        value: Value::Map(kept.map(with_free).collect()),
    }
}

struct Reader<'a> {
    framework: &'a Framework,
    version: &'a Version,
}

impl Reader<'_> {
    fn row(&self, record: &Record, names: &[String]) -> Row {
        let mut faults = Faults::none();
        record.faults().for_each(|fault| faults.add(fault));
        let entered = listing::entered(record, self.version, &mut faults);
        self.check(&entered, record, &mut faults);
        let name = record.text(UNIT);
        if name.is_none() {
            let place = record.place_of(UNIT);
            let place = place.unwrap_or_else(|| record.place().clone());
            let fault = Fault::new(Kind::MissingKey, place, "dòng số liệu không có tên đơn vị");
            faults.add(
                fault
                    .expected("tên đơn vị")
                    .remedy("điền tên, hoặc xóa dòng"),
            );
        }
        Row {
            name: name
                .as_ref()
                .map_or(String::new(), |name| name.value.clone()),
            place: record.place().clone(),
            words: words(record, name, names),
            entered: faults.or(Some(entered)),
        }
    }

    /// Points that cannot be, and groups without points that are only published as a whole.
    fn check(&self, entered: &Entered, record: &Record, faults: &mut Faults) {
        entered.check(self.framework, self.version, faults);
        let whole = self
            .version
            .groups
            .iter()
            .filter(|group| group.indicators.is_empty());
        for group in whole.filter(|group| entered.group(group).achieved.is_none()) {
            let place = record.place_of(&group.id);
            let place = place.unwrap_or_else(|| record.place().clone());
            // What could not be read was told already.
            if faults.iter().all(|fault| fault.place != place) {
                let found = format!("{} không có điểm", group.name);
                let fault = Fault::new(Kind::MissingKey, place, found);
                faults.add(fault.expected("điểm mà Cổng công bố").remedy("điền ô này"));
            }
        }
    }

    fn export(
        &self,
        node: &Node,
        folder: &Path,
        source: Source,
        faults: &mut Faults,
    ) -> Option<Figures> {
        let fields = Fields::of(node, &EXPORT, faults)?;
        let file: Sourced<String> = fields.get("tep", faults)?;
        let book = Book::open(folder, &file.value, None).map_err(|mut fault| {
            if fault.place.line() == 0 {
                fault.found = format!("{}: {}", file.value, fault.found);
                fault.place = file.place.clone();
            }
            Faults::from(fault)
        });
        let read = book.and_then(|book| Ok((portal::rows(&book)?, book.notes().to_vec())));
        let (rows, notes) = read.map_err(|found| faults.extend(found)).ok()?;
        Some(Figures {
            rows: rows.into_iter().map(|row| self.exported(row)).collect(),
            columns: Vec::new(),
            notes,
            source,
        })
    }

    fn exported(&self, row: Result<portal::Unit, portal::Broken>) -> Row {
        let (name, entered) = match row {
            Ok(unit) => {
                let (name, entered) = listing::exported(unit, self.version);
                let mut faults = Faults::none();
                entered.check(self.framework, self.version, &mut faults);
                (Some(name), faults.or(Some(entered)))
            }
            Err(broken) => (broken.name, Err(broken.faults)),
        };
        let place = match (&name, &entered) {
            (Some(name), _) => name.place.clone(),
            (None, Err(faults)) => faults
                .iter()
                .next()
                .map_or_else(nowhere, |f| f.place.clone()),
            (None, Ok(_)) => nowhere(),
        };
        let mut words = Words::default();
        let text = name
            .as_ref()
            .map_or(String::new(), |name| name.value.clone());
        if let Some(name) = name {
            words.add(UNIT, name);
        }
        Row {
            name: text,
            place,
            words,
            entered,
        }
    }
}

fn nowhere() -> Place {
    Place::file("bảng số liệu")
}

fn words(record: &Record, name: Option<Sourced<String>>, names: &[String]) -> Words {
    let mut words = Words::default();
    if let Some(name) = name {
        words.add(UNIT, name);
    }
    for name in names {
        let blank = || Sourced {
            value: String::new(),
            place: record
                .place_of(name)
                .unwrap_or_else(|| record.place().clone()),
        };
        words.add(name, record.text(name).unwrap_or_else(blank));
    }
    words
}

/// A table of words about the units, beside that of their figures.
pub struct Directory {
    /// The column by which a unit is found in it.
    pub key: String,
    /// The words of the rows that bear a key, in the order of the table.
    pub rows: BTreeMap<String, Vec<Words>>,
    /// The names of its columns.
    pub columns: Vec<String>,
    /// The file.
    pub source: Source,
}

/// The directory of units of a lô.
pub static DIRECTORY: Form = Form::new("danh bạ").and(&[SOURCE, JOIN, COLUMNS]);
const JOIN: &[Key] = &[Key::required::<Sourced<String>>(
    "noi",
    "Cột chung của hai bảng: ma hoặc don_vi",
)];

/// Reads the directory of units.
pub fn directory(node: &Node, folder: &Path, faults: &mut Faults) -> Option<Directory> {
    let fields = Fields::of(node, &DIRECTORY, faults)?;
    let key: Option<Sourced<String>> = fields.get("noi", faults);
    let source = source(&fields, folder);
    let Value::Map(entries) = &node.value else {
        return None;
    };
    let kept = entries.iter().filter(|entry| entry.key != "noi").cloned();
    let table = Node {
        place: node.place.clone(),
        value: Value::Map(kept.collect()),
    };
    let columns = Columns::read(&table, faults)?;
    let (key, before) = (key?.value, faults.count());
    columns.require(&[&key], faults);
    if faults.count() > before {
        return None;
    }
    let read = columns.book(folder);
    let table = read.and_then(|book| columns.unchecked(&book));
    let table = table.map_err(|found| faults.extend(found)).ok()?;
    let names: Vec<String> = table.records.first().map_or(Vec::new(), |record| {
        record.names().map(str::to_owned).collect()
    });
    let mut rows: BTreeMap<String, Vec<Words>> = BTreeMap::new();
    for record in &table.records {
        let mut found = words(record, None, &names);
        if let Some(text) = found.get(&key).cloned() {
            // The figures' own spelling of the unit's name is the one that counts.
            found.remove(UNIT);
            rows.entry(folded(&text.value)).or_default().push(found);
        }
    }
    Some(Directory {
        key,
        rows,
        columns: names,
        source,
    })
}

/// A name or code as two tables of one office agree on it: whatever the case.
pub fn folded(text: &str) -> String {
    text.to_lowercase()
}
