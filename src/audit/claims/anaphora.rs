//! “phường Hóa Châu …, tôi nhận trách nhiệm khi phường xếp thứ 39”: a sort of unit that stands for the one
//! named before it.

use super::Claims;
use super::grammar::Grammar;
use super::token::{Kind, Token};
use super::units::level;
use super::vocabulary::{Hint, Role};
use crate::vn::text::lower;

/// What may follow a unit of which something is said.
const SAID: [Role; 8] = [
    Role::Achieves,
    Role::Rank,
    Role::BandNoun,
    Role::Rises,
    Role::Falls,
    Role::Stays,
    Role::Exists,
    Role::Lacks,
];

impl Claims<'_, '_> {
    /// Takes a sort of unit for the only unit of that sort that was named before it.
    pub(super) fn resolve(&self, text: &str, tokens: &mut [Token]) {
        if self.lone.is_some() {
            return;
        }
        let mut named: Vec<usize> = Vec::new();
        for at in 0..tokens.len() {
            let Some(token) = tokens.get(at) else {
                return;
            };
            match token.kind {
                Kind::Unit(index) if !named.contains(&index) => named.push(index),
                Kind::Role(Role::UnitNoun) if says(self.grammar, text, tokens, at) => {
                    let word = lower(text.get(token.start..token.end).unwrap_or_default());
                    let own = |index: &&usize| {
                        let name = self.units.get(**index);
                        name.is_some_and(|name| lower(level(name)) == word)
                    };
                    let mut own = named.iter().filter(own);
                    if let (Some(index), None) = (own.next(), own.next())
                        && let Some(token) = tokens.get_mut(at)
                    {
                        token.kind = Kind::Unit(*index);
                    }
                }
                _ => {}
            }
        }
    }
}

/// Whether something is said of a noun by itself: of no number of units, and of none behind it.
fn says(grammar: &Grammar, text: &str, tokens: &[Token], at: usize) -> bool {
    let kind = |at: usize| tokens.get(at).map(|token| token.kind);
    let said = matches!(kind(at + 1), Some(Kind::Role(role)) if SAID.contains(&role));
    let plural = |token: &Token| {
        let words = lower(text.get(token.start..token.end).unwrap_or_default());
        grammar.is(&words, Hint::Plural) || grammar.number(&words).is_some()
    };
    let before = at.checked_sub(1).and_then(|at| tokens.get(at));
    let alone = before.is_none_or(|before| match before.kind {
        Kind::Word(_) | Kind::Mark(',' | ';') | Kind::Role(Role::And | Role::Filler) => {
            !plural(before)
        }
        _ => false,
    });
    said && alone
}
