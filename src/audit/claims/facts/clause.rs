//! A sentence as clauses: in each the names, the nouns with their numbers, the figures with their
//! units, and what is said of them.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::tables::Rows;
use crate::audit::claims::grammar::Role;
use crate::audit::claims::said::{Bound, Subject};
use crate::audit::claims::tokens::{Kind, Token, When};

/// What a figure is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Points.
    Points,
    /// A hundred.
    Percent,
    /// Things, as the token after it says.
    Things(usize),
    /// All rows, as a part of them.
    Rows,
    /// A rank.
    Rank,
    /// Places by which a rank changed.
    Places,
    /// Nothing that is named.
    Bare,
}

/// A number that says how much.
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    /// Its token.
    pub at: usize,
    /// The token after it and its unit.
    pub end: usize,
    /// The number.
    pub value: Decimal,
    /// Of how much.
    pub whole: Option<Decimal>,
    /// Its unit.
    pub of: Of,
    /// How it bounds.
    pub bound: Bound,
}

/// A word for rows, with how many they are said to be.
#[derive(Debug, Clone, Copy)]
pub struct Noun {
    /// Its first token: of its number, if it has one.
    pub at: usize,
    /// The token of the word itself.
    pub word: usize,
    /// What the rows are.
    pub rows: Rows,
    /// How many.
    pub count: Option<Decimal>,
    /// Of how many.
    pub whole: Option<Decimal>,
    /// Whether it only says among which: “trong sáu trục”.
    pub scope: bool,
}

/// A part of a sentence that says one thing.
#[derive(Debug, Clone, Default)]
pub struct Clause {
    /// Its tokens.
    pub at: Vec<usize>,
    /// Whether it stands in brackets.
    pub inside: bool,
    /// The names in it.
    pub names: Vec<(usize, Subject)>,
    /// The words for rows in it.
    pub nouns: Vec<Noun>,
    /// The numbers in it.
    pub figures: Vec<Figure>,
    /// The bands in it.
    pub bands: Vec<usize>,
    /// The highest and the lowest that it speaks of.
    pub extremes: Vec<(usize, bool)>,
    /// Which way what it speaks of changed.
    pub way: Option<(usize, Ordering)>,
    /// The tokens in brackets inside it.
    pub aside: Vec<usize>,
}

/// Reads tokens.
pub struct Clauses<'t> {
    /// The sentence.
    pub text: &'t str,
    /// Its tokens.
    pub tokens: &'t [Token],
    /// What rows of tables are called that are neither units nor groups.
    pub nouns: &'t [String],
    /// Numbers in words, from one.
    pub numbers: &'t [String],
    /// Whether groups of points are rows.
    pub axes: bool,
    /// Periods that are rows.
    pub periods: &'t [(String, Subject)],
}

