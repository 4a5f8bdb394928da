//! Points: what each indicator, group and unit achieved of what could be achieved, with the
//! derivation of every point; converted totals, ranks and changes. A published figure is input
//! and is never replaced by a computed one.
//!
//! ```
//! use std::path::Path;
//! use vanthu::roll::Roll;
//! use vanthu::shelf::Session;
//!
//! let roll = Roll::read(Path::new("examples/lam-vy-2024-02"), &Session::disk())?;
//! let scores = &roll.units[0].scores;
//! assert_eq!(scores.printed_total().to_string(), "90.22");
//! assert_eq!(scores.groups.len(), 6);
//! # Ok::<(), vanthu::fault::Faults>(())
//! ```

mod compute;
mod entered;
mod exempt;
mod fit;
mod group;
mod history;
mod rank;
mod sum;
mod unit;

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::fault::{Fault, Faults, Kind, Place};
use crate::form::Sourced;
use crate::framework::{Absent, Framework, Role, Step, Version};
use crate::vn::number::{print, round};

pub use entered::{Entered, EnteredCell, FIGURES, KEYS, Origins, Published, UNIT};
pub use exempt::{Exemption, KEY as EXEMPTIONS, check_units, exempt, exemptions, is_out};
pub use fit::Fit;
pub use group::without_figures;
pub use history::{Average, History, Past, Streak};
pub use rank::{GroupRank, Rank, Standing, in_range, possible, ranks};
pub use sum::Sum;
pub use unit::{Ranked, Unit};

/// All points of one unit in one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scores {
    /// The unit's name.
    pub name: String,
    /// The groups, in the framework's order.
    pub groups: Vec<GroupScore>,
    /// The total as published.
    pub published: Published,
    /// The total that could be had if everything applied.
    pub maximum: Decimal,
    /// Decimals of computed points in print.
    pub decimals: u32,
    /// Decimals of published points, if their source leaves out zeros at their end.
    pub published_decimals: Option<u32>,
    /// The rank as published, in words of a document.
    pub rank: Option<Rank>,
    /// The rank as published, alone: of a unit of a table, or of those that a hồ sơ lists.
    pub position: Option<Sourced<u32>>,
    /// Of what the points of the period before were read, unless they were entered here.
    pub before: Option<Before>,
}

/// The period before, where its points were read of its own hồ sơ or table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// Why its published total stands although its groups do not add up to it, if that was
    /// looked at then.
    pub standing: Option<Sourced<String>>,
}

/// The points of one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupScore {
    /// The group's key.
    pub id: Arc<str>,
    /// Its name.
    pub name: Arc<str>,
    /// What it measures, if checks must know.
    pub role: Option<Role>,
    /// The points that could be had if everything applied.
    pub maximum: Decimal,
    /// Its points as published.
    pub published: Published,
    /// Its rank among the groups of other units, if that is known.
    pub rank: Option<GroupRank>,
    /// Its indicators; none if it is only ever published as a whole.
    pub indicators: Vec<IndicatorScore>,
    /// Whether the hồ sơ says that it does not apply.
    pub out: bool,
    /// Decimals of computed points in print.
    decimals: u32,
    /// Decimals of published points, if their source leaves out zeros at their end.
    pub published_decimals: Option<u32>,
}

/// The points of one indicator: as published, as computed, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorScore {
    /// The indicator's key.
    pub id: Arc<str>,
    /// Its name.
    pub name: Arc<str>,
    /// The points that could be had.
    pub maximum: Decimal,
    /// Its points as published.
    pub published: Option<Sourced<Decimal>>,
    /// Its points as they follow from counts, and how.
    pub computed: Option<Computed>,
    /// Why it does not apply, if it was left out.
    pub absent: Option<Absence>,
    /// The ratio, in percent, as published.
    pub ratio: Option<Sourced<Decimal>>,
}

impl Computed {
    /// Points that are exact.
    fn exact(points: Decimal, how: Derivation) -> Self {
        Self {
            points,
            rounded: None,
            slack: Decimal::ZERO,
            how,
        }
    }

    /// The points as they are added.
    pub fn added(&self) -> Decimal {
        self.rounded
            .map_or(self.points, |decimals| round(self.points, decimals))
    }

    /// The ratio that they follow from, in percent.
    pub fn percent(&self) -> Option<Decimal> {
        let (Derivation::Ratio { counts, .. } | Derivation::Steps { counts, .. }) = &self.how
        else {
            return None;
        };
        let [above, below] = counts.sums();
        (above * Decimal::ONE_HUNDRED).checked_div(below)
    }
}

