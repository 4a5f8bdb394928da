//! “tính đến ngày 31/10/2026, …”: what is as of the end of the period is of the period.

use super::Claims;
use super::token::{Kind, Token, When};
use super::vocabulary::{Hint, Role};
use crate::vn::date;

impl Claims<'_, '_> {
    /// Takes words for another time for none, where they tell the end of the period: its last day, the period
    /// itself, or when the figures were taken.
    pub(super) fn as_of_end(&self, text: &str, tokens: &mut [Token]) {
        let quiet = Kind::Role(Role::Filler);
        let (_, end) = self.context.inputs.period.days();
        for at in (0..tokens.len()).rev() {
            let Some((token, rest)) = tokens.get(at..).and_then(<[Token]>::split_first) else {
                continue;
            };
            let words = text.get(token.start..token.end).unwrap_or_default();
            let other = matches!(
                token.kind,
                Kind::Role(Role::Elsewhen) | Kind::When(When::Other)
            );
            if !other || !self.grammar.is(words, Hint::AsOf) {
                continue;
            }
            let after = text.get(token.end..).unwrap_or_default();
            let day = date::begins(after, end.year());
            let next = rest.iter().find(|token| token.kind != quiet);
            let taken = |token: &Token| {
                let words = text.get(token.start..).unwrap_or_default();
                self.grammar.begins(words, Hint::Taken)
            };
            let period = |token: &Token| token.kind == Kind::When(When::Now) || taken(token);
            let now = match day {
                Some(day) => day == end,
                None => next.is_some_and(period),
            };
            match tokens.get_mut(at) {
                Some(token) if now => token.kind = quiet,
                // The month of another day of it: “đến ngày 20 tháng 9 năm 2025”.
                _ if day.is_some() => {
                    let spelt = tokens.iter_mut().skip(at).take(5);
                    let months = spelt.filter(|token| token.kind == Kind::When(When::Now));
                    months.for_each(|token| token.kind = Kind::Nothing);
                }
                _ => {}
            }
        }
    }
}
