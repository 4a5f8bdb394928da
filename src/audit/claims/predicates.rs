//! Reading what is said in words: the most and the least, all points, bands, sets and their members.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::asked::Tokens;
use super::said::{Group, Property, Read, Said, Subject};
use super::token::{Kind, Token, When};
use super::vocabulary::{Hint, Role};

use super::reader::{Reader, Set};

impl Reader<'_> {
    /// Whether a word before this one, in the same clause, denies it.
    pub(super) fn denied(&self, at: usize) -> bool {
        let from = self.set.map_or(self.clause, |set| set.at.saturating_sub(2));
        let near = from.max(at.saturating_sub(5));
        (near..at).any(|at| self.is(at, Role::Not))
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
        // “đạt 80% (8/10 đơn vị), giảm 01 đơn vị”: what stands in brackets ends there.
        let mut open = 0;
        let closed = between.iter().any(|token| {
            open += match token.kind {
                Kind::Mark('(') => 1,
                Kind::Mark(')') => -1,
                _ => 0,
            };
            open < 0
        });
        // “điểm của nhóm là 8,44/10 điểm, không tăng, không giảm” is of that group.
        let before = set.at.checked_sub(1);
        let one = before.is_some_and(|at| self.is(at, Role::OfWhom)) && set.count.is_none();
        let told = between
            .iter()
            .any(|token| matches!(token.kind, Kind::Number(_)));
        let other = rest || closed || set.axes && one && told;
        !other && (!named || !self.before.is_empty() || set.count.is_some())
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

    /// Whether what is said up to here is only one of the things that members of a set have in common: “hai
    /// đơn vị xếp loại Tốt nhưng vẫn đạt 30 điểm là …”.
    fn is_joined(&self, end: usize) -> bool {
        if self.is_hint(end, Hint::Or) {
            return true;
        }
        if !self.is(end, Role::And) || !self.is_hint(end, Hint::Joins) {
            return false;
        }
        let quiet = [Role::Not, Role::Exists, Role::All, Role::Only];
        let next = self.skip(end + 1, &quiet);
        let said = [
            Role::Achieves,
            Role::Rises,
            Role::Falls,
            Role::Stays,
            Role::BandNoun,
            Role::Above,
            Role::Below,
            Role::Maximum,
        ];
        self.any(next, &said)
    }

    /// Whether a superlative ends the clause that goes on here.
    fn goes_on_to_most(&self, from: usize) -> bool {
        let ends =
            |at: &usize| !matches!(self.kind(*at), None | Some(Kind::Mark(_) | Kind::Number(_)));
        let mut rest = (from..).take_while(ends);
        rest.any(|at| self.ends_in(at, Hint::Most))
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
        // “là đơn vị có bước tiến rõ nét nhất”
        let most = matches!(property, Property::Changed(..))
            && count.is_none()
            && self.goes_on_to_most(end);
        let here = set.at < self.planned && !foreign && !most;
        let here = here && !self.is_joined(end);
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
        // “cần thêm 2,14 điểm mới đạt tối đa”
        if (self.clause..at).any(|at| self.any(at, &[Role::Lacks, Role::Apart])) {
            return at + 1;
        }
        let next = self.skip(
            at + 1,
            &[Role::Is, Role::OfWhom, Role::AxisNoun, Role::Achieves],
        );
        // “được điểm tối đa chỉ số này”
        let parts = |at: &usize| matches!(self.kind(*at), None | Some(Kind::Mark(_)));
        let mut after = (at + 1..at + 5).take_while(|at| !parts(at));
        if let Some(last) = after.find(|at| self.is_hint(*at, Hint::Just)) {
            return last + 1;
        }
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

    /// Whether the highest is that of some only: “cao nhất trong khối các xã”; or of what is lost: “mất
    /// 4,95 điểm …, nhiều nhất trong sáu nhóm”.
    fn is_of_some(&self, end: usize) -> bool {
        let last = match self.read.last() {
            Some(Read::Claim(last)) => Some(last.said),
            _ => None,
        };
        let lost = self.closed && matches!(last, Some(Said::Lacks(_)));
        let until = (end..self.tokens.len())
            .find(|at| matches!(self.kind(*at), Some(Kind::Mark(';' | ','))))
            .unwrap_or(self.tokens.len());
        let lacks = |at: usize| self.any(at, &[Role::Part, Role::Lacks]);
        lost || (self.clause..until).any(lacks)
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
        if self.is_of_some(end) {
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
        // “A và B cao nhất” are the first two, in any order.
        let joint = next == end || self.lists_plainly(end, next);
        let joint = count.is_none() && members.len() > 1 && joint;
        let count = count.or(joint.then_some(members.len()));
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

    /// Whether names stand one beside the other: “cao nhất là A và B”, not “cao nhất là A, tiếp đến là B”.
    fn lists_plainly(&self, from: usize, to: usize) -> bool {
        let plain = |at: usize| match self.kind(at) {
            Some(Kind::Axis(_) | Kind::Unit(_) | Kind::Own | Kind::Mark(',')) => true,
            Some(Kind::Role(role)) => {
                let quiet = [Role::And, Role::AxisNoun, Role::UnitNoun, Role::Own];
                quiet.contains(&role)
            }
            _ => false,
        };
        let listed = (from..to).find(|at| self.is(*at, Role::Is));
        let joined = (from..to).any(|at| self.is_hint(at, Hint::Lists));
        listed.is_some_and(|is| (is + 1..to).all(plain)) && joined
    }

    pub(super) fn band(&mut self, at: usize, index: usize) -> usize {
        // “Để được xếp loại Xuất sắc, xã còn phải tăng …”
        let comma = (0..at).any(|at| self.kind(at) == Some(Kind::Mark(',')));
        if !comma && self.is_hint(0, Hint::Purpose) {
            return at + 1;
        }
        // “vẫn chưa thoát loại Trung bình”
        let leaves = self.skip_back(at, &[Role::BandNoun]);
        if leaves.is_some_and(|at| self.ends_in(at, Hint::Leaves)) {
            return at + 1;
        }
        let near = self.clause.min(at.saturating_sub(6));
        let noun = at > 0 && self.is_hint(at - 1, Hint::Placed);
        let noun = noun
            || (near..at).any(|at| {
                [Role::BandNoun, Role::UnitNoun, Role::Achieves]
                    .iter()
                    .any(|role| self.is(at, *role))
            });
        // “giữ vững mức xuất sắc”
        let kept = self.skip_back(at, &[]);
        let noun = noun || kept.is_some_and(|at| self.is(at, Role::Stays));
        // “còn thiếu 0,11 điểm để được xếp loại Xuất sắc”
        let lacks = (self.clause..at).any(|at| self.any(at, &[Role::Lacks, Role::Apart]));
        // “từ loại Tốt xuống loại Khá”
        let from = self
            .skip_back(at, &[Role::BandNoun, Role::Achieves])
            .is_some_and(|at| self.is(at, Role::From));
        // “từ loại Tốt lên loại Xuất sắc” tells that of then.
        let goes = |at: &usize| self.any(*at, &[Role::Up, Role::Down, Role::Rises, Role::Falls]);
        let moved = from && (at + 1..at + 4).any(|at| goes(&at));
        let then = |token: &Token| matches!(token.kind, Kind::When(when) if ![When::Now, When::Before].contains(&when));
        if moved && !lacks && !self.tokens.iter().any(then) {
            self.say(at, at + 1, When::Before, Said::Band(index, false));
            return at + 1;
        }
        if !noun || lacks || from {
            return at + 1;
        }
        if let Some(set) = self.set.filter(|set| !set.axes && self.in_set(set, at)) {
            return self.group(set, at, at + 1, Property::Band(index), self.when);
        }
        if self.subjects.is_empty() {
            self.subjects.push(Subject::Total);
        }
        let denied = self.denied(at);
        // “từ loại Tốt tháng 7 xuống loại Khá” is of now.
        let moved = self.skip_back(at, &[Role::BandNoun]);
        let moved = moved.is_some_and(|at| self.any(at, &[Role::Up, Role::Down]));
        let when = if moved { When::Now } else { self.when };
        self.say(at, at + 1, when, Said::Band(index, denied));
        at + 1
    }
}
