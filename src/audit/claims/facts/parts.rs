//! What the words of a clause are: names, nouns with their numbers, figures with their units.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::ops::Range;

use rust_decimal::Decimal;

use super::clause::{Clause, Clauses, Figure, Noun, Of};
use super::tables::Rows;
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::said::{Bound, Subject};
use crate::audit::claims::share;
use crate::audit::claims::token::{Kind, When};
use crate::audit::claims::vocabulary::{Hint, Role};

impl Clauses<'_> {
    pub(super) fn fill(&self, clause: &mut Clause) {
        let at = clause.at.clone();
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        for &at in &at {
            self.word(clause, at);
            if let Some(rows) = self.rows(at) {
                let (noun, numbers) = self.noun(at, rows);
                taken.extend(numbers);
                clause.nouns.push(noun);
            }
            // “ba xã A, B và C đều tăng trên 3 điểm” says how many names follow.
            taken.extend(self.number_of_names(at));
        }
        self.scope(clause);
        // “tháng này trục A đạt …” is of the axis.
        let axis = |(_, name): &(usize, Subject)| matches!(name, Subject::Axis(_));
        if clause.names.iter().any(axis) {
            let period = |at: usize| matches!(self.kind(at), Some(Kind::When(_)));
            clause.names.retain(|(at, _)| !period(*at));
        }
        self.without_range(clause);
        for (index, &token) in at.iter().enumerate() {
            let rest = at.get(index..).unwrap_or_default();
            if !taken.contains(&token)
                && !self.in_proportion(token)
                && let Some(figure) = self.said_in(rest, token)
            {
                taken.extend(token..figure.end.max(token + 1));
                clause.figures.push(figure);
            }
        }
    }

    /// “từ tháng 5 đến tháng 10, tháng 6 là tháng duy nhất giảm” is of the last.
    fn without_range(&self, clause: &mut Clause) {
        let ends = |at: usize| {
            let before = at.checked_sub(1);
            before.is_some_and(|at| self.is(at, Role::From) || self.reaches(at))
        };
        let other = |(at, name): &(usize, Subject)| {
            !ends(*at)
                || !matches!(self.kind(*at), Some(Kind::When(_)))
                || matches!(name, Subject::Axis(_))
        };
        if clause.names.iter().any(other) {
            clause.names.retain(other);
        }
    }

    /// The number before a noun that names follow.
    fn number_of_names(&self, at: usize) -> Option<usize> {
        let noun = self.is(at, Role::UnitNoun) || self.is(at, Role::AxisNoun);
        let named = matches!(self.kind(at + 1), Some(Kind::Axis(_) | Kind::Unit(_)));
        let before = at.checked_sub(1).filter(|_| noun && named)?;
        self.counted(before).map(|_| before)
    }

    /// “12 xã, thị trấn có 05 đơn vị xuất sắc”: the first only says among which.
    fn scope(&self, clause: &mut Clause) {
        let [first, second, ..] = clause.nouns.as_mut_slice() else {
            return;
        };
        let more = first.count.zip(second.count);
        let more = more.is_some_and(|(all, some)| all > some);
        let has = |at: usize| self.is(at, Role::Exists) || self.is_hint(at, Hint::Consists);
        if more && first.rows == second.rows && (first.word..second.at).any(has) {
            first.scope = true;
        }
    }

    /// “tháng 6 thấp hơn tháng liền trước”, “tháng sau đều cao hơn tháng trước”: the one before each of which
    /// is spoken, not before this one.
    fn is_than_last(&self, clause: &Clause, than: usize, at: usize) -> bool {
        let numbered = self.written(at).contains(|c: char| c.is_ascii_digit());
        let now = self.period(at, When::Now);
        let other = |(_, name): &(usize, Subject)| Some(*name) != now;
        let some = clause.names.iter().any(other);
        let each = clause.at.iter().any(|at| {
            let each = self.is_hint(*at, Hint::Each) || self.is(*at, Role::Rest);
            each || self.is_hint(*at, Hint::Whichever)
        });
        self.ends_in(than, Hint::Than) && !numbered && (some || each)
    }

    /// What one word says.
    fn word(&self, clause: &mut Clause, at: usize) {
        match self.kind(at) {
            // “so với tháng liền trước”, “thấp hơn tháng liền trước” name no row.
            Some(Kind::When(When::Before | When::Now))
                if at.checked_sub(1).is_some_and(|before| {
                    self.is(before, Role::Versus) || self.is_than_last(clause, before, at)
                }) => {}
            Some(Kind::Axis(_) | Kind::Unit(_) | Kind::When(_)) => {
                clause.names.extend(self.name(at).map(|name| (at, name)));
            }
            Some(Kind::Band(band)) => clause.bands.push(band),
            // “gần cuối bảng” is not the last.
            Some(Kind::Role(Role::Highest | Role::Lowest))
                if at > 0 && self.is(at - 1, Role::Near)
                    || clause.at.iter().any(|own| *own < at && self.pulls(*own)) => {}
            Some(Kind::Role(Role::Highest)) => clause.extremes.push((at, false)),
            // “ít nhất 20 đơn vị” is at least so many.
            Some(Kind::Role(Role::Lowest))
                if self.number(at + 1).is_none() || self.ends_in(at, Hint::Among) =>
            {
                clause.extremes.push((at, true));
            }
            // “thiếu nhiều điểm nhất”
            Some(Kind::Role(Role::Lacks)) if self.ends_in(at, Hint::Most) => {
                let words = self.words(at);
                let few = words
                    .split(' ')
                    .any(|word| self.grammar.is(word, Hint::Few));
                clause.extremes.push((at, few));
            }
            Some(Kind::Role(Role::Rises)) => clause.turn(at, Ordering::Greater),
            Some(Kind::Role(Role::Falls)) => clause.turn(at, Ordering::Less),
            Some(Kind::Role(Role::Stays)) => clause.turn(at, Ordering::Equal),
            Some(Kind::Word(_)) if self.is_hint(at, Hint::Most) => {
                // “có nhiều hồ sơ tiếp nhận nhất”
                let before = clause.at.iter().rev().filter(|before| **before < at);
                let before = before.take(8);
                let any = |hint| before.clone().any(|at| self.is_hint(*at, hint));
                let (many, few) = (any(Hint::Many), any(Hint::Few));
                if many != few {
                    clause.extremes.push((at, few));
                }
            }
            _ => {}
        }
    }

    /// The figure that begins with a token, if one does.
    fn said_in(&self, rest: &[usize], at: usize) -> Option<Figure> {
        let of = |of, value, end, bound| Figure {
            at,
            end,
            value,
            whole: None,
            of,
            bound,
        };
        if let Some((value, tokens)) = self.part(rest) {
            let end = at + tokens;
            let bound = match self.is(at, Role::Above) {
                true => Bound::Above,
                false => self.bound(at, end),
            };
            return Some(of(Of::Rows, value, end, bound));
        }
        let Some(value) = self.number(at) else {
            // “đứng thứ ba”
            let value = self.counted(at).filter(|_| self.ranked(at))?;
            return Some(of(Of::Rank, value, at + 1, Bound::Exact));
        };
        if self.is_in_ranks(at) {
            return None;
        }
        // “trục 1.1 …” is called so.
        if at
            .checked_sub(1)
            .is_some_and(|at| self.is(at, Role::AxisNoun))
        {
            return None;
        }
        let mut figure = self.figure(at, value);
        // “hơn 70% số đơn vị”
        let noun = (figure.end..).find(|at| !self.is(*at, Role::Filler));
        if figure.of == Of::Percent && noun.is_some_and(|at| self.rows(at).is_some()) {
            figure.of = Of::Rows;
        }
        Some(figure)
    }

    /// Of which rows a word speaks, if no name of one follows it.
    fn rows(&self, at: usize) -> Option<Rows> {
        let banded = matches!(
            self.kind(at + 1),
            Some(Kind::Band(_) | Kind::Role(Role::BandNoun))
        );
        let rows = match self.kind(at)? {
            // “nhóm xếp loại Tốt” is one of units.
            Kind::Role(Role::AxisNoun) if banded => return None,
            Kind::Role(Role::AxisNoun) => Rows::Axes,
            Kind::Role(Role::UnitNoun) => Rows::Units,
            // “có hai tháng điểm của xã dưới 80”
            Kind::When(When::Other)
                if self.is_hint(at, Hint::Months) && !self.periods.is_empty() =>
            {
                at.checked_sub(1).and_then(|at| self.counted(at))?;
                Rows::Periods
            }
            _ if self.nouns.contains(&self.words(at)) => Rows::Lines,
            _ => return None,
        };
        // “07 nhóm đơn vị” speaks of units.
        let next = self.kind(at + 1);
        let doubled = next == Some(Kind::Role(Role::UnitNoun)) && rows == Rows::Axes;
        (!matches!(next, Some(Kind::Axis(_) | Kind::Unit(_))) && !doubled).then_some(rows)
    }

    /// A noun with the number before it: “02 trục”, “04/08 đơn vị”, “bốn trong sáu lĩnh vực”.
    fn noun(&self, at: usize, rows: Rows) -> (Noun, Range<usize>) {
        let before = |steps: usize| at.checked_sub(steps);
        let last = before(1).and_then(|at| self.counted(at));
        let mark = before(2).filter(|_| last.is_some());
        let between = mark.is_some_and(|at| self.divides(at));
        let first = before(3)
            .filter(|_| between)
            .and_then(|at| self.counted(at));
        let (count, whole, steps) = match (first, last) {
            (Some(first), last) => (Some(first), last, 3),
            (None, Some(last)) => (Some(last), None, 1),
            (None, None) => (None, None, 0),
        };
        let start = at - steps;
        let scope = start > 0 && self.is_hint(start - 1, Hint::Among);
        let noun = Noun {
            at: start,
            word: at,
            rows,
            count,
            whole,
            scope: scope || between && first.is_none(),
        };
        (noun, start..at)
    }

    fn figure(&self, at: usize, value: Decimal) -> Figure {
        let whole = self.number(at + 2).filter(|_| self.divides(at + 1));
        let end = if whole.is_some() { at + 3 } else { at + 1 };
        let before = at.checked_sub(1);
        let of = match self.kind(end) {
            Some(Kind::Mark('%')) => Of::Percent,
            Some(Kind::Role(Role::Points)) => Of::Points,
            Some(Kind::Role(Role::Counted)) => Of::Things(end),
            Some(Kind::Role(Role::Places | Role::Rank)) => Of::Places,
            _ if self.ranked(at) => Of::Rank,
            _ if before.is_some_and(|at| self.is(at, Role::Points)) => Of::Points,
            _ => Of::Bare,
        };
        let end = if matches!(of, Of::Bare) { end } else { end + 1 };
        Figure {
            at,
            end,
            value,
            whole,
            of,
            bound: self.bound(at, end),
        }
    }

    /// A part of all rows in words, in percent, and its tokens: “một phần ba”, “một nửa”.
    pub(in crate::audit::claims) fn part(&self, at: &[usize]) -> Option<(Decimal, usize)> {
        let words: Vec<String> = at.iter().take(3).map(|at| self.words(*at)).collect();
        let joined = words.join(" ");
        let mut words = joined.split(' ');
        let (first, second, third) = (words.next()?, words.next(), words.next());
        let number = |word: &str| {
            let four = self.grammar.is(word, Hint::Fourth).then_some(4);
            Some(Decimal::from(four.or_else(|| self.grammar.number(word))?))
        };
        let second = second?;
        let half = |half: &str, beside: &str| {
            self.grammar.is(half, Hint::Half) && self.grammar.is(beside, Hint::BesideHalf)
        };
        let (part, of, last) = match () {
            () if half(second, first) => (Decimal::ONE, Decimal::TWO, second),
            // “hơn nửa số đơn vị”
            () if half(first, second) => (Decimal::ONE, Decimal::TWO, first),
            () if self.grammar.is(second, Hint::Parts) => (number(first)?, number(third?)?, third?),
            () => return None,
        };
        let whole = part < of;
        let tokens = at
            .iter()
            .take(3)
            .position(|at| self.words(*at).ends_with(last))?
            + 1;
        let percent = share(part, of)?;
        whole.then_some((percent, tokens))
    }

    fn ranked(&self, at: usize) -> bool {
        let near = (at.saturating_sub(2)..at).rev();
        let mut near = near.filter(|at| !self.is(*at, Role::Filler));
        near.next().is_some_and(|at| self.is(at, Role::Rank))
    }

    fn bound(&self, at: usize, end: usize) -> Bound {
        // “từ 80% điểm tối đa trở lên”
        let quiet = |at: &usize| match self.kind(*at) {
            Some(Kind::Role(role)) => {
                [Role::Points, Role::Maximum, Role::Described].contains(&role)
            }
            kind => matches!(kind, Some(Kind::Axis(_))),
        };
        let behind = (end..).find(|at| !quiet(at)).unwrap_or(end);
        if self.is(end, Role::AtLeast) || self.is(behind, Role::AtLeast) {
            return Bound::AtLeast;
        }
        if self.is(end, Role::AtMost) || self.is(behind, Role::AtMost) {
            return Bound::AtMost;
        }
        // “từ 80 đến dưới 90 điểm”
        let from = at.checked_sub(1).is_some_and(|at| self.is(at, Role::From));
        let to = (end..end + 2).find(|at| self.is(*at, Role::To));
        let below = to.is_some_and(|at| self.is(at + 1, Role::Below));
        if from && below {
            return Bound::AtLeast;
        }
        let achieves = [Role::Achieves, Role::Filler, Role::Points].map(Kind::Role);
        let mut before = (0..at).rev().map(|at| (at, self.kind(at)));
        let next = before.next().map(|(at, _)| at);
        let denied = std::iter::once(next)
            .flatten()
            .chain(before.map(|(at, _)| at));
        let mut denied =
            denied.skip_while(|at| self.kind(*at).is_some_and(|k| achieves.contains(&k)));
        // “chỉ 02 đơn vị vượt 92 điểm”, not “vượt 2,5 điểm so với mức …”
        let beyond = next.is_some_and(|at| self.is_hint(at, Hint::Beyond));
        let versus = (end..end + 4).any(|at| self.is(at, Role::Versus));
        match self.led_bound(at) {
            Bound::Exact if beyond && !versus => Bound::Above,
            Bound::Exact if denied.next().is_some_and(|at| self.is(at, Role::Not)) => Bound::Below,
            bound => bound,
        }
    }
}
