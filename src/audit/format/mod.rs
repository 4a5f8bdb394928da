//! The document's format: what the decree asks of it, the levels of government, numbers of
//! paragraphs and columns.

mod document;
mod law;
mod numbering;
mod signature;

use super::context::Context;
use super::finding::Finding;
use super::rules::Checks;
use crate::document::Signing;
use crate::nd30::{Levels, Office};

/// Checks the format of a document.
pub fn check(
    context: &Context,
    rules: &Checks,
    levels: &Levels,
    signed: (&Signing, Option<&Office>),
    out: &mut Vec<Finding>,
) {
    document::check(context, rules, levels, out);
    signature::check(context, signed, out);
    law::check(context, levels, out);
    numbering::check(context, out);
}
