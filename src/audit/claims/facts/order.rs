//! Which row stands before or behind another.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::clause::Clause;
use super::tables::Measure;
use super::{Hold, Verdict};
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::said::Subject;
use crate::audit::claims::token::Kind;
use crate::audit::claims::vocabulary::{Hint, Role};
use crate::vn::number::print;

impl Hold<'_, '_, '_> {
    fn rank(&self, subject: Subject) -> Option<Decimal> {
        let mut tables = self.tables.iter();
        tables.find_map(|table| table.first(Measure::Rank)?.value(table.row(subject)?))
    }

    /// “A xếp trên B”, “A đứng ngay sau B”, “có 20 đơn vị xếp trên B”.
    pub(super) fn order(&self, clause: &Clause) -> Verdict {
        let other = clause.at.iter().find_map(|at| self.compared(clause, *at));
        let Some((at, known, way)) = other.filter(|_| self.has(clause, Hint::Placed)) else {
            return Verdict::Unread;
        };
        let span = Self::span(clause);
        if let Some(count) = clause.noun().and_then(|noun| noun.count) {
            let many = match way {
                Ordering::Less => known - Decimal::ONE,
                _ => self.ranked_rows() - known,
            };
            return Verdict::of(many == count, span, || {
                let (known, many) = (print(known), print(many));
                format!(
                    "bài ghi “{}”, theo thứ hạng {known} thì có {many}",
                    self.quoted(span)
                )
            });
        }
        let first = clause.names.iter().find(|(name, _)| *name < at);
        let first = first
            .map(|(_, name)| *name)
            .or(self.spoken.subjects.first().copied());
        let Some((first, rank)) = first.and_then(|first| Some((first, self.rank(first)?))) else {
            return Verdict::Unread;
        };
        let beside = !self.has(clause, Hint::Beside) || (rank - known).abs() <= Decimal::ONE;
        Verdict::of(rank.cmp(&known) == way && beside, span, || {
            let (first, rank) = (self.called(first), print(rank));
            format!("{first} xếp hạng {rank}, bài ghi “{}”", self.quoted(span))
        })
    }

    /// How many are ranked.
    fn ranked_rows(&self) -> Decimal {
        Decimal::from(match self.claims.lone {
            Some(scores) => scores.rank.as_ref().map_or(0, |rank| rank.of as usize),
            None => self.tables.first().map_or(0, |table| table.subjects.len()),
        })
    }

    /// The rank of one with whom another is compared by a word before its name, and how.
    fn compared(&self, clause: &Clause, at: usize) -> Option<(usize, Decimal, Ordering)> {
        let known = match self.read.kind(at)? {
            Kind::Unit(index) => self.rank(Subject::Unit(index))?,
            Kind::Own => Decimal::from(self.claims.lone?.rank.as_ref()?.rank),
            _ => return None,
        };
        let quiet = |at: &usize| {
            let role = matches!(
                self.read.kind(*at),
                Some(Kind::Role(Role::UnitNoun | Role::Own | Role::Filler))
            );
            role || self.read.kind(*at) == Some(Kind::Own)
        };
        let mut before = clause.at.iter().rev().filter(|before| **before < at);
        let word = *before.find(|at| !quiet(at))?;
        let is = |hint| self.read.is_hint(word, hint);
        match (is(Hint::Ahead), is(Hint::Behind)) {
            (true, _) => Some((at, known, Ordering::Less)),
            (_, true) => Some((at, known, Ordering::Greater)),
            _ => None,
        }
    }
}
