//! The period in words and in names of files: “tháng 9/2025”, “quý III năm 2026”,
//! `so-lieu-2025-09.xlsx`.

use crate::vn::date::month_number;
use crate::vn::period::{PartOfYear, Period};
use crate::vn::text::{capitalise, is_whole, lower};

/// The period of which something was, and the one of which it is to be.
pub struct Months {
    old: Period,
    new: Period,
}

impl Months {
    /// From a period to another.
    pub fn new(old: Period, new: Period) -> Self {
        Self { old, new }
    }

    /// A text with the new month where it names the old one, and the old one where it names the
    /// one before that. Days stay as they are.
    pub fn in_words(&self, text: &str) -> String {
        if self.old.month().is_none() || self.new.month().is_none() {
            return self.spans_in_words(text);
        }
        const MONTH: usize = "tháng".len();
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = find(rest, out.chars().next_back()) {
            let (before, word) = rest.split_at_checked(at).unwrap_or((rest, ""));
            let (word, after) = word.split_at_checked(MONTH).unwrap_or((word, ""));
            out.push_str(before);
            let day = is_day(&out);
            out.push_str(word);
            rest = after;
            if let Some((named, length)) = Named::read(after).filter(|_| !day)
                && let Some(month) = self.moved(&named)
            {
                let blank = after.len() - after.trim_start().len();
                out.push_str(after.get(..blank).unwrap_or_default());
                out.push_str(&named.with(month));
                rest = after.get(length..).unwrap_or_default();
            }
        }
        out + rest
    }

    /// The same for what is no month: the forms in which it may be written, in small letters, with
    /// a capital, or in capitals.
    fn spans_in_words(&self, text: &str) -> String {
        let mut forms: Vec<(String, String)> = Vec::new();
        let changes = std::iter::once((self.old, self.new));
        let before = self.old.previous().zip(self.before());
        for (from, to) in changes.chain(before) {
            for (from, to) in in_prose(from).into_iter().zip(in_prose(to)) {
                forms.push((capitalise(&from), capitalise(&to)));
                forms.push((from.to_uppercase(), to.to_uppercase()));
                forms.push((from, to));
            }
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let here = forms
                .iter()
                .filter(|(from, _)| rest.starts_with(from.as_str()));
            let start = text.len() - rest.len();
            let whole = here.filter(|(from, _)| {
                is_whole(text, start, start + from.len())
                    && !(lower(from).starts_with("năm") && belongs_to_a_part(&out))
            });
            let (taken, put) = match whole.max_by_key(|(from, _)| from.len()) {
                Some((from, to)) => (from.len(), to.clone()),
                None => (first.len_utf8(), first.to_string()),
            };
            out.push_str(&put);
            rest = rest.get(taken..).unwrap_or_default();
        }
        out
    }

    /// The one before the new one, if that is certain.
    fn before(&self) -> Option<Period> {
        self.new.previous()
    }

    /// What a month that is named becomes.
    fn moved(&self, named: &Named) -> Option<Period> {
        let is = |period: Period| {
            let year = named.year.is_none_or(|(_, year)| year == period.year());
            year && Some(named.month) == period.month()
        };
        match (is(self.old), self.old.previous().is_some_and(is)) {
            (true, _) => Some(self.new),
            (false, true) => self.before(),
            (false, false) => None,
        }
    }

    /// A name with the new month in place of the old one; none if it has none.
    pub fn in_name(&self, name: &str) -> Option<String> {
        let old = forms(self.old);
        let new = match self.old.is_like(self.new) {
            true => forms(self.new),
            // Names of two kinds of periods do not answer each other.
            false => vec![self.new.to_string(); old.len()],
        };
        old.iter().zip(new).find_map(|(old, new)| {
            let at = name.match_indices(old.as_str()).map(|(at, _)| at);
            let mut at = at.filter(|at| stands_alone(name, *at, old));
            let (before, rest) = name.split_at_checked(at.next()?)?;
            Some(format!("{before}{new}{}", rest.get(old.len()..)?))
        })
    }
}

