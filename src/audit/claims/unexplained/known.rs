//! All numbers that a hồ sơ has, and those that follow from them.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::columns::{columns, counts, groups};
use super::figures::Figure;
use crate::audit::claims::asked::Unit;
use crate::audit::claims::facts::{Column, Cues, Measure, Rows, Table};
use crate::audit::claims::lines::{Counts, Lines};
use crate::audit::claims::phrases::words;
use crate::audit::claims::said::Subject;
use crate::audit::claims::{Claims, agrees, mean, share, sums};
use crate::compose::FactValue;
use crate::score::{GroupScore, IndicatorScore, Scores};
use crate::vn::number::half_unit;

/// In columns of so many rows all differences are reckoned, and the sums of so many first rows.
const SHORT: usize = 20;

/// In longer ones those between so many first rows, and so many last.
const ENDS: usize = 5;

/// All that a hồ sơ has or that follows from it.
#[derive(Default)]
pub struct Known {
    points: BTreeSet<Decimal>,
    rates: BTreeSet<Decimal>,
    things: BTreeSet<Decimal>,
    /// How far numbers of things lie apart, their means, and what the first so many rows have together: in a
    /// table of few rows any small number is one of these, so they explain one only where words say so.
    loose: BTreeSet<Decimal>,
    /// What is true of all rows of a table together.
    overall: Vec<Decimal>,
    /// Where bands begin.
    cuts: Vec<Decimal>,
    /// All columns, each with the number of its table.
    columns: Vec<(usize, Column)>,
    /// The words of all names and heads.
    words: BTreeSet<String>,
}

impl Claims<'_, '_> {
    /// All that the hồ sơ has or that follows from it.
    pub(super) fn all_known(&self, tables: &[Table], lines: &Lines) -> Known {
        let inputs = self.context.inputs;
        let mut known = Known {
            cuts: self.cuts(),
            ..Known::default()
        };
        let columns = tables.iter().flat_map(|table| &table.columns);
        let labels = columns.map(|column| &column.label);
        let labels = labels.chain(lines.all.iter().map(|line| &line.label));
        known.words.extend(labels.flat_map(|label| words(label)));
        for (number, table) in tables.iter().enumerate() {
            known.table(number, table);
        }
        let units = inputs.units.iter().map(|unit| &unit.scores);
        for scores in units.chain(self.lone) {
            known.scores(scores);
        }
        known.points.extend(&known.cuts);
        known.overall = lines.all.iter().filter_map(|line| line.rate).collect();
        let former = self.former();
        known.lines(&lines.all);
        known.lines(&former);
        known.since(&lines.all, &former);
        let totals = lines.totals.iter().map(|total| total.value);
        let facts = inputs.facts.values().filter_map(|fact| match fact.value {
            FactValue::Number(value) => Some(value),
            _ => None,
        });
        known.things.extend(totals.chain(facts));
        for one in &lines.all {
            let noun = self.grammar.noun(&one.label);
            let alike = |other: &&Counts| self.grammar.noun(&other.label) == noun;
            let wholes = lines.all.iter().filter(alike);
            let wholes = wholes.flat_map(|line| [line.count, line.of]).flatten();
            known.shares(&[one.count, one.rest()], wholes);
        }
        known
    }
}

