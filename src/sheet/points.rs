//! From the points of units, or from those of one unit's groups and indicators, to the rows of a
//! Biểu.

use rust_decimal::Decimal;

use super::RowKind;
use super::fill::Stated;
use super::filled::{FilledCell, FilledRow};
use super::plan::{Binding, Leaf, LeafKind, Plan, Topic};
use crate::fault::{Fault, Faults, Kind, nearest};
use crate::framework::Framework;
use crate::score::{GroupScore, History, IndicatorScore, Nothing, Past, Scores, Unit};
use crate::vn::entry::Entry;
use crate::vn::name::Level;
use crate::vn::number::round;

impl Stated {
    /// The rows of units with their points. Adds a fault for a column that asks for points of
    /// something that the framework does not have.
    pub fn of_units(
        plan: &Plan,
        units: &[Unit],
        framework: &Framework,
        faults: &mut Faults,
    ) -> Self {
        if let Some(unit) = units.first() {
            check_sources(plan, unit, faults);
        }
        let row = |unit: &Unit| FilledRow {
            kind: RowKind::Item,
            place: Some(unit.place.clone()),
            cells: (plan.leaves.iter())
                .map(|leaf| of_unit(leaf, unit, framework))
                .collect(),
        };
        let level = |unit: &Unit| unit.level.unwrap_or(Level::Commune);
        // Where others of its level have figures of an indicator, a unit without any lacks them,
        // unless it is said not to apply there.
        let known = |unit: &Unit| {
            let Some(subject) = &plan.subject else {
                return true;
            };
            let mut peers = (units.iter()).filter(|peer| !peer.own && level(peer) == level(unit));
            peers.any(|peer| knows(peer, subject)) && !is_out(unit, subject)
        };
        let listed = |unit: &&Unit| {
            let asked = plan.levels.as_ref();
            let of_level =
                asked.is_none_or(|asked| unit.level.is_none_or(|level| asked.contains(&level)));
            !unit.own && of_level && known(unit)
        };
        let units: Vec<&Unit> = units.iter().filter(listed).collect();
        let levels = [
            Level::Province,
            Level::Body,
            Level::District,
            Level::Commune,
        ];
        let there = levels.map(|one| units.iter().any(|unit| level(unit) == one));
        let mixed = plan.subject.is_some() && there.iter().filter(|there| **there).count() > 1;
        let mut rows = Vec::with_capacity(units.len());
        if mixed {
            for one in levels {
                let members: Vec<_> = units.iter().filter(|unit| level(unit) == one).collect();
                rows.extend((!members.is_empty()).then(|| group(plan, one)));
                rows.extend(members.into_iter().map(|unit| row(unit)));
            }
        } else {
            rows.extend(units.into_iter().map(row));
        }
        Self {
            rows,
            ..Self::default()
        }
    }

    /// The rows of former periods with a unit's points, from the earliest on; as many as a line
    /// through the months shows.
    pub fn of_periods(plan: &Plan, history: &History) -> Self {
        const MOST: usize = 12;
        let cell = |leaf: &Leaf, past: &Past| match leaf.kind {
            LeafKind::Text => text(&past.period.short()),
            LeafKind::Points => {
                let group = past.groups.iter().find(|(id, _)| **id == *leaf.code);
                let points = group.map_or(&past.total, |(_, points)| points);
                FilledCell {
                    entry: Entry::Number(points.value),
                    place: Some(points.place.clone()),
                    ..FilledCell::default()
                }
            }
            _ => FilledCell::default(),
        };
        let row = |past: &Past| FilledRow {
            kind: RowKind::Item,
            place: Some(past.total.place.clone()),
            cells: plan.leaves.iter().map(|leaf| cell(leaf, past)).collect(),
        };
        let mut rows: Vec<FilledRow> = history.past.iter().take(MOST).map(row).collect();
        rows.reverse();
        Self {
            rows,
            ..Self::default()
        }
    }

    /// The rows of a unit's groups, each with those of its indicators, and its total.
    pub fn of_indicators(plan: &Plan, scores: &Scores) -> Self {
        let row = |kind, of: &dyn Fn(&Binding) -> FilledCell| FilledRow {
            kind,
            place: None,
            cells: (plan.leaves.iter())
                .map(|leaf| leaf.binding.as_ref().map_or_else(FilledCell::default, of))
                .collect(),
        };
        let rows = indicator_rows(scores).into_iter();
        let rows = rows.map(|(group, indicator)| match indicator {
            None => row(RowKind::Group, &|binding| of_group(group, binding)),
            Some(one) => row(RowKind::Item, &|binding| of_indicator(one, binding, scores)),
        });
        let total = row(RowKind::Total, &|binding| of_total(scores, binding));
        Self {
            rows: rows.collect(),
            total: Some(total),
            ..Self::default()
        }
    }
}

