//! A workbook of a form, read: sheet after sheet, row after row.

use std::collections::BTreeSet;

use super::build::{pruned, put, slot};
use super::grid::{Found, Head, Of};
use super::key::{self, Segment};
use super::tab::{VALUE, WORDS};
use super::{cell, shape};
use crate::fault::{Fault, Faults, Kind, Note, NoteKind, Place, nearest};
use crate::form::{Form, Node, Value};
use crate::table::{Book, Cell, Grid, Row, Worksheet, unseen};
use crate::vn::text::fold;

/// The tree that a workbook holds, each value with its cell, and what of it is hidden or not read.
///
/// # Errors
/// If it is no workbook, or none of a form; all cells of it that cannot be understood.
pub fn read(file: &str, bytes: &[u8], form: &'static Form) -> Result<(Node, Vec<Note>), Faults> {
    let book = Book::of_form(file, bytes)?;
    let mut reading = Reading {
        form,
        root: Node::new(Value::Map(Vec::new()), Place::file(file)),
        notes: book.notes().to_vec(),
        faults: Faults::none(),
        passed: Vec::new(),
    };
    let mut others = Vec::new();
    for sheet in book.sheets() {
        match &sheet.grid {
            Err(fault) => reading.faults.add(fault.clone()),
            Ok(grid) if grid.is_empty() => (),
            Ok(grid) => match Head::find(grid, form, &mut reading.faults) {
                Some(head) => reading.sheet(sheet, grid, &head),
                None => others.push(grid),
            },
        }
    }
    for grid in &others {
        reading.other(grid);
    }
    if reading.faults.is_empty() && others.len() == book.sheets().len() {
        reading.faults.add(none(&Place::file(file)));
    }
    let Reading {
        root,
        notes,
        faults,
        ..
    } = reading;
    faults.or(Some((pruned(root), notes)))
}

struct Reading {
    form: &'static Form,
    root: Node,
    notes: Vec<Note>,
    faults: Faults,
    /// Blank rows of upper levels that were passed over: items only if others stand below them.
    passed: Vec<(Vec<Segment>, Place)>,
}

/// What a table of items has been read to.
struct Levels<'w> {
    /// The whole way of the head.
    way: &'w [Segment],
    /// Where the way of each level ends, with its key.
    ends: Vec<(usize, &'w str)>,
}

impl Reading {
    fn sheet(&mut self, sheet: &Worksheet, grid: &Grid, head: &Head) {
        let mut used = BTreeSet::new();
        self.passed.clear();
        let mut last: Option<(usize, Vec<Segment>)> = None;
        for (number, row) in grid.rows().filter(|(number, _)| *number > head.row) {
            if head
                .columns
                .keys()
                .any(|column| row.cell(*column).is_some())
            {
                used.insert(number);
            }
            let read = match &head.of {
                Of::Keys => self.key_row(grid, head, (number, row), &mut last),
                Of::Named(way) => self.named_row(way, grid, head, row),
                Of::Items(way) => self.item_row(way, grid, head, (number, row)),
            };
            read.unwrap_or_else(|fault| self.faults.add(fault));
            // One forgotten column is a fault in every row: the first ones are enough.
            if self.faults.count() > MOST {
                break;
            }
        }
        let columns = head.columns.keys().copied();
        self.notes
            .extend(unseen(sheet.hidden, grid, used.into_iter(), columns));
        self.aside(grid, head);
    }

    /// Tells of columns that are not read.
    fn aside(&mut self, grid: &Grid, head: &Head) {
        let known = |column: &usize| {
            *column == head.first || head.help == Some(*column) || head.columns.contains_key(column)
        };
        let rows = grid.rows().filter(|(number, _)| *number >= head.row);
        let cells = rows.flat_map(|(_, row)| row.cells());
        let mut caption = BTreeSet::new();
        for (column, cell) in cells.filter(|(column, _)| !known(column)) {
            if caption.insert(column) {
                let words = "không đọc cột này, vì không có tên của hồ sơ ở đầu cột";
                self.notes
                    .push(Note::at(NoteKind::Unused, &cell.place(), words));
            }
        }
    }

