//! `vanthu score --explain`: for each point its formula, its counts, its rounding, and the
//! place of every input.

use rust_decimal::Decimal;

use crate::compose::{absent, fraction, ratio_formula, unrounded};
use crate::form::Sourced;
use crate::score::{Counts, Derivation, GroupScore, IndicatorScore, Scores, Unit};
use crate::vn::number::{print, round};

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
