//! Tokens that together say of which time they are: months, quarters, years, days; and numbers in words.

use rust_decimal::Decimal;

use super::phrases::plain;
use super::token::{Kind, Names, Token, When};
use super::vocabulary::{Hint, Role};
use crate::vn::period::{ANY, NOUNS, PartOfYear, named as named_part};

/// Takes months, years, quarters and days together.
pub(super) fn months(tokens: &[Token], text: &str, names: &Names) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let part = part(tokens, at, text, names).or_else(|| listed(&out, tokens, at, names));
        let part = part.map(|(when, taken)| (Kind::When(when), taken));
        let (kind, taken) = part.unwrap_or_else(|| time(tokens, at, text, names));
        let last = tokens.get(at + taken - 1).or(tokens.last());
        out.push(Token {
            kind,
            start: token.start,
            end: last.map_or(text.len(), |last| last.end),
        });
        at += taken;
    }
    out
}

/// What a token is together with those after it that say of which time they are, and how many
/// these are.
fn time(tokens: &[Token], at: usize, text: &str, names: &Names) -> (Kind, usize) {
    let month = |number: u32, year| match u8::try_from(number) {
        Ok(number) => (names.period)(PartOfYear::Month(number), year),
        Err(_) => When::Other,
    };
    let kind = |at: usize| tokens.get(at).map(|token| token.kind);
    let whole = |at: usize| match kind(at) {
        Some(Kind::Number(value)) if value.scale() == 0 => u32::try_from(value).ok(),
        _ => None,
    };
    let Some(token) = tokens.get(at) else {
        return (Kind::Nothing, 1);
    };
    match token.kind {
        Kind::Role(Role::Month) => match (whole(at + 1), kind(at + 2)) {
            (Some(number), Some(Kind::Mark('/'))) if whole(at + 3).is_some() => {
                (Kind::When(month(number, whole(at + 3))), 4)
            }
            (Some(number), Some(Kind::Role(Role::Year))) if whole(at + 3).is_some() => {
                (Kind::When(month(number, whole(at + 3))), 4)
            }
            (Some(number), _) => (Kind::When(month(number, None)), 2),
            (None, _) => (Kind::When(When::Other), 1),
        },
        Kind::Role(Role::Year) if whole(at + 1).is_some() => (Kind::When(When::Other), 2),
        Kind::Role(Role::Quarter) => {
            let year = kind(at + 2) == Some(Kind::Mark('/'));
            (Kind::When(When::Other), if year { 4 } else { 2 })
        }
        Kind::Role(Role::Now) => (Kind::When(called(token, text, names, When::Now)), 1),
        Kind::Role(Role::Before) => (Kind::When(called(token, text, names, When::Before)), 1),
        Kind::Role(Role::YearBefore) => match (kind(at + 1), whole(at + 2)) {
            (Some(Kind::Role(Role::Year)), Some(_)) => (Kind::When(When::YearBefore), 3),
            _ => (Kind::When(When::YearBefore), 1),
        },
        Kind::Role(Role::Elsewhen) => (Kind::When(When::Other), 1),
        Kind::Role(Role::Day) if whole(at + 1).is_some() => (Kind::Nothing, 2),
        // “9 tháng”, “17 giờ”: no figure of this hồ sơ.
        Kind::Number(_)
            if kind(at + 1) == Some(Kind::Role(Role::Month)) && whole(at + 2).is_none() =>
        {
            (Kind::When(When::Other), 2)
        }
        Kind::Number(_) if kind(at + 1) == Some(Kind::Role(Role::Day)) => (Kind::Nothing, 2),
        Kind::Word(false) if let Some(rank) = ordinal(tokens, at, text, names) => (rank, 1),
        Kind::Word(true) if let Some(number) = short_month(token, text, names) => {
            let year = whole(at + 2).filter(|_| kind(at + 1) == Some(Kind::Mark('/')));
            let taken = if year.is_some() { 3 } else { 1 };
            (Kind::When(month(number, year)), taken)
        }
        known => (spelt(tokens, at, text, names).unwrap_or(known), 1),
    }
}

/// A rank in words: “đứng thứ nhất”; “thứ nhất” by itself opens a list.
fn ordinal(tokens: &[Token], at: usize, text: &str, names: &Names) -> Option<Kind> {
    let token = tokens.get(at)?;
    let word = plain(text.get(token.start..token.end)?);
    let before = at.checked_sub(1).filter(|before| *before > 0);
    let ranked = tokens.get(before?)?.kind == Kind::Role(Role::Rank);
    let mut ordinals = names.grammar.hint(Hint::Ordinals).iter();
    let place = ordinals
        .position(|ordinal| *ordinal == word)
        .filter(|_| ranked)?;
    Some(Kind::Number(Decimal::from(place + 1)))
}

