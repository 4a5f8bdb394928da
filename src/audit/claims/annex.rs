//! Claims about things counted: dossiers, procedures, rates of them, against the lines of an
//! appendix and the totals of the tables.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::grammar::Opposite;
use super::facts::fits;
use super::said::{Bound, Counted, Read};
use super::{Claims, Sentence, agrees};
use crate::audit::Code;
use crate::audit::finding::{Finding, Mismatch};
use crate::audit::figures::Named;
use crate::sheet::LeafKind;
use crate::vn::number::{print, round};

/// What is counted, with all its figures.
pub struct Counts {
    label: String,
    /// What it counts: dossiers, procedures.
    noun: Option<String>,
    telling: Arc<BTreeSet<String>>,
    count: Option<Decimal>,
    of: Option<Decimal>,
    rate: Option<Decimal>,
    /// Whether it is what lacks to the whole of a line, and so has no name of its own.
    rest: bool,
}

/// Stands among the words of what is not so.
const DENIED: &str = "chưa";

impl Counts {
    /// What lacks to the whole.
    fn rest(&self) -> Option<Decimal> {
        Some(self.of? - self.count?)
    }
}

impl Claims<'_, '_> {
    /// All that the hồ sơ counts.
    pub(super) fn lines(&self) -> Vec<Counts> {
        let mut lines = Vec::new();
        for table in self.context.inputs.tables.values() {
            for line in &table.lines {
                let stated = line.rate.stated.as_ref().map(|rate| rate.value.0);
                let computed = line
                    .rate
                    .computed
                    .map(|rate| (rate.percent, rate.denominator));
                let label = line.label.to_string();
                lines.push(Counts {
                    telling: self.grammar.telling(&label),
                    noun: self.grammar.noun(&label),
                    label,
                    count: line.count.as_ref().map(|count| count.value),
                    of: line
                        .of
                        .as_ref()
                        .map(|of| of.value)
                        .or(computed.map(|(_, of)| of)),
                    rate: stated.or(computed.map(|(rate, _)| rate)),
                    rest: false,
                });
            }
        }
        for named in self.sheets {
            let cells = named.sheet.cells(&named.sheet.total);
            for (index, (leaf, cell)) in cells.enumerate() {
                let value = cell.number();
                let label = leaf.name();
                lines.push(Counts {
                    telling: self.grammar.telling(&label),
                    noun: self.grammar.noun(&label),
                    label,
                    count: value.filter(|_| leaf.kind == LeafKind::Count),
                    of: whole_of(named, index),
                    rate: value.filter(|_| leaf.kind == LeafKind::Rate),
                    rest: false,
                });
            }
        }
        lines.retain(|line| line.count.is_some() || line.rate.is_some());
        let rests: Vec<Counts> = self.rests(&lines).collect();
        let without: Vec<Counts> = self.without(&lines).collect();
        lines.extend(rests.into_iter().chain(without));
        lines
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
                    noun: line.noun.clone(),
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
        let whole = lines.iter().filter(|line| line.of.is_some() && !line.telling.contains(DENIED));
        whole.filter_map(|line| {
            let mut telling = BTreeSet::clone(&line.telling);
            telling.insert(DENIED.to_owned());
            Some(Counts {
                label: format!("phần còn lại của “{}”", line.label),
                noun: line.noun.clone(),
                telling: Arc::new(telling),
                count: Some(line.rest()?),
                of: line.of,
                rate: line.rate.map(|rate| Decimal::ONE_HUNDRED - rate),
                rest: true,
            })
        })
    }

    /// RATIO-01 and XREF-05: numbers of things and their rates.
    pub(super) fn counted(
        &self,
        sentence: &Sentence,
        read: &[Read],
        lines: &OnceCell<Vec<Counts>>,
        out: &mut Vec<Finding>,
    ) {
        // “03/8 đơn vị … , chiếm 37,5%”: a set's fraction has a rate too.
        let counted = |read: &Read| match read {
            Read::Counted(counted) => Some(*counted),
            Read::Group(group) if group.of.is_some() => Some(Counted {
                count: group.count,
                of: group.of,
                percent: None,
                bound: Bound::Exact,
                planned: false,
                clause: (0, 0),
                start: group.start,
                end: group.end,
            }),
            _ => None,
        };
        let all: Vec<Counted> = read.iter().filter_map(counted).collect();
        let counted: Vec<&Counted> = all.iter().collect();
        for (at, one) in counted.iter().enumerate() {
            let lines = lines.get_or_init(|| self.lines());
            let found = match (one.percent, one.count) {
                (Some(percent), _) => self.rate(sentence, &counted, at, percent, lines),
                (None, count) => self.count(sentence, &counted, one, count, lines),
            };
            out.extend(found.filter(|found| !out.contains(found)));
        }
    }

