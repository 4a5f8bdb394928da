//! CLAIM-01: numbers of things and their rates against those of the period before, which the appendix of
//! its own hồ sơ has.

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::asked::Tokens;
use super::facts::fits;
use super::grammar::Grammar;
use super::lines::{Counts, Lines};
use super::said::{Bound, Counted};
use super::token::{Kind, Token, When};
use super::vocabulary::{Hint, Role};
use super::{Claims, Sentence, supposed};
use crate::audit::Code;
use crate::audit::finding::Finding;
use crate::vn::number::{print, round};

/// What a sentence says of then.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Said {
    /// It was so much.
    Was,
    /// It has risen or fallen by so much.
    Changed(Ordering),
}

/// A number that is of then, or of what has changed since.
#[derive(Debug, Clone, Copy)]
struct Stated {
    said: Said,
    value: Decimal,
    bound: Bound,
    /// Whether it is a rate in percent.
    rate: bool,
    /// Its token.
    at: usize,
    /// What it has become, which tells of what it is: “từ 538 lên 589 hồ sơ”.
    now: Option<Decimal>,
}

/// What a figure of a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// What is counted, or what lacks to the whole.
    Part,
    /// The whole of which it is a part, which no label names.
    Whole,
    /// How much of the whole it is.
    Rate,
}

/// A figure of a line, now and then.
#[derive(Clone, Copy)]
struct Figure<'l> {
    line: &'l Counts,
    sort: Sort,
    now: Decimal,
    then: Decimal,
}

/// What is told beside a number, by which its figure is known.
struct Beside {
    /// What it is now.
    now: Option<Decimal>,
    /// What is counted.
    noun: Option<String>,
    /// The telling words before it.
    telling: Arc<BTreeSet<String>>,
}

struct Reading<'s> {
    claims: &'s Claims<'s, 's>,
    sentence: &'s Sentence<'s>,
}

impl Tokens for Reading<'_> {
    fn text(&self) -> &str {
        self.sentence.text
    }

    fn tokens(&self) -> &[Token] {
        self.sentence.tokens
    }

    fn grammar(&self) -> &Grammar {
        self.claims.grammar
    }
}

impl Claims<'_, '_> {
    /// What a sentence says of the period before, or of what has changed since, is not so.
    pub(super) fn since(
        &self,
        sentence: &Sentence,
        (lines, former): (&OnceCell<Lines>, &OnceCell<Vec<Counts>>),
    ) -> Option<Finding> {
        if self.context.inputs.tables_before.is_empty()
            || supposed::is_supposed(self.grammar, sentence.text, sentence.tokens)
        {
            return None;
        }
        let reading = Reading {
            claims: self,
            sentence,
        };
        let stated = reading.stated();
        if stated.is_empty() || !self.is_typed(sentence) {
            return None;
        }
        let lines = lines.get_or_init(|| self.lines());
        let former = former.get_or_init(|| self.former());
        let figures = figures(lines, former);
        let wrong = |one: &Stated| Some((*one, reading.wrong(one, &figures, lines)?));
        let (one, figure) = stated.iter().find_map(wrong)?;
        let span = reading.span_of(&one);
        let finding = self.found(false, Code::Claim01, sentence, span, one.is_not(&figure));
        Some(finding.suggest("đọc lại câu, sửa số hoặc tháng được so sánh"))
    }
}

/// The lines by their labels; of those that stand twice nobody knows which is which.
fn labels(lines: &[Counts]) -> BTreeMap<&str, Option<&Counts>> {
    let mut labels = BTreeMap::new();
    for line in lines {
        let known = labels.entry(&*line.label);
        known.and_modify(|line| *line = None).or_insert(Some(line));
    }
    labels
}

/// The figures that lines have now and had then.
fn figures<'l>(lines: &'l Lines, former: &[Counts]) -> Vec<Figure<'l>> {
    let (now, then) = (labels(&lines.all), labels(former));
    let pairs = now.into_iter();
    let pairs = pairs.filter_map(|(label, line)| Some((line?, (*then.get(label)?)?)));
    let figures = pairs.flat_map(|(line, then)| {
        let figure = |sort, now: Option<Decimal>, then: Option<Decimal>| {
            let (now, then) = (now?, then?);
            Some(Figure {
                line,
                sort,
                now,
                then,
            })
        };
        [
            figure(Sort::Part, line.count, then.count),
            figure(Sort::Whole, line.of, then.of),
            figure(Sort::Part, line.rest(), then.rest()),
            figure(Sort::Rate, line.rate, then.rate),
        ]
    });
    figures.flatten().collect()
}

