//! Tables → an Excel workbook, to be filled in or read on: heads of several levels, cell types,
//! drop-downs. What is written here is read back by `table` as it stands.
//!
//! ```
//! use time::{Date, Month};
//! use vanthu::workbook::{Cell, Column, Kind, Worksheet, Workbook, write};
//!
//! let day = Date::from_calendar_date(2025, Month::November, 5)?;
//! let name = Column { path: vec!["Đơn vị".to_owned()], kind: Kind::Text, width: 30 };
//! let sheet = Worksheet {
//!     name: "Điểm".to_owned(),
//!     columns: vec![name],
//!     rows: vec![vec![Cell::Text("Xã Lam Vỹ".to_owned())]],
//!     ..Worksheet::default()
//! };
//! assert!(write(&Workbook { day, sheets: vec![sheet] })?.starts_with(b"PK"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[cfg(feature = "xlsx")]
mod bounds;
#[cfg(feature = "xlsx")]
mod head;
#[cfg(feature = "xlsx")]
mod long;
#[cfg(feature = "xlsx")]
mod write;

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use time::Date;

use crate::vn::text::is_invisible;

#[cfg(feature = "xlsx")]
pub use long::{Long, write_long};
#[cfg(feature = "xlsx")]
pub use write::write;
#[cfg(feature = "xlsx")]
pub(crate) use write::{day, float};

/// A workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workbook {
    /// The day it bears, so that the same input gives the same bytes.
    pub day: Date,
    /// Its sheets.
    pub sheets: Vec<Worksheet>,
}

/// A sheet: lines of title, a header, rows, and blank rows to be filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Worksheet {
    /// Its name.
    pub name: String,
    /// The lines above the header.
    pub titles: Vec<String>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, a cell for each column.
    pub rows: Vec<Vec<Cell>>,
    /// How many rows below them are ready to be filled in.
    pub blank_rows: u32,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its header from the top level down.
    pub path: Vec<String>,
    /// What its cells hold.
    pub kind: Kind,
    /// Its width in letters.
    pub width: u32,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// One of a few texts, from a drop-down.
    Choice(Vec<String>),
    /// A number between two limits, shown with so many decimals, or as many as are typed.
    Number {
        /// The least it may be.
        least: Option<Decimal>,
        /// The most it may be.
        most: Option<Decimal>,
        /// The decimals shown.
        decimals: Option<u32>,
    },
}

impl Kind {
    /// Any number.
    pub const NUMBER: Self = Self::Number {
        least: None,
        most: None,
        decimals: None,
    };

    /// A number from zero up to a most.
    pub fn from_zero(most: Option<Decimal>, decimals: Option<u32>) -> Self {
        let least = Some(Decimal::ZERO);
        Self::Number {
            least,
            most,
            decimals,
        }
    }
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// A text.
    Text(String),
    /// A number.
    Number(Decimal),
}

/// Names that Excel takes for sheets: at most 31 letters, none of `[]:*?/\'`, none blank, none
/// twice in whatever case.
pub fn sheet_names<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    const MOST: usize = 31;
    let allowed = |c: &char| !"[]:*?/\\'".contains(*c) && !is_invisible(*c);
    let (mut taken, mut given) = (BTreeSet::new(), Vec::new());
    for name in names {
        let plain: String = name.chars().filter(allowed).collect();
        let plain = Some(plain.trim()).filter(|plain| !plain.is_empty());
        let plain = plain.unwrap_or("Trang");
        let numbered = |number: u32| match number {
            1 => cut(plain, MOST).trim_end().to_owned(),
            number => {
                let number = format!(" {number}");
                cut(plain, MOST - number.len()).trim_end().to_owned() + &number
            }
        };
        let free = (1..).map(numbered);
        let mut free = free.filter(|name| taken.insert(name.to_lowercase()));
        given.extend(free.next());
    }
    given
}

/// The beginning of a text that Excel counts as so many letters, which are UTF-16's.
fn cut(text: &str, most: usize) -> &str {
    let mut left = most;
    let end = text.char_indices().find(|(_, c)| {
        let enough = c.len_utf16() > left;
        left = left.saturating_sub(c.len_utf16());
        enough
    });
    text.get(..end.map_or(text.len(), |(at, _)| at))
        .unwrap_or_default()
}

#[cfg(feature = "xlsx")]
#[cfg(test)]
mod tests;
