//! Sets of rows: how many are of a kind, all, none, the only one, those that are named, the rest.

use rust_decimal::Decimal;

use super::clause::{Clause, Noun, Of};
use super::tables::{Rows, Table};
use super::{Hold, Verdict, fits};
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::grammar::{Hint, Role};
use crate::audit::claims::said::{Bound, Subject};
use crate::audit::claims::share;
use crate::audit::claims::tokens::{Kind, When};

impl Hold<'_, '_, '_> {
    /// How many rows are of a kind, and which.
    pub(super) fn set(&self, clause: &Clause) -> Verdict {
        if !clause.extremes.is_empty() || clause.inside {
            return Verdict::Unread;
        }
        let names: Vec<Subject> = clause.names.iter().map(|(_, name)| *name).collect();
        let named = names.first().map(|name| self.rows_of(*name));
        // “trục A hai tháng liền …” counts no axes.
        let fits = |noun: &&Noun| {
            noun.rows != Rows::Periods || named.is_none_or(|named| named == Rows::Periods)
        };
        let noun = clause.noun().filter(fits);
        let Some(rows) = named.or(noun.map(|noun| noun.rows)) else {
            return Verdict::Unread;
        };
        // “…, gồm 06 phường và 04 xã” is of those of whom was spoken.
        let counted = names.is_empty() && noun.is_some_and(|noun| noun.count.is_some());
        let counted = counted && !self.has(clause, Hint::Each);
        let before = self.spoken.common.as_ref().filter(|_| counted);
        let common = self.common(clause, rows);
        let Some((common, tests)) = common.or_else(|| self.common(before?, rows)) else {
            return Verdict::Unread;
        };
        if clause.way.is_some() && self.since_another(clause) {
            return Verdict::Unread;
        }
        if names.is_empty() && self.is_of_others(clause, noun) {
            return Verdict::Unread;
        }
        let part = |noun: &Noun| {
            let sizes = || self.sizes(noun.rows, clause);
            noun.scope && noun.count.is_some_and(|count| !sizes().contains(&count))
        };
        // “duy nhất trong năm xã mang tên A” is not of all.
        let only = self.has(clause, Hint::Alone) && !clause.nouns.iter().any(part);
        let span = Self::span(clause);
        let members = |table: &Table| {
            let rows = names.iter().map(|name| table.row(*name));
            rows.collect::<Option<Vec<usize>>>()
        };
        match noun.filter(|_| !only) {
            None if names.is_empty() => Verdict::Unread,
            // “A và B đạt trên 90 điểm”; “chỉ có A …”.
            None => self.under_any(clause, &common, &tests, span, |table, _, of| {
                let members = members(table)?;
                let all = members.iter().all(|row| of.contains(row));
                Some(all && (!only || of.len() == members.len()))
            }),
            Some(noun) => {
                let quantity = self.quantity(clause, noun);
                let rest =
                    self.plays(clause, Role::Rest).is_some() || !self.spoken.except.is_empty();
                let example = self.has(clause, Hint::Example);
                let whole = self.lists(clause, noun) && !example;
                self.under_any(clause, &common, &tests, span, |table, scope, of| {
                    let members = members(table)?;
                    match rest {
                        true => self.of_rest(table, quantity, scope, of),
                        false => quantity.holds(scope.len(), of, &members, whole),
                    }
                })
            }
        }
    }

    /// Whether a clause without names is of others than all rows.
    fn is_of_others(&self, clause: &Clause, noun: Option<&Noun>) -> bool {
        // “năm xã dẫn đầu …, không xã nào …” is of those.
        let scoped = self.spoken.scoped && noun.is_some_and(|noun| noun.count.is_none());
        // “bốn chỉ số đạt 100% gồm công bố đúng hạn, …”: those that are listed are no rows.
        let lists = self.plays(clause, Role::Is);
        let unread = |at: &usize| {
            let word = matches!(self.read.kind(*at), Some(Kind::Word(_)));
            word && lists.is_some_and(|is| is < *at)
        };
        // “trong 05 xã A Lưới, … 03 xã loại tốt” counts some of those.
        let rest = self.plays(clause, Role::Rest).is_some();
        let within = self.spoken.scoped && self.spoken.within_some && !rest;
        scoped || within || clause.at.iter().any(unread)
    }

    /// What is said of those that are left: “năm trục còn lại đều tăng”.
    fn of_rest(
        &self,
        table: &Table,
        quantity: Quantity,
        scope: &[usize],
        of: &[usize],
    ) -> Option<bool> {
        let before = self.spoken.named.iter().map(|(_, name)| name);
        let named = before.chain(&self.spoken.except);
        let named: Vec<usize> = named.filter_map(|name| table.row(*name)).collect();
        let mut rest = scope.iter().filter(|row| !named.contains(row));
        match (named.is_empty(), quantity) {
            (_, Quantity::None) => Some(rest.all(|row| !of.contains(row))),
            (true, Quantity::Many(count) | Quantity::All(Some(count))) => {
                Some(Decimal::from(of.len()) >= count)
            }
            (true, _) => None,
            // “trong năm xã A, … bốn xã còn lại” are not all others.
            (false, Quantity::All(Some(count)) | Quantity::Many(count))
                if count != Decimal::from(rest.clone().count()) =>
            {
                None
            }
            (false, _) => Some(rest.all(|row| of.contains(row))),
        }
    }

    /// Whether changes are since another time than the period before.
    pub(super) fn since_another(&self, clause: &Clause) -> bool {
        let versus = clause.at.iter().any(|at| self.read.is(*at, Role::Versus));
        let before = clause
            .at
            .iter()
            .any(|at| self.read.kind(*at) == Some(Kind::When(When::Before)));
        versus && !before
    }

    /// Whether a word before a number says that it is of all.
    pub(super) fn is_every(&self, at: usize) -> bool {
        let grammar = self.claims.grammar;
        self.read.is(at, Role::All) || grammar.is(&self.read.words(at), Hint::Every)
    }

    /// Whether a clause lists all that are of a kind: “các đơn vị … gồm A, B”.
    fn lists(&self, clause: &Clause, noun: &Noun) -> bool {
        let first = clause.names.first().map_or(0, |(at, _)| *at);
        let opens =
            |at: usize| self.read.is(at, Role::Is) || self.read.kind(at) == Some(Kind::Mark(':'));
        noun.at < first
            && clause
                .at
                .iter()
                .any(|at| *at > noun.at && *at < first && opens(*at))
    }

    fn quantity(&self, clause: &Clause, noun: &Noun) -> Quantity {
        let near = noun.at.saturating_sub(3)..noun.at;
        let denied = near.clone().any(|at| self.read.is(at, Role::Not))
            && clause.at.contains(&(noun.at.saturating_sub(1)));
        let each = self.has(clause, Hint::Each);
        let led = near
            .clone()
            .any(|at| self.is_every(at) || self.read.number(at) == Some(Decimal::ONE_HUNDRED));
        let part = clause.figures.iter().find(|figure| figure.of == Of::Rows);
        match (noun.count, noun.whole) {
            (None, _) if let Some(part) = part => Quantity::Part(part.bound, part.value),
            (None, _) if denied => Quantity::None,
            (Some(count), None) if each || led => Quantity::All(Some(count)),
            (Some(count), _) => Quantity::Many(count),
            (None, _) if each || led => Quantity::All(None),
            (None, _) => self
                .told(clause, noun)
                .map_or(Quantity::Some, Quantity::Many),
        }
    }

    /// A number of rows behind what they have in common: “số đơn vị xếp loại Tốt là 29”.
    pub(super) fn told(&self, clause: &Clause, noun: &Noun) -> Option<Decimal> {
        let figures = clause
            .figures
            .iter()
            .filter(|figure| figure.at > noun.at && figure.of == Of::Bare);
        let mut figures = figures.filter(|figure| {
            figure.value.scale() == 0
                && figure
                    .at
                    .checked_sub(1)
                    .is_some_and(|at| self.read.is(at, Role::Is))
        });
        figures.next().map(|figure| figure.value)
    }
}

