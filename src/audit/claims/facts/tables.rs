//! All figures of a hồ sơ as tables of rows and columns: the points of its groups, of its units, and
//! its sheets. What a sentence says of rows is held against them in one way.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::spelling::named;
use crate::audit::claims::said::Subject;
use crate::audit::claims::turned::Turned;
use crate::audit::claims::{Claims, mean, share};
use crate::audit::figures::Named;
use crate::score::{GroupScore, Scores, Unit};
use crate::sheet::RowsOf;
use crate::vn::name::Level;
use crate::vn::text::lower;

/// What the rows of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// Groups of points.
    Axes,
    /// Units.
    Units,
    /// Periods, up to this one.
    Periods,
    /// Anything else that has a name: fields.
    Lines,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Points.
    Points,
    /// A rate in percent.
    Rate,
    /// A number of things.
    Count,
    /// A change of points since the period before.
    Change,
    /// A rank.
    Rank,
    /// A band, by its number.
    Band,
    /// By how many bands a row rose since the period before, or fell.
    Regraded,
    /// Points that lack to all.
    Lacks,
}

/// A column with its value in each row.
#[derive(Clone)]
pub struct Column {
    /// Its head.
    pub label: String,
    /// Its head and those over it, without what every head has.
    pub heads: Vec<String>,
    /// The words by which it is known.
    pub telling: Arc<BTreeSet<String>>,
    /// What it holds.
    pub measure: Measure,
    /// Its values, one a row.
    pub values: Vec<Option<Decimal>>,
    /// The most that can be had in each row.
    pub possible: Vec<Option<Decimal>>,
    /// Of what it is the change, if not of all points: only words for that speak of it.
    pub part: Option<Turned>,
}

/// A table.
pub struct Table {
    /// What its rows are.
    pub rows: Rows,
    /// What a row is called, in small letters: “lĩnh vực”.
    pub noun: String,
    /// Its rows.
    pub subjects: Vec<Subject>,
    /// Their names.
    pub names: Vec<String>,
    /// Their levels, if all are known.
    pub levels: Vec<Level>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// The column of the points by which rows are graded.
    pub graded: Option<usize>,
}

impl Table {
    /// The row of a subject.
    pub fn row(&self, subject: Subject) -> Option<usize> {
        self.subjects.iter().position(|known| *known == subject)
    }

    /// Of some rows those that have a value in a column, from the highest on or from the lowest.
    pub fn order(
        &self,
        column: &Column,
        rows: impl Iterator<Item = usize>,
        lowest: bool,
    ) -> Vec<(usize, Decimal)> {
        let value = |row: usize| Some((row, column.value(row)?));
        let mut order: Vec<(usize, Decimal)> = rows.filter_map(value).collect();
        order.sort_by_key(|(_, value)| if lowest { *value } else { -*value });
        order
    }

    /// All its rows.
    pub fn all_rows(&self) -> std::ops::Range<usize> {
        0..self.subjects.len()
    }

    /// The column by which its rows are graded.
    pub fn graded(&self) -> Option<&Column> {
        self.columns.get(self.graded?)
    }

    /// Whether it is a column by which its rows are graded.
    pub fn is_graded(&self, column: &Column) -> bool {
        self.graded()
            .is_some_and(|graded| std::ptr::eq(graded, column))
    }

    /// The points of a row in the period before, by its points and its change.
    pub fn before(&self, subject: Subject) -> Option<Decimal> {
        let row = self.row(subject)?;
        let now = self.graded().or(self.first(Measure::Points))?;
        Some(now.value(row)? - self.first(Measure::Change)?.value(row)?)
    }

    /// The first column of a measure.
    pub fn first(&self, measure: Measure) -> Option<&Column> {
        let own = |column: &&Column| column.measure == measure && column.part.is_none();
        self.columns.iter().find(own)
    }
}

impl Column {
    /// Values that have no head of their own.
    pub fn headless(measure: Measure, values: Vec<Option<Decimal>>) -> Self {
        Self {
            label: String::new(),
            heads: Vec::new(),
            telling: Arc::default(),
            measure,
            possible: vec![None; values.len()],
            values,
            part: None,
        }
    }

    /// The value of a row.
    pub fn value(&self, row: usize) -> Option<Decimal> {
        *self.values.get(row)?
    }

    /// The value of a row; of a change how far it goes.
    pub fn size(&self, row: usize) -> Option<Decimal> {
        let value = self.value(row)?;
        Some(if self.measure == Measure::Change {
            value.abs()
        } else {
            value
        })
    }

