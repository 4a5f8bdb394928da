//! An appendix: its heading, the line that ties it to its document, its table.

use super::decree::{Element, RuleUnder};
use super::setter::Setter;
use super::symbol::attached_to;
use super::table::{Setting, table};
use crate::document::Appendix;
use crate::page::{Block, Geometry};
use crate::source::Words;
use crate::vn::number::roman;

/// The paper and the blocks of the appendix at this place among the document's appendices.
pub fn section(setter: &Setter, index: usize, appendix: &Appendix) -> (Geometry, Vec<Block>) {
    let setting = Setting::of_appendix(setter, &appendix.sheet);
    let geometry = setter.geometry(setting.landscape);
    let width = geometry.text_width();
    let title = appendix.title.to_uppercase();
    let (title, _) = setter.balanced(Element::AppendixTitle, title, width);
    let (attached, longest) = setter.balanced(Element::AppendixOf, attached_to(setter), width);
    let mut blocks = vec![
        Block::Paragraph(setter.paragraph(Element::Appendix, name(setter, index, appendix))),
        Block::Paragraph(title),
    ];
    if let Some(note) = &appendix.note {
        let (note, _) = setter.balanced(Element::AppendixNote, note, width);
        blocks.push(Block::Paragraph(note));
    }
    blocks.extend([
        Block::Paragraph(attached),
        Block::Rule(setter.rule_under(RuleUnder::Appendix, longest)),
        Block::Paragraph(setter.space()),
    ]);
    blocks.extend(table(setter, &appendix.sheet, setting).map(Block::Table));
    (geometry, blocks)
}

/// Its own name, or “Phụ lục”: one bears no number, several bear Roman ones (ND30-PL-02). A
/// Biểu with a name of its own is headed like an appendix (ND30-PL-11).
fn name(setter: &Setter, index: usize, appendix: &Appendix) -> Words {
    if let Some(name) = &appendix.name {
        return name.clone();
    }
    let unnamed = |appendix: &&Appendix| appendix.name.is_none();
    let appendices = &setter.document.appendices;
    let before = appendices.iter().take(index).filter(unnamed).count();
    if appendices.iter().filter(unnamed).count() == 1 {
        return "Phụ lục".into();
    }
    let numbers = (1..).zip(0..=before).last();
    numbers.map_or_else(Words::default, |(number, _)| {
        format!("Phụ lục {}", roman(number)).into()
    })
}
