//! What the units of a lô had a year ago and in former periods: each finds itself in the figures of
//! those by who it is.

use std::sync::Arc;

use super::earlier::Earlier;
use super::joined::{Rows, Spellings};
use super::lot::Lot;
use super::member::Member;
use super::ranks::listed;
use crate::fault::{Faults, Note, NoteKind};
use crate::roll::{compare_in_year, past};
use crate::score::{self, History, Past, Scores};
use crate::vn::identity::{ByUnit, Identity};
use crate::vn::period::Period;

/// How the figures of earlier periods spell provinces, by the number of the period.
#[derive(Default)]
pub struct Since {
    year: Arc<Spellings>,
    past: Vec<Arc<Spellings>>,
}

impl Since {
    /// Finds the rows of all units, and tells which are missing where.
    pub fn find(
        (now, identities): (&Rows, &[Identity]),
        units: &mut [Member],
        notes: &mut Vec<Note>,
    ) -> Self {
        let lot = now.lot;
        let mut since = Self::default();
        if let Some(year) = &lot.year_before {
            let (rows, spelt) = rows_of(year, lot, identities);
            for (unit, row) in units.iter_mut().zip(&rows) {
                unit.in_year = row.as_ref().map(|(index, _)| *index);
            }
            notes.extend(lacking(lot, units, &rows, &year.period.short()));
            since.year = spelt;
        }
        let mut found: Vec<Vec<Option<Row>>> = Vec::new();
        for earlier in lot.past.iter().flatten() {
            let (rows, spelt) = rows_of(earlier, lot, identities);
            since.past.push(spelt);
            found.push(rows);
        }
        since.past(lot, units, &found, notes);
        since
    }

    /// Gives each unit its rows of former periods. Of two lô of one period one may have it; if
    /// both have, and not the same, neither is taken.
    fn past(
        &self,
        lot: &Lot,
        units: &mut [Member],
        found: &[Vec<Option<Row>>],
        notes: &mut Vec<Note>,
    ) {
        let all: Vec<&Earlier> = lot.past.iter().flatten().collect();
        let mut periods: Vec<Period> = all.iter().map(|one| one.period.without_moment()).collect();
        periods.dedup();
        for period in &periods {
            let own = all.iter().zip(found).enumerate();
            let own: Vec<_> = own
                .filter(|(_, (one, _))| one.period.without_moment() == *period)
                .collect();
            let mut doubtful = Vec::new();
            let mut rows: Vec<Option<Row>> = vec![None; units.len()];
            for (index, unit) in units.iter_mut().enumerate() {
                let rows_of_unit = own.iter().filter_map(|(number, (_, rows))| {
                    let row = rows.get(index)?.as_ref()?;
                    Some((*number, row))
                });
                let rows_of_unit: Vec<(usize, &Row)> = rows_of_unit.collect();
                let Some((number, first)) = rows_of_unit.first() else {
                    continue;
                };
                if rows_of_unit.iter().any(|(_, row)| row.1 != first.1) {
                    doubtful.push(index);
                    continue;
                }
                unit.past.push((*number, first.0));
                if let Some(row) = rows.get_mut(index) {
                    *row = Some((*first).clone());
                }
            }
            if !doubtful.is_empty() {
                let folders = own.iter().map(|(_, (one, _))| format!("“{}”", one.folder));
                let words = format!(
                    "{} cùng là của {}, điểm khác nhau của {} đơn vị ({}): không dùng",
                    folders.collect::<Vec<_>>().join(", "),
                    period.short(),
                    doubtful.len(),
                    listed(&doubtful, |index| lot.figures.called(index))
                );
                notes.push(Note::of(NoteKind::Lacking, words));
            }
            notes.extend(lacking_in(lot, units, &rows, &doubtful, *period));
        }
        let of_year = lot.period.earlier_in_year().into_iter();
        let missing = of_year.filter(|period| !periods.contains(period));
        let missing: Vec<String> = missing.map(Period::short).collect();
        if lot.past.is_some() && !missing.is_empty() {
            let words = format!(
                "“cac_ky” không có lô của {}: kết quả từ đầu năm không tính các kỳ ấy",
                missing.join(", ")
            );
            notes.push(Note::of(NoteKind::Lacking, words));
        }
    }

