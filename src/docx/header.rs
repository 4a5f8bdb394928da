//! Headers and footers: one header for each look of the page number, an empty one for first
//! pages, and those of first pages that hold something.

use super::flow::Flow;
use super::package::{Part, WORD};
use super::paragraph::run_properties;
use super::xml::Xml;
use super::{blocks, format};
use crate::page::{
    Align, Block, Boxes, PageNumbering, ParagraphFormat, RunFormat, Section, Style, StyleId,
};

/// The headers of a document.
pub(super) struct Headers {
    /// The looks that differ, in the order in which they are first seen.
    looks: Vec<PageNumbering>,
    /// Whether a section's first page has a footer. A section that says nothing of its own would
    /// take over that of the section before it.
    footers: bool,
}

impl Headers {
    /// Collects the headers that the sections need.
    pub(super) fn of(boxes: &Boxes) -> Self {
        let mut looks: Vec<PageNumbering> = Vec::new();
        for section in &boxes.sections {
            if !looks.iter().any(|look| same_look(look, &section.numbering)) {
                looks.push(section.numbering);
            }
        }
        Self {
            looks,
            footers: boxes.sections.iter().any(|s| !s.first_footer.is_empty()),
        }
    }

    /// The relationship of the header that shows the number.
    pub(super) fn number_id(&self, numbering: &PageNumbering) -> String {
        let look = self
            .looks
            .iter()
            .position(|look| same_look(look, numbering));
        header_id(look.unwrap_or_default())
    }

    /// The relationship of the header of a section's first page, if it is another than that of
    /// its other pages; `number` counts sections from 1.
    pub(super) fn first_id(&self, section: &Section, number: usize) -> Option<String> {
        if !section.first_header.is_empty() {
            Some(format!("first-header{number}"))
        } else if section.numbering.hide_on_first {
            Some(self.empty_id())
        } else if !section.first_footer.is_empty() {
            Some(self.number_id(&section.numbering))
        } else {
            None
        }
    }

    /// The relationship of the footer of a section's first page, if it must name one.
    pub(super) fn first_footer_id(&self, section: &Section, number: usize) -> Option<String> {
        if !section.first_footer.is_empty() {
            Some(format!("first-footer{number}"))
        } else {
            self.footers.then(|| EMPTY_FOOTER.to_owned())
        }
    }

    /// The relationship of the header that shows nothing.
    fn empty_id(&self) -> String {
        header_id(self.looks.len())
    }

    /// The parts.
    pub(super) fn parts(&self, boxes: &Boxes) -> Vec<Part> {
        let mut parts = Vec::new();
        for (index, look) in self.looks.iter().enumerate() {
            let style = boxes.style(look.style);
            let number = |xml: &mut Xml| line(xml, style, Some(&look.run));
            parts.push(part(&HEADER, header_id(index), number));
            if index == 0 {
                parts.push(part(&HEADER, self.empty_id(), |xml| line(xml, style, None)));
            }
        }
        for (number, section) in (1..).zip(&boxes.sections) {
            parts.extend(first_parts(boxes, section, number));
        }
        if self.footers {
            let style = boxes.style(StyleId(0));
            let empty = |xml: &mut Xml| line(xml, style, None);
            parts.push(part(&FOOTER, EMPTY_FOOTER.to_owned(), empty));
        }
        parts
    }
}

fn same_look(one: &PageNumbering, other: &PageNumbering) -> bool {
    (one.style, one.run) == (other.style, other.run)
}

fn header_id(index: usize) -> String {
    format!("header{}", index + 1)
}

/// The header and the footer of a section's first page, if they hold something.
fn first_parts(boxes: &Boxes, section: &Section, number: usize) -> Vec<Part> {
    let flow = Flow::of(boxes, section);
    let mut parts = Vec::new();
    let mut add = |kind: &Kind, id: String, blocks: &[Block], numbering: Option<PageNumbering>| {
        if !blocks.is_empty() {
            parts.push(part(kind, id, |xml| {
                if let Some(numbering) = numbering {
                    line(xml, boxes.style(numbering.style), Some(&numbering.run));
                }
                blocks::write(xml, &flow, blocks);
            }));
        }
    };
    let shown = (!section.numbering.hide_on_first).then_some(section.numbering);
    add(
        &HEADER,
        format!("first-header{number}"),
        &section.first_header,
        shown,
    );
    add(
        &FOOTER,
        format!("first-footer{number}"),
        &section.first_footer,
        None,
    );
    parts
}

/// The footer that shows nothing.
const EMPTY_FOOTER: &str = "footer";

