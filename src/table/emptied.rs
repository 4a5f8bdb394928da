//! A file of tables without its figures, to be filled in anew: heads, names, formulas and looks
//! stay as they are.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use super::charset::Charset;
use super::edits::{Edit, Edits};
use super::grid::{Cell, CellKind, Grid, Worksheet};
use super::head::Head;
use super::others::first_data;
use super::words::fold;
use super::{Book, csv};
use crate::fault::{Fault, Place};

#[cfg(feature = "xlsx")]
use super::spreadsheet;

/// What is to be done to a file.
pub struct Emptying<'a> {
    /// The sheets that are read, or the only one with data, and the rows of their heads where
    /// those are declared.
    pub sheets: &'a [(Option<&'a str>, Option<RangeInclusive<usize>>)],
    /// The charset of its texts, if it is an old one.
    pub charset: Option<Charset>,
    /// Words that are figures of the month, such as the names of bands.
    pub words: &'a [String],
    /// What a text above the figures, or the name of a sheet, becomes.
    pub mend: &'a dyn Fn(&str) -> String,
}

impl Emptying<'_> {
    /// The bytes of a file without its figures.
    ///
    /// # Errors
    /// If it is no table, or a sheet of it has no head.
    pub fn of(&self, file: &str, bytes: &[u8]) -> Result<Vec<u8>, Fault> {
        let book = Book::read(file, bytes, self.charset)?;
        let mut changes: BTreeMap<String, Edits> = BTreeMap::new();
        for (sheet, rows) in self.sheets {
            let grid = match sheet {
                Some(name) => {
                    let named = |sheet: &&Worksheet| fold(&sheet.name) == fold(name);
                    let sheet = book.sheets().iter().find(named);
                    sheet.and_then(|sheet| sheet.grid.as_ref().ok())
                }
                None => Some(book.only(&mut Vec::new())?),
            };
            if let Some(grid) = grid {
                let name = grid.place().sheet_name().unwrap_or_default().to_owned();
                let edits = self.edits(grid, rows.as_ref())?;
                changes.entry(name).or_default().extend(edits);
            }
        }
        let place = Place::file(file);
        match bytes.starts_with(b"PK") {
            true => self.workbook(&place, bytes, &changes),
            false => {
                let none = Edits::new();
                let edits = changes.values().next().unwrap_or(&none);
                csv::edited(&place, bytes, self.charset, edits)
            }
        }
    }

    #[cfg(feature = "xlsx")]
    fn workbook(
        &self,
        place: &Place,
        bytes: &[u8],
        changes: &BTreeMap<String, Edits>,
    ) -> Result<Vec<u8>, Fault> {
        let names: BTreeMap<&str, String> = changes
            .keys()
            .map(|name| (name.as_str(), (self.mend)(name)))
            .filter(|(old, new)| old != new)
            .collect();
        spreadsheet::edited(place, bytes, changes, &names)
    }

    #[cfg(not(feature = "xlsx"))]
    fn workbook(
        &self,
        place: &Place,
        bytes: &[u8],
        _: &BTreeMap<String, Edits>,
    ) -> Result<Vec<u8>, Fault> {
        Book::read(place.file_name(), bytes, self.charset).map(|_| bytes.to_vec())
    }

    /// What becomes of the cells of a sheet.
    fn edits(&self, grid: &Grid, rows: Option<&RangeInclusive<usize>>) -> Result<Edits, Fault> {
        let head = match rows {
            Some(rows) => Head::at(grid, rows.clone())?,
            None => Head::find(grid)?,
        };
        let data = first_data(grid, head.clone(), rows.is_some());
        let kept: BTreeSet<usize> = head
            .columns
            .iter()
            .filter(|column| column.is_serial() || is_code(&column.name()))
            .map(|column| column.number)
            .collect();
        let mut edits = Edits::new();
        for (number, row) in grid.rows() {
            for (column, cell) in row.cells() {
                let edit = if number >= data {
                    let figure = !kept.contains(&column) && self.is_figure(&cell);
                    figure.then_some(Edit::Blank)
                } else {
                    let text = (self.mend)(cell.text);
                    let words = cell.kind == CellKind::Text && text != cell.text;
                    words.then_some(Edit::Text(text))
                };
                edits.extend(edit.map(|edit| ((number, column), edit)));
            }
        }
        Ok(edits)
    }

    /// Whether a cell below the head is of the month.
    fn is_figure(&self, cell: &Cell) -> bool {
        let text = cell.text.trim();
        let fraction = text.split('/').all(|part| {
            let part = part.trim();
            !part.is_empty() && part.chars().all(|c| c.is_ascii_digit() || ".,".contains(c))
        });
        cell.is_figure()
            || matches!(cell.kind, CellKind::Date | CellKind::Truth)
            || fraction
            || self.words.iter().any(|word| cell.says(&fold(word)))
    }
}

/// Whether a head is of codes, which are names.
fn is_code(head: &str) -> bool {
    let folded = fold(head);
    folded
        .split(' ')
        .any(|word| matches!(word, "ma" | "code" | "id"))
}
