//! What is typed into a cell: how it is shown, what is offered, what of a text becomes a number
//! or a day of Excel without losing a letter.

use rust_decimal::Decimal;
use time::Date;

use crate::form::Shape;
use crate::vn::date;
use crate::vn::number::parse_count;

/// How many digits Excel keeps of a number.
const DIGITS: usize = 15;
/// The first year of Excel, but for its first months, which it counts wrong.
const FIRST_YEAR: i32 = 1901;

/// What is typed into a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Words; what looks like a number stays as it is typed.
    Words,
    /// Whatever is typed: a number, a formula, words.
    Free,
    /// A number, with as many decimals as it is written with.
    Number,
    /// A count.
    Count,
    /// A day.
    Day,
    /// One of these.
    Choice(Vec<String>),
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// Words.
    Words(String),
    /// A number, shown with so many decimals, or in thousands.
    Number(Decimal, Shown),
    /// A day.
    Day(Date),
}

/// How a number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// With so many decimals.
    Decimals(u32),
    /// `1.246`
    Thousands,
}

impl Input {
    /// Of values of this shape; none if these take more than one cell.
    pub fn of(shape: &Shape) -> Option<Self> {
        Some(match shape {
            Shape::Text | Shape::IssueDate | Shape::Period | Shape::Any => Self::Words,
            Shape::Number | Shape::Percent => Self::Number,
            Shape::Count | Shape::Whole(..) => Self::Count,
            Shape::Date => Self::Day,
            Shape::YesNo => Self::Choice(vec!["có".to_owned(), "không".to_owned()]),
            Shape::OneOf(names) => {
                Self::Choice(names.iter().map(|(name, _)| (*name).to_owned()).collect())
            }
            Shape::Filled(of) => return Self::of(of),
            Shape::Either(options) => return options.iter().find_map(Self::of),
            Shape::Form(_) | Shape::List(_) | Shape::Map(_) => return None,
        })
    }

    /// A text as a cell holds it.
    pub fn held(&self, text: &str) -> Held {
        let words = || Held::Words(text.to_owned());
        match self {
            Self::Words | Self::Choice(_) => words(),
            Self::Free => match exact(text) {
                Some((number, 0)) => Held::Number(number, Shown::Decimals(0)),
                Some((number, decimals)) if !text.ends_with('0') => {
                    Held::Number(number, Shown::Decimals(decimals))
                }
                _ => words(),
            },
            Self::Number => exact(text).map_or_else(words, |(number, decimals)| {
                Held::Number(number, Shown::Decimals(decimals))
            }),
            Self::Count => match parse_count(text) {
                Ok(count) if is_count(text) => Held::Number(count, Shown::Thousands),
                _ => words(),
            },
            Self::Day => match date::parse(text) {
                Some(day) if day.year() >= FIRST_YEAR => Held::Day(day),
                _ => words(),
            },
        }
    }
}

/// Whether a text is a count that no letter is lost of but its dots.
fn is_count(text: &str) -> bool {
    let digits = text.replace('.', "");
    let digit = |b: u8| b.is_ascii_digit();
    let zero = digits.len() > 1 && digits.starts_with('0');
    !zero && digits.len() <= DIGITS && digits.bytes().all(digit)
}

/// The number that a text is, with how many decimals, if its number says all of it.
fn exact(text: &str) -> Option<(Decimal, u32)> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once(',').unwrap_or((digits, ""));
    let all = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let plain = all(whole) && all(fraction) && !whole.is_empty();
    let zero = whole.len() > 1 && whole.starts_with('0');
    let comma = digits.ends_with(',');
    if !plain || zero || comma || whole.len() + fraction.len() > DIGITS {
        return None;
    }
    let number: Decimal = text.replace(',', ".").parse().ok()?;
    let minus_zero = number.is_zero() && text.starts_with('-');
    let decimals = u32::try_from(fraction.len()).ok()?;
    (!minus_zero).then_some((number, decimals))
}
