//! CLAIM-01: how many times a number is another, told in words beside both: “gấp ba lần”, “một phần năm”, “chưa
//! đến một nửa”.

use std::cell::OnceCell;

use rust_decimal::Decimal;

use super::asked::{Reading, Tokens, Unit};
use super::facts::Clauses;
use super::lines::Lines;
use super::said::{Bound, Counted};
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
    pub(super) fn multiple(&self, sentence: &Sentence, lines: &OnceCell<Lines>) -> Option<Finding> {
        let (text, tokens) = (sentence.text, sentence.tokens);
        let reading = Reading {
            grammar: self.grammar,
            text,
            tokens,
        };
        let all = 0..tokens.len();
        let mut told = all.clone().find_map(|at| reading.multiple(at))?;
        // “chưa bằng một phần mười”, “chưa gấp 10 lần”
        let mut before = (0..told.span.0).rev();
        let denied = before.find(|at| !reading.is_hint(*at, Hint::Share));
        let denied = denied.filter(|at| reading.is(*at, Role::Not));
        if denied.is_some() && told.bound == Bound::Exact {
            told.bound = Bound::Below;
        }
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
        let place = |at: usize| tokens.get(at);
        let start = place(told.span.0)?.start;
        let end = place(told.span.1.checked_sub(1)?)?.end;
        if let Some(places) = reading.places(&told) {
            return self.within(sentence, &told, places);
        }
        // What is told last lies beside the words.
        let mut pairs: Vec<Decimal> = pairs.collect();
        if pairs.is_empty() {
            let to = denied.and_then(place).map_or(start, |token| token.start);
            pairs.extend(self.times_of_lines(sentence, (to, end), lines));
        }
        let last = *pairs.last()?;
        if pairs.iter().any(|times| told.holds(*times)) {
            return None;
        }
        let words = text.get(start..end)?;
        let times = print(round(last, 2));
        let message = format!("số lớn gấp {times} lần số nhỏ, bài ghi “{words}”");
        let finding = self.found(false, Code::Claim01, sentence, (start, end), message);
        Some(finding.suggest("đọc lại câu, sửa số hoặc số lần"))
    }
}

impl Claims<'_, '_> {
    /// “hồ sơ nộp trực tuyến gấp hơn 13 lần hồ sơ nộp trực tiếp”: how many times what the words before count
    /// is what those after count, where one line only counts either.
    fn times_of_lines(
        &self,
        sentence: &Sentence,
        (start, end): (usize, usize),
        lines: &OnceCell<Lines>,
    ) -> Option<Decimal> {
        let marks = [',', ';', ':', '('];
        let before = sentence.text.get(..start)?;
        let from = before.rfind(marks).map_or(0, |at| at + 1);
        let after = sentence.text.get(end..)?;
        let to = after.find(marks).map_or(sentence.text.len(), |at| end + at);
        let lines = lines.get_or_init(|| self.lines());
        let count = |clause: (usize, usize)| {
            let words = sentence.words(clause.0, clause.1);
            let one = Counted::of_words(clause);
            let (meant, _) = self.line(sentence, &one, lines, |line| line.count.is_some())?;
            let said = self.grammar.telling(words);
            let negated = self.grammar.negates(words);
            match meant.as_slice() {
                [line] if negated || *line.telling == *said => line.count,
                _ => None,
            }
        };
        let (one, other) = (count((from, start))?, count((end, to))?);
        one.max(other).checked_div(one.min(other))
    }
}

impl Claims<'_, '_> {
    /// “xếp thứ 45 trong 168 đơn vị, trong một phần ba đầu bảng”: whether the unit's rank is among those.
    fn within(&self, sentence: &Sentence, told: &Multiple, places: Places) -> Option<Finding> {
        let rank = self.lone?.rank.as_ref()?;
        let (own, all) = (Decimal::from(rank.rank), Decimal::from(rank.of));
        let inside = match places.first {
            true => own <= all * told.times,
            false => own > all - all * told.times,
        };
        if inside != places.denied {
            return None;
        }
        let place = |at: usize| sentence.tokens.get(at);
        let start = place(told.span.0)?.start;
        let end = place(told.span.1)?.end;
        let words = sentence.words(start, end);
        let (own, all) = (print(own), print(all));
        let message = format!("thứ hạng là {own}/{all}, bài ghi “{words}”");
        let finding = self.found(false, Code::Claim01, sentence, (start, end), message);
        Some(finding.suggest("đọc lại câu, hoặc kiểm tra thứ hạng"))
    }
}

/// A part of all ranks.
#[derive(Clone, Copy)]
struct Places {
    /// Whether it is the first ones.
    first: bool,
    /// Whether the rank is said not to be among them.
    denied: bool,
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
    /// Which ranks a part of all is of, if words behind it say so: “một phần ba đầu bảng”.
    fn places(&self, told: &Multiple) -> Option<Places> {
        let (from, to) = told.span;
        let first = self.is(to, Role::Highest);
        let near = from.saturating_sub(4)..from;
        let denied = near.into_iter().any(|at| self.is(at, Role::Not));
        let places = (first || self.is(to, Role::Lowest)) && told.times < Decimal::ONE;
        places.then_some(Places { first, denied })
    }

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
            span: (
                at,
                next + 1 + usize::from(self.is_hint(next + 1, Hint::Times)),
            ),
            times,
            bound,
        })
    }

    /// A number with what it counts, which may stand behind its whole: “85 trong 340 dịch vụ”.
    fn counted(&self, at: usize) -> Option<(Unit, Decimal)> {
        let value = self.number(at).map(|value| value.abs())?;
        let number = |at: usize| self.number(at).is_some();
        let parted = self.divides(at + 1) && number(at + 2);
        let whole = at.checked_sub(2).is_some_and(number) && self.divides(at - 1);
        let things = (parted || whole).then_some(Unit::Things);
        let behind = || self.unit(at + 3).filter(|_| parted);
        let unit = self.unit(at + 1).or_else(behind).or(things)?;
        (!value.is_zero()).then_some((unit, value))
    }
}
