//! The head of the first page: issuing body | national name and motto; number | place and date.

use super::decree::{Element, RuleUnder, Size};
use super::setter::Setter;
use super::symbol::number_line;
use crate::length::Length;
use crate::page::{Block, LineSpacing, Paragraph};
use crate::vn::name;

const NATIONAL_NAME: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";

/// ô 2 | 1 over 3 | 4: number and date stand on one line (ND30-DD-01).
pub fn blocks(setter: &Setter) -> Vec<Block> {
    let left = setter.decree.size(Size::HeaderLeft);
    let columns = vec![left, setter.text_width() - left];
    let names = vec![issuer(setter, left), nation(setter)];
    let document = setter.document;
    let number = number_line(document, setter.decree);
    let date = format!("{}, {}", document.issuer.seat, document.date.long());
    let second = vec![
        vec![Block::Paragraph(setter.paragraph(Element::Number, number))],
        vec![Block::Paragraph(setter.paragraph(Element::PlaceDate, date))],
    ];
    vec![Block::Table(
        setter.side_by_side(columns, vec![names, second]),
    )]
}

/// The superior body plain, the issuing body bold, and a rule of a third to a half of its last
/// line (ND30-CQ-01 to 05).
fn issuer(setter: &Setter, column: Length) -> Vec<Block> {
    let issuer = &setter.document.issuer;
    let mut blocks = Vec::new();
    if let Some(superior) = &issuer.superior {
        let superior = setter.paragraph(Element::Superior, superior.to_uppercase());
        blocks.push(Block::Paragraph(superior));
    }
    let mut last = Length::ZERO;
    for line in name::lines(&issuer.name) {
        let line = line.to_uppercase();
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
