//! Checking documents before they are signed.

use crate::audit::{Audited, Auditor, Review, Seen, Settings};
use crate::compose::{Genre, Template};
use crate::document::Document;
use crate::dossier::Dossier;
use crate::fault::Faults;
use crate::nd30::Decree;

/// What all checks of a run share: the decree, the checks, and the office's own settings.
pub struct Checker {
    decree: &'static Decree,
    auditor: &'static Auditor,
    /// The settings of a file that was named for the whole run.
    settings: Option<Settings>,
}

impl Checker {
    /// A checker with the office's settings for all hồ sơ; without, each hồ sơ may bring its own.
    ///
    /// # Errors
    /// If the shipped data cannot be used.
    pub fn new(settings: Option<Settings>) -> Result<Self, Faults> {
        Ok(Self {
            decree: Decree::nd30()?,
            auditor: Auditor::shared()?,
            settings,
        })
    }

    /// The decree.
    pub fn decree(&self) -> &'static Decree {
        self.decree
    }

    /// The checks.
    pub fn auditor(&self) -> &'static Auditor {
        self.auditor
    }

    /// Composes the documents of a hồ sơ and checks them.
    ///
    /// # Errors
    /// If a template asks for what the hồ sơ does not have.
    pub fn check(&self, dossier: &Dossier) -> Result<Review, Faults> {
        let compose = |template: &Template| template.compose(&dossier.inputs);
        let documents: Vec<Document> = dossier
            .templates
            .iter()
            .map(compose)
            .collect::<Result<_, _>>()?;
        Ok(self.audit(dossier, documents.iter()))
    }

    /// Checks the documents that were composed of a hồ sơ, in the order of its templates. What
    /// is doubtful about its figures is told once.
    pub fn audit<'d>(
        &self,
        dossier: &Dossier,
        documents: impl IntoIterator<Item = &'d Document>,
    ) -> Review {
        let none = Settings::default();
        let settings = self
            .settings
            .as_ref()
            .or(dossier.settings.as_ref())
            .unwrap_or(&none);
        let mut all = Review::default();
        for (template, document) in dossier.templates.iter().zip(documents) {
            // A news item repeats the document that it tells of, and has no form of the decree.
            if template.genre() == Genre::News && dossier.templates.len() > 1 {
                continue;
            }
            let subject = Audited {
                inputs: &dossier.inputs,
                document,
                decree: self.decree,
                file: &dossier.place,
                kind: template.kind_place(),
            };
            all.add(self.auditor.audit(subject, settings));
        }
        all.add(self.auditor.audit_files(&dossier.stale.files, settings));
        all.add(self.auditor.audit_tables(&dossier.stale.tables, settings));
        all.add(self.auditor.audit_rows(dossier.notes(), settings));
        let seen = Seen {
            entries: &dossier.acknowledged,
            period: dossier.inputs.period,
        };
        self.auditor.acknowledge(&mut all, seen, settings);
        all
    }
}
