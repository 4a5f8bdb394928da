//! The points of a unit in former periods: how long they rise or fall already, which group was
//! best since the year began. What is not known is said, never guessed.

use std::cmp::Ordering;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::Scores;
use crate::form::Sourced;
use crate::vn::period::Period;

/// The points of a unit in a former period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// The period.
    pub period: Period,
    /// The folder of its hồ sơ.
    pub folder: String,
    /// The total.
    pub total: Sourced<Decimal>,
    /// The points of the groups, by their keys.
    pub groups: Vec<(Arc<str>, Sourced<Decimal>)>,
}

impl Past {
    fn points(&self, group: Option<&str>) -> Option<&Sourced<Decimal>> {
        match group {
            None => Some(&self.total),
            Some(id) => {
                let mut groups = self.groups.iter();
                groups
                    .find(|(own, _)| **own == *id)
                    .map(|(_, points)| points)
            }
        }
    }
}

/// The results of former periods, of the scale of now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// The period of now.
    pub now: Period,
    /// Those before, the latest first.
    pub past: Vec<Past>,
}

/// How often points rose or fell one period after the other, up to now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Streak {
    /// Whether they rose or fell.
    pub way: Ordering,
    /// How often: twice at least.
    pub times: usize,
    /// The points of former periods that say so, the latest first.
    pub of: Vec<(Period, Sourced<Decimal>)>,
    /// The period of which nothing is known, if the streak may be longer for all that is known.
    pub unknown: Option<Period>,
}

/// The share of its points that a group had on average since the year began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Average {
    /// Its number among the groups.
    pub group: usize,
    /// The share, in percent.
    pub percent: Decimal,
    /// The points of former periods, the earliest first.
    pub of: Vec<(Period, Sourced<Decimal>)>,
}

impl History {
    /// The result of a period, if it is known.
    pub fn at(&self, period: Period) -> Option<&Past> {
        self.past.iter().find(|past| past.period == period)
    }

    /// Since when the points of a group, or the total, rise or fall without a break; none if they
    /// did not do so twice.
    pub fn streak(&self, now: Decimal, group: Option<&str>) -> Option<Streak> {
        let (mut later, mut period) = (now, self.now);
        let mut way = Ordering::Equal;
        let mut of = Vec::new();
        let mut unknown = None;
        while let Some(before) = period.previous() {
            let Some(points) = self.at(before).and_then(|past| past.points(group)) else {
                unknown = Some(before);
                break;
            };
            let moved = later.cmp(&points.value);
            if moved == Ordering::Equal || !of.is_empty() && moved != way {
                break;
            }
            (way, later, period) = (moved, points.value, before);
            of.push((before, points.clone()));
        }
        (of.len() > 1).then_some(Streak {
            way,
            times: of.len(),
            of,
            unknown,
        })
    }

    /// Those of which nothing is known.
    pub fn missing(&self) -> Vec<Period> {
        let periods = self.now.earlier_in_year().into_iter();
        periods
            .filter(|period| self.at(*period).is_none())
            .collect()
    }

    /// The first one of which something is known.
    pub fn since(&self) -> Option<Period> {
        self.now
            .earlier_in_year()
            .into_iter()
            .find(|period| self.at(*period).is_some())
    }

    /// The groups by their shares on average since the year began, the best first; of those of
    /// which every period that is known has points.
    pub fn averages(&self, now: &Scores) -> Vec<Average> {
        let known: Vec<&Past> = self
            .now
            .earlier_in_year()
            .iter()
            .filter_map(|p| self.at(*p))
            .collect();
        let of_group = |(number, group): (usize, &super::GroupScore)| {
            let of = known.iter().map(|past| {
                let points = past.points(Some(&group.id))?;
                Some((past.period, points.clone()))
            });
            let of: Vec<(Period, Sourced<Decimal>)> = of.collect::<Option<_>>()?;
            let sum = of.iter().map(|(_, points)| points.value).sum::<Decimal>();
            let sum = sum + group.printed()?;
            let whole = group.maximum * Decimal::from(of.len() + 1);
            Some(Average {
                group: number,
                percent: (sum * Decimal::ONE_HUNDRED).checked_div(whole)?,
                of,
            })
        };
        let groups = now.groups.iter().enumerate();
        let mut averages: Vec<Average> = match known.is_empty() {
            true => Vec::new(),
            false => groups.filter_map(of_group).collect(),
        };
        averages.sort_by_key(|average| -average.percent);
        averages
    }
}
