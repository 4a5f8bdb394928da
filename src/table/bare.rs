//! The names of units alone, without the numbers, remarks and signs of notes written around them.

use std::sync::Arc;

use super::dictionary::Dictionary;
use super::grid::{Cell, CellKind, Grid};
use super::head::Head;
use crate::fault::{Faults, Note, NoteKind, Place};
use crate::form::Sourced;

/// A table with the bare names of its units, which stand in this column.
///
/// # Errors
/// If the shipped dictionary is damaged.
pub fn bare_names(
    grid: Arc<Grid>,
    head: &Head,
    column: usize,
    notes: &mut Vec<Note>,
) -> Result<Arc<Grid>, Faults> {
    let dictionary = Dictionary::shared()?;
    let is_head = |cell: &Cell<'_>| {
        let mut paths = head.columns.iter().map(|column| &column.path);
        cell.place().line() < head.data()
            || paths.any(|path| path.iter().any(|part| part == cell.text))
    };
    let bare = |cell: Cell<'_>| {
        let bare = dictionary.bare_name(cell.text);
        // Nearly all names are bare.
        let is_other = bare != cell.text && cell.kind == CellKind::Text;
        (is_other && !is_head(&cell)).then(|| bare.to_owned())
    };
    let cells = grid
        .rows_in(head.data()..=usize::MAX)
        .filter_map(|(_, row)| row.cell(column));
    let mended: Vec<(Cell, String)> = cells.filter_map(|cell| Some((cell, bare(cell)?))).collect();
    let Some((cell, name)) = mended.first() else {
        return Ok(grid);
    };
    notes.push(note((cell.text, name), mended.len(), &cell.place()));
    Ok(Arc::new(grid.mended(&[column], bare)?))
}

/// Names that stand one a line.
///
/// # Errors
/// If the shipped dictionary is damaged.
pub fn bare_lines(names: &mut [Sourced<String>], notes: &mut Vec<Note>) -> Result<(), Faults> {
    let dictionary = Dictionary::shared()?;
    let mut mended: Vec<(String, &Sourced<String>)> = Vec::new();
    for name in names {
        let bare = dictionary.bare_name(&name.value).to_owned();
        if bare != name.value {
            let written = std::mem::replace(&mut name.value, bare);
            mended.push((written, name));
        }
    }
    if let Some((written, name)) = mended.first() {
        notes.push(note((written, &name.value), mended.len(), &name.place));
    }
    Ok(())
}

fn note((written, name): (&str, &str), count: usize, place: &Place) -> Note {
    let more = match count {
        1 => String::new(),
        count => format!("; {count} tên như vậy"),
    };
    let words = format!("tên “{written}” đọc là “{name}”{more}");
    Note::at(NoteKind::Mended, place, words)
}
