//! What is said of a unit in a part only, or beside others: no claim about all its points.

use rust_decimal::Decimal;

use super::phrases::words;
use super::said::{Bound, Claim, Said};
use super::token::When;
use super::vocabulary::{Hint, Role};
use super::{Claims, Sentence, agrees};
use crate::audit::names::bare;
use crate::sheet::LeafKind;

impl Claims<'_, '_> {
    /// Whether a claim is of a part, of some units only, or says how far two lie apart.
    pub(super) fn is_of_another(&self, sentence: &Sentence, claim: &Claim, unit: &str) -> bool {
        match claim.said {
            // “xếp thứ 39/40 về điểm tiến độ” is no rank of all points.
            Said::Rank(..) => self.of_a_part(sentence, unit),
            Said::Points(Bound::Exact, stated, _) => self.lies_apart(sentence, unit, stated),
            Said::Extreme(lowest, None, _) => {
                let other = claim.when != When::Now || self.within_band(sentence);
                other || self.leads_in_any(sentence, unit, lowest)
            }
            Said::Extreme(..) => self.within_band(sentence),
            _ => false,
        }
    }

    /// Whether a unit is the lowest or highest in some column of which a sentence may speak.
    pub(super) fn leads_in_any(&self, sentence: &Sentence, unit: &str, lowest: bool) -> bool {
        let words = words(sentence.text);
        let says = |role| self.grammar.says(&words, role);
        let counted: &[LeafKind] = match () {
            () if says(Role::Rate) => &[LeafKind::Rate],
            () if says(Role::Points) => &[LeafKind::Points],
            () => &[LeafKind::Points, LeafKind::Rate, LeafKind::Count],
        };
        let rows = self.of_name(unit).into_iter();
        let mut rows = rows.flat_map(|known| &known.rows);
        rows.any(|(named, own)| {
            let leaves = named.sheet.plan.leaves.iter().enumerate();
            let said = leaves.filter(|(_, leaf)| {
                let now = counted.contains(&leaf.kind) && !self.is_past(leaf);
                now && self.grammar.shared(&leaf.name(), sentence.text) > 0
            });
            said.into_iter().any(|(column, _)| {
                let all = named.sheet.rows.iter().filter_map(|row| row.number(column));
                let most = if lowest { all.min() } else { all.max() };
                own.number(column).is_some_and(|value| Some(value) == most)
            })
        })
    }

    /// Whether a sentence speaks of points of a part: of a group or of another column than the total.
    fn of_a_part(&self, sentence: &Sentence, unit: &str) -> bool {
        let cells = self.cells(unit, &[LeafKind::Points]);
        cells.iter().any(|cell| {
            let telling = self.grammar.telling(&cell.head);
            let said = self.grammar.shared(&cell.head, sentence.text);
            !telling.is_empty() && said == telling.len()
        })
    }

    /// Whether points are those by which a unit lies apart from another that is named.
    fn lies_apart(&self, sentence: &Sentence, unit: &str, stated: Decimal) -> bool {
        let own = self.cells(unit, &[LeafKind::Points]);
        let named = sentence.named.get_or_init(|| {
            let units = self.units.iter().enumerate();
            let named = units.filter(|(_, unit)| sentence.text.contains(bare(unit)));
            named.map(|(index, _)| index).collect()
        });
        let named = named.iter().filter_map(|index| self.units.get(*index));
        let mut others = named.filter(|other| **other != unit);
        others.any(|other| {
            let cells = self.cells(other, &[LeafKind::Points]);
            own.iter().any(|own| {
                let mut same = cells.iter().filter(|other| other.is_beside(own));
                same.any(|other| agrees(stated, (own.value - other.value).abs()))
            })
        })
    }

    /// Whether a sentence is of the units of one band: “trong nhóm Xuất sắc, …”.
    fn within_band(&self, sentence: &Sentence) -> bool {
        let text = crate::vn::text::lower(sentence.text);
        let set = self.context.inputs.framework.iter();
        let mut bands = set.flat_map(|set| &set.bands);
        bands.any(|band| {
            let band = crate::vn::text::lower(&band.name);
            let mut words = self.grammar.hint(Hint::WithinBand).iter();
            words.any(|words| text.contains(&format!("{words} {band}")))
        })
    }
}
