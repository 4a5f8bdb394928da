//! Title, addressees and text.

use super::decree::{Element, RuleUnder, Size};
use super::setter::Setter;
use crate::document::{Content, Level, Passage, Span};
use crate::length::Length;
use crate::page::{Align, Block, Paragraph, Role, Run, RunFormat};

/// The mark at the end of the text (ND30-KT-01).
const END_MARK: &str = "./.";

/// Type name, trích yếu and the rule below (ND30-TL-01 to 03).
pub fn title(setter: &Setter) -> Vec<Block> {
    let document = setter.document;
    let kind = setter.paragraph(Element::Kind, document.kind.to_uppercase());
    let (about, longest) = setter.balanced(Element::About, &document.about);
    vec![
        Block::Paragraph(kind),
        Block::Paragraph(about),
        Block::Rule(setter.rule_under(RuleUnder::About, longest)),
    ]
}

/// Kính gửi: one addressee on the same line; several below, each with a dash under the colon,
/// ending in `;` and the last in `.` (ND30-KG-02 to 04).
pub fn addressees(setter: &Setter) -> Vec<Block> {
    const WORDS: &str = "Kính gửi";
    let indent = setter.decree.size(Size::Addressees);
    let list = &setter.document.addressees;
    if let [only] = list.as_slice() {
        let lead = format!("{WORDS}: ");
        let mut line = setter.paragraph(Element::Addressees, format!("{lead}{only}"));
        hang(&mut line, indent, setter.width(Element::Addressees, &lead));
        return vec![Block::Paragraph(line)];
    }
    let mut blocks = Vec::new();
    if !list.is_empty() {
        let mut words = setter.paragraph(Element::Addressees, format!("{WORDS}:"));
        words.format.indent_left = indent;
        words.format.keep_with_next = true;
        blocks.push(Block::Paragraph(words));
    }
    let below_colon = twips(indent + setter.width(Element::Addressees, WORDS));
    for (i, name) in list.iter().enumerate() {
        let mark = if i + 1 == list.len() { '.' } else { ';' };
        let text = dashed(name, mark);
        blocks.push(Block::Paragraph(list_item(
            setter,
            Element::Addressees,
            text,
            below_colon,
        )));
    }
    blocks
}

/// `- name;`, with the mark in place of whatever the name ends in.
pub fn dashed(name: &str, mark: char) -> String {
    let name = name.trim_end_matches([';', '.', ',', ' ']);
    format!("- {name}{mark}")
}

/// An item of a list whose further lines stand under its first word.
pub fn list_item(setter: &Setter, element: Element, text: String, indent: Length) -> Paragraph {
    let mut item = setter.paragraph(element, text);
    item.role = Role::ListItem;
    item.format.before = Length::ZERO;
    hang(&mut item, indent, setter.width(element, "- "));
    item
}

fn hang(paragraph: &mut Paragraph, indent: Length, hang: Length) {
    paragraph.format.align = Align::Left;
    paragraph.format.indent_left = twips(indent + hang);
    paragraph.format.indent_first = twips(-hang);
}

/// Indents are whole twips, as Word keeps them.
fn twips(length: Length) -> Length {
    Length::twips(length.in_twips())
}

/// The text. Its last paragraph stays whole and on the page of the signature, so that the
/// signature never stands alone on a page.
pub fn content(setter: &Setter) -> Vec<Block> {
    let content = &setter.document.content;
    let passages = content.iter().filter_map(Content::passage);
    let mut paragraphs: Vec<Paragraph> = passages.map(|p| passage(setter, p)).collect();
    if let Some(first) = paragraphs.first_mut() {
        // Title and text are two things: twice the space of two paragraphs parts them.
        first.format.before = first.format.before * 2;
    }
    if let Some(last) = paragraphs.last_mut() {
        end_mark(last);
        last.format.keep_with_next = true;
        last.format.keep_lines = true;
    }
    paragraphs.into_iter().map(Block::Paragraph).collect()
}

fn passage(setter: &Setter, passage: &Passage) -> Paragraph {
    let (element, role) = match passage.level {
        Level::Part => (Element::Part, Role::Heading(2)),
        Level::Title => (Element::Title, Role::Heading(2)),
        Level::Item => (Element::Item, Role::Paragraph),
        Level::Text => (Element::Text, Role::Paragraph),
    };
    let format = setter.run_format(element);
    let mark = passage.mark.as_ref().map(|mark| Run {
        text: format!("{mark} "),
        format,
    });
    let spans = passage.spans.iter().map(|span| run(span, format));
    let runs = join(mark.into_iter().chain(spans));
    Paragraph {
        role,
        ..setter.paragraph_of(element, runs)
    }
}

fn run(span: &Span, format: RunFormat) -> Run {
    Run {
        text: span.text.clone(),
        format: RunFormat {
            bold: format.bold || span.bold,
            italic: format.italic || span.italic,
            ..format
        },
    }
}

/// Neighbours of one format become one run, as a person would have typed them.
fn join(runs: impl Iterator<Item = Run>) -> Vec<Run> {
    let mut joined: Vec<Run> = Vec::new();
    for run in runs {
        match joined.last_mut() {
            Some(last) if last.format == run.format => last.text.push_str(&run.text),
            _ => joined.push(run),
        }
    }
    joined
}

/// Ends a text with `./.`, in place of its full stop if it has one.
fn end_mark(paragraph: &mut Paragraph) {
    if paragraph.text().trim_end().ends_with(END_MARK) {
        return;
    }
    if let Some(last) = paragraph.runs.last_mut() {
        let end = last.text.trim_end().trim_end_matches('.').len();
        last.text.truncate(end);
        last.text.push_str(END_MARK);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nd30_kg_04_marks_are_made_not_typed() {
        assert_eq!(dashed("UBND huyện", ';'), "- UBND huyện;");
        assert_eq!(dashed("UBND huyện;", '.'), "- UBND huyện.");
    }
}
