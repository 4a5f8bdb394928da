//! What a superlative is of.

use rust_decimal::Decimal;

use super::Hold;
use super::clause::{Clause, Figure, Of};
use super::tables::{Column, Measure, Rows, Table};
use crate::audit::claims::agrees;
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::said::{Bound, Subject};
use crate::audit::claims::vocabulary::{Hint, Role};

impl Hold<'_, '_, '_> {
    /// What a superlative is of: changes, rates, counts, or points.
    pub(super) fn measured(&self, clause: &Clause, rows: Rows) -> Vec<(&Table, &Column)> {
        let clause = &self.with_measure(clause);
        if self.has(clause, Hint::Money) {
            return Vec::new();
        }
        if rows == Rows::Periods && self.has(clause, Hint::Step) {
            return self.columns(clause, rows, Measure::Change);
        }
        let rate = clause.figures.iter().any(|figure| figure.of == Of::Percent)
            || self.plays(clause, Role::Rate).is_some()
            || clause.figures.is_empty() && self.rate_next().is_some();
        let points = self.plays(clause, Role::Points).is_some()
            || clause.figures.iter().any(|figure| figure.of == Of::Points);
        let things = self.plays(clause, Role::Counted).is_some()
            || clause
                .extremes
                .iter()
                .any(|(at, _)| self.has_in(*at, Hint::Dossiers));
        // “vươn lên dẫn đầu” is of the place.
        let most = |at: usize| self.read.ends_in(at, Hint::Most);
        let placed = |at: usize| {
            clause
                .extremes
                .iter()
                .any(|(one, _)| *one == at && !most(at))
        };
        let climbs = |(at, _)| placed(self.read.skip(at + 1, &[]));
        if clause.way.is_some_and(|way| !climbs(way)) {
            return self.columns(clause, rows, Measure::Change);
        }
        // “mất 4,95 điểm …, nhiều nhất trong sáu nhóm”
        let before = self.spoken.before.as_ref();
        let lacked = before.is_some_and(|before| self.plays(before, Role::Lacks).is_some());
        let on = lacked && rows == Rows::Axes && !clause.figures.is_empty();
        if on || self.plays(clause, Role::Lacks).is_some() {
            return self.columns(clause, rows, Measure::Lacks);
        }
        if rows == Rows::Axes {
            let mut all = self.columns(clause, rows, Measure::Rate);
            if rate {
                return all;
            }
            all.extend(self.columns(clause, rows, Measure::Points));
            return all;
        }
        match (rate, things && !points) {
            (true, _) => self.columns(clause, rows, Measure::Rate),
            (false, true) => {
                let counts = self.columns(clause, rows, Measure::Count);
                // “có ít hồ sơ nhất” may be of any.
                if counts.is_empty() {
                    self.of(rows, Measure::Count).collect()
                } else {
                    counts
                }
            }
            _ => {
                let points = self.columns(clause, rows, Measure::Points);
                match points.is_empty() {
                    true => self.columns(clause, rows, Measure::Count),
                    false => points,
                }
            }
        }
    }

    /// “ít nhất là xã A, 64 hồ sơ”: the number of things that the clause after tells, if it tells nothing else.
    fn count_next(&self) -> Option<Decimal> {
        let next = self.next.as_ref().filter(|next| next.names.is_empty())?;
        match next.figures.as_slice() {
            [one] if matches!(one.of, Of::Things(_)) && one.whole.is_none() => Some(one.value),
            _ => None,
        }
    }

    /// “kém nhất là xã A, mới được 76%”: the rate that the clause after tells, if it tells nothing else.
    fn rate_next(&self) -> Option<Decimal> {
        let next = self
            .next
            .as_ref()
            .filter(|next| next.names.is_empty() && next.nouns.is_empty())?;
        let rated = |one: &&Figure| one.of == Of::Percent && one.bound == Bound::Exact;
        let alone = next.figures.len() == 1 && self.plays(next, Role::Rate).is_none();
        Some(next.figures.iter().find(rated).filter(|_| alone)?.value)
    }

    /// Of some columns those in which the row that is named has the rate told after it; and the columns in which it
    /// has so many things.
    pub(super) fn rated_next<'t>(
        &'t self,
        clause: &Clause,
        columns: Vec<(&'t Table, &'t Column)>,
        names: &[Subject],
    ) -> Vec<(&'t Table, &'t Column)> {
        let [name] = names else {
            return columns;
        };
        let rated = self.plays(clause, Role::Rate).is_some() || !clause.figures.is_empty();
        if let Some(count) = self.count_next().filter(|_| !rated) {
            let has = |(table, column): &(&Table, &Column)| {
                table.row(*name).and_then(|row| column.value(row)) == Some(count)
            };
            let counts = self.of(self.rows_of(*name), Measure::Count);
            let counts: Vec<_> = counts.filter(has).collect();
            return columns.into_iter().chain(counts).collect();
        }
        let rate = self.rate_next().filter(|_| clause.figures.is_empty());
        let Some(rate) = rate else {
            return columns;
        };
        let has = |(table, column): &&(&Table, &Column)| {
            let value = table.row(*name).and_then(|row| column.value(row));
            value.is_some_and(|value| agrees(rate, value))
        };
        let own: Vec<_> = columns.iter().filter(has).copied().collect();
        if own.is_empty() { columns } else { own }
    }

    /// A clause that says itself what its superlative is of, or else with the one before and
    /// with what stands in brackets: “đạt 76%, thấp nhất huyện”.
    pub(super) fn with_measure(&self, clause: &Clause) -> Clause {
        let roles = [Role::Points, Role::Total, Role::Rate, Role::Counted];
        let said = roles.iter().any(|role| self.plays(clause, *role).is_some());
        let words = self.about(&self.words(clause), Rows::Units, Measure::Points);
        if said || clause.way.is_some() || !clause.figures.is_empty() || !words.is_empty() {
            return clause.clone();
        }
        let mut more = clause.aside.clone();
        if let Some(before) = &self.spoken.before {
            more.extend(before.at.iter().copied());
        }
        let mut merged = self.read.clause([more, clause.at.clone()].concat());
        // “tăng 0,07 điểm nhưng vẫn là nhóm thấp nhất” is no change; “mười xã tăng, …, ít nhất là B” is.
        let mut extremes = clause.extremes.iter();
        let much = extremes.any(|(at, _)| self.has_in(*at, Hint::Much));
        let much = much || self.measures_change();
        let common = self.spoken.common.as_ref().and_then(|common| common.way);
        merged.way = match much {
            true => merged.way.or(common.filter(|_| clause.figures.is_empty())),
            false => merged.way.filter(|(at, _)| clause.at.contains(at)),
        };
        merged
    }

    /// Whether the clause before told a measure of change: “với mức tăng 0,96 điểm, cao nhất trong sáu nhóm”.
    pub(super) fn measures_change(&self) -> bool {
        let before = self.spoken.before.as_ref();
        let way = before.and_then(|before| before.way).map(|(at, _)| at);
        let led = way.and_then(|at| at.checked_sub(1));
        led.is_some_and(|at| self.read.is_hint(at, Hint::Degree))
    }
}
