//! From stated rows, or from the points of units, to a Biểu with all that follows from them:
//! computed columns, totals, ranks, bands, order.

use std::cmp::Ordering;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::filled::{Filled, FilledCell, FilledRow};
use super::plan::{Leaf, LeafKind, Plan, Sort, Source, TotalRule};
use crate::fault::{Fault, Faults, Kind, Note, NoteKind, nearest};
use crate::framework::{Framework, Ties};
use crate::score::{History, Nothing, Past, Unit, ranks};
use crate::vn::entry::Entry;
use crate::vn::number::round;

/// What a Biểu is filled from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stated {
    /// The rows, in the order in which they were written.
    pub rows: Vec<FilledRow>,
    /// The total row, if one was written.
    pub total: Option<FilledRow>,
    /// What had to be guessed, for the user.
    pub notes: Vec<Note>,
}

impl Filled {
    /// Fills a Biểu: computes, ranks, sorts and adds up. Bands and ties go by the framework.
    pub fn of(plan: Arc<Plan>, stated: Stated, framework: Option<&Framework>) -> Self {
        let Stated {
            mut rows,
            total,
            mut notes,
        } = stated;
        for row in &mut rows {
            compute(&plan, row);
        }
        for (index, leaf) in plan.leaves.iter().enumerate() {
            match (leaf.kind, leaf.by) {
                (LeafKind::Rank, Some(by)) => {
                    notes.extend(rank(&plan, &mut rows, (index, by), framework));
                }
                (LeafKind::Band, Some(by)) => band(&mut rows, index, by, framework),
                _ => (),
            }
        }
        if let Some(sort) = plan.sort {
            rows.sort_by(|a, b| compare(a, b, sort));
        }
        for (index, leaf) in plan.leaves.iter().enumerate() {
            if leaf.kind == LeafKind::Serial {
                for (number, row) in (1u32..).zip(&mut rows) {
                    row.state(index, Entry::Number(Decimal::from(number)), None);
                }
            }
        }
        let total = totals(&plan, &rows, total);
        Self {
            plan,
            rows,
            total,
            notes,
        }
    }
}

/// The cells that follow from others of their row.
fn compute(plan: &Plan, row: &mut FilledRow) {
    for index in plan.order() {
        let computed = plan
            .leaves
            .get(*index)
            .and_then(|leaf| leaf.compute(|column| row.number(column)));
        if let Some(cell) = row.cells.get_mut(*index) {
            cell.computed = computed;
        }
    }
}

/// Ranks the rows by a column; not where one of them has no number there, for a rank among some
/// is none among all, which is told.
fn rank(
    plan: &Plan,
    rows: &mut [FilledRow],
    (index, by): (usize, usize),
    framework: Option<&Framework>,
) -> Option<Note> {
    let points: Vec<Option<Decimal>> = rows.iter().map(|row| row.number(by)).collect();
    if points.contains(&None) {
        points.iter().flatten().next()?;
        let blank = rows.iter().filter(|row| row.number(by).is_none());
        let places = blank.filter_map(|row| row.place.as_ref());
        let places: Vec<String> = places.take(5).map(ToString::to_string).collect();
        let name = plan.leaves.get(by).map(Leaf::name).unwrap_or_default();
        let words = format!(
            "{}: không xếp hạng, có hàng không có số ở cột “{name}”: {}",
            plan.name,
            places.join(", ")
        );
        return Some(Note::of(NoteKind::Unranked, words));
    }
    let ties = framework.map_or(Ties::Gap, |framework| framework.ties);
    for (row, rank) in rows.iter_mut().zip(ranks(&points, ties)) {
        if let Some(cell) = row.cells.get_mut(index) {
            cell.computed = rank.map(Decimal::from);
        }
    }
    None
}

fn band(rows: &mut [FilledRow], index: usize, by: usize, framework: Option<&Framework>) {
    for row in rows {
        let band = row.number(by).and_then(|points| framework?.band(points));
        if let (Some(cell), Some(band)) = (row.cells.get_mut(index), band)
            && cell.entry == Entry::Blank
        {
            cell.entry = Entry::Text(band.name.clone());
        }
    }
}

