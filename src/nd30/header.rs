//! The head of the first page: issuing body | national name and motto; number | place and date;
//! the V/v of a công văn; the marks that some documents bear.

use super::decree::{Element, RuleUnder, Size};
use super::setter::Setter;
use super::symbol::number_line;
use crate::document::Urgency;
use crate::length::Length;
use crate::page::{Block, Colour, Frame, LineSpacing, Paragraph};
use crate::source::Words;
use crate::vn::name;

const NATIONAL_NAME: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";
/// Space between a box and the words in it.
const FRAME_PADDING: Length = Length::pt(3);

/// ô 2 | 1 over 3 | 4: number and date stand on one line (ND30-DD-01).
pub fn blocks(setter: &Setter) -> Vec<Block> {
    let left = setter.decree.size(Size::HeaderLeft);
    let columns = vec![left, setter.text_width(false) - left];
    let names = vec![issuer(setter, left), nation(setter)];
    let document = setter.document;
    let date: Words = [
        document.issuer.seat.clone(),
        ", ".into(),
        Words::new(
            document.issued.date.long(),
            document.issued.date_source.clone(),
        ),
    ]
    .into_iter()
    .collect();
    let second = vec![
        number(setter, left),
        vec![Block::Paragraph(setter.paragraph(Element::PlaceDate, date))],
    ];
    vec![Block::Table(
        setter.side_by_side(columns, vec![names, second]),
    )]
}

/// Number and symbol; below it the V/v of a công văn (ND30-CV-01) and the stamp of urgency.
fn number(setter: &Setter, column: Length) -> Vec<Block> {
    let document = setter.document;
    let number = setter.paragraph(Element::Number, number_line(document, setter.decree));
    let about = setter.is_letter().then(|| {
        let about: Words = [Words::from("V/v "), document.about.clone()]
            .into_iter()
            .collect();
        setter.paragraph(Element::LetterAbout, about)
    });
    let urgency = document.issued.marks.urgency;
    let stamp = urgency.map(|urgency| stamp(setter, urgency, column));
    let lines = std::iter::once(number).chain(about).chain(stamp);
    lines.map(Block::Paragraph).collect()
}

/// The words in a box of the prescribed size, bright red, in the middle of the column
/// (ND30-KHAN-01).
fn stamp(setter: &Setter, urgency: Urgency, column: Length) -> Paragraph {
    let width = setter.decree.size(match urgency {
        Urgency::Immediate => Size::StampImmediate,
        Urgency::VeryUrgent => Size::StampVeryUrgent,
        Urgency::Urgent => Size::StampUrgent,
    });
    let source = setter.document.issued.marks.urgency_source.clone();
    let mut stamp = setter.paragraph(Element::Urgency, Words::new(urgency.words(), source));
    for run in &mut stamp.runs {
        run.format.colour = Colour::RED;
    }
    let line = frame(setter, &mut stamp, Colour::RED);
    stamp.format.line = LineSpacing::Exact(setter.decree.size(Size::StampHeight) - line * 2);
    between(
        &mut stamp,
        (column - width) / 2 + line,
        (column - width) / 2 + line,
    );
    stamp
}

/// Puts a box around a paragraph; gives how far it reaches out of it.
fn frame(setter: &Setter, paragraph: &mut Paragraph, colour: Colour) -> Length {
    let frame = Frame {
        thickness: setter.decree.size(Size::RuleThickness),
        padding: FRAME_PADDING,
        colour,
    };
    paragraph.frame = Some(frame);
    frame.thickness + frame.padding
}

/// Indents a paragraph from both sides, in the whole twips that Word keeps.
fn between(paragraph: &mut Paragraph, left: Length, right: Length) {
    paragraph.format.indent_left = Length::twips(left.in_twips());
    paragraph.format.indent_right = Length::twips(right.in_twips());
}

/// Above the national name, in the top margin of the first page: how far the document may be
/// passed on, in a box (ô 11, ND30-LH-01).
pub fn above(setter: &Setter) -> Vec<Block> {
    let Some(circulation) = setter.document.issued.marks.circulation else {
        return Vec::new();
    };
    let words = circulation.words();
    let source = setter.document.issued.marks.circulation_source.clone();
    let mut mark = setter.paragraph(Element::Circulation, Words::new(words, source));
    frame(setter, &mut mark, Colour::BLACK);
    let left = setter.decree.size(Size::HeaderLeft);
    let right = setter.text_width(false) - left;
    let beside = (right - setter.width(Element::Circulation, words) - Length::mm(2)) / 2;
    between(&mut mark, left + beside, beside);
    vec![Block::Paragraph(mark)]
}

/// The superior body plain, the issuing body bold, and a rule of a third to a half of its last
/// line (ND30-CQ-01 to 05).
fn issuer(setter: &Setter, column: Length) -> Vec<Block> {
    let issuer = &setter.document.issuer;
    let mut blocks = Vec::new();
    if let Some(superior) = &issuer.superior {
        let whole = superior.to_uppercase();
        // A committee's name may be abbreviated here; it is where it would break (ND30-CQ-02).
        let superior = if setter.width(Element::Superior, &whole) > column {
            superior.recast(name::short(superior).to_uppercase())
        } else {
            whole
        };
        blocks.push(Block::Paragraph(
            setter.paragraph(Element::Superior, superior),
        ));
    }
    let mut last = Length::ZERO;
    for line in name::lines(&issuer.name) {
        let line = issuer.name.part(line).to_uppercase();
        last = setter.last_line(Element::Issuer, &line, column);
        blocks.push(Block::Paragraph(setter.paragraph(Element::Issuer, line)));
    }
    blocks.push(Block::Rule(setter.rule_under(RuleUnder::Issuer, last)));
    blocks.push(Block::Paragraph(cell_end(setter)));
    blocks
}

/// National name and motto, with a rule as long as the motto (ND30-QH-01, TN-01, TN-02).
fn nation(setter: &Setter) -> Vec<Block> {
    let motto = setter.width(Element::Motto, MOTTO);
    vec![
        Block::Paragraph(setter.paragraph(Element::NationalName, NATIONAL_NAME)),
        Block::Paragraph(setter.paragraph(Element::Motto, MOTTO)),
        Block::Rule(setter.rule_under(RuleUnder::Motto, motto)),
        Block::Paragraph(cell_end(setter)),
    ]
}

/// A cell must end in a paragraph; this one is hardly there.
fn cell_end(setter: &Setter) -> Paragraph {
    let mut end = setter.section_end();
    end.format.line = LineSpacing::Exact(Length::pt(1));
    end
}
