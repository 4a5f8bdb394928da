//! What is to be made of a lô: the documents of each unit and those of each province, with the
//! beginning of what the report will say of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::lot::{Lot, Summary};
use super::ranks::listed;
use super::recipe::Recipe;
use super::report::{Points, UnitReport};
use super::shard::Shard;
use super::units::{Read, Units};
use super::words::{CODE, PROVINCE, UnitTexts};
use crate::fault::{Fault, Faults, Kind, Note, NoteKind, Place};
use crate::form::Sourced;
use crate::score::{self, GroupScore, History};
use crate::vn::name::Level;
use crate::vn::number::round;

/// The documents of one unit or province.
pub struct Task {
    /// What the report says of it, without its files.
    pub report: UnitReport,
    /// Whether it is a province's.
    pub of_province: bool,
    /// The level of the unit, if anything says it.
    pub level: Option<Level>,
    /// Its row.
    pub place: Place,
    /// Its words.
    pub words: UnitTexts,
    /// The paths of its files, without ending: one for each template.
    pub paths: Vec<String>,
    /// The unit's points in former periods, if the lô names a folder of them.
    pub history: Option<History>,
    /// The units with their points, or why they cannot be printed.
    pub units: Result<Vec<score::Unit>, Faults>,
}

impl Task {
    /// The path of its first files, which no other has.
    pub fn path(&self) -> &str {
        &self.report.path
    }

    /// How it is made; none for a province in a lô that makes nothing for provinces.
    pub fn recipe<'a>(&self, lot: &'a Lot) -> Option<&'a Recipe> {
        match self.of_province {
            true => lot.summary.as_ref().map(|summary| &summary.recipe),
            false => lot.each.of_level(self.level).map(|all| &all.recipe),
        }
    }
}

/// All that is to be made, by path. What a task says is read when it is worked at.
pub struct Plan {
    lot: Arc<Lot>,
    units: Units,
    /// What is to be made.
    pub all: Vec<Planned>,
}

/// What is known of a task before it is worked at.
pub struct Planned {
    /// The paths of its files, without ending: one for each template.
    paths: Vec<String>,
    about: About,
    /// If another task has one of the paths.
    taken: Option<Box<Fault>>,
}

/// What a task is about.
enum About {
    /// A unit, by its number.
    Unit(usize),
    /// A province with its units.
    Province(Arc<str>, Vec<usize>),
}

impl Planned {
    /// The path of its first files, which no other has.
    pub fn path(&self) -> &str {
        self.paths.first().map_or("", String::as_str)
    }

    /// The paths of its files, without ending.
    pub fn paths(&self) -> &[String] {
        &self.paths
    }

    /// Whether it is a province's.
    pub fn of_province(&self) -> bool {
        matches!(self.about, About::Province(..))
    }
}

impl Plan {
    /// All that is to be made of a lô, or of a part of it, and notes for the user.
    pub fn of(lot: &Arc<Lot>, shard: Option<Shard>) -> (Self, Vec<String>) {
        let (mut units, mut notes) = Units::of(lot);
        let mut all = match &lot.summary {
            Some(summary) => provinces(&units, summary, lot, &mut notes),
            None => Vec::new(),
        };
        notes.extend(without_documents(&units));
        // What changes what is printed is told first.
        notes.sort_by(|a, b| a.kind.cmp(&b.kind));
        all.reserve_exact(units.all.len());
        let own = units.all.iter_mut().enumerate();
        let own = own.filter(|(_, unit)| !unit.paths.is_empty());
        all.extend(own.map(|(index, unit)| Planned {
            paths: std::mem::take(&mut unit.paths),
            about: About::Unit(index),
            taken: None,
        }));
        all.sort_by(|a, b| a.paths.cmp(&b.paths));
        let lot = Arc::clone(lot);
        let mut plan = Self { lot, units, all };
        plan.find_taken();
        let own = |task: &Planned| shard.is_none_or(|shard| shard.holds(task.path()));
        plan.all.retain(own);
        plan.all.shrink_to_fit();
        (plan, notes.iter().map(Note::to_string).collect())
    }

