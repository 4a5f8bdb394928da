//! The units of the country since 01/7/2025: communes, wards and special zones with their
//! provinces (`data/don-vi-hanh-chinh-2025.tsv`), each with the days on which it is of its sort
//! (`data/thay-doi-don-vi.tsv`). A unit that changes its sort stays the same one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use time::Date;

use super::date;
use super::spelling::{distance, key};
use super::text::fold;

const UNITS: &str = include_str!("../../data/don-vi-hanh-chinh-2025.tsv");
const CHANGES: &str = include_str!("../../data/thay-doi-don-vi.tsv");

/// How the list of 2025 marks a province that is a city.
const CITY: &str = "Thành phố ";

/// A commune, ward, special zone or province, of one sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// Its sort: `xã`.
    pub sort: &'static str,
    /// Its own name: `Lam Vỹ`.
    pub name: &'static str,
    /// The own name of its province; empty if it is one itself: `Thái Nguyên`.
    pub province: &'static str,
    /// The first day on which it is of this sort.
    pub from: Date,
    /// The first day on which it is of this sort no more.
    pub until: Option<Date>,
    /// The resolution that gave it this sort; empty for the list of 2025.
    pub by: &'static str,
}

impl Listed {
    /// Whether it is so on a day.
    pub fn holds(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
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

/// Whether provinces are of this sort: a city is, too.
pub fn is_sort_of_province(sort: &str) -> bool {
    static SORTS: OnceLock<BTreeSet<&str>> = OnceLock::new();
    let all = || provinces().flat_map(|name| province(name.trim_start_matches(CITY)));
    let sorts = SORTS.get_or_init(|| all().map(|unit| unit.sort).collect());
    sorts.contains(sort)
}

/// Whether units below the provinces are of this sort.
pub fn is_sort(sort: &str) -> bool {
    static SORTS: OnceLock<BTreeSet<&str>> = OnceLock::new();
    let all = || by_key().values().flatten();
    let sorts = SORTS.get_or_init(|| all().map(|unit| unit.sort).collect());
    sorts.contains(sort)
}

/// All units that bear this own name, however it is written, on whatever day.
pub fn of_name(own: &str) -> &'static [Listed] {
    by_key().get(&key(own)).map_or(&[], Vec::as_slice)
}

/// The provinces that bear this own name, however it is written, on whatever day.
pub fn province(own: &str) -> &'static [Listed] {
    static BY_KEY: OnceLock<BTreeMap<String, Vec<Listed>>> = OnceLock::new();
    let by_key = BY_KEY.get_or_init(|| keyed(provinces().map(first_province)));
    by_key.get(&key(own)).map_or(&[], Vec::as_slice)
}

/// Units and provinces of which the own name, or the sort with it, holds these words, however they
/// are written: those whose name begins with them first, then those that have them at the
/// beginning of a word; at most so many.
pub fn search(words: &str, most: usize) -> Vec<Listed> {
    static FOLDED: OnceLock<Vec<(String, Listed)>> = OnceLock::new();
    let folded = FOLDED.get_or_init(|| {
        let changed = |unit: Listed| {
            let known = of_name(unit.name).iter();
            let mut known =
                known.filter(|one| one.province == unit.province && one.until.is_none());
            known.next().copied().unwrap_or(unit)
        };
        let all = provinces().map(first_province).chain(listed().map(changed));
        all.map(|unit| (fold(&format!("{} {}", unit.sort, unit.name)), unit))
            .collect()
    });
    let words = fold(words);
    if words.is_empty() {
        return Vec::new();
    }
    let rank = |text: &str, unit: &Listed| {
        let name = text.get(fold(unit.sort).len() + 1..).unwrap_or_default();
        match () {
            () if name == words => Some(0),
            () if name.starts_with(&words) || text.starts_with(&words) => Some(1),
            () if text.contains(&format!(" {words}")) => Some(2),
            () => None,
        }
    };
    let found = folded
        .iter()
        .filter_map(|(text, unit)| Some((rank(text, unit)?, unit)));
    let mut found: Vec<_> = found.collect();
    found.sort_by_key(|(rank, _)| *rank);
    found
        .into_iter()
        .take(most)
        .map(|(_, unit)| *unit)
        .collect()
}

