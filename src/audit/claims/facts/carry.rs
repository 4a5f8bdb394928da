//! What of a clause the next may go on with.

use rust_decimal::Decimal;

use super::Hold;
use super::clause::{Clause, Figure, Noun, Of};
use super::tables::{Measure, Rows};
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::said::{Bound, Subject};
use crate::audit::claims::token::{Kind, When};
use crate::audit::claims::vocabulary::{Hint, Role};
use crate::vn::name::Level;

impl Hold<'_, '_, '_> {
    /// Keeps of a clause what the next may go on with.
    pub(super) fn pass(&mut self, clause: &Clause) {
        if clause.inside {
            return;
        }
        let alone = clause.names.is_empty() && clause.figures.is_empty() && clause.noun().is_none();
        self.keep_time(clause, alone);
        if !clause.names.is_empty() {
            self.spoken.elsewhere = false;
        }
        self.spoken.elsewhere |= self.foreign_words(clause);
        let last = clause.at.last().copied().unwrap_or(0);
        if self.read.kind(last + 1) == Some(Kind::Mark(';')) {
            (self.spoken.elsewhen, self.spoken.elsewhere) = (false, false);
        }
        self.spoken.before = Some(clause.clone());
        let names: Vec<Subject> = clause.names.iter().map(|(_, name)| *name).collect();
        self.spoken.lead = match clause.extremes.as_slice() {
            [lead] if clause.names.is_empty() && clause.figures.is_empty() => Some(*lead),
            _ => None,
        };
        if let Some(within) = self.narrowed_to(clause) {
            self.spoken.within = within;
        }
        self.keep_first(clause);
        self.keep_counts(clause);
        self.spoken.told = clause.noun().and_then(|noun| self.told(clause, noun));
        self.spoken.since = self.since(clause).or(self.spoken.since);
        self.spoken.named.extend(clause.names.iter().copied());
        if self.has(clause, Hint::Except) {
            // “…; ngoài trục này ra, không trục nào …”
            let just = |noun: &Noun| self.read.is_hint(noun.word + 1, Hint::Just);
            let just = names.is_empty() && clause.nouns.iter().any(just);
            self.spoken.except = match just {
                true => self.spoken.subjects.clone(),
                false => names.clone(),
            };
        }
        if clause.noun().is_some()
            && (!clause.bands.is_empty() || !clause.figures.is_empty() || clause.way.is_some())
        {
            // What is said of the first so many is not what all of a kind have in common.
            let first = !clause.extremes.is_empty() && clause.names.is_empty();
            self.spoken.common = (!first).then(|| clause.clone());
        }
        if alone {
            self.spoken.topic.push(' ');
            self.spoken.topic += &self.words(clause);
        }
        let words = self.words(clause);
        let about = self.about(&words, Rows::Units, Measure::Points);
        if let Some((table, column)) = about.first() {
            let part = !table.is_graded(column);
            self.spoken.about = if part { words } else { String::new() };
        }
        self.keep_subjects(clause, names);
        self.spoken.noun = clause.noun().copied();
    }

    /// The words of a clause that only says of which sort of units what follows is: “khối xã, …”, “trong 21
    /// phường, …”; not “trong năm xã A, …”, which are some of them.
    fn narrowed_to(&self, clause: &Clause) -> Option<Vec<usize>> {
        let plain = clause.names.is_empty() && clause.figures.is_empty() && clause.way.is_none();
        if !plain || !clause.extremes.is_empty() {
            return None;
        }
        let parts = clause.at.iter().copied();
        let mut within: Vec<usize> = parts.filter(|at| self.read.is(*at, Role::Part)).collect();
        let nouns = clause.nouns.iter().map(|noun| noun.word);
        if !within.is_empty() {
            within.extend(nouns);
            return Some(within);
        }
        let word = |at: &usize| matches!(self.read.kind(*at), Some(Kind::Word(_)));
        let all = |noun: &Noun| {
            let sizes = || self.sizes(noun.rows, clause);
            noun.count.is_none_or(|count| sizes().contains(&count))
        };
        let scoped = self.opens_among(clause) || clause.nouns.iter().any(|noun| noun.scope);
        let scoped = scoped && clause.bands.is_empty() && !clause.nouns.is_empty();
        let of_all = !clause.at.iter().any(word) && clause.nouns.iter().all(all);
        // “trong 40 đơn vị, …” are all again.
        let sort = |at: &usize| {
            let word = self.read.words(*at);
            Level::Commune.sorts().any(|sort| sort == word)
        };
        (scoped && of_all).then(|| nouns.filter(sort).collect())
    }

    /// “trong các phường, …”
    fn opens_among(&self, clause: &Clause) -> bool {
        let first = clause.at.first();
        first.is_some_and(|at| self.read.is_hint(*at, Hint::Among))
    }

    /// Of whom the next clause may be.
    fn keep_subjects(&mut self, clause: &Clause, names: Vec<Subject>) {
        // “hơn B 0,7 điểm và hơn C 1,8 điểm” goes on with the one that was named first.
        let compared = |name: &(usize, Subject)| {
            let before = clause.at.iter().filter(|at| **at < name.0);
            let is = |at: usize, hint| self.read.is_hint(at, hint);
            let mut than = before.filter(|at| is(**at, Hint::More) || is(**at, Hint::Less));
            than.next().is_some()
        };
        let on = clause.names.len() == 1 && clause.names.iter().all(compared);
        if on && !self.spoken.subjects.is_empty() {
            return;
        }
        // “trong nhóm A, tỷ lệ … thấp nhất” is of something in it.
        let within = self.opens_among(clause) && clause.figures.is_empty();
        let axis = |(_, name): &(usize, Subject)| matches!(name, Subject::Axis(_));
        if within && clause.names.len() == 1 && clause.names.iter().all(axis) {
            self.spoken.subjects.clear();
            self.spoken.lead = None;
            return;
        }
        // “xã A và xã B, hai đơn vị tăng điểm nhiều nhất (6,96 và 6,60 điểm)” are the same.
        let told = Decimal::from(self.spoken.subjects.len());
        let same = clause
            .nouns
            .iter()
            .any(|noun| noun.count == Some(told) && !noun.scope);
        let first = !clause.extremes.is_empty() && clause.figures.is_empty();
        if names.is_empty() && same && first && told > Decimal::ONE {
            return;
        }
        if !names.is_empty() {
            self.spoken.subjects = names;
        } else if clause.noun().is_some() || self.foreign_words(clause) {
            self.spoken.subjects.clear();
        }
    }

    fn keep_time(&mut self, clause: &Clause, alone: bool) {
        let mut times = clause.at.iter().filter_map(|at| match self.read.kind(*at) {
            Some(Kind::When(when)) => Some(when),
            _ => None,
        });
        match times.next() {
            Some(When::Now) => self.spoken.elsewhen = false,
            // “tháng 7/2026 xã A đạt 87,45 điểm, cao hơn xã B”
            Some(when) if alone || self.opens_with_time(clause) => {
                self.spoken.past = when == When::Before;
                let mut at = clause.at.iter();
                let known = at.any(|at| self.read.period(*at, when).is_some());
                self.spoken.elsewhen = !known;
            }
            _ => {}
        }
    }

    /// Whether a clause begins with another time than this, with which it does not compare.
    fn opens_with_time(&self, clause: &Clause) -> bool {
        let mut at = clause
            .at
            .iter()
            .filter(|at| !self.read.is(**at, Role::Filler));
        let first = at.next().and_then(|at| self.read.kind(*at));
        let versus = self.plays(clause, Role::Versus).is_some();
        let periods = !self.read.periods.is_empty();
        let named = [When::Before, When::YearBefore, When::Month].map(Kind::When);
        first.is_some_and(|first| named.contains(&first)) && !versus && !periods
    }

    fn keep_first(&mut self, clause: &Clause) {
        let names: Vec<Subject> = clause.names.iter().map(|(_, name)| *name).collect();
        match (clause.extremes.as_slice(), names.is_empty()) {
            ([_], false) => self.spoken.first = Some((clause.clone(), names)),
            ([_], true) if self.spoken.subjects.len() == 1 => {
                self.spoken.first = Some((clause.clone(), self.spoken.subjects.clone()));
            }
            ([], false) => {
                // “kế đến là B, rồi đến C”
                if let Some((_, told)) = &mut self.spoken.first {
                    told.extend(names);
                }
            }
            _ => {}
        }
    }

    fn keep_counts(&mut self, clause: &Clause) {
        let counted = clause.nouns.iter().filter(|noun| !noun.scope);
        let counts = counted.filter_map(|noun| Some((noun.rows, noun.count?)));
        self.spoken.counts.extend(counts);
        let counted_noun = clause.noun().is_some_and(|noun| noun.count.is_some());
        let sizes = |noun: &Noun| self.sizes(noun.rows, clause);
        let among = clause.nouns.iter().filter(|noun| noun.scope);
        let some = |noun: &Noun| {
            noun.count
                .is_some_and(|count| !sizes(noun).contains(&count))
        };
        let first = !clause.extremes.is_empty() && counted_noun;
        // “năm xã A: …” are those that are called so.
        let named =
            |noun: &Noun| self.read.kind(noun.word + 1) == Some(Kind::Word(true)) && some(noun);
        let scoped = among.clone().any(some) || first || clause.nouns.iter().any(named);
        // “…; trong năm lĩnh vực kia, ít nhất là A” is of those.
        let rest = self.plays(clause, Role::Rest).is_some();
        let opens = clause.at.first().filter(|_| rest).copied().unwrap_or(0);
        let within = among.clone().any(|noun| some(noun) && noun.at <= opens + 1);
        (self.spoken.scoped, self.spoken.within_some) = (
            self.spoken.scoped || scoped,
            self.spoken.within_some || within,
        );
        let exact = |figure: &&Figure| figure.of == Of::Points && figure.bound == Bound::Exact;
        let level = clause.figures.iter().rev().find(exact);
        let opens = clause.at.first().map(|at| self.read.written(*at));
        let opens = opens.is_some_and(|word| self.claims.grammar.begins(word, Hint::Among));
        let counted = clause.noun().is_some_and(|noun| noun.count.is_some());
        if opens && clause.names.is_empty() && clause.figures.is_empty() && !counted {
            self.spoken.bands.extend(&clause.bands);
        }
        self.spoken.level = level.map(|figure| figure.value).or(self.spoken.level);
        let named = !clause.names.is_empty() || clause.noun().is_some();
        self.spoken.whole = !named && (self.spoken.whole || self.is_of_whole(clause));
        self.spoken.turns |= self.plays(clause, Role::Respectively).is_some();
        let versus = clause.names.is_empty() && self.plays(clause, Role::Versus).is_some();
        self.spoken.than_mean |= versus && clause.at.iter().any(|at| self.is_mean(*at));
        self.spoken.mean_told |= clause.at.iter().any(|at| self.is_mean(*at));
    }
}
