//! What is asked of a sentence's tokens by all who read them.

use rust_decimal::Decimal;

use super::grammar::Role;
use super::said::Bound;
use super::tokens::{Kind, Token};
use crate::vn::text::lower;

/// A sentence as tokens, which are known by their numbers.
pub trait Tokens {
    /// The sentence.
    fn text(&self) -> &str;

    /// Its tokens.
    fn tokens(&self) -> &[Token];

    /// What a token is.
    fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens().get(at).map(|token| token.kind)
    }

    /// Whether its words play a part.
    fn is(&self, at: usize, role: Role) -> bool {
        self.kind(at) == Some(Kind::Role(role))
    }

    /// Whether they play one of these.
    fn any(&self, at: usize, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.is(at, *role))
    }

    /// The number that it is.
    fn number(&self, at: usize) -> Option<Decimal> {
        match self.kind(at)? {
            Kind::Number(value) => Some(value),
            _ => None,
        }
    }

    /// Its words, as they are written.
    fn written(&self, at: usize) -> &str {
        let token = self.tokens().get(at);
        let words = token.and_then(|token| self.text().get(token.start..token.end));
        words.unwrap_or_default()
    }

    /// Its words in small letters.
    fn words(&self, at: usize) -> String {
        lower(self.written(at))
    }

    /// Whether it is a dash between blanks, which parts what stands around it.
    fn pauses(&self, at: usize) -> bool {
        let dash = matches!(self.kind(at), Some(Kind::Mark('–' | '—' | '-')));
        let around = self.tokens().get(at).filter(|_| dash).and_then(|token| {
            let before = self.text().get(..token.start)?;
            Some((before, self.text().get(token.end..)?))
        });
        around.is_some_and(|(before, after)| before.ends_with(' ') && after.starts_with(' '))
    }

    /// How the word before a number bounds it.
    fn led_bound(&self, at: usize) -> Bound {
        match at.checked_sub(1).and_then(|at| self.kind(at)) {
            Some(Kind::Role(Role::Above)) => Bound::Above,
            Some(Kind::Role(Role::Below)) => Bound::Below,
            Some(Kind::Role(Role::Near)) => Bound::Near,
            Some(Kind::Role(Role::About)) => Bound::About,
            _ => Bound::Exact,
        }
    }
}
