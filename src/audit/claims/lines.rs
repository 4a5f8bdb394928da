//! What the lines of an appendix and the totals of the tables count, and which of them words are about.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::grammar::Opposite;
use super::heads::{Total, counts_of};
use super::said::Counted;
use super::vocabulary::Hint;
use super::{Claims, Sentence};
use crate::audit::figures::Named;
use crate::sheet::{Indicators, LeafKind};

/// What is counted, with all its figures.
pub struct Counts {
    pub label: String,
    pub(super) telling: Arc<BTreeSet<String>>,
    pub count: Option<Decimal>,
    pub of: Option<Decimal>,
    pub rate: Option<Decimal>,
    /// Whether it is what lacks to the whole of a line, and so has no name of its own.
    rest: bool,
}

/// All that a hồ sơ counts.
pub struct Lines {
    pub all: Vec<Counts>,
    /// The totals of columns.
    pub totals: Vec<Total>,
    /// What lacks to the whole of lines, as one that is not so.
    lacking: OnceCell<Vec<Counts>>,
}

impl Counts {
    /// What lacks to the whole.
    pub fn rest(&self) -> Option<Decimal> {
        Some(self.of? - self.count?)
    }
}

impl Claims<'_, '_> {
    /// All that the hồ sơ counts.
    pub(super) fn lines(&self) -> Lines {
        let mut lines = self.of_tables(&self.context.inputs.tables);
        for named in self.sheets {
            let cells = named.sheet.cells(&named.sheet.total);
            for (index, (leaf, cell)) in cells.enumerate() {
                let value = cell.number();
                let label = leaf.name();
                lines.push(Counts {
                    telling: self.grammar.telling(&label),
                    label,
                    count: value.filter(|_| leaf.kind == LeafKind::Count),
                    of: whole_of(named, index),
                    rate: value.filter(|_| leaf.kind == LeafKind::Rate),
                    rest: false,
                });
            }
        }
        lines.retain(|line| line.count.is_some() || line.rate.is_some());
        self.count_indicators(&mut lines);
        let rests: Vec<Counts> = self.rests(&lines).collect();
        lines.extend(rests);
        Lines {
            all: lines,
            totals: self.totals(),
            lacking: OnceCell::new(),
        }
    }

    /// What the tables of the period before counted.
    pub(super) fn former(&self) -> Vec<Counts> {
        let mut lines = self.of_tables(&self.context.inputs.tables_before);
        let rests: Vec<Counts> = self.rests(&lines).collect();
        lines.extend(rests);
        lines
    }

    fn of_tables(&self, tables: &BTreeMap<String, Indicators>) -> Vec<Counts> {
        let lines = tables.values().flat_map(|table| &table.lines);
        let lines = lines.map(|line| {
            let stated = line.rate.stated.as_ref().map(|rate| rate.value.0);
            let computed = line.rate.computed;
            let computed = computed.map(|rate| (rate.percent, rate.denominator));
            let label = line.label.to_string();
            let of = line.of.as_ref().map(|of| of.value);
            Counts {
                telling: self.grammar.telling(&label),
                label,
                count: line.count.as_ref().map(|count| count.value),
                of: of.or(computed.map(|(_, of)| of)),
                rate: stated.or(computed.map(|(rate, _)| rate)),
                rest: false,
            }
        });
        lines.collect()
    }

    /// Adds what the points are reckoned from, if no line says it already.
    fn count_indicators(&self, lines: &mut Vec<Counts>) {
        let scores = self.context.inputs.scores().into_iter();
        let groups = scores.flat_map(|scores| &scores.groups);
        let indicators = groups.flat_map(|group| &group.indicators);
        for count in indicators.flat_map(counts_of) {
            let value = count.value.value;
            let known = |line: &Counts| [line.count, line.of].contains(&Some(value));
            let telling = self.grammar.telling(&count.name);
            let named = lines.iter().any(|line| *line.telling == *telling);
            if !lines.iter().any(known) && !named && !telling.is_empty() {
                lines.push(Counts {
                    label: count.name.to_string(),
                    telling,
                    count: Some(value),
                    of: None,
                    rate: None,
                    rest: false,
                });
            }
        }
    }

