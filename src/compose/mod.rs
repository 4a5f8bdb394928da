//! From a template and a unit's figures to a [`Document`](crate::document::Document).
//!
//! A template is a file: front matter that states the parts of the document, then a body in
//! Markdown. Both are Tera templates. Data is escaped on its way in, so that it can never
//! become markup, a template tag or YAML.
//!
//! ```
//! use std::path::Path;
//! use vanthu::dossier::Dossier;
//! use vanthu::shelf::Session;
//!
//! let dossier = Dossier::read(Path::new("examples/lam-vy-2024-02"), &Session::disk())?;
//! let document = dossier.templates[0].compose(&dossier.inputs)?;
//! assert_eq!(document.kind, "Thông báo");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod appendix;
mod chart;
mod explanation;
mod fact;
mod field;
mod fill;
mod filters;
mod former;
mod front;
mod markdown;
mod marks;
mod meter;
mod original;
mod paragraphs;
mod pieces;
mod rewrite;
mod sheet_template;
mod signs;
mod tags;
mod template;
mod values;
mod wording;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::{Issued, Issuer, Recipients, Signatory};
use crate::fault::Place;
use crate::framework::{Framework, Rescaled};
use crate::score::{History, Scores, Unit};
use crate::sheet::{Filled, Indicators};
use crate::source::Words;
use crate::vn::period::Period;

pub use explanation::{Explanation, Operand, explanation, follows_from};
pub use fact::{Fact, FactKind, FactPlan, FactValue};
pub use fill::{ITEM_END, TextTemplate};
pub use front::{FRONT, Genre, Original, Points};
pub use pieces::{Piece, PieceKind};
pub(crate) use pieces::{keeps, read, read_field, sentences, values_in, write, write_field};
pub(crate) use template::split;
pub use template::{FindSheet, Template};
pub use wording::{absent, fraction, ratio_formula, unrounded};

/// All that a hồ sơ gives to a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Inputs {
    /// The set of indicators, if the document speaks of points.
    pub framework: Option<Arc<Framework>>,
    /// The period that is scored.
    pub period: Period,
    /// The one that it is compared with, if figures of one were named.
    pub before: Option<Period>,
    /// The same one of the year before, if figures of it were named.
    pub year_before: Option<Period>,
    /// The earlier results that are of another scale.
    pub rescaled: Vec<Rescaled>,
    /// The results of former periods, if the folder that holds them was named.
    pub history: Option<History>,
    /// Where the hồ sơ states the month; none if something else does.
    pub period_place: Option<Place>,
    /// The body that issues the document.
    pub issuer: Issuer,
    /// The number, the date and the marks of the document.
    pub issued: Issued,
    /// Those it is addressed to.
    pub addressees: Vec<Words>,
    /// The units with their points, if the document speaks of points: one or many.
    pub units: Vec<Unit>,
    /// The tables of figures, by name.
    pub tables: BTreeMap<String, Indicators>,
    /// Those of the period before, if its hồ sơ was named.
    pub tables_before: BTreeMap<String, Indicators>,
    /// The sheets with their figures, by the names that the template gives them.
    pub sheets: BTreeMap<String, Filled>,
    /// What the template asks for besides, by code.
    pub facts: BTreeMap<String, Fact>,
    /// Who signs.
    pub signatory: Signatory,
    /// Who receives it.
    pub recipients: Recipients,
}

impl Inputs {
    /// The Biểu of this name, with its number among all.
    pub fn sheet(&self, name: &str) -> Option<(usize, &Filled)> {
        let mut sheets = self.sheets.iter().enumerate();
        let (number, (_, filled)) = sheets.find(|(_, (known, _))| *known == name)?;
        Some((number, filled))
    }

    /// The period that this one is compared with: that of the hồ sơ or table that was named, or
    /// else the one just before; none if there is no certain one.
    pub fn compared(&self) -> Option<Period> {
        self.before.or(self.period.previous())
    }

    /// The points of the one unit that the document is about: the only one, or the issuing body's
    /// own beside those that it lists.
    pub fn scores(&self) -> Option<&Scores> {
        match self.units.as_slice() {
            [only] => Some(&only.scores),
            [first, ..] if first.own => Some(&first.scores),
            _ => None,
        }
    }

    /// The units without the issuing body's own.
    pub fn listed(&self) -> impl Iterator<Item = &Unit> {
        self.units.iter().filter(|unit| !unit.own)
    }

    /// Whether it lists several units.
    pub fn lists_several(&self) -> bool {
        self.listed().nth(1).is_some()
    }
}
