//! What a sheet of Excel bears. Whoever writes a workbook need not count: a text that is too long
//! is cut, rows that are too many are left out, and both are said where they happen.

use std::borrow::Cow;

use super::{Cell, cut};

/// The most letters of a cell, as UTF-16 counts them.
const LETTERS: usize = 32_767;
/// The most rows of a sheet.
pub const ROWS: usize = 1_048_576;
/// Stands at the end of a text that was cut.
const CUT: &str = "… [đã cắt bớt: quá dài cho một ô]";

/// A text as a cell bears it, without the two letters that no XML holds.
pub fn text(text: &str) -> Cow<'_, str> {
    let forbidden = ['\u{fffe}', '\u{ffff}'];
    if text.len() <= LETTERS && !text.contains(forbidden) {
        return Cow::Borrowed(text);
    }
    let text = text.replace(forbidden, "");
    if cut(&text, LETTERS).len() == text.len() {
        return Cow::Owned(text);
    }
    let room = LETTERS - CUT.encode_utf16().count();
    Cow::Owned(cut(&text, room).to_owned() + CUT)
}

/// How many of some rows there is room for below so many others, and what the last row says if
/// that is not all of them.
pub fn rows(count: usize, above: usize) -> (usize, Option<Cell>) {
    let room = ROWS.saturating_sub(above);
    if count <= room {
        return (count, None);
    }
    let kept = room.saturating_sub(1);
    (kept, Some(more(count - kept)))
}

/// What stands in the place of rows for which there is no room.
pub fn more(rows: usize) -> Cell {
    Cell::Text(format!("… còn {rows} dòng nữa, trang tính không chứa hết"))
}
