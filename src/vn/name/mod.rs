//! Names of units and bodies: taken apart, shortened, broken over lines. The words before a
//! unit's own name are data (`ten-don-vi.tsv`).

mod known;
mod level;
mod written;

use std::borrow::Cow;

use super::catalogue;
use super::spelling::{is_dash, key};
use super::text::{capitalise, lower};
use known::{Known, words_of};

pub use level::{Level, level};
pub use written::{
    brief, enumerate, from_portal, lines, own, plain, plain_all, represented, short, unit,
    usual_body, with_proper,
};

/// A longer text is no name.
const LONGEST: usize = 300;

/// A name, taken apart: `UBND xã Lam Vỹ - tỉnh Thái Nguyên`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name<'a> {
    /// The words for the body, as written: `UBND`; empty if it names none.
    prefix: &'a str,
    /// What follows them.
    rest: &'a str,
    /// The body, written out: `Ủy ban nhân dân`; empty if it names none.
    pub body: &'static str,
    /// The sort of unit, written out: `xã`; empty if it names none.
    pub sort: &'static str,
    /// The unit with its sort, as written: `xã Lam Vỹ`.
    pub unit: &'a str,
    /// The unit's own name: `Lam Vỹ`.
    pub own: &'a str,
    /// The units above that it names: `tỉnh Thái Nguyên`; empty if it names none.
    pub above: &'a str,
}

impl<'a> Name<'a> {
    /// Takes a name apart; one of another kind is its own name.
    pub fn of(name: &'a str) -> Self {
        let name = name.trim();
        let words = Known::words();
        let (body, rest) = words.bodies.leading(name);
        let prefix = name.strip_suffix(rest).unwrap_or_default().trim_end();
        let (unit, above) = apart(rest);
        let (sort, own) = words.sorts.leading(unit);
        Self {
            prefix,
            rest,
            body,
            sort,
            unit,
            own,
            above,
        }
    }

    /// Whether it names a body or a sort of unit.
    pub fn is_led(&self) -> bool {
        !self.body.is_empty() || !self.sort.is_empty()
    }

    /// Its own name as a text has it: one that is in capitals throughout as the catalogue
    /// writes it, or with a capital for each syllable; that of a department as it is known, or as
    /// it is written.
    pub fn proper(&self) -> Cow<'a, str> {
        let capitals = self.own.chars().filter(|c| c.is_uppercase()).count() > 1;
        if !capitals || self.own.chars().any(char::is_lowercase) {
            return Cow::Borrowed(self.own);
        }
        if self.sort.is_empty() && level::is_body(self.own) {
            let own = key(self.own);
            let known = words_of("co_quan_tinh").find(|(name, ..)| key(name) == own);
            return Cow::Borrowed(known.map_or(self.own, |(name, ..)| name));
        }
        let known = catalogue::of_name(self.own).first();
        known.map_or_else(
            || {
                let syllables = self.own.split(' ').map(|word| capitalise(&lower(word)));
                syllables.collect::<Vec<_>>().join(" ").into()
            },
            |unit| Cow::Borrowed(unit.name),
        )
    }
}

/// A unit, and the units above that are named after it: behind a dash, a comma, in brackets, or
/// behind the word for a province.
fn apart(unit: &str) -> (&str, &str) {
    let sorts = &Known::words().sorts;
    if unit.len() > LONGEST {
        return (unit, "");
    }
    for (at, sign) in unit.char_indices() {
        let (before, tail) = unit.split_at_checked(at).unwrap_or((unit, ""));
        let tail = tail.get(sign.len_utf8()..).unwrap_or_default();
        let bracket = sign == '(' && tail.ends_with(')');
        let parted = bracket || sign == ',' || is_dash(sign);
        if !parted && sign != ' ' {
            continue;
        }
        let before = before.trim_end().trim_end_matches(is_dash).trim_end();
        let above = tail.trim_end_matches(')').trim();
        let fits = match sorts.leading(above) {
            ("tỉnh" | "thành phố", own) if !parted => is_province(own),
            ("tỉnh" | "thành phố" | "huyện" | "thị xã" | "quận", _) => parted,
            ("", own) => parted && (bracket || tail.starts_with(' ')) && is_province(own),
            _ => false,
        };
        if fits && !before.is_empty() {
            // The name of a province may itself have a dash.
            let whole = is_province(sorts.leading(unit).1);
            return if whole { (unit, "") } else { (before, above) };
        }
    }
    (unit, "")
}

/// Whether a province bears this name, or bore it before 01/7/2025.
pub fn is_province(own: &str) -> bool {
    let provinces = &Known::words().provinces;
    provinces.binary_search(&key(own)).is_ok()
}

#[cfg(test)]
mod tests;
