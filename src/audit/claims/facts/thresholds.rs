//! How far points lie from a level that was told before: a threshold, or the points of all together.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::clause::{Clause, Figure, Of};
use super::tables::{Measure, Rows};
use super::{Hold, Verdict};
use crate::audit::claims::agrees;
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::said::{Bound, Subject};
use crate::audit::claims::vocabulary::{Hint, Role};
use crate::vn::number::print;

impl Hold<'_, '_, '_> {
    /// “A vượt ngưỡng xuất sắc, trong khi B còn kém ngưỡng này 2,1 điểm”: from where a band begins, or from points
    /// that were told before.
    pub(super) fn by_threshold(&self, clause: &Clause) -> Option<Verdict> {
        let threshold = |at: &&usize| {
            self.read.ends_in(**at, Hint::Hurdle) && self.read.is_hint(**at + 1, Hint::Just)
        };
        let at = *clause.at.iter().find(threshold)?;
        let named = clause.names.iter().rev().map(|(_, name)| *name);
        let name = named
            .chain(self.spoken.subjects.iter().rev().copied())
            .next();
        let figure = self
            .distance(clause)
            .filter(|figure| figure.bound == Bound::Exact);
        let (Some(name), Some(figure)) = (name, figure) else {
            return Some(Verdict::Unread);
        };
        let mut levels = self.claims.cuts();
        levels.extend((0..at).filter_map(|at| {
            let points = self.read.is(at + 1, Role::Points);
            self.read.number(at).filter(|_| points)
        }));
        let Some(own) = self.graded(name) else {
            return Some(Verdict::Unread);
        };
        let way = self.way_of(clause);
        let right = levels.iter().any(|level| {
            let far = agrees(figure.value, (own - *level).abs());
            far && way.is_none_or(|way| own.cmp(level) == way)
        });
        let span = Self::span(clause);
        Some(Verdict::of(right, span, || {
            let (name, own) = (self.called(name), print(own));
            format!("{name} có {own} điểm, bài ghi “{}”", self.quoted(span))
        }))
    }

    /// “A thua B 1,08 điểm; C thua 1,45 điểm”, “A qua ngưỡng xuất sắc 0,9 điểm, B còn cách 2,1 điểm”: from what was
    /// told before, if a unit lies so far from it.
    pub(super) fn as_before(&self, clause: &Clause) -> Option<Verdict> {
        let ([(at, name)], Some(figure)) = (clause.names.as_slice(), self.distance(clause)) else {
            return None;
        };
        let than = self.comparator(clause).filter(|than| than > at)?;
        let exact = figure.bound == Bound::Exact && figure.of == Of::Points;
        let other = clause.nouns.iter().any(|noun| noun.word > than);
        let own = self.graded(*name).filter(|_| exact && !other)?;
        let first = clause.at.first().copied().unwrap_or(0);
        let hints = [Hint::Hurdle, Hint::LevelNoun];
        let level = |at: usize| hints.iter().any(|hint| self.read.ends_in(at, *hint));
        let cuts = self.claims.cuts();
        let cuts = cuts.into_iter().filter(|_| (0..first).any(level));
        let named = self.spoken.named.iter();
        let named = named.filter(|(_, other)| other != name);
        let named = named.filter_map(|(_, other)| self.graded(*other));
        let mut levels = cuts.chain(named).chain(self.points_of_whole(clause));
        let below = self.has(clause, Hint::Less);
        let right = levels.any(|level| {
            let far = agrees(figure.value, (own - level).abs());
            far && (!below || own < level)
        });
        right.then_some(Verdict::Right)
    }

    /// “điểm của huyện là 88,03, thấp hơn xã A 1,60 điểm và cao hơn xã B 0,16 điểm”: from the points of all.
    pub(super) fn by_whole(&self, clause: &Clause, way: Option<Ordering>) -> Option<Verdict> {
        let ([(at, name)], Some(figure)) = (clause.names.as_slice(), self.distance(clause)) else {
            return None;
        };
        let compares = self.comparator(clause).is_some_and(|than| than < *at);
        let exact = figure.bound == Bound::Exact && figure.of == Of::Points;
        let rows = self.rows_of(*name);
        let level = self.points_of_whole(clause)?;
        if !compares || !exact || rows != Rows::Units {
            return None;
        }
        let columns = self.columns(clause, rows, Measure::Points).into_iter();
        let values = columns.filter_map(|(table, column)| column.value(table.row(*name)?));
        let values: Vec<Decimal> = values.collect();
        let first = values.first().copied()?;
        let right = values.iter().any(|value| {
            let far = agrees(figure.value, (level - *value).abs());
            far && way.is_none_or(|way| level.cmp(value) == way)
        });
        let span = Self::span(clause);
        Some(Verdict::of(right, span, || {
            let (name, first, level) = (self.called(*name), print(first), print(level));
            let quoted = self.quoted(span);
            format!("{name} có {first}, so với {level}, bài ghi “{quoted}”")
        }))
    }

    /// Which way a clause compares, if one way only.
    pub(super) fn way_of(&self, clause: &Clause) -> Option<Ordering> {
        match (self.has(clause, Hint::More), self.has(clause, Hint::Less)) {
            (true, false) => Some(Ordering::Greater),
            (false, true) => Some(Ordering::Less),
            _ => None,
        }
    }

    /// The points by which a row is graded.
    pub(super) fn graded(&self, row: Subject) -> Option<Decimal> {
        let mut tables = self.tables.iter();
        tables.find_map(|table| table.graded()?.value(table.row(row)?))
    }

    /// The points of all that the clauses before a clause begin with.
    fn points_of_whole(&self, clause: &Clause) -> Option<Decimal> {
        let to = clause.at.first().copied()?;
        let from = self.read.stretch(to).start;
        let said = self.read.clause((from..to).collect());
        let exact = |figure: &&Figure| {
            let points = matches!(figure.of, Of::Points | Of::Bare);
            points && figure.bound == Bound::Exact && figure.value.scale() > 0
        };
        let level = said.figures.iter().find(exact)?;
        let named = said.names.iter().any(|(at, _)| *at < level.at);
        let before = self.read.clause((from..level.at).collect());
        (self.is_of_whole(&before) && !named).then_some(level.value)
    }

    /// Whether words say that a level is behind: “hơn mức”, “hơn ngưỡng”, “trên ngưỡng”.
    pub(super) fn goes_over(&self, clause: &Clause) -> bool {
        let hints = [Hint::More, Hint::Ahead];
        let over = |at: &usize| {
            let own = self.read.written(*at);
            let begins = hints
                .iter()
                .any(|hint| self.claims.grammar.begins(own, *hint));
            self.read.ends_in(*at, Hint::Hurdle) && begins
        };
        self.has(clause, Hint::More) || clause.at.iter().any(over)
    }

    /// Whether a clause is of the whole area: not “thấp nhất huyện”.
    pub(super) fn is_of_whole(&self, clause: &Clause) -> bool {
        clause.at.iter().any(|at| {
            let before = at.checked_sub(1);
            let most = before.is_some_and(|at| self.read.ends_in(at, Hint::Most));
            self.read.is(*at, Role::Whole) && !most
        })
    }
}
