//! `w:p`: a paragraph of text.

use super::comments::{self, Comments};
use super::flow::Flow;
use super::format;
use super::xml::Xml;
use crate::page::{Paragraph, ParagraphFormat, Role, Run, RunFormat, Style};

/// What a reader takes for running text, as the outline level of a paragraph.
const NO_OUTLINE: u8 = 9;

/// Writes a paragraph. `section_end` writes the properties of the section that it ends.
pub(super) fn write(
    xml: &mut Xml,
    flow: &Flow,
    paragraph: &Paragraph,
    section_end: Option<&dyn Fn(&mut Xml)>,
) {
    let style = flow.boxes.style(paragraph.style);
    let own = &paragraph.format;
    let format = ParagraphFormat {
        keep_with_next: own.keep_with_next || flow.keep_with_next,
        // A frame stays whole.
        keep_lines: own.keep_lines || paragraph.frame.is_some(),
        ..*own
    };
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            xml.value("w:pStyle", &style.id);
            let frame = paragraph.frame.map(format::Lines::Around);
            format::paragraph(xml, &format, Some(&style.paragraph), frame);
            outline_level(xml, paragraph.role, style);
            // Word gives the last line the height of the mark too, so the mark must not be
            // larger than the text.
            if let Some(last) = paragraph.runs.last() {
                run_properties(xml, &last.format, style);
            }
            if let Some(write_section) = section_end {
                write_section(xml);
            }
        });
        for run in &paragraph.runs {
            match flow.comments {
                Some(comments) => commented_run(xml, run, style, comments),
                None => write_run(xml, &run.text, &run.format, style),
            }
        }
    });
}

/// The level of a heading whose style does not already give it.
fn outline_level(xml: &mut Xml, role: Role, style: &Style) {
    let wanted = match role {
        Role::Heading(level) => Some(level),
        Role::Paragraph | Role::ListItem | Role::Artifact => None,
    };
    if wanted != style.outline_level {
        xml.value("w:outlineLvl", outline(wanted));
    }
}

/// Word counts levels from 0 and knows nine.
pub(super) fn outline(level: Option<u8>) -> u8 {
    level.map_or(NO_OUTLINE, |level| level.clamp(1, 9) - 1)
}

fn write_run(xml: &mut Xml, text: &str, format: &RunFormat, style: &Style) {
    xml.element("w:r", &[], |xml| {
        run_properties(xml, format, style);
        xml.text_element("w:t", &[("xml:space", &"preserve")], text);
    });
}

/// Writes a run as several: each stretch with a comment by itself.
fn commented_run(xml: &mut Xml, run: &Run, style: &Style, comments: &Comments) {
    let mut plain = String::new();
    let write = |xml: &mut Xml, text: &str| write_run(xml, text, &run.format, style);
    for (text, source) in run.text.pieces() {
        let Some(number) = comments.on(text, source) else {
            plain.push_str(text);
            continue;
        };
        if !plain.is_empty() {
            write(xml, &std::mem::take(&mut plain));
        }
        comments::range(xml, number, |xml| write(xml, text));
    }
    if !plain.is_empty() {
        write(xml, &plain);
    }
}

/// What a run's format has that its paragraph's style has not.
pub(super) fn run_properties(xml: &mut Xml, format: &RunFormat, style: &Style) {
    xml.if_any("w:rPr", |xml| format::run(xml, format, Some(&style.run)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builders::word;
    use crate::length::Length;
    use crate::page::{Colour, Frame};

    fn written(paragraph: &Paragraph, keep: bool) -> String {
        let boxes = word::document(Vec::new());
        let mut xml = Xml::default();
        let flow = Flow {
            boxes: &boxes,
            width: Length::ZERO,
            nested: false,
            keep_with_next: keep,
            comments: None,
        };
        write(&mut xml, &flow, paragraph, None);
        xml.into_string()
    }

    #[test]
    fn a_paragraph_in_its_styles_format_names_the_style_only() {
        assert_eq!(
            written(&word::body("Điểm < 5"), false),
            concat!(
                r#"<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr>"#,
                r#"<w:r><w:t xml:space="preserve">Điểm &lt; 5</w:t></w:r></w:p>"#
            )
        );
    }

    #[test]
    fn the_paragraphs_mark_is_formatted_like_its_last_run() {
        let mut paragraph = word::body("a");
        paragraph.runs[0].format.bold = true;
        let bold = "<w:rPr><w:b/><w:bCs/></w:rPr>";
        assert_eq!(
            written(&paragraph, false),
            format!(
                r#"<w:p><w:pPr><w:pStyle w:val="Body"/>{bold}</w:pPr><w:r>{bold}<w:t xml:space="preserve">a</w:t></w:r></w:p>"#
            )
        );
    }

    #[test]
    fn an_empty_paragraph_has_no_run() {
        let empty = Paragraph {
            runs: Vec::new(),
            ..word::body("")
        };
        assert_eq!(
            written(&empty, true),
            r#"<w:p><w:pPr><w:pStyle w:val="Body"/><w:keepNext/></w:pPr></w:p>"#
        );
    }

    #[test]
    fn the_outline_level_is_written_where_the_style_does_not_give_it() {
        let heading = Paragraph {
            role: Role::Heading(2),
            ..word::body("a")
        };
        assert!(written(&heading, false).contains(r#"<w:outlineLvl w:val="1"/>"#));
        let title = Paragraph {
            role: Role::Heading(1),
            ..word::title("a")
        };
        assert!(!written(&title, false).contains("outlineLvl"));
        let running = Paragraph {
            role: Role::Paragraph,
            ..word::title("a")
        };
        assert!(written(&running, false).contains(r#"<w:outlineLvl w:val="9"/>"#));
    }

    #[test]
    fn a_frame_is_four_borders_and_keeps_its_lines() {
        let mut mark = word::body("KHẨN");
        mark.runs[0].format.colour = Colour::RED;
        mark.frame = Some(Frame {
            thickness: Length::pt(1),
            padding: Length::pt(2),
            colour: Colour::RED,
        });
        let xml = written(&mark, false);
        let border = r#" w:val="single" w:sz="8" w:space="2" w:color="FF0000"/>"#;
        let edges = ["top", "left", "bottom", "right"].map(|edge| format!("<w:{edge}{border}"));
        assert!(xml.contains(&format!(
            "<w:keepLines/><w:pBdr>{}</w:pBdr>",
            edges.concat()
        )));
        assert!(xml.contains(r#"<w:rPr><w:color w:val="FF0000"/></w:rPr>"#));
    }
}