impl Stated {
    /// Whether it is so of a figure.
    fn is_so(&self, figure: &Figure) -> bool {
        let now = self
            .now
            .is_none_or(|now| fits(Bound::Exact, now, figure.now));
        let change = figure.now - figure.then;
        match self.said {
            Said::Was => now && fits(self.bound, self.value, figure.then),
            Said::Changed(way) => {
                let of_rates = round(change.abs(), self.value.scale());
                change.cmp(&Decimal::ZERO) == way
                    && (fits(self.bound, self.value, change.abs()) || of_rates == self.value)
            }
        }
    }

    /// That it is not so of a figure.
    fn is_not(&self, figure: &Figure) -> String {
        let sign = if self.rate { "%" } else { "" };
        let [now, then] = [figure.now, figure.then].map(|value| print(round(value, 2)));
        let label = &figure.line.label;
        format!("“{label}” kỳ trước là {then}{sign}, kỳ này là {now}{sign}")
    }
}

impl Reading<'_> {
    /// All that is of then.
    fn stated(&self) -> Vec<Stated> {
        (0..self.tokens().len())
            .filter_map(|at| self.stated_at(at))
            .collect()
    }

    fn stated_at(&self, at: usize) -> Option<Stated> {
        let (value, rate, end) = self.amount(at)?;
        let one = |said, now| Stated {
            said,
            value,
            bound: self.led_bound(at),
            rate,
            at,
            now,
        };
        let changed = self.way(at).filter(|_| self.is_since(at, end));
        if let Some(way) = changed.or_else(|| self.than_then(at)) {
            return Some(one(Said::Changed(way), None));
        }
        if let Some(now) = self.becomes(at, end, rate) {
            return Some(one(Said::Was, Some(now)));
        }
        self.is_past(at, end).then(|| one(Said::Was, None))
    }

    /// A number of things or a rate that stands here, and where it ends. Where it has become another, the noun
    /// or the sign is behind that.
    fn amount(&self, at: usize) -> Option<(Decimal, bool, usize)> {
        if self.kind(at) == Some(Kind::Nothing) {
            let words = self.words(at);
            let (number, noun) = words.split_once(' ')?;
            let points = self.claims.grammar.is(noun, Hint::PercentPoints);
            let value = crate::vn::number::parse_in_text(number).ok()?;
            return points.then_some((value, true, at + 1));
        }
        let value = self.number(at)?;
        let led = matches!(self.kind_before(at), Some(Kind::Mark('/')));
        let part = self.kind(at + 1) == Some(Kind::Mark('/'));
        if led || part {
            return None;
        }
        if self.kind(at + 1) == Some(Kind::Mark('%')) {
            return Some((value, true, at + 2));
        }
        let noun = self.skip(at + 1, &[]);
        match self.is(noun, Role::Counted) {
            true => Some((value, false, noun + 1)),
            // “từ 1.173 lên 1.246”: what it has become has the noun, or nothing has.
            false if value.scale() == 0 && self.turn_from(at + 1).is_some() => {
                Some((value, false, at + 1))
            }
            false => None,
        }
    }

    /// What a number has become: “từ 538 lên 589 hồ sơ”.
    fn becomes(&self, at: usize, end: usize, rate: bool) -> Option<Decimal> {
        let from = (0..at).rev().find(|at| !self.is(*at, Role::Filler))?;
        let goal = self.turn_from(end).filter(|_| self.is(from, Role::From))?;
        let to = self.skip(goal + 1, &[]);
        let now = self.number(to).filter(|now| rate || now.scale() == 0)?;
        // “từ 79,15 lên 87,83 điểm”, “từ hạng 27 lên hạng 21”
        let other = self.any(to + 1, &[Role::Points, Role::Places]);
        let of_rates = self.kind(to + 1) == Some(Kind::Mark('%'));
        // Since when it went so is this period.
        let elsewhen = |at: usize| {
            matches!(
                self.kind(at),
                Some(Kind::When(When::YearBefore | When::Month | When::Other))
            )
        };
        let dated = (0..self.tokens().len()).any(elsewhen);
        (!other && of_rates == rate && !dated).then_some(now)
    }

    /// Which way something went by the number here: “tăng 73 hồ sơ”, “thêm 06 thủ tục”.
    fn way(&self, at: usize) -> Option<Ordering> {
        let bounds = [Role::Near, Role::About, Role::Above, Role::Below];
        let quiet = |at: usize| self.is(at, Role::Filler) || self.any(at, &bounds);
        let more = |at: usize| self.is_hint(at, Hint::Short);
        let back = (0..at).rev().find(|at| !quiet(*at) || more(*at))?;
        let went = self.goes(back);
        went.or_else(|| more(back).then_some(Ordering::Greater))
    }

    /// “ít hơn tháng 9 là 05 hồ sơ”, “nhiều hơn tháng trước 92 hồ sơ”.
    fn than_then(&self, at: usize) -> Option<Ordering> {
        let quiet = |at: &usize| !self.any(*at, &[Role::Filler, Role::Is]);
        let then = (0..at).rev().find(quiet)?;
        let then = Some(then).filter(|at| self.kind(*at) == Some(Kind::When(When::Before)))?;
        self.than((0..then).rev().find(quiet)?)
    }

    /// Whether a change is one since the period before: “so với tháng 9” stands behind it or opens the sentence.
    fn is_since(&self, at: usize, end: usize) -> bool {
        let before = |at: usize| self.kind(at) == Some(Kind::When(When::Before));
        let versus = self.skip(end, &[Role::OfWhom]);
        let behind = self.is(versus, Role::Versus) && before(self.skip(versus + 1, &[]));
        let opens = self.is(self.skip(0, &[]), Role::Versus) && before(self.skip(1, &[]));
        let then = |at: usize| matches!(self.kind(at), Some(Kind::When(when)) if when != When::Before && when != When::Now);
        (behind || opens) && !(0..at).any(then)
    }

    /// Whether a number is one of the period before: “tháng 9 mới đạt 85,04%”, “22 hồ sơ của tháng trước”.
    fn is_past(&self, at: usize, end: usize) -> bool {
        let then = |at: usize| self.kind(at) == Some(Kind::When(When::Before));
        // “45 hồ sơ của tháng trước chuyển sang” are of now.
        let ends = matches!(self.kind(end + 2), None | Some(Kind::Mark(_)))
            || self.any(end + 2, &[Role::And, Role::Up, Role::Down]);
        let behind = self.is(end, Role::OfWhom) && then(end + 1) && ends;
        let stops = |kind: Kind| {
            matches!(
                kind,
                Kind::Mark(_) | Kind::Number(_) | Kind::When(_) | Kind::Nothing
            ) || matches!(
                kind,
                Kind::Role(Role::And | Role::Rises | Role::Falls | Role::Stays | Role::Versus)
            )
        };
        let led = (0..at).rev().find(|at| self.kind(*at).is_some_and(stops));
        let led = led.filter(|at| then(*at));
        let compared = |at: usize| {
            let before = (0..at).rev().find(|at| !self.is(*at, Role::Filler));
            before.is_some_and(|at| {
                self.any(at, &[Role::Versus, Role::Rises, Role::Falls, Role::From])
                    || self.ends_in(at, Hint::Than)
            })
        };
        // “so với tháng 9 (84,05%)”
        let opened = self.kind_before(at) == Some(Kind::Mark('('))
            && at.checked_sub(2).is_some_and(then)
            && self.kind(end) == Some(Kind::Mark(')'));
        behind || opened || led.is_some_and(|at| !compared(at))
    }

    /// The bytes of what is said of then.
    fn span_of(&self, one: &Stated) -> (usize, usize) {
        let token = |at: usize| self.tokens().get(at);
        let end = match one.rate && self.kind(one.at + 1) == Some(Kind::Mark('%')) {
            true => one.at + 1,
            false => one.at,
        };
        let start = token(one.at).map_or(0, |token| token.start);
        (
            start,
            token(end).map_or(self.text().len(), |token| token.end),
        )
    }

    /// The figure that a number is of, if it is so of none that it may be of.
    fn wrong<'l>(
        &self,
        one: &Stated,
        figures: &[Figure<'l>],
        lines: &'l Lines,
    ) -> Option<Figure<'l>> {
        let own = || {
            let of = |figure: &&Figure| (figure.sort == Sort::Rate) == one.rate;
            figures.iter().filter(of)
        };
        let labelled = self.labelled(one, lines);
        let beside = self.beside(one);
        let told: Vec<&Figure> = own()
            .filter(|figure| self.tells(one, &beside, figure))
            .collect();
        let is_of = |line: &Counts| {
            let same = |known: &Counts| std::ptr::eq(known, line);
            labelled.iter().any(|known| same(known)) || told.iter().any(|told| same(told.line))
        };
        let meant = || own().filter(|figure| is_of(figure.line));
        let first = told.first().copied().or_else(|| meant().next())?;
        (!meant().any(|figure| one.is_so(figure))).then_some(*first)
    }

    fn beside(&self, one: &Stated) -> Beside {
        let grammar = self.claims.grammar;
        let after = self.sentence.words(self.span_of(one).0, self.text().len());
        let before = self.sentence.words(0, self.clause(one.at).1);
        Beside {
            now: one.now.or_else(|| self.told_before(one)),
            noun: grammar.noun(after),
            telling: grammar.telling(before),
        }
    }

    /// Whether what is told of now or then says that a number is of a figure: it has that value, and counts such
    /// things.
    fn tells(&self, one: &Stated, beside: &Beside, figure: &Figure) -> bool {
        let is_now = |now| fits(Bound::Exact, now, figure.now);
        let then = one.now.is_some() && fits(Bound::Exact, one.value, figure.then);
        if !(then || beside.now.is_some_and(is_now)) {
            return false;
        }
        let noun = self.claims.grammar.noun(&figure.line.label);
        let things = one.rate || beside.noun.is_none() || noun.is_none() || noun == beside.noun;
        let telling = &beside.telling;
        let mut common = figure.line.telling.intersection(telling);
        let named = figure.sort == Sort::Whole || telling.is_empty() || common.next().is_some();
        things && named
    }

    /// The lines that the words before a number are about.
    fn labelled<'l>(&self, one: &Stated, lines: &'l Lines) -> Vec<&'l Counts> {
        let clause = self.clause(one.at);
        let counted = Counted {
            start: clause.1,
            ..Counted::of_words(clause)
        };
        let has = |line: &Counts| match one.rate {
            true => line.rate.is_some(),
            false => line.count.is_some(),
        };
        let line = self.claims.line(self.sentence, &counted, lines, has);
        line.map_or_else(Vec::new, |(meant, _)| meant)
    }

    /// The bytes of the words before a number, from the last mark or number on, without those that only say how it
    /// changed or when.
    fn clause(&self, at: usize) -> (usize, usize) {
        let ways = [Role::Rises, Role::Falls, Role::Versus, Role::From];
        let ends =
            |at: &usize| self.any(*at, &ways) || matches!(self.kind(*at), Some(Kind::When(_)));
        let stops = |at: &usize| {
            matches!(
                self.kind(*at),
                Some(Kind::Mark(',' | ';' | '(' | ')') | Kind::Number(_))
            )
        };
        let from = (0..at).rev().find(stops).map_or(0, |at| at + 1);
        let to = (from..at).find(ends).unwrap_or(at);
        let byte = |at: usize| {
            self.tokens()
                .get(at)
                .map_or(self.text().len(), |token| token.start)
        };
        (byte(from), byte(to))
    }

    /// The number of this period that is told last before: “còn 07 hồ sơ quá hạn, giảm 04 hồ sơ so với tháng 9”.
    fn told_before(&self, one: &Stated) -> Option<Decimal> {
        let alike = |at: &usize| match self.amount(*at) {
            Some((_, rate, _)) => rate == one.rate,
            None => {
                !one.rate
                    && self.number(*at).is_some_and(|value| value.scale() == 0)
                    && self.is_bare(*at)
            }
        };
        let before = (0..one.at).rev().find(alike)?;
        self.number(before)
    }

    /// Whether a number has nothing behind it that says of what it is: “… là 41, thêm 06 thủ tục”.
    fn is_bare(&self, at: usize) -> bool {
        let led = matches!(
            self.kind_before(at),
            Some(Kind::Role(Role::Is | Role::Achieves | Role::Exists) | Kind::Mark(':'))
        );
        led && matches!(
            self.kind(at + 1),
            None | Some(Kind::Mark(',' | ';' | '(' | '/'))
        )
    }
}
