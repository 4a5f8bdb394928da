//! The provinces that names of units say: `UBND xã X - tỉnh Y`. So a table of the portal needs no
//! column of provinces.

use std::collections::BTreeMap;

use crate::vn::name::{self, Level, Name};
use crate::vn::spelling;

/// Provinces by their own names.
#[derive(Debug, Clone, Default)]
pub struct Provinces(BTreeMap<String, String>);

impl Provinces {
    /// Those that the names of units say behind their own.
    pub fn said_by(units: impl Iterator<Item = String>) -> Self {
        let said = units.filter_map(|unit| {
            let above = above(&unit)?;
            Some((spelling::key(Name::of(&above).own), above))
        });
        let mut provinces = BTreeMap::new();
        for (key, province) in said {
            provinces.entry(key).or_insert(province);
        }
        Self(provinces)
    }

    /// Whether there are any.
    pub fn are_said(&self) -> bool {
        !self.0.is_empty()
    }

    /// The province of a unit: that which its name says, itself if others say to lie in it, or the
    /// only one that there is.
    pub fn of_unit(&self, unit: &str) -> Option<String> {
        if self.0.is_empty() {
            return None;
        }
        let known = |name: &str| self.0.get(&spelling::key(Name::of(name).own)).cloned();
        match (above(unit), name::level(unit)) {
            (Some(above), _) => known(&above),
            (None, Some(Level::Province)) => known(unit),
            (None, _) => self
                .0
                .values()
                .next()
                .filter(|_| self.0.len() == 1)
                .cloned(),
        }
    }
}

/// The province in which the name of a unit says it to lie.
fn above(unit: &str) -> Option<String> {
    let above = Name::of(unit).above;
    let last = above.rsplit(',').next().map(str::trim)?;
    let province = name::is_province(Name::of(last).own);
    province.then(|| name::with_proper(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_province_of_a_unit_is_the_one_that_names_say() {
        let names = [
            "UBND XÃ BÌNH LƯ - TỈNH LAI CHÂU",
            "Sở Y tế - tỉnh Lai Châu",
            "UBND tỉnh Lai Châu",
            "Sở Tài chính",
        ];
        let one = Provinces::said_by(names.iter().map(|name| (*name).to_owned()));
        for name in names {
            assert_eq!(
                one.of_unit(name).as_deref(),
                Some("tỉnh Lai Châu"),
                "{name}"
            );
        }
        // Of another province nothing is said.
        assert_eq!(one.of_unit("UBND tỉnh Điện Biên"), None);
        let more = names.iter().chain(&["UBND xã Mỹ Đức - tỉnh An Giang"]);
        let two = Provinces::said_by(more.map(|name| (*name).to_owned()));
        assert_eq!(two.of_unit("Sở Tài chính"), None);
        assert_eq!(
            two.of_unit("UBND tỉnh Lai Châu").as_deref(),
            Some("tỉnh Lai Châu")
        );
        let none = Provinces::said_by(["Xã A".to_owned()].into_iter());
        assert_eq!(none.of_unit("Xã A"), None);
    }
}
