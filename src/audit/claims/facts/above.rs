//! How many units stand above or below the own one: “hiện còn 40 đơn vị xếp trên xã A”, “xếp trên 107 đơn vị khác”.

use rust_decimal::Decimal;

use super::Hold;
use super::arithmetic::Wrong;
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::said::Bound;
use crate::audit::claims::token::{Kind, When};
use crate::audit::claims::vocabulary::Hint;
use crate::vn::number::print;
use crate::vn::text::lower;

impl Hold<'_, '_, '_> {
    /// A number of units above or below that does not follow from the published rank.
    pub(super) fn units_above(&self) -> Option<Wrong> {
        let claims = self.claims;
        let rank = claims.lone?.rank.as_ref()?;
        let foreign = |kind: Kind| {
            let then = matches!(kind, Kind::When(when) if when != When::Now);
            then || matches!(kind, Kind::Unit(_) | Kind::Axis(_))
        };
        let mut tokens = self.read.tokens.iter();
        if tokens.any(|token| foreign(token.kind)) {
            return None;
        }
        let small = lower(self.read.text);
        let hints = claims.grammar.hint(Hint::RanksAbove).iter();
        let (start, end) = hints.into_iter().find_map(|words| {
            let at = small.find(words.as_str())?;
            Some((at, at + words.len()))
        })?;
        let tokens = self.read.tokens;
        let last = tokens.partition_point(|token| token.end <= start);
        let next = tokens.partition_point(|token| token.start < end);
        // Which stand above whom: “40 đơn vị xếp trên xã”, “xã xếp trên 107 đơn vị”.
        let before = self.units_counted((0..last).rev());
        let after = self.units_counted(next..tokens.len());
        let own = self.read.kind(next) == Some(Kind::Own);
        let ((at, stated), side, known) = match (before, after) {
            (_, Some(after)) => (after, "dưới", rank.of.checked_sub(rank.rank)?),
            (Some(before), None) if own => (before, "trên", rank.rank.checked_sub(1)?),
            _ => return None,
        };
        let exact = self.read.led_bound(at) == Bound::Exact;
        (exact && stated != Decimal::from(known)).then(|| {
            let of = format!("{}/{}", rank.rank, rank.of);
            let stated = print(stated);
            let message =
                format!("với hạng {of} thì có {known} đơn vị xếp {side}, bài ghi {stated}");
            (at, at + 1, message)
        })
    }

    /// The number of units that is told next to a place, in the same part of the sentence.
    fn units_counted(&self, places: impl Iterator<Item = usize>) -> Option<(usize, Decimal)> {
        let read = &self.read;
        let parts = |at: &usize| !matches!(read.kind(*at), Some(Kind::Mark(_)));
        let mut near = places.take_while(parts).take(6);
        near.find_map(|at| {
            let value = read.number(at).filter(|value| value.scale() == 0)?;
            // “xếp trên 30 phường và 77 xã” counts them in parts.
            let noun = (at + 1..at + 3).any(|at| read.is_hint(at, Hint::AnyUnit));
            noun.then_some((at, value))
        })
    }
}
