//! The text of a cell made clean, and what was mended on the way.

use super::charset::Charset;
use super::grid::{CellKind, Grid};
use crate::bounds::TABLE_CELLS;
use crate::fault::{Fault, Note, NoteKind, Place};
use crate::vn::text::clean;

/// Whether a text is the name of an error, as Excel writes it into text tables: `#N/A`, `#REF!`,
/// `#DIV/0!`, `#NAME?`; or the signs that it shows where a column is too narrow.
fn is_error(text: &str) -> bool {
    let Some(name) = text.trim().strip_prefix('#') else {
        return false;
    };
    let letters = |name: &str| {
        let letter = |c: char| c.is_ascii_uppercase() || matches!(c, '/' | '0' | '_');
        !name.is_empty() && name.chars().all(letter)
    };
    let narrow = name.len() > 1 && name.chars().all(|c| c == '#');
    let named = name.strip_suffix(['!', '?']).is_some_and(letters);
    narrow || named || matches!(name, "N/A" | "GETTING_DATA")
}

/// What goes along while a file's cells are read: the charset the hồ sơ names, how many cells
/// there are, and where letters were mended.
#[derive(Debug, Default)]
pub struct Reading {
    charset: Option<Charset>,
    /// Whether the lines of a text stay lines.
    lines: bool,
    cells: usize,
    mended: Option<(Place, usize)>,
}

impl Reading {
    /// Reading texts in a charset, or in Unicode.
    pub fn new(charset: Option<Charset>) -> Self {
        Self {
            charset,
            ..Self::default()
        }
    }

    /// Reading texts whose lines stay lines.
    pub fn of_lines() -> Self {
        Self {
            lines: true,
            ..Self::default()
        }
    }

    /// The charset that the hồ sơ names.
    pub fn charset(&self) -> Option<Charset> {
        self.charset
    }

    /// Puts a cell that is no text.
    pub fn put(
        &mut self,
        grid: &mut Grid,
        at: (usize, usize),
        text: &str,
        kind: CellKind,
    ) -> Result<(), Fault> {
        self.cells += usize::from(!text.is_empty());
        if self.cells > TABLE_CELLS.most {
            return Err(TABLE_CELLS.passed(None, grid.place()));
        }
        grid.put(at, text, kind)
    }

    /// Puts a text, cleaned: composed letters, single blanks, Đ for Ð, the old charset decoded
    /// or, if the hồ sơ names none, noticed.
    pub fn put_text(
        &mut self,
        grid: &mut Grid,
        at: (usize, usize),
        raw: &str,
    ) -> Result<(), Fault> {
        let (text, kind) = match self.charset {
            Some(charset) => (charset.decode(raw), CellKind::Text),
            None => match Charset::detect(raw) {
                Some(charset) => (raw.to_owned(), CellKind::Legacy(charset)),
                None if is_error(raw) => (raw.to_owned(), CellKind::Error),
                None => (raw.to_owned(), CellKind::Text),
            },
        };
        let text = match kind {
            CellKind::Text => self.mend(grid, at, text),
            _ => text,
        };
        let text = match self.lines {
            true => text.lines().map(clean).collect::<Vec<_>>().join("\n"),
            false => clean(&text),
        };
        self.put(grid, at, &text, kind)
    }

    /// Đ for the letters that look like it.
    fn mend(&mut self, grid: &Grid, (row, column): (usize, usize), text: String) -> String {
        const ALIKE: [char; 4] = ['Ð', 'ð', 'Ɖ', 'ɖ'];
        if self.lines || !text.contains(ALIKE) {
            return text;
        }
        let first = || (grid.place().at(row, column), 0);
        self.mended.get_or_insert_with(first).1 += 1;
        text.replace(['Ð', 'Ɖ'], "Đ").replace(['ð', 'ɖ'], "đ")
    }

    /// What was mended, for the user.
    pub fn notes(&self) -> Vec<Note> {
        let note = |(place, cells): &(Place, usize)| {
            let words =
                format!("chữ Ð (không phải chữ Việt) đã đọc là Đ, {cells} ô; ô đầu tiên ở đây");
            Note::at(NoteKind::Mended, place, words)
        };
        self.mended.iter().map(note).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four million cells take too long for a test, so nearly all are there.
    #[test]
    fn cells_are_read_up_to_their_bound() {
        let mut grid = Grid::new(Place::file("a.csv").sheet(""));
        let mut reading = Reading::new(None);
        reading.cells = TABLE_CELLS.most - 1;
        assert_eq!(reading.put_text(&mut grid, (1, 1), "a"), Ok(()));
        let fault = reading.put_text(&mut grid, (1, 2), "b").unwrap_err();
        let told = "a.csv: lỗi GIOI-HAN: các ô có chữ hoặc số của một tệp bảng quá giới hạn";
        assert!(fault.to_string().starts_with(told), "{fault}");
    }

    fn put(charset: Option<Charset>, raw: &str) -> (Grid, Vec<Note>) {
        let mut reading = Reading::new(charset);
        let mut grid = Grid::new(Place::file("a.csv").sheet(""));
        reading.put_text(&mut grid, (7, 3), raw).unwrap();
        (grid, reading.notes())
    }

    #[test]
    fn messy_text_becomes_clean() {
        let (grid, notes) = put(None, " xa\u{303}\u{a0}\u{a0}Lam\r\nVy\u{303} ");
        assert_eq!(grid.cell(7, 3).unwrap().text, "xã Lam Vỹ");
        assert_eq!(notes, []);
    }

    #[test]
    fn the_wrong_d_is_mended_and_told() {
        let (grid, notes) = put(None, "HÐND xã Ðông Ðô");
        assert_eq!(grid.cell(7, 3).unwrap().text, "HĐND xã Đông Đô");
        insta::assert_snapshot!(notes[0], @"a.csv!C7: chữ Ð (không phải chữ Việt) đã đọc là Đ, 1 ô; ô đầu tiên ở đây");
    }

    #[test]
    fn an_old_charset_is_noticed_and_with_its_name_decoded() {
        let (grid, _) = put(None, "UBND ph\u{ad}êng");
        let kind = grid.cell(7, 3).unwrap().kind;
        assert_eq!(kind, CellKind::Legacy(Charset::Tcvn3));
        let (grid, _) = put(Some(Charset::Tcvn3), "UBND ph\u{ad}êng");
        assert_eq!(grid.cell(7, 3).unwrap().text, "UBND phường");
    }
}