    /// What lacks to the whole of lines, where a word says what that is: of those on time, the
    /// late ones.
    fn rests<'l>(&'l self, lines: &'l [Counts]) -> impl Iterator<Item = Counts> + 'l {
        let pairs = lines.iter().flat_map(|line| {
            let opposite = self.grammar.opposite.iter();
            opposite.map(move |words| (line, words))
        });
        pairs.filter_map(
            |(
                line,
                Opposite {
                    of,
                    other,
                    telling: lacking,
                },
            )| {
                if !of.first()?.is_subset(&line.telling) {
                    return None;
                }
                let mut telling = BTreeSet::clone(&line.telling);
                telling.retain(|word| !of.iter().any(|words| words.contains(word)));
                telling.extend(lacking.iter().cloned());
                let stated = lines.iter().any(|line| *line.telling == telling);
                let count = line.rest().filter(|_| !stated)?;
                Some(Counts {
                    label: format!("{other}, phần còn lại của “{}”", line.label),
                    telling: Arc::new(telling),
                    count: Some(count),
                    of: line.of,
                    rate: line.rate.map(|rate| Decimal::ONE_HUNDRED - rate),
                    rest: true,
                })
            },
        )
    }

    /// What lacks to the whole of lines, as one that is not so: “hồ sơ chưa thanh toán trực tuyến”.
    fn without<'l>(&'l self, lines: &'l [Counts]) -> impl Iterator<Item = Counts> + 'l {
        let whole = lines
            .iter()
            .filter(|line| line.of.is_some() && !self.grammar.is_not_yet(&line.telling));
        whole.filter_map(|line| {
            let mut telling = BTreeSet::clone(&line.telling);
            telling.extend(self.grammar.not_yet().cloned());
            Some(Counts {
                label: format!("phần còn lại của “{}”", line.label),
                telling: Arc::new(telling),
                count: Some(line.rest()?),
                of: line.of,
                rate: line.rate.map(|rate| Decimal::ONE_HUNDRED - rate),
                rest: true,
            })
        })
    }

