//! A table of results: in the terminal, as CSV or as a sheet of a workbook.

use super::signed;
use crate::vn::entry::is_dash;
use crate::vn::number::{self, print};
use crate::workbook::{self, Cell, Kind};

/// How many letters part two columns.
const GAP: usize = 2;

/// What a column holds, which decides how it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Words, flush left.
    Words,
    /// Numbers as they are, flush right.
    Numbers,
    /// Rises and falls, with their sign.
    Changes,
}

/// Rows of cells below a head.
pub struct Table {
    head: Vec<(String, Holds)>,
    rows: Vec<Vec<Cell>>,
    /// Before which rows a line is drawn.
    lines: Vec<usize>,
}

impl Table {
    /// A table with a head.
    pub fn new(head: Vec<(String, Holds)>) -> Self {
        Self {
            head,
            rows: Vec::new(),
            lines: vec![0],
        }
    }

    /// One more row.
    pub fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// A line before the next row.
    pub fn line(&mut self) {
        self.lines.push(self.rows.len());
    }

    /// The head and the rows as they are shown.
    fn shown(&self, words: fn(&str) -> String) -> impl Iterator<Item = Vec<String>> {
        let head = self.head.iter().map(|(name, _)| words(name)).collect();
        let row = move |cells: &Vec<Cell>| {
            let cells = cells.iter().zip(&self.head);
            cells
                .map(|(cell, (_, holds))| match cell {
                    Cell::Text(text) => words(text),
                    _ => shown(cell, *holds),
                })
                .collect()
        };
        std::iter::once(head).chain(self.rows.iter().map(row))
    }

    /// The table in letters, columns aligned.
    pub fn text(&self) -> String {
        let rows: Vec<Vec<String>> = self.shown(str::to_owned).collect();
        let width = |column: usize| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.head.len()).map(width).collect();
        let full = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
        let mut text = String::new();
        for (i, row) in rows.iter().enumerate() {
            if i > 0 && self.lines.contains(&(i - 1)) {
                text.push_str(&"-".repeat(full));
                text.push('\n');
            }
            let cells = row.iter().zip(&widths).zip(&self.head);
            let cells = cells.map(|((cell, width), (_, holds))| match holds {
                Holds::Words => format!("{cell:<width$}"),
                Holds::Numbers | Holds::Changes => format!("{cell:>width$}"),
            });
            let line = cells.collect::<Vec<_>>().join(&" ".repeat(GAP));
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    /// As spreadsheets in Vietnam read it: semicolons, for the comma is the decimal mark. Words
    /// that they would take for a formula get an apostrophe before them, as they show none.
    pub fn csv(&self) -> String {
        let quoted = |cell: &String| {
            if cell.contains([';', '"', '\n', '\r']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell.clone()
            }
        };
        let line = |row: Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(";") + "\r\n";
        // The mark tells Excel that the text is UTF-8.
        std::iter::once("\u{feff}".to_owned())
            .chain(self.shown(inert).map(line))
            .collect()
    }

    /// As a sheet, numbers as numbers.
    pub fn sheet(&self, name: &str, titles: Vec<String>) -> workbook::Worksheet {
        const WORDS: u32 = 32;
        const NUMBERS: u32 = 14;
        let column = |(name, holds): &(String, Holds)| workbook::Column {
            path: vec![name.clone()],
            kind: match holds {
                Holds::Words => Kind::Text,
                Holds::Numbers | Holds::Changes => Kind::NUMBER,
            },
            width: if *holds == Holds::Words {
                WORDS
            } else {
                NUMBERS
            },
        };
        workbook::Worksheet {
            name: name.to_owned(),
            titles,
            columns: self.head.iter().map(column).collect(),
            rows: self.rows.clone(),
            blank_rows: 0,
        }
    }
}

/// Words that no spreadsheet takes for a formula.
fn inert(words: &str) -> String {
    const STARTS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    match words
        .trim_start_matches([' ', '\u{a0}'])
        .starts_with(STARTS)
        && !is_number(words)
    {
        true => format!("'{words}"),
        false => words.to_owned(),
    }
}

/// A number below zero, or a dash in place of one.
fn is_number(words: &str) -> bool {
    is_dash(words) || words.starts_with('-') && number::parse(words).is_ok()
}

fn shown(cell: &Cell, holds: Holds) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) if holds == Holds::Changes => signed(*number),
        Cell::Number(number) => print(*number),
    }
}
