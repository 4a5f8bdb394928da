//! Figures that are said of a row: one of its own, and what follows from them.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::clause::{Clause, Figure, Of};
use super::tables::{Column, Measure, Rows, Table};
use super::{Hold, Verdict};
use crate::audit::claims::agrees;
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::heads::named;
use crate::audit::claims::phrases::words;
use crate::audit::claims::said::{Bound, Subject};
use crate::audit::claims::token::Kind;
use crate::audit::claims::vocabulary::{Hint, Role};
use crate::vn::number::{print, round};
use crate::vn::text::lower;

impl Hold<'_, '_, '_> {
    /// Whether a figure is one that is known; which of them is meant is not.
    pub(super) fn one_of(&self, figure: Figure, known: &[Decimal], what: &str) -> Verdict {
        if known.is_empty() {
            return Verdict::Unread;
        }
        let right = known.iter().any(|known| agrees(figure.value.abs(), *known));
        let near = known
            .iter()
            .min_by_key(|known| (**known - figure.value).abs());
        Verdict::of(right, (figure.at, figure.end), || {
            let near = near.map_or(String::new(), |near| {
                format!(" (gần nhất: {})", print(round(*near, 2)))
            });
            format!(
                "không có {what} nào theo số liệu là {}{near}",
                print(figure.value)
            )
        })
    }

    /// The figures that are said of names.
    pub(super) fn figures(&self, clause: &Clause) -> Verdict {
        let (mut summed, mut all) = (false, true);
        for figure in &clause.figures {
            let read = match self.owner(clause, figure) {
                Some(owner) => self.figure(clause, owner, figure),
                None => self.own(clause, figure),
            };
            match read {
                Verdict::Wrong(..) => return read,
                Verdict::Right => {
                    let joint = matches!(figure.of, Of::Things(_)) && clause.names.len() > 1;
                    summed |= joint || clause.inside;
                }
                Verdict::Unread => all = false,
            }
        }
        if summed && all {
            Verdict::Right
        } else {
            Verdict::Unread
        }
    }

    /// Points of the unit itself, exactly stated: one of all that it has.
    fn own(&self, clause: &Clause, figure: &Figure) -> Verdict {
        let exact = figure.bound == Bound::Exact && figure.value.scale() > 0;
        let (true, true, Some(scores)) = (exact, figure.of == Of::Points, self.claims.lone) else {
            return Verdict::Unread;
        };
        // “ba nhóm đầu đạt 46,69 điểm” is the sum of theirs.
        let foreign = clause
            .nouns
            .iter()
            .any(|noun| noun.rows != Rows::Axes || !noun.scope && noun.count > Some(Decimal::ONE));
        let foreign = foreign || self.spoken.elsewhere;
        let roles = [Role::Apart, Role::Versus];
        let apart = roles.iter().any(|role| self.plays(clause, *role).is_some());
        let apart = apart || clause.at.iter().any(|at| self.read.than_told(*at));
        let unknown = clause.way.is_some() && scores.change().is_none();
        let unknown = unknown || self.is_way(figure.value);
        if foreign || apart || unknown || !self.spoken.subjects.is_empty() {
            return Verdict::Unread;
        }
        let (now, before) = (scores.printed_total(), scores.previous_total());
        let possible = scores.full();
        let change = scores.change().map(|change| change.abs());
        let mut known = vec![now, possible, possible - now];
        known.extend(before.into_iter().chain(change));
        let set = self.claims.context.inputs.framework.as_ref();
        let cuts = set.iter().flat_map(|set| &set.bands);
        known.extend(cuts.map(|band| (band.from - now).abs()));
        let axes = (0..scores.groups.len()).map(Subject::Axis);
        known.extend(axes.flat_map(|axis| self.points(Rows::Axes, axis, false)));
        self.one_of(*figure, &known, "điểm")
    }

    fn figure(&self, clause: &Clause, owner: Subject, figure: &Figure) -> Verdict {
        let rows = self.rows_of(owner);
        let whole = figure.value == Decimal::ONE_HUNDRED && figure.of == Of::Points;
        if figure.bound != Bound::Exact || figure.value.is_zero() || whole {
            return Verdict::Unread;
        }
        let several = clause.names.len() > 1 && !clause.names.iter().any(|(at, _)| *at > figure.at);
        if several && figure.of == Of::Percent && self.has(clause, Hint::Share) {
            return Verdict::Unread;
        }
        let listed = several
            && clause
                .at
                .iter()
                .any(|at| self.read.is(*at, Role::Respectively));
        if listed {
            return Verdict::Unread;
        }
        if several && let Of::Things(at) = figure.of {
            return self.jointly(clause, figure, at);
        }
        // “A hơn đơn vị xếp thứ hai 1,45 điểm” is another's rank.
        let other = clause.nouns.iter().any(|noun| {
            let near = noun.word < figure.at && noun.word + 3 >= figure.at;
            near && noun.rows == Rows::Units && self.is_apart(clause)
        });
        if figure.of == Of::Rank && other {
            return Verdict::Unread;
        }
        if figure.of == Of::Rank {
            return self.ranked(clause, owner, figure);
        }
        if self.is_of_then(clause, figure) || self.is_money(figure.at) {
            return Verdict::Unread;
        }
        if let Some(verdict) = self.changed(clause, rows, owner, figure) {
            return verdict;
        }
        let known = self.known_of(clause, rows, owner, figure);
        let words = if figure.of == Of::Percent {
            "tỷ lệ"
        } else {
            "số"
        };
        let name = self.called(owner);
        self.one_of(*figure, &known, &format!("{words} của {name}"))
    }

    /// Whether a figure is of the period before, or by how many things something changed since: “nâng từ 23,00% lên
    /// 29,00%”, “giảm nhẹ so với 91,37 điểm của tháng 7”, “tăng 21 hồ sơ so với quý trước”.
    fn is_of_then(&self, clause: &Clause, figure: &Figure) -> bool {
        let from = figure.of == Of::Percent && self.leads_from(clause, figure);
        let before = (0..figure.at).rev().find(|at| !self.quiet_before(*at));
        let versus = before.is_some_and(|at| self.read.is(at, Role::Versus));
        let turned = figure.at.checked_sub(1);
        let turned = turned.is_some_and(|at| self.read.any(at, &[Role::Rises, Role::Falls]));
        from || versus || turned && matches!(figure.of, Of::Things(_))
    }

    /// The values of a row that a figure may be.
    fn known_of(
        &self,
        clause: &Clause,
        rows: Rows,
        owner: Subject,
        figure: &Figure,
    ) -> Vec<Decimal> {
        let decimal = figure.value.scale() > 0;
        let apart = rows == Rows::Periods || self.is_apart(clause);
        // “kể từ tháng 4, điểm đi từ 79,15 lên 87,83” goes from there to here.
        let before = |at: &usize| clause.at.contains(at) && !self.quiet_before(*at);
        let goal = (0..figure.at).rev().find(before);
        let goal = goal.is_some_and(|at| self.read.any(at, &[Role::Up, Role::Down]));
        if rows == Rows::Periods && goal && self.plays(clause, Role::From).is_some() {
            // “tháng 6 giảm từ 80,62 xuống 80,08 điểm” tells its own.
            let own = if clause.way.is_some() {
                owner
            } else {
                Subject::Total
            };
            return self.points(rows, own, apart);
        }
        let to_now = rows == Rows::Periods
            && (0..figure.at)
                .rev()
                .find(|at| !self.quiet_before(*at))
                .is_some_and(|at| self.read.any(at, &[Role::Up, Role::Down]));
        match figure.of {
            Of::Points if to_now => {
                let now = self.points(rows, Subject::Total, apart);
                now.into_iter()
                    .chain(self.points(rows, owner, apart))
                    .collect()
            }
            Of::Points => {
                let mut known = self.points(rows, owner, apart);
                // “hụt 0,2 điểm”
                if self.plays(clause, Role::Lacks).is_some() || self.has(clause, Hint::Short) {
                    known.extend(self.short_of_most(rows, owner));
                }
                known
            }
            Of::Bare if decimal => self.points(rows, owner, apart),
            // Of an axis there are rates of things too.
            Of::Percent if rows == Rows::Axes || self.has_no_things(rows, owner) => {
                let points = [Role::Points, Role::Maximum];
                let points = points
                    .iter()
                    .any(|role| self.plays(clause, *role).is_some());
                if points {
                    self.rates(rows, owner)
                } else {
                    Vec::new()
                }
            }
            Of::Percent if rows == Rows::Periods => Vec::new(),
            Of::Percent => {
                let mut known = self.rates(rows, owner);
                known.extend(self.shares_told(rows, owner, figure.at));
                known
            }
            // “đúng hạn 131/135 hồ sơ đã giải quyết”: each is in a column of its own.
            Of::Things(_) if figure.whole.is_some() && self.plays(clause, Role::Not).is_none() => {
                self.counts(rows, owner)
            }
            Of::Things(at) => self.things(clause, rows, owner, at),
            _ => Vec::new(),
        }
    }

    /// Whether a word may stand between another and its number.
    pub(super) fn quiet_before(&self, at: usize) -> bool {
        self.read
            .any(at, &[Role::Filler, Role::Achieves, Role::Points])
    }

    /// “giảm 0,08 điểm”: the change of a row, which way and by how much.
    fn changed(
        &self,
        clause: &Clause,
        rows: Rows,
        owner: Subject,
        figure: &Figure,
    ) -> Option<Verdict> {
        // “giảm nhẹ (0,21 điểm)”
        let outer = self
            .spoken
            .before
            .as_ref()
            .filter(|_| clause.inside && clause.way.is_none());
        let one = |outer: &&Clause| outer.extremes.is_empty() || outer.names.len() == 1;
        let outer = outer.filter(|outer| outer.figures.is_empty()).filter(one);
        // “mức giảm của A (0,5 điểm) lớn hơn mức tăng của B (0,45 điểm)”: the nearest.
        let nearest = |outer: &Clause| {
            let before = outer.at.iter().rev().filter(|at| **at < figure.at);
            let mut turned = before.filter_map(|at| {
                let way = match self.read.kind(*at)? {
                    Kind::Role(Role::Rises) => Ordering::Greater,
                    Kind::Role(Role::Falls) => Ordering::Less,
                    _ => return None,
                };
                (!self.read.ends_in(*at, Hint::Than)).then_some((*at, way))
            });
            turned.next().or(outer.way)
        };
        let way = clause.way.or(outer.and_then(nearest));
        let (_, way) = way.filter(|(_, way)| *way != Ordering::Equal)?;
        let levels = [Role::From, Role::Up, Role::Down, Role::To, Role::Achieves];
        let mut told = [Some(clause), outer].into_iter().flatten();
        let level = told.any(|clause| {
            let mut levels = levels.iter();
            levels.any(|role| self.plays(clause, *role).is_some())
        });
        if level || clause.figures.len() > 1 || figure.of != Of::Points || rows == Rows::Periods {
            return None;
        }
        if self.since_another(clause) || self.is_apart(clause) {
            return None;
        }
        let turned = self.changes(clause, rows);
        let changes = turned.unwrap_or_else(|| self.of(rows, Measure::Change).collect());
        let changes = changes
            .into_iter()
            .filter_map(|(table, column)| column.value(table.row(owner)?));
        let changes: Vec<Decimal> = changes.collect();
        let first = changes.first().copied()?;
        let right = changes.iter().any(|change| {
            change.cmp(&Decimal::ZERO) == way && agrees(figure.value.abs(), change.abs())
        });
        // “vươn lên dẫn đầu với 89,63 điểm”
        let mut points = self.of(rows, Measure::Points);
        let level = points.any(|(table, column)| {
            let value = table.row(owner).and_then(|row| column.value(row));
            value == Some(figure.value)
        });
        let right = right || level;
        Some(Verdict::of(right, (figure.at, figure.end), || {
            let name = self.called(owner);
            format!(
                "{name} thay đổi {}, bài ghi “{}”",
                print(first),
                self.quoted(Self::span(clause))
            )
        }))
    }

    /// A rank of a row, among all.
    fn ranked(&self, clause: &Clause, owner: Subject, figure: &Figure) -> Verdict {
        // “cao thứ hai” is read as an order.
        if figure
            .at
            .checked_sub(2)
            .is_some_and(|at| self.orders(at).is_some())
        {
            return Verdict::Unread;
        }
        if self.leads_from(clause, figure) {
            return self.one_of(*figure, &self.ranks_before(owner), "thứ hạng kỳ trước");
        }
        let rows = self.rows_of(owner);
        let mut about = self.about(&self.words(clause), rows, Measure::Points);
        // “tiến độ giải quyết chỉ được 18,10/20, đứng thứ 39”
        let before = self
            .spoken
            .before
            .as_ref()
            .filter(|_| clause.names.is_empty());
        if let Some(before) = before.filter(|_| about.is_empty()) {
            about = self.about(&self.words(before), rows, Measure::Points);
        }
        // “Dịch vụ công trực tuyến: xã A giữ nguyên 11,22 điểm, đứng thứ hai”
        if about.is_empty() && clause.names.is_empty() {
            about = self.about(&self.spoken.topic, rows, Measure::Points);
        }
        let part =
            |(table, column): &(&Table, &Column)| !table.is_graded(column) && rows != Rows::Axes;
        if !about.is_empty() && about.iter().all(part) {
            let ranks = about.iter().filter_map(|(table, column)| {
                let own = column.value(table.row(owner)?)?;
                let better = column.values.iter().flatten().filter(|value| **value > own);
                Some(Decimal::from(better.count() + 1))
            });
            let mut ranks: Vec<Decimal> = ranks.collect();
            if clause.names.is_empty() {
                ranks.extend(self.ranks(owner, figure));
            }
            return self.one_of(*figure, &ranks, "thứ hạng");
        }
        self.one_of(*figure, &self.ranks(owner, figure), "thứ hạng")
    }

    /// The ranks of a row, among as many as are stated.
    fn ranks(&self, owner: Subject, figure: &Figure) -> Vec<Decimal> {
        let ranks = self.tables.iter().filter_map(|table| {
            let row = table.row(owner)?;
            let all = Decimal::from(table.subjects.len());
            let among = figure.whole.is_none_or(|whole| whole == all);
            table.first(Measure::Rank)?.value(row).filter(|_| among)
        });
        ranks.collect()
    }

    /// Whether tables have neither rates nor numbers of things of a row: groups that are rows of a table.
    fn has_no_things(&self, rows: Rows, owner: Subject) -> bool {
        let counted = |column: &Column| matches!(column.measure, Measure::Rate | Measure::Count);
        let tables = self
            .tables
            .iter()
            .filter(|table| table.row(owner).is_some());
        rows != Rows::Periods && !tables.flat_map(|table| &table.columns).any(counted)
    }

    /// “từ hạng 7 lên hạng 6”: the first is of then.
    fn leads_from(&self, clause: &Clause, figure: &Figure) -> bool {
        let quiet = |at: &usize| self.quiet_before(*at) || self.read.is(*at, Role::Rank);
        let before = (0..figure.at).rev().find(|at| !quiet(at));
        let from = before.is_some_and(|at| self.read.is(at, Role::From));
        let goes = |at: &usize| *at > figure.at && self.read.goal(*at).is_some();
        from && clause.at.iter().any(goes)
    }

    /// Whether the head of a column has a word, or does not need to: it is of dossiers.
    pub(super) fn is_in_head(&self, at: usize, column: &Column) -> bool {
        let head = || lower(&column.label).contains(&self.read.words(at));
        self.read.is_hint(at, Hint::Dossiers) || head()
    }

    /// “hai xã A và B có 80 hồ sơ quá hạn”: the sum of theirs, or what each has.
    fn jointly(&self, clause: &Clause, figure: &Figure, at: usize) -> Verdict {
        // “266 hồ sơ không nộp trực tuyến” are in no column.
        if self.plays(clause, Role::Not).is_some() {
            return Verdict::Unread;
        }
        let said = self.claims.grammar.telling(&self.words(clause));
        let rows = clause.names.first().map(|(_, name)| self.rows_of(*name));
        let columns = rows
            .into_iter()
            .flat_map(|rows| self.of(rows, Measure::Count));
        let columns = columns.filter(|(_, column)| {
            let counts = self.is_in_head(at, column);
            let none = column.telling.is_empty() && said.is_empty();
            counts && (none || column.telling.iter().any(|word| said.contains(word)))
        });
        let sums = columns.flat_map(|(table, column)| {
            let values = clause
                .names
                .iter()
                .map(|(_, name)| column.value(table.row(*name)?));
            let values: Option<Vec<Decimal>> = values.collect();
            let values = values.unwrap_or_default();
            let sum: Decimal = values.iter().sum();
            values.into_iter().chain([sum])
        });
        let sums: Vec<Decimal> = sums.collect();
        self.one_of(*figure, &sums, "số hay tổng số")
    }

    /// Numbers of things of a row, if its tables count such things: its own, and how far they lie
    /// apart.
    fn things(&self, clause: &Clause, rows: Rows, owner: Subject, at: usize) -> Vec<Decimal> {
        let said = self.claims.grammar.telling(&self.words(clause));
        let counts = self.of(rows, Measure::Count);
        let counts = counts.filter(|(_, column)| self.is_in_head(at, column));
        let counts: Vec<(&Table, &Column)> = counts.collect();
        let own = words(&self.quoted(Self::span(clause))).join(" ");
        let heads = counts.iter().map(|one| (&*one.1.heads, *one));
        let grammar = self.claims.grammar;
        let named: Vec<(&Table, &Column)> = named(grammar, &format!(" {own} "), heads);
        let mut labels = counts.iter().flat_map(|(_, column)| column.telling.iter());
        // Of something else than the tables count, nothing is known.
        let word = |at: &usize| {
            let word = matches!(self.read.kind(*at), Some(Kind::Word(_)));
            // “giải quyết xong cả 217 hồ sơ”
            let hints = [Hint::Settled, Hint::Every];
            word && !hints.iter().any(|hint| self.read.is_hint(*at, *hint))
        };
        let plain = !clause.at.iter().any(word);
        if !(labels.any(|word| said.contains(word)) || said.is_empty() && plain) {
            return Vec::new();
        }
        // “03 hồ sơ quá hạn trong tổng số 512 hồ sơ” has another of which it is a part.
        let led = at
            .checked_sub(2)
            .is_some_and(|at| self.read.is(at, Role::Of) || self.read.is_hint(at, Hint::Among));
        let counts = match clause.inside || led || named.is_empty() {
            true => counts,
            false => named,
        };
        let own = counts
            .iter()
            .filter_map(|(table, column)| column.value(table.row(owner)?));
        let own: Vec<Decimal> = own.collect();
        let apart = own
            .iter()
            .flat_map(|one| own.iter().map(move |other| (*one - *other).abs()));
        let apart: Vec<Decimal> = apart.collect();
        own.into_iter().chain(apart).collect()
    }
}
