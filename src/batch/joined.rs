//! The rows of one period, each joined with its row of the directory: who its unit is, its words, its
//! points.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::earlier::Earlier;
use super::lot::Lot;
use super::member::Member;
use super::rows::{Directory, Figures};
use super::words::{CODE, PROVINCE, UNIT, UnitTexts};
use crate::fault::{Fault, Faults, Kind, Place};
use crate::form::Sourced;
use crate::framework::Framework;
use crate::score::{Scores, without_figures};
use crate::table::Record;
use crate::vn::identity::Identity;
use crate::vn::name::{self, Name};
use crate::vn::period::Period;
use crate::vn::spelling;

/// The spelling that the first unit of each province has.
pub type Spellings = BTreeMap<String, Arc<str>>;

/// The rows of one period, with the directory's words.
pub struct Rows<'a> {
    /// The rows.
    pub figures: &'a Figures,
    /// The lô.
    pub lot: &'a Lot,
    framework: &'a Framework,
    period: Period,
    /// How provinces are spelt.
    pub provinces: Arc<Spellings>,
}

/// What tells a unit from all others: its code, or else its province and name.
fn of_words(words: &UnitTexts) -> Identity {
    match words.text(CODE) {
        "" => Identity::of(words.text(UNIT)).within(words.text(PROVINCE)),
        code => Identity::of_code(code),
    }
}

impl<'a> Rows<'a> {
    /// The rows of the period.
    pub fn now(lot: &'a Lot, provinces: &Arc<Spellings>) -> Self {
        Self {
            figures: &lot.figures,
            lot,
            framework: &lot.framework,
            period: lot.period,
            provinces: Arc::clone(provinces),
        }
    }

    /// Those of an earlier period.
    pub fn before(before: &'a Earlier, lot: &'a Lot, provinces: &Arc<Spellings>) -> Self {
        Self {
            figures: &before.figures,
            framework: &before.framework,
            period: before.period,
            ..Self::now(lot, provinces)
        }
    }

    /// Who the units are, and the rows of the directory that they have. From then on the rows know
    /// how provinces are spelt.
    pub fn identify(&mut self) -> (Vec<Identity>, BTreeSet<&'a Identity>) {
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
            self.state_province(&mut words);
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

    fn listed(&self, directory: &'a Directory, words: &UnitTexts) -> Vec<&'a (Identity, Record)> {
        directory.rows.find(&Directory::key(&directory.key, words))
    }

    /// The words of a row with those of the directory, and what is wrong about those.
    pub fn words(&self, index: usize) -> (UnitTexts, Faults) {
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
        self.state_province(&mut words);
        self.one_spelling(&mut words);
        (words, faults)
    }

    /// Adds the province that names say, if no table states it.
    fn state_province(&self, words: &mut UnitTexts) {
        if words.get(PROVINCE).is_none()
            && let Some(unit) = words.get(UNIT)
            && let Some(value) = self.figures.provinces.of_unit(&unit.value)
        {
            let place = unit.place.clone();
            words.add(PROVINCE, Sourced { value, place });
        }
    }

    /// Gives a province the spelling that its first unit has.
    fn one_spelling(&self, words: &mut UnitTexts) {
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
    fn province(&self, words: &UnitTexts) -> Arc<str> {
        let province = words.text(PROVINCE);
        let known = self.provinces.get(&spelling::key(Name::of(province).own));
        known.map_or_else(|| Arc::from(province), Arc::clone)
    }

    /// What is kept of the unit of a row, of these words and points, before it is ranked and named.
    pub fn member(&self, index: usize, words: &UnitTexts, scores: Option<&Scores>) -> Member {
        Member {
            province: self.province(words),
            own: name::level(&self.figures.name(index)),
            level: None,
            sound: scores.is_some(),
            converted: scores.and_then(Scores::converted),
            position: scores.and_then(Scores::published_rank),
            rank: None,
            possible: None,
            of: 0,
            earlier: None,
            in_year: None,
            past: Vec::new(),
            repeated: None,
            paths: Vec::new(),
        }
    }

    /// The points of a row, unless something is wrong with it.
    pub fn scores(&self, index: usize, trouble: Faults) -> Result<Scores, Faults> {
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

fn not_listed(place: &Place, directory: &Directory, words: &UnitTexts, twice: bool) -> Fault {
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
