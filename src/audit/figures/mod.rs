//! What the figures say of each other: points, sheets, tables of indicators.

mod indicators;
mod points;
mod sheets;

use super::context::Context;
use super::finding::Finding;
use super::rules::Checks;

pub use points::check as check_points;
pub use sheets::{Named, named};

/// Checks the figures of a document.
pub fn check(context: &Context, rules: &Checks, sheets: &[Named], out: &mut Vec<Finding>) {
    let inputs = context.inputs;
    if let Some(framework) = &inputs.framework {
        for unit in &inputs.units {
            let mut of_unit = check_points(unit, framework, rules);
            if inputs.units.len() > 1 {
                for finding in &mut of_unit {
                    finding.part = format!("{}, {}", unit.scores.name, finding.part);
                }
            }
            out.extend(of_unit);
        }
    }
    sheets::check(context, sheets, out);
    indicators::check(context, out);
}
