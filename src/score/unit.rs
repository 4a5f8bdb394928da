//! A unit among others: its points and its rank.

use rust_decimal::Decimal;

use super::Scores;
use crate::fault::Place;
use crate::vn::name::{self, Level};

/// A unit among others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its points.
    pub scores: Scores,
    /// Its rank among the units: the published one, or else the one that follows from the points.
    pub rank: Option<usize>,
    /// From which rank to which it may be published, by the points of all.
    pub possible: Option<(usize, usize)>,
    /// Its rank in the period before.
    pub previous_rank: Option<usize>,
    /// Its level; none if neither its name nor those of the others say it.
    pub level: Option<Level>,
    /// Where it was written.
    pub place: Place,
    /// Whether it is the issuing body's own, beside those that the hồ sơ lists.
    pub own: bool,
}

/// A rank that follows from the points of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ranked {
    /// The rank.
    pub rank: usize,
    /// Among how many.
    pub of: usize,
    /// From which rank to which it may be published.
    pub possible: (usize, usize),
}

impl Unit {
    /// A unit that is not ranked yet.
    pub fn of(scores: Scores, place: Place) -> Self {
        Self {
            level: name::level(&scores.name),
            scores,
            rank: None,
            possible: None,
            previous_rank: None,
            place,
            own: false,
        }
    }

    /// By how many places it rose since the period before; a fall is negative.
    pub fn rose(&self) -> Option<Decimal> {
        let (before, now) = (self.previous_rank?, self.rank?);
        Some(Decimal::from(before) - Decimal::from(now))
    }

    /// Takes its rank: the published one if ranks are `published`, or else the one that follows
    /// from the points.
    pub fn stand(&mut self, computed: Option<Ranked>, published: bool) {
        // Points of nobody else say nothing of a published rank.
        let others = computed.filter(|computed| computed.of > 1);
        self.possible = others.map(|computed| computed.possible);
        self.rank = match published {
            true => self.scores.published_rank(),
            false => computed.map(|computed| computed.rank),
        };
    }

    /// Takes its rank of the period before; what its hồ sơ states stays beside it.
    pub fn ranked_before(&mut self, rank: Option<usize>) {
        let stated = self.scores.rank.as_ref().and_then(|rank| rank.previous);
        let stated = stated.and_then(|rank| usize::try_from(rank).ok());
        self.previous_rank = rank.or(stated);
        if let Some(own) = &mut self.scores.rank {
            let before = rank.and_then(|rank| u32::try_from(rank).ok());
            own.previous = own.previous.or(before);
        }
    }
}
