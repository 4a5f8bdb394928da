//! What is to be made of a lô: the documents of each unit and those of each province, with the
//! beginning of what the report will say of them.

use std::collections::{BTreeMap, BTreeSet};

use super::lot::Lot;
use super::recipe::Recipe;
use super::report::{Points, UnitReport};
use super::units::{Unit, listed, units};
use super::words::{PROVINCE, Words};
use crate::fault::{Fault, Faults, Kind, Note, Place};
use crate::form::Sourced;
use crate::score::{self, GroupScore, Scores};
use crate::vn::number::round;

/// The documents of one unit or province.
pub struct Task {
    /// What the report says of it, without its files.
    pub report: UnitReport,
    /// Whether it is a province's.
    pub of_province: bool,
    /// Its row.
    pub place: Place,
    /// Its words.
    pub words: Words,
    /// The paths of its files, without ending: one for each template.
    pub paths: Vec<String>,
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
            true => lot.summary.as_ref(),
            false => Some(&lot.each),
        }
    }
}

/// All that is to be made, by path, and notes for the user.
pub fn tasks(lot: &Lot) -> (Vec<Task>, Vec<Note>) {
    let (units, notes) = units(lot);
    let mut tasks = match &lot.summary {
        Some(recipe) => provinces(&units, recipe, lot),
        None => Vec::new(),
    };
    tasks.extend(units.into_iter().map(of_unit));
    tasks.sort_by(|a, b| a.paths.cmp(&b.paths));
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for task in &mut tasks {
        for path in &task.paths {
            if !taken.insert(path.clone()) {
                task.units = Err(path_taken(path, &task.place).into());
            }
        }
    }
    (tasks, notes)
}

fn path_taken(path: &str, place: &Place) -> Fault {
    let found = format!("tên tệp “{path}” đã là của đơn vị khác");
    Fault::new(Kind::RepeatedKey, place.clone(), found)
        .remedy("thêm cột “ma” vào “rieng”, hoặc sửa “ten_tep” của lô")
}

fn of_unit(unit: Unit) -> Task {
    let scores = unit.scores.as_ref().ok();
    Task {
        report: UnitReport {
            name: unit.name.clone(),
            code: unit.code().to_owned(),
            province: unit.province().to_owned(),
            place: unit.place.to_string(),
            path: unit.path().to_owned(),
            points: scores.map(|scores| points(&unit, scores)),
            files: Vec::new(),
            findings: Vec::new(),
            acknowledged: Vec::new(),
            faults: Vec::new(),
        },
        of_province: false,
        units: unit.scored().map(|unit| vec![unit]),
        place: unit.place,
        words: unit.words,
        paths: unit.paths,
    }
}

fn points(unit: &Unit, scores: &Scores) -> Points {
    let converted = scores.converted();
    Points {
        groups: scores.groups.iter().map(GroupScore::printed).collect(),
        achieved: scores.printed_total(),
        converted: converted.map(|points| round(points, scores.decimals)),
        change: scores.change(),
        band: unit.band.clone(),
        rank: unit.rank,
        of: unit.of,
    }
}

/// The documents of each province, about all of its units: without one of them ranks, counts and
/// what is highest would be wrong.
fn provinces(units: &[Unit], recipe: &Recipe, lot: &Lot) -> Vec<Task> {
    let mut provinces: BTreeMap<&str, Vec<&Unit>> = BTreeMap::new();
    for unit in units {
        provinces.entry(unit.province()).or_default().push(unit);
    }
    let task = |(province, members): (&str, Vec<&Unit>)| {
        let unread = members.iter().filter(|unit| unit.scores.is_err());
        let unread: Vec<&str> = unread.map(|unit| unit.name.as_str()).collect();
        let scored = members.iter().filter_map(|unit| unit.scored().ok());
        let mut scored: Vec<score::Unit> = scored.collect();
        scored.sort_by_key(|unit| unit.rank);
        let units = match unread.is_empty() {
            true => Ok(scored),
            false => Err(incomplete(province, &unread, &lot.place).into()),
        };
        of_province(province, units, recipe, lot)
    };
    provinces.into_iter().map(task).collect()
}

fn of_province(
    name: &str,
    units: Result<Vec<score::Unit>, Faults>,
    recipe: &Recipe,
    lot: &Lot,
) -> Task {
    let mut words = Words::default();
    let text = Sourced {
        value: name.to_owned(),
        place: lot.place.clone(),
    };
    words.add(PROVINCE, text);
    let paths = recipe.paths(&words, lot.period);
    Task {
        report: UnitReport {
            name: name.to_owned(),
            code: String::new(),
            province: name.to_owned(),
            place: lot.place.to_string(),
            path: paths.first().cloned().unwrap_or_default(),
            points: None,
            files: Vec::new(),
            findings: Vec::new(),
            acknowledged: Vec::new(),
            faults: Vec::new(),
        },
        of_province: true,
        units,
        place: lot.place.clone(),
        words,
        paths,
    }
}

fn incomplete(name: &str, unread: &[&str], place: &Place) -> Fault {
    let (count, names) = (unread.len(), listed(unread));
    let found = format!("báo cáo “{name}” thiếu {count} đơn vị chưa có điểm đọc được: {names}");
    Fault::new(Kind::MissingKey, place.clone(), found)
        .expected("điểm của mọi đơn vị: thiếu một đơn vị thì thứ hạng và các số đếm đều sai")
        .remedy("sửa các dòng bị từ chối trong bảng số liệu rồi chạy lại")
}