impl Known {
    /// Whether a word stands in a name or head.
    pub(super) fn names(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// Whether a figure is among all these; `several` if the sentence speaks of several rows together.
    pub(super) fn has(&self, figure: &Figure, several: bool) -> bool {
        let value = figure.value.abs();
        let slack = half_unit(value);
        let among = |of: &BTreeSet<Decimal>| {
            let mut near = of.range(value - slack..=value + slack);
            near.any(|known| agrees(value, *known))
        };
        match figure.unit {
            Unit::Points => among(&self.points),
            Unit::Percent => among(&self.rates),
            Unit::Things => among(&self.things) || several && among(&self.loose),
        }
    }

    /// Whether a number and another that is told are together what is known: “1.150 hồ sơ trước hạn, 48 hồ
    /// sơ đúng hạn”.
    pub(super) fn has_whole(&self, figure: &Figure, told: &[Decimal]) -> bool {
        let mut wholes = told.iter().map(|other| *other + figure.value);
        figure.unit == Unit::Things && wholes.any(|whole| self.things.contains(&whole))
    }

    /// Whether a rate is what part a number that is told is of what is known.
    pub(super) fn has_rate(&self, figure: &Figure, told: &[Decimal]) -> bool {
        let is = |rate| agrees(figure.value.abs(), rate);
        let mut parts = told.iter().filter(|part| part.scale() == 0);
        let of = |part: &Decimal| {
            let mut rates = self.things.iter().filter_map(|whole| share(*part, *whole));
            rates.any(is)
        };
        figure.unit == Unit::Percent && parts.any(of)
    }

    /// Whether a figure follows from some rows that are named, or says how far they lie from another or from
    /// where a band begins.
    pub(super) fn follows(&self, figure: &Figure, tables: &[Table], named: &[Subject]) -> bool {
        let value = figure.value.abs();
        let is = |known: Decimal| agrees(value, known.abs());
        let rate = figure.unit == Unit::Percent;
        self.columns.iter().any(|(number, column)| {
            let Some(table) = tables.get(*number) else {
                return false;
            };
            let rows: BTreeSet<usize> = named.iter().filter_map(|name| table.row(*name)).collect();
            let rows: Vec<usize> = rows.into_iter().collect();
            let lies = |own: Decimal| {
                let overall = self.overall.iter().filter(|_| rate);
                let others = self.cuts.iter().chain(overall).copied();
                known(column).chain(others).any(|other| is(own - other))
            };
            let rest = |known| rate && is(Decimal::ONE_HUNDRED - known);
            let follow = Cues::ALL.follows(table, column, &rows);
            of(column, &rows).into_iter().any(lies)
                || follow.into_iter().any(|known| is(known) || rest(known))
        })
    }

    fn shares(&mut self, parts: &[Option<Decimal>], wholes: impl Iterator<Item = Decimal>) {
        for whole in wholes {
            let shares = parts
                .iter()
                .flatten()
                .filter_map(|part| share(*part, whole));
            let shares = shares.filter(|rate| *rate < Decimal::ONE_HUNDRED);
            self.rates.extend(shares);
        }
    }

    fn scores(&mut self, scores: &Scores) {
        let (now, full) = (scores.printed_total(), scores.full());
        let own = [
            scores.previous_total(),
            scores.change(),
            scores.converted(),
            scores.year_before_total(),
            scores.change_in_year(),
        ];
        let own = own.into_iter().flatten().chain([now, full, full - now]);
        self.points.extend(own.map(|value| value.abs()));
        self.points
            .extend(self.cuts.iter().map(|cut| (*cut - now).abs()));
        self.rates.extend(share(now, full));
        for group in &scores.groups {
            self.group(group);
            group.indicators.iter().for_each(|one| self.indicator(one));
        }
    }

    fn group(&mut self, group: &GroupScore) {
        let (now, change) = (group.printed(), group.change());
        let then = now.zip(change).map(|(now, change)| now - change);
        let own = [now, change, then, group.change_in_year()];
        let own = own.into_iter().flatten().chain([group.applicable()]);
        self.points.extend(own.map(|value| value.abs()));
    }

    fn indicator(&mut self, one: &IndicatorScore) {
        let points = one.points();
        let lacks = points.map(|points| one.maximum - points);
        self.points
            .extend(points.into_iter().chain(lacks).chain([one.maximum]));
        self.rates
            .extend(points.and_then(|points| share(points, one.maximum)));
        self.rates
            .extend(one.ratio.as_ref().map(|ratio| ratio.value));
    }

    /// What lines count, and what of it they are.
    fn lines(&mut self, lines: &[Counts]) {
        for line in lines {
            let counts = [line.count, line.of, line.rest()];
            self.things.extend(counts.into_iter().flatten());
            let rate = line.count.zip(line.of);
            let rate = rate.and_then(|(part, whole)| share(part, whole));
            for rate in line.rate.into_iter().chain(rate) {
                self.rates.extend([rate, Decimal::ONE_HUNDRED - rate]);
            }
        }
        let rates = || lines.iter().filter_map(|line| line.rate);
        let apart = rates().flat_map(|one| rates().map(move |other| (one - other).abs()));
        self.rates.extend(apart);
    }

    /// How far lines have changed.
    fn since(&mut self, now: &[Counts], former: &[Counts]) {
        for line in now {
            let Some(then) = former.iter().find(|then| then.label == line.label) else {
                continue;
            };
            let counts = [
                line.count.zip(then.count),
                line.of.zip(then.of),
                line.rest().zip(then.rest()),
            ];
            for (now, then) in counts.into_iter().flatten() {
                let change = (now - then).abs();
                self.things.insert(change);
                self.rates.extend(share(change, then));
            }
            let rates = line.rate.zip(then.rate);
            self.rates
                .extend(rates.map(|(now, then)| (now - then).abs()));
        }
    }

    fn table(&mut self, number: usize, table: &Table) {
        let groups = groups(table);
        let graded = table.graded();
        let order = graded.map(|column| table.order(column, table.all_rows(), false));
        let ends = order.and_then(|order| Some((order.first()?.0, order.last()?.0)));
        for column in columns(table) {
            self.column(&column, &groups);
            // How far the first and the last of all lie apart in it.
            let apart = ends
                .and_then(|(first, last)| Some((column.value(first)? - column.value(last)?).abs()));
            self.points
                .extend(apart.filter(|_| column.measure == Measure::Points));
            self.columns.push((number, column));
        }
        self.parts_of_points(table);
        let all = Decimal::from(table.subjects.len());
        let some = (0..table.subjects.len()).map(Decimal::from);
        self.rates.extend(some.filter_map(|some| share(some, all)));
        for one in counts(table) {
            for other in counts(table) {
                let pairs = one.values.iter().zip(&other.values);
                let pairs = pairs.filter_map(|(one, other)| (*one).zip(*other));
                for (one, other) in pairs {
                    self.rates.extend(share(one, other));
                    self.loose.insert((one - other).abs());
                }
            }
        }
    }

    /// What of all points there is and lacks in each row, and in several groups together.
    fn parts_of_points(&mut self, table: &Table) {
        for column in &table.columns {
            for (value, possible) in column.with_possible() {
                self.points.extend([possible, possible - value]);
                self.rates.extend(share(value, possible));
            }
            if table.rows == Rows::Axes {
                let values: Vec<Decimal> = column.values.iter().flatten().copied().collect();
                self.points.extend(sums(&values, 1).map(|sum| sum.abs()));
            }
        }
    }

    /// The values of a column, and what follows from those of some rows together.
    fn column(&mut self, column: &Column, groups: &[Vec<usize>]) {
        let total: Decimal = known(column).sum();
        let of_groups: Vec<Vec<Decimal>> = groups.iter().map(|rows| of(column, rows)).collect();
        let sums = of_groups
            .iter()
            .map(|values| values.iter().sum::<Decimal>());
        match column.measure {
            Measure::Count => {
                let shares = known(column).chain(sums.clone());
                self.rates
                    .extend(shares.filter_map(|part| share(part, total)));
            }
            Measure::Rate => self
                .rates
                .extend(known(column).map(|rate| Decimal::ONE_HUNDRED - rate)),
            _ => {}
        }
        let into = match column.measure {
            Measure::Rate => &mut self.rates,
            Measure::Count => &mut self.things,
            _ => &mut self.points,
        };
        into.extend(known(column).map(|value| value.abs()));
        into.extend(sums);
        let into = match column.measure {
            Measure::Count => &mut self.loose,
            Measure::Rate => &mut self.rates,
            _ => &mut self.points,
        };
        let ends = of_groups.iter();
        into.extend(ends.filter_map(|values| Some(*values.iter().max()? - *values.iter().min()?)));
        let means: Vec<Decimal> = of_groups.iter().filter_map(|values| mean(values)).collect();
        into.extend(apart(&means));
        into.extend(means);
        // Of the first so many and of the last.
        let mut order: Vec<Decimal> = known(column).collect();
        order.sort();
        into.extend(order.iter().take(SHORT).scan(Decimal::ZERO, add));
        into.extend(order.iter().rev().take(SHORT).scan(Decimal::ZERO, add));
        // “đơn vị đứng đầu hơn đơn vị thứ ba 1,45 điểm”
        let ends = [
            order.get(..ENDS),
            order
                .len()
                .checked_sub(ENDS)
                .and_then(|from| order.get(from..)),
        ];
        match order.len() <= SHORT {
            true => into.extend(apart(&order)),
            false => into.extend(ends.into_iter().flatten().flat_map(apart)),
        }
    }
}

/// The values of a column that are known.
fn known(column: &Column) -> impl Iterator<Item = Decimal> + Clone {
    column.values.iter().flatten().copied()
}

/// Those of some rows.
fn of(column: &Column, rows: &[usize]) -> Vec<Decimal> {
    rows.iter().filter_map(|row| column.value(*row)).collect()
}

/// How far values lie apart.
fn apart(values: &[Decimal]) -> impl Iterator<Item = Decimal> + '_ {
    let pairs = values
        .iter()
        .flat_map(|one| values.iter().map(move |other| (*one, *other)));
    pairs.map(|(one, other)| (one - other).abs())
}

/// Adds a value to a sum.
fn add(sum: &mut Decimal, value: &Decimal) -> Option<Decimal> {
    *sum += *value;
    Some(*sum)
}
