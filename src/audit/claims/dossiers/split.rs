//! A sentence as clauses, and where words of the list stand in it.

use std::collections::BTreeSet;

use super::clause::{Clause, Mention};
use super::listing::{Cells, Listing, Mask};
use super::reading::Reading;
use crate::audit::claims::grammar::Grammar;
use crate::audit::claims::token::{Kind, Token};
use crate::audit::claims::vocabulary::{Hint, Role};
use crate::vn::text::{is_whole, lower};

impl Listing {
    /// The clauses of a sentence that may be of this list.
    pub fn clauses(&self, grammar: &Grammar, text: &str, tokens: &[Token]) -> Vec<Clause> {
        let small = lower(text);
        let has = |hint| grammar.hint(hint).iter().any(|word| small.contains(word));
        let (mean, per) = (has(Hint::Mean), has(Hint::PerOffice));
        // “bình quân mỗi hồ sơ chậm 7 ngày”
        let plan = |token: &&Token| {
            let word = text.get(token.start..token.end).unwrap_or_default();
            let per = grammar.is(word, Hint::Per) && (mean || per);
            token.kind != Kind::Role(Role::Plan) || per
        };
        let tokens = tokens.iter().take_while(plan);
        let mentions = self.mentions(grammar, text);
        let inside = |token: &&Token| {
            mentions
                .iter()
                .any(|one| one.start <= token.start && token.end <= one.end)
        };
        let free: Vec<Token> = tokens.filter(|token| !inside(token)).copied().collect();
        let mut clauses = Vec::new();
        let (mut start, mut fresh, mut elsewhen) = (0, false, false);
        let mut done: Option<Mask> = None;
        let mut part: Vec<Token> = Vec::new();
        let ends = ends_of(grammar, text, &free, &mentions);
        let mut free = free.into_iter().peekable();
        for end in ends {
            while let Some(token) = free.next_if(|token| token.end <= end) {
                part.push(token);
            }
            let own = mentions
                .iter()
                .filter(|one| start <= one.start && one.start < end);
            let own: Vec<&Mention> = own.collect();
            let last = part.last().map(|token| token.kind);
            let tokens = std::mem::take(&mut part);
            let reading = Reading {
                list: self,
                grammar,
                text,
                tokens,
            };
            elsewhen = reading.elsewhen().unwrap_or(elsewhen);
            let clause = reading.clause(&own).filter(|_| !elsewhen);
            if let Some(mut clause) = clause {
                (clause.fresh, clause.span) = (fresh, (start, end));
                done = reading.goes_on(&mut clause, done);
                clauses.push(clause);
            }
            fresh = last == Some(Kind::Mark(';'));
            start = end;
        }
        clauses
    }

    /// Where words of the list stand in a text; of those that lie in one another the longest.
    fn mentions(&self, grammar: &Grammar, text: &str) -> Vec<Mention> {
        let small = lower(text);
        let mut found: Vec<Mention> = Vec::new();
        for column in self.columns.iter().filter(|column| column.done.is_none()) {
            let Cells::Words(values) = &column.cells else {
                continue;
            };
            let known: BTreeSet<&str> = values.iter().flatten().map(String::as_str).collect();
            for value in known {
                let whole = occurrences(&small, &lower(value));
                let spans = match whole.is_empty() && !column.shared {
                    true => part_of(grammar, value, &small).into_iter().collect(),
                    false => whole,
                };
                let rows = values.iter().map(|own| own.as_deref() == Some(value));
                let rows: Vec<bool> = rows.collect();
                found.extend(spans.into_iter().map(|(start, end)| Mention {
                    start,
                    end,
                    rows: rows.clone(),
                    office: column.shared,
                }));
            }
        }
        found.sort_by_key(|one| (one.start, usize::MAX - one.end));
        let mut kept: Vec<Mention> = Vec::new();
        for one in found {
            match kept.last_mut() {
                // Several dossiers are called so.
                Some(last) if last.start == one.start && last.end == one.end => {
                    last.rows = last
                        .rows
                        .iter()
                        .zip(&one.rows)
                        .map(|(a, b)| *a || *b)
                        .collect();
                }
                Some(last) if one.start < last.end => {}
                _ => kept.push(one),
            }
        }
        kept
    }
}

/// Where clauses end.
fn ends_of(grammar: &Grammar, text: &str, free: &[Token], mentions: &[Mention]) -> Vec<usize> {
    let ends = (0..free.len()).filter_map(|at| {
        let token = free.get(at).filter(|token| ends(token.kind))?;
        // “chậm lần lượt 12 ngày và 05 ngày”
        let days = |at: Option<usize>| {
            let token = at.and_then(|at| free.get(at));
            let written = token.and_then(|token| text.get(token.start..token.end));
            let day = written.is_some_and(|words| grammar.ends(words, Hint::Days));
            day && token.is_some_and(|token| token.kind == Kind::Nothing)
        };
        let listed = days(at.checked_sub(1)) && days(Some(at + 1));
        // “Phòng A 17 ngày, Phòng B 11 ngày”
        let next = free.get(at + 1).map_or(text.len(), |token| token.start);
        let inside = |one: &Mention| token.end <= one.start && one.end <= next;
        let listed = listed && !mentions.iter().any(inside);
        (!listed).then_some(token.end)
    });
    ends.chain([text.len()]).collect()
}

/// Whether a token ends a clause.
fn ends(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Mark(',' | ';' | '(' | ')' | ':' | '–') | Kind::Role(Role::And)
    )
}

/// Wherever words stand in a text, not inside longer words.
fn occurrences(text: &str, words: &str) -> Vec<(usize, usize)> {
    let found = text.match_indices(words);
    let spans = found.map(|(at, words)| (at, at + words.len()));
    spans
        .filter(|(start, end)| is_whole(text, *start, *end))
        .collect()
}

/// Where most words of a name stand in a text one after the other: at least two that tell something.
fn part_of(grammar: &Grammar, name: &str, text: &str) -> Option<(usize, usize)> {
    let name = lower(name);
    let words: Vec<&str> = name.split(' ').collect();
    let mut lengths = (2..=words.len()).rev();
    lengths.find_map(|length| {
        let mut runs = words.windows(length);
        runs.find_map(|run| {
            let run = run.join(" ");
            let telling = grammar.telling(&run).len();
            let first = || occurrences(text, &run).into_iter().next();
            (telling >= 2).then(first).flatten()
        })
    })
}
