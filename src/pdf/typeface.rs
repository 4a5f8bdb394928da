//! Faces as a PDF embeds them.
//!
//! Documents share subsets: one of all letters that Vietnamese offices write is made and compressed
//! once, which by far outweighs the few glyphs that a document does not need.

use std::fmt::Write;

use super::file::{File, Id, decimal};
use super::hash::Hash;
use super::letters::Letters;
use crate::compress::{Deflater, Format};
use crate::font::{Face, Variant};
use crate::length::divide_rounding;

/// Letters beside ASCII and the block of Vietnamese that offices write.
const LETTERS: &str = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư\
                       \u{a0}§°±²³·×÷–—‘’“”•…₫≤≥";

/// The letters of the subset that documents share: all that offices write and the face has.
pub(super) fn shared(face: &Face) -> Letters {
    let letters = (' '..='~').chain('Ạ'..='ỹ').chain(LETTERS.chars());
    letters
        .filter(|letter| face.glyph(*letter).is_some())
        .collect()
}

/// How many parts of a thousandth of the size of type widths are counted in.
pub(super) const PARTS: i64 = 100;

/// A subset of a face, ready to be embedded.
pub(super) struct Typeface {
    /// The code of each letter, 0 for none.
    codes: Vec<u16>,
    /// The advance of each code, in hundredths of thousandths of the size of type.
    widths: Vec<i64>,
    /// Its font file, compressed.
    file: Vec<u8>,
    /// The length of the file before.
    length: usize,
    /// Its codes as text, compressed.
    unicode: Vec<u8>,
    /// What it is called.
    name: String,
    descriptor: String,
    array: String,
}

impl Typeface {
    /// A subset of these letters. None if the face lacks one of them or cannot be subset.
    pub(super) fn new(
        face: &Face,
        variant: Variant,
        letters: impl Iterator<Item = char>,
    ) -> Option<Self> {
        let letters: Vec<char> = letters.collect();
        let file = face.subset(&letters)?;
        let deflater = Deflater::thorough(Format::Zlib);
        let last = letters.iter().max().map_or(0, |letter| *letter as usize);
        let mut codes = vec![0; last + 1];
        let mut widths = vec![width(face, None)];
        for (code, letter) in (1..).zip(&letters) {
            *codes.get_mut(*letter as usize)? = code;
            widths.push(width(face, Some(*letter)));
        }
        let name = name(&face.description().name, &letters);
        Some(Self {
            codes,
            file: deflater.compress(&file),
            length: file.len(),
            unicode: deflater.compress(unicode(&letters).as_bytes()),
            descriptor: descriptor(face, variant, &name),
            array: widths
                .iter()
                .map(|width| decimal(width * 10) + " ")
                .collect(),
            name,
            widths,
        })
    }

    /// The code of a letter, if the subset holds it.
    pub(super) fn code(&self, letter: char) -> Option<u16> {
        let code = self.codes.get(letter as usize).copied();
        code.filter(|code| *code > 0)
    }

    /// The advance of a code.
    pub(super) fn width(&self, code: u16) -> i64 {
        self.widths.get(usize::from(code)).copied().unwrap_or(0)
    }

    /// Writes it into a file. Faces with the same letters share the text of their codes; `maps` are
    /// those that the file has.
    pub(super) fn embed<'s>(&'s self, pdf: &mut File, maps: &mut Vec<(&'s [u8], Id)>) -> Id {
        let entries = format!("/Length1 {}/Filter/FlateDecode", self.length);
        let file = pdf.stream(&entries, &self.file);
        let known = maps.iter().find(|(map, _)| *map == self.unicode);
        let unicode = known.map(|(_, id)| *id).unwrap_or_else(|| {
            let id = pdf.stream("/Filter/FlateDecode", &self.unicode);
            maps.push((&self.unicode, id));
            id
        });
        let descriptor = pdf.add(&format!("{}/FontFile2 {file}>>", self.descriptor));
        let name = &self.name;
        let cid = pdf.add(&format!(
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo\
             <</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor}\
             /CIDToGIDMap/Identity/DW 0/W[0[{}]]>>",
            self.array
        ));
        pdf.add(&format!(
            "<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H\
             /DescendantFonts[{cid}]/ToUnicode {unicode}>>"
        ))
    }
}

