//! Documents as offices issue them, in all measures that the decree leaves free.

use super::chance::Dice;
use super::{A4, boxes, cell, paragraph, section, table, with};
use crate::length::Length;
use crate::page::sample::spanning;
use crate::page::{
    Align, Block, Boxes, Cell, Colour, Frame, Geometry, LineSpacing, Paragraph, Row, Rule, Scope,
    Table, Vertical,
};

/// A document with a head, text, a signature and one or two appendices.
pub(in crate::pdf) fn office(seed: u64) -> Boxes {
    let mut maker = Maker::new(seed);
    let upright = Geometry {
        top: maker.mm(20, 25),
        bottom: maker.mm(20, 25),
        left: maker.mm(30, 35),
        right: maker.mm(15, 20),
        ..A4
    };
    let across = Geometry {
        width: upright.height,
        height: upright.width,
        ..upright
    };
    let mut blocks = maker.head(upright.text_width());
    for _ in 0..3 + maker.dice.roll(12) {
        blocks.push(maker.text());
    }
    if maker.dice.roll(2) == 0 {
        blocks.push(maker.table(upright.text_width(), 8));
    }
    blocks.push(maker.text());
    blocks.push(maker.foot(upright.text_width()));
    blocks.push(end());
    let mut boxes = boxes(blocks);
    boxes.sections[0].geometry = upright;
    if maker.dice.roll(3) == 0 {
        boxes.sections[0].first_header = vec![maker.mark(upright.text_width())];
    }
    if maker.dice.roll(3) == 0 {
        boxes.sections[0].first_footer = vec![rule(upright.text_width(), false), maker.line(11)];
    }
    for _ in 0..1 + maker.dice.roll(2) {
        let geometry = [upright, across][maker.dice.roll(2)];
        let rows = [5, 20, 60, 200][maker.dice.roll(4)];
        let mut blocks = vec![maker.title(), rule(Length::pt(80), true)];
        blocks.push(maker.table(geometry.text_width(), rows));
        blocks.push(end());
        boxes.sections.push(section(geometry, blocks));
    }
    boxes
}

fn end() -> Block {
    with("", |p| {
        p.runs.clear();
        p.format.line = LineSpacing::Exact(Length::pt(1));
    })
}

fn rule(length: Length, keep_with_next: bool) -> Block {
    Block::Rule(Rule {
        length,
        keep_with_next,
        ..super::RULE
    })
}

struct Maker {
    dice: Dice,
    size: Length,
    indent: Length,
    spacing: LineSpacing,
}

impl Maker {
    fn new(seed: u64) -> Self {
        let mut dice = Dice(seed);
        Self {
            size: Length::pt([13, 14][dice.roll(2)]),
            indent: Length::tenths_of_mm([100, 127][dice.roll(2)]),
            spacing: [
                LineSpacing::Multiple(240),
                LineSpacing::Multiple(264),
                LineSpacing::Multiple(360),
                LineSpacing::Exact(Length::pt(18)),
                LineSpacing::AtLeast(Length::pt(17)),
            ][dice.roll(5)],
            dice,
        }
    }

    fn mm(&mut self, from: i64, to: i64) -> Length {
        let sides = usize::try_from(to - from + 1).unwrap();
        Length::mm(from + i64::try_from(self.dice.roll(sides)).unwrap())
    }

    fn words(&mut self, most: usize) -> String {
        let words = 1 + self.dice.roll(most);
        self.dice.text(words)
    }

    fn text(&mut self) -> Block {
        let words = self.words(120);
        let (size, indent, line) = (self.size, self.indent, self.spacing);
        with(&words, |p| {
            p.runs[0].format.size = size;
            p.format.align = Align::Justify;
            p.format.indent_first = indent;
            p.format.before = Length::pt(6);
            p.format.line = line;
        })
    }

    fn line(&mut self, size: i64) -> Block {
        let words = self.words(10);
        with(&words, |p| p.runs[0].format.size = Length::pt(size))
    }

    fn title(&mut self) -> Block {
        let words = self.words(25);
        with(&words, |p| {
            p.format.align = Align::Centre;
            p.format.keep_with_next = true;
            p.runs[0].format.bold = true;
        })
    }

    fn mark(&mut self, width: Length) -> Block {
        let around = width / 2 - Length::mm(20);
        with("HỎA TỐC", |p| {
            p.format.align = Align::Centre;
            p.format.indent_left = Length::twips(around.in_twips());
            p.format.indent_right = Length::twips(around.in_twips());
            p.format.before = Length::pt(6);
            p.runs[0].format.colour = Colour::RED;
            p.frame = Some(Frame {
                thickness: Length::pt(1),
                padding: Length::pt(2),
                colour: Colour::RED,
            });
        })
    }

