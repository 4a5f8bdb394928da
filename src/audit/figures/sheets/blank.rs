//! EMPTY-02: blank cells that keep others of their row from being computed. Those stay blank as
//! well, and the total row lacks what the row has.

use super::Look;
use crate::audit::code::Code;
use crate::audit::finding::Finding;
use crate::sheet::{FilledRow, Leaf};
use crate::vn::entry::Entry;

impl Look<'_> {
    pub(super) fn blank(&self, row: &FilledRow) -> Option<Finding> {
        let leaves = &self.sheet().plan.leaves;
        let (mut blank, mut lost) = (Vec::new(), Vec::new());
        for (leaf, cell) in self.sheet().cells(row) {
            let Some(computed) = leaf.formula.as_ref().filter(|_| cell.number().is_none()) else {
                continue;
            };
            let columns = &computed.columns;
            let known = columns.iter().any(|column| row.number(*column).is_some());
            let lacking: Vec<usize> = (columns.iter().copied())
                .filter(|column| is_left_blank(leaves.get(*column), row, *column))
                .collect();
            if known && !lacking.is_empty() {
                blank.extend(lacking);
                lost.push(leaf);
            }
        }
        blank.sort_unstable();
        blank.dedup();
        let first = *blank.first()?;
        let message = format!(
            "để trống cột {} nên không tính được cột {}",
            listed(blank.iter().filter_map(|column| leaves.get(*column))),
            listed(lost.into_iter())
        );
        let (leaf, cell) = (leaves.get(first)?, row.cells.get(first)?);
        let finding = self.finding(Code::Empty02, row, leaf, cell, message);
        Some(finding.suggest("không phát sinh thì ghi 0 hoặc “-”; chưa có số thì hỏi lại"))
    }
}

/// Whether a cell is to be entered and was not. One that is computed is told with what it lacks.
fn is_left_blank(leaf: Option<&Leaf>, row: &FilledRow, column: usize) -> bool {
    let cell = row.cells.get(column);
    leaf.is_some_and(|leaf| leaf.formula.is_none())
        && cell.is_some_and(|cell| cell.entry == Entry::Blank && cell.computed.is_none())
}

fn listed<'a>(leaves: impl Iterator<Item = &'a Leaf>) -> String {
    let names = leaves.map(|leaf| match &leaf.number {
        Some(number) => format!("({number})"),
        None => format!("“{}”", leaf.name()),
    });
    names.collect::<Vec<_>>().join(", ")
}
