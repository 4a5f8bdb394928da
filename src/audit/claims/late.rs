//! XREF-04: units whose late dossiers the text names, against their points for timeliness.

use rust_decimal::Decimal;

use super::{Claims, Sentence};
use crate::audit::Code;
use crate::audit::finding::Finding;
use crate::audit::names::bare;
use crate::framework::Role;
use crate::score::Scores;
use crate::vn::number::print;
use crate::vn::text::{fold, has_word, is_whole};

impl Claims<'_, '_> {
    /// XREF-04: units that are said to have late dossiers have lost points for it, and units
    /// that have lost points are named.
    pub(super) fn late(&self, sentence: &Sentence, out: &mut Vec<Finding>) {
        let units = &self.context.inputs.units;
        if units.len() < 2 {
            return;
        }
        let folded = fold(sentence.text);
        if !self.context.vocabulary.late.are_in(&folded) {
            return;
        }
        let names: Vec<&str> = units.iter().map(|unit| unit.scores.name.as_str()).collect();
        let blamed: Vec<bool> = names
            .iter()
            .map(|name| self.blames(&folded, name, &names))
            .collect();
        if !blamed.iter().any(|blamed| *blamed) {
            return;
        }
        for (unit, blamed) in units.iter().zip(blamed) {
            let Some((points, maximum)) = progress(&unit.scores) else {
                continue;
            };
            let full = points >= maximum;
            if blamed != full {
                continue;
            }
            let name = &unit.scores.name;
            let message = if full {
                format!(
                    "bài nêu “{name}” có hồ sơ trễ hạn, nhưng điểm tiến độ là {}/{}",
                    print(points),
                    print(maximum)
                )
            } else {
                format!(
                    "“{name}” mất điểm tiến độ ({}/{}) mà bài không nêu trong các đơn vị trễ hạn",
                    print(points),
                    print(maximum)
                )
            };
            let named = sentence.text.find(bare(name)).filter(|_| full);
            let blank = sentence.text.len() - sentence.text.trim_start().len();
            let span = (named.unwrap_or(blank), sentence.text.len());
            let finding = self.found(true, Code::Xref04, sentence, span, message);
            out.push(finding.suggest("so lại danh sách đơn vị trễ hạn với điểm tiến độ"));
        }
    }

    /// Whether a sentence names a unit: by its own name, or by a kind that only it has.
    fn blames(&self, folded: &str, name: &str, names: &[&str]) -> bool {
        let issuer = fold(&self.context.inputs.issuer.name);
        if is_named(folded, &fold(bare(name)), &issuer) {
            return true;
        }
        self.context.vocabulary.sorts.iter().any(|sort| {
            let is = |name: &str| has_word(&fold(name), sort);
            let only = is(name) && names.iter().filter(|name| is(name)).count() == 1;
            only && has_word(folded, sort)
        })
    }
}

/// Whether a unit's own name stands in a sentence. A commune may bear the name of the district
/// that reports: where the level of that stands before it, it is the district.
fn is_named(folded: &str, own: &str, issuer: &str) -> bool {
    let above = issuer.strip_suffix(own).map(str::trim_end);
    let level = above.and_then(|above| above.rsplit(' ').next());
    folded.match_indices(own).any(|(at, _)| {
        let before = folded.get(..at).unwrap_or_default().trim_end();
        let is_issuer = level.is_some_and(|level| before.ends_with(level));
        is_whole(folded, at, at + own.len()) && !is_issuer
    })
}

/// Points and maximum of what measures timeliness.
fn progress(scores: &Scores) -> Option<(Decimal, Decimal)> {
    let group = scores.group_of(Role::Timeliness)?;
    Some((group.achieved()?, group.applicable()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The commune Mường Ảng lies in the district Mường Ảng, and was said not to be named.
    #[test]
    fn a_commune_may_bear_the_name_of_its_district() {
        let issuer = "uy ban nhan dan huyen muong ang";
        let named = |text: &str| is_named(text, "muong ang", issuer);
        assert!(named("nam lich 18,2 diem va muong ang 27,4 diem"));
        assert!(named("xa muong ang cua huyen muong ang"));
        assert!(!named("cac don vi cua huyen muong ang"));
        assert!(!named("xa muong angxx"));
    }
}
