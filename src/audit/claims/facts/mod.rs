//! What a sentence says of rows of tables: one, some, all, none or as many of them; their points,
//! rates, counts, changes, ranks and bands; the highest and the lowest, how far two lie apart, means,
//! shares and ranges. What is read here is doubted, never refused: words may mean another figure.

mod above;
mod alike;
mod arithmetic;
mod bands;
mod beside;
mod board;
mod carry;
mod clause;
mod columns;
mod derived;
mod extremes;
mod figures;
mod firsts;
mod following;
mod foreign;
mod gaps;
mod indicators;
mod kinds;
mod levels;
mod measured;
mod money;
mod net;
mod order;
mod owners;
mod parts;
mod past;
mod periods;
mod ranges;
mod sets;
mod shares;
mod sheets;
mod spelling;
mod spread;
mod sums;
mod tables;
mod thresholds;
mod told;
mod turns;
mod typed;
mod values;
mod wholes;

use std::cell::OnceCell;

use rust_decimal::Decimal;

use super::asked::Tokens;
use super::said::{Bound, Property, Read, Subject};
use super::token::{Kind, Token};
use super::vocabulary::{Hint, Role};
use super::{Claims, Sentence, agrees};
use crate::audit::Code;
use crate::audit::finding::Finding;
use clause::{Clause, Figure, Noun, Of};
use typed::speaks;

pub(super) use clause::Clauses;
pub(super) use derived::Cues;
pub use tables::{Column, Measure, Rows, Table, heads};

/// What is found of a clause.
pub(super) enum Verdict {
    /// Nothing that is known here.
    Unread,
    /// It is so.
    Right,
    /// It is not so: from which token to which, and why.
    Wrong(usize, usize, String),
}

impl Verdict {
    /// So, or not for this reason.
    fn of(right: bool, span: (usize, usize), message: impl FnOnce() -> String) -> Self {
        match right {
            true => Self::Right,
            false => Self::Wrong(span.0, span.1, message()),
        }
    }
}

/// A sentence held against the tables.
pub(super) struct Hold<'h, 'a, 'c> {
    claims: &'h Claims<'a, 'c>,
    read: Clauses<'h>,
    tables: &'h [Table],
    /// What the clauses before said.
    spoken: Spoken,
    /// The clause after.
    next: Option<Clause>,
}

/// What the clauses before one said, with which it may go on.
#[derive(Default)]
struct Spoken {
    /// All that was named in the clauses before, and where.
    named: Vec<(usize, Subject)>,
    /// Of what the clause before spoke.
    subjects: Vec<Subject>,
    /// How many rows the clause before spoke of.
    noun: Option<Noun>,
    /// Those that are left out of what follows: “trừ A và B, các đơn vị …”.
    except: Vec<Subject>,
    /// The clause before that said what rows have in common.
    common: Option<Clause>,
    /// The words of the clauses before that name no row.
    topic: String,
    /// The last words of a part of the points.
    about: String,
    /// The clause before.
    before: Option<Clause>,
    /// Whether the clauses are of another time.
    elsewhen: bool,
    /// Whether they are of other bodies.
    elsewhere: bool,
    /// Since which period.
    since: Option<Subject>,
    /// A number of rows behind what they have in common: “số đơn vị xếp loại Tốt là 29”.
    told: Option<Decimal>,
    /// A superlative before the clause that says of whom: “ở cuối bảng, xã A …”.
    lead: Option<(usize, bool)>,
    /// The sorts of units of which the clauses are: “trong khối xã, …”.
    within: Vec<usize>,
    /// How many rows the clauses before spoke of.
    counts: Vec<(Rows, Decimal)>,
    /// Whether what follows is compared with a mean.
    than_mean: bool,
    /// Whether a mean was told.
    mean_told: bool,
    /// Whether the clauses are of some rows only: “trong năm xã A, …”.
    scoped: bool,
    /// Whether the sentence begins with those rows.
    within_some: bool,
    /// The bands of the units of which the clauses are: “trong nhóm Xuất sắc, …”.
    bands: Vec<usize>,
    /// Whether the clauses are of the whole area.
    whole: bool,
    /// Whether values are told one after the other.
    turns: bool,
    /// Whether the clauses are of the period before.
    past: bool,
    /// The last points that were told.
    level: Option<Decimal>,
    /// The clause before that said who is the highest or the lowest, and who that is.
    first: Option<(Clause, Vec<Subject>)>,
}

