//! How high the rows of a head of several levels are, and which rows are higher than a page.

use crate::font::{Variant, break_lines};
use crate::length::Length;
use crate::nd30::decree::Size;
use crate::nd30::setter::Setter;
use crate::page::{Block, Cell, LineSpacing, Paragraph, Row, Vertical, edges_of_rows};

/// States the height of each row of a head in which cells span rows; those of other heads follow
/// from their words.
pub fn heights(setter: &Setter, rows: &mut [Row], columns: &[Length]) {
    let count = rows.iter().take_while(|row| row.header).count();
    let Some(head) = rows.get_mut(..count) else {
        return;
    };
    if head
        .iter()
        .flat_map(|row| &row.cells)
        .all(|cell| cell.rows < 2)
    {
        return;
    }
    let line = setter.decree.size(Size::TableLine);
    let cells = head.iter().enumerate().flat_map(|(row, begun)| {
        let cells = begun.cells.iter();
        cells.map(move |cell| (row, cell.rows, height(setter, cell, columns)))
    });
    let tops = edges_of_rows(&cells.collect::<Vec<_>>(), count, line);
    for (row, edges) in head.iter_mut().zip(tops.windows(2)) {
        if let [top, bottom] = edges {
            row.least = *bottom - *top;
        }
    }
}

/// Says of which rows a page may end within them: those too high to stand on one below the head.
/// Their cells begin at the top.
pub fn splits(setter: &Setter, rows: &mut [Row], columns: &[Length], page: Length) {
    let lines = |row: &Row| {
        row.cells
            .iter()
            .map(|cell| height(setter, cell, columns))
            .max()
    };
    let head = rows.iter().take_while(|row| row.header);
    let head: Length = head.filter_map(lines).sum();
    for row in rows.iter_mut().filter(|row| !row.header && is_long(row)) {
        row.splits = lines(row).is_some_and(|height| height + head > page);
        // What stands in the middle of several pages is on another than the rest of its row.
        let cells = row.cells.iter_mut().filter(|_| row.splits);
        cells.for_each(|cell| cell.vertical = Vertical::Top);
    }
}

/// Whether a row has so many letters that it is worth while to see how high it is.
fn is_long(row: &Row) -> bool {
    /// Fewer letters than fill the narrowest column of a page.
    const LETTERS: usize = 200;
    let letters = |cell: &Cell| -> usize {
        let paragraphs = cell.blocks.iter().filter_map(paragraph);
        let runs = paragraphs.flat_map(|paragraph| &paragraph.runs);
        runs.map(|run| run.text.len()).sum()
    };
    row.cells.iter().any(|cell| letters(cell) > LETTERS)
}

fn paragraph(block: &Block) -> Option<&Paragraph> {
    match block {
        Block::Paragraph(paragraph) => Some(paragraph),
        _ => None,
    }
}

/// How high the words of a cell stand in its columns.
fn height(setter: &Setter, cell: &Cell, columns: &[Length]) -> Length {
    let width = columns.iter().skip(cell.column).take(cell.columns);
    let around = setter.decree.size(Size::CellPadding) * 2;
    let width = width.copied().sum::<Length>() - around;
    let paragraphs = cell.blocks.iter().filter_map(paragraph);
    paragraphs
        .map(|paragraph| of_paragraph(setter, paragraph, width))
        .sum()
}

fn of_paragraph(setter: &Setter, paragraph: &Paragraph, width: Length) -> Length {
    let format = &paragraph.format;
    let lines = break_lines(setter.fonts, &paragraph.runs, width, width).len();
    let lines = i64::try_from(lines).unwrap_or(1);
    let natural = paragraph.runs.iter().map(|run| {
        let face = setter.fonts.face(Variant::of(&run.format));
        face.line_metrics(run.format.size).height
    });
    let natural = natural.max().unwrap_or_default();
    let line = match format.line {
        LineSpacing::Multiple(of_240) => Length::units(natural.in_units() * of_240 / 240),
        LineSpacing::Exact(height) => height,
    };
    format.before + line * lines + format.after
}
