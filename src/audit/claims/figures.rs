//! Reading what is said in numbers: points, ranks, and of which period and how bounded they are.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::asked::Tokens;
use super::said::{Bound, Property, Said, Subject};
use super::token::{Kind, When};
use super::vocabulary::{Hint, Role};

use super::reader::Reader;

impl Reader<'_> {
    /// The bytes of the words around some tokens, up to marks and other numbers.
    pub(super) fn described(&self, at: usize, end: usize) -> (usize, usize) {
        let stops = |kind: Kind| {
            matches!(
                kind,
                Kind::Mark(',' | ';' | '(' | ')' | '%') | Kind::Number(_) | Kind::Role(Role::And)
            )
        };
        let stops = |at: &usize| self.kind(*at).is_some_and(stops) || self.pauses(*at);
        let from = (0..at).rev().find(stops);
        let to = (end..self.tokens.len()).find(stops);
        let start = from
            .and_then(|at| self.tokens.get(at))
            .map_or(0, |token| token.end);
        let end = to
            .and_then(|at| self.tokens.get(at))
            .map_or(self.text.len(), |token| token.start);
        (start, end)
    }

    /// The whole of which a number is a part, and where it ends.
    pub(super) fn whole(&self, at: usize) -> Option<(Decimal, usize)> {
        let plain = |kind: Kind| {
            !matches!(
                kind,
                Kind::Number(_) | Kind::When(_) | Kind::Mark(',' | ';' | '(' | ')' | '%' | ':')
            )
        };
        let first = at + 1;
        let mark = (first..at + 9)
            .take_while(|at| self.kind(*at).is_some_and(plain))
            .find(|at| {
                let slash = self.kind(*at) == Some(Kind::Mark('/'));
                // “03 trong 15 hồ sơ quá hạn”
                let next = *at == first && self.number(*at + 1).is_some();
                let among = next && self.is_hint(*at, Hint::Among);
                // Not “93,77 điểm, vượt mốc 90 điểm”.
                let above = self.is_hint(*at, Hint::OutOf)
                    && self.kind_before(*at) != Some(Kind::Role(Role::Achieves));
                slash || among || self.is(*at, Role::Of) || above
            })?;
        let next = (mark + 1..mark + 5)
            .take_while(|at| matches!(self.kind(*at), Some(Kind::Role(_))))
            .last()
            .map_or(mark + 1, |last| last + 1);
        // “ba xã có tỷ lệ số hóa trên 95%”
        let rate = self.kind(next + 1) == Some(Kind::Mark('%'));
        Some((self.number(next).filter(|_| !rate)?, next + 1))
    }

    pub(super) fn figure(&mut self, at: usize, value: Decimal) -> usize {
        self.may_take_turns(at);
        let (of, end) = match self.whole(at) {
            Some((of, end)) => (Some(of), end),
            None => (None, at + 1),
        };
        let numbered = [Role::AxisNoun, Role::UnitNoun, Role::Own];
        let noun = self.any(end, &numbered) || self.kind(end) == Some(Kind::Own);
        // “ở các vị trí 20, 21 và 22”
        if of.is_none() && self.is_in_ranks(at) && self.subjects.len() > 1 {
            return end;
        }
        if self.is_fraction(of, end) || noun && (of.is_none() || !self.ranked(at)) {
            return end;
        }
        if self.kind(end) == Some(Kind::Mark('%')) && of.is_none() {
            return self.percent(at, value);
        }
        let fraction = of.is_some() && self.subjects == [Subject::Rank];
        if self.ranked(at) || fraction {
            return self.rank(at, end, Said::Rank(value, of));
        }
        let points = self.is(end, Role::Points) || self.is(at + 1, Role::Points);
        let unit = matches!(self.subjects.last(), Some(Subject::Unit(_)));
        let alone = at > 0 && self.kind(at - 1) == Some(Kind::Mark('('));
        let alone = alone && self.kind(end) == Some(Kind::Mark(')')) && value.scale() > 0;
        // “giảm nhiều như xã A (-3,02)”
        let points = points || unit && alone && (value.is_sign_negative() || self.way.is_some());
        if points && self.lacking(at, end, value) {
            return end + 1;
        }
        let told = matches!(
            self.kind_before(at),
            Some(
                Kind::Role(Role::Achieves | Role::Is | Role::Total)
                    | Kind::Axis(_)
                    | Kind::Mark(':')
            )
        );
        let scored = matches!(
            self.subjects.last(),
            Some(Subject::Axis(_) | Subject::Total)
        );
        let nameless = self.subjects.is_empty() && of == Some(Decimal::ONE_HUNDRED);
        let quiet = [Role::Points, Role::Achieves, Role::Filler];
        let clause = |at: usize| self.any(at, &quiet) || self.kind(at) == Some(Kind::Mark(':'));
        if nameless && self.is(self.clause, Role::Points) && (self.clause..at).all(clause) {
            self.subjects.push(Subject::Total);
        }
        let scored = scored || self.subjects == [Subject::Total];
        let fits = of.is_some_and(|of| of <= Decimal::ONE_HUNDRED) && !self.is(end, Role::Counted);
        if points
            || scored && (fits || told && value.scale() > 0 && of.is_none())
            || self.in_turn.is_some()
        {
            return self.points(at, end, value, of);
        }
        self.counted(at, end, value, of)
    }

    /// Whether nothing but a period stands in the clause before points: “tháng 10: 93,77 điểm”.
    fn tells_period(&self, at: usize) -> bool {
        let told = |kind: Kind| {
            let quiet = [Role::Filler, Role::Achieves, Role::Is, Role::Points].map(Kind::Role);
            matches!(kind, Kind::When(_) | Kind::Mark(':')) || quiet.contains(&kind)
        };
        let clause = self.tokens.get(self.clause..at).unwrap_or_default();
        let mut times = clause.iter().map(|token| token.kind);
        let timed = times.any(|kind| matches!(kind, Kind::When(_)));
        timed && clause.iter().all(|token| told(token.kind))
    }

    /// Whether a band stands before a token, or before the bracket that it opens.
    fn follows_band(&self, at: usize) -> bool {
        let band = |at: usize| matches!(self.kind(at), Some(Kind::Band(_)));
        let before = at.checked_sub(1);
        // “xuất sắc (từ 90 điểm)”
        let from = before.filter(|at| self.any(*at, &[Role::From, Role::Above]));
        let opens = from.or(Some(at)).and_then(|at| at.checked_sub(1));
        let bracket = opens.filter(|at| self.kind(*at) == Some(Kind::Mark('(')));
        let outer = bracket.and_then(|at| at.checked_sub(1));
        [before, outer].into_iter().flatten().any(band)
    }

    /// The group that is named behind its points, and where it stands: “giảm 0,67 điểm ở nhóm A”.
    pub(super) fn whose(&self, end: usize) -> Option<(Subject, usize)> {
        let next = self.skip(end, &[Role::OfWhom, Role::AxisNoun]);
        let Some(Kind::Axis(index)) = self.kind(next).filter(|_| self.lone) else {
            return None;
        };
        let ends = match self.kind(next + 1) {
            None | Some(Kind::Mark(',' | ';' | ')') | Kind::When(_) | Kind::Number(_)) => true,
            Some(Kind::Role(role)) => [Role::And, Role::Versus].contains(&role),
            _ => false,
        };
        ends.then_some((Subject::Axis(index), next))
    }

    /// A rank, of whom is spoken or of whom it says itself.
    fn rank(&mut self, at: usize, end: usize, said: Said) -> usize {
        // “đơn vị xếp hạng 1 là …” is another.
        if self.set.is_some_and(|set| !set.axes) {
            return end;
        }
        let when = self.stated_when(at, end);
        match self.ceded_to(end) {
            Some(other) => self.claim(other, at, end, when, said, false),
            None => self.say(at, end, when, said),
        }
        end
    }

    /// “nhường hạng 6 cho xã A”: the rank is of the unit that follows.
    fn ceded_to(&self, end: usize) -> Option<Subject> {
        let name = self.skip(end + 1, &[Role::UnitNoun, Role::Own]);
        match self.kind(name) {
            Some(Kind::Unit(index)) if self.is_hint(end, Hint::Cedes) => Some(Subject::Unit(index)),
            _ => None,
        }
    }

    /// Whether points are those that lack to all: “trục mất nhiều nhất là A (3 điểm)”.
    fn lacking(&mut self, at: usize, end: usize, value: Decimal) -> bool {
        let back = self.skip_back(at, &[Role::Achieves, Role::Points]);
        let bracket = at > 0 && self.kind(at - 1) == Some(Kind::Mark('('));
        let lacks = |at: usize| self.is(at, Role::Lacks);
        // “chỉ thiếu chưa tới 0,5 điểm”
        let bounds = [Role::Below, Role::Above, Role::Near, Role::About];
        let bounded = self.any(at.saturating_sub(1), &bounds);
        if bounded && self.skip_back(at, &bounds).is_some_and(lacks) {
            return true;
        }
        // “còn cách mức tối đa của nhóm A 0,55 điểm”
        let named = back.filter(|at| matches!(self.kind(*at), Some(Kind::Axis(_))));
        let named = named.and_then(|at| self.skip_back(at, &[Role::AxisNoun, Role::OfWhom]));
        if named.is_some_and(lacks) {
            self.say(at, end, self.when, Said::Lacks(value));
            return true;
        }
        // “còn mất 9,26 điểm, nhiều nhất ở nhóm A với 3,84 điểm”
        let superlative =
            |at: usize| self.any(at, &[Role::Highest, Role::Lowest]) || self.stands(at, Hint::Then);
        let extreme = (self.clause..at).any(superlative);
        let of_lacking = self.begins_with_lacking(at);
        if !(back.is_some_and(lacks) || (bracket || extreme) && (0..at).any(lacks) || of_lacking) {
            return false;
        }
        if let Some((group, _)) = self.whose(end + 1) {
            self.subjects = vec![group];
        }
        // “còn thiếu 2,17 điểm để được xếp loại Xuất sắc”
        let band = |at: usize| matches!(self.kind(at), Some(Kind::Band(_)));
        if !(end..self.tokens.len()).any(band) {
            self.say(at, end, self.when, Said::Lacks(value));
        }
        true
    }

    /// “nhóm số hóa chiếm 22 trên 100 điểm”.
    fn of_maximum(&self, value: Decimal, of: Option<Decimal>) -> Option<Said> {
        let axis = matches!(self.subjects.last(), Some(Subject::Axis(_)));
        (axis && of == Some(Decimal::ONE_HUNDRED)).then_some(Said::Possible(value))
    }

    /// “đúng bằng 3/4 số đang cung cấp”.
    fn is_fraction(&self, of: Option<Decimal>, end: usize) -> bool {
        of.is_some_and(|of| of < Decimal::TEN) && self.is(end, Role::Filler)
    }

    /// “0,15 điểm ở trục tiến độ”: of the group whose name follows, and nobody knows what.
    fn is_of_another(&self, end: usize) -> bool {
        // “phần 0,67 điểm bị mất ở trục A”
        let end = self.skip(end, &[Role::Lacks, Role::Rises, Role::Falls]);
        let name = self.skip(end, &[Role::OfWhom, Role::AxisNoun, Role::From]);
        // “0,49 điểm từ A và B”
        let led = self.is(end, Role::OfWhom) && self.is(end + 1, Role::AxisNoun);
        let led = led || self.is(end, Role::From);
        match (self.kind(name), self.subjects.last()) {
            (Some(Kind::Axis(named)), Some(Subject::Axis(last))) => led && named != *last,
            _ => false,
        }
    }

    /// Whether a sentence is of points that lack: “trong 12,35 điểm chưa đạt được, nhóm A là 4,6 điểm”, “số điểm
    /// còn thiếu là 6,23 điểm, gồm: A 0,20 điểm; B 0,11 điểm”.
    pub(super) fn begins_with_lacking(&self, at: usize) -> bool {
        let led = self.is_hint(0, Hint::Among) && self.number(1).is_some();
        let mark = if led { ',' } else { ':' };
        let end = (0..at).find(|at| self.kind(*at) == Some(Kind::Mark(mark)));
        let lacks = |at: usize| {
            let denied = self.is(at, Role::Not) && self.is(at + 1, Role::Achieves);
            denied || self.is(at, Role::Lacks)
        };
        let points = |at: usize| self.number(at).is_some() && self.is(at + 1, Role::Points);
        let achieved = self.kind_before(at) == Some(Kind::Role(Role::Achieves));
        let told = |end| (0..end).any(lacks) && (0..end).any(points);
        !achieved && end.is_some_and(told)
    }

    /// “05 đơn vị đạt từ 19,50 điểm tiến độ trở lên”: of a part of their points.
    fn is_of_a_part(&self, at: usize, end: usize) -> bool {
        let from = self.stretch(at).start;
        let axis = |at: usize| matches!(self.kind(at), Some(Kind::Axis(_)));
        let part = (from..=end).any(axis) || self.is(end, Role::Described);
        part && self.set.is_some_and(|set| !set.axes)
    }

    /// “vượt ngưỡng 90 điểm là 3,77 điểm”.
    fn is_how_far(&self, at: usize) -> bool {
        let level = |at: usize| self.number(at).is_some() && self.is(at + 1, Role::Points);
        let beyond = (self.clause..at).any(|at| self.any(at, &[Role::Above, Role::Apart]));
        let told = at.checked_sub(1).is_some_and(|at| self.is(at, Role::Is));
        beyond && told && (self.clause..at).any(level)
    }

    /// Points, of one subject or of a set.
    fn points(&mut self, at: usize, mut end: usize, value: Decimal, of: Option<Decimal>) -> usize {
        // “đã giải quyết lần lượt 1.690 hồ sơ và 1.271 hồ sơ”
        if self.is(end, Role::Counted) {
            return end;
        }
        end += usize::from(self.is(end, Role::Points));
        if let Some((group, next)) = self.whose(end) {
            self.subjects = vec![group];
            // “mất 0,50 điểm ở A và 0,15 điểm ở B”
            if self.kind_before(at) != Some(Kind::Role(Role::Achieves)) {
                return next + 1;
            }
        }
        let far = (self.clause..at).any(|at| self.stands(at, Hint::Distance));
        // “quá nửa trong 7,46 điểm còn thiếu”
        let whole = at > self.clause && self.is_hint(at - 1, Hint::Among);
        // “…, thêm 5,39 điểm”
        let more = at > 0 && at - 1 == self.clause && self.is_hint(at - 1, Hint::Short);
        let other = far || whole || more || self.is_of_another(end);
        if self.is_of_a_part(at, end) || self.is_how_far(at) || other {
            return end;
        }
        let bound = self.bound(at, end);
        end += usize::from(bound == Bound::AtLeast);
        let before = at.checked_sub(1);
        let achieves = before.is_some_and(|at| self.is(at, Role::Achieves));
        let bracket = before.is_some_and(|at| self.kind(at) == Some(Kind::Mark('(')));
        // “xuất sắc (90 điểm)” and “thang 100 điểm” tell no points.
        if self.follows_band(at) || value == Decimal::ONE_HUNDRED && of.is_none() && !achieves {
            return end;
        }
        if value.is_sign_negative() {
            let fell = Said::Changed(Ordering::Less, false, Some(-value));
            self.say(at, end, self.versus(end), fell);
            return end;
        }
        // “29 đơn vị từ 80 đến dưới 90 điểm” is bounded twice.
        let to = self.skip_back(at, &[Role::Below, Role::Above]);
        if to.is_some_and(|at| self.is(at, Role::To)) && self.set.is_some() {
            return end;
        }
        let set = self.set.filter(|set| !set.axes && set.count.is_some());
        if let Some(set) = set.filter(|set| self.in_set(set, at)) {
            return self.group(set, at, end, Property::Points(bound, value), self.when);
        }
        if let Some(way) = self
            .way
            .filter(|_| (bracket || self.by && !achieves) && of.is_none())
        {
            self.by = self.in_turn.is_some();
            let versus = self.versus(end);
            self.say(at, end, versus, Said::Changed(way, false, Some(value)));
            return end;
        }
        if self.subjects.is_empty() && self.tells_period(at) {
            self.subjects.push(Subject::Total);
        }
        let when = self.stated_when(at, end);
        let said = self
            .of_maximum(value, of)
            .unwrap_or(Said::Points(bound, value, of));
        self.say(at, end, when, said);
        end
    }

    /// Whether a number is a rank: “xếp hạng của xã: 11”.
    pub(super) fn ranked(&self, at: usize) -> bool {
        let quiet = [
            Role::OfWhom,
            Role::Is,
            Role::Own,
            Role::Rank,
            Role::Achieves,
        ];
        let back = (0..at).rev().take(6).find(|at| match self.kind(*at) {
            Some(Kind::Own | Kind::Mark(':')) => false,
            Some(Kind::Role(Role::Rank)) => true,
            Some(Kind::Role(Role::Filler)) => false,
            Some(Kind::Role(role)) => !quiet.contains(&role),
            _ => true,
        });
        back.is_some_and(|at| self.is(at, Role::Rank))
    }

    /// Of which period a figure is: as its own words say, or those before.
    pub(super) fn stated_when(&self, at: usize, end: usize) -> When {
        let next = self.skip(end, &[Role::OfWhom, Role::Points]);
        if let (Some(Kind::When(when)), true) =
            (self.kind(next), next > end || self.is(end, Role::OfWhom))
        {
            return when;
        }
        // “85,37 điểm tháng 9 và 87,83 điểm tháng 10”
        if let (Some(Kind::When(when)), true) = (self.kind(end), self.is(end - 1, Role::Points))
            && matches!(
                self.kind(end + 1),
                None | Some(Kind::Mark(_) | Kind::Role(Role::And))
            )
        {
            return when;
        }
        let back = (self.clause.saturating_sub(3)..at)
            .rev()
            .find_map(|at| match self.kind(at) {
                Some(Kind::When(when)) => Some(Some(when)),
                Some(Kind::Role(Role::Versus)) => Some(Some(When::Before)),
                Some(Kind::Mark('(' | ':') | Kind::Role(_)) => None,
                _ => Some(None),
            });
        let opened = self.clause > 0 && self.kind(self.clause - 1) == Some(Kind::Mark('('));
        let compared = || (self.clause..at).any(|at| self.is(at, Role::Versus));
        match back.flatten() {
            Some(when) if opened || compared() => when,
            _ => self.when,
        }
    }

    pub(super) fn bound(&self, at: usize, end: usize) -> Bound {
        if self.is(end, Role::AtLeast) {
            return Bound::AtLeast;
        }
        if self.is(end, Role::AtMost) {
            return Bound::AtMost;
        }
        let achieved = self.skip_back(at, &[Role::Achieves]);
        if achieved.is_some_and(|at| self.is(at, Role::Not)) {
            return Bound::Below;
        }
        self.led_bound(at)
    }
}
