//! CLAIM-01: how many times a number is another, told in words beside both: “gấp ba lần”, “một phần năm”, “chưa
//! đến một nửa”.

use rust_decimal::Decimal;

use super::asked::{Reading, Tokens, Unit};
use super::facts::Clauses;
use super::said::Bound;
use super::token::Kind;
use super::vocabulary::{Hint, Role};
use super::{Claims, Sentence, supposed};
use crate::audit::Code;
use crate::audit::finding::Finding;
use crate::vn::number::{print, round};

/// Words that say how many times.
struct Multiple {
    /// From which token to which.
    span: (usize, usize),
    times: Decimal,
    bound: Bound,
}

impl Claims<'_, '_> {
    /// A number is not so many times another.
    pub(super) fn multiple(&self, sentence: &Sentence) -> Option<Finding> {
        let (text, tokens) = (sentence.text, sentence.tokens);
        let reading = Reading {
            grammar: self.grammar,
            text,
            tokens,
        };
        let all = 0..tokens.len();
        let told = all.clone().find_map(|at| reading.multiple(at))?;
        let planned = supposed::plan(self.grammar, text, tokens);
        if planned.is_some()
            || !self.is_typed(sentence)
            || supposed::is_supposed(self.grammar, text, tokens)
        {
            return None;
        }
        let numbers: Vec<(Unit, Decimal)> = all.filter_map(|at| reading.counted(at)).collect();
        let pairs = numbers.iter().enumerate().flat_map(|(at, (unit, one))| {
            let others = numbers.iter().skip(at + 1);
            let others = others.filter(move |(other, _)| other == unit);
            others.filter_map(move |(_, other)| (*one).max(*other).checked_div((*one).min(*other)))
        });
        // What is told last lies beside the words.
        let pairs: Vec<Decimal> = pairs.collect();
        let last = *pairs.last()?;
        if pairs.iter().any(|times| told.holds(*times)) {
            return None;
        }
        let place = |at: usize| tokens.get(at);
        let start = place(told.span.0)?.start;
        let end = place(told.span.1.checked_sub(1)?)?.end;
        let words = text.get(start..end)?;
        let times = print(round(last, 2));
        let message = format!("số lớn gấp {times} lần số nhỏ, bài ghi “{words}”");
        let finding = self.found(false, Code::Claim01, sentence, (start, end), message);
        Some(finding.suggest("đọc lại câu, sửa số hoặc số lần"))
    }
}

impl Multiple {
    /// Whether one number, so many times the other, is as told; of a part less is more times.
    fn holds(&self, times: Decimal) -> bool {
        let slack = self.times / Decimal::from(20);
        let part = self.times < Decimal::ONE;
        let (stated, actual) = match part {
            true => (self.times, Decimal::ONE / times),
            false => (self.times, times),
        };
        match self.bound {
            Bound::Above | Bound::AtLeast => actual >= stated,
            Bound::Below | Bound::AtMost => actual <= stated,
            Bound::Near => actual < stated && actual >= stated - slack - slack - slack,
            Bound::Exact | Bound::About => (actual - stated).abs() <= slack + slack,
        }
    }
}

impl Reading<'_> {
    fn multiple(&self, at: usize) -> Option<Multiple> {
        let clauses = Clauses {
            text: self.text,
            tokens: self.tokens,
            nouns: &[],
            grammar: self.grammar,
            axes: false,
            periods: &[],
        };
        let rest: Vec<usize> = (at..self.tokens.len()).collect();
        if let Some((percent, taken)) = clauses.part(&rest) {
            let bound = match self.is(at, Role::Above) {
                true => Bound::Above,
                false => self.led_bound(at),
            };
            // “đúng một phần tư số đơn vị” counts what is in no pair.
            let of_units = (at + taken..at + taken + 3).any(|at| self.is(at, Role::UnitNoun));
            if of_units {
                return None;
            }
            let times = percent / Decimal::ONE_HUNDRED;
            return Some(Multiple {
                span: (at, at + taken),
                times,
                bound,
            });
        }
        if !self.is_hint(at, Hint::Fold) {
            return None;
        }
        let number = |at: usize| {
            let double = self.is_hint(at, Hint::Double).then_some(2);
            let spelt = double.or_else(|| self.grammar.number(&self.words(at)));
            self.number(at).or(spelt.map(Decimal::from))
        };
        let next = (at + 1..at + 4).find(|at| number(*at).is_some())?;
        let times = number(next)?;
        let whole = self.is_hint(next, Hint::Double) || self.is_hint(next + 1, Hint::Times);
        let bound = self.led_bound(next);
        (whole && times > Decimal::ONE).then_some(Multiple {
            span: (at, next + 1),
            times,
            bound,
        })
    }

    /// A number with what it counts, which may stand behind its whole: “85 trong 340 dịch vụ”.
    fn counted(&self, at: usize) -> Option<(Unit, Decimal)> {
        let value = self.number(at).map(|value| value.abs())?;
        let unit = |at: usize| match self.kind(at) {
            Some(Kind::Mark('%')) => Some(Unit::Percent),
            Some(Kind::Role(Role::Points)) => Some(Unit::Points),
            Some(Kind::Role(Role::Counted)) => Some(Unit::Things),
            _ => None,
        };
        let number = |at: usize| self.number(at).is_some();
        let parted = self.divides(at + 1) && number(at + 2);
        let whole = at.checked_sub(2).is_some_and(number) && self.divides(at - 1);
        let things = (parted || whole).then_some(Unit::Things);
        let unit = unit(at + 1)
            .or_else(|| unit(at + 3).filter(|_| parted))
            .or(things)?;
        (!value.is_zero()).then_some((unit, value))
    }
}
