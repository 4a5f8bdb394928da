//! Reading numbers of things that are counted, and rates of them.

use rust_decimal::Decimal;

use super::asked::Tokens;
use super::reader::Reader;
use super::said::{Bound, Claim, Counted, Property, Read, Said, Subject};
use super::token::{Kind, When};
use super::vocabulary::{Hint, Role};
use super::{agrees, share};

impl Reader<'_> {
    /// “không có hồ sơ quá hạn”, “còn hồ sơ quá hạn”, “tất cả hồ sơ đều đúng hạn”.
    pub(super) fn exists(&mut self, at: usize) -> usize {
        let next = self.skip(at + 1, &[Role::Exists, Role::Achieves]);
        let ends = |at: &usize| matches!(self.kind(*at), None | Some(Kind::Mark(',' | ';' | '(')));
        let end = (next..).find(ends).unwrap_or(next);
        let other =
            |at: usize| matches!(self.kind(at), Some(Kind::When(when)) if when != When::Now);
        // “không để phát sinh hồ sơ quá hạn trong tháng 12”
        let elsewhen = (next..end).any(other);
        let counted = self.is(next, Role::Counted) && !elsewhen;
        let all = self.is(at, Role::All);
        // A number beside the noun says it itself.
        let numbered = self.number(next).is_some() || at > 0 && self.number(at - 1).is_some();
        // “còn 23 thủ tục chưa phát sinh giao dịch” is of those.
        let things = self
            .skip_back(at, &[])
            .filter(|at| self.is(*at, Role::Counted));
        let things = things.and_then(|at| at.checked_sub(1));
        let numbered = numbered || things.is_some_and(|at| self.number(at).is_some());
        // “15 hồ sơ đã giải quyết nhưng chưa có kết quả điện tử” is of those, “trong 15 hồ sơ không có hồ sơ
        // nào …” is not.
        let described = (self.clause..at).any(|other| {
            let counted = self.is(other, Role::Counted) && self.words(other) != self.words(next);
            counted && other > 0 && self.number(other - 1).is_some()
        });
        if !counted || numbered || described {
            return at + 1;
        }
        let (noun, clause) = (self.span(next, next + 1), self.described(next, next + 1));
        let clause = (noun.0, clause.1);
        let (start, end) = self.span(at, next + 1);
        let denied = self.is(at, Role::Not);
        let count = denied.then_some(Decimal::ZERO);
        let percent = all.then_some(Decimal::ONE_HUNDRED);
        // “08 đơn vị không phát sinh hồ sơ quá hạn” is of those.
        let of_some = self.set.is_some_and(|set| !set.axes && set.count.is_some());
        if self.when == When::Now
            && at < self.planned
            && !of_some
            && self
                .subjects
                .iter()
                .all(|subject| *subject == Subject::Total)
        {
            let read = Counted {
                count,
                of: None,
                percent,
                bound: Bound::Exact,
                planned: false,
                of_unit: false,
                clause,
                start,
                end,
            };
            self.read.push(Read::Counted(read));
        }
        next + 1
    }

    pub(super) fn counted(
        &mut self,
        at: usize,
        end: usize,
        value: Decimal,
        of: Option<Decimal>,
    ) -> usize {
        let mut clause = self.described(at, end);
        let sentence = self.tokens.iter().any(|token| {
            token.kind == Kind::Role(Role::Counted) || matches!(token.kind, Kind::Axis(_))
        });
        let sentence = sentence || of.is_some();
        let whole = value.scale() == 0 && of.is_none_or(|of| of.scale() == 0);
        let unit = matches!(self.subjects.last(), Some(Subject::Unit(_)));
        let planned = at >= self.planned && !unit;
        // “rà soát 07 hồ sơ quá hạn”
        let there = self
            .skip_back(at, &[])
            .is_some_and(|at| self.is(at, Role::Redo));
        let now = self.stated_when(at, end) == When::Now;
        let Some(value) = self.there_is(at, value, of) else {
            return end;
        };
        if !sentence || !whole || !now || planned && !there {
            return end;
        }
        let (start, until) = self.span(at, end);
        if planned {
            clause.0 = start;
        }
        // “09 hồ sơ quá hạn, chiếm 60% trong tổng số 15 hồ sơ” are those of all.
        let all = self.skip_back(at, &[]);
        let all = unit && all.is_some_and(|at| self.is(at, Role::Of));
        if all || self.jointly(at) || self.in_proportion(at) {
            return end;
        }
        // “143 hồ sơ đất đai, 58 hồ sơ bảo trợ xã hội”
        let beside = self.skip(end, &[Role::Counted, Role::OfWhom, Role::Part]);
        if let (Some(Kind::Unit(index)), true, None) = (self.kind(beside), beside > end, of) {
            let sure = self.sure(end);
            self.claim(
                Subject::Unit(index),
                at,
                end,
                When::Now,
                Said::Count(value),
                sure,
            );
            return end;
        }
        match self.subjects.last() {
            Some(Subject::Unit(_)) if of.is_none() => {
                self.say(at, end, When::Now, Said::Count(value))
            }
            Some(Subject::Other) => {}
            _ => self.read.push(Read::Counted(Counted {
                count: Some(value),
                of,
                percent: None,
                bound: self.bound(at, end),
                planned,
                of_unit: unit,
                clause,
                start,
                end: until,
            })),
        }
        end
    }

    /// How many there are where a number may be of what lacks: “còn thiếu 15/1.205 hồ sơ”.
    fn there_is(&self, at: usize, value: Decimal, of: Option<Decimal>) -> Option<Decimal> {
        let before = self.skip_back(at, &[]);
        match before.is_some_and(|at| self.is(at, Role::Lacks)) {
            true => of.filter(|of| *of >= value).map(|of| of - value),
            false => Some(value),
        }
    }

    /// Whether several units are spoken of together: “hai xã A và B có 80 hồ sơ quá hạn”.
    fn jointly(&self, at: usize) -> bool {
        let unit = |subject: &Subject| matches!(subject, Subject::Unit(_));
        let several = self.subjects.len() > 1 && self.subjects.iter().all(unit);
        let each = |at: usize| self.is_hint(at, Hint::Severally);
        several && self.in_turn.is_none() && !(self.clause..at).any(each)
    }

    /// A rate of a set of units, or one that nothing is compared with; where it ends.
    fn rate_of_many(&mut self, at: usize, value: Decimal) -> Option<usize> {
        let end = at + 2;
        let bound = self.bound(at, end);
        // “dưới mức chung 98,84%” is of all.
        if at > 0 && self.is_hint(at - 1, Hint::General) {
            return Some(end);
        }
        let set = self.set.filter(|set| !set.axes && set.count.is_some());
        if let Some(set) = set.filter(|set| bound != Bound::Exact && self.in_set(set, at)) {
            let end = end + usize::from(bound == Bound::AtLeast);
            return Some(self.group(set, at, end, Property::Share(bound, value), self.when));
        }
        // “chiếm 62% tổng số” is a share of all.
        let share = at > 0 && self.is_hint(at - 1, Hint::Share);
        let unit = matches!(self.subjects.last(), Some(Subject::Unit(_)));
        let axis = matches!(self.subjects.last(), Some(Subject::Axis(_)));
        // “trong 12,35 điểm chưa đạt được, nhóm A là 4,6 điểm, chiếm 37,25%”
        let lacking = self.begins_with_lacking(at);
        let loose = bound != Bound::Exact
            && (unit || axis || self.set.is_some() || bound == Bound::AtLeast);
        (loose || lacking || self.jointly(at) || share && unit).then_some(end)
    }

    /// “1.921/2.402 hồ sơ, đã vượt 80%”, not “vượt 5% so với kế hoạch”.
    fn bound_of_rate(&self, at: usize, end: usize) -> Bound {
        let beyond = at > 0 && self.is_hint(at - 1, Hint::Beyond);
        let versus = (end..end + 4).any(|at| self.is(at, Role::Versus));
        match self.bound(at, end) {
            Bound::Exact if beyond && !versus => Bound::Above,
            bound => bound,
        }
    }

    /// Whether points were read last.
    fn told_points(&self) -> bool {
        matches!(
            self.read.last(),
            Some(Read::Claim(Claim {
                said: Said::Points(..),
                ..
            }))
        )
    }

    /// “thiếu 3,00 điểm, chiếm 48,15% số điểm chưa đạt”: a rate that is no part of what can be had.
    fn is_share_of_lacking(&self, at: usize, end: usize) -> bool {
        let lacked = |at: usize| self.is(at, Role::Lacks) || self.is(at, Role::Not);
        at > 0 && self.is_hint(at - 1, Hint::Share) && (end..end + 6).any(lacked)
    }

    /// “hồ sơ được số hóa là 1.240/1.252, bằng 99,04%”: whether a rate is that of the fraction before it.
    fn is_share_told(&self, at: usize, value: Decimal) -> bool {
        let fraction = self.fraction_before(at);
        let rate = fraction.and_then(|(_, (part, whole))| share(part, whole));
        rate.is_some_and(|rate| agrees(value, rate))
    }

    pub(super) fn percent(&mut self, at: usize, value: Decimal) -> usize {
        if let Some(end) = self.rate_of_many(at, value) {
            return end;
        }
        let end = at + 2;
        // “dưới 80%: A 75%, B 70%” says which are listed.
        if self.bound(at, end) != Bound::Exact && self.kind(end) == Some(Kind::Mark(':')) {
            return end;
        }
        let next = self.skip(end, &[]);
        let points = self.is(next, Role::Points) || self.is(next, Role::Maximum);
        let set = self.set.filter(|set| set.axes && self.in_set(set, at));
        if let Some(set) = set.filter(|_| points && value == Decimal::ONE_HUNDRED) {
            return self.group(set, at, end, Property::Maximum(true), self.when);
        }
        let clause = self.described(at, end);
        let noun = (self.clause..at).any(|at| self.is(at, Role::AxisNoun));
        let points = self.told_points();
        // “A đạt trên 98% số điểm tối đa, trong khi B chỉ đạt 75%”
        let before = (0..self.clause).any(|at| self.is(at, Role::Maximum));
        let of_points =
            self.is(next, Role::Points) || self.is(next, Role::Maximum) || noun || points || before;
        let (start, until) = self.span(at, end);
        match self.subjects.last().copied() {
            Some(Subject::Other) => {}
            Some(Subject::Axis(_)) if self.is_share_of_lacking(at, end) => {}
            Some(subject @ Subject::Axis(_)) if of_points && !self.is_share_told(at, value) => {
                self.claim(
                    subject,
                    at,
                    end,
                    self.when,
                    Said::Percent(value, true),
                    self.sure(at),
                );
            }
            Some(subject @ Subject::Unit(_)) => {
                self.claim(
                    subject,
                    at,
                    end,
                    self.when,
                    Said::Percent(value, false),
                    self.sure(at),
                );
                self.closed = true;
            }
            // “từ 85,04% của tháng 9 lên 88,12%”
            _ if self.stated_when(at, end) == When::Now && at < self.planned => {
                self.read.push(Read::Counted(Counted {
                    count: None,
                    of: None,
                    percent: Some(value),
                    bound: self.bound_of_rate(at, end),
                    planned: false,
                    of_unit: false,
                    clause,
                    start,
                    end: until,
                }))
            }
            _ => {}
        }
        end
    }
}
