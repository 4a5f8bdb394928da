//! Numbers that follow from the rows that a sentence names: their sums, how far they lie apart, what part
//! of all they have, means. A figure that is one of these is said of more than one row, and is no wrong
//! figure of the row beside which it stands.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::Hold;
use super::tables::{Column, Measure, Rows, Table};
use crate::audit::claims::said::Subject;
use crate::audit::claims::token::{Kind, Token};
use crate::audit::claims::vocabulary::{Hint, Role};
use crate::audit::claims::{Claims, agrees, mean, share, sums};
use crate::vn::text::{has_word, lower};

/// Smaller numbers of things are too often alike.
const FEW: u32 = 20;

/// Of what words say that a figure follows.
pub struct Cues {
    sum: bool,
    together: bool,
    rest: bool,
    apart: bool,
    share: bool,
    mean: bool,
}

impl Hold<'_, '_, '_> {
    /// The same for some tokens.
    pub(super) fn follows(&self, from: usize, to: usize) -> bool {
        let tokens = self.read.tokens;
        let span = tokens.get(from).zip(tokens.get(to.saturating_sub(1)));
        let span = span.map(|(first, last)| (first.start, last.end));
        let (text, claims) = (self.read.text, self.claims);
        span.is_some_and(|span| claims.is_derived(text, tokens, span, self.tables))
    }
}

impl Claims<'_, '_> {
    pub(in crate::audit::claims) fn cues(&self, text: &str, tokens: &[Token]) -> Cues {
        let words: Vec<String> = tokens
            .iter()
            .map(|token| lower(text.get(token.start..token.end).unwrap_or_default()))
            .collect();
        let small = lower(text);
        let says = |hints: &[Hint]| {
            let mut hints = hints.iter().flat_map(|hint| self.grammar.hint(*hint));
            hints.any(|hint| match hint.contains(' ') {
                true => has_word(&small, hint),
                false => words.contains(hint),
            })
        };
        let plays = |roles: &[Role]| {
            let mut roles = roles.iter();
            roles.any(|role| tokens.iter().any(|token| token.kind == Kind::Role(*role)))
        };
        let together = says(&[Hint::Together]);
        Cues {
            sum: together || says(&[Hint::Sum]) || counts_names(tokens),
            together,
            rest: plays(&[Role::Rest]),
            apart: self.grammar.has(&small, Hint::Beyond)
                || says(&[Hint::More, Hint::Less, Hint::Distance])
                || plays(&[Role::Apart]),
            share: says(&[Hint::Share]),
            mean: says(&[Hint::Mean]),
        }
    }

    /// Whether the figure of a stretch of a sentence, or each of two, follows from several rows together, and
    /// the sentence has words for it.
    pub(in crate::audit::claims) fn is_derived(
        &self,
        text: &str,
        tokens: &[Token],
        (start, end): (usize, usize),
        tables: &[Table],
    ) -> bool {
        let cues = self.cues(text, tokens);
        let inside = |token: &&Token| token.start >= start && token.end <= end;
        let much = |value: &Decimal| {
            let much = value.scale() > 0 || *value >= Decimal::from(FEW);
            (much || cues.together) && *value != Decimal::ONE_HUNDRED
        };
        let figures = tokens.iter().filter(inside);
        let figures = figures.filter_map(|token| match token.kind {
            Kind::Number(value) => Some(value.abs()),
            _ => None,
        });
        let figures: Vec<Decimal> = figures.collect();
        if figures.is_empty() || figures.len() > 2 || !figures.iter().all(much) {
            return false;
        }
        let named = tokens.iter().filter_map(|token| match token.kind {
            Kind::Axis(index) => Some(Subject::Axis(index)),
            Kind::Unit(index) => Some(Subject::Unit(index)),
            _ => None,
        });
        let named: Vec<Subject> = named.collect();
        let known = tables.iter().flat_map(|table| {
            let mut met = BTreeSet::new();
            let rows = named.iter().filter_map(|name| table.row(*name));
            let rows: Vec<usize> = rows.filter(|row| met.insert(*row)).collect();
            let (columns, cues) = (table.columns.iter(), &cues);
            columns.flat_map(move |column| cues.follows(table, column, &rows))
        });
        let known: Vec<Decimal> = known.collect();
        let graded = tables.iter().flat_map(|table| {
            let rows = named.iter().filter_map(|name| table.row(*name));
            rows.filter_map(|row| table.graded()?.value(row))
        });
        let own = self.lone.map(crate::score::Scores::printed_total);
        let own: Vec<Decimal> = own.into_iter().chain(graded).collect();
        figures.iter().all(|figure| {
            let from_bands = |own: &Decimal| self.lies_from_bands(*figure, *own);
            known.iter().any(|known| agrees(*figure, known.abs()))
                || cues.apart && own.iter().any(from_bands)
        })
    }

