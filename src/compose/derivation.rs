//! How figures that the program computed follow from what was stated.

use super::Inputs;
use crate::fault::Place;
use crate::source::{Figure, Points};

/// Where a figure is stated; none if it is computed.
pub(super) fn stated(inputs: &Inputs, figure: Figure) -> Option<&Place> {
    let Figure::Points { unit, group, what } = figure else {
        return None;
    };
    let scores = &inputs.units.get(unit)?.scores;
    let published = match group {
        Some(group) => &scores.groups.get(group)?.published,
        None => &scores.published,
    };
    let stated = match what {
        Points::Achieved => published.achieved.as_ref(),
        Points::Previous => published.previous.as_ref(),
        _ => None,
    };
    Some(&stated?.place)
}
