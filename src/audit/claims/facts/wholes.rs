//! Numbers with that of which they are a part: points of all that can be had, ranks of all that are
//! ranked, things of all there are, and the rate that is told beside two of them.

use rust_decimal::Decimal;

use super::clause::{Clause, Figure, Of};
use super::tables::{Column, Measure, Rows, Table};
use super::{Hold, Verdict};
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::said::{Bound, Subject};
use crate::audit::claims::vocabulary::{Hint, Role};
use crate::audit::claims::{agrees, share};
use crate::vn::number::{half_unit, print, round};

impl Hold<'_, '_, '_> {
    /// “đạt 19,82/20 điểm”: of all that can be had; “hạng 3/40”: of all that are ranked.
    pub(super) fn wholes(&self, clause: &Clause) -> Verdict {
        let apart = [Role::From, Role::Versus]
            .iter()
            .any(|role| self.plays(clause, *role).is_some());
        // Of several together all is told already.
        let summed = || !matches!(self.together(clause), Verdict::Unread);
        if apart || clause.way.is_some() || summed() {
            return Verdict::Unread;
        }
        for figure in &clause.figures {
            let Some(whole) = figure.whole.filter(|_| figure.bound == Bound::Exact) else {
                continue;
            };
            let owner = self.owner(clause, figure);
            let read = match (figure.of, owner) {
                (Of::Rank, Some(owner)) => self.ranked_of(owner, figure, whole),
                (Of::Points, Some(owner)) => self.points_of(clause, owner, figure, whole),
                (Of::Things(_), Some(owner)) => self.things_of(owner, figure, whole),
                (Of::Points, None) => self.own_of(clause, figure, whole),
                _ => Verdict::Unread,
            };
            if matches!(read, Verdict::Wrong(..)) {
                return read;
            }
        }
        Verdict::Unread
    }

    fn ranked_of(&self, owner: Subject, figure: &Figure, whole: Decimal) -> Verdict {
        let tables = self
            .tables
            .iter()
            .filter(|table| table.row(owner).is_some());
        let ranked: Vec<&Table> = tables.filter(|table| table.rows == Rows::Units).collect();
        let sizes = ranked.iter().flat_map(|table| {
            let mut sizes = vec![table.subjects.len()];
            sizes.extend(self.sorts(table));
            sizes
        });
        let sizes: Vec<Decimal> = sizes.map(Decimal::from).collect();
        let known = ranked.iter().any(|table| {
            let rank = table
                .first(Measure::Rank)
                .and_then(|ranks| ranks.value(table.row(owner)?));
            rank == Some(figure.value)
        });
        Verdict::of(
            !known || sizes.contains(&whole),
            (figure.at, figure.end),
            || {
                let all = sizes.first().copied().unwrap_or_default();
                format!(
                    "số đơn vị được xếp hạng là {}, bài ghi {}",
                    print(all),
                    print(whole)
                )
            },
        )
    }

    fn points_of(
        &self,
        clause: &Clause,
        owner: Subject,
        figure: &Figure,
        whole: Decimal,
    ) -> Verdict {
        let columns = self.of(self.rows_of(owner), Measure::Points);
        let own = |(table, column): (&Table, &Column)| {
            let row = table.row(owner)?;
            Some((
                column.value(row)?,
                column.possible.get(row).copied().flatten()?,
            ))
        };
        let pairs: Vec<(Decimal, Decimal)> = columns.filter_map(own).collect();
        self.one_pair(clause, figure, whole, pairs)
    }

    /// All numbers of things that tables have of a row.
    pub(super) fn counts(&self, rows: Rows, owner: Subject) -> Vec<Decimal> {
        let counts = self.of(rows, Measure::Count);
        let own = counts.filter_map(|(table, column)| column.value(table.row(owner)?));
        own.collect()
    }

    /// “209/209 hồ sơ”: both numbers are of the row, or the second is that of all.
    fn things_of(&self, owner: Subject, figure: &Figure, whole: Decimal) -> Verdict {
        let columns = self.of(self.rows_of(owner), Measure::Count);
        let columns: Vec<_> = columns.collect();
        let own = columns
            .iter()
            .filter_map(|(table, column)| column.value(table.row(owner)?));
        let own: Vec<Decimal> = own.collect();
        let mut totals = columns.iter().filter_map(|(_, column)| column.total());
        let right = own.contains(&whole) || totals.any(|total| total == whole);
        // “253/408 hồ sơ tiếp nhận mới” of all received less those carried over.
        let mut rests = own
            .iter()
            .flat_map(|one| own.iter().map(move |other| one - other));
        let right = right || rests.any(|rest| rest == whole);
        if !own.contains(&figure.value) {
            return Verdict::Unread;
        }
        Verdict::of(right, (figure.at, figure.end), || {
            let name = self.called(owner);
            format!("không biểu nào ghi {} cho {name}", print(whole))
        })
    }

    /// How far the parts of a row lie from the most that any has, where no table says how much can be had:
    /// “mười một đơn vị đạt trọn 15 điểm; riêng xã A hụt 0,2 điểm”.
    pub(super) fn short_of_most(&self, rows: Rows, owner: Subject) -> Vec<Decimal> {
        let parts = self.of(rows, Measure::Points);
        let parts = parts.filter(|(table, column)| !table.is_graded(column));
        let short = parts.filter_map(|(table, column)| {
            let row = table.row(owner)?;
            let unknown = column.possible.get(row).copied().flatten().is_none();
            let most = column.values.iter().flatten().max().filter(|_| unknown)?;
            Some(*most - column.value(row)?)
        });
        short.collect()
    }

    /// Points of the unit itself, or of a group whose name was said before.
    fn own_of(&self, clause: &Clause, figure: &Figure, whole: Decimal) -> Verdict {
        let Some(scores) = self.claims.lone.filter(|_| self.read.axes) else {
            return Verdict::Unread;
        };
        let units = clause.nouns.iter().any(|noun| noun.rows != Rows::Axes);
        // “8,71 điểm cộng với 9,04 điểm được 17,75/22 điểm”
        let units = units || self.has(clause, Hint::Sum);
        if units || self.spoken.elsewhere || figure.value.scale() == 0 {
            return Verdict::Unread;
        }
        let mut pairs = vec![(scores.printed_total(), scores.full())];
        let groups = scores.groups.iter();
        pairs.extend(groups.filter_map(|group| Some((group.printed()?, group.applicable()))));
        pairs.extend(
            pairs
                .clone()
                .iter()
                .map(|(value, _)| (*value, scores.full())),
        );
        self.one_pair(clause, figure, whole, pairs)
    }

    fn one_pair(
        &self,
        clause: &Clause,
        figure: &Figure,
        whole: Decimal,
        mut pairs: Vec<(Decimal, Decimal)>,
    ) -> Verdict {
        // “thiếu 4,95/22 điểm”
        if self.plays(clause, Role::Lacks).is_some() || self.is_apart(clause) {
            let lacking = pairs
                .iter()
                .map(|(value, possible)| (*possible - *value, *possible));
            pairs.extend(lacking.collect::<Vec<_>>());
        }
        if pairs.is_empty() || whole == Decimal::ONE_HUNDRED {
            return Verdict::Unread;
        }
        let right = pairs
            .iter()
            .any(|(value, possible)| agrees(figure.value, *value) && *possible == whole);
        Verdict::of(right, (figure.at, figure.end), || {
            let near = pairs
                .iter()
                .min_by_key(|(value, _)| (*value - figure.value).abs());
            let near = near.map_or(String::new(), |(value, possible)| {
                format!(" (gần nhất: {}/{})", print(*value), print(*possible))
            });
            let stated = format!("{}/{}", print(figure.value), print(whole));
            format!("không có điểm nào theo số liệu là {stated}{near}")
        })
    }

    /// “209/214 hồ sơ đúng hạn, đạt 97,66%”: the rate of the fraction before it.
    pub(super) fn percent_of(&self, clause: &Clause) -> Verdict {
        let Some(figure) = clause
            .figures
            .iter()
            .find(|figure| figure.of == Of::Percent)
        else {
            return Verdict::Unread;
        };
        let Some((last, fraction)) = self.read.fraction_before(figure.at) else {
            return Verdict::Unread;
        };
        // “đạt 88,03/100 điểm, tiến độ giải quyết đạt 97,4%” is of another.
        let mut between = last..figure.at;
        let points = self.read.is(last + 1, Role::Points);
        if points && between.any(|at| self.read.is(at, Role::Described)) {
            return Verdict::Unread;
        }
        let span = (figure.at, figure.end);
        let rated = (last..figure.at).any(|at| self.read.is(at, Role::Rate));
        if self.is_rate_otherwise(figure, fraction, rated) {
            return Verdict::Right;
        }
        match (fraction, figure.bound) {
            (fraction, Bound::Exact) => Self::rate_of(fraction, figure.value, span),
            ((part, whole), bound) if part <= whole => match share(part, whole) {
                Some(share) => Verdict::of(super::fits(bound, figure.value, share), span, || {
                    let (part, whole, share) = (print(part), print(whole), print(round(share, 2)));
                    format!(
                        "{part}/{whole} là {share}%, bài ghi “{}”",
                        self.quoted((figure.at.saturating_sub(1), figure.end))
                    )
                }),
                None => Verdict::Unread,
            },
            _ => Verdict::Unread,
        }
    }

    /// Whether a rate is not just what one number is of another: “còn 37/705 hồ sơ quá hạn, tỷ lệ đúng hạn đạt
    /// 94,75%”; “bình quân đạt 10,14/12 điểm, bằng 84,48%”, of the mean before it was rounded.
    fn is_rate_otherwise(
        &self,
        figure: &Figure,
        (part, whole): (Decimal, Decimal),
        rated: bool,
    ) -> bool {
        let rest = share(whole - part, whole).filter(|_| rated);
        if rest.is_some_and(|rest| super::fits(figure.bound, figure.value, rest)) {
            return true;
        }
        let mean = (0..figure.at).any(|at| self.is_mean(at)) && part.scale() > 0;
        let near = || {
            let (far, rate) = (share(half_unit(part), whole)?, share(part, whole)?);
            Some((figure.value - rate).abs() <= far + half_unit(figure.value))
        };
        mean && near() == Some(true)
    }

    /// Whether a percent is that of a fraction.
    pub(super) fn rate_of(
        (part, whole): (Decimal, Decimal),
        percent: Decimal,
        span: (usize, usize),
    ) -> Verdict {
        let Some(share) = share(part, whole).filter(|_| part <= whole) else {
            return Verdict::Unread;
        };
        Verdict::of(super::fits(Bound::Exact, percent, share), span, || {
            let (part, whole, share) = (print(part), print(whole), print(round(share, 2)));
            format!("{part}/{whole} là {share}%, bài ghi {}%", print(percent))
        })
    }
}
