//! The appendix's table of indicators from a workbook or text table beside the hồ sơ: the rows
//! become the groups, lines and parts that a hồ sơ would write in place, each value with its
//! cell, and are read by the same rules.

use crate::fault::{Fault, Faults, Kind, Note, NoteKind, Place};
use crate::form::{Entry, Fields, Node, Value};
use crate::shelf::{INDICATOR_FILE, Shelf};
use crate::table::{CellKind, Columns, Record, RecordKind, Sought, Table};
use crate::vn::entry::is_dash;
use crate::vn::number::is_roman;

/// What the columns are called in `cot`.
pub const NAMES: [&str; 7] = ["tt", "ten", "so_lieu", "tren", "phan_cua", "ty_le", "ma"];
/// Those of figures.
const FIGURES: [&str; 3] = ["so_lieu", "tren", "ty_le"];

/// The table as a hồ sơ writes it in place; a node that names no file is that already.
pub fn table(
    node: &Node,
    shelf: &Shelf,
    notes: &mut Vec<Note>,
    faults: &mut Faults,
) -> Option<Node> {
    if node.entry("tep").is_none() {
        return Some(node.clone());
    }
    let fields = Fields::of(node, &INDICATOR_FILE, faults)?;
    let declared = Columns::read_open(&fields, faults)?;
    let table = faults.absorb(outline(declared, shelf))?;
    notes.extend(table.notes);
    let before = faults.count();
    let groups = groups(&table.records, notes, faults);
    if groups.is_empty() && faults.count() == before {
        faults.add(no_groups(&table.place));
    }
    let mut entries = vec![entry("nhom", Node::new(Value::List(groups), table.place))];
    if let Some(as_of) = fields.node("ngay_chot") {
        entries.push(entry("ngay_chot", as_of.clone()));
    }
    (faults.count() == before).then(|| Node::new(Value::Map(entries), node.place.clone()))
}

/// The rows with the declared columns, and the others that the heads mean.
fn outline(declared: Columns, shelf: &Shelf) -> Result<Table, Faults> {
    let book = shelf.book(declared.file(), declared.charset())?;
    let mut faults = Faults::none();
    declared.allow("bảng số liệu", &NAMES, &mut faults);
    faults.or(Some(()))?;
    let sought = NAMES.iter().map(|name| Sought::common(name, *name == "tt"));
    let sought: Vec<Sought> = sought.collect::<Result<_, _>>()?;
    declared.seeking(sought).outline_of(&book)
}

/// A row with the rows below it.
struct Branch {
    row: Node,
    below: Vec<Branch>,
}

/// Puts a row so many levels deep, under the last one there; says whether there is one.
fn grow(branches: &mut Vec<Branch>, depth: usize, row: Node) -> bool {
    if depth == 0 {
        let below = Vec::new();
        branches.push(Branch { row, below });
        return true;
    }
    match branches.last_mut() {
        Some(last) => grow(&mut last.below, depth - 1, row),
        None => false,
    }
}

/// Rows as a hồ sơ writes them: those below each are a list under the next key.
fn written(branches: Vec<Branch>, keys: &[&str]) -> Vec<Node> {
    let one = |branch: Branch| {
        let Branch { mut row, below } = branch;
        if let (Value::Map(entries), Some((key, deeper)), false) =
            (&mut row.value, keys.split_first(), below.is_empty())
        {
            let list = Value::List(written(below, deeper));
            entries.push(entry(key, Node::new(list, row.place.clone())));
        }
        row
    };
    branches.into_iter().map(one).collect()
}

