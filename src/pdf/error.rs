//! Why a PDF could not be written.

use std::fmt;

use super::MissingGlyph;
use crate::font::Variant;
use crate::page::InvariantError;

/// Why a PDF could not be written.
#[derive(Debug)]
pub enum PdfError {
    /// The boxes break a promise.
    Contract(InvariantError),
    /// A face lacks a character of the text.
    MissingGlyph(MissingGlyph),
    /// A face cannot be embedded.
    Face(Variant),
    /// The file is wanted no more.
    Cancelled,
}

impl fmt::Display for PdfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Contract(error) => error.fmt(f),
            Self::MissingGlyph(missing) => missing.fmt(f),
            Self::Face(variant) => write!(f, "the {variant:?} face cannot be embedded"),
            Self::Cancelled => f.write_str("the file is wanted no more"),
        }
    }
}

impl std::error::Error for PdfError {}

impl From<InvariantError> for PdfError {
    fn from(error: InvariantError) -> Self {
        Self::Contract(error)
    }
}
