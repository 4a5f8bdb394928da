//! Why a PDF could not be written.

use std::fmt;

use krilla::configure::ConfigurationError;
use krilla::error::KrillaError;

use crate::font::Variant;
use crate::page::StyleId;

/// Why a PDF could not be written.
#[derive(Debug)]
pub enum PdfError {
    /// The boxes break a promise on which the writer relies. This is a fault of whoever made
    /// the boxes, not of the user's input.
    Contract {
        /// Where it was seen.
        place: Place,
        /// What is wrong.
        breach: Breach,
    },
    /// A face lacks a character of the text.
    MissingGlyph {
        /// Where it was seen.
        place: Place,
        /// The character.
        character: char,
        /// The face.
        variant: Variant,
        /// The text around it.
        context: String,
    },
    /// A face cannot be embedded.
    Face(Variant),
    /// The kind of PDF that we ask for does not exist.
    Configuration(ConfigurationError),
    /// The PDF was drawn but could not be finished.
    Unfinished(Box<KrillaError>),
}

/// Where in the boxes; all places count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The document as a whole.
    Document,
    /// This section's geometry or numbering.
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breach {
    /// There is no section, so there is no page.
    NoSection,
    /// A block refers to a style that does not exist.
    UnknownStyle(StyleId),
    /// The cells of a row do not fill the columns exactly, or reach past the last row.
    Grid {
        /// The row, from 1.
        row: usize,
        /// The column at which it was seen, from 1.
        column: usize,
    },
    /// Tables stand in cells of tables, too many deep.
    Depth,
    /// A measure that no page can hold.
    OutOfRange {
        /// What is measured.
        what: &'static str,
    },
}

impl fmt::Display for PdfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Contract { place, breach } => write!(f, "{place}: {breach}"),
            Self::MissingGlyph {
                place,
                character,
                variant,
                context,
            } => {
                let code = u32::from(*character);
                write!(f, "{place}: the {variant:?} face has no {character:?} ")?;
                write!(f, "(U+{code:04X}) in {context:?}")
            }
            Self::Face(variant) => write!(f, "the {variant:?} face cannot be embedded"),
            Self::Configuration(cause) => write!(f, "no such kind of PDF: {cause:?}"),
            Self::Unfinished(cause) => unfinished(f, cause),
        }
    }
}

/// What krilla says, with each of its complaints, which it only counts by itself.
fn unfinished(f: &mut fmt::Formatter<'_>, cause: &KrillaError) -> fmt::Result {
    write!(f, "the PDF cannot be finished: {cause}")?;
    if let KrillaError::Validation(complaints) = cause {
        for (complaint, _) in complaints {
            write!(f, "; {complaint:?}")?;
        }
    }
    Ok(())
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document => f.write_str("document"),
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
            Self::Grid { row, column } => {
                write!(
                    f,
                    "the cells do not fit the grid at row {row}, column {column}"
                )
            }
            Self::Depth => f.write_str("tables stand in tables too many deep"),
            Self::OutOfRange { what } => write!(f, "{what} is more or less than a page can hold"),
        }
    }
}

impl std::error::Error for PdfError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unfinished(cause) => Some(cause.as_ref()),
            Self::Contract { .. }
            | Self::MissingGlyph { .. }
            | Self::Face(_)
            | Self::Configuration(_) => None,
        }
    }
}

impl From<KrillaError> for PdfError {
    fn from(cause: KrillaError) -> Self {
        Self::Unfinished(Box::new(cause))
    }
}

impl From<ConfigurationError> for PdfError {
    fn from(cause: ConfigurationError) -> Self {
        Self::Configuration(cause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use krilla::configure::{ValidationError, Validators};

    #[test]
    fn every_complaint_of_krilla_is_told() {
        let complaints = vec![
            (ValidationError::MissingTagging, Validators::default()),
            (ValidationError::NoDocumentTitle, Validators::default()),
        ];
        let error = PdfError::from(KrillaError::Validation(complaints));
        assert_eq!(
            error.to_string(),
            "the PDF cannot be finished: validation failed with 2 errors; \
             MissingTagging; NoDocumentTitle"
        );
    }
}
