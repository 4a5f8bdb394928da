//! Sets of rows: the highest and the lowest; how many are of a kind, all, none, the only one, those
//! that are named, the rest.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::clause::{Clause, Noun, Of};
use super::tables::{Column, Measure, Rows, Table};
use super::{Hold, Verdict, fits};
use crate::audit::claims::grammar::Role;
use crate::audit::claims::said::{Bound, Subject};
use crate::audit::claims::tokens::{Kind, When};
use crate::vn::number::{print, round};

impl Hold<'_, '_, '_> {
    /// What a superlative is of: changes, rates, counts, or points.
    fn measured(&self, clause: &Clause, rows: Rows) -> Vec<(&Table, &Column)> {
        let clause = &self.with_measure(clause);
        let rate = clause.figures.iter().any(|figure| figure.of == Of::Percent)
            || self.plays(clause, Role::Rate).is_some();
        let points = self.plays(clause, Role::Points).is_some()
            || clause.figures.iter().any(|figure| figure.of == Of::Points);
        let things = self.plays(clause, Role::Counted).is_some()
            || clause
                .extremes
                .iter()
                .any(|(at, _)| self.read.words(*at).contains("hồ sơ"));
        if clause.way.is_some() {
            return self.columns(clause, rows, Measure::Change);
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
            _ => self.columns(clause, rows, Measure::Points),
        }
    }

    /// A clause that says itself what its superlative is of, or else with the one before and
    /// with what stands in brackets: “đạt 76%, thấp nhất huyện”.
    fn with_measure(&self, clause: &Clause) -> Clause {
        let roles = [Role::Points, Role::Total, Role::Rate, Role::Counted];
        let said = roles.iter().any(|role| self.plays(clause, *role).is_some());
        let words = self.about(&self.words(clause), Rows::Units, Measure::Points);
        if said || clause.way.is_some() || !clause.figures.is_empty() || !words.is_empty() {
            return clause.clone();
        }
        let mut more = clause.aside.clone();
        if let Some(before) = &self.before {
            more.extend(before.at.iter().copied());
        }
        self.read.clause([more, clause.at.clone()].concat())
    }

    /// “cao nhất là A”, “ba đơn vị dẫn đầu là A, B, C”, “A nằm trong nhóm 03 đơn vị dẫn đầu”.
    pub(super) fn extreme(&self, clause: &Clause) -> Verdict {
        let [(at, lowest)] = clause.extremes.as_slice() else {
            return Verdict::Unread;
        };
        let apart =
            self.plays(clause, Role::Apart).is_some() || self.plays(clause, Role::Versus).is_some();
        let placed = clause
            .figures
            .iter()
            .any(|figure| matches!(figure.of, Of::Places | Of::Rank));
        let denied = self.plays(clause, Role::Not).is_some();
        let dated = clause
            .at
            .iter()
            .any(|at| matches!(self.read.kind(*at), Some(Kind::When(_))));
        let dated = dated && self.plays(clause, Role::From).is_some();
        if apart || placed || denied || dated || self.plays(clause, Role::Lacks).is_some() {
            return Verdict::Unread;
        }
        let names: Vec<Subject> = match clause.names.as_slice() {
            [] if clause.inside => return Verdict::Unread,
            // “đây là mức cao nhất trong bảy tháng qua”
            [] if self.has(clause, &["đây"]) && !self.read.periods.is_empty() => {
                vec![Subject::Total]
            }
            [] => self.subjects.clone(),
            names => names.iter().map(|(_, name)| *name).collect(),
        };
        let Some(rows) = names.first().map(|name| self.rows_of(*name)) else {
            return Verdict::Unread;
        };
        let counted = clause
            .nouns
            .iter()
            .find(|noun| !noun.scope && noun.rows == rows);
        let count = counted.and_then(|noun| noun.count);
        let count = count.and_then(|count| usize::try_from(count).ok());
        let falling = clause.way.is_some_and(|(_, way)| way == Ordering::Less);
        let lowest = *lowest || falling;
        // “A cao nhất với 93,2 điểm, B …”: only the first of a list that goes on.
        let named = if count.is_some() { names.len() } else { 1 };
        let mut wrong = None;
        for (table, column) in self.measured(clause, rows) {
            for scope in self.scopes(table, clause) {
                let value = |row: usize| Some((row, column.value(row)?));
                let Some(mut values) = scope
                    .iter()
                    .map(|row| value(*row))
                    .collect::<Option<Vec<_>>>()
                else {
                    continue;
                };
                values.sort_by_key(|(_, value)| if lowest { *value } else { -*value });
                let first = count.unwrap_or(1).max(1);
                let (Some((best, most)), Some((_, last))) = (values.first(), values.get(first - 1))
                else {
                    continue;
                };
                let within = |name: &Subject| {
                    let value = column.value(table.row(*name)?)?;
                    Some(if lowest {
                        value <= *last
                    } else {
                        value >= *last
                    })
                };
                let Some(all) = names
                    .iter()
                    .take(named)
                    .map(within)
                    .collect::<Option<Vec<_>>>()
                else {
                    continue;
                };
                if all.iter().all(|within| *within) {
                    return Verdict::Right;
                }
                let best = table.names.get(*best).cloned().unwrap_or_default();
                wrong = Some(format!("{best} ({})", print(round(*most, 2))));
            }
        }
        let span = Self::span(clause);
        let word = self.read.words(*at);
        match wrong {
            Some(best) => Verdict::of(false, span, || {
                format!(
                    "bài ghi “{}”, theo số liệu {word} là {best}",
                    self.quoted(span)
                )
            }),
            None => Verdict::Unread,
        }
    }

    /// How many rows are of a kind, and which.
    pub(super) fn set(&self, clause: &Clause) -> Verdict {
        if !clause.extremes.is_empty() || clause.inside {
            return Verdict::Unread;
        }
        let only = self.has(clause, &["duy nhất", "chỉ có", "chỉ một"]);
        let names: Vec<Subject> = clause.names.iter().map(|(_, name)| *name).collect();
        let noun = clause.noun().copied();
        let rows = match (noun, names.first()) {
            (Some(noun), _) => noun.rows,
            (None, Some(name)) => self.rows_of(*name),
            (None, None) => return Verdict::Unread,
        };
        let rows = if names.is_empty() {
            rows
        } else {
            names.first().map_or(rows, |name| self.rows_of(*name))
        };
        let sort = noun
            .filter(|_| names.is_empty())
            .is_some_and(|noun| noun.count.is_some());
        let before = self.common.as_ref().filter(|_| sort);
        let of_before = || {
            // “…, gồm 06 phường và 04 xã”
            let (common, tests) = self.common(before?, rows)?;
            Some((common, tests))
        };
        let Some((common, tests)) = self.common(clause, rows).or_else(of_before) else {
            return Verdict::Unread;
        };
        if clause.way.is_some() && self.since_another(clause) {
            return Verdict::Unread;
        }
        let span = Self::span(clause);
        let members = |table: &Table| {
            names
                .iter()
                .map(|name| table.row(*name))
                .collect::<Option<Vec<usize>>>()
        };
        let Some(noun) = noun.filter(|_| !only) else {
            // “A và B đạt trên 90 điểm”; “chỉ có A …”.
            if names.is_empty() {
                return Verdict::Unread;
            }
            return self.under_any(clause, &common, &tests, span, |table, _, of| {
                let members = members(table)?;
                let all = members.iter().all(|row| of.contains(row));
                Some(all && (!only || of.len() == members.len()))
            });
        };
        let quantity = self.quantity(clause, &noun);
        let said = self.plays(clause, Role::Rest).is_some() || !self.except.is_empty();
        let left = |table: &Table| {
            let left = self.except.iter().map(|name| (0, *name));
            let named = self.named.iter().copied().chain(left);
            named
                .filter_map(|(_, name)| table.row(name))
                .collect::<Vec<usize>>()
        };
        let example = self.has(clause, &["như", "trong đó có"]);
        let listed = self.lists(clause, &noun);
        self.under_any(clause, &common, &tests, span, |table, scope, of| {
            let members = members(table)?;
            let inside = members.iter().all(|row| of.contains(row));
            let many = Decimal::from(of.len());
            if said {
                let named = left(table);
                let rest: Vec<&usize> = scope.iter().filter(|row| !named.contains(row)).collect();
                let all = rest.iter().all(|row| of.contains(row));
                return match (named.is_empty(), quantity) {
                    (_, Quantity::None) => Some(rest.iter().all(|row| !of.contains(row))),
                    (true, Quantity::Many(count) | Quantity::All(Some(count))) => {
                        Some(many >= count)
                    }
                    (true, _) => None,
                    (false, _) => Some(all),
                };
            }
            match quantity {
                Quantity::None => Some(of.is_empty()),
                Quantity::All(count) => {
                    let counted = count.is_none_or(|count| count == Decimal::from(scope.len()));
                    match members.is_empty() {
                        true => counted.then_some(of.len() == scope.len()),
                        false => Some(inside),
                    }
                }
                Quantity::Many(count) => Some(count == many && inside),
                Quantity::Part(bound, part) => {
                    let share =
                        (many * Decimal::ONE_HUNDRED).checked_div(Decimal::from(scope.len()))?;
                    let near = (share - part).abs() <= Decimal::ONE;
                    Some(if bound == Bound::Exact {
                        near
                    } else {
                        fits(bound, part, share)
                    })
                }
                Quantity::Some if members.is_empty() => None,
                Quantity::Some => Some(inside && (example || !listed || of.len() == members.len())),
            }
        })
    }

    /// Whether changes are since another time than the period before.
    fn since_another(&self, clause: &Clause) -> bool {
        let versus = clause.at.iter().any(|at| self.read.is(*at, Role::Versus));
        let before = clause
            .at
            .iter()
            .any(|at| self.read.kind(*at) == Some(Kind::When(When::Before)));
        versus && !before
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
        let each = self.has(clause, &["đều"]);
        let led = near.clone().any(|at| {
            self.read.is(at, Role::All) || ["cả", "100"].contains(&self.read.words(at).as_str())
        });
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
    fn told(&self, clause: &Clause, noun: &Noun) -> Option<Decimal> {
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
