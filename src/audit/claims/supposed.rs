//! Sentences that claim nothing: those that only suppose something, or say where a band begins.

use rust_decimal::Decimal;

use super::grammar::Role;
use super::tokens::{Kind, Token};

/// Whether a sentence only supposes something, or says a rule; “trong 6 trục thì 5 trục tăng” does
/// not.
pub fn is_supposed(text: &str, tokens: &[Token]) -> bool {
    let among = tokens.first().is_some_and(|first| {
        let words = text.get(first.start..first.end).unwrap_or_default();
        crate::vn::text::lower(words).starts_with("trong")
    });
    tokens.iter().any(|token| {
        let words = text.get(token.start..token.end).unwrap_or_default();
        token.kind == Kind::Role(Role::Supposed) && !(among && words == "thì")
    })
}

/// Whether a sentence only says from how many points to how many a band goes.
pub fn defines(tokens: &[Token], cuts: &[Decimal]) -> bool {
    let is = |kind: fn(&Kind) -> bool| tokens.iter().any(|token| kind(&token.kind));
    let banded = is(|kind| matches!(kind, Kind::Band(_)));
    let named = is(|kind| matches!(kind, Kind::Unit(_) | Kind::Own | Kind::Axis(_)));
    let total = is(|kind| matches!(kind, Kind::Role(Role::Total)));
    let ranges = is(|kind| {
        matches!(
            kind,
            Kind::Role(Role::From | Role::AtLeast | Role::Below | Role::Above)
        )
    });
    let cut = |token: &Token| match token.kind {
        Kind::Number(value) => cuts.contains(&value) || value == Decimal::ONE_HUNDRED,
        _ => true,
    };
    let rate = is(|kind| *kind == Kind::Mark('%'));
    banded && ranges && !named && !total && !rate && tokens.iter().all(cut)
}
