//! Whether a face from a folder can set what offices write. A file may be garbled in one table
//! and still be a font: letters without an outline print nothing, letters without a width lie on
//! each other, letters as wide as the paper fit on no line.

use std::fmt;

use super::Face;
use crate::vn::number;

/// Letters of Vietnamese beside ASCII and the block that Unicode gives to its tones.
const LETTERS: &str = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư";
/// In hundredths of the size of type; no letter of a typeface for text comes near either end.
const WIDEST: u64 = 300;
const LOWEST_LINE: i64 = 50;
const HIGHEST_LINE: i64 = 400;

/// What is wrong with a face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// It has no such letter.
    NoLetter(char),
    /// The letter prints nothing.
    NoOutline(char),
    /// The letter does not move the pen.
    NoWidth(char),
    /// The letter is so many hundredths of the size of type wide.
    TooWide(char, u64),
    /// Lines are so many hundredths of the size of type high.
    LineHeight(i64),
}

/// In the user's words, with the table of the file.
impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoLetter(c) => write!(f, "không có chữ “{c}” (bảng cmap)"),
            Self::NoOutline(c) => write!(f, "chữ “{c}” không có nét (bảng glyf, loca)"),
            Self::NoWidth(c) => write!(f, "chữ “{c}” không có bề rộng (bảng hmtx, hhea)"),
            Self::TooWide(c, times) => {
                let times = number::print((*times / 100).into());
                write!(f, "chữ “{c}” rộng gấp {times} lần cỡ chữ (bảng hmtx, hhea)")
            }
            Self::LineHeight(percent) => {
                let percent = number::print((*percent).into());
                write!(f, "dòng chữ cao {percent}% cỡ chữ (bảng hhea, OS/2)")
            }
        }
    }
}

/// The first thing that keeps a face from setting Vietnamese.
pub(super) fn flaw(face: &Face) -> Option<Flaw> {
    let Ok(outlines) = ttf_parser::Face::parse(face.data(), 0) else {
        return Some(Flaw::NoOutline('A'));
    };
    let letters = (' '..='~').chain('Ạ'..='ỹ').chain(LETTERS.chars());
    letters
        .into_iter()
        .find_map(|c| letter(face, &outlines, c))
        .or_else(|| line(face))
}

fn letter(face: &Face, outlines: &ttf_parser::Face, c: char) -> Option<Flaw> {
    let Some(glyph) = face.glyph(c) else {
        return Some(Flaw::NoLetter(c));
    };
    let advance = u64::from(face.natural_advance(glyph));
    let percent = (advance * 100)
        .checked_div(face.units_per_em().into())
        .unwrap_or(0);
    let mut drawn = Drawn(false);
    outlines.outline_glyph(ttf_parser::GlyphId(glyph.0), &mut drawn);
    match (percent, drawn.0 || c == ' ') {
        (WIDEST.., _) => Some(Flaw::TooWide(c, percent)),
        (0, _) => Some(Flaw::NoWidth(c)),
        (_, false) => Some(Flaw::NoOutline(c)),
        (_, true) => None,
    }
}

fn line(face: &Face) -> Option<Flaw> {
    let about = face.description();
    let percent = (about.ascent - about.descent) / 10;
    let sound = (LOWEST_LINE..HIGHEST_LINE).contains(&percent) && about.ascent > 0;
    (!sound).then_some(Flaw::LineHeight(percent))
}

/// Whether anything of a glyph was drawn.
struct Drawn(bool);

impl ttf_parser::OutlineBuilder for Drawn {
    fn move_to(&mut self, _: f32, _: f32) {}
    fn line_to(&mut self, _: f32, _: f32) {
        self.0 = true;
    }
    fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {
        self.0 = true;
    }
    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {
        self.0 = true;
    }
    fn close(&mut self) {}
}
