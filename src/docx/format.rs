//! Formats as the children of `w:pPr` and `w:rPr`.
//!
//! Each function takes the format that the reader of the file already assumes, and writes
//! only what differs; without one it writes everything.

use super::xml::{Value, Xml};
use crate::length::Length;
use crate::page::{Align, Colour, Frame, LineSpacing, ParagraphFormat, RunFormat};

/// The children of `w:pPr` between `w:pStyle` and `w:outlineLvl`. The lines around the
/// paragraph stand in their midst because the schema wants them there.
pub(super) fn paragraph(
    xml: &mut Xml,
    format: &ParagraphFormat,
    assumed: Option<&ParagraphFormat>,
    lines: Option<Lines>,
) {
    if format.keep_with_next != assumed.is_some_and(|assumed| assumed.keep_with_next) {
        xml.switch("w:keepNext", format.keep_with_next);
    }
    if format.keep_lines != assumed.is_some_and(|assumed| assumed.keep_lines) {
        xml.switch("w:keepLines", format.keep_lines);
    }
    if let Some(lines) = lines {
        xml.element("w:pBdr", &[], |xml| lines.write(xml));
    }
    spacing(xml, format, assumed);
    indents(xml, format, assumed);
    if assumed.map(|assumed| assumed.align) != Some(format.align) {
        xml.value("w:jc", justification(format.align));
    }
}

/// The children of `w:rPr`. Each has a twin for scripts that run from right to left.
pub(super) fn run(xml: &mut Xml, format: &RunFormat, assumed: Option<&RunFormat>) {
    if format.bold != assumed.is_some_and(|assumed| assumed.bold) {
        xml.switch("w:b", format.bold);
        xml.switch("w:bCs", format.bold);
    }
    if format.italic != assumed.is_some_and(|assumed| assumed.italic) {
        xml.switch("w:i", format.italic);
        xml.switch("w:iCs", format.italic);
    }
    if assumed.map_or(Colour::BLACK, |assumed| assumed.colour) != format.colour {
        xml.value("w:color", colour(format.colour));
    }
    if assumed.map(|assumed| assumed.size) != Some(format.size) {
        xml.value("w:sz", format.size.in_half_points());
        xml.value("w:szCs", format.size.in_half_points());
    }
}

/// The lines around a paragraph.
pub(super) enum Lines {
    /// One above it, of this thickness.
    Above(Length),
    /// One on each side.
    Around(Frame),
}

impl Lines {
    fn write(&self, xml: &mut Xml) {
        match self {
            Self::Above(thickness) => border(xml, "w:top", *thickness),
            Self::Around(frame) => {
                for edge in ["w:top", "w:left", "w:bottom", "w:right"] {
                    coloured_border(xml, edge, frame);
                }
            }
        }
    }
}

/// One edge of a paragraph, a table or a cell: a plain black line.
pub(super) fn border(xml: &mut Xml, edge: &str, thickness: Length) {
    let plain = Frame {
        thickness,
        padding: Length::ZERO,
        colour: Colour::BLACK,
    };
    coloured_border(xml, edge, &plain);
}

fn coloured_border(xml: &mut Xml, edge: &str, frame: &Frame) {
    let eighths = frame.thickness.in_eighths_of_point();
    let points = frame.padding.in_half_points() / 2;
    let attributes: &[(&str, &dyn Value)] = &[
        ("w:val", &"single"),
        ("w:sz", &eighths),
        ("w:space", &points),
        ("w:color", &colour(frame.colour)),
    ];
    xml.leaf(edge, attributes);
}

/// Black is what the reader's screen takes for it.
fn colour(colour: Colour) -> String {
    let Colour { red, green, blue } = colour;
    if colour == Colour::BLACK {
        "auto".to_owned()
    } else {
        format!("{red:02X}{green:02X}{blue:02X}")
    }
}

/// Word takes the larger of the space below one paragraph and the space above the next, as
/// the boxes promise (ISO/IEC 29500-1, 17.3.1.33), as long as the package does not set
/// `doNotUseHTMLParagraphAutoSpacing`.
fn spacing(xml: &mut Xml, format: &ParagraphFormat, assumed: Option<&ParagraphFormat>) {
    let (before, after) = (format.before.in_twips(), format.after.in_twips());
    let (line, rule) = line_spacing(format.line);
    let mut attributes: Vec<(&str, &dyn Value)> = Vec::new();
    if assumed.map(|assumed| assumed.before) != Some(format.before) {
        attributes.push(("w:before", &before));
    }
    if assumed.map(|assumed| assumed.after) != Some(format.after) {
        attributes.push(("w:after", &after));
    }
    if assumed.map(|assumed| assumed.line) != Some(format.line) {
        attributes.push(("w:line", &line));
        attributes.push(("w:lineRule", &rule));
    }
    if !attributes.is_empty() {
        xml.leaf("w:spacing", &attributes);
    }
}

