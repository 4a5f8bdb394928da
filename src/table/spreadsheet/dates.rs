//! Days and times of Excel, which counts them in days, as the text of ISO 8601.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use time::{Date, Duration, Month};

use super::numeral::Time;

const DAY: i64 = 24 * 60 * 60;
/// How many days later the count begins in a workbook of 1904.
const SINCE_1904: i64 = 1462;
/// The 29th of February 1900, which never was, and Excel counts.
const NO_DAY: i64 = 60;

/// A day with its time as `2024-03-11 08:30:00`, without one as `2024-03-11`; a lone time as
/// `08:30:00`; elapsed hours as `25:30:00`. None if it is before or after all days of Excel.
pub fn print(value: f64, time: Time, since_1904: bool) -> Option<String> {
    let days = Decimal::try_from(value).ok()?;
    let seconds = days.checked_mul(Decimal::from(DAY))?;
    let seconds = seconds.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    let seconds = seconds.to_i64()?;
    if time == Time::Elapsed {
        let sign = if seconds < 0 { "-" } else { "" };
        return Some(format!("{sign}{}", clock(seconds.checked_abs()?)));
    }
    let clock = clock(seconds.checked_rem_euclid(DAY)?);
    match (seconds.div_euclid(DAY), clock.as_str()) {
        (..0, _) => None,
        (0, clock) => Some(clock.to_owned()),
        (day, "00:00:00") => Some(date(day, since_1904)?),
        (day, clock) => Some(format!("{} {clock}", date(day, since_1904)?)),
    }
}

fn clock(seconds: i64) -> String {
    let (hours, rest) = (seconds / 3600, seconds % 3600);
    format!("{hours:02}:{:02}:{:02}", rest / 60, rest % 60)
}

fn date(day: i64, since_1904: bool) -> Option<String> {
    let day = if since_1904 { day + SINCE_1904 } else { day };
    if day == NO_DAY {
        return Some("1900-02-29".to_owned());
    }
    let first = if day < NO_DAY { 31 } else { 30 };
    let zero = Date::from_calendar_date(1899, Month::December, first).ok()?;
    let date = zero.checked_add(Duration::days(day))?;
    (date.year() <= 9999).then(|| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_are_iso() {
        for (value, time, text) in [
            (45362.0, Time::Day, Some("2024-03-11")),
            (
                45_362.354_166_666_664,
                Time::Day,
                Some("2024-03-11 08:30:00"),
            ),
            (0.645_833_333_333_333_4, Time::Day, Some("15:30:00")),
            (1.0, Time::Day, Some("1900-01-01")),
            (60.0, Time::Day, Some("1900-02-29")),
            (61.0, Time::Day, Some("1900-03-01")),
            (1.0625, Time::Elapsed, Some("25:30:00")),
            (0.5, Time::Elapsed, Some("12:00:00")),
            (-0.5, Time::Elapsed, Some("-12:00:00")),
            (-1.0, Time::Day, None),
            (1e300, Time::Day, None),
            (3e6, Time::Day, None),
            (f64::NAN, Time::Day, None),
        ] {
            assert_eq!(print(value, time, false).as_deref(), text, "{value}");
        }
        assert_eq!(
            print(43900.0, Time::Day, true).as_deref(),
            Some("2024-03-11")
        );
    }
}
