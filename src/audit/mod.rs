//! The checks before signing: what is doubtful in figures, scores and the composed document.
//! They report; they never change a figure. What a code weighs, the dictionary, the patterns
//! of sentences and the units are data (`checks/`, `data/`).
//!
//! ```
//! use std::path::Path;
//! use vanthu::dossier::Dossier;
//! use vanthu::render::Checker;
//! use vanthu::shelf::Session;
//!
//! let dossier = Dossier::read(Path::new("examples/lam-vy-2024-02"), &Session::disk())?;
//! let report = Checker::new(None)?.check(&dossier)?;
//! assert!(report.errors(&[]).next().is_none());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod acknowledgement;
mod claims;
mod code;
mod context;
mod figures;
mod finding;
mod format;
mod names;
mod pages;
mod review;
mod rules;
mod texts;
mod vocabulary;
mod words;

use std::sync::OnceLock;

use crate::document::Signing;
use crate::fault::{Faults, Note, Place};
use crate::framework::{Framework, Rescaled};
use crate::nd30::{Levels, Office, Offices};
use crate::score::Unit;

pub use acknowledgement::{Acknowledgement, OfUnit, Seen, entries};
pub use code::Code;
pub use context::Audited;
pub use finding::{Contrast, Finding, Mismatch, Severity};
pub use pages::page;
pub use review::{Acknowledged, Review};
pub use rules::{Check, Checks, SETTINGS, Settings};

use claims::Language;
use context::Context;
use vocabulary::Vocabulary;
use words::WordChecks;

/// Everything that checks need, read and compiled once; any number of threads may share it.
pub struct Auditor {
    /// The table of codes.
    pub rules: Checks,
    words: WordChecks,
    vocabulary: Vocabulary,
    language: Language,
    levels: Levels,
    offices: Offices,
    signing: &'static Signing,
}

impl Auditor {
    /// The auditor with the shipped data, made at the first call and shared from then on.
    ///
    /// # Errors
    /// If the shipped data cannot be used.
    pub fn shared() -> Result<&'static Self, Faults> {
        static SHARED: OnceLock<Result<Auditor, Faults>> = OnceLock::new();
        SHARED
            .get_or_init(Self::shipped)
            .as_ref()
            .map_err(Clone::clone)
    }

    fn shipped() -> Result<Self, Faults> {
        Ok(Self {
            rules: Checks::shipped()?,
            words: WordChecks::shipped()?,
            vocabulary: Vocabulary::shipped()?,
            language: Language::shipped()?,
            levels: Levels::shipped()?,
            offices: Offices::shipped()?,
            signing: Signing::shipped()?,
        })
    }

    /// All that is doubtful about a document and the figures it was made from.
    pub fn audit(&self, subject: Audited, settings: &Settings) -> Review {
        let context = Context::of(subject, &self.vocabulary);
        let sheets = figures::named(&context);
        let lists = names::lists(&context);
        let mut found = Vec::new();
        figures::check(&context, &self.rules, &sheets, &mut found);
        let office = self.office(&context);
        let units = (&*settings.units, &*settings.changes);
        names::check(&context, &lists, units, office, &mut found);
        claims::check(&context, &self.language, &lists, &sheets, &mut found);
        let signed = (self.signing, office);
        format::check(&context, &self.rules, &self.levels, signed, &mut found);
        let own = settings.dictionary.as_ref();
        self.words.check(&context, own, &mut found);
        self.rules.report(found, settings)
    }

    /// The office that issues the document, if it is a known one below a committee.
    fn office(&self, context: &Context) -> Option<&Office> {
        let issuer = &context.document.issuer;
        self.offices
            .named(&issuer.name, issuer.superior.as_deref(), context.day?)
    }

    /// Tells of files of figures, by where they are named, that are those of the period before.
    pub fn audit_files(&self, copied: &[(Place, String)], settings: &Settings) -> Review {
        self.rules.report(figures::copied(copied), settings)
    }

    /// Tells of tables, by name, whose figures are those of the period before.
    pub fn audit_tables(&self, unchanged: &[(Place, String)], settings: &Settings) -> Review {
        let found = figures::unchanged_tables(unchanged);
        self.rules.report(found, settings)
    }

    /// Tells of rows that may be no units, by what was noted when they were read.
    pub fn audit_rows<'n>(
        &self,
        notes: impl IntoIterator<Item = &'n Note>,
        settings: &Settings,
    ) -> Review {
        let found = notes.into_iter().filter_map(figures::doubtful);
        self.rules.report(found.collect(), settings)
    }

    /// What is doubtful about comparing with results of another scale.
    pub fn audit_scales(&self, rescaled: &[Rescaled]) -> Review {
        let found = rescaled.iter().map(figures::other_scale);
        self.rules.report(found.collect(), &Settings::default())
    }

    /// Lets stand, in what was found, what a hồ sơ of this month acknowledges, and tells of its
    /// entries that are about nothing any more.
    pub fn acknowledge(&self, report: &mut Review, seen: Seen, settings: &Settings) {
        let lapsed = report.acknowledge(seen);
        report.add(self.rules.report(lapsed, settings));
    }

    /// What is doubtful about the points alone of one of so many units, when there is no document,
    /// but for what is acknowledged.
    pub fn audit_unit(&self, unit: &Unit, of: usize, framework: &Framework, seen: Seen) -> Review {
        let found = figures::of_unit(unit, of, framework, &self.rules);
        let mut report = self.rules.report(found, &Settings::default());
        report.acknowledge(seen);
        report
    }
}
