//! What is said of former periods, and how it follows from them.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::Inputs;
use crate::fault::Place;
use crate::form::Sourced;
use crate::score::Streak;
use crate::vn::number::{print, round};
use crate::vn::period::Period;
use crate::vn::words::ordinal;

/// How a figure follows: its formula, and the parts of that with their places.
pub struct Followed {
    /// The formula with the numbers in it.
    pub formula: String,
    /// What each number is, it, and where it is stated.
    pub parts: Vec<(String, String, Option<Place>)>,
}

/// `tháng thứ ba liên tiếp tăng`; that nothing is known of a period before which it may have
/// begun is said.
pub fn streak(inputs: &Inputs, group: Option<usize>) -> Option<String> {
    let streak = found(inputs, group)?;
    let ordinal = (streak.times >= 2).then(|| ordinal(streak.times))?;
    let way = match streak.way {
        Ordering::Less => "giảm",
        _ => "tăng",
    };
    let unknown = streak.unknown.map_or(String::new(), |period| {
        format!(" (chưa có số liệu {} trở về trước)", period.short())
    });
    let noun = inputs.period.noun();
    Some(format!("{noun} thứ {ordinal} liên tiếp {way}{unknown}"))
}

fn found(inputs: &Inputs, group: Option<usize>) -> Option<Streak> {
    let (history, scores) = (inputs.history.as_ref()?, inputs.scores()?);
    match group {
        None => history.streak(scores.printed_total(), None),
        Some(group) => {
            let group = scores.groups.get(group)?;
            history.streak(group.printed()?, Some(&group.id))
        }
    }
}

/// How a streak follows from the points of each period.
pub fn of_streak(inputs: &Inputs, group: Option<usize>) -> Option<Followed> {
    let streak = found(inputs, group)?;
    let now = match group {
        None => inputs.scores()?.printed_total(),
        Some(group) => inputs.scores()?.groups.get(group)?.printed()?,
    };
    let sign = if streak.way == Ordering::Less {
        " < "
    } else {
        " > "
    };
    let points = std::iter::once(now).chain(streak.of.iter().map(|(_, points)| points.value));
    let formula = points.map(print).collect::<Vec<_>>().join(sign);
    Some(with_parts(inputs, (group, formula), &streak.of))
}

/// How the average of a group follows from its points of each period.
pub fn of_average(inputs: &Inputs, group: usize) -> Option<Followed> {
    let (history, scores) = (inputs.history.as_ref()?, inputs.scores()?);
    let averages = history.averages(scores);
    let average = averages
        .into_iter()
        .find(|average| average.group == group)?;
    let of = scores.groups.get(group)?;
    let points = average.of.iter().map(|(_, points)| points.value);
    let all: Vec<String> = points.chain([of.printed()?]).map(print).collect();
    let whole = of.maximum * Decimal::from(all.len());
    let formula = format!(
        "({}) ÷ {} × 100 = {}",
        all.join(" + "),
        print(whole),
        print(round(average.percent, 2))
    );
    Some(with_parts(inputs, (Some(group), formula), &average.of))
}

/// The points of each period, of the group or the total, with the hồ sơ that states them.
fn with_parts(
    inputs: &Inputs,
    (group, formula): (Option<usize>, String),
    of: &[(Period, Sourced<Decimal>)],
) -> Followed {
    let former = of.iter().map(|(period, points)| {
        let past = inputs.history.as_ref().and_then(|all| all.at(*period));
        let folder = past.map_or("", |past| &past.folder);
        let name = format!("{}, hồ sơ {folder}", period.short());
        (name, print(points.value), Some(points.place.clone()))
    });
    let now = inputs.scores().and_then(|scores| {
        let group = group.and_then(|group| scores.groups.get(group));
        let (points, published) = match group {
            Some(group) => (group.printed()?, &group.published),
            None => (scores.printed_total(), &scores.published),
        };
        let place = published.achieved.as_ref().map(|now| now.place.clone());
        Some((inputs.period.short(), print(points), place))
    });
    Followed {
        formula,
        parts: former.chain(now).collect(),
    }
}