/// Points as they follow from counts, unrounded, and how they do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Computed {
    /// The points, unrounded.
    pub points: Decimal,
    /// To how many decimals they are rounded before they are added.
    pub rounded: Option<u32>,
    /// How far they may be off, because the ratio that they follow from was rounded.
    pub slack: Decimal,
    /// How they follow.
    pub how: Derivation,
}

/// How points follow from counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Derivation {
    /// maximum × ratio, of the complement or of a target if so stated.
    Ratio {
        /// The counts.
        counts: Counts,
        /// Whether the points are for 1 − ratio.
        complement: bool,
        /// The ratio, in percent, that earns the maximum.
        target: Option<Decimal>,
    },
    /// The step that the ratio reached.
    Steps {
        /// The counts.
        counts: Counts,
        /// The step.
        step: Step,
    },
    /// The sum of parts.
    Sum(Vec<IndicatorScore>),
    /// There was nothing to measure, and the framework says what that is worth.
    Absence(Absence),
}

/// Counts added, over counts added, each with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// First those above, then those below: one list, for there is one of these for each
    /// indicator of each unit.
    counts: Vec<Count>,
    /// How many are above.
    above: usize,
}

/// One count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// What was counted.
    pub name: Arc<str>,
    /// How many.
    pub value: Sourced<Decimal>,
}

/// Why there was nothing to measure, and what that is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// Why.
    pub why: Nothing,
    /// What the framework says it is worth.
    pub worth: Absent,
}

/// Why there was nothing to measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nothing {
    /// The hồ sơ says that it does not apply.
    Declared,
    /// Nothing was entered.
    Blank,
    /// A dash was entered.
    Dash,
    /// The denominator is zero.
    ZeroDenominator,
}

impl Counts {
    /// A ratio in percent, over a hundred.
    fn of_percent(ratio: Sourced<Decimal>) -> Self {
        let hundred = Sourced::new(Decimal::ONE_HUNDRED, ratio.place.clone());
        let count = |name: &str, value| Count {
            name: Arc::from(name),
            value,
        };
        Self {
            counts: vec![
                count("tỷ lệ công bố (%)", ratio),
                count("phần trăm", hundred),
            ],
            above: 1,
        }
    }

    /// The counts above.
    pub fn numerator(&self) -> &[Count] {
        self.counts.get(..self.above).unwrap_or_default()
    }

    /// The counts below.
    pub fn denominator(&self) -> &[Count] {
        self.counts.get(self.above..).unwrap_or_default()
    }

    /// What those above and those below add up to.
    pub fn sums(&self) -> [Decimal; 2] {
        let sum = |counts: &[Count]| counts.iter().map(|count| count.value.value).sum();
        [sum(self.numerator()), sum(self.denominator())]
    }

    /// All of them.
    pub fn all(&self) -> &[Count] {
        &self.counts
    }
}

impl IndicatorScore {
    /// Why it does not apply, if it was left out.
    fn absence(&self) -> Option<Nothing> {
        self.absent.as_ref().map(|absent| absent.why)
    }

    /// The points: the published ones, or else the computed ones; none if it does not apply.
    pub fn points(&self) -> Option<Decimal> {
        match (&self.published, &self.computed) {
            (Some(published), _) => Some(published.value),
            (None, computed) => computed.as_ref().map(Computed::added),
        }
    }
}

impl Scores {
    /// The group that measures this, if the framework says which.
    pub fn group_of(&self, role: Role) -> Option<&GroupScore> {
        self.groups.iter().find(|group| group.role == Some(role))
    }

    /// Its published rank.
    pub fn published_rank(&self) -> Option<usize> {
        usize::try_from(self.position.as_ref()?.value).ok()
    }

    /// Scores a unit by what was entered for it.
    ///
    /// Adds a fault for each thing that cannot be scored; gives none then.
    pub fn of(
        name: &str,
        entered: &Entered,
        framework: &Framework,
        version: &Version,
        faults: &mut Faults,
    ) -> Option<Self> {
        let before = faults.count();
        let lacking = group::lacking(entered, version);
        let groups = version.groups.iter().map(|group| {
            let lacks = lacking.iter().any(|other| other.slot == group.slot);
            GroupScore::of(group, entered, framework, lacks, faults)
        });
        let groups = groups.collect();
        let scores = Self {
            name: name.to_owned(),
            groups,
            published: entered.total.clone(),
            maximum: framework.maximum,
            decimals: framework.decimals,
            published_decimals: framework.published_decimals,
            rank: entered.rank.clone(),
            before: None,
            position: entered.position.clone(),
        };
        match lacking.is_empty() {
            true => scores.check_total(faults),
            false => scores.without_points(&lacking, entered, faults),
        }
        (faults.count() == before).then_some(scores)
    }

