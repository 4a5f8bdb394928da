//! How figures that the program computed follow from what was stated.

use rust_decimal::Decimal;

use super::Inputs;
use super::former::{self, Followed};
use super::wording::{absent, fraction, ratio_formula, unrounded};
use crate::fault::Place;
use crate::score::{self, GroupScore, IndicatorScore, Scores};
use crate::sheet::{self, FilledRow, Leaf, LeafKind, RATE_DECIMALS, RowsOf, TotalRule};
use crate::source::{Figure, Points, Source};
use crate::vn::number::{print, round};

/// How a figure follows from others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derivation {
    /// Its formula, with the numbers in it: `20 × 2.541/2.618 = 19,411765…`.
    pub formula: String,
    /// What the numbers are, each with its place.
    pub parts: Vec<Part>,
    /// To how many decimals it was rounded; none if it is exact.
    pub decimals: Option<u32>,
}

/// A number that a figure is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub name: String,
    /// It, or how it follows in turn.
    pub value: String,
    /// Where it is stated; none if it is computed.
    pub place: Option<Place>,
}

impl Derivation {
    fn of(formula: impl Into<String>) -> Self {
        Self {
            formula: formula.into(),
            parts: Vec::new(),
            decimals: None,
        }
    }

    fn part(mut self, name: &str, value: String, place: Option<&Place>) -> Self {
        self.parts.push(Part {
            name: name.to_owned(),
            value,
            place: place.cloned(),
        });
        self
    }

    /// Rounded in print, if that changes it.
    fn rounded(self, value: Decimal, decimals: u32) -> Self {
        Self {
            decimals: (round(value, decimals) != value).then_some(decimals),
            ..self
        }
    }
}

/// How a figure of a document made of these inputs follows from what they state; none for one
/// that they do not have.
pub fn derivation(inputs: &Inputs, figure: Figure) -> Option<Derivation> {
    match figure {
        Figure::Points { unit, group, what } => {
            let scores = &inputs.units.get(unit)?.scores;
            match group {
                Some(group) => of_group(scores.groups.get(group)?, what, scores.decimals),
                None => of_total(inputs, unit, what),
            }
        }
        Figure::Rate { table, line } => {
            let table = inputs.tables.values().nth(table)?;
            let line = table.lines.get(line)?;
            let rate = line.rate.computed?;
            let (count, of) = (print(rate.numerator), print(rate.denominator));
            let percent = unrounded(rate.percent);
            let derivation = Derivation::of(format!("{count}/{of} × 100 = {percent}"));
            let counted = line.count.as_ref().map(|count| &count.place);
            let of_all = line.of.as_ref().map(|of| &of.place);
            let whole = line.part_of.as_deref().unwrap_or("tổng");
            let derivation = derivation.part(&line.label, count, counted);
            let derivation = derivation.part(whole, of, of_all);
            Some(derivation.rounded(rate.percent, RATE_DECIMALS))
        }
        Figure::Streak { group } => former::of_streak(inputs, group).map(followed),
        Figure::Average { group } => former::of_average(inputs, group).map(followed),
        Figure::Cell { sheet, row, column } => of_cell(inputs, sheet, row, column),
    }
}

fn followed(found: Followed) -> Derivation {
    let derivation = Derivation::of(found.formula);
    found
        .parts
        .into_iter()
        .fold(derivation, |derivation, (name, value, place)| {
            derivation.part(&name, value, place.as_ref())
        })
}

/// Where a figure is stated; none if it is computed.
pub(super) fn stated(inputs: &Inputs, figure: Figure) -> Option<&Place> {
    let Figure::Points { unit, group, what } = figure else {
        return None;
    };
    let scores = &inputs.units.get(unit)?.scores;
    if let (Points::Rank, Some(rank)) = (what, &scores.position) {
        return Some(&rank.place);
    }
    let published = match group {
        Some(group) => &scores.groups.get(group)?.published,
        None => &scores.published,
    };
    let stated = match what {
        Points::Achieved => published.achieved.as_ref(),
        Points::Previous => published.previous.as_ref(),
        Points::YearBefore => published.year_before.as_ref(),
        _ => None,
    };
    Some(&stated?.place)
}

