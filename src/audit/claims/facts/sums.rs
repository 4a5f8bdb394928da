//! What several rows have together: their points, what they lack, by how much they changed.

use rust_decimal::Decimal;

use super::clause::{Clause, Figure, Of};
use super::tables::{Measure, Rows, Table};
use super::{Hold, Verdict};
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::said::{Bound, Subject};
use crate::audit::claims::token::Kind;
use crate::audit::claims::vocabulary::{Hint, Role};
use crate::vn::number::print;

impl Hold<'_, '_, '_> {
    /// “hai nhóm A và B cộng lại tăng 1,42 điểm”, “sáu nhóm cộng lại còn thiếu 7,46 điểm”.
    pub(super) fn together(&self, clause: &Clause) -> Verdict {
        // “tính chung hai nhóm A và B, xã được 29,75 trên 32 điểm”
        let before = self.spoken.before.as_ref();
        let before = before.filter(|before| {
            let leads = self.has(before, Hint::Overall) && before.figures.is_empty();
            leads && (before.names.is_empty() || clause.names.is_empty())
        });
        let summed = self.has(clause, Hint::Together) || before.is_some();
        let exact = |figure: &&Figure| figure.of == Of::Points && figure.bound == Bound::Exact;
        let mut figures = clause.figures.iter().filter(exact);
        let (Some(figure), None, true) = (figures.next(), figures.next(), summed) else {
            return Verdict::Unread;
        };
        let named = before.filter(|before| !before.names.is_empty() || before.noun().is_some());
        let named = named.unwrap_or(clause);
        let own = named.names.iter();
        let names: Vec<Subject> = own.map(|(_, name)| *name).collect();
        let counted = named.noun().and_then(|noun| Some((noun.rows, noun.count?)));
        let named = names.first().map(|name| self.rows_of(*name));
        let Some(rows) = named.or(counted.map(|(rows, _)| rows)) else {
            return Verdict::Unread;
        };
        let measure = match () {
            () if self.plays(clause, Role::Lacks).is_some() => Measure::Lacks,
            () if clause.way.is_some() => Measure::Change,
            () => Measure::Points,
        };
        let columns = self.columns(clause, rows, measure);
        let sums = columns.iter().map(|(table, column)| {
            let of = |row: usize| column.value(row);
            let all = self
                .spoken
                .named
                .iter()
                .map(|(_, name)| *name)
                .chain(names.iter().copied());
            let all: Vec<Subject> = all.collect();
            let rest = self.plays(clause, Role::Rest).is_some();
            let sum = |names: &[Subject]| {
                let rows = match rest {
                    true => Self::others(table, names, counted)?,
                    false => self.summed_rows(table, names, counted, rows)?,
                };
                let all = rows.iter().map(|row| column.possible.get(*row).copied()?);
                let all: Option<Decimal> = all.sum();
                if figure.whole.is_some() && figure.whole != all {
                    return None;
                }
                let values: Vec<Decimal> = rows.into_iter().map(of).collect::<Option<_>>()?;
                Some(values.iter().sum::<Decimal>().abs())
            };
            [sum(&names), sum(&all)]
        });
        let sums: Vec<Decimal> = sums.flatten().flatten().collect();
        self.one_of(*figure, &sums, "tổng")
    }

    /// “gồm 148 thủ tục toàn trình và 121 thủ tục một phần, cộng lại là 269”: the numbers of things that were
    /// told before.
    pub(super) fn added(&self, clause: &Clause) -> Verdict {
        let whole = |figure: &Figure| figure.value.scale() == 0 && figure.bound == Bound::Exact;
        let Some(figure) = clause.figures.first().filter(|figure| whole(figure)) else {
            return Verdict::Unread;
        };
        let first = clause.at.first().copied().unwrap_or(0);
        let joined = self.has(clause, Hint::Overall) || self.leads_to_sum(first, figure.at);
        // Asked first: all that stands before is read anew for each clause that asks for it.
        if !joined {
            return Verdict::Unread;
        }
        let before = self.read.clause((0..first).collect());
        let mut nouns = before.figures.iter().map(|figure| self.noun_of(figure));
        let noun = nouns.next().flatten();
        let alike = noun.is_some() && nouns.all(|other| other == noun);
        let plain = before
            .figures
            .iter()
            .all(|figure| whole(figure) && figure.whole.is_none());
        let listed = before.figures.len() > 1 && clause.names.is_empty();
        let things = matches!(figure.of, Of::Things(_) | Of::Bare);
        let points = (0..first).any(|at| self.read.kind(at) == Some(Kind::Mark(';')));
        if !(alike && plain && listed && things) || points {
            return Verdict::Unread;
        }
        let sum: Decimal = before.figures.iter().map(|figure| figure.value).sum();
        // The last of them may be all of those before already.
        Verdict::of(figure.value == sum, Self::span(clause), || {
            let (sum, stated) = (print(sum), print(figure.value));
            format!("các số nêu trước cộng lại là {sum}, bài ghi {stated}")
        })
    }

    /// What a number counts; one of several is told with the last: “31, 60 và 35 hồ sơ”.
    fn noun_of(&self, figure: &Figure) -> Option<String> {
        let joins = |at: usize| {
            let comma = self.read.kind(at) == Some(Kind::Mark(','));
            comma || self.read.is(at, Role::And) && self.read.is_hint(at, Hint::Lists)
        };
        let mut at = figure.end;
        while figure.of == Of::Bare && joins(at) && self.read.number(at + 1).is_some() {
            at += 2;
        }
        match figure.of {
            Of::Things(at) => Some(self.read.words(at)),
            Of::Bare if self.read.is(at, Role::Counted) => Some(self.read.words(at)),
            _ => None,
        }
    }

    /// Whether a clause begins with words for a sum, and only that is told: “cộng là 126”.
    fn leads_to_sum(&self, first: usize, figure: usize) -> bool {
        let quiet = [Role::Is, Role::Filler, Role::Exists, Role::Achieves];
        let sums = self.read.is_hint(first, Hint::Sum) || self.read.is_hint(first, Hint::Together);
        first < figure && sums && (first + 1..figure).all(|at| self.read.any(at, &quiet))
    }

    /// “trong 604 hồ sơ … thì 589 hồ sơ …, chỉ còn 15 hồ sơ … khác”: what is left of the whole that was told.
    pub(super) fn left_over(&self, clause: &Clause) -> Verdict {
        let things =
            |figure: &Figure| matches!(figure.of, Of::Things(_)) && figure.bound == Bound::Exact;
        let ([left], true) = (clause.figures.as_slice(), clause.names.is_empty()) else {
            return Verdict::Unread;
        };
        let rest = self.plays(clause, Role::Rest).is_some();
        let exists = self
            .plays(clause, Role::Exists)
            .is_some_and(|at| at < left.at);
        if !(rest && exists && self.read.is_hint(0, Hint::Among)) {
            return Verdict::Unread;
        }
        let first = clause.at.first().copied().unwrap_or(0);
        let before = self.read.clause((0..first).collect());
        let [whole, part] = before.figures.as_slice() else {
            return Verdict::Unread;
        };
        let among = whole.at == 1;
        let all = [whole, part, left].into_iter().all(things) && before.names.is_empty();
        let noun = |figure: &Figure| match figure.of {
            Of::Things(at) => self.read.words(at),
            _ => String::new(),
        };
        let alike = noun(whole) == noun(part) && noun(part) == noun(left);
        if !(among && all && alike && part.value <= whole.value) {
            return Verdict::Unread;
        }
        let known = whole.value - part.value;
        Verdict::of(known == left.value, Self::span(clause), || {
            let (whole, part, known) = (print(whole.value), print(part.value), print(known));
            format!(
                "{whole} trừ {part} là {known}, bài ghi {}",
                print(left.value)
            )
        })
    }

    /// “bốn nhóm còn lại mất tổng cộng 12,35 điểm”: the rows that were not named, if they are so many.
    fn others(
        table: &Table,
        names: &[Subject],
        counted: Option<(Rows, Decimal)>,
    ) -> Option<Vec<usize>> {
        let named: Vec<usize> = names.iter().filter_map(|name| table.row(*name)).collect();
        let others = table.all_rows().filter(|row| !named.contains(row));
        let others: Vec<usize> = others.collect();
        let (_, many) = counted?;
        (many == Decimal::from(others.len())).then_some(others)
    }

    /// The rows that are added up: those that are named, or all.
    fn summed_rows(
        &self,
        table: &Table,
        names: &[Subject],
        counted: Option<(Rows, Decimal)>,
        rows: Rows,
    ) -> Option<Vec<usize>> {
        if names.len() > 1 {
            return names.iter().map(|name| table.row(*name)).collect();
        }
        let all = Decimal::from(table.subjects.len());
        let every = names.is_empty() && counted == Some((rows, all));
        every.then(|| (0..table.subjects.len()).collect())
    }
}
