//! Figures that are those of the hồ sơ of the period before: files, byte for byte, and tables, figure for figure.

use std::collections::BTreeMap;
use std::path::Path;

use rust_decimal::Decimal;

use super::{Dossier, sheets};
use crate::fault::{Faults, Place};
use crate::files::Files;
use crate::form::{Fields, Node, Sourced, Value};
use crate::sheet::{Filled, FilledCell, Indicators};
use crate::shelf::{FormFile, NamedTable, OF_MONTH, Shelf, TableFile, tables, tables_in};

/// What is that of the period before, and where it stands.
#[derive(Debug, Default)]
pub struct Stale {
    /// Files, byte for byte.
    pub files: Vec<(Place, String)>,
    /// Tables, figure for figure, in other files or in none.
    pub tables: Vec<(Place, String)>,
}

impl Stale {
    /// That of a hồ sơ, and the tables of the period before.
    pub(super) fn of(dossier: &Dossier, (fields, shelf): (&Fields, &Shelf)) -> (Self, Tables) {
        let Some(form) = before(fields, shelf) else {
            return Default::default();
        };
        // What is wrong with it, nobody is told: its month is over.
        let mut unread = Faults::none();
        let Some(others) = form.fields(&mut unread) else {
            return Default::default();
        };
        let [now, before] = [fields, &others].map(|fields| tables(fields.entries(), &OF_MONTH));
        let files = same((now, shelf), (before, &form.shelf));
        let mut notes = Vec::new();
        let templates = &dossier.templates;
        let former = super::tables(&others, templates, &form.shelf, &mut notes, &mut unread);
        let mut tables = unchanged(dossier, &former, (&others, &form.shelf));
        // Of a file that is the same it is said already.
        let said = |place: &Place| {
            files
                .iter()
                .any(|(_, file)| Path::new(place.file_name()).ends_with(file))
        };
        tables.retain(|(place, _)| !said(place));
        (Self { files, tables }, former)
    }
}

/// Tables of figures by name.
type Tables = BTreeMap<String, Indicators>;

/// The files that a table of figures and the one of the period before both are, byte for byte.
pub fn copied_table(now: (&Node, &Shelf), before: (&Node, &Shelf)) -> Vec<(Place, String)> {
    same((tables_in(now.0), now.1), (tables_in(before.0), before.1))
}

fn same(
    (tables, shelf): (Vec<TableFile>, &Shelf),
    (others, other_shelf): (Vec<TableFile>, &Shelf),
) -> Vec<(Place, String)> {
    let bytes = |shelf: &Shelf, file: &str| shelf.session.files().read(&shelf.path(file)).ok();
    let same = tables.into_iter().filter_map(|table| {
        let own = bytes(shelf, &table.file)?;
        let twins = |other: &&TableFile| bytes(other_shelf, &other.file).as_ref() == Some(&own);
        let twins: Vec<&NamedTable> = others.iter().filter(twins).flat_map(|t| &t.parts).collect();
        let is_there = |part: &NamedTable| twins.iter().any(|other| other.sheet == part.sheet);
        let place = table.parts.into_iter().find(is_there)?.place;
        Some((place, table.file))
    });
    same.collect()
}

/// The hồ sơ of the period before; none if it is not named, or not to be read: that the points tell.
fn before(fields: &Fields, shelf: &Shelf) -> Option<FormFile> {
    match fields.node("ky_truoc").map(|node| &node.value) {
        Some(Value::Text(before)) => FormFile::read(&shelf.path(before), &shelf.session).ok(),
        _ => None,
    }
}

/// The tables whose figures are, one by one, those of the hồ sơ of the period before, with their names.
fn unchanged(
    now: &Dossier,
    tables: &Tables,
    (fields, shelf): (&Fields, &Shelf),
) -> Vec<(Place, String)> {
    let mut faults = Faults::none();
    let (inputs, templates) = (&now.inputs, &now.templates);
    let none = (None, [].as_slice(), None);
    let sheets = sheets::read(fields, shelf, templates, none, &mut faults);
    let called = |what: &'static str| {
        move |(place, key): (Place, String)| {
            let sheet = place.sheet_name().filter(|sheet| !sheet.is_empty());
            let shown = match sheet {
                Some(sheet) => format!("{what} ở trang “{sheet}” ({key})"),
                None => format!("{what} ({key})"),
            };
            (place, shown)
        }
    };
    let of_tables = staying(&inputs.tables, tables, of_indicators).map(called("bảng chỉ tiêu"));
    let of_sheets = staying(&inputs.sheets, &sheets, of_sheet).map(called("biểu"));
    of_tables.chain(of_sheets).collect()
}

/// The tables of one sort that stay as they were.
fn staying<'a, T>(
    now: &'a BTreeMap<String, T>,
    before: &BTreeMap<String, T>,
    figures: fn(&T) -> Vec<Sourced<Decimal>>,
) -> impl Iterator<Item = (Place, String)> {
    /// Few figures, and zeros, may well stay.
    const FEWEST: usize = 6;
    let values =
        |all: &[Sourced<Decimal>]| -> Vec<Decimal> { all.iter().map(|f| f.value).collect() };
    now.iter().filter_map(move |(name, table)| {
        let own = figures(table);
        let some = own.iter().filter(|figure| !figure.value.is_zero()).count();
        let same = values(&figures(before.get(name)?)) == values(&own);
        let place = own.first()?.place.clone();
        (same && some >= FEWEST).then(|| (place, name.clone()))
    })
}

fn of_indicators(table: &Indicators) -> Vec<Sourced<Decimal>> {
    let lines = table.lines.iter();
    let counts = lines.flat_map(|line| line.count.iter().chain(&line.of));
    counts.cloned().collect()
}

fn of_sheet(sheet: &Filled) -> Vec<Sourced<Decimal>> {
    let cells = sheet.rows.iter().flat_map(|row| &row.cells);
    cells.filter_map(FilledCell::stated).collect()
}