    /// Fills in what the same period of the year before says of a unit.
    pub fn compare_in_year(&self, unit: &Member, lot: &Lot, scores: &mut Scores) {
        let Some((year, index)) = lot.year_before.as_ref().zip(unit.in_year) else {
            return;
        };
        let rows = Rows::before(year, lot, &self.year);
        if let Ok(before) = rows.scores(index, Faults::none()) {
            compare_in_year(scores, &before, &year.place);
        }
    }

    /// The points of a unit in former periods; none if the lô names no folder of them.
    pub fn history(&self, unit: &Member, lot: &Lot) -> Option<History> {
        let all = lot.past.as_ref()?;
        let one = |(number, index): &(usize, usize)| {
            let (earlier, spelt) = (all.get(*number)?, self.past.get(*number)?);
            let rows = Rows::before(earlier, lot, spelt);
            let scores = rows.scores(*index, Faults::none()).ok()?;
            let unit = score::Unit {
                own: false,
                scores,
                rank: None,
                possible: None,
                previous_rank: None,
                level: unit.own,
                place: rows.figures.place(*index)?.clone(),
            };
            Some(Past {
                folder: earlier.folder.clone(),
                ..past(earlier.period, &unit)
            })
        };
        Some(History {
            now: lot.period,
            past: unit.past.iter().filter_map(one).collect(),
        })
    }
}

/// A row, and what it says of the points.
type Row = (usize, String);

/// The row of each unit in the figures of an earlier period, if it can be read.
fn rows_of(
    earlier: &Earlier,
    lot: &Lot,
    identities: &[Identity],
) -> (Vec<Option<Row>>, Arc<Spellings>) {
    let mut rows = Rows::before(earlier, lot, &Arc::default());
    let (then, _) = rows.identify();
    let known = ByUnit::<usize>::from_iter(then.into_iter().zip(0..)).knowing(lot.shelf.changes());
    let row = |identity: &Identity| match known.find(identity).as_slice() {
        [(_, index)] => {
            let scores = rows.scores(*index, Faults::none()).ok()?;
            let groups = scores.groups.iter().map(score::GroupScore::printed);
            let said = format!(
                "{} {:?}",
                scores.printed_total(),
                groups.collect::<Vec<_>>()
            );
            Some((*index, said))
        }
        _ => None,
    };
    let found = identities.iter().map(row).collect();
    (found, rows.provinces)
}

/// A note for each unit that is not found in a period.
fn lacking(lot: &Lot, units: &[Member], rows: &[Option<Row>], period: &str) -> Vec<Note> {
    let units = units.iter().zip(rows).enumerate();
    let missing = units.filter(|(_, (unit, row))| unit.sound && row.is_none());
    let note = |(index, _)| {
        let words = format!(
            "“{}” không có số liệu đọc được ở {period}",
            lot.figures.name(index)
        );
        Some(Note::at(
            NoteKind::Lacking,
            lot.figures.place(index)?,
            words,
        ))
    };
    missing.filter_map(note).collect()
}

/// A note of the units that are not found in a former period.
fn lacking_in(
    lot: &Lot,
    units: &[Member],
    rows: &[Option<Row>],
    but: &[usize],
    period: Period,
) -> Option<Note> {
    let units = units.iter().zip(rows).enumerate();
    let missing =
        units.filter(|(index, (unit, row))| unit.sound && row.is_none() && !but.contains(index));
    let missing: Vec<usize> = missing.map(|(index, _)| index).collect();
    let words = format!(
        "{} đơn vị không có số liệu đọc được ở {}: {}",
        missing.len(),
        period.short(),
        listed(&missing, |index| lot.figures.called(index))
    );
    (!missing.is_empty()).then(|| Note::of(NoteKind::Lacking, words))
}