/// The name that differs from this one in accents only: the nearest, if there are several.
pub fn alike(own: &str) -> Option<&'static str> {
    static BY_FOLD: OnceLock<BTreeMap<String, Vec<&'static str>>> = OnceLock::new();
    let by_fold = BY_FOLD.get_or_init(|| {
        let mut by_fold: BTreeMap<String, Vec<_>> = BTreeMap::new();
        let provinces = provinces().map(|name| name.trim_start_matches(CITY));
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
    BY_KEY.get_or_init(|| keyed(listed()))
}

/// Units of the list of 2025 by the keys of their names, with what became of each.
fn keyed(listed: impl Iterator<Item = Listed>) -> BTreeMap<String, Vec<Listed>> {
    let mut by_key: BTreeMap<String, Vec<Listed>> = BTreeMap::new();
    for unit in listed {
        by_key.entry(key(unit.name)).or_default().push(unit);
    }
    for change in changes() {
        let units = by_key.entry(key(change.name)).or_default();
        let same = |unit: &&mut Listed| {
            unit.until.is_none() && unit.sort == change.before && unit.province == change.province
        };
        if let Some(unit) = units.iter_mut().find(same) {
            unit.until = Some(change.day);
            let now = Listed {
                sort: change.sort,
                from: change.day,
                until: None,
                by: change.by,
                ..*unit
            };
            units.push(now);
        }
    }
    by_key
}

fn first(sort: &'static str, name: &'static str, province: &'static str) -> Listed {
    Listed {
        sort,
        name,
        province,
        from: since(),
        until: None,
        by: "",
    }
}

fn first_province(name: &'static str) -> Listed {
    match name.strip_prefix(CITY) {
        Some(name) => first("thành phố", name, ""),
        None => first("tỉnh", name, ""),
    }
}

fn listed() -> impl Iterator<Item = Listed> {
    lines().flat_map(|(province, sort, names)| {
        let province = province.trim_start_matches(CITY);
        let names = names.split(';');
        names.map(move |name| first(sort, name, province))
    })
}

/// A unit that becomes of another sort.
struct Change {
    day: Date,
    province: &'static str,
    before: &'static str,
    sort: &'static str,
    name: &'static str,
    by: &'static str,
}

/// In the order of the file, which is that of their days.
fn changes() -> impl Iterator<Item = Change> {
    let lines = CHANGES.lines().filter(|line| !line.starts_with('#'));
    let changes = lines.filter_map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [day, province, before, sort, names, by] = <[&str; 6]>::try_from(fields).ok()?;
        let day = date::parse(day)?;
        Some(names.split(';').map(move |name| Change {
            day,
            province,
            before,
            sort,
            name,
            by,
        }))
    });
    changes.flatten()
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
    fn each_change_is_of_a_unit_of_the_list() {
        let lines = CHANGES.lines().filter(|line| !line.starts_with('#'));
        let names = lines.map(|line| line.split('\t').nth(4).unwrap().split(';').count());
        assert_eq!(changes().count(), names.sum::<usize>());
        for change in changes() {
            let units = match change.province {
                "" => province(change.name),
                _ => of_name(change.name),
            };
            let same = |unit: &&Listed| unit.province == change.province;
            let holds = |day| {
                let mut units = units.iter().filter(same);
                units.find(|unit| unit.holds(day)).map(|unit| unit.sort)
            };
            assert_eq!(holds(change.day), Some(change.sort), "{}", change.name);
            let before = change.day.previous_day().unwrap();
            assert_eq!(holds(before), Some(change.before), "{}", change.name);
        }
    }

    #[test]
    fn there_are_so_many_units_of_each_sort_on_a_day() {
        let count = |written: &str| {
            let day = date::parse(written).unwrap();
            let units = || by_key().values().flatten().filter(|unit| unit.holds(day));
            let of = |sort| units().filter(|unit| unit.sort == sort).count();
            let names = provinces().map(|name| name.trim_start_matches(CITY));
            let cities = names.filter(|name| {
                let mut units = province(name).iter();
                units.any(|unit| unit.holds(day) && unit.sort == "thành phố")
            });
            (of("xã"), of("phường"), of("đặc khu"), cities.count())
        };
        assert_eq!(count("01/7/2025"), (2621, 687, 13, 6));
        assert_eq!(count("29/4/2026"), (2621, 687, 13, 6));
        assert_eq!(count("30/4/2026"), (2611, 697, 13, 7));
        assert_eq!(count("20/9/2026"), (2599, 709, 13, 9));
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
