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
pub struct Explanation {
    /// Its formula, with the numbers in it: `20 × 2.541/2.618 = 19,411765…`.
    pub formula: String,
    /// What the numbers are, each with its place.
    pub operands: Vec<Operand>,
    /// To how many decimals it was rounded; none if it is exact.
    pub decimals: Option<u32>,
}

/// A number that a figure is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operand {
    /// What it is.
    pub name: String,
    /// It, or how it follows in turn.
    pub value: String,
    /// Where it is stated; none if it is computed.
    pub place: Option<Place>,
}

impl Explanation {
    fn of(formula: impl Into<String>) -> Self {
        Self {
            formula: formula.into(),
            operands: Vec::new(),
            decimals: None,
        }
    }

    fn operand(mut self, name: &str, value: String, place: Option<&Place>) -> Self {
        self.operands.push(Operand {
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
pub fn explanation(inputs: &Inputs, figure: Figure) -> Option<Explanation> {
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
            let explanation = Explanation::of(format!("{count}/{of} × 100 = {percent}"));
            let counted = line.count.as_ref().map(|count| &count.place);
            let of_all = line.of.as_ref().map(|of| &of.place);
            let whole = line.part_of.as_deref().unwrap_or("tổng");
            let explanation = explanation.operand(&line.label, count, counted);
            let explanation = explanation.operand(whole, of, of_all);
            Some(explanation.rounded(rate.percent, RATE_DECIMALS))
        }
        Figure::Streak { group } => former::of_streak(inputs, group).map(followed),
        Figure::Average { group } => former::of_average(inputs, group).map(followed),
        Figure::Cell { sheet, row, column } => of_cell(inputs, sheet, row, column),
    }
}

fn followed(found: Followed) -> Explanation {
    let explanation = Explanation::of(found.formula);
    found
        .parts
        .into_iter()
        .fold(explanation, |explanation, (name, value, place)| {
            explanation.operand(&name, value, place.as_ref())
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
    match what {
        Points::Achieved => published.achieved.as_ref().map(|points| &points.place),
        Points::Previous => published.previous_place(),
        Points::YearBefore => published.year_before_place(),
        _ => None,
    }
}

/// Whether words of a source say what stands at a place, or what was computed of it.
pub fn follows_from(inputs: &Inputs, source: &Source, place: &Place) -> bool {
    match source {
        Source::Computed(figure) => {
            let operands =
                explanation(inputs, *figure).map_or_else(Vec::new, |found| found.operands);
            stated(inputs, *figure) == Some(place)
                || operands.iter().any(|one| one.place.as_ref() == Some(place))
        }
        Source::Expression(expression) => {
            let mut of = expression.of.iter();
            expression.place == *place || of.any(|source| follows_from(inputs, source, place))
        }
        _ => source.is_of(place),
    }
}

fn of_group(group: &GroupScore, what: Points, decimals: u32) -> Option<Explanation> {
    match what {
        Points::Achieved => {
            let points = group.indicators.iter();
            let points: Vec<Decimal> = points.filter_map(IndicatorScore::points).collect();
            let added: Vec<String> = points.iter().map(|points| unrounded(*points)).collect();
            let sum = group.achieved()?;
            let (all, written) = (added.join(" + "), unrounded(sum));
            let formula = format!("cộng các chỉ số: {all} = {written}");
            let explanation = Explanation::of(formula).rounded(sum, decimals);
            Some(group.indicators.iter().fold(explanation, indicator))
        }
        Points::Change => {
            let previous = group.published.previous.as_ref()?;
            let achieved = group.published.achieved.as_ref();
            let now = (group.printed()?, achieved.map(|now| &now.place));
            Some(change(
                now,
                ("kỳ trước", previous.value, group.published.previous_place()),
            ))
        }
        Points::ChangeInYear => {
            let before = group.published.year_before.as_ref()?;
            let achieved = group.published.achieved.as_ref();
            let now = (group.printed()?, achieved.map(|now| &now.place));
            Some(change(
                now,
                (
                    YEAR_BEFORE,
                    before.value,
                    group.published.year_before_place(),
                ),
            ))
        }
        Points::Maximum => Some(Explanation::of(format!(
            "điểm tối đa của “{}” theo bộ chỉ số",
            group.name
        ))),
        _ => None,
    }
}

/// Adds an indicator's points, with its formula and the counts in that.
fn indicator(explanation: Explanation, indicator: &IndicatorScore) -> Explanation {
    let name = format!("{} {}", indicator.id, indicator.name);
    if let Some(published) = &indicator.published {
        return explanation.operand(&name, print(published.value), Some(&published.place));
    }
    let Some(computed) = &indicator.computed else {
        let absent = indicator.absent.as_ref().map(absent);
        return explanation.operand(&name, absent.unwrap_or_default(), None);
    };
    let points = unrounded(computed.points);
    let (how, counts) = match &computed.how {
        score::Derivation::Absence(absence) => (absent(absence), None),
        score::Derivation::Sum(parts) => {
            let explanation = explanation.operand(&name, format!("tổng các phần = {points}"), None);
            return parts.iter().fold(explanation, self::indicator);
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
    let explanation = explanation.operand(&name, format!("{how} = {points}"), None);
    let counts = counts.into_iter().flat_map(|counts| counts.all());
    counts.fold(explanation, |explanation, count| {
        let place = Some(&count.value.place);
        explanation.operand(&count.name, print(count.value.value), place)
    })
}

/// What the same period of the year before is called.
const YEAR_BEFORE: &str = "cùng kỳ năm trước";

/// `before` is what the earlier period is called, its points, and where they stand.
fn change(now: (Decimal, Option<&Place>), before: (&str, Decimal, Option<&Place>)) -> Explanation {
    let (called, before, place) = before;
    let (a, b) = (print(now.0), print(before));
    let formula = format!("{a} − {b} = {}", print(now.0 - before));
    let explanation = Explanation::of(formula).operand("kỳ này", a, now.1);
    explanation.operand(called, b, place)
}

/// The points of the groups, added.
fn added(scores: &Scores) -> Explanation {
    let sum = scores.sum().value;
    let explanation = Explanation::of(format!("cộng các nhóm = {}", unrounded(sum)));
    let groups = scores.groups.iter();
    let groups = groups.filter_map(|group| Some((group, group.achieved()?)));
    let added = groups.fold(explanation, |explanation, (group, points)| {
        let place = group.published.achieved.as_ref().map(|p| &p.place);
        explanation.operand(&group.name, unrounded(points), place)
    });
    added.rounded(sum, scores.decimals)
}

/// Those of the period before.
fn added_before(scores: &Scores) -> Explanation {
    let groups = scores.groups.iter();
    let stated = groups.filter_map(|group| Some((group, group.published.previous.as_ref()?)));
    let explanation = Explanation::of("cộng điểm kỳ trước của các nhóm");
    stated.fold(explanation, |explanation, (group, points)| {
        let place = group.published.previous_place();
        explanation.operand(&group.name, print(points.value), place)
    })
}

fn of_total(inputs: &Inputs, unit: usize, what: Points) -> Option<Explanation> {
    let unit = inputs.units.get(unit)?;
    let scores = &unit.scores;
    let published = &scores.published;
    let converted = || {
        let (total, maximum) = (unrounded(scores.total()), print(scores.maximum));
        let (of, points) = (print(scores.applicable()), scores.converted()?);
        let formula = format!("{total} × {maximum}/{of} = {}", unrounded(points));
        let explanation = Explanation::of(formula).rounded(points, scores.decimals);
        Some(explanation.operand("điểm đạt được", total, scores.total_place()))
    };
    match what {
        Points::Achieved => Some(added(scores)),
        Points::Previous => Some(added_before(scores)),
        Points::Change => {
            let now = (scores.printed_total(), scores.total_place());
            Some(change(
                now,
                (
                    "kỳ trước",
                    scores.previous_total()?,
                    published.previous_place(),
                ),
            ))
        }
        Points::ChangeInYear => {
            let before = published.year_before.as_ref()?;
            let now = (scores.printed_total(), scores.total_place());
            Some(change(
                now,
                (YEAR_BEFORE, before.value, published.year_before_place()),
            ))
        }
        Points::YearBefore => None,
        Points::Maximum => Some(Explanation::of("tổng điểm tối đa theo bộ chỉ số")),
        Points::Converted => converted(),
        Points::Band => {
            let points = scores.converted()?;
            let band = inputs.framework.as_ref()?.band(points)?;
            let points = print(round(points, scores.decimals));
            let (from, to) = (print(band.from), print(band.to));
            let name = &band.name;
            let formula = format!("{points} điểm thuộc mức “{name}” (từ {from} đến {to})");
            Some(Explanation::of(formula))
        }
        Points::Rank => Some(rank(inputs, scores)),
    }
}

fn rank(inputs: &Inputs, scores: &Scores) -> Explanation {
    let of = match &scores.rank {
        Some(rank) => rank.of.to_string(),
        None => inputs.listed().count().to_string(),
    };
    let points = scores.converted().unwrap_or_else(|| scores.total());
    let points = print(round(points, scores.decimals));
    Explanation::of(format!(
        "xếp theo điểm quy đổi từ cao xuống thấp, trong {of} đơn vị; đơn vị này {points} điểm"
    ))
}

fn of_cell(
    inputs: &Inputs,
    sheet: usize,
    row: Option<usize>,
    column: usize,
) -> Option<Explanation> {
    let filled = inputs.sheets.values().nth(sheet)?;
    let leaf = filled.plan.leaves.get(column)?;
    let cells = row.map_or(Some(&filled.total), |row| filled.rows.get(row))?;
    if filled.plan.rows == RowsOf::Indicators {
        let rows = sheet::indicator_rows(inputs.scores()?);
        let shown = row.and_then(|row| rows.get(row).copied());
        return of_row(inputs.scores()?, shown, leaf.binding.as_ref()?);
    }
    if let (Some(source), true) = (&leaf.binding, row.is_some()) {
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
        return Some(Explanation::of(format!("cộng {rows} hàng của cột = {sum}")));
    }
    match leaf.kind {
        LeafKind::Serial => None,
        LeafKind::Rank => Some(Explanation::of("xếp hạng theo cột điểm")),
        LeafKind::Band => {
            let by = leaf.by?;
            let points = print(cells.number(by)?);
            let head = filled.plan.leaves.get(by).map(Leaf::name)?;
            let place = cells.cells.get(by)?.stated_at();
            let explanation = Explanation::of("mức của bộ chỉ số mà số điểm thuộc về");
            Some(explanation.operand(&head, points, place))
        }
        _ => formula(leaf, &filled.plan.leaves, cells, value?),
    }
}

fn formula(leaf: &Leaf, leaves: &[Leaf], cells: &FilledRow, value: Decimal) -> Option<Explanation> {
    let computation = leaf.formula.as_ref()?;
    let percent = leaf.kind == LeafKind::Rate && computation.formula.is_ratio();
    let hundred = if percent { " × 100" } else { "" };
    let written = computation.formula.written();
    let explanation = Explanation::of(format!("{written}{hundred} = {}", unrounded(value)));
    let parts = computation.columns.iter().filter_map(|column| {
        let cell = cells.cells.get(*column)?;
        Some((leaves.get(*column)?, cell.number()?, cell.stated_at()))
    });
    let explanation = parts.fold(explanation, |explanation, (leaf, value, place)| {
        let number = leaf.number.as_ref().map(|number| format!("({number}) "));
        let name = format!("{}{}", number.unwrap_or_default(), leaf.name());
        explanation.operand(&name, print(value), place)
    });
    Some(explanation.rounded(value, leaf.computed_decimals()))
}

/// A cell of a row of a group or an indicator; of the total, if there is no row.
fn of_row(
    scores: &Scores,
    shown: Option<(&GroupScore, Option<&IndicatorScore>)>,
    source: &sheet::Binding,
) -> Option<Explanation> {
    match (shown, source) {
        (Some((group, None)), sheet::Binding::Achieved) => {
            of_group(group, Points::Achieved, scores.decimals)
        }
        (Some((group, None)), sheet::Binding::Change) => {
            of_group(group, Points::Change, scores.decimals)
        }
        (Some((group, None)), sheet::Binding::OwnRatio) => {
            Some(of_indicator(scores, group.indicators.first()?))
        }
        (Some((_, Some(one))), sheet::Binding::Achieved | sheet::Binding::OwnRatio) => {
            Some(of_indicator(scores, one))
        }
        _ => None,
    }
}

fn of_indicator(scores: &Scores, found: &IndicatorScore) -> Explanation {
    let explanation = Explanation::of("điểm của chỉ số");
    let explanation = match found.points() {
        Some(points) => explanation.rounded(points, scores.decimals),
        None => explanation,
    };
    indicator(explanation, found)
}

/// A cell that shows the points of a unit.
fn of_unit(inputs: &Inputs, unit: usize, source: &sheet::Binding) -> Option<Explanation> {
    let what = match source {
        sheet::Binding::Unit => return None,
        sheet::Binding::Achieved => Points::Achieved,
        sheet::Binding::Converted => Points::Converted,
        sheet::Binding::Band => Points::Band,
        sheet::Binding::Rank => Points::Rank,
        sheet::Binding::Change => Points::Change,
        sheet::Binding::Maximum => Points::Maximum,
        sheet::Binding::OwnRatio => return None,
        sheet::Binding::Points(id) | sheet::Binding::Ratio(id) => {
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
