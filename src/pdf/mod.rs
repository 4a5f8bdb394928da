//! Boxes → lines → pages → PDF.
//!
//! The pages are laid out as LibreOffice lays out the DOCX of the same boxes
//! (`docs/bo-cuc.md`), and written as PDF/A-2a and PDF/UA-1 in one file. The same boxes always
//! give the same bytes, from whatever thread and in whatever order: nothing is taken from the
//! clock, from chance or from the machine, and what documents share does not depend on any.
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
//! // Made once for many documents.
//! let writer = vanthu::pdf::Writer::new(&fonts)?;
//! assert!(writer.write(&boxes)?.starts_with(b"%PDF-"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod content;
mod drawing;
mod error;
mod fields;
mod file;
mod glyphs;
mod hash;
pub(crate) mod layout;
mod letters;
mod map;
mod metadata;
mod outline;
mod tags;
mod typeface;
mod typefaces;

use crate::cancellation::Cancellation;
use crate::font::{Fonts, Variant};
use crate::page::{self, Boxes, Sound};

use content::Painter;
use file::{File, Id, Packer, text};
use layout::Page;
use letters::Letters;
use metadata::Metadata;
use outline::points;
use typefaces::{Subsets, Typefaces};

pub use drawing::{Drawing, DrawnStroke, DrawnWords};
pub use error::PdfError;
pub use glyphs::{MissingGlyph, missing_glyphs};
pub use map::{Area, Hit, PageMap};

/// The colours that are meant: sRGB, by Little CMS.
const SRGB: &[u8] = include_bytes!("srgb.icc");

/// Writes PDFs. What all documents share is made once.
pub struct Writer {
    fonts: Fonts,
    typefaces: Typefaces,
    packer: Packer,
    profile: Vec<u8>,
}

impl Writer {
    /// A writer that sets type in these faces.
    ///
    /// # Errors
    /// If a face cannot be embedded.
    pub fn new(fonts: &Fonts) -> Result<Self, PdfError> {
        let packer = Packer::new();
        Ok(Self {
            fonts: fonts.clone(),
            typefaces: Typefaces::new(fonts)?,
            profile: packer.compress(SRGB),
            packer,
        })
    }

    /// The bytes of a PDF file.
    ///
    /// # Errors
    /// If the boxes break a promise of [`crate::page`], or a face lacks a character.
    pub fn write(&self, boxes: &Boxes) -> Result<Vec<u8>, PdfError> {
        self.write_while(page::check(boxes)?, &Cancellation::default())
    }

    /// The same of boxes that were checked, as long as the file is wanted.
    ///
    /// # Errors
    /// Those of [`Writer::write`]; [`PdfError::Cancelled`] if it is wanted no more.
    pub fn write_while(&self, sound: Sound, wanted: &Cancellation) -> Result<Vec<u8>, PdfError> {
        let boxes = sound.boxes();
        let pages = layout::layout(boxes, &self.fonts);
        let used = typefaces::used(&pages);
        if !has_all(&self.fonts, &used)
            && let Some(missing) = missing_glyphs(boxes, &self.fonts).into_iter().next()
        {
            return Err(PdfError::MissingGlyph(missing));
        }
        let subsets = self.typefaces.subsets(&self.fonts, used)?;
        let mut file = File::new(&self.packer);
        // First, so that the numbers of what documents share are the same in all.
        let resources = file.shared(|file| resources(&subsets, file));
        let metadata = Metadata::write(&boxes.properties, &pages, &mut file);
        let parent = file.reserve();
        let ids: Vec<Id> = pages.iter().map(|_| file.reserve()).collect();
        let (fields, annotations) = fields::write(&pages, &ids, &mut file);
        let mut painter = Painter::new(&self.fonts, &subsets);
        let mut leaves = Vec::with_capacity(pages.len());
        let places = pages.iter().zip(&ids).zip(&annotations);
        for (index, ((page, id), annotations)) in places.enumerate() {
            if wanted.is_cancelled() {
                return Err(PdfError::Cancelled);
            }
            let drawn = painter.page(page);
            let content = file.compressed("", &drawn.content);
            let [width, height] = [page.geometry.width, page.geometry.height].map(points);
            let object = format!(
                "<</Type/Page/Parent {parent}/MediaBox[0 0 {width} {height}]/Resources {resources}\
                 /Contents {content}/StructParents {index}/Tabs/S{annotations}>>"
            );
            file.put(*id, &object);
            leaves.push(drawn.leaves);
        }
        let kids: String = ids.iter().map(|id| format!("{id} ")).collect();
        let count = pages.len();
        file.put(
            parent,
            &format!("<</Type/Pages/Count {count}/Kids[{kids}]>>"),
        );
        let tree = file.shared(|file| tags::write(boxes, &leaves, &fields, (&pages, &ids), file));
        let outline = outline::write(&pages, &ids, &mut file);
        let outline = outline.map_or(String::new(), |id| format!("/Outlines {id}"));
        let profile = file.stream("/N 3/Filter/FlateDecode", &self.profile);
        let root = file.add(&format!(
            "<</Type/Catalog/Pages {parent}/Metadata {}/StructTreeRoot {tree}/Lang {}\
             /MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>\
             /OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)\
             /Info(sRGB)/DestOutputProfile {profile}>>]/PageLabels<</Nums[{}]>>{outline}{}>>",
            metadata.xmp,
            text(&boxes.properties.language),
            labels(&pages),
            fields::form(&fields),
        ));
        let print = &metadata.fingerprint;
        let info = metadata.info;
        Ok(file.finish(&format!("/Root {root}/Info {info}/ID[<{print}><{print}>]")))
    }
}

/// Whether each face has the letters that are set in it.
fn has_all(fonts: &Fonts, used: &[Letters; 4]) -> bool {
    let mut faces = Variant::ALL.into_iter().zip(used);
    faces.all(|(variant, letters)| letters.all().all(|letter| fonts.has(variant, letter)))
}

/// The faces that pages may use, by their names.
fn resources(subsets: &Subsets, file: &mut File) -> Id {
    let mut fonts = String::new();
    let mut maps = Vec::new();
    for variant in Variant::ALL {
        if let Some(subset) = subsets.of(variant) {
            let id = subset.embed(file, &mut maps);
            fonts.push_str(&format!("/{} {id}", content::name(variant)));
        }
    }
    file.add(&format!("<</Font<<{fonts}>>>>"))
}

/// Pages are called by their numbers, which begin anew in each section.
fn labels(pages: &[Page]) -> String {
    let first = pages
        .iter()
        .enumerate()
        .filter(|(_, page)| page.number == 1);
    first.map(|(index, _)| format!("{index}<</S/D>>")).collect()
}

/// The bytes of a PDF file. To write many documents, keep a [`Writer`].
///
/// # Errors
/// If the boxes break a promise of [`crate::page`], or a face lacks a character.
pub fn write(boxes: &Boxes, fonts: &Fonts) -> Result<Vec<u8>, PdfError> {
    Writer::new(fonts)?.write(boxes)
}
