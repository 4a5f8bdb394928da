//! `word/document.xml`: the sections and what stands in them.

use super::error::{Breach, DocxError, Place};
use super::header::Headers;
use super::package::{Part, WORD};
use super::styles::Styles;
use super::xml::Xml;
use super::{paragraph, rule, section, table};
use crate::length::Length;
use crate::page::{Block, Boxes, Section};

/// What blocks must know of the column or cell in which they stand.
#[derive(Clone, Copy)]
pub(super) struct Flow<'a> {
    /// The document's styles.
    pub(super) styles: &'a Styles<'a>,
    /// The width that text may take.
    pub(super) width: Length,
    /// Whether it is a cell.
    pub(super) nested: bool,
    /// Whether all that stands here is kept with what follows.
    pub(super) keep_with_next: bool,
}

/// The part.
pub(super) fn part(boxes: &Boxes, styles: &Styles, headers: &Headers) -> Result<Part, DocxError> {
    if boxes.sections.is_empty() {
        return Err(DocxError::at(Place::Document, Breach::NoSection));
    }
    let mut xml = Xml::declared();
    xml.element("w:document", WORD, |xml| {
        xml.element("w:body", &[], |xml| {
            for (index, section) in boxes.sections.iter().enumerate() {
                let is_last = index + 1 == boxes.sections.len();
                write_section(xml, styles, headers, (index + 1, section), is_last)?;
            }
            Ok::<(), DocxError>(())
        })
    })?;
    Ok(Part {
        path: "word/document.xml".to_owned(),
        content_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        relationship: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
        xml: xml.into_string(),
    })
}

/// A section's properties stand in its last paragraph, those of the last section at the end
/// of the body. A paragraph of their own would be one line, perhaps one page, too many.
fn write_section(
    xml: &mut Xml,
    styles: &Styles,
    headers: &Headers,
    (number, section): (usize, &Section),
    is_last: bool,
) -> Result<(), DocxError> {
    let Some((Block::Paragraph(last), before)) = section.blocks.split_last() else {
        return Err(DocxError::at(Place::Section(number), Breach::SectionEnd));
    };
    let width = section.geometry.text_width();
    let flow = Flow {
        styles,
        width,
        nested: false,
        keep_with_next: false,
    };
    let mut previous = None;
    for (index, block) in before.iter().enumerate() {
        let place = Place::Block {
            section: number,
            block: index + 1,
        };
        one_of(xml, &flow, previous, block).map_err(|breach| DocxError::at(place, breach))?;
        previous = Some(block);
    }
    let properties = |xml: &mut Xml| section::properties(xml, section, headers);
    let in_paragraph: Option<&dyn Fn(&mut Xml)> = if is_last { None } else { Some(&properties) };
    let place = Place::Block {
        section: number,
        block: section.blocks.len(),
    };
    paragraph::write(xml, styles, last, false, in_paragraph)
        .map_err(|breach| DocxError::at(place, breach))?;
    if is_last {
        properties(xml);
    }
    Ok(())
}

/// Writes the blocks of a cell.
pub(super) fn blocks(xml: &mut Xml, flow: &Flow, blocks: &[Block]) -> Result<(), Breach> {
    let mut previous = None;
    for block in blocks {
        one_of(xml, flow, previous, block)?;
        previous = Some(block);
    }
    Ok(())
}

/// Writes a block that follows another.
fn one_of(
    xml: &mut Xml,
    flow: &Flow,
    previous: Option<&Block>,
    block: &Block,
) -> Result<(), Breach> {
    if let (Some(Block::Table(_)), Block::Table(_)) = (previous, block) {
        return Err(Breach::TablesTouch);
    }
    self::block(xml, flow, block)
}

/// Writes a block.
pub(super) fn block(xml: &mut Xml, flow: &Flow, block: &Block) -> Result<(), Breach> {
    match block {
        Block::Paragraph(text) => {
            paragraph::write(xml, flow.styles, text, flow.keep_with_next, None)
        }
        Block::Table(grid) => table::write(xml, flow, grid),
        Block::Rule(line) => rule::write(xml, flow, line),
    }
}
