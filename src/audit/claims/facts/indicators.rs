//! How many lines of the appendix have such a rate: “trong 20 chỉ tiêu có 04 chỉ tiêu đạt 100%”.

use rust_decimal::Decimal;

use super::clause::{Clause, Noun, Of};
use super::tables::Rows;
use super::{Hold, Verdict, fits};
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::said::Bound;
use crate::audit::claims::vocabulary::Role;
use crate::sheet::RowKind;

impl Hold<'_, '_, '_> {
    /// The rates of the indicators in the appendix.
    fn rates_of_indicators(&self) -> Vec<Option<Decimal>> {
        let tables = self.claims.context.inputs.tables.values();
        let lines = tables.flat_map(|table| &table.lines);
        let lines = lines.filter(|line| line.kind == RowKind::Item);
        let rates = lines.map(|line| {
            let stated = line.rate.stated.as_ref().map(|rate| rate.value.0);
            stated.or(line.rate.computed.map(|rate| rate.percent))
        });
        rates.collect()
    }

    /// How many indicators there are.
    pub(super) fn indicators(&self) -> Option<Decimal> {
        let many = self.rates_of_indicators().len();
        (many > 0).then(|| Decimal::from(many))
    }

    /// “trong 20 chỉ tiêu … thấp nhất là dịch vụ công có phát sinh hồ sơ, 85/340 (25%)”: the rate of the first.
    pub(super) fn first_of_indicators(&self, clause: &Clause) -> Verdict {
        let [figure] = clause.figures.as_slice() else {
            return Verdict::Unread;
        };
        let exact = figure.of == Of::Percent && figure.bound == Bound::Exact;
        if !exact || !clause.inside || !clause.names.is_empty() {
            return Verdict::Unread;
        }
        let read = &self.read;
        let ends = [Role::Highest, Role::Lowest];
        let all = 0..read.tokens.len();
        let mut first = all.filter(|at| read.any(*at, &ends));
        let (Some(first), None) = (first.next(), first.next()) else {
            return Verdict::Unread;
        };
        let rates: Option<Vec<Decimal>> = self.rates_of_indicators().into_iter().collect();
        let Some(rates) = rates.filter(|rates| {
            let all = Some(Decimal::from(rates.len()));
            let counted = |at: usize| read.number(at) == all && read.is(at + 1, Role::AxisNoun);
            first < figure.at && (0..first).any(counted)
        }) else {
            return Verdict::Unread;
        };
        let known = match read.is(first, Role::Lowest) {
            true => rates.into_iter().min(),
            false => rates.into_iter().max(),
        };
        let known: Vec<Decimal> = known.into_iter().collect();
        let word = read.words(first);
        self.one_of(*figure, &known, &format!("tỷ lệ {word}"))
    }

    /// Holds a number of indicators against their rates, where the sentence says how many there are in all:
    /// a word for groups of points is one for indicators too.
    pub(super) fn of_indicators(&self, clause: &Clause) -> Verdict {
        let counted = |noun: &&Noun| noun.rows == Rows::Axes && !noun.scope;
        let noun = clause.nouns.iter().find(counted);
        let (Some(noun), [figure]) = (noun, clause.figures.as_slice()) else {
            return Verdict::Unread;
        };
        let (Some(count), true) = (noun.count, figure.of == Of::Percent) else {
            return Verdict::Unread;
        };
        let rates = self.rates_of_indicators();
        let all = Decimal::from(rates.len());
        let scopes = clause.nouns.iter().filter(|noun| noun.scope);
        let scopes = scopes.filter_map(|noun| noun.count);
        let before = self.spoken.counts.iter().map(|(_, count)| *count);
        let mut wholes = noun.whole.into_iter().chain(scopes).chain(before);
        let rates: Option<Vec<Decimal>> = rates.into_iter().collect();
        let (Some(rates), true) = (rates, wholes.any(|whole| whole == all)) else {
            return Verdict::Unread;
        };
        let own = rates.iter();
        let own = own.filter(|rate| fits(figure.bound, figure.value, **rate));
        let own = own.count();
        let span = Self::span(clause);
        Verdict::of(Decimal::from(own) == count, span, || {
            format!("bài ghi “{}”, theo phụ lục có {own}", self.quoted(span))
        })
    }
}
