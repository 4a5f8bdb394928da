//! Superlatives and directions: the lowest, the highest, up or down.

use rust_decimal::Decimal;

use super::{Claim, Claims, plain, shared};
use crate::audit::code::Code;
use crate::audit::figures::Named;
use crate::audit::finding::{Finding, Mismatch};
use crate::audit::names::named;
use crate::audit::vocabulary::Vocabulary;
use crate::score::{GroupScore, Scores};
use crate::sheet::{FilledRow, LeafKind};
use crate::vn::number::{half_unit, parse, print, round};
use crate::vn::text::{fold, has_word, lower};

impl Claims<'_, '_> {
    /// The group of points that words name.
    fn group<'s>(&self, scores: &'s Scores, words: &str) -> Option<&'s GroupScore> {
        let words = plain(words);
        let named = |group: &&GroupScore| has_word(&words, &plain(&group.name));
        scores
            .groups
            .iter()
            .filter(named)
            .max_by_key(|group| group.name.len())
    }

    /// SUPER-01: the group that is called the lowest or highest has the lowest or highest share.
    pub(super) fn superlative(&self, claim: &Claim, out: &mut Vec<Finding>) {
        let Some((lowest, at)) = extreme(claim.text, self.context.vocabulary) else {
            return;
        };
        let before = claim.text.get(..at).unwrap_or_default();
        if let Some(scores) = self.context.inputs.scores()
            && let Some(group) = self.group(scores, before)
        {
            out.extend(self.extreme_group(claim, scores, group, lowest));
            return;
        }
        self.extreme_unit(claim, before, lowest, out);
    }

    fn extreme_group(
        &self,
        claim: &Claim,
        scores: &Scores,
        group: &GroupScore,
        lowest: bool,
    ) -> Option<Finding> {
        let share = |group: &GroupScore| {
            let achieved = group.achieved()? * Decimal::ONE_HUNDRED;
            achieved.checked_div(group.applicable())
        };
        let claimed = share(group)?;
        let shares = scores
            .groups
            .iter()
            .filter_map(|group| Some((share(group)?, group)));
        let (true_share, true_group) = if lowest {
            shares.min_by_key(|(share, _)| *share)?
        } else {
            shares.max_by_key(|(share, _)| *share)?
        };
        let numbers = Mismatch::of_counts(round(claimed, 1), round(true_share, 1))?;
        let word = if lowest {
            "thấp nhất"
        } else {
            "cao nhất"
        };
        let message = format!(
            "bài nói “{}” {word} ({}%), nhưng {word} là “{}” ({}%)",
            group.name,
            print(numbers.stated),
            true_group.name,
            print(numbers.recomputed)
        );
        let finding = self.finding(Code::Super01, claim, message).numbers(numbers);
        Some(finding.suggest(format!(
            "sửa thành “{}”, hoặc kiểm tra điểm",
            true_group.name
        )))
    }

    /// The unit that is called the lowest or highest, in the first column of points.
    fn extreme_unit(&self, claim: &Claim, before: &str, lowest: bool, out: &mut Vec<Finding>) {
        for sheet in self.sheets {
            let rows = sheet.sheet.rows.iter();
            let names = rows.filter_map(|row| sheet.sheet.name(row));
            let Some(unit) = named(before, names) else {
                continue;
            };
            let column = self.column(sheet, &claim.folded);
            let Some(column) = column else { continue };
            let value = |row: &FilledRow| row.number(column);
            let of = |name| {
                sheet
                    .sheet
                    .rows
                    .iter()
                    .find(|row| sheet.sheet.name(row) == Some(name))
            };
            let values = sheet.sheet.rows.iter().filter_map(value);
            let best = if lowest { values.min() } else { values.max() };
            let (Some(stated), Some(best)) = (of(unit).and_then(value), best) else {
                continue;
            };
            if let Some(numbers) = Mismatch::of_counts(stated, best) {
                let message = format!(
                    "bài nói “{unit}” {} ({}), nhưng trong {} số đó là {}",
                    if lowest {
                        "thấp nhất"
                    } else {
                        "cao nhất"
                    },
                    print(stated),
                    sheet.name,
                    print(best)
                );
                let finding = self.finding(Code::Super01, claim, message);
                out.push(
                    finding
                        .numbers(numbers)
                        .suggest("sửa tên đơn vị, hoặc kiểm tra số liệu"),
                );
            }
            return;
        }
    }

    /// The column that a sentence speaks of: the one that shares most words with it, points
    /// before all.
    fn column(&self, named: &Named, folded: &str) -> Option<usize> {
        let numeric = |kind| matches!(kind, LeafKind::Points | LeafKind::Rate);
        let leaves = named.sheet.plan.leaves.iter().enumerate();
        let columns = leaves.filter(|(_, leaf)| numeric(leaf.kind));
        let best = columns.map(|(i, leaf)| (shared(&leaf.name(), folded), usize::MAX - i));
        best.max()
            .filter(|(words, _)| *words > 0)
            .map(|(_, i)| usize::MAX - i)
    }

    /// SUPER-02 and DELTA-02: a group or the total that is said to rise or fall did, by so much.
    pub(super) fn direction(&self, claim: &Claim, out: &mut Vec<Finding>) {
        let Some(scores) = self.context.inputs.scores() else {
            return;
        };
        let words = self.context.vocabulary;
        let rises = words.rises.iter().map(|word| (format!("{word} "), true));
        let falls = words.falls.iter().map(|word| (format!("{word} "), false));
        for (word, rises) in rises.chain(falls) {
            let Some((before, after)) = claim.text.split_once(&word) else {
                continue;
            };
            let amount: String = after
                .chars()
                .take_while(|c| c.is_ascii_digit() || *c == ',')
                .collect();
            let Ok(amount) = parse(amount.trim_end_matches(',')) else {
                continue;
            };
            if !after
                .trim_start_matches(|c: char| c.is_ascii_digit() || c == ',')
                .starts_with(" điểm")
            {
                continue;
            }
            let (name, change) = match self.group(scores, before) {
                Some(group) => (group.name.to_string(), group.change()),
                None if words.total.are_in(&fold(before)) => {
                    ("Tổng điểm".to_owned(), scores.change())
                }
                None => continue,
            };
            let Some(change) = change else { continue };
            let stated = if rises { amount } else { -amount };
            let tolerance = half_unit(amount).max(half_unit(change));
            let why = "nửa đơn vị số cuối của mức ghi gọn hơn";
            let Some(numbers) = Mismatch::of(stated, change, tolerance, why) else {
                continue;
            };
            let opposite =
                stated.is_sign_negative() != change.is_sign_negative() || change.is_zero();
            let code = if opposite {
                Code::Super02
            } else {
                Code::Delta02
            };
            let message = format!(
                "“{name}” thay đổi {} điểm, bài ghi “{word}{}”",
                print(change),
                print(amount)
            );
            let finding = self.finding(code, claim, message).numbers(numbers);
            out.push(finding.suggest("sửa câu, hoặc kiểm tra điểm hai kỳ"));
        }
    }
}

/// Whether a sentence says lowest (true) or highest, and where; none if neither or both.
fn extreme(text: &str, words: &Vocabulary) -> Option<(bool, usize)> {
    let lowered = lower(text);
    let first = |words: &[String]| {
        let found = words.iter().filter(|word| has_word(&lowered, word));
        found.filter_map(|word| lowered.find(word.as_str())).min()
    };
    match (first(&words.lowest), first(&words.highest)) {
        (Some(at), None) => Some((true, at)),
        (None, Some(at)) => Some((false, at)),
        _ => None,
    }
}
