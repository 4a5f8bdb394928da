//! The headers: one for each look of the page number, and an empty one for first pages.

use super::format;
use super::package::{Part, WORD};
use super::paragraph::run_properties;
use super::xml::Xml;
use crate::page::{Align, Boxes, PageNumbering, ParagraphFormat, RunFormat, Style};

/// The headers of a document.
pub(super) struct Headers {
    /// The looks that differ, in the order in which they are first seen.
    looks: Vec<PageNumbering>,
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
        Self { looks }
    }

    /// The relationship of the header that shows the number.
    pub(super) fn number_id(&self, numbering: &PageNumbering) -> String {
        let look = self
            .looks
            .iter()
            .position(|look| same_look(look, numbering));
        header_id(look.unwrap_or_default())
    }

    /// The relationship of the header that shows nothing.
    pub(super) fn empty_id(&self) -> String {
        header_id(self.looks.len())
    }

    /// The parts.
    pub(super) fn parts(&self, boxes: &Boxes) -> Vec<Part> {
        let mut parts = Vec::new();
        for (index, look) in self.looks.iter().enumerate() {
            let style = boxes.style(look.style);
            parts.push(part(header_id(index), style, Some(&look.run)));
            if index == 0 {
                parts.push(part(self.empty_id(), style, None));
            }
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

fn part(id: String, style: &Style, number: Option<&RunFormat>) -> Part {
    let format = ParagraphFormat {
        align: Align::Centre,
        ..style.paragraph
    };
    let xml = Xml::part("w:hdr", WORD, |xml| {
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
    });
    Part {
        path: format!("word/{id}.xml"),
        content_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml",
        relationship: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header",
        xml,
    }
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
    use crate::docx::sample;

    fn parts(boxes: &Boxes) -> Vec<Part> {
        Headers::of(boxes).parts(boxes)
    }

    #[test]
    fn sections_that_look_alike_share_a_header() {
        let section = sample::section(Vec::new());
        let mut shown = section.clone();
        shown.numbering.hide_on_first = false;
        let headers = parts(&sample::document(vec![section, shown]));
        let paths: Vec<_> = headers.iter().map(|part| part.path.as_str()).collect();
        assert_eq!(paths, ["word/header1.xml", "word/header2.xml"]);
    }

    #[test]
    fn the_number_is_a_field_with_a_stored_result() {
        let headers = parts(&sample::document(vec![sample::section(Vec::new())]));
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
}
