//! Old ways of writing Vietnamese: TCVN3 (ABC) and VNI, in which letters of Western Europe
//! stand for Vietnamese ones and only the font makes them look right; and Windows-1258.
//!
//! The tables are data, in `bang-ma/`.

use std::sync::LazyLock;

use super::words::is_syllable;
use crate::form::choice;

choice! {
    /// A way of writing Vietnamese that is not Unicode.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Charset: "bảng mã", "tệp Unicode thì bỏ dòng này" {
        /// TCVN 5712:1993 VN3, the fonts .VnTime, .VnArial.
        Tcvn3 = "tcvn3": "phông .VnTime",
        /// The fonts VNI-Times, VNI-Helve.
        Vni = "vni": "phông VNI-Times",
    }
}

impl Charset {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Tcvn3, Self::Vni];

    /// As people name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tcvn3 => "TCVN3 (ABC)",
            Self::Vni => "VNI",
        }
    }

    /// A text in Unicode. A text that has Unicode's own Vietnamese letters stays as it is.
    pub fn decode(self, text: &str) -> String {
        if text.chars().any(is_own_letter) {
            return text.to_owned();
        }
        match self {
            Self::Tcvn3 => text.chars().map(from_tcvn3).collect(),
            Self::Vni => from_vni(text),
        }
    }

    /// The way a text is written in, if it is plainly one of them.
    pub fn detect(text: &str) -> Option<Self> {
        if text.is_ascii() || text.chars().any(is_own_letter) {
            return None;
        }
        Self::ALL
            .into_iter()
            .map(|charset| (charset.evidence(text), charset))
            .filter(|(evidence, _)| *evidence > 0)
            // Of equals the first, which is the commoner one.
            .max_by_key(|(evidence, charset)| (*evidence, *charset == Self::Tcvn3))
            .map(|(_, charset)| charset)
    }

    /// How many words are no Vietnamese as they stand and become syllables, less those that
    /// do not. A lone sign (½, §, µ) or one beside digits (2½) is no word.
    fn evidence(self, text: &str) -> isize {
        let words = text.split(|c: char| c.is_ascii_punctuation() || c.is_whitespace());
        words
            .filter(|word| word.chars().any(is_foreign) && word.chars().nth(1).is_some())
            .filter(|word| !word.contains(|c: char| c.is_ascii_digit()) && !UNITS.contains(word))
            .map(|word| {
                let decoded = self.decode(word);
                let good = is_syllable(&decoded) && !decoded.chars().any(is_foreign);
                if good { 1 } else { -1 }
            })
            .sum()
    }
}

/// Units of measure that would be syllables of TCVN3.
const UNITS: [&str; 4] = ["µm", "µg", "µl", "µs"];

/// A letter of Vietnamese that the old ways cannot hold as such.
fn is_own_letter(c: char) -> bool {
    matches!(c, '\u{102}' | '\u{103}' | '\u{110}' | '\u{111}' | '\u{128}' | '\u{129}'
        | '\u{168}' | '\u{169}' | '\u{1a0}' | '\u{1a1}' | '\u{1af}' | '\u{1b0}'
        | '\u{300}'..='\u{323}' | '\u{1ea0}'..='\u{1ef9}')
}

/// A sign from the upper half of Latin-1 that Vietnamese in Unicode does not have in words.
/// `Ð` is left out: it is often meant for Đ.
fn is_foreign(c: char) -> bool {
    matches!(c, '\u{a1}'..='\u{ff}') && !"ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝÐàáâãèéêìíòóôõùúý«»°²³×".contains(c)
}

/// The lines of a table of letters: the Unicode side and the other.
fn lines(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
}

/// A table whose other side is one byte in hexadecimal digits.
fn bytes(table: &'static str) -> impl Iterator<Item = (&'static str, u8)> {
    lines(table).filter_map(|(left, code)| Some((left, u8::from_str_radix(code, 16).ok()?)))
}

static TCVN3: LazyLock<[Option<char>; 256]> = LazyLock::new(|| {
    let mut letters = [None; 256];
    for (letter, code) in bytes(include_str!("bang-ma/tcvn3.tsv")) {
        if let Some(place) = letters.get_mut(usize::from(code)) {
            *place = letter.chars().next();
        }
    }
    letters
});

static VNI: LazyLock<Vec<(char, Vec<char>)>> = LazyLock::new(|| {
    lines(include_str!("bang-ma/vni.tsv"))
        .filter_map(|(letter, written)| Some((letter.chars().next()?, written.chars().collect())))
        .collect()
});

static WINDOWS_1258: LazyLock<[char; 256]> = LazyLock::new(|| {
    let mut letters = std::array::from_fn(|code| u8::try_from(code).map_or('\0', char::from));
    for (letter, code) in bytes(include_str!("bang-ma/windows-1258.tsv")) {
        let letter = u32::from_str_radix(letter, 16)
            .ok()
            .and_then(char::from_u32);
        if let (Some(letter), Some(place)) = (letter, letters.get_mut(usize::from(code))) {
            *place = letter;
        }
    }
    letters
});

fn from_tcvn3(c: char) -> char {
    u8::try_from(c)
        .ok()
        .and_then(|code| *TCVN3.get(usize::from(code))?)
        .unwrap_or(c)
}

