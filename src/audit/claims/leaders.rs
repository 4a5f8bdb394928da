//! Which unit is the lowest or the highest, in the column that a sentence speaks of.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::grammar::Grammar;
use super::phrases::words;
use super::said::Claim;
use super::token::Kind;
use super::turned::near;
use super::units::level;
use super::vocabulary::{Hint, Role};
use super::{Claims, Sentence};
use crate::audit::Code;
use crate::audit::figures::Named;
use crate::audit::finding::{Finding, Mismatch};
use crate::sheet::{Binding, LeafKind};
use crate::vn::number::{print_short, round};

/// The sort of units that a sentence is about: “Châu Phú là xã có điểm cao nhất” may be of the
/// xã only.
fn only_sort<'u>(grammar: &Grammar, unit: &'u str, sentence: &str) -> Option<&'u str> {
    let sort = level(unit);
    let said = sentence.to_lowercase();
    let named = |before: &String| said.contains(&format!("{before} {}", sort.to_lowercase()));
    let mut before = grammar.hint(Hint::OfSort).iter();
    (!sort.is_empty() && before.any(named)).then_some(sort)
}

impl Claims<'_, '_> {
    /// Whether two units are of one level, for all that is known: those of another are no match.
    fn of_one_level(&self, unit: &str, other: &str) -> bool {
        let of = |name: &str| self.of_name(name)?.scored?.level;
        of(unit).is_none_or(|own| of(other).is_none_or(|level| level == own))
    }

    /// SUPER-01: the unit that is called the lowest or highest is, in the column spoken of.
    pub(super) fn extreme_unit(
        &self,
        sentence: &Sentence,
        claim: &Claim,
        unit: &str,
        (lowest, way, among): (bool, Option<Ordering>, usize),
    ) -> Option<Finding> {
        let lowest = lowest || way == Some(Ordering::Less);
        let only = only_sort(self.grammar, unit, sentence.text);
        let here = |name: &str| {
            only.is_none_or(|sort| level(name) == sort) && self.of_one_level(unit, name)
        };
        let (name, value, mut values) = match way {
            Some(_) => {
                let parts = self.turned(sentence.tokens, (claim.start, claim.end));
                // Of which of two nobody knows.
                let [part] = *parts.as_slice() else {
                    return None;
                };
                let all: Vec<Decimal> = self
                    .units
                    .iter()
                    .filter(|unit| here(unit))
                    .filter_map(|unit| self.change_of(unit, part))
                    .collect();
                ("các mức tăng, giảm", self.change_of(unit, part)?, all)
            }
            None => self.in_column(sentence, claim, unit, &here)?,
        };
        values.sort_by_key(|value| if lowest { *value } else { -*value });
        let (best, last) = (values.first()?, values.get(among - 1)?);
        let right = if lowest {
            value <= *last
        } else {
            value >= *last
        };
        let numbers = Mismatch::of_counts(value, *best).filter(|_| !right)?;
        let word = if lowest {
            "thấp nhất"
        } else {
            "cao nhất"
        };
        let message = format!(
            "bài nói “{unit}” {word} ({}), nhưng trong {name} số đó là {}",
            print_short(round(value, 2)),
            print_short(round(*best, 2))
        );
        let finding = self.found(
            claim.sure,
            Code::Super01,
            sentence,
            (claim.start, claim.end),
            message,
        );
        Some(
            finding
                .numbers(numbers)
                .suggest("sửa tên đơn vị, hoặc kiểm tra số liệu"),
        )
    }

    /// In which table a unit has a value in the column spoken of, that value, and those of all others.
    fn in_column(
        &self,
        sentence: &Sentence,
        claim: &Claim,
        unit: &str,
        here: &dyn Fn(&str) -> bool,
    ) -> Option<(&str, Decimal, Vec<Decimal>)> {
        let found = self.sheets.iter().filter_map(|named| {
            let (fits, column) = self.column(named, sentence.text)?;
            let row = self.of_name(unit)?.row_in(named)?;
            Some((fits, named, column, row.number(column)?))
        });
        let (fits, named, column, value) = found.rev().max_by_key(|(fits, ..)| *fits)?;
        // “A có số hồ sơ quá hạn nhiều nhất” is of no points.
        let things = || {
            let mut near = near(sentence.tokens, claim.start, claim.end).iter();
            near.any(|token| token.kind == Kind::Role(Role::Counted))
        };
        let (about, kind) = fits;
        if about == 0 && (!kind || things()) {
            return None;
        }
        let rows = named.sheet.rows.iter();
        let rows = rows.filter(|row| named.sheet.name(row).is_none_or(here));
        let all = rows.filter_map(|row| row.number(column));
        Some((named.name.as_str(), value, all.collect()))
    }

    /// The column that a sentence speaks of: the one that shares most telling words with it, a
    /// rate if it speaks of rates, or else the first with points.
    fn column(&self, named: &Named, sentence: &str) -> Option<((usize, bool), usize)> {
        let words = words(sentence);
        let rate = self.grammar.says(&words, Role::Rate) || sentence.contains('%');
        let leaves = named.sheet.plan.leaves.iter().enumerate();
        let scored = leaves.filter_map(|(i, leaf)| {
            let about = self.grammar.shared(&leaf.name(), sentence);
            // “điểm tối đa” is the same for all.
            let kind = match leaf.kind {
                LeafKind::Points if self.says_most(leaf) => return None,
                _ if self.is_past(leaf) => return None,
                LeafKind::Points => !rate,
                LeafKind::Rate => rate,
                LeafKind::Count => false,
                _ => return None,
            };
            // Points by themselves are those of the total.
            let total = matches!(leaf.binding, Some(Binding::Achieved | Binding::Converted));
            (about > 0 || leaf.kind == LeafKind::Points).then_some((
                about,
                kind,
                total,
                usize::MAX - i,
            ))
        });
        let (about, kind, _, column) = scored.max()?;
        Some(((about, kind), usize::MAX - column))
    }
}
