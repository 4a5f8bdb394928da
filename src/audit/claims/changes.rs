//! Reading what is said to rise, to fall or to stay: points, ranks, bands.

use std::cmp::Ordering;

use super::asked::Tokens;
use super::reader::Reader;
use super::said::{Bound, Property, Read, Said, Subject};
use super::token::{Kind, When};
use super::vocabulary::{Hint, Role};

impl Reader<'_> {
    /// “từ 20,3 lên 20,75 điểm”, “từ hạng 14 lên hạng 11”, “từ 90 điểm trở lên”.
    pub(super) fn from(&mut self, at: usize) -> usize {
        let quiet = [Role::Rank, Role::Points, Role::Achieves];
        let first = self.skip(at + 1, &quiet);
        let Some(before) = self.number(first) else {
            return at + 1;
        };
        // “từ 26/92 lên 18/92 xã, phường”
        let whole = |at: usize| match self.kind(at) {
            Some(Kind::Mark('/')) if self.number(at + 1).is_some() => at + 2,
            _ => at,
        };
        let rate = self.kind(first + 1) == Some(Kind::Mark('%'));
        let Some(to) = self.turn_from(whole(first + 1 + usize::from(rate))) else {
            return at + 1;
        };
        // “từ 85,04% lên 88,12%”: the first is of then.
        if rate {
            return to;
        }
        let last = self.skip(to + 1, &quiet);
        let Some(now) = self.number(last) else {
            return last;
        };
        // “từ 548 lên 589 hồ sơ”, “từ 85% lên 88%” are no points.
        let end = whole(last + 1);
        if self.is(end, Role::Counted) || self.kind(end) == Some(Kind::Mark('%')) {
            return end;
        }
        let placed = (at..last).any(|at| self.is(at, Role::Rank));
        if placed
            && !matches!(
                self.subjects.last(),
                Some(Subject::Unit(_) | Subject::Other)
            )
        {
            self.subjects = vec![Subject::Rank];
        }
        // “xã A vượt xã B, từ vị trí thứ 7 lên thứ 6”: which of them is told by no word.
        if self.subjects.len() > 1 && self.in_turn.is_none() {
            return last + 1;
        }
        let rank = placed || self.subjects == [Subject::Rank];
        let said = |value| match rank {
            true => Said::Rank(value, None),
            false => Said::Points(Bound::Exact, value, None),
        };
        // “sau 06 tháng tăng từ 79,15 lên 87,83 điểm”
        let range = self.range_before(at);
        let is = |when| range.is_none_or(|(first, _)| first == when);
        if matches!(self.when, When::Now | When::Before) && is(When::Before) {
            self.say(at, last + 1, When::Before, said(before));
        }
        if range.is_none_or(|(_, last)| last == When::Now) {
            self.say(at, last + 1, When::Now, said(now));
        }
        last + 1
    }

    /// From which period to which a sentence goes: “từ tháng 4 đến tháng 10, xã từ 79,15 lên 87,83 điểm”.
    fn range_before(&self, at: usize) -> Option<(When, When)> {
        let period = |at: usize| match self.kind(at) {
            Some(Kind::When(when)) => Some(when),
            _ => None,
        };
        (0..at).find_map(|at| {
            let led = self.is(at, Role::From) && self.reaches(at + 2);
            period(at + 1).zip(period(at + 3)).filter(|_| led)
        })
    }

    /// Whether a sentence is of the time since another period than the one before.
    fn spans_from_another(&self, at: usize) -> bool {
        let range = self.range_before(at);
        range.is_some_and(|range| range != (When::Before, When::Now))
    }

    /// “hơn tháng 9 là 0,25 điểm”, “thua kỳ trước 0,25 điểm”: which way something changed since then.
    pub(super) fn than_before(&self, at: usize) -> Option<Ordering> {
        let next = self.skip(at + 1, &[]);
        let since = matches!(self.kind(next), Some(Kind::When(when)) if when != When::Now);
        let amount = self.skip(next + 1, &[Role::Is]);
        let points = self.number(amount).is_some() && self.is(amount + 1, Role::Points);
        let is = |hint| self.is_hint(at, hint);
        match (is(Hint::More), is(Hint::Less)) {
            _ if !since || !points => None,
            (true, false) => Some(Ordering::Greater),
            (false, true) => Some(Ordering::Less),
            _ => None,
        }
    }

    /// “lên 03 bậc”, “xuống 02 hạng”.
    pub(super) fn moved(&mut self, at: usize, way: Ordering) -> usize {
        let next = self.skip(at + 1, &[]);
        let places = [Role::Places, Role::Rank]
            .iter()
            .any(|role| self.is(next + 1, *role));
        // “hạng lên mà điểm lại giảm”
        let rank = at.checked_sub(1).is_some_and(|at| self.is(at, Role::Rank));
        let ends = match self.kind(at + 1) {
            None | Some(Kind::Mark(',' | ';')) => true,
            kind => kind == Some(Kind::Role(Role::And)),
        };
        match self.number(next) {
            Some(_) if places => self.changed(at, way),
            None if rank && ends && self.subjects == [Subject::Rank] => {
                self.say(at, at + 1, When::Before, Said::Changed(way, false, None));
                at + 1
            }
            _ => at + 1,
        }
    }

    /// With which period is compared: after the words, or anywhere in the sentence.
    pub(super) fn versus(&self, from: usize) -> When {
        let after = |at: usize| {
            self.next(at + 1, 5)
                .iter()
                .find_map(|token| match token.kind {
                    Kind::When(when) => Some(when),
                    Kind::Unit(_) => Some(When::Other),
                    Kind::Role(
                        Role::Maximum
                        | Role::Other
                        | Role::UnitNoun
                        | Role::Whole
                        | Role::Own
                        | Role::Highest
                        | Role::Lowest,
                    ) => Some(When::Other),
                    _ => None,
                })
        };
        // “so với tháng 4 … tăng 8,68 điểm; riêng tháng này tăng 2,46 điểm”: that of its own part only.
        let now = |at: usize| self.kind(at) == Some(Kind::When(When::Now));
        let own = (self.clause..from).any(now);
        let first = if own { self.stretch(from).start } else { 0 };
        let all = || (from..self.tokens.len()).chain(first..from);
        let mut marks = all().filter(|at| self.is(*at, Role::Versus));
        let direct = self
            .next(from, 3)
            .iter()
            .find_map(|token| match token.kind {
                Kind::When(when) => Some(when),
                _ => None,
            });
        let compared = marks.find_map(after).or(direct);
        // “so với kỳ trước (tháng 9)”: the month tells.
        let other = all().any(|at| {
            self.kind(at) == Some(Kind::When(When::Month))
                && self.kind_before(at) == Some(Kind::Mark('('))
                && at.checked_sub(2).and_then(|at| self.kind(at)) == Some(Kind::When(When::Before))
        });
        match (other, compared) {
            (true, _) => When::Month,
            (false, compared) => compared.unwrap_or(match self.when {
                When::Now if !self.spans_from_another(from) => When::Before,
                _ => When::Other,
            }),
        }
    }

    pub(super) fn changed(&mut self, at: usize, way: Ordering) -> usize {
        self.way = None;
        self.by = false;
        // “Trung tâm duy trì giao ban hằng tuần”
        let other = [Kind::Word(false), Kind::Role(Role::Plan)].map(Some);
        if self.is_hint(at, Hint::Keeps) && other.contains(&self.kind(at + 1)) {
            return at + 1;
        }
        // “tăng 2,46 điểm, hơn mức tăng 1,47 điểm của tháng 9”
        let led = self.skip_back(at, &[]);
        if led.is_some_and(|at| self.is(at, Role::Above)) {
            return self.past_points(at);
        }
        let ended = self.than_another(at).or_else(|| self.remains(at, way));
        if let Some(end) = ended.or_else(|| self.regraded(at, way)) {
            return end;
        }
        let denied = self
            .skip_back(at, &[Role::Points, Role::Achieves])
            .is_some_and(|at| self.is(at, Role::Not));
        let quiet = [Role::Points, Role::Is, Role::Rate];
        let mut next = self.skip(at + 1, &quiet);
        if self.is(next, Role::Highest) {
            // “vươn lên dẫn đầu” is of the place.
            let way = self.ends_in(next, Hint::Most).then_some(way);
            return self.extreme(at, next + 1, false, way);
        }
        if matches!(self.kind(next), Some(Kind::When(_))) {
            next = self.skip(next + 1, &quiet);
        }
        // “loại Tốt có 03 xã (A, B, C), ít hơn tháng 10 một xã”
        if self.number(next).is_some() && self.is(next + 1, Role::UnitNoun) {
            return next + 2;
        }
        if self.is(next, Role::OfWhom) {
            (self.way, self.by) = (Some(way), true);
            return at + 1;
        }
        self.changed_by(at, next, way, denied)
    }

    /// Behind an amount with its unit, or with its whole: “giữ nguyên 8,44/10 điểm”.
    fn past_whole(&self, at: usize) -> usize {
        match self.kind(at + 1) {
            Some(Kind::Mark('/')) if self.number(at + 2).is_some() => at + 3,
            // “(tháng 9: 92,62; tăng 1,15)”: the bracket closes.
            Some(Kind::Mark('/' | ')' | ',' | ';')) => at + 1,
            _ => at + 2,
        }
    }

    /// The same, by what stands at `next`.
    fn changed_by(&mut self, at: usize, mut next: usize, way: Ordering, denied: bool) -> usize {
        let quiet = [Role::Points, Role::Is, Role::Rate];
        // “giảm 03 hồ sơ”, “tăng 0,2%”: no points.
        let other = [Kind::Mark('%'), Kind::Role(Role::Counted)].map(Some);
        let level = [Role::Exists, Role::Up, Role::Down, Role::To];
        let past = self.skip(next, &level);
        if self.number(past).is_some() && other.contains(&self.kind(past + 1)) {
            return if past == next { next + 2 } else { past };
        }
        let ranks = self.is(next, Role::Rank) && self.number(next + 1).is_none();
        if ranks || self.is(next, Role::From) && self.is(next + 1, Role::Rank) {
            self.subjects = vec![Subject::Rank];
        }
        let level = self.any(next, &[Role::Up, Role::Down, Role::To]);
        let above = self.is(next, Role::Above);
        if level || above {
            next = self.skip(next + 1, &quiet);
        }
        let places = self.any(next + 1, &[Role::Places, Role::Rank]);
        let unit = places || self.is(next + 1, Role::Points);
        let amount = self
            .number(next)
            .filter(|amount| unit || amount.scale() > 0);
        let end = amount.map_or(at + 1, |_| self.past_whole(next));
        let versus = match self.kind(self.skip(at + 1, &[])) {
            // “thấp hơn tháng 10 là 0,16 điểm”
            Some(Kind::When(when)) => when,
            _ => self.versus(end),
        };
        if amount.is_some() {
            self.may_take_turns(next);
            self.turns_to(end, places);
        }
        let set = self.set.filter(|_| !places || self.only);
        if let Some(set) = set.filter(|set| self.only || self.in_set(set, at)) {
            // “sáu đơn vị cao hơn và bốn đơn vị thấp hơn mức này” are held against no time.
            if self.ends_in(at, Hint::Than) && !self.names_time() {
                return end;
            }
            let more = amount.filter(|_| above);
            return self.group(set, at, end, Property::Changed(way, more), versus);
        }
        if places && !self.climbs(amount.is_some()) {
            return end;
        }
        match amount {
            Some(amount) if way == Ordering::Equal || level => {
                self.say(at, end, versus, Said::Changed(way, denied, None));
                self.say(at, end, When::Now, Said::Points(Bound::Exact, amount, None));
            }
            Some(_) if above => {}
            amount => self.say(at, end, versus, Said::Changed(way, denied, amount)),
        }
        // “lần lượt tăng 0,08 điểm và 0,07 điểm”
        if amount.is_some() && self.in_turn.is_some() && way != Ordering::Equal {
            (self.way, self.by) = (Some(way), true);
        }
        // “giảm nhẹ (0,21 điểm)”
        if amount.is_none() && self.kind(self.skip(at + 1, &[])) == Some(Kind::Mark('(')) {
            self.way = Some(way).filter(|way| *way != Ordering::Equal);
        }
        end
    }

    /// Of what an amount of points is by which something changed.
    fn turns_to(&mut self, end: usize, places: bool) {
        if places {
            return;
        }
        // “tháng tăng điểm thứ tư liên tiếp, cao hơn tháng 9 là 2,46 điểm”
        if self.subjects == [Subject::Rank] {
            self.subjects = vec![Subject::Total];
        }
        if let Some((group, _)) = self.whose(end) {
            self.subjects = vec![group];
        }
    }

    /// Whether the sentence says with which time something is compared.
    fn names_time(&self) -> bool {
        let then = |at: usize| matches!(self.kind(at), Some(Kind::When(when)) if when != When::Now);
        (0..self.tokens.len()).any(|at| then(at) || self.is(at, Role::Versus))
    }

    /// “cao hơn phường Rạch Giá 1,2 điểm” is no change.
    fn than_another(&self, at: usize) -> Option<usize> {
        if self.than_told(at) {
            let number = (at..at + 6).find(|at| self.number(*at).is_some());
            return Some(number.unwrap_or(at) + 1);
        }
        let next = self.skip(at + 1, &[Role::Points, Role::UnitNoun, Role::Own]);
        let than = self.ends_in(at, Hint::Than);
        let other = matches!(
            self.kind(next),
            Some(
                Kind::Unit(_)
                    | Kind::Role(Role::Other | Role::Whole | Role::Highest | Role::Lowest)
            )
        );
        // “cao hơn ngưỡng loại Xuất sắc 2,54 điểm”
        let band = (at + 1..at + 5).any(|at| matches!(self.kind(at), Some(Kind::Band(_))));
        // “tỷ lệ 98%, cao hơn tỷ lệ chung”, “… mà tỷ lệ số hóa vẫn cao hơn” of a unit
        let general = |at: usize| self.is(at, Role::Rate) || self.is_hint(at, Hint::General);
        let unit = matches!(self.subjects.last(), Some(Subject::Unit(_)));
        let rated = unit && (self.clause..at).any(|at| self.is(at, Role::Rate));
        let rated = rated && !self.names_time();
        let other = other || band || rated || (at + 1..at + 4).any(general);
        let number = |from: usize| (from..from + 6).find(|at| self.number(*at).is_some());
        // “cao hơn mốc 90 điểm 3,77 điểm”
        let mark = (at + 1..at + 3).find(|at| self.is_hint(*at, Hint::Threshold));
        let mark = mark.filter(|at| self.number(at + 1).is_some() && self.is(at + 2, Role::Points));
        let next = mark.map_or(next, |at| at + 3);
        let other = other || mark.is_some();
        (than && other).then(|| number(next).unwrap_or(next) + 1)
    }

    /// “xã tụt loại so với tháng trước” is of no points; which of several units did, tables know.
    fn regraded(&mut self, at: usize, way: Ordering) -> Option<usize> {
        let next = self.skip(at + 1, &[]);
        if way == Ordering::Equal || !self.is(next, Role::BandNoun) {
            return None;
        }
        let other = matches!(
            self.subjects.last(),
            Some(Subject::Unit(_) | Subject::Other)
        );
        let banded = matches!(self.kind(next + 1), Some(Kind::Band(_)));
        if self.lone && self.set.is_none() && !other && !banded {
            let before = std::mem::replace(&mut self.subjects, vec![Subject::Grade]);
            let denied = self
                .skip_back(at, &[])
                .is_some_and(|at| self.is(at, Role::Not));
            let versus = self.versus(next + 1);
            self.say(at, next + 1, versus, Said::Changed(way, denied, None));
            self.subjects = before;
        }
        Some(next + 1)
    }

    /// “duy trì trong nhóm 10 đơn vị dẫn đầu” and “duy trì xếp loại Tốt” say nothing of points.
    fn remains(&mut self, at: usize, way: Ordering) -> Option<usize> {
        if way != Ordering::Equal {
            return None;
        }
        // “không còn giữ được điểm tuyệt đối như tháng trước”
        if self.kind_before(at) == Some(Kind::Role(Role::Maximum)) {
            return Some(at + 1);
        }
        let inside = self.is_hint(at + 1, Hint::Among);
        if inside && !matches!(self.kind(at + 2), Some(Kind::When(_))) {
            return Some(at + 2);
        }
        let next = self.skip(at + 1, &[]);
        if matches!(self.kind(next), Some(Kind::Band(_))) {
            return Some(next);
        }
        if !self.is(next, Role::BandNoun) {
            return None;
        }
        let before = self.subjects.clone();
        let own = !matches!(before.last(), Some(Subject::Unit(_) | Subject::Other));
        if own && !matches!(self.kind(next + 1), Some(Kind::Band(_))) {
            self.subjects = vec![Subject::Grade];
            let versus = self.versus(next + 1);
            self.say(at, next + 1, versus, Said::Changed(way, false, None));
            self.subjects = before;
        }
        Some(next)
    }

    /// “xếp loại của xã không thay đổi”, “xếp loại tăng một bậc”.
    pub(super) fn graded(&mut self, at: usize) -> usize {
        let own = |at: &usize| match self.kind(*at) {
            Some(Kind::Own) => true,
            Some(Kind::Role(role)) => {
                [Role::OfWhom, Role::Own, Role::UnitNoun, Role::Filler].contains(&role)
            }
            _ => false,
        };
        let next = (at + 1..)
            .take_while(own)
            .last()
            .map_or(at + 1, |last| last + 1);
        if self.any(next, &[Role::Rises, Role::Falls, Role::Stays]) {
            self.subjects = vec![Subject::Grade];
            self.closed = false;
            return next;
        }
        at + 1
    }

    /// Speaks of the rank or the band, of which places are said; not of other units: their
    /// ranks in the period before are in no table.
    fn climbs(&mut self, by: bool) -> bool {
        if let Some(Subject::Unit(_) | Subject::Other) = self.subjects.last() {
            return false;
        }
        let graded = matches!(self.read.last(), Some(Read::Claim(last)) if matches!(last.said, Said::Band(..)));
        if by && self.subjects != [Subject::Grade] {
            let of = if graded {
                Subject::Grade
            } else {
                Subject::Rank
            };
            self.subjects = vec![of];
        }
        true
    }
}