/// Whether words of a source say what stands at a place, or what was computed of it.
pub fn follows_from(inputs: &Inputs, source: &Source, place: &Place) -> bool {
    match source {
        Source::Computed(figure) => {
            let parts = derivation(inputs, *figure).map_or_else(Vec::new, |found| found.parts);
            stated(inputs, *figure) == Some(place)
                || parts.iter().any(|part| part.place.as_ref() == Some(place))
        }
        Source::Expression(expression) => {
            let mut of = expression.of.iter();
            expression.place == *place || of.any(|source| follows_from(inputs, source, place))
        }
        _ => source.is_of(place),
    }
}

fn of_group(group: &GroupScore, what: Points, decimals: u32) -> Option<Derivation> {
    match what {
        Points::Achieved => {
            let points = group.indicators.iter();
            let points: Vec<Decimal> = points.filter_map(IndicatorScore::points).collect();
            let added: Vec<String> = points.iter().map(|points| unrounded(*points)).collect();
            let sum = group.achieved()?;
            let (all, written) = (added.join(" + "), unrounded(sum));
            let formula = format!("cộng các chỉ số: {all} = {written}");
            let derivation = Derivation::of(formula).rounded(sum, decimals);
            Some(group.indicators.iter().fold(derivation, indicator))
        }
        Points::Change => {
            let previous = group.published.previous.as_ref()?;
            let achieved = group.published.achieved.as_ref();
            let now = (group.printed()?, achieved.map(|now| &now.place));
            Some(change(
                now,
                ("kỳ trước", previous.value, Some(&previous.place)),
            ))
        }
        Points::ChangeInYear => {
            let before = group.published.year_before.as_ref()?;
            let achieved = group.published.achieved.as_ref();
            let now = (group.printed()?, achieved.map(|now| &now.place));
            Some(change(
                now,
                (YEAR_BEFORE, before.value, Some(&before.place)),
            ))
        }
        Points::Maximum => Some(Derivation::of(format!(
            "điểm tối đa của “{}” theo bộ chỉ số",
            group.name
        ))),
        _ => None,
    }
}

/// Adds an indicator's points, with its formula and the counts in that.
fn indicator(derivation: Derivation, indicator: &IndicatorScore) -> Derivation {
    let name = format!("{} {}", indicator.id, indicator.name);
    if let Some(published) = &indicator.published {
        return derivation.part(&name, print(published.value), Some(&published.place));
    }
    let Some(computed) = &indicator.computed else {
        let absent = indicator.absent.as_ref().map(absent);
        return derivation.part(&name, absent.unwrap_or_default(), None);
    };
    let points = unrounded(computed.points);
    let (how, counts) = match &computed.how {
        score::Derivation::Absence(absence) => (absent(absence), None),
        score::Derivation::Sum(parts) => {
            let derivation = derivation.part(&name, format!("tổng các phần = {points}"), None);
            return parts.iter().fold(derivation, self::indicator);
        }
        score::Derivation::Ratio {
            counts,
            complement,
            target,
        } => {
            let formula = ratio_formula(indicator.maximum, counts, *complement, *target);
            (formula, Some(counts))
        }
        score::Derivation::Steps { counts, step } => {
            let from = print(step.from);
            let how = format!("{} đạt bậc từ {from}%", fraction(counts));
            (how, Some(counts))
        }
    };
    let derivation = derivation.part(&name, format!("{how} = {points}"), None);
    let counts = counts.into_iter().flat_map(|counts| counts.all());
    counts.fold(derivation, |derivation, count| {
        let place = Some(&count.value.place);
        derivation.part(&count.name, print(count.value.value), place)
    })
}

/// What the same period of the year before is called.
const YEAR_BEFORE: &str = "cùng kỳ năm trước";

/// `before` is what the earlier period is called, its points, and where they stand.
fn change(now: (Decimal, Option<&Place>), before: (&str, Decimal, Option<&Place>)) -> Derivation {
    let (called, before, place) = before;
    let (a, b) = (print(now.0), print(before));
    let formula = format!("{a} − {b} = {}", print(now.0 - before));
    let derivation = Derivation::of(formula).part("kỳ này", a, now.1);
    derivation.part(called, b, place)
}

