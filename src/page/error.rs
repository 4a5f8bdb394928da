//! How boxes break their promises.

use std::fmt;

use super::StyleId;

/// The boxes break a promise on which the writers rely. This is a fault of whoever made the
/// boxes, not of the user's input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvariantError {
    /// Where it was seen.
    pub place: Place,
    /// What is wrong.
    pub breach: Violation,
}

/// Where in the boxes; all places count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The document as a whole.
    Document,
    /// This style.
    Style(usize),
    /// This section's geometry, numbering, header, footer or end.
    Section(usize),
    /// A block of a section, or something inside it.
    Block {
        /// The section.
        section: usize,
        /// The block in its section.
        block: usize,
    },
}

/// A broken promise of [`crate::page`]. Rows and columns count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Violation {
    /// There is no section, so there is no page.
    NoSection,
    /// A block refers to a style that does not exist.
    UnknownStyle(StyleId),
    /// A style's identifier is misspelled, or taken.
    StyleIdentifier(String),
    /// A style's name is empty, or taken.
    StyleName(String),
    /// The name of a place for a signature is misspelled, or taken.
    PlaceName(String),
    /// A section does not end in a paragraph.
    SectionEnd,
    /// A header or footer does not end in a paragraph.
    MarginEnd,
    /// A cell does not end in a paragraph.
    CellEnd,
    /// A table follows a table.
    TablesTouch,
    /// A rule follows a rule.
    RulesTouch,
    /// A framed paragraph follows a framed paragraph.
    FramesTouch,
    /// Tables stand in cells of tables, too many deep.
    Depth,
    /// A table has no row or no column.
    EmptyTable,
    /// The cells of a row do not fill the columns exactly, or reach past the last row.
    Grid {
        /// The row.
        row: usize,
        /// The column at which it was seen.
        column: usize,
    },
    /// A header row stands below a row that is none.
    LateHeader {
        /// The row.
        row: usize,
    },
    /// A cell of a header row spans down into a row that is none.
    HeaderSpan {
        /// The row in which the cell begins.
        row: usize,
    },
    /// A chart stands in a header, a footer or a cell.
    ChartPlace,
    /// A chart has no figures, or no scale for them.
    EmptyChart,
    /// A measure that Word cannot hold.
    Measure {
        /// What is measured.
        what: &'static str,
    },
}

impl Violation {
    /// The breach, seen at a place.
    pub(super) fn at(self, place: Place) -> InvariantError {
        InvariantError {
            place,
            breach: self,
        }
    }
}

impl fmt::Display for InvariantError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.breach)
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

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSection => f.write_str("has no section"),
            Self::UnknownStyle(StyleId(index)) => write!(f, "there is no style at {index}"),
            Self::StyleIdentifier(id) => write!(f, "the identifier {id:?} cannot be used"),
            Self::StyleName(name) => write!(f, "the name {name:?} cannot be used"),
            Self::PlaceName(name) => write!(f, "the name {name:?} of a place cannot be used"),
            Self::SectionEnd => f.write_str("does not end in a paragraph"),
            Self::MarginEnd => f.write_str("a header or footer does not end in a paragraph"),
            Self::CellEnd => f.write_str("a cell does not end in a paragraph"),
            Self::TablesTouch => f.write_str("a table follows a table without a paragraph"),
            Self::RulesTouch => f.write_str("a rule follows a rule without a paragraph"),
            Self::FramesTouch => f.write_str("a framed paragraph follows a framed one"),
            Self::Depth => f.write_str("tables stand in tables too many deep"),
            Self::EmptyTable => f.write_str("the table has no row or no column"),
            Self::Grid { row, column } => {
                let place = format_args!("row {row}, column {column}");
                write!(f, "the cells do not fit the grid at {place}")
            }
            Self::LateHeader { row } => write!(f, "header row {row} follows another row"),
            Self::HeaderSpan { row } => {
                write!(f, "a cell of header row {row} reaches below the header")
            }
            Self::ChartPlace => f.write_str("a chart stands in a header, a footer or a cell"),
            Self::EmptyChart => f.write_str("the chart has no figures, or no scale for them"),
            Self::Measure { what } => write!(f, "{what} is not one that Word can hold"),
        }
    }
}

impl std::error::Error for InvariantError {}
