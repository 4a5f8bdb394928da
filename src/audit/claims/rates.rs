//! Rates of things counted, against the lines of an appendix and the numbers beside which they stand.

use rust_decimal::Decimal;

use super::facts::fits;
use super::grammar::Grammar;
use super::lines::{Counts, Lines};
use super::phrases::each_word;
use super::said::{Bound, Counted};
use super::vocabulary::Hint;
use super::{Claims, Sentence, agrees, share};
use crate::audit::Code;
use crate::audit::finding::{Finding, Mismatch};
use crate::vn::number::{print, round};

impl Claims<'_, '_> {
    pub(super) fn rate(
        &self,
        sentence: &Sentence,
        all: &[&Counted],
        at: usize,
        percent: Decimal,
        lines: &Lines,
    ) -> Option<Finding> {
        let one = *all.get(at)?;
        let loose = one.bound != Bound::Exact;
        let is =
            |part, whole| share(part, whole).is_some_and(|rate| fits(one.bound, percent, rate));
        // What is beyond a rate, or under it, is told of the numbers beside it only.
        let pairs = !loose && is_of_pair(all, at, percent);
        let rates = lines.all.iter().filter_map(|line| line.rate);
        let known = rates
            .filter(|_| !loose && percent < Decimal::ONE_HUNDRED && !percent.is_zero())
            .any(|rate| agrees(percent, rate) || agrees(percent, Decimal::ONE_HUNDRED - rate));
        let near = self.beside(sentence, all, at);
        if pairs || near.is_some_and(|(part, whole)| is(part, whole)) {
            return None;
        }
        let words = sentence.words(one.clause.0, one.clause.1);
        // “còn 37/705 hồ sơ quá hạn, tỷ lệ đúng hạn đạt 94,75%”
        let rest = near.is_some_and(|(part, whole)| part < whole && is(whole - part, whole));
        if rest && !self.says_nothing(sentence, one) {
            return None;
        }
        let mute = self.says_nothing(sentence, one) || self.grammar.only_bounds(words);
        // “trong 604 hồ sơ …, 589 hồ sơ thanh toán trực tuyến (97,52%)”
        if let [whole, .., part, _] = all.get(..=at).unwrap_or_default()
            && let (Some(part), Some(whole)) = (
                part.count,
                whole.count.filter(|_| self.leads(sentence, whole)),
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
                .ratio(!loose, sentence, one, percent, near)
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
        self.rate_of_told(sentence, all, at, percent, (mute, lines))
    }

    /// “tiếp nhận 2.486 hồ sơ, trong đó trực tuyến 2.310 hồ sơ, đạt 92,29%”: of the number before it.
    fn rate_of_told(
        &self,
        sentence: &Sentence,
        all: &[&Counted],
        at: usize,
        percent: Decimal,
        (mute, lines): (bool, &Lines),
    ) -> Option<Finding> {
        let one = *all.get(at)?;
        let told = *all.get(at.checked_sub(1)?)?;
        let part = Some(told).filter(|part| part.clause != (0, 0))?.count?;
        let between = (told.end, one.start);
        let counts = |line: &&Counts| line.count == Some(part) && line.of.is_some();
        let mut lines = lines.all.iter().filter(counts).map(|line| line.of);
        // “mới có 934 hồ sơ, đạt 74,96%”: of the only line that has so many.
        if let (Some(Some(whole)), true) = (lines.next(), mute)
            && told.of.is_none()
            && lines.all(|other| other == Some(whole))
        {
            let apart = sentence.words(between.0, between.1).contains(';');
            let found = self.ratio(false, sentence, one, percent, (part, whole));
            return found.filter(|_| !apart);
        }
        let numbers = all.iter().flat_map(|one| [one.count, one.of]).flatten();
        let whole = numbers.filter(|whole| *whole > part).min()?;
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
            // “nhóm 30% đơn vị đứng đầu (45/168, tương ứng 26,79%)” has a rate of its own.
            let rest = sentence.text.get(after.end..).unwrap_or_default();
            let own = rest
                .split(')')
                .next()
                .is_some_and(|rest| rest.contains('%'));
            between.contains('(') && !between.contains([':', ',', ';']) && !own
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
        // “1.012.450 tài khoản mức độ 2, đạt 96,3%”: so few of so many are not meant.
        if !sure && part < Decimal::TEN && percent - actual > Decimal::from(50) {
            return None;
        }
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

/// Whether a rate is what one number beside it is of another.
fn is_of_pair(all: &[&Counted], at: usize, percent: Decimal) -> bool {
    let numbers = neighbours(all, at).flat_map(|one| [one.count, one.of]);
    let numbers: Vec<Decimal> = numbers.flatten().collect();
    numbers.iter().any(|part| {
        // What is far from the rate needs no division.
        let near = |whole: &&Decimal| {
            let stated = percent.checked_mul(**whole);
            let apart = stated.map(|stated| part * Decimal::ONE_HUNDRED - stated);
            apart.is_some_and(|apart| apart.abs() <= **whole)
        };
        let wholes = numbers.iter().filter(|whole| part < *whole);
        let mut shares = wholes.filter(near).filter_map(|whole| share(*part, *whole));
        shares.any(|rate| fits(Bound::Exact, percent, rate))
    })
}

/// The numbers around one, so many before and after it: in a long list it is none of those far from it.
fn neighbours<'c>(all: &[&'c Counted], at: usize) -> impl Iterator<Item = &'c Counted> {
    const FAR: usize = 24;
    let before = at.saturating_sub(FAR);
    all.iter().skip(before).take(at - before + FAR).copied()
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