/// Rows without a number stand last, whichever way the others are sorted.
fn compare(a: &FilledRow, b: &FilledRow, sort: Sort) -> Ordering {
    match (a.number(sort.by), b.number(sort.by)) {
        (Some(a), Some(b)) if sort.falling => b.cmp(&a),
        (Some(a), Some(b)) => a.cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// The totals as they follow from the rows, beside what a total row states.
fn totals(plan: &Plan, rows: &[FilledRow], stated: Option<FilledRow>) -> FilledRow {
    let mut sums: Vec<Option<Decimal>> = (plan.leaves.iter().enumerate())
        .map(|(index, leaf)| match leaf.total {
            TotalRule::Sum => sum(rows, index),
            TotalRule::Formula | TotalRule::Blank => None,
        })
        .collect();
    for index in plan.order() {
        let Some(leaf) = plan.leaves.get(*index) else {
            continue;
        };
        if leaf.total == TotalRule::Formula {
            // A formula may need a column that the total row does not show.
            let known = |column: usize| {
                let total = sums.get(column).copied().flatten();
                total.or_else(|| sum(rows, column))
            };
            let total = leaf.compute(known);
            if let Some(place) = sums.get_mut(*index) {
                *place = total;
            }
        }
    }
    let mut total = stated.unwrap_or_else(|| FilledRow::blank(plan, None));
    for (cell, sum) in total.cells.iter_mut().zip(sums) {
        cell.computed = sum;
    }
    total
}

/// The sum of a column; none if all of it is blank, or if it is too large to be one.
fn sum(rows: &[FilledRow], index: usize) -> Option<Decimal> {
    let mut numbers = rows.iter().filter_map(|row| row.number(index));
    let first = numbers.next()?;
    numbers.try_fold(first, |sum, more| sum.checked_add(more))
}

impl Stated {
    /// The rows of former periods with a unit's points, from the earliest on; as many as a line
    /// through the months shows.
    pub fn of_periods(plan: &Plan, history: &History) -> Self {
        const MOST: usize = 12;
        let cell = |leaf: &Leaf, past: &Past| match leaf.kind {
            LeafKind::Text => FilledCell {
                entry: Entry::Text(past.period.short()),
                ..FilledCell::default()
            },
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
            place: Some(unit.place.clone()),
            cells: plan
                .leaves
                .iter()
                .map(|leaf| of_unit(leaf, unit, framework))
                .collect(),
        };
        let of_level = |unit: &&Unit| {
            let asked = plan.levels.as_ref();
            asked.is_none_or(|asked| unit.level.is_none_or(|level| asked.contains(&level)))
        };
        Self {
            rows: units.iter().filter(of_level).map(row).collect(),
            ..Self::default()
        }
    }
}

fn of_unit(leaf: &Leaf, unit: &Unit, framework: &Framework) -> FilledCell {
    let scores = &unit.scores;
    let number = |value: Option<Decimal>| FilledCell {
        entry: value.map_or(Entry::Blank, Entry::Number),
        ..FilledCell::default()
    };
    let text = |text: &str| FilledCell {
        entry: Entry::Text(text.to_owned()),
        ..FilledCell::default()
    };
    match &leaf.source {
        None => FilledCell::default(),
        Some(Source::Unit) => FilledCell {
            place: Some(unit.place.clone()),
            ..text(&scores.name)
        },
        Some(Source::Achieved) => FilledCell {
            place: scores.total_place().cloned(),
            ..number(Some(scores.printed_total()))
        },
        Some(Source::Converted) => number(scores.converted().map(|c| round(c, scores.decimals))),
        Some(Source::Band) => {
            let band = scores.converted().and_then(|points| framework.band(points));
            band.map_or_else(FilledCell::default, |band| text(&band.name))
        }
        Some(Source::Rank) => FilledCell {
            place: scores.position.as_ref().map(|rank| rank.place.clone()),
            ..number(unit.rank.map(Decimal::from))
        },
        Some(Source::Change) => number(scores.change()),
        Some(Source::Points(id)) => points(id, unit),
    }
}

/// The points of a group or an indicator: blank and dash stay what they were entered as.
fn points(id: &str, unit: &Unit) -> FilledCell {
    let scores = &unit.scores;
    if let Some(group) = scores.groups.iter().find(|group| *group.id == *id) {
        return FilledCell {
            entry: group.printed().map_or(Entry::Blank, Entry::Number),
            place: group.published.achieved.as_ref().map(|p| p.place.clone()),
            ..FilledCell::default()
        };
    }
    let mut indicators = scores.groups.iter().flat_map(|group| &group.indicators);
    let Some(indicator) = indicators.find(|indicator| *indicator.id == *id) else {
        return FilledCell::default();
    };
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
        "don_vi, dat, quy_doi, xep_loai, xep_hang, thay_doi, hoặc một trong: {}",
        known.join(", ")
    ));
    faults.add(match nearest(id, known).filter(|_| ids.len() == 1) {
        Some(near) => fault.remedy(format!("có phải ý bạn là “{near}”?")),
        None => fault.remedy("chọn bộ chỉ số (“bo_chi_so”) hợp với biểu của mẫu, hoặc sửa “lay”"),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Place;

    const COLUMNS: &str = "
tieu_de: T
dong_tong: Tổng số
sap_xep: {theo: nhan}
cot:
  - {ma: tt, ten: TT, loai: tt}
  - {ma: xa, ten: Xã, loai: chu}
  - {ma: nhan, ten: Nhận, loai: so_dem, so: 1}
  - {ma: tra, ten: Trả, loai: so_dem, so: 2}
  - {ma: ty_le, ten: Tỷ lệ, loai: ty_le, so: 3, tinh: (2)/(1), le: 2}
  - {ma: hang, ten: Hạng, loai: xep_hang, theo: ty_le}
";

    /// Rows of unit, received, returned, rate: `-` a dash, empty a blank.
    fn fill(rows: &[[&str; 4]], total: Option<[&str; 4]>) -> Filled {
        let plan = Arc::new(Plan::parse("b.yaml", "b", COLUMNS).unwrap());
        let row = |texts: &[&str; 4]| {
            let mut row = FilledRow::blank(&plan, Some(Place::file("a")));
            for (index, text) in (1..).zip(texts) {
                let entry = match (index, *text) {
                    (_, "") => continue,
                    (1, text) => Entry::Text(text.to_owned()),
                    (_, "-") => Entry::Dash,
                    (_, text) => Entry::Number(text.parse().unwrap()),
                };
                row.state(index, entry, Some(Place::file("a")));
            }
            row
        };
        let stated = Stated {
            rows: rows.iter().map(row).collect(),
            total: total.as_ref().map(row),
            notes: Vec::new(),
        };
        Filled::of(Arc::clone(&plan), stated, None)
    }

    fn printed(filled: &Filled) -> Vec<String> {
        let rows = filled.printed_rows(0, Some(&"Tổng số".into()));
        let row = |row: &crate::sheet::Row| {
            let cells = row.cells.iter().map(|cell| cell.text.as_str());
            cells.collect::<Vec<_>>().join("|")
        };
        rows.iter().map(row).collect()
    }

    #[test]
    fn rates_ranks_order_and_totals_follow_from_the_rows() {
        let filled = fill(&[["A", "3", "1", ""], ["B", "1200", "1200", ""]], None);
        assert_eq!(
            printed(&filled),
            [
                "1|B|1.200|1.200|100,00|1",
                "2|A|3|1|33,33|2",
                "Tổng số|1.203|1.201|99,83|"
            ]
        );
    }

    #[test]
    fn blank_dash_and_zero_stay_apart() {
        let rows = [["A", "0", "0", ""], ["B", "-", "-", ""], ["C", "", "5", ""]];
        assert_eq!(
            printed(&fill(&rows, None)),
            ["1|A|0|0||", "2|B|-|-||", "3|C||5||", "Tổng số|0|5||"]
        );
        assert_eq!(printed(&fill(&[["A", "", "", ""]], None))[1], "Tổng số||||");
    }

    #[test]
    fn what_was_stated_is_printed_and_the_computed_kept_beside_it() {
        let filled = fill(&[["A", "4", "1", "26"]], Some(["", "5", "1", "20"]));
        assert_eq!(printed(&filled), ["1|A|4|1|26,00|1", "Tổng số|5|1|20,00|"]);
        let rate = filled.cell(&filled.rows[0], "ty_le").unwrap();
        assert_eq!(rate.stated().unwrap().value, Decimal::from(26));
        assert_eq!(rate.computed, Some(Decimal::from(25)));
        assert_eq!(filled.total.cells[2].computed, Some(Decimal::from(4)));
        assert!(filled.states_total());
    }
}
