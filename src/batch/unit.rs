//! A unit of a lô among the others.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::fault::Fault;

/// What is kept of a unit.
pub struct Unit {
    /// Its province; empty if it has none.
    pub province: Arc<str>,
    /// Whether its points can be printed.
    pub sound: bool,
    /// Its points on the scale of the full maximum, unrounded.
    pub converted: Option<Decimal>,
    /// Its published rank.
    pub position: Option<usize>,
    /// Its rank in its province: the published one, or the one that follows from the points.
    pub rank: Option<usize>,
    /// From which rank to which it may be published.
    pub possible: Option<(usize, usize)>,
    /// Among how many.
    pub of: usize,
    /// Its row of the period before, and its rank then.
    pub earlier: Option<(usize, Option<usize>)>,
    /// If another row is of the same unit.
    pub repeated: Option<Box<Fault>>,
    /// The paths of its files below the output folder, without ending: one for each template.
    pub paths: Vec<String>,
}

impl Unit {
    /// The path of its first files, which no other unit has.
    pub fn path(&self) -> &str {
        self.paths.first().map_or("", String::as_str)
    }
}
