//! The sheets: each stated figure against the formula of its column, totals against their
//! columns, and what one table says against another.

mod across;
mod blank;
mod reconciled;
mod total;

use rust_decimal::Decimal;

use crate::audit::code::Code;
use crate::audit::context::Context;
use crate::audit::finding::{Finding, Mismatch};
use crate::audit::names::sheet_name;
use crate::fault::Place;
use crate::framework::Framework;
use crate::sheet::{Filled, FilledCell, FilledRow, Leaf, LeafKind};
use crate::vn::date;
use crate::vn::entry::Entry;
use crate::vn::number::{half_unit, has_point, print, round};
use crate::vn::period::Period;
use crate::vn::text::fold;

/// A sheet with what the document calls it.
pub struct Named<'a> {
    /// `Biểu số 03`.
    pub name: String,
    /// The figures.
    pub sheet: &'a Filled,
}

/// The sheets of a hồ sơ that have several rows or formulas.
pub fn named<'a>(context: &Context<'a>) -> Vec<Named<'a>> {
    let named = |(key, sheet): (&String, &'a Filled)| Named {
        name: sheet_name(context, key),
        sheet,
    };
    context.inputs.sheets.iter().map(named).collect()
}

pub fn check(context: &Context, sheets: &[Named], out: &mut Vec<Finding>) {
    for named in sheets {
        let look = Look {
            named,
            file: &context.file,
        };
        for row in &named.sheet.rows {
            look.row(row, out);
            out.extend(look.previous(row, context.inputs.period));
            look.bands(row, context.inputs.framework.as_deref(), out);
        }
        look.total(out);
        look.ranks(out);
        look.decimals(out);
        look.paid_without_fee(out);
        look.days(context.inputs.period, out);
        look.reconciled(context.inputs.scores(), out);
        if let Some(scores) = context.inputs.scores() {
            look.against_points(scores, out);
        }
        if let Some(history) = &context.inputs.history {
            look.against_history(history, out);
        }
    }
    for (i, one) in sheets.iter().enumerate() {
        for other in sheets.iter().skip(i + 1) {
            // What is taken from the points cannot differ from them.
            if one.sheet.plan.takes_points() && other.sheet.plan.takes_points() {
                continue;
            }
            across::same_figure(one, other, &context.file, out);
        }
    }
}

/// A sheet that is being looked at.
pub(super) struct Look<'a> {
    pub(super) named: &'a Named<'a>,
    pub(super) file: &'a Place,
}

