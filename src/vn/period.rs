//! The month that is scored (kỳ).

use std::fmt;

use time::{Date, Month};

/// A month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    year: u16,
    month: u8,
}

impl Period {
    /// A month, from 1 to 12, of a year from 2000 to 2999; none if it is out of range.
    pub fn new(year: u16, month: u8) -> Option<Self> {
        ((2000..3000).contains(&year) && (1..=12).contains(&month)).then_some(Self { year, month })
    }

    /// Reads `2024-02` or `02/2024` or `2/2024`; none if it is not a month.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((year, month)) = text.split_once('-') {
            return (year.len() == 4).then(|| Self::new(digits(year)?, digits(month)?))?;
        }
        let (month, year) = text.split_once('/')?;
        (year.len() == 4).then(|| Self::new(digits(year)?, digits(month)?))?
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, from 1.
    pub fn month(self) -> u8 {
        self.month
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        let month = Month::try_from(self.month).unwrap_or(Month::January);
        // Every month of every year has a first day.
        Date::from_calendar_date(self.year.into(), month, 1).unwrap_or(Date::MIN)
    }

    /// The month before.
    #[must_use]
    pub fn previous(self) -> Self {
        if self.month == 1 {
            Self {
                year: self.year - 1,
                month: 12,
            }
        } else {
            Self {
                month: self.month - 1,
                ..self
            }
        }
    }

    /// The month after.
    #[must_use]
    pub fn next(self) -> Self {
        match self.month {
            12 => Self {
                year: self.year + 1,
                month: 1,
            },
            month => Self {
                month: month + 1,
                ..self
            },
        }
    }

    /// Its first and its last day.
    pub fn days(self) -> (Date, Date) {
        // The year and the month are in range, so that there is such a month.
        let month = Month::try_from(self.month).unwrap_or(Month::January);
        let year = i32::from(self.year);
        let day = |day| Date::from_calendar_date(year, month, day).unwrap_or(Date::MIN);
        (day(1), day(month.length(year)))
    }

    /// `tháng 02/2024`, with the decree's zero for the first two months (ND30-DD-03, DD-06).
    pub fn short(self) -> String {
        format!("tháng {}/{}", month_number(self.month), self.year)
    }

    /// `tháng 02 năm 2024`.
    pub fn long(self) -> String {
        format!("tháng {} năm {}", month_number(self.month), self.year)
    }
}

/// A month's number with the decree's zero: before 1 and 2, not before 3 to 9.
pub fn month_number(month: u8) -> String {
    if month < 3 {
        format!("0{month}")
    } else {
        month.to_string()
    }
}

fn digits<T: std::str::FromStr>(text: &str) -> Option<T> {
    let plain = !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}

/// As in a hồ sơ and in JSON: `2024-02`.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.year, self.month)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn both_ways_of_writing_a_month_are_read() {
        let february = Period::new(2024, 2);
        assert_eq!(Period::parse("2024-02"), february);
        assert_eq!(Period::parse("02/2024"), february);
        assert_eq!(Period::parse("2/2024"), february);
    }

    #[test]
    fn what_is_not_a_month_is_refused() {
        for text in [
            "2024-13", "2024-00", "24-02", "2024", "tháng 2", "2024-2-1", "0/2024", "",
        ] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_zero_stands_before_the_first_two_months_only() {
        assert_eq!(Period::new(2024, 2).unwrap().long(), "tháng 02 năm 2024");
        assert_eq!(Period::new(2023, 9).unwrap().short(), "tháng 9/2023");
        assert_eq!(Period::new(2023, 12).unwrap().short(), "tháng 12/2023");
    }

    #[test]
    fn a_month_ends_with_its_last_day() {
        let days = |year, month| Period::new(year, month).unwrap().days().1.day();
        assert_eq!((days(2024, 2), days(2023, 2), days(2023, 9)), (29, 28, 30));
    }

    #[test]
    fn before_january_comes_december() {
        assert_eq!(
            Period::new(2024, 1).unwrap().previous(),
            Period::new(2023, 12).unwrap()
        );
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(year in 2001u16..3000, month in 1u8..=12) {
            let period = Period::new(year, month).unwrap();
            prop_assert_eq!(Period::parse(&period.to_string()), Some(period));
            prop_assert_eq!(Period::parse(period.short().trim_start_matches("tháng ")), Some(period));
        }
    }
}