fn width(face: &Face, letter: Option<char>) -> i64 {
    let glyph = letter.and_then(|letter| face.glyph(letter));
    let advance = face.natural_advance(glyph.unwrap_or(crate::font::Glyph(0)));
    divide_rounding(
        i64::from(advance) * 1000 * PARTS,
        i64::from(face.units_per_em()),
    )
}

/// The name of a subset begins with six letters that tell it from other subsets.
fn name(face: &str, letters: &[char]) -> String {
    let mut hash = Hash::default();
    letters
        .iter()
        .for_each(|letter| hash.add(letter.encode_utf8(&mut [0; 4])));
    let mut rest = hash.value();
    let mut tag = String::new();
    for _ in 0..6 {
        tag.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    format!("{tag}+{face}")
}

fn descriptor(face: &Face, variant: Variant, name: &str) -> String {
    const SERIF: u32 = 1 << 1;
    const SYMBOLIC: u32 = 1 << 2;
    const ITALIC: u32 = 1 << 6;
    let italic = if variant.is_italic() { ITALIC } else { 0 };
    let d = face.description();
    let [left, lower, right, upper] = d.bounds;
    format!(
        "<</Type/FontDescriptor/FontName/{name}/Flags {}/FontBBox[{left} {lower} {right} {upper}]\
         /ItalicAngle {}/Ascent {}/Descent {}/CapHeight {}/StemV {}",
        SERIF | SYMBOLIC | italic,
        d.angle,
        d.ascent,
        d.descent,
        d.capitals,
        d.stem
    )
}

/// The text of codes, in as many pieces as the format wants.
fn unicode(letters: &[char]) -> String {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n\
         /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let coded: Vec<(usize, &char)> = (1..).zip(letters).collect();
    for piece in coded.chunks(100) {
        let _ = writeln!(map, "{} beginbfchar", piece.len());
        for (code, letter) in piece {
            let _ = writeln!(map, "<{code:04X}> <{:04X}>", u32::from(**letter));
        }
        map.push_str("endbfchar\n");
    }
    map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::Fonts;

    fn subset(letters: &str) -> Option<Typeface> {
        let fonts = Fonts::embedded().unwrap();
        let face = fonts.face(Variant::Regular);
        Typeface::new(face, Variant::Regular, letters.chars())
    }

    #[test]
    fn a_cut_holds_its_letters_and_is_named_by_them() {
        let (one, other) = (subset("aẩ").unwrap(), subset("aẩỹ").unwrap());
        assert_eq!(
            (one.code('a'), one.code('ẩ'), one.code('ỹ')),
            (Some(1), Some(2), None)
        );
        assert_eq!(other.code('ỹ'), Some(3));
        assert_ne!(one.name, other.name);
    }

    #[test]
    fn the_shared_cut_holds_what_offices_write() {
        let fonts = Fonts::embedded().unwrap();
        let shared = shared(fonts.face(Variant::Regular));
        for letter in "Độc lập - “Tự do”… ỹ\u{a0}₫".chars() {
            assert!(shared.all().any(|l| l == letter), "{letter}");
        }
    }

    #[test]
    fn widths_are_those_of_the_face() {
        let subset = subset(" !").unwrap();
        assert_eq!(subset.width(1), 25_000);
        assert_eq!(subset.array, "777.83 250 333.01 ");
    }

    #[test]
    fn a_letter_that_the_face_lacks_makes_no_cut() {
        assert!(subset("漢").is_none());
    }
}
