//! The hồ sơ of former periods, from the folder that holds them: those of the same unit and the
//! same kind of period, on the same scale.

use super::Roll;
use crate::fault::{Fault, Faults, Note, NoteKind, Place};
use crate::files::Files;
use crate::form::Sourced;
use crate::score::{GroupScore, History, Past, Unit};
use crate::shelf::{FormFile, Shelf, wrong};
use crate::vn::identity::{Changes, Identity};
use crate::vn::period::Period;

/// Reads them; and what is to be told of those that cannot be read.
pub fn history(
    asked: &Sourced<String>,
    shelf: &Shelf,
    roll: &Roll,
) -> Result<(History, Vec<Note>), Faults> {
    let folder = shelf.path(&asked.value);
    let known = shelf.changes();
    let names = folders("hồ sơ", asked, shelf)?;
    let (mut past, mut notes) = (Vec::<Past>::new(), Vec::new());
    for name in names {
        let path = folder.join(&name);
        if !FormFile::is_in(&path, &shelf.session) {
            continue;
        }
        let read = FormFile::read(&path, &shelf.session)
            .and_then(|form| Faults::gather(|f| Roll::alone(&form.fields(f)?, &form.shelf, f)));
        match read {
            Ok(former) => {
                let Some(one) = past_of(&former, roll, &known) else {
                    continue;
                };
                let one = Past {
                    folder: name,
                    ..one
                };
                match past.iter().find(|known| known.period == one.period) {
                    None => past.push(one),
                    Some(known) if !agree(known, &one) => {
                        return Err(two(asked, [known, &one]).into());
                    }
                    Some(_) => {}
                }
            }
            Err(faults) => {
                notes.push(unread(&format!("hồ sơ “{name}”"), asked, &faults));
            }
        }
    }
    past.sort_by_key(|past| std::cmp::Reverse(past.period.first_day()));
    let history = History {
        now: roll.period,
        past,
    };
    let missing: Vec<String> = history.missing().into_iter().map(Period::short).collect();
    if !missing.is_empty() {
        let words = format!(
            "“{}” không có hồ sơ của {}: kết quả từ đầu năm không tính các kỳ ấy",
            asked.value,
            missing.join(", ")
        );
        notes.push(Note::at(NoteKind::Lacking, &asked.place, words));
    }
    Ok((history, notes))
}

/// The points of a former hồ sơ, if it is one of this unit, of a period of this kind before this
/// one, on this scale.
fn past_of(former: &Roll, now: &Roll, known: &Changes) -> Option<Past> {
    let ([earlier], [unit]) = (former.units.as_slice(), now.units.as_slice()) else {
        return None;
    };
    let [then, still] = [earlier, unit].map(|unit| Identity::of(&unit.scores.name));
    let same = then.may_still_be(&still, known);
    let kind = former.period.is_like(now.period);
    let before = former.period.first_day() < now.period.first_day();
    let scale = now.version.rescaled(&former.version).is_none();
    if !(same && kind && before && scale) {
        return None;
    }
    Some(past(former.period, earlier))
}

/// The points of a unit in a former period.
pub fn past(period: Period, unit: &Unit) -> Past {
    let scores = &unit.scores;
    let sourced =
        |value, place: Option<&Place>| Sourced::new(value, place.unwrap_or(&unit.place).clone());
    let group = |group: &GroupScore| {
        let achieved = group.published.achieved.as_ref();
        let place = achieved.map(|points| &points.place);
        Some((group.id.clone(), sourced(group.printed()?, place)))
    };
    Past {
        period: period.without_moment(),
        folder: String::new(),
        total: sourced(scores.printed_total(), scores.total_place()),
        groups: scores.groups.iter().filter_map(group).collect(),
    }
}

fn agree(a: &Past, b: &Past) -> bool {
    let points = |past: &Past| {
        let groups = past
            .groups
            .iter()
            .map(|(id, points)| (id.clone(), points.value));
        groups.collect::<Vec<_>>()
    };
    a.total.value == b.total.value && points(a) == points(b)
}

/// What the folder of former periods holds: folders of hồ sơ, or of lô.
///
/// # Errors
/// If it cannot be listed.
pub fn folders(what: &str, asked: &Sourced<String>, shelf: &Shelf) -> Result<Vec<String>, Fault> {
    let names = shelf.session.files().list(&shelf.path(&asked.value));
    names.map_err(|_| {
        wrong(asked, format!("thư mục các kỳ trước “{}”", asked.value))
            .expected(format!("thư mục có các thư mục {what} của những kỳ trước"))
            .remedy(format!(
                "kiểm tra đường dẫn, tính từ thư mục của {what} này"
            ))
    })
}

/// A note of what in the folder of former periods cannot be read.
pub fn unread(what: &str, asked: &Sourced<String>, faults: &Faults) -> Note {
    let first = faults.iter().next().map_or("", |fault| &fault.found);
    let words = format!("{what} trong “{}” không đọc được: {first}", asked.value);
    Note::at(NoteKind::Lacking, &asked.place, words)
}

fn two(asked: &Sourced<String>, [one, other]: [&Past; 2]) -> Fault {
    let period = one.period.short();
    let found = format!(
        "“{}” và “{}” cùng là của {period}, điểm khác nhau",
        one.folder, other.folder
    );
    wrong(asked, found)
        .expected("mỗi kỳ một kết quả")
        .remedy(format!("chuyển hồ sơ sai ra khỏi “{}”", asked.value))
}
