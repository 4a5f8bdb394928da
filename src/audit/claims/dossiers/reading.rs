//! Reading a clause of a sentence about dossiers of a list.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::clause::{Clause, Mention, Quantity};
use super::listing::{Cells, Listing, Mask};
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::facts::fits;
use crate::audit::claims::grammar::Grammar;
use crate::audit::claims::phrases::words;
use crate::audit::claims::said::Bound;
use crate::audit::claims::token::{Kind, Token, When};
use crate::audit::claims::vocabulary::{Hint, Role};
use crate::vn::text::has_word;

/// A sentence that is being read.
pub struct Reading<'r> {
    pub list: &'r Listing,
    pub grammar: &'r Grammar,
    pub text: &'r str,
    pub tokens: Vec<Token>,
}

impl Tokens for Reading<'_> {
    fn text(&self) -> &str {
        self.text
    }

    fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    fn grammar(&self) -> &Grammar {
        self.grammar
    }
}

impl Reading<'_> {
    /// Whether some tokens have the words of a hint.
    fn hints(&self, hint: Hint) -> bool {
        (0..self.tokens.len()).any(|at| self.stands(at, hint))
    }

    fn whole(&self, at: usize) -> Option<Decimal> {
        self.number(at).filter(|value| value.scale() == 0)
    }

    /// Whether words of a hint stand in the clause, however many they are.
    fn any_words(&self, hint: Hint) -> bool {
        let all: Vec<String> = (0..self.tokens.len()).map(|at| self.words(at)).collect();
        let all = all.join(" ");
        self.grammar
            .hint(hint)
            .iter()
            .any(|words| has_word(&all, words))
    }

    /// Whether a token calls dossiers.
    fn calls(&self, at: usize) -> bool {
        self.is(at, Role::Counted) || self.is_hint(at, Hint::Cases)
    }

    /// Whether what was done with dossiers is called from a token on: “01 thư xin lỗi”.
    fn calls_done(&self, at: usize) -> bool {
        let heads = self
            .list
            .columns
            .iter()
            .filter(|column| column.done.is_some());
        let last = |head: &str| at + head.split(' ').count();
        let mut heads = heads.map(|column| column.head.as_str());
        heads.any(|head| {
            let words: Vec<String> = (at..last(head)).map(|at| self.words(at)).collect();
            words.join(" ") == head
        })
    }

    /// A number of days that begins at a token: the number stands in it.
    fn days(&self, at: usize) -> Option<Decimal> {
        let (number, unit) = self.written(at).split_once(' ')?;
        (self.kind(at) == Some(Kind::Nothing) && self.grammar.is(unit, Hint::Days))
            .then(|| crate::vn::number::parse_in_text(number).ok())?
    }

    fn bound(&self, at: usize) -> Bound {
        if self.is(at + 1, Role::AtMost) {
            return Bound::AtMost;
        }
        match self.is(at + 1, Role::AtLeast) {
            true => Bound::AtLeast,
            false => self.led_bound(at),
        }
    }

    pub fn clause(&self, mentions: &[&Mention]) -> Option<Clause> {
        let all = 0..self.tokens.len();
        let other = |at: usize| match self.kind(at) {
            Some(Kind::When(When::Now)) => false,
            // “tính đến ngày 31/10/2026 đã chậm 08 ngày”
            Some(Kind::When(When::Other)) if self.grammar.has(&self.words(at), Hint::Until) => {
                false
            }
            Some(Kind::When(_)) => !self.is_due(at),
            Some(Kind::Role(Role::Other)) => !self.is_hint(at, Hint::Mean),
            Some(Kind::Role(role)) => matches!(role, Role::Versus | Role::Rises | Role::Falls),
            _ => false,
        };
        // “…, hơn Phòng B (11 ngày) 06 ngày” says nothing of B’s.
        let than = self.any(0, &[Role::Above, Role::Below, Role::Apart]);
        if all.clone().any(other) || self.hints(Hint::Settled) || than {
            return None;
        }
        let mut clause = Clause {
            late: self.hints(Hint::Late),
            per: self.hints(Hint::Per),
            among: self.hints(Hint::Within),
            ..Clause::default()
        };
        for one in mentions {
            match one.office {
                true => clause.offices.push(one.rows.clone()),
                false => {
                    let named = clause.named.take();
                    let named = named.map_or(one.rows.clone(), |named| {
                        named.iter().zip(&one.rows).map(|(a, b)| *a || *b).collect()
                    });
                    clause.named = Some(named);
                }
            }
        }
        self.late_by(&mut clause);
        let called = (0..self.tokens.len()).any(|at| self.calls(at));
        clause.days = (0..self.tokens.len())
            .find_map(|at| self.days(at).filter(|_| self.bound(at) == Bound::Exact))
            .filter(|_| !called && !clause.late);
        self.due(&mut clause);
        self.done(&mut clause);
        clause.field = (0..self.tokens.len()).any(|at| self.is(at, Role::Part));
        clause.extreme = self.extreme();
        clause.anew = all
            .clone()
            .any(|at| self.is_hint(at, Hint::Plural) && self.calls(at + 1));
        clause.quantity = match self.quantity() {
            // “03 hồ sơ kia đều chưa tới 10 ngày”
            Some(Quantity::Each(Some(many))) if all.clone().any(|at| self.is(at, Role::Rest)) => {
                Some(Quantity::Many(many, None))
            }
            quantity => quantity,
        };
        let counted = (0..self.tokens.len()).any(|at| self.number(at).is_some());
        clause.only = self.hints(Hint::Merely) && !counted && clause.offices.len() == 1;
        clause.offices_each = self.any_words(Hint::Offices) && clause.offices.is_empty();
        Some(clause)
    }

    /// Whether a token says when something is due.
    fn is_due(&self, at: usize) -> bool {
        (at.saturating_sub(3)..at).any(|at| self.is_hint(at, Hint::Due))
    }

    /// Whether what follows is of another period, if it is said of which.
    pub fn elsewhen(&self) -> Option<bool> {
        (0..self.tokens.len()).find_map(|at| match self.kind(at)? {
            Kind::When(When::Now) => Some(false),
            Kind::When(When::Before | When::YearBefore | When::Month) => Some(!self.is_due(at)),
            _ => None,
        })
    }

    /// Days by which dossiers are late.
    fn late_by(&self, clause: &mut Clause) {
        let Some(known) = self.list.days() else {
            return;
        };
        let (mean, sum) = (self.hints(Hint::Mean), self.sums_days());
        let mut exact: Option<Mask> = None;
        for at in 0..self.tokens.len() {
            let Some(stated) = self.days(at).or(self.summed_days(at)) else {
                continue;
            };
            let bound = self.bound(at);
            // “cộng cả 4 hồ sơ chậm 28 ngày”: no one is so late.
            let beyond = self.hints(Hint::Sum) && known.iter().flatten().all(|days| *days < stated);
            let sum = sum || beyond;
            if mean || sum {
                (clause.mean, clause.sum) = match mean {
                    true => (Some(stated), None),
                    false => (None, Some(stated)),
                };
                return;
            }
            let holds = |days: &Option<Decimal>| days.is_some_and(|days| fits(bound, stated, days));
            // “chậm từ 05 đến 08 ngày”
            let from = at
                .checked_sub(2)
                .filter(|_| self.kind_before(at) == Some(Kind::Role(Role::To)));
            let mask: Mask = match from.and_then(|at| self.whole(at).or(self.days(at))) {
                Some(from) => {
                    clause.range = Some((from, stated));
                    let inside = |days: &Option<Decimal>| {
                        days.is_some_and(|days| from <= days && days <= stated)
                    };
                    known.iter().map(inside).collect()
                }
                None => known.iter().map(holds).collect(),
            };
            // “chậm lần lượt 12 ngày và 05 ngày”: each is one of these.
            match (bound == Bound::Exact && from.is_none(), exact.as_mut()) {
                (false, _) => clause.said.push(mask),
                (true, None) => exact = Some(mask),
                (true, Some(exact)) => {
                    let all = exact.iter_mut().zip(mask);
                    all.for_each(|(one, other)| *one |= other);
                }
            }
        }
        clause.said.extend(exact);
    }

    /// A number of days whose unit stands before it: “tổng số ngày chậm là 28”.
    fn summed_days(&self, at: usize) -> Option<Decimal> {
        let quiet = |at: &usize| {
            let late = self.is_hint(*at, Hint::Late) || self.is_hint(*at, Hint::Quiet);
            late || self.any(*at, &[Role::Filler, Role::Is])
        };
        let unit = (0..at).rev().find(|at| !quiet(at));
        let unit = unit.is_some_and(|at| self.ends_in(at, Hint::Days));
        self.whole(at).filter(|_| unit && self.sums_days())
    }

    /// Whether days are added up: “tổng số ngày chậm là 28”, not “tổng số 04 hồ sơ chậm 12 ngày”.
    fn sums_days(&self) -> bool {
        let mut at = (0..self.tokens.len()).filter(|at| self.is_hint(*at, Hint::Sum));
        at.any(|at| {
            let mut after = at + 1..self.tokens.len();
            let is_day = |at: usize| self.days(at).is_some() || self.ends_in(at, Hint::Days);
            after.find_map(|at| {
                self.calls(at)
                    .then_some(false)
                    .or(is_day(at).then_some(true))
            }) == Some(true)
        })
    }

    /// Days on which dossiers are due.
    fn due(&self, clause: &mut Clause) {
        let Some(days) = self.list.due() else {
            return;
        };
        for at in 0..self.tokens.len() {
            let words = self.words(at);
            let date = words.rsplit(' ').next().unwrap_or_default();
            let when = matches!(self.kind(at), Some(Kind::When(_)));
            let full = date.matches('/').count() == 2;
            let month = when && self.grammar.begins(&words, Hint::Months);
            if !full && !month || !self.is_due(at) {
                continue;
            }
            let padded = pad(date);
            let is = |day: &Option<String>| {
                // As they are printed, months from March on have one digit.
                let day = day.as_ref().map(|day| pad(day));
                let ends = |day: &String| day.ends_with(&format!("/{padded}"));
                day.is_some_and(|day| day == padded || month && ends(&day))
            };
            if month && !padded.contains('/') {
                continue;
            }
            clause.said.push(days.iter().map(is).collect());
        }
    }

    /// Whether something was done.
    fn done(&self, clause: &mut Clause) {
        let (from, to) = match (self.tokens.first(), self.tokens.last()) {
            (Some(first), Some(last)) => (first.start, last.end),
            _ => return,
        };
        let text = self.text.get(from..to).unwrap_or_default();
        let said: BTreeSet<String> = words(text).into_iter().collect();
        for column in &self.list.columns {
            let (Some(done), Cells::Words(values)) = (&column.done, &column.cells) else {
                continue;
            };
            let head = column.telling.intersection(&said).count();
            let value = done.intersection(&said).count();
            if head * 2 <= column.telling.len() && (value == 0 || value < done.len()) {
                continue;
            }
            let denied = self.denies();
            clause
                .said
                .push(values.iter().map(|own| own.is_none() == denied).collect());
        }
    }

    /// Whether it says that something is not so: “chưa”, “còn nợ”, not “không hồ sơ nào”.
    fn denies(&self) -> bool {
        let not = |at: &usize| self.is(*at, Role::Not) && !self.calls(at + 1);
        (0..self.tokens.len()).any(|at| not(&at)) || self.hints(Hint::Owes)
    }

    /// Goes on with what was said to be done before: “hồ sơ A đã gửi thư xin lỗi, hồ sơ B thì chưa”; with
    /// which that was done of which the next may speak.
    pub fn goes_on(&self, clause: &mut Clause, before: Option<Mask>) -> Option<Mask> {
        match before {
            Some(done) if self.ends_denied() => {
                let undone = |is: &bool| !*is;
                clause.said.push(done.iter().map(undone).collect());
                Some(done)
            }
            before => self.done_with().or(before),
        }
    }

    /// Whether it ends with a word that denies what was said before.
    fn ends_denied(&self) -> bool {
        let word = |at: &usize| !matches!(self.kind(*at), Some(Kind::Mark(_)));
        let last = (0..self.tokens.len()).rev().find(word);
        last.is_some_and(|at| self.is(at, Role::Not))
    }

    /// Those with which was done what it speaks of.
    fn done_with(&self) -> Option<Mask> {
        let mut clause = Clause::default();
        self.done(&mut clause);
        let denied = self.denies();
        let done = clause.said.pop()?;
        Some(done.iter().map(|is| *is != denied).collect())
    }

    fn extreme(&self) -> Option<bool> {
        let all = 0..self.tokens.len();
        all.into_iter().find_map(|at| {
            match self.kind(at)? {
                // “ít nhất 05 ngày” is at least so many.
                Kind::Role(Role::Lowest) if !self.is_amount(at + 1) => Some(true),
                Kind::Role(Role::Highest) if !self.is_amount(at + 1) => Some(false),
                _ if self.is_hint(at, Hint::Most) => {
                    Some(at > 0 && self.is_hint(at - 1, Hint::Few))
                }
                _ => None,
            }
        })
    }

    /// Whether a token is a number, or so many days.
    fn is_amount(&self, at: usize) -> bool {
        self.whole(at).or(self.days(at)).is_some()
    }

    /// Whether a number is no exact one: “trên 10 hồ sơ”, “ít nhất 02 hồ sơ”.
    fn is_bounded(&self, at: usize) -> bool {
        let before = self.kind_before(at);
        let most = [Role::Lowest, Role::Highest].map(|role| Some(Kind::Role(role)));
        self.bound(at) != Bound::Exact || most.contains(&before)
    }

    fn quantity(&self) -> Option<Quantity> {
        let all = 0..self.tokens.len();
        let each = self.hints(Hint::Each) || all.clone().any(|at| self.is(at, Role::All));
        // “đã gửi 02 thư xin lỗi”, not “chuẩn bị 02 thư xin lỗi”.
        let told = self.denies() || self.hints(Hint::Done);
        let noun = |at: usize| {
            let next = (at..at + 3).find(|at| !self.is(*at, Role::Filler))?;
            let called = self.calls(next) || told && self.calls_done(next);
            called.then_some(next)
        };
        let mut among = None;
        for at in all {
            let led = |hint| at > 0 && self.is_hint(at - 1, hint);
            let whole = self.whole(at + 2).filter(|_| self.divides(at + 1));
            let end = if whole.is_some() { at + 3 } else { at + 1 };
            if let (Some(part), true) = (self.whole(at), self.kind(at + 1) == Some(Kind::Mark('%')))
            {
                return (!self.is_bounded(at)).then_some(Quantity::Part(part));
            }
            if let (Some(stated), Some(_)) = (self.whole(at), noun(end)) {
                if self.is_bounded(at) {
                    return None;
                }
                let whole = whole.or(among);
                if whole.is_none() && led(Hint::Among) {
                    among = Some(stated);
                    continue;
                }
                let every = led(Hint::Every) || each && whole.is_none();
                return Some(match every {
                    true => Quantity::Each(Some(stated)),
                    false => Quantity::Many(stated, whole),
                });
            }
            if self.is(at, Role::Not) && noun(at + 1).is_some_and(|at| self.calls(at)) {
                return Some(Quantity::None);
            }
        }
        let called = (0..self.tokens.len()).any(|at| self.calls(at));
        // “số hồ sơ chưa có thư xin lỗi là 02”
        let told = (1..self.tokens.len()).find_map(|at| {
            let stated = self.whole(at)?;
            (self.kind_before(at) == Some(Kind::Role(Role::Is)) && called)
                .then_some(Quantity::Many(stated, None))
        });
        told.or(each.then_some(Quantity::Each(None)))
    }
}

/// A day or a month with two digits each.
fn pad(day: &str) -> String {
    let parts = day.split('/').map(|part| match part.len() {
        1 => format!("0{part}"),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}
