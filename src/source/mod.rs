//! Where words come from. Every stretch of a document's words knows what made it: a line of the
//! template, a field of the hồ sơ or a cell of a workbook, a figure that the program computed, or
//! the program itself, which writes what the decree prescribes.
//!
//! As in Typst, where every node carries its span, the source is handed on with the words and is
//! never looked for again.
//!
//! ```
//! use vanthu::fault::Place;
//! use vanthu::source::{Source, Words};
//!
//! let cell = Place::file("so-lieu.xlsx").sheet("Điểm").at(5, 2);
//! let mut words = Words::new("đạt ", Source::Decree);
//! words.push(&Words::new("90,22", Source::Stated(cell.clone())));
//! assert_eq!(words.as_str(), "đạt 90,22");
//! assert_eq!(words.place_at("đạt ".len()), Some(cell));
//! ```

mod words;

pub use words::Words;

use std::fmt;
use std::sync::Arc;

use crate::fault::Place;

/// What made some words.
#[derive(Clone, PartialEq, Eq, Default)]
pub enum Source {
    /// The program: what the decree prescribes, the same in all documents.
    #[default]
    Decree,
    /// A line of a template's body.
    Line(Place),
    /// A text of a template's front matter or of a Biểu's definition.
    Text(Place),
    /// An expression of a template, that made them of nothing that is told, or of several values.
    Expression(Arc<Expression>),
    /// A field of the hồ sơ, or a cell of a table, as it is stated there.
    Stated(Place),
    /// A figure that the program computed.
    Computed(Figure),
}

/// An expression of a template: what stands in `{{ … }}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    /// As it is written.
    pub written: String,
    /// Where.
    pub place: Place,
    /// What made the values that it was made of.
    pub of: Vec<Source>,
}

/// A figure that the program computed, by what it is of. How it follows from others,
/// [`crate::compose`] tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Figure {
    /// Of the points of a unit.
    Points {
        /// Which unit.
        unit: usize,
        /// Which group of its points; none for the total.
        group: Option<usize>,
        /// What of them.
        what: Points,
    },
    /// A rate in a table of indicators that follows from counts.
    Rate {
        /// Which table.
        table: usize,
        /// Which of its lines.
        line: usize,
    },
    /// Of former periods: how long points rise or fall already, of a group or of the total.
    Streak {
        /// Which group of points; none for the total.
        group: Option<usize>,
    },
    /// The share of its points that a group had on average since the year began.
    Average {
        /// Which group.
        group: usize,
    },
    /// A cell of a Biểu that follows from others.
    Cell {
        /// Which Biểu.
        sheet: usize,
        /// Which of its rows; none for the total row.
        row: Option<usize>,
        /// Which of its columns that hold cells.
        column: usize,
    },
}

/// What of the points of a group or a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Points {
    /// The points achieved.
    Achieved,
    /// The points of the period before.
    Previous,
    /// By how much they changed.
    Change,
    /// The points of the same period of the year before.
    YearBefore,
    /// By how much they changed since then.
    ChangeInYear,
    /// The points that can be achieved.
    Maximum,
    /// The points on the scale of the full maximum.
    Converted,
    /// The band in which they lie.
    Band,
    /// The rank among units.
    Rank,
}

impl Source {
    /// Whether it is, or is made of, what is written at a place. Of figures that the program
    /// computed, whoever has the inputs can ask [`crate::compose::follows_from`].
    pub fn is_of(&self, place: &Place) -> bool {
        match self {
            Self::Decree | Self::Computed(_) => false,
            Self::Line(written) | Self::Text(written) | Self::Stated(written) => written == place,
            Self::Expression(expression) => {
                let mut of = expression.of.iter();
                expression.place == *place || of.any(|source| source.is_of(place))
            }
        }
    }

    /// The place of the letter so many after the first of what is written there; none for words
    /// that no file holds.
    pub fn letter(&self, before: usize) -> Option<Place> {
        match self {
            Self::Decree | Self::Computed(_) => None,
            Self::Line(place) if place.column() == 0 => Some(place.clone()),
            Self::Line(place) => Some(place.at(place.line(), place.column() + before)),
            Self::Expression(expression) => {
                let mut of = expression.of.iter();
                let of = of.find_map(|source| source.letter(0));
                of.or_else(|| Some(expression.place.clone()))
            }
            Self::Text(place) | Self::Stated(place) => Some(place.letter(before)),
        }
    }
}

/// Without the place: the same words are the same wherever they were written, and the journal of
/// a lô tells by this whether a document has changed.
impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Decree => "decree",
            Self::Line(_) => "line",
            Self::Text(_) => "text",
            Self::Expression(_) => "expression",
            Self::Stated(_) => "stated",
            Self::Computed(_) => "computed",
        })
    }
}
