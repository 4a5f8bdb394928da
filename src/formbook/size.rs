//! How wide columns and how high rows are, so that all that is written can be read.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::input::Input;
use super::key;
use super::tab::{InputRow, Tab};

/// Widths in letters: of labels, of numbers in a row and of levels in the first column; of others.
const LABEL: u32 = 44;
const SERIAL: u32 = 14;
const LEVEL: u32 = 22;
const WIDE: u32 = 60;
const MIDDLE: u32 = 30;
const NARROW: u32 = 18;
/// The height of a line, in points.
const LINE: u32 = 15;

impl Tab {
    /// How wide its columns are, in letters: a table's as wide as what they hold, within bounds.
    pub(super) fn widths(&self) -> Vec<u32> {
        let words = |row: &InputRow| row.label.chars().any(char::is_alphabetic);
        let first = match (self.levels.is_empty(), self.rows.iter().any(words)) {
            (true, true) => LABEL,
            (true, false) => SERIAL,
            (false, _) => LEVEL,
        };
        let column = |number: usize| {
            let texts = self
                .rows
                .iter()
                .filter_map(|row| row.cells.get(number)?.text.as_deref());
            let letters = texts.map(|text| text.chars().count()).max();
            let letters = u32::try_from(letters.unwrap_or_default()).unwrap_or(WIDE);
            let least = match self.columns.get(number).map(|column| &column.input) {
                Some(Input::Words) => MIDDLE,
                _ => NARROW,
            };
            if self.is_of_keys() {
                WIDE
            } else {
                letters.clamp(least, WIDE)
            }
        };
        let columns = (0..self.columns.len()).map(column);
        let caption = self.has_help().then_some(WIDE);
        std::iter::once(first)
            .chain(columns)
            .chain(caption)
            .collect()
    }
}

impl InputRow {
    /// The texts of its cells, with what is told of it in the last of so many columns.
    pub(super) fn texts(&self, columns: usize) -> impl Iterator<Item = &str> {
        let cells = self
            .cells
            .iter()
            .map(|cell| cell.text.as_deref().unwrap_or_default());
        let cells = cells.chain(std::iter::repeat("")).take(columns);
        std::iter::once(self.label.as_str())
            .chain(cells)
            .chain([self.help.as_str()])
    }
}

/// Makes a row as high as its texts are when broken; not every program does so by itself. A row of
/// one line is left to grow.
pub fn set_height<'t>(
    sheet: &mut Worksheet,
    row: u32,
    texts: impl Iterator<Item = &'t str>,
    widths: &[u32],
) -> Result<(), XlsxError> {
    let lines = texts
        .zip(widths)
        .map(|(text, width)| lines(text, *width))
        .max();
    // Excel's most is 409 points.
    let lines = lines.unwrap_or(1).min(27);
    if lines > 1 {
        sheet.set_row_height(row, f64::from(lines * LINE))?;
    }
    Ok(())
}

/// On how many lines a text stands in a column of so many letters. Letters of its key are small: of
/// four, three count.
fn lines(text: &str, width: u32) -> u32 {
    let (words, way) = key::read(text);
    let key = way.map(|_| text.len().saturating_sub(words.len()) * 3 / 4);
    let last = words.split('\n').count();
    let paragraph = |(number, text): (usize, &str)| {
        let letters = text.split(' ').map(|word| word.chars().count());
        let key = key.filter(|_| number == last);
        let (mut lines, mut used) = (1, 0);
        for letters in letters.chain(key) {
            let letters = u32::try_from(letters).unwrap_or(u32::MAX / 2);
            if used > 0 && used + 1 + letters > width {
                (lines, used) = (lines + 1, 0);
            }
            used += letters + u32::from(used > 0);
            lines += used.saturating_sub(1) / width;
            used = used.saturating_sub(1) % width + u32::from(used > 0);
        }
        lines
    };
    (1..).zip(words.split('\n')).map(paragraph).sum()
}
