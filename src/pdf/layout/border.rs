//! Lines that are drawn: the borders of tables, each drawn once.

use super::{Direction, Stroke};
use crate::length::Length;
use crate::page::Table;

impl Stroke {
    /// A line from left to right.
    pub(super) fn horizontal(thickness: Length, at: Length, from: Length, to: Length) -> Self {
        let direction = Direction::Horizontal;
        Self {
            direction,
            thickness,
            at,
            from,
            to,
        }
    }

    /// A line from top to bottom.
    pub(super) fn vertical(thickness: Length, at: Length, from: Length, to: Length) -> Self {
        let direction = Direction::Vertical;
        Self {
            direction,
            thickness,
            at,
            from,
            to,
        }
    }

    pub(super) fn is_horizontal(&self) -> bool {
        self.direction == Direction::Horizontal
    }

    /// Moves it down.
    pub(super) fn lower(&mut self, by: Length) {
        match self.direction {
            Direction::Horizontal => self.at += by,
            Direction::Vertical => {
                self.from += by;
                self.to += by;
            }
        }
    }

    /// The part of it between two heights.
    pub(super) fn clipped(self, top: Length, bottom: Length) -> Option<Self> {
        let (from, to) = (self.from.max(top), self.to.min(bottom));
        match self.direction {
            Direction::Horizontal => (self.at >= top && self.at <= bottom).then_some(self),
            Direction::Vertical => (from < to).then_some(Self { from, to, ..self }),
        }
    }
}

/// The same lines, with those joined that lie on one another or touch.
pub(super) fn joined(mut strokes: Vec<Stroke>) -> Vec<Stroke> {
    strokes.sort_unstable();
    let mut joined: Vec<Stroke> = Vec::with_capacity(strokes.len());
    for stroke in strokes {
        match joined.last_mut() {
            Some(last) if last.continues_in(&stroke) => last.to = last.to.max(stroke.to),
            _ => joined.push(stroke),
        }
    }
    joined
}

impl Stroke {
    fn continues_in(&self, next: &Self) -> bool {
        let line = |s: &Self| (s.direction, s.thickness, s.at);
        line(self) == line(next) && next.from <= self.to
    }
}

/// Where the edges of columns and rows lie.
pub(super) struct Grid {
    /// The left edge of each column, and the right edge of the last.
    pub(super) columns: Vec<Length>,
    /// The upper edge of each row, and the lower edge of the last.
    pub(super) rows: Vec<Length>,
}

/// The borders of some rows of a table: a line wherever two different cells meet.
///
/// A border lies on the edge between columns, but below the edge between rows, as LibreOffice
/// has it; the lower edge of the last row is followed by one border more.
pub(super) fn borders(table: &Table, first: usize, thickness: Length, grid: &Grid) -> Vec<Stroke> {
    let owners = owners(table, first, grid.rows.len().saturating_sub(1));
    let half = thickness / 2;
    let mut strokes = Vec::new();
    for (row, top) in grid.rows.iter().enumerate() {
        for (column, edges) in grid.columns.windows(2).enumerate() {
            if let [left, right] = edges
                && owner(&owners, row.checked_sub(1), Some(column))
                    != owner(&owners, Some(row), Some(column))
            {
                strokes.push(Stroke::horizontal(
                    thickness,
                    *top + half,
                    *left - half,
                    *right + half,
                ));
            }
        }
    }
    for (row, edges) in grid.rows.windows(2).enumerate() {
        for (column, left) in grid.columns.iter().enumerate() {
            if let [top, bottom] = edges
                && owner(&owners, Some(row), column.checked_sub(1))
                    != owner(&owners, Some(row), Some(column))
            {
                strokes.push(Stroke::vertical(
                    thickness,
                    *left,
                    *top,
                    *bottom + thickness,
                ));
            }
        }
    }
    joined(strokes)
}

/// Which cell owns each place of some rows: its row and column.
type Owners = Vec<Vec<Option<(usize, usize)>>>;

fn owners(table: &Table, first: usize, count: usize) -> Owners {
    let mut owners = vec![vec![None; table.columns.len()]; count];
    for (index, row) in table.rows.iter().skip(first).take(count).enumerate() {
        for cell in &row.cells {
            for line in owners.iter_mut().skip(index).take(cell.rows) {
                for place in line.iter_mut().skip(cell.column).take(cell.columns) {
                    *place = Some((index, cell.column));
                }
            }
        }
    }
    owners
}

/// The owner of a place; none outside.
fn owner(owners: &Owners, row: Option<usize>, column: Option<usize>) -> Option<(usize, usize)> {
    *owners.get(row?)?.get(column?)?
}
