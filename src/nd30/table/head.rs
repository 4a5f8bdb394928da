//! How high the rows of a head of several levels are.

use crate::font::{Variant, break_lines};
use crate::length::Length;
use crate::nd30::decree::Size;
use crate::nd30::setter::Setter;
use crate::page::{Block, Cell, LineSpacing, Paragraph, Row};

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
    let around = setter.decree.size(Size::CellPadding) * 2;
    let mut tops = vec![Length::ZERO];
    for row in 0..count {
        let top = tops.last().copied().unwrap_or_default();
        let ends = head.iter().enumerate().flat_map(|(first, begun)| {
            let cells = begun
                .cells
                .iter()
                .filter(move |cell| first + cell.rows == row + 1);
            cells.map(move |cell| (first, cell))
        });
        let bottoms = ends.map(|(first, cell)| {
            let width = columns.iter().skip(cell.column).take(cell.columns);
            let width = width.copied().sum::<Length>() - around;
            tops.get(first).copied().unwrap_or_default() + line + height(setter, cell, width)
        });
        tops.push(bottoms.max().unwrap_or_default().max(top + line));
    }
    for (row, edges) in head.iter_mut().zip(tops.windows(2)) {
        if let [top, bottom] = edges {
            row.least = *bottom - *top;
        }
    }
}

/// How high the words of a cell stand in this width.
fn height(setter: &Setter, cell: &Cell, width: Length) -> Length {
    let paragraphs = cell.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph),
        _ => None,
    });
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
        LineSpacing::AtLeast(height) => natural.max(height),
    };
    format.before + line * lines + format.after
}
