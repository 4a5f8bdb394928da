//! The document's format: what the decree asks of it, the levels of government, numbers of
//! paragraphs and columns.

mod document;
mod law;
mod numbering;
mod signature;

use super::context::Context;
use super::finding::Finding;
use super::rules::Checks;
use crate::nd30::{Levels, Office};

/// Checks the format of a document.
pub fn check(
    context: &Context,
    rules: &Checks,
    levels: &Levels,
    office: Option<&Office>,
    out: &mut Vec<Finding>,
) {
    document::check(context, rules, levels, out);
    signature::check(context, office, out);
    law::check(context, levels, out);
    numbering::check(context, out);
}
