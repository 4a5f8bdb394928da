//! Reading a sentence: what it says, of what, of which period, and how surely it was understood.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::grammar::Role;
use super::tokens::{Kind, Token, When};

/// Of what something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The total of the points, or the unit itself.
    Total,
    /// The rank.
    Rank,
    /// A group of points.
    Axis(usize),
    /// A unit of the tables.
    Unit(usize),
    /// All units of the tables.
    Whole,
    /// Something that the hồ sơ knows nothing of.
    Other,
}

/// How a stated number bounds what it is said of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// It is this.
    Exact,
    /// It is more.
    Above,
    /// It is as much or more.
    AtLeast,
    /// It is less.
    Below,
    /// It is a little less.
    Near,
    /// It is near.
    About,
}

/// What is said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Said {
    /// Points, of so many.
    Points(Bound, Decimal, Option<Decimal>),
    /// A rate; of the points that can be had.
    Percent(Decimal, bool),
    /// So many points less than can be had.
    Lacks(Decimal),
    /// The points that can be had.
    Possible(Decimal),
    /// A rise, a fall or neither, perhaps denied, by so many points or places.
    Changed(Ordering, bool, Option<Decimal>),
    /// A rank, of so many.
    Rank(Decimal, Option<Decimal>),
    /// A rank among the first so many.
    Within(Decimal),
    /// A band, perhaps denied.
    Band(usize, bool),
    /// All points that can be had, perhaps denied.
    Maximum(bool),
    /// One of so many lowest or highest; of those that changed one way.
    Extreme(bool, Option<Ordering>, usize),
    /// A number of things.
    Count(Decimal),
}

/// Something said of one subject.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Claim {
    /// Of what.
    pub subject: Subject,
    /// Of which period; for a change, since which.
    pub when: When,
    /// What.
    pub said: Said,
    /// Whether every word of it was understood.
    pub sure: bool,
    /// Where.
    pub start: usize,
    /// To where.
    pub end: usize,
}

/// What members of a set have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Property {
    /// They rose, fell or did neither; by more than so much.
    Changed(Ordering, Option<Decimal>),
    /// They have all points that can be had, or not.
    Maximum(bool),
    /// They are in a band.
    Band(usize),
    /// Their points.
    Points(Bound, Decimal),
    /// They are.
    Any,
}

/// Something said of a set of groups or units.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Whether of groups of points, not of units.
    pub axes: bool,
    /// How many there are.
    pub count: Option<Decimal>,
    /// Of how many.
    pub of: Option<Decimal>,
    /// What they have in common.
    pub property: Property,
    /// Since when they have changed.
    pub when: When,
    /// Those that are named.
    pub members: Vec<Subject>,
    /// Whether every word of it was understood.
    pub sure: bool,
    /// Where.
    pub start: usize,
    /// To where.
    pub end: usize,
}

/// A number of things or a rate of them, as lines of an appendix have them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counted {
    /// How many; none for an unknown number that is not zero.
    pub count: Option<Decimal>,
    /// Of how many.
    pub of: Option<Decimal>,
    /// The rate in percent.
    pub percent: Option<Decimal>,
    /// The bytes of the words that say what is counted.
    pub clause: (usize, usize),
    /// Where.
    pub start: usize,
    /// To where.
    pub end: usize,
}

/// What was read.
#[derive(Debug, Clone, PartialEq)]
pub enum Read {
    /// Of one subject.
    Claim(Claim),
    /// Of a set.
    Group(Group),
    /// Of things counted.
    Counted(Counted),
}

/// A set that is spoken of: “02 trục”.
#[derive(Debug, Clone, Copy)]
struct Set {
    axes: bool,
    count: Option<Decimal>,
    of: Option<Decimal>,
    at: usize,
}

/// Reads all that a sentence says.
pub fn read(text: &str, tokens: &[Token]) -> Vec<Read> {
    let role = |token: &Token, role| token.kind == Kind::Role(role);
    if tokens.iter().any(|token| role(token, Role::Supposed)) {
        return Vec::new();
    }
    let planned = tokens.iter().position(|token| role(token, Role::Plan));
    let mut reader = Reader {
        text,
        tokens: tokens
            .get(..planned.unwrap_or(tokens.len()))
            .unwrap_or_default(),
        subjects: Vec::new(),
        closed: false,
        set: None,
        before: Vec::new(),
        only: false,
        members_until: 0,
        in_turn: None,
        way: None,
        when: When::Now,
        clause: 0,
        read: Vec::new(),
    };
    let mut at = 0;
    while at < reader.tokens.len() {
        at = reader.step(at).max(at + 1);
    }
    reader.read
}

