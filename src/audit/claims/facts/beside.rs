//! What stands beside what was said before: a fraction or names in brackets, a percent of a group, a
//! change since a period that was named.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::clause::{Clause, Figure, Noun, Of};
use super::tables::{Measure, Rows};
use super::{Hold, Verdict};
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::said::{Bound, Subject};
use crate::audit::claims::token::Kind;
use crate::audit::claims::vocabulary::{Hint, Role};
use crate::audit::claims::{agrees, share};
use crate::vn::number::print;

impl Hold<'_, '_, '_> {
    /// “đạt 99,04% (1.240/1.252 hồ sơ)”: the fraction of which the percent before it is.
    pub(super) fn fraction_of(&self, clause: &Clause) -> Verdict {
        let [figure] = clause.figures.as_slice() else {
            return Verdict::Unread;
        };
        let opens = figure.at.checked_sub(1).filter(|_| clause.inside);
        let percent = opens.and_then(|at| {
            let sign = self.read.kind(at.checked_sub(1)?) == Some(Kind::Mark('%'));
            let opens = self.read.kind(at) == Some(Kind::Mark('('));
            self.read
                .number(at.checked_sub(2)?)
                .filter(|_| sign && opens)
        });
        match (percent, figure.whole) {
            (Some(percent), Some(whole)) => {
                Self::rate_of((figure.value, whole), percent, (figure.at, figure.end))
            }
            _ => Verdict::Unread,
        }
    }

    /// “nhóm A đạt tỷ lệ cao nhất (99,1%)”: the percent of its points.
    pub(super) fn share_of_axis(&self, clause: &Clause) -> Verdict {
        let [figure] = clause.figures.as_slice() else {
            return Verdict::Unread;
        };
        let alone = clause.inside && clause.at.len() <= 3 && figure.of == Of::Percent;
        let named = self
            .spoken
            .named
            .iter()
            .rev()
            .find(|(at, _)| *at < figure.at);
        let (Some((at, owner)), true) = (named, alone && figure.bound == Bound::Exact) else {
            return Verdict::Unread;
        };
        let between = at + 1..figure.at;
        let other = between.clone().any(|at| {
            matches!(
                self.read.kind(at),
                Some(Kind::Own | Kind::Word(_) | Kind::When(_) | Kind::Mark('%' | ';'))
                    | Some(Kind::Role(Role::Counted | Role::UnitNoun))
            )
        });
        let things = |clause: &Clause| self.plays(clause, Role::Counted).is_some();
        let things = self.spoken.before.as_ref().is_none_or(things);
        if other || things || !matches!(owner, Subject::Axis(_)) {
            return Verdict::Unread;
        }
        let columns = self.of(Rows::Axes, Measure::Rate);
        let known = columns.filter_map(|(table, column)| column.value(table.row(*owner)?));
        let known: Vec<Decimal> = known.collect();
        let name = self.called(*owner);
        self.one_of(*figure, &known, &format!("tỷ lệ điểm của {name}"))
    }

    /// “so với tháng 6/2026, tổng điểm tăng 7,75 điểm”: the way from there to here.
    pub(super) fn since_period(&self, clause: &Clause) -> Verdict {
        let (Some((at, way)), Some(last)) = (clause.way, self.spoken.before.as_ref()) else {
            return Verdict::Unread;
        };
        let versus = |clause: &Clause| self.plays(clause, Role::Versus).is_some();
        let periods = |clause: &Clause| {
            let names = clause.names.iter().map(|(_, name)| *name);
            let rows: Vec<Subject> = names
                .filter(|name| self.rows_of(*name) == Rows::Periods)
                .collect();
            rows
        };
        // “tháng 6 là tháng duy nhất giảm so với tháng liền trước” is since no month that is named.
        let own = self.plays(clause, Role::Versus);
        let after = clause
            .names
            .iter()
            .any(|(at, _)| own.is_none_or(|versus| *at > versus));
        if own.is_some() && !after || self.has(clause, Hint::Alone) {
            return Verdict::Unread;
        }
        let compared = if own.is_some() { clause } else { last };
        let total = [Role::Total, Role::Own]
            .iter()
            .any(|role| self.plays(clause, *role).is_some());
        let named = clause
            .at
            .iter()
            .any(|at| self.read.kind(*at) == Some(Kind::Own));
        let mut before = self.spoken.subjects.iter();
        let own = before.all(|subject| self.rows_of(*subject) == Rows::Periods);
        let total = total || named || own;
        let axes = |(_, name): &(usize, Subject)| matches!(name, Subject::Axis(_));
        let since = periods(compared);
        let whole = versus(compared) && total && !clause.names.iter().any(axes);
        let ([period], true) = (since.as_slice(), whole) else {
            return Verdict::Unread;
        };
        // “chỉ có tháng 6 giảm, giảm 0,54 điểm so với tháng 5” goes to the month told before.
        let told = periods(last);
        let goal = match (told.as_slice(), versus(clause)) {
            ([goal], true) => Some(*goal),
            _ => None,
        };
        let known = self.points_from(*period, goal);
        let Some((then, now)) = known.filter(|_| !self.denied(clause, at)) else {
            return Verdict::Unread;
        };
        let figure = clause.figures.iter().find(|figure| figure.of == Of::Points);
        let far = figure.is_none_or(|figure| {
            figure.bound != Bound::Exact
                || agrees(figure.value, (now - then).abs())
                || agrees(figure.value, now)
                || agrees(figure.value, then)
        });
        let span = Self::span(clause);
        let right = now.cmp(&then) == way && far || way == Ordering::Equal;
        Verdict::of(right, span, || {
            let (then, now) = (print(then), print(now));
            format!("từ {then} đến {now} điểm, bài ghi “{}”", self.quoted(span))
        })
    }

    /// The points of a period and of another, or of this one.
    fn points_from(&self, period: Subject, goal: Option<Subject>) -> Option<(Decimal, Decimal)> {
        self.tables.iter().find_map(|table| {
            let points = table.columns.get(table.graded?)?;
            (table.rows == Rows::Periods).then_some(())?;
            let now = match goal {
                Some(goal) => points.value(table.row(goal)?)?,
                None => points.values.last().copied()??,
            };
            Some((points.value(table.row(period)?)?, now))
        })
    }

    /// “từ 11,72 điểm (xã A) đến 17,62 điểm (xã B)”: whose a figure is.
    pub(super) fn owner_aside(&self, clause: &Clause) -> Verdict {
        let ([(_, name)], true) = (
            clause.names.as_slice(),
            clause.inside && clause.figures.is_empty(),
        ) else {
            return Verdict::Unread;
        };
        let opens = clause.at.first().and_then(|at| at.checked_sub(1));
        let ends = |figure: &&Figure| Some(figure.end) == opens;
        let outer = self.spoken.before.as_ref();
        let figure = outer.and_then(|outer| outer.figures.iter().find(ends));
        let (Some(outer), Some(figure)) = (outer, figure) else {
            return Verdict::Unread;
        };
        let points = figure.of == Of::Points && figure.bound == Bound::Exact;
        let apart = self.is_apart(outer) || !outer.names.is_empty();
        if !points || apart || outer.way.is_some() || figure.value.scale() == 0 {
            return Verdict::Unread;
        }
        let rows = self.rows_of(*name);
        let known = self.points(rows, *name, false);
        self.one_of(*figure, &known, &format!("số của {}", self.called(*name)))
    }

    /// “10 đơn vị đạt 100%; 05 đơn vị còn lại gồm A, B”: none of the names is so.
    pub(super) fn rest_named(&self, clause: &Clause) -> Verdict {
        let rest = self.plays(clause, Role::Rest).is_some() && clause.figures.is_empty();
        let listed = clause.at.iter().any(|at| self.read.is(*at, Role::Is));
        let common = self
            .spoken
            .common
            .as_ref()
            .filter(|_| rest && listed && clause.way.is_none());
        let Some(before) = common else {
            return Verdict::Unread;
        };
        self.hold_names(before, clause, |named, of| {
            !named.iter().any(|row| of.contains(row))
        })
    }

    /// Holds the rows that a clause names against those of whom it is so what `before` said.
    fn hold_names(
        &self,
        before: &Clause,
        clause: &Clause,
        right: impl Fn(&[usize], &[usize]) -> bool,
    ) -> Verdict {
        let names: Vec<Subject> = clause.names.iter().map(|(_, name)| *name).collect();
        let rows = names.first().map(|name| self.rows_of(*name));
        let Some((common, tests)) = rows.and_then(|rows| self.common(before, rows)) else {
            return Verdict::Unread;
        };
        let span = Self::span(clause);
        self.under_any(before, &common, &tests, span, |table, _, of| {
            let named = names.iter().map(|name| table.row(*name));
            Some(right(&named.collect::<Option<Vec<_>>>()?, of))
        })
    }

    /// The same where all that are named are of those, and are all of them if so many were counted.
    fn hold_counted(&self, before: &Clause, noun: &Noun, clause: &Clause) -> Verdict {
        let rows = clause.names.first().map(|(_, name)| self.rows_of(*name));
        if rows != Some(noun.rows) {
            return Verdict::Unread;
        }
        let whole = noun.count == Some(Decimal::from(clause.names.len()));
        self.hold_names(before, clause, |named, of| {
            named.iter().all(|row| of.contains(row)) && (!whole || named.len() == of.len())
        })
    }

    /// “03 đơn vị đạt từ 21 điểm trở lên, gồm: A, B, C”.
    pub(super) fn listed_after(&self, clause: &Clause) -> Verdict {
        let Some(before) = self.spoken.before.as_ref().filter(|_| !clause.inside) else {
            return Verdict::Unread;
        };
        let opens = clause
            .at
            .first()
            .is_some_and(|at| self.read.is(*at, Role::Is));
        let counted = clause.nouns.iter().any(|noun| noun.count.is_some());
        let plain = clause.figures.is_empty() && clause.bands.is_empty() && clause.way.is_none();
        let alone = plain && !counted && clause.extremes.is_empty() && before.names.is_empty();
        let noun = before
            .noun()
            .filter(|_| opens && alone && before.extremes.is_empty());
        match noun {
            Some(noun) => self.hold_counted(before, noun, clause),
            None => Verdict::Unread,
        }
    }

    /// “lần lượt là 82,44; 83,90; 85,37 điểm”: points of the periods.
    pub(super) fn values_in_turn(&self, clause: &Clause) -> Verdict {
        // “79,15 → 80,62 → 82,44”
        let arrow = |at: &usize| self.read.kind(*at) == Some(Kind::Mark('→'));
        let told = self.plays(clause, Role::Respectively).is_some();
        let told = told || self.spoken.turns || clause.at.iter().any(arrow);
        let plain = clause.names.is_empty() && clause.nouns.is_empty() && !clause.inside;
        let periods = self
            .tables
            .iter()
            .filter(|table| table.rows == Rows::Periods);
        let points = periods.filter_map(|table| table.columns.get(table.graded?));
        let points: Vec<Decimal> = points
            .flat_map(|column| &column.values)
            .flatten()
            .copied()
            .collect();
        if !told || !plain || points.is_empty() || clause.way.is_some() {
            return Verdict::Unread;
        }
        let known = |figure: &&Figure| {
            matches!(figure.of, Of::Bare | Of::Points) && figure.value.scale() > 0
        };
        let mut figures = clause.figures.iter().filter(known);
        let wrong = figures.find(|figure| !points.iter().any(|known| agrees(figure.value, *known)));
        match wrong.filter(|_| {
            self.spoken
                .subjects
                .iter()
                .all(|one| self.rows_of(*one) == Rows::Periods)
        }) {
            Some(figure) => self.one_of(*figure, &points, "điểm của kỳ"),
            None => Verdict::Unread,
        }
    }

    /// “bình quân từ tháng 4 đến tháng 10 đạt 83,47 điểm”.
    pub(super) fn mean_of_range(&self, clause: &Clause) -> Verdict {
        let mean = |clause: &&Clause| clause.at.iter().any(|at| self.is_mean(*at));
        let mut ranges = std::iter::once(clause).chain(&self.spoken.before);
        let means = ranges
            .find(mean)
            .and_then(|range| self.means_of_range(range));
        let figure = clause.figures.iter().find(|figure| figure.of == Of::Points);
        match (figure, means) {
            (Some(figure), Some(means)) if figure.bound == Bound::Exact => {
                self.one_of(*figure, &means, "bình quân")
            }
            _ => Verdict::Unread,
        }
    }

    /// “10 đơn vị xếp loại Xuất sắc (06 phường, 04 xã)”: how many of each sort.
    pub(super) fn sorts_aside(&self, clause: &Clause) -> Verdict {
        let outer = self.spoken.before.as_ref().filter(|_| clause.inside);
        let plain = clause.names.is_empty() && clause.figures.is_empty() && clause.bands.is_empty();
        let Some(outer) = outer.filter(|_| plain && clause.way.is_none()) else {
            return Verdict::Unread;
        };
        let beside = outer.aside.iter().any(|at| clause.at.contains(at));
        let Some((common, tests)) = self.common(outer, Rows::Units).filter(|_| beside) else {
            return Verdict::Unread;
        };
        let counted = clause.nouns.iter().filter(|noun| noun.rows == Rows::Units);
        let counted: Vec<(String, Decimal)> = counted
            .filter_map(|noun| Some((self.read.words(noun.word), noun.count?)))
            .collect();
        if counted.is_empty() {
            return Verdict::Unread;
        }
        self.under_any(
            outer,
            &common,
            &tests,
            Self::span(clause),
            |table, _, of| {
                let known = counted.iter().map(|(sort, count)| {
                    let own = of
                        .iter()
                        .filter(|row| Self::is_of(table, **row, sort))
                        .count();
                    let any = (0..table.subjects.len()).any(|row| Self::is_of(table, row, sort));
                    any.then_some(Decimal::from(own) == *count)
                });
                Some(
                    known
                        .collect::<Option<Vec<bool>>>()?
                        .iter()
                        .all(|right| *right),
                )
            },
        )
    }

    /// “cơ cấu xếp loại: Xuất sắc 25%, Tốt 72,5%”: what part of the units are of a band.
    pub(super) fn band_share(&self, clause: &Clause) -> Verdict {
        let ([band], [figure]) = (clause.bands.as_slice(), clause.figures.as_slice()) else {
            return Verdict::Unread;
        };
        let exact = figure.of == Of::Percent && figure.bound == Bound::Exact;
        let plain = clause.names.is_empty() && clause.nouns.is_empty() && !clause.inside;
        let quiet = |at: &usize| {
            let roles = [Role::Is, Role::Filler, Role::Achieves, Role::BandNoun];
            let quiet = roles.iter().any(|role| self.read.is(*at, *role));
            quiet
                || matches!(
                    self.read.kind(*at),
                    Some(Kind::Band(_) | Kind::Number(_) | Kind::Mark(_))
                )
        };
        let short = clause.at.iter().filter(|at| !quiet(at)).count() == 0;
        if !exact || !plain || !short || !self.spoken.subjects.is_empty() {
            return Verdict::Unread;
        }
        let tables = self.tables.iter().filter(|table| table.rows == Rows::Units);
        let shares = tables.filter_map(|table| {
            let bands = table.first(Measure::Band)?.all()?;
            let own = bands
                .iter()
                .filter(|own| **own == Decimal::from(*band))
                .count();
            share(Decimal::from(own), Decimal::from(bands.len()))
        });
        let shares: Vec<Decimal> = shares.collect();
        self.one_of(*figure, &shares, "tỷ lệ")
    }

    /// “05 nhóm tăng điểm, 01 nhóm giảm điểm (Mức độ hài lòng)”: those of which it is so.
    pub(super) fn named_aside(&self, clause: &Clause) -> Verdict {
        let Some(outer) = self.spoken.before.as_ref().filter(|_| clause.inside) else {
            return Verdict::Unread;
        };
        let plain =
            clause.figures.is_empty() && clause.nouns.iter().all(|noun| noun.count.is_none());
        let only = plain && clause.bands.is_empty() && clause.way.is_none();
        let beside = outer.aside.iter().any(|at| clause.at.contains(at));
        let noun = outer
            .noun()
            .filter(|_| only && beside && outer.names.is_empty());
        match noun.filter(|_| outer.extremes.is_empty()) {
            Some(noun) => self.hold_counted(outer, noun, clause),
            None => Verdict::Unread,
        }
    }
}
