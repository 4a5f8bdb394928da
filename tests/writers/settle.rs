//! Text whose lines no rounding can break otherwise.
//!
//! LibreOffice keeps the edges of columns in ten-thousandths of a table's width, so that a column
//! is up to two twips wider or narrower than the file says; and it adds widths up in fractions
//! that are not quite ours. Text that fits, or does not, by less is shortened.

use std::sync::LazyLock;

use vanthu::font::{Fonts, break_lines};
use vanthu::length::Length;
use vanthu::page::{Block, Boxes, Paragraph, Table};

static FONTS: LazyLock<Fonts> = LazyLock::new(|| Fonts::embedded().unwrap());

/// How far a column of text may be from its width, and a cell.
const COLUMN: Length = Length::units(3);
const CELL: Length = Length::twips(2);

/// Takes words off paragraphs until their lines are beyond doubt.
pub(super) fn settle(boxes: &mut Boxes) {
    for section in &mut boxes.sections {
        let width = section.geometry.text_width();
        for block in &mut section.blocks {
            match block {
                Block::Paragraph(paragraph) => settle_paragraph(paragraph, width, COLUMN),
                Block::Table(table) => settle_table(table),
                Block::Rule(_) | Block::Chart(_) => {}
            }
        }
    }
}

fn settle_paragraph(paragraph: &mut Paragraph, width: Length, doubt: Length) {
    while is_doubtful(paragraph, width, doubt) {
        shorten(paragraph);
    }
}

fn settle_table(table: &mut Table) {
    let (columns, padding) = (table.columns.clone(), table.padding);
    for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
        let taken = columns.iter().skip(cell.column).take(cell.columns);
        let width = taken.copied().sum::<Length>() - padding * 2;
        for block in &mut cell.blocks {
            if let Block::Paragraph(paragraph) = block {
                settle_paragraph(paragraph, width, CELL);
            }
        }
    }
}

fn is_doubtful(paragraph: &Paragraph, width: Length, doubt: Length) -> bool {
    let width = width - paragraph.format.indent_left - paragraph.format.indent_right;
    let lines = |more| {
        let width = width + more;
        let first = width - paragraph.format.indent_first;
        break_lines(&FONTS, &paragraph.runs, first, width)
    };
    let as_said = lines(Length::ZERO);
    [-doubt, doubt].into_iter().any(|more| {
        let other = lines(more);
        other
            .iter()
            .map(|line| &line.pieces)
            .ne(as_said.iter().map(|line| &line.pieces))
    })
}

/// Takes the last word off, or a letter off the only one.
fn shorten(paragraph: &mut Paragraph) {
    let Some(run) = paragraph.runs.last_mut() else {
        return;
    };
    match run.text.trim_end().rfind(' ') {
        Some(blank) => run.text = run.text.slice(0..blank),
        None => {
            let last = run.text.chars().next_back().map_or(0, char::len_utf8);
            run.text = run.text.slice(0..run.text.len() - last);
        }
    }
    if run.text.is_empty() {
        paragraph.runs.pop();
    }
}
