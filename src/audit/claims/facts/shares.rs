//! What part of all some have.

use rust_decimal::Decimal;

use super::clause::{Clause, Figure, Of};
use super::tables::{Column, Measure, Rows, Table};
use super::{Hold, Verdict, fits};
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::said::{Bound, Subject};
use crate::audit::claims::share;
use crate::audit::claims::token::Kind;
use crate::audit::claims::vocabulary::{Hint, Role};
use crate::vn::number::{print, round};

impl Hold<'_, '_, '_> {
    /// “hồ sơ quá hạn của xã A chiếm 60% tổng số”; “29 đơn vị …, chiếm 72,5%”.
    pub(super) fn share(&self, clause: &Clause) -> Verdict {
        if !self.is_bare_rate(clause) && !self.has(clause, Hint::Share) || self.tells_money() {
            return Verdict::Unread;
        }
        let mut percents = clause
            .figures
            .iter()
            .filter(|figure| figure.of == Of::Percent);
        let (Some(figure), None) = (percents.next().copied(), percents.next()) else {
            return Verdict::Unread;
        };
        let roles = [Role::Respectively, Role::Maximum, Role::Points];
        let of_points = roles.iter().any(|role| self.plays(clause, *role).is_some());
        let other = clause.way.is_some() || of_points || self.is_share_of_told(&figure);
        if figure.bound != Bound::Exact || other {
            return Verdict::Unread;
        }
        if let Some(shares) = self.shares_of_first(clause) {
            return self.one_of(figure, &shares, "tỷ lệ");
        }
        // “hai phường giải quyết 4.125 hồ sơ, bằng 37,16% tổng số” is of those.
        let things = |figure: &super::clause::Figure| matches!(figure.of, Of::Things(_));
        let before = self.spoken.before.as_ref().map(|before| &before.figures);
        let things = before.is_some_and(|figures| figures.iter().any(things));
        if things && clause.names.is_empty() && self.spoken.subjects.is_empty() {
            return Verdict::Unread;
        }
        // “chiếm 62,02% số hồ sơ quá hạn của mười đơn vị” is no part of ten.
        let own = clause.noun().filter(|noun| noun.word < figure.at);
        let before = self
            .spoken
            .noun
            .as_ref()
            .filter(|_| self.spoken.subjects.is_empty());
        let noun = own.or(before);
        if let Some((count, rows)) =
            noun.and_then(|noun| Some((noun.count.or(self.spoken.told)?, noun.rows)))
            && clause.names.is_empty()
        {
            let all = noun.and_then(|noun| noun.whole);
            let all = all.map_or_else(|| self.sizes(rows, clause), |all| vec![all]);
            let shares = all.into_iter().filter_map(|all| share(count, all));
            let shares: Vec<Decimal> = shares.collect();
            return self.one_of(figure, &shares, "tỷ lệ");
        }
        match (clause.names.as_slice(), self.spoken.subjects.as_slice()) {
            ([(_, one)], _) | ([], [one]) => {
                self.one_of(figure, &self.shares_of(clause, *one), "tỷ lệ")
            }
            ([], several @ [first, ..]) => {
                let shares = self.joint_shares(clause, self.rows_of(*first), several);
                self.one_of(figure, &shares, "tỷ lệ")
            }
            ([(_, first), ..], _) => {
                let several: Vec<Subject> = clause.names.iter().map(|(_, name)| *name).collect();
                let shares = self.joint_shares(clause, self.rows_of(*first), &several);
                match self.one_of(figure, &shares, "tỷ lệ") {
                    Verdict::Unread => Verdict::Right,
                    read => read,
                }
            }
            _ => Verdict::Unread,
        }
    }

    /// Whether a clause only tells what part those are that were counted before it.
    fn is_bare_rate(&self, clause: &Clause) -> bool {
        // “có 19 đơn vị đạt từ 9 điểm trở lên, tỷ lệ 47,50%”
        let quiet = [Role::Rate, Role::Filler, Role::Achieves, Role::Is];
        let bare = |at: &usize| {
            let figure = self.read.number(*at).is_some();
            figure || self.read.kind(*at) == Some(Kind::Mark('%')) || self.read.any(*at, &quiet)
        };
        let counted = self.spoken.noun.is_some_and(|noun| noun.count.is_some());
        let alone = counted && clause.at.iter().all(bare) && !clause.inside;
        alone && self.plays(clause, Role::Rate).is_some()
    }

    /// “còn 420 hồ sơ, chủ yếu ở A (138 hồ sơ) và B (128 hồ sơ), hai đơn vị này chiếm 63,33%”: two numbers told
    /// beside each other are that part of one told before.
    fn is_share_of_told(&self, figure: &Figure) -> bool {
        const NEAR: usize = 8;
        let numbers = (self.read.stretch(figure.at).start..figure.at).rev();
        let numbers = numbers.filter_map(|at| self.read.number(at));
        let counts: Vec<Decimal> = numbers
            .filter(|value| value.scale() == 0)
            .take(NEAR)
            .collect();
        let part = |two: &[Decimal]| two.iter().sum::<Decimal>();
        counts.windows(2).any(|two| {
            let mut shares = counts.iter().filter_map(|whole| share(part(two), *whole));
            shares.any(|known| fits(figure.bound, figure.value, known))
        })
    }

    /// “xã A tiếp nhận 730 hồ sơ, chiếm hơn một phần tư tổng số”: what part of all the things are that were
    /// told of a row, in the columns that have them.
    pub(super) fn part_of_all(&self, clause: &Clause) -> Verdict {
        match self.has(clause, Hint::Share) {
            true => self.part_read(clause).unwrap_or(Verdict::Unread),
            false => Verdict::Unread,
        }
    }

    fn part_read(&self, clause: &Clause) -> Option<Verdict> {
        let before = self.spoken.before.as_ref()?;
        if let Some(read) = self.part_of_told(clause, before) {
            return Some(read);
        }
        let [figure] = clause.figures.as_slice() else {
            return None;
        };
        let ([told], [owner]) = (before.figures.as_slice(), self.spoken.subjects.as_slice()) else {
            return None;
        };
        let things = matches!(told.of, Of::Things(_)) && told.bound == Bound::Exact;
        let part =
            figure.of == Of::Rows || figure.of == Of::Percent && figure.bound != Bound::Exact;
        if !things || !part || !clause.names.is_empty() || clause.way.is_some() {
            return None;
        }
        let shares = self.of(self.rows_of(*owner), Measure::Count);
        let shares = shares.filter_map(|(table, column)| {
            let own = column.value(table.row(*owner)?)?;
            (own == told.value).then(|| share(own, column.total()?))?
        });
        let shares: Vec<Decimal> = shares.collect();
        let first = *shares.first()?;
        let bound = match figure.bound {
            Bound::Exact => Bound::About,
            bound => bound,
        };
        let right = shares.iter().any(|known| fits(bound, figure.value, *known));
        let span = Self::span(clause);
        Some(Verdict::of(right, span, || {
            let known = print(round(first, 2));
            format!(
                "tỷ lệ theo số liệu là {known}%, bài ghi “{}”",
                self.quoted(span)
            )
        }))
    }

    /// “xã A có 09 hồ sơ quá hạn, chiếm 60% trong tổng số 15 hồ sơ quá hạn”: what part one number is of another.
    fn part_of_told(&self, clause: &Clause, before: &Clause) -> Option<Verdict> {
        let ([told], [percent, whole]) = (before.figures.as_slice(), clause.figures.as_slice())
        else {
            return None;
        };
        let things =
            |figure: &Figure| matches!(figure.of, Of::Things(_)) && figure.bound == Bound::Exact;
        let of = whole
            .at
            .checked_sub(1)
            .is_some_and(|at| self.read.is(at, Role::Of));
        let plain = things(told) && things(whole) && told.whole.is_none() && of;
        let exact = percent.of == Of::Percent && percent.bound == Bound::Exact;
        (plain && exact && clause.names.is_empty()).then(|| {
            let span = (percent.at, whole.end);
            Self::rate_of((told.value, whole.value), percent.value, span)
        })
    }

    /// “ba đơn vị có nhiều hồ sơ quá hạn nhất chiếm 83,72% số hồ sơ quá hạn”: what part of all the first so
    /// many have.
    fn shares_of_first(&self, clause: &Clause) -> Option<Vec<Decimal>> {
        let ([(at, lowest)], true) = (clause.extremes.as_slice(), clause.names.is_empty()) else {
            return None;
        };
        let noun = clause.nouns.iter().find(|noun| noun.word < *at)?;
        let many = usize::try_from(noun.count?).ok()?;
        let columns = self.columns(clause, noun.rows, Measure::Count).into_iter();
        let shares = columns.filter_map(|(table, column)| {
            let order = table.order(column, table.all_rows(), *lowest);
            let first = order.get(..many)?.iter().map(|(_, value)| value);
            share(first.sum(), column.total()?)
        });
        Some(shares.collect())
    }

    /// What part the counts of a row are of all, and of one another.
    fn shares_of(&self, clause: &Clause, subject: Subject) -> Vec<Decimal> {
        let rows = self.rows_of(subject);
        let about = self.columns(clause, rows, Measure::Count);
        let meant = |column: &Column| {
            about.is_empty() || about.iter().any(|(_, one)| std::ptr::eq(*one, column))
        };
        let columns: Vec<(&Table, &Column)> = self.of(rows, Measure::Count).collect();
        let shares = columns.iter().flat_map(|(table, column)| {
            let row = table.row(subject);
            let own = row.and_then(|row| column.value(row));
            let total = column.total();
            let of_all = own
                .zip(total)
                .filter(|_| meant(column))
                .and_then(|(own, total)| share(own, total));
            let others = columns
                .iter()
                .filter(|(other, _)| std::ptr::eq(*other, *table));
            let others = others.filter(|(_, other)| meant(other) || meant(column));
            let others = others.filter_map(|(_, other)| other.value(row?));
            let of_own = others.filter_map(|other| share(own?, other));
            of_all.into_iter().chain(of_own).collect::<Vec<_>>()
        });
        shares.collect()
    }

    /// What part of all several rows have together.
    fn joint_shares(&self, clause: &Clause, rows: Rows, names: &[Subject]) -> Vec<Decimal> {
        let shares = self.columns(clause, rows, Measure::Count).into_iter();
        let shares = shares.filter_map(|(table, column)| {
            let own = names.iter().map(|name| column.value(table.row(*name)?));
            let own: Decimal = own.collect::<Option<Vec<_>>>()?.iter().sum();
            share(own, column.total()?)
        });
        shares.collect()
    }
}
