//! From counts to points, exactly: nothing is rounded here.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Absence, Computed, Count, Counts, Derivation, Entered, IndicatorScore, Nothing};
use crate::fault::{Fault, Faults, Kind, Place};
use crate::form::Sourced;
use crate::framework::{Absent, Formula, Indicator, Ratio, Step};
use crate::vn::entry::Entry;
use crate::vn::number::print;

/// The points of indicators, published and computed.
pub fn indicators(
    indicators: &[Indicator],
    entered: &Entered,
    faults: &mut Faults,
) -> Vec<IndicatorScore> {
    indicators
        .iter()
        .map(|indicator| one(indicator, entered, faults))
        .collect()
}

fn one(indicator: &Indicator, entered: &Entered, faults: &mut Faults) -> IndicatorScore {
    let cell = entered.indicator(indicator);
    let published = cell.and_then(Sourced::number);
    let dash = cell.filter(|cell| cell.value == Entry::Dash);
    let computed = match dash {
        Some(dash) => Outcome::Nothing(Nothing::Dash, Some(dash.place.clone())),
        None => compute(indicator, entered, faults),
    };
    let mut score = IndicatorScore {
        id: Arc::clone(&indicator.id),
        name: Arc::clone(&indicator.name),
        maximum: indicator.maximum,
        published,
        computed: None,
        absent: None,
    };
    match computed {
        Outcome::Computed(computed) => score.computed = Some(computed),
        // Published points need no counts beside them.
        Outcome::Nothing(..) if score.published.is_some() => {}
        Outcome::Nothing(why, place) => settle(&mut score, indicator, why, place, faults),
        Outcome::Faulty => {}
    }
    score
}

/// What comes of counts.
enum Outcome {
    Computed(Computed),
    Nothing(Nothing, Option<Place>),
    /// A fault has been added.
    Faulty,
}

/// What an indicator without anything to measure is worth.
fn settle(
    score: &mut IndicatorScore,
    indicator: &Indicator,
    why: Nothing,
    place: Option<Place>,
    faults: &mut Faults,
) {
    let worth = match why {
        Nothing::Blank => indicator.when_blank,
        Nothing::Dash => indicator.when_dash,
        Nothing::ZeroDenominator => indicator.when_none,
    };
    let absence = Absence { why, worth };
    let points = match worth {
        Absent::NotApplicable => None,
        Absent::Zero => Some(Decimal::ZERO),
        Absent::Full => Some(indicator.maximum),
        Absent::Fault => {
            faults.add(nothing_to_measure(indicator, why, place));
            return;
        }
    };
    match points {
        Some(points) => {
            score.computed = Some(Computed {
                points,
                how: Derivation::Absence(absence),
            });
        }
        None => score.absent = Some(absence),
    }
}

fn nothing_to_measure(indicator: &Indicator, why: Nothing, place: Option<Place>) -> Fault {
    let (found, remedy) = match why {
        Nothing::Blank => ("để trống", "điền số liệu của chỉ số này"),
        Nothing::Dash => (
            "ghi dấu “-”",
            "để trống nếu không áp dụng, ghi 0 nếu không phát sinh",
        ),
        Nothing::ZeroDenominator => (
            "có mẫu số bằng 0",
            "kiểm tra số đếm; hoặc ghi “mau_bang_0” cho chỉ số này trong bộ chỉ số",
        ),
    };
    let place = place.unwrap_or_else(|| Place::file("bộ chỉ số"));
    let found = format!("chỉ số {} “{}” {found}", indicator.id, indicator.name);
    Fault::new(Kind::WrongValue, place, found)
        .expected("số liệu tính được điểm")
        .remedy(remedy)
}

fn compute(indicator: &Indicator, entered: &Entered, faults: &mut Faults) -> Outcome {
    match &indicator.formula {
        Formula::Announced => Outcome::Nothing(Nothing::Blank, None),
        Formula::Sum(parts) => sum(indicators(parts, entered, faults)),
        Formula::Ratio {
            ratio,
            complement,
            target,
        } => measured(ratio, entered, faults, |counts, n, d| {
            let part = if *complement { d - n } else { n };
            let full = target.unwrap_or(Decimal::ONE_HUNDRED);
            Computed {
                points: share(indicator.maximum, part, d, full).min(indicator.maximum),
                how: Derivation::Ratio {
                    counts,
                    complement: *complement,
                    target: *target,
                },
            }
        }),
        Formula::Steps { ratio, steps } => measured(ratio, entered, faults, |counts, n, d| {
            let percent = share(Decimal::ONE_HUNDRED, n, d, Decimal::ONE_HUNDRED);
            let reached = |step: &&Step| percent >= step.from;
            let none = Step {
                from: Decimal::ZERO,
                points: Decimal::ZERO,
            };
            let step = steps.iter().rfind(reached).copied().unwrap_or(none);
            Computed {
                points: step.points,
                how: Derivation::Steps { counts, step },
            }
        }),
    }
}