fn of_total(inputs: &Inputs, unit: usize, what: Points) -> Option<Derivation> {
    let unit = inputs.units.get(unit)?;
    let scores = &unit.scores;
    let published = &scores.published;
    let converted = || {
        let (total, maximum) = (unrounded(scores.total()), print(scores.maximum));
        let (of, points) = (print(scores.applicable()), scores.converted()?);
        let formula = format!("{total} × {maximum}/{of} = {}", unrounded(points));
        let derivation = Derivation::of(formula).rounded(points, scores.decimals);
        Some(derivation.part("điểm đạt được", total, scores.total_place()))
    };
    match what {
        Points::Achieved => {
            let sum = scores.sum().value;
            let derivation = Derivation::of(format!("cộng các nhóm = {}", unrounded(sum)));
            let groups = scores.groups.iter();
            let groups = groups.filter_map(|group| Some((group, group.achieved()?)));
            let added = groups.fold(derivation, |derivation, (group, points)| {
                let place = group.published.achieved.as_ref().map(|p| &p.place);
                derivation.part(&group.name, unrounded(points), place)
            });
            Some(added.rounded(sum, scores.decimals))
        }
        Points::Previous => {
            let groups = scores.groups.iter();
            let stated = groups.filter_map(|g| Some((g, g.published.previous.as_ref()?)));
            let derivation = Derivation::of("cộng điểm kỳ trước của các nhóm");
            Some(stated.fold(derivation, |derivation, (group, points)| {
                derivation.part(&group.name, print(points.value), Some(&points.place))
            }))
        }
        Points::Change => {
            let previous = published.previous.as_ref().map(|points| &points.place);
            let now = (scores.printed_total(), scores.total_place());
            Some(change(
                now,
                ("kỳ trước", scores.previous_total()?, previous),
            ))
        }
        Points::ChangeInYear => {
            let before = published.year_before.as_ref()?;
            let now = (scores.printed_total(), scores.total_place());
            Some(change(
                now,
                (YEAR_BEFORE, before.value, Some(&before.place)),
            ))
        }
        Points::YearBefore => None,
        Points::Maximum => Some(Derivation::of("tổng điểm tối đa theo bộ chỉ số")),
        Points::Converted => converted(),
        Points::Band => {
            let points = scores.converted()?;
            let band = inputs.framework.as_ref()?.band(points)?;
            let points = print(round(points, scores.decimals));
            let (from, to) = (print(band.from), print(band.to));
            let name = &band.name;
            let formula = format!("{points} điểm thuộc mức “{name}” (từ {from} đến {to})");
            Some(Derivation::of(formula))
        }
        Points::Rank => Some(rank(inputs, scores)),
    }
}

fn rank(inputs: &Inputs, scores: &Scores) -> Derivation {
    let of = match &scores.rank {
        Some(rank) => rank.of.to_string(),
        None => inputs.listed().count().to_string(),
    };
    let points = scores.converted().unwrap_or_else(|| scores.total());
    let points = print(round(points, scores.decimals));
    Derivation::of(format!(
        "xếp theo điểm quy đổi từ cao xuống thấp, trong {of} đơn vị; đơn vị này {points} điểm"
    ))
}

fn of_cell(inputs: &Inputs, sheet: usize, row: Option<usize>, column: usize) -> Option<Derivation> {
    let filled = inputs.sheets.values().nth(sheet)?;
    let leaf = filled.plan.leaves.get(column)?;
    let cells = row.map_or(Some(&filled.total), |row| filled.rows.get(row))?;
    if filled.plan.rows == RowsOf::Indicators {
        let rows = sheet::indicator_rows(inputs.scores()?);
        let shown = row.and_then(|row| rows.get(row).copied());
        return of_row(inputs.scores()?, shown, leaf.source.as_ref()?);
    }
    if let (Some(source), true) = (&leaf.source, row.is_some()) {
        let unit = inputs.units.iter();
        let unit = unit
            .enumerate()
            .find(|(_, unit)| Some(&unit.place) == cells.place.as_ref());
        return of_unit(inputs, unit?.0, source);
    }
    let value = cells.cells.get(column)?.computed;
    if row.is_none() && leaf.total == TotalRule::Sum {
        let rows = filled.rows.len();
        let sum = unrounded(value?);
        return Some(Derivation::of(format!("cộng {rows} hàng của cột = {sum}")));
    }
    match leaf.kind {
        LeafKind::Serial => None,
        LeafKind::Rank => Some(Derivation::of("xếp hạng theo cột điểm")),
        LeafKind::Band => {
            let by = leaf.by?;
            let points = print(cells.number(by)?);
            let head = filled.plan.leaves.get(by).map(Leaf::name)?;
            let place = cells.cells.get(by)?.stated_at();
            let derivation = Derivation::of("mức của bộ chỉ số mà số điểm thuộc về");
            Some(derivation.part(&head, points, place))
        }
        _ => formula(leaf, &filled.plan.leaves, cells, value?),
    }
}

