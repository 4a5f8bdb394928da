//! Names of units: the catalogue (`data/don-vi-hanh-chinh-2025.tsv`: communes, wards and special
//! zones since 01/7/2025) and the comparing of names that somebody may have misspelt.

use std::collections::BTreeMap;

use time::{Date, Month};

use crate::vn::text::{fold, lower};
use crate::vn::tone::in_one_style;

const UNITS: &str = include_str!("../../../data/don-vi-hanh-chinh-2025.tsv");

/// Words before a unit's own name, the longest first.
const LEADS: [&str; 16] = [
    "ủy ban nhân dân ",
    "uỷ ban nhân dân ",
    "ubnd ",
    "hđnd ",
    "thị trấn ",
    "thị xã ",
    "thành phố ",
    "đặc khu ",
    "phường ",
    "huyện ",
    "quận ",
    "tỉnh ",
    "xã ",
    "tt ",
    "tx ",
    "tp ",
];

/// The units of the country since 01/7/2025.
pub struct Catalogue {
    /// Kind and name, by the name without accents.
    by_fold: BTreeMap<String, Vec<(&'static str, &'static str)>>,
}

impl Catalogue {
    /// The shipped catalogue.
    pub fn shipped() -> Self {
        let mut by_fold: BTreeMap<String, Vec<_>> = BTreeMap::new();
        for line in UNITS.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.splitn(3, '\t');
            let (Some(province), Some(kind), Some(names)) =
                (fields.next(), fields.next(), fields.next())
            else {
                continue;
            };
            for name in names.split(';') {
                by_fold.entry(fold(name)).or_default().push((kind, name));
            }
            let province = bare(province);
            let known = by_fold.entry(fold(province)).or_default();
            if !known.contains(&("tỉnh", province)) {
                known.push(("tỉnh", province));
            }
        }
        Self { by_fold }
    }

    /// Whether a unit bears this name, whatever its kind.
    pub fn has(&self, name: &str) -> bool {
        let same = |(_, known): &(&str, &str)| in_one_style(known) == in_one_style(name);
        self.by_fold
            .get(&fold(name))
            .is_some_and(|names| names.iter().any(same))
    }

    /// A name that differs in accents only.
    pub fn alike(&self, name: &str) -> Option<&'static str> {
        let names = self.by_fold.get(&fold(name))?;
        names.first().map(|(_, name)| *name)
    }

    /// How many communes, wards and special zones there are.
    #[cfg(test)]
    fn count(&self) -> usize {
        self.by_fold
            .values()
            .flatten()
            .filter(|(kind, _)| *kind != "tỉnh")
            .count()
    }
}

/// The first day of the catalogue.
pub fn since() -> Option<Date> {
    Date::from_calendar_date(2025, Month::July, 1).ok()
}

/// The name without the words for its kind: `UBND xã Lam Vỹ` → `Lam Vỹ`.
pub fn bare(name: &str) -> &str {
    let mut rest = name.trim();
    let mut stripped = true;
    while stripped {
        stripped = false;
        for lead in LEADS {
            let Some(head) = rest.get(..lead.len()) else {
                continue;
            };
            if lower(head) == lead {
                rest = rest.get(lead.len()..).unwrap_or_default().trim_start();
                stripped = true;
            }
        }
    }
    rest
}

/// Whether a name says that it is of a unit.
pub fn has_lead(name: &str) -> bool {
    bare(name) != name.trim()
}

/// How far apart two names are, accents apart; none if too far to be one.
pub fn distance(a: &str, b: &str) -> Option<usize> {
    let (a, b) = (fold(a), fold(b));
    let allowed = (a.chars().count().max(b.chars().count()) / 4).clamp(1, 2);
    let distance = strsim::damerau_levenshtein(&a, &b);
    (distance <= allowed).then_some(distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_has_all_units_of_the_decision() {
        let catalogue = Catalogue::shipped();
        assert_eq!(catalogue.count(), 3321);
        assert!(catalogue.has("Lam Vỹ") && catalogue.has("Hưng Yên"));
        assert!(!catalogue.has("Lam Vĩ"));
        assert_eq!(catalogue.alike("Tiên Lũ"), Some("Tiên Lữ"));
    }

    #[test]
    fn a_name_is_bared_of_its_kind() {
        for (name, own) in [
            ("UBND xã Lam Vỹ", "Lam Vỹ"),
            ("Ủy ban nhân dân huyện Tiên Lữ", "Tiên Lữ"),
            ("UBND TT Vương", "Vương"),
            ("thị trấn Tuần Giáo", "Tuần Giáo"),
            ("Thành phố Hà Nội", "Hà Nội"),
            ("Xã Đàn", "Đàn"),
        ] {
            assert_eq!(bare(name), own, "{name}");
        }
    }

    #[test]
    fn every_sort_of_unit_that_the_law_knows_is_bared() {
        let levels = crate::nd30::Levels::shipped().unwrap();
        for month in [Month::June, Month::July] {
            let day = Date::from_calendar_date(2025, month, 1).unwrap();
            let sorts = levels.on(day).unwrap().levels.iter();
            for sort in sorts.flat_map(|level| &level.sorts) {
                let name = format!("{sort} Lam Vỹ");
                assert_eq!(bare(&name), "Lam Vỹ", "{sort}");
                assert_eq!(crate::vn::name::own(&name), "Lam Vỹ", "{sort}");
            }
        }
    }

    #[test]
    fn spellings_of_one_name_are_near() {
        for (a, b) in [
            ("Tân Phong", "Tênh Phong"),
            ("Nhà Sáy", "Nà Sáy"),
            ("Quài Tờ", "Quài Tở"),
        ] {
            assert!(distance(a, b).is_some(), "{a} {b}");
        }
        for (a, b) in [("Quài Nưa", "Quài Cang"), ("Pú Xi", "Ta Ma")] {
            assert_eq!(distance(a, b), None, "{a} {b}");
        }
    }
}
