//! A unit of a lô as a member of its league: those that it is ranked with.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::fault::Fault;
use crate::vn::name::Level;

/// What is kept of a unit.
pub struct Member {
    /// Its province; empty if it has none.
    pub province: Arc<str>,
    /// Its own level, by which its documents are chosen; none if nothing says it.
    pub own: Option<Level>,
    /// The level among whose units of the province it is ranked; none if among all of them.
    pub level: Option<Level>,
    /// Whether its points can be printed.
    pub sound: bool,
    /// Its points on the scale of the full maximum, unrounded.
    pub converted: Option<Decimal>,
    /// Its published rank.
    pub position: Option<usize>,
    /// Its rank among the units of its province and level: the published one, or the one that follows from the points.
    pub rank: Option<usize>,
    /// From which rank to which it may be published.
    pub possible: Option<(usize, usize)>,
    /// Among how many.
    pub of: usize,
    /// Its row of the period before, and its rank then.
    pub earlier: Option<(usize, Option<usize>)>,
    /// Its row of the same period of the year before.
    pub in_year: Option<usize>,
    /// Its rows of former periods, by the number of the period.
    pub past: Vec<(usize, usize)>,
    /// If another row is of the same unit.
    pub repeated: Option<Box<Fault>>,
    /// The paths of its files below the output folder, without ending: one for each template.
    pub paths: Vec<String>,
}

/// Units that are ranked with each other: a province's, of a level.
pub type League = (Arc<str>, Option<Level>);

impl Member {
    /// Among whom it is ranked: a province, with the others of the country.
    pub fn league(&self) -> League {
        match self.level {
            Some(Level::Province) => (Arc::default(), self.level),
            level => (Arc::clone(&self.province), level),
        }
    }

    /// The path of its first files, which no other unit has.
    pub fn path(&self) -> &str {
        self.paths.first().map_or("", String::as_str)
    }
}
