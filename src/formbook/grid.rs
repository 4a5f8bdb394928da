//! A sheet of such a workbook: where its head stands, what its columns are.

use std::collections::BTreeMap;

use super::key::{self, Segment};
use super::shape;
use super::tab::{HELP, VALUE, WORDS};
use crate::fault::{Fault, Faults, Kind};
use crate::form::{Form, Shape};
use crate::table::{Cell, Grid, Row};
use crate::vn::text::fold;

/// The head of a sheet.
pub struct Head<'g> {
    /// Its row.
    pub row: usize,
    /// The column of what the rows are.
    pub first: usize,
    /// What it is a sheet of.
    pub of: Of,
    /// The columns that say what is meant by a cell.
    pub columns: BTreeMap<usize, Found<'g>>,
    /// The column of what is told.
    pub help: Option<usize>,
}

/// What a sheet is of.
pub enum Of {
    /// Keys with one value each.
    Keys,
    /// Keys below this one, each with several values.
    Named(Vec<Segment>),
    /// Items of a list, with those of the lists in them.
    Items(Vec<Segment>),
}

impl Of {
    /// What a sheet is of, if a cell of its head says so; columns may stand in any order.
    fn read(cell: &Cell, row: Row, form: &'static Form) -> Option<Self> {
        if is(cell, WORDS) {
            return has_value(row).then_some(Self::Keys);
        }
        let mut way = key::read(cell.text).1?;
        let shape = shape::at(form, &way)?;
        match way.last() {
            Some(Segment::Named) => {
                way.pop();
                Some(Self::Named(way))
            }
            // An item that is a text stands in a row of its own.
            Some(Segment::Item) if row.count() > 1 && shape::has_keys(&shape) => {
                Some(Self::Items(way))
            }
            _ => None,
        }
    }
}

/// A column, and where its head stands.
pub struct Found<'g> {
    pub way: Vec<Segment>,
    pub cell: Cell<'g>,
}

impl<'g> Head<'g> {
    /// Finds the head; none if the sheet is no part of a form.
    pub fn find(grid: &'g Grid, form: &'static Form, faults: &mut Faults) -> Option<Self> {
        for (number, row) in grid.rows() {
            let found = row.cells().find_map(|(first, cell)| {
                let of = Of::read(&cell, row, form)?;
                Some((first, of))
            });
            let Some((first, of)) = found else { continue };
            let mut head = Self {
                row: number,
                first,
                of,
                columns: BTreeMap::new(),
                help: None,
            };
            head.columns(row, form, faults);
            return Some(head);
        }
        None
    }

    fn columns(&mut self, row: Row<'g>, form: &'static Form, faults: &mut Faults) {
        let known = self.known(form);
        for (number, cell) in row.cells().filter(|(number, _)| *number != self.first) {
            if is(&cell, HELP) {
                self.help = Some(number);
                continue;
            }
            let way = match (&self.of, key::read(cell.text)) {
                (Of::Keys, _) if is(&cell, VALUE) => Some(Vec::new()),
                (Of::Keys, _) => None,
                (_, (_, Some(way))) => Some(way),
                (_, (words, None)) => meant(words, &known).map(|key| vec![Segment::key(key)]),
            };
            let Some(way) = way else {
                if !matches!(self.of, Of::Keys) {
                    faults.add(unknown(&cell, &known));
                }
                continue;
            };
            let twice = self.columns.values().find(|other| other.way == way);
            match twice.filter(|_| !way.contains(&Segment::Item)) {
                Some(other) => faults.add(repeated(&cell, &other.cell)),
                None => drop(self.columns.insert(number, Found { way, cell })),
            }
        }
    }

    /// The keys that its columns may have, with what they are called.
    fn known(&self, form: &'static Form) -> Vec<(&'static str, &'static str)> {
        let mut forms = Vec::new();
        match &self.of {
            Of::Keys => (),
            Of::Named(way) => {
                let mut way = way.clone();
                way.push(Segment::Named);
                forms.push(way);
            }
            Of::Items(way) => {
                let ends = (1..=way.len()).filter(|end| way.get(end - 1) == Some(&Segment::Item));
                forms.extend(ends.filter_map(|end| way.get(..end).map(<[Segment]>::to_vec)));
            }
        }
        let shapes = forms.iter().filter_map(|way| shape::at(form, way));
        let mut known = Vec::new();
        for form in shapes.filter_map(|shape| of_form(&shape)) {
            known.extend(form.iter().map(|key| (key.key, key.name())));
        }
        known
    }
}

fn of_form(shape: &Shape) -> Option<&'static Form> {
    match shape {
        Shape::Form(form) => Some(form),
        Shape::Either(options) => options.iter().find_map(of_form),
        Shape::Filled(of) => of_form(of),
        _ => None,
    }
}

/// The key that words without one name: as it is written, or as it is called.
fn meant(words: &str, known: &[(&'static str, &'static str)]) -> Option<&'static str> {
    let folded = fold(words);
    let mut keys = known
        .iter()
        .filter(|(key, what)| *key == words || fold(what) == folded);
    let (key, _) = keys.next()?;
    keys.all(|(other, _)| other == key).then_some(key)
}

/// Whether a cell says these words.
pub fn is(cell: &Cell, words: &str) -> bool {
    fold(cell.text) == fold(words)
}

/// Whether a row has the head of a column of values.
fn has_value(row: Row) -> bool {
    row.cells().any(|(_, cell)| is(&cell, VALUE))
}

fn unknown(cell: &Cell, known: &[(&str, &str)]) -> Fault {
    let labels: Vec<String> = known
        .iter()
        .map(|(key, what)| key::label(what, &[Segment::key(key)]))
        .collect();
    let words: Vec<&str> = known.iter().map(|(_, what)| *what).collect();
    let near = crate::fault::nearest(cell.text, words.iter().copied());
    let near = near.and_then(|near| labels.iter().find(|label| label.starts_with(near)));
    let fault = Fault::new(
        Kind::UnknownKey,
        cell.place(),
        format!("không rõ cột “{}” là gì", cell.text),
    )
    .expected("tên cột có khóa trong ngoặc vuông ở cuối, như tệp lúc mới tạo");
    match near {
        Some(near) => fault.remedy(format!("có phải ý bạn là “{near}”?")),
        None if labels.is_empty() => fault.remedy("ghi lại tên cột, hoặc xóa cột này"),
        None => fault.remedy(format!(
            "ghi lại một trong các tên: {}; hoặc xóa cột này",
            labels.join(", ")
        )),
    }
}

fn repeated(cell: &Cell, other: &Cell) -> Fault {
    let found = format!("hai cột cùng là “{}”", cell.text);
    Fault::new(Kind::RepeatedKey, cell.place(), found)
        .expected(format!("một cột; cột kia ở {}", other.place()))
        .remedy("giữ một cột, xóa một")
}
