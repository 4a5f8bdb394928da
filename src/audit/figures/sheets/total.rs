//! Total rows: against their columns, and the row that is missing if they miss in one way.

use rust_decimal::Decimal;

use super::{Look, is_exact};
use crate::audit::code::Code;
use crate::audit::finding::{Finding, Mismatch};
use crate::sheet::{FilledCell, Leaf, LeafKind, TotalRule};
use crate::vn::entry::Entry;
use crate::vn::number::{half_unit, print};

impl Look<'_> {
    /// TOTALROW-01 to 03.
    pub(super) fn total(&self, out: &mut Vec<Finding>) {
        let sheet = self.sheet();
        if !sheet.states_total() {
            let mut leaves = sheet.plan.leaves.iter();
            let counted =
                leaves.any(|leaf| leaf.kind == LeafKind::Count && leaf.total != TotalRule::Blank);
            if sheet.plan.total_label.is_none() && counted && sheet.rows.len() > 1 {
                let message = format!("{} có cột cộng được mà không có hàng tổng", self.named.name);
                let finding = Finding::new(Code::TotalRow03, self.file, message);
                let finding = finding.part(self.named.name.clone());
                out.push(finding.suggest("thêm “dong_tong” vào biểu"));
            }
            return;
        }
        let mut missing: Vec<Option<Decimal>> = Vec::new();
        for (leaf, cell) in sheet.cells(&sheet.total) {
            let off = self.total_cell(leaf, cell);
            let additive = leaf.formula.as_ref().is_some_and(|c| !c.formula.is_ratio());
            let counts = leaf.total == TotalRule::Sum || additive;
            missing.push(off.as_ref().map(Mismatch::difference).filter(|_| counts));
            out.extend(self.formula(&sheet.total, leaf, cell));
            out.extend(self.mark(&sheet.total, leaf, cell));
            let Some(numbers) = off else { continue };
            let (stated, computed) = (print(numbers.stated), print(numbers.recomputed));
            let (rows, give) = (
                sheet.rows.len(),
                match leaf.total {
                    TotalRule::Sum => "cộng lại là",
                    _ => "cho",
                },
            );
            let message = format!("ghi {stated}, {rows} hàng {give} {computed}");
            let finding = self.finding(Code::TotalRow01, &sheet.total, leaf, cell, message);
            let advice = "kiểm tra hàng tổng và các hàng của cột này";
            out.push(finding.numbers(numbers).suggest(advice));
        }
        out.extend(self.missing_row(&missing));
    }

    fn total_cell(&self, leaf: &Leaf, cell: &FilledCell) -> Option<Mismatch> {
        let Entry::Number(stated) = cell.entry else {
            return None;
        };
        let computed = cell.computed?;
        if is_exact(leaf.kind) {
            return Mismatch::of_counts(stated, computed);
        }
        let index = self.sheet().plan.position(&leaf.code)?;
        let parts = self
            .sheet()
            .rows
            .iter()
            .filter_map(|row| match row.cells.get(index)?.entry {
                Entry::Number(value) if leaf.total == TotalRule::Sum => Some(half_unit(value)),
                _ => None,
            });
        let tolerance = parts.sum::<Decimal>() + half_unit(stated);
        let why = "nửa đơn vị số cuối của các hàng và của hàng tổng";
        Mismatch::of(stated, computed, tolerance, why).map(Mismatch::rounded)
    }

    /// TOTALROW-02: totals that are off by amounts which themselves obey the formulas: a row is
    /// missing, or one is there twice.
    fn missing_row(&self, off: &[Option<Decimal>]) -> Option<Finding> {
        let sheet = self.sheet();
        let known: Vec<Decimal> = off.iter().flatten().copied().collect();
        let one_sign = known.iter().all(|value| {
            value.is_sign_negative() == known.first().is_some_and(|v| v.is_sign_negative())
        });
        if known.len() < 2 || !one_sign {
            return None;
        }
        let number = |column: usize| off.get(column).copied().flatten();
        let mut borne_out = false;
        for (index, leaf) in sheet.plan.leaves.iter().enumerate() {
            let additive = leaf.formula.as_ref().is_some_and(|c| !c.formula.is_ratio());
            let (Some(value), true) = (number(index), additive) else {
                continue;
            };
            if leaf.compute(number)? != value {
                return None;
            }
            borne_out = true;
        }
        // Without a formula among the columns, all of them have to be off.
        let cells = sheet.cells(&sheet.total);
        let summed =
            cells.filter(|(leaf, cell)| leaf.total == TotalRule::Sum && cell.stated().is_some());
        if !borne_out && summed.count() != known.len() {
            return None;
        }
        let amounts = self.amounts(off);
        let lacking = known.first().is_some_and(|value| value.is_sign_positive());
        let [what, advice] = match lacking {
            true => [
                "thiếu một hàng",
                "tìm đơn vị chưa có trong biểu (thường là bộ phận cấp trên), thêm hàng đó",
            ],
            false => [
                "thừa một hàng",
                "tìm hàng ghi hai lần, hoặc hàng mà tổng chưa tính",
            ],
        };
        let message =
            format!("phần lệch của hàng tổng tự khớp với nhau, vậy biểu {what} có {amounts}");
        let place = sheet.total.place.as_ref().unwrap_or(self.file);
        let part = format!("{}, hàng TỔNG SỐ", self.named.name);
        Some(
            Finding::new(Code::TotalRow02, place, message)
                .part(part)
                .suggest(advice),
        )
    }

    /// By how much each total is off.
    fn amounts(&self, off: &[Option<Decimal>]) -> String {
        let columns = self.sheet().plan.leaves.iter().zip(off);
        let amounts = columns.filter_map(|(leaf, off)| {
            let value = off.as_ref()?.abs();
            let name = leaf
                .number
                .as_ref()
                .map_or_else(|| leaf.name(), |number| format!("cột ({number})"));
            Some(format!("{name}: {}", print(value)))
        });
        amounts.collect::<Vec<_>>().join("; ")
    }
}
