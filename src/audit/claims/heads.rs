//! The totals of columns with the words of their heads, and what points are reckoned from.

use rust_decimal::Decimal;

use super::Claims;
use super::grammar::Grammar;
use super::phrases::words;
use super::vocabulary::Hint;
use crate::score::{Count, Derivation, IndicatorScore};
use crate::sheet::LeafKind;

/// The total of a column.
pub struct Total {
    /// Its head and those over it, without what every head has.
    pub heads: Vec<String>,
    pub value: Decimal,
}

impl Claims<'_, '_> {
    /// The totals of the columns that count.
    pub(super) fn totals(&self) -> Vec<Total> {
        let mut totals = Vec::new();
        for named in self.sheets {
            for (leaf, cell) in named.sheet.cells(&named.sheet.total) {
                let value = cell.number().filter(|_| leaf.kind == LeafKind::Count);
                let heads = self.heads(leaf.path.iter().map(String::as_str));
                totals.extend(value.map(|value| Total { heads, value }));
            }
        }
        totals
    }

    /// The words of heads by which a text may name their column.
    pub(super) fn heads<'h>(&self, path: impl Iterator<Item = &'h str>) -> Vec<String> {
        let heads = path.map(|head| self.core(head));
        heads.filter(|head| head.contains(' ')).collect()
    }

    /// The words of a head without those that only say that something is counted.
    fn core(&self, head: &str) -> String {
        let mut words = words(head);
        let idle = |word: &String| self.grammar.counting.contains(word);
        let from = words.iter().position(|word| !idle(word));
        words.drain(..from.unwrap_or(words.len()));
        words.join(" ")
    }
}

/// Of some columns those that a text, with a blank around each word, names by most words of their
/// heads. “Đã giải quyết” by itself is not what is on time or late of it.
pub fn named<'h, T>(
    grammar: &Grammar,
    said: &str,
    columns: impl Iterator<Item = (&'h [String], T)>,
) -> Vec<T> {
    let says = |head: &str| said.contains(&format!(" {head} "));
    let scored = columns.map(|(heads, value)| {
        let told = heads.iter().filter(|head| says(head));
        let words: usize = told.map(|head| head.split(' ').count()).sum();
        let graded = |head: &String| grammar.has(head, Hint::Graded) && !says(head);
        (words, heads.iter().any(graded), value)
    });
    let mut scored: Vec<(usize, bool, T)> = scored.filter(|(words, ..)| *words > 0).collect();
    let best = scored.iter().map(|(words, ..)| *words).max();
    scored.retain(|(words, ..)| Some(*words) == best);
    if scored.iter().any(|(_, graded, _)| !graded) {
        scored.retain(|(_, graded, _)| !graded);
    }
    scored.into_iter().map(|(.., value)| value).collect()
}

/// What the points of an indicator are reckoned from.
pub fn counts_of(indicator: &IndicatorScore) -> Vec<&Count> {
    let how = indicator.computed.as_ref().map(|computed| &computed.how);
    match how {
        Some(Derivation::Ratio { counts, .. } | Derivation::Steps { counts, .. }) => counts
            .numerator()
            .iter()
            .chain(counts.denominator())
            .collect(),
        _ => Vec::new(),
    }
}
