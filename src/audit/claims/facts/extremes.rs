//! The highest and the lowest of rows, and those among the first.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::clause::{Clause, Figure, Noun, Of};
use super::tables::{Column, Measure, Rows, Table};
use super::{Hold, Verdict};
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::said::Bound;
use crate::audit::claims::said::Subject;
use crate::audit::claims::token::Kind;
use crate::audit::claims::vocabulary::{Hint, Role};
use crate::audit::claims::{agrees, share};
use crate::vn::number::{print, round};

impl Hold<'_, '_, '_> {
    /// “trong 28 đơn vị đạt trên 85 điểm” are others than all.
    fn among_some(clause: &Clause) -> bool {
        let mut nouns = clause.nouns.iter();
        let counted = nouns.any(|noun| noun.scope && noun.count.is_some());
        let mut figures = clause.figures.iter();
        counted && figures.any(|one| one.bound != Bound::Exact)
    }

    /// “cao nhất là A”, “ba đơn vị dẫn đầu là A, B, C”, “A nằm trong nhóm 03 đơn vị dẫn đầu”.
    pub(super) fn extreme(&self, clause: &Clause) -> Verdict {
        let own = match clause.extremes.as_slice() {
            [own] => Some(*own),
            [] if !clause.names.is_empty() => self.spoken.lead,
            _ => None,
        };
        let Some((at, lowest)) = own else {
            return Verdict::Unread;
        };
        let Some((rows, names)) = self
            .superlative(clause)
            .filter(|_| !self.is_relative(clause))
        else {
            return Verdict::Unread;
        };
        // “trong năm xã A, cao nhất là B” is of those.
        if Self::among_some(clause) || self.spoken.within_some && self.spoken.bands.is_empty() {
            return Verdict::Unread;
        }
        let count = self.first_so_many(clause, at, rows, &names);
        let place = (at, lowest);
        if let Some(read) = self.on_board(clause, place, count.unwrap_or(1).max(1), &names) {
            return read;
        }
        let left = lowest && self.is_among_rest(clause);
        // “giảm ít nhất” is the least of those that fell.
        let way = self.with_measure(clause).way.map(|(_, way)| way);
        let falling = way == Some(Ordering::Less);
        let few = lowest && self.has_in(at, Hint::Much);
        let lowest = if falling { !few } else { lowest };
        let way = way.filter(|_| few);
        // “A cao nhất với 93,2 điểm, B …”: only the first of a list that goes on.
        let named = if count.is_some() { names.len() } else { 1 };
        let names = names.get(..named).unwrap_or(&names);
        let first = count.unwrap_or(1).max(1);
        let mut wrong = None;
        if let Some(read) = self.leads_each(clause, names, (lowest, first)) {
            return read;
        }
        let columns = self.led_columns(clause, rows, names);
        let columns = self.rated_next(clause, columns, names);
        for (table, column) in columns {
            for mut scope in self.scopes(table, clause) {
                scope.retain(|row| Self::is_meant(column, *row, way, left));
                match Self::lead(table, column, &scope, (lowest, first), names) {
                    Some((true, _)) => return Verdict::Right,
                    Some((false, best)) => wrong = Some(best),
                    None => {}
                }
            }
        }
        let span = Self::span(clause);
        let word = self.read.words(at);
        let quoted = || self.quoted(span);
        match wrong {
            Some(best) => Verdict::of(false, span, || {
                format!("bài ghi “{}”, theo số liệu {word} là {best}", quoted())
            }),
            None => Verdict::Unread,
        }
    }

    /// “số hóa hồ sơ và dịch vụ công trực tuyến đều thấp nhất”, “đứng cuối cả về A lẫn B”: rows lead in each of
    /// several columns.
    fn leads_each(
        &self,
        clause: &Clause,
        names: &[Subject],
        place: (bool, usize),
    ) -> Option<Verdict> {
        let rows = names.first().map(|name| self.rows_of(*name))?;
        let topic = |before: &&Clause| before.names.is_empty() && before.figures.is_empty();
        let topic = self.spoken.before.as_ref().filter(topic);
        let mut parts = std::iter::once(clause).chain(topic);
        let parts = parts.find_map(|clause| self.parts_of(clause, rows))?;
        let mut labels: Vec<&str> = Vec::new();
        for (_, column) in parts.iter().filter_map(|columns| columns.first()) {
            labels.push(&column.label);
        }
        labels.sort_unstable();
        labels.dedup();
        let plain = clause.way.is_none() && clause.figures.is_empty() && rows != Rows::Axes;
        if !plain || labels.len() < parts.len() {
            return None;
        }
        let read = parts.iter().map(|columns| {
            let read = columns.iter().flat_map(|(table, column)| {
                let scopes = self.scopes(table, clause).into_iter();
                scopes.filter_map(|scope| Self::lead(table, column, &scope, place, names))
            });
            let read: Vec<(bool, String)> = read.collect();
            let right = read.iter().any(|(right, _)| *right);
            let best = read.into_iter().next().map(|(_, best)| best);
            Some((right, best?, columns.first()?.1.label.clone()))
        });
        let read: Vec<(bool, String, String)> = read.collect::<Option<_>>()?;
        let wrong = read.into_iter().find(|(right, ..)| !right);
        let span = Self::span(clause);
        Some(match wrong {
            None => Verdict::Right,
            Some((_, best, label)) => Verdict::of(false, span, || {
                let quoted = self.quoted(span);
                format!("bài ghi “{quoted}”, theo số liệu về “{label}” thì là {best}")
            }),
        })
    }

    /// The columns of each of several things of which a clause speaks.
    fn parts_of(&self, clause: &Clause, rows: Rows) -> Option<Vec<Vec<(&Table, &Column)>>> {
        let joins = |at: usize| {
            let comma = self.read.kind(at) == Some(Kind::Mark(','));
            comma || self.read.is_hint(at, Hint::Lists)
        };
        let graded = || {
            let tables = self.tables.iter().filter(|table| table.rows == rows);
            let graded = tables.filter_map(|table| Some((table, table.graded()?)));
            graded.collect()
        };
        let parts = clause.at.split(|at| joins(*at));
        let parts = parts.map(|part| {
            let words = self.words(&self.read.clause(part.to_vec()));
            let measures = [Measure::Points, Measure::Rate, Measure::Count];
            let about = measures.map(|measure| self.about(&words, rows, measure));
            let about = about.into_iter().find(|columns| !columns.is_empty());
            let total = part.iter().any(|at| self.read.is(*at, Role::Total));
            about.or_else(|| total.then(graded))
        });
        let parts: Vec<_> = parts.collect::<Option<_>>()?;
        (parts.len() > 1).then_some(parts)
    }

    /// The columns of which a superlative may be: of several measures if its clause says none, as “ít
    /// hồ sơ nhất, nhưng nằm trong ba đơn vị dẫn đầu”.
    pub(super) fn led_columns(
        &self,
        clause: &Clause,
        rows: Rows,
        names: &[Subject],
    ) -> Vec<(&Table, &Column)> {
        if let Some(told) = self.told_before(clause, names, rows) {
            return told;
        }
        let mut columns = self.with_figure(clause, names, self.measured(clause, rows));
        let roles = [Role::Points, Role::Total, Role::Rate, Role::Counted];
        let said = roles.iter().any(|role| self.plays(clause, *role).is_some());
        // “thấp nhất về thanh toán trực tuyến” is of that column.
        let part = !self
            .about(&self.words(clause), rows, Measure::Points)
            .is_empty();
        let plain = clause.figures.is_empty() && !columns.is_empty() && !said && !part;
        if rows != Rows::Axes && plain {
            let tables = self.tables.iter().filter(|table| table.rows == rows);
            let graded =
                tables.filter_map(|table| Some((table, table.columns.get(table.graded?)?)));
            columns.extend(graded);
            columns.extend(self.about(&self.words(clause), rows, Measure::Rate));
        }
        columns
    }

    /// How many are said to be the first: as a number tells, or as many as are named together.
    fn first_so_many(
        &self,
        clause: &Clause,
        at: usize,
        rows: Rows,
        names: &[Subject],
    ) -> Option<usize> {
        let mut nouns = clause.nouns.iter();
        let leads = |noun: &Noun| noun.word + 1 == at;
        let counted = nouns.find(|noun| (!noun.scope || leads(noun)) && noun.rows == rows);
        let count = counted.and_then(|noun| usize::try_from(noun.count?).ok());
        // “A và B cao nhất” are the first two, in any order.
        let named_first = match (clause.names.first(), clause.names.last()) {
            (Some((first, _)), Some((last, _))) => {
                *last < at || self.stand_together(clause, (*first, *last))
            }
            _ => true,
        };
        count.or((named_first && names.len() > 1).then_some(names.len()))
    }

    /// Whether nothing but names stands from one to another, the last behind an “and”: “cao nhất là A và B”.
    fn stand_together(&self, clause: &Clause, (first, last): (usize, usize)) -> bool {
        let names = [Role::And, Role::AxisNoun, Role::UnitNoun, Role::Own];
        let plain = |at: usize| {
            let comma = self.read.kind(at) == Some(Kind::Mark(','));
            let aside = clause.aside.contains(&at);
            let bracket = matches!(self.read.kind(at), Some(Kind::Mark('(' | ')')));
            let aside = aside || bracket && !clause.aside.is_empty();
            let joins = comma || self.read.is_hint(at, Hint::Lists);
            aside || joins || self.read.name(at).is_some() || self.read.any(at, &names)
        };
        (first..last).all(plain) && (first..last).any(|at| self.read.is_hint(at, Hint::Lists))
    }

    /// The columns that have what the clause before told of the row: “A có tỷ lệ 97,62%, cao nhất trong 12
    /// đơn vị”, “tăng 0,96 điểm, cao nhất trong sáu nhóm”.
    fn told_before<'t>(
        &'t self,
        clause: &Clause,
        names: &[Subject],
        rows: Rows,
    ) -> Option<Vec<(&'t Table, &'t Column)>> {
        let before = self.spoken.before.as_ref()?;
        let opens = clause.at.iter().find(|at| !self.quiet_before(**at))?;
        // “tăng 0,18 điểm nhưng vẫn xếp cuối” is of all points, and so is “… nhưng vẫn thấp nhất”.
        let most = |at: usize| self.read.ends_in(at, Hint::Most) && !self.has(clause, Hint::Still);
        let opens = clause
            .extremes
            .iter()
            .any(|(at, _)| at == opens && most(*at));
        let ([figure], [name]) = (before.figures.as_slice(), names) else {
            return None;
        };
        let exact = figure.bound == Bound::Exact && figure.value.scale() > 0;
        let measures: &[Measure] = match figure.of {
            Of::Percent => &[Measure::Rate],
            Of::Points => &[Measure::Change, Measure::Points],
            _ => return None,
        };
        let alone = opens && exact && clause.figures.is_empty() && clause.names.is_empty();
        let turned = |column: &Column| column.measure == Measure::Change;
        let columns = measures.iter().flat_map(|measure| self.of(rows, *measure));
        let columns = columns.filter(|(table, column)| {
            let value = table.row(*name).and_then(|row| column.value(row));
            let same = value.is_some_and(|value| agrees(figure.value, value.abs()));
            same && turned(column) == before.way.is_some()
        });
        let columns: Vec<_> = columns.collect();
        (alone && !columns.is_empty()).then_some(columns)
    }

    /// Of some columns those that have the figure that stands beside the name, if any have it.
    fn with_figure<'t>(
        &'t self,
        clause: &Clause,
        names: &[Subject],
        columns: Vec<(&'t Table, &'t Column)>,
    ) -> Vec<(&'t Table, &'t Column)> {
        let exact = |figure: &&Figure| match figure.of {
            Of::Things(_) => true,
            Of::Points => figure.bound == Bound::Exact && figure.value.scale() > 0,
            _ => false,
        };
        let mut figures = clause.figures.iter().filter(exact);
        let (Some(figure), [name]) = (figures.next(), names) else {
            return columns;
        };
        // “cao nhất là xã A với 96/98 hồ sơ (97,96%)” is of the rate.
        if let Some(rate) = figure.whole.and_then(|whole| share(figure.value, whole)) {
            let rates = self.of(self.rows_of(*name), Measure::Rate);
            let has = |(table, column): &(&Table, &Column)| {
                let value = table.row(*name).and_then(|row| column.value(row));
                value.is_some_and(|value| round(value, 2) == round(rate, 2))
            };
            let own: Vec<_> = rates.filter(has).collect();
            return if own.is_empty() { columns } else { own };
        }
        let has = |(table, column): &&(&Table, &Column)| {
            let value = table.row(*name).and_then(|row| column.value(row));
            value == Some(figure.value)
        };
        let with: Vec<_> = columns.iter().filter(has).copied().collect();
        // “không xã nào đạt tối đa về tiến độ; cao nhất là A với 19,79 điểm”
        let points = columns
            .iter()
            .all(|(_, column)| column.measure == Measure::Points);
        let others = self.of(self.rows_of(*name), Measure::Points);
        let others: Vec<_> = others.filter(|one| points && has(&one)).collect();
        match (with.is_empty(), others.is_empty()) {
            (false, _) => with,
            (true, false) => others,
            (true, true) => columns,
        }
    }

    /// “điểm trực tuyến cao nhất là 18,7 điểm, thấp nhất là 3,3 điểm”: the value without a name.
    pub(super) fn extreme_value(&self, clause: &Clause) -> Verdict {
        let ([(at, lowest)], [figure]) = (clause.extremes.as_slice(), clause.figures.as_slice())
        else {
            return Verdict::Unread;
        };
        let points = figure.of == Of::Points && figure.value.scale() > 0 && figure.whole.is_none();
        let told = (*at + 1..figure.at)
            .all(|at| self.read.is(at, Role::Is) || self.read.is(at, Role::Filler));
        let plain = clause.names.is_empty() && self.spoken.subjects.is_empty() && !clause.inside;
        let alone = clause.way.is_none() && clause.bands.is_empty() && self.spoken.bands.is_empty();
        let exact = figure.bound == Bound::Exact;
        let named = (*at + 1..figure.at).any(|at| self.read.is(at, Role::Is));
        let other = self.spoken.elsewhere || self.is_apart(clause) || !clause.aside.is_empty();
        let plain = plain && named && !other;
        if !(points && told && plain && alone && exact) || *at > figure.at {
            return Verdict::Unread;
        }
        let rows = if self.read.axes {
            Rows::Axes
        } else {
            Rows::Units
        };
        let before = self.spoken.before.as_ref().map(|before| self.words(before));
        let words = format!("{} {}", before.unwrap_or_default(), self.words(clause));
        let about = self.about(&words, rows, Measure::Points);
        let columns = match about.is_empty() {
            true => self.columns(clause, rows, Measure::Points),
            false => about,
        };
        let ends = columns.into_iter().flat_map(|(table, column)| {
            let scopes = self.scopes(table, clause).into_iter();
            scopes.filter_map(|rows| {
                let values = rows.iter().filter_map(|row| column.value(*row));
                if *lowest { values.min() } else { values.max() }
            })
        });
        let ends: Vec<Decimal> = ends.collect();
        let word = self.read.words(*at);
        self.one_of(*figure, &ends, &format!("số {word}"))
    }

    /// Whether a word says from which end is counted: “cao thứ hai”, “thấp thứ hai”.
    pub(super) fn orders(&self, at: usize) -> Option<bool> {
        let of = |hint| self.read.is_hint(at, hint);
        match (of(Hint::Many), of(Hint::Few)) {
            (true, false) => Some(false),
            (false, true) => Some(true),
            _ => None,
        }
    }

    /// “là trục cao thứ hai”, “xã A thấp thứ ba”.
    pub(super) fn ordinal(&self, clause: &Clause) -> Verdict {
        let found = clause.at.iter().find_map(|at| {
            let lowest = self
                .orders(*at)
                .filter(|_| self.read.is(at + 1, Role::Rank))?;
            let place = usize::try_from(self.read.counted(at + 2)?).ok()?;
            Some((lowest, place))
        });
        let (Some((lowest, place)), Some((rows, names))) = (found, self.superlative(clause)) else {
            return Verdict::Unread;
        };
        let [name] = names.as_slice() else {
            return Verdict::Unread;
        };
        // “còn 128 hồ sơ nộp trực tiếp, nhiều thứ hai” is of what no column has.
        if self.is_derived(*name) {
            return Verdict::Unread;
        }
        let mut wrong = None;
        for (table, column) in self.measured(clause, rows) {
            for scope in self.scopes(table, clause) {
                let values = table.order(column, scope.iter().copied(), lowest);
                if values.len() < scope.len() || place > values.len() {
                    continue;
                }
                let own = table.row(*name).and_then(|row| column.value(row));
                let Some((row, at)) = place.checked_sub(1).and_then(|at| values.get(at)) else {
                    continue;
                };
                if own == Some(*at) {
                    return Verdict::Right;
                }
                wrong = table.names.get(*row).cloned().or(wrong);
            }
        }
        let span = Self::span(clause);
        match wrong {
            Some(other) => Verdict::of(false, span, || {
                format!(
                    "bài ghi “{}”, theo số liệu đó là {other}",
                    self.quoted(span)
                )
            }),
            None => Verdict::Unread,
        }
    }

    /// Whether a number of things that the clause before told of a row stands in none of its columns.
    fn is_derived(&self, name: Subject) -> bool {
        let before = self.spoken.before.iter().flat_map(|before| &before.figures);
        let mut things = before.filter(|figure| matches!(figure.of, Of::Things(_)));
        let counts = self.of(self.rows_of(name), Measure::Count);
        let own = counts.filter_map(|(table, column)| column.value(table.row(name)?));
        let own: Vec<Decimal> = own.collect();
        things.any(|figure| !own.contains(&figure.value))
    }

    /// Whether a row is one of those of which a superlative is: that changed so, or that have any.
    fn is_meant(column: &Column, row: usize, way: Option<Ordering>, left: bool) -> bool {
        let Some(value) = column.value(row) else {
            // In the first period nothing changed that is known.
            let first = column.measure == Measure::Change && row == 0;
            return way.is_none() && !first;
        };
        let none = left && column.measure == Measure::Count && value.is_zero();
        !none && way.is_none_or(|way| value.cmp(&Decimal::ZERO) == way)
    }

    /// Whether a superlative is only what something else is compared with, denied or of a time.
    fn is_relative(&self, clause: &Clause) -> bool {
        // “số điểm bị mất ít nhất là …” is of what lacks.
        let of_lacks = |(at, _): &(usize, bool)| {
            let before = at.checked_sub(1);
            self.read.is(*at, Role::Lacks) || before.is_some_and(|at| self.read.is(at, Role::Lacks))
        };
        let lacks = (!clause.extremes.iter().any(of_lacks)).then_some(Role::Lacks);
        // “có điểm tối đa cao nhất (22 điểm)” is of what can be had.
        let possible = |(at, _): &(usize, bool)| {
            let before = at.checked_sub(1);
            before.is_some_and(|at| self.read.is(at, Role::Maximum))
        };
        let possible = clause.extremes.iter().any(possible);
        let roles = [Role::Apart, Role::Versus, Role::Not]
            .into_iter()
            .chain(lacks);
        let placed = |figure: &Figure| matches!(figure.of, Of::Places | Of::Rank);
        let time = |at: &usize| matches!(self.read.kind(*at), Some(Kind::When(_)));
        let dated = clause.at.iter().any(time) && self.plays(clause, Role::From).is_some();
        let plays = |role: &Role| self.plays(clause, *role).is_some();
        dated
            || possible
            || roles.into_iter().any(|role| plays(&role))
            || clause.figures.iter().any(placed)
    }

    /// Of whom a superlative is said.
    fn superlative(&self, clause: &Clause) -> Option<(Rows, Vec<Subject>)> {
        let names: Vec<Subject> = match clause.names.as_slice() {
            [] if clause.inside => return None,
            // “đây là mức cao nhất trong bảy tháng qua”
            [] if self.has(clause, Hint::This) && !self.read.periods.is_empty() => {
                vec![Subject::Total]
            }
            [] => self.spoken.subjects.clone(),
            names => names.iter().map(|(_, name)| *name).collect(),
        };
        Some((self.rows_of(*names.first()?), names))
    }

    /// Whether all of some rows are among the first of a column, and which row is the very first.
    pub(super) fn lead(
        table: &Table,
        column: &Column,
        scope: &[usize],
        (lowest, first): (bool, usize),
        names: &[Subject],
    ) -> Option<(bool, String)> {
        let values = table.order(column, scope.iter().copied(), lowest);
        if values.len() < scope.len() {
            return None;
        }
        // “dẫn đầu sáu trục” of six is the first of all.
        let first = if first < values.len() { first } else { 1 };
        let ((best, most), (_, last)) = (values.first()?, values.get(first - 1)?);
        let within = |name: &Subject| {
            let value = column.value(table.row(*name)?)?;
            Some(if lowest {
                value <= *last
            } else {
                value >= *last
            })
        };
        let all: Vec<bool> = names.iter().map(within).collect::<Option<_>>()?;
        let best = table.names.get(*best)?;
        let best = format!("{best} ({})", print(round(*most, 2)));
        Some((all.iter().all(|within| *within), best))
    }
}
