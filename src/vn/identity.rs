//! Who a unit is, however its name is written.

use super::catalogue::{self, Listed};
use super::name::{Name, is_province, usual_body};
use super::spelling::key;
use super::text::lower;

/// What tells a unit from all others. Units of different sorts, and of different provinces where
/// both are named, are different units; what a name leaves out it may have in common with
/// several: `Tân An` may be `xã Tân An` or `phường Tân An`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity {
    own: Box<str>,
    body: &'static str,
    sort: &'static str,
    district: Box<str>,
    province: Box<str>,
}

impl Identity {
    /// Of a name.
    pub fn of(name: &str) -> Self {
        let parts = Name::of(name);
        let mut identity = Self {
            own: key(parts.own).into(),
            body: match parts.body == usual_body() {
                true => "",
                false => parts.body,
            },
            sort: parts.sort,
            district: Box::default(),
            province: Box::default(),
        };
        let mut above = parts.above;
        while !above.is_empty() {
            let unit = Name::of(above);
            let level = match unit.sort == "tỉnh" || is_province(unit.own) {
                true => &mut identity.province,
                false => &mut identity.district,
            };
            *level = key(unit.own).into();
            above = unit.above;
        }
        identity
    }

    /// Of a code, which no name is.
    pub fn of_code(code: &str) -> Self {
        Self {
            own: lower(code.trim()).into(),
            body: "mã",
            sort: "",
            district: Box::default(),
            province: Box::default(),
        }
    }

    /// In a province, which its name need not say.
    #[must_use]
    pub fn within(mut self, province: &str) -> Self {
        if self.province.is_empty() {
            self.province = key(Name::of(province).own).into();
        }
        self
    }

    /// Whether both may be one unit at different times: one that a resolution of the catalogue made
    /// another sort of, or that became another by one of these.
    pub fn may_still_be(&self, other: &Self, known: &Changes) -> bool {
        let became = || known.others(self).any(|unit| unit.may_be(other));
        self.may_be(other) || self.changed_sort(other) || became()
    }

    /// Whether the catalogue has both as one unit, of another sort from some day on.
    fn changed_sort(&self, other: &Self) -> bool {
        let agree = |a: &str, b: &str| a.is_empty() || b.is_empty() || a == b;
        let units = catalogue::of_name(&self.own);
        let is_in = |unit: &Listed| agree(&self.province, &key(unit.province));
        let changed = |first: &Listed| {
            let next =
                |unit: &&Listed| unit.province == first.province && first.until == Some(unit.from);
            let sorts = units.iter().find(next).map(|next| [first.sort, next.sort]);
            sorts == Some([self.sort, other.sort]) || sorts == Some([other.sort, self.sort])
        };
        self.own == other.own
            && self.body == other.body
            && agree(&self.province, &other.province)
            && self.sort != other.sort
            && units.iter().any(|unit| is_in(unit) && changed(unit))
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

/// What units became that the catalogue does not know of: by an office's own resolutions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes(Vec<[Identity; 2]>);

impl<'n> FromIterator<[&'n str; 2]> for Changes {
    /// Of the names before and after, each with its sort.
    fn from_iter<I: IntoIterator<Item = [&'n str; 2]>>(names: I) -> Self {
        let pairs = names.into_iter().map(|pair| pair.map(Identity::of));
        Self(pairs.collect())
    }
}

impl Changes {
    /// What a unit was or became, in the same province.
    fn others(&self, unit: &Identity) -> impl Iterator<Item = Identity> {
        self.0.iter().filter_map(|[before, after]| {
            let mut other = match (before.may_be(unit), after.may_be(unit)) {
                (true, _) => after.clone(),
                (_, true) => before.clone(),
                _ => return None,
            };
            if other.province.is_empty() {
                other.province.clone_from(&unit.province);
            }
            Some(other)
        })
    }
}

/// Things by the units that they belong to, in the order of the units' own names.
#[derive(Debug, Clone)]
pub struct ByUnit<T> {
    things: Vec<(Identity, T)>,
    known: Changes,
}

impl<T> FromIterator<(Identity, T)> for ByUnit<T> {
    fn from_iter<I: IntoIterator<Item = (Identity, T)>>(things: I) -> Self {
        let mut things: Vec<(Identity, T)> = things.into_iter().collect();
        things.sort_by(|(a, _), (b, _)| a.own.cmp(&b.own));
        let known = Changes::default();
        Self { things, known }
    }
}

impl<T> ByUnit<T> {
    /// The same, when these changes are known besides those of the catalogue.
    #[must_use]
    pub fn knowing(self, known: Changes) -> Self {
        Self { known, ..self }
    }

