//! CLAIM-01, the last look: a figure of this period that follows from nothing that the hồ sơ has. Which
//! one it should be is not known, so it is asked about.

mod columns;
mod figures;
mod known;

use std::cell::OnceCell;

use rust_decimal::Decimal;

use super::asked::{Reading, Tokens, Unit};
use super::facts::{Measure, Rows, Table, heads};
use super::lines::Lines;
use super::said::Subject;
use super::token::{Kind, When};
use super::vocabulary::{Hint, Role};
use super::{Claims, Sentence, agrees, share, supposed};
use crate::audit::Code;
use crate::audit::finding::Finding;
use crate::score::Scores;
use crate::vn::number::print;
use crate::vn::text::lower;
use figures::Figure;
pub(super) use known::Known;

/// A sentence beside all that may explain its figures.
struct Search<'s, 'a, 'c> {
    claims: &'s Claims<'a, 'c>,
    reading: Reading<'s>,
    tables: &'s [Table],
    lines: &'s Lines,
    known: &'s Known,
    /// Whether the hồ sơ is of one unit.
    lone: bool,
}

impl Claims<'_, '_> {
    /// A figure that nothing explains.
    pub(super) fn unexplained(
        &self,
        sentence: &Sentence,
        (tables, lines): (&OnceCell<Vec<Table>>, &OnceCell<Lines>),
        known: &OnceCell<Known>,
    ) -> Option<Finding> {
        let (text, tokens) = (sentence.text, sentence.tokens);
        let planned = supposed::plan(self.grammar, text, tokens);
        let tokens = tokens.get(..planned.unwrap_or(tokens.len()))?;
        let reading = Reading {
            grammar: self.grammar,
            text,
            tokens,
        };
        let figures = reading.figures();
        let lone = self.lone.is_some() && !self.context.inputs.lists_several();
        let silent = figures.is_empty() || !self.is_typed(sentence);
        if silent || supposed::is_supposed(self.grammar, text, tokens) {
            return None;
        }
        let tables = tables.get_or_init(|| self.tables());
        let parts = tables.iter().filter(|table| table.rows == Rows::Lines);
        let parts: Vec<&str> = parts.map(|table| &*table.noun).collect();
        if reading.is_foreign(lone, &parts) {
            return None;
        }
        let lines = lines.get_or_init(|| self.lines());
        let search = Search {
            claims: self,
            reading,
            tables,
            lines,
            known: known.get_or_init(|| self.all_known(tables, lines)),
            lone,
        };
        let figure = search.unexplained(figures)?;
        let token = tokens.get(figure.at)?;
        let message = format!("không số liệu nào của hồ sơ cho ra {}", print(figure.value));
        let span = (token.start, token.end);
        let finding = self.found(false, Code::Claim01, sentence, span, message);
        Some(finding.suggest("đọc lại câu, sửa số hoặc nói số ấy của kỳ nào, nơi nào"))
    }
}

