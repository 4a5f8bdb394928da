//! Which levels of administrative units there are on a day: three until 30/06/2025, two since.

use time::Date;

use crate::fault::Faults;
use crate::form::{self, form};
use crate::vn::text::capitalise;

/// The shipped file.
const LEVELS: &str = include_str!("../../decree/cap-hanh-chinh.yaml");

form! {
    /// The levels of administrative units through time.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Levels: LEVELS_FORM, "cấp hành chính" {
        eras: required::<Vec<Era>>("giai_doan", "Các giai đoạn, theo thứ tự thời gian"),
    }
}

form! {
    /// The levels of one span of time.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Era: ERA, "giai đoạn" {
        /// Its first day.
        pub from: required::<Date>("tu", "Ngày đầu tiên"),
        /// Its last day; none for the present.
        pub until: optional::<Date>("den", "Ngày cuối cùng; bỏ trống: đến nay"),
        /// The law that it rests on.
        pub law: required::<String>("can_cu", "Luật quy định"),
        /// The levels, from the highest.
        pub levels: required::<Vec<Level>>("cap", "Các cấp, từ cao xuống thấp"),
    }
}

form! {
    /// A level with the sorts of units that it has.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Level: LEVEL, "cấp" {
        /// Its name: `cấp huyện`.
        pub name: required::<String>("ten", "Tên cấp").example("cấp huyện"),
        /// The words before the names of its units: `huyện`, `thị xã`.
        pub sorts: required::<Vec<String>>("loai", "Các loại đơn vị của cấp").example("huyện"),
    }
}

impl Levels {
    /// The levels since 2016.
    ///
    /// # Errors
    /// If the shipped file is wrong, which a test rules out.
    pub fn shipped() -> Result<Self, Faults> {
        form::read("decree/cap-hanh-chinh.yaml", LEVELS)
    }

    /// The levels on a day; none before the first that is known.
    pub fn on(&self, day: Date) -> Option<&Era> {
        let holds = |era: &&Era| era.from <= day && era.until.is_none_or(|until| day <= until);
        self.eras.iter().find(holds)
    }

    /// The sorts of units that lie above others on a day: `tỉnh`, `thành phố`.
    pub fn above(&self, day: Date) -> Vec<&str> {
        let levels = self.on(day).and_then(|era| era.levels.split_last());
        let above = levels.into_iter().flat_map(|(_, above)| above);
        above
            .flat_map(|level| &level.sorts)
            .map(String::as_str)
            .collect()
    }

    /// The sort of unit that a body's name names although there is none on that day: `huyện` of
    /// `Ủy ban nhân dân huyện Định Hóa` in 2026, with the levels of that day.
    pub fn gone<'a>(&'a self, name: &str, day: Date) -> Option<(&'a str, &'a Era)> {
        let era = self.on(day)?;
        let all = self.eras.iter().flat_map(|era| &era.levels);
        let sorts = all.flat_map(|level| &level.sorts).map(String::as_str);
        // The first in the name counts: a commune may bear the name of a former district.
        let named = sorts.filter_map(|sort| Some((place(name, sort)?, sort)));
        let (_, first) = named.min()?;
        let exists = era
            .levels
            .iter()
            .any(|level| level.sorts.iter().any(|sort| sort == first));
        (!exists).then_some((first, era))
    }
}

/// Where a name has this word before a proper name: in `huyện Định Hóa` and `Quận 1`, not in
/// `huyện ủy`.
fn place(name: &str, sort: &str) -> Option<usize> {
    let proper = |at: usize| {
        let before = name.get(..at)?;
        let after = name.get(at + sort.len()..)?.strip_prefix(' ')?;
        let first = after.chars().next()?;
        let apart = before.is_empty() || before.ends_with(' ');
        (apart && (first.is_uppercase() || first.is_numeric())).then_some(at)
    };
    [sort.to_owned(), capitalise(sort)]
        .iter()
        .flat_map(|sort| name.match_indices(sort.as_str()))
        .find_map(|(at, _)| proper(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::Month;

    fn day(year: i32, month: Month, day: u8) -> Date {
        Date::from_calendar_date(year, month, day).unwrap()
    }

    #[test]
    fn there_are_three_levels_until_june_2025_and_two_since() {
        let levels = Levels::shipped().unwrap();
        let count = |day| levels.on(day).map(|era| era.levels.len());
        assert_eq!(count(day(2025, Month::June, 30)), Some(3));
        assert_eq!(count(day(2025, Month::July, 1)), Some(2));
        assert_eq!(count(day(2010, Month::July, 1)), None);
    }

    #[test]
    fn a_body_of_a_level_that_is_gone_is_seen_by_its_name() {
        let levels = Levels::shipped().unwrap();
        let (then, now) = (day(2024, Month::March, 11), day(2026, Month::March, 11));
        let gone = |name, day| levels.gone(name, day).map(|(sort, _)| sort);
        for name in [
            "Ủy ban nhân dân huyện Định Hóa",
            "UBND thị trấn Tuần Giáo",
            "Ủy ban nhân dân Quận 1",
        ] {
            assert_eq!(gone(name, then), None, "{name}");
        }
        assert_eq!(gone("Ủy ban nhân dân huyện Định Hóa", now), Some("huyện"));
        assert_eq!(gone("Ủy ban nhân dân Quận 1", now), Some("quận"));
        assert_eq!(gone("UBND thị trấn Tuần Giáo", now), Some("thị trấn"));
        for name in [
            "Ủy ban nhân dân xã Lam Vỹ",
            "Ủy ban nhân dân thành phố Huế",
            "Ủy ban nhân dân đặc khu Phú Quốc",
            "Văn phòng huyện ủy",
            "Sở Nội vụ",
        ] {
            assert_eq!(gone(name, now), None, "{name}");
        }
        // Units came to be as well as went.
        assert_eq!(
            gone("Ủy ban nhân dân đặc khu Phú Quốc", then),
            Some("đặc khu")
        );
    }
}
