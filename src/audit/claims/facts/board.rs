//! Places in a table, which go by all points, and what is said of the rows that are left.

use super::clause::Clause;
use super::tables::{Measure, Rows};
use super::{Hold, Verdict};
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::said::Subject;
use crate::audit::claims::vocabulary::{Hint, Role};

impl Hold<'_, '_, '_> {
    /// “dù giảm 0,80 điểm vẫn ở nhóm ba đơn vị đầu bảng”, “dù đứng cuối bảng, xã A vẫn đúng hạn 100%”: such a place
    /// is one by all points, whatever else is told beside it.
    pub(super) fn on_board(
        &self,
        clause: &Clause,
        (at, lowest): (usize, bool),
        first: usize,
        names: &[Subject],
    ) -> Option<Verdict> {
        let own = clause.at.contains(&at);
        let rows = names.first().map(|name| self.rows_of(*name))?;
        let told = self.spoken.before.as_ref().filter(|_| !own);
        let words = self.words(told.unwrap_or(clause));
        let measures = [Measure::Points, Measure::Rate, Measure::Count];
        let is_about = |words: &str| {
            let mut about = measures.iter();
            about.any(|measure| !self.about(words, rows, *measure).is_empty())
        };
        let total = rows == Rows::Units && !is_about(&words) && !is_about(&self.spoken.topic);
        if !total || !self.read.ends_in(at, Hint::Board) {
            return None;
        }
        let tables = self.tables.iter().filter(|table| table.rows == rows);
        let read = tables.flat_map(|table| {
            let scopes = self.scopes(table, clause).into_iter();
            scopes.filter_map(|scope| {
                Self::lead(table, table.graded()?, &scope, (lowest, first), names)
            })
        });
        let read: Vec<(bool, String)> = read.collect();
        let (_, best) = read.first()?;
        let right = read.iter().any(|(right, _)| *right);
        let span = Self::span(clause);
        // “tăng 1,70 điểm, đứng đầu bảng” tells the change by itself.
        let before = clause.figures.iter().any(|figure| figure.at < at);
        let changed = clause.way.is_some_and(|(way, _)| way < at) && before;
        (right || !own || changed).then(|| {
            Verdict::of(right, span, || {
                let (quoted, word) = (self.quoted(span), self.read.words(at));
                format!("bài ghi “{quoted}”, theo số liệu {word} là {best}")
            })
        })
    }

    /// “07 đơn vị còn lại có từ 02 đến 43 hồ sơ quá hạn, trong đó ít nhất là A”: of those that have any.
    pub(super) fn is_among_rest(&self, clause: &Clause) -> bool {
        let first = clause.at.first().copied().unwrap_or(0);
        let before = first.checked_sub(1);
        let within = |at: usize| self.read.is_hint(at, Hint::Within);
        let within = within(first) || before.is_some_and(within);
        let before = self.spoken.before.as_ref();
        within && before.is_some_and(|before| self.plays(before, Role::Rest).is_some())
    }
}
