//! The rows of a lô's tables, each by itself: what is wrong with one stops no other.

use super::provinces::Provinces;
use super::words::{CODE, PROVINCE, UNIT, UnitTexts, is_free};
use crate::fault::{Fault, Faults, Kind, Note, NoteKind, Place};
use crate::form::{Fields, Form, Key, Node, Shape, Sourced};
use crate::framework::{Framework, Version};
use crate::roll::{self, Reader, Unread};
use crate::score::{Entered, Exemption};
use crate::shelf::Shelf;
use crate::table::{COLUMNS, Columns, Record, RecordKind, SOURCE, columns};
use crate::vn::identity::{ByUnit, Identity};

/// The rows of figures. What one says is read when it is asked for: of a large month not all would
/// fit into memory at once.
pub struct Figures {
    table: Unread,
    /// What does not apply.
    exempt: Vec<Exemption>,
    /// The provinces that the names of its units say.
    pub provinces: Provinces,
    /// The names of the columns that hold words.
    pub columns: Vec<String>,
}

impl Figures {
    /// How many rows there are.
    pub fn count(&self) -> usize {
        self.table.records.len()
    }

    /// For the user.
    pub fn notes(&self) -> &[Note] {
        &self.table.notes
    }

    /// Where a row stands.
    pub fn place(&self, index: usize) -> Option<&Place> {
        self.table.records.get(index).map(Record::place)
    }

    /// The name of a row's unit; empty in a row without.
    pub fn name(&self, index: usize) -> String {
        let record = self.table.records.get(index);
        let name = record.and_then(|record| record.text(UNIT));
        name.map(|name| name.value).unwrap_or_default()
    }

    /// How a row's unit is called where it is listed: a row without a name by its blank cell.
    pub fn called(&self, index: usize) -> String {
        let called = |record: &Record| match record.text(UNIT) {
            Some(name) => name.value,
            None => format!("không có tên (ô {} trống)", record.place_at(UNIT)),
        };
        self.table
            .records
            .get(index)
            .map(called)
            .unwrap_or_default()
    }

    /// A row's words.
    pub fn words(&self, index: usize) -> UnitTexts {
        let record = self.table.records.get(index);
        record.map_or_else(UnitTexts::default, |record| {
            words(record, record.text(UNIT), &self.columns)
        })
    }

    /// What was entered for a row's unit, or what is wrong with it.
    pub fn entered(
        &self,
        index: usize,
        shelf: &Shelf,
        framework: &Framework,
        version: &Version,
    ) -> Result<Entered, Faults> {
        let reader = Reader {
            shelf,
            framework,
            version,
            exempt: &self.exempt,
        };
        let record = self.table.records.get(index).ok_or_else(Faults::none)?;
        reader.row(&self.table, record).entered
    }
}

/// The table of figures of a lô.
pub static FIGURES: Form = Form::new("số liệu").and(&[SOURCE, COLUMNS, FREE]);
const FREE: &[Key] = &[
    Key::optional::<Node>("rieng", "Các cột chữ, tên đặt tùy ý: cột trong tệp")
        .shaped(|| Shape::map("rieng", &[], Shape::Text)),
];

/// Reads the figures that a lô declares: a table with its columns, or the portal's own export.
pub fn figures(
    node: &Node,
    shelf: &Shelf,
    (framework, version): (&Framework, &Version),
    exempt: &[Exemption],
    faults: &mut Faults,
) -> Option<Figures> {
    let fields = Fields::of(node, &FIGURES, faults)?;
    let free: Option<Node> = fields.get("rieng", faults);
    let free = free.map_or(Some(Vec::new()), |node| {
        free_columns(&node, version, faults)
    });
    let columns = Columns::read_open(&fields, faults)?;
    let free = free?;
    let names: Vec<String> = free.iter().map(|(name, _)| name.clone()).collect();
    let reader = Reader {
        shelf,
        framework,
        version,
        exempt,
    };
    let table = reader.open(columns, free, faults)?;
    let units = table.records.iter().filter_map(|record| record.text(UNIT));
    Some(Figures {
        provinces: Provinces::said_by(units.map(|name| name.value)),
        table,
        exempt: exempt.to_vec(),
        columns: names,
    })
}

