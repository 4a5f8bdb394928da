//! What the words alone show: dictionary, patterns, dates, citations, style.

mod citations;
mod dates;
mod deadlines;
mod dictionary;
mod patterns;
mod style;

use super::context::Context;
use super::finding::Finding;
use crate::fault::Faults;
use patterns::Patterns;

pub use dictionary::Dictionary;

/// The shipped dictionary and patterns, compiled.
pub struct WordChecks {
    dictionary: Dictionary,
    patterns: Patterns,
}

impl WordChecks {
    /// What is shipped.
    pub fn shipped() -> Result<Self, Faults> {
        Ok(Self {
            dictionary: Dictionary::shipped()?,
            patterns: Patterns::shipped()?,
        })
    }

    /// Checks the words of a document; `own` is the office's dictionary.
    pub fn check(&self, context: &Context, own: Option<&Dictionary>, out: &mut Vec<Finding>) {
        dates::check(context, out);
        deadlines::check(context, out);
        citations::check(context, out);
        style::check(context, out);
        self.patterns.check(context, out);
        self.dictionary.check(context, out);
        if let Some(own) = own {
            own.check(context, out);
        }
    }
}

/// The end of what stands before a place, longer than any clause that tells something of it: all that does,
/// looked at for each of many places, takes time by its square.
fn last_of(before: &str) -> &str {
    const NEAR: usize = 400;
    let from = before.ceil_char_boundary(before.len().saturating_sub(NEAR));
    before.get(from..).unwrap_or_default()
}
