//! Blocks, one below the other.

use super::flow::Flow;
use super::xml::Xml;
use super::{chart, paragraph, rule, table};
use crate::page::Block;

/// Writes blocks.
pub(super) fn write(xml: &mut Xml, flow: &Flow, blocks: &[Block]) {
    for block in blocks {
        match block {
            Block::Paragraph(text) => {
                paragraph::write(xml, flow, text, None);
            }
            Block::Table(grid) => table::write(xml, flow, grid, write),
            Block::Rule(line) => rule::write(xml, flow, line),
            Block::Chart(figures) => chart::write(xml, flow, figures),
        }
    }
}
