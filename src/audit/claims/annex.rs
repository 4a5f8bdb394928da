//! Claims about things counted: dossiers, procedures, rates of them, against the lines of an
//! appendix and the totals of the tables.

use std::cell::OnceCell;

use rust_decimal::Decimal;

use super::facts::fits;
use super::grammar::Grammar;
use super::lines::{Counts, Lines};
use super::phrases::each_word;
use super::said::{Bound, Counted, Read};
use super::vocabulary::Hint;
use super::{Claims, Sentence, agrees, share};
use crate::audit::Code;
use crate::audit::finding::{Finding, Mismatch};
use crate::compose::{Fact, FactValue};
use crate::vn::number::{print, round};

impl Claims<'_, '_> {
    /// RATIO-01 and XREF-05: numbers of things and their rates.
    pub(super) fn counted(
        &self,
        sentence: &Sentence,
        read: &[Read],
        lines: &OnceCell<Lines>,
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
                of_unit: false,
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
                (None, _) if one.of_unit => None,
                (None, count) => self
                    .added_up(sentence, &counted, one, lines)
                    .or_else(|| self.count(sentence, &counted, one, count, lines)),
            };
            out.extend(found.filter(|found| !out.contains(found)));
        }
    }

    /// The lines of which a number of things may be, and whether they surely are.
    fn counted_by<'l>(
        &self,
        sentence: &Sentence,
        all: &[&Counted],
        one: &Counted,
        lines: &'l Lines,
    ) -> Option<(Vec<&'l Counts>, bool)> {
        let none = |line: &Counts| line.rate.is_some_and(|rate| rate.is_zero());
        let counts = |line: &Counts| line.count.is_some() || none(line);
        let of = |clause| self.line(sentence, &Counted { clause, ..*one }, lines, counts);
        let aside = around(sentence, one);
        let aside = aside.filter(|_| self.says_nothing(sentence, one));
        let around = aside.and_then(of).map(|(meant, _)| (meant, false));
        let own = of(one.clause).or(around);
        let own = own.or_else(|| self.lacking(sentence, all, one, lines));
        own.or_else(|| {
            // Who has so many is told before, and is not known.
            let before = sentence.words(one.clause.0, one.start);
            let named = before.chars().skip(1).any(char::is_uppercase);
            let (meant, _) = of((one.start, one.clause.1))?;
            (!named).then_some((meant, false))
        })
    }

    fn count(
        &self,
        sentence: &Sentence,
        all: &[&Counted],
        one: &Counted,
        count: Option<Decimal>,
        lines: &Lines,
    ) -> Option<Finding> {
        if count.is_some_and(|count| self.is_sum(sentence, one, lines, count)) {
            return None;
        }
        let Some((meant, sure)) = self.counted_by(sentence, all, one, lines) else {
            return self.of_several(sentence, all, one, lines);
        };
        let known = |value: Decimal| {
            let mut lines = lines.all.iter();
            let fact =
                |fact: &Fact| matches!(fact.value, FactValue::Number(known) if known == value);
            lines.any(|line| [line.count, line.of, line.rest()].contains(&Some(value)))
                || self.context.inputs.facts.values().any(fact)
        };
        // “1.150 hồ sơ trước hạn, 48 hồ sơ đúng hạn” are parts of one line.
        let others = all.iter().filter(|other| other.start != one.start);
        let others = others.filter_map(|other| other.count);
        let some = count.filter(|count| !count.is_zero());
        let counted = |sum: Decimal| lines.all.iter().any(|line| line.count == Some(sum));
        let both = |sum: Decimal| one.of.map_or_else(|| counted(sum), |of| of == sum);
        let part = some.is_some_and(|count| others.clone().any(|other| both(count + other)));
        let value_of = |line: &Counts| {
            line.count
                .or(Some(Decimal::ZERO).filter(|_| line.rate.is_some()))
        };
        let whole = one.of.is_none_or(known);
        let right = |line: &&Counts| match count {
            Some(count) => {
                value_of(line).is_some_and(|known| fits(one.bound, count, known)) && whole
            }
            None => value_of(line).is_some_and(|known| !known.is_zero()),
        };
        // “trong 07 hồ sơ quá hạn có 03 hồ sơ quá hạn trên 05 ngày”
        let told = |line: &&Counts| others.clone().any(|other| value_of(line) == Some(other));
        let alike = |count: Decimal| self.counts_alike(sentence, one, lines, count);
        let shown = some.is_some_and(|count| known(count) && alike(count)) && whole;
        // Of a whole that one line only has nothing else is meant.
        let shown = shown
            && !(one.of.is_some()
                && meant.len() == 1
                && meant.iter().all(|line| line.of == one.of));
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
        let value = value_of(line)?;
        self.miscounted(sentence, one, sure, line, value)
    }

    /// A number of which several lines may be, if it is that of none of them.
    fn of_several(
        &self,
        sentence: &Sentence,
        all: &[&Counted],
        one: &Counted,
        lines: &Lines,
    ) -> Option<Finding> {
        let several = self.some_lines(sentence, one, lines);
        // “trong 1.637 hồ sơ phải nộp phí …” is the whole of some line.
        let whole = |line: &Counts| line.of == one.count || line.count == one.count;
        if led(self.grammar, sentence, one) && lines.all.iter().any(whole) {
            return None;
        }
        let right = |line: &&Counts| {
            let own = [line.count, line.of, line.rest()];
            let mut own = own.into_iter().flatten();
            one.count
                .is_none_or(|count| own.any(|own| fits(one.bound, count, own)))
        };
        if let [first, _, ..] = several.as_slice()
            && one.of.is_none()
            && !one.planned
            && !several.iter().any(right)
        {
            return self.miscounted(sentence, one, false, first, first.count?);
        }
        self.in_all(sentence, all, one, lines)
    }

    /// Whether some line with a number counts such things, or none has it: what stands in a line of
    /// other things is not shown.
    fn counts_alike(
        &self,
        sentence: &Sentence,
        one: &Counted,
        lines: &Lines,
        count: Decimal,
    ) -> bool {
        let after = sentence.words(one.end, one.clause.1.max(one.end));
        let Some(noun) = self.grammar.noun(after) else {
            return true;
        };
        let has = |line: &&Counts| [line.count, line.of, line.rest()].contains(&Some(count));
        let mut own = lines.all.iter().filter(has).peekable();
        let none = own.peek().is_none();
        let own = own.any(|line| self.grammar.noun(&line.label).is_none_or(|own| own == noun));
        none || own
    }

    /// Whether a number is that of two lines of one whole together: “269 thủ tục cung cấp trực tuyến”, in
    /// full or in part.
    fn is_sum(&self, sentence: &Sentence, one: &Counted, lines: &Lines, count: Decimal) -> bool {
        let said = self
            .grammar
            .telling(sentence.words(one.clause.0, one.clause.1));
        // What one line counts by just these words is no sum.
        let named = |line: &Counts| line.count.is_some() && line.telling == said;
        if said.is_empty() || one.of.is_some() || lines.all.iter().any(named) {
            return false;
        }
        let own = lines.all.iter();
        let own = own.filter(|line| said.is_subset(&line.telling));
        let own: Vec<&Counts> = own.collect();
        own.iter().enumerate().any(|(at, first)| {
            let others = own.iter().skip(at + 1);
            let mut others = others.filter(|other| other.of.is_some() && other.of == first.of);
            let sum = |other: &Counts| Some(first.count? + other.count?);
            others.any(|other| sum(other) == Some(count))
        })
    }

    /// XREF-05: a number that a line has otherwise.
    fn miscounted(
        &self,
        sentence: &Sentence,
        one: &Counted,
        sure: bool,
        line: &Counts,
        value: Decimal,
    ) -> Option<Finding> {
        let count = one.count;
        let (value, count) = match (value, one.of, line.of) {
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
        lines: &Lines,
    ) -> Option<Finding> {
        let one = *all.get(at)?;
        let numbers = all.iter().flat_map(|one| [one.count, one.of]);
        let numbers: Vec<Decimal> = numbers.flatten().collect();
        let is =
            |part, whole| share(part, whole).is_some_and(|rate| fits(Bound::Exact, percent, rate));
        let pairs = numbers.iter().any(|part| {
            numbers
                .iter()
                .any(|whole| part < whole && is(*part, *whole))
        });
        let rates = lines.all.iter().filter_map(|line| line.rate);
        let loose = one.bound != Bound::Exact;
        let known = rates
            .filter(|_| !loose && percent < Decimal::ONE_HUNDRED && !percent.is_zero())
            .any(|rate| agrees(percent, rate) || agrees(percent, Decimal::ONE_HUNDRED - rate));
        let near = self.beside(sentence, all, at);
        if pairs || near.is_some_and(|(part, whole)| is(part, whole)) {
            return None;
        }
        let mute = self.says_nothing(sentence, one);
        // “trong 604 hồ sơ …, 589 hồ sơ thanh toán trực tuyến (97,52%)”
        if let [whole, .., part, _] = all.get(..=at).unwrap_or_default()
            && let (Some(part), Some(whole)) = (
                part.count,
                whole.count.filter(|_| led(self.grammar, sentence, whole)),
            )
            && mute
            && !loose
        {
            return self.ratio(false, sentence, one, percent, (part, whole));
        }
        if let Some(pair) = before(sentence, all, at).filter(|_| mute && !loose && known) {
            return self.ratio(false, sentence, one, percent, pair);
        }
        if let Some(near) = near {
            return self
                .ratio(true, sentence, one, percent, near)
                .filter(|_| !known || mute);
        }
        let line = self.rated_by(sentence, all, at, mute, lines);
        if let Some((meant, sure)) = line.filter(|(_, sure)| *sure || !known) {
            return self.misrated(sentence, one, percent, &meant, sure);
        }
        let several = self.some_lines(sentence, one, lines);
        if let [_, _, ..] = several.as_slice() {
            return self.misrated(sentence, one, percent, &several, false);
        }
        if known || loose {
            return None;
        }
        if let Some(found) = self.share_of_all(sentence, one, percent, lines) {
            return Some(found);
        }
        self.rate_of_told(sentence, all, at, percent)
    }

    /// “tiếp nhận 2.486 hồ sơ, trong đó trực tuyến 2.310 hồ sơ, đạt 92,29%”: of the number before it.
    fn rate_of_told(
        &self,
        sentence: &Sentence,
        all: &[&Counted],
        at: usize,
        percent: Decimal,
    ) -> Option<Finding> {
        let one = *all.get(at)?;
        let told = *all.get(at.checked_sub(1)?)?;
        let part = Some(told).filter(|part| part.clause != (0, 0))?.count?;
        let numbers = all.iter().flat_map(|one| [one.count, one.of]).flatten();
        let whole = numbers.filter(|whole| *whole > part).min()?;
        let between = (told.end, one.start);
        is_told_of(self.grammar, sentence, between, percent, share(part, whole))
            .then(|| self.ratio(false, sentence, one, percent, (part, whole)))?
    }

    /// “hồ sơ quá hạn chiếm 0,53% số hồ sơ đã giải quyết”: what is counted, of any whole.
    fn share_of_all(
        &self,
        sentence: &Sentence,
        one: &Counted,
        percent: Decimal,
        lines: &Lines,
    ) -> Option<Finding> {
        let before = sentence.text.get(..one.start)?;
        let led = before.trim_end().rsplit(' ').next().unwrap_or_default();
        if !self.grammar.is(led, Hint::Share) {
            return None;
        }
        let from = before.rfind([',', ';', '(']).map_or(0, |at| at + 1);
        let own = Counted {
            clause: (from, one.start),
            ..*one
        };
        let (meant, _) = self.line(sentence, &own, lines, |line| line.count.is_some())?;
        let wholes = lines
            .all
            .iter()
            .flat_map(|line| [line.count, line.of])
            .flatten();
        let parts = meant.iter().filter_map(|line| line.count);
        let pairs = parts.flat_map(|part| wholes.clone().map(move |whole| (part, whole)));
        let far = |(part, whole)| Some((share(part, whole)? - percent).abs());
        let near = pairs.filter_map(|pair| Some((far(pair)?, pair)));
        let (_, (part, whole)) = near.min()?;
        if share(part, whole).is_some_and(|share| agrees(percent, share)) {
            return None;
        }
        self.ratio(false, sentence, one, percent, (part, whole))
    }

    /// The lines of which a rate may be, and whether it surely is.
    fn rated_by<'l>(
        &self,
        sentence: &Sentence,
        all: &[&Counted],
        at: usize,
        mute: bool,
        lines: &'l Lines,
    ) -> Option<(Vec<&'l Counts>, bool)> {
        let one = *all.get(at)?;
        let stated = |line: &Counts| line.rate.is_some();
        // “07 hồ sơ quá hạn, chiếm 0,56%” is of what was counted before.
        let before = at.checked_sub(1).and_then(|at| all.get(at));
        let before = before.filter(|before| before.percent.is_none() && before.of.is_none());
        self.line(sentence, one, lines, stated).or_else(|| {
            let clause = match mute {
                true => before?.clause,
                false => (before?.clause.0, one.clause.1),
            };
            let (meant, sure) = self.line(sentence, &Counted { clause, ..*one }, lines, stated)?;
            let count = before.and_then(|before| before.count);
            let counted = meant.iter().any(|line| line.count == count);
            Some((meant, sure && counted && mute))
        })
    }

    /// XREF-05: a rate that the lines have otherwise.
    fn misrated(
        &self,
        sentence: &Sentence,
        one: &Counted,
        percent: Decimal,
        meant: &[&Counts],
        sure: bool,
    ) -> Option<Finding> {
        let line = meant.first()?;
        let rate = line.rate?;
        let right = |line: &&Counts| line.rate.is_some_and(|rate| fits(one.bound, percent, rate));
        if meant.iter().any(right) {
            return None;
        }
        let (label, rate) = (&line.label, print(round(rate, 2)));
        let message = format!("tỷ lệ “{label}” là {rate}%, bài ghi {}%", print(percent));
        let span = (one.start, one.end);
        let finding = self.found(sure, Code::Xref05, sentence, span, message);
        Some(finding.suggest("sửa tỷ lệ trong bài theo phụ lục, hoặc sửa phụ lục"))
    }

    /// The fraction that a rate is told beside: before it, or after it in brackets.
    fn beside(
        &self,
        sentence: &Sentence,
        all: &[&Counted],
        at: usize,
    ) -> Option<(Decimal, Decimal)> {
        let fraction = |one: &Counted| Some((one.count?, one.of?));
        let one = all.get(at)?;
        let before = at.checked_sub(1).and_then(|at| all.get(at));
        // “04/08 đơn vị đạt tỷ lệ đúng hạn 100%” is what they have in common.
        let set = |before: &&&Counted| {
            let between = sentence.words(before.end, one.start);
            let told = between.contains([',', '(']) || self.grammar.has(between, Hint::Share);
            before.clause == (0, 0) && !told
        };
        let before = before.filter(|before| !set(before));
        // “1.921/2.402 hồ sơ, thấp hơn tỷ lệ số hóa (92,44%)” is another's.
        let other = |before: &&Counted| {
            let between = sentence.words(before.end, one.start);
            between.contains(';') || self.grammar.has(between, Hint::Another)
        };
        let before = before.filter(|before| !other(before));
        let before = before.filter(|before| {
            let share = fraction(before).and_then(|(part, whole)| share(part, whole));
            let between = (before.end, one.start);
            one.percent
                .is_some_and(|stated| is_told_of(self.grammar, sentence, between, stated, share))
        });
        // “Đúng hạn 100%: A, B, C, D (4/8 đơn vị)” counts those that are listed.
        let after = all.get(at + 1).filter(|after| {
            let between = sentence.words(one.end, after.start);
            between.contains('(') && !between.contains([':', ',', ';'])
        });
        let before = before.and_then(|before| fraction(before));
        before.or_else(|| fraction(after?))
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
        // “tức gần 90%”
        if one.bound != Bound::Exact && fits(one.bound, percent, actual) {
            return None;
        }
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
fn led(grammar: &Grammar, sentence: &Sentence, one: &Counted) -> bool {
    one.of.is_none() && grammar.is(sentence.words(0, one.start), Hint::Among)
}

/// The two numbers before a rate, the part behind the whole: “tiếp nhận 2.486 hồ sơ, trong đó 2.310
/// hồ sơ trực tuyến, đạt 92,92%”, if one of them is near to what the rate says.
fn before(sentence: &Sentence, all: &[&Counted], at: usize) -> Option<(Decimal, Decimal)> {
    let [.., whole, part, rate] = all.get(..=at)? else {
        return None;
    };
    let plain = |one: &Counted| {
        one.count
            .filter(|_| one.of.is_none() && one.percent.is_none())
    };
    let (part_of, whole_of) = (plain(part)?, plain(whole)?);
    let apart = sentence.words(whole.end, rate.start).contains(';');
    let actual = share(part_of, whole_of)?;
    let near = (actual - rate.percent?).abs() <= Decimal::TWO;
    (part_of < whole_of && near && !apart).then_some((part_of, whole_of))
}

/// Whether a rate is told of a fraction before it: it lies near, or nothing else is said between.
fn is_told_of(
    grammar: &Grammar,
    sentence: &Sentence,
    between: (usize, usize),
    stated: Decimal,
    share: Option<Decimal>,
) -> bool {
    let near = share.is_some_and(|known| (known - stated).abs() <= Decimal::TEN);
    near || each_word(sentence.words(between.0, between.1))
        .all(|word| grammar.is(&word, Hint::Quiet))
}
