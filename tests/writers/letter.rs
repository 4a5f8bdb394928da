//! Letters as offices write them, with frames and with headers and footers of first pages.

use super::notice::{centred, centred_rule, heading, layout_table, letterhead, mark, title};
use crate::builders::Dice;
use crate::builders::{A4, TYPE, boxes, plain, section, with};
use vanthu::length::Length;
use vanthu::page::{Align, Block, Boxes, Colour, Role, RunFormat};

/// A letter of one to four pages, sometimes with an annex.
pub(super) fn letter(seed: u64) -> Boxes {
    let mut dice = Dice::new(seed);
    let body = dice.body();
    let mut blocks = vec![letterhead()];
    if dice.once_in(2) {
        blocks.push(mark("THƯỢNG KHẨN", 400, 7000));
    }
    let about = dice.one(&[5, 12, 30]);
    blocks.push(title("BÁO CÁO", Length::pt(12), Length::ZERO));
    blocks.push(title(&dice.text(about), Length::ZERO, Length::pt(6)));
    blocks.push(centred_rule(Length::pt(90)));
    blocks.extend(addressees(&mut dice));
    for number in 1..=dice.between(1, 7) {
        if dice.once_in(2) {
            blocks.push(heading(&format!("{number}. {}", dice.text(6))));
        }
        let words = dice.one(&[20, 60, 150]);
        blocks.push(with(&dice.text(words), &body));
        for item in ["a)", "b)", "-"].iter().take(dice.roll(4)) {
            let words = dice.between(4, 40);
            let text = format!("{item} {}", dice.text(words));
            blocks.push(with(&text, |paragraph| {
                body(paragraph);
                paragraph.role = Role::ListItem;
            }));
        }
        if dice.once_in(4) {
            blocks.push(framed(&mut dice));
        }
    }
    blocks.push(with("Trân trọng./.", |paragraph| {
        body(paragraph);
        paragraph.format.keep_with_next = true;
    }));
    blocks.push(closing(&mut dice));
    blocks.push(with("", |p| p.runs.clear()));
    let mut boxes = boxes(blocks);
    let first = &mut boxes.sections[0];
    first.geometry = vanthu::page::Geometry {
        width: A4.width,
        height: A4.height,
        ..dice.geometry()
    };
    first.numbering.hide_on_first = !dice.once_in(3);
    if dice.once_in(2) {
        first.first_header = vec![mark("LƯU HÀNH NỘI BỘ", 6400, 200)];
    }
    if dice.once_in(2) {
        first.first_footer = contact(&mut dice);
    }
    if dice.once_in(2) {
        let words = dice.between(5, 400);
        let annex = vec![
            title("Phụ lục", Length::ZERO, Length::pt(6)),
            with(&dice.text(words), &body),
        ];
        boxes.sections.push(section(dice.geometry(), annex));
    }
    boxes
}

fn addressees(dice: &mut Dice) -> Vec<Block> {
    let mut blocks = vec![with("Kính gửi:", |paragraph| {
        paragraph.format.indent_left = Length::mm(20);
        paragraph.format.keep_with_next = true;
    })];
    for _ in 0..dice.between(1, 5) {
        let words = dice.between(3, 20);
        let text = format!("- {};", dice.text(words));
        blocks.push(with(&text, |paragraph| {
            paragraph.format.indent_left = Length::mm(43);
            paragraph.format.indent_first = -Length::mm(3);
        }));
    }
    blocks
}

/// A paragraph in a frame.
fn framed(dice: &mut Dice) -> Block {
    let words = dice.between(2, 60);
    let mut block = mark(&dice.text(words), 300, 300);
    if let Block::Paragraph(paragraph) = &mut block {
        paragraph.format.align = dice.one(&[Align::Centre, Align::Justify]);
        paragraph.runs[0].format.colour = Colour::BLACK;
        paragraph.frame.as_mut().unwrap().thickness = Length::half_points(1);
    }
    block
}

fn contact(dice: &mut Dice) -> Vec<Block> {
    let mut blocks = vec![centred_rule(A4.text_width() - Length::mm(10))];
    for _ in 0..dice.between(1, 3) {
        let words = dice.between(4, 25);
        blocks.push(with(&dice.text(words), |paragraph| {
            paragraph.runs[0].format.size = Length::pt(11);
        }));
    }
    blocks
}

/// From one to fifteen recipients beside the signature.
fn closing(dice: &mut Dice) -> Block {
    let recipients = RunFormat {
        size: Length::pt(12),
        bold: true,
        italic: true,
        ..TYPE
    };
    let mut left = vec![with("Nơi nhận:", |p| p.runs[0].format = recipients)];
    for _ in 0..dice.between(1, 15) {
        let words = dice.between(2, 12);
        let text = format!("- {};", dice.text(words));
        left.push(with(&text, |paragraph| {
            paragraph.runs[0].format.size = Length::pt(11);
            paragraph.format.indent_left = Length::twips(120);
            paragraph.format.indent_first = -Length::twips(120);
        }));
    }
    let mut right = vec![
        centred("TM. ỦY BAN NHÂN DÂN", 14, true, false),
        centred("CHỦ TỊCH", 14, true, false),
    ];
    right.extend((0..3).map(|_| plain("")));
    right.push(centred("Nguyễn Văn Bách", 14, true, false));
    layout_table([4677, 4394], vec![left, right])
}
