//! Tables whose titles, sheets or files name another period than that of the hồ sơ: last month's
//! workbook, filled in anew or not.

use crate::fault::{Note, NoteKind, Place};
use crate::form::Sourced;
use crate::shelf::{NamedTable, Shelf, TableFile};
use crate::table::{Book, Grid, Head};
use crate::vn::period::Period;

/// What is to be told of these tables.
pub fn titled(tables: &[TableFile], shelf: &Shelf, period: Period) -> Vec<Note> {
    let files = tables.iter().filter(|table| table.charset.is_none());
    let parts = files.flat_map(|table| table.parts.iter().map(move |part| (table, part)));
    let found = parts.filter_map(|(table, part)| {
        let opened = shelf.session.tables();
        let book = opened.open(&shelf.folder, &table.file, None).ok()?;
        of_part(&book, (table, part), period)
    });
    let mut notes: Vec<Note> = Vec::new();
    for note in found {
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    notes
}

/// The nearest to the figures counts: the titles above them, then the sheet, then the file.
fn of_part(book: &Book, (table, part): (&TableFile, &NamedTable), period: Period) -> Option<Note> {
    let grid = match &part.sheet {
        Some(sheet) => book.named(&Sourced::new(sheet.clone(), part.place.clone())),
        None => book.only(&mut Vec::new()),
    };
    let grid = grid.ok()?;
    let sheet = grid.place().sheet_name().unwrap_or_default().to_owned();
    let nearer = [
        titles(grid, part),
        vec![(sheet, grid.place().clone())],
        vec![(table.file.clone(), part.place.clone())],
    ];
    for titles in nearer {
        let named = titles.into_iter().filter_map(|(title, place)| {
            let own = period.is_named_in(&title)?;
            Some((own, title, place))
        });
        let named: Vec<(bool, String, Place)> = named.collect();
        if named.iter().any(|(own, ..)| *own) {
            return None;
        }
        if let Some((_, title, place)) = named.into_iter().next() {
            let words = format!("bảng ghi “{title}”, hồ sơ là {}", period.short());
            return Some(Note::at(NoteKind::OtherPeriod(title), &place, words));
        }
    }
    None
}

/// The words above the head of a table.
fn titles(grid: &Grid, part: &NamedTable) -> Vec<(String, Place)> {
    let head = match &part.head {
        Some(rows) => *rows.start(),
        None => Head::find(grid).map_or(0, |head| *head.rows.start()),
    };
    let rows = grid.rows_in(0..=head.saturating_sub(1));
    let cells = rows.flat_map(|(_, row)| row.cells().map(|(_, cell)| cell));
    cells
        .map(|cell| (cell.text.to_owned(), cell.place()))
        .collect()
}
