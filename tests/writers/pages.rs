//! Documents that are hard to cut into pages: chains, short and long paragraphs, headings.

use crate::builders::Dice;
use crate::builders::{A4, TYPE, boxes, section, with};
use vanthu::length::Length;
use vanthu::page::{Align, Block, Boxes, Geometry, LineSpacing, Paragraph, Role, Run, RunFormat};

impl Dice {
    /// Paper within the decree's margins, seldom turned.
    pub(super) fn geometry(&mut self) -> Geometry {
        let upright = Geometry {
            top: Length::mm(self.one(&[20, 22, 25])),
            bottom: Length::mm(self.one(&[20, 23, 25])),
            left: Length::mm(self.one(&[30, 32, 35])),
            right: Length::mm(self.one(&[15, 17, 20])),
            ..A4
        };
        let turned = Geometry {
            width: upright.height,
            height: upright.width,
            ..upright
        };
        if self.once_in(4) { turned } else { upright }
    }

    /// Running text as the decree permits it: 13 or 14 pt, either indent, any spacing.
    pub(super) fn body(&mut self) -> impl Fn(&mut Paragraph) + use<> {
        let size = Length::pt(self.one(&[13, 14]));
        let indent = Length::tenths_of_mm(self.one(&[100, 127]));
        let (before, after) = self.one(&[(6, 0), (0, 6), (3, 6), (6, 6)]);
        let line = self.one(&[
            LineSpacing::Multiple(240),
            LineSpacing::Multiple(276),
            LineSpacing::Multiple(360),
            LineSpacing::Exact(Length::pt(17)),
        ]);
        move |paragraph| {
            paragraph.format.align = Align::Justify;
            paragraph.format.indent_first = indent;
            paragraph.format.before = Length::pt(before);
            paragraph.format.after = Length::pt(after);
            paragraph.format.line = line;
            for run in &mut paragraph.runs {
                run.format.size = size;
            }
        }
    }

    /// Words of which some are bold or italic.
    fn runs(&mut self, words: usize) -> Vec<Run> {
        let mut left = words;
        let mut runs = Vec::new();
        while left > 0 {
            let words = self.between(1, 25).min(left);
            left -= words;
            let format = RunFormat {
                bold: self.once_in(5),
                italic: self.once_in(5),
                ..TYPE
            };
            let text = format!("{} ", self.text(words));
            runs.push(Run {
                text: text.into(),
                format,
            });
        }
        runs
    }
}

/// Text over a few pages, in sections.
pub(super) fn pages(seed: u64) -> Boxes {
    let mut dice = Dice::new(seed);
    let body = dice.body();
    let mut boxes = boxes(Vec::new());
    boxes.sections.clear();
    for _ in 0..dice.between(1, 2) {
        let count = dice.between(8, 30);
        let mut blocks: Vec<Block> = (0..count).map(|_| passage(&mut dice, &body)).collect();
        blocks.push(with("Hết.", &body));
        let mut section = section(dice.geometry(), blocks);
        section.numbering.hide_on_first = !dice.once_in(4);
        boxes.sections.push(section);
    }
    boxes
}

/// A paragraph, an item or a heading.
fn passage(dice: &mut Dice, body: &impl Fn(&mut Paragraph)) -> Block {
    let words = dice.one(&[3, 12, 30, 45, 60, 110, 200]);
    let runs = dice.runs(words);
    let kind = dice.roll(8);
    let (keep, whole) = (dice.once_in(7), dice.once_in(7));
    with("", |paragraph| {
        paragraph.runs = runs;
        body(paragraph);
        paragraph.format.keep_with_next = keep;
        paragraph.format.keep_lines = whole;
        match kind {
            0 | 1 => {
                paragraph.role = Role::Heading(2);
                paragraph.runs.truncate(1);
                paragraph.runs[0].format.bold = true;
                paragraph.format.keep_with_next = true;
            }
            2 => {
                paragraph.role = Role::ListItem;
                paragraph.runs[0].text = format!("a) {}", paragraph.runs[0].text).into();
            }
            3 => {
                paragraph.role = Role::ListItem;
                paragraph.runs[0].text = format!("- {}", paragraph.runs[0].text).into();
                paragraph.format.indent_left = Length::mm(15);
                paragraph.format.indent_first = -Length::mm(5);
            }
            _ => {}
        }
    })
}
