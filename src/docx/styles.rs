//! `word/styles.xml`.

use super::format;
use super::package::{Part, WORD};
use super::paragraph;
use super::xml::{Value, Xml};
use crate::page::{Boxes, ParagraphFormat, Style};

/// The identifier of the style on which all others are based.
const NORMAL: &str = "Normal";
/// The identifier of the style of all tables.
const TABLE: &str = "TableNormal";

/// The paragraph that no style has touched. All of it is written: where a package is
/// silent, Word takes 8 pt below every paragraph from its own built-in style.
const PLAIN: ParagraphFormat = ParagraphFormat::PLAIN;

/// The part.
pub(super) fn part(boxes: &Boxes) -> Part {
    let xml = Xml::part("w:styles", WORD, |xml| {
        defaults(xml, boxes);
        normal(xml);
        table_normal(xml);
        for style in &boxes.styles {
            write_style(xml, style);
        }
    });
    Part {
        path: "word/styles.xml".to_owned(),
        content_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml",
        relationship: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles",
        xml,
        workbook: None,
    }
}

/// What holds where no style says otherwise. All four slots of the font are named:
/// Vietnamese letters fall into more than one of them. The first style gives the size
/// of what a user types outside all styles.
fn defaults(xml: &mut Xml, boxes: &Boxes) {
    let (font, language) = (&boxes.properties.font_family, &boxes.properties.language);
    xml.element("w:docDefaults", &[], |xml| {
        xml.element("w:rPrDefault", &[], |xml| {
            xml.element("w:rPr", &[], |xml| {
                xml.leaf(
                    "w:rFonts",
                    &[
                        ("w:ascii", font),
                        ("w:hAnsi", font),
                        ("w:eastAsia", font),
                        ("w:cs", font),
                    ],
                );
                if let Some(first) = boxes.styles.first() {
                    xml.value("w:sz", first.run.size.in_half_points());
                    xml.value("w:szCs", first.run.size.in_half_points());
                }
                xml.leaf("w:lang", &[("w:val", language), ("w:eastAsia", language)]);
            });
        });
        xml.element("w:pPrDefault", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                format::paragraph(xml, &PLAIN, None, None)
            });
        });
    });
}

fn normal(xml: &mut Xml) {
    let attributes: &[(&str, &dyn Value)] = &[
        ("w:type", &"paragraph"),
        ("w:default", &1),
        ("w:styleId", &NORMAL),
    ];
    xml.element("w:style", attributes, |xml| {
        xml.value("w:name", "Normal");
        xml.leaf("w:qFormat", &[]);
        xml.element("w:pPr", &[], |xml| {
            xml.leaf("w:widowControl", &[]);
            format::paragraph(xml, &PLAIN, None, None);
        });
    });
}

fn table_normal(xml: &mut Xml) {
    let attributes: &[(&str, &dyn Value)] = &[
        ("w:type", &"table"),
        ("w:default", &1),
        ("w:styleId", &TABLE),
    ];
    xml.element("w:style", attributes, |xml| {
        xml.value("w:name", "Normal Table");
        xml.value("w:uiPriority", 99);
        xml.leaf("w:semiHidden", &[]);
        xml.leaf("w:unhideWhenUsed", &[]);
        xml.element("w:tblPr", &[], |xml| {
            xml.leaf("w:tblInd", &[("w:w", &0), ("w:type", &"dxa")]);
            xml.element("w:tblCellMar", &[], |xml| {
                for edge in ["w:top", "w:left", "w:bottom", "w:right"] {
                    xml.leaf(edge, &[("w:w", &0), ("w:type", &"dxa")]);
                }
            });
        });
    });
}

/// A style of the document. It says everything, so that it survives being pasted into a
/// document whose `Normal` is another.
fn write_style(xml: &mut Xml, style: &Style) {
    let attributes: &[(&str, &dyn Value)] = &[
        ("w:type", &"paragraph"),
        ("w:customStyle", &1),
        ("w:styleId", &style.id),
    ];
    xml.element("w:style", attributes, |xml| {
        xml.value("w:name", &style.name);
        xml.value("w:basedOn", NORMAL);
        xml.leaf("w:qFormat", &[]);
        xml.element("w:pPr", &[], |xml| {
            format::paragraph(xml, &style.paragraph, None, None);
            if style.outline_level.is_some() {
                xml.value("w:outlineLvl", paragraph::outline(style.outline_level));
            }
        });
        xml.element("w:rPr", &[], |xml| format::run(xml, &style.run, None));
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builders::word;

    #[test]
    fn a_style_says_all_it_has_in_the_schemas_order() {
        let mut xml = Xml::default();
        write_style(&mut xml, &word::styles()[1]);
        assert_eq!(
            xml.into_string(),
            concat!(
                r#"<w:style w:type="paragraph" w:customStyle="1" w:styleId="Title1">"#,
                r#"<w:name w:val="Tên loại"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>"#,
                r#"<w:keepNext/><w:spacing w:before="240" w:after="0" w:line="240" w:lineRule="auto"/>"#,
                r#"<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="center"/>"#,
                r#"<w:outlineLvl w:val="0"/></w:pPr>"#,
                r#"<w:rPr><w:b/><w:bCs/><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr></w:style>"#
            )
        );
    }

    #[test]
    fn the_font_fills_all_four_slots_and_no_theme_or_kerning_overrides_it() {
        let xml = part(&word::document(Vec::new())).xml;
        assert!(xml.contains(concat!(
            r#"<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" "#,
            r#"w:eastAsia="Times New Roman" w:cs="Times New Roman"/>"#,
            r#"<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN"/>"#
        )));
        assert!(!xml.contains("Theme") && !xml.contains("w:kern"));
    }
}