    /// A published total is at most what could be had by what applies. Where nothing is known
    /// but the total, nothing is known of that either.
    fn check_total(&self, faults: &mut Faults) {
        let Some(total) = &self.published.achieved else {
            return;
        };
        let applicable = self.applicable();
        if total.value <= applicable || applicable.is_zero() {
            return;
        }
        let found = format!("tổng điểm công bố {} của {}", print(total.value), self.name);
        faults.add(
            Fault::new(Kind::WrongValue, total.place.clone(), found)
                .expected(format!(
                    "không quá {}, điểm tối đa của các chỉ số có số liệu",
                    print(applicable)
                ))
                .remedy(
                    "kiểm tra tổng điểm, và những gì để trống hoặc ghi không áp dụng; không điểm thì ghi 0",
                ),
        );
    }

    /// The groups' points of this period, added. What was published was rounded in print, and
    /// makes the tolerance; what was computed is exact.
    pub fn sum(&self) -> Sum {
        let printed: Vec<Decimal> = self
            .groups
            .iter()
            .flat_map(GroupScore::published_parts)
            .collect();
        let total = self.published.achieved.as_ref().map(|total| total.value);
        let sum = Sum::of_printed(printed.into_iter(), total, self.published_decimals);
        let whole =
            |group: &GroupScore| group.published.achieved.is_some() || group.achieved().is_none();
        let exact = self.groups.iter().all(whole);
        Sum {
            value: self.groups.iter().filter_map(GroupScore::achieved).sum(),
            ..if exact { sum.exact() } else { sum }
        }
    }

    /// The groups' points of the period before, added, if all are known.
    pub fn previous_sum(&self) -> Option<Sum> {
        let previous = |group: &GroupScore| Some(group.published.previous.as_ref()?.value);
        let parts: Vec<Decimal> = self.groups.iter().map(previous).collect::<Option<_>>()?;
        let total = self.published.previous.as_ref().map(|total| total.value);
        let sum = Sum::of_printed(parts.into_iter(), total, self.published_decimals);
        Some(sum.exact())
    }

    /// The total: the published one, or else the sum of the groups, unrounded.
    pub fn total(&self) -> Decimal {
        match &self.published.achieved {
            Some(published) => published.value,
            None => self.groups.iter().filter_map(GroupScore::achieved).sum(),
        }
    }

    /// The total as it is printed.
    pub fn printed_total(&self) -> Decimal {
        match &self.published.achieved {
            Some(published) => published.value,
            None if self.groups.iter().any(|g| g.published.achieved.is_none()) => {
                round(self.sum().value, self.decimals)
            }
            None => self.sum().value,
        }
    }

    /// The points that could be had: what does not apply is not in them.
    pub fn applicable(&self) -> Decimal {
        self.groups.iter().map(GroupScore::applicable).sum()
    }

    /// What the total is printed out of: what could be had, by what applies.
    pub fn full(&self) -> Decimal {
        match self.applicable() {
            none if none.is_zero() => self.maximum,
            applicable => applicable,
        }
    }

    /// The total on the scale of the full maximum, unrounded; none if nothing applies.
    pub fn converted(&self) -> Option<Decimal> {
        (self.total() * self.maximum).checked_div(self.applicable())
    }

    /// Whether nothing says what the unit's points are of: no group of it has points, nor is said
    /// not to apply.
    pub fn is_unknown(&self) -> bool {
        let declared = |i: &IndicatorScore| i.absence() == Some(Nothing::Declared);
        let said = |group: &GroupScore| group.out || group.indicators.iter().any(declared);
        self.converted().is_none() && !self.groups.iter().any(said)
    }

    /// The total of the period before: the published one, or else the sum of the groups.
    pub fn previous_total(&self) -> Option<Decimal> {
        match (&self.published.previous, &self.published.achieved) {
            (Some(previous), _) => Some(previous.value),
            (None, Some(_)) => None,
            (None, None) => Some(self.previous_sum()?.value),
        }
    }

    /// By how much the printed total changed.
    pub fn change(&self) -> Option<Decimal> {
        Some(self.printed_total() - self.previous_total()?)
    }

    /// The total of the same period of the year before, if it is known.
    pub fn year_before_total(&self) -> Option<Decimal> {
        self.published.year_before.as_ref().map(|total| total.value)
    }

    /// By how much the printed total changed since the same period of the year before.
    pub fn change_in_year(&self) -> Option<Decimal> {
        Some(self.printed_total() - self.year_before_total()?)
    }

    /// Where the published total stands.
    pub fn total_place(&self) -> Option<&Place> {
        self.published.achieved.as_ref().map(|total| &total.place)
    }
}

#[cfg(test)]
mod tests;
