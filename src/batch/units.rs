//! The units of a lô: who they are, their points, ranks, changes and the names of their files.
//! Everything here is quick and for all units; documents are made of one unit at a time. Of each
//! only what the others must know is kept; the rest is read again when its documents are made.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::joined::{Rows, Spellings};
use super::lot::{Lot, acknowledged_of, is_about};
use super::member::Member;
use super::naming::name_files;
use super::ranks::{self, listed};
use super::since::Since;
use super::words::{PROVINCE, UnitTexts};
use crate::audit::{OfUnit, Review, Seen};
use crate::fault::{Fault, Faults, Note, NoteKind, Place};
use crate::form::Sourced;
use crate::lately::Lately;
use crate::roll::compare;
use crate::score::{self, History, Rank, Scores};
use crate::table::{Record, Repeated};
use crate::vn::identity::{ByUnit, Identity};
use crate::vn::name::Level;

/// A unit as its documents speak of it.
pub struct Read {
    /// Its name.
    pub name: String,
    /// Its row in the figures.
    pub place: Place,
    /// Its level, if anything says it.
    pub level: Option<Level>,
    /// Its words.
    pub words: UnitTexts,
    /// Its points and rank, or why it has none that can be printed.
    pub unit: Result<score::Unit, Faults>,
    /// Its points in former periods, if the lô names a folder of them.
    pub history: Option<History>,
    /// Among how many it is ranked.
    pub of: usize,
    /// Its band.
    pub band: Option<String>,
}

/// The units of a lô, in the order of its figures.
pub struct Units {
    lot: Arc<Lot>,
    provinces: Arc<Spellings>,
    /// Those of the period before, if there is one.
    provinces_before: Option<Arc<Spellings>>,
    since: Since,
    /// The levels that words for units name: those of a province are the same for all its units.
    named: Lately<Vec<Level>>,
    /// What is kept of each.
    pub all: Vec<Member>,
}

impl Units {
    /// The units of a lô, and notes about them.
    pub fn of(lot: &Arc<Lot>) -> (Self, Vec<Note>) {
        let mut notes = lot.figures.notes().to_vec();
        // Of rows that may be no units the checks of each tell.
        notes.retain(|note| !note.is_doubtful_row());
        notes.extend(lot.directory.iter().flat_map(|all| all.notes.clone()));
        notes.extend(lot.notes.iter().cloned());
        let mut now = Rows::now(lot, &Arc::default());
        let (identities, met) = now.identify();
        notes.extend(not_met(lot, &met));
        let mut units = Self {
            lot: Arc::clone(lot),
            provinces: Arc::clone(&now.provinces),
            provinces_before: None,
            since: Since::default(),
            named: Lately::new(256),
            all: Vec::with_capacity(lot.figures.count()),
        };
        let mut seen = vec![false; lot.acknowledged.len()];
        units.keep_all((&now, &identities), &mut seen);
        let copied = lot.before.iter().flat_map(|before| &before.copied);
        notes.extend(copied.map(|(place, file)| {
            let words = format!(
                "STALE-01: tệp số liệu “{file}” giống hệt tệp của kỳ trước; kiểm tra đã điền số liệu của kỳ này chưa"
            );
            Note::at(NoteKind::Stale, place, words)
        }));
        notes.extend(unmet(lot, &seen));
        units.find_earlier((&now, &identities), &mut notes);
        units.since = Since::find((&now, &identities), &mut units.all, &mut notes);
        let ties = lot.framework.ties;
        let said: Vec<bool> = units.all.iter().map(|unit| unit.own.is_some()).collect();
        ranks::rank(&mut units.all, (&lot.figures, ties), &mut notes);
        // Of whom only the others say the level, the documents are known now.
        let unsaid = units.all.iter_mut().zip(said).enumerate();
        let unsaid = unsaid.filter(|(_, (_, said))| !said && lot.each.differs());
        for (index, (unit, _)) in unsaid {
            unit.paths = paths(lot, unit.own, &now.words(index).0);
        }
        notes.extend(units.otherwise_called(&now));
        drop(identities);
        name_files(&mut units.all, |index| now.words(index).0);
        (units, notes)
    }

