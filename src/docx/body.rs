//! `word/document.xml`: the sections and what stands in them.

use super::flow::Flow;
use super::header::Headers;
use super::package::{Part, WORD};
use super::xml::Xml;
use super::{blocks, paragraph, section};
use crate::page::{Block, Boxes, Section};

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
    let flow = Flow::of(boxes, section);
    let is_last = number == boxes.sections.len();
    let properties = |xml: &mut Xml| section::properties(xml, section, number, headers);
    match section.blocks.split_last() {
        Some((Block::Paragraph(last), before)) if !is_last => {
            blocks::write(xml, &flow, before);
            paragraph::write(xml, boxes, last, false, Some(&properties));
        }
        _ => {
            blocks::write(xml, &flow, &section.blocks);
            properties(xml);
        }
    }
}
