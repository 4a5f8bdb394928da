//! The totals of columns with the words of their heads, and what points are reckoned from.

use rust_decimal::Decimal;

use super::Claims;
use super::grammar::Grammar;
use super::phrases::words;
use super::vocabulary::Hint;
use crate::audit::figures::Named;
use crate::score::{Count, Derivation, IndicatorScore};
use crate::sheet::{Leaf, LeafKind};
use crate::vn::period::Period;

/// The total of a column.
pub struct Total {
    /// Its head and those over it, without what every head has.
    pub heads: Vec<String>,
    pub value: Decimal,
}

/// The columns that have what units had in another period: “Điểm tháng 8”, “Hạng kỳ trước”, those of “Biểu điểm tháng
/// trước”. What was left of then, and what changed since, are figures of this one.
pub fn past<'a>(sheets: &'a [Named<'a>], period: Period) -> Vec<&'a Leaf> {
    let graded = [
        LeafKind::Points,
        LeafKind::Rank,
        LeafKind::Rate,
        LeafKind::Band,
    ];
    let leaves = sheets.iter().flat_map(|named| {
        let all = period.is_of_another(title(named));
        let leaves = named.sheet.plan.leaves.iter();
        let leaves = leaves.filter(move |leaf| graded.contains(&leaf.kind));
        leaves.filter(move |leaf| all || period.is_of_another(&leaf.name()))
    });
    leaves.collect()
}

/// The title of a table, as far as it may name a period: one into which the template puts it is of this one.
fn title<'a>(named: &'a Named) -> &'a str {
    let title = &named.sheet.plan.title.value;
    if title.contains("{{") { "" } else { title }
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

    /// Whether a column has what units had in another period ([`past`]).
    pub(super) fn is_past(&self, leaf: &Leaf) -> bool {
        self.past.iter().any(|own| std::ptr::eq(*own, leaf))
    }

    /// Whether a column has the most points that can be had in each row; “Công khai (tối đa 18)” and “Điểm được tính”
    /// have points.
    pub(super) fn says_most(&self, leaf: &Leaf) -> bool {
        let head = leaf.path.last().map_or("", |head| head.trim());
        self.grammar.is(head, Hint::Possible)
    }

    /// What a unit had in the period before, in the column of its own that is called so; nothing if there are several
    /// of them.
    pub(super) fn had(&self, unit: &str, kind: LeafKind, label: &str) -> Option<Decimal> {
        let telling = self.grammar.telling(label);
        let period = self.context.inputs.period;
        let rows = &self.of_name(unit)?.rows;
        let cells = rows.iter().flat_map(|(named, row)| {
            let cells = named.sheet.cells(row);
            cells.map(move |(leaf, cell)| (*named, leaf, cell))
        });
        let mut had = cells.filter_map(|(named, leaf, cell)| {
            let own = leaf.kind == kind && self.is_past(leaf);
            let then =
                own && (period.is_of_previous(&leaf.name()) || period.is_of_previous(title(named)));
            let same = kind == LeafKind::Rank || self.grammar.telling(&leaf.name()) == telling;
            cell.number().filter(|_| then && same)
        });
        had.next().filter(|_| had.next().is_none())
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
