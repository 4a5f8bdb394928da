//! How sure a reading is: an error only where every word that could change what a clause is about was
//! understood, from where its sentence, or its part up to a semicolon, begins.

use super::grammar::Grammar;
use super::token::{Kind, Token, When};
use super::vocabulary::{Hint, Role};

/// Words that make a clause one of something else than it seems: another body, a part, a distance,
/// the rest.
const APART: [Role; 5] = [
    Role::Other,
    Role::Part,
    Role::Apart,
    Role::Rest,
    Role::Elsewhen,
];

/// Whether all words around a span of bytes are understood, and none says that it is of something
/// else: another time, some only, a sum, a comparison.
pub fn is_plain(grammar: &Grammar, text: &str, tokens: &[Token], span: (usize, usize)) -> bool {
    let first = tokens.partition_point(|token| token.end <= span.0);
    let last = tokens.partition_point(|token| token.start < span.1);
    let mark = |marks: &[char], at: usize| {
        let kind = tokens.get(at).map(|token| token.kind);
        matches!(kind, Some(Kind::Mark(mark)) if marks.contains(&mark))
    };
    let from = (0..first).rev().find(|at| mark(&[';'], *at));
    let from = from.map_or(0, |at| at + 1);
    let to = (last..tokens.len()).find(|at| mark(&[',', ';', ')'], *at));
    let read = tokens.get(from..to.unwrap_or(tokens.len()));
    let read = read.unwrap_or_default();
    let word = |at: usize| {
        let token = read.get(at);
        token.and_then(|token| text.get(token.start..token.end))
    };
    let hinted = [Hint::Except, Hint::Sum, Hint::Example];
    let hinted = |at: usize| {
        word(at).is_some_and(|word| {
            let word = crate::vn::text::lower(word);
            hinted
                .iter()
                .any(|hint| grammar.hint(*hint).contains(&word))
        })
    };
    let doubtful = |(at, token): (usize, &Token)| match token.kind {
        Kind::Word(_) | Kind::When(When::Month | When::Other) => true,
        Kind::Role(Role::Versus) => {
            let mut after = read.iter().skip(at + 1).take(3);
            !after.any(|token| matches!(token.kind, Kind::When(_)))
        }
        // “hơn năm trước”, “hơn xã A”: more than something, not more than a number.
        Kind::Role(Role::Above) => {
            let mut after = read.iter().skip(at + 1);
            let next = after.find(|token| token.kind != Kind::Role(Role::Filler));
            let amount = |kind| matches!(kind, Kind::Number(_) | Kind::When(_));
            !next.is_some_and(|next| amount(next.kind))
        }
        Kind::Role(role) if APART.contains(&role) => true,
        _ => hinted(at),
    };
    !read.iter().enumerate().any(doubtful)
}
