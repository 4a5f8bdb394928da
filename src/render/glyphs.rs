//! Letters that the type lacks, told to the user.

use crate::fault::{Action, Fault, Faults, Kind, Place};
use crate::font::Fonts;
use crate::page::Boxes;
use crate::pdf::{MissingGlyph, missing_glyphs};

/// All letters that the faces lack, each with the words around it.
pub fn check(boxes: &Boxes, fonts: &Fonts, file: &Place) -> Result<(), Faults> {
    let mut faults = Faults::none();
    for missing in missing_glyphs(boxes, fonts) {
        faults.add(fault(&missing, file));
    }
    faults.or(Some(()))
}

fn fault(missing: &MissingGlyph, file: &Place) -> Fault {
    let MissingGlyph {
        character, context, ..
    } = missing;
    let code = u32::from(*character);
    Fault::new(
        Kind::MissingGlyph,
        file.clone(),
        format!("phông chữ không có chữ “{character}” (U+{code:04X}) trong “{context}”"),
    )
    .expected("chữ tiếng Việt Unicode dựng sẵn và các dấu câu thường dùng")
    .remedy("xóa hoặc thay chữ đó; hoặc chọn thư mục phông chữ có chữ đó")
    .offer(Action::ChooseFonts)
}
