//! Which version of a set of indicators scores a hồ sơ, and whether earlier results are of its scale.

use crate::fault::{Faults, Place};
use crate::form::{Fields, Sourced};
use crate::framework::{Compared, Framework, Rescaled, Version};
use crate::score::Unit;
use crate::shelf::{Shelf, framework, named, wrong};
use crate::vn::period::Period;

/// That points of the period before which are stated beside those of now are of another scale.
pub fn of_stated(
    fields: &Fields,
    (framework, version): (&Framework, &Version),
    period: &Sourced<Period>,
    units: &[Unit],
) -> Option<Rescaled> {
    let stated = units
        .iter()
        .any(|unit| unit.scores.previous_total().is_some());
    if fields.node("ky_truoc").is_some() || !stated {
        return None;
    }
    let then = period.value.previous()?;
    let earlier = (framework.version(then)?, then);
    rescaled_since(version, earlier, Compared::Before, &period.place)
}

/// What is known of an earlier result that was scored on another scale.
pub fn rescaled_since(
    now: &Version,
    (then, period): (&Version, Period),
    compared: Compared,
    place: &Place,
) -> Option<Rescaled> {
    let [then, now] = now.rescaled(then)?;
    Some(Rescaled {
        compared,
        period,
        place: place.clone(),
        then,
        now,
    })
}

/// The set of indicators that a hồ sơ or lô names, with all its versions.
pub fn whole_set(fields: &Fields, shelf: &Shelf, faults: &mut Faults) -> Option<Framework> {
    named(fields, "bo_chi_so", faults, |asked| framework(asked, shelf))
}

/// The set of indicators that a hồ sơ or lô names, with the version only that it chooses, if it
/// chooses one.
pub fn set(fields: &Fields, shelf: &Shelf, faults: &mut Faults) -> Option<Framework> {
    let set = whole_set(fields, shelf, faults);
    let chosen: Option<Sourced<String>> = fields.get("phien_ban", faults);
    let set = set?;
    let Some(chosen) = chosen else {
        return Some(set);
    };
    let only = set.only(&chosen.value);
    if only.is_none() {
        let known = set
            .versions
            .iter()
            .filter_map(|version| version.id.as_deref());
        let known: Vec<&str> = known.collect();
        let fault = wrong(&chosen, format!("phiên bản “{}”", chosen.value));
        let fault = fault.expected(match known.as_slice() {
            [] => "bộ chỉ số này không có phiên bản để chọn".to_owned(),
            known => format!("một trong: {}", known.join(", ")),
        });
        faults.add(fault.remedy("sửa “phien_ban”, hoặc bỏ khóa ấy: phiên bản theo kỳ"));
    }
    only
}
