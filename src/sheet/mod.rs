//! A Biểu: a tree of columns, which makes a header of several levels, and rows below it.
//!
//! ```
//! use vanthu::sheet::Formula;
//!
//! let rate = Formula::parse("(2)/(1) * 100").unwrap();
//! // The values of the columns that it names, in its order: (2), (1).
//! assert_eq!(rate.value(&[Some(30.into()), Some(40.into())]), Some(75.into()));
//! ```

mod fill;
mod filled;
mod formula;
mod indicators;
mod plan;
mod points;
mod print;

pub use fill::Stated;
pub use filled::{Filled, FilledCell, FilledRow};
pub use formula::{Formula, FormulaError, Name};
pub use indicators::{AS_OF, Computed, INDICATORS, Indicators, Line, RATE_DECIMALS, Rate};
pub use plan::{
    Against, Binding, Computation, Head, Leaf, LeafKind, Plan, Reconciled, RowsOf, SHEET, Sort,
    Topic, TotalRule,
};
pub use points::indicator_rows;

use std::sync::Arc;

use crate::form::choice;
use crate::source::Words;

choice! {
    /// How text stands in a column.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub enum ColumnAlign: "cách căn" {
        /// Flush left, for words.
        Left = "trai": "trái",
        /// Centred, for numbers and short words.
        #[default]
        Centre = "giua": "giữa",
        /// Flush right, for numbers with equally many decimals.
        Right = "phai": "phải",
    }
}

choice! {
    /// How the paper of a table is turned.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub enum Orientation: "hướng giấy" {
        /// Upright if the table fits without breaking a number, else across.
        #[default]
        Measured = "do": "đo, vừa thì để dọc, không thì ngang",
        /// Upright.
        Portrait = "doc": "dọc",
        /// Across.
        Landscape = "ngang": "ngang",
    }
}

/// A column with a head; or a head over columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The words at its head.
    pub head: Words,
    /// How text stands in it. A head over columns has none of its own.
    pub align: ColumnAlign,
    /// Its share of the table's width, against those of the other columns; none: as wide as
    /// what it holds asks for.
    pub share: Option<u32>,
    /// The columns below it, if it is a head over columns.
    pub below: Vec<Column>,
}

impl Column {
    fn depth(&self) -> usize {
        1 + self.below.iter().map(Self::depth).max().unwrap_or(0)
    }

    fn leaves<'a>(&'a self, out: &mut Vec<&'a Self>) {
        if self.below.is_empty() {
            out.push(self);
        }
        for column in &self.below {
            column.leaves(out);
        }
    }
}

/// A cell of the header, with its place in the grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadCell {
    /// The words in it.
    pub text: Words,
    /// The column in which it begins, from 0.
    pub column: usize,
    /// How many columns it spans.
    pub columns: usize,
    /// How many header rows it spans.
    pub rows: usize,
}

/// What a row is, which decides how it is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// It names the group of the rows below it.
    Group,
    /// An ordinary row.
    Item,
    /// A part of the row above it.
    SubItem,
    /// It closes the table.
    Total,
}

/// A row: one cell for each column, unless a cell spans several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// Its cells, from left to right.
    pub cells: Vec<Cell>,
}

/// A cell of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its text; none for a blank cell.
    pub text: Words,
    /// How many columns it takes.
    pub columns: usize,
}

/// A table of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The name by which its template and the hồ sơ call it: `so-hoa`.
    pub name: Arc<str>,
    /// What it shows, for those who cannot see it.
    pub summary: Words,
    /// Its columns.
    pub columns: Vec<Column>,
    /// The row of column numbers and formulas under the header, a text for each column that
    /// holds cells: `(3)=(2)/(1)`. Empty if the table has none.
    pub numbers: Vec<Words>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// How its paper is turned, if it has a page of its own.
    pub turn: Orientation,
}

impl Sheet {
    /// The columns that hold cells, from left to right.
    pub fn leaves(&self) -> Vec<&Column> {
        let mut leaves = Vec::new();
        for column in &self.columns {
            column.leaves(&mut leaves);
        }
        leaves
    }

    /// The header, row by row: a head over columns spans them, a column's own head reaches
    /// down to the last header row.
    pub fn header(&self) -> Vec<Vec<HeadCell>> {
        let depth = self.columns.iter().map(Column::depth).max().unwrap_or(0);
        let mut rows = vec![Vec::new(); depth];
        let mut column = 0;
        for head in &self.columns {
            column += place(head, column, &mut rows);
        }
        rows
    }
}

/// Places a head and those below it into the header's rows; gives how many columns it took.
fn place(head: &Column, column: usize, rows: &mut [Vec<HeadCell>]) -> usize {
    let Some((first, below)) = rows.split_first_mut() else {
        return 0;
    };
    let mut columns = 0;
    for child in &head.below {
        columns += place(child, column + columns, below);
    }
    first.push(HeadCell {
        text: head.head.clone(),
        column,
        columns: columns.max(1),
        rows: if head.below.is_empty() {
            1 + below.len()
        } else {
            1
        },
    });
    columns.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(head: &str, below: Vec<Column>) -> Column {
        Column {
            head: head.into(),
            align: ColumnAlign::Centre,
            share: Some(1),
            below,
        }
    }

    #[test]
    fn the_tree_of_columns_makes_the_header() {
        let sheet = Sheet {
            name: "a".into(),
            summary: "".into(),
            columns: vec![
                column("TT", vec![]),
                column(
                    "Thống kê",
                    vec![column("Số liệu", vec![]), column("%", vec![])],
                ),
            ],
            numbers: vec![],
            rows: vec![],
            turn: Orientation::Measured,
        };
        let shape: Vec<Vec<_>> = sheet
            .header()
            .iter()
            .map(|row| {
                let cell = |c: &HeadCell| (c.text.to_string(), c.column, c.columns, c.rows);
                row.iter().map(cell).collect()
            })
            .collect();
        assert_eq!(
            shape,
            [
                vec![("TT".into(), 0, 1, 2), ("Thống kê".into(), 1, 2, 1)],
                vec![("Số liệu".into(), 1, 1, 1), ("%".into(), 2, 1, 1)],
            ]
        );
        assert_eq!(sheet.leaves().len(), 3);
    }
}
