//! What the text claims of the figures. Sentences are read by a grammar that is data
//! (`checks/cau.yaml`): who or what is spoken of, what is said of it, of which period. What was
//! read without a doubt and is wrong is an error; where words stood between that the grammar does
//! not know, it is a warning. Plans, suppositions, other bodies and other times claim nothing.

mod anaphora;
mod annex;
mod as_of;
mod asked;
mod changed;
mod changes;
mod counts;
mod dossiers;
mod facts;
mod figures;
mod grammar;
mod heads;
mod language;
mod late;
mod leaders;
mod lines;
mod meant;
mod multiples;
mod names;
mod phrases;
mod plain;
mod predicates;
mod rates;
mod reader;
mod relations;
mod said;
mod scores;
mod sentences;
mod sets;
mod since;
mod subjects;
mod supposed;
mod times;
mod token;
mod tokens;
mod totals;
mod turned;
mod turns;
mod unexplained;
mod units;
mod vocabulary;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::audit::Code;
use crate::audit::context::Context;
use crate::audit::figures::Named;
use crate::audit::finding::Finding;
use crate::audit::names::{List, bare, has_lead};
use crate::audit::texts::Part;
use crate::document::{Content, Level};
use crate::score::{GroupScore, Scores};
use crate::sheet::{Leaf, RowsOf};
use crate::vn::number::{half_unit, round};
use crate::vn::period::{self, Period};
use grammar::Grammar;
use names::OfName;
use rust_decimal::Decimal;
use said::{Read, Subject};
use sentences::sentences;
use token::{Kind, Names, Token, Wanted, When};
use vocabulary::Hint;

pub use language::Language;

/// Checks what the text claims.
pub fn check(
    context: &Context,
    language: &Language,
    lists: &[List],
    sheets: &[Named],
    out: &mut Vec<Finding>,
) {
    let named_rows = |named: &&Named| named.sheet.plan.rows != RowsOf::Indicators;
    let rows = sheets.iter().filter(named_rows).flat_map(|named| {
        let rows = named.sheet.rows.iter().filter(|row| !row.heads());
        rows.filter_map(|row| named.sheet.name(row))
    });
    let inputs = context.inputs;
    let scored = inputs.listed().map(|unit| unit.scores.name.as_str());
    let scored = scored.filter(|_| inputs.lists_several());
    let mut met: BTreeSet<&str> = BTreeSet::new();
    let units = rows.chain(scored).filter(|unit| met.insert(unit));
    let mut units: Vec<&str> = units.collect();
    let called = names::called(&units);
    units.retain(|unit| called.get(unit) == Some(unit));
    let claims = Claims {
        context,
        grammar: &language.grammar,
        language,
        lists,
        sheets,
        units,
        known: names::known(inputs, sheets, &called),
        called,
        past: heads::past(sheets, inputs.period),
        lone: lone(context),
    };
    claims.check(out);
}

/// What claims are held against.
struct Claims<'a, 'c> {
    context: &'a Context<'c>,
    grammar: &'a Grammar,
    language: &'a Language,
    lists: &'a [List],
    sheets: &'a [Named<'a>],
    /// The units of the sheets' rows and those with points.
    units: Vec<&'a str>,
    /// What is known of each, by its name: a text may name them all.
    known: BTreeMap<&'a str, OfName<'a>>,
    /// The names that tables give them: one unit may have two spellings.
    called: BTreeMap<&'a str, &'a str>,
    /// The columns of another period.
    past: Vec<&'a Leaf>,
    /// The points, if they are of one unit and known.
    lone: Option<&'a Scores>,
}

/// The points, if they are of one unit and known.
fn lone<'c>(context: &Context<'c>) -> Option<&'c Scores> {
    let scores = context.inputs.scores()?;
    let known = |group: &GroupScore| group.achieved().is_some();
    let known = scores.published.achieved.is_some() || scores.groups.iter().any(known);
    known.then_some(scores)
}

