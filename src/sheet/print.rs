//! A Biểu with its figures as printed rows.

use super::filled::{Filled, FilledRow};
use super::plan::TotalRule;
use super::{Cell, Row, RowKind};
use crate::vn::entry::Entry;

impl Filled {
    /// The rows as they print; with a label, a total row below them.
    pub fn printed_rows(&self, total_label: Option<&str>) -> Vec<Row> {
        let mut rows: Vec<Row> = self.rows.iter().map(|row| self.printed_row(row)).collect();
        rows.extend(total_label.map(|label| self.printed_total(label)));
        rows
    }

    fn printed_row(&self, row: &FilledRow) -> Row {
        let cell = |text| Cell { text, columns: 1 };
        let texts = self.cells(row).map(|(leaf, cell)| cell.printed(leaf));
        Row {
            kind: RowKind::Item,
            cells: texts.map(cell).collect(),
        }
    }

    /// The label stands over all columns before the first one that has a total.
    fn printed_total(&self, label: &str) -> Row {
        let before = self
            .cells(&self.total)
            .take_while(|(leaf, cell)| {
                leaf.total == TotalRule::Blank && !matches!(cell.entry, Entry::Number(_))
            })
            .count();
        let mut cells = Vec::new();
        if before > 0 {
            cells.push(Cell {
                text: label.to_owned(),
                columns: before,
            });
        }
        let totals = self.cells(&self.total).skip(before);
        cells.extend(totals.map(|(leaf, cell)| Cell {
            text: cell.printed(leaf),
            columns: 1,
        }));
        Row {
            kind: RowKind::Total,
            cells,
        }
    }
}
