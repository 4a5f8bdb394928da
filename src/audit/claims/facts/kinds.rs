//! What rows have in common: their points, rates and counts within bounds, all that can be had, a
//! band, a change one way, nothing of a kind.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::clause::{Clause, Figure, Of};
use super::tables::{Column, Measure, Rows, Table};
use super::{Hold, Verdict, fits};
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::said::Bound;
use crate::audit::claims::share;
use crate::audit::claims::token::Kind;
use crate::audit::claims::vocabulary::{Hint, Role};

/// What is said of each row of a table.
pub enum Common {
    /// A value within bounds.
    Bounded(Vec<(Bound, Decimal)>),
    /// A part of what can be had, in percent.
    Share(Bound, Decimal),
    /// All that can be had.
    Full,
    /// One of these bands.
    Bands(Vec<usize>),
    /// A change this way, and by how much.
    Turned(Ordering, Option<(Bound, Decimal)>),
    /// Nothing, or something.
    Some(bool),
    /// Not so.
    Not(Box<Common>),
}

/// A column with what is said of it.
pub struct Test<'t> {
    pub table: &'t Table,
    column: &'t Column,
}

impl Test<'_> {
    /// Whether a row is so.
    pub fn holds(&self, common: &Common, row: usize) -> Option<bool> {
        if let Common::Not(common) = common {
            return Some(!self.holds(common, row)?);
        }
        let value = self.column.value(row)?;
        let full = || {
            // The most that a total has is not all that can be had.
            let most = self.column.values.iter().flatten().max().copied();
            let most = most.filter(|_| !self.table.is_graded(self.column));
            self.column.possible.get(row).copied().flatten().or(most)
        };
        Some(match common {
            Common::Bounded(bounds) => {
                let mut bounds = bounds.iter();
                bounds.all(|(bound, stated)| fits(*bound, *stated, value))
            }
            Common::Share(bound, stated) => {
                let possible = self.column.possible.get(row).copied().flatten()?;
                let share = share(value, possible)?;
                fits(*bound, *stated, share)
            }
            Common::Full => value >= full()?,
            Common::Bands(bands) => bands.iter().any(|band| Decimal::from(*band) == value),
            Common::Turned(way, by) => {
                let by = by.is_none_or(|(bound, by)| fits(bound, by, value.abs()));
                value.cmp(&Decimal::ZERO) == *way && by
            }
            Common::Some(some) => value.is_zero() != *some,
            Common::Not(_) => return None,
        })
    }
}

