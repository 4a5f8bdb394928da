//! Scales of points: what was scored by one does not compare with what was scored by another.

use std::sync::Arc;

use super::Version;
use crate::fault::Place;
use crate::vn::period::Period;

/// Which result is of another scale than the hồ sơ says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compared {
    /// That of the period before.
    Before,
    /// That of the same period of the year before.
    YearBefore,
    /// That of now: its figures are of another version than the hồ sơ states.
    Figures,
}

/// An earlier result that was scored on another scale than that of now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rescaled {
    /// Which result it is.
    pub compared: Compared,
    /// Of which period it is.
    pub period: Period,
    /// Where it is named.
    pub place: Place,
    /// Its scale.
    pub then: Arc<str>,
    /// The scale of now.
    pub now: Arc<str>,
}

impl Version {
    /// The scale of an earlier result and of this, if they are known and are two.
    pub fn rescaled(&self, then: &Self) -> Option<[Arc<str>; 2]> {
        let (now, then) = (self.scale.as_ref()?, then.scale.as_ref()?);
        (now != then).then(|| [Arc::clone(then), Arc::clone(now)])
    }
}