    /// Whether the words around a number do not say what is counted.
    fn says_nothing(&self, sentence: &Sentence, one: &Counted) -> bool {
        let words = sentence.text.get(one.clause.0..one.clause.1);
        self.grammar.telling(words.unwrap_or_default()).is_empty()
    }

    /// The line that words are about; whether nothing else was said of it.
    fn line<'l>(
        &self,
        sentence: &Sentence,
        one: &Counted,
        lines: impl Iterator<Item = &'l Counts>,
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
            plain.insert(DENIED.to_owned());
            said = Arc::new(plain);
        }
        let score = |line: &Counts| {
            if line.telling.contains(DENIED) != negated {
                return None;
            }
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
        let scored = lines.filter_map(|line| Some((score(line)?, line)));
        let mut scored: Vec<((usize, usize), &Counts)> = scored.collect();
        // Of several, that of the things and of the whole that are named.
        let noun = self.grammar.noun(words);
        for same in [
            &|line: &Counts| noun.is_some() && line.noun == noun,
            &|line: &Counts| one.of.is_some() && line.of == one.of,
        ] as [&dyn Fn(&Counts) -> bool; 2]
        {
            if scored.iter().any(|(_, line)| same(line)) {
                scored.retain(|(_, line)| same(line));
            }
        }
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

    /// The line of which what was counted before is a part, if a number is of what lacks to it: “số
    /// hóa 1.171 hồ sơ, còn 75 hồ sơ chưa số hóa”.
    fn lacking<'l>(
        &self,
        sentence: &Sentence,
        all: &[&Counted],
        one: &Counted,
        lines: &'l [Counts],
    ) -> Option<(Vec<&'l Counts>, bool)> {
        let words = |one: &Counted| sentence.words(one.clause.0, one.clause.1);
        let before = all.iter().rev().find(|before| before.start < one.start)?;
        if !self.grammar.negates(words(one)) || before.count.is_none() {
            return None;
        }
        let said = self.grammar.telling(words(one));
        let told = self.grammar.telling(sentence.words(0, before.end));
        let meant = lines.iter().find(|line| {
            let plain = line.telling.iter().filter(|word| *word != DENIED);
            let mut both = plain.filter(|word| said.contains(*word) && told.contains(*word));
            line.rest && line.telling.contains(DENIED) && both.next().is_some()
                && line.rest() == before.count
        })?;
        Some((vec![meant], false))
    }

    fn count(
        &self,
        sentence: &Sentence,
        all: &[&Counted],
        one: &Counted,
        count: Option<Decimal>,
        lines: &[Counts],
    ) -> Option<Finding> {
        let counts = lines
            .iter()
            .filter(|line| line.count.is_some() || line.rate.is_some_and(|rate| rate.is_zero()));
        let aside = around(sentence, one);
        let aside = aside.filter(|_| self.says_nothing(sentence, one));
        let around = |clause| self.line(sentence, &Counted { clause, ..*one }, counts.clone());
        let around = aside.and_then(around).map(|(meant, _)| (meant, false));
        let own = self.line(sentence, one, counts.clone()).or(around);
        let own = own.or_else(|| self.lacking(sentence, all, one, lines));
        let (meant, sure) = own.or_else(|| {
            // Who has so many is told before, and is not known.
            let before = sentence.words(one.clause.0, one.start);
            let named = before.chars().skip(1).any(char::is_uppercase);
            let clause = (one.start, one.clause.1);
            let (meant, _) = self.line(sentence, &Counted { clause, ..*one }, counts)?;
            (!named).then_some((meant, false))
        })?;
        let known = |value: Decimal| {
            let mut lines = lines.iter();
            lines.any(|line| [line.count, line.of, line.rest()].contains(&Some(value)))
        };
        // “1.150 hồ sơ trước hạn, 48 hồ sơ đúng hạn” are parts of one line.
        let others = all.iter().filter(|other| other.start != one.start);
        let others = others.filter_map(|other| other.count);
        let some = count.filter(|count| !count.is_zero());
        let part = some.filter(|_| one.of.is_none());
        let part = part.is_some_and(|count| others.clone().any(|other| known(count + other)));
        let value_of = |line: &Counts| {
            line.count
                .or(Some(Decimal::ZERO).filter(|_| line.rate.is_some()))
        };
        let whole = one.of.is_none_or(known);
        let right = |line: &&Counts| match count {
            Some(count) => value_of(line).is_some_and(|known| fits(one.bound, count, known)) && whole,
            None => value_of(line).is_some_and(|known| !known.is_zero()),
        };
        // “trong 07 hồ sơ quá hạn có 03 hồ sơ quá hạn trên 05 ngày”
        let told = |line: &&Counts| others.clone().any(|other| value_of(line) == Some(other));
        let shown = some.is_some_and(known) && whole;
        // Of a whole that one line only has nothing else is meant.
        let shown = shown && !(one.of.is_some() && meant.len() == 1 && meant.iter().all(|line| line.of == one.of));
        let sure = sure && !one.planned;
        // Of those that there are perhaps only some are to be looked after.
        let some_of = |line: &&Counts| one.planned && count < value_of(line);
        if shown && !sure
            || part
            || meant.iter().any(some_of)
            || meant
                .iter()
                .any(|line| right(line) || told(line) && one.of.is_none())
        {
            return None;
        }
        let line = meant.first()?;
        let (value, count) = match (value_of(line)?, one.of, line.of) {
            (value, of @ Some(_), Some(whole)) if Some(value) == count => (whole, of),
            (value, ..) => (value, count),
        };
        let span = (one.start, one.end);
        let words = sentence.text.get(span.0..span.1).unwrap_or_default().trim();
        let message = format!("“{}” là {}, bài ghi “{words}”", line.label, print(value));
        let finding = self.found(sure, Code::Xref05, sentence, span, message);
        let numbers = count.and_then(|count| Mismatch::of_counts(count, value));
        let finding = match numbers {
            Some(numbers) => finding.numbers(numbers),
            None => finding,
        };
        Some(finding.suggest("sửa số trong bài theo phụ lục, hoặc sửa phụ lục"))
    }

    fn rate(
        &self,
        sentence: &Sentence,
        all: &[&Counted],
        at: usize,
        percent: Decimal,
        lines: &[Counts],
    ) -> Option<Finding> {
        let one = *all.get(at)?;
        let numbers = all.iter().flat_map(|one| [one.count, one.of]);
        let numbers: Vec<Decimal> = numbers.flatten().collect();
        let is = |part, whole| share(part, whole).is_some_and(|rate| is_rate(percent, rate));
        let pairs = numbers.iter().any(|part| {
            numbers
                .iter()
                .any(|whole| part < whole && is(*part, *whole))
        });
        let rates = lines.iter().filter_map(|line| line.rate);
        let loose = one.bound != Bound::Exact;
        let known = rates
            .filter(|_| !loose && percent < Decimal::ONE_HUNDRED && !percent.is_zero())
            .any(|rate| agrees(percent, rate) || agrees(percent, Decimal::ONE_HUNDRED - rate));
        let near = beside(sentence, all, at);
        if pairs || near.is_some_and(|(part, whole)| is(part, whole)) {
            return None;
        }
        let mute = self.says_nothing(sentence, one);
        // “trong 604 hồ sơ …, 589 hồ sơ thanh toán trực tuyến (97,52%)”
        if let [whole, .., part, _] = all.get(..=at).unwrap_or_default()
            && let (Some(part), Some(whole)) = (part.count, whole.count.filter(|_| led(sentence, whole)))
            && mute
            && !loose
        {
            return self.ratio(false, sentence, one, percent, (part, whole));
        }
        if let Some(near) = near {
            return self
                .ratio(true, sentence, one, percent, near)
                .filter(|_| !known || mute);
        }
        let stated = lines.iter().filter(|line| line.rate.is_some());
        // “07 hồ sơ quá hạn, chiếm 0,56%” is of what was counted before.
        let before = at.checked_sub(1).and_then(|at| all.get(at));
        let before = before.filter(|before| before.percent.is_none() && before.of.is_none());
        let line = self.line(sentence, one, stated.clone()).or_else(|| {
            let clause = match mute {
                true => before?.clause,
                false => (before?.clause.0, one.clause.1),
            };
            let (meant, sure) = self.line(sentence, &Counted { clause, ..*one }, stated)?;
            let counted = meant
                .iter()
                .any(|line| line.count == before.and_then(|b| b.count));
            Some((meant, sure && counted && mute))
        });
        if let Some((meant, sure)) = line.filter(|(_, sure)| *sure || !known) {
            let line = meant.first()?;
            let rate = line.rate?;
            let right = |line: &&Counts| {
                line.rate.is_some_and(|rate| match loose {
                    true => fits(one.bound, percent, rate),
                    false => is_rate(percent, rate),
                })
            };
            if meant.iter().any(right) {
                return None;
            }
            let (label, rate) = (&line.label, print(round(rate, 2)));
            let message = format!("tỷ lệ “{label}” là {rate}%, bài ghi {}%", print(percent));
            let span = (one.start, one.end);
            let finding = self.found(sure, Code::Xref05, sentence, span, message);
            return Some(finding.suggest("sửa tỷ lệ trong bài theo phụ lục, hoặc sửa phụ lục"));
        }
        if known || loose {
            return None;
        }
        // “tiếp nhận 2.486 hồ sơ, trong đó trực tuyến 2.310 hồ sơ, đạt 92,29%”
        let part = all.get(at.checked_sub(1)?)?.count?;
        let whole = numbers.iter().filter(|whole| **whole > part).min()?;
        self.ratio(false, sentence, one, percent, (part, *whole))
    }

    /// RATIO-01: a rate beside the two numbers that it is of.
    fn ratio(
        &self,
        sure: bool,
        sentence: &Sentence,
        one: &Counted,
        percent: Decimal,
        (part, whole): (Decimal, Decimal),
    ) -> Option<Finding> {
        let actual = round(share(part, whole)?, percent.scale().max(2));
        let why = "tỷ lệ bằng phần chia cho tổng";
        let numbers = Mismatch::of(percent, actual, Decimal::ZERO, why)?;
        let (part, whole, rate) = (print(part), print(whole), print(actual));
        let message = format!("{part}/{whole} là {rate}%, bài ghi {}%", print(percent));
        let finding = self.found(sure, Code::Ratio01, sentence, (one.start, one.end), message);
        Some(
            finding
                .numbers(numbers)
                .suggest("sửa tỷ lệ, hoặc kiểm tra hai số đếm"),
        )
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

/// Whether a rate is a known one; “100%” is all, not 99,8%.
fn is_rate(stated: Decimal, known: Decimal) -> bool {
    let all = stated == Decimal::ONE_HUNDRED || stated.is_zero();
    match all {
        true => round(known, 2) == stated,
        false => agrees(stated, known),
    }
}

/// The bytes of the words around the brackets in which a number stands, up to marks.
fn around(sentence: &Sentence, one: &Counted) -> Option<(usize, usize)> {
    let before = sentence.text.get(..one.start)?;
    let after = sentence.text.get(one.end..)?;
    let opens = before
        .rfind('(')
        .filter(|at| !before.get(*at..).is_some_and(|t| t.contains(')')))?;
    let closes = one.end
        + after
            .find(')')
            .filter(|at| !after.get(..*at).is_some_and(|t| t.contains('(')))?;
    let mark = |c: char| matches!(c, ',' | ';' | ':' | '%' | '(' | ')');
    let start = before.get(..opens)?.rfind(mark).map_or(0, |at| at + 1);
    let rest = sentence.text.get(closes + 1..)?;
    let end = rest
        .find(mark)
        .map_or(sentence.text.len(), |at| closes + 1 + at);
    Some((start, end))
}

/// Whether a number begins its sentence as a whole: “trong 604 hồ sơ …”.
fn led(sentence: &Sentence, one: &Counted) -> bool {
    let before = sentence.words(0, one.start);
    ["Trong", "Trong số", "Trong tổng số"].contains(&before) && one.of.is_none()
}

fn share(part: Decimal, whole: Decimal) -> Option<Decimal> {
    (part * Decimal::ONE_HUNDRED).checked_div(whole)
}

/// The fraction that a rate is told beside: before it, or after it in brackets.
fn beside(sentence: &Sentence, all: &[&Counted], at: usize) -> Option<(Decimal, Decimal)> {
    let fraction = |one: &Counted| Some((one.count?, one.of?));
    let one = all.get(at)?;
    let before = at.checked_sub(1).and_then(|at| all.get(at));
    let before = before.filter(|before| !sentence.words(before.end, one.start).contains(';'));
    let after = all
        .get(at + 1)
        .filter(|after| sentence.words(one.end, after.start).contains('('));
    let before = before.and_then(|before| fraction(before));
    before.or_else(|| fraction(after?))
}
