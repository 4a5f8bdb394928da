//! The points of a hồ sơ: of the one unit that it is about, or of all those that it lists,
//! with their ranks and the changes since the period before.
//!
//! ```
//! use std::path::Path;
//! use vanthu::roll::Roll;
//! use vanthu::shelf::Session;
//!
//! let roll = Roll::read(Path::new("examples/lam-vy-2024-02"), &Session::disk())?;
//! assert_eq!((roll.units.len(), roll.period.to_string().as_str()), (1, "2024-02"));
//! assert!(roll.review()?.errors(&[]).next().is_none());
//! # Ok::<(), vanthu::fault::Faults>(())
//! ```

mod before;
mod columns;
mod evidence;
mod history;
mod lacking;
mod levels;
mod listed;
mod one;
mod own;
mod read;
mod scale;
mod standing;
mod table;
mod titled;

pub use before::Comparison;
pub use columns::{
    CODE, PointColumn, RANK, TOTAL, UNIT, announced, known, point_columns, table_columns,
    with_maximum,
};
pub use evidence::{Evidence, Told, fit_of};
pub use history::{folders, past, unread};
pub use levels::{Candidate, levels, own_levels};
pub use scale::{rescaled_since, set, whole_set};
pub use standing::{Earlier, compare, compare_in_year, standings};
pub use table::{PointTable, Reader, Row, Unread};
pub use titled::titled;

use std::path::{Path, PathBuf};

use crate::audit::{Acknowledgement, Auditor, Review, Seen, Settings};
use crate::fault::{Fault, Faults, Kind, Note, NoteKind, Place};
use crate::form::{Fields, Sourced};
use crate::framework::{Framework, Rescaled, Version};
use crate::score::{self, Entered, History, Scores, Unit};
use crate::shelf::{FormFile, Session, Shelf, tables, wrong};
use crate::vn::date;
use crate::vn::identity::{ByUnit, Changes, Identity};
use crate::vn::name;
use crate::vn::period::Period;

/// The points of one unit or of many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roll {
    /// The set of indicators.
    pub framework: Framework,
    /// The period that is scored.
    pub period: Period,
    /// The one that it is compared with, if a hồ sơ of one is named.
    pub before: Option<Period>,
    /// The same one of the year before, if a hồ sơ of it is named.
    pub year_before: Option<Period>,
    /// What of the set holds.
    pub version: Version,
    /// The earlier results that are of another scale.
    pub rescaled: Vec<Rescaled>,
    /// The results of former periods, if the folder that holds them is named.
    pub history: Option<History>,
    /// The units, in the order in which they are listed.
    pub units: Vec<Unit>,
    /// What had to be guessed of a table, for the user.
    pub notes: Vec<Note>,
    /// The folder of the hồ sơ.
    pub folder: PathBuf,
    /// What was found of it, and looked at, and is let stand.
    pub acknowledged: Vec<Acknowledgement>,
}

/// One forgotten charset is a fault in every row: the first ones are enough.
const MOST: usize = 20;

/// A unit's name with what was entered for it.
type Named = (Sourced<String>, Entered);

impl Roll {
    /// Reads the points of a hồ sơ; what only a document needs may be absent.
    ///
    /// # Errors
    /// All that is wrong with its points, its framework or the hồ sơ of the period before.
    pub fn read(path: &Path, session: &Session) -> Result<Self, Faults> {
        let form = FormFile::read(path, session)?;
        let read = Faults::gather(|faults| Self::of(&form.fields(faults)?, &form.shelf, faults));
        let mut roll = read?;
        roll.notes.splice(..0, form.notes);
        Ok(roll)
    }

    /// The points of a hồ sơ that is being read.
    pub fn of(fields: &Fields, shelf: &Shelf, faults: &mut Faults) -> Option<Self> {
        let mut roll = Self::alone(fields, shelf, faults)?;
        for comparison in [Comparison::Before, Comparison::YearBefore] {
            let Some(asked) = fields.get::<Sourced<String>>(comparison.key(), faults) else {
                continue;
            };
            faults.absorb(roll.earlier(comparison, &asked, (fields, shelf)))?;
        }
        if let Some(asked) = fields.get::<Sourced<String>>("cac_ky", faults) {
            let (history, notes) = faults.absorb(history::history(&asked, shelf, &roll))?;
            roll.notes.extend(notes);
            roll.history = Some(history);
        }
        let points = tables(fields.entries(), &["bang_diem"]);
        roll.notes.extend(titled(&points, shelf, roll.period));
        Some(roll)
    }

