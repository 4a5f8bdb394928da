//! One figure in two places: two sheets, or a sheet and the points.

use super::{Look, Named, is_exact};
use crate::audit::code::Code;
use crate::audit::finding::{Finding, Mismatch};
use crate::fault::Place;
use crate::score::{History, Scores};
use crate::sheet::{LeafKind, RowsOf};
use crate::vn::number::print;
use crate::vn::period::Period;

/// The codes of columns that repeat a unit's total and its change.
const TOTAL: &str = "diem";
const CHANGE: &str = "thay_doi";

impl Look<'_> {
    /// XREF-03: the one row about a unit repeats its total and the change of it.
    pub(super) fn against_points(&self, scores: &Scores, out: &mut Vec<Finding>) {
        let [row] = self.sheet().rows.as_slice() else {
            return;
        };
        if self.sheet().plan.rows == RowsOf::Periods {
            return;
        }
        let total = Some(scores.printed_total());
        for (leaf, cell) in self.sheet().cells(row) {
            let known = match leaf.code.as_str() {
                TOTAL => total,
                CHANGE => scores.change(),
                _ => None,
            };
            let (Some(stated), Some(known)) = (cell.stated(), known) else {
                continue;
            };
            let Some(numbers) = Mismatch::of_copies(stated.value, known) else {
                continue;
            };
            let (stated, known) = (print(stated.value), print(known));
            let message = format!("ghi {stated}, theo điểm đã nhập là {known}");
            let finding = self.finding(Code::Xref03, row, leaf, cell, message);
            let advice = "sửa bảng, hoặc sửa “diem”";
            out.push(finding.numbers(numbers).suggest(advice));
        }
    }

    /// XREF-03: a row of a former period repeats the points of its own hồ sơ.
    pub(super) fn against_history(&self, history: &History, out: &mut Vec<Finding>) {
        let sheet = self.sheet();
        if sheet.plan.rows != RowsOf::Periods {
            return;
        }
        for row in &sheet.rows {
            let period = sheet.name(row).and_then(Period::parse);
            let Some(past) = period.and_then(|period| history.at(period)) else {
                continue;
            };
            for (leaf, cell) in sheet.cells(row) {
                let mut groups = past.groups.iter();
                let group = groups.find(|(id, _)| **id == *leaf.code);
                let known = group.map_or(&past.total, |(_, points)| points).value;
                let Some(stated) = cell.stated().filter(|_| leaf.kind == LeafKind::Points) else {
                    continue;
                };
                let Some(numbers) = Mismatch::of_copies(stated.value, known) else {
                    continue;
                };
                let (stated, known) = (print(stated.value), print(known));
                let message = format!("ghi {stated}, hồ sơ “{}” ghi {known}", past.folder);
                let finding = self.finding(Code::Xref03, row, leaf, cell, message);
                let advice = "sửa dòng ấy, hoặc bỏ các dòng: chương trình lấy từ “cac_ky”";
                out.push(finding.numbers(numbers).suggest(advice));
            }
        }
    }
}

/// XREF-03: what two sheets say of one unit in columns of one code is the same.
pub(super) fn same_figure(one: &Named, other: &Named, file: &Place, out: &mut Vec<Finding>) {
    for leaf in &one.sheet.plan.leaves {
        let counted = !matches!(
            leaf.kind,
            LeafKind::Serial | LeafKind::Text | LeafKind::Band | LeafKind::Rank | LeafKind::Day
        );
        let Some(theirs) = other.sheet.plan.position(&leaf.code).filter(|_| counted) else {
            continue;
        };
        let their = other.sheet.plan.leaves.get(theirs);
        if their.is_none_or(|their| their.kind != leaf.kind) {
            continue;
        }
        for row in &one.sheet.rows {
            let name = one.sheet.name(row);
            let mut twins = other.sheet.rows.iter();
            let twin = twins.find(|twin| name.is_some() && other.sheet.name(twin) == name);
            let Some(twin) = twin else { continue };
            let (Some(cell), Some(their)) =
                (one.sheet.cell(row, &leaf.code), twin.cells.get(theirs))
            else {
                continue;
            };
            let (Some(a), Some(b)) = (cell.number(), their.number()) else {
                continue;
            };
            let numbers = match is_exact(leaf.kind) {
                true => Mismatch::of_counts(a, b),
                false => Mismatch::of_copies(a, b),
            };
            let Some(numbers) = numbers else { continue };
            let (a, b) = (print(a), print(b));
            let message = format!("{} ghi {a}, {} ghi {b}", one.name, other.name);
            let look = Look { named: one, file };
            let finding = look.finding(Code::Xref03, row, leaf, cell, message);
            let finding = finding.numbers(numbers);
            out.push(finding.suggest("hai biểu phải ghi một số"));
        }
    }
}