    /// The lines of which words may be: if they deny something, those of what is not so.
    pub(super) fn meant<'l>(&self, lines: &'l Lines, negated: bool) -> Vec<&'l Counts> {
        let not_so = |line: &&Counts| self.grammar.is_not_yet(&line.telling) == negated;
        let all = lines.all.iter().filter(not_so);
        let lacking = negated.then(|| {
            let made = || self.without(&lines.all).collect();
            lines.lacking.get_or_init(made)
        });
        all.chain(lacking.into_iter().flatten()).collect()
    }

    /// Whether the words around a number do not say what is counted.
    pub(super) fn says_nothing(&self, sentence: &Sentence, one: &Counted) -> bool {
        let words = sentence.text.get(one.clause.0..one.clause.1);
        self.grammar.telling(words.unwrap_or_default()).is_empty()
    }

    /// The line that words are about; whether nothing else was said of it.
    pub(super) fn line<'l>(
        &self,
        sentence: &Sentence,
        one: &Counted,
        lines: &'l Lines,
        has: impl Fn(&Counts) -> bool,
    ) -> Option<(Vec<&'l Counts>, bool)> {
        let words = sentence
            .text
            .get(one.clause.0..one.clause.1)
            .unwrap_or_default();
        let mut said = self.grammar.telling(words);
        // “không”, “chưa”: what lacks to the whole.
        let negated = self.grammar.negates(words);
        if negated {
            let mut plain = BTreeSet::clone(&said);
            plain.retain(|word| !self.grammar.denies(word));
            plain.extend(self.grammar.not_yet().cloned());
            said = Arc::new(plain);
        }
        let score = |line: &Counts| {
            let common = line.telling.intersection(&said).count();
            let common = common.saturating_sub(usize::from(negated));
            let extra: Vec<&String> = said.difference(&line.telling).collect();
            let extra = extra.len();
            let whole = common == line.telling.len() - usize::from(negated);
            // A part of a label names its line if it is most of it, or of the same whole.
            let most = common * 2 >= line.telling.len() || one.of.is_some() && one.of == line.of;
            let fits = whole && extra <= 1 || most && extra == 0 && (!line.rest || negated);
            (common > 0 && fits).then_some((common, usize::MAX - extra))
        };
        let lines = self.meant(lines, negated).into_iter();
        let scored = lines.filter(|line| has(line));
        let scored = scored.filter_map(|line| Some((score(line)?, line)));
        let mut scored: Vec<((usize, usize), &Counts)> = scored.collect();
        self.of_the_named(words, one, &mut scored);
        let best = scored.iter().map(|(score, _)| *score).max()?;
        let meant: Vec<&Counts> = scored
            .iter()
            .filter(|(score, _)| *score == best)
            .map(|(_, line)| *line)
            .collect();
        let sure = meant.len() == 1 && !negated && meant.iter().all(|line| line.telling == said);
        // “tỷ lệ trực tuyến” may be of what is filed or of what is paid.
        let whole = meant.iter().any(|line| line.telling.is_subset(&said));
        let many = scored
            .iter()
            .filter(|(_, line)| said.is_subset(&line.telling))
            .count()
            > 1;
        if !whole && many {
            return None;
        }
        Some((meant, sure))
    }

    /// All lines of which few words may be: “hồ sơ trực tuyến” are filed or paid.
    pub(super) fn some_lines<'l>(
        &self,
        sentence: &Sentence,
        one: &Counted,
        lines: &'l Lines,
    ) -> Vec<&'l Counts> {
        let words = sentence.words(one.clause.0, one.clause.1);
        let said = self.grammar.telling(words);
        if said.is_empty() || self.grammar.negates(words) {
            return Vec::new();
        }
        let own = lines.all.iter();
        own.filter(|line| said.is_subset(&line.telling)).collect()
    }

    /// Of several lines, those of the things and of the whole that are named.
    fn of_the_named(&self, words: &str, one: &Counted, lines: &mut Vec<((usize, usize), &Counts)>) {
        if lines.len() < 2 {
            return;
        }
        let noun = self.grammar.noun(words);
        for same in [
            &|line: &Counts| noun.is_some() && self.grammar.noun(&line.label) == noun,
            &|line: &Counts| one.of.is_some() && line.of == one.of,
        ] as [&dyn Fn(&Counts) -> bool; 2]
        {
            if lines.iter().any(|(_, line)| same(line)) {
                lines.retain(|(_, line)| same(line));
            }
        }
    }

    /// The line of which what was counted before is a part, if a number is of what lacks to it: “số
    /// hóa 1.171 hồ sơ, còn 75 hồ sơ chưa số hóa”.
    pub(super) fn lacking<'l>(
        &self,
        sentence: &Sentence,
        all: &[&Counted],
        one: &Counted,
        lines: &'l Lines,
    ) -> Option<(Vec<&'l Counts>, bool)> {
        let words = |one: &Counted| sentence.words(one.clause.0, one.clause.1);
        let before = all.iter().rev().find(|before| before.start < one.start)?;
        if !self.grammar.negates(words(one)) || before.count.is_none() {
            return None;
        }
        let said = self.grammar.telling(words(one));
        let told = self.grammar.telling(sentence.words(0, before.end));
        let meant = self.meant(lines, true).into_iter().find(|line| {
            let plain = line
                .telling
                .iter()
                .filter(|word| !self.grammar.is(word, Hint::NotYet));
            let mut both = plain.filter(|word| said.contains(*word) && told.contains(*word));
            line.rest && both.next().is_some() && line.rest() == before.count
        })?;
        Some((vec![meant], false))
    }
}

/// The total of the column of which a rate says what part this column is.
fn whole_of(named: &Named, part: usize) -> Option<Decimal> {
    let leaves = named.sheet.plan.leaves.iter();
    let mut rates = leaves.filter(|leaf| leaf.kind == LeafKind::Rate);
    let whole = rates.find_map(|leaf| match leaf.formula.as_ref()?.columns.as_slice() {
        [first, whole] if *first == part => Some(*whole),
        _ => None,
    })?;
    named.sheet.total.number(whole)
}
