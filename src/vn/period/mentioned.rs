//! The months and quarters that a title names: “BẢNG ĐIỂM THÁNG 9 NĂM 2026”, `so-lieu-2026-09`.

use super::read::ordinal;
use super::{ANY, NOUNS, PartOfYear, Period};
use crate::vn::number::is_digits;
use crate::vn::text::{fold, has_word, is_alphanumeric, lower, words};

/// A month or quarter with its year, if that is named.
type Named = (PartOfYear, Option<u16>);

/// What stands before the number of a document: “Công văn số 09/2026”, “Nghị định 09/2019”.
const NUMBERED: [&str; 8] = ["so", "dinh", "tu", "van", "quyet", "thi", "nd", "qd"];

impl Period {
    /// Whether a title that names months (or quarters, if this is one) names this among them;
    /// nothing if it names none. Days and numbers of documents name none.
    pub fn is_named_in(self, title: &str) -> Option<bool> {
        let own = self.part()?;
        let like = |(part, _): &Named| part.is_like(own);
        let named: Vec<Named> = mentioned(title).into_iter().filter(like).collect();
        let is_own =
            |(part, year): &Named| *part == own && year.is_none_or(|year| year == self.year());
        (!named.is_empty()).then(|| named.iter().any(is_own))
    }

    /// Whether the head of a column says that its figures are of another period: “Điểm tháng 8”, “Hạng kỳ trước”.
    pub fn is_of_another(self, head: &str) -> bool {
        !is_compared(head) && (self.is_named_in(head) == Some(false) || names_before(head, &NOUNS))
    }

    /// Whether it says that they are of the period before this one.
    pub fn is_of_previous(self, head: &str) -> bool {
        let named = |previous: Self| previous.is_named_in(head) == Some(true);
        let before = names_before(head, &[self.noun(), ANY]);
        !is_compared(head) && (before || self.previous().is_some_and(named))
    }
}

/// Whether a head says with what is compared, not of when its figures are.
fn is_compared(head: &str) -> bool {
    has_word(&lower(head), "so với")
}

/// Whether a head has one of these nouns with “trước” or “liền trước” behind it; “trước hạn” is no time.
fn names_before(head: &str, nouns: &[&str]) -> bool {
    let small = lower(head);
    let words = words(&small, is_alphanumeric);
    (0..words.len()).any(|at| {
        let word = |at: usize| words.get(at).map_or("", |(_, word)| *word);
        let before = at + 1 + usize::from(word(at + 1) == "liền");
        nouns.contains(&word(at)) && word(before) == "trước" && word(before + 1) != "hạn"
    })
}

fn mentioned(title: &str) -> Vec<Named> {
    let folded = fold(title);
    let words = folded.split_whitespace().filter(|word| !is_symbol(word));
    let words = words.flat_map(|word| word.split(|c: char| !c.is_alphanumeric()));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    (0..words.len())
        .filter_map(|at| at_word(&words, at))
        .collect()
}

/// Whether it is the number of a document with its signs: `01/2020/TT-VPCP`.
fn is_symbol(word: &str) -> bool {
    let parts: Vec<&str> = word.split('/').collect();
    matches!(parts.as_slice(), [number, year, signs, ..]
        if is_digits(number) && is_digits(year) && year.len() == 4 && signs.starts_with(char::is_alphabetic))
}

/// What begins at a word.
fn at_word(words: &[&str], at: usize) -> Option<Named> {
    let word = |index: usize| words.get(index).copied();
    let before = |back: usize| at.checked_sub(back).and_then(word);
    let year = |from: usize| match (word(from)?, word(from + 1)) {
        ("nam", Some(year)) | (year, _) => number(year, 2000..=2999),
    };
    match word(at)? {
        // “ngày 30 tháng 9”, “6 tháng đầu năm”.
        "thang" => {
            let counted = before(1).is_some_and(|word| number(word, 0..=999).is_some());
            let day = counted || before(1) == Some("ngay");
            let month = number(word(at + 1)?, 1..=12).filter(|_| !day)?;
            Some((PartOfYear::Month(u8::try_from(month).ok()?), year(at + 2)))
        }
        "quy" => {
            let quarter = ordinal(word(at + 1)?).filter(|quarter| (1..=4).contains(quarter))?;
            Some((PartOfYear::Quarter(quarter), year(at + 2)))
        }
        // `2026-09`, `09-2026`, `T9/2026`; a day has one more number.
        first => {
            let marked = first.strip_prefix('t').filter(|rest| is_digits(rest));
            let first = marked.unwrap_or(first);
            let next = word(at + 1)?;
            let alone =
                |other: Option<&str>| other.is_none_or(|word| number(word, 0..=31).is_none());
            let (month, year) = match number(first, 2000..=2999) {
                Some(year) if alone(word(at + 2)) => (next, year),
                None if alone(before(1))
                    && !before(1).is_some_and(|word| {
                        ["thang", "quy"].contains(&word) || NUMBERED.contains(&word)
                    }) =>
                {
                    (first, number(next, 2000..=2999)?)
                }
                _ => return None,
            };
            let month = number(month, 1..=12).filter(|_| month.len() < 3)?;
            Some((PartOfYear::Month(u8::try_from(month).ok()?), Some(year)))
        }
    }
}

fn number(word: &str, range: std::ops::RangeInclusive<u16>) -> Option<u16> {
    let number = is_digits(word).then(|| word.parse().ok())?;
    number.filter(|number| range.contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_other_months_are_told() {
        let october = Period::parse("2026-10").unwrap();
        for title in [
            "BẢNG ĐIỂM THÁNG 9 NĂM 2026",
            "Kết quả tháng 09/2026",
            "Tháng 10/2025",
            "Tháng 9",
            "so-lieu-2026-09",
            "Điểm 09.2026",
            "T9.2026",
            "T9/2026",
            "du-lieu/2026-09/bang.xlsx",
        ] {
            assert_eq!(october.is_named_in(title), Some(false), "{title}");
        }
        for title in [
            "BẢNG ĐIỂM THÁNG 10 NĂM 2026",
            "So sánh tháng 9 và tháng 10 năm 2026",
            "Tháng 10",
            "so-lieu-2026-10",
            "Quyết định số 766/QĐ-TTg ngày 23 tháng 6 năm 2022",
            "Lai Châu, ngày … tháng 11 năm 2026",
            "Số liệu đến ngày 05/11/2026",
            "6 tháng đầu năm 2026",
            "Quý III năm 2026",
            "Biểu số 01",
            "Nghị định 61/2018",
            // Above the head of a form; the month of 2020 was told as another than the hồ sơ's.
            "Ban hành kèm theo Thông tư số 01/2020/TT-VPCP",
            "(Kèm theo Nghị định số 09/2019/NĐ-CP)",
            "Công văn số 09/2026",
            "Nghị định 09/2019",
            "Nghị quyết 09/2026; Quyết định số: 09/2026/QĐ-UBND.",
        ] {
            assert_ne!(october.is_named_in(title), Some(false), "{title}");
        }
        let quarter = Period::parse("quý III/2026").unwrap();
        assert_eq!(quarter.is_named_in("Quý II năm 2026"), Some(false));
        let named = quarter.is_named_in("Từ tháng 7 đến tháng 9; quý III");
        assert_eq!(named, Some(true));
    }
}
