//! Over how many rows a number of things is spread, and how many of them some rows have.

use rust_decimal::Decimal;

use super::clause::{Clause, Figure, Noun, Of};
use super::tables::{Column, Measure, Rows, Table};
use super::{Hold, Verdict};
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::said::{Bound, Subject};
use crate::audit::claims::vocabulary::{Hint, Role};
use crate::vn::number::print;

impl Hold<'_, '_, '_> {
    /// “15 hồ sơ quá hạn tại 05 đơn vị”: how many rows have any of them.
    pub(super) fn spread_over(&self, clause: &Clause) -> Verdict {
        let at = |noun: &&Noun| {
            let led = noun.at.checked_sub(1);
            let led = led.filter(|at| self.read.is(*at, Role::OfWhom));
            let within = led.is_some_and(|at| !self.read.is_hint(at, Hint::OfAll));
            within && noun.count.is_some()
        };
        let noun = clause.nouns.iter().find(at);
        let Some((noun, count)) = noun.and_then(|noun| Some((noun, noun.count?))) else {
            return Verdict::Unread;
        };
        let own = clause.figures.iter().rev().find(|one| one.at < noun.at);
        // “…, thuộc 05 đơn vị” goes on with the number before.
        let quiet = |at: &&usize| self.read.any(**at, &[Role::Filler, Role::OfWhom]);
        let opens = clause.at.iter().find(|at| !quiet(at)) == Some(&noun.at);
        let before = self.spoken.before.as_ref().filter(|_| opens);
        let told = own.or_else(|| before?.figures.last());
        let Some(figure) = told.filter(|_| clause.names.is_empty()) else {
            return Verdict::Unread;
        };
        let counts = self.with_total(noun.rows, figure).into_iter();
        let counts = counts.flat_map(|(table, column)| {
            let some = column
                .values
                .iter()
                .flatten()
                .filter(|value| !value.is_zero());
            let all = noun.whole.is_none().then_some(table.subjects.len());
            std::iter::once(some.count()).chain(all).map(Decimal::from)
        });
        let counts: Vec<Decimal> = counts.collect();
        let Some(first) = counts.first() else {
            return Verdict::Unread;
        };
        let span = (figure.at.min(noun.at), noun.word + 1);
        Verdict::of(counts.contains(&count), span, || {
            let quoted = self.quoted(span);
            format!("bài ghi “{quoted}”, theo số liệu có {}", print(*first))
        })
    }

    /// “quá hạn 15, riêng xã A 09 hồ sơ”: what some rows have of the number that was told before.
    pub(super) fn part_of_count(&self, clause: &Clause) -> Verdict {
        let opens = clause.at.first().is_some_and(|at| {
            self.read.is(*at, Role::Only) && !self.read.is_hint(*at, Hint::Alone)
        });
        let whole = self.spoken.before.as_ref();
        let whole =
            whole.and_then(|before| before.figures.last().filter(|_| before.names.is_empty()));
        let ([part], Some(whole), true) = (clause.figures.as_slice(), whole, opens) else {
            return Verdict::Unread;
        };
        let counted = matches!(part.of, Of::Things(_) | Of::Bare) && part.value.scale() == 0;
        let plain = part.bound == Bound::Exact && part.whole.is_none() && clause.way.is_none();
        let names: Vec<Subject> = clause.names.iter().map(|(_, name)| *name).collect();
        let Some(rows) = names.first().map(|name| self.rows_of(*name)) else {
            return Verdict::Unread;
        };
        let columns = self.with_total(rows, whole);
        let about = self.about(&self.words(clause), rows, Measure::Count);
        let meant = |(_, column): &(&Table, &Column)| {
            about.is_empty() || about.iter().any(|(_, own)| std::ptr::eq(*own, *column))
        };
        let known = columns
            .into_iter()
            .filter(meant)
            .filter_map(|(table, column)| {
                let own = names.iter().map(|name| column.value(table.row(*name)?));
                own.sum::<Option<Decimal>>()
            });
        let known: Vec<Decimal> = known.filter(|_| counted && plain).collect();
        self.one_of(*part, &known, "số")
    }

    /// The columns of things whose total is a number that is told.
    fn with_total(&self, rows: Rows, figure: &Figure) -> Vec<(&Table, &Column)> {
        let whole = figure.value.scale() == 0 && figure.bound == Bound::Exact;
        let counts = self.of(rows, Measure::Count);
        let counts = counts.filter(|(_, column)| {
            let counted = match figure.of {
                Of::Things(at) => self.is_in_head(at, column),
                of => of == Of::Bare,
            };
            counted && whole && column.total() == Some(figure.value)
        });
        counts.collect()
    }
}
