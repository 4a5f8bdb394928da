//! Boxes → a WordprocessingML package (DOCX).
//!
//! The writer knows nothing but boxes. Formats that a paragraph shares with its style are
//! left to the style, so that a Word user who changes the style changes the document; the
//! schema's order of elements is the order in which the code writes them.
//!
//! The package asks for compatibility mode 14: in mode 15 Word squeezes the spaces of
//! justified lines, and lines would then break elsewhere than in the PDF.

mod archive;
mod blocks;
mod body;
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
mod xml;

use crate::page::{self, Boxes, ContractError};

/// Writes the boxes as the bytes of a DOCX file. The same boxes always give the same bytes.
///
/// # Errors
/// When the boxes break a promise of [`crate::page`].
pub fn write(boxes: &Boxes) -> Result<Vec<u8>, ContractError> {
    page::check(boxes)?;
    let headers = header::Headers::of(boxes);
    let mut parts = vec![
        parts::app(),
        parts::core(&boxes.properties),
        body::part(boxes, &headers),
        styles::part(boxes),
        parts::settings(&boxes.properties),
        parts::font_table(&boxes.properties),
        parts::theme(&boxes.properties),
    ];
    parts.extend(headers.parts(boxes));
    Ok(package::pack(&parts))
}