    /// Each value with the most that can be had.
    pub fn with_possible(&self) -> impl Iterator<Item = (Decimal, Decimal)> {
        let pairs = self.values.iter().zip(&self.possible);
        pairs.filter_map(|(value, possible)| (*value).zip(*possible))
    }

    /// All values, if every row has one.
    pub fn all(&self) -> Option<Vec<Decimal>> {
        self.values.iter().copied().collect()
    }

    /// The mean of some rows, if each has a value.
    pub fn mean(&self, rows: &[usize]) -> Option<Decimal> {
        let values = rows.iter().map(|row| self.value(*row));
        mean(&values.collect::<Option<Vec<_>>>()?)
    }

    /// The sum of all rows.
    pub fn total(&self) -> Option<Decimal> {
        Some(self.all()?.iter().sum())
    }
}

/// Whether the head of a column that counts has these words: “kỳ trước chuyển sang”.
pub fn heads(tables: &[Table], words: &str) -> bool {
    let counted = |table: &&Table| matches!(table.rows, Rows::Units | Rows::Lines);
    let columns = tables
        .iter()
        .filter(counted)
        .flat_map(|table| &table.columns);
    let mut counts = columns.filter(|column| column.measure == Measure::Count);
    counts.any(|column| lower(&column.label).contains(words))
}

