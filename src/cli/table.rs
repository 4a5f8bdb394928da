//! A table in the terminal.

/// How many letters part two columns.
const GAP: usize = 2;

/// Rows of cells, the first of which is the head.
pub struct Table {
    rows: Vec<Vec<String>>,
    /// Before which rows a line is drawn.
    lines: Vec<usize>,
    /// Which columns hold words and stand flush left; the others hold numbers.
    words: Vec<usize>,
}

impl Table {
    /// A table with a head; `words` are the columns that hold words.
    pub fn new(head: Vec<String>, words: &[usize]) -> Self {
        Self {
            rows: vec![head],
            lines: vec![1],
            words: words.to_vec(),
        }
    }

    /// One more row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// A line before the next row.
    pub fn line(&mut self) {
        self.lines.push(self.rows.len());
    }

    /// The cells, for other formats.
    pub fn rows(&self) -> &[Vec<String>] {
        &self.rows
    }

    /// The table in letters, columns aligned.
    pub fn text(&self) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let full = widths.iter().sum::<usize>() + GAP * columns.saturating_sub(1);
        let mut text = String::new();
        for (i, row) in self.rows.iter().enumerate() {
            if self.lines.contains(&i) {
                text.push_str(&"-".repeat(full));
                text.push('\n');
            }
            let cells = row
                .iter()
                .zip(&widths)
                .enumerate()
                .map(|(column, (cell, width))| {
                    if self.words.contains(&column) {
                        format!("{cell:<width$}")
                    } else {
                        format!("{cell:>width$}")
                    }
                });
            let line = cells.collect::<Vec<_>>().join(&" ".repeat(GAP));
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}