impl Hold<'_, '_, '_> {
    /// What a clause says of each of its rows, and the columns of which it may say it.
    pub(super) fn common(&self, clause: &Clause, rows: Rows) -> Option<(Common, Vec<Test<'_>>)> {
        let (common, measure) = self.property(clause, rows)?;
        Some((common, self.tests(clause, rows, measure)))
    }

    fn property(&self, clause: &Clause, rows: Rows) -> Option<(Common, Measure)> {
        if !clause.bands.is_empty() {
            return Some((self.of_bands(clause), Measure::Band));
        }
        if let Some((at, way)) = self.regraded(clause) {
            let turned = Common::Turned(way, None);
            return Some((self.perhaps(clause, turned, Some(at)), Measure::Regraded));
        }
        // “có 05 xã cao hơn mức này”
        if let Some(bound) = self.than_this(clause) {
            let level = self.spoken.level?;
            return Some((Common::Bounded(vec![(bound, level)]), Measure::Points));
        }
        let told = self.than_level(clause, rows);
        if let Some((bound, level, measure)) = told.or_else(|| self.than_before(clause, rows)) {
            return Some((Common::Bounded(vec![(bound, level)]), measure));
        }
        if clause.way.is_some() {
            return Some((self.turned(clause)?, Measure::Change));
        }
        let mut bounded = clause
            .figures
            .iter()
            .filter(|figure| self.bounds(figure))
            .peekable();
        let full = self.plays(clause, Role::Maximum);
        if let Some(figure) = bounded.peek() {
            let of = match figure.of {
                Of::Percent => Measure::Rate,
                Of::Things(_) => Measure::Count,
                _ if self.of_things(clause) => Measure::Count,
                _ => Measure::Points,
            };
            if figure.of == Of::Percent && full.is_some() && rows != Rows::Axes {
                return Some((Common::Share(figure.bound, figure.value), Measure::Points));
            }
            let bounds = bounded.map(|figure| (figure.bound, figure.value));
            return Some((Common::Bounded(bounds.collect()), of));
        }
        let mut percents = clause
            .figures
            .iter()
            .filter(|figure| figure.of == Of::Percent);
        if let Some(percent) = percents.next() {
            let all = percent.value == Decimal::ONE_HUNDRED && percent.whole.is_none();
            let bound = Common::Bounded(vec![(Bound::Exact, percent.value)]);
            return all.then_some((bound, Measure::Rate));
        }
        // “12 đơn vị đều đạt 5 điểm công khai, minh bạch”
        if let Some(points) = self.exact_of_part(clause, rows) {
            let bound = Common::Bounded(vec![(Bound::AtLeast, points), (Bound::AtMost, points)]);
            return Some((bound, Measure::Points));
        }
        match full {
            Some(at) => Some((self.full(clause, at)?, Measure::Points)),
            None => Some((self.some(clause)?, Measure::Count)),
        }
    }

    /// “xếp loại Tốt”, “chưa đạt loại Tốt”; “tụt khỏi loại Tốt”, “vẫn chưa thoát loại Khá”.
    fn of_bands(&self, clause: &Clause) -> Common {
        let band = |at: &usize| matches!(self.read.kind(*at), Some(Kind::Band(_)));
        let at = clause.at.iter().copied().find(band);
        let noun = |at: &usize| !self.read.any(*at, &[Role::BandNoun, Role::Filler]);
        let led = at.and_then(|at| (0..at).rev().find(noun));
        let left = led.filter(|at| self.read.ends_in(*at, Hint::Leaves));
        let bands = Common::Bands(clause.bands.clone());
        match (left, self.perhaps(clause, bands, left.or(at))) {
            (None, read) => read,
            (Some(_), Common::Not(bands)) => *bands,
            (Some(_), bands) => Common::Not(Box::new(bands)),
        }
    }

    /// “tụt loại”, “lên loại”, “giữ nguyên xếp loại”: which way bands changed.
    pub(super) fn regraded(&self, clause: &Clause) -> Option<(usize, Ordering)> {
        clause.at.iter().find_map(|at| {
            let way = match self.read.kind(*at)? {
                Kind::Role(Role::Rises | Role::Up) => Ordering::Greater,
                Kind::Role(Role::Falls | Role::Down) => Ordering::Less,
                Kind::Role(Role::Stays) => Ordering::Equal,
                _ => return None,
            };
            let noun = self.read.is(self.read.skip(at + 1, &[]), Role::BandNoun);
            noun.then_some((*at, way))
        })
    }

    /// The points that so many rows have each of a part of theirs, whose name is told beside them.
    fn exact_of_part(&self, clause: &Clause, rows: Rows) -> Option<Decimal> {
        let ([figure], Some(noun)) = (clause.figures.as_slice(), clause.noun()) else {
            return None;
        };
        let exact = figure.of == Of::Points && figure.bound == Bound::Exact;
        let counted = noun.count.is_some() && noun.word < figure.at && clause.names.is_empty();
        // “đạt trọn 15 điểm”
        let achieves = (0..figure.at)
            .rev()
            .find(|at| !self.read.is(*at, Role::Filler));
        let achieves = achieves.is_some_and(|at| self.read.is(at, Role::Achieves));
        let part = self.about(&self.words(clause), rows, Measure::Points).len() == 1;
        let units = rows == Rows::Units && !clause.inside;
        let plain = exact && counted && achieves && part && units && figure.whole.is_none();
        plain.then_some(figure.value)
    }

    /// More or less than the level that was told before.
    fn than_this(&self, clause: &Clause) -> Option<Bound> {
        let this = |at: &usize| {
            let noun = || self.read.ends_in(*at, Hint::LevelNoun);
            self.read.is_hint(*at, Hint::Level) || noun() && self.read.is_hint(at + 1, Hint::Just)
        };
        let at = *clause.at.iter().find(|at| this(at))?;
        let before = |role: Role| {
            clause
                .at
                .iter()
                .any(|own| *own <= at && self.read.is(*own, role))
        };
        match () {
            () if self.has(clause, Hint::More) || before(Role::Above) => Some(Bound::Above),
            () if self.has(clause, Hint::Less) || before(Role::Below) => Some(Bound::Below),
            () => None,
        }
    }

    /// What is said, or that it is not so if the word before denies it.
    fn perhaps(&self, clause: &Clause, common: Common, at: Option<usize>) -> Common {
        match at.is_some_and(|at| self.denied(clause, at)) {
            true => Common::Not(Box::new(common)),
            false => common,
        }
    }

    fn turned(&self, clause: &Clause) -> Option<Common> {
        let (at, way) = clause.way?;
        // “mức giảm của A lớn hơn mức tăng của B”
        let compares = self.has(clause, Hint::More) || self.has(clause, Hint::Less);
        let than = self.read.ends_in(at, Hint::Than);
        // “sáu đơn vị cao hơn và bốn đơn vị thấp hơn mức này” are held against no time.
        let level = |at: usize| {
            let noun = self.read.ends_in(at, Hint::LevelNoun);
            self.read.is_hint(at, Hint::Level) || noun && self.read.is_hint(at + 1, Hint::Just)
        };
        let level = than && (at..self.read.tokens.len()).any(level);
        // “không còn giữ được điểm tuyệt đối như tháng trước”
        let kept = self.read.kind_before(at) == Some(Kind::Role(Role::Maximum));
        if compares && !than || level || kept && way == Ordering::Equal {
            return None;
        }
        let mut bounded = clause.figures.iter().filter(|figure| self.bounds(figure));
        let by = bounded.next().map(|figure| (figure.bound, figure.value));
        let exact = clause
            .figures
            .iter()
            .any(|figure| figure.bound == Bound::Exact && figure.of != Of::Rows);
        let things = self.plays(clause, Role::Counted).is_some();
        let level = way == Ordering::Equal && !clause.figures.is_empty();
        let turned = self.perhaps(clause, Common::Turned(way, by), Some(at));
        (!exact && !things && !level).then_some(turned)
    }

    /// “đạt điểm tối đa”, not “điểm tối đa là 22” or “cách mức tối đa”.
    fn full(&self, clause: &Clause, at: usize) -> Option<Common> {
        // “đạt tối đa 20 điểm”
        let beside = |figure: &Figure| figure.at == at + 1 || figure.end == at;
        let exact =
            |figure: &Figure| figure.of == Of::Points && figure.whole.is_none() && !beside(figure);
        let apart = [Role::Lacks, Role::Versus, Role::Apart, Role::Is];
        let before = |role: &Role| self.plays(clause, *role).is_some_and(|word| word < at);
        let achieves = self.plays(clause, Role::Achieves).is_some() || self.denied(clause, at);
        let other = apart.iter().any(before) || clause.figures.iter().any(exact);
        (!other && achieves).then(|| self.perhaps(clause, Common::Full, Some(at)))
    }

    /// “không có hồ sơ quá hạn”, “còn hồ sơ quá hạn”.
    fn some(&self, clause: &Clause) -> Option<Common> {
        let things = self.plays(clause, Role::Counted)?;
        let numbered = |figure: &Figure| matches!(figure.of, Of::Things(_));
        let mut before = clause.at.iter().rev().filter(|at| **at < things);
        let said = *before.find(|at| !self.read.is(**at, Role::Filler))?;
        let (not, exists) = (
            self.read.is(said, Role::Not),
            self.read.is(said, Role::Exists),
        );
        let numbered = clause.figures.iter().any(numbered);
        (!numbered && (not || exists)).then_some(Common::Some(exists))
    }

    /// Whether a figure bounds what it is said of: “dưới 80 điểm”, “từ 90 điểm trở lên”.
    pub(super) fn bounds(&self, figure: &Figure) -> bool {
        let loose = [Bound::Exact, Bound::Near, Bound::About];
        figure.whole.is_none()
            && !loose.contains(&figure.bound)
            && !matches!(figure.of, Of::Places | Of::Rank | Of::Rows)
    }

    /// Whether a clause speaks of things: “có số hồ sơ quá hạn trên 20”.
    fn of_things(&self, clause: &Clause) -> bool {
        let points = self.plays(clause, Role::Points).is_some();
        !points && self.plays(clause, Role::Counted).is_some()
    }

    fn tests(&self, clause: &Clause, rows: Rows, measure: Measure) -> Vec<Test<'_>> {
        let columns = self.columns(clause, rows, measure).into_iter();
        columns
            .map(|(table, column)| Test { table, column })
            .collect()
    }

    /// Wrong if it is so under no column and no scope.
    pub(super) fn under_any(
        &self,
        clause: &Clause,
        common: &Common,
        tests: &[Test],
        span: (usize, usize),
        right: impl Fn(&Table, &[usize], &[usize]) -> Option<bool>,
    ) -> Verdict {
        let mut wrong: Option<String> = None;
        for test in tests {
            for rows in self.scopes(test.table, clause) {
                // In the first period nothing changed that is known.
                let first = |row: &&usize| test.table.rows == Rows::Periods && **row == 0;
                let known = rows.iter().map(|row| match test.holds(common, *row) {
                    None if first(&row) => Some((*row, false)),
                    holds => Some((*row, holds?)),
                });
                let Some(known) = known.collect::<Option<Vec<_>>>() else {
                    continue;
                };
                let of = known
                    .iter()
                    .filter(|(_, holds)| *holds)
                    .map(|(row, _)| *row);
                let of: Vec<usize> = of.collect();
                match right(test.table, &rows, &of) {
                    Some(true) => return Verdict::Right,
                    Some(false) => {
                        let names = of.iter().filter_map(|row| test.table.names.get(*row));
                        let names: Vec<&str> = names.map(String::as_str).collect();
                        let listed = match names.len() {
                            1..=9 => format!(": {}", crate::vn::text::join(&names, ", ", " và ")),
                            _ => String::new(),
                        };
                        wrong = Some(format!("theo số liệu có {}{listed}", names.len()));
                    }
                    None => {}
                }
            }
        }
        match wrong {
            Some(known) => Verdict::Wrong(
                span.0,
                span.1,
                format!("bài ghi “{}”, {known}", self.quoted(span)),
            ),
            None => Verdict::Unread,
        }
    }
}
