//! Reading what is said in words: rising and falling, the most and the least, sets and their members.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::grammar::Role;
use super::said::{Bound, Claim, Group, Property, Read, Said, Subject};
use super::tokens::{Kind, When};

use super::reader::{Reader, Set};

impl Reader<'_> {
    /// Whether a word before this one, in the same clause, denies it.
    pub(super) fn denied(&self, at: usize) -> bool {
        let from = self.set.map_or(self.clause, |set| set.at.saturating_sub(2));
        let near = from.max(at.saturating_sub(5));
        (near..at).any(|at| self.is(at, Role::Not))
    }

    /// “từ 20,3 lên 20,75 điểm”, “từ hạng 14 lên hạng 11”, “từ 90 điểm trở lên”.
    pub(super) fn from(&mut self, at: usize) -> usize {
        let quiet = [Role::Rank, Role::Points, Role::Achieves];
        let first = self.skip(at + 1, &quiet);
        let Some(before) = self.number(first) else {
            return at + 1;
        };
        let way = [Role::Points, Role::Rises, Role::Falls];
        let to = self.skip(first + 1, &way);
        let to = self.skip(self.aside(to), &way);
        if ![Role::Up, Role::Down, Role::To, Role::Exists]
            .iter()
            .any(|role| self.is(to, *role))
        {
            return at + 1;
        }
        let last = self.skip(to + 1, &quiet);
        let Some(now) = self.number(last) else {
            return last;
        };
        let rank = (at..last).any(|at| self.is(at, Role::Rank)) || self.subjects == [Subject::Rank];
        let said = |value| match rank {
            true => Said::Rank(value, None),
            false => Said::Points(Bound::Exact, value, None),
        };
        self.say(at, last + 1, When::Before, said(before));
        self.say(at, last + 1, When::Now, said(now));
        last + 1
    }

    /// Behind brackets that only name a period: “9,2 điểm (tháng 9)”.
    fn aside(&self, at: usize) -> usize {
        let period = matches!(self.kind(at + 1), Some(Kind::When(_)));
        let brackets = self.kind(at) == Some(Kind::Mark('('));
        match brackets && period && self.kind(at + 2) == Some(Kind::Mark(')')) {
            true => at + 3,
            false => at,
        }
    }

    /// “lên 03 bậc”, “xuống 02 hạng”.
    pub(super) fn moved(&mut self, at: usize, way: Ordering) -> usize {
        let next = self.skip(at + 1, &[]);
        let places = [Role::Places, Role::Rank]
            .iter()
            .any(|role| self.is(next + 1, *role));
        match self.number(next) {
            Some(_) if places => self.changed(at, way),
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
        let all = || (from..self.tokens.len()).chain(0..from);
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
                && at > 1
                && matches!(self.kind(at - 1), Some(Kind::Mark('(')))
                && matches!(self.kind(at - 2), Some(Kind::When(When::Before)))
        });
        match (other, compared) {
            (true, _) => When::Month,
            (false, compared) => compared.unwrap_or(match self.when {
                When::Now => When::Before,
                _ => When::Other,
            }),
        }
    }

    pub(super) fn changed(&mut self, at: usize, way: Ordering) -> usize {
        self.way = None;
        self.by = false;
        if let Some(end) = self.than_another(at).or_else(|| self.remains(at, way)) {
            return end;
        }
        let denied = self
            .skip_back(at, &[Role::Points, Role::Achieves])
            .is_some_and(|at| self.is(at, Role::Not));
        let quiet = [Role::Points, Role::Is, Role::Rate];
        let mut next = self.skip(at + 1, &quiet);
        if self.is(next, Role::Highest) {
            return self.extreme(at, next + 1, false, Some(way));
        }
        if matches!(self.kind(next), Some(Kind::When(_))) {
            next = self.skip(next + 1, &quiet);
        }
        if self.is(next, Role::OfWhom) {
            (self.way, self.by) = (Some(way), true);
            return at + 1;
        }
        // “giảm 03 hồ sơ”, “tăng 0,2%”: no points.
        let other = [Kind::Mark('%'), Kind::Role(Role::Counted)].map(Some);
        if self.number(next).is_some() && other.contains(&self.kind(next + 1)) {
            return next + 2;
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
        let end = if amount.is_some() { next + 2 } else { at + 1 };
        let versus = match self.kind(self.skip(at + 1, &[])) {
            // “thấp hơn tháng 10 là 0,16 điểm”
            Some(Kind::When(when)) => when,
            _ => self.versus(end),
        };
        if let Some(set) = self.set.filter(|set| self.only || self.in_set(set, at)) {
            let more = amount.filter(|_| above);
            return self.group(set, at, end, Property::Changed(way, more), versus);
        }
        if places
            && matches!(
                self.subjects.last(),
                Some(Subject::Unit(_) | Subject::Other)
            )
        {
            // The ranks of others in the period before are in no table.
            return end;
        }
        let graded = matches!(
            self.read.last(),
            Some(Read::Claim(Claim {
                said: Said::Band(..),
                ..
            }))
        );
        if amount.is_some() && places && self.subjects != [Subject::Grade] {
            self.subjects = vec![if graded {
                Subject::Grade
            } else {
                Subject::Rank
            }];
        }
        match amount {
            Some(amount) if way == Ordering::Equal || level => {
                self.say(at, end, versus, Said::Changed(way, denied, None));
                self.say(at, end, When::Now, Said::Points(Bound::Exact, amount, None));
            }
            Some(_) if above => {}
            amount => self.say(at, end, versus, Said::Changed(way, denied, amount)),
        }
        end
    }

    /// “cao hơn phường Rạch Giá 1,2 điểm” is no change.
    fn than_another(&self, at: usize) -> Option<usize> {
        let next = self.skip(at + 1, &[Role::Points, Role::UnitNoun, Role::Own]);
        let than = self.words(at).ends_with("hơn");
        let other = matches!(
            self.kind(next),
            Some(
                Kind::Unit(_)
                    | Kind::Role(Role::Other | Role::Whole | Role::Highest | Role::Lowest)
            )
        );
        let number = (next..next + 6).find(|at| self.number(*at).is_some());
        (than && other).then(|| number.unwrap_or(next) + 1)
    }

    /// “duy trì trong nhóm 10 đơn vị dẫn đầu” and “duy trì xếp loại Tốt” say nothing of points.
    fn remains(&mut self, at: usize, way: Ordering) -> Option<usize> {
        if way != Ordering::Equal {
            return None;
        }
        let inside = self.words(at + 1) == "trong";
        if inside && !matches!(self.kind(at + 2), Some(Kind::When(_))) {
            return Some(at + 2);
        }
        let next = self.skip(at + 1, &[]);
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

    /// Whether words say something of the set that is spoken of.
    pub(super) fn in_set(&self, set: &Set, at: usize) -> bool {
        let between = self.tokens.get(set.at..at).unwrap_or_default();
        let rest = between
            .iter()
            .any(|token| token.kind == Kind::Role(Role::Rest));
        let named = matches!(
            self.subjects.as_slice(),
            [Subject::Axis(_) | Subject::Unit(_), ..]
        );
        !rest && (!named || !self.before.is_empty() || set.count.is_some())
    }

    /// The names that follow a set, and where they end.
    pub(super) fn members(&self, from: usize) -> (Vec<Subject>, usize, bool) {
        let mut members = Vec::new();
        let skipped = |at: &usize| match self.kind(*at) {
            Some(Kind::When(_)) => true,
            // “thấp nhất trong sáu trục là …”
            Some(Kind::Number(_)) => self.any(*at + 1, &[Role::AxisNoun, Role::UnitNoun]),
            Some(Kind::Role(Role::AxisNoun | Role::UnitNoun)) => self.is(*at + 1, Role::Is),
            Some(Kind::Mark(',')) => self.is(*at + 1, Role::Is),
            Some(Kind::Role(role)) => matches!(
                role,
                Role::Filler
                    | Role::Points
                    | Role::Versus
                    | Role::Only
                    | Role::Achieves
                    | Role::Highest
                    | Role::Maximum
            ),
            _ => false,
        };
        let mut at = (from..)
            .take_while(skipped)
            .last()
            .map_or(from, |last| last + 1);
        if !self.is(at, Role::Is) && !matches!(self.kind(at), Some(Kind::Mark(':' | '('))) {
            return (members, from, false);
        }
        let inside = self.kind(at) == Some(Kind::Mark('('));
        let (mut depth, mut clean) = (0u32, true);
        at += 1;
        while let Some(kind) = self.kind(at) {
            match kind {
                Kind::Mark('(') => depth += 1,
                Kind::Mark(')') if depth == 0 => break,
                Kind::Mark(')') => depth -= 1,
                _ if depth > 0 => {}
                Kind::Axis(index) => members.push(Subject::Axis(index)),
                Kind::Unit(index) => members.push(Subject::Unit(index)),
                Kind::Mark(',' | ':')
                | Kind::Role(
                    Role::And
                    | Role::AxisNoun
                    | Role::UnitNoun
                    | Role::Own
                    | Role::Is
                    | Role::Filler,
                ) => {}
                Kind::Mark(';') => break,
                _ => {
                    clean = !inside && members.len() > 1;
                    break;
                }
            }
            at += 1;
        }
        (members, at, clean)
    }

    pub(super) fn group(
        &mut self,
        set: Set,
        at: usize,
        end: usize,
        property: Property,
        when: When,
    ) -> usize {
        let none = self.denied(at)
            || self
                .skip_back(set.at, &[])
                .is_some_and(|at| self.is(at, Role::Not));
        let (mut members, until, _) = self.members(end);
        if members.is_empty() {
            members = std::mem::take(&mut self.before);
        } else {
            self.members_until = until;
        }
        let stated = set.count.or_else(|| {
            let next = self.skip(end, &[Role::Is, Role::Achieves, Role::Points]);
            let colon = self.kind(next) == Some(Kind::Mark(':'));
            let next = if colon { next + 1 } else { next };
            let told = (next > end).then(|| self.number(next)).flatten();
            told.filter(|_| self.kind(next + 1) != Some(Kind::Mark('%')))
        });
        let count = match (none, property, stated) {
            (true, Property::Maximum(_), stated) => stated,
            (true, _, None) => Some(Decimal::ZERO),
            _ if self.only && stated.is_none() => Some(Decimal::from(members.len().max(1))),
            _ => stated,
        };
        let property = match property {
            Property::Maximum(_) => Property::Maximum(!none),
            property => property,
        };
        self.way = match property {
            Property::Changed(way, _) => Some(way),
            _ => None,
        };
        let (start, until) = self.span(set.at, end);
        let foreign = self.subjects.last() == Some(&Subject::Other);
        let here = set.at < self.planned && !foreign;
        if here && (count.is_some() || !members.is_empty()) {
            self.read.push(Read::Group(Group {
                axes: set.axes,
                count,
                of: set.of,
                property,
                when,
                members,
                sure: self.sure(end),
                start,
                end: until,
            }));
        }
        self.set = None;
        self.only = false;
        self.closed = true;
        end
    }

    pub(super) fn maximum(&mut self, at: usize) -> usize {
        let next = self.skip(
            at + 1,
            &[Role::Is, Role::OfWhom, Role::AxisNoun, Role::Achieves],
        );
        let (axis, after) = match self.kind(next) {
            Some(Kind::Axis(index)) => (Some(index), self.skip(next + 1, &[Role::Is])),
            _ => (None, next),
        };
        let before = self.skip_back(at, &[]);
        let achieves =
            before.is_some_and(|at| self.is(at, Role::Achieves) || self.is(at, Role::Not));
        if let Some(value) = self.number(after).filter(|_| !achieves) {
            let of = matches!(self.kind(after + 1), Some(Kind::Mark('/')));
            if let Some(index) = axis {
                self.subject(next, Subject::Axis(index));
            }
            if !of && (axis.is_some() || !self.subjects.is_empty()) {
                self.say(at, after + 1, When::Now, Said::Possible(value));
                return after + 1;
            }
        }
        if !achieves {
            return at + 1;
        }
        if let Some(set) = self.set.filter(|set| self.in_set(set, at) || self.only) {
            return self.group(set, at, at + 1, Property::Maximum(true), self.when);
        }
        let denied = self.denied(at);
        if self.only && !denied {
            let set = Set {
                axes: true,
                count: None,
                of: None,
                at: self.clause,
            };
            self.before.clone_from(&self.subjects);
            return self.group(set, at, at + 1, Property::Maximum(true), self.when);
        }
        self.say(at, at + 1, self.when, Said::Maximum(denied));
        at + 1
    }

    /// The lowest and the highest; of those that changed one way.
    pub(super) fn extreme(
        &mut self,
        at: usize,
        end: usize,
        lowest: bool,
        way: Option<Ordering>,
    ) -> usize {
        (self.way, self.by) = (None, false);
        // “cao nhất trong khối các xã” is of some only.
        let until = (end..self.tokens.len())
            .find(|at| matches!(self.kind(*at), Some(Kind::Mark(';' | ','))))
            .unwrap_or(self.tokens.len());
        if (self.clause..until).any(|at| self.is(at, Role::Part)) {
            self.closed = true;
            return end;
        }
        if let (Some(set), [Subject::Total | Subject::Rank | Subject::Unit(_)]) =
            (self.set, self.subjects.as_slice())
            && let Some(count) = set.count.filter(|_| !set.axes && !lowest)
        {
            self.set = None;
            let denied = (self.clause..at).any(|at| self.is(at, Role::Not));
            self.say(at, end, self.when, Said::Within(count, denied));
            return end;
        }
        let (named, until, _) = self.members(end);
        if named.is_empty() && self.is(self.skip(end, &[]), Role::Is) {
            return end;
        }
        let (members, next) = match (named.is_empty(), self.before.is_empty()) {
            (false, _) => (named, until),
            (true, false) => (std::mem::take(&mut self.before), end),
            (true, true) => (self.subjects.clone(), end),
        };
        let count = self
            .set
            .and_then(|set| set.count)
            .and_then(|count| usize::try_from(count).ok());
        let among = count
            .filter(|count| *count > 0)
            .unwrap_or(1)
            .max(members.len().min(3));
        // “A cao nhất với 93,2 điểm, B …”: only the first of a list that goes on.
        let first = if count.is_some() { members.len() } else { 1 };
        let when = match way {
            Some(_) => self.versus(end),
            None => self.when,
        };
        let among = if count.is_some() { among } else { 1 };
        let sure = self.sure(end);
        for subject in members.iter().take(first) {
            self.claim(
                *subject,
                at,
                end,
                when,
                Said::Extreme(lowest, way, among),
                sure,
            );
        }
        if next > end {
            self.members_until = next;
        }
        (self.way, self.by) = (way, way.is_some());
        self.set = None;
        self.only = false;
        self.closed = true;
        end
    }

    pub(super) fn band(&mut self, at: usize, index: usize) -> usize {
        let near = self.clause.min(at.saturating_sub(6));
        let noun = (near..at).any(|at| {
            [Role::BandNoun, Role::UnitNoun, Role::Achieves]
                .iter()
                .any(|role| self.is(at, *role))
        });
        if !noun {
            return at + 1;
        }
        if let Some(set) = self.set.filter(|set| !set.axes && self.in_set(set, at)) {
            return self.group(set, at, at + 1, Property::Band(index), self.when);
        }
        if self.subjects.is_empty() {
            self.subjects.push(Subject::Total);
        }
        let denied = self.denied(at);
        self.say(at, at + 1, self.when, Said::Band(index, denied));
        at + 1
    }
}
