//! The checks before signing: what is doubtful in figures, scores and the composed document.
//! They report; they never change a figure. What a code weighs, the dictionary, the patterns
//! of sentences and the units are data (`checks/`, `data/`).

mod citations;
mod claims;
mod context;
mod dates;
mod document;
mod figures;
mod finding;
mod law;
mod lists;
mod mentions;
mod names;
mod numbering;
mod pages;
mod patterns;
mod rules;
mod score;
mod sheets;
mod style;
mod texts;
mod units;
mod words;

use std::sync::OnceLock;

use crate::fault::{Faults, Place};
use crate::framework::Framework;
use crate::nd30::Levels;
use crate::score::Scores;

pub use context::Subject;
pub use finding::{Contrast, Finding, Mismatch, Report, Severity};
pub use pages::page;
pub use rules::{Rule, Rules, SETTINGS, Settings};

use context::Context;
use patterns::Patterns;
use units::Catalogue;
use words::Dictionary;

/// Everything that checks need, read and compiled once; any number of threads may share it.
pub struct Auditor {
    /// The table of codes.
    pub rules: Rules,
    dictionary: Dictionary,
    patterns: Patterns,
    catalogue: Catalogue,
    levels: Levels,
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
            rules: Rules::shipped()?,
            dictionary: Dictionary::shipped()?,
            patterns: Patterns::shipped()?,
            catalogue: Catalogue::shipped(),
            levels: Levels::shipped()?,
        })
    }

    /// All that is doubtful about a document and the figures it was made from.
    pub fn audit(&self, subject: Subject, settings: &Settings) -> Report {
        let context = Context::of(subject);
        let inputs = context.inputs;
        let mut found = Vec::new();
        for unit in &inputs.units {
            let Some(framework) = &inputs.framework else {
                break;
            };
            let mut of_unit = score::check(&unit.scores, framework, &self.rules, &unit.place);
            if inputs.units.len() > 1 {
                for finding in &mut of_unit {
                    finding.part = format!("{}, {}", unit.scores.name, finding.part);
                }
            }
            found.extend(of_unit);
        }
        let sheets = sheets::named(&context);
        let lists = lists::lists(&context);
        sheets::check(&context, &sheets, &mut found);
        names::check(
            &context,
            &lists,
            &settings.units,
            &self.catalogue,
            &mut found,
        );
        claims::check(&context, &lists, &sheets, &mut found);
        figures::check(&context, &mut found);
        document::check(&context, &self.rules, &mut found);
        law::check(&context, &self.levels, &mut found);
        numbering::check(&context, &mut found);
        dates::check(&context, &mut found);
        citations::check(&context, &mut found);
        style::check(&context, &mut found);
        self.patterns.check(&context, &mut found);
        self.dictionary.check(&context, &mut found);
        if let Some(own) = &settings.dictionary {
            own.check(&context, &mut found);
        }
        self.rules.report(found, settings)
    }

    /// What is doubtful about the points alone, when there is no document.
    pub fn audit_scores(&self, scores: &Scores, framework: &Framework, file: &Place) -> Report {
        let found = score::check(scores, framework, &self.rules, file);
        self.rules.report(found, &Settings::default())
    }
}
