//! Rows above or below a level that is told or follows: a figure in brackets, a mean.

use rust_decimal::Decimal;

use super::clause::{Clause, Figure, Of};
use super::tables::{Column, Measure, Rows, Table};
use super::{Hold, Verdict};
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::said::{Bound, Subject};
use crate::audit::claims::token::{Kind, When};
use crate::audit::claims::vocabulary::{Hint, Role};
use crate::audit::claims::{agrees, share};
use crate::compose::FactValue;
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
        let beyond = clause.at.iter().find_map(|at| self.beyond(*at));
        let (at, bound) = beyond.or_else(|| self.past_total(clause))?;
        let after = || clause.at.iter().copied().filter(|own| *own > at);
        let time =
            |at: usize| matches!(self.read.kind(at), Some(Kind::When(when)) if when != When::Now);
        let apart = |own: &usize| *own != at && self.read.is(*own, Role::Apart);
        if after().any(time) || clause.at.iter().any(apart) {
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

    /// “09 đơn vị cao hơn mức bình quân, 06 đơn vị thấp hơn”: the level of the clause before.
    pub(super) fn than_before(
        &self,
        clause: &Clause,
        rows: Rows,
    ) -> Option<(Bound, Decimal, Measure)> {
        let last = *clause.at.last()?;
        let bound = match self.read.than(last)? {
            std::cmp::Ordering::Greater => Bound::Above,
            _ => Bound::Below,
        };
        let than = self.read.ends_in(last, Hint::Than) && clause.figures.is_empty();
        let before = self.spoken.before.as_ref().filter(|_| than)?;
        let (_, level, measure) = self.than_level(before, rows)?;
        Some((bound, level, measure))
    }

    /// “A đạt 83,95 điểm, còn thấp hơn bình quân toàn thành phố 3,08 điểm”: how far from the mean.
    pub(super) fn beyond_mean(&self, clause: &Clause) -> Option<Verdict> {
        let (at, bound) = clause.at.iter().find_map(|at| self.beyond(*at))?;
        let mean = clause.at.iter().any(|own| *own > at && self.is_mean(*own));
        let mean = mean || self.spoken.than_mean && clause.names.len() == 1;
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

    /// “A và B cùng có 80% …, thấp hơn mức chung của 12 đơn vị”: whether each lies beyond the mean, or beyond the
    /// rate of all together.
    pub(super) fn beyond_all(&self, clause: &Clause) -> Option<Verdict> {
        let (at, bound) = clause.at.iter().find_map(|at| self.beyond(*at))?;
        let mut near = (at + 1..at + 4).filter(|at| clause.at.contains(at));
        let general = self.is_general(at) || near.any(|at| self.is_mean(at));
        let aside = self.read.clause(clause.aside.clone());
        // “thấp hơn mức chung 98,84%”, “… (98,84%)”
        let own = clause.figures.iter().chain(&aside.figures);
        let stated: Vec<Decimal> = own.map(|figure| figure.value).collect();
        let told = stated.len() > 1;
        let before = clause.names.iter().filter(|(name, _)| *name < at);
        let names: Vec<Subject> = match clause.names.is_empty() {
            true => self.spoken.subjects.clone(),
            false => before.map(|(_, name)| *name).collect(),
        };
        let rows = names.first().map(|name| self.rows_of(*name))?;
        let other = clause.names.len() > names.len() || self.denied(clause, at);
        if !general || told || other || rows != Rows::Units {
            return None;
        }
        let columns = self.told_columns(clause, &names);
        let mut read = columns.into_iter().filter_map(|(table, column)| {
            let all: Vec<usize> = table.all_rows().collect();
            let mut levels = vec![column.mean(&all), rate_of_all(table, column)];
            levels.extend(self.stated_levels(column.measure).into_iter().map(Some));
            levels.retain(|level| match (stated.first(), level) {
                (Some(stated), Some(level)) => agrees(*stated, *level),
                _ => true,
            });
            let own = names.iter().map(|name| column.value(table.row(*name)?));
            let own = own.collect::<Option<Vec<Decimal>>>()?;
            let beyond = |level: &Decimal| {
                own.iter()
                    .all(|own| (own > level) == (bound == Bound::Above))
            };
            let first = levels.iter().flatten().next_back().copied()?;
            Some((levels.iter().flatten().any(beyond), first))
        });
        let first = read.next()?;
        let right = first.0 || read.any(|(right, _)| right);
        let span = Self::span(clause);
        Some(Verdict::of(right, span, || {
            let level = print(round(first.1, 2));
            format!("mức chung là {level}, bài ghi “{}”", self.quoted(span))
        }))
    }

    /// What the hồ sơ states of all together: its own points and figures.
    fn stated_levels(&self, measure: Measure) -> Vec<Decimal> {
        let inputs = self.claims.context.inputs;
        let facts = inputs
            .facts
            .values()
            .filter_map(|fact| match (&fact.value, measure) {
                (FactValue::Rate(rate), Measure::Rate) => Some(rate.0),
                (FactValue::Number(value), Measure::Points) => Some(*value),
                _ => None,
            });
        let own = self.claims.lone.map(crate::score::Scores::printed_total);
        let own = own.filter(|_| measure == Measure::Points);
        facts.chain(own).collect()
    }

    /// Whether a level of all follows: “trên mức chung”, “thấp hơn tỷ lệ chung”.
    pub(super) fn is_general(&self, at: usize) -> bool {
        let level = |at: usize| {
            let measured = self.read.any(at, &[Role::Rate, Role::Points, Role::Total]);
            measured || self.read.ends_in(at, Hint::LevelNoun)
        };
        (at..at + 2).any(|at| level(at) && self.read.is_hint(at + 1, Hint::General))
    }

    /// The columns in which rows have what the clause before told of them; or those of which the clause speaks,
    /// if it told no figure.
    fn told_columns(&self, clause: &Clause, names: &[Subject]) -> Vec<(&Table, &Column)> {
        let before = self
            .spoken
            .before
            .as_ref()
            .filter(|_| clause.names.is_empty());
        let exact = |figure: &&Figure| figure.bound == Bound::Exact && figure.whole.is_none();
        let figure = before.and_then(|before| before.figures.iter().rev().find(exact));
        let rate = self.plays(clause, Role::Rate).is_some();
        let measure = match figure.map(|figure| figure.of) {
            Some(Of::Percent) => Measure::Rate,
            Some(Of::Points) => Measure::Points,
            Some(_) => return Vec::new(),
            None if rate => Measure::Rate,
            None => Measure::Points,
        };
        let Some(figure) = figure else {
            return self.columns(clause, Rows::Units, measure);
        };
        let has = |(table, column): &(&Table, &Column)| {
            let mut own = names.iter().map(|name| column.value(table.row(*name)?));
            own.all(|own| own.is_some_and(|own| agrees(figure.value, own)))
        };
        self.of(Rows::Units, measure).filter(has).collect()
    }

    /// “07 đơn vị vượt điểm tổng hợp chung của huyện (88,03 điểm)”: a level that is told in brackets.
    fn past_total(&self, clause: &Clause) -> Option<(usize, Bound)> {
        let aside = self.read.clause(clause.aside.clone());
        let [figure] = aside.figures.as_slice() else {
            return None;
        };
        let exact = figure.bound == Bound::Exact && figure.value.scale() > 0;
        let level = [Role::Total, Role::Points, Role::Rate];
        let level = |at: usize| {
            let next = self.read.skip(at + 1, &[]);
            let noun = self.read.ends_in(at, Hint::LevelNoun);
            noun || self.read.any(next, &level) || self.read.is_hint(at + 1, Hint::LevelNoun)
        };
        let mut found = clause.at.iter().copied().filter_map(|at| {
            let bound = match self.read.kind(at)? {
                Kind::Role(Role::Above) => Bound::Above,
                Kind::Role(Role::Below) => Bound::Below,
                Kind::Role(Role::Apart) if self.read.is_hint(at, Hint::Beyond) => Bound::Above,
                Kind::Role(Role::Apart) if self.read.is_hint(at, Hint::Less) => Bound::Below,
                _ => return None,
            };
            level(at).then_some((at, bound))
        });
        found.next().filter(|_| exact && clause.names.is_empty())
    }

    /// Whether a word says that what comes before it lies above or below what follows.
    fn beyond(&self, at: usize) -> Option<(usize, Bound)> {
        let is = |hint| self.read.is_hint(at, hint);
        let than = self.read.ends_in(at, Hint::Than);
        let near = |at: usize| (at + 1..at + 5).any(|at| self.is_mean(at)) || self.is_general(at);
        match self.read.kind(at)? {
            Kind::Role(Role::Above) if near(at) => Some((at, Bound::Above)),
            Kind::Role(Role::Below) if near(at) => Some((at, Bound::Below)),
            _ if than && is(Hint::More) => Some((at, Bound::Above)),
            _ if than && is(Hint::Less) => Some((at, Bound::Below)),
            _ => None,
        }
    }
}

/// The rate of all rows together, if a rate is what one number of things is of another.
fn rate_of_all(table: &Table, column: &Column) -> Option<Decimal> {
    let counts = || {
        let columns = table.columns.iter();
        columns.filter(|column| column.measure == Measure::Count)
    };
    let mut pairs = counts().flat_map(|part| counts().map(move |whole| (part, whole)));
    let own = |(part, whole): &(&Column, &Column)| {
        let mut rows = table.all_rows();
        rows.all(|row| {
            let pair = part.value(row).zip(whole.value(row));
            let own = pair.and_then(|(part, whole)| share(part, whole));
            let rate = column.value(row);
            own.zip(rate).is_some_and(|(own, rate)| agrees(rate, own))
        })
    };
    let (part, whole) = pairs
        .find(own)
        .filter(|_| column.measure == Measure::Rate)?;
    share(part.total()?, whole.total()?)
}
