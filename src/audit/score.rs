//! The points: do the parts add up to the published total, the changes to its change, and do
//! counts bear out the published points; is a total near the cut of its band.

use rust_decimal::Decimal;

use super::{Finding, Mismatch, Severity};
use crate::fault::Place;
use crate::framework::Framework;
use crate::score::{GroupScore, IndicatorScore, Scores, Sum};
use crate::vn::number::{half_unit, print, print_short, round};

/// Converted points this near to a cut deserve a second look.
const NEAR: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

const TOTAL_RULE: &str = "tổng điểm bằng tổng các nhóm chỉ số";

pub fn check(scores: &Scores, framework: &Framework, file: &Place) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(sum(scores));
    findings.extend(previous_sum(scores));
    findings.extend(change(scores, file));
    for indicator in scores.groups.iter().flat_map(|group| &group.indicators) {
        findings.extend(published_and_computed(indicator));
    }
    findings.extend(near_a_cut(scores, framework, file));
    findings
}

/// SUM-01: the groups of this period add up to the published total.
fn sum(scores: &Scores) -> Option<Finding> {
    let stated = scores.published.achieved.as_ref()?;
    // Only the total was published: there is nothing to add.
    scores.groups.iter().find_map(GroupScore::achieved)?;
    let sum = scores.sum();
    let numbers = against(&sum, stated.value)?;
    Some(Finding {
        code: "SUM-01",
        severity: Severity::Warning,
        place: stated.place.clone(),
        message: format!(
            "{} nhóm điểm cộng lại được {}, nhưng tổng điểm công bố là {}",
            scores.groups.len(),
            print(numbers.recomputed),
            print(stated.value)
        ),
        numbers: Some(numbers),
        rule: TOTAL_RULE.into(),
        suggestion: repair(scores, &numbers),
    })
}

/// SUM-02: those of the period before, likewise.
fn previous_sum(scores: &Scores) -> Option<Finding> {
    let stated = scores.published.previous.as_ref()?;
    let numbers = against(&scores.previous_sum()?, stated.value)?;
    Some(Finding {
        code: "SUM-02",
        severity: Severity::Warning,
        place: stated.place.clone(),
        message: format!(
            "điểm kỳ trước của {} nhóm cộng lại được {}, nhưng tổng kỳ trước ghi {}",
            scores.groups.len(),
            print(numbers.recomputed),
            print(stated.value)
        ),
        numbers: Some(numbers),
        rule: TOTAL_RULE.into(),
        suggestion: "so lại với văn bản tháng trước".into(),
    })
}

/// DELTA-01: the changes of the groups add up to the change of the total.
fn change(scores: &Scores, file: &Place) -> Option<Finding> {
    scores.published.achieved.as_ref()?;
    let stated = scores.change()?;
    let (now, before) = (scores.sum(), scores.previous_sum()?);
    let recomputed = now.value - before.value;
    let tolerance = now.tolerance + before.tolerance + half_unit(stated);
    let numbers = Mismatch::of(stated, recomputed, tolerance)?;
    let previous = scores.published.previous.as_ref();
    Some(Finding {
        code: "DELTA-01",
        severity: Severity::Warning,
        place: previous.map_or(file, |points| &points.place).clone(),
        message: format!(
            "tổng điểm thay đổi {} điểm, nhưng mức thay đổi của các nhóm cộng lại là {} điểm",
            print(stated),
            print(recomputed)
        ),
        numbers: Some(numbers),
        rule: "mức tăng, giảm của tổng điểm bằng tổng mức tăng, giảm của các nhóm".into(),
        suggestion: "kiểm tra tổng điểm của cả hai kỳ".into(),
    })
}

/// SCORE-01: published points are those that the formula gives for the counts beside them.
fn published_and_computed(indicator: &IndicatorScore) -> Option<Finding> {
    let stated = indicator.published.as_ref()?;
    let computed = indicator.computed.as_ref()?;
    let numbers = Mismatch::of(stated.value, computed.points, half_unit(stated.value))?;
    let recomputed = round(computed.points, stated.value.scale().max(2));
    Some(Finding {
        code: "SCORE-01",
        severity: Severity::Warning,
        place: stated.place.clone(),
        message: format!(
            "chỉ số {} “{}” công bố {} điểm, công thức của bộ chỉ số cho {} điểm",
            indicator.id,
            indicator.name,
            print(stated.value),
            print(recomputed)
        ),
        numbers: Some(Mismatch {
            recomputed,
            ..numbers
        }),
        rule: "công thức của bộ chỉ số; điểm công bố là điểm chính thức".into(),
        suggestion: "kiểm tra số đếm; xem cách tính bằng “vanthu score --explain”".into(),
    })
}

/// BAND-01: converted points within 0,05 of a cut, where rounding decides the band.
fn near_a_cut(scores: &Scores, framework: &Framework, file: &Place) -> Option<Finding> {
    let converted = scores.converted()?;
    let band = framework.band(converted)?;
    let mut cuts = framework
        .bands
        .iter()
        .map(|band| band.from)
        .filter(|cut| !cut.is_zero());
    let cut = cuts.find(|cut| (converted - cut).abs() <= NEAR)?;
    Some(Finding {
        code: "BAND-01",
        severity: Severity::Info,
        place: scores.total_place().unwrap_or(file).clone(),
        message: format!(
            "điểm quy đổi {} sát mốc {}; xếp loại “{}” theo số chưa làm tròn",
            print_short(round(converted, framework.decimals + 3)),
            print(cut),
            band.name
        ),
        numbers: None,
        rule: "xếp loại so với điểm chưa làm tròn".into(),
        suggestion: "kiểm tra lại điểm trước khi công bố xếp loại".into(),
    })
}

fn against(sum: &Sum, stated: Decimal) -> Option<Mismatch> {
    let mut numbers = Mismatch::of(stated, sum.value, sum.tolerance + half_unit(stated))?;
    numbers.recomputed = round(sum.value, sum.value.scale().min(4));
    Some(numbers)
}

/// Which groups, each alone, would make the sum right, without passing their maximum.
fn repair(scores: &Scores, numbers: &Mismatch) -> String {
    let would_be = |group: &GroupScore| {
        let published = group.published.achieved.as_ref()?;
        let value = published.value + numbers.difference();
        let possible = !value.is_sign_negative() && value <= group.maximum;
        possible.then(|| {
            let (was, name) = (print(published.value), &group.name);
            format!("{name} là {} thay vì {was}", print_short(value))
        })
    };
    let repairs: Vec<String> = scores.groups.iter().filter_map(would_be).collect();
    let advice = "so lại từng trục với Cổng; văn bản vẫn in đúng số đã công bố";
    if repairs.is_empty() {
        return advice.to_owned();
    }
    format!("{advice}; tổng sẽ khớp nếu {}", repairs.join(", hoặc "))
}
