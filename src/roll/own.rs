//! The issuing body's own points beside those of the units that a hồ sơ lists.

use super::Reader;
use crate::compose::Points;
use crate::document::Issuer;
use crate::fault::{Fault, Faults, Kind, Note, NoteKind, Place};
use crate::form::{Fields, Sourced};
use crate::score::{FIGURES, Standing, Unit};
use crate::shelf::template;
use crate::vn::identity::Identity;
use crate::vn::name;

/// The issuing body's own points: as the hồ sơ states them beside the table or list of units, or, for
/// a template that speaks of both, those of its row, which is taken out of them.
pub fn own(
    fields: &Fields,
    units: &mut Vec<Unit>,
    reader: &Reader,
    notes: &mut Vec<Note>,
    faults: &mut Faults,
) -> Option<Unit> {
    let tabled = fields.node("bang_diem").is_some();
    let listed = tabled && units.len() > 1 || !tabled && fields.node("don_vi").is_some();
    if !listed {
        return None;
    }
    let mut unread = Faults::none();
    let issuer: Option<Issuer> = fields.optional("co_quan", &mut unread);
    // An office of a committee speaks for the committee's unit.
    let body = issuer.map(|issuer| issuer.superior.unwrap_or(issuer.name));
    let body = body.as_ref().map_or("", |body| name::unit(body));
    let of_body = |unit: &Unit| Identity::of(&unit.scores.name) == Identity::of(body);
    let row = units.iter().position(of_body);
    let stated = FIGURES.iter().find_map(|key| fields.node(key));
    let mut unit = match (stated, row) {
        (Some(stated), Some(row)) => {
            faults.add(twice(&stated.place, units.get(row)?));
            return None;
        }
        (Some(_), None) => {
            let mut unit = reader.lone(fields, faults)?;
            unit.scores.name = body.to_owned();
            unit
        }
        (None, Some(row)) if speaks_of_both(fields, reader) => {
            let mut unit = units.remove(row);
            let standing: Option<Standing> = fields.get("xep_hang", faults);
            unit.scores.rank = standing.and_then(|standing| standing.whole(faults));
            let words = format!(
                "lấy điểm của cơ quan ban hành ở dòng “{}”; các đơn vị khác xếp hạng không kể dòng ấy",
                unit.scores.name
            );
            notes.push(Note::at(NoteKind::Guessed, &unit.place, words));
            unit
        }
        _ => return None,
    };
    unit.own = true;
    unit.ranked_before(None);
    Some(unit)
}

/// Whether a template speaks of the issuing body's points and of those of units.
fn speaks_of_both(fields: &Fields, reader: &Reader) -> bool {
    let mut unread = Faults::none();
    let templates: Option<Vec<Sourced<String>>> = fields.optional("mau", &mut unread);
    let mut templates = templates.into_iter().flatten();
    let points = |asked: &Sourced<String>| Some(template(asked, reader.shelf).ok()?.points());
    templates.any(|asked| points(&asked).is_some_and(Points::with_own))
}

fn twice(place: &Place, row: &Unit) -> Fault {
    let found = format!(
        "điểm của “{}” vừa ở “diem”, vừa ở bảng: {}",
        row.scores.name, row.place
    );
    Fault::new(Kind::RepeatedKey, place.clone(), found)
        .expected("điểm của cơ quan ban hành ở một chỗ")
        .remedy("bỏ một trong hai")
}
