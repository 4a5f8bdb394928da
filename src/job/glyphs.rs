//! No letter is ever left out or replaced in silence: one that the type lacks stops the work.

use crate::fault::{Fault, Faults, Kind, Place};
use crate::font::Fonts;
use crate::page::{Block, Boxes, Paragraph};

/// All letters that the faces lack, each with the words around it.
pub fn check(boxes: &Boxes, fonts: &Fonts, file: &Place) -> Result<(), Faults> {
    let mut faults = Faults::none();
    let mut reported = Vec::new();
    for block in boxes.sections.iter().flat_map(|section| &section.blocks) {
        each_paragraph(block, &mut |paragraph| {
            for run in &paragraph.runs {
                for c in fonts.missing(&run.text, &run.format) {
                    if !reported.contains(&c) {
                        reported.push(c);
                        faults.add(fault(c, paragraph, file));
                    }
                }
            }
        });
    }
    faults.or(Some(()))
}

fn each_paragraph(block: &Block, visit: &mut dyn FnMut(&Paragraph)) {
    match block {
        Block::Paragraph(paragraph) => visit(paragraph),
        Block::Table(table) => {
            for cell in table.rows.iter().flat_map(|row| &row.cells) {
                for block in &cell.blocks {
                    each_paragraph(block, visit);
                }
            }
        }
        Block::Rule(_) => {}
    }
}

fn fault(c: char, paragraph: &Paragraph, file: &Place) -> Fault {
    let text = paragraph.text();
    let before: Vec<char> = text.chars().take_while(|other| *other != c).collect();
    let start = before.len().saturating_sub(20);
    let words: String = text.chars().skip(start).take(40).collect();
    Fault::new(
        Kind::MissingGlyph,
        file.clone(),
        format!(
            "phông chữ không có chữ “{c}” (U+{:04X}) trong “{words}”",
            u32::from(c)
        ),
    )
    .expected("chữ tiếng Việt Unicode dựng sẵn và các dấu câu thường dùng")
    .remedy("xóa hoặc thay chữ đó; hoặc chỉ thư mục phông chữ có chữ đó bằng --font-dir")
}