/// Where the word “tháng” stands before a blank.
fn find(text: &str, before: Option<char>) -> Option<usize> {
    let words = ["tháng ", "Tháng ", "THÁNG ", "tháng\u{a0}", "Tháng\u{a0}"];
    let found = words.iter().flat_map(|word| text.match_indices(word));
    let whole = |at: &usize| {
        let last = text.get(..*at).and_then(|text| text.chars().next_back());
        !last.or(before).is_some_and(char::is_alphanumeric)
    };
    found.map(|(at, _)| at).filter(whole).min()
}

/// Whether a text ends with a day, as in “ngày 05 ”.
fn is_day(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().rev().take(2).collect();
    let day = |word: &&str| word.to_lowercase().ends_with("ngày");
    words.get(1).is_some_and(day) && text.ends_with(char::is_whitespace)
}

/// Whether a year after this text is that of a day, a month, a quarter or a half, not the whole.
fn belongs_to_a_part(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let numeral = |c: char| c.is_ascii_digit() || "IViv".contains(c);
    last.ends_with(numeral) || ["đầu", "cuối", "tháng"].contains(&lower(last).as_str())
}

/// A month that is named: its number, and its year after what stands between.
struct Named<'t> {
    month: u8,
    padded: bool,
    year: Option<(&'t str, u16)>,
}

impl<'t> Named<'t> {
    /// Reads a month after the word, and tells how long it is.
    fn read(text: &'t str) -> Option<(Self, usize)> {
        let trimmed = text.trim_start();
        let start = text.len() - trimmed.len();
        let digits = digits(trimmed);
        let month: u8 = trimmed.get(..digits)?.parse().ok()?;
        let rest = trimmed.get(digits..)?;
        let between = ["/", " năm ", "-", " NĂM ", " / ", "."];
        let year = between.iter().find_map(|between| {
            let after = rest.strip_prefix(between)?;
            let length = self::digits(after);
            let year = after.get(..4).filter(|_| length == 4)?.parse().ok()?;
            Some((*between, year))
        });
        if !(1..=2).contains(&digits) || year.is_none() && rest.starts_with('/') {
            return None;
        }
        let named = Self {
            month,
            padded: trimmed.starts_with('0'),
            year,
        };
        let length = start + digits + year.map_or(0, |(between, _)| between.len() + 4);
        Some((named, length))
    }

