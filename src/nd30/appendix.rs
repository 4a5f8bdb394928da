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
    let shares: Vec<u32> = leaves
        .iter()
        .map(|column| column.share.unwrap_or(1))
        .collect();
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
        columns: widths(
            setter.text_width(),
            &shares,
            &least_widths(setter, sheet, shares.len()),
        ),
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

/// The narrowest that each column may be without breaking a word or a number in it.
fn least_widths(setter: &Setter, sheet: &Sheet, columns: usize) -> Vec<Length> {
    let around = setter.decree.size(Size::CellPadding) * 2 + Length::mm(1);
    let mut least = vec![Length::ZERO; columns];
    let mut need = |column: usize, text: &str| {
        for word in text.split(' ') {
            // Bold, as in heads and totals: no cell needs more.
            let width = setter.width(Element::TableHead, word) + around;
            if let Some(least) = least.get_mut(column) {
                *least = Ord::max(*least, width);
            }
        }
    };
    for (column, leaf) in sheet.leaves().iter().enumerate() {
        need(column, &leaf.head);
    }
    for row in &sheet.rows {
        let mut column = 0;
        for cell in &row.cells {
            if cell.columns == 1 {
                need(column, &cell.text);
            }
            column += cell.columns;
        }
    }
    least
}

/// Shares of a width, in whole twips that add up to it. Columns that would be too narrow for
/// their words are widened, and the others give what they have to spare.
fn widths(full: Length, shares: &[u32], least: &[Length]) -> Vec<Length> {
    let all: i64 = shares.iter().map(|share| i64::from(*share)).sum();
    let wanted = |share: &u32| full.scaled(i64::from(*share), all.max(1));
    let lacks: Vec<Length> = shares
        .iter()
        .zip(least)
        .map(|(share, least)| *least - wanted(share))
        .collect();
    let missing: Length = lacks
        .iter()
        .filter(|lack| **lack > Length::ZERO)
        .copied()
        .sum();
    let spare: Length = -lacks
        .iter()
        .filter(|lack| **lack < Length::ZERO)
        .copied()
        .sum::<Length>();
    let fits = spare >= missing;
    let fair = shares.iter().zip(&lacks).map(|(share, lack)| match lack {
        _ if !fits => wanted(share),
        lack if *lack > Length::ZERO => wanted(share) + *lack,
        lack => {
            let given = (-*lack).scaled(missing.in_units(), spare.in_units());
            wanted(share) - given
        }
    });
    on_twips(fair, full)
}

/// Widths with their edges on whole twips; the last one reaches the full width.
fn on_twips(widths: impl ExactSizeIterator<Item = Length>, full: Length) -> Vec<Length> {
    let last = widths.len().saturating_sub(1);
    let (mut exact, mut edge) = (Length::ZERO, 0);
    widths
        .enumerate()
        .map(|(column, width)| {
            exact += width;
            let next = if column == last {
                full.in_twips()
            } else {
                exact.in_twips()
            };
            let width = Length::twips(next - edge);
            edge = next;
            width
        })
        .collect()
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
        ColumnAlign::Centre | ColumnAlign::Right => Element::TableFigure,
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

    fn twips(widths: &[Length]) -> Vec<i64> {
        widths.iter().map(|width| width.in_twips()).collect()
    }

    #[test]
    fn shares_add_up_to_the_width() {
        let full = Length::twips(9355);
        let widths = widths(full, &[8, 56, 20, 16], &[Length::ZERO; 4]);
        assert_eq!(widths.iter().copied().sum::<Length>(), full);
        assert_eq!(twips(&widths), [748, 5239, 1871, 1497]);
    }

    #[test]
    fn a_column_is_wide_enough_for_its_numbers_if_the_others_can_spare_it() {
        let full = Length::twips(1000);
        let least = [100, 100, 600].map(Length::twips);
        assert_eq!(twips(&widths(full, &[1, 1, 2], &least)), [200, 200, 600]);
        let least = [400, 400, 600].map(Length::twips);
        assert_eq!(twips(&widths(full, &[1, 1, 2], &least)), [250, 250, 500]);
    }
}
