//! Columns as written: references between them are names.

use super::{LeafKind, Source, TotalRule};
use crate::fault::Place;
use crate::form::Sourced;
use crate::sheet::Formula;

/// A leaf as written.
pub struct Draft {
    pub code: Sourced<String>,
    pub path: Vec<String>,
    pub kind: LeafKind,
    pub decimals: Option<Sourced<u32>>,
    pub number: Option<Sourced<String>>,
    pub formula: Option<(Formula, Sourced<String>)>,
    pub by: Option<Sourced<String>>,
    pub source: Option<Source>,
    pub total: Option<TotalRule>,
    pub blank: String,
    pub any_day: bool,
    pub place: Place,
}

/// How rows are sorted, as written.
pub struct SortDraft {
    pub by: Sourced<String>,
    pub falling: bool,
}