impl Search<'_, '_, '_> {
    /// The first of some figures that nothing explains.
    fn unexplained(&self, figures: Vec<Figure>) -> Option<Figure> {
        let unreached = [Unit::Points, Unit::Things].map(|unit| self.is_out_of_reach(unit));
        let [points, things] = unreached;
        let several = self.speaks_of_several();
        let loose = |figure: &Figure| {
            let unreached = if figure.unit == Unit::Points {
                points
            } else {
                things
            };
            let counted = figure.unit != Unit::Things || self.counts(figure);
            let counted = counted && self.speaks_of_known(figure);
            let known = self.known.has(figure, several) || self.follows_from_named(figure);
            counted && !unreached && !known
        };
        let mut left: Vec<Figure> = figures.into_iter().filter(loose).collect();
        // What follows from others that are known is known.
        loop {
            let (told, all) = (self.reading.told(&left), self.reading.told(&[]));
            let before = left.len();
            left.retain(|figure| {
                let part = self.lone && self.known.has_whole(figure, &all);
                !(part || self.known.has_rate(figure, &told) || follows(figure, &told))
            });
            if left.len() == before {
                return left.into_iter().next();
            }
        }
    }

    /// Whether a sentence speaks of several rows together: of the first of them, of so many, of how far they
    /// lie apart, of their mean.
    fn speaks_of_several(&self) -> bool {
        let reading = &self.reading;
        let roles = [Role::Highest, Role::Lowest, Role::UnitNoun];
        let told = |at: usize| reading.any(at, &roles) || reading.is_hint(at, Hint::Most);
        (0..reading.tokens.len()).any(told)
            || self.claims.cues(reading.text, reading.tokens).compares()
    }

    /// Whether figures of such a unit may be of the period before, of which the hồ sơ has none.
    fn is_out_of_reach(&self, unit: Unit) -> bool {
        // “kỳ trước chuyển sang” is a column.
        let past = (0..self.reading.tokens.len()).any(|at| {
            let before = self.reading.kind(at) == Some(Kind::When(When::Before));
            before && !heads(self.tables, &self.reading.words(at))
        });
        let mut rows = self.tables.iter().flat_map(|table| {
            let rows = table.subjects.iter();
            rows.map(move |row| table.before(*row))
        });
        let total = self.claims.lone.and_then(Scores::previous_total);
        past && match unit {
            Unit::Points => total.is_none() && !rows.any(|before| before.is_some()),
            Unit::Percent | Unit::Things => self.claims.context.inputs.tables_before.is_empty(),
        }
    }

    /// Whether the words around a figure are those of the hồ sơ: “chỉ số chuyển đổi số đạt 72,35 điểm” is of
    /// something else.
    fn speaks_of_known(&self, figure: &Figure) -> bool {
        let reading = &self.reading;
        let mark = |at: usize| match reading.kind(at) {
            Some(Kind::Mark(mark)) => mark,
            _ => ' ',
        };
        let from = (0..figure.at).rev().find(|at| mark(*at) == ';');
        let from = from.map_or(0, |at| at + 1);
        let ends = |at: &usize| matches!(mark(*at), ';' | ',');
        let to = (figure.noun..reading.tokens.len()).find(ends);
        let all = from..to.unwrap_or(reading.tokens.len());
        let unknown = all.filter(|at| {
            let word = matches!(reading.kind(*at), Some(Kind::Word(_)));
            let words = word.then(|| reading.words(*at));
            words.is_some_and(|own| {
                let number = reading.grammar.number(&own).is_some();
                let adds = [Hint::Sum, Hint::Every, Hint::Settled];
                let adds = adds.iter().any(|hint| reading.grammar.is(&own, *hint));
                !self.known.names(&own) && !number && !adds
            })
        });
        unknown.count() < 2
    }

    /// Whether things that are called as here are counted somewhere.
    fn counts(&self, figure: &Figure) -> bool {
        let noun = self.reading.words(figure.noun);
        let lines = self.lines.all.iter().map(|line| &line.label);
        let columns = self.tables.iter().flat_map(|table| &table.columns);
        let counted = columns
            .clone()
            .any(|column| column.measure == Measure::Count);
        let mut labels = lines.chain(columns.map(|column| &column.label));
        let dossiers = self.reading.is_hint(figure.noun, Hint::Dossiers);
        dossiers && counted || labels.any(|label| lower(label).contains(&noun))
    }

    /// Whether a figure follows from the rows that the sentence names.
    fn follows_from_named(&self, figure: &Figure) -> bool {
        let named = self
            .reading
            .tokens
            .iter()
            .filter_map(|token| match token.kind {
                Kind::Axis(index) => Some(Subject::Axis(index)),
                Kind::Unit(index) => Some(Subject::Unit(index)),
                _ => None,
            });
        let named: Vec<Subject> = named.collect();
        !named.is_empty() && self.known.follows(figure, self.tables, &named)
    }
}

/// Whether a figure follows from two others that are told.
fn follows(figure: &Figure, told: &[Decimal]) -> bool {
    let value = figure.value.abs();
    let all: Decimal = told.iter().sum();
    let mut pairs = told
        .iter()
        .flat_map(|one| told.iter().map(move |other| (*one, *other)));
    let pair = pairs.any(|(one, other)| {
        let rate = share(one, other);
        let rates = [
            rate,
            rate.map(|rate| Decimal::ONE_HUNDRED - rate),
            share(one - other, other),
        ];
        let rates = rates.into_iter().filter(|_| figure.unit == Unit::Percent);
        let follow = [one - other, one + other].map(Some);
        let mut follow = follow.into_iter().chain(rates).flatten();
        follow.any(|known| agrees(value, known.abs()))
    });
    let rest = |other: &Decimal| agrees(value, Decimal::ONE_HUNDRED - other);
    pair || agrees(value, all) || figure.unit == Unit::Percent && told.iter().any(rest)
}