/// The rows of a unit's groups and indicators, as far as they apply; an indicator that is all that
/// its group measures has none of its own.
pub fn indicator_rows(scores: &Scores) -> Vec<(&GroupScore, Option<&IndicatorScore>)> {
    let mut rows = Vec::new();
    for group in scores
        .groups
        .iter()
        .filter(|group| group.printed().is_some())
    {
        rows.push((group, None));
        let known = group.indicators.iter().filter(|one| one.points().is_some());
        let known = known.filter(|_| group.indicators.len() > 1);
        rows.extend(known.map(|one| (group, Some(one))));
    }
    rows
}

fn of_group(group: &GroupScore, binding: &Binding) -> FilledCell {
    match binding {
        Binding::Unit => text(&group.name),
        Binding::Achieved => FilledCell {
            place: group.published.achieved.as_ref().map(|p| p.place.clone()),
            ..number(group.printed())
        },
        Binding::Maximum => number(Some(group.applicable())),
        Binding::OwnRatio => match group.indicators.as_slice() {
            [only] => ratio(only),
            _ => FilledCell::default(),
        },
        Binding::Rank => group
            .rank
            .as_ref()
            .map_or_else(FilledCell::default, |rank| FilledCell {
                place: rank.place.clone(),
                ..text(&rank.written())
            }),
        Binding::Change => number(group.change()),
        _ => FilledCell::default(),
    }
}

fn of_indicator(indicator: &IndicatorScore, binding: &Binding, scores: &Scores) -> FilledCell {
    match binding {
        Binding::Unit => text(&indicator.name),
        Binding::Achieved => points(indicator, scores),
        Binding::Maximum => number(Some(indicator.maximum)),
        Binding::OwnRatio => ratio(indicator),
        _ => FilledCell::default(),
    }
}

fn of_total(scores: &Scores, binding: &Binding) -> FilledCell {
    match binding {
        Binding::Achieved => FilledCell {
            place: scores.total_place().cloned(),
            ..number(Some(scores.printed_total()))
        },
        Binding::Maximum => number(Some(scores.applicable())),
        Binding::Rank => scores
            .rank
            .as_ref()
            .map_or_else(FilledCell::default, |rank| FilledCell {
                place: rank.place.clone(),
                ..text(&format!("{}/{}", rank.rank, rank.of))
            }),
        Binding::Change => number(scores.change()),
        _ => FilledCell::default(),
    }
}

/// The row over the units of a level.
fn group(plan: &Plan, level: Level) -> FilledRow {
    let name = match level {
        Level::Province => "Tỉnh, thành phố",
        Level::Body => "Sở, ban, ngành",
        Level::District => "Cấp huyện",
        Level::Commune => "Xã, phường, đặc khu",
    };
    let cell = |leaf: &Leaf| match leaf.binding {
        Some(Binding::Unit) => text(name),
        _ => FilledCell::default(),
    };
    FilledRow {
        kind: RowKind::Group,
        place: None,
        cells: plan.leaves.iter().map(cell).collect(),
    }
}

/// Whether a unit has points or a ratio of an indicator.
fn knows(unit: &Unit, subject: &Topic) -> bool {
    let found = find(&unit.scores, &subject.id);
    found.is_some_and(|one| one.points().is_some() || one.ratio.is_some())
}

/// Whether an indicator is said not to apply to a unit.
fn is_out(unit: &Unit, subject: &Topic) -> bool {
    let found = find(&unit.scores, &subject.id).and_then(|one| one.absent.as_ref());
    found.is_some_and(|absent| absent.why == Nothing::Declared)
}

fn find<'a>(scores: &'a Scores, id: &str) -> Option<&'a IndicatorScore> {
    let mut indicators = scores.groups.iter().flat_map(|group| &group.indicators);
    indicators.find(|indicator| *indicator.id == *id)
}

/// The ratio of an indicator in percent: as published, or as the counts give it.
fn ratio(indicator: &IndicatorScore) -> FilledCell {
    match &indicator.ratio {
        Some(stated) => FilledCell {
            place: Some(stated.place.clone()),
            ..number(Some(stated.value))
        },
        None => {
            let computed = indicator.computed.as_ref();
            let percent = computed.and_then(|computed| computed.percent());
            number(percent.map(|percent| round(percent, 2)))
        }
    }
}

