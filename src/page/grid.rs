//! Which cell covers which place of a table.

use super::{Cell, Table, Violation};
use crate::length::Length;

/// The cell that covers a place.
#[derive(Debug, Clone, Copy)]
pub struct Cover<'a> {
    /// The row in which it begins, from 0.
    pub row: usize,
    /// The cell.
    pub cell: &'a Cell,
}

/// What covers each place of a table, row by row. In a table that was checked, every place is
/// covered once.
pub fn grid(table: &Table) -> Vec<Vec<Option<Cover<'_>>>> {
    let mut places = vec![vec![None; table.columns.len()]; table.rows.len()];
    for (index, row) in table.rows.iter().enumerate() {
        for cell in &row.cells {
            for line in places.iter_mut().skip(index).take(cell.rows) {
                for place in line.iter_mut().skip(cell.column).take(cell.columns) {
                    place.get_or_insert(Cover { row: index, cell });
                }
            }
        }
    }
    places
}

/// The upper edge of each row and the lower edge of the last, for cells of which is said in which
/// row they begin, how many they take and how high their words are. A row is as high as its
/// highest cell and one line; a cell over several rows makes the last of them higher if it must.
pub fn edges_of_rows(cells: &[(usize, usize, Length)], count: usize, line: Length) -> Vec<Length> {
    let mut tops = vec![Length::ZERO];
    for row in 0..count {
        let ends_here = cells
            .iter()
            .filter(|(first, rows, _)| first + rows == row + 1);
        let bottoms = ends_here.map(|(first, _, height)| {
            tops.get(*first).copied().unwrap_or_default() + line + *height
        });
        let lowest = bottoms.max();
        let least = tops.last().copied().unwrap_or_default() + line;
        tops.push(lowest.unwrap_or(least).max(least));
    }
    tops
}

/// Whether the cells of each row, from left to right and with those that span down into it,
/// fill all columns exactly.
pub(super) fn check(table: &Table) -> Result<(), Violation> {
    if table.rows.is_empty() || table.columns.is_empty() {
        return Err(Violation::EmptyTable);
    }
    let places = grid(table);
    for (index, (row, line)) in table.rows.iter().zip(&places).enumerate() {
        let breach = |column: usize| Violation::Grid {
            row: index + 1,
            column: column.saturating_add(1),
        };
        if let Some(hole) = line.iter().position(Option::is_none) {
            return Err(breach(hole));
        }
        let mut left = 0;
        for cell in &row.cells {
            let lines = places.iter().skip(index).take(cell.rows);
            let covered = lines
                .flat_map(|line| line.iter().skip(cell.column).take(cell.columns).flatten())
                .filter(|cover| std::ptr::eq(cover.cell, cell))
                .count();
            let whole = cell.rows.checked_mul(cell.columns);
            if covered == 0 || Some(covered) != whole || cell.column < left {
                return Err(breach(cell.column));
            }
            left = cell.column;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builders::{plain, row, spanning, table};

    fn rows(columns: usize, cells: Vec<Vec<Cell>>) -> Table {
        let row = |cells| super::super::Row { cells, ..row(&[]) };
        table(columns, cells.into_iter().map(row).collect())
    }

    fn cell(column: usize, columns: usize, rows: usize) -> Cell {
        spanning(column, columns, rows, vec![plain("x")])
    }

    #[test]
    fn a_cell_that_spans_covers_all_its_places() {
        let table = rows(
            3,
            vec![
                vec![cell(0, 1, 2), cell(1, 2, 1)],
                vec![cell(1, 1, 1), cell(2, 1, 2)],
                vec![cell(0, 2, 1)],
            ],
        );
        assert_eq!(check(&table), Ok(()));
        let begins = |cover: &Option<Cover>| {
            let Cover { row, cell } = cover.unwrap();
            (row, cell.column)
        };
        let begins = |line: &Vec<_>| line.iter().map(begins).collect::<Vec<_>>();
        assert_eq!(
            grid(&table).iter().map(begins).collect::<Vec<_>>(),
            [
                [(0, 0), (0, 1), (0, 1)],
                [(0, 0), (1, 1), (1, 2)],
                [(2, 0), (2, 0), (1, 2)]
            ]
        );
    }

    #[test]
    fn gaps_overlaps_overhangs_and_disorder_are_breaches() {
        let broken = [
            (vec![vec![cell(0, 1, 1)]], 1, 2),
            (vec![vec![cell(0, 3, 1)]], 1, 1),
            (vec![vec![cell(0, 2, 2)]], 1, 1),
            (vec![vec![cell(0, 0, 1)]], 1, 1),
            (vec![vec![cell(0, 2, 0)]], 1, 1),
            (vec![vec![cell(0, usize::MAX, 1)]], 1, 1),
            (vec![vec![cell(0, 2, usize::MAX)]], 1, 1),
            (vec![vec![cell(0, usize::MAX, usize::MAX)]], 1, 1),
            (vec![vec![cell(0, 1, 1), cell(usize::MAX, 1, 1)]], 1, 2),
            (vec![vec![cell(0, 2, 1), cell(2, 1, 1)]], 1, 3),
            (vec![vec![cell(0, 2, 1), cell(0, 0, 1)]], 1, 1),
            (vec![vec![cell(1, 1, 1), cell(0, 1, 1)]], 1, 1),
            (
                vec![vec![cell(0, 1, 1), cell(1, 1, 2)], vec![cell(0, 2, 1)]],
                2,
                1,
            ),
            (
                vec![vec![cell(0, 1, 1), cell(1, 1, 1)], vec![cell(0, 1, 1)]],
                2,
                2,
            ),
        ];
        for (cells, row, column) in broken {
            assert_eq!(check(&rows(2, cells)), Err(Violation::Grid { row, column }));
        }
        assert_eq!(check(&rows(2, Vec::new())), Err(Violation::EmptyTable));
        assert_eq!(
            check(&rows(0, vec![Vec::new()])),
            Err(Violation::EmptyTable)
        );
    }
}
