//! Changes of units that an office knows of and the catalogue does not: a resolution of which no
//! version of the program knows yet.

use time::Date;

use crate::form::form;
use crate::vn::identity::Identity;
use crate::vn::name::Name;
use crate::vn::spelling::key;

form! {
    /// Units that became another, or one of another sort or name.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Change: CHANGE, "đơn vị đổi tên, đổi loại" {
        /// The first day of the new unit.
        pub day: required::<Date>("ngay", "Ngày đầu tiên của tên mới").example("01/12/2026"),
        /// Those that are no more, with their sorts: `xã Mỹ Đức`.
        pub before: required::<Vec<String>>(
            "tu",
            "Tên trước, cả loại; nhiều đơn vị nhập làm một thì ghi danh sách"
        )
        .example("xã Mỹ Đức"),
        /// What they became: `phường Mỹ Đức`.
        pub after: required::<String>("thanh", "Tên mới, cả loại").example("phường Mỹ Đức"),
        /// The resolution.
        pub by: required::<String>("can_cu", "Nghị quyết").example("Nghị quyết số 12/NQ-UBTVQH16"),
    }
}

/// What the changes say of a unit.
pub enum Verdict<'a> {
    /// It is so on the day.
    Right,
    /// It is another since this change.
    Became(&'a Change),
    /// It will be so by this change only.
    NotYet(&'a Change),
}

/// What the changes say of a unit of a province on a day; none if they do not name it.
pub fn verdict<'a>(
    changes: &'a [Change],
    (name, province): (&Name, &str),
    day: Date,
) -> Option<Verdict<'a>> {
    let unit = Identity::of(name.unit).within(province);
    let same = |other: &str| unit.may_be(&Identity::of(other));
    let before = |change: &Change| change.before.iter().any(|one| same(one));
    let about = || {
        changes
            .iter()
            .filter(|change| same(&change.after) || before(change))
    };
    let past = about().filter(|change| change.day <= day);
    match past.max_by_key(|change| change.day) {
        Some(change) if same(&change.after) => Some(Verdict::Right),
        Some(change) => Some(Verdict::Became(change)),
        None => {
            let first = about().min_by_key(|change| change.day)?;
            same(&first.after).then_some(Verdict::NotYet(first))
        }
    }
}

/// Whether a unit of this own name came of a change.
pub fn is_known(changes: &[Change], own: &str) -> bool {
    let own = key(own);
    changes
        .iter()
        .any(|change| key(Name::of(&change.after).own) == own)
}
