//! Dates as the decree writes them (ND30-DD-02, ND30-DD-03).

use time::{Date, Month};

use super::number::is_digits;

/// The date that a document bears. Before signing, the day or all of it may be open: it is
/// given by hand, or by the system that issues the document (ND30-SO-08).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum IssueDate {
    /// A day.
    Day(Date),
    /// A month of a year; the day is open.
    Month(i32, Month),
    /// Nothing is known yet.
    #[default]
    Open,
}

/// Blank space to write into by hand, which never breaks over lines.
pub const GAP: &str = "\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}";

impl IssueDate {
    /// Reads `2024-03-11`, `11/3/2024`, `11.3.2024`, `ngày 11 tháng 3 năm 2024`, `2024-03`, or nothing; none
    /// if it is no date.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return Some(Self::Open);
        }
        if let Some(date) = read(text) {
            return Some(Self::Day(date));
        }
        let lower = super::text::lower(text);
        let (year, month) = month(lower.strip_prefix("tháng ").unwrap_or(text))?;
        Some(Self::Month(year.into(), month))
    }

    /// `ngày 11 tháng 3 năm 2024`, with gaps for what is open.
    pub fn long(self) -> String {
        match self {
            Self::Day(date) => long(date),
            Self::Month(year, month) => {
                format!("ngày{GAP}tháng {} năm {year}", month_number(month.into()))
            }
            Self::Open => format!("ngày{GAP}tháng{GAP}năm{GAP}"),
        }
    }

    /// The day, if it is known.
    pub fn day(self) -> Option<Date> {
        match self {
            Self::Day(date) => Some(date),
            Self::Month(..) | Self::Open => None,
        }
    }
}

/// Reads `2024-02`, `02/2024`, `2-2024` or `2024/02` as a year and a month; none if it is no month.
pub fn month(text: &str) -> Option<(u16, Month)> {
    let (first, last) = text.trim().split_once(['-', '/'])?;
    let (year, month) = match first.len() {
        4 => (first, last),
        _ => (last, first),
    };
    if year.len() != 4 || month.len() > 4 || !is_digits(year) || !is_digits(month) {
        return None;
    }
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    Some((year.parse().ok()?, month))
}

/// A month's number with the decree's zero: before 1 and 2, not before 3 to 9.
pub fn month_number(month: u8) -> String {
    if month < 3 {
        format!("0{month}")
    } else {
        month.to_string()
    }
}

/// Reads `2024-03-11`, `11/3/2024` or `11/03/2024`; none if there is no such day.
pub fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    let (separator, year_first) = if text.contains('-') {
        ('-', true)
    } else {
        ('/', false)
    };
    let parts: Vec<&str> = text.split(separator).collect();
    let [first, month, last] = parts.as_slice() else {
        return None;
    };
    let (year, day) = if year_first {
        (first, last)
    } else {
        (last, first)
    };
    if year.len() != 4 || day.len() > 2 || month.len() > 2 || !parts.iter().all(|p| is_digits(p)) {
        return None;
    }
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()
}

/// Reads a day as cells of tables have it: like [`read`], perhaps with a time behind it, after a
/// blank, a comma or as in ISO.
pub fn read_cell(text: &str) -> Option<Date> {
    let is_time = |rest: &str| rest.contains(':') && !rest.contains(char::is_alphabetic);
    let parted = text.trim().split_once([' ', 'T', ',']);
    match parted.filter(|(_, rest)| is_time(rest.trim_end_matches('Z'))) {
        Some((day, _)) => read(day),
        None => read(text),
    }
}

/// Reads a day as people write it: like [`parse`]; with dots or dashes; in words (`ngày 05 tháng 10
/// năm 2026`).
pub fn read(text: &str) -> Option<Date> {
    let text = text.trim();
    let words = super::text::lower(text);
    let words: Vec<&str> = words.split_whitespace().collect();
    let spelt = match words.as_slice() {
        ["ngày", day, "tháng", month, "năm", year] | [day, "tháng", month, "năm", year] => {
            Some(format!("{day}/{month}/{year}"))
        }
        _ => None,
    };
    let day = text.replace(['.', '-'], "/");
    let numbers = match day.split_once('/') {
        Some((year, _)) if year.len() == 4 => day.replace('/', "-"),
        _ => day,
    };
    parse(&spelt.unwrap_or(numbers))
}

