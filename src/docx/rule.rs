//! A horizontal line: the top border of an empty, low paragraph.
//!
//! A drawing would need ids and a second form for old readers; an underline touches the
//! text. Indents on both sides give the line its length.

use super::flow::Flow;
use super::format;
use super::xml::Xml;
use crate::length::Length;
use crate::page::{LineSpacing, ParagraphFormat, Rule};

/// Writes a line, centred in the flow.
pub(super) fn write(xml: &mut Xml, flow: &Flow, rule: &Rule) {
    let style = flow.boxes.style(rule.style);
    let side = (flow.width - rule.length) / 2;
    let format = ParagraphFormat {
        indent_left: side,
        indent_right: side,
        indent_first: Length::ZERO,
        before: rule.before,
        after: Length::ZERO,
        // The border takes its thickness on top of the line.
        line: LineSpacing::Exact(rule.height - rule.thickness),
        keep_with_next: rule.keep_with_next || flow.keep_with_next,
        ..style.paragraph
    };
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            xml.value("w:pStyle", &style.id);
            let line = format::Lines::Above(rule.thickness);
            format::paragraph(xml, &format, Some(&style.paragraph), Some(line));
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builders::word;

    #[test]
    fn a_line_is_centred_by_equal_indents() {
        let flow = Flow {
            boxes: &word::document(Vec::new()),
            width: Length::twips(3000),
            nested: false,
            keep_with_next: false,
            comments: None,
        };
        let mut xml = Xml::default();
        write(&mut xml, &flow, &word::rule(Length::twips(1000)));
        assert_eq!(
            xml.into_string(),
            concat!(
                r#"<w:p><w:pPr><w:pStyle w:val="Heading"/>"#,
                r#"<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:pBdr>"#,
                r#"<w:spacing w:before="20" w:line="45" w:lineRule="exact"/>"#,
                r#"<w:ind w:left="1000" w:right="1000"/></w:pPr></w:p>"#
            )
        );
    }
}
