//! Who a unit is, however its name is written.

use std::collections::BTreeMap;

use super::name::{Name, is_province, usual_body};
use super::spelling::key;
use super::text::lower;

/// What tells a unit from all others. Units of different sorts, and of different provinces where
/// both are named, are different units; what a name leaves out it may have in common with
/// several: `Tân An` may be `xã Tân An` or `phường Tân An`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity {
    own: String,
    body: &'static str,
    sort: &'static str,
    district: String,
    province: String,
}

impl Identity {
    /// Of a name.
    pub fn of(name: &str) -> Self {
        let parts = Name::of(name);
        let mut identity = Self {
            own: key(parts.own),
            body: match parts.body == usual_body() {
                true => "",
                false => parts.body,
            },
            sort: parts.sort,
            district: String::new(),
            province: String::new(),
        };
        let mut above = parts.above;
        while !above.is_empty() {
            let unit = Name::of(above);
            let level = match unit.sort == "tỉnh" || is_province(unit.own) {
                true => &mut identity.province,
                false => &mut identity.district,
            };
            *level = key(unit.own);
            above = unit.above;
        }
        identity
    }

    /// Of a code, which no name is.
    pub fn of_code(code: &str) -> Self {
        Self {
            own: lower(code.trim()),
            body: "mã",
            sort: "",
            district: String::new(),
            province: String::new(),
        }
    }

    /// In a province, which its name need not say.
    #[must_use]
    pub fn within(mut self, province: &str) -> Self {
        if self.province.is_empty() {
            self.province = key(Name::of(province).own);
        }
        self
    }

    /// Whether both may be one unit.
    pub fn may_be(&self, other: &Self) -> bool {
        let agree = |a: &str, b: &str| a.is_empty() || b.is_empty() || a == b;
        self.own == other.own
            && self.body == other.body
            && agree(self.sort, other.sort)
            && agree(&self.district, &other.district)
            && agree(&self.province, &other.province)
    }
}

/// Things by the units that they belong to.
#[derive(Debug, Clone)]
pub struct ByUnit<T>(BTreeMap<String, Vec<(Identity, T)>>);

impl<T> FromIterator<(Identity, T)> for ByUnit<T> {
    fn from_iter<I: IntoIterator<Item = (Identity, T)>>(things: I) -> Self {
        let mut by_unit: BTreeMap<String, Vec<(Identity, T)>> = BTreeMap::new();
        for (identity, thing) in things {
            let alike = by_unit.entry(identity.own.clone()).or_default();
            alike.push((identity, thing));
        }
        Self(by_unit)
    }
}

impl<T> ByUnit<T> {
    /// All that belongs to what may be this unit.
    pub fn alike<'a>(&'a self, unit: &Identity) -> impl Iterator<Item = &'a (Identity, T)> {
        let alike = self.0.get(&unit.own).into_iter().flatten();
        alike.filter(|(other, _)| other.may_be(unit))
    }

    /// What belongs to this unit: to those that are named alike, or else to all that may be it.
    pub fn find(&self, unit: &Identity) -> Vec<&(Identity, T)> {
        let alike: Vec<_> = self.alike(unit).collect();
        let same = alike.iter().copied().filter(|(other, _)| other == unit);
        let same: Vec<_> = same.collect();
        match same.is_empty() {
            true => alike,
            false => same,
        }
    }

    /// All of it, in the order of the units' names.
    pub fn iter(&self) -> impl Iterator<Item = &(Identity, T)> {
        self.0.values().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may_be(a: &str, b: &str) -> bool {
        Identity::of(a).may_be(&Identity::of(b))
    }

    #[test]
    fn spellings_of_one_unit_are_one() {
        for name in [
            "UBND xã Thuỷ Hoà",
            "Ủy ban nhân dân xã Thủy Hòa",
            "Uỷ ban nhân dân Xã  Thủy\u{a0}Hòa",
            "XÃ THỦY HÒA",
            "Thủy Hòa",
            "xã Thủy Hòa - tỉnh An Giang",
            "UBND XÃ THUỶ HOÀ - TỈNH AN GIANG",
            "xã Thu\u{309}y Ho\u{300}a, huyện X, tỉnh An Giang",
        ] {
            assert!(may_be(name, "xã Thủy Hòa"), "{name}");
        }
    }

    #[test]
    fn other_sorts_and_provinces_are_other_units() {
        for (a, b) in [
            ("xã Tân An", "phường Tân An"),
            ("xã Tân An - tỉnh An Giang", "xã Tân An, tỉnh Tây Ninh"),
            ("xã Tân An, huyện A", "xã Tân An, huyện B"),
            ("HĐND xã Tân An", "UBND xã Tân An"),
            ("xã Đông Thái", "xã Đồng Thái"),
        ] {
            assert!(!may_be(a, b), "{a} {b}");
        }
    }

    #[test]
    fn the_unit_that_is_named_alike_is_found_before_those_that_may_be_it() {
        let names = ["xã Tân An", "phường Tân An", "Lam Vỹ"];
        let units: ByUnit<&str> = names
            .map(|name| (Identity::of(name), name))
            .into_iter()
            .collect();
        let find = |name: &str| {
            let found = units.find(&Identity::of(name));
            found.iter().map(|(_, name)| *name).collect::<Vec<_>>()
        };
        assert_eq!(find("UBND xã Tân An"), ["xã Tân An"]);
        assert_eq!(find("Tân An"), ["xã Tân An", "phường Tân An"]);
        assert_eq!(find("xã Lam Vỹ"), ["Lam Vỹ"]);
        assert_eq!(find("xã Ta Ma"), [""; 0]);
    }
}