fn number(value: Option<Decimal>) -> FilledCell {
    FilledCell {
        entry: value.map_or(Entry::Blank, Entry::Number),
        ..FilledCell::default()
    }
}

fn text(text: &str) -> FilledCell {
    FilledCell {
        entry: Entry::Text(text.to_owned()),
        ..FilledCell::default()
    }
}

fn of_unit(leaf: &Leaf, unit: &Unit, framework: &Framework) -> FilledCell {
    let scores = &unit.scores;
    match &leaf.binding {
        None => FilledCell::default(),
        Some(Binding::Unit) => FilledCell {
            place: Some(unit.place.clone()),
            ..text(&scores.name)
        },
        Some(Binding::Achieved) => FilledCell {
            place: scores.total_place().cloned(),
            ..number(Some(scores.printed_total()))
        },
        Some(Binding::Converted) => number(scores.converted().map(|c| round(c, scores.decimals))),
        Some(Binding::Band) => {
            let band = scores.converted().and_then(|points| framework.band(points));
            band.map_or_else(FilledCell::default, |band| text(&band.name))
        }
        Some(Binding::Rank) => FilledCell {
            place: scores.position.as_ref().map(|rank| rank.place.clone()),
            ..number(unit.rank.map(Decimal::from))
        },
        Some(Binding::Change) => number(scores.change()),
        Some(Binding::Maximum) => number(Some(scores.applicable())),
        Some(Binding::OwnRatio) => FilledCell::default(),
        Some(Binding::Ratio(id)) => find(scores, id).map_or_else(FilledCell::default, ratio),
        Some(Binding::Points(id)) => points_of(id, scores),
    }
}

/// The points of a group or an indicator.
fn points_of(id: &str, scores: &Scores) -> FilledCell {
    if let Some(group) = scores.groups.iter().find(|group| *group.id == *id) {
        return FilledCell {
            place: group.published.achieved.as_ref().map(|p| p.place.clone()),
            ..number(group.printed())
        };
    }
    let found = find(scores, id);
    found.map_or_else(FilledCell::default, |indicator| points(indicator, scores))
}

/// The points of an indicator: blank and dash stay what they were entered as.
fn points(indicator: &IndicatorScore, scores: &Scores) -> FilledCell {
    let dash = indicator.absent.as_ref().map(|absent| absent.why) == Some(Nothing::Dash);
    let entry = match (&indicator.published, indicator.points()) {
        (Some(published), _) => Entry::Number(published.value),
        (None, Some(points)) => Entry::Number(round(points, scores.decimals)),
        (None, None) if dash => Entry::Dash,
        (None, None) => Entry::Blank,
    };
    FilledCell {
        entry,
        place: indicator.published.as_ref().map(|p| p.place.clone()),
        ..FilledCell::default()
    }
}

/// Points that the framework does not have: a slip of the pen, or a sheet for another framework.
fn check_sources(plan: &Plan, unit: &Unit, faults: &mut Faults) {
    let groups = &unit.scores.groups;
    let indicators = groups.iter().flat_map(|group| &group.indicators);
    let known: Vec<&str> = (groups.iter().map(|group| &*group.id))
        .chain(indicators.map(|indicator| &*indicator.id))
        .collect();
    let lacking = plan.lacking(&known);
    let Some((first, id)) = lacking.first() else {
        return;
    };
    let ids: Vec<&str> = lacking.iter().map(|(_, id)| *id).collect();
    let found = match ids.as_slice() {
        [id] => format!("cột lấy điểm “{id}” mà bộ chỉ số không có"),
        _ => format!(
            "{} cột lấy điểm mà bộ chỉ số không có: {}",
            ids.len(),
            ids.join(", ")
        ),
    };
    let fault = Fault::new(Kind::UnknownName, first.place.clone(), found).expected(format!(
        "don_vi, dat, toi_da, quy_doi, xep_loai, xep_hang, thay_doi, hoặc một trong: {}",
        known.join(", ")
    ));
    faults.add(match nearest(id, known).filter(|_| ids.len() == 1) {
        Some(near) => fault.remedy(format!("có phải ý bạn là “{near}”?")),
        None => fault.remedy("chọn bộ chỉ số (“bo_chi_so”) hợp với biểu của mẫu, hoặc sửa “lay”"),
    });
}
