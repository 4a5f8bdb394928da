//! A lô between its reading and its files: what is to be made, each unit when it is asked for, and
//! the report of what became of them. A run makes it with many workers and stores files; whoever
//! has neither threads nor a disk takes the bytes of one unit after the other.
//!
//! ```no_run
//! use std::path::Path;
//! use vanthu::batch::{Lot, Making, Options};
//! use vanthu::files::Memory;
//! use vanthu::font::Fonts;
//! use vanthu::render::Renderer;
//! use vanthu::shelf::Session;
//!
//! let files = Memory::from([("lo.yaml", "mau: thong-bao-xa")]);
//! let lot = Lot::read(Path::new("lo.yaml"), &Session::new(files))?;
//! let fonts = Fonts::embedded()?;
//! let mut making = Making::of(&lot, &fonts, &Renderer::new(&fonts)?, &Options::default());
//! for number in 0..making.count() {
//!     if let Some((unit, files)) = making.make(number) {
//!         println!("{}: {} tệp", unit.name, files.len());
//!     }
//! }
//! let report = making.report_files(0)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::collections::BTreeMap;
use std::sync::Arc;

use super::digest;
use super::lot::Lot;
use super::make::{Maker, broken_at};
use super::options::Options;
use super::publish::{self, NAME};
use super::report::{Report, Run, UnitReport};
use super::shard::Shard;
use super::tasks::{Plan, Task};
use crate::audit::Code;
use crate::compose::Template;
use crate::dossier::Dossier;
use crate::fault::{Fault, Faults, Kind, Remark};
use crate::files;
use crate::font::{Fonts, Variant};
use crate::output::Written;
use crate::render::{Output, Renderer};

/// The kinds of files that are made of each unit.
const OUTPUTS: [Output; 2] = [Output::Docx, Output::Pdf];

/// The files of a unit: their paths below the folder of results, and their bytes.
pub type MadeFiles = Vec<(String, Vec<u8>)>;

/// A lô that is being made.
pub struct Making {
    pub(super) lot: Arc<Lot>,
    pub(super) plan: Plan,
    renderer: Renderer,
    program: String,
    allowed: Vec<Code>,
    shard: Option<Shard>,
    notes: Vec<String>,
    done: BTreeMap<usize, UnitReport>,
}

impl Making {
    /// All that is to be made of a lô, or of a part of it. `options` says besides what is allowed,
    /// and what tells this program from others.
    pub fn of(lot: &Arc<Lot>, fonts: &Fonts, renderer: &Renderer, options: &Options) -> Self {
        let (plan, notes) = Plan::of(lot, options.shard);
        let renderer = renderer.clone().at(Arc::clone(&lot.checker));
        Self {
            lot: Arc::clone(lot),
            plan,
            renderer: renderer.under(&options.cancellation),
            program: program(&options.program, fonts),
            allowed: options.allowed.clone(),
            shard: options.shard,
            notes,
            done: BTreeMap::new(),
        }
    }

    pub(super) fn maker(&self) -> Maker<'_> {
        Maker {
            lot: &self.lot,
            renderer: &self.renderer,
            outputs: &OUTPUTS,
            program: &self.program,
            allowed: &self.allowed,
        }
    }

    /// How many units and provinces there are to make.
    pub fn count(&self) -> usize {
        self.plan.all.len()
    }

    /// What had to be guessed or was passed over.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    fn task(&self, number: usize) -> Option<Task> {
        let planned = self.plan.all.get(number)?;
        Some(self.plan.task(planned))
    }

    /// A unit as it is before it is made, with what is wrong with its row, and whether it is a
    /// province.
    pub fn planned(&self, number: usize) -> Option<(UnitReport, bool)> {
        let Task {
            mut report,
            units,
            of_province,
            ..
        } = self.task(number)?;
        report.faults = units.err().as_ref().map_or(Vec::new(), Remark::all);
        Some((report, of_province))
    }

    /// A unit's own hồ sơ, of which [`Making::renderer`] makes its documents.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn dossier(&self, number: usize) -> Result<Dossier, Faults> {
        let task = self.task(number).ok_or_else(Faults::none)?;
        self.maker().dossier(&task)
    }

    /// What makes documents of this lô.
    pub fn renderer(&self) -> &Renderer {
        &self.renderer
    }

    /// Makes a unit, and gives its files: none if it is refused.
    pub fn make(&mut self, number: usize) -> Option<(&UnitReport, MadeFiles)> {
        let task = self.task(number)?;
        let maker = self.maker();
        let (mut report, made) = maker.unit(task, |task, checked| {
            let printed = maker.print(task, checked).collect::<Result<Vec<_>, _>>();
            printed.map(|files| files.concat())
        });
        let files: MadeFiles = made.unwrap_or_else(|refusal| {
            report.faults = refusal;
            Vec::new()
        });
        let written = files.iter();
        let written = written.map(|(path, bytes)| Written::of(path.clone(), bytes));
        report.files = written.collect();
        let report = self.kept(number, report);
        Some((report, files))
    }

    /// Refuses a unit at which the program itself broke off.
    pub fn refuse(&mut self, number: usize) -> Option<&UnitReport> {
        let Task { report, place, .. } = self.task(number)?;
        let faults = broken_at(&place);
        Some(self.kept(number, UnitReport { faults, ..report }))
    }

    /// Refuses a unit that was made, of which a file could not be stored.
    pub fn unstored(&mut self, number: usize, fault: &Fault) -> Option<&UnitReport> {
        let made = self.done.get_mut(&number)?;
        made.files = Arc::default();
        made.faults = vec![Remark::from(fault)];
        Some(made)
    }

    fn kept(&mut self, number: usize, report: UnitReport) -> &UnitReport {
        self.done.remove(&number);
        self.done.entry(number).or_insert(report)
    }

    /// The report as its two files, after so many milliseconds: of a unit that was not made it
    /// says so.
    ///
    /// # Errors
    /// If a writer fails, which is the program's own fault.
    pub fn report_files(&self, milliseconds: u64) -> Result<[(String, Vec<u8>); 2], Faults> {
        let made = self.done.values().filter(|unit| unit.faults.is_empty());
        let run = Run {
            milliseconds,
            written: made.count(),
            ..Run::default()
        };
        let mut report = self.report(self.done.clone(), run);
        report.notes.extend(changed_files(&self.lot));
        publish::printed(&report, &publish::files(NAME))
    }

    /// The report, from those of the units that were made, by their numbers.
    pub(super) fn report(&self, reports: BTreeMap<usize, UnitReport>, run: Run) -> Report {
        Report {
            lot: identity(&self.lot, &self.program),
            sources: sources(&self.lot),
            shard: self.shard,
            groups: group_names(&self.lot),
            notes: self.notes.clone(),
            run,
            ..of_tasks(&self.plan, reports)
        }
    }
}