/// What is worked out when the first sentence asks for it.
#[derive(Default)]
struct Kept {
    /// Where the bands begin.
    cuts: OnceCell<Vec<Decimal>>,
    /// All tables.
    tables: OnceCell<Vec<facts::Table>>,
    /// All that is counted.
    lines: OnceCell<lines::Lines>,
    /// What the tables of the period before counted.
    former: OnceCell<Vec<lines::Counts>>,
    /// The lists of single dossiers.
    lists: OnceCell<Vec<dossiers::Listing>>,
    /// All numbers that there are.
    known: OnceCell<unexplained::Known>,
}

/// A sentence that claims something.
struct Sentence<'a> {
    /// Where in all words it begins.
    start: usize,
    text: &'a str,
    /// The numbers of the units that it names.
    named: OnceCell<Vec<usize>>,
    tokens: &'a [Token],
}

impl Sentence<'_> {
    /// Its words between two places.
    fn words(&self, start: usize, end: usize) -> &str {
        self.text.get(start..end).unwrap_or_default().trim()
    }
}

impl Claims<'_, '_> {
    fn check(&self, out: &mut Vec<Finding>) {
        let period = |part: period::PartOfYear, year: Option<u32>| self.period(part, year);
        let names = self.names(&period);
        let (kept, mut planned) = (Kept::default(), false);
        for stretch in self.context.texts.prose() {
            if let Part::Passage(index) = stretch.part
                && let Some(Content::Passage(passage)) = self.context.document.content.get(index)
            {
                let title = matches!(passage.level, Level::Part | Level::Title);
                let leads = stretch.text.ends_with(':');
                if title || leads {
                    planned = self.grammar.is_planned(stretch.text);
                }
            }
            for (at, text) in sentences(stretch.text) {
                let place = (stretch.start + at, text);
                out.extend(self.told_of(place, &names, &kept, planned));
            }
        }
    }

    /// What is told of one sentence.
    fn told_of(
        &self,
        (start, text): (usize, &str),
        names: &Names,
        kept: &Kept,
        section: bool,
    ) -> Vec<Finding> {
        if let Some(unread) = self.too_long(start, text) {
            return vec![unread];
        }
        let (mut out, mut tokens) = (Vec::new(), tokens::tokens(text, names));
        self.as_of_end(text, &mut tokens);
        self.resolve(text, &mut tokens);
        let sentence = Sentence {
            start,
            text,
            named: OnceCell::new(),
            tokens: &tokens,
        };
        self.late(&sentence, &mut out);
        let ordered = self.grammar.is_command(text);
        if supposed::defines(&tokens, kept.cuts.get_or_init(|| self.cuts())) {
            return out;
        }
        let lone = self.lone.is_some() && !self.context.inputs.lists_several();
        let mut read = reader::read(self.grammar, text, &tokens, (section || ordered, lone));
        let rows = match ordered {
            true => facts::Outcome::default(),
            false => self.of_rows(&sentence, &tokens, &kept.tables, section),
        };
        read.retain(|read| !rows.holds(read));
        let late = out.len();
        let follows = |claim: &said::Claim| {
            let tables = kept.tables.get_or_init(|| self.tables());
            let span = (claim.start, claim.end);
            claim.said.has_amount() && self.is_derived(text, &tokens, span, tables)
        };
        self.judge(&sentence, &read, &follows, &mut out);
        self.counted(&sentence, &read, &kept.lines, &mut out);
        if out.len() == late {
            let fresh = out.is_empty() && !section;
            out.extend(rows.finding.or_else(|| match ordered {
                true => None,
                false => self.doubted(&sentence, kept, fresh),
            }));
        }
        out
    }

    /// What is doubtful of a sentence that nothing was told of yet: of single dossiers, of the period before,
    /// and, where nothing at all was told of it, a figure that nothing explains.
    fn doubted(&self, sentence: &Sentence, kept: &Kept, fresh: bool) -> Option<Finding> {
        let found = self
            .of_dossiers(sentence, sentence.tokens, &kept.lists)
            .or_else(|| self.since(sentence, (&kept.lines, &kept.former)));
        found.or_else(|| match fresh {
            true => self
                .unexplained(sentence, (&kept.tables, &kept.lines), &kept.known)
                .or_else(|| self.multiple(sentence, &kept.lines)),
            false => None,
        })
    }