/// The names and columns of words, of which none may mean something else.
fn free_columns(
    node: &Node,
    version: &Version,
    faults: &mut Faults,
) -> Option<Vec<(String, Sourced<String>)>> {
    let declared = columns(node, faults)?;
    let known = roll::known(version);
    for (name, column) in &declared {
        if known.contains(name) || !is_free(name) {
            let found = format!("cột riêng không được tên là “{name}”");
            faults.add(
                Fault::new(Kind::WrongValue, column.place.clone(), found)
                    .expected(
                        "chữ thường không dấu, chữ số, gạch dưới; khác mã chỉ số, ky, mau, don_vi",
                    )
                    .remedy("đặt tên khác, ví dụ “nguoi_ky”; điểm và số đếm thì ghi ở “cot”"),
            );
        }
    }
    Some(declared)
}

fn words(record: &Record, name: Option<Sourced<String>>, names: &[String]) -> UnitTexts {
    let mut words = UnitTexts::default();
    if let Some(name) = name {
        words.add(UNIT, name);
    }
    for name in names {
        let blank = || Sourced::new(String::new(), record.place_at(name));
        words.add(name, record.text(name).unwrap_or_else(blank));
    }
    words
}

/// A table of words about the units, beside that of their figures.
pub struct Directory {
    /// The column by which a unit is found in it.
    pub key: String,
    /// The rows that bear a key.
    pub rows: ByUnit<Record>,
    /// The names of its columns.
    pub columns: Vec<String>,
    /// What is read of it though it is hidden.
    pub notes: Vec<Note>,
}

impl Directory {
    /// The words of a row.
    pub fn words(&self, row: &Record) -> UnitTexts {
        words(row, None, &self.columns)
    }

    /// By what a row is found in it: these words are of the table of figures or its own.
    pub fn key(key: &str, words: &UnitTexts) -> Identity {
        match key == CODE {
            true => Identity::of_code(words.text(key)),
            false => Identity::of(words.text(key)).within(words.text(PROVINCE)),
        }
    }
}

/// The directory of units of a lô.
pub static DIRECTORY: Form = Form::new("danh bạ").and(&[SOURCE, JOIN, COLUMNS]);
const JOIN: &[Key] = &[Key::required::<Sourced<String>>(
    "noi",
    "Cột chung của hai bảng: ma hoặc don_vi",
)];

/// Reads the directory of units.
pub fn directory(node: &Node, shelf: &Shelf, faults: &mut Faults) -> Option<Directory> {
    let fields = Fields::of(node, &DIRECTORY, faults)?;
    let key: Option<Sourced<String>> = fields.get("noi", faults);
    let declared: Option<Node> = fields.required("cot", faults);
    let columns = Columns::read_open(&fields, faults)?;
    let (key, before) = (declared.and(key)?.value, faults.count());
    columns.require(&[&key], faults);
    if faults.count() > before {
        return None;
    }
    let read = shelf.book(columns.file(), columns.charset());
    let kept = |record: &Record| record.kind() != RecordKind::Total;
    let table = faults.absorb(read.and_then(|book| columns.unchecked(&book, kept)))?;
    let names: Vec<String> = table.records.first().map_or(Vec::new(), |record| {
        record.names().map(str::to_owned).collect()
    });
    let rows = table.records.into_iter().filter_map(|record| {
        let words = words(&record, None, &names);
        words.get(&key)?;
        Some((Directory::key(&key, &words), record))
    });
    Some(Directory {
        rows: ByUnit::from_iter(rows).knowing(shelf.changes()),
        notes: table
            .notes
            .into_iter()
            .filter(|note| note.kind == NoteKind::Hidden)
            .collect(),
        key,
        columns: names,
    })
}
