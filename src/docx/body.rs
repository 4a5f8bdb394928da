//! `word/document.xml`: the sections and what stands in them.

use super::comments::Comments;
use super::flow::Flow;
use super::header::Headers;
use super::package::{Part, WORD};
use super::xml::Xml;
use super::{blocks, paragraph, section};
use crate::page::{Block, Boxes, Section};

/// The part.
pub(super) fn part(boxes: &Boxes, headers: &Headers, comments: Option<&Comments>) -> Part {
    let xml = Xml::part("w:document", WORD, |xml| {
        xml.element("w:body", &[], |xml| {
            for (number, section) in (1..).zip(&boxes.sections) {
                let flow = Flow {
                    comments,
                    ..Flow::of(boxes, section)
                };
                write_section(xml, &flow, headers, section, number);
            }
        });
    });
    Part {
        path: "word/document.xml".to_owned(),
        content_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        relationship: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
        xml,
        workbook: None,
    }
}

/// A section's properties stand in its last paragraph, those of the last section at the end
/// of the body. A paragraph of their own would be one line, perhaps one page, too many.
fn write_section(xml: &mut Xml, flow: &Flow, headers: &Headers, section: &Section, number: usize) {
    let is_last = number == flow.boxes.sections.len();
    let properties = |xml: &mut Xml| section::properties(xml, section, number, headers);
    match section.blocks.split_last() {
        Some((Block::Paragraph(last), before)) if !is_last => {
            blocks::write(xml, flow, before);
            paragraph::write(xml, flow, last, Some(&properties));
        }
        _ => {
            blocks::write(xml, flow, &section.blocks);
            properties(xml);
        }
    }
}
