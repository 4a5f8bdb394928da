//! Rows above or below a level that is told or follows: a figure in brackets, a mean.

use rust_decimal::Decimal;

use super::clause::{Clause, Of};
use super::tables::{Measure, Rows};
use super::{Hold, Verdict};
use crate::audit::claims::agrees;
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::said::Bound;
use crate::audit::claims::token::{Kind, When};
use crate::audit::claims::vocabulary::{Hint, Role};
use crate::vn::number::{print, round};

impl Hold<'_, '_, '_> {
    /// “05 xã có điểm cao hơn điểm của huyện (88,03 điểm)”, “12 xã trên mức bình quân”: the bound, the
    /// level, and of what it is.
    pub(super) fn than_level(
        &self,
        clause: &Clause,
        rows: Rows,
    ) -> Option<(Bound, Decimal, Measure)> {
        clause.noun()?;
        let (at, bound) = clause.at.iter().find_map(|at| self.beyond(*at))?;
        let after = || clause.at.iter().copied().filter(|own| *own > at);
        let time =
            |at: usize| matches!(self.read.kind(at), Some(Kind::When(when)) if when != When::Now);
        if after().any(time) || clause.at.iter().any(|at| self.read.is(*at, Role::Apart)) {
            return None;
        }
        let mean = after().any(|at| self.is_mean(at));
        let aside = self.read.clause(clause.aside.clone());
        // “cao hơn điểm tổng hợp 88,03 của toàn huyện”
        let level = |at: usize| {
            let noun = self.read.is_hint(at, Hint::LevelNoun) || self.read.is(at, Role::Total);
            mean || noun
        };
        let own = clause.figures.iter();
        let own = own.filter(|figure| figure.at > at && level(figure.at - 1));
        let mut figures = own.chain(aside.figures.iter().take(1));
        let exact = figures.find(|figure| figure.bound == Bound::Exact && figure.whole.is_none());
        let measure = |of: Of| match of {
            Of::Percent => Measure::Rate,
            _ => Measure::Points,
        };
        let told = exact.filter(|figure| matches!(figure.of, Of::Points | Of::Percent));
        if let Some(figure) = told {
            return Some((bound, figure.value, measure(figure.of)));
        }
        let rate = self.plays(clause, Role::Rate).is_some();
        let measure = measure(if rate { Of::Percent } else { Of::Points });
        let columns = self.columns(clause, rows, measure);
        let (table, column) = columns.first().filter(|_| mean && columns.len() == 1)?;
        let all: Vec<usize> = (0..table.subjects.len()).collect();
        Some((bound, column.mean(&all)?, measure))
    }

    /// “A đạt 83,95 điểm, còn thấp hơn bình quân toàn thành phố 3,08 điểm”: how far from the mean.
    pub(super) fn beyond_mean(&self, clause: &Clause) -> Option<Verdict> {
        let (at, bound) = clause.at.iter().find_map(|at| self.beyond(*at))?;
        let mean = clause.at.iter().any(|own| *own > at && self.is_mean(*own));
        let one = match (clause.names.as_slice(), self.spoken.subjects.as_slice()) {
            ([(name, one)], _) if *name < at => *one,
            ([], [one]) => *one,
            _ => return None,
        };
        let rows = self.rows_of(one);
        if !mean || rows != Rows::Units || clause.noun().is_some_and(|noun| noun.count.is_some()) {
            return None;
        }
        let mut figures = clause.figures.iter().filter(|figure| figure.at > at);
        let figure = figures.next_back()?;
        let exact = figure.bound == Bound::Exact && figure.of == Of::Points;
        let columns = self.columns(clause, rows, Measure::Points);
        let far = columns.iter().flat_map(|(table, column)| {
            let own = table.row(one).and_then(|row| column.value(row));
            let scopes = self.scopes(table, clause).into_iter();
            let means = scopes.filter_map(|rows| column.mean(&rows));
            means.filter_map(move |mean| own.map(|own| (own - mean, mean)))
        });
        let far: Vec<(Decimal, Decimal)> = far.collect();
        let first = far.first().filter(|_| exact)?;
        let turned = |far: Decimal| (bound == Bound::Above) == far.is_sign_positive();
        let right = far.iter().any(|(far, mean)| {
            let level = agrees(figure.value, *mean);
            turned(*far) && (level || agrees(figure.value, far.abs()))
        });
        Some(Verdict::of(right, (at, figure.end), || {
            let (far, mean) = (round(first.0, 2), round(first.1, 2));
            let (far, mean) = (print(far.abs()), print(mean));
            format!(
                "bình quân là {mean}, cách {far}, bài ghi “{}”",
                self.quoted((at, figure.end))
            )
        }))
    }

    /// Whether a word says that what comes before it lies above or below what follows.
    fn beyond(&self, at: usize) -> Option<(usize, Bound)> {
        let is = |hint| self.read.is_hint(at, hint);
        let than = self.read.ends_in(at, Hint::Than);
        let near = |at: usize| (at + 1..at + 5).any(|at| self.is_mean(at));
        match self.read.kind(at)? {
            Kind::Role(Role::Above) if near(at) => Some((at, Bound::Above)),
            Kind::Role(Role::Below) if near(at) => Some((at, Bound::Below)),
            _ if than && is(Hint::More) => Some((at, Bound::Above)),
            _ if than && is(Hint::Less) => Some((at, Bound::Below)),
            _ => None,
        }
    }
}
