//! What stands in a cell that an office filled in: nothing, a dash, a number or words. Cells of
//! tables, rows that a hồ sơ states in place and points that it enters are all read by
//! [`Entry::read`].

use rust_decimal::Decimal;

use super::date;
use super::number::{self, ValueError};
use super::spelling;
use super::text::unquoted;

/// What a cell states. Blank, dash and zero are three things.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Entry {
    /// Nothing: not known or not reported.
    #[default]
    Blank,
    /// A dash: nothing to report.
    Dash,
    /// A number.
    Number(Decimal),
    /// Words.
    Text(String),
}

/// What a cell is meant to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    /// Words.
    Words,
    /// A number.
    Number,
    /// A number of things, from 0 up.
    Count,
    /// A percentage, with or without its sign.
    Percent,
    /// A day, kept as it is printed: `05/10/2026`.
    Day,
}

impl Entry {
    /// Reads what is written.
    ///
    /// # Errors
    /// If a number is meant and something else is written.
    pub fn read(text: &str, meant: Meant) -> Result<Self, ValueError> {
        let text = unquoted(text.trim());
        if text.is_empty() {
            return Ok(Self::Blank);
        }
        if is_dash(text) {
            return Ok(Self::Dash);
        }
        let number = match meant {
            Meant::Words => return Ok(Self::Text(text.to_owned())),
            Meant::Number => number::parse(text),
            Meant::Count => number::parse_count(text),
            Meant::Percent => number::parse_percent(text),
            Meant::Day => {
                let day = date::read_cell(text).ok_or(ValueError::NotADay)?;
                return Ok(Self::Text(date::short(day)));
            }
        };
        number.map(Self::Number)
    }

    /// The number, if it is one.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number(value) => Some(*value),
            Self::Blank | Self::Dash | Self::Text(_) => None,
        }
    }
}

/// Whether a text is nothing but dashes, which alone in a cell say “nothing to report”: one or several, with or without blanks (`-`, `–`,
/// `- -`, `---`).
pub fn is_dash(text: &str) -> bool {
    let sign = spelling::is_dash;
    text.contains(sign) && text.chars().all(|c| sign(c) || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_dash_number_and_words_are_told_apart() {
        let number = |value: &str| Ok(Entry::Number(value.parse().unwrap()));
        let text = |text: &str| Ok(Entry::Text(text.to_owned()));
        for (written, meant, read) in [
            ("", Meant::Number, Ok(Entry::Blank)),
            (" \u{a0}", Meant::Words, Ok(Entry::Blank)),
            ("0", Meant::Count, number("0")),
            ("15,5", Meant::Number, number("15.5")),
            ("-3,08", Meant::Number, number("-3.08")),
            ("− 3,08", Meant::Number, number("-3.08")),
            ("2.588", Meant::Count, number("2588")),
            ("92,58 %", Meant::Percent, number("92.58")),
            ("chưa có", Meant::Words, text("chưa có")),
            ("- xã", Meant::Words, text("- xã")),
            ("chưa có", Meant::Number, Err(ValueError::NotANumber)),
            ("-1", Meant::Count, Err(ValueError::NotACount)),
            ("_", Meant::Number, Err(ValueError::NotANumber)),
            ("2026-10-05", Meant::Day, text("05/10/2026")),
            ("2026-02-05 14:30:00", Meant::Day, text("05/02/2026")),
            ("5/9/2026", Meant::Day, text("05/9/2026")),
            ("05.09.2026", Meant::Day, text("05/9/2026")),
            ("5-9-2026", Meant::Day, text("05/9/2026")),
            ("Ngày 05 tháng 9 năm 2026", Meant::Day, text("05/9/2026")),
            ("31/9/2026", Meant::Day, Err(ValueError::NotADay)),
            ("46300", Meant::Day, Err(ValueError::NotADay)),
            ("-", Meant::Day, Ok(Entry::Dash)),
        ] {
            assert_eq!(Entry::read(written, meant), read, "{written}");
        }
    }

    #[test]
    fn a_dash_is_one_however_it_is_typed_and_whatever_is_meant() {
        for written in ["-", "‐", "‑", "–", "—", "―", "−", "--", "- -", " – ", "---"]
        {
            for meant in [Meant::Words, Meant::Number, Meant::Count, Meant::Percent] {
                assert_eq!(Entry::read(written, meant), Ok(Entry::Dash), "{written}");
            }
        }
    }
}
