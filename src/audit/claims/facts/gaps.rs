//! How rows lie to each other: before and behind, and how far apart.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::clause::{Clause, Figure, Of};
use super::tables::{Column, Measure, Rows, Table};
use super::{Hold, Verdict, fits};
use crate::audit::claims::agrees;
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::said::{Bound, Subject};
use crate::audit::claims::vocabulary::{Hint, Role};
use crate::vn::number::{print, round};

/// With whom a row is compared.
#[derive(Debug, Clone, Copy)]
pub(super) enum Other {
    /// A row that is named.
    Named(Subject),
    /// The row at a place of a column, from the highest on or from the lowest.
    Placed(usize, bool),
}

impl Other {
    /// The row of a table that it is; not the row that is compared with it.
    fn row(self, table: &Table, column: &Column, own: usize) -> Option<usize> {
        let (place, lowest) = match self {
            Self::Named(other) => return table.row(other).filter(|row| *row != own),
            Self::Placed(place, lowest) => (place, lowest),
        };
        let order = table.order(column, table.all_rows(), lowest);
        let (_, value) = order.get(place)?;
        let mut same = order.iter().filter(|(_, other)| other == value);
        same.find(|(row, _)| *row != own).map(|(row, _)| *row)
    }
}

impl Hold<'_, '_, '_> {
    fn row_kind(subject: Subject) -> Option<Rows> {
        match subject {
            Subject::Axis(_) => Some(Rows::Axes),
            Subject::Unit(_) => Some(Rows::Units),
            _ => None,
        }
    }

    /// The rows that a subject may be of: units, or lines of a table.
    pub(super) fn rows_of(&self, subject: Subject) -> Rows {
        let mut tables = self
            .tables
            .iter()
            .filter(|table| table.row(subject).is_some());
        match Self::row_kind(subject) {
            _ if subject == Subject::Total => Rows::Periods,
            Some(Rows::Units) => tables.next().map_or(Rows::Units, |table| table.rows),
            _ => Rows::Axes,
        }
    }

    /// The points or the rate that a clause states as a distance.
    pub(super) fn distance(&self, clause: &Clause) -> Option<Figure> {
        let mut figures = clause.figures.iter().filter(|figure| {
            let fits = figure.of == Of::Points || figure.of == Of::Bare && figure.value.scale() > 0;
            fits && figure.whole.is_none() && figure.bound != Bound::AtLeast
        });
        figures.next_back().copied()
    }

    /// Whether a clause says how far two lie apart.
    pub(super) fn is_apart(&self, clause: &Clause) -> bool {
        self.has(clause, Hint::More)
            || self.has(clause, Hint::Less)
            || self.plays(clause, Role::Apart).is_some()
            || self.has(clause, Hint::Distance)
    }

    /// “A hơn B 1,2 điểm”, “chênh lệch giữa đơn vị cao nhất và thấp nhất là 23,4 điểm”.
    pub(super) fn gap(&self, clause: &Clause) -> Verdict {
        if !clause.bands.is_empty() {
            return self.short_of(clause, &clause.bands);
        }
        let wished = self.wished_band(clause);
        if let Some(read) = wished
            .or_else(|| self.by_threshold(clause))
            .or_else(|| self.as_before(clause))
        {
            return read;
        }
        // “tăng 0,45 điểm, nhiều hơn mức giảm 0,15 điểm của A” compares changes.
        let degree = |at: &usize| {
            let turns = self.read.any(*at, &[Role::Rises, Role::Falls]);
            turns && *at > 0 && self.read.is_hint(at - 1, Hint::Degree)
        };
        if clause.at.iter().any(degree) {
            return Verdict::Unread;
        }
        let beyond = self.beyond_mean(clause);
        if let Some(read) = beyond.or_else(|| self.beyond_all(clause)) {
            return read;
        }
        let way = if self.has(clause, Hint::More) {
            Some(Ordering::Greater)
        } else if self.has(clause, Hint::Less) {
            Some(Ordering::Less)
        } else {
            None
        };
        let apart = self.plays(clause, Role::Apart).is_some() || self.has(clause, Hint::Distance);
        if way.is_none() && !apart {
            return Verdict::Unread;
        }
        if let Some(read) = self.among_themselves(clause) {
            return read;
        }
        let figure = self.distance(clause);
        if let Some(read) = self.by_whole(clause, way) {
            return read;
        }
        let highest = clause.extremes.iter().any(|(_, lowest)| !lowest);
        let lowest = clause.extremes.iter().any(|(_, lowest)| *lowest);
        if highest && lowest {
            return figure.map_or(Verdict::Unread, |figure| self.spread(clause, figure));
        }
        match self.pair(clause, way, figure) {
            Some(pair) => self.between(clause, pair, way, figure),
            None => Verdict::Unread,
        }
    }

    /// “muốn lên loại Xuất sắc, phường cần thêm 2,35 điểm”: the band stands in the clause before.
    fn wished_band(&self, clause: &Clause) -> Option<Verdict> {
        let before = self.spoken.before.as_ref()?;
        let lacks = self.plays(clause, Role::Lacks).is_some() || self.has(clause, Hint::Short);
        let others = clause.nouns.iter().any(|noun| noun.rows == Rows::Units);
        let wish = self.plays(before, Role::Plan).is_some() && before.figures.is_empty();
        if !lacks || others || !wish || before.bands.is_empty() {
            return None;
        }
        match self.short_of(clause, &before.bands) {
            Verdict::Unread => None,
            read => Some(read),
        }
    }

    /// Whether two names of a clause are not held against one another: “chỉ 02 đơn vị vượt 92 điểm là A
    /// và B”, “nhiều hơn cả hai nhóm A và B”, “A và B chỉ nhỉnh hơn 80 điểm”.
    fn not_compared(&self, clause: &Clause) -> bool {
        let (Some((first, _)), Some(_)) = (clause.names.first(), clause.names.get(1)) else {
            return false;
        };
        let after = |at: usize| clause.names.iter().all(|(name, _)| *name < at);
        let apart = self
            .comparator(clause)
            .is_some_and(|at| at < *first || after(at));
        apart && !self.has(clause, Hint::Distance) && !self.between_names(clause)
    }

    /// The two that a clause holds against one another.
    fn pair(
        &self,
        clause: &Clause,
        way: Option<Ordering>,
        figure: Option<Figure>,
    ) -> Option<(Subject, Other)> {
        let named = |one: Subject, other: Subject| Some((one, Other::Named(other)));
        let names: Vec<Subject> = clause.names.iter().map(|(_, name)| *name).collect();
        let first = clause.names.first().map_or(0, |(at, _)| *at);
        let versus = (first.saturating_sub(3)..first).any(|at| self.read.is(at, Role::Versus));
        if !versus && self.not_compared(clause) {
            return None;
        }
        let compares = self.comparator(clause);
        match (names.as_slice(), self.spoken.subjects.as_slice()) {
            // “so với A, B thấp hơn 0,02 điểm”
            ([other, one], _) if versus => named(*one, *other),
            ([one, other], _) => named(*one, *other),
            // “…, kém đơn vị xếp thứ 11 là B 4,5 điểm”
            ([other], [one, ..])
                if self.placed(clause).is_some()
                    && compares.is_some_and(|at| at < first)
                    && one != other =>
            {
                named(*one, *other)
            }
            // “A hơn đơn vị xếp thứ hai 1,45 điểm”, “A kém đơn vị dẫn đầu 5,1 điểm”
            ([one], _) | ([], [one]) if self.placed(clause).is_some() => {
                self.placed(clause).map(|other| (*one, other))
            }
            // “A và B cùng đạt 12,8 điểm trực tuyến nhưng điểm quy đổi chênh 2,1 điểm”
            ([], [one, other]) if self.plays(clause, Role::Apart).is_some() && figure.is_some() => {
                named(*one, *other)
            }
            // “so với tháng 4, điểm tháng 10 cao hơn 8,68 điểm”
            ([one], [other]) if self.compared_before() => named(*one, *other),
            // “A đạt 87,45 điểm; B đã vượt lên” says nothing of A.
            ([_], _) if figure.is_none() && compares.is_none_or(|at| at > first) => None,
            // “A hơn B 0,44 điểm và kém C 0,37 điểm”
            ([other], [first, ..]) => {
                let mut ones = self.spoken.subjects.iter().filter(|one| *one != other);
                let right = ones.find(|one| {
                    let pair = (**one, Other::Named(*other));
                    let read = self.between(clause, pair, way, figure);
                    matches!(read, Verdict::Right)
                });
                named(*right.unwrap_or(first), *other)
            }
            _ => None,
        }
    }

    /// The unit that is only told by its place: “đơn vị xếp thứ hai”, “đơn vị dẫn đầu”.
    pub(super) fn placed(&self, clause: &Clause) -> Option<Other> {
        let than = self.comparator(clause)?;
        let noun = clause
            .nouns
            .iter()
            .find(|noun| noun.word > than && noun.count.is_none())?;
        let rank = clause
            .figures
            .iter()
            .find(|figure| figure.of == Of::Rank && figure.at > noun.word);
        let first = clause.extremes.iter().find(|(at, _)| *at > noun.word);
        match (rank, first) {
            (Some(rank), _) => {
                let place = usize::try_from(rank.value).ok()?.checked_sub(1)?;
                Some(Other::Placed(place, false))
            }
            (None, Some((_, lowest))) => Some(Other::Placed(0, *lowest)),
            (None, None) => None,
        }
    }

    /// The word that says that one lies above or below another.
    pub(super) fn comparator(&self, clause: &Clause) -> Option<usize> {
        let hints = [Hint::More, Hint::Less, Hint::Distance];
        let hinted = |at: usize| hints.iter().any(|hint| self.read.stands(at, *hint));
        let compares = |at: &usize| self.read.is(*at, Role::Apart) || hinted(*at);
        clause.at.iter().copied().find(compares)
    }

    /// “khoảng cách giữa A và B”, “chênh lệch A và B”.
    fn between_names(&self, clause: &Clause) -> bool {
        let between = self.has(clause, Hint::Between);
        let way = self.has(clause, Hint::More) || self.has(clause, Hint::Less);
        between || self.plays(clause, Role::Apart).is_some() && !way
    }

    /// Whether the clause before only said with what is compared.
    fn compared_before(&self) -> bool {
        let before = self.spoken.before.as_ref();
        before.is_some_and(|before| {
            self.plays(before, Role::Versus).is_some() && before.figures.is_empty()
        })
    }

    /// “còn thiếu 0,11 điểm để được xếp loại Xuất sắc”.
    fn short_of(&self, clause: &Clause, bands: &[usize]) -> Verdict {
        let lacks = self
            .plays(clause, Role::Lacks)
            .or(self.plays(clause, Role::Apart));
        let lacks = lacks.is_some() || self.has(clause, Hint::Short);
        // “hơn mức Xuất sắc 0,19 điểm”
        let over = self.goes_over(clause) && clause.names.len() < 2;
        let over = over
            && self
                .distance(clause)
                .is_some_and(|figure| figure.value.scale() > 0);
        let (true, [band]) = (lacks || over, bands) else {
            return Verdict::Unread;
        };
        let set = self.claims.context.inputs.framework.as_ref();
        let cut = set
            .and_then(|set| set.bands.get(*band))
            .map(|band| band.from);
        let figure = self.distance(clause);
        let (Some(cut), Some(figure)) = (cut, figure) else {
            return Verdict::Right;
        };
        if let Some(read) = self.all_short_of(clause, cut, figure) {
            return read;
        }
        let name = clause.names.first().map(|(_, name)| *name).or(self
            .spoken
            .subjects
            .first()
            .copied());
        let points = match name {
            Some(name) => self.graded(name),
            None => self.claims.lone.and_then(crate::score::Scores::converted),
        };
        match points {
            Some(points) => {
                // “vượt 2,54 điểm so với mức Xuất sắc”
                let over = self.goes_over(clause);
                let far = if over { points - cut } else { cut - points };
                self.among(clause, figure, &[far], "khoảng cách đến mức ấy")
            }
            None => Verdict::Right,
        }
    }

    fn spread(&self, clause: &Clause, figure: Figure) -> Verdict {
        let columns = self.columns(clause, Rows::Units, Measure::Points);
        let spreads: Vec<Decimal> = columns
            .iter()
            .flat_map(|(table, column)| {
                let scopes = self.scopes(table, clause).into_iter();
                scopes.filter_map(|rows| {
                    let values = rows.iter().filter_map(|row| column.value(*row));
                    Some(values.clone().max()? - values.min()?)
                })
            })
            .collect();
        self.among(clause, figure, &spreads, "khoảng cách")
    }

    /// Whether a figure is one of those known, which are of one kind.
    pub(super) fn among(
        &self,
        clause: &Clause,
        figure: Figure,
        known: &[Decimal],
        what: &str,
    ) -> Verdict {
        let Some(first) = known.last() else {
            return Verdict::Unread;
        };
        let right = known
            .iter()
            .any(|known| fits(figure.bound, figure.value, *known));
        let span = (clause.at.first().copied().unwrap_or(figure.at), figure.end);
        Verdict::of(right, span, || {
            format!(
                "{what} là {}, bài ghi {}",
                print(round(*first, 2)),
                print(figure.value)
            )
        })
    }

    fn between(
        &self,
        clause: &Clause,
        (one, other): (Subject, Other),
        way: Option<Ordering>,
        figure: Option<Figure>,
    ) -> Verdict {
        let rows = self.rows_of(one);
        let values = |(table, column): &(&Table, &Column)| {
            let own = table.row(one)?;
            let other = other.row(table, column, own)?;
            let name = table.names.get(other)?.clone();
            Some((column.size(own)?, column.size(other)?, name))
        };
        let things = clause
            .figures
            .iter()
            .any(|figure| matches!(figure.of, Of::Things(_)));
        let aside = self.read.clause(clause.aside.clone());
        let percent = |figure: &Figure| figure.of == Of::Percent;
        // “mức giảm của A lớn hơn mức tăng của B”
        let turned = clause
            .way
            .is_some_and(|(at, _)| !self.read.ends_in(at, Hint::Than));
        let lacks = |clause: &Clause| self.plays(clause, Role::Lacks).is_some();
        let lacks = lacks(clause) || self.spoken.before.as_ref().is_some_and(lacks);
        let plays = |role| self.plays(clause, role).is_some();
        if things {
            return self.more_things(clause, (one, other), way);
        }
        let measure = match figure {
            _ if turned || lacks => return Verdict::Unread,
            None if aside.figures.iter().any(percent) => Measure::Rate,
            None if plays(Role::Rate) => Measure::Rate,
            None if plays(Role::Counted) && !plays(Role::Points) => Measure::Count,
            Some(figure) if figure.of == Of::Percent => Measure::Rate,
            _ => Measure::Points,
        };
        let columns = self.compared_in(clause, rows, measure);
        let pairs = columns.iter().filter_map(values);
        let pairs: Vec<(Decimal, Decimal, String)> = pairs.collect();
        let Some((first, second, other)) = pairs.first() else {
            return Verdict::Unread;
        };
        // “không kém xã A đứng đầu”
        let denied = self.comparator(clause);
        let denied = denied.is_some_and(|at| self.denied(clause, at));
        if denied && figure.is_some() {
            return Verdict::Unread;
        }
        // “ít hồ sơ quá hạn hơn xã A”
        let few = measure == Measure::Count && self.has(clause, Hint::Few);
        let way = if few { way.map(Ordering::reverse) } else { way };
        let right = pairs.iter().any(|(first, second, _)| {
            let apart = (*first - *second).abs();
            let far = figure.is_none_or(|figure| agrees(figure.value, apart));
            far && way.is_none_or(|way| (first.cmp(second) == way) != denied)
        });
        let one = self.called(one);
        let span = Self::span(clause);
        Verdict::of(right, span, || {
            let (first, second) = (print(*first), print(*second));
            format!(
                "{one} có {first}, {other} có {second}, bài ghi “{}”",
                self.quoted(span)
            )
        })
    }

    /// Whether the clause before told by how much something changed, and this one says nothing of other points.
    fn goes_on_with_change(&self, clause: &Clause) -> bool {
        let way = self.spoken.before.as_ref().and_then(|before| before.way);
        let told = way
            .is_some_and(|(at, way)| way != Ordering::Equal && !self.read.ends_in(at, Hint::Than));
        told && self.plays(clause, Role::Total).is_none()
    }

    /// The columns in which two rows may be compared: those of which the clause speaks, and those of
    /// which the one before did: “điểm trực tuyến của A là 3,3, thấp hơn xã đứng đầu 15,4 điểm”.
    fn compared_in(&self, clause: &Clause, rows: Rows, measure: Measure) -> Vec<(&Table, &Column)> {
        // “mức tăng cao nhất thuộc về A với 2,50 điểm, hơn B 0,25 điểm” goes on with the changes.
        let changes = || self.of(rows, Measure::Change);
        let turned = measure == Measure::Points && self.goes_on_with_change(clause);
        if turned && self.measures_change() {
            return changes().collect();
        }
        let mut columns = self.columns(clause, rows, measure);
        columns.extend(changes().filter(|_| turned));
        if self.about(&self.words(clause), rows, measure).is_empty()
            && let Some(before) = &self.spoken.before
        {
            columns.extend(self.about(&self.words(before), rows, measure));
            // “A và B có điểm … bằng nhau, cùng 17,62 điểm, kém C 0,06 điểm” goes on with the same points.
            let said = (0..clause.at.first().copied().unwrap_or(0)).collect();
            let said = self.read.clause(said);
            columns.extend(self.about(&self.words(&said), rows, measure));
        }
        columns
    }

    /// “A ít hồ sơ hơn B 128 hồ sơ”: in one of the columns that count.
    fn more_things(
        &self,
        clause: &Clause,
        (one, other): (Subject, Other),
        way: Option<Ordering>,
    ) -> Verdict {
        let things =
            |figure: &&Figure| matches!(figure.of, Of::Things(_)) && figure.bound == Bound::Exact;
        let mut figures = clause.figures.iter().filter(things);
        let (Some(figure), None) = (figures.next(), figures.next()) else {
            return Verdict::Unread;
        };
        let few = self.has(clause, Hint::Few);
        let way = if few { Some(Ordering::Less) } else { way };
        let columns = self.of(self.rows_of(one), Measure::Count);
        let pairs = columns.filter_map(|(table, column)| {
            let own = table.row(one)?;
            let row = other.row(table, column, own)?;
            let name = table.names.get(row)?.clone();
            Some((column.value(own)?, column.value(row)?, name))
        });
        let pairs: Vec<(Decimal, Decimal, String)> = pairs.collect();
        let right = pairs.iter().any(|(first, second, _)| {
            let far = (*first - *second).abs() == figure.value;
            far && way.is_none_or(|way| first.cmp(second) == way)
        });
        let Some((.., other)) = pairs.first() else {
            return Verdict::Unread;
        };
        let span = Self::span(clause);
        Verdict::of(right, span, || {
            let one = self.called(one);
            format!(
                "không cột nào của {one} và {other} cách nhau như vậy, bài ghi “{}”",
                self.quoted(span)
            )
        })
    }
}
