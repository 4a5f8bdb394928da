//! Boxes → lines → pages → PDF.
//!
//! The pages are laid out as LibreOffice lays out the DOCX of the same boxes
//! (`docs/bo-cuc.md`), and written as PDF/A-2b with krilla. The same boxes always give the
//! same bytes: nothing is taken from the clock, from chance or from the machine.

mod draw;
mod error;
mod glyphs;
pub(crate) mod layout;
mod metadata;
mod outline;
#[cfg(test)]
mod sample;

use krilla::configure::{Archival, Configuration, ConfigurationBuilder};
use krilla::text::Font;
use krilla::{Document, SerializeSettings};

use crate::font::{Fonts, Variant};
use crate::page::{self, Boxes};

pub use error::PdfError;
pub use glyphs::{MissingGlyph, missing_glyphs};

/// Writes PDFs. The faces are read once and serve for many documents.
pub struct Writer<'f> {
    fonts: &'f Fonts,
    faces: [Font; 4],
    configuration: Configuration,
}

impl<'f> Writer<'f> {
    /// A writer that sets type in these faces.
    ///
    /// # Errors
    /// If a face cannot be embedded.
    pub fn new(fonts: &'f Fonts) -> Result<Self, PdfError> {
        let face = |variant: Variant| {
            let data = fonts.face(variant).data().to_vec();
            Font::new(data.into(), 0).ok_or(PdfError::Face(variant))
        };
        let [regular, bold, italic, bold_italic] = Variant::ALL;
        Ok(Self {
            fonts,
            faces: [
                face(regular)?,
                face(bold)?,
                face(italic)?,
                face(bold_italic)?,
            ],
            configuration: ConfigurationBuilder::new()
                .with_archival_validator(Archival::A2_B)
                .finish()?,
        })
    }

    /// The bytes of a PDF file.
    ///
    /// # Errors
    /// If the boxes break a promise of [`crate::page`], a face lacks a character, or krilla refuses.
    pub fn write(&self, boxes: &Boxes) -> Result<Vec<u8>, PdfError> {
        page::check(boxes)?;
        if let Some(missing) = missing_glyphs(boxes, self.fonts).into_iter().next() {
            return Err(PdfError::MissingGlyph(missing));
        }
        let pages = layout::layout(boxes, self.fonts);
        let mut document = Document::new_with(SerializeSettings {
            configuration: self.configuration,
            enable_tagging: false,
            ..SerializeSettings::default()
        });
        for page in &pages {
            draw::page(&mut document, self, page);
        }
        document.set_outline(outline::outline(&pages));
        document.set_metadata(metadata::metadata(&boxes.properties, &pages));
        Ok(document.finish()?)
    }

    /// The face of a variant as krilla knows it.
    fn face(&self, variant: Variant) -> &Font {
        let [regular, bold, italic, bold_italic] = &self.faces;
        match variant {
            Variant::Regular => regular,
            Variant::Bold => bold,
            Variant::Italic => italic,
            Variant::BoldItalic => bold_italic,
        }
    }
}

/// The bytes of a PDF file. To write many documents, keep a [`Writer`].
///
/// # Errors
/// If the boxes break a promise of [`crate::page`], a face lacks a character, or krilla refuses.
pub fn write(boxes: &Boxes, fonts: &Fonts) -> Result<Vec<u8>, PdfError> {
    Writer::new(fonts)?.write(boxes)
}

#[cfg(test)]
mod tests;
