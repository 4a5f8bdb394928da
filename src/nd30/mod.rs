//! Nghị định 30/2020/NĐ-CP, the one place where it is applied: its rules as data, and
//! [`typeset`], which turns a document into plain boxes with every format resolved.
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
//! assert_eq!(boxes.properties.language, "vi-VN");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod appendix;
mod body;
mod chart;
mod closing;
mod decree;
mod header;
mod levels;
mod offices;
mod profile;
mod setter;
mod symbol;
mod table;

use crate::document::Document;
use crate::font::Fonts;
use crate::page::{Block, Boxes, Geometry, PageNumbering, Properties, Section};

pub use decree::{
    Decree, Element, ElementRule, KindRule, RuleLength, RuleUnder, Scale, Size, SizeRule,
};
pub use levels::{Era, Level, Levels};
pub use offices::{Office, Offices};
pub use profile::{Edition, PROFILE, Profile};
use setter::Setter;

/// The language of all documents, as BCP 47.
const LANGUAGE: &str = "vi-VN";

/// Turns a document into boxes: the document itself, then each appendix in a section of its own.
pub fn typeset(document: &Document, decree: &Decree, profile: &Profile, fonts: &Fonts) -> Boxes {
    let decree = &*profile.applied_to(decree);
    let setter = Setter::new(document, decree, profile, fonts);
    let mut sections = vec![Section {
        first_header: header::above(&setter),
        first_footer: closing::contact(&setter),
        ..section(&setter, setter.geometry(false), main_part(&setter))
    }];
    for (index, appendix) in document.appendices.iter().enumerate() {
        let (geometry, blocks) = appendix::section(&setter, index, appendix);
        sections.push(section(&setter, geometry, blocks));
    }
    Boxes {
        properties: Properties {
            title: format!("{}: {}", document.kind, document.about),
            author: document.issuer.name.to_string(),
            language: LANGUAGE.to_owned(),
            font_family: decree.font_family.clone(),
            date: document.issued.date.day(),
        },
        styles: setter.styles(),
        sections,
    }
}

/// The parts in the order of forms 1.4 and 1.5 (ô 2|1, 3|4, 5a, 9a, 6, 9b|7).
fn main_part(setter: &Setter) -> Vec<Block> {
    let mut blocks = header::blocks(setter);
    blocks.extend(body::title(setter));
    blocks.extend(body::addressees(setter));
    blocks.extend(body::text(setter));
    blocks.extend(closing::blocks(setter));
    blocks
}

/// A section of its own: page numbers from 1, none on the first page (ND30-NUM-01, 04, 05).
fn section(setter: &Setter, geometry: Geometry, mut blocks: Vec<Block>) -> Section {
    blocks.push(Block::Paragraph(setter.section_end()));
    Section {
        geometry,
        numbering: PageNumbering {
            style: setter.style(Element::PageNumber),
            run: setter.run_format(Element::PageNumber),
            hide_on_first: true,
        },
        first_header: Vec::new(),
        blocks,
        first_footer: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
