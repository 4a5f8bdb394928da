//! Names of units: the catalogue (`data/don-vi-hanh-chinh-2025.tsv`: communes, wards and special
//! zones since 01/7/2025) and the comparing of names that somebody may have misspelt.

use std::collections::BTreeMap;

use time::{Date, Month};

use crate::vn::text::{fold, lower};

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
        let same = |(_, known): &(&str, &str)| tone_free(known) == tone_free(name);
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

/// In one style of tone marks, so that `Toà` and `Tòa` are one name.
pub fn tone_free(name: &str) -> String {
    const STYLES: [(&str, &str); 15] = [
        ("oá", "óa"),
        ("oà", "òa"),
        ("oả", "ỏa"),
        ("oã", "õa"),
        ("oạ", "ọa"),
        ("oé", "óe"),
        ("oè", "òe"),
        ("oẻ", "ỏe"),
        ("oẽ", "õe"),
        ("oẹ", "ọe"),
        ("uý", "úy"),
        ("uỳ", "ùy"),
        ("uỷ", "ủy"),
        ("uỹ", "ũy"),
        ("uỵ", "ụy"),
    ];
    let words = name.split(' ').map(|word| {
        let pair = STYLES.iter().find(|(second, _)| word.ends_with(second));
        match pair {
            Some((second, first)) => word.replace(second, first),
            None => word.to_owned(),
        }
    });
    words.collect::<Vec<_>>().join(" ")
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
        assert_eq!(tone_free("Toà Tỉnh"), "Tòa Tỉnh");
    }
}