    /// All that belongs to what may be this unit.
    pub fn alike<'a>(&'a self, unit: &Identity) -> impl Iterator<Item = &'a (Identity, T)> {
        self.named(unit).filter(|(other, _)| other.may_be(unit))
    }

    /// All that belongs to units of this unit's own name.
    fn named<'a>(&'a self, unit: &Identity) -> impl Iterator<Item = &'a (Identity, T)> {
        let first = self
            .things
            .partition_point(|(other, _)| other.own < unit.own);
        let named = self.things.get(first..).unwrap_or_default().iter();
        named.take_while(|(other, _)| other.own == unit.own)
    }

    /// What belongs to this unit: to those that are named alike, or else to all that may be it, or
    /// else to those that it was or became.
    pub fn find(&self, unit: &Identity) -> Vec<&(Identity, T)> {
        let alike: Vec<_> = self.alike(unit).collect();
        let same = alike.iter().copied().filter(|(other, _)| other == unit);
        let same: Vec<_> = same.collect();
        match (same.is_empty(), alike.is_empty()) {
            (false, _) => same,
            (true, false) => alike,
            (true, true) => {
                let named = self.named(unit);
                let of_catalogue = named.filter(|(other, _)| other.changed_sort(unit));
                let others = self.known.others(unit);
                let known = others.flat_map(|other| self.alike(&other).collect::<Vec<_>>());
                of_catalogue.chain(known).collect()
            }
        }
    }

    /// All of it, in the order of the units' names.
    pub fn iter(&self) -> impl Iterator<Item = &(Identity, T)> {
        self.things.iter()
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
    fn a_unit_that_became_of_another_sort_stays_one() {
        let none = Changes::default();
        let may = |a: &str, b: &str| Identity::of(a).may_still_be(&Identity::of(b), &none);
        assert!(may("xã Trảng Bom", "phường Trảng Bom"));
        assert!(may("phường Trảng Bom, tỉnh Đồng Nai", "xã Trảng Bom"));
        assert!(!may("xã Tân An", "phường Tân An"));
        assert!(!may("xã Trảng Bom", "thị trấn Trảng Bom"));
        assert!(!may("xã Lam Vỹ", "phường Lam Vỹ"));
    }

    #[test]
    fn so_does_one_that_only_the_office_knows_of() {
        let pairs = [
            ["xã Mỹ Đức", "phường Mỹ Đức"],
            ["phường Lam Vỹ", "phường Đông Thái"],
        ];
        let known: Changes = pairs.into_iter().collect();
        let may = |a: &str, b: &str| Identity::of(a).may_still_be(&Identity::of(b), &known);
        assert!(may("UBND xã Mỹ Đức - tỉnh An Giang", "phường Mỹ Đức"));
        assert!(may("phường Đông Thái", "phường Lam Vỹ, tỉnh Thái Nguyên"));
        assert!(!may(
            "xã Mỹ Đức, tỉnh An Giang",
            "phường Mỹ Đức, tỉnh Lào Cai"
        ));
        assert!(!may("phường Đồng Thái", "phường Lam Vỹ"));
        assert!(!may("xã Lam Vỹ", "phường Đông Thái"));
        let units = ["phường Mỹ Đức", "phường Lam Vỹ, tỉnh Thái Nguyên"];
        let units: ByUnit<&str> = units
            .map(|unit| (Identity::of(unit), unit))
            .into_iter()
            .collect();
        let units = units.knowing(known);
        let find = |name: &str| units.find(&Identity::of(name)).len();
        let names = [
            "xã Mỹ Đức",
            "phường Đông Thái",
            "phường Đông Thái, tỉnh Lào Cai",
        ];
        assert_eq!(names.map(find), [1, 1, 0]);
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
