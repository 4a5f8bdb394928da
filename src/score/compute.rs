//! From counts, or ratios, to points, exactly: nothing is rounded here.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Absence, Computed, Count, Counts, Derivation, Entered, IndicatorScore, Nothing};
use crate::fault::{Fault, Faults, Kind, Place};
use crate::form::Sourced;
use crate::framework::{Absent, Figure, Formula, Indicator, Ratio, Step};
use crate::vn::entry::Entry;
use crate::vn::number::{half_unit, print};

/// The points of indicators, published and computed. `blank` is what they are worth if nothing
/// was entered, unless they say so themselves; none if it does not matter.
pub fn indicators(
    indicators: &[Indicator],
    blank: Option<Absent>,
    entered: &Entered,
    faults: &mut Faults,
) -> Vec<IndicatorScore> {
    indicators
        .iter()
        .map(|indicator| one(indicator, blank, entered, faults))
        .collect()
}

fn one(
    indicator: &Indicator,
    blank: Option<Absent>,
    entered: &Entered,
    faults: &mut Faults,
) -> IndicatorScore {
    let cell = entered.indicator(indicator);
    let published = cell.and_then(Sourced::number);
    let dash = cell.filter(|cell| cell.value == Entry::Dash);
    let computed = match dash {
        _ if entered.is_out(indicator) => Outcome::Nothing(Nothing::Declared, None),
        Some(dash) => Outcome::Nothing(Nothing::Dash, Some(dash.place.clone())),
        None => compute(indicator, blank, entered, faults),
    };
    let mut score = IndicatorScore {
        id: Arc::clone(&indicator.id),
        name: Arc::clone(&indicator.name),
        maximum: indicator.maximum,
        published,
        computed: None,
        absent: None,
        ratio: entered.ratio(indicator),
    };
    match computed {
        Outcome::Computed(computed) => {
            score.computed = Some(Computed {
                rounded: indicator.rounded,
                ..computed
            });
        }
        // Published points need no counts beside them.
        Outcome::Nothing(..) if score.published.is_some() => {}
        Outcome::Nothing(why, place) => {
            let worth = match why {
                Nothing::Declared => Some(Absent::NotApplicable),
                Nothing::Blank => blank.map(|usual| indicator.when_blank.unwrap_or(usual)),
                Nothing::Dash => Some(indicator.when_dash),
                Nothing::ZeroDenominator => Some(indicator.when_none),
            };
            if let Some(worth) = worth {
                let place = place.or_else(|| entered.place_of(indicator).cloned());
                settle(&mut score, indicator, Absence { why, worth }, place, faults);
            }
        }
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
    absence: Absence,
    place: Option<Place>,
    faults: &mut Faults,
) {
    let points = match absence.worth {
        Absent::NotApplicable => None,
        Absent::Zero => Some(Decimal::ZERO),
        Absent::Full => Some(indicator.maximum),
        Absent::Fault => {
            faults.add(nothing_to_measure(indicator, absence.why, place));
            return;
        }
    };
    match points {
        Some(points) => {
            score.computed = Some(Computed::exact(points, Derivation::Absence(absence)));
        }
        None => score.absent = Some(absence),
    }
}

fn nothing_to_measure(indicator: &Indicator, why: Nothing, place: Option<Place>) -> Fault {
    let (found, remedy) = match why {
        Nothing::Blank | Nothing::Declared => (
            "để trống",
            "điền điểm hoặc số đếm của chỉ số này; đơn vị không có nội dung đó thì ghi ở “khong_ap_dung”",
        ),
        Nothing::Dash => (
            "ghi dấu “-”",
            "không phát sinh, không đạt điểm thì ghi 0; không áp dụng thì để trống và ghi ở “khong_ap_dung”",
        ),
        Nothing::ZeroDenominator => (
            "có mẫu số bằng 0",
            "kiểm tra số đếm; hoặc ghi “mau_bang_0” cho chỉ số này trong bộ chỉ số",
        ),
    };
    let place = place.unwrap_or_else(|| Place::file("bộ chỉ số"));
    let found = format!("chỉ số {} “{}” {found}", indicator.id, indicator.name);
    let counts: Vec<&str> = counted(indicator).map(|figure| &*figure.name).collect();
    let expected = match counts.as_slice() {
        [] => "số liệu tính được điểm".to_owned(),
        _ if why != Nothing::Blank => "số liệu tính được điểm".to_owned(),
        counts => format!("điểm công bố, hoặc các số đếm: {}", counts.join("; ")),
    };
    Fault::new(Kind::WrongValue, place, found)
        .expected(expected)
        .remedy(remedy)
}

/// The counts that an indicator follows from.
fn counted(indicator: &Indicator) -> impl Iterator<Item = &Figure> {
    let ratio = match &indicator.formula {
        Formula::Ratio { ratio, .. } | Formula::Steps { ratio, .. } => Some(ratio),
        Formula::Announced | Formula::Sum(_) => None,
    };
    let counts = ratio.into_iter();
    counts.flat_map(|ratio| ratio.numerator.iter().chain(&ratio.denominator))
}

/// Whether nothing at all was entered for an indicator.
pub fn is_blank(indicator: &Indicator, entered: &Entered) -> bool {
    let parts = match &indicator.formula {
        Formula::Sum(parts) => parts.as_slice(),
        _ => &[],
    };
    entered.indicator(indicator).is_none()
        && !entered.is_out(indicator)
        && entered.ratio(indicator).is_none()
        && counted(indicator).all(|figure| entered.figure(figure).is_none())
        && parts.iter().all(|part| is_blank(part, entered))
}

fn compute(
    indicator: &Indicator,
    blank: Option<Absent>,
    entered: &Entered,
    faults: &mut Faults,
) -> Outcome {
    match &indicator.formula {
        Formula::Announced => Outcome::Nothing(Nothing::Blank, None),
        Formula::Sum(parts) => sum(indicators(parts, blank, entered, faults)),
        Formula::Ratio {
            ratio,
            complement,
            target,
        } => measured(indicator, ratio, entered, faults, |counts, n, d, off| {
            let part = if *complement { d - n } else { n };
            let full = target.unwrap_or(Decimal::ONE_HUNDRED);
            let how = Derivation::Ratio {
                counts,
                complement: *complement,
                target: *target,
            };
            let points = share(indicator.maximum, part, d, full).min(indicator.maximum);
            Computed {
                slack: share(indicator.maximum, off, d, full),
                ..Computed::exact(points, how)
            }
        }),
        Formula::Steps { ratio, steps } => {
            measured(indicator, ratio, entered, faults, |counts, n, d, _| {
                let percent = share(Decimal::ONE_HUNDRED, n, d, Decimal::ONE_HUNDRED);
                let reached = |step: &&Step| percent >= step.from;
                let none = Step {
                    from: Decimal::ZERO,
                    points: Decimal::ZERO,
                };
                let step = steps.iter().rfind(reached).copied().unwrap_or(none);
                Computed::exact(step.points, Derivation::Steps { counts, step })
            })
        }
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
        Some(first) => {
            let points = points.fold(first, |sum, more| sum + more);
            let slack = parts.iter().filter_map(|part| part.computed.as_ref());
            Outcome::Computed(Computed {
                slack: slack.map(|part| part.slack).sum(),
                ..Computed::exact(points, Derivation::Sum(parts))
            })
        }
    }
}

/// Points from a ratio's numerator and denominator, once both are known and sound; without them
/// from the ratio that was published, which was rounded: `points` gets by how much of the
/// denominator it may be off.
fn measured(
    indicator: &Indicator,
    ratio: &Ratio,
    entered: &Entered,
    faults: &mut Faults,
    points: impl FnOnce(Counts, Decimal, Decimal, Decimal) -> Computed,
) -> Outcome {
    let counts = match counts(ratio, entered) {
        Ok(counts) => counts,
        Err(nothing) => match entered.ratio(indicator) {
            Some(ratio) => {
                let (n, off) = (ratio.value, half_unit(ratio.value));
                let counts = Counts::of_percent(ratio);
                let computed = points(counts, n, Decimal::ONE_HUNDRED, off);
                return Outcome::Computed(computed);
            }
            None => return zero_or(nothing, ratio, entered),
        },
    };
    let [n, d] = counts.sums();
    if d.is_zero() && n.is_zero() {
        let below = counts.denominator().first();
        let place = below.map(|count| count.value.place.clone());
        return Outcome::Nothing(Nothing::ZeroDenominator, place);
    }
    if n > d {
        faults.add(part_above_whole(&counts, n, d));
        return Outcome::Faulty;
    }
    Outcome::Computed(points(counts, n, d, Decimal::ZERO))
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
    let first = counts.numerator().first();
    let place = first.map_or_else(|| Place::file("số đếm"), |count| count.value.place.clone());
    let found = format!("{} là {}", names(counts.numerator()), print(n));
    Fault::new(Kind::WrongValue, place, found)
        .expected(format!(
            "không quá {} ({})",
            print(d),
            names(counts.denominator())
        ))
        .remedy("kiểm tra hai số đếm này")
}
