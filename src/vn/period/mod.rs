//! The time that is reported on (kỳ): a week, a month, a quarter, half a year, nine months, a
//! year, or any days; perhaps counted up to a moment that is stated.

mod mentioned;
mod read;
mod words;

use time::{Date, Duration, Month, Weekday};

pub use read::named;

/// What periods of all kinds are called ([`Period::noun`]).
pub const NOUNS: [&str; 5] = ["tháng", "tuần", "quý", "năm", ANY];

/// What any of them is called.
pub const ANY: &str = "kỳ";

/// A time that is reported on. What it is a part of is told by [`Period::noun`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    span: Span,
    until: Option<Moment>,
}

/// Which part of a year a period is, as prose names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartOfYear {
    /// A week, by its number.
    Week(u8),
    /// A month, from 1.
    Month(u8),
    /// A quarter, from 1.
    Quarter(u8),
    /// The first or the second half.
    Half(u8),
    /// The first nine months.
    NineMonths,
    /// All of it.
    Year,
}

impl PartOfYear {
    /// Whether another is one of its kind, perhaps itself.
    pub fn is_like(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }

    /// Its number among those of its kind, from 1.
    fn number(self) -> u8 {
        match self {
            Self::Week(number)
            | Self::Month(number)
            | Self::Quarter(number)
            | Self::Half(number) => number,
            Self::NineMonths | Self::Year => 1,
        }
    }

    /// The one of its kind that has this number.
    fn numbered(self, number: u8) -> Self {
        match self {
            Self::Week(_) => Self::Week(number),
            Self::Month(_) => Self::Month(number),
            Self::Quarter(_) => Self::Quarter(number),
            Self::Half(_) => Self::Half(number),
            Self::NineMonths | Self::Year => self,
        }
    }

    /// How many of its kind a year has.
    fn count_in(self, year: u16) -> u8 {
        match self {
            Self::Week(_) => time::util::weeks_in_year(year.into()),
            Self::Month(_) => 12,
            Self::Quarter(_) => 4,
            Self::Half(_) => 2,
            Self::NineMonths | Self::Year => 1,
        }
    }
}

/// What a period spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Span {
    /// A part of a year; weeks go from Monday on (ISO 8601).
    Part(u16, PartOfYear),
    /// From a day to a day.
    Days(Date, Date),
    /// From the beginning of the year to the moment that is stated.
    ToDate,
}

/// Up to when something was counted: a day, perhaps with hour and minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Moment {
    day: Date,
    time: Option<(u8, u8)>,
}

impl Period {
    /// A month, from 1 to 12, of a year from 2000 to 2999; none if it is out of range.
    pub fn new(year: u16, month: u8) -> Option<Self> {
        Self::checked(Span::Part(year, PartOfYear::Month(month)))
    }

    /// A period that there is: its year from 2000 to 2999, its number one that a year has.
    fn checked(span: Span) -> Option<Self> {
        let sound = match span {
            Span::Part(year, part) => {
                let numbers = 1..=part.count_in(year);
                (2000..3000).contains(&year) && numbers.contains(&part.number())
            }
            Span::Days(first, last) => {
                (2000..3000).contains(&first.year()) && last.year() < 3000 && first <= last
            }
            Span::ToDate => false,
        };
        sound.then_some(Self { span, until: None })
    }

    /// The year; of days that lie in two, that of the last one.
    pub fn year(self) -> u16 {
        match self.span {
            Span::Part(year, _) => year,
            Span::Days(..) | Span::ToDate => {
                u16::try_from(self.days().1.year()).unwrap_or_default()
            }
        }
    }

    /// Which part of its year it is; none for days and moments.
    pub fn part(self) -> Option<PartOfYear> {
        match self.span {
            Span::Part(_, part) => Some(part),
            Span::Days(..) | Span::ToDate => None,
        }
    }

    /// The month, from 1, if it is one.
    pub fn month(self) -> Option<u8> {
        match self.part() {
            Some(PartOfYear::Month(month)) => Some(month),
            _ => None,
        }
    }

    /// Whether it is a week: one of the calendar, or any seven days, as of offices that count from
    /// Friday to Thursday.
    fn is_week(self) -> bool {
        match self.span {
            Span::Part(_, PartOfYear::Week(_)) => true,
            Span::Days(first, last) => last - first == Duration::days(6),
            _ => false,
        }
    }

    /// Whether another is of its kind, perhaps itself; days are of none, unless they are a week.
    pub fn is_like(self, other: Self) -> bool {
        let parts = self.part().zip(other.part());
        parts.is_some_and(|(own, other)| own.is_like(other)) || self.is_week() && other.is_week()
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        self.days().0
    }

    /// Its first and its last day; no day after the moment up to which it was counted.
    pub fn days(self) -> (Date, Date) {
        let (first, last) = self.whole();
        match self.until {
            Some(until) if first <= until.day => (first, last.min(until.day)),
            _ => (first, last),
        }
    }

    /// The day on which its figures can be known: the one up to which they were counted, or else
    /// its last one.
    pub fn known_on(self) -> Date {
        self.until.map_or(self.whole().1, |until| until.day)
    }

    /// Its first and its last day, whenever it was counted.
    fn whole(self) -> (Date, Date) {
        match self.span {
            Span::Part(year, part) => {
                let (first, last) = match part {
                    PartOfYear::Week(week) => {
                        let monday = Date::from_iso_week_date(year.into(), week, Weekday::Monday);
                        let monday = monday.unwrap_or(Date::MIN);
                        return (monday, monday + Duration::days(6));
                    }
                    PartOfYear::Month(month) => (month, month),
                    PartOfYear::Quarter(quarter) => (quarter * 3 - 2, quarter * 3),
                    PartOfYear::Half(half) => (half * 6 - 5, half * 6),
                    PartOfYear::NineMonths => (1, 9),
                    PartOfYear::Year => (1, 12),
                };
                (first_of(year, first), last_of(year, last))
            }
            Span::Days(first, last) => (first, last),
            Span::ToDate => {
                let last = self.until.map_or(Date::MIN, |until| until.day);
                let year = u16::try_from(last.year()).unwrap_or_default();
                (first_of(year, 1), last)
            }
        }
    }

