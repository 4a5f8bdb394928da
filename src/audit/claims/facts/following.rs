//! Those that follow the first: “cao nhất là A, kế đến là B và C”.

use super::clause::Clause;
use super::tables::{Column, Table};
use super::{Hold, Verdict};
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::said::Subject;
use crate::audit::claims::vocabulary::Hint;

impl Hold<'_, '_, '_> {
    /// Whether those that are said to follow the first do, in a column that the first leads.
    pub(super) fn following(&self, clause: &Clause) -> Verdict {
        let opens = clause.at.iter().take(3).map(|at| self.read.words(*at));
        let opens: Vec<String> = opens.collect();
        let opens = opens.join(" ");
        let mut then = self.claims.grammar.hint(Hint::Then).iter();
        let then = then.any(|words| opens.starts_with(words.as_str()));
        let (Some((led, first)), true) = (&self.spoken.first, then) else {
            return Verdict::Unread;
        };
        let [(_, lowest)] = led.extremes.as_slice() else {
            return Verdict::Unread;
        };
        let names: Vec<Subject> = clause.names.iter().map(|(_, name)| *name).collect();
        let Some(rows) = names.first().map(|name| self.rows_of(*name)) else {
            return Verdict::Unread;
        };
        let falling = led.way.is_some_and(|(_, way)| way.is_lt());
        let lowest = if falling { !lowest } else { *lowest };
        let told: Vec<Subject> = [first.as_slice(), names.as_slice()].concat();
        let mut wrong = None;
        for (table, column) in self.led_columns(led, rows, first) {
            match in_order(table, column, lowest, &told, first.len()) {
                Some(true) => return Verdict::Right,
                Some(false) => wrong = Some(()),
                None => {}
            }
        }
        let span = Self::span(clause);
        match wrong {
            Some(()) => Verdict::of(false, span, || {
                format!("bài ghi “{}”, theo số liệu thứ tự khác", self.quoted(span))
            }),
            None => Verdict::Unread,
        }
    }
}

/// Whether names stand in the order of a column from its first on, if those that were told first do.
fn in_order(
    table: &Table,
    column: &Column,
    lowest: bool,
    told: &[Subject],
    first: usize,
) -> Option<bool> {
    let place = |name: &Subject| {
        let own = column.value(table.row(*name)?)?;
        let all = column.all()?;
        let better = all
            .iter()
            .filter(|other| if lowest { **other < own } else { **other > own });
        let same = all.iter().filter(|other| **other == own);
        Some((better.count(), same.count()))
    };
    let places: Vec<(usize, usize)> = told.iter().map(place).collect::<Option<_>>()?;
    let fits = |(at, (better, same)): (usize, &(usize, usize))| *better <= at && at < better + same;
    let led = places.iter().enumerate().take(first).all(fits);
    led.then(|| places.iter().enumerate().skip(first).all(fits))
}
