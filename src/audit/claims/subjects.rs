//! Of whom a sentence speaks: a unit, a group of points, a set of them, the total.

use super::asked::Tokens;
use super::reader::{Reader, Set};
use super::said::{Group, Property, Read, Subject};
use super::token::Kind;
use super::vocabulary::{Hint, Role};

impl Reader<'_> {
    /// The unit itself, or another whose name follows: “xã Mỹ Đức”.
    pub(super) fn own(&mut self, at: usize) -> usize {
        if matches!(self.kind(at + 1), Some(Kind::Unit(_))) {
            return at + 1;
        }
        let total = self.is(at, Role::Total);
        // “nhóm A kéo tổng điểm xuống”
        if total && at > 0 && self.pulls(at - 1) {
            return at + 1;
        }
        // “đơn vị dẫn đầu cao hơn xã 4,08 điểm”
        let compared = at > 0 && self.ends_in(at - 1, Hint::Than);
        if compared && !total {
            self.subject(at, Subject::Other);
            return at + 1;
        }
        if !total && self.kind(at + 1) == Some(Kind::Word(true)) {
            self.subject(at, Subject::Other);
            let name = (at + 1..).take_while(|at| self.kind(*at) == Some(Kind::Word(true)));
            return name.last().unwrap_or(at) + 1;
        }
        if total || self.closed || self.subjects.is_empty() {
            self.subject(at, Subject::Total);
        }
        at + 1
    }

    pub(super) fn subject(&mut self, at: usize, subject: Subject) {
        let qualifies = at > 0 && self.is(at - 1, Role::OfWhom) && !self.subjects.is_empty();
        match subject {
            // “xã A đạt 95 điểm, xếp hạng 3/102” is of the unit that was named.
            Subject::Rank
                if matches!(
                    self.subjects.last(),
                    Some(Subject::Axis(_) | Subject::Unit(_) | Subject::Other)
                ) =>
            {
                return;
            }
            Subject::Total
                if self.is(at, Role::Total) && self.subjects.last() == Some(&Subject::Other) =>
            {
                return;
            }
            // “hạng 11 của tỉnh” is the unit's own.
            Subject::Other if self.subjects == [Subject::Rank] => return,
            Subject::Total if qualifies => return,
            Subject::Unit(_) | Subject::Other if qualifies && !self.closed => self.subjects.clear(),
            Subject::Whole if !self.subjects.is_empty() && !self.closed => return,
            _ => {}
        }
        let general = self
            .subjects
            .iter()
            .all(|known| matches!(known, Subject::Total | Subject::Whole));
        if self.closed || general || at < self.members_until || subject == Subject::Other {
            self.subjects.clear();
        }
        if at >= self.members_until && subject != Subject::Rank {
            self.set = None;
        }
        if !self.subjects.contains(&subject) {
            self.subjects.push(subject);
        }
        self.closed = at < self.members_until;
    }

    /// A set of groups or units, unless the noun stands before a name.
    pub(super) fn noun(&mut self, at: usize) -> usize {
        let axes = self.is(at, Role::AxisNoun);
        if self.kind(at + 1) == Some(Kind::Word(true)) && !axes {
            self.subject(at, Subject::Other);
            return at + 2;
        }
        let next = self.skip(at + 1, &[Role::OfWhom]);
        let named = matches!(self.kind(next), Some(Kind::Axis(_) | Kind::Unit(_)));
        if named || self.is_within_group(at) {
            return at + 1;
        }
        // “(UBND xã A 09 hồ sơ, UBND thị trấn 03 hồ sơ)”: which one is not said.
        let body = self.kind_before(at) == Some(Kind::Word(true));
        if !axes && body && self.number(next).is_some() {
            self.subject(at, Subject::Other);
            return at + 1;
        }
        let set = self.numbered(at, axes);
        // “ba xã còn lại xếp loại Tốt” is not of the one before.
        let unit = matches!(self.subjects.last(), Some(Subject::Unit(_)));
        if unit && self.is(self.skip(at + 1, &[]), Role::Rest) {
            self.subjects = vec![Subject::Other];
        }
        let named = self
            .skip_back(set.at, &[Role::Only])
            .filter(|at| self.is(*at, Role::Is));
        self.before = match named {
            Some(_) if !self.closed => self.subjects.clone(),
            _ => Vec::new(),
        };
        if let Some(Kind::Band(index)) = self.kind_before(set.at) {
            let set = Set {
                at: set.at - 1,
                ..set
            };
            self.set = Some(set);
            return self.group(set, at, at + 1, Property::Band(index), self.when);
        }
        if self.says_of_which(&set) {
            return at + 1;
        }
        self.set = Some(set);
        let after = self.skip(at + 1, &[Role::Achieves, Role::Points]);
        // “10/40 đơn vị xếp loại Xuất sắc, gồm 06 phường và 04 xã” are parts of what was told.
        let first = self.read.is_empty();
        let whole = self.subjects == [Subject::Whole] && self.kind(after).is_none() && first;
        if !axes && set.count.is_some() && (set.of.is_some() || whole) {
            let (start, end) = self.span(set.at, at + 1);
            self.read.push(Read::Group(Group {
                axes,
                count: set.count,
                of: set.of,
                property: Property::Any,
                when: self.when,
                members: Vec::new(),
                sure: true,
                start,
                end,
            }));
        }
        at + 1
    }

    /// Whether a set only says of which something is told: “thấp nhất trong 40 đơn vị”, “trung bình 40 đơn vị”, “thứ
    /// 45 trong tổng số 168 xã”.
    fn says_of_which(&self, set: &Set) -> bool {
        let Some(before) = set.at.checked_sub(1) else {
            return false;
        };
        let mean = self.is_hint(before, Hint::Mean);
        let ranked = set.of.is_some() && self.is(before, Role::Rank);
        let among = self.grammar.begins(self.written(before), Hint::Among);
        mean || ranked || before > self.clause && among
    }

    /// A set with the number before its noun: “02 trục”, “04/08 đơn vị”.
    fn numbered(&self, at: usize, axes: bool) -> Set {
        let back = at.checked_sub(1);
        let count = back.and_then(|at| self.number(at));
        // “04/08 đơn vị”, “sáu trên mười đơn vị”
        let whole = at.checked_sub(3).filter(|part| self.divides(part + 1));
        let (count, of) = match whole.and_then(|at| self.number(at)) {
            Some(part) => (Some(part), count),
            None => (count, None),
        };
        let at = match (of, count) {
            (Some(_), _) => at.saturating_sub(3),
            (None, Some(_)) => at.saturating_sub(1),
            (None, None) => at,
        };
        Set {
            axes,
            count,
            of,
            at,
        }
    }

    /// Whether a group of points is that of the unit that was named before. In a hồ sơ of one unit the rows
    /// of tables are something else: “lĩnh vực đất đai có 05 hồ sơ quá hạn, tiến độ đạt 19,75 điểm”.
    pub(super) fn is_of_unit(&self, at: usize) -> bool {
        let unit = matches!(self.subjects.last(), Some(Subject::Unit(_)));
        let opens = self.skip(self.clause, &[Role::AxisNoun, Role::Points]) == at;
        unit && !(self.lone && self.closed && opens)
    }

    /// “trong nhóm A, tỷ lệ … thấp nhất” is of something in it.
    pub(super) fn leaves(&mut self) {
        self.subjects.clear();
        self.closed = true;
    }

    /// Whether a name only says in what something is: “trong nhóm A, …”.
    pub(super) fn is_within(&self, at: usize) -> bool {
        let ends = self.kind(at + 1) == Some(Kind::Mark(','));
        let led = self.is_hint(self.clause, Hint::Among);
        let noun = at
            .checked_sub(1)
            .is_some_and(|at| self.is(at, Role::AxisNoun));
        // “trong nhóm A, xã được 20,30/22 điểm” is of the group.
        let next =
            (at + 2..).find(|at| !(self.kind(*at) == Some(Kind::Own) || self.is(*at, Role::Own)));
        let told = next.map(|at| self.skip(at, &[]));
        let told = told.is_some_and(|at| self.is(at, Role::Achieves));
        ends && led && noun && at == self.clause + 2 && !told
    }

    /// “hạng lên mà điểm lại giảm”: the points of all.
    pub(super) fn bare_points(&mut self, at: usize) {
        let opens = at == 0
            || matches!(
                self.kind_before(at),
                Some(Kind::Mark(',' | ';') | Kind::Role(Role::And))
            );
        let moves = [Role::Rises, Role::Falls, Role::Stays];
        let moves = self.any(self.skip(at + 1, &[]), &moves);
        if opens && moves && (self.subjects.is_empty() || self.subjects == [Subject::Rank]) {
            self.subjects = vec![Subject::Total];
            self.closed = false;
        }
    }
}
