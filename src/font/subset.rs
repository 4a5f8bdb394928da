//! A TrueType file cut down to some letters, for embedding in a PDF.
//!
//! Each letter gets a glyph of its own, in the order asked for, even if two letters share one in
//! the face: so that each glyph of the file stands for one letter, and text is found again as it
//! was written. Hints for coarse screens are left out: they are half of the file, and paper and
//! today's screens do without.

use ttf_parser::Tag;

use super::{Face, Glyph};

/// Tables that are taken over as they are, but for a number or two.
const HEAD: &[u8; 4] = b"head";
const HHEA: &[u8; 4] = b"hhea";
const MAXP: &[u8; 4] = b"maxp";
/// The flags of a part of a glyph that is made of others.
const WORDS: u16 = 0x0001;
const SCALE: u16 = 0x0008;
const MORE: u16 = 0x0020;
const TWO_SCALES: u16 = 0x0040;
const FOUR_SCALES: u16 = 0x0080;
const HINTS: u16 = 0x0100;

impl Face {
    /// A font file with the glyph of no letter first and then one for each of these letters.
    /// None if a letter lacks a glyph, or the face has no TrueType outlines.
    pub fn subset(&self, letters: &[char]) -> Option<Vec<u8>> {
        let face = ttf_parser::Face::parse(self.data(), 0).ok()?;
        let tables = Tables::of(&face)?;
        let mut glyphs = vec![Glyph(0)];
        for letter in letters {
            glyphs.push(self.glyph(*letter)?);
        }
        tables.subset(self, glyphs)
    }
}

/// The tables that hold outlines.
struct Tables<'f> {
    head: &'f [u8],
    hhea: &'f [u8],
    maxp: &'f [u8],
    loca: &'f [u8],
    glyf: &'f [u8],
    hmtx: &'f [u8],
}

impl<'f> Tables<'f> {
    fn of(face: &ttf_parser::Face<'f>) -> Option<Self> {
        let table = |tag| face.raw_face().table(Tag::from_bytes(tag));
        Some(Self {
            head: table(HEAD)?,
            hhea: table(HHEA)?,
            maxp: table(MAXP)?,
            loca: table(b"loca")?,
            glyf: table(b"glyf")?,
            hmtx: table(b"hmtx")?,
        })
    }

    /// A file of these glyphs and of those that they are made of.
    fn subset(&self, face: &Face, mut glyphs: Vec<Glyph>) -> Option<Vec<u8>> {
        let (mut glyf, mut loca, mut hmtx) = (Vec::new(), Vec::new(), Vec::new());
        let mut place = 0;
        while let Some(glyph) = glyphs.get(place).copied() {
            loca.extend(u32::try_from(glyf.len()).ok()?.to_be_bytes());
            glyf.extend(self.outline(glyph, &mut glyphs)?);
            glyf.resize(glyf.len().next_multiple_of(4), 0);
            hmtx.extend(face.natural_advance(glyph).to_be_bytes());
            hmtx.extend(self.bearing(glyph)?.to_be_bytes());
            place += 1;
        }
        loca.extend(u32::try_from(glyf.len()).ok()?.to_be_bytes());
        let count = u16::try_from(glyphs.len()).ok()?;
        // The sum is put in last; offsets of outlines are long.
        let head = patched(self.head, &[(8, 0), (10, 0), (50, 1)])?;
        let hhea = patched(self.hhea, &[(34, count)])?;
        let maxp = patched(self.maxp, &[(4, count)])?;
        file(&[
            (b"glyf", glyf),
            (HEAD, head),
            (HHEA, hhea),
            (b"hmtx", hmtx),
            (b"loca", loca),
            (MAXP, maxp),
        ])
    }

    /// The outline of a glyph without its hints. Parts that it is made of are named by their
    /// places among `glyphs`, to which those not yet there are added.
    fn outline(&self, glyph: Glyph, glyphs: &mut Vec<Glyph>) -> Option<Vec<u8>> {
        let data = self
            .glyf
            .get(self.offset(glyph.0)?..self.offset(glyph.0.checked_add(1)?)?)?;
        if data.is_empty() {
            return Some(Vec::new());
        }
        match usize::try_from(i16::from_be_bytes(u16_at(data, 0)?.to_be_bytes())) {
            Ok(contours) => {
                let end = 10 + contours * 2;
                let hints = usize::from(u16_at(data, end)?);
                let points = data.get(end + 2 + hints..)?;
                Some([data.get(..end)?, &[0, 0], points].concat())
            }
            Err(_) => composed(data, glyphs),
        }
    }

    fn offset(&self, glyph: u16) -> Option<usize> {
        let place = usize::from(glyph);
        if u16_at(self.head, 50)? == 0 {
            return Some(usize::from(u16_at(self.loca, place * 2)?) * 2);
        }
        let bytes = self.loca.get(place * 4..place * 4 + 4)?;
        usize::try_from(u32::from_be_bytes(bytes.try_into().ok()?)).ok()
    }

    /// How far the outline begins to the right of the pen.
    fn bearing(&self, glyph: Glyph) -> Option<u16> {
        let (glyph, long) = (usize::from(glyph.0), usize::from(u16_at(self.hhea, 34)?));
        match glyph.checked_sub(long) {
            None => u16_at(self.hmtx, glyph * 4 + 2),
            Some(short) => u16_at(self.hmtx, long * 4 + short * 2),
        }
    }
}

