//! How formulas are worded, wherever a figure is explained.

use rust_decimal::Decimal;

use crate::framework::Absent;
use crate::score::{Absence, Count, Counts, Nothing};
use crate::vn::number::{print, print_short, round};

/// Decimals of a number that is still to be rounded.
const UNROUNDED: u32 = 6;

/// `20 × 2.541/2.618`, `nhỏ nhất của 6 và 6 × (…)/(90%)`.
pub fn ratio_formula(
    maximum: Decimal,
    counts: &Counts,
    complement: bool,
    target: Option<Decimal>,
) -> String {
    let maximum = print(maximum);
    let ratio = if complement {
        format!("(1 − {})", fraction(counts))
    } else {
        fraction(counts)
    };
    match target {
        Some(target) => format!(
            "nhỏ hơn trong hai số {maximum} và {maximum} × {ratio} ÷ {}%",
            print(target)
        ),
        None => format!("{maximum} × {ratio}"),
    }
}

/// `2.541/2.618`, `(8 + 9)/20`.
pub fn fraction(counts: &Counts) -> String {
    format!(
        "{}/{}",
        added(counts.numerator()),
        added(counts.denominator())
    )
}

fn added(counts: &[Count]) -> String {
    let values: Vec<String> = counts
        .iter()
        .map(|count| print(count.value.value))
        .collect();
    match values.as_slice() {
        [one] => one.clone(),
        several => format!("({})", several.join(" + ")),
    }
}

/// Why there is nothing to measure, and what that is worth.
pub fn absent(absence: &Absence) -> String {
    let why = match absence.why {
        Nothing::Declared => "hồ sơ ghi ở khong_ap_dung",
        Nothing::Blank => "để trống",
        Nothing::Dash => "ghi dấu “-”",
        Nothing::ZeroDenominator => "mẫu số bằng 0",
    };
    let worth = match absence.worth {
        Absent::NotApplicable => "không áp dụng, trừ khỏi điểm tối đa",
        Absent::Zero => "không điểm",
        Absent::Full => "điểm tối đa",
        Absent::Fault => "không tính được",
    };
    format!("{why}: {worth}")
}

/// A number before its rounding, cut where a reader no longer cares.
pub fn unrounded(value: Decimal) -> String {
    let shown = print_short(round(value, UNROUNDED));
    if value.normalize().scale() > UNROUNDED {
        format!("{shown}…")
    } else {
        shown
    }
}
