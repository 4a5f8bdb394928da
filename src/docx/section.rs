//! `w:sectPr`: paper, margins and page numbers of a section.

use super::header::Headers;
use super::xml::Xml;
use crate::page::{Geometry, Section};

/// Writes the properties of a section; `number` counts sections from 1.
pub(super) fn properties(xml: &mut Xml, section: &Section, number: usize, headers: &Headers) {
    xml.element("w:sectPr", &[], |xml| {
        let numbering = &section.numbering;
        xml.leaf(
            "w:headerReference",
            &[
                ("w:type", &"default"),
                ("r:id", &headers.number_id(numbering)),
            ],
        );
        let first = headers.first_id(section, number);
        if let Some(id) = &first {
            xml.leaf("w:headerReference", &[("w:type", &"first"), ("r:id", id)]);
            if let Some(id) = headers.first_footer_id(section, number) {
                xml.leaf("w:footerReference", &[("w:type", &"first"), ("r:id", &id)]);
            }
        }
        xml.value("w:type", "nextPage");
        paper(xml, &section.geometry);
        xml.leaf("w:pgNumType", &[("w:fmt", &"decimal"), ("w:start", &1)]);
        xml.leaf("w:cols", &[("w:space", &720)]);
        if first.is_some() {
            xml.leaf("w:titlePg", &[]);
        }
    });
}

fn paper(xml: &mut Xml, geometry: &Geometry) {
    let (width, height) = (geometry.width.in_twips(), geometry.height.in_twips());
    if width > height {
        xml.leaf(
            "w:pgSz",
            &[
                ("w:w", &width),
                ("w:h", &height),
                ("w:orient", &"landscape"),
            ],
        );
    } else {
        xml.leaf("w:pgSz", &[("w:w", &width), ("w:h", &height)]);
    }
    xml.leaf(
        "w:pgMar",
        &[
            ("w:top", &geometry.top.in_twips()),
            ("w:right", &geometry.right.in_twips()),
            ("w:bottom", &geometry.bottom.in_twips()),
            ("w:left", &geometry.left.in_twips()),
            ("w:header", &geometry.header.in_twips()),
            ("w:footer", &geometry.header.in_twips()),
            ("w:gutter", &0),
        ],
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builders::word;

    fn written(section: &Section) -> String {
        let headers = Headers::of(&word::document(vec![section.clone()]));
        let mut xml = Xml::default();
        properties(&mut xml, section, 1, &headers);
        xml.into_string()
    }

    #[test]
    fn a_section_says_its_paper_margins_and_numbering_in_the_schemas_order() {
        assert_eq!(
            written(&word::section(Vec::new())),
            concat!(
                r#"<w:sectPr><w:headerReference w:type="default" r:id="header1"/>"#,
                r#"<w:headerReference w:type="first" r:id="header2"/><w:type w:val="nextPage"/>"#,
                r#"<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="850" w:bottom="1134" "#,
                r#"w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>"#,
                r#"<w:pgNumType w:fmt="decimal" w:start="1"/><w:cols w:space="720"/><w:titlePg/></w:sectPr>"#
            )
        );
    }

    #[test]
    fn a_turned_page_is_called_landscape() {
        let mut section = word::section(Vec::new());
        section.geometry = Geometry {
            width: section.geometry.height,
            height: section.geometry.width,
            ..section.geometry
        };
        let xml = written(&section);
        assert!(xml.contains(r#"<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>"#));
    }

    #[test]
    fn a_first_page_that_shows_its_number_is_not_different() {
        let mut section = word::section(Vec::new());
        section.numbering.hide_on_first = false;
        let xml = written(&section);
        assert!(!xml.contains("titlePg") && !xml.contains(r#"w:type="first""#));
    }
}