impl Claims<'_, '_> {
    /// CLAIM-01: what a sentence says of rows of tables is not so.
    pub(super) fn of_rows(
        &self,
        sentence: &Sentence,
        tokens: &[Token],
        tables: &OnceCell<Vec<Table>>,
        section: bool,
    ) -> Outcome {
        let mut outcome = Outcome::default();
        let planned = super::supposed::plan(self.grammar, sentence.text, tokens);
        let planned = planned.unwrap_or(tokens.len());
        let tokens = tokens.get(..planned).unwrap_or_default();
        let silent = !tokens.iter().any(speaks) || !self.is_typed(sentence);
        if silent || super::supposed::is_supposed(self.grammar, sentence.text, tokens) {
            return outcome;
        }
        let tables = tables.get_or_init(|| self.tables());
        if tables.is_empty() {
            return outcome;
        }
        let periods = periods::named_periods(tables);
        let lines = tables.iter().filter(|table| table.rows == Rows::Lines);
        let nouns: Vec<String> = lines.map(|table| table.noun.clone()).collect();
        let read = Clauses {
            text: sentence.text,
            tokens,
            nouns: &nouns,
            grammar: self.grammar,
            axes: self.lone.is_some() && !self.context.inputs.lists_several(),
            periods: &periods,
        };
        let mut hold = Hold::new(self, read, tables);
        self.of_all_clauses(sentence, &hold, &mut outcome);
        let place = |at: usize| tokens.get(at).map_or(0, |token| token.start);
        let mut clauses = hold.read.all().into_iter().peekable();
        while let Some(clause) = clauses.next() {
            hold.next = clauses.peek().cloned();
            let end = |to: usize| {
                let last = tokens.get(to.saturating_sub(1));
                last.map_or(sentence.text.len(), |token| token.end)
            };
            let (from, to) = Hold::span(&clause);
            if clause.inside {
                outcome.asides.push((place(from), end(to)));
            }
            match hold.judge(&clause) {
                Verdict::Unread => {}
                Verdict::Right => {
                    outcome.right.push((place(from), end(to)));
                }
                Verdict::Wrong(..) if section && !hold.is_stated(&clause) => {}
                Verdict::Wrong(from, to, _)
                    if !clause.inside && outcome.is_right((place(from), end(to))) => {}
                Verdict::Wrong(from, to, message) if outcome.finding.is_none() => {
                    let span = (place(from), end(to));
                    // “thiếu chưa đến 0,5 điểm để lên loại Tốt” tells no points.
                    outcome
                        .distances
                        .extend((!clause.bands.is_empty()).then_some(span));
                    let finding = self.found(false, Code::Claim01, sentence, span, message);
                    let finding = finding.suggest("đọc lại câu, sửa câu hoặc kiểm tra số liệu");
                    outcome.finding = Some(finding);
                }
                Verdict::Wrong(..) => {}
            }
            hold.pass(&clause);
        }
        outcome
    }

    /// What is told over several clauses: figures in turn, the way from one number to another.
    fn of_all_clauses(&self, sentence: &Sentence, hold: &Hold, outcome: &mut Outcome) {
        if let Some(turns) = self.in_turn(sentence, hold) {
            outcome.right.extend(turns.span);
            outcome.finding = turns.finding;
        }
        if let Some((from, to, message)) = hold.told_apart()
            && outcome.finding.is_none()
        {
            let tokens = hold.read.tokens;
            let token = |at: usize| tokens.get(at).or(tokens.last());
            let start = token(from).map_or(0, |token| token.start);
            let span = (start, token(to).map_or(start, |token| token.end));
            let finding = self.found(false, Code::Claim01, sentence, span, message);
            outcome.finding = Some(finding.suggest("so lại các số ấy, sửa số sai"));
        }
    }
}

/// What was found of a sentence.
#[derive(Default)]
pub(super) struct Outcome {
    /// The clauses that were understood as a whole and are so.
    right: Vec<(usize, usize)>,
    /// What stands in brackets.
    asides: Vec<(usize, usize)>,
    /// The clauses of which what is not so is told here: bands, how far it is to them.
    distances: Vec<(usize, usize)>,
    /// The first thing that is not so.
    pub(super) finding: Option<Finding>,
}

impl Outcome {
    /// Whether a stretch lies in what is so.
    fn is_right(&self, (from, to): (usize, usize)) -> bool {
        self.right
            .iter()
            .any(|(start, end)| *start <= from && to <= *end)
    }

