//! One unit of a lô: its hồ sơ, its document, its files.

use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::digest;
use super::each::replace;
use super::lot::{Lot, acknowledged_of};
use super::recipe::Recipe;
use super::report::UnitReport;
use super::tasks::Task;
use crate::audit::{Code, Review};
use crate::compose::{Genre, Template};
use crate::document::Document;
use crate::dossier::{Basis, Dossier};
use crate::fault::{Fault, Faults, Kind, Note, Place, Remark};
use crate::files::Files;
use crate::form::{Fields, Node, Sourced, Value, parse};
use crate::nd30::Profile;
use crate::output::{Folder, Known, Ready, Record};
use crate::render::{Output, Renderer, endings};
use crate::score;
use crate::shelf::{OF_UNIT, Shelf, TABLES, beside, is_workbook, workbook};

/// What makes the documents of a lô: shared by all workers.
pub struct Maker<'a> {
    /// The lô.
    pub lot: &'a Lot,
    /// Decree, faces and writers.
    pub renderer: &'a Renderer,
    /// The kinds of files.
    pub outputs: &'a [Output],
    /// The digest of program and faces.
    pub program: &'a str,
    /// The codes of errors that are printed all the same.
    pub allowed: &'a [Code],
}

/// A unit that has passed its checks.
pub struct Checked {
    /// Its documents, one of each template, with the form that it gives them.
    pub documents: Vec<(Genre, Document)>,
    /// How they use the decree's freedoms.
    pub profile: Profile,
    /// What is doubtful.
    pub found: Review,
    /// Whether an error among that, which is not allowed, keeps it from being printed.
    blocked: bool,
}

/// The files of a unit, or those that were there already.
pub enum UnitFiles {
    /// Just as they must be.
    Kept(Arc<Record>),
    /// Made.
    Made {
        /// What the journal will say of them, but for the files.
        record: Record,
        /// The files.
        files: Vec<Ready>,
    },
}

impl UnitFiles {
    /// What the journal says of them.
    pub fn record(&mut self) -> &mut Record {
        match self {
            Self::Kept(record) => Arc::make_mut(record),
            Self::Made { record, .. } => record,
        }
    }
}

/// What is doubtful of a unit, and what was found and is let stand.
pub type Doubts = (Vec<Remark>, Vec<Remark>);

/// What a record tells; none if it does not say.
fn recalled(text: &str) -> Option<Doubts> {
    match text {
        "" => Some(Doubts::default()),
        text => serde_json::from_str(text).ok(),
    }
}

/// What a record is to tell of a unit; none if that is so much that it is better worked out again:
/// journals stay small, and they are kept in memory.
pub fn remembered(report: &UnitReport) -> Option<String> {
    const MOST: usize = 4096;
    let UnitReport {
        findings,
        acknowledged,
        ..
    } = report;
    if findings.is_empty() && acknowledged.is_empty() {
        return Some(String::new());
    }
    let text = serde_json::to_string(&(findings, acknowledged)).ok();
    text.filter(|text| text.len() <= MOST)
}

/// What keeps a unit from being printed.
pub type Refusal = Vec<Remark>;

/// Why there are no files.
pub enum Trouble {
    /// Something is wrong with the unit.
    Unit(Refusal),
    /// Nothing more can be written.
    Disk(Faults),
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Unit(refusal)
    }
}

