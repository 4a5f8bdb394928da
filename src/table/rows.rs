//! Which rows below a header are data, which are totals, which are neither.

use super::dictionary::Dictionary;
use super::grid::{Cell, Grid, Row};
use super::head::{Head, is_marks};
use crate::fault::{Faults, Note, NoteKind};

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordKind {
    /// A unit with its figures.
    Data,
    /// The sum of the rows: TỔNG SỐ, Tổng cộng, Cộng.
    Total,
    /// Words between or below the rows: a heading, a remark, who signs.
    Words,
}

/// The rows of a table in their order.
///
/// # Errors
/// If the shipped dictionary is damaged.
pub fn classify(grid: &Grid, head: &Head) -> Result<Vec<(usize, RecordKind)>, Faults> {
    let dictionary = Dictionary::shared()?;
    let (mut rows, serial) = (Vec::new(), head.serial());
    let said = head.said();
    for (number, row) in grid.rows_in(head.data()..=usize::MAX) {
        if is_marks(row) || said.is_again(row) {
            continue;
        }
        rows.push((number, kind(row, (head, serial), dictionary)));
    }
    keep_units_without_figures(head, &mut rows);
    Ok(rows)
}

fn kind(row: Row, (head, serial): (&Head, Option<usize>), dictionary: &Dictionary) -> RecordKind {
    let counted = serial.and_then(|column| row.cell(column));
    if is_total(row, serial, counted, dictionary) {
        return RecordKind::Total;
    }
    let figures = row
        .cells()
        .any(|(column, cell)| Some(column) != serial && cell.is_figure());
    let numbered = counted.is_some_and(Cell::is_figure);
    let named = row.count() > 1 || head.columns.len() < 2;
    if (numbered || figures) && named {
        RecordKind::Data
    } else {
        RecordKind::Words
    }
}

/// Whether a row's first words are those of a total. A row with a serial number is none:
/// “1 | Tổng số hồ sơ | 50” is an item of its own.
fn is_total(
    row: Row,
    serial: Option<usize>,
    counted: Option<Cell>,
    dictionary: &Dictionary,
) -> bool {
    if counted.is_some_and(Cell::is_figure) {
        return false;
    }
    let first = row.cells().find(|(_, cell)| !cell.is_figure());
    let in_name = |column: usize| serial.is_none_or(|serial| column <= serial + 1);
    first.is_some_and(|(column, cell)| in_name(column) && dictionary.says_total(cell.text))
}

/// In a table without serial numbers a unit that reported nothing has only its name; it stands
/// between rows with figures, while remarks and signatures stand below the last.
fn keep_units_without_figures(head: &Head, rows: &mut [(usize, RecordKind)]) {
    if head.serial().is_some() {
        return;
    }
    let last = rows.iter().rposition(|(_, kind)| *kind == RecordKind::Data);
    for (_, kind) in rows.iter_mut().take(last.unwrap_or(0)) {
        if *kind == RecordKind::Words {
            *kind = RecordKind::Data;
        }
    }
}

/// What to tell of a row that is left out of the data; nothing of data.
pub fn left_out_as(grid: &Grid, number: usize, kind: RecordKind) -> Option<Note> {
    let (kind, what) = match kind {
        RecordKind::Data => return None,
        RecordKind::Total => (NoteKind::Aside, "hàng tổng, không tính là đơn vị"),
        RecordKind::Words => (NoteKind::Unused, "bỏ qua, không phải dòng số liệu"),
    };
    let words = format!("{what}: “{}”", shown(grid, number));
    Some(Note::at(kind, &grid.place().at(number, 0), words))
}

/// The first words of a row.
fn shown(grid: &Grid, number: usize) -> String {
    let cells = grid.row(number).into_iter().flat_map(Row::cells);
    let texts: Vec<&str> = cells.map(|(_, cell)| cell.text).collect();
    let words = texts.join(" | ");
    let shown: String = words.chars().take(60).collect();
    let more = if shown.len() < words.len() { "…" } else { "" };
    format!("{shown}{more}")
}
