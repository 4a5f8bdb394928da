//! Pages to test on: what stands where.

use crate::document::Document;
use crate::font::{Fonts, break_lines};
use crate::length::Length;
use crate::nd30::{Decree, Profile, typeset};
use crate::page::{self, Block, Boxes, Cell, Paragraph, Table, TableRole};
use crate::pdf::layout::{Page, TextLine, layout};

/// A document with all that it is set with.
pub struct Press {
    pub decree: &'static Decree,
    pub fonts: Fonts,
    pub profile: Profile,
}

impl Press {
    pub fn new() -> Self {
        Self {
            decree: Decree::nd30().unwrap(),
            fonts: Fonts::embedded().unwrap(),
            profile: Profile::default(),
        }
    }

    /// With the choices of a hồ sơ.
    pub fn with(form: &str) -> Self {
        let press = Self::new();
        let node = crate::form::parse("ho-so.yaml", form).unwrap();
        Self {
            profile: Profile::read(&node, press.decree).unwrap(),
            ..press
        }
    }

    /// The boxes, which keep all promises.
    pub fn boxes(&self, document: &Document) -> Boxes {
        let boxes = typeset(document, self.decree, &self.profile, &self.fonts);
        page::check(&boxes).unwrap();
        boxes
    }

    pub fn pages<'a>(&self, boxes: &'a Boxes) -> Vec<Page<'a>> {
        layout(boxes, &self.fonts)
    }
}

/// All tables, those in cells left out.
pub fn tables(boxes: &Boxes) -> Vec<&Table> {
    let blocks = boxes.sections.iter().flat_map(|section| &section.blocks);
    let mut tables = Vec::new();
    for block in blocks {
        if let Block::Table(table) = block {
            tables.push(table);
        }
    }
    tables
}

/// The tables that hold data.
pub fn data(boxes: &Boxes) -> Vec<&Table> {
    let is_data = |table: &&Table| matches!(table.role, TableRole::Data { .. });
    tables(boxes).into_iter().filter(is_data).collect()
}

/// The first paragraph that bears these words.
pub fn find<'a>(boxes: &'a Boxes, words: &str) -> &'a Paragraph {
    let mut paragraphs = boxes.paragraphs();
    let found = paragraphs.find(|paragraph| paragraph.text().contains(words));
    found.unwrap_or_else(|| panic!("no paragraph “{words}”"))
}

/// The identifier of a paragraph's style.
pub fn style<'a>(boxes: &'a Boxes, words: &str) -> &'a str {
    &boxes.style(find(boxes, words).style).id
}

pub fn text(line: &TextLine) -> String {
    line.spans.iter().map(|span| &*span.text).collect()
}

/// The paragraphs of a cell.
pub fn paragraphs(cell: &Cell) -> impl Iterator<Item = &Paragraph> {
    cell.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph),
        _ => None,
    })
}

/// Panics if a word of a data table is wider than its cell, text leaves the margins, or the
/// signature stands alone.
pub fn look_over(press: &Press, boxes: &Boxes, signatory: &str) {
    for table in data(boxes) {
        words_fit(press, table);
    }
    let pages = press.pages(boxes);
    for page in &pages {
        let geometry = page.geometry;
        for line in &page.lines {
            let (left, right) = (line.x, line.x + line.width + line.stretch);
            let inside = left >= geometry.left && right <= geometry.width - geometry.right;
            assert!(inside, "“{}” leaves the margins", text(line));
        }
    }
    let signed = pages
        .iter()
        .find(|page| page.lines.iter().any(|line| text(line).trim() == signatory));
    let signed = signed.unwrap_or_else(|| panic!("“{signatory}” is on no page"));
    let first = signed.lines.iter().filter(|line| line.source.is_some());
    let first = first.map(text).next().unwrap();
    assert!(!first.starts_with("Nơi nhận"), "the signature stands alone");
}

/// Text never leaves its cell; words and numbers break only in a table that has no room for
/// them even so.
fn words_fit(press: &Press, table: &Table) {
    let mut needed = vec![Length::ZERO; table.columns.len()];
    let mut broken = Vec::new();
    for cell in table.cells() {
        let columns = table.columns.iter().skip(cell.column).take(cell.columns);
        let room = columns.copied().sum::<Length>() - table.padding * 2;
        for paragraph in paragraphs(cell) {
            for line in break_lines(&press.fonts, &paragraph.runs, room, room) {
                assert!(line.width <= room, "“{}” leaves its cell", paragraph.text());
            }
            for run in &paragraph.runs {
                for word in run.text.split(' ') {
                    let width = press.fonts.width(word, &run.format);
                    if cell.columns == 1 {
                        needed[cell.column] = needed[cell.column].max(width + table.padding * 2);
                    }
                    if width > room {
                        broken.push(word);
                    }
                }
            }
        }
    }
    let full: Length = table.columns.iter().copied().sum();
    let slack = Length::pt(1) * i64::try_from(needed.len()).unwrap();
    let needed: Length = needed.into_iter().sum();
    assert!(
        broken.is_empty() || needed + slack > full,
        "{broken:?} break in {full}"
    );
}
