//! Places that are kept free for signatures.

use crate::length::Length;

/// A place for a signature: nothing is drawn there; in a PDF it is a field that a signing
/// program fills. It lies before its paragraph, upwards of the top of the first line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignaturePlace {
    /// Its name for programs, of ASCII letters; none other in the document has it.
    pub name: String,
    /// What a reader is told.
    pub title: String,
    /// From the left edge of the paragraph's column.
    pub left: Length,
    /// From its lower edge down to the paragraph's first line; negative if it reaches below.
    pub above: Length,
    /// How wide it is.
    pub width: Length,
    /// How high it is.
    pub height: Length,
}
