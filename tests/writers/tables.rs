//! Documents of long tables: heads of several levels, cells over rows, names that are long.

use crate::builders::Dice;
use crate::builders::{TYPE, boxes, cell, section, spanning, table, with};
use vanthu::length::Length;
use vanthu::page::{
    Align, Block, Boxes, Cell, LineSpacing, Paragraph, Row, RunFormat, Style, StyleId, Table,
    Vertical,
};

/// The sizes of type in cells.
const SIZES: [i64; 3] = [11, 12, 13];

/// How the cells of a table are set.
#[derive(Clone, Copy)]
struct Look {
    size: Length,
    around: Length,
    line: LineSpacing,
    /// Whether some rows are tied to those below them.
    tied: bool,
}

/// One or two tables with text around them.
pub(super) fn tables(seed: u64) -> Boxes {
    let mut dice = Dice::new(seed);
    let body = dice.body();
    let mut boxes = boxes(Vec::new());
    boxes.sections.clear();
    boxes.styles.extend(SIZES.map(|size| Style {
        id: format!("Cell{size}"),
        name: format!("Cell {size}"),
        run: RunFormat {
            size: Length::pt(size),
            ..TYPE
        },
        ..boxes.styles[0].clone()
    }));
    for rows in [
        dice.one(&[8, 8, 20, 20, 60, 60, 60, 200]),
        dice.one(&[4, 9]),
    ] {
        let geometry = dice.geometry();
        let words = dice.between(5, 90);
        let mut blocks = vec![with(&dice.text(words), &body)];
        let widths = columns(&mut dice, geometry.text_width());
        blocks.push(Block::Table(grid(&mut dice, widths, rows)));
        let words = dice.between(5, 90);
        blocks.push(with(&dice.text(words), &body));
        boxes.sections.push(section(geometry, blocks));
    }
    boxes
}

/// A number, a name and three to five figures.
fn columns(dice: &mut Dice, full: Length) -> Vec<Length> {
    let figures = dice.between(3, 5);
    let mut widths = vec![Length::twips(620)];
    let figure = full.in_twips() / dice.one(&[8, 9, 10]);
    let taken = 620 + figure * i64::try_from(figures).unwrap();
    widths.push(Length::twips(full.in_twips() - taken));
    widths.resize(figures + 2, Length::twips(figure));
    widths
}

fn grid(dice: &mut Dice, widths: Vec<Length>, count: usize) -> Table {
    let look = Look {
        size: Length::pt(dice.one(&SIZES)),
        around: Length::pt(dice.one(&[0, 2, 3])),
        line: dice.one(&[LineSpacing::Multiple(240), LineSpacing::Multiple(276)]),
        tied: dice.once_in(2),
    };
    let columns = widths.len();
    let mut rows = head(dice, look, columns);
    while rows.len() < count {
        match dice.roll(9) {
            0 => rows.push(group(dice, look, columns)),
            1 if look.tied => rows.extend(tied(dice, look, columns)),
            _ => rows.push(item(dice, look, columns)),
        }
    }
    // LibreOffice does not keep a part of a table with the text below.
    let mut last = item(dice, look, columns);
    last.keep_with_next = false;
    rows.push(last);
    Table {
        columns: widths,
        border: dice.one(&[
            Some(Length::half_points(1)),
            Some(Length::half_points(1)),
            None,
        ]),
        padding: Length::twips(dice.one(&[57, 85, 108])),
        ..table(columns, rows)
    }
}