    fn centred(&mut self, words: usize, bold: bool) -> Block {
        let words = self.words(words).to_uppercase();
        with(&words, |p| {
            p.format.align = Align::Centre;
            p.runs[0].format.bold = bold;
            p.runs[0].format.size = Length::pt(13);
        })
    }

    /// Two columns without lines; names may be long.
    fn side_by_side(&mut self, width: Length, cells: [Vec<Block>; 2]) -> Block {
        let left = Length::mm(75);
        let cells = (0..).zip(cells);
        Block::Table(Table {
            role: crate::page::TableRole::Layout,
            columns: vec![left, width - left],
            border: None,
            padding: Length::ZERO,
            rows: vec![Row {
                header: false,
                keep_with_next: true,
                cells: cells.map(|(column, blocks)| cell(column, blocks)).collect(),
            }],
        })
    }

    fn head(&mut self, width: Length) -> Vec<Block> {
        let left = vec![
            self.centred(8, false),
            self.centred(20, true),
            rule(Length::pt(60), false),
            self.centred(3, false),
        ];
        let right = vec![
            self.centred(9, true),
            rule(Length::pt(120), false),
            self.line(14),
        ];
        let mut blocks = vec![self.side_by_side(width, [left, right])];
        if self.dice.roll(3) == 0 {
            blocks.push(self.mark(width));
        }
        blocks.push(self.title());
        blocks.push(rule(Length::pt(90), true));
        blocks
    }

    fn foot(&mut self, width: Length) -> Block {
        let mut left = vec![self.line(12)];
        for _ in 0..1 + self.dice.roll(6) {
            let words = self.words(12);
            left.push(with(&format!("- {words};"), |p| {
                p.runs[0].format.size = Length::pt(11);
                p.format.indent_left = Length::mm(2);
                p.format.indent_first = -Length::mm(2);
            }));
        }
        let mut name = paragraph("Nguyễn Văn A");
        name.format.align = Align::Centre;
        name.format.before = Length::pt(72);
        let right = vec![self.centred(5, true), Block::Paragraph(name)];
        self.side_by_side(width, [left, right])
    }

    /// A table with a head of two levels and a row of column numbers.
    fn table(&mut self, width: Length, rows: usize) -> Block {
        let size = Length::pt([11, 12, 13][self.dice.roll(3)]);
        let shares = [8, 40, 14, 14, 24];
        let columns = shares.map(|share| Length::twips(width.in_twips() * share / 100));
        let set = |text: &str, align: Align| {
            let mut p: Paragraph = paragraph(text);
            p.runs[0].format.size = size;
            p.format.align = align;
            p.format.before = Length::pt(2);
            p.format.after = Length::pt(2);
            p
        };
        let head = |column, columns, rows, text: &str| {
            let mut p = set(text, Align::Centre);
            p.runs[0].format.bold = true;
            Cell {
                vertical: Vertical::Middle,
                scope: Some(Scope::Column),
                ..spanning(column, columns, rows, vec![Block::Paragraph(p)])
            }
        };
        let header = |cells| Row {
            header: true,
            keep_with_next: true,
            cells,
        };
        let mut all = vec![
            header(vec![
                head(0, 1, 2, "STT"),
                head(1, 1, 2, &self.words(8)),
                head(2, 2, 1, "Kết quả"),
                head(4, 1, 2, &self.words(6)),
            ]),
            header(vec![head(2, 1, 1, "Số lượng"), head(3, 1, 1, "Tỷ lệ (%)")]),
        ];
        if self.dice.roll(2) == 0 {
            let numbers = ["(1)", "(2)", "(3)", "(4)", "(5)"];
            let numbers = (0..).zip(numbers);
            all.push(header(
                numbers.map(|(n, text)| head(n, 1, 1, text)).collect(),
            ));
        }
        let mut spanned = 0;
        for row in 0..rows {
            let align = [
                Align::Centre,
                Align::Justify,
                Align::Right,
                Align::Right,
                Align::Left,
            ];
            let mut cells = Vec::new();
            for (column, align) in align.into_iter().enumerate() {
                if column == 4 && spanned > 0 {
                    continue;
                }
                let text = match column {
                    0 => (row + 1).to_string(),
                    2 | 3 => format!("{},{:02}", self.dice.roll(2000), self.dice.roll(100)),
                    _ => self.words(12),
                };
                let tall = column == 4 && row + 2 <= rows && self.dice.roll(6) == 0;
                let down = if tall { 2 } else { 1 };
                let block = Block::Paragraph(set(&text, align));
                cells.push(Cell {
                    vertical: [Vertical::Top, Vertical::Middle][self.dice.roll(2)],
                    ..spanning(column, 1, down, vec![block])
                });
                if column == 4 {
                    spanned = down;
                }
            }
            spanned -= 1;
            all.push(Row {
                header: false,
                keep_with_next: row + 1 == rows,
                cells,
            });
        }
        Block::Table(Table {
            columns: columns.to_vec(),
            ..table(5, all)
        })
    }
}
