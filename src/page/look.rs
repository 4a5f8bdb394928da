//! How text looks: its type and colour, and the frame around a paragraph.

use crate::length::Length;

/// The format of a stretch of text. All type is of one family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RunFormat {
    /// Size of the type, in whole half-points.
    pub size: Length,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Its colour.
    pub colour: Colour,
}

/// A colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Colour {
    /// Red, from none (0) to all (255).
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
}

impl Colour {
    /// The colour of all but marks.
    pub const BLACK: Self = Self {
        red: 0,
        green: 0,
        blue: 0,
    };
    /// The bright red of marks.
    pub const RED: Self = Self {
        red: 255,
        ..Self::BLACK
    };
}

/// A box around a paragraph. It stands outside the paragraph's indents by its padding, and is
/// as high as the lines with the padding above and below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Frame {
    /// How thick its lines are.
    pub thickness: Length,
    /// Space between lines and text on all four sides, in whole points.
    pub padding: Length,
    /// The colour of its lines.
    pub colour: Colour,
}