    /// Whether what was read elsewhere lies in a clause that is understood as a whole and is so.
    pub(super) fn holds(&self, read: &Read) -> bool {
        let (start, end) = match read {
            Read::Claim(claim) => (claim.start, claim.end),
            Read::Group(group) if group.property != Property::Any => (group.start, group.end),
            Read::Group(_) | Read::Counted(_) => return false,
        };
        let inside = |(from, to): &(usize, usize)| *from <= start && end <= *to;
        if matches!(read, Read::Claim(_)) && self.distances.iter().any(inside) {
            return true;
        }
        let mut asides = self.asides.iter().filter(|aside| inside(aside));
        match asides.next() {
            Some(aside) => self.right.contains(aside),
            None => self.right.iter().any(inside),
        }
    }
}

impl<'h, 'a, 'c> Hold<'h, 'a, 'c> {
    fn new(claims: &'h Claims<'a, 'c>, read: Clauses<'h>, tables: &'h [Table]) -> Self {
        Self {
            claims,
            read,
            tables,
            spoken: Spoken::default(),
            next: None,
        }
    }

    fn judge(&self, clause: &Clause) -> Verdict {
        if self.is_foreign(clause) {
            // What part one number is of another hangs on no time.
            let ways = [
                Self::led_before,
                Self::ranked_before,
                Self::before,
                Self::percent_of,
            ];
            let mut read = ways.iter().map(|way| way(self, clause));
            let read = read.find(|read| !matches!(read, Verdict::Unread));
            return read.unwrap_or(Verdict::Unread);
        }
        match self.judge_known(clause) {
            wrong @ Verdict::Wrong(..) => wrong,
            read => match self.rest(clause) {
                wrong @ Verdict::Wrong(..) => wrong,
                _ => read,
            },
        }
    }

    fn judge_known(&self, clause: &Clause) -> Verdict {
        // These take the figures of a clause with them.
        let whole: [fn(&Self, &Clause) -> Verdict; 12] = [
            Self::banded,
            Self::of_indicators,
            Self::first_of_indicators,
            Self::following,
            Self::firsts,
            Self::together,
            Self::alike,
            Self::course,
            Self::order,
            Self::gap,
            Self::range,
            Self::mean,
        ];
        let part: [fn(&Self, &Clause) -> Verdict; 4] =
            [Self::extreme, Self::set, Self::part_of_all, Self::share];
        // What follows from several rows together is no wrong figure of one.
        let doubted = |read| match read {
            Verdict::Wrong(from, to, _) if self.follows(from, to) => Verdict::Unread,
            read => read,
        };
        // “chỉ còn cách mức xuất sắc 2,17 điểm”
        let bounded = clause.figures.iter().any(|figure| self.bounds(figure));
        let banded = !clause.bands.is_empty() && !bounded;
        for way in whole {
            let read = way(self, clause);
            match if banded { doubted(read) } else { read } {
                Verdict::Unread => {}
                read => return read,
            }
        }
        // Of one row alone a share in another column explains nothing.
        let several = clause.names.len() + self.spoken.named.len() > 1;
        let mut read = part.iter().map(|way| match way(self, clause) {
            read if several => doubted(read),
            read => read,
        });
        let read = read.find(|read| !matches!(read, Verdict::Unread));
        let right = match read {
            Some(wrong @ Verdict::Wrong(..)) => return wrong,
            read => read.is_some(),
        };
        match doubted(self.figures(clause)) {
            Verdict::Unread if right => Verdict::Right,
            verdict => verdict,
        }
    }

    /// Whether a clause can only be of what is there already, though it stands among what is to be
    /// done: it has an exact figure, a rank, a list, or compares with the period before.
    fn is_stated(&self, clause: &Clause) -> bool {
        let exact = |figure: &Figure| {
            let decimal = figure.bound == Bound::Exact && figure.value.scale() > 0;
            decimal || matches!(figure.of, Of::Rank | Of::Rows)
        };
        let counted = clause.nouns.iter().any(|noun| noun.count.is_some());
        let there = clause
            .at
            .first()
            .is_some_and(|at| self.read.is(*at, Role::Exists));
        let named = !clause.names.is_empty() || !self.spoken.subjects.is_empty();
        let named = named && (counted || !clause.extremes.is_empty());
        let of = clause.nouns.iter().any(|noun| noun.whole.is_some());
        // “các đơn vị đều đạt trên 84 điểm”
        let several = clause.names.len() > 1;
        let each = self.has(clause, Hint::Each) && (clause.noun().is_some() || several);
        // “09 đơn vị tăng điểm”; “toàn huyện đã cấp 30.204 bản sao”
        let opens = clause
            .noun()
            .is_some_and(|noun| self.first_word(clause) == Some(noun.at));
        let turned = clause.way.is_some() || !clause.bands.is_empty();
        let whole = self.plays(clause, Role::Whole).is_some();
        let bounded = clause.figures.iter().any(|figure| self.bounds(figure));
        let listed = !clause.names.is_empty() && self.plays(clause, Role::Is).is_some();
        let past = clause
            .noun()
            .is_some_and(|noun| self.than_level(clause, noun.rows).is_some());
        let turned = turned || bounded || past;
        let each = each || counted && opens && turned || whole && !clause.figures.is_empty();
        let each = each || listed && clause.noun().is_some();
        // “giảm nhiều nhất là A, tiếp đến là B”
        let follows = self.spoken.first.is_some() && self.has(clause, Hint::Then);
        let each = each || follows;
        clause.figures.iter().any(exact) || named || of || each || counted && there
    }