fn from_vni(text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(rest @ [sign, ..]) = signs.get(at..) {
        let (letter, length) = vni_letter(rest).unwrap_or((*sign, 1));
        out.push(letter);
        at += length;
    }
    out
}

/// The letter at the head of the signs, and how many signs write it: two before one.
fn vni_letter(signs: &[char]) -> Option<(char, usize)> {
    let small = |c: &char| c.to_lowercase().next() == Some(*c);
    VNI.iter()
        .filter(|(_, written)| {
            written.len() <= signs.len()
                && written.first() == signs.first()
                // A mark after a capital may be small: “Uûy”.
                && written.iter().skip(1).zip(signs.iter().skip(1)).all(|(mark, sign)| {
                    mark == sign || (small(sign) && mark.to_lowercase().eq([*sign]))
                })
        })
        .max_by_key(|(_, written)| written.len())
        .map(|(letter, written)| (*letter, written.len()))
}

/// Bytes as Windows-1258; combining marks stay apart until the text is composed.
pub fn from_windows_1258(bytes: &[u8]) -> String {
    bytes
        .iter()
        .filter_map(|byte| WINDOWS_1258.get(usize::from(*byte)))
        .collect()
}

/// Bytes as the Latin letters that TCVN3 and VNI borrow.
pub fn from_latin_1(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

/// How much of a text is Vietnamese syllables with letters of their own; negative if it is
/// rather something else.
pub fn plausibility(text: &str) -> isize {
    text.split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_ascii() && word.chars().nth(1).is_some())
        .map(|word| {
            if is_syllable(word) && !word.chars().any(is_foreign) {
                1
            } else {
                -1
            }
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    /// All letters of Vietnamese with marks, small.
    const SMALL: &str = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ";

    fn encoded(charset: Charset, letter: char) -> Option<String> {
        match charset {
            Charset::Tcvn3 => (0..=255u8)
                .find(|code| TCVN3[usize::from(*code)] == Some(letter))
                .map(|code| char::from(code).to_string()),
            Charset::Vni => VNI
                .iter()
                .find(|(to, _)| *to == letter)
                .map(|(_, written)| written.iter().collect()),
        }
    }

    #[test]
    fn every_letter_goes_there_and_back() {
        assert_eq!(SMALL.chars().count(), 67);
        let capitals = SMALL.to_uppercase();
        let both = || SMALL.chars().chain(capitals.chars());
        for letter in both() {
            let vni = encoded(Charset::Vni, letter).unwrap();
            assert_eq!(Charset::Vni.decode(&vni), letter.to_string());
        }
        for letter in SMALL.chars().chain("ĂÂÊÔƠƯĐ".chars()) {
            let tcvn3 = encoded(Charset::Tcvn3, letter).unwrap();
            assert_eq!(Charset::Tcvn3.decode(&tcvn3), letter.to_string());
        }
    }

    #[test]
    fn no_two_letters_are_written_alike() {
        for charset in Charset::ALL {
            let mut seen = std::collections::BTreeSet::new();
            let capitals = SMALL.to_uppercase();
            for letter in SMALL.chars().chain(capitals.chars()) {
                if let Some(written) = encoded(charset, letter) {
                    assert!(seen.insert(written), "{charset:?} {letter}");
                }
            }
            assert_eq!(seen.len(), if charset == Charset::Vni { 134 } else { 74 });
        }
    }

    #[test]
    fn words_are_read_as_they_were_meant() {
        for (charset, written, meant) in [
            (Charset::Tcvn3, "Uû ban nh©n d©n x·", "Uỷ ban nhân dân xã"),
            (
                Charset::Tcvn3,
                "Tæng sè hå s¬ ®óng h¹n",
                "Tổng số hồ sơ đúng hạn",
            ),
            (Charset::Tcvn3, "ph\u{ad}êng", "phường"),
            (Charset::Vni, "Uûy ban nhaân daân xaõ", "Ủy ban nhân dân xã"),
            (
                Charset::Vni,
                "UÛY BAN NHAÂN DAÂN PHÖÔØNG",
                "ỦY BAN NHÂN DÂN PHƯỜNG",
            ),
            (
                Charset::Vni,
                "Toång soá hoà sô ñuùng haïn",
                "Tổng số hồ sơ đúng hạn",
            ),
        ] {
            assert_eq!(charset.decode(written), meant);
            assert_eq!(Charset::detect(written), Some(charset), "{written}");
        }
    }

    #[test]
    fn what_is_unicode_or_foreign_is_left_alone() {
        for text in [
            "Ủy ban nhân dân xã Lam Vỹ",
            "hồ sơ",
            "xã Lê Hà",
            "TÊN CÔNG TÁC",
            "Müller, façade, Ångström",
            "25 °C · m² – § 3",
            "½",
            "½ buoi",
            "Hoà ½ ngày",
            "2½ gio",
            "10÷20 ± 5",
            "© 2024, Tên®",
            "N° 5, ¼ và ¾, 5 µm, ¶",
            "HÐND",
            "plain",
        ] {
            assert_eq!(Charset::detect(text), None, "{text}");
        }
    }

    #[test]
    fn windows_1258_is_read() {
        let bytes = b"X\xe3 L\xe2m V\xfd \xd0\xf4\xeca\xf2";
        assert_eq!(
            from_windows_1258(bytes).nfc().collect::<String>(),
            "Xă Lâm Vư Đốạ"
        );
    }
}