    /// Another month, as this one is written.
    fn with(&self, period: Period) -> String {
        let number = period.month().unwrap_or_default();
        let month = match self.padded && number < 10 && self.month > 2 {
            true => format!("0{number}"),
            false => month_number(number),
        };
        match self.year {
            Some((between, _)) => format!("{month}{between}{}", period.year()),
            None => month,
        }
    }
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// How a period that is no month stands in prose.
fn in_prose(period: Period) -> Vec<String> {
    let year = period.year();
    let mut forms = period.written();
    match period.part() {
        Some(PartOfYear::Quarter(number)) => {
            forms.push(format!("quý {number} năm {year}"));
            forms.push(format!("quý {number}/{year}"));
            forms.push(period.within_year());
            forms.push(format!("quý {number}"));
        }
        Some(PartOfYear::Week(number)) => {
            forms.push(format!("tuần {number} năm {year}"));
            forms.push(period.within_year());
        }
        Some(PartOfYear::Half(_) | PartOfYear::NineMonths) => {
            forms.push(format!("0{}", period.short()));
            forms.push(period.short().replace(" tháng năm ", " tháng đầu năm "));
            forms.push(format!("{}/{year}", period.within_year()));
        }
        _ => {}
    }
    forms
}

/// How a period stands in names of files and sheets.
fn forms(period: Period) -> Vec<String> {
    let year = period.year();
    let mut forms = Vec::new();
    let Some(month) = period.month() else {
        forms.extend([period.to_string(), period.within_year()]);
        forms.push(capitalise(&period.within_year()));
        if let Some(PartOfYear::Quarter(number)) = period.part() {
            for sign in ["-", "_", ".", " ", ""] {
                forms.push(format!("quy{sign}{number}{sign}{year}"));
                forms.push(format!("{year}{sign}q{number}"));
                forms.push(format!("{year}{sign}Q{number}"));
                forms.push(format!("q{number}{sign}{year}"));
                forms.push(format!("Q{number}{sign}{year}"));
            }
            for word in ["quy-", "quy_", "quy ", "quy", "q", "Q"] {
                forms.push(format!("{word}{number}"));
            }
        }
        return forms;
    };
    for sign in ["-", "_", ".", " ", ""] {
        forms.push(format!("{year}{sign}{month:02}"));
        forms.push(format!("{month:02}{sign}{year}"));
    }
    for sign in ["-", "_", "."] {
        forms.push(format!("{month}{sign}{year}"));
    }
    for word in [
        "thang-", "thang_", "thang ", "thang", "Thang ", "tháng ", "Tháng ", "t", "T",
    ] {
        forms.push(format!("{word}{month:02}"));
        forms.push(format!("{word}{month}"));
    }
    forms
}

/// Whether a part of a name is no part of a longer word or number.
fn stands_alone(name: &str, at: usize, part: &str) -> bool {
    let before = name.get(..at).and_then(|text| text.chars().next_back());
    let after = name
        .get(at + part.len()..)
        .and_then(|text| text.chars().next());
    let number = part.starts_with(|c: char| c.is_ascii_digit());
    let joined = |c: char| c.is_ascii_digit() || !number && c.is_alphanumeric();
    !before.is_some_and(joined) && !after.is_some_and(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(year: u16, month: u8) -> Months {
        let old = Period::new(year, month).unwrap();
        Months::new(old, old.next())
    }

    #[test]
    fn words_name_the_next_month() {
        let months = |text: &str| months(2025, 9).in_words(text);
        for (old, new) in [
            (
                "Thông báo tháng 9 năm 2025 của xã",
                "Thông báo tháng 10 năm 2025 của xã",
            ),
            (
                "THÁNG 9 NĂM 2025, so với tháng 8/2025",
                "THÁNG 10 NĂM 2025, so với tháng 9/2025",
            ),
            ("tháng 09/2025 và tháng 9", "tháng 10/2025 và tháng 10"),
            (
                "đến ngày 05 tháng 9 năm 2025",
                "đến ngày 05 tháng 9 năm 2025",
            ),
            (
                "tháng 9/2024, tháng 19, hàng tháng 9",
                "tháng 9/2024, tháng 19, hàng tháng 10",
            ),
            ("30/9/2025", "30/9/2025"),
        ] {
            assert_eq!(months(old), new);
        }
        let year = super::Months::new(
            Period::new(2025, 12).unwrap(),
            Period::new(2026, 1).unwrap(),
        );
        assert_eq!(
            year.in_words("tháng 12/2025, tháng 11"),
            "tháng 01/2026, tháng 12"
        );
        let early =
            super::Months::new(Period::new(2024, 2).unwrap(), Period::new(2024, 3).unwrap());
        assert_eq!(early.in_words("tháng 02 năm 2024"), "tháng 3 năm 2024");
    }

    #[test]
    fn names_of_files_too() {
        let named = |name: &str| months(2025, 9).in_name(name);
        for (old, new) in [
            ("so-lieu-2025-09.xlsx", "so-lieu-2025-10.xlsx"),
            ("2025_09/cong.xlsx", "2025_10/cong.xlsx"),
            ("Tháng 9", "Tháng 10"),
            ("thang-09.csv", "thang-10.csv"),
            ("T9.xlsx", "T10.xlsx"),
            ("bang 9.2025.xlsx", "bang 10.2025.xlsx"),
        ] {
            assert_eq!(named(old).as_deref(), Some(new), "{old}");
        }
        for none in [
            "so-lieu.xlsx",
            "qd-19-2025.xlsx",
            "bt9.csv",
            "T90.csv",
            "2024-09.csv",
        ] {
            assert_eq!(named(none), None, "{none}");
        }
    }
}