    /// Reads all rows, and keeps of each what the others must know; notes which acknowledgements
    /// are about one of them.
    fn keep_all(&mut self, (now, identities): (&Rows, &[Identity]), seen: &mut [bool]) {
        let lot = now.lot;
        let all = identities.iter().enumerate();
        let named = all.filter(|(index, _)| !now.figures.name(*index).is_empty());
        let places = named.filter_map(|(index, identity)| {
            Some((identity.clone(), now.figures.place(index)?.clone()))
        });
        let repeated = Repeated::among(places);
        for (index, identity) in identities.iter().enumerate() {
            let (words, mut trouble) = now.words(index);
            let twice = now.figures.place(index).and_then(|place| {
                repeated_at(&repeated, identity, &now.figures.name(index), place)
            });
            twice.iter().for_each(|fault| trouble.add(fault.clone()));
            let scores = now.scores(index, trouble).ok();
            for (one, seen) in lot.acknowledged.iter().zip(seen.iter_mut()) {
                *seen |= is_about(one, &words) || is_about(one, &province_of(&words));
            }
            let unit = now.member(index, &words, scores.as_ref());
            self.all.push(Member {
                repeated: twice.map(Box::new),
                paths: paths(lot, unit.own, &words),
                ..unit
            });
        }
    }

    /// Finds the rows of the period before, where there is one.
    fn find_earlier(&mut self, (now, identities): (&Rows, &[Identity]), notes: &mut Vec<Note>) {
        let Some(before) = &now.lot.before else {
            return;
        };
        let mut rows = Rows::before(before, now.lot, &Arc::default());
        let (earlier, _) = rows.identify();
        let ranks = ranks::earlier(&rows, before.framework.ties);
        let readable = ranks.into_iter().enumerate();
        let readable = readable.map(|(index, rank)| Some((index, rank?)));
        let earlier = earlier.into_iter().zip(readable);
        let known = now.lot.shelf.changes();
        let earlier = ByUnit::<Option<(usize, Option<usize>)>>::from_iter(earlier).knowing(known);
        let units = self.all.iter_mut().enumerate();
        for ((index, unit), identity) in units.zip(identities) {
            if !unit.sound {
                continue;
            }
            match earlier.find(identity).as_slice() {
                [(_, Some(found))] => unit.earlier = Some(*found),
                _ => {
                    let (name, before) = (now.figures.name(index), before.period.short());
                    let words = format!("“{name}” không có số liệu đọc được ở {before}");
                    let place = now.figures.place(index);
                    notes.extend(place.map(|place| Note::at(NoteKind::Lacking, place, words)));
                }
            }
        }
        self.provinces_before = Some(rows.provinces);
    }

    /// The name of a unit.
    pub fn name(&self, index: usize) -> String {
        self.lot.figures.name(index)
    }

    /// How it is called where it is listed.
    pub fn called(&self, index: usize) -> String {
        self.lot.figures.called(index)
    }

    /// The row of a unit.
    pub fn place(&self, index: usize) -> Option<&Place> {
        self.lot.figures.place(index)
    }