    /// The one of its kind just before; none for moments and for days that are no week, before
    /// which lies no certain one.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        let span = match self.span {
            Span::Part(year, part) => match part.number() {
                1 => Span::Part(year - 1, part.numbered(part.count_in(year - 1))),
                number => Span::Part(year, part.numbered(number - 1)),
            },
            Span::Days(first, last) if self.is_week() => weeks_before(first, last, 1),
            Span::Days(..) | Span::ToDate => return None,
        };
        Some(Self { span, until: None })
    }

    /// Those of its kind in its year before it, from the first on.
    pub fn earlier_in_year(self) -> Vec<Self> {
        let mut periods = Vec::new();
        let mut before = self.previous();
        while let Some(period) = before.filter(|period| period.year() == self.year()) {
            periods.push(period);
            before = period.previous();
        }
        periods.reverse();
        periods
    }

    /// The one of its kind just after; after days as many days, after a moment the same one a
    /// month later.
    #[must_use]
    pub fn next(self) -> Self {
        let span = match self.span {
            Span::Part(year, part) if part.number() >= part.count_in(year) => {
                Span::Part(year + 1, part.numbered(1))
            }
            Span::Part(year, part) => Span::Part(year, part.numbered(part.number() + 1)),
            Span::Days(first, last) => days_after(first, last),
            Span::ToDate => Span::ToDate,
        };
        let until = self.until.map(|until| Moment {
            day: month_later(until.day),
            ..until
        });
        Self {
            span,
            until: until.filter(|_| self.span == Span::ToDate),
        }
    }

    /// The same one of the year before, of a week of days that of the same weekdays; none for a
    /// moment, which is not met again.
    #[must_use]
    pub fn a_year_before(self) -> Option<Self> {
        let span = match self.span {
            Span::Part(year, part) => {
                let last = part.count_in(year - 1);
                Span::Part(year - 1, part.numbered(part.number().min(last)))
            }
            Span::Days(first, last) if self.is_week() => weeks_before(first, last, 52),
            Span::Days(first, last) => Span::Days(year_earlier(first), year_earlier(last)),
            Span::ToDate => return None,
        };
        Some(Self { span, until: None })
    }

    /// Whether documents of this period may call another the one before: the one of its kind just
    /// before, an earlier state of the same one; for nine months also the six before; for days and
    /// moments any of their kind that was over before, but weeks must follow each other.
    pub fn follows(self, before: Self) -> bool {
        let earlier = before.known_on() < self.known_on();
        match (self.span, before.span) {
            (now, then) if now != then && self.is_week() && before.is_week() => {
                before.whole().1.next_day() == Some(self.whole().0)
            }
            (Span::Days(..), Span::Days(..)) | (Span::ToDate, Span::ToDate) => earlier,
            (Span::Part(year, PartOfYear::NineMonths), Span::Part(other, PartOfYear::Half(1))) => {
                year == other
            }
            (now, then) if now == then => earlier && self.until.is_some(),
            (_, then) => self.previous().is_some_and(|before| before.span == then),
        }
    }

    /// Whether another is the same one of the year before.
    pub fn is_a_year_after(self, before: Self) -> bool {
        match (self.span, before.span) {
            (Span::ToDate, Span::ToDate) => self.year() == before.year() + 1,
            (Span::Days(first, last), Span::Days(then, end))
                if (then, end) == (year_earlier(first), year_earlier(last)) =>
            {
                true
            }
            (_, then) => self.a_year_before().is_some_and(|same| same.span == then),
        }
    }
}

fn month_of(month: u8) -> Month {
    // A period is made with months in range only.
    Month::try_from(month).unwrap_or(Month::January)
}

fn first_of(year: u16, month: u8) -> Date {
    Date::from_calendar_date(year.into(), month_of(month), 1).unwrap_or(Date::MIN)
}

fn last_of(year: u16, month: u8) -> Date {
    let (year, month) = (i32::from(year), month_of(month));
    Date::from_calendar_date(year, month, month.length(year)).unwrap_or(Date::MIN)
}

/// The same day of another month; its last one if it has no such day.
fn day_of(year: i32, month: Month, day: u8) -> Date {
    let day = day.min(month.length(year));
    Date::from_calendar_date(year, month, day).unwrap_or(Date::MIN)
}

/// The same weekdays, so many weeks earlier.
fn weeks_before(first: Date, last: Date, weeks: i64) -> Span {
    let earlier = |day: Date| day.saturating_sub(Duration::weeks(weeks));
    Span::Days(earlier(first), earlier(last))
}

fn year_earlier(day: Date) -> Date {
    day_of(day.year() - 1, day.month(), day.day())
}

fn month_later(day: Date) -> Date {
    let year = day.year() + i32::from(day.month() == Month::December);
    day_of(year, day.month().next(), day.day())
}

/// The days after some: by months if they are whole ones from day to day, or else as many.
fn days_after(first: Date, last: Date) -> Span {
    let next = last.next_day().unwrap_or(last);
    if next == month_later(first) {
        let end = month_later(next).previous_day();
        return Span::Days(next, end.unwrap_or(next));
    }
    Span::Days(next, next.saturating_add(last - first))
}

#[cfg(test)]
mod tests;
