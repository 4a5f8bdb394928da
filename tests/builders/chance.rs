//! Documents of chance words in chance formats.

use super::boxes::{boxes, cell, paragraph, table, with};
use super::dice::Dice;
use vanthu::length::Length;
use vanthu::page::{
    Align, Block, Boxes, Cell, Colour, LineSpacing, Paragraph, Row, Run, RunFormat, Table, Vertical,
};

impl Dice {
    fn format(&mut self) -> RunFormat {
        RunFormat {
            size: Length::half_points([28, 28, 28, 26, 24, 22][self.roll(6)]),
            bold: self.roll(4) == 0,
            italic: self.roll(4) == 0,
            colour: Colour::BLACK,
        }
    }

    fn paragraph(&mut self) -> Paragraph {
        let mut p = paragraph("");
        let format = self.format();
        p.runs = (0..=self.roll(3))
            .map(|index| Run {
                text: format!("{} ", {
                    let words = 1 + self.roll(40);
                    self.text(words)
                })
                .into(),
                format: if index == 0 {
                    format
                } else {
                    RunFormat {
                        size: format.size,
                        ..self.format()
                    }
                },
            })
            .collect();
        p.format.align = [
            Align::Left,
            Align::Justify,
            Align::Justify,
            Align::Centre,
            Align::Right,
        ][self.roll(5)];
        p.format.indent_first = Length::mm([10, 0, -5][self.roll(3)]);
        p.format.indent_left = Length::mm([0, 0, 10][self.roll(3)]);
        p.format.before = Length::pt([0, 6, 3][self.roll(3)]);
        p.format.after = Length::pt([0, 6, 3][self.roll(3)]);
        p.format.line = [
            LineSpacing::Multiple(240),
            LineSpacing::Multiple(276),
            LineSpacing::Multiple(360),
            LineSpacing::Exact(Length::pt(18)),
        ][self.roll(4)];
        p.format.keep_with_next = self.roll(8) == 0;
        p.format.keep_lines = self.roll(8) == 0;
        p
    }

    fn table(&mut self) -> Table {
        let rows = 1 + self.roll(12);
        let rows = (0..rows)
            .map(|index| Row {
                least: Length::ZERO,
                splits: false,
                header: index == 0 && rows > 2,
                keep_with_next: self.roll(6) == 0,
                cells: (0..3)
                    .map(|column| {
                        let words = 1 + self.roll(8);
                        let text = self.text(words);
                        let format = self.format();
                        Cell {
                            vertical: [Vertical::Top, Vertical::Middle][self.roll(2)],
                            ..cell(
                                column,
                                vec![with(&text, |p| {
                                    p.runs[0].format = format;
                                    p.format.after = Length::pt([0, 3][self.roll(2)]);
                                })],
                            )
                        }
                    })
                    .collect(),
            })
            .collect();
        Table {
            columns: [2000, 3000, 3500].map(Length::twips).to_vec(),
            border: [Some(Length::half_points(1)), None][self.roll(2)],
            ..table(3, rows)
        }
    }
}

/// Paragraphs and tables of chance words in chance formats.
pub(crate) fn chance(seed: u64, blocks: usize) -> Boxes {
    let mut dice = Dice::new(seed);
    let mut column = Vec::new();
    for _ in 0..blocks {
        column.push(Block::Paragraph(dice.paragraph()));
        if dice.roll(5) == 0 {
            column.push(Block::Table(dice.table()));
            column.push(Block::Paragraph(dice.paragraph()));
        }
    }
    boxes(column)
}