/// The groups with their lines and these with their parts.
fn groups(records: &[Record], notes: &mut Vec<Note>, faults: &mut Faults) -> Vec<Node> {
    let mut groups = Vec::new();
    let numbers = || records.iter().filter_map(|record| record.cell("tt"));
    // Groups are numbered 1, 2… where no row is I or A and lines are 1.1, 1.2….
    let counted = numbers().any(|cell| is_part(cell.text))
        && !numbers().any(|cell| depth(cell.text) == Some(0));
    let depth = |number: &str| match counted && depth(number) == Some(1) && !is_part(number) {
        true => Some(0),
        false => depth(number),
    };
    for record in records.iter().filter(|record| says_something(record)) {
        let number = match record.cell("tt") {
            Some(cell) if is_dash(cell.text) => "-",
            Some(cell) => cell.text,
            None if record.kind() == RecordKind::Data => {
                faults.add(unnumbered(record));
                continue;
            }
            None => {
                let words = "bỏ qua, dòng không có TT";
                notes.push(Note::at(NoteKind::Unused, record.place(), words));
                continue;
            }
        };
        let row = row(record, faults);
        let placed = depth(number).is_some_and(|depth| grow(&mut groups, depth, row));
        if !placed {
            faults.add(out_of_place(record, number));
        }
    }
    groups.retain(|group: &Branch| {
        if group.below.is_empty() {
            let place = &group.row.place;
            let words = "bỏ qua, nhóm chưa có dòng nào";
            notes.push(Note::at(NoteKind::Unused, place, words));
        }
        !group.below.is_empty()
    });
    written(groups, &["dong", "gom"])
}

/// Rows that only number what is not filled in are left out.
fn says_something(record: &Record) -> bool {
    let mut names = NAMES.iter().filter(|name| **name != "tt");
    names.any(|name| record.cell(name).is_some())
}

/// How deep a row stands, by its number: a group (`I`, `A`), a line of it (`1.1`), a part of
/// that (`a`, `-`).
fn depth(number: &str) -> Option<usize> {
    let number = number.trim_end_matches(['.', ')']);
    let first = number.chars().next()?;
    match number.len() {
        _ if is_roman(number) => Some(0),
        1 if first.is_ascii_uppercase() => Some(0),
        _ if first.is_ascii_digit() => Some(1),
        1 if first.is_ascii_lowercase() || "-+".contains(first) => Some(2),
        _ => None,
    }
}

/// Whether a number is one within another: `1.2`.
fn is_part(number: &str) -> bool {
    let number = number.trim_end_matches(['.', ')']);
    number.contains(['.', ',']) && depth(number) == Some(1)
}

/// A row as keys with values; `1.731/1.731` is a count and its whole.
fn row(record: &Record, faults: &mut Faults) -> Node {
    let mut entries = Vec::new();
    for name in NAMES.iter().filter(|name| **name != "tt") {
        let Some(cell) = record.cell(name) else {
            continue;
        };
        // “12/5” that Excel took for a day is told as such.
        if cell.kind == CellKind::Date && FIGURES.contains(name) {
            record.number(name, faults);
            continue;
        }
        let text = |text: &str| Node::new(Value::Text(text.trim().to_owned()), cell.place());
        match cell.text.split_once('/') {
            Some((count, of)) if *name == "so_lieu" => {
                entries.push(entry(name, text(count)));
                entries.push(entry("tren", text(of)));
            }
            _ => entries.push(entry(name, text(cell.text))),
        }
    }
    Node::new(Value::Map(entries), record.place().clone())
}

fn entry(key: &str, value: Node) -> Entry {
    Entry {
        key: key.to_owned(),
        place: value.place.clone(),
        value,
    }
}

fn unnumbered(record: &Record) -> Fault {
    let place = record.place_at("tt");
    Fault::new(Kind::WrongValue, place, "dòng có số liệu mà không có TT")
        .expected("I, II… cho nhóm; 1.1, 1.2… cho dòng; a, b… cho dòng con")
        .remedy("ghi TT cho dòng này")
}

fn out_of_place(record: &Record, number: &str) -> Fault {
    let place = record.place_at("tt");
    Fault::new(Kind::WrongValue, place, format!("TT “{number}” đứng ở đây"))
        .expected(
            "nhóm (I, II…), rồi các dòng (1.1, 1.2…) của nhóm, rồi các dòng con (a, b…) của dòng",
        )
        .remedy("sửa TT của dòng này, hoặc thêm dòng của nhóm ở trên")
}

fn no_groups(sheet: &Place) -> Fault {
    let found = "bảng không có dòng số liệu nào";
    Fault::new(Kind::WrongValue, sheet.clone(), found)
        .expected("ít nhất một nhóm (TT là I) có một dòng (TT là 1.1)")
        .remedy("điền bảng này, hoặc bỏ nó khỏi “so_lieu” trong hồ sơ")
}
