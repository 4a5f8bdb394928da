//! The units of a lô: who they are, their points, ranks, changes and the names of their files.
//! Everything here is quick and for all units; documents are made of one unit at a time. Of each
//! only what the others must know is kept; the rest is read again when its documents are made.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::lot::{Before, Lot, acknowledged_of, is_about};
use super::naming::name_files;
use super::ranks::{listed, rank};
use super::rows::{Directory, Figures};
use super::unit::{League, Unit};
use super::words::{CODE, PROVINCE, UNIT, Words};
use crate::audit::{OfUnit, Review, Seen};
use crate::fault::{Fault, Faults, Kind, Note, NoteKind, Place};
use crate::form::Sourced;
use crate::framework::{Framework, Ties};
use rust_decimal::Decimal;

use crate::roll::{Candidate, compare, levels, standings};
use crate::score::{self, Rank, Scores, without_figures};
use crate::table::{Record, Repeated};
use crate::vn::identity::{ByUnit, Identity};
use crate::vn::name::{self, Level, Name};
use crate::vn::period::Period;
use crate::vn::spelling;

/// A unit as its documents speak of it.
pub struct Read {
    /// Its name.
    pub name: String,
    /// Its row in the figures.
    pub place: Place,
    /// Its words.
    pub words: Words,
    /// Its points and rank, or why it has none that can be printed.
    pub unit: Result<score::Unit, Faults>,
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
    /// What is kept of each.
    pub all: Vec<Unit>,
}

/// The spelling that the first unit of each province has.
type Spellings = BTreeMap<String, Arc<str>>;

/// The rows of one period, with the directory's words.
struct Rows<'a> {
    figures: &'a Figures,
    lot: &'a Lot,
    framework: &'a Framework,
    period: Period,
    provinces: Arc<Spellings>,
}

/// What tells a unit from all others: its code, or else its province and name.
fn of_words(words: &Words) -> Identity {
    match words.text(CODE) {
        "" => Identity::of(words.text(UNIT)).within(words.text(PROVINCE)),
        code => Identity::of_code(code),
    }
}

impl<'a> Rows<'a> {
    /// The rows of the period.
    fn now(lot: &'a Lot, provinces: &Arc<Spellings>) -> Self {
        Self {
            figures: &lot.figures,
            lot,
            framework: &lot.framework,
            period: lot.period,
            provinces: Arc::clone(provinces),
        }
    }

    /// Those of the period before.
    fn before(before: &'a Before, lot: &'a Lot, provinces: &Arc<Spellings>) -> Self {
        Self {
            figures: &before.figures,
            framework: &before.framework,
            period: before.period,
            ..Self::now(lot, provinces)
        }
    }

    /// Who the units are, and the rows of the directory that they have. From then on the rows know
    /// how provinces are spelt.
    fn identify(&mut self) -> (Vec<Identity>, BTreeSet<&'a Identity>) {
        let mut identities = Vec::with_capacity(self.figures.count());
        let mut met = BTreeSet::new();
        for index in 0..self.figures.count() {
            let mut words = self.figures.words(index);
            if let Some(directory) = &self.lot.directory {
                let found = self.listed(directory, &words);
                met.extend(found.iter().map(|(identity, _)| identity));
                if let [(_, only)] = found.as_slice() {
                    words.extend_but(&directory.words(only), UNIT);
                }
            }
            if let Some(province) = words.get(PROVINCE) {
                let key = spelling::key(Name::of(&province.value).own);
                let first = || Arc::from(province.value.as_str());
                let known = Arc::make_mut(&mut self.provinces);
                known.entry(key).or_insert_with(first);
            }
            self.one_spelling(&mut words);
            identities.push(of_words(&words));
        }
        (identities, met)
    }

