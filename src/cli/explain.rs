//! `vanthu score --explain`: for each point its formula, its counts, its rounding, and the
//! place of every input.

use rust_decimal::Decimal;

use crate::form::Sourced;
use crate::framework::Absent;
use crate::score::Unit;
use crate::score::{
    Absence, Count, Counts, Derivation, GroupScore, IndicatorScore, Nothing, Scores,
};
use crate::vn::number::{print, print_short, round};

/// Decimals of a number that is still to be rounded.
const UNROUNDED: u32 = 6;

/// How each point of a unit came about.
pub fn unit(unit: &Unit) -> String {
    let scores = &unit.scores;
    let mut text = format!("Cách tính điểm của {}:\n", scores.name);
    for (number, one) in (1..).zip(&scores.groups) {
        group(number, one, scores.decimals, &mut text);
    }
    total(scores, &mut text);
    text
}

fn group(number: usize, group: &GroupScore, decimals: u32, text: &mut String) {
    let maximum = print(group.maximum);
    text.push_str(&format!("\n{number}. {} (tối đa {maximum})\n", group.name));
    if let Some(published) = &group.published.achieved {
        text.push_str(&format!("   {}\n", announced(published)));
    }
    for indicator in &group.indicators {
        indicator_lines(indicator, decimals, 1, text);
    }
    if group.published.achieved.is_none() {
        match group.achieved() {
            Some(points) => text.push_str(&format!(
                "   cộng: {}, làm tròn {}\n",
                unrounded(points),
                print(round(points, decimals))
            )),
            None => text.push_str("   không áp dụng: không có số liệu nào\n"),
        }
    }
}

fn indicator_lines(indicator: &IndicatorScore, decimals: u32, depth: usize, text: &mut String) {
    let pad = "   ".repeat(depth);
    let maximum = print(indicator.maximum);
    text.push_str(&format!(
        "{pad}{} {} (tối đa {maximum})\n",
        indicator.id, indicator.name
    ));
    if let Some(published) = &indicator.published {
        text.push_str(&format!("{pad}   {}\n", announced(published)));
    }
    if let Some(absence) = &indicator.absent {
        text.push_str(&format!("{pad}   {}\n", absent(absence)));
    }
    let Some(computed) = &indicator.computed else {
        return;
    };
    let points = format!(
        "= {}, làm tròn {}",
        unrounded(computed.points),
        print(round(computed.points, decimals))
    );
    match &computed.how {
        Derivation::Absence(absence) => {
            text.push_str(&format!("{pad}   {} {points}\n", absent(absence)));
        }
        Derivation::Sum(parts) => {
            for part in parts {
                indicator_lines(part, decimals, depth + 1, text);
            }
            text.push_str(&format!("{pad}   tổng các phần {points}\n"));
        }
        Derivation::Ratio {
            counts,
            complement,
            target,
        } => {
            let formula = ratio_formula(indicator.maximum, counts, *complement, *target);
            text.push_str(&format!("{pad}   {formula} {points}\n"));
            sources(counts, &pad, text);
        }
        Derivation::Steps { counts, step } => {
            text.push_str(&format!(
                "{pad}   {} đạt bậc từ {}% {points}\n",
                fraction(counts),
                print(step.from)
            ));
            sources(counts, &pad, text);
        }
    }
}

/// `20 × 2.541/2.618`, `nhỏ nhất của 6 và 6 × (…)/(90%)`.
fn ratio_formula(
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

fn fraction(counts: &Counts) -> String {
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

fn sources(counts: &Counts, pad: &str, text: &mut String) {
    for count in counts.all() {
        text.push_str(&format!(
            "{pad}     {} = {} ({})\n",
            count.name,
            print(count.value.value),
            count.value.place
        ));
    }
}

fn announced(points: &Sourced<Decimal>) -> String {
    format!("công bố: {} ({})", print(points.value), points.place)
}

fn absent(absence: &Absence) -> String {
    let why = match absence.why {
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

fn total(scores: &Scores, text: &mut String) {
    let (sum, applicable) = (scores.sum().value, scores.applicable());
    text.push_str(&format!("\nCộng các nhóm: {}\n", unrounded(sum)));
    if let Some(published) = &scores.published.achieved {
        text.push_str(&format!("Tổng {}\n", announced(published)));
    }
    if let Some(converted) = scores.converted() {
        text.push_str(&format!(
            "Quy đổi: {} × {}/{} = {}, làm tròn {}\n",
            unrounded(scores.total()),
            print(scores.maximum),
            print(applicable),
            unrounded(converted),
            print(round(converted, scores.decimals))
        ));
    }
}

/// A number before its rounding, cut where a reader no longer cares.
fn unrounded(value: Decimal) -> String {
    let shown = print_short(round(value, UNROUNDED));
    if value.normalize().scale() > UNROUNDED {
        format!("{shown}…")
    } else {
        shown
    }
}