/// The number of a month that is written short: “T9”.
fn short_month(token: &Token, text: &str, names: &Names) -> Option<u32> {
    let word = plain(text.get(token.start..token.end)?);
    let mut short = names.grammar.hint(Hint::ShortMonth).iter();
    let number: u32 = short.find_map(|lead| word.strip_prefix(lead.as_str())?.parse().ok())?;
    (1..=12).contains(&number).then_some(number)
}

/// A part of a year that is named here, and how many tokens name it.
fn part(tokens: &[Token], at: usize, text: &str, names: &Names) -> Option<(When, usize)> {
    let first = tokens.get(at)?;
    let may = matches!(
        first.kind,
        Kind::Role(Role::Quarter | Role::Week | Role::Year)
    ) || [6, 9]
        .map(|n| Kind::Number(Decimal::from(n)))
        .contains(&first.kind);
    let (part, year, length) = may.then(|| named_part(text.get(first.start..)?))??;
    let rest = tokens.get(at..).unwrap_or_default();
    let taken = rest
        .iter()
        .take_while(|token| token.start < first.start + length);
    Some(((names.period)(part, year.map(u32::from)), taken.count()))
}

/// A further month of a list, and how many tokens name it: “tháng 8, 9 và 10/2026”.
fn listed(before: &[Token], tokens: &[Token], at: usize, names: &Names) -> Option<(When, usize)> {
    let whole = |at: usize| match tokens.get(at)?.kind {
        Kind::Number(value) if value.scale() == 0 => u32::try_from(value).ok(),
        _ => None,
    };
    let kind = |at: usize| tokens.get(at).map(|token| token.kind);
    let month = whole(at).and_then(|month| u8::try_from(month).ok());
    let month = month.filter(|month| (1..=12).contains(month))?;
    let mut last = before.iter().rev().map(|token| token.kind);
    let joined = matches!(last.next()?, Kind::Mark(',') | Kind::Role(Role::And));
    let led = matches!(last.next()?, Kind::When(_));
    let written = tokens
        .get(at)
        .is_some_and(|token| token.end - token.start == 1 || month > 9);
    let year = whole(at + 2).filter(|_| kind(at + 1) == Some(Kind::Mark('/')));
    let next = kind(at + if year.is_some() { 3 } else { 1 });
    let alone = match next {
        None | Some(Kind::Mark(',' | ';' | ')') | Kind::Own) => true,
        Some(Kind::Role(role)) => [Role::And, Role::Is, Role::Achieves, Role::Year].contains(&role),
        _ => false,
    };
    let taken = if year.is_some() { 3 } else { 1 };
    (joined && led && written && alone)
        .then(|| ((names.period)(PartOfYear::Month(month), year), taken))
}

/// “tháng trước” in a document of a month; in one of a quarter it is another time.
fn called(token: &Token, text: &str, names: &Names, when: When) -> When {
    let words = text.get(token.start..token.end).unwrap_or_default();
    let words = crate::vn::text::lower(words);
    let mut words = words.split_whitespace();
    let other = |word: &str| NOUNS.contains(&word) && ![ANY, names.noun].contains(&word);
    match words.any(other) {
        true => When::Other,
        false => when,
    }
}

/// A number in words, before what can be counted.
fn spelt(tokens: &[Token], at: usize, text: &str, names: &Names) -> Option<Kind> {
    let counted = [Role::AxisNoun, Role::UnitNoun, Role::Counted, Role::Places].map(Kind::Role);
    let next = tokens
        .get(at + 1)
        .filter(|next| counted.contains(&next.kind));
    // “hai trong bốn hồ sơ”
    let word_at = |at: usize| {
        let token = tokens.get(at)?;
        Some(plain(text.get(token.start..token.end)?))
    };
    let among = || {
        let is = |word: &String, hint| names.grammar.is(word, hint);
        let among = |word: String| is(&word, Hint::Among) || is(&word, Hint::OutOf);
        let among = word_at(at + 1).is_some_and(among);
        let number = word_at(at + 2).is_some_and(|word| names.grammar.number(&word).is_some());
        let noun = tokens
            .get(at + 3)
            .is_some_and(|noun| counted.contains(&noun.kind));
        among && number && noun
    };
    // “một phần ba đơn vị” is no three.
    let part = at.checked_sub(1).and_then(word_at);
    if part.is_some_and(|word| names.grammar.ends(&word, Hint::Parts)) {
        return None;
    }
    let token = tokens.get(at).filter(|_| next.is_some() || among())?;
    let word = plain(text.get(token.start..token.end)?);
    let number = names.grammar.number(&word)?;
    Some(Kind::Number(Decimal::from(number)))
}