    /// Where the bands begin.
    fn cuts(&self) -> Vec<Decimal> {
        let set = self.context.inputs.framework.iter();
        let bands = set.flat_map(|set| &set.bands);
        bands.map(|band| band.from).collect()
    }

    /// Which period a part of a year names.
    fn period(&self, part: period::PartOfYear, year: Option<u32>) -> When {
        let inputs = self.context.inputs;
        let is = |period: Period| {
            let year = year.is_none_or(|year| year == u32::from(period.year()));
            year && period.part() == Some(part)
        };
        let like = inputs.period.part().is_some_and(|own| own.is_like(part));
        match (is(inputs.period), inputs.compared().is_some_and(is)) {
            (true, _) => When::Now,
            (false, true) => When::Before,
            _ if inputs.year_before.is_some_and(is) => When::YearBefore,
            _ if like => When::Month,
            _ => When::Other,
        }
    }

    /// The names that sentences may have.
    fn names<'n>(
        &'n self,
        period: &'n dyn Fn(period::PartOfYear, Option<u32>) -> When,
    ) -> Names<'n> {
        let inputs = self.context.inputs;
        let groups = inputs.units.first().map(|unit| &unit.scores.groups);
        let groups = groups.into_iter().flatten().map(|group| &*group.name);
        let bands = inputs.framework.iter().flat_map(|set| &set.bands);
        let bands = bands.map(|band| &*band.name);
        let of_set = self.language.of_set(groups.collect(), bands.collect());
        let mut names = phrases::Lexicon::new();
        self.learn_units(&mut names);
        let mut learn = |name: &str, kind, wanted| phrases::learn(&mut names, name, (kind, wanted));
        // An office of a committee speaks for the committee's unit.
        let issuer = &inputs.issuer;
        let body = issuer.superior.as_ref().unwrap_or(&issuer.name);
        let own = crate::vn::name::unit(body);
        let level = own.strip_suffix(bare(own)).unwrap_or_default();
        if self.lone.is_some() {
            learn(own, Kind::Own, Wanted::Nothing);
            learn(level, Kind::Own, Wanted::Nothing);
            learn(&format!("UBND {own}"), Kind::Own, Wanted::Nothing);
        } else {
            let other = Kind::Role(vocabulary::Role::Other);
            let own_area = |area: &&String| {
                let above = area.split_once(' ').map_or("", |(_, above)| above);
                above == level.trim()
            };
            let areas = self.grammar.hint(Hint::Areas).iter();
            for area in areas.filter(|area| !own_area(area)) {
                learn(area, other, Wanted::Nothing);
            }
            learn(own, Kind::Role(vocabulary::Role::Whole), Wanted::Nothing);
            learn(level, Kind::Role(vocabulary::Role::Whole), Wanted::Nothing);
        }
        Names {
            grammar: self.grammar,
            names: [Arc::new(names), of_set],
            period,
            noun: inputs.period.noun(),
        }
    }

    /// The units by their own names; where several bear one, by all words of their names: “xã Tân An”
    /// and “phường Tân An”.
    fn learn_units(&self, names: &mut phrases::Lexicon<(Kind, Wanted)>) {
        let mut bearers: BTreeMap<&str, usize> = BTreeMap::new();
        for unit in &self.units {
            *bearers.entry(bare(unit)).or_default() += 1;
        }
        let fields = self.fields();
        for (index, unit) in self.units.iter().enumerate() {
            let own = bare(unit);
            let wanted = match fields.contains(unit) {
                true => Wanted::Field,
                false => Wanted::Capital,
            };
            if bearers.get(own) == Some(&1) {
                phrases::learn(names, own, (Kind::Unit(index), wanted));
                continue;
            }
            // Of which of them “Tân An” by itself is, nobody knows.
            let other = Kind::Role(vocabulary::Role::Other);
            phrases::learn(names, own, (other, wanted));
            phrases::learn(names, unit, (Kind::Unit(index), Wanted::Nothing));
        }
    }

    /// The rows of the sheets whose rows are no units: what they are called stands in small letters
    /// too.
    fn fields(&self) -> BTreeSet<&str> {
        let rows = self.sheets.iter().flat_map(|named| {
            let names = named
                .sheet
                .rows
                .iter()
                .filter_map(|row| named.sheet.name(row));
            let names: Vec<&str> = names.collect();
            let units = names.iter().any(|name| has_lead(name));
            if units { Vec::new() } else { names }
        });
        rows.collect()
    }

    /// Judges what was read; a figure that follows from several rows together is no wrong one.
    fn judge(
        &self,
        sentence: &Sentence,
        read: &[Read],
        follows: &dyn Fn(&said::Claim) -> bool,
        out: &mut Vec<Finding>,
    ) {
        let lone = self.lone;
        let several = self.context.inputs.lists_several();
        let mut found: Vec<Finding> = Vec::new();
        for read in read {
            match (read, lone) {
                (Read::Claim(claim), _) if matches!(claim.subject, Subject::Unit(_)) => {
                    let told = self.of_unit(sentence, claim);
                    let told = told.filter(|_| !follows(claim));
                    self.add(told, &mut found);
                }
                (Read::Claim(claim), Some(scores)) => {
                    let held = scores::Held::new(self, sentence, claim, scores);
                    let told = held.finding();
                    let told = told.filter(|_| held.is_turned() || !follows(claim));
                    self.add(told, &mut found);
                }
                (Read::Group(group), Some(scores)) if group.axes => {
                    self.of_axes(sentence, group, scores, &mut found);
                }
                (Read::Group(group), _) if !group.axes && (several || lone.is_none()) => {
                    self.of_units(sentence, group, &mut found);
                }
                _ => {}
            }
        }
        out.extend(found);
    }

    /// Adds what is told; figures of one sentence that no table has are told together.
    fn add(&self, told: Option<Finding>, found: &mut Vec<Finding>) {
        let Some(told) = told.filter(|told| !found.contains(told)) else {
            return;
        };
        let more = told.message.strip_prefix(units::NOWHERE);
        let mut before = found.iter_mut();
        match (
            before.find(|before| before.message.starts_with(units::NOWHERE)),
            more,
        ) {
            (Some(before), Some(more)) => before.message += &format!("; {more}"),
            _ => found.push(told),
        }
    }

    /// A finding about words of a sentence; a warning of its own code if it is not sure.
    fn found(
        &self,
        sure: bool,
        code: Code,
        sentence: &Sentence,
        span: (usize, usize),
        message: String,
    ) -> Finding {
        let sure = sure && plain::is_plain(self.grammar, sentence.text, sentence.tokens, span);
        match sure {
            true => self.told(code, sentence, span, message),
            false => self.told(Code::Claim01, sentence, span, format!("có lẽ {message}")),
        }
    }

    /// A finding about words of a sentence that hang on no other words.
    fn told(
        &self,
        code: Code,
        sentence: &Sentence,
        span: (usize, usize),
        message: String,
    ) -> Finding {
        let (start, end) = (sentence.start + span.0, sentence.start + span.1);
        self.context.at(code, start, end, message)
    }
}

