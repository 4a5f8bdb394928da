//! What is said of a unit in a part only, or beside others: no claim about all its points.

use rust_decimal::Decimal;

use super::said::{Bound, Claim, Said};
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
            Said::Extreme(..) => self.within_band(sentence),
            _ => false,
        }
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
        let others = self.units.iter().filter(|other| **other != unit);
        let mut named = others.filter(|other| sentence.text.contains(bare(other)));
        named.any(|other| {
            let own = self.cells(unit, &[LeafKind::Points]);
            let cells = self.cells(other, &[LeafKind::Points]);
            own.iter()
                .zip(&cells)
                .any(|(own, other)| agrees(stated, (own.value - other.value).abs()))
        })
    }

    /// Whether a sentence is of the units of one band: “trong nhóm Xuất sắc, …”.
    fn within_band(&self, sentence: &Sentence) -> bool {
        let text = crate::vn::text::lower(sentence.text);
        let set = self.context.inputs.framework.iter();
        let mut bands = set.flat_map(|set| &set.bands);
        bands.any(|band| {
            let band = crate::vn::text::lower(&band.name);
            let words = [
                "trong nhóm",
                "trong các đơn vị xếp loại",
                "trong nhóm xếp loại",
                "trong số các đơn vị xếp loại",
            ];
            words
                .iter()
                .any(|words| text.contains(&format!("{words} {band}")))
        })
    }
}