    /// Whether points lie so far from where a band begins.
    fn lies_from_bands(&self, figure: Decimal, own: Decimal) -> bool {
        let mut cuts = self.cuts().into_iter().filter(|cut| !cut.is_zero());
        cuts.any(|cut| agrees(figure, (own - cut).abs()))
    }
}

impl Cues {
    /// As if there were words for all of it.
    pub const ALL: Self = Self {
        sum: true,
        together: true,
        rest: true,
        apart: true,
        share: true,
        mean: true,
    };

    /// Whether words say how far numbers lie apart, or what they are on the average.
    pub fn compares(&self) -> bool {
        self.apart || self.mean
    }

    /// What follows from some rows of a column.
    pub fn follows(&self, table: &Table, column: &Column, rows: &[usize]) -> Vec<Decimal> {
        let mut known = Vec::new();
        if matches!(
            column.measure,
            Measure::Rank | Measure::Band | Measure::Regraded
        ) {
            return known;
        }
        let Some(all) = column.all() else {
            return known;
        };
        let own: Vec<Decimal> = rows.iter().filter_map(|row| column.value(*row)).collect();
        let total: Decimal = all.iter().sum();
        let sum: Decimal = own.iter().sum();
        let several = own.len() > 1;
        if self.sum && table.rows == Rows::Axes {
            known.extend(parts(&all));
        }
        if table.rows == Rows::Axes && several {
            let possible: Vec<Decimal> = rows
                .iter()
                .filter_map(|row| *column.possible.get(*row)?)
                .collect();
            known.extend(sums(&own, 2).chain(sums(&possible, 2)));
        }
        let points = several && self.sum && table.rows == Rows::Axes;
        if self.share && (column.measure == Measure::Count || points) {
            let shares = own.iter().chain(several.then_some(&sum));
            known.extend(shares.filter_map(|part| share(*part, total)));
        }
        if self.sum && self.rest && !own.is_empty() {
            known.push(total - sum);
        }
        if several && (self.sum || column.measure == Measure::Count) {
            known.extend([sum, total - sum]);
            known.extend(own.windows(2).map(|two| two.iter().sum::<Decimal>()));
        }
        // “hai nhóm A và B cộng lại 37,26/38 điểm, đạt 98,05%”
        if self.sum && points && column.measure == Measure::Points {
            let possible: Option<Vec<Decimal>> =
                rows.iter().map(|row| *column.possible.get(*row)?).collect();
            let possible = possible.map(|possible| possible.iter().sum());
            known.extend(possible.and_then(|possible| share(sum, possible)));
        }
        if self.mean {
            known.extend(mean(&all));
            known.extend(mean(&own).filter(|_| several));
        }
        if self.apart {
            let apart = own
                .iter()
                .flat_map(|one| own.iter().map(move |other| one - other));
            known.extend(apart.filter(|apart| !apart.is_zero()));
            if table.rows == Rows::Units && column.measure == Measure::Points {
                known.extend(own.iter().flat_map(|own| next_to(*own, &all)));
            }
        }
        known
    }
}

/// Whether a number says how many are named: “hai nhóm A và B thiếu 6,80 điểm”.
fn counts_names(tokens: &[Token]) -> bool {
    let name = |token: &&Token| matches!(token.kind, Kind::Axis(_) | Kind::Unit(_));
    let names = Decimal::from(tokens.iter().filter(name).count());
    let noun = |kind| matches!(kind, Kind::Role(Role::AxisNoun | Role::UnitNoun));
    let mut pairs = tokens.windows(2);
    names > Decimal::ONE
        && pairs.any(|pair| {
            let [number, next] = [0, 1].map(|at| pair.get(at).map(|token| token.kind));
            number == Some(Kind::Number(names)) && next.is_some_and(noun)
        })
}

/// What rose and what fell, each together, and all.
fn parts(all: &[Decimal]) -> [Decimal; 3] {
    let of = |rises: bool| -> Decimal {
        let some = all.iter().filter(|value| value.is_sign_positive() == rises);
        some.sum()
    };
    [of(true), of(false), all.iter().sum()]
}

/// How far a value lies from the mean, and from the next above and below it.
fn next_to(own: Decimal, all: &[Decimal]) -> Vec<Decimal> {
    let above = all.iter().filter(|value| **value > own).min();
    let below = all.iter().filter(|value| **value < own).max();
    let mean = mean(all);
    let near = above.into_iter().chain(below).chain(mean.as_ref());
    near.map(|near| *near - own).collect()
}