impl Claims<'_, '_> {
    /// All tables of the hồ sơ.
    pub fn tables(&self) -> Vec<Table> {
        let mut rows: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, name) in self.units.iter().enumerate() {
            rows.entry(name).or_insert(index);
        }
        for (name, own) in &self.called {
            let row = rows.get(own).copied();
            rows.extend(row.map(|row| (*name, row)));
        }
        let inputs = self.context.inputs;
        let mut tables = Vec::new();
        tables.extend(self.lone.map(|scores| self.of_groups(scores)));
        if inputs.lists_several() {
            tables.push(self.of_scored(&rows));
        }
        let named_rows = |named: &&Named| named.sheet.plan.rows != RowsOf::Indicators;
        let sheets = self.sheets.iter().filter(named_rows);
        tables.extend(sheets.filter_map(|named| self.of_sheet(named, &rows)));
        for table in &mut tables {
            table.levels = self.levels(table);
            if table.rows == Rows::Periods {
                self.until_now(table);
            }
            self.grade(table);
        }
        tables
    }

    /// The levels of a table's units, if all are known.
    fn levels(&self, table: &Table) -> Vec<Level> {
        let level = |name: &String| self.of_name(name)?.scored?.level;
        let levels = table.names.iter().map(level);
        levels.collect::<Option<_>>().unwrap_or_default()
    }

    pub(super) fn made(
        &self,
        label: &str,
        measure: Measure,
        values: Vec<Option<Decimal>>,
    ) -> Column {
        Column {
            label: label.to_owned(),
            heads: self.heads(label.split(" / ")),
            telling: self.grammar.telling(label),
            measure,
            possible: vec![None; values.len()],
            values,
            part: None,
        }
    }

    fn of_groups(&self, scores: &Scores) -> Table {
        let groups = &scores.groups;
        let each = |of: &dyn Fn(&GroupScore) -> Option<Decimal>| groups.iter().map(of).collect();
        let mut points = self.made("Điểm", Measure::Points, each(&GroupScore::printed));
        points.possible = each(&|group| Some(group.applicable()));
        let share = each(&|group| share(group.achieved()?, group.applicable()));
        let change = each(&GroupScore::change);
        let lacks = each(&|group| Some(group.applicable() - group.printed()?));
        Table {
            rows: Rows::Axes,
            levels: Vec::new(),
            noun: "nhóm".to_owned(),
            subjects: (0..groups.len()).map(Subject::Axis).collect(),
            names: groups.iter().map(|group| group.name.to_string()).collect(),
            columns: vec![
                points,
                self.made("Tỷ lệ", Measure::Rate, share),
                self.made("Tăng, giảm", Measure::Change, change),
                self.made("Điểm bị mất", Measure::Lacks, lacks),
            ],
            graded: None,
        }
    }

    fn of_scored(&self, rows: &BTreeMap<&str, usize>) -> Table {
        let units = self.context.inputs.listed();
        let known: Vec<(usize, &Unit)> = units
            .filter_map(|unit| Some((*rows.get(unit.scores.name.as_str())?, unit)))
            .collect();
        let each = |of: &dyn Fn(&Unit) -> Option<Decimal>| {
            known.iter().map(|(_, unit)| of(unit)).collect()
        };
        let total = each(&|unit| Some(unit.scores.printed_total()));
        let graded = each(&|unit| unit.scores.converted());
        let mut columns = vec![self.made("Điểm quy đổi", Measure::Points, graded)];
        columns.push(self.made("Tổng điểm", Measure::Points, total));
        let groups = known.first().map(|(_, unit)| unit.scores.groups.as_slice());
        for (index, group) in groups.unwrap_or_default().iter().enumerate() {
            let of = |unit: &Unit| unit.scores.groups.get(index)?.printed();
            let mut column = self.made(&group.name, Measure::Points, each(&of));
            column.possible = each(&|unit| Some(unit.scores.groups.get(index)?.applicable()));
            columns.push(column);
        }
        let rank = each(&|unit| unit.rank.map(Decimal::from));
        let change = each(&|unit| unit.scores.change());
        columns.push(self.made("Thứ hạng", Measure::Rank, rank));
        columns.push(self.made("Tăng, giảm", Measure::Change, change));
        for (index, group) in groups.unwrap_or_default().iter().enumerate() {
            let of = |unit: &Unit| self.change_of(&unit.scores.name, Turned::Group(index));
            let mut column = self.made(&group.name, Measure::Change, each(&of));
            column.part = Some(Turned::Group(index));
            columns.push(column);
        }
        let mut rose = self.made(
            "Thứ hạng",
            Measure::Change,
            each(&|unit| self.change_of(&unit.scores.name, Turned::Rank)),
        );
        rose.part = Some(Turned::Rank);
        columns.push(rose);
        Table {
            rows: Rows::Units,
            levels: Vec::new(),
            noun: "đơn vị".to_owned(),
            subjects: known.iter().map(|(row, _)| Subject::Unit(*row)).collect(),
            names: known
                .iter()
                .map(|(_, unit)| unit.scores.name.clone())
                .collect(),
            columns,
            graded: Some(0),
        }
    }

    /// Adds this period to those before, and how far the points changed in each.
    fn until_now(&self, table: &mut Table) {
        let now = named(&self.context.inputs.period.short());
        let known = table.names.iter().any(|name| named(name) == now);
        let graded = table
            .graded
            .and_then(|graded| table.columns.get_mut(graded));
        let Some(points) = graded else {
            return;
        };
        if let Some(scores) = self.lone.filter(|_| !known) {
            points.values.push(Some(scores.printed_total()));
            points.possible.push(Some(scores.full()));
            table.subjects.push(Subject::Total);
            table.names.push(now);
        }
        let values = points.values.clone();
        if table.first(Measure::Change).is_some() {
            return;
        }
        let mut before = None;
        let changes = values.iter().map(|value| {
            let change = value
                .zip(before)
                .map(|(value, before): (Decimal, Decimal)| value - before);
            before = *value;
            change
        });
        let changes = changes.collect();
        table
            .columns
            .push(self.made("Tăng, giảm", Measure::Change, changes));
    }

    /// Adds how the bands of units changed since the period before.
    fn regrade(&self, table: &mut Table) {
        let (Some(bands), Some(set)) = (
            table
                .first(Measure::Band)
                .filter(|_| table.rows == Rows::Units),
            &self.context.inputs.framework,
        ) else {
            return;
        };
        let rose = table.subjects.iter().zip(&bands.values).map(|(row, now)| {
            let before = table.before(*row)?;
            let before = set.bands.iter().position(|band| before >= band.from)?;
            Some(Decimal::from(before) - (*now)?)
        });
        let rose = Column::headless(Measure::Regraded, rose.collect());
        table.columns.push(rose);
    }

    /// Adds what follows from the points by which the rows are graded: bands and ranks.
    fn grade(&self, table: &mut Table) {
        let Some(points) = table.graded.and_then(|graded| table.columns.get(graded)) else {
            return;
        };
        let values = points.values.clone();
        if table.first(Measure::Band).is_none()
            && matches!(table.rows, Rows::Units | Rows::Periods)
            && let Some(set) = &self.context.inputs.framework
        {
            let band = |points: Decimal| {
                let band = set.bands.iter().position(|band| points >= band.from)?;
                Some(Decimal::from(band))
            };
            let bands = values.iter().map(|points| band((*points)?)).collect();
            table
                .columns
                .push(self.made("Xếp loại", Measure::Band, bands));
        }
        self.regrade(table);
        if table.first(Measure::Rank).is_none() && table.rows != Rows::Periods {
            let rank = |own: Option<Decimal>| {
                let own = own?;
                let better = values.iter().filter(|points| **points > Some(own));
                Some(Decimal::from(better.count() + 1))
            };
            let ranks = values.iter().map(|points| rank(*points)).collect();
            table
                .columns
                .push(self.made("Thứ hạng", Measure::Rank, ranks));
        }
    }
}
