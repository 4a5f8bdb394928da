//! Tables → fragments: one for each row, or for rows that a cell ties together.

use super::border::{self, Grid};
use super::fragment::{self, RowOf};
use super::{Column, Composer, Fragment, Keep};
use crate::length::Length;
use crate::page::{Cell, Cover, Row, Table, Vertical, edges_of_rows, grid};

/// What a cell holds.
struct Content<'a> {
    /// The row in which the cell begins.
    row: usize,
    rows: usize,
    vertical: Vertical,
    fragment: Fragment<'a>,
}

impl<'a> Composer<'a, '_> {
    /// The rows of a table, each a fragment.
    pub(super) fn table(&mut self, table: &'a Table, column: Column) -> Vec<Fragment<'a>> {
        let number = self.tables;
        self.tables += 1;
        let edges = edges(column.left, table.columns.iter().copied());
        let border = table.border.unwrap_or_default();
        let places = grid(table);
        let mut fragments = Vec::with_capacity(table.rows.len());
        let mut first = 0;
        while first < table.rows.len() {
            let count = tied(table.rows.get(first..).unwrap_or_default());
            let places = places.get(first..first + count).unwrap_or_default();
            let mut fragment = self.rows(table, first, places, &edges);
            if let Some(row) = &mut fragment.row {
                row.table = number;
            }
            first += count;
            fragments.push(fragment);
        }
        if let Some(last) = fragments.last_mut() {
            last.height += border;
        }
        fragments
    }

    /// A fragment of rows that belong together, of which these cells cover the places.
    fn rows(
        &mut self,
        table: &'a Table,
        first: usize,
        places: &[Vec<Option<Cover>>],
        edges: &[Length],
    ) -> Fragment<'a> {
        let count = places.len();
        let rows = table.rows.get(first..first + count).unwrap_or_default();
        let border = table.border.unwrap_or_default();
        let mut contents = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            for cell in &row.cells {
                contents.push(self.content(table, cell, index, edges));
            }
        }
        let heights = contents
            .iter()
            .map(|one| (one.row, one.rows, one.fragment.height));
        let tops = edges_of_rows(&heights.collect::<Vec<_>>(), count, border);
        let height = tops.last().copied().unwrap_or_default();
        let mut fragment = Fragment {
            height,
            room: height + border,
            hold: hold(table.rows.get(first..).unwrap_or_default(), count),
            row: Some(RowOf {
                table: 0,
                header: rows.iter().all(|row| row.header),
                border,
                seams: tops.get(1..count).unwrap_or_default().to_vec(),
                splits: matches!(rows, [row] if row.splits),
            }),
            ..Fragment::default()
        };
        for content in contents {
            content.place(&tops, border, &mut fragment);
        }
        if let Some(thickness) = table.border {
            let grid = Grid {
                places,
                columns: edges,
                rows: &tops,
            };
            fragment.strokes.extend(border::borders(thickness, &grid));
        }
        fragment
    }

    fn content(
        &mut self,
        table: &Table,
        cell: &'a Cell,
        row: usize,
        edges: &[Length],
    ) -> Content<'a> {
        let edge = |column: usize| edges.get(column).copied().unwrap_or_default();
        let left = edge(cell.column) + table.padding;
        let right = edge(cell.column + cell.columns) - table.padding;
        let column = Column {
            left,
            width: right - left,
        };
        Content {
            row,
            rows: cell.rows,
            vertical: cell.vertical,
            fragment: fragment::stacked(self.blocks(&cell.blocks, column)),
        }
    }
}

impl<'a> Content<'a> {
    /// Puts it into its cell.
    fn place(self, tops: &[Length], border: Length, fragment: &mut Fragment<'a>) {
        let edge = |row: usize| tops.get(row).copied().unwrap_or_default();
        let top = edge(self.row) + border;
        let spare = (edge(self.row + self.rows) - top - self.fragment.height).max(Length::ZERO);
        let shift = match self.vertical {
            Vertical::Top => top,
            Vertical::Middle => top + spare / 2,
        };
        let placed = self.fragment.lowered(shift);
        fragment::put(placed.lines, &mut fragment.lines);
        fragment::put(placed.strokes, &mut fragment.strokes);
        fragment::put(placed.places, &mut fragment.places);
    }
}

/// The edges of things that stand one after the other.
fn edges(start: Length, sizes: impl Iterator<Item = Length>) -> Vec<Length> {
    let mut edges = vec![start];
    let mut edge = start;
    for size in sizes {
        edge += size;
        edges.push(edge);
    }
    edges
}

/// How many rows at the start are tied together by cells that span them.
fn tied(rows: &[Row]) -> usize {
    let mut end = 1;
    let mut row = 0;
    while row < end {
        let cells = rows
            .get(row)
            .map(|row| row.cells.as_slice())
            .unwrap_or_default();
        let reach = cells
            .iter()
            .map(|cell| row + cell.rows)
            .max()
            .unwrap_or(end);
        end = end.max(reach).min(rows.len());
        row += 1;
    }
    end
}

/// Whether a page may end below the first `count` of these rows.
fn hold(rows: &[Row], count: usize) -> Keep {
    let last = count.checked_sub(1).and_then(|last| rows.get(last));
    match (last, rows.get(count)) {
        (Some(row), Some(_)) if row.header => Keep::Tight,
        (Some(row), _) if row.keep_with_next => Keep::Next,
        _ => Keep::Free,
    }
}