    fn rows(&self) -> Rows<'_> {
        Rows::now(&self.lot, &self.provinces)
    }

    /// Reads a unit as its documents speak of it.
    pub fn read(&self, index: usize) -> Option<Read> {
        let (unit, place, rows) = (self.all.get(index)?, self.place(index)?, self.rows());
        let (words, mut trouble) = rows.words(index);
        let repeated = unit.repeated.iter();
        repeated.for_each(|fault| trouble.add(Fault::clone(fault)));
        let mut scores = rows.scores(index, trouble);
        if let Ok(scores) = &mut scores {
            self.compare(unit, scores);
            self.since.compare_in_year(unit, &self.lot, scores);
            scores.rank = self.rank_of(unit, &words, scores).or(scores.rank.take());
        }
        let band = unit
            .converted
            .and_then(|points| self.lot.framework.band(points));
        Some(Read {
            name: self.name(index),
            level: unit.own,
            place: place.clone(),
            unit: scores.map(|scores| score::Unit {
                rank: unit.rank,
                possible: unit.possible,
                previous_rank: unit.earlier.and_then(|(_, rank)| rank),
                level: unit.own,
                place: place.clone(),
                own: false,
                scores,
            }),
            words,
            history: self.since.history(unit, &self.lot),
            of: unit.of,
            band: band.map(|band| band.name.clone()),
        })
    }

    /// Fills in the points of the period before, where there are any.
    fn compare(&self, unit: &Member, scores: &mut Scores) {
        let provinces = self.provinces_before.as_ref();
        let Some((before, provinces)) = self.lot.before.as_ref().zip(provinces) else {
            return;
        };
        let (Some((index, rank)), rows) =
            (unit.earlier, Rows::before(before, &self.lot, provinces))
        else {
            return;
        };
        let (Ok(earlier), Some(place)) = (
            rows.scores(index, Faults::none()),
            rows.figures.place(index),
        ) else {
            return;
        };
        let (words, _) = rows.words(index);
        let entries = acknowledged_of(&before.acknowledged, &words);
        let earlier = score::Unit {
            scores: earlier,
            rank,
            possible: None,
            previous_rank: None,
            level: unit.own,
            place: place.clone(),
            own: false,
        };
        let seen = Seen {
            entries: &entries,
            period: before.period,
        };
        let auditor = self.lot.checker.auditor();
        let review =
            (!entries.is_empty()).then(|| auditor.audit_unit(&earlier, 1, &before.framework, seen));
        let standing = review.and_then(Review::total_stands);
        compare(scores, &earlier.scores, standing.as_ref(), &before.place);
    }

    /// Among whom a unit is ranked, as the lô says it; none if that names units of other levels.
    fn among(&self, unit: &Member, words: &UnitTexts) -> Option<String> {
        let values = words.values(self.lot.period, str::to_owned);
        let among = self.lot.each.of_level(unit.own)?.among.as_ref()?;
        let among = among.fill(&values).unwrap_or_default();
        let named = (self.named).of(among.as_bytes(), || Level::named(&among));
        let fits = |level| named.is_empty() || named.contains(&level);
        unit.level.is_none_or(fits).then_some(among)
    }

    /// Of units whose rank no document can say, because the lô calls those among whom it is
    /// otherwise.
    fn otherwise_called(&self, now: &Rows) -> Option<Note> {
        let units = self.all.iter().enumerate();
        let has = |unit: &Member| {
            let documents = self.lot.each.of_level(unit.own);
            documents.is_some_and(|documents| documents.among.is_some())
        };
        let ranked =
            units.filter(|(_, unit)| unit.level.is_some() && unit.rank.is_some() && has(unit));
        let other = |index| self.among(self.all.get(index)?, &now.words(index).0);
        let other = ranked.filter(|(index, _)| other(*index).is_none());
        let other: Vec<usize> = other.map(|(index, _)| index).collect();
        if other.is_empty() {
            return None;
        }
        let names = listed(&other, |index| self.called(index));
        let words = format!(
            "không in thứ hạng của {} đơn vị ({names}): “xep_hang” nêu đơn vị của cấp khác",
            other.len()
        );
        Some(Note::of(NoteKind::Unranked, words))
    }

    /// The rank in words of a document, if the lô says among whom.
    fn rank_of(&self, unit: &Member, words: &UnitTexts, scores: &Scores) -> Option<Rank> {
        let among = self.among(unit, words)?;
        let number = |rank: Option<usize>| rank.and_then(|rank| u32::try_from(rank).ok());
        Some(Rank {
            rank: number(unit.rank)?,
            of: number(Some(unit.of))?,
            among,
            previous: number(unit.earlier.and_then(|(_, rank)| rank)),
            place: scores.position.as_ref().map(|rank| rank.place.clone()),
        })
    }
}

/// The paths of the files of a unit of a level.
fn paths(lot: &Lot, level: Option<Level>, words: &UnitTexts) -> Vec<String> {
    let documents = lot.each.of_level(level);
    documents.map_or(Vec::new(), |all| all.recipe.paths(words, lot.period))
}

/// Of two rows of one unit neither can be trusted.
fn repeated_at(
    repeated: &Repeated,
    identity: &Identity,
    name: &str,
    place: &Place,
) -> Option<Fault> {
    let fault = repeated.fault(identity, name, place)?;
    Some(
        fault.remedy(
            "giữ một, xóa một; hai đơn vị cùng tên thì thêm cột “ma” hoặc “tinh” vào “rieng”",
        ),
    )
}

/// A note for each row of the directory that is of no unit.
fn not_met(lot: &Lot, met: &BTreeSet<&Identity>) -> Vec<Note> {
    let Some(directory) = &lot.directory else {
        return Vec::new();
    };
    let rows = directory.rows.iter();
    let rows = rows.filter(|(identity, _)| !met.contains(identity));
    let note = |(_, row): &(Identity, Record)| {
        let words = directory.words(row);
        let Sourced { value, place } = words.get(&directory.key)?;
        let words = format!("danh bạ có “{value}”, bảng số liệu không có");
        Some(Note::at(NoteKind::Lacking, place, words))
    };
    rows.filter_map(note).collect()
}

/// The words of a unit's province alone.
fn province_of(words: &UnitTexts) -> UnitTexts {
    let mut of_province = UnitTexts::default();
    let province = words.get(PROVINCE).cloned();
    let province = province.into_iter();
    province.for_each(|text| of_province.add(PROVINCE, text));
    of_province
}

/// Of each acknowledgement that is about no unit and no province.
fn unmet(lot: &Lot, seen: &[bool]) -> Vec<Note> {
    let entries = lot.acknowledged.iter().zip(seen);
    let unmet = entries.filter(|(_, seen)| !**seen);
    let note = |(one, _): (&OfUnit, &bool)| {
        let Sourced { value, place } = &one.unit;
        let words = format!("“da_xem” nêu “{value}”, lô không có đơn vị ấy");
        Note::at(NoteKind::Lacking, place, words)
    };
    unmet.map(note).collect()
}