    /// Compares with the hồ sơ of an earlier period.
    fn earlier(
        &mut self,
        comparison: Comparison,
        asked: &Sourced<String>,
        (fields, shelf): (&Fields, &Shelf),
    ) -> Result<(), Faults> {
        let known = shelf.changes();
        let from = (fields, shelf, &known);
        let (earlier, note) = before::earlier(comparison, asked, from, self)?;
        self.notes.extend(note);
        let scored = (&earlier.version, earlier.period);
        self.rescaled.extend(rescaled_since(
            &self.version,
            scored,
            comparison.into(),
            &asked.place,
        ));
        match comparison {
            Comparison::Before => {
                self.before = Some(earlier.period);
                self.compare(&earlier, (&asked.place, known), Auditor::shared()?);
            }
            Comparison::YearBefore => {
                self.year_before = Some(earlier.period);
                self.compare_in_year(&earlier, (&asked.place, known));
            }
        }
        Ok(())
    }

    /// Without the period before.
    fn alone(fields: &Fields, shelf: &Shelf, faults: &mut Faults) -> Option<Self> {
        let framework = set(fields, shelf, faults);
        let period: Option<Sourced<Period>> = fields.get("ky", faults);
        let (framework, period) = (framework?, period?);
        let roll = Self::by(framework, &period, (fields, shelf), faults)?;
        let evidence = Evidence {
            fields,
            shelf,
            version: &roll.version,
            period: period.value,
        };
        let again = |only: &Framework| {
            let mut found = Faults::none();
            let again = Self::by(only.clone(), &period, (fields, shelf), &mut found)?;
            found.is_empty().then_some(again)
        };
        let Some(told) = evidence.told(evidence::fit(&roll), again, evidence::fit) else {
            return Some(roll);
        };
        Some(match told.against {
            Some(against) => {
                let mut roll = roll;
                roll.rescaled.push(against);
                roll
            }
            None => {
                let mut read = told.read;
                read.notes.push(told.note);
                read
            }
        })
    }

    /// By the version of a set that holds for the period.
    fn by(
        framework: Framework,
        period: &Sourced<Period>,
        (fields, shelf): (&Fields, &Shelf),
        faults: &mut Faults,
    ) -> Option<Self> {
        let version = faults.absorb(version(&framework, period))?;
        let before = faults.count();
        let exempt = score::exemptions(fields, version, faults);
        let mut notes = Vec::new();
        let reader = Reader {
            shelf,
            framework: &framework,
            version,
            exempt: &exempt,
        };
        let mut found = Faults::none();
        let units = reader.units(fields, &mut notes, &mut found);
        // What is lacking may be said not to apply by what could not be read.
        let lacking = |fault: &&Fault| fault.kind == Kind::MissingKey && faults.count() > before;
        let told = found.iter().filter(|fault| !lacking(fault));
        let told: Vec<Fault> = told.cloned().collect();
        told.into_iter().for_each(|fault| faults.add(fault));
        let mut units = units?;
        let own = own::own(fields, &mut units, &reader, &mut notes, faults);
        let acknowledged: Option<Vec<Acknowledgement>> = fields.get("da_xem", faults);
        if fields.node("bang_diem").is_none() {
            notes.extend(exempt.iter().map(|exemption| exemption.note(version)));
        }
        if faults.count() > before {
            return None;
        }
        let mut units = ranked(units, &framework, &mut notes);
        units.splice(..0, own);
        let rescaled = scale::of_stated(fields, (&framework, version), period, &units);
        Some(Self {
            version: version.clone(),
            rescaled: rescaled.into_iter().collect(),
            history: None,
            acknowledged: acknowledged.unwrap_or_default(),
            period: period.value,
            before: None,
            year_before: None,
            units,
            framework,
            notes,
            folder: shelf.folder.clone(),
        })
    }

    /// Whether both are of one unit each, which is the same one.
    fn is_of_one(&self, before: &Self) -> bool {
        self.units.len() == 1 && before.units.len() == 1
    }

    /// Fills in what the period before says, where the hồ sơ does not say it itself.
    fn compare(&mut self, before: &Self, (place, known): (&Place, Changes), auditor: &Auditor) {
        let lone = self.is_of_one(before);
        let identity = |unit: &Unit| identity(unit, lone);
        let names = before.units.iter().map(|unit| unit.scores.name.clone());
        let names: Vec<String> = names.collect();
        let units = before.units.iter().map(|unit| {
            let standing = before.review_of(unit, auditor).total_stands();
            (identity(unit), Some((unit.clone(), standing)))
        });
        let mut earlier = Earlier::new(units, place.clone(), known);
        for unit in &mut self.units {
            let identity = identity(unit);
            if let Some(previous) = earlier.compare(&identity, &mut unit.scores) {
                unit.ranked_before(previous.rank);
            }
        }
        let gone = |name: &&String| !lone && earlier.is_gone(&Identity::of(name));
        let note = |name| {
            let words = format!("kỳ trước có đơn vị “{name}”, kỳ này không có");
            Note::of(NoteKind::Lacking, words)
        };
        self.notes.extend(names.iter().filter(gone).map(note));
    }

    /// Fills in what the same period of the year before says.
    fn compare_in_year(&mut self, before: &Self, (place, known): (&Place, Changes)) {
        let lone = self.is_of_one(before);
        let identity = |unit: &Unit| identity(unit, lone);
        let earlier: ByUnit<&Scores> = before
            .units
            .iter()
            .map(|unit| (identity(unit), &unit.scores))
            .collect();
        let earlier = earlier.knowing(known);
        for unit in &mut self.units {
            if let [(_, before)] = earlier.find(&identity(unit)).as_slice() {
                compare_in_year(&mut unit.scores, before, place);
            }
        }
    }