    /// A key with its value.
    fn key_row(
        &mut self,
        grid: &Grid,
        head: &Head,
        (number, row): (usize, Row),
        last: &mut Option<(usize, Vec<Segment>)>,
    ) -> Result<(), Fault> {
        let label = row.cell(head.first);
        let column = head.columns.keys().next().copied().unwrap_or_default();
        let cell = row.cell(column);
        let place = label.map_or_else(
            || grid.place().at(number, head.first),
            |label| label.place(),
        );
        let way = label.and_then(|label| key::read(label.text).1);
        let way = way.filter(|way| !way.contains(&Segment::Named));
        let way = match (way, cell) {
            (Some(way), _) => way,
            (None, None) => {
                *last = None;
                return Ok(());
            }
            (None, Some(cell)) => {
                let above = last.take().filter(|(above, way)| {
                    label.is_none() && above + 1 == number && way.last() == Some(&Segment::Item)
                });
                above.ok_or_else(|| unnamed(grid, head, label, &cell))?.1
            }
        };
        let shape = shape::at(self.form, &way);
        let value = match cell {
            Some(cell) => cell::value(&cell, shape.as_ref())?,
            None => Node::new(Value::Blank, grid.place().at(number, column)),
        };
        let put = match (&value.value, way.split_last()) {
            // A blank row of a list is no item.
            (Value::Blank, Some((Segment::Item, above))) => {
                slot(&mut self.root, above, &place).map(|_| ())
            }
            _ => put(&mut self.root, &way, &place, value),
        };
        *last = Some((number, way));
        put
    }

    /// A key with several values.
    fn named_row(
        &mut self,
        above: &[Segment],
        grid: &Grid,
        head: &Head,
        row: Row,
    ) -> Result<(), Fault> {
        let label = row.cell(head.first);
        let mut cells = head
            .columns
            .iter()
            .filter_map(|(column, found)| Some((row.cell(*column)?, found)));
        let way = label.and_then(|label| Some((label, key::read(label.text).1?)));
        let Some((label, way)) = way else {
            return match cells.next() {
                None => Ok(()),
                Some((cell, _)) => Err(unnamed(grid, head, label, &cell)),
            };
        };
        let base: Vec<Segment> = above.iter().chain(&way).cloned().collect();
        for (cell, found) in cells {
            let way: Vec<Segment> = base.iter().chain(&found.way).cloned().collect();
            let shape = shape::at(self.form, &way);
            match cell::value(&cell, shape.as_ref()) {
                Ok(value) => put(&mut self.root, &way, &label.place(), value)?,
                Err(fault) => self.faults.add(fault),
            }
        }
        Ok(())
    }

    /// An item of a list, or the total beside it.
    fn item_row(
        &mut self,
        way: &[Segment],
        grid: &Grid,
        head: &Head,
        (number, row): (usize, Row),
    ) -> Result<(), Fault> {
        let label = row.cell(head.first);
        let columns = head.columns.iter();
        let cells = columns.filter_map(|(column, found)| Some((row.cell(*column)?, found)));
        let cells: Vec<(Cell, &Found)> = cells.collect();
        let levels = Levels::of(way);
        if cells.is_empty() && (levels.ends.len() == 1 || label.is_none()) {
            return Ok(());
        }
        let base = levels.row(label, || grid.place().at(number, head.first))?;
        let place = grid.place().at(number, 0);
        self.passed.retain(|(above, _)| above.len() < base.len());
        if cells.is_empty() {
            self.passed.push((base, place));
            return Ok(());
        }
        for (above, place) in self.passed.drain(..) {
            slot(&mut self.root, &above, &place)?;
        }
        let item = slot(&mut self.root, &base, &place)?;
        if item.value == Value::Blank {
            item.place = place;
        }
        for (cell, found) in cells {
            let full: Vec<Segment> = base.iter().chain(&found.way).cloned().collect();
            let shape = shape::at(self.form, &full);
            match cell::value(&cell, shape.as_ref()) {
                Ok(value) => put(item, &found.way, &found.cell.place(), value)?,
                Err(fault) => self.faults.add(fault),
            }
        }
        Ok(())
    }

    /// A sheet that is no part of the form: the user's own, unless keys tell that it was one.
    fn other(&mut self, grid: &Grid) {
        // Keys of a table stand without those above it.
        let lost = grid.cells().find(|cell| {
            let way = key::read(cell.text).1;
            way.is_some_and(|way| {
                let known =
                    |segment: &Segment| matches!(segment, Segment::Key(key) if shape::declares(self.form, key));
                way.iter().any(known)
            })
        });
        let sheet = grid.place();
        if let Some(cell) = lost {
            let fault = Fault::new(
                Kind::UnknownKey,
                cell.place(),
                "trang có khóa của hồ sơ mà không còn dòng tiêu đề",
            )
            .expected(format!(
                "một dòng tiêu đề như lúc mới tạo, ví dụ “{WORDS}”, “{VALUE}”"
            ));
            self.faults
                .add(fault.remedy("khôi phục dòng tiêu đề, hoặc xóa cả trang"));
            return;
        }
        let name = sheet.sheet_name().unwrap_or_default();
        if !names(&self.root, name) {
            let words = "không đọc trang này: không phải trang của hồ sơ";
            self.notes.push(Note::at(NoteKind::Unused, sheet, words));
        }
    }
}

/// How many faults are told.
const MOST: usize = 50;

