//! The comparing of names that somebody may have misspelt.

use crate::vn::name::Name;
use crate::vn::spelling;
use crate::vn::text::fold;

/// The name without the words for its kind and the units above: `UBND xã Lam Vỹ` → `Lam Vỹ`.
pub fn bare(name: &str) -> &str {
    Name::of(name).own
}

/// What all spellings of a unit's own name have in common.
pub fn key(name: &str) -> String {
    spelling::key(bare(name))
}

/// Whether a name says that it is of a unit.
pub fn has_lead(name: &str) -> bool {
    Name::of(name).is_led()
}

/// How far apart two names are, accents apart and then with them; none if too far to be one.
pub fn distance(a: &str, b: &str) -> Option<(usize, usize)> {
    let (left, right) = (fold(a), fold(b));
    let allowed = (left.chars().count().max(right.chars().count()) / 4).clamp(1, 2);
    let distance = strsim::damerau_levenshtein(&left, &right);
    (distance <= allowed).then(|| (distance, spelling::distance(a, b)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::{Date, Month};

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