impl Clauses<'_> {
    pub fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    pub fn is(&self, at: usize, role: Role) -> bool {
        self.kind(at) == Some(Kind::Role(role))
    }

    /// The words of a token in small letters.
    pub fn words(&self, at: usize) -> String {
        let token = self.tokens.get(at);
        let words = token.and_then(|token| self.text.get(token.start..token.end));
        crate::vn::text::lower(words.unwrap_or_default())
    }

    fn name(&self, at: usize) -> Option<Subject> {
        match self.kind(at)? {
            Kind::Axis(index) if self.axes => Some(Subject::Axis(index)),
            Kind::Unit(index) => Some(Subject::Unit(index)),
            Kind::When(when) => self.period(at, when),
            _ => None,
        }
    }

    /// The row of a period that is named here.
    pub fn period(&self, at: usize, when: When) -> Option<Subject> {
        if self.periods.is_empty() {
            return None;
        }
        let words = super::periods::named(&self.words(at));
        let same = |name: &str| {
            name == words || name.split_once('/').is_some_and(|(name, _)| name == words)
        };
        let mut periods = self.periods.iter();
        let known = periods.find(|(name, _)| same(name)).map(|(_, row)| *row);
        let last = |back: usize| {
            self.periods
                .len()
                .checked_sub(back)
                .and_then(|at| self.periods.get(at))
        };
        let now = match when {
            When::Now => last(1),
            When::Before => last(2),
            _ => None,
        };
        known.or(now.map(|(_, row)| *row))
    }

    pub fn number(&self, at: usize) -> Option<Decimal> {
        match self.kind(at)? {
            Kind::Number(value) => Some(value),
            _ => None,
        }
    }

    /// A number in digits or in words.
    pub fn counted(&self, at: usize) -> Option<Decimal> {
        let spelt = || {
            let word = self.words(at);
            let number = self.numbers.iter().position(|number| *number == word)?;
            Some(Decimal::from(number + 1))
        };
        self.number(at).or_else(spelt)
    }

    /// Whether a name stands at or after this token, behind words that may lead to it.
    fn led(&self, mut at: usize) -> bool {
        while let Some(kind) = self.kind(at) {
            match kind {
                Kind::Axis(_) | Kind::Unit(_) => return true,
                Kind::Own | Kind::Role(Role::UnitNoun | Role::AxisNoun | Role::Own | Role::And) => {
                }
                Kind::Role(Role::Part) => {}
                Kind::Role(Role::Filler) if ["các", "những"].contains(&self.words(at).as_str()) =>
                    {}
                _ => return false,
            }
            at += 1;
        }
        false
    }

    /// Whether a mark or an “and” ends a clause.
    fn ends(&self, at: usize) -> bool {
        let before = at.checked_sub(1);
        let named = before
            .is_some_and(|at| self.name(at).is_some() || self.kind(at) == Some(Kind::Mark(')')));
        let listed = named && self.led(at + 1);
        // “giữa đơn vị cao nhất và đơn vị thấp nhất”
        let extreme = |at: usize| self.is(at, Role::Highest) || self.is(at, Role::Lowest);
        let ends = before.is_some_and(extreme) && (at + 1..at + 4).any(extreme);
        let between = (0..at).any(|at| self.words(at) == "giữa");
        let listed = listed || ends && between;
        match self.kind(at) {
            Some(Kind::Mark(';')) => true,
            Some(Kind::Mark(',')) => !listed,
            Some(Kind::Role(Role::And)) => match self.words(at).as_str() {
                "và" | "cùng" => !listed,
                _ => true,
            },
            _ => false,
        }
    }

    /// All clauses, in their order; what stands in brackets follows what it stands in.
    pub fn all(&self) -> Vec<Clause> {
        let mut all: Vec<Clause> = Vec::new();
        let (mut outer, mut inner) = (Clause::default(), Vec::new());
        let mut depth = 0_u32;
        for at in 0..self.tokens.len() {
            match self.kind(at) {
                Some(Kind::Mark('(')) => {
                    depth += 1;
                    inner.push(Clause {
                        inside: true,
                        ..Clause::default()
                    });
                }
                Some(Kind::Mark(')')) => depth = depth.saturating_sub(1),
                _ if depth > 0 => {
                    if let Some(inner) = inner.last_mut() {
                        inner.at.push(at);
                    }
                    outer.aside.push(at);
                }
                _ if self.ends(at) => {
                    all.push(std::mem::take(&mut outer));
                    all.append(&mut inner);
                }
                _ => outer.at.push(at),
            }
        }
        all.push(outer);
        all.append(&mut inner);
        all.retain(|clause| !clause.at.is_empty());
        for clause in &mut all {
            self.fill(clause);
        }
        all
    }

    /// Some tokens as one clause.
    pub fn clause(&self, at: Vec<usize>) -> Clause {
        let mut clause = Clause {
            at,
            ..Clause::default()
        };
        self.fill(&mut clause);
        clause
    }

    fn fill(&self, clause: &mut Clause) {
        let at = clause.at.clone();
        let mut taken: Vec<usize> = Vec::new();
        for &at in &at {
            match self.kind(at) {
                Some(Kind::Axis(_) | Kind::Unit(_) | Kind::When(_)) => {
                    clause.names.extend(self.name(at).map(|name| (at, name)));
                }
                Some(Kind::Band(band)) => clause.bands.push(band),
                Some(Kind::Role(Role::Highest)) => clause.extremes.push((at, false)),
                // “ít nhất 20 đơn vị” is at least so many.
                Some(Kind::Role(Role::Lowest)) if self.number(at + 1).is_none() => {
                    clause.extremes.push((at, true));
                }
                Some(Kind::Role(Role::Rises)) => clause.turn(at, Ordering::Greater),
                Some(Kind::Role(Role::Falls)) => clause.turn(at, Ordering::Less),
                Some(Kind::Role(Role::Stays)) => clause.turn(at, Ordering::Equal),
                _ => {}
            }
            if self.words(at) == "nhất" {
                // “có nhiều hồ sơ tiếp nhận nhất”
                let before = clause
                    .at
                    .iter()
                    .rev()
                    .filter(|before| **before < at)
                    .take(8);
                let before: Vec<String> = before.map(|at| self.words(*at)).collect();
                let many = ["nhiều", "cao", "lớn"]
                    .iter()
                    .any(|word| before.iter().any(|one| one == word));
                let few = ["ít", "thấp", "nhỏ"]
                    .iter()
                    .any(|word| before.iter().any(|one| one == word));
                if many != few {
                    clause.extremes.push((at, few));
                }
            }
            if let Some(rows) = self.rows(at) {
                let (noun, mut numbers) = self.noun(at, rows);
                taken.append(&mut numbers);
                clause.nouns.push(noun);
            }
        }
        // “tháng này trục A đạt …” is of the axis.
        if clause
            .names
            .iter()
            .any(|(_, name)| matches!(name, Subject::Axis(_)))
        {
            let period = |at: usize| matches!(self.kind(at), Some(Kind::When(_)));
            clause.names.retain(|(at, _)| !period(*at));
        }
        for (index, at) in at.iter().copied().enumerate() {
            if let Some((value, tokens)) = self.part(&at_from(&clause.at, index)) {
                taken.extend(at..at + tokens);
                let end = at + tokens;
                clause.figures.push(Figure {
                    at,
                    end,
                    value,
                    whole: None,
                    of: Of::Rows,
                    bound: match self.words(at).starts_with("quá") {
                        true => Bound::Above,
                        false => self.bound(at, end),
                    },
                });
                continue;
            }
            // “đứng thứ ba”
            let spelt = self
                .counted(at)
                .filter(|_| self.number(at).is_none() && self.ranked(at));
            if let Some(value) = spelt {
                clause.figures.push(Figure {
                    at,
                    end: at + 1,
                    value,
                    whole: None,
                    of: Of::Rank,
                    bound: Bound::Exact,
                });
            }
            // “trục 1.1 …” is called so.
            let called = at
                .checked_sub(1)
                .is_some_and(|at| self.is(at, Role::AxisNoun));
            if let Some(value) = self.number(at).filter(|_| !taken.contains(&at) && !called) {
                let mut figure = self.figure(at, value);
                // “hơn 70% số đơn vị”
                let noun = (figure.end..).find(|at| !self.is(*at, Role::Filler));
                if figure.of == Of::Percent && noun.is_some_and(|at| self.rows(at).is_some()) {
                    figure.of = Of::Rows;
                }
                if figure.whole.is_some() {
                    taken.push(at + 2);
                }
                clause.figures.push(figure);
            }
        }
    }

    /// Of which rows a word speaks, if no name of one follows it.
    fn rows(&self, at: usize) -> Option<Rows> {
        let rows = match self.kind(at)? {
            Kind::Role(Role::AxisNoun) => Rows::Axes,
            Kind::Role(Role::UnitNoun) => Rows::Units,
            _ if self.nouns.contains(&self.words(at)) => Rows::Lines,
            _ => return None,
        };
        // “07 nhóm đơn vị” speaks of units.
        let next = self.kind(at + 1);
        let doubled = next == Some(Kind::Role(Role::UnitNoun)) && rows == Rows::Axes;
        (!matches!(next, Some(Kind::Axis(_) | Kind::Unit(_))) && !doubled).then_some(rows)
    }

    /// A noun with the number before it: “02 trục”, “04/08 đơn vị”, “bốn trong sáu lĩnh vực”.
    fn noun(&self, at: usize, rows: Rows) -> (Noun, Vec<usize>) {
        let before = |steps: usize| at.checked_sub(steps);
        let last = before(1).and_then(|at| self.counted(at));
        let mark = before(2).filter(|_| last.is_some());
        let between = mark.is_some_and(|at| {
            self.kind(at) == Some(Kind::Mark('/'))
                || ["trong", "trên", "trong số", "trên tổng số", "trong tổng số"]
                    .contains(&self.words(at).as_str())
        });
        let first = before(3)
            .filter(|_| between)
            .and_then(|at| self.counted(at));
        let (count, whole, steps) = match (first, last) {
            (Some(first), last) => (Some(first), last, 3),
            (None, Some(last)) => (Some(last), None, 1),
            (None, None) => (None, None, 0),
        };
        let start = at - steps;
        let led = start.checked_sub(1).map(|at| self.words(at));
        let scope = ["trong", "trong số", "trong tổng số"];
        let scope = first.is_none() && led.is_some_and(|word| scope.contains(&word.as_str()));
        let noun = Noun {
            at: start,
            word: at,
            rows,
            count,
            whole,
            scope: scope || between && first.is_none(),
        };
        (noun, (start..at).collect())
    }

    fn figure(&self, at: usize, value: Decimal) -> Figure {
        let divides = |at: usize| {
            self.kind(at) == Some(Kind::Mark('/'))
                || self.is(at, Role::Of)
                || self.is(at, Role::Above)
        };
        let whole = self.number(at + 2).filter(|_| divides(at + 1));
        let end = if whole.is_some() { at + 3 } else { at + 1 };
        let before = at.checked_sub(1);
        let of = match self.kind(end) {
            Some(Kind::Mark('%')) => Of::Percent,
            Some(Kind::Role(Role::Points)) => Of::Points,
            Some(Kind::Role(Role::Counted)) => Of::Things(end),
            Some(Kind::Role(Role::Places | Role::Rank)) => Of::Places,
            _ if self.ranked(at) => Of::Rank,
            _ if before.is_some_and(|at| self.is(at, Role::Points)) => Of::Points,
            _ => Of::Bare,
        };
        let end = if matches!(of, Of::Bare) { end } else { end + 1 };
        Figure {
            at,
            end,
            value,
            whole,
            of,
            bound: self.bound(at, end),
        }
    }

    /// A part of all rows in words, in percent, and its tokens: “một phần ba”, “một nửa”.
    fn part(&self, at: &[usize]) -> Option<(Decimal, usize)> {
        let words: Vec<String> = at.iter().take(3).map(|at| self.words(*at)).collect();
        let joined = words.join(" ");
        let mut words = joined.split(' ');
        let (first, second, third) = (words.next()?, words.next(), words.next());
        let number = |word: &str| {
            let word = if word == "tư" { "bốn" } else { word };
            let at = self.numbers.iter().position(|number| number == word)?;
            Some(Decimal::from(at + 1))
        };
        let (part, of, last) = match (first, second?) {
            ("một" | "phân" | "quá", "nửa") => (Decimal::ONE, Decimal::TWO, "nửa"),
            (part, "phần") => (number(part)?, number(third?)?, third?),
            _ => return None,
        };
        let whole = part < of;
        let tokens = at
            .iter()
            .take(3)
            .position(|at| self.words(*at).ends_with(last))?
            + 1;
        let percent = (part * Decimal::ONE_HUNDRED).checked_div(of)?;
        whole.then_some((percent, tokens))
    }

    fn ranked(&self, at: usize) -> bool {
        let near = (at.saturating_sub(2)..at).rev();
        let mut near = near.filter(|at| !self.is(*at, Role::Filler));
        near.next().is_some_and(|at| self.is(at, Role::Rank))
    }

    fn bound(&self, at: usize, end: usize) -> Bound {
        if self.is(end, Role::AtLeast) {
            return Bound::AtLeast;
        }
        let achieves = [Role::Achieves, Role::Filler, Role::Points].map(Kind::Role);
        let mut before = (0..at).rev().map(|at| (at, self.kind(at)));
        let next = before.next().map(|(at, _)| at);
        let denied = std::iter::once(next)
            .flatten()
            .chain(before.map(|(at, _)| at));
        let mut denied =
            denied.skip_while(|at| self.kind(*at).is_some_and(|k| achieves.contains(&k)));
        match next.and_then(|at| self.kind(at)) {
            Some(Kind::Role(Role::Above)) => Bound::Above,
            Some(Kind::Role(Role::Below)) => Bound::Below,
            Some(Kind::Role(Role::Near)) => Bound::Near,
            Some(Kind::Role(Role::About)) => Bound::About,
            _ if denied.next().is_some_and(|at| self.is(at, Role::Not)) => Bound::Below,
            _ => Bound::Exact,
        }
    }
}

/// The tokens from one on.
fn at_from(at: &[usize], index: usize) -> Vec<usize> {
    at.get(index..).unwrap_or_default().to_vec()
}

impl Clause {
    fn turn(&mut self, at: usize, way: Ordering) {
        self.way = self.way.or(Some((at, way)));
    }

    /// The first noun that says of what is spoken, with a number if one has it.
    pub fn noun(&self) -> Option<&Noun> {
        let mut nouns = self.nouns.iter().filter(|noun| !noun.scope);
        let counted = nouns.clone().find(|noun| noun.count.is_some());
        counted.or_else(|| nouns.next())
    }
}
