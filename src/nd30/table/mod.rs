//! A Biểu as a table of boxes: how its paper is turned, its type, its columns, its rows.

mod head;
mod measure;
mod widths;

use std::cell::LazyCell;

use super::decree::{Element, Size};
use super::setter::Setter;
use crate::length::Length;
use crate::page::{Block, Cell, Row, Run, Table, TableRole, Vertical};
use crate::sheet::{self, ColumnAlign, HeadCell, Orientation, RowKind, Sheet};
use crate::source::Words;

use measure::Measured;

/// How a table is set: its paper, its type and its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Whether its paper is turned.
    pub landscape: bool,
    /// The size of its type.
    size: Length,
    /// The widths of its columns.
    columns: Vec<Length>,
}

impl Setting {
    /// The setting of a sheet with pages of its own: upright in the largest type in which no
    /// word or number breaks, else across, else as small and wide as may be.
    pub fn of_appendix(setter: &Setter, sheet: &Sheet) -> Self {
        let turns: &[bool] = match sheet.turn {
            Orientation::Measured => &[false, true],
            Orientation::Portrait => &[false],
            Orientation::Landscape => &[true],
        };
        Self::among(setter, sheet, turns)
    }

    /// The setting of a sheet between paragraphs, on the paper of the text.
    pub fn of_body(setter: &Setter, sheet: &Sheet) -> Self {
        Self::among(setter, sheet, &[false])
    }

    fn among(setter: &Setter, sheet: &Sheet, turns: &[bool]) -> Self {
        let sizes = sizes(setter, sheet);
        // Most sheets fit in the first.
        let sizes: Vec<LazyCell<Measured, _>> = sizes
            .into_iter()
            .map(|size| LazyCell::new(move || Measured::new(setter, sheet, size)))
            .collect();
        let setting = |landscape: bool, measured: &Measured| Self {
            landscape,
            size: measured.size,
            columns: widths::widths(setter.text_width(landscape), sheet, measured),
        };
        for landscape in turns {
            let full = setter.text_width(*landscape);
            if let Some(fits) = sizes.iter().find(|measured| measured.fit(full)) {
                return setting(*landscape, fits);
            }
        }
        // The last resort: words break.
        let landscape = turns.last().copied().unwrap_or(false);
        match sizes.last() {
            Some(smallest) => setting(landscape, smallest),
            None => Self {
                landscape,
                size: Length::pt(11),
                columns: Vec::new(),
            },
        }
    }
}

/// The sizes of type to try, from the largest. Who states the widths of columns has laid the
/// table out for the usual size.
fn sizes(setter: &Setter, sheet: &Sheet) -> Vec<Length> {
    let (from, usual, to) = setter.type_range(Element::TableText);
    let stated = sheet.leaves().iter().all(|leaf| leaf.share.is_some());
    let mut size = if stated { usual } else { to };
    let mut sizes = Vec::new();
    while size >= from && size > Length::ZERO {
        sizes.push(size);
        size -= Length::pt(1);
    }
    sizes
}

/// The table of a sheet; none if it has no columns or no rows at all.
pub fn table(setter: &Setter, sheet: &Sheet, setting: Setting) -> Option<Table> {
    let aligns: Vec<ColumnAlign> = sheet.leaves().iter().map(|leaf| leaf.align).collect();
    let head = sheet.header().into_iter().map(|cells| {
        let cell = |head| head_cell(setter, head, setting.size);
        header_row(cells.into_iter().map(cell).collect())
    });
    let numbers = (!sheet.numbers.is_empty()).then(|| {
        let texts = sheet.numbers.iter().cloned();
        let texts = texts.chain(std::iter::repeat(Words::default()));
        let cell = |(column, text)| number_cell(setter, column, text);
        header_row((0..aligns.len()).zip(texts).map(cell).collect())
    });
    let rows = sheet.rows.iter().enumerate().map(|(i, row)| {
        let next = sheet.rows.get(i + 1).map(|next| next.kind);
        Row {
            header: false,
            least: Length::ZERO,
            splits: false,
            keep_with_next: stays(row.kind, next),
            cells: cells(setter, row, &aligns, setting.size),
        }
    });
    let mut rows: Vec<Row> = head.chain(numbers).chain(rows).collect();
    head::heights(setter, &mut rows, &setting.columns);
    let page = setter.text_height(setting.landscape);
    head::splits(setter, &mut rows, &setting.columns, page);
    (!setting.columns.is_empty() && !rows.is_empty()).then(|| Table {
        role: TableRole::Data {
            summary: sheet.summary.to_string(),
        },
        columns: setting.columns,
        border: Some(setter.decree.size(Size::TableLine)),
        padding: setter.decree.size(Size::CellPadding),
        rows,
    })
}

fn header_row(cells: Vec<Cell>) -> Row {
    Row {
        header: true,
        keep_with_next: true,
        least: Length::ZERO,
        splits: false,
        cells,
    }
}

/// A group's row stays with the first of its rows, a total with the row above it, and the last
/// row with the end of the section, which would else make an empty page.
fn stays(kind: RowKind, next: Option<RowKind>) -> bool {
    matches!(
        (kind, next),
        (RowKind::Group, _) | (_, Some(RowKind::Total) | None)
    )
}

fn head_cell(setter: &Setter, head: HeadCell, size: Length) -> Cell {
    Cell {
        column: head.column,
        columns: head.columns,
        rows: head.rows,
        vertical: Vertical::Middle,
        heads: true,
        blocks: vec![text(setter, Element::TableHead, head.text, size, |_| ())],
    }
}

fn number_cell(setter: &Setter, column: usize, number: Words) -> Cell {
    Cell {
        column,
        columns: 1,
        rows: 1,
        vertical: Vertical::Middle,
        heads: true,
        blocks: vec![Block::Paragraph(
            setter.paragraph(Element::TableNumber, number),
        )],
    }
}

fn cells(setter: &Setter, row: &sheet::Row, aligns: &[ColumnAlign], size: Length) -> Vec<Cell> {
    let mut column = 0;
    let mut cells = Vec::with_capacity(row.cells.len());
    for cell in &row.cells {
        let align = if cell.columns > 1 {
            ColumnAlign::Centre
        } else {
            aligns.get(column).copied().unwrap_or(ColumnAlign::Left)
        };
        let element = match align {
            ColumnAlign::Left => Element::TableText,
            ColumnAlign::Centre => Element::TableFigure,
            ColumnAlign::Right => Element::TableFigureRight,
        };
        let emphasis = |run: &mut Run| match row.kind {
            RowKind::Group | RowKind::Total => run.format.bold = true,
            RowKind::SubItem => run.format.italic = true,
            RowKind::Item => {}
        };
        cells.push(Cell {
            column,
            columns: cell.columns,
            rows: 1,
            vertical: Vertical::Middle,
            heads: false,
            blocks: vec![text(setter, element, cell.text.clone(), size, emphasis)],
        });
        column += cell.columns;
    }
    cells
}

/// A cell's text in the table's size. An empty cell stays empty.
fn text(
    setter: &Setter,
    element: Element,
    text: Words,
    size: Length,
    emphasis: impl Fn(&mut Run),
) -> Block {
    let mut run = setter.run(element, text);
    run.format.size = size;
    emphasis(&mut run);
    Block::Paragraph(setter.paragraph_of(element, vec![run]))
}
