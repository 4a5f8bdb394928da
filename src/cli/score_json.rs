//! Points for programs: decimals as strings, so that none is rounded on its way.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::audit::Review;
use crate::framework::Framework;
use crate::roll::Roll;
use crate::score::Unit;
use crate::score::{GroupScore, IndicatorScore};
use crate::vn::number::round;

/// Decimals of a sum of computed points, far beyond any that is printed.
const UNROUNDED: u32 = 10;

/// All units with what is doubtful about them.
pub fn roll(roll: &Roll, found: &Review) -> Value {
    let one = |each| unit(each, roll.units.len(), &roll.framework);
    json!({
        "framework": roll.framework.id,
        "period": roll.period.to_string(),
        "units": roll.units.iter().map(one).collect::<Vec<_>>(),
        "notes": roll.reading_notes(),
        "findings": found.findings,
        "acknowledged": found.acknowledged,
    })
}

fn text(value: Decimal) -> String {
    value.to_string()
}

fn unit(unit: &Unit, units: usize, framework: &Framework) -> Value {
    let scores = &unit.scores;
    let converted = scores.converted();
    let ranked_of = match &scores.rank {
        Some(rank) if units == 1 => usize::try_from(rank.of).ok(),
        _ if units > 1 => Some(units),
        _ => None,
    };
    json!({
        "name": scores.name,
        "groups": scores.groups.iter().map(group).collect::<Vec<_>>(),
        "achieved": text(scores.printed_total()),
        "sum": text(round(scores.sum().value, UNROUNDED).normalize()),
        "announced": scores.published.achieved.as_ref().map(|total| text(total.value)),
        "applicable_maximum": text(scores.applicable()),
        "converted": converted.map(|value| text(round(value, scores.decimals))),
        "band": converted.and_then(|value| framework.band(value)).map(|band| &band.name),
        "rank": unit.rank,
        "ranked_of": ranked_of,
        "previous_rank": unit.previous_rank,
        "change": scores.change().map(text),
    })
}

fn group(group: &GroupScore) -> Value {
    json!({
        "id": &*group.id,
        "name": &*group.name,
        "achieved": group.printed().map(text),
        "maximum": text(group.maximum),
        "applicable_maximum": text(group.applicable()),
        "previous": group.published.previous.as_ref().map(|points| text(points.value)),
        "change": group.change().map(text),
        "indicators": group.indicators.iter().map(indicator).collect::<Vec<_>>(),
    })
}

fn indicator(indicator: &IndicatorScore) -> Value {
    let rounded = |value: Decimal| text(round(value, UNROUNDED).normalize());
    json!({
        "id": &*indicator.id,
        "name": &*indicator.name,
        "maximum": text(indicator.maximum),
        "announced": indicator.published.as_ref().map(|points| text(points.value)),
        "computed": indicator.computed.as_ref().map(|computed| rounded(computed.points)),
        "applicable": indicator.points().is_some(),
    })
}