    fn listed(&self, directory: &'a Directory, words: &Words) -> Vec<&'a (Identity, Record)> {
        directory.rows.find(&Directory::key(&directory.key, words))
    }

    /// The words of a row with those of the directory, and what is wrong about those.
    fn words(&self, index: usize) -> (Words, Faults) {
        let (mut words, mut faults) = (self.figures.words(index), Faults::none());
        if let Some(directory) = &self.lot.directory {
            match self.listed(directory, &words).as_slice() {
                [(_, only)] => {
                    words.extend_but(&directory.words(only), UNIT);
                    only.faults().for_each(|fault| faults.add(fault));
                }
                found => {
                    let place = self.figures.place(index);
                    let twice = !found.is_empty();
                    let fault = place.map(|place| not_listed(place, directory, &words, twice));
                    fault.into_iter().for_each(|fault| faults.add(fault));
                }
            }
        }
        self.one_spelling(&mut words);
        (words, faults)
    }

    /// Gives a province the spelling that its first unit has.
    fn one_spelling(&self, words: &mut Words) {
        let Some(province) = words.get(PROVINCE) else {
            return;
        };
        let key = spelling::key(Name::of(&province.value).own);
        if let Some(first) = self.provinces.get(&key)
            && **first != *province.value
        {
            let place = province.place.clone();
            let value = first.to_string();
            words.add(PROVINCE, Sourced { value, place });
        }
    }

    /// The province of a unit of these words; all its units share one text.
    fn province(&self, words: &Words) -> Arc<str> {
        let province = words.text(PROVINCE);
        let known = self.provinces.get(&spelling::key(Name::of(province).own));
        known.map_or_else(|| Arc::from(province), Arc::clone)
    }

    /// The points of a row, unless something is wrong with it.
    fn scores(&self, index: usize, trouble: Faults) -> Result<Scores, Faults> {
        let (name, mut faults) = (self.figures.name(index), trouble);
        let version = self.framework.version(self.period);
        let entered = version.map(|version| {
            let (shelf, framework) = (&self.lot.shelf, self.framework);
            self.figures.entered(index, shelf, framework, version)
        });
        let scores = match (entered, version) {
            (Some(Ok(entered)), Some(version)) => {
                Scores::of(&name, &entered, self.framework, version, &mut faults)
            }
            (Some(Err(found)), _) => {
                faults.extend(found);
                None
            }
            _ => None,
        };
        let unknown = scores.as_ref().is_some_and(Scores::is_unknown);
        if let Some(place) = self.figures.place(index).filter(|_| unknown) {
            faults.add(without_figures(&name, place));
        }
        faults.or(scores)
    }
}

impl Units {
    /// The units of a lô, and notes about them.
    pub fn of(lot: &Arc<Lot>) -> (Self, Vec<Note>) {
        let mut notes = lot.figures.notes().to_vec();
        // Of rows that may be no units the checks of each tell.
        notes.retain(|note| !note.is_doubt());
        notes.extend(lot.directory.iter().flat_map(|all| all.notes.clone()));
        let mut now = Rows::now(lot, &Arc::default());
        let (identities, met) = now.identify();
        notes.extend(not_met(lot, &met));
        let mut units = Self {
            lot: Arc::clone(lot),
            provinces: Arc::clone(&now.provinces),
            provinces_before: None,
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
        rank(&mut units.all, lot, &mut notes);
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
            self.all.push(Unit {
                province: now.province(&words),
                level: name::level(&now.figures.name(index)),
                sound: scores.is_some(),
                converted: scores.as_ref().and_then(Scores::converted),
                position: scores.as_ref().and_then(Scores::published_rank),
                rank: None,
                possible: None,
                of: 0,
                earlier: None,
                repeated: twice.map(Box::new),
                paths: lot.each.paths(&words, lot.period),
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
        let ranks = earlier_ranks(&rows, before.framework.ties);
        let readable = ranks.into_iter().enumerate();
        let readable = readable.map(|(index, rank)| Some((index, rank?)));
        let earlier = earlier.into_iter().zip(readable);
        let earlier: ByUnit<Option<(usize, Option<usize>)>> = earlier.collect();
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
            scores.rank = self.rank_of(unit, &words, scores).or(scores.rank.take());
        }
        let band = unit
            .converted
            .and_then(|points| self.lot.framework.band(points));
        Some(Read {
            name: self.name(index),
            place: place.clone(),
            unit: scores.map(|scores| score::Unit {
                rank: unit.rank,
                possible: unit.possible,
                previous_rank: unit.earlier.and_then(|(_, rank)| rank),
                place: place.clone(),
                scores,
            }),
            words,
            of: unit.of,
            band: band.map(|band| band.name.clone()),
        })
    }

    /// Fills in the points of the period before, where there are any.
    fn compare(&self, unit: &Unit, scores: &mut Scores) {
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
            place: place.clone(),
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
    fn among(&self, unit: &Unit, words: &Words) -> Option<String> {
        let values = words.values(self.lot.period, str::to_owned);
        let among = self.lot.among.as_ref()?.fill(&values).unwrap_or_default();
        let named = Level::named(&among);
        let fits = |level| named.is_empty() || named.contains(&level);
        unit.level.is_none_or(fits).then_some(among)
    }

    /// Of units whose rank no document can say, because the lô calls those among whom it is
    /// otherwise.
    fn otherwise_called(&self, now: &Rows) -> Option<Note> {
        let units = self.all.iter().enumerate();
        let ranked = units.filter(|(_, unit)| unit.level.is_some() && unit.rank.is_some());
        let other = |index| self.among(self.all.get(index)?, &now.words(index).0);
        let other = ranked.filter(|(index, _)| other(*index).is_none());
        let other: Vec<usize> = other.map(|(index, _)| index).collect();
        if other.is_empty() || self.lot.among.is_none() {
            return None;
        }
        let names = listed(&other, |index| self.name(index));
        let words = format!(
            "không in thứ hạng của {} đơn vị ({names}): “xep_hang” nêu đơn vị của cấp khác",
            other.len()
        );
        Some(Note::of(NoteKind::Unranked, words))
    }

    /// The rank in words of a document, if the lô says among whom.
    fn rank_of(&self, unit: &Unit, words: &Words, scores: &Scores) -> Option<Rank> {
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

fn not_listed(place: &Place, directory: &Directory, words: &Words, twice: bool) -> Fault {
    let key = words.text(&directory.key);
    let how = if twice {
        "có nhiều dòng"
    } else {
        "không có dòng"
    };
    Fault::new(
        Kind::UnknownName,
        place.clone(),
        format!("danh bạ {how} “{key}” (nối theo “{}”)", directory.key),
    )
    .expected("đúng một dòng cho mỗi đơn vị")
    .remedy("sửa danh bạ, hoặc sửa tên, mã ở bảng số liệu")
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
fn province_of(words: &Words) -> Words {
    let mut of_province = Words::default();
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

/// The ranks of the period before: the published ones, or those that follow from the points if
/// those of all units of the province and level are known. None of a row that cannot be read.
fn earlier_ranks(rows: &Rows, ties: Ties) -> Vec<Option<Option<usize>>> {
    let read = (0..rows.figures.count()).map(|index| {
        let scores = rows.scores(index, Faults::none()).ok();
        let candidate = Candidate {
            group: rows.province(&rows.words(index).0),
            level: name::level(&rows.figures.name(index)),
            position: scores.as_ref().and_then(Scores::published_rank),
        };
        let points = scores.as_ref().and_then(Scores::converted);
        (candidate, (points, scores.is_some()))
    });
    let (candidates, found): (Vec<_>, Vec<(Option<Decimal>, bool)>) = read.unzip();
    let leagues = levels(&candidates).into_iter().zip(&candidates);
    let leagues = leagues.map(|(level, candidate)| (Arc::clone(&candidate.group), level));
    let members: Vec<(League, Option<Decimal>)> = leagues
        .zip(found.iter().map(|(points, _)| *points))
        .collect();
    let unread = members.iter().zip(&found);
    let unread = unread.filter(|(_, (_, read))| !read);
    let unread: BTreeSet<&League> = unread.map(|((league, _), _)| league).collect();
    let nowhere = unread.iter().any(|(province, _)| province.is_empty());
    let published = candidates.iter().any(|unit| unit.position.is_some());
    let all = standings(&members, ties).into_iter().zip(&members);
    let all = all.zip(candidates.iter().zip(&found));
    all.map(|((standing, (league, _)), (candidate, (_, read)))| {
        let standing = standing.filter(|_| !unread.contains(league) && !nowhere);
        read.then(|| match published {
            true => candidate.position,
            false => standing.map(|standing| standing.rank),
        })
    })
    .collect()
}