impl<'w> Levels<'w> {
    fn of(way: &'w [Segment]) -> Self {
        let mut ends = Vec::new();
        let mut key = "";
        for (end, segment) in (1..).zip(way) {
            match segment {
                Segment::Key(name) => key = name,
                Segment::Item => ends.push((end, key)),
                Segment::Named => (),
            }
        }
        Self { way, ends }
    }

    /// The way of a row, by what its first cell says.
    fn row(
        &self,
        label: Option<Cell>,
        place: impl FnOnce() -> Place,
    ) -> Result<Vec<Segment>, Fault> {
        let (words, way) = label.map_or(("", None), |label| key::read(label.text));
        let to = |end: usize| self.way.get(..end).unwrap_or_default().to_vec();
        if let Some([Segment::Key(key)]) = way.as_deref() {
            let level = self.ends.iter().find(|(_, known)| known == key);
            return Ok(match (level, self.ends.first()) {
                (Some((end, _)), _) => to(*end),
                // A total stands beside the rows.
                (None, first) => {
                    let mut way = to(first.map_or(0, |(end, _)| end.saturating_sub(2)));
                    way.push(Segment::key(key));
                    way
                }
            });
        }
        let only = self.ends.first().filter(|_| self.ends.len() == 1);
        let number = words.chars().all(|c| !c.is_alphabetic());
        let folded = fold(words).replace(' ', "_");
        let named = self.ends.iter().find(|(_, key)| *key == folded);
        match (only, named) {
            (Some((end, _)), _) if number && way.is_none() => Ok(to(*end)),
            (_, Some((end, _))) if way.is_none() => Ok(to(*end)),
            _ => {
                let found = match words {
                    "" => "dòng chưa ghi cấp".to_owned(),
                    words => format!("không rõ “{words}” là dòng gì"),
                };
                let keys: Vec<String> = self
                    .ends
                    .iter()
                    .map(|(_, key)| format!("[{key}]"))
                    .collect();
                let fault = Fault::new(Kind::UnknownKey, place(), found);
                Err(match only {
                    Some(_) => fault
                        .expected("số thứ tự, để trống, hoặc tên có khóa trong ngoặc vuông")
                        .remedy("xóa chữ trong ô này nếu là một dòng thường"),
                    None => fault
                        .expected(format!("một trong các cấp: {}", keys.join(", ")))
                        .remedy("chọn cấp trong danh sách của ô"),
                })
            }
        }
    }
}

/// Whether a value names a sheet, so that it is read as a table.
fn names(node: &Node, sheet: &str) -> bool {
    match &node.value {
        Value::Text(text) => text == sheet || text.rsplit('!').next() == Some(sheet),
        Value::List(items) => items.iter().any(|item| names(item, sheet)),
        Value::Map(entries) => entries.iter().any(|entry| names(&entry.value, sheet)),
        Value::Blank => false,
    }
}

/// The fault of a value whose row has no key, with the nearest name of the sheet.
fn unnamed(grid: &Grid, head: &Head, label: Option<Cell>, cell: &Cell) -> Fault {
    let Some(label) = label else {
        return unnamed_of(cell, None);
    };
    let labels = grid.rows().filter_map(|(_, row)| row.cell(head.first));
    let labels = labels.filter_map(|cell| {
        let (words, way) = key::read(cell.text);
        way.map(|_| (words, cell.text))
    });
    let labels: Vec<(&str, &str)> = labels.collect();
    let near = nearest(label.text, labels.iter().map(|(words, _)| *words));
    let near = labels.iter().find(|(words, _)| Some(*words) == near);
    let fault = unnamed_of(cell, Some(label));
    match near {
        Some((_, label)) => fault.remedy(format!("có phải ý bạn là “{label}”?")),
        None => fault,
    }
}

fn unnamed_of(cell: &Cell, label: Option<Cell>) -> Fault {
    let (place, found) = match label {
        Some(label) => (
            label.place(),
            format!(
                "không rõ “{}” là gì, mà dòng có giá trị “{}”",
                label.text, cell.text
            ),
        ),
        None => (
            cell.place(),
            format!("giá trị “{}” ở dòng không có tên", cell.text),
        ),
    };
    Fault::new(Kind::UnknownKey, place, found)
        .expected("tên có khóa trong ngoặc vuông ở cuối, như tệp lúc mới tạo")
        .remedy("chép ô tên của dòng cần điền vào đây, hoặc xóa giá trị này")
}

fn none(file: &Place) -> Fault {
    Fault::new(
        Kind::Syntax,
        file.clone(),
        "tệp Excel này không phải là hồ sơ",
    )
    .expected(format!(
        "trang có các cột “{WORDS}”, “{VALUE}”, với khóa trong ngoặc vuông"
    ))
    .remedy("nếu đây là bảng số liệu thì mở hồ sơ trước, rồi mới đưa bảng vào; nếu là hồ sơ thì tạo hồ sơ Excel mới rồi chép nội dung sang")
}
