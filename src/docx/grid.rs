//! Which cell covers which place of a table.

use super::error::Breach;
use crate::page::{Cell, Table};

/// A cell as one row sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Slot<'a> {
    /// The cell.
    pub(super) cell: &'a Cell,
    /// Whether it began in a row above.
    pub(super) continued: bool,
}

/// The slots of each row from left to right. Word wants the rows below a cell that spans
/// downwards to name it again.
pub(super) fn rows(table: &Table) -> Result<Vec<Vec<Slot<'_>>>, Breach> {
    if table.rows.is_empty() || table.columns.is_empty() {
        return Err(Breach::EmptyTable);
    }
    // For each column, the cell that began there and how many rows it still takes.
    let mut open: Vec<Option<(&Cell, usize)>> = vec![None; table.columns.len()];
    let mut rows = Vec::with_capacity(table.rows.len());
    for (index, row) in table.rows.iter().enumerate() {
        let slots = row_of_slots(&row.cells, &mut open).map_err(|column| Breach::Grid {
            row: index + 1,
            column: column + 1,
        })?;
        rows.push(slots);
    }
    match open.iter().position(Option::is_some) {
        Some(column) => Err(Breach::Grid {
            row: rows.len(),
            column: column + 1,
        }),
        None => Ok(rows),
    }
}

/// The slots of one row, or the column at which its cells do not fit.
fn row_of_slots<'a>(
    cells: &'a [Cell],
    open: &mut [Option<(&'a Cell, usize)>],
) -> Result<Vec<Slot<'a>>, usize> {
    let mut cells = cells.iter();
    let mut slots = Vec::new();
    let mut column = 0;
    while let Some(place) = open.get_mut(column) {
        if let Some((cell, left)) = *place {
            *place = (left > 1).then(|| (cell, left - 1));
            slots.push(Slot {
                cell,
                continued: true,
            });
            column += cell.columns;
            continue;
        }
        let cell = cells
            .next()
            .filter(|cell| cell.column == column)
            .ok_or(column)?;
        if cell.rows == 0 || !is_free(open, column, cell.columns) {
            return Err(column);
        }
        if let (Some(place), true) = (open.get_mut(column), cell.rows > 1) {
            *place = Some((cell, cell.rows - 1));
        }
        slots.push(Slot {
            cell,
            continued: false,
        });
        column += cell.columns;
    }
    match cells.next() {
        Some(cell) => Err(cell.column),
        None => Ok(slots),
    }
}

/// Whether at least one column, and all of them, can be taken.
fn is_free(open: &[Option<(&Cell, usize)>], column: usize, columns: usize) -> bool {
    columns > 0
        && column
            .checked_add(columns)
            .and_then(|end| open.get(column..end))
            .is_some_and(|places| places.iter().all(Option::is_none))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docx::sample::{cell, table};

    /// The rows as letters: `a` for the first cell of the table, a capital where continued.
    fn picture(cells: Vec<Vec<Cell>>, columns: usize) -> Result<Vec<String>, Breach> {
        let table = table(columns, cells);
        let all: Vec<&Cell> = table.rows.iter().flat_map(|row| &row.cells).collect();
        let letter = |slot: &Slot| {
            let index = all
                .iter()
                .position(|cell| std::ptr::eq(*cell, slot.cell))
                .unwrap();
            let letter = char::from(b'a' + u8::try_from(index).unwrap());
            if slot.continued {
                letter.to_ascii_uppercase()
            } else {
                letter
            }
        };
        let rows = rows(&table)?;
        Ok(rows
            .iter()
            .map(|row| row.iter().map(letter).collect())
            .collect())
    }

    #[test]
    fn a_cell_that_spans_down_is_named_again_in_every_row() {
        let cells = vec![
            vec![cell(0, 1, 2), cell(1, 2, 1)],
            vec![cell(1, 1, 1), cell(2, 1, 2)],
            vec![cell(0, 2, 1)],
        ];
        assert_eq!(picture(cells, 3).unwrap(), ["ab", "Acd", "eD"]);
    }

    #[test]
    fn gaps_overlaps_and_overhangs_are_breaches() {
        let broken = [
            (vec![vec![cell(0, 1, 1)]], 1, 2),
            (vec![vec![cell(0, 3, 1)]], 1, 1),
            (vec![vec![cell(0, 2, 2)]], 1, 1),
            (vec![vec![cell(0, 0, 1)]], 1, 1),
            (vec![vec![cell(0, 2, 0)]], 1, 1),
            (vec![vec![cell(0, usize::MAX, usize::MAX)]], 1, 1),
            (vec![vec![cell(0, 2, 1), cell(2, 1, 1)]], 1, 3),
            (
                vec![vec![cell(0, 1, 1), cell(1, 1, 2)], vec![cell(0, 2, 1)]],
                2,
                1,
            ),
        ];
        for (cells, row, column) in broken {
            assert_eq!(picture(cells, 2), Err(Breach::Grid { row, column }));
        }
        assert_eq!(picture(Vec::new(), 2), Err(Breach::EmptyTable));
        assert_eq!(picture(vec![Vec::new()], 0), Err(Breach::EmptyTable));
    }
}
