//! Courses through periods: since when something holds, for how many periods it has risen, how long a
//! band has been kept.

use rust_decimal::Decimal;

use super::clause::Clause;
use super::spelling;
use super::tables::{Column, Measure, Rows, Table};
use super::{Hold, Verdict};
use crate::audit::claims::agrees;
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::said::Subject;
use crate::audit::claims::vocabulary::{Hint, Role};
use crate::vn::number::print;

impl Hold<'_, '_, '_> {
    /// The row from which on a clause speaks: “từ tháng 6 đến nay”.
    pub(super) fn since(&self, clause: &Clause) -> Option<Subject> {
        let mut names = clause.names.iter();
        let led = |at: usize| {
            at.checked_sub(1)
                .is_some_and(|at| self.read.is(at, Role::From))
        };
        names.find(|(at, _)| led(*at)).map(|(_, name)| *name)
    }

    /// What is said of one period after another.
    pub(super) fn course(&self, clause: &Clause) -> Verdict {
        let Some(table) = self.tables.iter().find(|table| table.rows == Rows::Periods) else {
            return Verdict::Unread;
        };
        let axes = |(_, name): &(usize, Subject)| matches!(name, Subject::Axis(_));
        // “tháng liền trước” is one.
        let before = self.claims.grammar.hint(Hint::JustBefore).iter();
        let words = before.fold(self.words(clause), |words, one| words.replace(one, ""));
        let says = |word: &String| words.split(' ').any(|one| one == word);
        let mut unbroken = self.claims.grammar.hint(Hint::Unbroken).iter();
        let on = unbroken
            .any(|word| words.split(' ').any(|one| one == word) || words.contains(word.as_str()));
        let on = on || self.claims.grammar.hint(Hint::Whichever).iter().all(says);
        let others = self.plays(clause, Role::Rest).is_some() || self.has(clause, Hint::Alone);
        if clause.names.iter().any(axes) || !on || others {
            return Verdict::Unread;
        }
        let since = self.since(clause).or(self.spoken.since);
        let last = table.subjects.len();
        let first = since.and_then(|since| table.row(since));
        let count = self.months(clause);
        let Some(first) = first.or(count.and_then(|count| last.checked_sub(count))) else {
            return Verdict::Unread;
        };
        let span = Self::span(clause);
        let column = |measure| table.first(measure);
        if let Some((_, way)) = clause.way.filter(|_| clause.figures.is_empty()) {
            let from = first + usize::from(since.is_some());
            return self.each(table, column(Measure::Change), from, span, |value| {
                value.cmp(&Decimal::ZERO) == way
            });
        }
        if let [band] = clause.bands.as_slice() {
            let band = Decimal::from(*band);
            return self.each(table, column(Measure::Band), first, span, |value| {
                value == band
            });
        }
        let bounded = clause.figures.iter().find(|figure| self.bounds(figure));
        match bounded {
            Some(figure) => {
                let points = self.course_of_points().map(|(_, points)| points);
                self.each(table, points, first, span, |value| {
                    super::fits(figure.bound, figure.value, value)
                })
            }
            None => Verdict::Unread,
        }
    }

    /// “từ tháng 4 đến tháng 10, xã từ 79,15 lên 87,83 điểm”: the points of the first and of the last.
    pub(super) fn way_of_range(&self, clause: &Clause) -> Verdict {
        let read = &self.read;
        let period = |at: usize| {
            let name = read.name(at)?;
            (self.rows_of(name) == Rows::Periods).then_some(name)
        };
        let range = |clause: &Clause| {
            let mut at = clause.at.iter().copied();
            at.find_map(|at| {
                let led = read.is(at, Role::From) && read.reaches(at + 2);
                period(at + 1).zip(period(at + 3)).filter(|_| led)
            })
        };
        let way = clause.at.iter().copied().find_map(|at| {
            let first = read.number(at + 1).filter(|_| read.is(at, Role::From))?;
            let goal = read.skip(at + 2, &[Role::Points]);
            let last = read.number(goal + 1)?;
            let goes = read.any(goal, &[Role::Up, Role::Down, Role::To]);
            let points = read.is(goal + 2, Role::Points);
            (goes && points).then_some(((at, goal + 3), [first, last]))
        });
        let before = || self.spoken.before.as_ref().and_then(range);
        let axes = |(_, name): &(usize, Subject)| self.rows_of(*name) != Rows::Periods;
        let (Some((span, told)), Some((table, points))) = (way, self.course_of_points()) else {
            return Verdict::Unread;
        };
        let known = range(clause).or_else(before).and_then(|(first, last)| {
            let of = |name| points.value(table.row(name)?);
            Some([of(first)?, of(last)?])
        });
        let Some(known) = known.filter(|_| !clause.names.iter().any(axes)) else {
            return Verdict::Unread;
        };
        let right = told
            .iter()
            .zip(&known)
            .all(|(told, known)| agrees(*told, *known));
        Verdict::of(right, span, || {
            let [first, last] = known.map(print);
            format!(
                "điểm từ {first} đến {last}, bài ghi “{}”",
                self.quoted(span)
            )
        })
    }

    /// For how many periods: “sáu tháng liên tiếp”, “tháng thứ sáu liên tiếp”.
    fn months(&self, clause: &Clause) -> Option<usize> {
        let mut counts = clause.at.iter().filter_map(|at| {
            let count = self.read.counted(*at)?;
            let beside = |at: usize| {
                let noun = self.read.written(at).split(' ').next();
                let noun = noun.unwrap_or_default();
                self.claims.grammar.is(noun, Hint::Recurring)
            };
            let before = at
                .checked_sub(1)
                .is_some_and(|at| self.read.is(at, Role::Rank) || beside(at));
            (beside(at + 1) || before).then_some(count)
        });
        let written = |at: &usize| {
            // “6 tháng” is one token.
            let (number, noun) = self.read.written(*at).split_once(' ')?;
            let months = self.claims.grammar.is(noun, Hint::Months);
            months.then(|| number.parse().ok())?
        };
        let count = counts.next().and_then(|count| usize::try_from(count).ok());
        count.or_else(|| clause.at.iter().find_map(written))
    }

    /// The points of the periods.
    fn course_of_points(&self) -> Option<(&Table, &Column)> {
        let mut tables = self.tables.iter();
        let table = tables.find(|table| table.rows == Rows::Periods)?;
        Some((table, table.columns.get(table.graded?)?))
    }

    /// The means of the last periods of which a clause speaks, with this one and without.
    pub(super) fn means_of_periods(&self, clause: &Clause) -> Option<Vec<Decimal>> {
        let (table, points) = self.course_of_points()?;
        let (rows, count) = (table.subjects.len(), self.months(clause)?);
        let ends = [rows.checked_sub(1)?, rows].into_iter();
        let mean = |end: usize| points.mean(&(end.checked_sub(count)?..end).collect::<Vec<_>>());
        Some(ends.filter_map(mean).collect())
    }

    /// The mean from one period to another that a clause names.
    pub(super) fn means_of_range(&self, clause: &Clause) -> Option<Vec<Decimal>> {
        let (table, points) = self.course_of_points()?;
        let [(_, first), (_, last)] = clause.names.as_slice() else {
            return None;
        };
        let (first, last) = (table.row(*first)?, table.row(*last)?);
        Some(vec![points.mean(&(first..=last).collect::<Vec<_>>())?])
    }

    fn each(
        &self,
        table: &Table,
        column: Option<&Column>,
        first: usize,
        span: (usize, usize),
        holds: impl Fn(Decimal) -> bool,
    ) -> Verdict {
        let Some(column) = column else {
            return Verdict::Unread;
        };
        // “trừ tháng 6, tháng nào cũng cao hơn tháng trước”
        let except = self.spoken.except.iter();
        let except: Vec<usize> = except.filter_map(|name| table.row(*name)).collect();
        let mut rows = (first..table.subjects.len()).filter(|row| !except.contains(row));
        let wrong = rows.find_map(|row| {
            let value = column.value(row)?;
            (!holds(value)).then_some((row, value))
        });
        let (name, value) = match wrong {
            None => return Verdict::Right,
            Some((row, value)) => (table.names.get(row).cloned().unwrap_or_default(), value),
        };
        Verdict::of(false, span, || {
            let value = match column.measure {
                Measure::Band | Measure::Regraded => String::new(),
                _ => format!(" ({})", print(value)),
            };
            format!(
                "bài ghi “{}”, nhưng {name} thì không{value}",
                self.quoted(span)
            )
        })
    }
}

/// The periods that are rows, as texts name them.
pub fn named_periods(tables: &[Table]) -> Vec<(String, Subject)> {
    let periods = tables.iter().filter(|table| table.rows == Rows::Periods);
    let periods = periods.flat_map(|table| table.names.iter().zip(&table.subjects));
    periods
        .map(|(name, row)| (spelling::named(name), *row))
        .collect()
}
