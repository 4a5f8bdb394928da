//! A horizontal line: the top border of an empty, low paragraph.
//!
//! A drawing would need ids and a second form for old readers; an underline touches the
//! text. Indents on both sides give the line its length.

use super::body::Flow;
use super::error::Breach;
use super::format;
use super::xml::Xml;
use crate::length::Length;
use crate::page::{LineSpacing, ParagraphFormat, Rule};

/// Writes a line, centred in the flow.
pub(super) fn write(xml: &mut Xml, flow: &Flow, rule: &Rule) -> Result<(), Breach> {
    let style = flow.styles.find(rule.style)?;
    let side = (flow.width - rule.length) / 2;
    let format = ParagraphFormat {
        indent_left: side,
        indent_right: side,
        indent_first: Length::ZERO,
        before: rule.before,
        after: Length::ZERO,
        line: LineSpacing::Exact(line_height(rule)),
        keep_with_next: rule.keep_with_next || flow.keep_with_next,
        ..style.paragraph
    };
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            xml.value("w:pStyle", &style.id);
            format::paragraph(xml, &format, Some(&style.paragraph), Some(rule.thickness));
        });
    });
    Ok(())
}

/// The border takes its thickness on top of the line, and both together are the rule's
/// height. A line of no height would be one of any height to Word.
fn line_height(rule: &Rule) -> Length {
    (rule.height - rule.thickness).max(Length::twips(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docx::sample;
    use crate::docx::styles::Styles;

    #[test]
    fn a_line_is_centred_by_equal_indents() {
        let list = sample::styles();
        let styles = Styles::new(&list).unwrap();
        let flow = Flow {
            styles: &styles,
            width: Length::twips(3000),
            nested: false,
            keep_with_next: false,
        };
        let mut xml = Xml::default();
        write(&mut xml, &flow, &sample::rule(Length::twips(1000))).unwrap();
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

    #[test]
    fn a_line_as_thick_as_it_is_high_still_has_a_height() {
        let rule = Rule {
            height: Length::ZERO,
            ..sample::rule(Length::pt(50))
        };
        assert_eq!(line_height(&rule), Length::twips(1));
    }
}
