//! A sentence as clauses: in each the names, the nouns with their numbers, the figures with their
//! units, and what is said of them.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::tables::Rows;
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::grammar::Grammar;
use crate::audit::claims::said::{Bound, Subject};
use crate::audit::claims::token::{Kind, Token, When};
use crate::audit::claims::vocabulary::{Hint, Role};

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
    /// The parts that words play.
    pub grammar: &'t Grammar,
    /// Whether groups of points are rows.
    pub axes: bool,
    /// Periods that are rows.
    pub periods: &'t [(String, Subject)],
}

impl Tokens for Clauses<'_> {
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

impl Clauses<'_> {
    pub(super) fn name(&self, at: usize) -> Option<Subject> {
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
        // “tháng 8, 9 và 10”
        let words = self.words(at);
        let words = match words.starts_with(|c: char| c.is_ascii_digit()) {
            true => format!("tháng {words}"),
            false => words,
        };
        let words = super::spelling::named(&words);
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
        // A month that is named by its number is that one or none.
        let numbered = words.contains(|c: char| c.is_ascii_digit());
        known.or(now.filter(|_| !numbered).map(|(_, row)| *row))
    }

    /// A number in digits or in words.
    pub fn counted(&self, at: usize) -> Option<Decimal> {
        let spelt = || self.grammar.number(&self.words(at)).map(Decimal::from);
        self.number(at).or_else(spelt)
    }

    /// Whether a name stands at or after this token, behind words that may lead to it.
    fn led(&self, mut at: usize) -> bool {
        while let Some(kind) = self.kind(at) {
            match kind {
                Kind::Axis(_) | Kind::Unit(_) => return true,
                Kind::When(when) if self.period(at, when).is_some() => return true,
                Kind::Own | Kind::Role(Role::UnitNoun | Role::AxisNoun | Role::Own | Role::And) => {
                }
                Kind::Role(Role::Part) => {}
                Kind::Role(Role::Filler) if self.is_hint(at, Hint::Plural) => {}
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
        let listed = named && self.led(at + 1) || self.joins_parts(at);
        // “giữa đơn vị cao nhất (93,32 điểm) và đơn vị thấp nhất”
        let extreme = |at: usize| self.is(at, Role::Highest) || self.is(at, Role::Lowest);
        let opens = |at: &usize| self.kind(*at) == Some(Kind::Mark('('));
        let bracket = before.filter(|at| self.kind(*at) == Some(Kind::Mark(')')));
        let opens = bracket.and_then(|at| (0..at).rev().find(opens)?.checked_sub(1));
        let ends = opens.or(before).is_some_and(extreme) && (at + 1..at + 4).any(extreme);
        let between = || (0..at).any(|at| self.is_hint(at, Hint::Between));
        let listed = listed || ends && between();
        match self.kind(at) {
            Some(Kind::Mark(';')) => !self.lists_so_many(at),
            Some(Kind::Mark(',')) => !listed,
            // “hai đơn vị cùng có tỷ lệ 80%”, “có cùng tỷ lệ 80%”
            Some(Kind::Role(Role::And)) if self.is_hint(at, Hint::Same) => {
                let said = self.goes_on(at + 1) || self.is_measured(at + 1);
                !(said || listed && self.is_hint(at, Hint::Lists))
            }
            Some(Kind::Role(Role::And)) => !(listed && self.is_hint(at, Hint::Lists)),
            _ => false,
        }
    }

    /// Whether what parts of the points are called stands on both sides, where they are no rows: “đứng cuối
    /// cả về A lẫn B”.
    fn joins_parts(&self, at: usize) -> bool {
        let part = |at: &usize| {
            let part = matches!(self.kind(*at), Some(Kind::Axis(_)));
            part || self.is(*at, Role::Total)
        };
        let quiet = [Role::Filler, Role::AxisNoun, Role::OfWhom, Role::Points];
        let mut after = (at + 1..at + 4).skip_while(|at| self.any(*at, &quiet));
        let before = at.checked_sub(1).is_some_and(|at| part(&at));
        !self.axes && before && after.next().is_some_and(|at| part(&at))
    }

    /// Whether a word says what those before it do.
    fn goes_on(&self, at: usize) -> bool {
        let verbs = [
            Role::Exists,
            Role::Achieves,
            Role::Rises,
            Role::Falls,
            Role::Stays,
            Role::BandNoun,
            Role::Rank,
            Role::Above,
            Role::Below,
            Role::Lacks,
        ];
        verbs.iter().any(|role| self.is(at, *role))
    }

    /// Whether what is measured stands here, or a value: “tỷ lệ 80%”, “một số điểm”, “17,62 điểm”.
    pub(super) fn is_measured(&self, at: usize) -> bool {
        let one = |at: usize| {
            let number = self.counted(at).filter(|_| self.number(at).is_none());
            number == Some(Decimal::ONE) || self.is_hint(at, Hint::LevelNoun)
        };
        let at = (at..at + 3).find(|at| !one(*at)).unwrap_or(at);
        let things = self.is(at, Role::Filler) && self.is(at + 1, Role::Counted);
        let value = self.number(at).is_some()
            && (self.kind(at + 1) == Some(Kind::Mark('%')) || self.is(at + 1, Role::Points));
        things || value || self.any(at, &[Role::Rate, Role::Points])
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
}

impl Clause {
    pub(super) fn turn(&mut self, at: usize, way: Ordering) {
        self.way = self.way.or(Some((at, way)));
    }

    /// The first noun that says of what is spoken, with a number if one has it.
    pub fn noun(&self) -> Option<&Noun> {
        let mut nouns = self.nouns.iter().filter(|noun| !noun.scope);
        let counted = nouns.clone().find(|noun| noun.count.is_some());
        counted.or_else(|| nouns.next())
    }
}