    fn find_taken(&mut self) {
        let mut taken: BTreeSet<&str> = BTreeSet::new();
        let twice = self.all.iter().enumerate().filter_map(|(number, task)| {
            let twice = task.paths.iter().filter(|path| !taken.insert(path));
            Some((number, path_taken(twice.last()?, &self.place(task))))
        });
        let twice: Vec<(usize, Fault)> = twice.collect();
        for (number, fault) in twice {
            if let Some(task) = self.all.get_mut(number) {
                task.taken = Some(Box::new(fault));
            }
        }
    }

    /// Where a task stands.
    pub fn place(&self, task: &Planned) -> Place {
        let place = match &task.about {
            About::Unit(index) => self.units.place(*index),
            About::Province(..) => None,
        };
        place.unwrap_or(&self.lot.place).clone()
    }

    /// Reads a task, to work at it.
    pub fn task(&self, planned: &Planned) -> Task {
        let paths = planned.paths.clone();
        let mut task = match &planned.about {
            About::Unit(index) => match self.units.read(*index) {
                Some(unit) => of_unit(unit, paths),
                None => of_province("", Err(Faults::none()), &self.lot, paths),
            },
            About::Province(name, members) => {
                of_province(name, self.members(name, members), &self.lot, paths)
            }
        };
        // One that is refused already has nothing to write.
        if let Some(fault) = planned.taken.as_ref().filter(|_| task.units.is_ok()) {
            task.units = Err(Fault::clone(fault).into());
        }
        task
    }

    /// The units of a province: without one of them ranks, counts and what is highest would be
    /// wrong.
    fn members(&self, province: &str, members: &[usize]) -> Result<Vec<score::Unit>, Faults> {
        let sound = |index: &usize| self.units.all.get(*index).is_some_and(|unit| unit.sound);
        let unread = members.iter().copied().filter(|index| !sound(index));
        let unread: Vec<usize> = unread.collect();
        if !unread.is_empty() {
            let names = listed(&unread, |index| self.units.called(index));
            return Err(incomplete(province, (unread.len(), &names), &self.lot.place).into());
        }
        let units = members
            .iter()
            .filter_map(|index| self.units.read(*index)?.unit.ok());
        let mut units: Vec<score::Unit> = units.collect();
        units.sort_by_key(|unit| (unit.level, unit.rank));
        Ok(units)
    }
}

fn path_taken(path: &str, place: &Place) -> Fault {
    let found = format!("tên tệp “{path}” đã là của đơn vị khác");
    Fault::new(Kind::RepeatedKey, place.clone(), found)
        .remedy("thêm cột “ma” vào “rieng”, hoặc sửa “ten_tep” của lô")
}

fn of_unit(unit: Read, paths: Vec<String>) -> Task {
    let text = |column: &str| unit.words.text(column).to_owned();
    let scored = unit.unit.as_ref().ok();
    Task {
        report: UnitReport {
            name: unit.name.clone(),
            code: text(CODE),
            province: text(PROVINCE),
            place: unit.place.to_string(),
            path: paths.first().cloned().unwrap_or_default(),
            points: scored.map(|scored| points(scored, &unit)),
            files: Arc::default(),
            findings: Vec::new(),
            acknowledged: Vec::new(),
            faults: Vec::new(),
        },
        of_province: false,
        level: unit.level,
        history: unit.history,
        units: unit.unit.map(|unit| vec![unit]),
        place: unit.place,
        words: unit.words,
        paths,
    }
}

fn points(unit: &score::Unit, read: &Read) -> Points {
    let scores = &unit.scores;
    let converted = scores.converted();
    Points {
        groups: scores.groups.iter().map(GroupScore::printed).collect(),
        achieved: scores.printed_total(),
        converted: converted.map(|points| round(points, scores.decimals)),
        change: scores.change(),
        band: read.band.clone(),
        rank: unit.rank,
        of: (read.of > 0).then_some(read.of),
    }
}

