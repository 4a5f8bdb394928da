//! Reading a period as people write it: `2026-10`, `10/2026`, `quý IV/2026`, `6 tháng đầu năm
//! 2026`, `từ 15/10/2026 đến 14/11/2026`, `tháng 11/2025, tính đến 11 giờ 00 ngày 06/11/2025`.

use std::sync::LazyLock;

use time::Date;

use super::{Moment, PartOfYear, Period, Span};
use crate::vn::number::is_digits;
use crate::vn::{date, text};

/// The words by which periods are read: lists by name.
static WORDS: LazyLock<Vec<(&str, Vec<&str>)>> = LazyLock::new(|| {
    let lines = include_str!("../ky.tsv").lines();
    let lists = lines.filter_map(|line| line.split_once('\t'));
    lists
        .map(|(name, words)| (name, words.split(';').collect()))
        .collect()
});

/// The words of a list.
fn listed(name: &str) -> &'static [&'static str] {
    let list = WORDS.iter().find(|(known, _)| *known == name);
    list.map_or(&[], |(_, words)| words)
}

/// A word of the name of a period as it is usually spelt.
fn usual(word: &str) -> &str {
    let pairs = listed("viet")
        .iter()
        .filter_map(|pair| pair.split_once('='));
    let mut found = pairs.filter(|(written, _)| *written == word);
    found.next().map_or(word, |(_, usual)| usual)
}

/// Words without those of a list that they begin with, in the order of the list.
fn without<'w>(words: &'w str, lead: &str) -> &'w str {
    listed(lead).iter().fold(words, |words, lead| {
        let rest = words.strip_prefix(lead);
        rest.and_then(|rest| rest.strip_prefix(' '))
            .unwrap_or(words)
    })
}

impl Period {
    /// Reads a period; none if it is none that there is.
    pub fn parse(written: &str) -> Option<Self> {
        let words = text::lower(&text::clean(written));
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(until) = words.strip_prefix("den_").or(words.strip_prefix("đến ")) {
            return counted(None, until);
        }
        let apart = listed("den")
            .iter()
            .find_map(|between| words.split_once(between));
        match apart {
            Some((span, until)) => {
                let span = span.trim_end_matches([' ', ',', ';', '(', '-', '–']);
                let until = until.trim_end_matches(')');
                if span.is_empty() || listed("ca_nam").contains(&span) {
                    return counted(None, until);
                }
                counted(Some(period(span)?), until)
            }
            None => period(&words),
        }
    }
}

fn counted(period: Option<Period>, until: &str) -> Option<Period> {
    let until = moment(until)?;
    let span = period.map_or(Span::ToDate, |period| period.span);
    let counted = Period {
        span,
        until: Some(until),
    };
    // Nothing of a period can be known before it begins.
    (counted.whole().0 <= until.day).then_some(counted)
}

/// A period without a moment; in lower case.
fn period(words: &str) -> Option<Period> {
    // “T10/2026” as tables and names of files have it.
    let short = words
        .strip_prefix('t')
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let month = date::month(short.unwrap_or(words))
        .and_then(|(year, month)| Period::new(year, month.into()));
    month
        .or_else(|| week_with_days(words))
        .or_else(|| days(words))
        .or_else(|| part_of_year(words))
}

/// `tuần 45 (từ ngày 02/11/2026 đến ngày 08/11/2026)`: its days must be its.
fn week_with_days(words: &str) -> Option<Period> {
    let (week, between) = words.strip_prefix("tuần ")?.split_once('(')?;
    let stated = days(between.trim_end_matches(')'))?;
    let (year, number, _) = stated.first_day().to_iso_week_date();
    let asked = week.split_whitespace().next()?;
    let found = Period::checked(Span::Part(year.try_into().ok()?, PartOfYear::Week(number)))?;
    (asked.parse() == Ok(number) && found.days() == stated.days()).then_some(found)
}

/// `từ ngày 15/10/2026 đến ngày 14/11/2026`, `15/10 - 14/11/2026`, `tuần từ 30/10 đến 05/11/2026`.
fn days(words: &str) -> Option<Period> {
    let words = without(words, "mo_dau");
    let between = [" đến ", " - ", " – ", "_", "–"];
    let (first, last) = between.iter().find_map(|sign| words.split_once(sign))?;
    let last = day(last, None)?;
    // “từ 28/12 đến 03/01/2027” begins in the year before.
    let in_year = |year: i32| day(first, Some(year)).filter(|first| *first <= last);
    let first = in_year(last.year()).or_else(|| in_year(last.year() - 1))?;
    Period::checked(Span::Days(first, last))
}

/// A day; one without a year lies in the year that is given.
fn day(words: &str, year: Option<i32>) -> Option<Date> {
    let words = words.trim();
    let bare = without(words, "ngay");
    let full = || date::parse(&format!("{bare}/{}", year?));
    date::read(words).or_else(|| date::read(bare)).or_else(full)
}