fn indents(xml: &mut Xml, format: &ParagraphFormat, assumed: Option<&ParagraphFormat>) {
    let (left, right) = (
        format.indent_left.in_twips(),
        format.indent_right.in_twips(),
    );
    let (first, hanging) = (
        format.indent_first.in_twips(),
        -format.indent_first.in_twips(),
    );
    let mut attributes: Vec<(&str, &dyn Value)> = Vec::new();
    if assumed.map(|assumed| assumed.indent_left) != Some(format.indent_left) {
        attributes.push(("w:left", &left));
    }
    if assumed.map(|assumed| assumed.indent_right) != Some(format.indent_right) {
        attributes.push(("w:right", &right));
    }
    if assumed.map(|assumed| assumed.indent_first) != Some(format.indent_first) {
        // One property under two names: whichever is written replaces the other.
        if first < 0 {
            attributes.push(("w:hanging", &hanging));
        } else {
            attributes.push(("w:firstLine", &first));
        }
    }
    if !attributes.is_empty() {
        xml.leaf("w:ind", &attributes);
    }
}

fn line_spacing(line: LineSpacing) -> (i64, &'static str) {
    match line {
        LineSpacing::Multiple(of_240) => (of_240, "auto"),
        LineSpacing::Exact(height) => (height.in_twips(), "exact"),
    }
}

fn justification(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Centre => "center",
        Align::Right => "right",
        Align::Justify => "both",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builders::word;

    fn paragraph_xml(format: &ParagraphFormat, assumed: Option<&ParagraphFormat>) -> String {
        let mut xml = Xml::default();
        paragraph(&mut xml, format, assumed, None);
        xml.into_string()
    }

    fn run_xml(format: &RunFormat, assumed: &RunFormat) -> String {
        let mut xml = Xml::default();
        run(&mut xml, format, Some(assumed));
        xml.into_string()
    }

    #[test]
    fn nothing_is_written_when_nothing_differs() {
        let format = word::body_format();
        assert_eq!(paragraph_xml(&format, Some(&format)), "");
        let format = word::run_format(14);
        assert_eq!(run_xml(&format, &format), "");
    }

    #[test]
    fn everything_is_written_where_nothing_is_assumed() {
        assert_eq!(
            paragraph_xml(&word::body_format(), None),
            concat!(
                r#"<w:spacing w:before="120" w:after="0" w:line="264" w:lineRule="auto"/>"#,
                r#"<w:ind w:left="0" w:right="0" w:firstLine="567"/><w:jc w:val="both"/>"#
            )
        );
    }

    #[test]
    fn only_the_attributes_that_differ_are_written() {
        let style = word::body_format();
        let format = ParagraphFormat {
            after: Length::pt(3),
            indent_first: Length::twips(-284),
            keep_with_next: true,
            ..style
        };
        assert_eq!(
            paragraph_xml(&format, Some(&style)),
            r#"<w:keepNext/><w:spacing w:after="60"/><w:ind w:hanging="284"/>"#
        );
    }

    #[test]
    fn exact_line_heights_are_in_twips() {
        assert_eq!(
            line_spacing(LineSpacing::Exact(Length::pt(3))),
            (60, "exact")
        );
    }

    #[test]
    fn what_the_style_switches_on_can_be_switched_off() {
        let plain = word::run_format(14);
        let style = RunFormat {
            bold: true,
            italic: true,
            ..plain
        };
        assert_eq!(
            run_xml(&plain, &style),
            r#"<w:b w:val="0"/><w:bCs w:val="0"/><w:i w:val="0"/><w:iCs w:val="0"/>"#
        );
    }

    #[test]
    fn sizes_are_in_half_points() {
        let size = Length::half_points(27);
        let format = RunFormat {
            size,
            ..word::run_format(14)
        };
        assert_eq!(
            run_xml(&format, &word::run_format(14)),
            r#"<w:sz w:val="27"/><w:szCs w:val="27"/>"#
        );
    }
}
