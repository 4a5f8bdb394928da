//! Sets of rows: how many are of a kind, all, none, the only one, those that are named, the rest.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::clause::{Clause, Noun, Of};
use super::kinds::{Common, Test};
use super::tables::{Rows, Table};
use super::{Hold, Verdict, fits};
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::said::{Bound, Subject};
use crate::audit::claims::share;
use crate::audit::claims::token::{Kind, When};
use crate::audit::claims::vocabulary::{Hint, Role};

impl Hold<'_, '_, '_> {
    /// Whether it is told by how many rows something rose or fell, not how many there are.
    fn is_by_how_many(&self, clause: &Clause, noun: &Noun) -> bool {
        let quiet = |at: &usize| {
            let when = matches!(self.read.kind(*at), Some(Kind::When(_)));
            when || self.quiet_before(*at)
        };
        let more = |at: usize| self.read.is_hint(at, Hint::Short);
        let led = (0..noun.at).rev().take_while(quiet).any(more);
        let before = (0..noun.at).rev().find(|at| !quiet(at));
        let turns = before.is_some_and(|at| {
            let turned = self.read.any(at, &[Role::Rises, Role::Falls, Role::Above]);
            // “số đơn vị loại Xuất sắc tăng từ 03 đơn vị lên 04 đơn vị”
            let goes = |at: &usize| *at > noun.at && self.read.goal(*at).is_some();
            let from = self.read.is(at, Role::From) && clause.at.iter().any(goes);
            let turned = turned || from || self.read.goal(at).is_some();
            let hints = [Hint::More, Hint::Less, Hint::Short];
            turned || hints.iter().any(|hint| self.read.is_hint(at, *hint))
        });
        led || turns && before.is_some_and(|at| clause.at.contains(&at))
    }

    /// How many rows are of a kind, and which.
    pub(super) fn set(&self, clause: &Clause) -> Verdict {
        if !clause.extremes.is_empty() || clause.inside {
            return Verdict::Unread;
        }
        let every = self.every_named(clause);
        let named = clause.names.iter().map(|(_, name)| *name);
        let names: Vec<Subject> = named.chain(every.iter().copied()).collect();
        let named = names.first().map(|name| self.rows_of(*name));
        // “trục A hai tháng liền …” counts no axes.
        let fits = |noun: &&Noun| {
            noun.rows != Rows::Periods || named.is_none_or(|named| named == Rows::Periods)
        };
        let noun = clause.noun().filter(fits);
        let Some(rows) = named.or(noun.map(|noun| noun.rows)) else {
            return Verdict::Unread;
        };
        // “…, thêm 01 đơn vị so với tháng 7”, “ít hơn tháng 10 một xã”: by how many they became more.
        if noun.is_some_and(|noun| self.is_by_how_many(clause, noun)) {
            return Verdict::Unread;
        }
        // “…, gồm 06 phường và 04 xã” is of those of whom was spoken.
        let counted = names.is_empty() && noun.is_some_and(|noun| noun.count.is_some());
        // “bốn đơn vị kia từ 92,4% đến 99,45%” says something else.
        let own = clause.figures.iter().any(|figure| figure.of == Of::Percent);
        let counted = counted && !own && !self.has(clause, Hint::Each);
        let before = self.spoken.common.as_ref().filter(|_| counted);
        let common = self.common(clause, rows);
        let Some((common, tests)) = common.or_else(|| self.common(before?, rows)) else {
            return Verdict::Unread;
        };
        if clause.way.is_some() && (self.since_another(clause) || self.turns_both_ways(clause)) {
            return Verdict::Unread;
        }
        let other = self.says_otherwise(clause, noun, !names.is_empty());
        if other || names.is_empty() && self.is_of_others(clause, noun) {
            return Verdict::Unread;
        }
        let part = |noun: &Noun| {
            let sizes = || self.sizes(noun.rows, clause);
            noun.scope && noun.count.is_some_and(|count| !sizes().contains(&count))
        };
        // “trong 05 xã A Lưới, chỉ có A Lưới 4 …”
        let led = self
            .led_scope()
            .is_some_and(|led| led.nouns.iter().any(part));
        if led && self.has(clause, Hint::Alone) && !clause.nouns.iter().any(part) {
            return Verdict::Unread;
        }
        // “duy nhất trong năm xã mang tên A” is not of all.
        let only = self.has(clause, Hint::Alone) && !clause.nouns.iter().any(part);
        // “bảy tháng qua chỉ tháng 6 giảm”
        let merely = rows == Rows::Periods && !names.is_empty() && self.has(clause, Hint::Merely);
        let only = only || merely;
        // “chỉ có 11 đơn vị đạt …” counts them.
        let only = only && !(names.is_empty() && noun.is_some_and(|noun| noun.count.is_some()));
        let span = Self::span(clause);
        let members = |table: &Table| {
            let rows = names.iter().map(|name| table.row(*name));
            rows.collect::<Option<Vec<usize>>>()
        };
        match noun.filter(|_| !only && every.is_empty()) {
            None if names.is_empty() => Verdict::Unread,
            // “A và B đạt trên 90 điểm”; “chỉ có A …”.
            None => self.under_any(clause, &common, &tests, span, |table, _, of| {
                let members = members(table)?;
                let all = members.iter().all(|row| of.contains(row));
                Some(all && (!only || of.len() == members.len()))
            }),
            Some(noun) => self.so_many(clause, noun, (rows, &names), &common, &tests),
        }
    }

    /// Whether a clause with a noun says something else than how many rows are of a kind.
    fn says_otherwise(&self, clause: &Clause, noun: Option<&Noun>, named: bool) -> bool {
        // “giữ nguyên xếp loại Tốt”
        let regraded = !clause.bands.is_empty() && self.regraded(clause).is_some();
        let kept = matches!(clause.way, Some((_, Ordering::Equal)));
        // “08 đơn vị còn lại giữ nguyên thứ hạng” is of ranks, “hơn đơn vị xếp thứ hai 1,72 điểm” of one unit.
        let ranks = kept && self.plays(clause, Role::Rank).is_some();
        let placed = named && self.placed(clause).is_some();
        // “đạt 80% (8/10 đơn vị), giảm 01 đơn vị so với tháng 7” is how many fewer.
        let fewer = clause.way.is_some_and(|(way, _)| {
            let first = self.first_word(clause) == Some(way);
            first && noun.is_some_and(|noun| noun.at == way + 1)
        });
        // “chỉ có A trên 20 điểm (20,13), B dưới 15 điểm” says something else of each.
        let bounded = clause.figures.iter().filter(|figure| self.bounds(figure));
        let bounded: Vec<usize> = bounded.map(|figure| figure.at).collect();
        let each = bounded.windows(2).any(|two| {
            let mut names = clause.names.iter().map(|(name, _)| name);
            names.any(|name| two.first() < Some(name) && Some(name) < two.last())
        });
        each || self.has(clause, Hint::Or) || regraded || ranks || placed || fewer
    }

    /// “A, B và C không có hồ sơ quá hạn; tuy nhiên, điểm của cả ba đơn vị đều giảm”: those that were named.
    fn every_named(&self, clause: &Clause) -> Vec<Subject> {
        let noun = clause.noun().filter(|_| clause.names.is_empty());
        let every = |noun: &&Noun| {
            let before = noun.at.checked_sub(1);
            before.is_some_and(|at| self.is_every(at)) && self.has(clause, Hint::Each)
        };
        let Some(noun) = noun.filter(every) else {
            return Vec::new();
        };
        let mut named: Vec<Subject> = Vec::new();
        for (_, name) in &self.spoken.named {
            if self.rows_of(*name) == noun.rows && !named.contains(name) {
                named.push(*name);
            }
        }
        let all = named.len() > 1 && noun.count == Some(Decimal::from(named.len()));
        if all { named } else { Vec::new() }
    }

    /// The clause before, if it only says among whom.
    fn led_scope(&self) -> Option<&Clause> {
        let before = self.spoken.before.as_ref()?;
        let plain = before.figures.is_empty() && before.bands.is_empty() && before.way.is_none();
        plain.then_some(before)
    }

    /// How many rows are of a kind; or of two, if the clause after goes on with them.
    fn so_many(
        &self,
        clause: &Clause,
        noun: &Noun,
        (rows, names): (Rows, &[Subject]),
        common: &Common,
        tests: &[Test],
    ) -> Verdict {
        let quantity = self.quantity(clause, noun);
        let rest = self.plays(clause, Role::Rest).is_some() || !self.spoken.except.is_empty();
        let example = self.has(clause, Hint::Example);
        let whole = self.lists(clause, noun) && !example;
        let joined = self.joined(clause);
        let also = joined.and_then(|next| self.common(next, rows));
        if joined.is_some() && also.is_none() {
            return Verdict::Unread;
        }
        // “… nhưng chưa đạt 100% là A, B và C” lists them.
        let listed = joined.into_iter().flat_map(|next| &next.names);
        let listed = listed.map(|(_, name)| *name);
        let listed: Vec<Subject> = names.iter().copied().chain(listed).collect();
        let span = Self::span(clause);
        self.under_any(clause, common, tests, span, |table, scope, of| {
            let members = listed.iter().map(|name| table.row(*name));
            let members = members.collect::<Option<Vec<usize>>>()?;
            let holds = |of: &[usize]| match rest {
                true => self.of_rest(table, quantity, scope, of),
                false => quantity.holds(scope.len(), of, &members, whole),
            };
            let both = also.iter().flat_map(|also| of_both(table, of, also));
            let mut both = both.map(|of| holds(&of));
            match holds(of) {
                Some(false) if both.any(|holds| holds == Some(true)) => Some(true),
                read => read,
            }
        })
    }

    /// The clause after, if it goes on with the same rows: “ba đơn vị đạt trên 99% nhưng chưa đạt 100%”.
    fn joined(&self, clause: &Clause) -> Option<&Clause> {
        let next = self.next.as_ref().filter(|next| !next.inside)?;
        let (last, first) = (*clause.at.last()?, *next.at.first()?);
        let list = |at: &usize| {
            self.read.is(*at, Role::Is) || self.read.kind(*at) == Some(Kind::Mark(':'))
        };
        let list = next.at.iter().copied().find(list).unwrap_or(usize::MAX);
        let own = [
            Role::UnitNoun,
            Role::AxisNoun,
            Role::Total,
            Role::Own,
            Role::Rank,
        ];
        let other = |at: &usize| {
            let named = self.read.name(*at).is_some() || self.read.kind(*at) == Some(Kind::Own);
            *at < list && (named || self.read.any(*at, &own))
        };
        let joined = self.read.is(last + 1, Role::And) && first == last + 2;
        (joined && !next.at.iter().any(other)).then_some(next)
    }

    /// Whether a clause without names is of others than all rows.
    fn is_of_others(&self, clause: &Clause, noun: Option<&Noun>) -> bool {
        // “năm xã dẫn đầu …, không xã nào …” is of those.
        let scoped = self.spoken.scoped && noun.is_some_and(|noun| noun.count.is_none());
        // “bốn chỉ số đạt 100% gồm công bố đúng hạn, …”: those that are listed are no rows.
        let lists = self.plays(clause, Role::Is);
        let unread = |at: &usize| {
            let word = matches!(self.read.kind(*at), Some(Kind::Word(_)));
            word && lists.is_some_and(|is| is < *at)
        };
        // “trong 05 xã A Lưới, … 03 xã loại tốt” counts some of those.
        let rest = self.plays(clause, Role::Rest).is_some();
        let within = self.spoken.scoped && self.spoken.within_some && !rest;
        scoped || within || clause.at.iter().any(unread)
    }

    /// What is said of those that are left: “năm trục còn lại đều tăng”.
    fn of_rest(
        &self,
        table: &Table,
        quantity: Quantity,
        scope: &[usize],
        of: &[usize],
    ) -> Option<bool> {
        let before = self.spoken.named.iter().map(|(_, name)| name);
        let named = before.chain(&self.spoken.except);
        let named: Vec<usize> = named.filter_map(|name| table.row(*name)).collect();
        let mut rest = scope.iter().filter(|row| !named.contains(row));
        match (named.is_empty(), quantity) {
            (_, Quantity::None) => Some(rest.all(|row| !of.contains(row))),
            (true, Quantity::Many(count) | Quantity::All(Some(count))) => {
                Some(Decimal::from(of.len()) >= count)
            }
            (true, _) => None,
            // “trong năm xã A, … bốn xã còn lại” are not all others.
            (false, Quantity::All(Some(count)) | Quantity::Many(count))
                if count != Decimal::from(rest.clone().count()) =>
            {
                None
            }
            (false, _) => Some(rest.all(|row| of.contains(row))),
        }
    }

    /// Whether changes are since another time than the period before.
    pub(super) fn since_another(&self, clause: &Clause) -> bool {
        let versus = clause.at.iter().any(|at| self.read.is(*at, Role::Versus));
        let before = clause
            .at
            .iter()
            .any(|at| self.read.kind(*at) == Some(Kind::When(When::Before)));
        versus && !before
    }

    /// Whether a clause speaks of a rise and of a fall: “mức tăng của A và B không bù được mức giảm của C”.
    fn turns_both_ways(&self, clause: &Clause) -> bool {
        let turns = [Role::Rises, Role::Falls];
        turns.iter().all(|role| self.plays(clause, *role).is_some())
    }

    /// Whether a word before a number says that it is of all.
    pub(super) fn is_every(&self, at: usize) -> bool {
        self.read.is(at, Role::All) || self.read.is_hint(at, Hint::Every)
    }

    /// Whether a clause lists all that are of a kind: “các đơn vị … gồm A, B”.
    fn lists(&self, clause: &Clause, noun: &Noun) -> bool {
        let first = clause.names.first().map_or(0, |(at, _)| *at);
        let opens =
            |at: usize| self.read.is(at, Role::Is) || self.read.kind(at) == Some(Kind::Mark(':'));
        noun.at < first
            && clause
                .at
                .iter()
                .any(|at| *at > noun.at && *at < first && opens(*at))
    }

    fn quantity(&self, clause: &Clause, noun: &Noun) -> Quantity {
        let near = noun.at.saturating_sub(3)..noun.at;
        let denied = near.clone().any(|at| self.read.is(at, Role::Not))
            && clause.at.contains(&(noun.at.saturating_sub(1)));
        let each = self.has(clause, Hint::Each);
        let led = near
            .clone()
            .any(|at| self.is_every(at) || self.read.number(at) == Some(Decimal::ONE_HUNDRED));
        let part = clause.figures.iter().find(|figure| figure.of == Of::Rows);
        match (noun.count, noun.whole) {
            (None, _) if let Some(part) = part => Quantity::Part(part.bound, part.value),
            (None, _) if denied => Quantity::None,
            (Some(count), None) if each || led => Quantity::All(Some(count)),
            (Some(count), _) => Quantity::Many(count),
            (None, _) if each || led => Quantity::All(None),
            (None, _) => self
                .told(clause, noun)
                .map_or(Quantity::Some, Quantity::Many),
        }
    }

    /// A number of rows behind what they have in common: “số đơn vị xếp loại Tốt là 29”.
    pub(super) fn told(&self, clause: &Clause, noun: &Noun) -> Option<Decimal> {
        let figures = clause
            .figures
            .iter()
            .filter(|figure| figure.at > noun.at && figure.of == Of::Bare);
        let mut figures = figures.filter(|figure| {
            figure.value.scale() == 0
                && figure
                    .at
                    .checked_sub(1)
                    .is_some_and(|at| self.read.is(at, Role::Is))
        });
        figures.next().map(|figure| figure.value)
    }
}