fn formula(leaf: &Leaf, leaves: &[Leaf], cells: &FilledRow, value: Decimal) -> Option<Derivation> {
    let computation = leaf.formula.as_ref()?;
    let percent = leaf.kind == LeafKind::Rate && computation.formula.is_ratio();
    let hundred = if percent { " × 100" } else { "" };
    let written = computation.formula.written();
    let derivation = Derivation::of(format!("{written}{hundred} = {}", unrounded(value)));
    let parts = computation.columns.iter().filter_map(|column| {
        let cell = cells.cells.get(*column)?;
        Some((leaves.get(*column)?, cell.number()?, cell.stated_at()))
    });
    let derivation = parts.fold(derivation, |derivation, (leaf, value, place)| {
        let number = leaf.number.as_ref().map(|number| format!("({number}) "));
        let name = format!("{}{}", number.unwrap_or_default(), leaf.name());
        derivation.part(&name, print(value), place)
    });
    Some(derivation.rounded(value, leaf.computed_decimals()))
}

/// A cell of a row of a group or an indicator; of the total, if there is no row.
fn of_row(
    scores: &Scores,
    shown: Option<(&GroupScore, Option<&IndicatorScore>)>,
    source: &sheet::Source,
) -> Option<Derivation> {
    match (shown, source) {
        (Some((group, None)), sheet::Source::Achieved) => {
            of_group(group, Points::Achieved, scores.decimals)
        }
        (Some((group, None)), sheet::Source::Change) => {
            of_group(group, Points::Change, scores.decimals)
        }
        (Some((group, None)), sheet::Source::OwnRatio) => {
            Some(of_indicator(scores, group.indicators.first()?))
        }
        (Some((_, Some(one))), sheet::Source::Achieved | sheet::Source::OwnRatio) => {
            Some(of_indicator(scores, one))
        }
        _ => None,
    }
}

fn of_indicator(scores: &Scores, found: &IndicatorScore) -> Derivation {
    let derivation = Derivation::of("điểm của chỉ số");
    let derivation = match found.points() {
        Some(points) => derivation.rounded(points, scores.decimals),
        None => derivation,
    };
    indicator(derivation, found)
}

/// A cell that shows the points of a unit.
fn of_unit(inputs: &Inputs, unit: usize, source: &sheet::Source) -> Option<Derivation> {
    let what = match source {
        sheet::Source::Unit => return None,
        sheet::Source::Achieved => Points::Achieved,
        sheet::Source::Converted => Points::Converted,
        sheet::Source::Band => Points::Band,
        sheet::Source::Rank => Points::Rank,
        sheet::Source::Change => Points::Change,
        sheet::Source::Maximum => Points::Maximum,
        sheet::Source::OwnRatio => return None,
        sheet::Source::Points(id) | sheet::Source::Ratio(id) => {
            let scores = &inputs.units.get(unit)?.scores;
            let mut groups = scores.groups.iter();
            if let Some(group) = groups.find(|group| *group.id == **id) {
                return of_group(group, Points::Achieved, scores.decimals);
            }
            let mut indicators = scores.groups.iter().flat_map(|group| &group.indicators);
            let found = indicators.find(|indicator| *indicator.id == **id)?;
            return Some(of_indicator(scores, found));
        }
    };
    of_total(inputs, unit, what)
}
