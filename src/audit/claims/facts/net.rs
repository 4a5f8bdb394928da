//! Numbers that nothing else explained, held against all that is known of what they are said of: how
//! many rows there are, what the rest is, what the hồ sơ states by itself.

use rust_decimal::Decimal;

use super::clause::{Clause, Figure, Noun, Of};
use super::tables::{Column, Measure, Rows, Table};
use super::{Hold, Verdict};
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::said::{Bound, Subject};
use crate::audit::claims::vocabulary::{Hint, Role};
use crate::compose::FactValue;
use crate::vn::number::{print, round};
use crate::vn::text::fold;

impl Hold<'_, '_, '_> {
    /// What is left of a clause after all that is read in one way only.
    pub(super) fn rest(&self, clause: &Clause) -> Verdict {
        let ways: [fn(&Self, &Clause) -> Verdict; 25] = [
            Self::added,
            Self::left_over,
            Self::stated_counts,
            Self::rows_in_all,
            Self::wholes,
            Self::part_means,
            Self::stated_facts,
            Self::percent_of,
            Self::all_within,
            Self::fraction_of,
            Self::share_of_axis,
            Self::since_period,
            Self::way_of_range,
            Self::named_aside,
            Self::ordinal,
            Self::owner_aside,
            Self::sorts_aside,
            Self::rest_named,
            Self::mean_of_range,
            Self::listed_after,
            Self::values_in_turn,
            Self::extreme_value,
            Self::band_share,
            Self::spread_over,
            Self::part_of_count,
        ];
        let mut read = ways.iter().map(|way| way(self, clause));
        let wrong = read.find(|read| matches!(read, Verdict::Wrong(..)));
        wrong.unwrap_or(Verdict::Unread)
    }

    /// How many rows of a kind there are: of each table, and of each sort of units.
    pub(super) fn sizes(&self, rows: Rows, clause: &Clause) -> Vec<Decimal> {
        let tables = self.tables.iter().filter(|table| table.rows == rows);
        let sizes = tables.flat_map(|table| {
            let mut sizes = vec![table.subjects.len()];
            sizes.extend(self.scopes(table, clause).iter().map(Vec::len));
            sizes.extend(self.sorts(table));
            sizes.into_iter().map(Decimal::from)
        });
        sizes.collect()
    }

    /// “trong 07 trục”, “cả 51 đơn vị”, “12 đơn vị còn lại”.
    fn rows_in_all(&self, clause: &Clause) -> Verdict {
        for noun in &clause.nouns {
            let sizes = self.sizes(noun.rows, clause);
            let (Some(most), Some(count)) = (sizes.iter().max().copied(), noun.count) else {
                continue;
            };
            let whole = self.plays(clause, Role::Whole).is_some();
            let others = noun.rows == Rows::Units && self.claims.lone.is_some();
            let ranked = [noun.at, noun.word].iter().any(|at| {
                at.checked_sub(1)
                    .is_some_and(|at| self.read.is(at, Role::Rank))
            });
            // “20 chỉ tiêu” are lines of the appendix.
            let all = noun.whole.or(noun.count);
            let lines = noun.rows == Rows::Axes && self.indicators() == all;
            if others || ranked || lines || noun.rows == Rows::Periods {
                continue;
            }
            let wrong = match noun.whole {
                Some(whole) => {
                    !sizes.contains(&whole) && (noun.rows == Rows::Axes || whole > count)
                }
                None => count > most && !whole || self.is_of_all(clause, noun, &sizes, count, most),
            };
            let wrong = wrong || self.rest_differs(clause, noun, count, most);
            if wrong {
                let span = (noun.at, noun.word + 1);
                return Verdict::of(false, span, || {
                    format!(
                        "theo số liệu có tất cả {}, bài ghi “{}”",
                        print(most),
                        self.quoted(span)
                    )
                });
            }
        }
        Verdict::Unread
    }

    /// Whether a number of rows is meant as that of all of them, and is not.
    fn is_of_all(
        &self,
        clause: &Clause,
        noun: &Noun,
        sizes: &[Decimal],
        count: Decimal,
        most: Decimal,
    ) -> bool {
        let before = noun.at.checked_sub(1);
        let led = |at: usize| self.is_every(at) || self.read.is_hint(at, Hint::OfAll);
        let led = before.is_some_and(led);
        let among = noun.scope && !clause.extremes.is_empty();
        let opens = noun.scope && before == Some(0);
        let mean = (noun.at.saturating_sub(2)..noun.at).any(|at| self.is_mean(at));
        let ranges = self.has(clause, Hint::Range);
        let near = count * Decimal::TWO > most && clause.names.len() < 2;
        let rest = self.plays(clause, Role::Rest).is_some() || self.narrows(clause);
        (led || among || opens || mean || ranges) && near && !rest && !sizes.contains(&count)
    }

    /// Whether a clause says of which of all rows it is: “29 đơn vị xếp loại Tốt”, “25 đơn vị tăng
    /// điểm”, but not “40 đơn vị đều tăng điểm”.
    fn narrows(&self, clause: &Clause) -> bool {
        let bounded = clause.figures.iter().any(|one| one.bound != Bound::Exact);
        let said = clause.way.is_some() || bounded;
        !clause.bands.is_empty()
            || !self.spoken.bands.is_empty()
            || said && !self.has(clause, Hint::Each)
    }

    /// “28 đơn vị …; 12 đơn vị còn lại …”: all without those of whom was spoken.
    fn rest_differs(&self, clause: &Clause, noun: &Noun, count: Decimal, most: Decimal) -> bool {
        let rest = self.plays(clause, Role::Rest);
        // “cả ba đơn vị có hồ sơ quá hạn còn lại” are those of a kind that are left.
        let narrowed = |rest| (noun.word + 1..rest).any(|at| !self.read.is(at, Role::Filler));
        // “năm trục còn lại đều thấp nhất trong tám đơn vị”, “còn lại một đơn vị loại khá và …” are of others.
        let led =
            |rest: usize| rest < noun.word && (rest + 1 != noun.at || !clause.bands.is_empty());
        // “hơn ba đơn vị kia cộng lại”
        let before = noun.at.checked_sub(1);
        let compared = before.is_some_and(|at| self.read.than(at).is_some());
        if compared || rest.is_none_or(|rest| narrowed(rest) || led(rest)) || self.spoken.scoped {
            return false;
        }
        let own = |row: &&(Rows, Decimal)| row.0 == noun.rows;
        let counts: Vec<Decimal> = self
            .spoken
            .counts
            .iter()
            .filter(own)
            .map(|(_, count)| *count)
            .collect();
        let named = self
            .spoken
            .named
            .iter()
            .filter(|(_, name)| self.rows_of(*name) == noun.rows);
        let named = Decimal::from(named.count());
        // “trong 21 phường có 06 phường …, 15 phường còn lại …”
        let sort = self.read.words(noun.word);
        let tables = self.tables.iter().filter(|table| table.rows == noun.rows);
        let of_sort = tables.map(|table| {
            let rows = 0..table.subjects.len();
            Decimal::from(rows.filter(|row| Self::is_of(table, *row, &sort)).count())
        });
        let wholes = std::iter::once(most).chain(of_sort.filter(|all| !all.is_zero()));
        let left: Vec<Decimal> = wholes
            .flat_map(|all| {
                let told = (0..counts.len())
                    .filter_map(|at| Some(all - counts.get(at..)?.iter().sum::<Decimal>()));
                let told: Vec<Decimal> = told.collect();
                let named = (!named.is_zero()).then(|| all - named);
                told.into_iter().chain(named)
            })
            .collect();
        let others = self.others_named(clause, noun);
        !left.is_empty() && !left.contains(&count) && others != Some(count)
    }

    /// “ba đơn vị A, B và C …, A hạng 6 còn hai xã kia …”: how many were named before that this clause does not
    /// name.
    fn others_named(&self, clause: &Clause, noun: &Noun) -> Option<Decimal> {
        let own = |name: &Subject| clause.names.iter().any(|(_, own)| own == name);
        let mut named: Vec<Subject> = Vec::new();
        for (_, name) in &self.spoken.named {
            if self.rows_of(*name) == noun.rows && !own(name) && !named.contains(name) {
                named.push(*name);
            }
        }
        (!clause.names.is_empty()).then(|| Decimal::from(named.len()))
    }

    /// “khối phường bình quân 87,27 điểm, cao hơn khối xã (86,77 điểm)”.
    fn part_means(&self, clause: &Clause) -> Verdict {
        let Some(before) = self
            .spoken
            .before
            .as_ref()
            .filter(|_| clause.names.is_empty())
        else {
            return Verdict::Unread;
        };
        let means = |clause: &Clause| self.means_of_part(clause);
        if clause.inside {
            let told = self.spoken.mean_told && !before.at.iter().any(|at| self.is_mean(*at));
            let points = |figure: &&Figure| figure.of == Of::Points;
            return match clause.figures.iter().find(points).filter(|_| told) {
                Some(figure) => self.one_of(*figure, &means(before), "bình quân"),
                None => Verdict::Unread,
            };
        }
        let mean = before.at.iter().any(|at| self.is_mean(*at));
        let Some(way) = self.way_of(clause) else {
            return Verdict::Unread;
        };
        let (one, other) = (means(before), means(clause));
        let (Some(one), Some(other), true) = (one.first(), other.first(), mean) else {
            return Verdict::Unread;
        };
        let span = Self::span(clause);
        Verdict::of(one.cmp(other) == way, span, || {
            let (one, other) = (round(*one, 2), round(*other, 2));
            format!(
                "bình quân là {} và {}, bài ghi “{}”",
                print(one),
                print(other),
                self.quoted(span)
            )
        })
    }

    /// The means of the sort of units that a clause names.
    fn means_of_part(&self, clause: &Clause) -> Vec<Decimal> {
        if self.plays(clause, Role::Part).is_none() {
            return Vec::new();
        }
        let columns = self.columns(clause, Rows::Units, Measure::Points);
        let means = columns.iter().flat_map(|(table, column)| {
            let part = |rows: &Vec<usize>| rows.len() < table.subjects.len();
            let scopes = self.scopes(table, clause).into_iter().filter(part);
            scopes.filter_map(|rows| column.mean(&rows))
        });
        means.collect()
    }

    /// Figures that the hồ sơ states by themselves, by the words of their codes: “chỉ số tiến độ giải
    /// quyết của huyện là 97,4%”.
    fn stated_facts(&self, clause: &Clause) -> Verdict {
        let whole = self.is_of_whole(clause) || self.plays(clause, Role::Own).is_some();
        let units = clause
            .nouns
            .iter()
            .any(|noun| noun.rows != Rows::Axes || noun.count.is_some());
        let whole = whole || self.spoken.whole && !clause.inside;
        if !whole || units || !clause.names.is_empty() {
            return Verdict::Unread;
        }
        let [figure] = clause.figures.as_slice() else {
            return Verdict::Unread;
        };
        let (from, to) = Self::span(clause);
        // “A và B lần lượt đạt 72,67% và 78,4%”
        let turns = self.plays(clause, Role::Respectively).is_some();
        let before = self.spoken.before.as_ref().filter(|_| turns);
        let from = before.map_or(from, |before| Self::span(before).0);
        let words = fold(&self.quoted((from, to)));
        let facts = self.claims.context.inputs.facts.iter();
        let total = self.plays(clause, Role::Total).is_some();
        let of_total = self.claims.grammar.hint(Hint::TotalCode);
        let known = facts.filter_map(|(code, fact)| {
            let value = match (&fact.value, figure.of) {
                (FactValue::Rate(rate), Of::Percent) => rate.0,
                (FactValue::Number(value), Of::Points | Of::Things(_)) => *value,
                _ => return None,
            };
            let named = words.contains(&code.replace('_', " "));
            let of_total = of_total.iter().any(|part| code.contains(part));
            (named || total && of_total).then_some(value)
        });
        let known: Vec<Decimal> = known.collect();
        match figure.bound == Bound::Exact {
            true => self.one_of(*figure, &known, "số"),
            false => Verdict::Unread,
        }
    }

    /// Numbers of things that the hồ sơ states by themselves, by the words of their codes: “871 hồ sơ nộp
    /// trực tuyến”.
    fn stated_counts(&self, clause: &Clause) -> Verdict {
        let other = [Role::Not, Role::Part, Role::Versus, Role::Apart];
        let other = other.iter().any(|role| self.plays(clause, *role).is_some());
        let named = !clause.names.is_empty() || !self.spoken.subjects.is_empty();
        if other || named || clause.way.is_some() || !self.spoken.within.is_empty() {
            return Verdict::Unread;
        }
        let facts = &self.claims.context.inputs.facts;
        let read = clause.figures.iter().enumerate().map(|(at, figure)| {
            let exact = figure.bound == Bound::Exact && figure.value.scale() == 0;
            let things = exact && matches!(figure.of, Of::Things(_));
            let end = clause.figures.get(at + 1).map(|next| next.at);
            let end = end.or(clause.at.last().map(|last| last + 1));
            let words = self.quoted((figure.end, end.unwrap_or(figure.end)));
            let words = fold(&words);
            let known = facts.iter().filter_map(|(code, fact)| match fact.value {
                FactValue::Number(value) => {
                    let named = code.contains('_') && words.ends_with(&code.replace('_', " "));
                    (named && things).then_some(value)
                }
                _ => None,
            });
            let known: Vec<Decimal> = known.collect();
            self.one_of(*figure, &known, "số")
        });
        let mut read = read.filter(|read| matches!(read, Verdict::Wrong(..)));
        read.next().unwrap_or(Verdict::Unread)
    }

    /// “số hồ sơ quá hạn là 05, đều thuộc lĩnh vực đất đai”: no other row has any.
    fn all_within(&self, clause: &Clause) -> Verdict {
        let before = self
            .spoken
            .before
            .as_ref()
            .filter(|_| self.has(clause, Hint::Each));
        let roles = [Role::OfWhom, Role::Part];
        let within = roles.iter().any(|role| self.plays(clause, *role).is_some());
        let within = within && clause.figures.is_empty();
        let (Some(before), true, Some((_, first))) = (before, within, clause.names.first()) else {
            return Verdict::Unread;
        };
        let columns = self.about(&self.words(before), self.rows_of(*first), Measure::Count);
        let named = |table: &Table, row: usize| {
            clause
                .names
                .iter()
                .any(|(_, name)| table.row(*name) == Some(row))
        };
        let others = |(table, column): &(&Table, &Column)| {
            let rows = 0..table.subjects.len();
            let some = |row: &usize| column.value(*row).is_some_and(|value| !value.is_zero());
            let other = rows.filter(some).find(|row| !named(table, *row))?;
            table.names.get(other).cloned()
        };
        let names: Vec<Option<String>> = columns.iter().map(others).collect();
        let Some(Some(other)) = names.first().filter(|_| names.iter().all(Option::is_some)) else {
            return Verdict::Unread;
        };
        let span = Self::span(clause);
        Verdict::of(false, span, || {
            format!("bài ghi “{}”, nhưng {other} cũng có", self.quoted(span))
        })
    }
}
