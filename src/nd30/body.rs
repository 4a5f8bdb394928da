//! Title, addressees and text.

use super::chart;
use super::decree::{Element, RuleUnder, Size};
use super::setter::Setter;
use super::table::{Setting, table};
use crate::document::{Content, Level, Passage, Span};
use crate::length::Length;
use crate::page::{Align, Block, Paragraph, Role, Run, RunFormat};
use crate::sheet::Sheet;
use crate::source::Words;

/// The mark at the end of the text (ND30-KT-01).
const END_MARK: &str = "./.";

/// Type name, trích yếu and the rule below (ND30-TL-01 to 03). A công văn has none: its V/v
/// stands under its number.
pub fn title(setter: &Setter) -> Vec<Block> {
    let document = setter.document;
    if setter.is_letter() {
        return Vec::new();
    }
    let kind = setter.paragraph(Element::Kind, document.kind.to_uppercase());
    let (about, longest) =
        setter.balanced(Element::About, &document.about, setter.text_width(false));
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
        let words: Words = [lead.as_str().into(), only.clone()].into_iter().collect();
        let mut line = setter.paragraph(Element::Addressees, words);
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
pub fn dashed(name: &Words, mark: char) -> Words {
    ["- ".into(), ending(name, mark)].into_iter().collect()
}

/// A text with a mark in place of whatever it ends in.
fn ending(text: &Words, mark: char) -> Words {
    let mut text = text.trim_end_of(&[';', '.', ',', ' ']);
    text.push(&mark.to_string().into());
    text
}

/// An item of a list whose further lines stand under its first word.
pub fn list_item(setter: &Setter, element: Element, text: Words, indent: Length) -> Paragraph {
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

/// The legal bases and the text. Its last paragraph stays whole and on the page of the
/// signature, so that the signature never stands alone on a page.
pub fn text(setter: &Setter) -> Vec<Block> {
    let mut blocks: Vec<Block> = bases(setter).into_iter().map(Block::Paragraph).collect();
    for content in &setter.document.content {
        match content {
            Content::Passage(words) => blocks.push(Block::Paragraph(passage(setter, words))),
            Content::Sheet(sheet) => add_sheet(setter, sheet, &mut blocks),
            Content::Chart(figures) => {
                blocks.extend(chart::blocks(setter, figures, setter.text_width(false)));
            }
        }
    }
    if let Some(Block::Paragraph(first)) = blocks.first_mut() {
        // Title and text are two things: twice the space of two paragraphs parts them.
        first.format.before = first.format.before * 2;
    }
    match blocks.last_mut() {
        None => {}
        Some(Block::Paragraph(last)) => end(last),
        Some(_) => {
            // A text that ends in a table bears its mark below, on the page of its last row.
            hold_last_row(&mut blocks, true);
            let mut mark = setter.paragraph(Element::Text, END_MARK);
            end(&mut mark);
            blocks.push(Block::Paragraph(mark));
        }
    }
    blocks
}

/// Each on a line of its own, ending in `;` and the last in `.`; in italics, or upright where
/// they are running text (ND30-CC-01, VD-02).
fn bases(setter: &Setter) -> Vec<Paragraph> {
    let bases = &setter.document.bases;
    let kind = setter.decree.kind(&setter.document.kind);
    let usual = kind.is_none_or(|kind| !kind.upright_bases);
    let element = if setter.profile.italic_bases.unwrap_or(usual) {
        Element::Basis
    } else {
        Element::Text
    };
    let basis = |(i, text): (usize, &Words)| {
        let mark = if i + 1 == bases.len() { '.' } else { ';' };
        setter.paragraph(element, ending(text, mark))
    };
    bases.iter().enumerate().map(basis).collect()
}

/// Adds a table between paragraphs. What leads to it stays with it.
fn add_sheet(setter: &Setter, sheet: &Sheet, blocks: &mut Vec<Block>) {
    let Some(table) = table(setter, sheet, Setting::of_body(setter, sheet)) else {
        return;
    };
    if let Some(Block::Paragraph(lead)) = blocks.last_mut() {
        lead.format.keep_with_next = true;
    }
    blocks.extend([Block::Paragraph(setter.space()), Block::Table(table)]);
    hold_last_row(blocks, false);
}

/// Whether the last row of the table that ends these blocks, or the chart, stays with what follows.
fn hold_last_row(blocks: &mut [Block], stays: bool) {
    match blocks.last_mut() {
        Some(Block::Table(table)) => {
            if let Some(row) = table.rows.last_mut() {
                row.keep_with_next = stays;
            }
        }
        Some(Block::Chart(chart)) => chart.keep_with_next = stays,
        _ => {}
    }
}

/// Ends the text: its mark, and a hold on the signature.
fn end(last: &mut Paragraph) {
    end_mark(last);
    last.format.keep_with_next = true;
    last.format.keep_lines = true;
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
        text: [mark.clone(), " ".into()].into_iter().collect(),
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
            Some(last) if last.format == run.format => last.text.push(&run.text),
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
        last.text = last.text.slice(0..end);
        last.text.push(&END_MARK.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nd30_kg_04_marks_are_made_not_typed() {
        assert_eq!(dashed(&"UBND huyện".into(), ';'), "- UBND huyện;");
        assert_eq!(dashed(&"UBND huyện;".into(), '.'), "- UBND huyện.");
    }
}
