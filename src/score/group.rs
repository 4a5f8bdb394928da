//! The points of one group.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Entered, GroupRank, GroupScore, IndicatorScore, Nothing, Scores, compute};
use crate::fault::{Fault, Faults, Kind, Place};
use crate::framework::{Absent, Framework, Group, Indicator, Version};
use crate::vn::number::{print, round};

impl GroupScore {
    /// The points: the published ones, or else the sum of the indicators', unrounded; none if
    /// nothing in the group applies.
    pub fn achieved(&self) -> Option<Decimal> {
        if let Some(published) = &self.published.achieved {
            return Some(published.value);
        }
        let mut points = self.indicators.iter().filter_map(IndicatorScore::points);
        let first = points.next()?;
        Some(points.fold(first, |sum, more| sum + more))
    }

    /// The published figures that its points are made of: its own, or else its indicators'.
    pub(super) fn published_parts(&self) -> Vec<Decimal> {
        match &self.published.achieved {
            Some(points) => vec![points.value],
            None => {
                let points = self.indicators.iter().filter_map(|i| i.published.as_ref());
                points.map(|points| points.value).collect()
            }
        }
    }

    /// The points as they are printed: published ones as they are, computed ones rounded.
    pub fn printed(&self) -> Option<Decimal> {
        match &self.published.achieved {
            Some(published) => Some(published.value),
            None => Some(round(self.achieved()?, self.decimals)),
        }
    }

    /// The points that could be had: those of the indicators that apply.
    pub fn applicable(&self) -> Decimal {
        let maxima = |of: fn(&IndicatorScore) -> bool| -> Decimal {
            let indicators = self.indicators.iter().filter(|i| of(i));
            indicators.map(|indicator| indicator.maximum).sum()
        };
        if self.published.achieved.is_none() {
            return maxima(|i| i.points().is_some());
        }
        // A group that was published as a whole, and of whose indicators nothing is known.
        let declared = |i: &IndicatorScore| i.absence() == Some(Nothing::Declared);
        let known = |i: &IndicatorScore| i.points().is_some() || declared(i);
        match self.indicators.iter().any(known) {
            true => self.maximum - maxima(|i| i.points().is_none() && i.absent.is_some()),
            false => self.maximum,
        }
    }

    /// By how much the printed points changed since the period before.
    pub fn change(&self) -> Option<Decimal> {
        Some(self.printed()? - self.published.previous.as_ref()?.value)
    }

    /// By how much the printed points changed since the same period of the year before.
    pub fn change_in_year(&self) -> Option<Decimal> {
        Some(self.printed()? - self.published.year_before.as_ref()?.value)
    }

    /// Scores a group by what was entered for it; `lacks` says that this is nothing, though it
    /// applies.
    pub(super) fn of(
        group: &Group,
        entered: &Entered,
        framework: &Framework,
        lacks: bool,
        faults: &mut Faults,
    ) -> Self {
        let published = entered.group(group);
        let whole = published.achieved.is_some() || entered.is_group_out(group);
        // Where the whole was published, an indicator need not be known.
        let matters = !lacks && (!whole || group.when_blank != Absent::Fault);
        let worth = matters.then_some(group.when_blank);
        Self {
            id: Arc::clone(&group.id),
            name: Arc::clone(&group.name),
            role: group.role,
            maximum: group.maximum,
            out: entered.is_group_out(group),
            rank: published.rank.as_ref().map(|rank| GroupRank {
                rank: rank.value,
                of: entered.rank.as_ref().map(|rank| rank.of),
                place: Some(rank.place.clone()),
            }),
            indicators: compute::indicators(&group.indicators, worth, entered, faults),
            published,
            decimals: framework.decimals,
            published_decimals: framework.published_decimals,
        }
    }
}

/// The groups for which nothing was entered, though they apply and should not be blank.
pub fn lacking<'a>(entered: &Entered, version: &'a Version) -> Vec<&'a Group> {
    let blank = |indicator: &Indicator| compute::is_blank(indicator, entered);
    let groups = version.groups.iter().filter(|group| {
        group.when_blank == Absent::Fault
            && !entered.is_group_out(group)
            && entered.group(group).achieved.is_none()
            && group.indicators.iter().all(blank)
    });
    groups.collect()
}

impl Scores {
    /// Adds the faults of groups without points; one, if no group has any.
    pub(super) fn without_points(
        &self,
        lacking: &[&Group],
        entered: &Entered,
        faults: &mut Faults,
    ) {
        let known = self.groups.iter().any(|group| group.achieved().is_some());
        if let (false, [first, _, ..]) = (known, lacking) {
            let place = entered.place().or(entered.place_of_group(first));
            let place = place.cloned().unwrap_or_else(|| Place::file("điểm"));
            faults.add(without_figures(&self.name, &place));
            return;
        }
        // What the published total leaves for the only one.
        let rest = self
            .published
            .achieved
            .as_ref()
            .filter(|_| lacking.len() == 1);
        let rest = rest.map(|total| total.value - self.sum().value);
        for group in lacking {
            let possible = |rest: &Decimal| !rest.is_sign_negative() && *rest <= group.maximum;
            faults.add(without_points(group, entered, rest.filter(possible)));
        }
    }
}

/// The fault of a unit of which nothing is known: ranks without it would be those of others.
pub fn without_figures(name: &str, place: &Place) -> Fault {
    let found = match name {
        "" => "không có điểm, số đếm nào của các nhóm".to_owned(),
        name => format!("“{name}” không có điểm, số đếm nào của các nhóm"),
    };
    Fault::new(Kind::MissingKey, place.clone(), found)
        .expected("điểm hoặc số đếm")
        .remedy("điền số liệu, hoặc xóa dòng")
}

/// A group without any points, which is not said not to apply.
fn without_points(group: &Group, entered: &Entered, rest: Option<Decimal>) -> Fault {
    let place = entered.place_of_group(group).cloned();
    let place = place.unwrap_or_else(|| Place::file("điểm"));
    let counted = match group.indicators.is_empty() {
        true => "",
        false => ", hoặc điểm hay số đếm của các chỉ số",
    };
    let maximum = print(group.maximum);
    let rest = rest.map_or(String::new(), |rest| {
        format!(
            " (tổng công bố trừ các nhóm khác còn {})",
            print(rest.normalize())
        )
    });
    Fault::new(
        Kind::MissingKey,
        place,
        format!("{} không có điểm", group.name),
    )
    .expected(format!("điểm công bố, từ 0 đến {maximum}{counted}{rest}"))
    .remedy(format!(
        "điền điểm, không đạt điểm nào thì ghi 0; nếu nhóm này không áp dụng với đơn vị thì ghi ở \
             “khong_ap_dung” của hồ sơ: “- {{nhom: {}, ly_do: …}}”",
        group.id
    ))
}