impl Look<'_> {
    pub(super) fn sheet(&self) -> &Filled {
        self.named.sheet
    }

    fn label(&self, row: &FilledRow) -> String {
        let name = self.sheet().name(row).unwrap_or_default();
        if std::ptr::eq(row, &self.sheet().total) {
            return "hàng TỔNG SỐ".to_owned();
        }
        format!("hàng “{name}”")
    }

    /// The cells of a row in the columns of a kind.
    fn cells_of<'s>(
        &'s self,
        kind: LeafKind,
        row: &'s FilledRow,
    ) -> impl Iterator<Item = (&'s Leaf, &'s FilledCell)> {
        let cells = self.sheet().cells(row);
        cells.filter(move |(leaf, _)| leaf.kind == kind)
    }

    /// A finding about a cell, with its place in file and document.
    pub(super) fn finding(
        &self,
        code: Code,
        row: &FilledRow,
        leaf: &Leaf,
        cell: &FilledCell,
        message: String,
    ) -> Finding {
        let place = cell.place.as_ref().or(row.place.as_ref());
        let place = place.unwrap_or(self.file);
        let column = match &leaf.number {
            Some(number) => format!("cột ({number})"),
            None => format!("cột “{}”", leaf.name()),
        };
        let part = format!("{}, {}, {column}", self.named.name, self.label(row));
        let message = format!("{}, {column}: {message}", self.label(row));
        Finding::new(code, place, message).part(part)
    }

    /// SUM-03, RATIO-02, RANGE-01, RANGE-02, EMPTY-02: the cells of a row.
    fn row(&self, row: &FilledRow, out: &mut Vec<Finding>) {
        for (leaf, cell) in self.sheet().cells(row) {
            out.extend(self.formula(row, leaf, cell));
            out.extend(self.range(row, leaf, cell));
            out.extend(self.mark(row, leaf, cell));
        }
        out.extend(self.blank(row));
    }

    /// A stated cell is what the formula of its column gives.
    pub(super) fn formula(
        &self,
        row: &FilledRow,
        leaf: &Leaf,
        cell: &FilledCell,
    ) -> Option<Finding> {
        let Entry::Number(stated) = cell.entry else {
            return None;
        };
        let computation = leaf.formula.as_ref()?;
        let computed = leaf.compute(|column| row.number(column))?;
        let ratio = computation.formula.is_ratio();
        let code = if ratio { Code::Ratio02 } else { Code::Sum03 };
        let numbers = if is_exact(leaf.kind) {
            Mismatch::of_counts(stated, computed)?
        } else {
            let parts = computation.columns.iter().filter_map(|column| {
                let cell = row.cells.get(*column)?;
                let kind = self.sheet().plan.leaves.get(*column)?.kind;
                match cell.entry {
                    Entry::Number(value) if !is_exact(kind) && !ratio => Some(half_unit(value)),
                    _ => None,
                }
            });
            let tolerance = parts.sum::<Decimal>() + half_unit(stated);
            let why = if ratio {
                "nửa đơn vị số cuối của tỷ lệ ghi"
            } else {
                "nửa đơn vị số cuối của các số cộng lại và của số ghi"
            };
            Mismatch::of(stated, computed, tolerance, why)?
        };
        let mut numbers = numbers.rounded();
        numbers.recomputed = numbers.recomputed.normalize();
        let (stated, computed) = (print(stated), print(numbers.recomputed));
        let formula = computation.formula.written();
        let message = format!("ghi {stated}, công thức {formula} cho {computed}");
        let finding = self.finding(code, row, leaf, cell, message);
        let advice = "kiểm tra ô này và các ô trong công thức; để trống thì chương trình tự tính";
        Some(finding.numbers(numbers).suggest(advice))
    }

    /// Rates lie between 0 and 100 %, counts are not negative.
    fn range(&self, row: &FilledRow, leaf: &Leaf, cell: &FilledCell) -> Option<Finding> {
        let value = cell.number()?;
        let negative = value.is_sign_negative() && !value.is_zero();
        let (code, limit) = match leaf.kind {
            LeafKind::Rate | LeafKind::Points if value > Decimal::ONE_HUNDRED => {
                (Code::Range01, Decimal::ONE_HUNDRED)
            }
            LeafKind::Count | LeafKind::Money if negative && leaf.formula.is_some() => {
                (Code::Range02, Decimal::ZERO)
            }
            LeafKind::Rate | LeafKind::Points | LeafKind::Count | LeafKind::Money if negative => {
                (Code::Range01, Decimal::ZERO)
            }
            _ => return None,
        };
        let numbers = Mismatch::of_counts(round(value, 2), limit)?;
        let message = match code {
            Code::Range02 => "phần lớn hơn tổng".to_owned(),
            _ => format!("{} ngoài khoảng 0–100", print(numbers.stated)),
        };
        let finding = self.finding(code, row, leaf, cell, message);
        let advice = "kiểm tra ô này và các ô trong công thức";
        Some(finding.numbers(numbers).suggest(advice))
    }

    /// RANGE-03: points less their change are points of the period before, which have a range.
    fn previous(&self, row: &FilledRow, period: Period) -> Option<Finding> {
        let (leaf, change) = self.cells_of(LeafKind::Change, row).next()?;
        let mut points = self.cells_of(LeafKind::Points, row);
        let (_, points) = points.find(|(leaf, _)| !period.is_of_another(&leaf.name()))?;
        let previous = points.number()? - change.number()?;
        let inside = !previous.is_sign_negative() && previous <= Decimal::ONE_HUNDRED;
        (!inside).then(|| {
            let message = format!("điểm kỳ trước suy ra là {}, ngoài 0–100", print(previous));
            let finding = self.finding(Code::Range03, row, leaf, change, message);
            finding.suggest("kiểm tra điểm và mức tăng, giảm")
        })
    }

    /// NUMFMT-01: a decimal point where the document has decimal commas. A file without any
    /// decimal comma was written by a program.
    pub(super) fn mark(&self, row: &FilledRow, leaf: &Leaf, cell: &FilledCell) -> Option<Finding> {
        let (place, typed) = (cell.place.as_ref()?, cell.typed.as_deref()?);
        if !has_point(typed) || place.sheet_name().is_some() && !self.writes_commas() {
            return None;
        }
        let message = format!("dấu chấm thập phân: “{typed}”");
        let right = print(cell.entry.number()?);
        let finding = self.finding(Code::NumFmt01, row, leaf, cell, message);
        let finding = finding.words(typed, right.as_str());
        Some(finding.suggest(format!("dùng dấu phẩy: {right}; văn bản in dấu phẩy")))
    }

    /// Whether a number of the sheet was typed with a decimal comma.
    fn writes_commas(&self) -> bool {
        let rows = self.sheet().rows.iter().chain([&self.sheet().total]);
        let mut cells = rows.flat_map(|row| &row.cells);
        cells.any(|cell| cell.typed.as_ref().is_some_and(|typed| !has_point(typed)))
    }

    /// BAND-02: a stated band is that of the points beside it.
    fn bands(&self, row: &FilledRow, framework: Option<&Framework>, out: &mut Vec<Finding>) {
        let Some(framework) = framework else { return };
        for (leaf, cell) in self.cells_of(LeafKind::Band, row) {
            let Entry::Text(stated) = &cell.entry else {
                continue;
            };
            let points = leaf.by.and_then(|by| row.number(by));
            let band = points.and_then(|points| Some((points, framework.band(points)?)));
            let Some((points, band)) = band.filter(|(_, band)| fold(stated) != fold(&band.name))
            else {
                continue;
            };
            let message = format!("ghi “{stated}”, {} điểm là “{}”", print(points), band.name);
            let finding = self.finding(Code::Band02, row, leaf, cell, message);
            let finding = finding.words(stated, band.name.as_str());
            out.push(finding.suggest("sửa xếp loại, hoặc kiểm tra điểm"));
        }
    }

    /// ORDER-01: a stated rank is that of the points.
    fn ranks(&self, out: &mut Vec<Finding>) {
        for row in &self.sheet().rows {
            for (leaf, cell) in self.cells_of(LeafKind::Rank, row) {
                let (Entry::Number(stated), Some(computed)) = (&cell.entry, cell.computed) else {
                    continue;
                };
                // Rows of equal points may be published in any order.
                let points = leaf.by.and_then(|by| row.number(by));
                let rows = self.sheet().rows.iter();
                let equal = rows.filter(|other| leaf.by.and_then(|by| other.number(by)) == points);
                let worst = computed + Decimal::from(equal.count()) - Decimal::ONE;
                if *stated > computed && *stated <= worst {
                    continue;
                }
                if let Some(numbers) = Mismatch::of_counts(*stated, computed) {
                    let (stated, computed) = (print(*stated), print(computed));
                    let message = format!("ghi hạng {stated}, theo điểm là hạng {computed}");
                    let finding = self.finding(Code::Order01, row, leaf, cell, message);
                    out.push(finding.numbers(numbers).suggest("xếp lại theo điểm"));
                }
            }
        }
    }

    /// NUMFMT-02: a column of rates has equally many decimals, whole numbers apart. Points are
    /// printed as they were published, and the portal leaves out zeros at their end.
    fn decimals(&self, out: &mut Vec<Finding>) {
        let sheet = self.sheet();
        for (index, leaf) in sheet.plan.leaves.iter().enumerate() {
            if leaf.kind != LeafKind::Rate {
                continue;
            }
            let stated = sheet.rows.iter().filter_map(|row| {
                let cell = row.cells.get(index)?;
                match cell.entry {
                    Entry::Number(value) if value.scale() > 0 && cell.place.is_some() => {
                        Some((row, cell, value))
                    }
                    _ => None,
                }
            });
            // Figures with fewer decimals than the column's are filled up in print.
            let shown = |value: Decimal| value.scale().max(leaf.decimals.unwrap_or(0));
            let scales: Vec<u32> = stated.clone().map(|(_, _, value)| shown(value)).collect();
            let (Some(least), Some(most)) = (scales.iter().min(), scales.iter().max()) else {
                continue;
            };
            if least == most {
                continue;
            }
            let mut stated = stated;
            if let Some((row, cell, value)) = stated.find(|(_, _, value)| shown(*value) != *least) {
                let message = format!(
                    "{} có {} chữ số thập phân, các ô khác trong cột có {least}",
                    print(value),
                    shown(value)
                );
                let finding = self.finding(Code::NumFmt02, row, leaf, cell, message);
                out.push(finding.suggest("ghi cùng số chữ số thập phân, hoặc đặt “le” cho cột"));
            }
        }
    }

    /// DATE-08: days of a column that lie outside of the period.
    fn days(&self, period: Period, out: &mut Vec<Finding>) {
        let (first, last) = period.days();
        let sheet = self.sheet();
        let leaves = sheet.plan.leaves.iter().enumerate();
        let leaves = leaves.filter(|(_, leaf)| leaf.kind == LeafKind::Day && !leaf.any_day);
        for (index, leaf) in leaves {
            let outside = sheet.rows.iter().filter_map(|row| {
                let cell = row.cells.get(index)?;
                let Entry::Text(text) = &cell.entry else {
                    return None;
                };
                let day = date::parse(text)?;
                (day < first || day > last).then_some((row, cell, text))
            });
            let outside: Vec<_> = outside.collect();
            let Some((row, cell, text)) = outside.first() else {
                continue;
            };
            let more = match outside.len() {
                1 => String::new(),
                rows => format!(" (và {} hàng nữa)", rows - 1),
            };
            let message = format!("ngày {text}{more} ngoài {}", period.short());
            let finding = self.finding(Code::Date08, row, leaf, cell, message);
            let advice = "kiểm tra ngày; cột có thể có ngày ngoài kỳ thì ghi “ngoai_ky: có” ở cột đó của biểu";
            out.push(finding.suggest(advice));
        }
    }

    /// CONTRA-02: dossiers that were paid for, beside a dash for the money.
    fn paid_without_fee(&self, out: &mut Vec<Finding>) {
        let sheet = self.sheet();
        let leaves = sheet.plan.leaves.iter().enumerate();
        for ((index, count), (next, money)) in leaves.clone().zip(leaves.skip(1)) {
            let pair = count.kind == LeafKind::Count && money.kind == LeafKind::Money;
            if !pair || count.path.len() < 2 {
                continue;
            }
            let rows = sheet.rows.iter().filter(|row| {
                let some = row.number(index).is_some_and(|count| count > Decimal::ZERO);
                let cell = row.cells.get(next);
                some && cell.is_some_and(|cell| cell.entry == Entry::Dash)
            });
            let rows: Vec<&FilledRow> = rows.collect();
            let first = rows
                .first()
                .and_then(|row| Some((*row, row.cells.get(next)?)));
            let Some((first, cell)) = first else { continue };
            let names: Vec<&str> = rows.iter().filter_map(|row| sheet.name(row)).collect();
            let message = format!(
                "có hồ sơ mà không có tiền, ở {} hàng: {}",
                names.len(),
                names.join(", ")
            );
            let finding = self.finding(Code::Contra02, first, money, cell, message);
            out.push(finding.suggest("kiểm tra; hồ sơ được miễn phí thì ghi chú"));
        }
    }
}

/// Whether figures of a kind are whole and never rounded.
pub(super) fn is_exact(kind: LeafKind) -> bool {
    matches!(
        kind,
        LeafKind::Count | LeafKind::Money | LeafKind::Serial | LeafKind::Rank
    )
}