/// How many rows are spoken of.
#[derive(Debug, Clone, Copy)]
enum Quantity {
    /// None.
    None,
    /// All, perhaps so many.
    All(Option<Decimal>),
    /// So many.
    Many(Decimal),
    /// A part of all, in percent.
    Part(Bound, Decimal),
    /// Those that are named, or some.
    Some,
}

impl Quantity {
    /// Whether it is so of rows, of which some are of the kind and some are named; of all that are
    /// of the kind if the `whole` list is given.
    fn holds(self, rows: usize, of: &[usize], members: &[usize], whole: bool) -> Option<bool> {
        let inside = members.iter().all(|row| of.contains(row));
        let many = Decimal::from(of.len());
        let rows = Decimal::from(rows);
        match self {
            Self::None => Some(of.is_empty()),
            Self::All(_) if !members.is_empty() => Some(inside),
            Self::All(count) => {
                let counted = count.is_none_or(|count| count == rows);
                counted.then_some(many == rows)
            }
            Self::Many(count) => Some(count == many && inside),
            Self::Part(bound, part) => {
                let share = share(many, rows)?;
                Some(match bound {
                    Bound::Exact => (share - part).abs() <= Decimal::ONE,
                    bound => fits(bound, part, share),
                })
            }
            Self::Some if members.is_empty() => None,
            Self::Some => Some(inside && (!whole || of.len() == members.len())),
        }
    }
}