    /// How many units are in each band, in the framework's order.
    pub fn bands(&self) -> Vec<(&str, usize)> {
        let of = |unit: &Unit| self.framework.band(unit.scores.converted()?);
        let count = |name: &str| {
            let listed = self.units.iter().filter(|unit| !unit.own);
            let bands = listed.filter_map(of);
            bands.filter(|band| band.name == name).count()
        };
        let names = self.framework.bands.iter().map(|band| band.name.as_str());
        names.map(|name| (name, count(name))).collect()
    }

    /// What is doubtful about the points of all units.
    ///
    /// # Errors
    /// If the shipped checks cannot be used.
    pub fn review(&self) -> Result<Review, Faults> {
        let auditor = Auditor::shared()?;
        let mut review = Review::default();
        for unit in &self.units {
            let of_one = self.review_of(unit, auditor);
            review.findings.extend(of_one.findings);
            review.acknowledged.extend(of_one.acknowledged);
        }
        let of_rows = auditor.audit_rows(&self.notes, &Settings::default());
        let of_scales = auditor.audit_scales(&self.rescaled);
        for mut more in [of_rows, of_scales] {
            more.acknowledge(self.seen());
            review.add(more);
        }
        Ok(review)
    }

    fn review_of(&self, unit: &Unit, auditor: &Auditor) -> Review {
        auditor.audit_unit(unit, self.units.len(), &self.framework, self.seen())
    }

    fn seen(&self) -> Seen<'_> {
        Seen {
            entries: &self.acknowledged,
            period: self.period,
        }
    }

    /// What had to be guessed or is left out; of rows that may be no units [`Roll::review`] tells.
    pub fn reading_notes(&self) -> Vec<Note> {
        let notes = self.notes.iter().filter(|note| !note.is_doubt());
        notes.cloned().collect()
    }
}

/// Who a unit is; one that stands alone, in two hồ sơ of one unit each, is that unit.
fn identity(unit: &Unit, lone: bool) -> Identity {
    match lone {
        true => Identity::of(""),
        false => Identity::of(&unit.scores.name),
    }
}

/// What of a framework holds for a period.
///
/// # Errors
/// If nothing does yet, or nothing does any more.
pub fn version<'a>(
    framework: &'a Framework,
    period: &Sourced<Period>,
) -> Result<&'a Version, Fault> {
    if let Some(until) = framework.in_force_until
        && until < period.value.first_day()
    {
        let found = format!("kỳ {} sau khi bộ chỉ số hết hiệu lực", period.value);
        return Err(wrong(period, found)
            .expected(format!("đến kỳ có ngày {}", date::short(until)))
            .remedy("chọn bộ chỉ số đã thay thế nó, hoặc sửa “ky”"));
    }
    framework.version(period.value).ok_or_else(|| {
        let found = format!("kỳ {} trước khi bộ chỉ số có hiệu lực", period.value);
        let from = date::short(framework.in_force_from);
        wrong(period, found)
            .expected(format!("từ tháng của ngày {from}"))
            .remedy("sửa “ky”, hoặc chọn bộ chỉ số khác")
    })
}

/// With their ranks: the published ones, or else by converted points, unrounded. A lone unit
/// keeps its own.
fn ranked(mut units: Vec<Unit>, framework: &Framework, notes: &mut Vec<Note>) -> Vec<Unit> {
    if let [only] = units.as_mut_slice() {
        let published = only.scores.rank.as_ref().map(|rank| rank.rank);
        let published = published.or(only.scores.position.as_ref().map(|rank| rank.value));
        only.rank = published.and_then(|rank| usize::try_from(rank).ok());
        only.ranked_before(None);
        return units;
    }
    let candidates = units.iter().map(|unit| Candidate {
        group: (),
        level: name::level(&unit.scores.name),
        position: unit.scores.published_rank(),
    });
    let candidates: Vec<_> = candidates.collect();
    let (own, levels) = (own_levels(&candidates), levels(&candidates));
    for (unit, level) in units.iter_mut().zip(own) {
        unit.level = level;
    }
    let points = levels.into_iter().zip(&units);
    let points = points.map(|(level, unit)| (level, unit.scores.converted()));
    let standings = standings(&points.collect::<Vec<_>>(), framework.ties);
    let published = units.iter().any(|unit| unit.scores.position.is_some());
    for (unit, standing) in units.iter_mut().zip(standings) {
        unit.stand(standing, published);
        if published && unit.rank.is_none() {
            let (place, name) = (&unit.place, &unit.scores.name);
            let words = format!("“{name}” không có hạng công bố, không in thứ hạng");
            notes.push(Note::at(NoteKind::Unranked, place, words));
        }
    }
    units
}
