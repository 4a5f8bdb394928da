//! Reading a sentence: of what it speaks, of which period, and how surely it was understood.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::asked::Tokens;
use super::grammar::Grammar;
use super::said::{Bound, Claim, Read, Said, Subject};
use super::supposed::is_supposed;
use super::token::{Kind, Token, When};
use super::vocabulary::{Hint, Role};

/// A set that is spoken of: “02 trục”.
#[derive(Debug, Clone, Copy)]
pub(super) struct Set {
    pub(super) axes: bool,
    pub(super) count: Option<Decimal>,
    pub(super) of: Option<Decimal>,
    pub(super) at: usize,
}

/// Reads all that a sentence says.
pub fn read(
    grammar: &Grammar,
    text: &str,
    tokens: &[Token],
    (planned, lone): (bool, bool),
) -> Vec<Read> {
    let role = |token: &Token, role| token.kind == Kind::Role(role);
    if is_supposed(grammar, text, tokens) {
        return Vec::new();
    }
    let plan = tokens.iter().position(|token| role(token, Role::Plan));
    let mut reader = Reader {
        grammar,
        text,
        tokens,
        planned: if planned {
            0
        } else {
            plan.unwrap_or(tokens.len())
        },
        lone,
        subjects: Vec::new(),
        closed: false,
        set: None,
        before: Vec::new(),
        only: false,
        members_until: 0,
        in_turn: None,
        way: None,
        by: false,
        when: When::Now,
        around: None,
        outer: None,
        clause: 0,
        read: Vec::new(),
    };
    let mut at = 0;
    while at < reader.tokens.len() {
        at = reader.step(at).max(at + 1);
    }
    reader.read
}

pub(super) struct Reader<'t> {
    pub(super) grammar: &'t Grammar,
    pub(super) text: &'t str,
    pub(super) tokens: &'t [Token],
    /// From where on it is of what is to be done.
    pub(super) planned: usize,
    /// Whether the hồ sơ is of one unit.
    pub(super) lone: bool,
    /// What is spoken of.
    pub(super) subjects: Vec<Subject>,
    /// Whether something has been said of them.
    pub(super) closed: bool,
    /// The set that is spoken of.
    pub(super) set: Option<Set>,
    /// What has been named as the set: “A và B là hai trục tăng”.
    pub(super) before: Vec<Subject>,
    /// Whether there is no other.
    pub(super) only: bool,
    /// Up to where names are members of a set.
    pub(super) members_until: usize,
    /// Which subject the next number is of, if they are told in turn.
    pub(super) in_turn: Option<usize>,
    /// How those of whom is spoken changed: “giảm nhiều nhất là A (0,5 điểm)”.
    pub(super) way: Option<Ordering>,
    /// Whether the next points are by how much: “mức giảm của A là 0,5 điểm”.
    pub(super) by: bool,
    /// Of which period is spoken.
    pub(super) when: When,
    /// Of which it was before the bracket that tells another's.
    pub(super) around: Option<When>,
    /// Of what was spoken before a bracket that only has a name.
    pub(super) outer: Option<Vec<Subject>>,
    /// Where the clause begins.
    pub(super) clause: usize,
    pub(super) read: Vec<Read>,
}

impl Tokens for Reader<'_> {
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

