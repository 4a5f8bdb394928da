//! Names of units: the catalogue (`data/don-vi-hanh-chinh-2025.tsv`: communes, wards and special
//! zones since 01/7/2025) and the comparing of names that somebody may have misspelt.

use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

use time::Date;

use crate::fault::{Fault, Kind, Place};
use crate::vn::date;
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

/// The units of the country.
pub struct Catalogue {
    /// The first day on which they are these.
    pub since: Date,
    /// Their names.
    names: HashSet<&'static str>,
    /// The names by themselves without accents, for names that are not among them.
    by_fold: OnceLock<BTreeMap<String, Vec<&'static str>>>,
}

impl Catalogue {
    /// The shipped catalogue.
    ///
    /// # Errors
    /// If its file does not say since when it holds.
    pub fn shipped() -> Result<Self, Fault> {
        let since = UNITS.lines().find_map(|line| line.strip_prefix("# tu: "));
        let since = since.and_then(date::parse).ok_or_else(|| {
            let place = Place::file("data/don-vi-hanh-chinh-2025.tsv");
            Fault::new(Kind::MissingKey, place, "không có dòng “# tu: ngày”")
        })?;
        Ok(Self {
            since,
            names: names().collect(),
            by_fold: OnceLock::new(),
        })
    }

    /// Whether a unit bears this name, whatever its kind and style of tone marks.
    pub fn has(&self, name: &str) -> bool {
        let same = |known: &&str| in_one_style(known) == in_one_style(name);
        self.names.contains(name) || self.like(name).iter().any(same)
    }

    /// A name that differs in accents only.
    pub fn alike(&self, name: &str) -> Option<&'static str> {
        self.like(name).first().copied()
    }

    fn like(&self, name: &str) -> &[&'static str] {
        let by_fold = self.by_fold.get_or_init(|| {
            let mut by_fold: BTreeMap<String, Vec<_>> = BTreeMap::new();
            for name in names() {
                by_fold.entry(fold(name)).or_default().push(name);
            }
            by_fold
        });
        by_fold.get(&fold(name)).map_or(&[], Vec::as_slice)
    }
}

/// The names of all communes, wards and special zones, and of their provinces.
fn names() -> impl Iterator<Item = &'static str> {
    let lines = UNITS.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| {
        let mut fields = line.splitn(3, '\t');
        let province = fields.next().map(bare);
        let units = fields.nth(1).unwrap_or_default().split(';');
        units.chain(province)
    })
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
    use time::Month;

    #[test]
    fn the_catalogue_has_all_units_of_the_decision() {
        let catalogue = Catalogue::shipped().unwrap();
        let lines = UNITS.lines().filter(|line| !line.starts_with('#'));
        assert_eq!(names().count() - lines.count(), 3321);
        assert_eq!(date::short(catalogue.since), "01/7/2025");
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
