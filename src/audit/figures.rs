//! The tables of figures: stated rates against counts, and the day they were counted.

use time::{Date, Month};

use super::{Finding, Mismatch, Severity};
use crate::compose::Inputs;
use crate::figures::Sourced;
use crate::sheet::Line;
use crate::vn::date;
use crate::vn::number::{half_unit, print, round};
use crate::vn::period::Period;

pub fn check(inputs: &Inputs) -> Vec<Finding> {
    let mut findings = Vec::new();
    for table in inputs.tables.values() {
        findings.extend(table.lines.iter().filter_map(ratio));
        findings.extend(
            table
                .as_of
                .as_ref()
                .and_then(|day| as_of(day, inputs.period)),
        );
    }
    findings
}

/// RATIO-01: a stated rate is the one that follows from the counts.
fn ratio(line: &Line) -> Option<Finding> {
    let stated = line.rate.stated.as_ref()?;
    let computed = line.rate.computed.as_ref()?;
    let tolerance = half_unit(stated.value.0);
    let mut numbers = Mismatch::of(stated.value.0, computed.percent, tolerance)?;
    // For people: one decimal more than was stated is enough to see the difference.
    numbers.recomputed = round(computed.percent, stated.value.0.scale().max(2));
    Some(Finding {
        code: "RATIO-01",
        severity: Severity::Warning,
        place: stated.place.clone(),
        message: format!(
            "dòng {} “{}” ghi {}%, nhưng {}/{} là {}%",
            line.number,
            line.label,
            print(stated.value.0),
            print(computed.numerator),
            print(computed.denominator),
            print(numbers.recomputed)
        ),
        numbers: Some(numbers),
        rule: "tỷ lệ bằng phần chia cho tổng".into(),
        suggestion: "sửa số liệu hoặc tỷ lệ; để trống “ty_le” thì chương trình tự tính".into(),
    })
}

/// DATE-01: what is counted in a month is counted no earlier than its first day.
fn as_of(day: &Sourced<Date>, period: Period) -> Option<Finding> {
    let month = Month::try_from(period.month()).ok()?;
    let first = Date::from_calendar_date(period.year().into(), month, 1).ok()?;
    (day.value < first).then(|| Finding {
        code: "DATE-01",
        severity: Severity::Warning,
        place: day.place.clone(),
        message: format!(
            "số liệu thống kê đến ngày {}, trước khi {} bắt đầu",
            date::short(day.value),
            period.short()
        ),
        numbers: None,
        rule: "số liệu của tháng nào chốt trong hoặc sau tháng đó".into(),
        suggestion: format!(
            "kiểm tra “ngay_chot”; số liệu {} phải chốt từ {}",
            period.short(),
            date::short(first)
        ),
    })
}
