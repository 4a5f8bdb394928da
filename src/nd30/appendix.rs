//! An appendix: its heading, the line that ties it to its document, its table.

use super::decree::{Element, RuleUnder, Size};
use super::setter::Setter;
use super::symbol::attached_to;
use crate::length::Length;
use crate::page::{Block, Cell, Row, Run, Scope, Table, TableRole, Vertical};
use crate::sheet::{self, ColumnAlign, HeadCell, RowKind, Sheet, roman};

/// The blocks of the appendix at this place among the document's appendices.
pub fn blocks(setter: &Setter, index: usize) -> Vec<Block> {
    let appendices = &setter.document.appendices;
    let Some(appendix) = appendices.get(index) else {
        return Vec::new();
    };
    // One appendix bears no number, several bear Roman ones (ND30-PL-02).
    let heading = match (1..).zip(appendices).nth(index) {
        Some((number, _)) if appendices.len() > 1 => format!("Phụ lục {}", roman(number)),
        _ => "Phụ lục".to_owned(),
    };
    let attached = attached_to(setter.document, setter.decree);
    let (title, _) = setter.balanced(Element::AppendixTitle, &appendix.title.to_uppercase());
    let (attached, longest) = setter.balanced(Element::AppendixOf, &attached);
    vec![
        Block::Paragraph(setter.paragraph(Element::Appendix, heading)),
        Block::Paragraph(title),
        Block::Paragraph(attached),
        Block::Rule(setter.rule_under(RuleUnder::Appendix, longest)),
        Block::Paragraph(setter.space()),
        Block::Table(table(setter, &appendix.sheet)),
    ]
}

fn table(setter: &Setter, sheet: &Sheet) -> Table {
    let leaves = sheet.leaves();
    let shares: Vec<u32> = leaves.iter().map(|column| column.share).collect();
    let aligns: Vec<ColumnAlign> = leaves.iter().map(|column| column.align).collect();
    let head = sheet.header().into_iter().map(|cells| Row {
        header: true,
        keep_with_next: true,
        cells: cells
            .into_iter()
            .map(|cell| head_cell(setter, cell))
            .collect(),
    });
    let rows = sheet.rows.iter().enumerate().map(|(i, row)| {
        let next = sheet.rows.get(i + 1).map(|next| next.kind);
        Row {
            header: false,
            keep_with_next: stays(row.kind, next),
            cells: cells(setter, row, &aligns),
        }
    });
    Table {
        role: TableRole::Data {
            summary: sheet.summary.clone(),
        },
        columns: widths(setter.text_width(), &shares),
        border: Some(setter.decree.size(Size::TableLine)),
        padding: setter.decree.size(Size::CellPadding),
        rows: head.chain(rows).collect(),
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

/// Shares of a width, in whole twips that add up to it.
fn widths(full: Length, shares: &[u32]) -> Vec<Length> {
    let all: i64 = shares.iter().map(|share| i64::from(*share)).sum();
    let full = full.in_twips();
    let (mut before, mut edge) = (0, 0);
    let mut widths = Vec::with_capacity(shares.len());
    for share in shares {
        before += i64::from(*share);
        let next = full * before / all.max(1);
        widths.push(Length::twips(next - edge));
        edge = next;
    }
    widths
}

fn head_cell(setter: &Setter, head: HeadCell) -> Cell {
    Cell {
        column: head.column,
        columns: head.columns,
        rows: head.rows,
        vertical: Vertical::Middle,
        scope: Some(Scope::Column),
        blocks: vec![Block::Paragraph(
            setter.paragraph(Element::TableHead, head.text),
        )],
    }
}

fn cells(setter: &Setter, row: &sheet::Row, aligns: &[ColumnAlign]) -> Vec<Cell> {
    let mut column = 0;
    let mut cells = Vec::with_capacity(row.cells.len());
    for cell in &row.cells {
        let align = if cell.columns > 1 {
            ColumnAlign::Centre
        } else {
            aligns.get(column).copied().unwrap_or(ColumnAlign::Left)
        };
        cells.push(Cell {
            column,
            columns: cell.columns,
            rows: 1,
            vertical: Vertical::Middle,
            scope: None,
            blocks: vec![text(setter, row.kind, align, &cell.text)],
        });
        column += cell.columns;
    }
    cells
}

fn text(setter: &Setter, kind: RowKind, align: ColumnAlign, text: &str) -> Block {
    let element = match align {
        ColumnAlign::Left => Element::TableText,
        ColumnAlign::Centre => Element::TableFigure,
    };
    let mut format = setter.run_format(element);
    match kind {
        RowKind::Group | RowKind::Total => format.bold = true,
        RowKind::SubItem => format.italic = true,
        RowKind::Item => {}
    }
    let run = Run {
        text: text.to_owned(),
        format,
    };
    Block::Paragraph(setter.paragraph_of(element, vec![run]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_to_the_width() {
        let widths = widths(Length::twips(9355), &[8, 56, 20, 16]);
        assert_eq!(widths.iter().copied().sum::<Length>(), Length::twips(9355));
        assert_eq!(widths[0].in_twips(), 748);
    }
}
