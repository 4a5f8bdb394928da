//! Why a package could not be written.

use std::fmt;
use std::io;

use zip::result::ZipError;

use crate::page::StyleId;

/// Why a package could not be written.
#[derive(Debug)]
pub enum DocxError {
    /// The boxes break a promise on which the writer relies. This is a fault of whoever
    /// made the boxes, not of the user's input.
    Contract {
        /// Where it was seen.
        place: Place,
        /// What is wrong.
        breach: Breach,
    },
    /// The archive could not be packed.
    Package(ZipError),
}

impl DocxError {
    /// A breach seen at a place.
    pub(super) fn at(place: Place, breach: Breach) -> Self {
        Self::Contract { place, breach }
    }
}

/// Where in the boxes; all places count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The document as a whole.
    Document,
    /// This style.
    Style(usize),
    /// This section's geometry, numbering or end.
    Section(usize),
    /// A block of a section, or something inside it.
    Block {
        /// The section.
        section: usize,
        /// The block in its section.
        block: usize,
    },
}

/// A broken promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Breach {
    /// There is no section, so there is no page.
    NoSection,
    /// A block refers to a style that does not exist.
    UnknownStyle(StyleId),
    /// A style's identifier is not ASCII letters, digits and hyphens, is taken twice, or is one
    /// that every package has (`Normal`, `TableNormal`).
    StyleIdentifier(String),
    /// A section does not end in a paragraph.
    SectionEnd,
    /// A cell does not end in a paragraph.
    CellEnd,
    /// A table follows a table: Word would join the two.
    TablesTouch,
    /// A table has no row or no column.
    EmptyTable,
    /// The cells of a row do not fill the columns exactly, or reach past the last row.
    Grid {
        /// The row, from 1.
        row: usize,
        /// The column at which it was seen, from 1.
        column: usize,
    },
    /// A header row stands below a row that is none.
    LateHeader {
        /// The row, from 1.
        row: usize,
    },
    /// A measure that Word cannot hold.
    OutOfRange {
        /// What is measured.
        what: &'static str,
    },
}

impl fmt::Display for DocxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Contract { place, breach } => write!(f, "{place}: {breach}"),
            Self::Package(_) => f.write_str("the DOCX archive cannot be packed"),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document => f.write_str("document"),
            Self::Style(style) => write!(f, "style {style}"),
            Self::Section(section) => write!(f, "section {section}"),
            Self::Block { section, block } => write!(f, "section {section}, block {block}"),
        }
    }
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSection => f.write_str("has no section"),
            Self::UnknownStyle(StyleId(index)) => write!(f, "there is no style at {index}"),
            Self::StyleIdentifier(id) => write!(f, "the identifier {id:?} cannot be used"),
            Self::SectionEnd => f.write_str("does not end in a paragraph"),
            Self::CellEnd => f.write_str("a cell does not end in a paragraph"),
            Self::TablesTouch => f.write_str("a table follows a table without a paragraph"),
            Self::EmptyTable => f.write_str("the table has no row or no column"),
            Self::Grid { row, column } => {
                write!(
                    f,
                    "the cells do not fit the grid at row {row}, column {column}"
                )
            }
            Self::LateHeader { row } => write!(f, "header row {row} follows another row"),
            Self::OutOfRange { what } => write!(f, "{what} is more or less than Word can hold"),
        }
    }
}

impl std::error::Error for DocxError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Contract { .. } => None,
            Self::Package(cause) => Some(cause),
        }
    }
}

impl From<ZipError> for DocxError {
    fn from(cause: ZipError) -> Self {
        Self::Package(cause)
    }
}

impl From<io::Error> for DocxError {
    fn from(cause: io::Error) -> Self {
        Self::Package(ZipError::Io(cause))
    }
}