/// The reports of all tasks, parted into those of provinces and of units.
fn of_tasks(plan: &Plan, mut reports: BTreeMap<usize, UnitReport>) -> Report {
    let mut report = Report::default();
    let (provinces, units): (Vec<_>, Vec<_>) =
        (plan.all.iter().enumerate()).partition(|(_, planned)| planned.of_province());
    for (of, to) in [
        (units, &mut report.units),
        (provinces, &mut report.provinces),
    ] {
        // They are many: each is moved once, and no place is kept for more.
        to.reserve_exact(of.len());
        to.extend(of.into_iter().map(|(index, planned)| {
            reports
                .remove(&index)
                .unwrap_or_else(|| unmade(plan.task(planned)))
        }));
    }
    report
}

/// The report of a unit that a run did not come to.
fn unmade(task: Task) -> UnitReport {
    let found = "chưa làm: lượt chạy phải dừng trước khi đến đơn vị này";
    let fault = Fault::new(Kind::Cancelled, task.place, found).remedy("chạy lại để làm tiếp");
    UnitReport {
        faults: vec![Remark::from(&fault)],
        ..task.report
    }
}

/// All files that were read, with their digests, named from the lô's folder.
fn sources(lot: &Lot) -> BTreeMap<String, String> {
    let read = lot.shelf.session.files().sources().into_iter();
    let named = read.map(|(file, digest)| (lot.shelf.name(&file), digest));
    named.collect()
}

/// A note for each file that was changed during the run, or that appeared where none was.
pub(super) fn changed_files(lot: &Lot) -> impl Iterator<Item = String> {
    let changed = lot.shelf.session.files().changed().into_iter();
    changed.map(|file| {
        let note = "tệp đã thay đổi trong khi chạy; văn bản theo tệp lúc bắt đầu, nên chạy lại";
        format!("{}: {note}", file.display())
    })
}

/// The names of the groups of points, in the framework's order.
fn group_names(lot: &Lot) -> Vec<String> {
    let version = lot.framework.version(lot.period);
    let groups = version.iter().flat_map(|version| &version.groups);
    groups.map(|group| group.name.to_string()).collect()
}

/// What a report says of its lô.
fn identity(lot: &Lot, program: &str) -> BTreeMap<String, String> {
    let pair = |key: &str, value: String| (key.to_owned(), value);
    let templates = lot.each.all().flat_map(|all| all.recipe.templates.iter());
    let mut stems: Vec<&str> = Vec::new();
    for stem in templates.map(Template::file_stem) {
        if !stems.contains(&stem) {
            stems.push(stem);
        }
    }
    BTreeMap::from([
        pair("name", lot.name.clone()),
        pair("period", lot.period.to_string()),
        pair("framework", lot.framework.id.clone()),
        pair("templates", stems.join(", ")),
        pair("inputs", digest::of_values(&[&lot.inputs])),
        pair("program", program.to_owned()),
    ])
}

/// The digest of program and faces.
fn program(program: &str, fonts: &Fonts) -> String {
    let faces = Variant::ALL.map(|variant| files::digest(fonts.face(variant).data()));
    digest::of_values(&[&program, &faces])
}
