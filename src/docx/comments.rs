//! `word/comments.xml`: comments at words, for those who ask where the words come from.

use std::cell::RefCell;

use super::package::{Part, WORD};
use super::xml::{Value, Xml};
use crate::source::Source;

/// Who comments.
const AUTHOR: &str = "vanthu";
/// Half-points of a comment's type.
const SIZE: u8 = 20;

/// What there is to say of some words that a source made, paragraph by paragraph.
pub type Note<'a> = dyn Fn(&str, &Source) -> Option<Vec<String>> + 'a;

/// The comments of a document, gathered as its words are written.
pub(super) struct Comments<'a> {
    note: &'a Note<'a>,
    written: RefCell<Vec<Vec<String>>>,
}

impl<'a> Comments<'a> {
    /// None yet.
    pub(super) fn new(note: &'a Note<'a>) -> Self {
        Self {
            note,
            written: RefCell::default(),
        }
    }

    /// The number of the comment on some words, if there is something to say of them.
    pub(super) fn on(&self, text: &str, source: &Source) -> Option<usize> {
        let lines = (self.note)(text, source)?;
        let mut written = self.written.borrow_mut();
        written.push(lines);
        Some(written.len() - 1)
    }

    /// The part. No date: the clock is never asked.
    pub(super) fn part(&self) -> Part {
        let xml = Xml::part("w:comments", WORD, |xml| {
            for (number, lines) in self.written.borrow().iter().enumerate() {
                let attributes: &[(&str, &dyn Value)] = &[
                    ("w:id", &number),
                    ("w:author", &AUTHOR),
                    ("w:initials", &"vt"),
                ];
                xml.element("w:comment", attributes, |xml| {
                    lines.iter().for_each(|line| paragraph(xml, line));
                });
            }
        });
        Part {
            path: "word/comments.xml".to_owned(),
            content_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml",
            relationship: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
            xml,
            workbook: None,
        }
    }
}

fn paragraph(xml: &mut Xml, line: &str) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:r", &[], |xml| {
            xml.element("w:rPr", &[], |xml| {
                xml.value("w:sz", SIZE);
                xml.value("w:szCs", SIZE);
            });
            xml.text_element("w:t", &[("xml:space", &"preserve")], line);
        });
    });
}

/// Writes the words of a comment's range and the sign that refers to it.
pub(super) fn range(xml: &mut Xml, number: usize, words: impl FnOnce(&mut Xml)) {
    xml.leaf("w:commentRangeStart", &[("w:id", &number)]);
    words(xml);
    xml.leaf("w:commentRangeEnd", &[("w:id", &number)]);
    xml.element("w:r", &[], |xml| {
        xml.leaf("w:commentReference", &[("w:id", &number)]);
    });
}
