//! The issuing body's own points beside those of the units that a hồ sơ lists.

use super::Reader;
use crate::document::Issuer;
use crate::fault::{Fault, Faults, Kind};
use crate::form::Fields;
use crate::score::Unit;
use crate::vn::identity::Identity;
use crate::vn::name;

/// The issuing body's own points, which stand in the hồ sơ beside those of the units that it lists.
pub fn own(fields: &Fields, units: &[Unit], reader: &Reader, faults: &mut Faults) -> Option<Unit> {
    let tabled = fields.node("bang_diem").is_some();
    let listed = tabled && units.len() > 1 || !tabled && fields.node("don_vi").is_some();
    let stated = ["diem", "chi_so", "so_dem", "ty_le"];
    let stated = stated.iter().find_map(|key| fields.node(key))?;
    if !listed {
        return None;
    }
    let mut unit = reader.lone(fields, faults)?;
    let mut unread = Faults::none();
    let issuer: Option<Issuer> = fields.optional("co_quan", &mut unread);
    // An office of a committee speaks for the committee's unit.
    if let Some(superior) = issuer.and_then(|issuer| issuer.superior) {
        unit.scores.name = name::unit(&superior).to_owned();
    }
    let place = stated.place.clone();
    let twin = |other: &&Unit| Identity::of(&other.scores.name) == Identity::of(&unit.scores.name);
    if let Some(twin) = units.iter().find(twin) {
        let found = format!(
            "điểm của “{}” vừa ở “diem”, vừa ở bảng: {}",
            twin.scores.name, twin.place
        );
        let fault = Fault::new(Kind::RepeatedKey, place, found);
        let fault = fault.expected("điểm của cơ quan ban hành ở một chỗ");
        faults.add(fault.remedy("bỏ một trong hai"));
        return None;
    }
    unit.own = true;
    unit.ranked_before(None);
    Some(unit)
}