struct Reader<'t> {
    text: &'t str,
    tokens: &'t [Token],
    /// What is spoken of.
    subjects: Vec<Subject>,
    /// Whether something has been said of them.
    closed: bool,
    /// The set that is spoken of.
    set: Option<Set>,
    /// What has been named as the set: “A và B là hai trục tăng”.
    before: Vec<Subject>,
    /// Whether there is no other.
    only: bool,
    /// Up to where names are members of a set.
    members_until: usize,
    /// Which subject the next number is of, if they are told in turn.
    in_turn: Option<usize>,
    /// How those of whom is spoken changed: “giảm nhiều nhất là A (0,5 điểm)”.
    way: Option<Ordering>,
    /// Of which period is spoken.
    when: When,
    /// Where the clause begins.
    clause: usize,
    read: Vec<Read>,
}

impl Reader<'_> {
    fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    fn is(&self, at: usize, role: Role) -> bool {
        self.kind(at) == Some(Kind::Role(role))
    }

    fn number(&self, at: usize) -> Option<Decimal> {
        match self.kind(at) {
            Some(Kind::Number(value)) => Some(value),
            _ => None,
        }
    }

    /// Up to so many tokens from here on.
    fn next(&self, from: usize, most: usize) -> &[Token] {
        let rest = self.tokens.get(from..).unwrap_or_default();
        rest.get(..most).unwrap_or(rest)
    }

    /// The first token from here on that is none of these parts.
    fn skip(&self, from: usize, roles: &[Role]) -> usize {
        let skipped = |at: &usize| match self.kind(*at) {
            Some(Kind::Role(Role::Filler)) => true,
            Some(Kind::Role(role)) => roles.contains(&role),
            _ => false,
        };
        (from..)
            .take_while(skipped)
            .last()
            .map_or(from, |last| last + 1)
    }

    /// The last token before this one that is none of these parts.
    fn skip_back(&self, to: usize, roles: &[Role]) -> Option<usize> {
        (0..to).rev().find(|at| match self.kind(*at) {
            Some(Kind::Role(Role::Filler)) => false,
            Some(Kind::Role(role)) => !roles.contains(&role),
            _ => true,
        })
    }

    /// Whether every word from the clause's beginning to here was understood.
    fn sure(&self, to: usize) -> bool {
        let read = self.tokens.get(self.clause..to).unwrap_or_default();
        !read.iter().any(|token| matches!(token.kind, Kind::Word(_)))
    }

    fn span(&self, from: usize, to: usize) -> (usize, usize) {
        let start = self.tokens.get(from).map_or(0, |token| token.start);
        let last = self.tokens.get(to.saturating_sub(1));
        (start, last.map_or(self.text.len(), |last| last.end))
    }

    fn step(&mut self, at: usize) -> usize {
        match self.kind(at) {
            Some(Kind::Mark(';')) => {
                self.clause = at + 1;
                self.subjects.clear();
                self.set = None;
            }
            Some(Kind::Mark(',' | '(')) => self.clause = at + 1,
            Some(Kind::Role(Role::And)) if self.closed => self.clause = at + 1,
            Some(Kind::Axis(index)) => self.subject(at, Subject::Axis(index)),
            Some(Kind::Unit(index)) => self.subject(at, Subject::Unit(index)),
            Some(Kind::Own | Kind::Role(Role::Own | Role::Total)) => return self.own(at),
            Some(Kind::Role(Role::Rank)) => self.subject(at, Subject::Rank),
            Some(Kind::Role(Role::Whole)) => self.subject(at, Subject::Whole),
            Some(Kind::Role(Role::Other)) => self.subject(at, Subject::Other),
            Some(Kind::Role(Role::AxisNoun | Role::UnitNoun)) => return self.noun(at),
            Some(Kind::Role(Role::Only)) => self.only = true,
            Some(Kind::Role(Role::Respectively)) => self.in_turn = Some(0),
            Some(Kind::When(when)) => self.period(at, when),
            Some(Kind::Role(Role::From)) => return self.from(at),
            Some(Kind::Role(Role::Rises)) => return self.changed(at, Ordering::Greater),
            Some(Kind::Role(Role::Falls)) => return self.changed(at, Ordering::Less),
            Some(Kind::Role(Role::Stays)) => return self.changed(at, Ordering::Equal),
            Some(Kind::Role(Role::Maximum)) => return self.maximum(at),
            Some(Kind::Role(Role::Highest)) => return self.extreme(at, at + 1, false, None),
            Some(Kind::Role(Role::Lowest)) => return self.extreme(at, at + 1, true, None),
            Some(Kind::Band(index)) => return self.band(at, index),
            Some(Kind::Role(Role::Not | Role::Exists | Role::All)) => return self.exists(at),
            Some(Kind::Number(value)) => return self.figure(at, value),
            _ => {}
        }
        at + 1
    }

    fn period(&mut self, at: usize, when: When) {
        let before = at
            .checked_sub(1)
            .and_then(|at| self.skip_back(at + 1, &[Role::OfWhom]));
        let compared = before.is_some_and(|at| {
            [Role::Versus, Role::Rises, Role::Falls]
                .iter()
                .any(|role| self.is(at, *role))
        });
        if !compared {
            self.when = when;
        }
    }

    /// The unit itself, or another whose name follows: “xã Mỹ Đức”.
    fn own(&mut self, at: usize) -> usize {
        if matches!(self.kind(at + 1), Some(Kind::Unit(_))) {
            return at + 1;
        }
        let total = self.is(at, Role::Total);
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

    fn subject(&mut self, at: usize, subject: Subject) {
        let qualifies = at > 0 && self.is(at - 1, Role::OfWhom) && !self.subjects.is_empty();
        match subject {
            // “xã A đạt 95 điểm, xếp hạng 3/102” is of the unit that was named.
            Subject::Rank
                if matches!(
                    self.subjects.last(),
                    Some(Subject::Unit(_) | Subject::Other)
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
        if at >= self.members_until {
            self.set = None;
        }
        if !self.subjects.contains(&subject) {
            self.subjects.push(subject);
        }
        self.closed = at < self.members_until;
    }

    /// A set of groups or units, unless the noun stands before a name.
    fn noun(&mut self, at: usize) -> usize {
        let axes = self.is(at, Role::AxisNoun);
        if self.kind(at + 1) == Some(Kind::Word(true)) && !axes {
            self.subject(at, Subject::Other);
            return at + 2;
        }
        let next = self.skip(at + 1, &[Role::OfWhom]);
        if matches!(self.kind(next), Some(Kind::Axis(_) | Kind::Unit(_))) {
            return at + 1;
        }
        let back = at.checked_sub(1);
        let count = back.and_then(|at| self.number(at));
        let whole = at
            .checked_sub(3)
            .filter(|_| back.and_then(|at| self.kind(at - 1)) == Some(Kind::Mark('/')));
        let (count, of) = match whole.and_then(|at| self.number(at)) {
            Some(part) => (Some(part), count),
            None => (count, None),
        };
        let first = match (of, count) {
            (Some(_), _) => at.saturating_sub(3),
            (None, Some(_)) => at.saturating_sub(1),
            (None, None) => at,
        };
        let named = self
            .skip_back(first, &[Role::Only])
            .filter(|at| self.is(*at, Role::Is));
        self.before = match named {
            Some(_) if !self.closed => self.subjects.clone(),
            _ => Vec::new(),
        };
        let set = Set {
            axes,
            count,
            of,
            at: first,
        };
        self.set = Some(set);
        let whole = self.subjects == [Subject::Whole] && self.kind(at + 1).is_none();
        if !axes && count.is_some() && (of.is_some() || whole) {
            let (start, end) = self.span(first, at + 1);
            let property = Property::Any;
            let (when, members, sure) = (self.when, Vec::new(), true);
            self.read.push(Read::Group(Group {
                axes,
                count,
                of,
                property,
                when,
                members,
                sure,
                start,
                end,
            }));
        }
        at + 1
    }

    /// Whether a word before this one, in the same clause, denies it.
    fn denied(&self, at: usize) -> bool {
        let from = self.set.map_or(self.clause, |set| set.at.saturating_sub(2));
        let near = from.max(at.saturating_sub(5));
        (near..at).any(|at| self.is(at, Role::Not))
    }

    /// “từ 20,3 lên 20,75 điểm”, “từ hạng 14 lên hạng 11”, “từ 90 điểm trở lên”.
    fn from(&mut self, at: usize) -> usize {
        let quiet = [Role::Rank, Role::Points, Role::Achieves];
        let first = self.skip(at + 1, &quiet);
        let Some(before) = self.number(first) else {
            return at + 1;
        };
        let way = [Role::Points, Role::Rises, Role::Falls];
        let to = self.skip(first + 1, &way);
        if !self.is(to, Role::To) && !self.is(to, Role::Exists) {
            return at + 1;
        }
        let last = self.skip(to + 1, &quiet);
        let Some(now) = self.number(last) else {
            return last;
        };
        let rank = (at..last).any(|at| self.is(at, Role::Rank));
        let said = |value| match rank {
            true => Said::Rank(value, None),
            false => Said::Points(Bound::Exact, value, None),
        };
        self.say(at, last + 1, When::Before, said(before));
        self.say(at, last + 1, When::Now, said(now));
        last + 1
    }

    /// With which period is compared: after the words, or anywhere in the sentence.
    fn versus(&self, from: usize) -> When {
        let after = |at: usize| {
            self.next(at + 1, 5)
                .iter()
                .find_map(|token| match token.kind {
                    Kind::When(when) => Some(when),
                    Kind::Role(Role::Maximum | Role::Other) => Some(When::Other),
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

    fn changed(&mut self, at: usize, way: Ordering) -> usize {
        self.way = None;
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
        let level = self.is(next, Role::To);
        let above = self.is(next, Role::Above);
        if level || above {
            next = self.skip(next + 1, &quiet);
        }
        let unit = |next: usize| {
            [Role::Points, Role::Places, Role::Rank]
                .iter()
                .any(|role| self.is(next + 1, *role))
        };
        let amount = self
            .number(next)
            .filter(|amount| unit(next) || amount.scale() > 0);
        let end = if amount.is_some() { next + 2 } else { at + 1 };
        let versus = self.versus(end);
        if let Some(set) = self.set.filter(|set| self.only || self.in_set(set, at)) {
            let more = amount.filter(|_| above);
            return self.group(set, at, end, Property::Changed(way, more), versus);
        }
        let places = amount.is_some() && !self.is(next + 1, Role::Points);
        if places {
            self.subjects = vec![Subject::Rank];
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

    /// Whether words say something of the set that is spoken of.
    fn in_set(&self, set: &Set, at: usize) -> bool {
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
    fn members(&self, from: usize) -> (Vec<Subject>, usize, bool) {
        let mut members = Vec::new();
        let skipped = |at: &usize| match self.kind(*at) {
            Some(Kind::When(_)) => true,
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

    fn group(&mut self, set: Set, at: usize, end: usize, property: Property, when: When) -> usize {
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
            let next = self.skip(end, &[Role::Is, Role::Achieves]);
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
        if count.is_some() || !members.is_empty() {
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

    fn maximum(&mut self, at: usize) -> usize {
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
    fn extreme(&mut self, at: usize, end: usize, lowest: bool, way: Option<Ordering>) -> usize {
        if let (Some(set), [Subject::Total | Subject::Rank]) = (self.set, self.subjects.as_slice())
            && let Some(count) = set.count.filter(|_| !set.axes && !lowest)
        {
            self.set = None;
            self.say(at, end, self.when, Said::Within(count));
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
        self.way = way;
        self.set = None;
        self.only = false;
        self.closed = true;
        end
    }

    fn band(&mut self, at: usize, index: usize) -> usize {
        let near = self.clause.min(at.saturating_sub(6));
        let noun = (near..at).any(|at| self.is(at, Role::BandNoun) || self.is(at, Role::UnitNoun));
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

    /// “không có hồ sơ quá hạn”, “còn hồ sơ quá hạn”, “tất cả hồ sơ đều đúng hạn”.
    fn exists(&mut self, at: usize) -> usize {
        let next = self.skip(at + 1, &[Role::Exists, Role::Achieves]);
        let counted = self.is(next, Role::Counted);
        let all = self.is(at, Role::All);
        // A number beside the noun says it itself.
        let numbered = self.number(next).is_some() || at > 0 && self.number(at - 1).is_some();
        if !counted || numbered {
            return at + 1;
        }
        let clause = self.described(next, next + 1);
        let (start, end) = self.span(at, next + 1);
        let denied = self.is(at, Role::Not);
        let count = denied.then_some(Decimal::ZERO);
        let percent = all.then_some(Decimal::ONE_HUNDRED);
        if self.when == When::Now
            && self
                .subjects
                .iter()
                .all(|subject| *subject == Subject::Total)
        {
            let read = Counted {
                count,
                of: None,
                percent,
                clause,
                start,
                end,
            };
            self.read.push(Read::Counted(read));
        }
        next + 1
    }

    /// The bytes of the words around some tokens, up to marks and other numbers.
    fn described(&self, at: usize, end: usize) -> (usize, usize) {
        let stops = |kind: Kind| {
            matches!(
                kind,
                Kind::Mark(',' | ';' | '(' | ')' | '%') | Kind::Number(_) | Kind::Role(Role::And)
            )
        };
        let from = (0..at).rev().find(|at| self.kind(*at).is_some_and(stops));
        let to = (end..self.tokens.len()).find(|at| self.kind(*at).is_some_and(stops));
        let start = from
            .and_then(|at| self.tokens.get(at))
            .map_or(0, |token| token.end);
        let end = to
            .and_then(|at| self.tokens.get(at))
            .map_or(self.text.len(), |token| token.start);
        (start, end)
    }

    /// The whole of which a number is a part, and where it ends.
    fn whole(&self, at: usize) -> Option<(Decimal, usize)> {
        let plain = |kind: Kind| {
            !matches!(
                kind,
                Kind::Number(_) | Kind::When(_) | Kind::Mark(',' | ';' | '(' | ')' | '%' | ':')
            )
        };
        let mark = (at + 1..at + 9)
            .take_while(|at| self.kind(*at).is_some_and(plain))
            .find(|at| {
                let slash = self.kind(*at) == Some(Kind::Mark('/'));
                slash || self.is(*at, Role::Of) || self.is(*at, Role::Above)
            })?;
        let next = (mark + 1..mark + 5)
            .take_while(|at| matches!(self.kind(*at), Some(Kind::Role(_))))
            .last()
            .map_or(mark + 1, |last| last + 1);
        Some((self.number(next)?, next + 1))
    }

    fn figure(&mut self, at: usize, value: Decimal) -> usize {
        let (of, mut end) = match self.whole(at) {
            Some((of, end)) => (Some(of), end),
            None => (None, at + 1),
        };
        if matches!(
            self.kind(end),
            Some(Kind::Role(Role::AxisNoun | Role::UnitNoun | Role::Own) | Kind::Own)
        ) && !self.ranked(at)
        {
            return end;
        }
        if self.kind(end) == Some(Kind::Mark('%')) && of.is_none() {
            return self.percent(at, value);
        }
        if self.ranked(at) {
            let when = self.stated_when(at, end);
            self.say(at, end, when, Said::Rank(value, of));
            return end;
        }
        let back = self.skip_back(at, &[Role::Achieves, Role::Points]);
        let points = self.is(end, Role::Points) || self.is(at + 1, Role::Points);
        if points && back.is_some_and(|at| self.is(at, Role::Lacks)) {
            self.say(at, end, self.when, Said::Lacks(value));
            return end + 1;
        }
        let told = at > 0
            && (self.is(at - 1, Role::Achieves)
                || self.is(at - 1, Role::Is)
                || self.kind(at - 1) == Some(Kind::Mark(':')));
        let scored = matches!(
            self.subjects.last(),
            Some(Subject::Axis(_) | Subject::Total)
        );
        let fits = of.is_some_and(|of| of <= Decimal::ONE_HUNDRED) && !self.is(end, Role::Counted);
        if points
            || scored && (fits || told && value.scale() > 0 && of.is_none())
            || self.in_turn.is_some()
        {
            end += usize::from(self.is(end, Role::Points));
            let bound = self.bound(at, end);
            end += usize::from(bound == Bound::AtLeast);
            if let Some(set) = self
                .set
                .filter(|set| !set.axes && set.count.is_some() && self.in_set(set, at))
            {
                return self.group(set, at, end, Property::Points(bound, value), self.when);
            }
            let bracket = at > 0 && self.kind(at - 1) == Some(Kind::Mark('('));
            if let Some(way) = self.way.filter(|_| bracket && of.is_none()) {
                let versus = self.versus(end);
                self.say(at, end, versus, Said::Changed(way, false, Some(value)));
                return end;
            }
            let when = self.stated_when(at, end);
            self.say(at, end, when, Said::Points(bound, value, of));
            return end;
        }
        self.counted(at, end, value, of)
    }

    fn counted(&mut self, at: usize, end: usize, value: Decimal, of: Option<Decimal>) -> usize {
        let clause = self.described(at, end);
        let sentence = self.tokens.iter().any(|token| {
            token.kind == Kind::Role(Role::Counted) || matches!(token.kind, Kind::Axis(_))
        });
        let sentence = sentence || of.is_some();
        let whole = value.scale() == 0 && of.is_none_or(|of| of.scale() == 0);
        if !sentence || !whole || self.when != When::Now {
            return end;
        }
        let (start, until) = self.span(at, end);
        match self.subjects.last() {
            Some(Subject::Unit(_)) if of.is_none() => {
                self.say(at, end, When::Now, Said::Count(value))
            }
            Some(Subject::Other) => {}
            _ => self.read.push(Read::Counted(Counted {
                count: Some(value),
                of,
                percent: None,
                clause,
                start,
                end: until,
            })),
        }
        end
    }

    fn percent(&mut self, at: usize, value: Decimal) -> usize {
        let end = at + 2;
        let next = self.skip(end, &[]);
        let clause = self.described(at, end);
        let noun = (self.clause..at).any(|at| self.is(at, Role::AxisNoun));
        let points = matches!(
            self.read.last(),
            Some(Read::Claim(Claim {
                said: Said::Points(..),
                ..
            }))
        );
        let of_points =
            self.is(next, Role::Points) || self.is(next, Role::Maximum) || noun || points;
        let (start, until) = self.span(at, end);
        match self.subjects.last().copied() {
            Some(Subject::Other) => {}
            Some(subject @ Subject::Axis(_)) if of_points => {
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
            }
            _ if self.when == When::Now => self.read.push(Read::Counted(Counted {
                count: None,
                of: None,
                percent: Some(value),
                clause,
                start,
                end: until,
            })),
            _ => {}
        }
        end
    }

    /// Whether a number is a rank: “xếp hạng của xã: 11”.
    fn ranked(&self, at: usize) -> bool {
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
    fn stated_when(&self, at: usize, end: usize) -> When {
        let next = self.skip(end, &[Role::OfWhom, Role::Points]);
        if let (Some(Kind::When(when)), true) =
            (self.kind(next), next > end || self.is(end, Role::OfWhom))
        {
            return when;
        }
        let back = (self.clause.saturating_sub(3)..at)
            .rev()
            .find_map(|at| match self.kind(at) {
                Some(Kind::When(when)) => Some(Some(when)),
                Some(Kind::Role(Role::Versus)) => Some(Some(When::Before)),
                Some(Kind::Mark('(') | Kind::Role(_)) => None,
                _ => Some(None),
            });
        let opened = self.clause > 0 && self.kind(self.clause - 1) == Some(Kind::Mark('('));
        let compared = (self.clause..at).any(|at| self.is(at, Role::Versus));
        match back.flatten() {
            Some(when) if opened || compared => when,
            _ => self.when,
        }
    }

    fn bound(&self, at: usize, end: usize) -> Bound {
        if self.is(end, Role::AtLeast) {
            return Bound::AtLeast;
        }
        match at.checked_sub(1).and_then(|at| self.kind(at)) {
            Some(Kind::Role(Role::Above)) => Bound::Above,
            Some(Kind::Role(Role::Below)) => Bound::Below,
            Some(Kind::Role(Role::Near)) => Bound::Near,
            Some(Kind::Role(Role::About)) => Bound::About,
            _ => Bound::Exact,
        }
    }

    /// Says something of what is spoken of.
    fn say(&mut self, at: usize, end: usize, when: When, said: Said) {
        let turn = self.in_turn.filter(|turn| *turn < self.subjects.len());
        let sure = self.sure(end.min(self.tokens.len()));
        let subjects = match (turn, self.subjects.as_slice()) {
            (Some(turn), subjects) => {
                self.in_turn = Some(turn + 1);
                subjects.get(turn..=turn).unwrap_or_default().to_vec()
            }
            (None, []) => Vec::new(),
            (None, subjects) => match said {
                // What has a number is of the last one named, others of all.
                Said::Changed(.., None) | Said::Maximum(_) | Said::Band(..) => subjects.to_vec(),
                _ => subjects.last().copied().into_iter().collect(),
            },
        };
        let alone = turn.is_some() || subjects.len() == self.subjects.len();
        for subject in subjects {
            self.claim(subject, at, end, when, said, sure && alone);
        }
        self.closed = turn.is_none();
    }

    fn claim(
        &mut self,
        subject: Subject,
        at: usize,
        end: usize,
        when: When,
        said: Said,
        sure: bool,
    ) {
        let (start, end) = self.span(at, end);
        if subject != Subject::Other {
            self.read.push(Read::Claim(Claim {
                subject,
                when,
                said,
                sure,
                start,
                end,
            }));
        }
    }
}
