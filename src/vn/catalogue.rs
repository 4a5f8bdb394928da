//! The units of the country since 01/7/2025: communes, wards and special zones with their
//! provinces (`data/don-vi-hanh-chinh-2025.tsv`).

use std::collections::BTreeMap;
use std::sync::OnceLock;

use time::Date;

use super::date;
use super::spelling::{distance, key};
use super::text::fold;

const UNITS: &str = include_str!("../../data/don-vi-hanh-chinh-2025.tsv");

/// A commune, ward or special zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// Its sort: `xã`.
    pub sort: &'static str,
    /// Its own name: `Lam Vỹ`.
    pub name: &'static str,
    /// Its province, with its sort unless that is tỉnh: `Thái Nguyên`, `Thành phố Huế`.
    pub province: &'static str,
}

/// The first day on which the units are these.
pub fn since() -> Date {
    let line = UNITS.lines().find_map(|line| line.strip_prefix("# tu: "));
    // A test sees to it that the day is there.
    line.and_then(date::parse).unwrap_or(Date::MAX)
}

/// The provinces, those that are cities with that word.
pub fn provinces() -> impl Iterator<Item = &'static str> {
    let mut last = "";
    lines().filter_map(move |(province, ..)| {
        let new = std::mem::replace(&mut last, province) != province;
        new.then_some(province)
    })
}

/// All units that bear this own name, however it is written.
pub fn of_name(own: &str) -> &'static [Listed] {
    by_key().get(&key(own)).map_or(&[], Vec::as_slice)
}

/// The name that differs from this one in accents only: the nearest, if there are several.
pub fn alike(own: &str) -> Option<&'static str> {
    static BY_FOLD: OnceLock<BTreeMap<String, Vec<&'static str>>> = OnceLock::new();
    let by_fold = BY_FOLD.get_or_init(|| {
        let mut by_fold: BTreeMap<String, Vec<_>> = BTreeMap::new();
        let provinces = provinces().map(|name| name.trim_start_matches("Thành phố "));
        for name in listed().map(|unit| unit.name).chain(provinces) {
            by_fold.entry(fold(name)).or_default().push(name);
        }
        by_fold
    });
    let near = by_fold.get(&fold(own))?.iter().copied();
    near.min_by_key(|name| distance(own, name))
}

fn by_key() -> &'static BTreeMap<String, Vec<Listed>> {
    static BY_KEY: OnceLock<BTreeMap<String, Vec<Listed>>> = OnceLock::new();
    BY_KEY.get_or_init(|| {
        let mut by_key: BTreeMap<String, Vec<Listed>> = BTreeMap::new();
        for unit in listed() {
            by_key.entry(key(unit.name)).or_default().push(unit);
        }
        by_key
    })
}

fn listed() -> impl Iterator<Item = Listed> {
    lines().flat_map(|(province, sort, names)| {
        names.split(';').map(move |name| Listed {
            sort,
            name,
            province,
        })
    })
}

/// Province, sort and names of each line.
fn lines() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let lines = UNITS.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let mut fields = line.splitn(3, '\t');
        Some((fields.next()?, fields.next()?, fields.next()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_has_all_units_of_the_decision() {
        assert_eq!(listed().count(), 3321);
        assert_eq!(provinces().count(), 34);
        assert_eq!(date::short(since()), "01/7/2025");
    }

    #[test]
    fn names_are_found_however_they_are_written() {
        for (name, listed) in [
            ("LAM VỸ", "Lam Vỹ"),
            ("cư m'gar", "Cư M’gar"),
            ("Chân Mây-Lăng Cô", "Chân Mây – Lăng Cô"),
            ("Hoà Phú", "Hòa Phú"),
        ] {
            assert_eq!(of_name(name).first().unwrap().name, listed);
        }
        assert!(of_name("Lam Vĩ").is_empty());
    }

    #[test]
    fn the_nearest_of_those_alike_is_given() {
        assert_eq!(alike("Tiên Lũ"), Some("Tiên Lữ"));
        assert_eq!(alike("ĐÔNG THÁI"), Some("Đông Thái"));
        assert_eq!(alike("Đồng Thài"), Some("Đồng Thái"));
        assert_eq!(alike("Hưng Yen"), Some("Hưng Yên"));
    }
}
