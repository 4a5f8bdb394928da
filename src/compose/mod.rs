//! From a template and a unit's figures to a [`Document`].
//!
//! A template is a file: front matter that states the parts of the document, then a body in
//! Markdown. Both are Tera templates. Data is escaped on its way in, so that it can never
//! become markup, a template tag or YAML.

mod appendix;
mod fill;
mod markdown;
mod template;
mod values;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::{Issuer, Recipients, Signatory};
use crate::framework::Framework;
use crate::score::Scores;
use crate::sheet::Indicators;
use crate::vn::date::IssueDate;
use crate::vn::period::Period;

pub use fill::{Blank, ITEM_END};
pub use template::Template;

/// All that a hồ sơ gives to a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Inputs {
    /// The set of indicators.
    pub framework: Arc<Framework>,
    /// The month that is scored.
    pub period: Period,
    /// The body that issues the document.
    pub issuer: Issuer,
    /// The document's number, once it has one.
    pub number: Option<u32>,
    /// The date it bears.
    pub date: IssueDate,
    /// Those it is addressed to.
    pub addressees: Vec<String>,
    /// The points.
    pub scores: Scores,
    /// The tables of figures, by name.
    pub tables: BTreeMap<String, Indicators>,
    /// Who signs.
    pub signatory: Signatory,
    /// Who receives it.
    pub recipients: Recipients,
}
