//! What the figures say of each other: points, sheets, tables of indicators.

mod indicators;
mod points;
mod sheets;

use super::context::Context;
use super::finding::Finding;
use super::rules::Checks;
use crate::framework::Framework;
use crate::score::Unit;

pub use sheets::{Named, named};

/// Checks the points of one of so many units.
pub fn of_unit(unit: &Unit, of: usize, framework: &Framework, rules: &Checks) -> Vec<Finding> {
    let mut found = points::check(unit, framework, rules);
    if of > 1 {
        for finding in &mut found {
            finding.part = format!("{}, {}", unit.scores.name, finding.part);
        }
    }
    found
}

/// Checks the figures of a document.
pub fn check(context: &Context, rules: &Checks, sheets: &[Named], out: &mut Vec<Finding>) {
    let inputs = context.inputs;
    if let Some(framework) = &inputs.framework {
        for unit in &inputs.units {
            out.extend(of_unit(unit, inputs.units.len(), framework, rules));
        }
    }
    sheets::check(context, sheets, out);
    indicators::check(context, out);
}
