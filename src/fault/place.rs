//! Where something stands in what the user gave us.

mod letter;

use std::fmt;
use std::sync::{Arc, OnceLock};

/// A text that was read, kept so that a fault can show the line it speaks of.
#[derive(PartialEq, Eq)]
pub struct Origin {
    /// The file as the user would name it.
    pub file: String,
    /// Its text.
    pub text: String,
}

/// What all places of a file, or of a sheet, share.
struct Whole {
    origin: Arc<Origin>,
    /// Where the lines of its text begin, once somebody has asked.
    lines: OnceLock<Vec<usize>>,
    /// The sheet, if the file is a table; without a name in a file that has only one (CSV).
    sheet: Option<String>,
}

impl Whole {
    /// Where the lines of its text begin.
    fn starts(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let ends = self.origin.text.match_indices('\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(ends).collect()
        })
    }

    /// Its text from a line on, from 1.
    fn text_from(&self, number: usize) -> Option<&str> {
        let start = *self.starts().get(number.checked_sub(1)?)?;
        self.origin.text.get(start..)
    }

    /// A line of its text, from 1, without its end.
    fn line(&self, number: usize) -> Option<&str> {
        let (text, starts) = (&self.origin.text, self.starts());
        let start = *starts.get(number.checked_sub(1)?)?;
        let end = starts.get(number).map_or(text.len(), |next| next - 1);
        let line = text.get(start..end).filter(|_| start < text.len())?;
        Some(line.strip_suffix('\r').unwrap_or(line))
    }
}

impl PartialEq for Whole {
    fn eq(&self, other: &Self) -> bool {
        self.sheet == other.sheet && self.origin == other.origin
    }
}

impl Eq for Whole {}

/// Without what was asked of it.
impl fmt::Debug for Whole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}!{:?}", self.origin.file, self.sheet)
    }
}

/// Without its text, which would bury what is looked for.
impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Origin").field(&self.file).finish()
    }
}

/// A place in a file: in a text file a line and a column, in a sheet of a table a cell. Small,
/// for each figure of each unit of a large month has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    whole: Arc<Whole>,
    /// From 1; 0 means the file as a whole. In a sheet: the row.
    line: u32,
    /// From 1, in characters; 0 means the line as a whole. In a sheet: the column.
    column: u32,
}

impl Place {
    /// A line and column, both from 1.
    pub fn new(origin: Arc<Origin>, line: usize, column: usize) -> Self {
        Self::of_whole(origin, None).at(line, column)
    }

    fn of_whole(origin: Arc<Origin>, sheet: Option<String>) -> Self {
        Self {
            whole: Arc::new(Whole {
                origin,
                lines: OnceLock::new(),
                sheet,
            }),
            line: 0,
            column: 0,
        }
    }

    /// A file as a whole, by its name.
    pub fn file(file: impl Into<String>) -> Self {
        let origin = Origin {
            file: file.into(),
            text: String::new(),
        };
        Self::new(Arc::new(origin), 0, 0)
    }

    /// A sheet of the same file as a whole; [`Place::at`] then gives its cells.
    #[must_use]
    pub fn sheet(&self, name: &str) -> Self {
        Self::of_whole(Arc::clone(&self.whole.origin), Some(name.to_owned()))
    }

    /// The same file (and sheet), at another line and column (row and column).
    #[must_use]
    pub fn at(&self, line: usize, column: usize) -> Self {
        // No file that is read has so many lines, and none so long a one.
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Self {
            whole: Arc::clone(&self.whole),
            line: number(line),
            column: number(column),
        }
    }

    /// The file's name.
    pub fn file_name(&self) -> &str {
        &self.whole.origin.file
    }

    /// The line, from 1; 0 for the file as a whole.
    pub fn line(&self) -> usize {
        usize::try_from(self.line).unwrap_or(usize::MAX)
    }

    /// The column, from 1; 0 for the line as a whole.
    pub fn column(&self) -> usize {
        usize::try_from(self.column).unwrap_or(usize::MAX)
    }

    /// The sheet, if the file is a table: lines are rows then. It has no name in a file that
    /// holds only one.
    pub fn sheet_name(&self) -> Option<&str> {
        self.whole.sheet.as_deref()
    }

    /// What is written at the place, up to the end of its line; empty if it is no text file.
    pub fn written(&self) -> &str {
        let letters = self.whole.line(self.line()).unwrap_or_default();
        let start = letters.char_indices().nth(self.column().saturating_sub(1));
        start
            .and_then(|(at, _)| letters.get(at..))
            .unwrap_or_default()
    }

    /// The text of the line and how many characters stand before the place in it; of a long
    /// line only what is near the place.
    pub(super) fn excerpt(&self) -> Option<(String, usize)> {
        const SHOWN: usize = 100;
        let line = self.whole.line(self.line())?.trim_end();
        let before = self.column().saturating_sub(1);
        if line.chars().count() <= SHOWN {
            return Some((line.to_owned(), before));
        }
        let left_out = before.saturating_sub(SHOWN / 2);
        let shown: String = line.chars().skip(left_out).take(SHOWN).collect();
        Some(if left_out == 0 {
            (format!("{shown}…"), before)
        } else {
            (format!("…{shown}…"), before - left_out + 1)
        })
    }

    pub(super) fn order(&self) -> (&str, Option<&str>, usize, usize) {
        let sheet = self.whole.sheet.as_deref();
        (self.file_name(), sheet, self.line(), self.column())
    }

    /// `!Biểu 01!C7`, as Excel names a cell.
    fn fmt_in_sheet(&self, sheet: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !sheet.is_empty() {
            write!(f, "!{sheet}")?;
        }
        match (self.line(), self.column()) {
            (0, 0) => Ok(()),
            (0, column) => write!(f, "!cột {}", column_letters(column)),
            (row, 0) => write!(f, "!dòng {row}"),
            (row, column) => write!(f, "!{}{row}", column_letters(column)),
        }
    }
}

/// The letters by which Excel names a column, from 1: `A`, `Z`, `AA`.
pub fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file_name())?;
        if let Some(sheet) = self.sheet_name() {
            return self.fmt_in_sheet(sheet, f);
        }
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if self.column > 0 {
            write!(f, ":{}", self.column)?;
        }
        Ok(())
    }
}