/// A glyph that is made of others.
fn composed(data: &[u8], glyphs: &mut Vec<Glyph>) -> Option<Vec<u8>> {
    let mut outline = data.get(..10)?.to_vec();
    let mut at = 10;
    loop {
        let flags = u16_at(data, at)?;
        let part = Glyph(u16_at(data, at + 2)?);
        let place = glyphs.iter().position(|known| *known == part);
        let place = place.unwrap_or_else(|| {
            glyphs.push(part);
            glyphs.len() - 1
        });
        let mut length = if flags & WORDS == 0 { 2 } else { 4 };
        for (scale, bytes) in [(SCALE, 2), (TWO_SCALES, 4), (FOUR_SCALES, 8)] {
            length += if flags & scale == 0 { 0 } else { bytes };
        }
        outline.extend((flags & !HINTS).to_be_bytes());
        outline.extend(u16::try_from(place).ok()?.to_be_bytes());
        outline.extend(data.get(at + 4..at + 4 + length)?);
        at += 4 + length;
        if flags & MORE == 0 {
            return Some(outline);
        }
    }
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    let bytes = data.get(at..at.checked_add(2)?)?;
    Some(u16::from_be_bytes(bytes.try_into().ok()?))
}

/// A table with other numbers at some places.
fn patched(table: &[u8], numbers: &[(usize, u16)]) -> Option<Vec<u8>> {
    let mut table = table.to_vec();
    for (at, number) in numbers {
        let bytes = table.get_mut(*at..at + 2)?;
        bytes.copy_from_slice(&number.to_be_bytes());
    }
    Some(table)
}

/// A font file of these tables, which are in the order of their names.
fn file(tables: &[(&[u8; 4], Vec<u8>)]) -> Option<Vec<u8>> {
    let count = u16::try_from(tables.len()).ok()?;
    let power = count.ilog2();
    let range = 16 << power;
    let mut directory = 0x0001_0000_u32.to_be_bytes().to_vec();
    for number in [count, range, u16::try_from(power).ok()?, count * 16 - range] {
        directory.extend(number.to_be_bytes());
    }
    let (mut body, mut head_at) = (Vec::new(), 0);
    let start = directory.len() + tables.len() * 16;
    for (tag, table) in tables {
        let at = start + body.len();
        if *tag == HEAD {
            head_at = at;
        }
        directory.extend(*tag);
        for number in [
            sum(table),
            u32::try_from(at).ok()?,
            u32::try_from(table.len()).ok()?,
        ] {
            directory.extend(number.to_be_bytes());
        }
        body.extend(table);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    let mut file = directory;
    file.extend(body);
    let adjustment = 0xB1B0_AFBA_u32.wrapping_sub(sum(&file));
    let place = file.get_mut(head_at + 8..head_at + 12)?;
    place.copy_from_slice(&adjustment.to_be_bytes());
    Some(file)
}

/// The sum of a table's 32-bit numbers.
fn sum(table: &[u8]) -> u32 {
    table.chunks(4).fold(0, |sum: u32, chunk| {
        let mut bytes = [0; 4];
        bytes
            .iter_mut()
            .zip(chunk)
            .for_each(|(to, from)| *to = *from);
        sum.wrapping_add(u32::from_be_bytes(bytes))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::{Fonts, Variant};

    /// What a glyph draws: each move, line and curve in font units.
    #[derive(Default, PartialEq, Debug)]
    struct Drawn(Vec<(char, Vec<i64>)>);

    #[expect(
        clippy::cast_possible_truncation,
        reason = "outlines are in whole units"
    )]
    impl ttf_parser::OutlineBuilder for Drawn {
        fn move_to(&mut self, x: f32, y: f32) {
            self.0.push(('m', vec![x as i64, y as i64]));
        }
        fn line_to(&mut self, x: f32, y: f32) {
            self.0.push(('l', vec![x as i64, y as i64]));
        }
        fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
            let numbers = [x1, y1, x, y].map(|n| n as i64);
            self.0.push(('q', numbers.to_vec()));
        }
        fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {}
        fn close(&mut self) {
            self.0.push(('z', Vec::new()));
        }
    }

    #[test]
    fn letters_keep_their_outlines_and_widths() {
        let fonts = Fonts::embedded().unwrap();
        let letters: Vec<char> = "aẩỵĐ  -\u{ad}₫".chars().collect();
        for variant in Variant::ALL {
            let face = fonts.face(variant);
            let file = face.subset(&letters).unwrap();
            let whole = ttf_parser::Face::parse(face.data(), 0).unwrap();
            let cut = ttf_parser::Face::parse(&file, 0).unwrap();
            for (place, letter) in (1..).zip(&letters) {
                let old = ttf_parser::GlyphId(face.glyph(*letter).unwrap().0);
                let new = ttf_parser::GlyphId(place);
                let (mut before, mut after) = (Drawn::default(), Drawn::default());
                whole.outline_glyph(old, &mut before);
                cut.outline_glyph(new, &mut after);
                assert_eq!(before, after, "{letter}");
                assert_eq!(whole.glyph_hor_advance(old), cut.glyph_hor_advance(new));
                assert_eq!(
                    whole.glyph_hor_side_bearing(old),
                    cut.glyph_hor_side_bearing(new)
                );
            }
        }
    }

    #[test]
    fn a_letter_without_a_glyph_makes_no_subset() {
        let fonts = Fonts::embedded().unwrap();
        assert_eq!(fonts.face(Variant::Bold).subset(&['漢']), None);
    }

    #[test]
    fn the_sum_of_the_whole_file_is_as_the_format_wants_it() {
        let fonts = Fonts::embedded().unwrap();
        let file = fonts.face(Variant::Regular).subset(&['a']).unwrap();
        assert_eq!(sum(&file), 0xB1B0_AFBA);
    }
}