/// Those of some rows of which another thing is so too, under each of its columns.
fn of_both(table: &Table, of: &[usize], (common, tests): &(Common, Vec<Test>)) -> Vec<Vec<usize>> {
    let tests = tests.iter().filter(|test| std::ptr::eq(test.table, table));
    let both = tests.map(|test| {
        let of = of.iter().copied();
        of.filter(|row| test.holds(common, *row) == Some(true))
            .collect()
    });
    both.collect()
}

/// How many rows are spoken of.
#[derive(Debug, Clone, Copy)]
enum Quantity {
    /// None.
    None,
    /// All, perhaps so many.
    All(Option<Decimal>),
    /// So many.
    Many(Decimal),
    /// A part of all, in percent.
    Part(Bound, Decimal),
    /// Those that are named, or some.
    Some,
}

impl Quantity {
    /// Whether it is so of rows, of which some are of the kind and some are named; of all that are
    /// of the kind if the `whole` list is given.
    fn holds(self, rows: usize, of: &[usize], members: &[usize], whole: bool) -> Option<bool> {
        let inside = members.iter().all(|row| of.contains(row));
        let many = Decimal::from(of.len());
        let rows = Decimal::from(rows);
        match self {
            Self::None => Some(of.is_empty()),
            Self::All(_) if !members.is_empty() => Some(inside),
            Self::All(count) => {
                let counted = count.is_none_or(|count| count == rows);
                counted.then_some(many == rows)
            }
            Self::Many(count) => Some(count == many && inside),
            Self::Part(bound, part) => {
                let share = share(many, rows)?;
                Some(match bound {
                    Bound::Exact => (share - part).abs() <= Decimal::ONE,
                    bound => fits(bound, part, share),
                })
            }
            Self::Some if members.is_empty() => None,
            Self::Some => Some(inside && (!whole || of.len() == members.len())),
        }
    }
}
