//! Amounts of money, of which no column is read: what is said of them is not held against anything.

use super::Hold;
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::vocabulary::Hint;
use crate::vn::text::lower;

impl Hold<'_, '_, '_> {
    /// Whether a number is an amount of money: “phường A 412,56 triệu đồng”.
    pub(super) fn is_money(&self, at: usize) -> bool {
        let end = self.read.tokens.get(at).map_or(0, |token| token.end);
        let after = self.read.text.get(end..).unwrap_or_default().trim_start();
        self.claims.grammar.begins(after, Hint::Currency)
    }

    /// Whether a sentence tells of money: “phường A 72.782.000 đồng, chiếm 16,37%”.
    pub(super) fn tells_money(&self) -> bool {
        let number = |at: &usize| self.read.number(*at).is_some();
        let mut numbers = (0..self.read.tokens.len()).filter(number);
        let amount = numbers.any(|at| self.is_money(at));
        amount || self.claims.grammar.has(&lower(self.read.text), Hint::Money)
    }
}