/// A note of the units that get no documents of their own.
fn without_documents(units: &Units) -> Option<Note> {
    let all = units.all.iter().enumerate();
    let left = all.filter(|(_, unit)| unit.paths.is_empty());
    let left: Vec<usize> = left.map(|(index, _)| index).collect();
    let names = listed(&left, |index| units.called(index));
    let words = format!(
        "không làm văn bản riêng của {} đơn vị ({names}): “theo_cap” ghi “lam: không”",
        left.len()
    );
    (!left.is_empty()).then(|| Note::of(NoteKind::Unused, words))
}

/// The documents of each province, about its units: those of the levels that the lô names, or of
/// the one that has most.
fn provinces(units: &Units, summary: &Summary, lot: &Lot, notes: &mut Vec<Note>) -> Vec<Planned> {
    let mut provinces: BTreeMap<&Arc<str>, BTreeMap<Option<Level>, Vec<usize>>> = BTreeMap::new();
    for (index, unit) in units.all.iter().enumerate() {
        let levels = provinces.entry(&unit.province).or_default();
        let level = match summary.levels {
            Some(_) => unit.own,
            None => unit.level,
        };
        levels.entry(level).or_default().push(index);
    }
    let planned = |(name, levels): (&Arc<str>, BTreeMap<Option<Level>, Vec<usize>>)| {
        let largest = levels.iter().max_by_key(|(_, members)| members.len());
        let most = largest.and_then(|(level, _)| *level);
        let asked = |level: Option<Level>| match &summary.levels {
            Some(asked) => level.is_none_or(|level| asked.contains(&level)),
            None => level == most,
        };
        let (own, others): (Vec<_>, Vec<_>) =
            levels.into_iter().partition(|(level, _)| asked(*level));
        let [own, others] = [own, others].map(|levels| {
            let members = levels.into_iter().flat_map(|(_, members)| members);
            members.collect::<Vec<usize>>()
        });
        if let Some(level) = most.filter(|_| !others.is_empty()) {
            let of = match summary.levels {
                Some(_) => "đơn vị của các cấp ghi ở “cap”",
                None => level.words(),
            };
            let words = format!(
                "báo cáo của {name} chỉ nêu {} {of}; không tính {} dòng của cấp khác: {}",
                own.len(),
                others.len(),
                listed(&others, |index| units.called(index))
            );
            notes.push(Note::of(NoteKind::Unranked, words));
        }
        Planned {
            paths: summary.recipe.paths(&words_of(name, lot), lot.period),
            about: About::Province(Arc::clone(name), own),
            taken: None,
        }
    };
    provinces.into_iter().map(planned).collect()
}

/// The words of a province.
fn words_of(name: &str, lot: &Lot) -> UnitTexts {
    let mut words = UnitTexts::default();
    let text = Sourced::new(name.to_owned(), lot.place.clone());
    words.add(PROVINCE, text);
    words
}

fn of_province(
    name: &str,
    units: Result<Vec<score::Unit>, Faults>,
    lot: &Lot,
    paths: Vec<String>,
) -> Task {
    Task {
        report: UnitReport {
            name: name.to_owned(),
            code: String::new(),
            province: name.to_owned(),
            place: lot.place.to_string(),
            path: paths.first().cloned().unwrap_or_default(),
            points: None,
            files: Arc::default(),
            findings: Vec::new(),
            acknowledged: Vec::new(),
            faults: Vec::new(),
        },
        of_province: true,
        level: None,
        history: None,
        units,
        place: lot.place.clone(),
        words: words_of(name, lot),
        paths,
    }
}

fn incomplete(name: &str, (count, names): (usize, &str), place: &Place) -> Fault {
    let found = format!("báo cáo “{name}” thiếu {count} đơn vị chưa có điểm đọc được: {names}");
    Fault::new(Kind::MissingKey, place.clone(), found)
        .expected("điểm của mọi đơn vị: thiếu một đơn vị thì thứ hạng và các số đếm đều sai")
        .remedy("sửa các dòng bị từ chối trong bảng số liệu rồi chạy lại")
}