    /// The first word of a clause that is no filler.
    fn first_word(&self, clause: &Clause) -> Option<usize> {
        let quiet = [Role::Filler, Role::Only, Role::Exists];
        let quiet = |at: &usize| quiet.iter().any(|role| self.read.is(*at, *role));
        clause.at.iter().copied().find(|at| !quiet(at))
    }

    /// Whether the words of a token have those of a hint.
    fn has_in(&self, at: usize, hint: Hint) -> bool {
        self.claims.grammar.has(&self.read.words(at), hint)
    }

    fn is_mean(&self, at: usize) -> bool {
        self.has_in(at, Hint::Mean)
    }

    /// The words of a clause without those in brackets.
    fn words(&self, clause: &Clause) -> String {
        let words = clause.at.iter().filter(|at| {
            let noun = [
                Role::Part,
                Role::UnitNoun,
                Role::AxisNoun,
                Role::All,
                Role::Only,
            ];
            let noun = noun.iter().any(|role| self.read.is(**at, *role));
            let name = matches!(self.read.kind(**at), Some(Kind::Unit(_)));
            !noun && !name && self.read.counted(**at).is_none()
        });
        let words: Vec<String> = words.map(|at| self.read.words(*at)).collect();
        words.join(" ")
    }

    fn has(&self, clause: &Clause, hint: Hint) -> bool {
        clause.at.iter().any(|at| self.read.stands(*at, hint))
    }

    fn plays(&self, clause: &Clause, role: Role) -> Option<usize> {
        clause.at.iter().copied().find(|at| self.read.is(*at, role))
    }

    /// Whether a word is denied by the one before it.
    fn denied(&self, clause: &Clause, at: usize) -> bool {
        let quiet = [Role::Filler, Role::Achieves, Role::Points, Role::BandNoun];
        let before = clause.at.iter().rev().filter(|before| **before < at);
        let mut before = before.skip_while(|at| quiet.iter().any(|role| self.read.is(**at, *role)));
        before.next().is_some_and(|at| self.read.is(*at, Role::Not))
    }

    fn span(clause: &Clause) -> (usize, usize) {
        let first = clause.at.first().copied().unwrap_or(0);
        (first, clause.at.last().copied().unwrap_or(first) + 1)
    }

    fn quoted(&self, (from, to): (usize, usize)) -> String {
        let place = |at: usize| self.read.tokens.get(at);
        let start = place(from).map_or(0, |token| token.start);
        let end = place(to.saturating_sub(1)).map_or(self.read.text.len(), |token| token.end);
        self.read
            .text
            .get(start..end)
            .unwrap_or_default()
            .trim()
            .to_owned()
    }

    /// The name of a row.
    fn called(&self, subject: Subject) -> String {
        let mut tables = self.tables.iter();
        let name = tables.find_map(|table| table.names.get(table.row(subject)?));
        name.cloned().unwrap_or_default()
    }
}

/// Whether a known value is as stated.
pub(super) fn fits(bound: Bound, stated: Decimal, known: Decimal) -> bool {
    match bound {
        // “100%” is all of them, not 99,8%.
        Bound::Exact if stated == Decimal::ONE_HUNDRED || stated.is_zero() => {
            crate::vn::number::round(known, 2) == stated
        }
        Bound::Exact => agrees(stated, known),
        Bound::Near => known < stated && stated - known <= slack(stated),
        Bound::About => (known - stated).abs() <= slack(stated),
        bound => super::scores::keeps(bound, stated, known),
    }
}

/// How far “gần” and “khoảng” go.
fn slack(stated: Decimal) -> Decimal {
    let twentieth = stated / Decimal::from(20);
    twentieth.max(Decimal::ONE)
}