impl Reader<'_> {
    /// Up to so many tokens from here on.
    pub(super) fn next(&self, from: usize, most: usize) -> &[Token] {
        let rest = self.tokens.get(from..).unwrap_or_default();
        rest.get(..most).unwrap_or(rest)
    }

    /// Whether a figure among what is to be done is one that is there already, and surely so:
    /// “mới đạt 8,1/12 điểm”, and one in brackets behind its name.
    pub(super) fn restated(&self, at: usize) -> Option<bool> {
        let bracket = (at.saturating_sub(5)..at)
            .rev()
            .find(|at| matches!(self.kind(*at), Some(Kind::Mark('(' | ')'))));
        let bracket = bracket.filter(|at| self.kind(*at) == Some(Kind::Mark('(')))?;
        let until = (at..self.tokens.len()).find(|at| self.kind(*at) == Some(Kind::Mark(')')))?;
        let wish = [
            Role::Plan,
            Role::AtLeast,
            Role::Above,
            Role::Up,
            Role::Below,
        ];
        if (bracket..until).any(|at| self.any(at, &wish)) {
            return None;
        }
        let present = |at: usize| self.is_hint(at, Hint::Present);
        Some((bracket + 1..at).any(present))
    }

    /// The last token before this one that is none of these parts.
    pub(super) fn skip_back(&self, to: usize, roles: &[Role]) -> Option<usize> {
        (0..to).rev().find(|at| match self.kind(*at) {
            Some(Kind::Role(Role::Filler)) => false,
            Some(Kind::Role(role)) => !roles.contains(&role),
            _ => true,
        })
    }

    /// Whether every word from the clause's beginning to here was understood.
    pub(super) fn sure(&self, to: usize) -> bool {
        let read = self.tokens.get(self.clause..to).unwrap_or_default();
        !read.iter().any(|token| matches!(token.kind, Kind::Word(_)))
    }

    pub(super) fn span(&self, from: usize, to: usize) -> (usize, usize) {
        let start = self.tokens.get(from).map_or(0, |token| token.start);
        let last = self.tokens.get(to.saturating_sub(1));
        (start, last.map_or(self.text.len(), |last| last.end))
    }

    pub(super) fn step(&mut self, at: usize) -> usize {
        match self.kind(at) {
            Some(Kind::Mark(';')) if self.lists_so_many(at) => {}
            Some(Kind::Mark(';')) => self.ends_part(at),
            Some(Kind::Mark('(')) => self.opens(at),
            Some(Kind::Mark(')')) => self.closes(),
            Some(Kind::Mark(',')) => self.pauses_at(at),
            Some(Kind::Role(Role::And)) => self.goes_on(at),
            Some(Kind::Axis(_)) if self.is_within(at) => self.leaves(),
            // “xã A mất 2,7 điểm tiến độ do có 09 hồ sơ quá hạn” is of the unit.
            Some(Kind::Axis(_)) if self.is_of_unit(at) => {}
            Some(Kind::Axis(index)) => self.subject(at, Subject::Axis(index)),
            Some(Kind::Unit(index)) => self.subject(at, Subject::Unit(index)),
            Some(Kind::Own | Kind::Role(Role::Own | Role::Total)) => return self.own(at),
            Some(Kind::Role(Role::Rank)) => self.subject(at, Subject::Rank),
            Some(Kind::Role(Role::BandNoun)) => return self.graded(at),
            // “ít hồ sơ nhất huyện”
            Some(Kind::Role(Role::Whole)) if at > 0 && self.ends_in(at - 1, Hint::Most) => {}
            Some(Kind::Role(Role::Whole)) => self.subject(at, Subject::Whole),
            Some(Kind::Role(Role::Above | Role::Apart)) if let Some(way) = self.than_before(at) => {
                return self.changed(at, way);
            }
            // “gấp 13 lần hồ sơ nộp trực tiếp”; “1.921/2.402 hồ sơ, đã vượt 80%”
            Some(Kind::Number(_) | Kind::Role(Role::Apart)) if self.compares(at) => {}
            Some(Kind::Role(Role::Other | Role::Part | Role::Apart)) => {
                self.subject(at, Subject::Other)
            }
            Some(Kind::Role(Role::AxisNoun | Role::UnitNoun)) => return self.noun(at),
            Some(Kind::Role(Role::Points)) => self.bare_points(at),
            Some(Kind::Role(Role::Only)) => self.only = true,
            Some(Kind::Role(Role::Respectively)) => self.takes_turns(at),
            Some(Kind::When(when)) => self.period(at, when),
            // “hơn đơn vị xếp thứ hai 1,45 điểm”
            Some(Kind::Role(Role::Above)) if self.any(at + 1, &[Role::UnitNoun, Role::Own]) => {
                return self.past_points(at);
            }
            Some(Kind::Role(Role::Up)) => return self.moved(at, Ordering::Greater),
            Some(Kind::Role(Role::Down)) => return self.moved(at, Ordering::Less),
            Some(Kind::Role(Role::From)) => return self.from(at),
            Some(Kind::Role(Role::Rises)) => return self.changed(at, Ordering::Greater),
            Some(Kind::Role(Role::Falls)) => return self.changed(at, Ordering::Less),
            Some(Kind::Role(Role::Stays)) => return self.changed(at, Ordering::Equal),
            Some(Kind::Role(Role::Maximum)) => return self.maximum(at),
            Some(Kind::Role(Role::Highest | Role::Lowest)) if self.is_no_superlative(at) => {}
            Some(Kind::Role(Role::Highest)) => {
                // “năm trục đều tăng, nhiều nhất là A (0,96 điểm)”
                let grouped = matches!(self.read.last(), Some(Read::Group(_))) && self.closed;
                let way = self
                    .way
                    .filter(|_| grouped && self.any(at + 1, &[Role::Is]));
                return self.extreme(at, at + 1, false, way);
            }
            Some(Kind::Role(Role::Lowest)) => return self.extreme(at, at + 1, true, None),
            Some(Kind::Band(index)) => return self.band(at, index),
            Some(Kind::Role(Role::Not | Role::Exists | Role::All)) => return self.exists(at),
            // A name that nobody knows, before its figure: “Minh Phương (15 hồ sơ)”.
            Some(Kind::Word(true)) if matches!(self.kind(at + 1), Some(Kind::Mark('(' | ':'))) => {
                self.subject(at, Subject::Other);
            }
            Some(Kind::Number(value)) => return self.figure(at, value),
            _ => {}
        }
        at + 1
    }

    /// A semicolon ends all that was spoken of.
    fn ends_part(&mut self, at: usize) {
        self.clause = at + 1;
        self.subjects.clear();
        self.set = None;
        (self.way, self.by) = (None, false);
    }

    /// A comma ends a clause; “trục duy nhất dưới 90%, dù có tăng 0,07 điểm” goes on of the one of whom it said so.
    fn pauses_at(&mut self, at: usize) {
        let told = |set: Set| (set.at..at).any(|at| self.kind(at) == Some(Kind::Mark('%')));
        if self.is_hint(at + 1, Hint::Concedes) && self.set.is_some_and(told) {
            (self.set, self.only) = (None, false);
        }
        self.clause = at + 1;
    }

    /// “gần cuối bảng” is not the last; “dẫn đầu tháng trước là A” is of then; “tăng 0,96 điểm, cao nhất
    /// trong sáu nhóm” is of the rise or of the points.
    fn is_no_superlative(&self, at: usize) -> bool {
        let near = at > 0 && self.is(at - 1, Role::Near);
        // “ít nhất 20 đơn vị” is at least so many.
        let least = self.is(at, Role::Lowest) && self.number(at + 1).is_some();
        // “có điểm tối đa cao nhất (22 điểm)” is of what can be had.
        let possible = at > 0 && self.is(at - 1, Role::Maximum);
        near || least
            // “nhóm A kéo tổng điểm xuống nhiều nhất”
            || (self.clause..at).any(|at| self.pulls(at))
            || possible
            || self.follows_change(at)
            || self.is_past(self.skip(at + 1, &[Role::OfWhom]))
    }

    /// Whether a number says how many times, or words that what was counted before is beyond a rate.
    fn compares(&self, at: usize) -> bool {
        let rate = self.number(at + 1).is_some() && self.kind(at + 2) == Some(Kind::Mark('%'));
        let counted = matches!(self.read.last(), Some(Read::Counted(last)) if last.of.is_some());
        let times = self.number(at).is_some() && self.is_hint(at + 1, Hint::Times);
        times || rate && counted && self.is_hint(at, Hint::Beyond)
    }

    /// Whether a superlative opens the clause behind one that says by how much something changed.
    fn follows_change(&self, at: usize) -> bool {
        let opens = self.skip(self.clause, &[Role::Is]) == at;
        let changed = match self.read.last() {
            Some(Read::Claim(last)) => {
                matches!(last.said, Said::Changed(.., Some(_)) | Said::Possible(_))
            }
            _ => false,
        };
        let comma = self.clause.checked_sub(1).and_then(|at| self.kind(at));
        opens && changed && self.closed && comma == Some(Kind::Mark(','))
    }

    /// A clause ends where what is said goes on: “… số hóa hồ sơ nên điểm tổng hợp thấp hơn” is of another.
    fn goes_on(&mut self, at: usize) {
        let names = self.is_hint(at, Hint::Joins) || self.is_hint(at, Hint::Lists);
        if self.closed || !names && !self.subjects.is_empty() {
            (self.clause, self.closed) = (at + 1, true);
        }
    }

    /// Behind the next points.
    pub(super) fn past_points(&self, at: usize) -> usize {
        let points = |at: &usize| self.number(*at).is_some() && self.is(*at + 1, Role::Points);
        let ends = |at: &usize| matches!(self.kind(*at), Some(Kind::Mark(',' | ';')));
        let mut near = (at + 1..at + 9).take_while(|at| !ends(at));
        near.find(points).map_or(at + 1, |at| at + 2)
    }

    /// Whether a token names another period.
    fn is_past(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(Kind::When(when)) if when != When::Now)
    }

    /// A bracket opens.
    fn opens(&mut self, at: usize) {
        self.clause = at + 1;
        let after = |at: &usize| !matches!(self.kind(*at), Some(Kind::Role(_) | Kind::Own));
        let name = (at + 1..).find(after);
        let named = name.is_some_and(|at| {
            let name = matches!(self.kind(at), Some(Kind::Unit(_) | Kind::Axis(_)));
            name && self.kind(at + 1) == Some(Kind::Mark(')'))
        });
        let figure = at
            .checked_sub(2)
            .is_some_and(|at| self.number(at).is_some());
        self.outer = (named && figure).then(|| self.subjects.clone());
        // “so với tháng 9/2026 (92,62 điểm, hạng 27)” tells that month's.
        let named = self.kind_before(at);
        if let Some(Kind::When(when)) = named {
            self.around = Some(std::mem::replace(&mut self.when, when));
        }
        // “(T9: 92,62; tăng 1,15)” tells of then what stands in it only.
        let leads = matches!(self.kind(at + 1), Some(Kind::When(_)));
        if leads && self.kind(at + 2) == Some(Kind::Mark(':')) {
            self.around = Some(self.when);
        }
    }

    /// A bracket closes; whose a figure is stands in one behind it.
    fn closes(&mut self) {
        self.when = self.around.take().unwrap_or(self.when);
        if let Some(outer) = self.outer.take() {
            self.subjects = outer;
        }
    }

    pub(super) fn period(&mut self, at: usize, when: When) {
        let before = at
            .checked_sub(1)
            .and_then(|at| self.skip_back(at + 1, &[Role::OfWhom]));
        let compared = before.is_some_and(|at| {
            [Role::Versus, Role::Rises, Role::Falls]
                .iter()
                .any(|role| self.is(at, *role))
        });
        // “hai tháng liền đạt điểm tối đa” is of this one too.
        let months = when == When::Other && self.ends_in(at, Hint::Months);
        let on = months && self.is_hint(at + 1, Hint::UpToNow);
        if (on || when == When::Now) && self.is_scored(at + 1 + usize::from(on)) {
            self.subjects.push(Subject::Total);
        }
        if on {
            return;
        }
        // “chưa lấy lại được điểm tối đa như tháng 10”
        let compared = compared || at > 0 && self.ends_in(at - 1, Hint::Than);
        // “mất điểm tối đa của tháng 9, còn 17,33 điểm”
        let of = at
            .checked_sub(1)
            .is_some_and(|at| self.is(at, Role::OfWhom));
        let most = at
            .checked_sub(2)
            .is_some_and(|at| self.is(at, Role::Maximum));
        if !(compared || of && most) {
            self.when = when;
        }
    }

    /// Whether points of a period as a whole are told here: “tháng này kém tháng trước 0,72 điểm”.
    fn is_scored(&self, at: usize) -> bool {
        let turns = [
            Role::Rises,
            Role::Falls,
            Role::Above,
            Role::Below,
            Role::Apart,
        ];
        let next = self.skip(at, &[Role::Achieves]);
        let ends = |at: &usize| {
            matches!(
                self.kind(*at),
                None | Some(Kind::Mark(_) | Kind::Role(Role::And))
            )
        };
        let mut clause = (next..).take_while(|at| !ends(at));
        let part = |at: usize| {
            let noun = [Role::AxisNoun, Role::UnitNoun, Role::Counted, Role::OfWhom];
            let axis = matches!(self.kind(at), Some(Kind::Axis(_)));
            axis || self.any(at, &noun)
        };
        let points = |at: usize| self.number(at).is_some() && self.is(at + 1, Role::Points);
        let told = (next + 1..next + 4).any(points);
        self.lone && self.subjects.is_empty() && self.any(next, &turns) && told && !clause.any(part)
    }

    /// Says something of what is spoken of.
    pub(super) fn say(&mut self, at: usize, end: usize, when: When, said: Said) {
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

    /// Whether the clause of a value of another time says itself of which: else it may be of this one.
    fn is_dated(&self, at: usize, end: usize, when: When, said: Said) -> bool {
        let value = !matches!(said, Said::Changed(..) | Said::Extreme(..));
        let told =
            |at: usize| matches!(self.kind(at), Some(Kind::When(_))) || self.is(at, Role::From);
        // “quý III/2026, điểm tổng hợp đạt 90,00 điểm”
        let first = self.stretch(at).start;
        let led = matches!(self.kind(self.skip(first, &[])), Some(Kind::When(_)));
        let opened = led || self.around.is_some();
        !value || when == When::Now || opened || (self.clause.min(at)..end + 3).any(told)
    }

    pub(super) fn claim(
        &mut self,
        subject: Subject,
        at: usize,
        end: usize,
        when: When,
        said: Said,
        sure: bool,
    ) {
        let restated = match said {
            Said::Points(Bound::Exact, ..) | Said::Rank(..) => self.restated(at),
            _ => None,
        };
        let planned = at >= self.planned;
        let sure = sure && self.is_dated(at, end, when, said);
        let sure = sure && (!planned || restated != Some(false));
        let planned = planned && restated.is_none();
        let (start, end) = self.span(at, end);
        if subject != Subject::Other && (!planned || matches!(subject, Subject::Unit(_))) {
            self.read.push(Read::Claim(Claim {
                subject,
                when,
                said,
                sure,
                planned,
                start,
                end,
            }));
        }
    }
}
