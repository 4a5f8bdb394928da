//! Whether published points are those that the formulas of a version give: that tells by which
//! version the portal scored them.

use rust_decimal::Decimal;

use super::{GroupScore, IndicatorScore, Scores};
use crate::vn::number::half_unit;

/// How many published points follow from the counts or ratios beside them, and how many do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fit {
    /// Those that do.
    pub fits: usize,
    /// Those that do not.
    pub differs: usize,
}

impl Fit {
    /// Of the points of units.
    pub fn of<'a>(units: impl Iterator<Item = &'a Scores>) -> Self {
        let groups = units.flat_map(|unit| &unit.groups);
        let found = groups.flat_map(|group| {
            let indicators = group.indicators.iter().filter_map(of_indicator);
            indicators.chain(of_group(group))
        });
        found.fold(Self::default(), |mut all, fits| {
            match fits {
                true => all.fits += 1,
                false => all.differs += 1,
            }
            all
        })
    }
}

/// As the portal publishes it: rounded to two decimals at least.
const ROUNDED: Decimal = Decimal::from_parts(5, 0, 0, false, 3);

fn of_indicator(indicator: &IndicatorScore) -> Option<bool> {
    let stated = indicator.published.as_ref()?.value;
    let computed = indicator.computed.as_ref()?;
    let slack = computed.slack + half_unit(stated).max(ROUNDED);
    Some((stated - computed.points).abs() <= slack)
}

/// A group all of whose indicators are known by their counts or ratios alone.
fn of_group(group: &GroupScore) -> Option<bool> {
    let stated = group.published.achieved.as_ref()?.value;
    let known = |one: &IndicatorScore| one.absent.is_some() || one.computed.is_some();
    let alone = |one: &IndicatorScore| known(one) && one.published.is_none();
    let computed = || {
        group
            .indicators
            .iter()
            .filter_map(|one| one.computed.as_ref())
    };
    if !group.indicators.iter().all(alone) || computed().next().is_none() {
        return None;
    }
    let sum: Decimal = computed().map(super::Computed::added).sum();
    let slack: Decimal = computed().map(|one| one.slack + ROUNDED).sum();
    Some((stated - sum).abs() <= slack + half_unit(stated))
}
