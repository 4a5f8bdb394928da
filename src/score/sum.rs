//! Sums of printed points, with what rounding may have moved.

use rust_decimal::Decimal;

use crate::vn::number::half_unit;

/// A sum of printed points, and how far rounding in print may have moved it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// The sum of the parts.
    pub value: Decimal,
    /// The sum of the half-units of the printed parts' last decimals.
    pub tolerance: Decimal,
    /// Decimals that all figures have, those left out at the end included.
    pub(super) decimals: u32,
    /// Whether the figures were not rounded to fewer decimals than their source has.
    pub(super) whole: bool,
    /// Whether the parts were not rounded at all.
    pub(super) exact: bool,
}

/// As many broken parts as show a rounding, where none has all decimals of its source: one in ten
/// figures of the portal ends in a zero, one in a thousand three.
const BROKEN: usize = 3;

impl Sum {
    /// Adds printed parts, which the `stated` number should be the sum of. With `decimals` they
    /// have so many, of which zeros at the end are left out (`19,9` is `19,90`); unless one is
    /// there (`10,0`, beside none that has all), or the sum has more than any part, or none of many figures has so many:
    /// then somebody rounded. Of those a whole number among broken ones (`20` beside `6,9`)
    /// counts as rounded like the coarsest of these; among whole ones it is exact.
    pub fn of_printed(
        parts: impl Iterator<Item = Decimal> + Clone,
        stated: Option<Decimal>,
        decimals: Option<u32>,
    ) -> Self {
        let scales = parts.clone().map(|part| part.scale());
        let broken = scales.clone().filter(|scale| *scale > 0);
        let most = scales.max().unwrap_or_default();
        let stated = stated.map_or(0, |stated| stated.normalize().scale());
        // Programs write 18 as 18.0 beside 19.89: beside a figure with all decimals that is no rounding.
        let program = |part: Decimal, known: u32| {
            most == known && part.scale() == 1 && part.normalize().scale() == 0
        };
        let padded = |part: Decimal| part.scale() > part.normalize().scale();
        let padded = |known: u32| {
            let mut parts = parts.clone();
            parts.any(|part| part.scale() < known && padded(part) && !program(part, known))
        };
        let few = |known: u32| most.max(stated) < known && broken.clone().count() >= BROKEN;
        let whole = decimals.filter(|known| stated <= most && !padded(*known) && !few(*known));
        let rounded = decimals.filter(|known| few(*known)).map(|_| most);
        let coarsest = broken.clone().min();
        let half_units = parts.clone().map(|part| match (whole, coarsest) {
            (Some(known), _) => half_unit_of(part, known),
            (None, None) => Decimal::ZERO,
            (None, Some(scale)) if part.scale() == 0 => Decimal::new(5, scale + 1),
            (None, Some(_)) => half_unit(part),
        });
        Self {
            tolerance: half_units.sum(),
            value: parts.sum(),
            decimals: whole.or(rounded).unwrap_or_default(),
            whole: whole.is_some(),
            exact: false,
        }
    }

    /// The same of parts whose source publishes their exact sum.
    pub(super) fn exact(self) -> Self {
        match self.whole {
            false => self,
            true => Self {
                tolerance: Decimal::ZERO,
                exact: true,
                ..self
            },
        }
    }

    /// How far a number stated beside this sum may lie off by itself.
    pub fn slack(&self, stated: Decimal) -> Decimal {
        match self.exact {
            true => Decimal::ZERO,
            false => half_unit_of(stated, self.decimals),
        }
    }
}

/// Half of the last decimal of a number that has at least so many.
fn half_unit_of(value: Decimal, decimals: u32) -> Decimal {
    Decimal::new(5, value.scale().max(decimals) + 1)
}