/// maximum × part / whole ÷ target (in percent), with one division, at the end, so that what
/// comes out even is exact. Numbers too long for that are divided first.
fn share(maximum: Decimal, part: Decimal, whole: Decimal, target: Decimal) -> Decimal {
    let product = maximum.checked_mul(part);
    let exact = if target == Decimal::ONE_HUNDRED {
        product.and_then(|product| product.checked_div(whole))
    } else {
        product
            .and_then(|product| product.checked_mul(Decimal::ONE_HUNDRED))
            .and_then(|product| product.checked_div(whole.checked_mul(target)?))
    };
    exact.unwrap_or_else(|| maximum * (part / whole) * (Decimal::ONE_HUNDRED / target))
}

/// The sum of the parts that apply; nothing if none does.
fn sum(parts: Vec<IndicatorScore>) -> Outcome {
    let mut points = parts.iter().filter_map(IndicatorScore::points);
    match points.next() {
        None => Outcome::Nothing(Nothing::Blank, None),
        Some(first) => Outcome::Computed(Computed {
            points: points.fold(first, |sum, more| sum + more),
            how: Derivation::Sum(parts),
        }),
    }
}

/// Points from a ratio's numerator and denominator, once both are known and sound.
fn measured(
    ratio: &Ratio,
    entered: &Entered,
    faults: &mut Faults,
    points: impl FnOnce(Counts, Decimal, Decimal) -> Computed,
) -> Outcome {
    let counts = match counts(ratio, entered) {
        Ok(counts) => counts,
        Err(nothing) => return zero_or(nothing, ratio, entered),
    };
    let total = |counts: &[Count]| {
        let values = counts.iter().map(|count| count.value.value);
        values.reduce(|sum, more| sum + more).unwrap_or_default()
    };
    let (n, d) = (total(counts.numerator()), total(counts.denominator()));
    if d.is_zero() && n.is_zero() {
        let below = counts.denominator().first();
        let place = below.map(|count| count.value.place.clone());
        return Outcome::Nothing(Nothing::ZeroDenominator, place);
    }
    if n > d {
        faults.add(part_above_whole(&counts, n, d));
        return Outcome::Faulty;
    }
    Outcome::Computed(points(counts, n, d))
}

/// With nothing below, nothing can be above: a lone zero denominator needs no numerator.
fn zero_or(nothing: Nothing, ratio: &Ratio, entered: &Entered) -> Outcome {
    let zero = ratio.denominator.iter().find_map(|figure| {
        let cell = entered.figure(figure)?;
        let zero = cell.value.number().is_some_and(|count| count.is_zero());
        zero.then(|| cell.place.clone())
    });
    match zero {
        Some(place) if ratio.denominator.len() == 1 => {
            Outcome::Nothing(Nothing::ZeroDenominator, Some(place))
        }
        _ => Outcome::Nothing(nothing, None),
    }
}

fn counts(ratio: &Ratio, entered: &Entered) -> Result<Counts, Nothing> {
    let above = ratio.numerator.len();
    let mut counts = Vec::with_capacity(above + ratio.denominator.len());
    // What is missing below counts before what is missing above.
    let mut missing = None;
    for figure in ratio.numerator.iter().chain(&ratio.denominator) {
        let cell = entered.figure(figure);
        match cell.and_then(Sourced::number) {
            Some(value) => {
                let name = Arc::clone(&figure.name);
                counts.push(Count { name, value });
            }
            None => missing = Some(cell.map_or(Nothing::Blank, |_| Nothing::Dash)),
        }
    }
    match missing {
        Some(nothing) => Err(nothing),
        None => Ok(Counts { counts, above }),
    }
}

fn part_above_whole(counts: &Counts, n: Decimal, d: Decimal) -> Fault {
    let names = |counts: &[Count]| {
        let names: Vec<&str> = counts.iter().map(|count| count.name.as_ref()).collect();
        names.join(" + ")
    };
    let sourced = counts.numerator().first().map(|count: &Count| &count.value);
    let place = sourced.map_or_else(
        || Place::file("số đếm"),
        |value: &Sourced<Decimal>| value.place.clone(),
    );
    let found = format!("{} là {}", names(counts.numerator()), print(n));
    Fault::new(Kind::WrongValue, place, found)
        .expected(format!(
            "không quá {} ({})",
            print(d),
            names(counts.denominator())
        ))
        .remedy("kiểm tra hai số đếm này")
}
