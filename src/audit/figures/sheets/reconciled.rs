//! What figures of a sheet must agree with besides the formulas of their columns: another formula,
//! or the counts of an indicator.

use super::Look;
use crate::audit::code::Code;
use crate::audit::finding::{Finding, Mismatch};
use crate::score::{Computed, Count, Counts, Derivation, IndicatorScore, Scores};
use crate::sheet::{Against, Computation, FilledCell, FilledRow, Leaf, Reconciled};
use crate::vn::number::{print, round};

impl Look<'_> {
    /// SUM-03, XREF-06, XREF-07.
    pub(super) fn reconciled(&self, scores: Option<&Scores>, out: &mut Vec<Finding>) {
        let sheet = self.sheet();
        for reconciled in &sheet.plan.reconciled {
            match &reconciled.against {
                Against::Formula(equal) => {
                    let stated = sheet.states_total().then_some(&sheet.total);
                    let rows = sheet.rows.iter().chain(stated);
                    out.extend(rows.filter_map(|row| self.equal(row, &reconciled.value, equal)));
                }
                Against::Indicator(id) => {
                    let counted = scores.and_then(|scores| counted(scores, id));
                    out.extend(counted.and_then(|of| self.counted(reconciled, of)));
                }
            }
        }
    }

    fn equal(&self, row: &FilledRow, value: &Computation, equal: &Computation) -> Option<Finding> {
        let [this, that] = [value, equal].map(|formula| formula.value(|column| row.number(column)));
        let (this, that) = (this?, that?);
        let numbers = Mismatch::of_counts(this, that)?;
        // A cell that is not what its own formula gives has been told.
        let mut named = value.columns.iter().chain(&equal.columns);
        let told = |column: &usize| {
            let (leaf, cell) = self.sheet().cells(row).nth(*column)?;
            self.formula(row, leaf, cell)
        };
        if named.any(|column| told(column).is_some()) {
            return None;
        }
        let (written, equal) = (value.formula.written(), equal.formula.written());
        let message = format!("{written} là {}, {equal} cho {}", print(this), print(that));
        let (leaf, cell) = self.first(row, value)?;
        let finding = self.finding(Code::Sum03, row, leaf, cell, message);
        let advice = "kiểm tra các ô của hai công thức";
        Some(finding.numbers(numbers).suggest(advice))
    }

    /// A figure of the totals against what an indicator was reckoned with.
    fn counted(
        &self,
        reconciled: &Reconciled,
        (indicator, counts): (&IndicatorScore, &Counts),
    ) -> Option<Finding> {
        let total = &self.sheet().total;
        let stated = reconciled.value.value(|column| total.number(column))?;
        let [above, below] = counts.sums();
        let name = |counts: &[Count]| {
            let names = counts.iter().map(|count| format!("“{}”", count.name));
            names.collect::<Vec<_>>().join(", ")
        };
        let of = format!("chỉ số {} “{}”", indicator.id, indicator.name);
        let (mut code, mut rest) = (Code::Xref06, String::new());
        let (than, what, suggestion) = if stated > below {
            let what = format!("{of} tính trên {}", name(counts.denominator()));
            let advice = "mẫu số không nhỏ hơn số đã báo cáo: kiểm tra số đếm, kiểm tra biểu";
            (below, what, advice)
        } else if stated < above {
            let what = format!("{of} tính {}", name(counts.numerator()));
            let advice = "số đã báo cáo không ít hơn số đã tính: kiểm tra biểu có sót hồ sơ, kiểm tra số đếm";
            (above, what, advice)
        } else if stated > above {
            let points = print(round(indicator.points()?, 2));
            let (lacking, most) = (print(stated - above), print(indicator.maximum));
            code = Code::Xref07;
            rest = format!(": còn {lacking}; {of} được {points}/{most} điểm");
            let advice = "tìm hồ sơ chưa có trên hệ thống; đã biết thì để nguyên";
            (above, name(counts.numerator()), advice)
        } else {
            return None;
        };
        let message = format!("báo cáo {}, {what} {}{rest}", print(stated), print(than));
        let numbers = Mismatch::of_counts(stated, than)?;
        let (leaf, cell) = self.first(total, &reconciled.value)?;
        let mut finding = self.finding(code, total, leaf, cell, message);
        // A total that nobody wrote stands where the column begins.
        if cell.stated().is_none() {
            let rows = self.sheet().rows.iter();
            let mut cells = rows.filter_map(|row| self.first(row, &reconciled.value));
            let place = cells.find_map(|(_, cell)| cell.stated_at().cloned());
            finding.place = place.unwrap_or(finding.place);
        }
        Some(finding.numbers(numbers).suggest(suggestion))
    }

    /// The first column that a formula names, with its cell in a row.
    fn first<'a>(
        &'a self,
        row: &'a FilledRow,
        formula: &Computation,
    ) -> Option<(&'a Leaf, &'a FilledCell)> {
        let column = *formula.columns.first()?;
        Some((
            self.sheet().plan.leaves.get(column)?,
            row.cells.get(column)?,
        ))
    }
}

/// An indicator with the counts from which its points follow; none if only its ratio is known.
fn counted<'a>(scores: &'a Scores, id: &str) -> Option<(&'a IndicatorScore, &'a Counts)> {
    let mut indicators = scores.groups.iter().flat_map(|group| &group.indicators);
    let indicator = indicators.find(|indicator| *indicator.id == *id)?;
    let Computed {
        how: Derivation::Ratio { counts, .. },
        ..
    } = indicator.computed.as_ref()?
    else {
        return None;
    };
    let of_ratio = indicator.ratio.as_ref().map(|ratio| &ratio.place);
    let first = counts.numerator().first()?;
    (Some(&first.value.place) != of_ratio).then_some((indicator, counts))
}
