//! Whether a clause is of other bodies or times than the tables.

use super::Hold;
use super::clause::Clause;
use super::tables::heads;
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::token::{Kind, When};
use crate::audit::claims::vocabulary::{Hint, Role};

impl Hold<'_, '_, '_> {
    /// Whether a clause is of other bodies or times.
    pub(super) fn is_foreign(&self, clause: &Clause) -> bool {
        let versus =
            clause.at.iter().any(|at| self.read.is(*at, Role::Versus)) || clause.way.is_some();
        let other = clause.at.iter().any(|at| match self.read.kind(*at) {
            Some(Kind::When(When::Now)) => false,
            // “kỳ trước chuyển sang” is a column.
            Some(Kind::When(_)) if heads(self.tables, &self.read.words(*at)) => false,
            Some(Kind::When(when)) if self.read.period(*at, when).is_some() => false,
            // “trong bảy tháng qua”
            Some(Kind::When(When::Other)) if self.read.ends_in(*at, Hint::Months) => {
                self.read.periods.is_empty()
            }
            Some(Kind::When(When::Before)) => !versus,
            Some(Kind::When(_)) => true,
            _ => false,
        });
        // “so với tháng 8 (85,2 điểm)” tells that month's.
        let first = clause.at.first().copied().unwrap_or(0);
        let opened = first.checked_sub(2).filter(|_| clause.inside);
        let told = opened.is_some_and(
            |at| matches!(self.read.kind(at), Some(Kind::When(when)) if when != When::Now),
        );
        other || told || self.spoken.elsewhen && !clause.inside || self.foreign_words(clause)
    }

    pub(super) fn foreign_words(&self, clause: &Clause) -> bool {
        let lone = self.read.axes;
        clause.at.iter().any(|at| match self.read.kind(*at) {
            Some(Kind::Role(Role::Other)) => {
                lone && self.read.periods.is_empty() || !self.is_mean(*at)
            }
            Some(Kind::Role(Role::Whole)) => lone,
            Some(Kind::Role(Role::AxisNoun)) => self.read.is_within_group(*at),
            // A name that nobody knows.
            Some(Kind::Word(true)) => {
                let led = self.read.kind_before(*at);
                matches!(
                    led,
                    Some(Kind::Own | Kind::Role(Role::UnitNoun | Role::Own))
                )
            }
            _ => false,
        })
    }
}
