//! By how much a unit changed, in what a sentence speaks of.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::said::Claim;
use super::token::Token;
use super::turned::{Turned, meant};
use super::units::Known;
use super::{Claims, Sentence, agrees};
use crate::audit::Code;
use crate::audit::finding::{Finding, Mismatch};
use crate::score::Unit;
use crate::sheet::LeafKind;
use crate::vn::number::print;

impl Claims<'_, '_> {
    /// By how much a unit changed; a rank rises to a smaller number.
    pub(super) fn change_of(&self, unit: &str, of: Turned) -> Option<Decimal> {
        let scored = || self.of_name(unit)?.scored;
        match of {
            Turned::Group(group) => {
                let group = scored()?.scores.groups.get(group)?;
                let had = || self.had(unit, LeafKind::Points, &group.name);
                group.change().or_else(|| Some(group.printed()? - had()?))
            }
            Turned::Rank => {
                let rose = scored().and_then(Unit::rose);
                let now = || Some(self.cells(unit, &[LeafKind::Rank]).first()?.value);
                let had = || self.had(unit, LeafKind::Rank, "");
                rose.or_else(|| Some(had()? - now()?))
            }
            Turned::Total => {
                let cells = self.cells(unit, &[LeafKind::Change]);
                cells.first().map(|known| known.value)
            }
        }
    }

    /// Of what a stretch of a sentence about units may speak.
    pub(super) fn turned(&self, tokens: &[Token], (from, to): (usize, usize)) -> Vec<Turned> {
        let mut of = meant(tokens, from, to);
        // Of units that have no points of their own, nobody knows what their groups did.
        if !self.context.inputs.lists_several() && of != [Turned::Rank] {
            of = vec![Turned::Total];
        }
        of
    }

    /// XREF-01: a unit that is said to rise or fall did, by so much.
    pub(super) fn changed(
        &self,
        sentence: &Sentence,
        claim: &Claim,
        unit: &str,
        (way, denied, by): (Ordering, bool, Option<Decimal>),
    ) -> Option<Finding> {
        let signed = by.map(|by| if way == Ordering::Less { -by } else { by });
        let fits = |value: &Decimal| match signed {
            Some(signed) => agrees(signed, *value),
            None => (value.cmp(&Decimal::ZERO) == way) != denied,
        };
        // How many places are no amount of a unit that is read here.
        let known = self.changes_of(sentence, claim, unit, by.is_none())?;
        if known.iter().any(|known| fits(&known.value)) {
            return None;
        }
        let known = known.first()?;
        let words = sentence.words(claim.start, claim.end);
        let (table, head, value) = (&known.table, &known.head, print(known.value));
        let message = format!("{table} cột “{head}” của {unit} ghi {value}, bài ghi “{words}”");
        let span = (claim.start, claim.end);
        let finding = self.found(claim.sure, Code::Xref01, sentence, span, message);
        let why = "số ghi lại phải bằng số của biểu";
        let numbers =
            signed.and_then(|signed| Mismatch::of(signed, known.value, Decimal::ZERO, why));
        let finding = match numbers {
            Some(numbers) => finding.numbers(numbers),
            None => finding,
        };
        Some(finding.suggest("sửa câu, hoặc kiểm tra số liệu"))
    }

    /// The changes of a unit of which a claim may speak; nothing if one of them is not known.
    fn changes_of(
        &self,
        sentence: &Sentence,
        claim: &Claim,
        unit: &str,
        places: bool,
    ) -> Option<Vec<Known>> {
        let of = self.turned(sentence.tokens, (claim.start, claim.end));
        if !places && of.contains(&Turned::Rank) {
            return None;
        }
        let all = || self.cells(unit, &[LeafKind::Change]).into_iter().next();
        let known = of.into_iter().map(|of| {
            let what = match of {
                Turned::Total => return all(),
                Turned::Rank => "thứ hạng",
                Turned::Group(at) => {
                    let scores = &self.of_name(unit)?.scored?.scores;
                    &*scores.groups.get(at)?.name
                }
            };
            Some(Known {
                table: "bảng điểm".to_owned(),
                head: format!("Tăng, giảm của {what}"),
                value: self.change_of(unit, of)?,
            })
        });
        known.collect()
    }
}