/// Weeks, months, quarters, halves, nine months and years.
fn part_of_year(words: &str) -> Option<Period> {
    let apart = words.replace(['/', '-'], " ");
    let words: Vec<&str> = apart
        .split_whitespace()
        .filter(|word| !listed("thua").contains(word))
        .map(usual)
        .collect();
    // The year stands at the end, or first.
    let (year, words) = match words.as_slice() {
        [words @ .., last] if last.len() == 4 && number::<u16>(last).is_some() => (last, words),
        [first, words @ ..] if first.len() == 4 => (first, words),
        _ => return None,
    };
    let year: u16 = number(year)?;
    let part = match words {
        [] => PartOfYear::Year,
        ["tháng", month] => PartOfYear::Month(number(month)?),
        ["tuần", week] => PartOfYear::Week(number(week)?),
        ["quý", quarter] => PartOfYear::Quarter(ordinal(quarter)?),
        ["6", "tháng"] | ["6", "tháng", "đầu"] => PartOfYear::Half(1),
        ["6", "tháng", "cuối"] => PartOfYear::Half(2),
        ["9", "tháng"] | ["9", "tháng", "đầu"] => PartOfYear::NineMonths,
        [one] => match (one.strip_prefix('q'), one.strip_prefix('w')) {
            (Some(quarter), _) => PartOfYear::Quarter(ordinal(quarter)?),
            (_, Some(week)) => PartOfYear::Week(number(week)?),
            _ => return None,
        },
        _ => return None,
    };
    Period::checked(Span::Part(year, part))
}

/// The part of a year that a text begins by naming (`quý IV năm 2026`, `9 tháng đầu năm`), with
/// the year if it is named, and how many bytes that takes.
pub fn named(written: &str) -> Option<(PartOfYear, Option<u16>, usize)> {
    /// No name has more words.
    const MOST: usize = 5;
    let small = text::lower(written);
    let mut pieces: Vec<(&str, usize)> = Vec::with_capacity(MOST);
    let mut at = 0;
    while pieces.len() < MOST {
        let rest = small.get(at..)?.trim_start();
        let start = small.len() - rest.len();
        let end = rest
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(rest.len());
        let end = if rest.starts_with('/') { 1 } else { end };
        if end == 0 {
            break;
        }
        at = start + end;
        pieces.push((small.get(start..at)?, at));
    }
    let words: Vec<&str> = pieces.iter().map(|(word, _)| *word).collect();
    let dated = |before: usize| match words.get(before..) {
        Some(["năm" | "/", year, ..]) if year.len() == 4 => Some((number(year)?, before + 2)),
        _ => None,
    };
    let (part, before) = match words.as_slice() {
        ["quý", quarter, ..] => (PartOfYear::Quarter(ordinal(quarter)?), 2),
        ["tuần", week, ..] => (PartOfYear::Week(number(week)?), 2),
        ["6" | "06", "tháng", "cuối", ..] => (PartOfYear::Half(2), 3),
        ["6" | "06", "tháng", "đầu", ..] => (PartOfYear::Half(1), 3),
        ["6" | "06", "tháng", ..] => (PartOfYear::Half(1), 2),
        ["9" | "09", "tháng", "đầu", ..] => (PartOfYear::NineMonths, 3),
        ["9" | "09", "tháng", ..] => (PartOfYear::NineMonths, 2),
        ["năm", ..] => (PartOfYear::Year, 0),
        _ => return None,
    };
    let (year, count) = match (dated(before), part) {
        (Some((year, count)), _) => (Some(year), count),
        // “trong 6 tháng” names no half of a year.
        (None, PartOfYear::Year) => return None,
        (None, PartOfYear::Half(_)) if before == 2 => return None,
        (None, PartOfYear::Half(_) | PartOfYear::NineMonths) if before == 3 => (None, 4),
        (None, _) => (None, before),
    };
    let (_, end) = pieces.get(count - 1)?;
    Some((part, year, *end))
}

/// A number, in letters of Rome up to four.
pub(super) fn ordinal(word: &str) -> Option<u8> {
    let roman = ["i", "ii", "iii", "iv"];
    let of_roman = roman.iter().zip(1..).find(|(numeral, _)| **numeral == word);
    of_roman.map(|(_, number)| number).or_else(|| number(word))
}

fn number<T: std::str::FromStr>(word: &str) -> Option<T> {
    let digits = word.len() <= 4 && is_digits(word);
    digits.then(|| word.parse().ok())?
}

/// `11 giờ 00 ngày 06/11/2025`, `11h00 06/11/2025`, `ngày 06 tháng 11 năm 2025`,
/// `2025-11-06_11h00`, `06/11/2025 11:00`.
fn moment(words: &str) -> Option<Moment> {
    let apart = words.replace("giờ", " giờ ").replace(['_', ','], " ");
    let words: Vec<&str> = apart
        .split_whitespace()
        .filter(|word| !listed("gio").contains(word))
        .collect();
    let (time, day) = match words.as_slice() {
        [hour, "giờ", minute, day @ ..] if number::<u8>(minute).is_some() && !day.is_empty() => {
            (Some(clock(hour, minute)?), day)
        }
        [hour, "giờ", day @ ..] => (Some(clock(hour, "0")?), day),
        [first, day @ ..] if !day.is_empty() && time_of(first).is_some() => (time_of(first), day),
        [day @ .., last] if !day.is_empty() && time_of(last).is_some() => (time_of(last), day),
        day => (None, day),
    };
    let day = self::day(&day.join(" "), None)?;
    (2000..3000)
        .contains(&day.year())
        .then_some(Moment { day, time })
}

/// `11h00`, `11h`, `11:00`.
fn time_of(word: &str) -> Option<(u8, u8)> {
    let (hour, minute) = word.split_once(['h', ':'])?;
    clock(hour, if minute.is_empty() { "0" } else { minute })
}

fn clock(hour: &str, minute: &str) -> Option<(u8, u8)> {
    let (hour, minute) = (number(hour)?, number(minute)?);
    (hour < 24 && minute < 60).then_some((hour, minute))
}
