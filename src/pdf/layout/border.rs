//! Lines that are drawn: the borders of tables, each drawn once.

use super::{Direction, Stroke};
use crate::length::Length;
use crate::page::{Colour, Cover};

impl Stroke {
    /// A line from left to right.
    pub(super) fn horizontal(
        thickness: Length,
        colour: Colour,
        at: Length,
        from: Length,
        to: Length,
    ) -> Self {
        let direction = Direction::Horizontal;
        Self {
            direction,
            thickness,
            colour,
            at,
            from,
            to,
        }
    }

    /// A line from top to bottom.
    pub(super) fn vertical(
        thickness: Length,
        colour: Colour,
        at: Length,
        from: Length,
        to: Length,
    ) -> Self {
        let direction = Direction::Vertical;
        Self {
            direction,
            thickness,
            colour,
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
        let line = |s: &Self| (s.direction, s.thickness, s.colour, s.at);
        line(self) == line(next) && next.from <= self.to
    }
}

/// Some rows of a table and where their edges lie.
pub(super) struct Grid<'g> {
    /// What covers each place of the rows.
    pub(super) places: &'g [Vec<Option<Cover<'g>>>],
    /// The left edge of each column, and the right edge of the last.
    pub(super) columns: &'g [Length],
    /// The upper edge of each row, and the lower edge of the last.
    pub(super) rows: &'g [Length],
}

/// The borders of some rows of a table: a line wherever two different cells meet.
///
/// A border lies on the edge between columns, but below the edge between rows, as LibreOffice
/// has it; the lower edge of the last row is followed by one border more.
pub(super) fn borders(thickness: Length, grid: &Grid) -> Vec<Stroke> {
    let owner = |row: Option<usize>, column: Option<usize>| {
        let cover = (*grid.places.get(row?)?.get(column?)?)?;
        Some((cover.row, cover.cell.column))
    };
    let half = thickness / 2;
    let mut strokes = Vec::new();
    for (row, top) in grid.rows.iter().enumerate() {
        for (column, edges) in grid.columns.windows(2).enumerate() {
            if let [left, right] = edges
                && owner(row.checked_sub(1), Some(column)) != owner(Some(row), Some(column))
            {
                strokes.push(Stroke::horizontal(
                    thickness,
                    Colour::BLACK,
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
                && owner(Some(row), column.checked_sub(1)) != owner(Some(row), Some(column))
            {
                strokes.push(Stroke::vertical(
                    thickness,
                    Colour::BLACK,
                    *left,
                    *top,
                    *bottom + thickness,
                ));
            }
        }
    }
    joined(strokes)
}
