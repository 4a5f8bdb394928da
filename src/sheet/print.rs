//! A Biểu with its figures as printed rows.

use super::filled::{Filled, FilledRow};
use super::plan::{Leaf, LeafKind, TotalRule};
use super::{Cell, Row, RowKind};
use crate::source::{Figure, Words};
use crate::vn::entry::Entry;
use crate::vn::name;

impl Filled {
    /// The rows as they print, of the Biểu of this number; with a label, a total row below them.
    pub fn printed_rows(&self, sheet: usize, total_label: Option<&Words>) -> Vec<Row> {
        let rows = self.rows.iter().enumerate();
        let mut rows: Vec<Row> = rows
            .map(|(number, row)| Row {
                kind: row.kind,
                cells: self.printed_cells(row, sheet, Some(number)).collect(),
            })
            .collect();
        self.name_plainly(&mut rows);
        rows.extend(total_label.map(|label| self.printed_total(sheet, label)));
        rows
    }

    /// The units of the first column of words, as documents name them.
    fn name_plainly(&self, rows: &mut [Row]) {
        let words = |leaf: &Leaf| leaf.kind == LeafKind::Text;
        let Some(column) = self.plan.leaves.iter().position(words) else {
            return;
        };
        let mut cells: Vec<&mut Words> = rows
            .iter_mut()
            .filter_map(|row| Some(&mut row.cells.get_mut(column)?.text))
            .collect();
        let written: Vec<String> = cells.iter().map(|words| words.to_string()).collect();
        let written: Vec<&str> = written.iter().map(String::as_str).collect();
        for ((words, before), plain) in cells
            .iter_mut()
            .zip(&written)
            .zip(name::plain_all(&written))
        {
            if plain != *before {
                let source = words.source_at(0).clone();
                **words = Words::new(plain, source);
            }
        }
    }

    fn printed_cells<'a>(
        &'a self,
        cells: &'a FilledRow,
        sheet: usize,
        row: Option<usize>,
    ) -> impl Iterator<Item = Cell> + 'a {
        let cells = self.cells(cells).enumerate();
        cells.map(move |(column, (leaf, cell))| Cell {
            text: cell.printed(leaf, Figure::Cell { sheet, row, column }),
            columns: 1,
        })
    }

    /// The label stands over all columns before the first one that has a total.
    fn printed_total(&self, sheet: usize, label: &Words) -> Row {
        let before = self
            .cells(&self.total)
            .take_while(|(leaf, cell)| {
                leaf.total == TotalRule::Blank && !matches!(cell.entry, Entry::Number(_))
            })
            .count();
        let mut cells = Vec::new();
        if before > 0 {
            cells.push(Cell {
                text: label.clone(),
                columns: before,
            });
        }
        cells.extend(self.printed_cells(&self.total, sheet, None).skip(before));
        Row {
            kind: RowKind::Total,
            cells,
        }
    }
}