/// The day with which words begin, in the year that they tell or else in `year`: “hết ngày 31/10/2026, …”, “ngày
/// 31 tháng 10”.
pub fn begins(text: &str, year: i32) -> Option<Date> {
    let words = text.split_whitespace().take(8);
    let words: Vec<&str> = words
        .map(|word| word.trim_end_matches([',', ';', ')', '.']))
        .collect();
    (0..3).find_map(|at| {
        let day = *words.get(at)?;
        let joined = |count: usize| Some(words.get(at..at + count)?.join(" "));
        let short = || read(day).or_else(|| read(&format!("{day}/{year}")));
        let long = || read(&joined(5)?);
        short()
            .or_else(long)
            .or_else(|| read(&format!("{} năm {year}", joined(3)?)))
    })
}

/// `ngày 05 tháng 01 năm 2024`.
pub fn long(date: Date) -> String {
    format!(
        "ngày {:02} tháng {} năm {}",
        date.day(),
        month_number(date.month().into()),
        date.year()
    )
}

/// `05/01/2024`, `23/6/2022`: the short form for running text, by the same rule of zeros.
pub fn short(date: Date) -> String {
    format!(
        "{:02}/{}/{}",
        date.day(),
        month_number(date.month().into()),
        date.year()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        parse(text).unwrap()
    }

    #[test]
    fn nd30_dd_03_the_zero_rule() {
        assert_eq!(long(date("2020-01-05")), "ngày 05 tháng 01 năm 2020");
        assert_eq!(long(date("2019-06-29")), "ngày 29 tháng 6 năm 2019");
        assert_eq!(long(date("11/03/2024")), "ngày 11 tháng 3 năm 2024");
        assert_eq!(short(date("23/6/2022")), "23/6/2022");
        assert_eq!(short(date("2024-02-09")), "09/02/2024");
    }

    #[test]
    fn days_that_never_were_are_refused() {
        for text in [
            "2023-02-29",
            "31/4/2024",
            "2024-00-10",
            "32/1/2024",
            "11-3-2024",
            "1/2",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn nd30_so_08_an_open_day_leaves_a_gap() {
        assert_eq!(
            IssueDate::parse("2024-03")
                .unwrap()
                .long()
                .replace('\u{a0}', "_"),
            "ngày______tháng 3 năm 2024"
        );
        assert_eq!(IssueDate::parse(""), Some(IssueDate::Open));
        assert_eq!(IssueDate::parse("hôm nay"), None);
    }

    /// Two days, or words behind one, were taken for the first.
    #[test]
    fn a_day_is_read_however_it_is_written_and_one_of_two_is_not() {
        let day = date("05/11/2026");
        for text in [
            "5.11.2026",
            "05-11-2026",
            "2026-11-05",
            "ngày 05 tháng 11 năm 2026",
        ] {
            assert_eq!(read(text), Some(day), "{text}");
        }
        for text in [
            "5/11/2026 hoặc 6/11/2026",
            "5/11/2026, 6/11/2026",
            "5/11/2026 abc",
            "5/11/2026 08:30",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        for text in [
            "05/11/2026 08:30",
            "2026-11-05T08:30:00Z",
            "05/11/2026, 8:30:15",
        ] {
            assert_eq!(read_cell(text), Some(day), "{text}");
        }
        assert_eq!(read_cell("5/11/2026, 6/11/2026"), None);
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(ordinal in 1u16..=365, year in 2000i32..2100) {
            let date = Date::from_ordinal_date(year, ordinal).unwrap();
            prop_assert_eq!(parse(&short(date)), Some(date));
            prop_assert_eq!(parse(&date.to_string()), Some(date));
        }
    }
}
