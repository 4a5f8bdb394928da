//! How rows that are periods are called.

use crate::vn::period::NOUNS;
use crate::vn::text::lower;

/// A name of a period as tables and texts have it: `tháng 4/2026`.
pub fn named(text: &str) -> String {
    lower(text)
        .replace(" năm ", "/")
        .replace("tháng 0", "tháng ")
}

/// Whether the name of a row is one of a period.
pub fn is_period(name: &str) -> bool {
    let small = lower(name);
    let named = |noun: &&str| {
        let rest = small.strip_prefix(*noun);
        rest.is_some_and(|rest| rest.starts_with(' '))
    };
    NOUNS.iter().any(named) && small.contains(|c: char| c.is_ascii_digit() || c == 'i')
}