/// Heads of one to three levels.
fn head(dice: &mut Dice, look: Look, columns: usize) -> Vec<Row> {
    let levels = dice.between(1, 3);
    let mut rows = Vec::new();
    for level in 0..levels {
        let mut cells = Vec::new();
        if level == 0 {
            cells.push(text(look, "STT", Align::Centre, |c| c.rows = levels));
            cells.push(text(
                look,
                "Tên cơ quan, đơn vị",
                Align::Centre,
                |c| {
                    c.column = 1;
                    c.rows = levels;
                },
            ));
        }
        let figures = 2..columns;
        if level + 1 < levels {
            let words = dice.text(4);
            cells.push(text(look, &words, Align::Centre, |c| {
                c.column = 2;
                c.columns = figures.len();
            }));
        } else {
            for column in figures {
                let words = dice.between(1, 3);
                let words = dice.text(words);
                cells.push(text(look, &words, Align::Centre, |c| c.column = column));
            }
        }
        rows.push(Row {
            least: Length::ZERO,
            splits: false,
            header: true,
            keep_with_next: true,
            cells,
        });
    }
    for paragraph in rows.iter_mut().flat_map(|row| &mut row.cells) {
        bold(paragraph);
    }
    rows
}

fn bold(cell: &mut Cell) {
    for block in &mut cell.blocks {
        if let Block::Paragraph(paragraph) = block {
            for run in &mut paragraph.runs {
                run.format.bold = true;
            }
        }
    }
}

/// A row over all columns that stays with the next.
fn group(dice: &mut Dice, look: Look, columns: usize) -> Row {
    let words = dice.between(2, 20);
    let words = dice.text(words);
    let mut only = text(look, &words, Align::Left, |c| c.columns = columns);
    bold(&mut only);
    Row {
        header: false,
        least: Length::ZERO,
        splits: false,
        keep_with_next: true,
        cells: vec![only],
    }
}

fn item(dice: &mut Dice, look: Look, columns: usize) -> Row {
    let mut cells = vec![text(look, "12", Align::Centre, |_| ()), name(dice, look)];
    cells.extend((2..columns).map(|column| figure(dice, look, column)));
    Row {
        header: false,
        least: Length::ZERO,
        splits: false,
        keep_with_next: look.tied && dice.once_in(9),
        cells,
    }
}

/// Rows of which the first two cells are one.
fn tied(dice: &mut Dice, look: Look, columns: usize) -> Vec<Row> {
    let count = dice.between(2, 3);
    let rows = (0..count).map(|index| {
        let mut row = item(dice, look, columns);
        row.keep_with_next = false;
        if index == 0 {
            for cell in row.cells.iter_mut().take(2) {
                cell.rows = count;
            }
        } else {
            row.cells.drain(..2);
        }
        row
    });
    rows.collect()
}

fn name(dice: &mut Dice, look: Look) -> Cell {
    let words = dice.one(&[2, 4, 6, 9, 25]);
    let words = dice.text(words);
    let align = dice.one(&[Align::Left, Align::Left, Align::Justify]);
    text(look, &words, align, |cell| cell.column = 1)
}

fn figure(dice: &mut Dice, look: Look, column: usize) -> Cell {
    let number = format!("{},{}", dice.roll(2000), dice.roll(10));
    let align = dice.one(&[Align::Centre, Align::Right]);
    text(look, &number, align, |cell| cell.column = column)
}

/// The style of type of this size, after that of the body.
fn style(size: Length) -> StyleId {
    let place = SIZES.iter().position(|known| Length::pt(*known) == size);
    StyleId(1 + place.unwrap())
}

/// A cell of one paragraph.
fn text(look: Look, words: &str, align: Align, change: impl FnOnce(&mut Cell)) -> Cell {
    let set = |paragraph: &mut Paragraph| {
        paragraph.format.align = align;
        paragraph.format.line = look.line;
        paragraph.format.before = look.around;
        paragraph.format.after = look.around;
        paragraph.runs[0].format.size = look.size;
        // LibreOffice takes the space below the last line of a cell from the style's type.
        paragraph.style = style(look.size);
    };
    let mut made = spanning(0, 1, 1, cell(0, vec![with(words, set)]).blocks);
    made.vertical = match align {
        Align::Left => Vertical::Top,
        _ => Vertical::Middle,
    };
    change(&mut made);
    made
}
