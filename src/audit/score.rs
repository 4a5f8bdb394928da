//! The points: do the parts add up to the published total, and the changes to its change.

use rust_decimal::Decimal;

use super::{Finding, Mismatch, Severity};
use crate::fault::Place;
use crate::score::{GroupScore, Points, Scores, Sum};
use crate::vn::number::{half_unit, print, print_short};

pub fn check(scores: &Scores, file: &Place) -> Vec<Finding> {
    let Some(announced) = &scores.announced else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    findings.extend(sum(scores, announced));
    findings.extend(previous_sum(scores, announced));
    findings.extend(change(scores, announced, file));
    findings
}

/// SUM-01: the groups of this period add up to the published total.
fn sum(scores: &Scores, announced: &Points) -> Option<Finding> {
    let sum = scores.sum();
    let numbers = against(&sum, announced.achieved.value)?;
    Some(Finding {
        code: "SUM-01",
        severity: Severity::Warning,
        place: announced.achieved.place.clone(),
        message: format!(
            "{} nhóm điểm cộng lại được {}, nhưng tổng điểm công bố là {}",
            scores.groups.len(),
            print(sum.value),
            print(announced.achieved.value)
        ),
        numbers: Some(numbers),
        rule: "tổng điểm bằng tổng các trục (Quyết định 766/QĐ-TTg)".into(),
        suggestion: repair(scores, &numbers),
    })
}

/// SUM-02: those of the period before, likewise.
fn previous_sum(scores: &Scores, announced: &Points) -> Option<Finding> {
    let stated = announced.previous.as_ref()?;
    let sum = scores.previous_sum()?;
    let numbers = against(&sum, stated.value)?;
    Some(Finding {
        code: "SUM-02",
        severity: Severity::Warning,
        place: stated.place.clone(),
        message: format!(
            "điểm kỳ trước của {} nhóm cộng lại được {}, nhưng tổng kỳ trước ghi {}",
            scores.groups.len(),
            print(sum.value),
            print(stated.value)
        ),
        numbers: Some(numbers),
        rule: "tổng điểm bằng tổng các trục (Quyết định 766/QĐ-TTg)".into(),
        suggestion: "so lại với văn bản tháng trước".into(),
    })
}

/// DELTA-01: the changes of the groups add up to the change of the total.
fn change(scores: &Scores, announced: &Points, file: &Place) -> Option<Finding> {
    let stated = announced.change()?;
    let (now, before) = (scores.sum(), scores.previous_sum()?);
    let recomputed = now.value - before.value;
    let tolerance = now.tolerance + before.tolerance + half_unit(stated);
    let numbers = Mismatch::of(stated, recomputed, tolerance)?;
    let place = announced.previous.as_ref().map_or(file, |p| &p.place);
    Some(Finding {
        code: "DELTA-01",
        severity: Severity::Warning,
        place: place.clone(),
        message: format!(
            "tổng điểm thay đổi {} điểm, nhưng mức thay đổi của các nhóm cộng lại là {} điểm",
            print(stated),
            print(recomputed)
        ),
        numbers: Some(numbers),
        rule: "mức tăng, giảm của tổng điểm bằng tổng mức tăng, giảm của các trục".into(),
        suggestion: "kiểm tra tổng điểm của cả hai kỳ".into(),
    })
}

fn against(sum: &Sum, stated: Decimal) -> Option<Mismatch> {
    Mismatch::of(stated, sum.value, sum.tolerance + half_unit(stated))
}

/// Which groups, each alone, would make the sum right, without passing their maximum.
fn repair(scores: &Scores, numbers: &Mismatch) -> String {
    let would_be = |group: &GroupScore| {
        let value = group.points.achieved.value + numbers.difference();
        let possible = !value.is_sign_negative() && value <= group.maximum;
        possible.then(|| {
            let (was, name) = (print(group.points.achieved.value), &group.name);
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
