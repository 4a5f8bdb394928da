//! From what to what the values of rows go, and their mean.

use rust_decimal::Decimal;

use super::clause::{Clause, Noun, Of};
use super::tables::{Measure, Rows};
use super::{Hold, Verdict};
use crate::audit::claims::agrees;
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::said::Subject;
use crate::audit::claims::token::Kind;
use crate::audit::claims::vocabulary::{Hint, Role};
use crate::vn::number::print;

impl Hold<'_, '_, '_> {
    /// “A 87,14, B 87,12, C 87,10: ba đơn vị chỉ chênh nhau 0,04 điểm”: the first and the last of those that
    /// were named.
    pub(super) fn among_themselves(&self, clause: &Clause) -> Option<Verdict> {
        let figure = self.distance(clause)?;
        let apart = self.plays(clause, Role::Apart).is_some() && self.has(clause, Hint::Distance);
        let many = clause.noun().filter(|_| apart)?.count?;
        let many = usize::try_from(many).ok().filter(|many| *many > 2)?;
        let named = self.spoken.named.iter().chain(&clause.names);
        let mut named: Vec<Subject> = named.map(|(_, name)| *name).collect();
        named.dedup();
        let named = named.get(named.len().checked_sub(many)?..)?;
        let rows = self.rows_of(*named.first()?);
        let columns = self.columns(clause, rows, Measure::Points);
        let spreads = columns.iter().filter_map(|(table, column)| {
            let values = named.iter().map(|name| column.value(table.row(*name)?));
            let values: Vec<Decimal> = values.collect::<Option<_>>()?;
            Some(*values.iter().max()? - *values.iter().min()?)
        });
        let spreads: Vec<Decimal> = spreads.collect();
        Some(self.one_of(figure, &spreads, "khoảng cách"))
    }

    /// “dao động từ 78,9 đến 93,3 điểm”.
    pub(super) fn range(&self, clause: &Clause) -> Verdict {
        let [low, high] = clause.figures.as_slice() else {
            return Verdict::Unread;
        };
        let from = low
            .at
            .checked_sub(1)
            .is_some_and(|at| self.read.is(at, Role::From));
        let to = (low.at..high.at).any(|at| self.read.is(at, Role::To));
        let of_rows =
            clause.noun().is_some_and(|noun| noun.rows != Rows::Axes) && clause.names.is_empty();
        let ranges = self.has(clause, Hint::Range);
        // “mức tăng dao động từ …”
        let way = clause.way.map(|(_, way)| way).filter(|_| ranges);
        if !from || !to || !of_rows && !ranges || clause.way.is_some() && way.is_none() {
            return Verdict::Unread;
        }
        // “05 đơn vị đạt từ 80 đến 90 điểm” bounds some of them.
        let some = clause.noun().is_some_and(|noun| {
            let rows = self.tables.iter().find(|table| table.rows == noun.rows);
            let all = rows.map(|table| Decimal::from(table.subjects.len()));
            noun.count.is_some() && noun.count != all
        });
        if some || low.value.scale() == 0 && high.value.scale() == 0 {
            return Verdict::Unread;
        }
        let measure = match way {
            Some(_) => Measure::Change,
            None if high.of == Of::Percent => Measure::Rate,
            None => Measure::Points,
        };
        let turned = |value: &Decimal| way.is_none_or(|way| value.cmp(&Decimal::ZERO) == way);
        let columns = self.columns(clause, Rows::Units, measure);
        let mut ends = columns.iter().flat_map(|(table, column)| {
            let scopes = self.scopes(table, clause).into_iter();
            scopes.filter_map(|rows| {
                let values = rows.iter().filter_map(|row| column.value(*row));
                let values = values
                    .filter(turned)
                    .map(|value| if way.is_some() { value.abs() } else { value });
                Some((values.clone().min()?, values.max()?))
            })
        });
        let Some(first) = ends.clone().last() else {
            return Verdict::Unread;
        };
        let right = ends.any(|(least, most)| agrees(low.value, least) && agrees(high.value, most));
        Verdict::of(right, (low.at, high.end), || {
            let (least, most) = (print(first.0), print(first.1));
            format!(
                "thấp nhất là {least}, cao nhất là {most}, bài ghi từ {} đến {}",
                print(low.value),
                print(high.value)
            )
        })
    }

    /// Whether a word is of all: “các xã”.
    fn is_plural(&self, at: usize) -> bool {
        at > 0 && self.read.is_hint(at - 1, Hint::Plural)
    }

    /// Whether a clause behind a mean only names a sort of units and a value: “khối xã 86,77”.
    fn goes_on_with_means(&self, clause: &Clause) -> bool {
        let sort = |at: &usize| self.read.is(*at, Role::Part) || self.is_plural(*at);
        let counted = |noun: &Noun| noun.rows == Rows::Units && noun.count.is_some();
        let sort = clause.at.iter().any(sort) || clause.nouns.iter().any(counted);
        let quiet = [
            Role::Filler,
            Role::Only,
            Role::Part,
            Role::UnitNoun,
            Role::Achieves,
            Role::Is,
            Role::Points,
        ];
        let figure = |at: usize| {
            self.read.number(at).is_some() || self.read.kind(at) == Some(Kind::Mark('%'))
        };
        let quiet = |at: &usize| figure(*at) || self.read.any(*at, &quiet);
        let alone = clause.figures.len() == 1 && clause.names.is_empty() && !clause.inside;
        self.spoken.mean_told && sort && alone && clause.at.iter().all(quiet)
    }

    /// “bình quân 40 đơn vị đạt 87,03 điểm”.
    pub(super) fn mean(&self, clause: &Clause) -> Verdict {
        let mean = clause.at.iter().any(|at| {
            let word = matches!(
                self.read.kind(*at),
                Some(Kind::Role(Role::Other) | Kind::Word(_))
            );
            word && self.is_mean(*at)
        });
        let mut figures = clause.figures.iter();
        let figure = figures.find(|figure| {
            matches!(figure.of, Of::Points | Of::Percent) || figure.value.scale() > 0
        });
        let figure = figure.copied();
        // “bình quân 40 đơn vị là 87,03; riêng khối phường 87,27” goes on with means.
        let goes_on = !mean && self.goes_on_with_means(clause);
        let (true, Some(figure)) = (mean || goes_on, figure) else {
            return Verdict::Unread;
        };
        // “25/40 đơn vị cao hơn mức bình quân 87,03 điểm” counts those above it.
        let counted = clause.noun().filter(|noun| noun.count.is_some());
        if counted.is_some_and(|noun| self.than_level(clause, noun.rows).is_some()) {
            return Verdict::Unread;
        }
        // “cao hơn 0,50 điểm so với bình quân của khối xã” is how far it lies.
        let mut means = clause.at.iter().filter(|at| self.is_mean(**at));
        let beyond = means.next_back().is_some_and(|mean| figure.at < *mean);
        if beyond && self.comparator(clause).is_some_and(|at| at < figure.at) {
            return Verdict::Unread;
        }
        // “bình quân giảm nhẹ so với mức 86,09 điểm của tháng 7”
        let versus =
            (figure.at.saturating_sub(3)..figure.at).any(|at| self.read.is(at, Role::Versus));
        if versus || self.plays(clause, Role::Whole).is_some() {
            return Verdict::Right;
        }
        if let Some(means) = self.means_of_periods(clause) {
            return self.among(clause, figure, &means, "bình quân");
        }
        let measure = if figure.of == Of::Percent {
            Measure::Rate
        } else {
            Measure::Points
        };
        let noun = clause.noun().filter(|noun| noun.rows != Rows::Axes);
        let part = self.plays(clause, Role::Part).is_some();
        let columns = self.columns(clause, Rows::Units, measure);
        let listed = |rows: usize| {
            let count = noun.and_then(|noun| noun.count);
            let every = noun.is_some_and(|noun| noun.count.is_none() && self.is_plural(noun.word));
            part || every || count == Some(Decimal::from(rows))
        };
        let means = columns.iter().flat_map(|(table, column)| {
            let scopes = self.scopes(table, clause).into_iter();
            let all = table.subjects.len();
            let part = move |rows: usize| !goes_on || rows < all;
            let scopes = scopes.filter(move |rows| listed(rows.len()) && part(rows.len()));
            scopes.filter_map(|rows| column.mean(&rows))
        });
        let means: Vec<Decimal> = means.collect();
        match self.among(clause, figure, &means, "bình quân") {
            Verdict::Unread if !goes_on => Verdict::Right,
            verdict => verdict,
        }
    }
}
