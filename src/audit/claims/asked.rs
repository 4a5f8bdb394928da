//! What is asked of a sentence's tokens by all who read them.

use std::cmp::Ordering;
use std::ops::Range;

use rust_decimal::Decimal;

use super::grammar::Grammar;
use super::said::Bound;
use super::token::{Kind, Token, When};
use super::vocabulary::{Hint, Role};
use crate::vn::text::{is_lower_of, lower};

/// A sentence as tokens, which are known by their numbers.
pub trait Tokens {
    /// The sentence.
    fn text(&self) -> &str;

    /// Its tokens.
    fn tokens(&self) -> &[Token];

    /// The parts that words play.
    fn grammar(&self) -> &Grammar;

    /// What a token is.
    fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens().get(at).map(|token| token.kind)
    }

    /// What the one before is; nothing at the beginning.
    fn kind_before(&self, at: usize) -> Option<Kind> {
        self.kind(at.checked_sub(1)?)
    }

    /// Whether its words play a part.
    fn is(&self, at: usize, role: Role) -> bool {
        self.kind(at) == Some(Kind::Role(role))
    }

    /// Whether they play one of these.
    fn any(&self, at: usize, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.is(at, *role))
    }

    /// The number that it is.
    fn number(&self, at: usize) -> Option<Decimal> {
        match self.kind(at)? {
            Kind::Number(value) => Some(value),
            _ => None,
        }
    }

    /// Its words, as they are written.
    fn written(&self, at: usize) -> &str {
        let token = self.tokens().get(at);
        let words = token.and_then(|token| self.text().get(token.start..token.end));
        words.unwrap_or_default()
    }

    /// Its words in small letters.
    fn words(&self, at: usize) -> String {
        lower(self.written(at))
    }

    /// Whether its words are those of a hint.
    fn is_hint(&self, at: usize, hint: Hint) -> bool {
        self.grammar().is(self.written(at), hint)
    }

    /// Whether its words end with those of a hint.
    fn ends_in(&self, at: usize, hint: Hint) -> bool {
        self.grammar().ends(self.written(at), hint)
    }

    /// Whether words of a hint stand from here on: they are one token, or several.
    fn stands(&self, at: usize, hint: Hint) -> bool {
        let mut hints = self.grammar().hint(hint).iter();
        hints.any(|hint| {
            let (mut rest, mut at) = (hint.as_str(), at);
            loop {
                let own = self.written(at);
                match rest.split_at_checked(own.len()) {
                    Some((first, left)) if !own.is_empty() && is_lower_of(first, own) => {
                        match left.strip_prefix(' ') {
                            Some(left) => (rest, at) = (left, at + 1),
                            None => return left.is_empty(),
                        }
                    }
                    _ => return false,
                }
            }
        })
    }

    /// Whether it is a noun for what is in a group of points: “chỉ tiêu nào của nhóm A”.
    fn is_within_group(&self, at: usize) -> bool {
        let of = self.skip(at + 1, &[]);
        let whose = self.skip(of, &[Role::OfWhom, Role::AxisNoun]);
        let axis = matches!(self.kind(whose), Some(Kind::Axis(_)));
        self.is(at, Role::AxisNoun) && self.is(of, Role::OfWhom) && axis
    }

    /// The first token from here on that is neither filling nor one of these parts.
    fn skip(&self, from: usize, roles: &[Role]) -> usize {
        let skipped = |at: &usize| self.is(*at, Role::Filler) || self.any(*at, roles);
        (from..).find(|at| !skipped(at)).unwrap_or(from)
    }

    /// The tokens from the semicolon before one to the next.
    fn stretch(&self, at: usize) -> Range<usize> {
        let semicolon = |at: &usize| self.kind(*at) == Some(Kind::Mark(';'));
        let from = (0..at).rev().find(semicolon).map_or(0, |at| at + 1);
        let to = (at..self.tokens().len()).find(semicolon);
        from..to.unwrap_or(self.tokens().len())
    }

    /// “bình quân của tỉnh là 89,15 điểm; xã đạt 92,54 điểm, cao hơn 3,39 điểm” is held against the other.
    fn than_told(&self, at: usize) -> bool {
        let timed =
            |at: usize| matches!(self.kind(at), Some(Kind::When(_))) || self.is(at, Role::Versus);
        let timed = self.stretch(at).any(timed);
        let other = (0..at).any(|at| self.is(at, Role::Other));
        self.ends_in(at, Hint::Than) && other && !timed
    }

    /// “10 hồ sơ mới có 04 hồ sơ nộp trực tuyến”: how many of ten or of a hundred, no numbers of things.
    fn in_proportion(&self, at: usize) -> bool {
        let round = [Decimal::TEN, Decimal::ONE_HUNDRED].map(Some);
        let of = |at: usize| round.contains(&self.number(at)) && self.is(at + 1, Role::Counted);
        let part = |of: usize| self.skip(of + 2, &[Role::Exists, Role::Only]);
        let said = |at: usize| part(at) > at + 2 && self.is(part(at) + 1, Role::Counted);
        let before = (at.saturating_sub(6)..at).any(|before| of(before) && part(before) == at);
        before || of(at) && self.number(part(at)).is_some() && said(at)
    }

    /// Behind what only says of when a number is, and that: “9,2 điểm (tháng 9)”, “… của tháng trước, xã …”.
    fn past_time(&self, at: usize) -> (usize, Option<When>) {
        let from = self.skip(at, &[Role::OfWhom, Role::Points]);
        let bracket = self.kind(from) == Some(Kind::Mark('('));
        let told = if bracket { from + 1 } else { from };
        let Some(Kind::When(when)) = self.kind(told) else {
            return (at, None);
        };
        let mark = |at: usize, mark| self.kind(at) == Some(Kind::Mark(mark));
        if bracket {
            return match mark(told + 1, ')') {
                true => (told + 2, Some(when)),
                false => (at, None),
            };
        }
        let mut next = told + 1 + usize::from(mark(told + 1, ','));
        while self.kind(next) == Some(Kind::Own) || self.is(next, Role::Own) {
            next += 1;
        }
        (next, Some(when))
    }

    /// The token behind which it stands to what something went: “lên”, “đã vươn lên”, “lùi về”.
    fn goal(&self, at: usize) -> Option<usize> {
        let leads = [Role::Up, Role::Down];
        if self.any(at, &leads) {
            return Some(at);
        }
        let next = self.skip(at + 1, &[]);
        let led = || self.ends_in(at, Hint::Toward) || self.is_hint(at + 1, Hint::Toward);
        match self.any(at, &[Role::Rises, Role::Falls]) {
            true if self.any(next, &leads) => Some(next),
            true if led() => Some(at),
            _ => None,
        }
    }

    /// Where it is said to what something went from the number before: “… điểm (tháng 9) lên …”, “… của
    /// tháng trước, xã vươn lên thứ …”.
    fn turn_from(&self, at: usize) -> Option<usize> {
        let past = match self.past_time(at) {
            (past, Some(When::Before)) => past,
            _ => at,
        };
        let way = [Role::Points, Role::Rises, Role::Falls];
        let goal = self.skip(past, &way);
        match self.any(goal, &[Role::Up, Role::Down, Role::To, Role::Exists]) {
            true => Some(goal),
            false => self.goal(self.skip(past, &[Role::Points])),
        }
    }

    /// Whether it stands between the first period and the last: “từ tháng 4 tới tháng 10”.
    fn reaches(&self, at: usize) -> bool {
        self.is(at, Role::To) || self.is_hint(at, Hint::Reaches)
    }

    /// Whether it says of what was named before that it makes the points of all rise or fall: “kéo tổng điểm xuống”.
    fn pulls(&self, at: usize) -> bool {
        self.is_hint(at, Hint::Pulls) && self.any(at + 1, &[Role::Total, Role::Points])
    }

    /// Whether a semicolon stands between names whose number is told before them: “ba trục công khai, minh bạch;
    /// tiến độ; hài lòng”.
    fn lists_so_many(&self, at: usize) -> bool {
        let named = |at: usize| matches!(self.kind(at), Some(Kind::Axis(_) | Kind::Unit(_)));
        let listed = |at: usize| {
            let mark = matches!(self.kind(at), Some(Kind::Mark(',' | ';')));
            named(at) || mark || self.is(at, Role::And) && self.is_hint(at, Hint::Lists)
        };
        let first = (0..at).rev().take_while(|at| listed(*at)).last();
        let Some(noun) = first.and_then(|first| first.checked_sub(1)) else {
            return false;
        };
        let names = (noun + 1..)
            .take_while(|at| listed(*at))
            .filter(|at| named(*at));
        let told = noun.checked_sub(1).and_then(|at| {
            let spelt = || self.grammar().number(&self.words(at)).map(Decimal::from);
            self.number(at).or_else(spelt)
        });
        let noun = self.any(noun, &[Role::AxisNoun, Role::UnitNoun]);
        noun && told == Some(Decimal::from(names.count()))
    }

    /// Which way its words compare: “hơn”, “ít hơn”.
    fn than(&self, at: usize) -> Option<Ordering> {
        match [Hint::More, Hint::Less].map(|hint| self.is_hint(at, hint)) {
            [true, false] => Some(Ordering::Greater),
            [false, true] => Some(Ordering::Less),
            _ => None,
        }
    }

    /// Which way its words say that something went.
    fn goes(&self, at: usize) -> Option<Ordering> {
        match self.kind(at)? {
            Kind::Role(Role::Rises) => Some(Ordering::Greater),
            Kind::Role(Role::Falls) => Some(Ordering::Less),
            _ => None,
        }
    }

    /// Whether it is a dash between blanks, which parts what stands around it.
    fn pauses(&self, at: usize) -> bool {
        let dash = matches!(self.kind(at), Some(Kind::Mark('–' | '—' | '-')));
        let around = self.tokens().get(at).filter(|_| dash).and_then(|token| {
            let before = self.text().get(..token.start)?;
            Some((before, self.text().get(token.end..)?))
        });
        around.is_some_and(|(before, after)| before.ends_with(' ') && after.starts_with(' '))
    }

    /// Whether it stands between a part and its whole: “4/8”, “sáu trên mười”, “hai trong số bốn”.
    fn divides(&self, at: usize) -> bool {
        let hints = [Hint::Among, Hint::OutOf];
        let slash = self.kind(at) == Some(Kind::Mark('/'));
        slash || self.is(at, Role::Of) || hints.iter().any(|hint| self.is_hint(at, *hint))
    }

    /// The fraction before a rate, of which it may be, and the token of its whole: “209/214 hồ sơ đúng hạn, đạt
    /// 97,66%”.
    fn fraction_before(&self, rate: usize) -> Option<(usize, (Decimal, Decimal))> {
        let quiet = [
            Role::Achieves,
            Role::Filler,
            Role::Rate,
            Role::Counted,
            Role::Described,
            Role::Points,
            Role::Maximum,
            Role::Is,
            Role::Exists,
        ];
        let bounds = [Role::Near, Role::About, Role::Above, Role::Below];
        let quiet = |at: usize| match self.kind(at) {
            Some(Kind::Mark(',' | '(')) => true,
            Some(Kind::Role(role)) => {
                at + 1 == rate && bounds.contains(&role) || quiet.contains(&role)
            }
            _ => self.is_hint(at, Hint::Quiet),
        };
        let last = (0..rate).rev().find(|at| !quiet(*at))?;
        let slash = last.checked_sub(1)?;
        let divides = self.kind(slash) == Some(Kind::Mark('/')) || self.is_hint(slash, Hint::OutOf);
        let part = self.number(last.checked_sub(2)?).filter(|_| divides)?;
        Some((last, (part, self.number(last)?)))
    }

    /// The unit that it is.
    fn unit(&self, at: usize) -> Option<Unit> {
        match self.kind(at)? {
            Kind::Mark('%') => Some(Unit::Percent),
            Kind::Role(Role::Points) => Some(Unit::Points),
            Kind::Role(Role::Counted) => Some(Unit::Things),
            _ => None,
        }
    }

    /// A number with the unit behind it: “93,77 điểm”, “85,04%”, “589 hồ sơ”.
    fn with_unit(&self, at: usize) -> Option<(Decimal, Unit)> {
        self.number(at).zip(self.unit(at + 1))
    }

    /// Whether a number is one of several ranks that are told together: “ở các vị trí 20, 21 và 22”.
    fn is_in_ranks(&self, at: usize) -> bool {
        let mark = |at: usize| self.kind(at) == Some(Kind::Mark(','));
        let joins = |at: usize| mark(at) || self.is(at, Role::And) && self.is_hint(at, Hint::Lists);
        let bare = |at: usize| self.number(at).is_some_and(|value| value.scale() == 0);
        let mut first = at;
        while let Some(before) = first.checked_sub(2).filter(|at| bare(*at) && joins(at + 1)) {
            first = before;
        }
        let several = first < at || joins(at + 1) && bare(at + 2) && joins(at + 3);
        several && bare(at) && first > 0 && self.is(first - 1, Role::Rank)
    }

    /// Whether a number behind “trên” says of how many points the ones before it are.
    fn is_out_of(&self, at: usize) -> bool {
        let before = at.checked_sub(3).filter(|at| self.is(at + 1, Role::Points));
        let part = before.and_then(|at| self.number(at));
        part.zip(self.number(at))
            .is_some_and(|(part, whole)| part <= whole)
    }

    /// How the word before a number bounds it.
    fn led_bound(&self, at: usize) -> Bound {
        // “chưa vượt mốc 81 điểm”, “không dưới 80 điểm”
        let quiet = |at: &usize| !self.any(*at, &[Role::Filler, Role::Achieves]);
        let before = at.checked_sub(1);
        let denied = before.and_then(|at| (0..at).rev().find(quiet));
        let denied = denied.is_some_and(|at| self.is(at, Role::Not));
        match self.kind_before(at) {
            // “17,05 điểm trên 22 điểm”
            Some(Kind::Role(Role::Above)) if self.is_out_of(at) => Bound::Exact,
            Some(Kind::Role(Role::Above)) if denied => Bound::AtMost,
            Some(Kind::Role(Role::Below)) if denied => Bound::AtLeast,
            Some(Kind::Role(Role::Above)) => Bound::Above,
            Some(Kind::Role(Role::Below)) => Bound::Below,
            Some(Kind::Role(Role::Near)) => Bound::Near,
            Some(Kind::Role(Role::About)) => Bound::About,
            _ => Bound::Exact,
        }
    }
}

/// What a figure is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Points.
    Points,
    /// A hundred.
    Percent,
    /// Things.
    Things,
}

/// A sentence, or the beginning of one, that nothing more is known of.
pub struct Reading<'s> {
    /// The parts that words play.
    pub grammar: &'s Grammar,
    /// The sentence.
    pub text: &'s str,
    /// Its tokens.
    pub tokens: &'s [Token],
}

impl Tokens for Reading<'_> {
    fn text(&self) -> &str {
        self.text
    }

    fn tokens(&self) -> &[Token] {
        self.tokens
    }

    fn grammar(&self) -> &Grammar {
        self.grammar
    }
}
