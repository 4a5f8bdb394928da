//! The months and quarters that a title names: “BẢNG ĐIỂM THÁNG 9 NĂM 2026”, `so-lieu-2026-09`.

use super::{PartOfYear, Period};
use crate::vn::text::fold;

/// A month or quarter with its year, if that is named.
type Named = (PartOfYear, Option<u16>);

impl Period {
    /// Whether a title is of another month (or quarter, if this is one): it names some, and none
    /// is this. Days name none.
    pub fn is_not_of(self, title: &str) -> bool {
        let Some(own) = self.part() else {
            return false;
        };
        let like = |(part, _): &Named| part.is_like(own);
        let named: Vec<Named> = mentioned(title).into_iter().filter(like).collect();
        let is_own =
            |(part, year): &Named| *part == own && year.is_none_or(|year| year == self.year());
        !named.is_empty() && !named.iter().any(is_own)
    }

    /// Whether a title names this month or quarter.
    pub fn is_named_in(self, title: &str) -> bool {
        let mut named = mentioned(title).into_iter();
        named.any(|(part, year)| {
            Some(part) == self.part() && year.is_none_or(|year| year == self.year())
        })
    }
}

fn mentioned(title: &str) -> Vec<Named> {
    let folded = fold(title);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    (0..words.len())
        .filter_map(|at| at_word(&words, at))
        .collect()
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
            let romans = ["i", "ii", "iii", "iv"];
            let next = word(at + 1)?;
            let roman = romans.iter().zip(1..).find(|(roman, _)| **roman == next);
            let quarter = roman
                .map(|(_, number)| number)
                .or_else(|| number(next, 1..=4))?;
            Some((
                PartOfYear::Quarter(u8::try_from(quarter).ok()?),
                year(at + 2),
            ))
        }
        // `2026-09`, `09-2026`; a day has one more number.
        first => {
            let next = word(at + 1)?;
            let alone =
                |other: Option<&str>| other.is_none_or(|word| number(word, 0..=31).is_none());
            let (month, year) = match number(first, 2000..=2999) {
                Some(year) if alone(word(at + 2)) => (next, year),
                None if alone(before(1))
                    && before(1) != Some("thang")
                    && before(1) != Some("quy") =>
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
    let digits = !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    word.parse()
        .ok()
        .filter(|number| digits && range.contains(number))
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
        ] {
            assert!(october.is_not_of(title), "{title}");
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
        ] {
            assert!(!october.is_not_of(title), "{title}");
        }
        let quarter = Period::parse("quý III/2026").unwrap();
        assert!(quarter.is_not_of("Quý II năm 2026"));
        assert!(!quarter.is_not_of("Từ tháng 7 đến tháng 9; quý III"));
    }
}