/// Whether a stated number is a known one, as exactly as it was stated.
fn agrees(stated: Decimal, known: Decimal) -> bool {
    let within = if stated.scale() < known.scale() {
        half_unit(stated)
    } else {
        Decimal::ZERO
    };
    (stated - known).abs() <= within || round(known, stated.scale()) == stated
}

/// What part of a whole is, in percent.
fn share(part: Decimal, whole: Decimal) -> Option<Decimal> {
    (part * Decimal::ONE_HUNDRED).checked_div(whole)
}

/// The mean of values, if there are any.
fn mean(values: &[Decimal]) -> Option<Decimal> {
    let sum: Decimal = values.iter().sum();
    sum.checked_div(Decimal::from(values.len()))
}

/// The sums of all parts of some values, each of so many values at least; of more than eight values none, as
/// there are too many.
fn sums(values: &[Decimal], least: u32) -> impl Iterator<Item = Decimal> + '_ {
    let few = if values.len() <= 8 { values } else { &[] };
    let parts = (1_u32..1 << few.len()).filter(move |some| some.count_ones() >= least);
    parts.map(move |some| {
        let parts = few.iter().enumerate();
        let parts = parts.filter(|(at, _)| some & (1 << at) != 0);
        parts.map(|(_, value)| value).sum()
    })
}
