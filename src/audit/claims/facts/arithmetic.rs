//! “Từ 538 lên 589 hồ sơ, tăng 51 hồ sơ”: whether the way from one to the other is as far as it is said.

use rust_decimal::Decimal;

use super::Hold;
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::token::Kind;
use crate::audit::claims::vocabulary::{Hint, Role};
use crate::vn::number::print;

/// What is wrong: from which token to which, and why.
pub(super) type Wrong = (usize, usize, String);

impl Hold<'_, '_, '_> {
    /// The way from one number to another, and what is said of how far it is.
    pub(super) fn way_told(&self) -> Option<Wrong> {
        let all = 0..self.read.tokens.len();
        let mut ways = all.filter_map(|at| self.way_from(at));
        let (start, end, (from, to), rank) = ways.next()?;
        // Of two ways nobody knows which is told.
        if ways.next().is_some() {
            return None;
        }
        let part = self.read.stretch(start).start..self.read.stretch(end).end;
        let mut told = part.filter(|at| !(start..end).contains(at));
        let told = told.find_map(|at| {
            let (next, amount) = self.amount(at, rank, from.scale().max(to.scale()))?;
            let between = if at < start { next + 1..start } else { end..at };
            self.goes_on(between).then_some((at, next, amount))
        });
        let (turn, at, amount) = told?;
        let far = (to - from).abs();
        let rises = to > from;
        // Whether a rank rises by a smaller number or by a greater one is said in both ways.
        let way = rank || self.read.is(turn, Role::Rises) == rises;
        (far != amount || !way).then(|| {
            let (from, to, far) = (print(from), print(to), print(far));
            let stated = self.quoted((turn, at + 2));
            let turned = match (rank, rises) {
                (true, _) => "",
                (false, true) => "tăng ",
                (false, false) => "giảm ",
            };
            let message = format!("từ {from} đến {to} là {turned}{far}, bài ghi “{stated}”");
            (turn, at + 2, message)
        })
    }

    /// Whether what stands between a way and an amount only goes on with it: no name, nothing else that is
    /// counted, no “trong đó”.
    fn goes_on(&self, between: std::ops::Range<usize>) -> bool {
        let quiet = [
            Role::Filler,
            Role::Versus,
            Role::Achieves,
            Role::Is,
            Role::OfWhom,
        ];
        let unit = [Role::Points, Role::Counted, Role::Places, Role::Rank];
        let first = between.start;
        let mut between = between.filter(|at| *at != first || !self.read.any(*at, &unit));
        between.all(|at| match self.read.kind(at) {
            Some(Kind::Mark(mark)) => [',', '(', ')'].contains(&mark),
            Some(Kind::When(_)) => true,
            Some(Kind::Role(role)) => quiet.contains(&role),
            _ => self.read.is_hint(at, Hint::Quiet),
        })
    }

    /// “từ 538 lên 589”: its tokens, the two numbers, and whether they are ranks.
    pub(super) fn way_from(&self, at: usize) -> Option<(usize, usize, (Decimal, Decimal), bool)> {
        let read = &self.read;
        let quiet = [
            Role::Rank,
            Role::Points,
            Role::Counted,
            Role::Filler,
            Role::Achieves,
            Role::UnitNoun,
        ];
        let quiet = |at: &usize| quiet.iter().any(|role| read.is(*at, *role));
        let next = |from: usize| (from..from + 4).find(|at| !quiet(at));
        let first = next(at + 1).filter(|_| read.is(at, Role::From))?;
        let from = read.number(first)?;
        let turn = read.goal(next(read.past_time(first + 1).0)?)?;
        let last = next(turn + 1)?;
        let to = read.number(last)?;
        let percent = [first, last]
            .iter()
            .any(|at| read.kind(at + 1) == Some(Kind::Mark('%')));
        let rank = (at..last).any(|at| read.is(at, Role::Rank));
        (!percent).then_some((at, last + 1, (from, to), rank))
    }

    /// Whether a figure is how far the way from one number to another is.
    pub(super) fn is_way(&self, figure: Decimal) -> bool {
        let mut ways = (0..self.read.tokens.len()).filter_map(|at| self.way_from(at));
        ways.any(|(_, _, (from, to), _)| (to - from).abs() == figure)
    }

    /// An amount by which something rose or fell, of places or of anything else.
    fn amount(&self, at: usize, rank: bool, scale: u32) -> Option<(usize, Decimal)> {
        let read = &self.read;
        let beyond = rank && read.is_hint(at, Hint::Beyond);
        let turned = beyond || read.is(at, Role::Rises) || read.is(at, Role::Falls);
        let next = (at + 1..at + 3)
            .find(|at| !read.is(*at, Role::Filler))
            .filter(|_| turned)?;
        let amount = read
            .number(next)
            .filter(|amount| amount.scale() >= scale.min(1))?;
        let places = read.is(next + 1, Role::Places) || read.is(next + 1, Role::Rank);
        let unit = places || read.is(next + 1, Role::Points) || read.is(next + 1, Role::Counted);
        let points = read.is(next + 1, Role::Points) == (scale > 0);
        (unit && places == rank && (rank || points)).then_some((next, amount))
    }
}
