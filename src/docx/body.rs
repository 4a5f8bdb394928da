//! `word/document.xml`: the sections and what stands in them.

use super::header::Headers;
use super::package::{Part, WORD};
use super::xml::Xml;
use super::{paragraph, rule, section, table};
use crate::length::Length;
use crate::page::{Block, Boxes, Section};

/// What blocks must know of the column or cell in which they stand.
#[derive(Clone, Copy)]
pub(super) struct Flow<'a> {
    /// The document, for its styles.
    pub(super) boxes: &'a Boxes,
    /// The width that text may take.
    pub(super) width: Length,
    /// Whether it is a cell.
    pub(super) nested: bool,
    /// Whether all that stands here is kept with what follows.
    pub(super) keep_with_next: bool,
}

/// The part.
pub(super) fn part(boxes: &Boxes, headers: &Headers) -> Part {
    let xml = Xml::part("w:document", WORD, |xml| {
        xml.element("w:body", &[], |xml| {
            for (number, section) in (1..).zip(&boxes.sections) {
                write_section(xml, boxes, headers, section, number);
            }
        });
    });
    Part {
        path: "word/document.xml".to_owned(),
        content_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        relationship: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
        xml,
    }
}

/// A section's properties stand in its last paragraph, those of the last section at the end
/// of the body. A paragraph of their own would be one line, perhaps one page, too many.
fn write_section(
    xml: &mut Xml,
    boxes: &Boxes,
    headers: &Headers,
    section: &Section,
    number: usize,
) {
    let flow = Flow {
        boxes,
        width: section.geometry.text_width(),
        nested: false,
        keep_with_next: false,
    };
    let is_last = number == boxes.sections.len();
    let properties = |xml: &mut Xml| section::properties(xml, section, number, headers);
    match section.blocks.split_last() {
        Some((Block::Paragraph(last), before)) if !is_last => {
            blocks(xml, &flow, before);
            paragraph::write(xml, boxes, last, false, Some(&properties));
        }
        _ => {
            blocks(xml, &flow, &section.blocks);
            properties(xml);
        }
    }
}

/// Writes blocks.
pub(super) fn blocks(xml: &mut Xml, flow: &Flow, blocks: &[Block]) {
    for block in blocks {
        match block {
            Block::Paragraph(text) => {
                paragraph::write(xml, flow.boxes, text, flow.keep_with_next, None);
            }
            Block::Table(grid) => table::write(xml, flow, grid),
            Block::Rule(line) => rule::write(xml, flow, line),
        }
    }
}