/// A header or a footer.
struct Kind {
    root: &'static str,
    content_type: &'static str,
    relationship: &'static str,
}

const HEADER: Kind = Kind {
    root: "w:hdr",
    content_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml",
    relationship: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header",
};

const FOOTER: Kind = Kind {
    root: "w:ftr",
    content_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml",
    relationship: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer",
};

fn part(kind: &Kind, id: String, children: impl FnOnce(&mut Xml)) -> Part {
    Part {
        path: format!("word/{id}.xml"),
        content_type: kind.content_type,
        relationship: kind.relationship,
        xml: Xml::part(kind.root, WORD, children),
        workbook: None,
    }
}

/// A centred line that shows the page's number, or nothing.
fn line(xml: &mut Xml, style: &Style, number: Option<&RunFormat>) {
    let format = ParagraphFormat {
        align: Align::Centre,
        ..style.paragraph
    };
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            xml.value("w:pStyle", &style.id);
            format::paragraph(xml, &format, Some(&style.paragraph), None);
            if let Some(number) = number {
                run_properties(xml, number, style);
            }
        });
        if let Some(number) = number {
            page_field(xml, number, style);
        }
    });
}

/// The number of the page. The stored result is what a reader sees that does not count.
fn page_field(xml: &mut Xml, format: &RunFormat, style: &Style) {
    let mut piece = |children: &dyn Fn(&mut Xml)| {
        xml.element("w:r", &[], |xml| {
            run_properties(xml, format, style);
            children(xml);
        });
    };
    piece(&|xml| xml.leaf("w:fldChar", &[("w:fldCharType", &"begin")]));
    piece(&|xml| xml.text_element("w:instrText", &[("xml:space", &"preserve")], " PAGE "));
    piece(&|xml| xml.leaf("w:fldChar", &[("w:fldCharType", &"separate")]));
    piece(&|xml| xml.text_element("w:t", &[], "2"));
    piece(&|xml| xml.leaf("w:fldChar", &[("w:fldCharType", &"end")]));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builders::word;

    fn parts(boxes: &Boxes) -> Vec<Part> {
        Headers::of(boxes).parts(boxes)
    }

    #[test]
    fn sections_that_look_alike_share_a_header() {
        let section = word::section(Vec::new());
        let mut shown = section.clone();
        shown.numbering.hide_on_first = false;
        let headers = parts(&word::document(vec![section, shown]));
        let paths: Vec<_> = headers.iter().map(|part| part.path.as_str()).collect();
        assert_eq!(paths, ["word/header1.xml", "word/header2.xml"]);
    }

    #[test]
    fn the_number_is_a_field_with_a_stored_result() {
        let headers = parts(&word::document(vec![word::section(Vec::new())]));
        assert!(headers[0].xml.contains(concat!(
            r#"<w:p><w:pPr><w:pStyle w:val="Heading"/></w:pPr>"#,
            r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>"#,
            r#"<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>"#,
            r#"<w:r><w:fldChar w:fldCharType="separate"/></w:r>"#,
            r#"<w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"#
        )));
        assert!(
            headers[1]
                .xml
                .ends_with(r#"<w:p><w:pPr><w:pStyle w:val="Heading"/></w:pPr></w:p></w:hdr>"#)
        );
    }

    #[test]
    fn a_first_page_that_holds_something_has_parts_of_its_own_and_leaves_them_to_no_other() {
        let mut first = word::section(Vec::new());
        first.first_header = vec![Block::Paragraph(word::body("trên"))];
        first.first_footer = vec![Block::Paragraph(word::body("dưới"))];
        let second = word::section(Vec::new());
        let boxes = word::document(vec![first.clone(), second.clone()]);
        let headers = Headers::of(&boxes);
        let parts = headers.parts(&boxes);
        let text = |part: &Part| (part.path.clone(), part.xml.contains("<w:t "));
        assert_eq!(
            parts.iter().skip(2).map(text).collect::<Vec<_>>(),
            [
                (String::from("word/first-header1.xml"), true),
                (String::from("word/first-footer1.xml"), true),
                (String::from("word/footer.xml"), false),
            ]
        );
        let ids = |section, number| {
            (
                headers.first_id(section, number),
                headers.first_footer_id(section, number),
            )
        };
        let named = |header: &str, footer: &str| (Some(header.to_owned()), Some(footer.to_owned()));
        assert_eq!(ids(&first, 1), named("first-header1", "first-footer1"));
        assert_eq!(ids(&second, 2), named("header2", "footer"));
    }
}