impl Maker<'_> {
    /// Makes a unit: its report, without its files, and what `print` makes of it if it passes.
    pub fn unit<T, E: From<Refusal>>(
        &self,
        task: Task,
        print: impl FnOnce(&Task, &Checked) -> Result<T, E>,
    ) -> (UnitReport, Result<T, E>) {
        let made = guarded(&task.place, || {
            let checked = self.check(&task)?;
            let files = print(&task, &checked);
            Ok((checked.found, files))
        });
        let mut report = task.report;
        let files = match made.and_then(|made| made) {
            Ok((found, files)) => {
                report.findings = found.findings.iter().map(Remark::from).collect();
                report.acknowledged = found.acknowledged.iter().map(Remark::from).collect();
                files
            }
            Err(refusal) => Err(refusal.into()),
        };
        (report, files)
    }

    /// Reads, composes and checks a unit.
    ///
    /// # Errors
    /// All that is wrong with it, or its findings if an error is among them.
    pub fn check(&self, task: &Task) -> Result<Checked, Refusal> {
        let checked = self.read(task).map_err(|faults| Remark::all(&faults))?;
        if checked.blocked {
            return Err(checked.found.findings.iter().map(Remark::from).collect());
        }
        Ok(checked)
    }

    fn read(&self, task: &Task) -> Result<Checked, Faults> {
        let dossier = self.dossier(task)?;
        let profile = self.renderer.profile(&dossier)?;
        let (documents, review) = self.renderer.compose(&dossier)?;
        let genres = dossier.templates.iter().map(Template::genre);
        let blocked = review.errors(self.allowed).next().is_some();
        Ok(Checked {
            blocked,
            documents: genres.zip(documents).collect(),
            profile,
            found: review,
        })
    }

    /// Whether a unit that has passed can be set in the faces.
    ///
    /// # Errors
    /// The letters that they lack.
    pub fn try_type(&self, task: &Task, checked: &Checked) -> Result<(), Refusal> {
        let Checked {
            documents, profile, ..
        } = checked;
        documents.iter().try_for_each(|(genre, document)| {
            let printed = self
                .renderer
                .files(document, *genre, profile, &task.place, &[]);
            printed.map(drop).map_err(|faults| Remark::all(&faults))
        })
    }

    /// Makes the files of a unit that has passed, unless they are there.
    ///
    /// # Errors
    /// Letters that the faces lack; a disk that takes no more.
    pub fn files(
        &self,
        task: &Task,
        checked: &Checked,
        folder: &Folder,
        known: &Known,
    ) -> Result<UnitFiles, Trouble> {
        let Checked {
            documents, profile, ..
        } = checked;
        let key = digest::of_values(&[&self.program, documents, profile, &self.outputs]);
        if let Some(record) = known.get(task.path())
            && record.key == key
            && self.fits(record, task, documents.iter().map(|(genre, _)| *genre))
            && record.files.iter().all(|file| folder.holds(file))
        {
            return Ok(UnitFiles::Kept(Arc::clone(record)));
        }
        let mut files = Vec::new();
        for printed in self.print(task, checked) {
            for (path, bytes) in printed.map_err(Trouble::Unit)? {
                let ready = folder.prepare(path, &bytes);
                files.push(ready.map_err(|fault| Trouble::Disk(fault.into()))?);
            }
        }
        let record = Record {
            key,
            ..Record::default()
        };
        Ok(UnitFiles::Made { record, files })
    }

    /// The files of a unit that has passed, one document after the other: their paths and bytes.
    pub fn print<'m>(
        &'m self,
        task: &'m Task,
        checked: &'m Checked,
    ) -> impl Iterator<Item = Result<Vec<(String, Vec<u8>)>, Refusal>> {
        let documents = checked.documents.iter().zip(&task.paths);
        documents.map(|((genre, document), path)| {
            let (profile, place) = (&checked.profile, &task.place);
            let printed = self
                .renderer
                .files(document, *genre, profile, place, self.outputs);
            let printed = printed.map_err(|faults| Remark::all(&faults))?.into_iter();
            Ok(printed
                .map(|(ending, bytes)| (format!("{path}.{ending}"), bytes))
                .collect())
        })
    }

    /// Whether a record names the files of this unit, all of them and no others.
    fn fits(&self, record: &Record, task: &Task, genres: impl Iterator<Item = Genre>) -> bool {
        let files = genres.zip(&task.paths).flat_map(|(genre, path)| {
            let endings = endings(genre, self.outputs).into_iter();
            endings.map(move |ending| format!("{path}.{ending}"))
        });
        files.eq(record.files.iter().map(|file| file.path.as_str()))
    }

    /// The digest of all that a unit's documents and what is doubtful of them follow from; none if
    /// it cannot be printed, or files that only it names may say something.
    pub fn basis(&self, task: &Task) -> Option<String> {
        let Maker { lot, allowed, .. } = self;
        let recipe = task.recipe(lot).filter(|recipe| recipe.own.is_none())?;
        let units = task.units.as_ref().ok()?;
        // What the tables of figures say is in the task; what others say is not.
        let tables = recipe.dossier.has_any(&TABLES).then_some(&lot.tables);
        let Task {
            report,
            place,
            words,
            paths,
            history,
            ..
        } = task;
        let row: [&dyn Debug; 6] = [report, place, words, paths, units, history];
        let of_all: [&dyn Debug; 6] = [
            &self.program,
            &self.outputs,
            allowed,
            &lot.shared,
            &tables,
            &self.doubts(units),
        ];
        Some(digest::of_values(&[row.as_slice(), &of_all].concat()))
    }

    /// What an earlier run made from the same and told of it, if it is still there.
    pub fn kept(
        &self,
        task: &Task,
        from: &str,
        (folder, known): (&Folder, &Known),
    ) -> Option<(Arc<Record>, Doubts)> {
        let record = known.get(task.path());
        let record = record.filter(|record| record.from == self.placed(from, &record.remarks))?;
        let templates = task.recipe(self.lot)?.templates.iter();
        let there = self.fits(record, task, templates.map(Template::genre))
            && record.files.iter().all(|file| folder.holds(file));
        let remarks = recalled(&record.remarks).filter(|_| there)?;
        Some((Arc::clone(record), remarks))
    }

    /// The digest of what a unit follows from, with the lô's folder if what is told of it names that.
    pub fn placed(&self, from: &str, remarks: &str) -> String {
        let folder = self.lot.shelf.folder.display().to_string();
        // As JSON writes it: the separator of Windows is a sign of its own there.
        let folder = serde_json::Value::from(folder).to_string();
        match remarks.contains(folder.trim_matches('"')) {
            true => digest::of_values(&[&from, &folder]),
            false => from.to_owned(),
        }
    }

    /// What makes a unit of the figures doubtful.
    fn doubts(&self, units: &[score::Unit]) -> Vec<Note> {
        let is_of = |note: &&Note| {
            let mut places = units.iter().map(|unit| Some(&unit.place));
            places.any(|place| place == note.place.as_ref())
        };
        let notes = self.lot.figures.notes().iter();
        let notes = notes.filter(|note| note.is_doubtful_row()).filter(is_of);
        notes.cloned().collect()
    }

    /// The unit's hồ sơ: that of the lô with the unit's words and points in it.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn dossier(&self, task: &Task) -> Result<Dossier, Faults> {
        let units = task.units.clone()?;
        let mut notes = self.doubts(&units);
        let Some(recipe) = task.recipe(self.lot) else {
            return Err(Faults::none());
        };
        let mut faults = Faults::none();
        let values = task.words.values(self.lot.period, str::to_owned);
        let mut node = recipe.dossier.fill(&task.words, &values, &mut faults);
        if let Some((own, told)) = self.own(recipe, task, &mut faults) {
            replace(&mut node, own);
            notes.extend(told);
        }
        let dossier = Fields::of(&node, &OF_UNIT, &mut faults);
        let dossier = dossier.and_then(|fields| {
            let basis = Basis {
                framework: Some(Arc::clone(&self.lot.framework)),
                period: self.lot.period,
                before: self.lot.before.as_ref().map(|before| before.period),
                year_before: self.lot.year_before.as_ref().map(|year| year.period),
                rescaled: self.lot.rescaled(),
                history: task.history.clone(),
                units,
                notes,
            };
            let templates = Arc::clone(&recipe.templates);
            let (shelf, faults) = (&self.lot.shelf, &mut faults);
            Dossier::about(Some(basis), Some(templates), &fields, shelf, faults)
        });
        let mut dossier = faults.or(dossier)?;
        dossier.place = task.place.clone();
        let entries = acknowledged_of(&self.lot.acknowledged, &task.words);
        dossier.acknowledged.extend(entries);
        Ok(dossier)
    }

    /// The unit's own hồ sơ with what is told of it, if the lô names one and it is there.
    fn own(&self, recipe: &Recipe, task: &Task, faults: &mut Faults) -> Option<(Node, Vec<Note>)> {
        let kept = |text: &str| text.replace(['/', '\\'], "-");
        let values = task.words.values(self.lot.period, kept);
        let name = faults.absorb(recipe.own.as_ref()?.fill(&values))?;
        let Shelf { folder, session } = &self.lot.shelf;
        let path = folder.join(&name);
        if name.is_empty() || session.files().find(&path).is_none() {
            return None;
        }
        if is_workbook(&path) {
            let (mut node, told) = faults.absorb(workbook(&path, session))?;
            // A workbook has all keys: those that are not filled in are no keys of the unit's own.
            if let Value::Map(entries) = &mut node.value {
                entries.retain(|entry| entry.value.value != Value::Blank);
            }
            return Some((node, told));
        }
        let asked = Sourced::new(name, task.place.clone());
        let read = beside("hồ sơ riêng", &asked, folder, session).map_err(Faults::from);
        let node = faults.absorb(read.and_then(|(file, text)| parse(&file, &text)))?;
        Some((node, Vec::new()))
    }
}

/// The work for one unit: if the program itself fails there, that is told of the unit, and the
/// others go on.
pub fn guarded<T>(unit: &Place, work: impl FnOnce() -> T) -> Result<T, Refusal> {
    // What the workers share is read only, or locks that nothing leaves half-done.
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| broken_at(unit))
}

/// The refusal of a unit at which the program itself failed.
pub fn broken_at(unit: &Place) -> Refusal {
    let found = "chương trình gặp lỗi của chính nó ở đơn vị này";
    let fault = Fault::new(Kind::Internal, unit.clone(), found)
        .remedy("gửi hồ sơ và thông báo này cho nhóm phát triển");
    vec![Remark::from(&fault)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_at_which_the_program_fails_is_refused_and_the_others_go_on() {
        let place = Place::file("so-lieu.csv").sheet("").at(3, 0);
        assert_eq!(guarded(&place, || 1), Ok(1));
        let refusal = guarded(&place, || -> u8 { panic!("a mistake") }).unwrap_err();
        assert_eq!(refusal[0].code, "NOI-BO");
        assert_eq!(refusal[0].place, "so-lieu.csv!dòng 3");
    }
}
