//! What is read though the office program does not show it. A filter or a folded group must not
//! change a total, so rows and columns that are hidden are read as all others, and told. A hidden
//! sheet is read only if it is named.

use super::book::Book;
use super::grid::Grid;
use super::record::Record;
use crate::fault::{Note, NoteKind, column_letters};

/// What of the sheet, and of the records read from it, is not shown.
pub fn notes(
    book: &Book,
    grid: &Grid,
    records: &[Record],
    columns: &[(String, usize)],
) -> Vec<Note> {
    let rows = || records.iter().map(|record| record.place().line());
    let columns = || columns.iter().map(|(_, column)| *column);
    let hidden = book.hides(grid.place().sheet_name());
    let mut notes = unseen(hidden, grid, rows(), columns());
    let looks = [
        (
            grid.struck(),
            "có ô gạch ngang chữ, vẫn đọc; đã bỏ thì xóa hẳn dòng ấy, ô ấy",
        ),
        (
            grid.unseen(),
            "có ô định dạng không hiện số (;;;), vẫn đọc như các ô khác",
        ),
    ];
    for (cells, what) in looks.into_iter().filter(|(cells, _)| !cells.is_empty()) {
        let of = |row: &usize| {
            columns()
                .any(|column| cells.contains(&(*row, column)) && grid.cell(*row, column).is_some())
        };
        let rows = ranges(rows().filter(of).collect(), &|row| row.to_string());
        if !rows.is_empty() {
            let words = format!("dòng {rows} {what}");
            notes.push(Note::at(NoteKind::Hidden, grid.place(), words));
        }
    }
    notes
}

/// What of these rows and columns, which are read, is not shown, and whether the sheet is hidden.
pub fn unseen(
    hidden: bool,
    grid: &Grid,
    rows: impl Iterator<Item = usize>,
    columns: impl Iterator<Item = usize>,
) -> Vec<Note> {
    let place = grid.place();
    let mut notes = Vec::new();
    let mut note = |words: String| notes.push(Note::at(NoteKind::Hidden, place, words));
    if hidden {
        note("trang đang ẩn trong Excel, vẫn đọc".to_owned());
    }
    let rows = rows.filter(|row| grid.hidden_rows().contains(row));
    let rows = ranges(rows.collect(), &|row| row.to_string());
    if !rows.is_empty() {
        note(format!(
            "dòng {rows} đang ẩn trong Excel (ẩn, gộp nhóm hoặc lọc), vẫn đọc như các dòng khác"
        ));
    }
    let columns = columns.filter(|column| grid.hidden_columns().contains(column));
    let columns = ranges(columns.collect(), &column_letters);
    if !columns.is_empty() {
        note(format!(
            "cột {columns} đang ẩn trong Excel, vẫn đọc như các cột khác"
        ));
    }
    notes
}

/// `3, 5–7`.
pub(super) fn ranges(mut numbers: Vec<usize>, name: &dyn Fn(usize) -> String) -> String {
    numbers.sort_unstable();
    numbers.dedup();
    let runs = numbers.chunk_by(|before, after| before + 1 == *after);
    let runs = runs.filter_map(|run| Some((run.first()?, run.last()?)));
    let runs = runs.map(|(first, last)| match first == last {
        true => name(*first),
        false => format!("{}–{}", name(*first), name(*last)),
    });
    runs.collect::<Vec<_>>().join(", ")
}
