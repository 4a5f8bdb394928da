//! Boxes → a WordprocessingML package (DOCX).
//!
//! The writer knows nothing but boxes. Formats that a paragraph shares with its style are
//! left to the style, so that a Word user who changes the style changes the document; the
//! schema's order of elements is the order in which the code writes them.
//!
//! The package asks for compatibility mode 14: in mode 15 Word compresses the spaces of
//! justified lines, and lines would then break elsewhere than in the PDF.
//!
//! ```
//! use std::path::Path;
//! use vanthu::dossier::Dossier;
//! use vanthu::font::Fonts;
//! use vanthu::nd30::{Decree, Profile, typeset};
//! use vanthu::shelf::Session;
//!
//! let dossier = Dossier::read(Path::new("examples/lam-vy-2024-02"), &Session::disk())?;
//! let document = dossier.templates[0].compose(&dossier.inputs)?;
//! let fonts = Fonts::embedded()?;
//! let boxes = typeset(&document, Decree::nd30()?, &Profile::default(), &fonts);
//! assert!(vanthu::docx::write(&boxes)?.starts_with(b"PK"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod archive;
mod blocks;
mod body;
mod chart;
mod comments;
mod flow;
mod format;
mod header;
mod package;
mod paragraph;
mod parts;
mod rule;
mod section;
mod styles;
mod table;
mod workbook;
mod xml;

use crate::page::{self, Boxes, InvariantError, Sound};
use comments::Comments;

pub use comments::Note;

/// Writes the boxes as the bytes of a DOCX file. The same boxes always give the same bytes.
///
/// # Errors
/// When the boxes break a promise of [`crate::page`].
pub fn write(boxes: &Boxes) -> Result<Vec<u8>, InvariantError> {
    page::check(boxes).map(write_sound)
}

/// The same of boxes that were checked.
pub fn write_sound(boxes: Sound) -> Vec<u8> {
    package(boxes, None)
}

/// The same file with comments: `note` says, in paragraphs, what there is to say of some words
/// that a source made. Words in headers and footers, where Word has no comments, get none.
///
/// # Errors
/// When the boxes break a promise of [`crate::page`].
pub fn write_with_comments(boxes: &Boxes, note: &Note) -> Result<Vec<u8>, InvariantError> {
    let sound = page::check(boxes)?;
    Ok(package(sound, Some(&Comments::new(note))))
}

fn package(sound: Sound, comments: Option<&Comments>) -> Vec<u8> {
    let boxes = sound.boxes();
    let headers = header::Headers::of(boxes);
    let mut parts = vec![
        parts::app(),
        parts::core(&boxes.properties),
        body::part(boxes, &headers, comments),
        styles::part(boxes),
        parts::settings(&boxes.properties),
        parts::font_table(&boxes.properties),
        parts::theme(&boxes.properties),
    ];
    parts.extend(headers.parts(boxes));
    parts.extend(chart::parts(boxes));
    parts.extend(comments.map(Comments::part));
    package::pack(&parts)
}
