//! Claims about things counted: dossiers, procedures, rates of them, against the lines of an
//! appendix and the totals of the tables.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::reader::{Counted, Read};
use super::{Claims, Sentence, agrees};
use crate::audit::Code;
use crate::audit::finding::{Finding, Mismatch};
use crate::sheet::LeafKind;
use crate::vn::number::{print, round};

/// What is counted, with all its figures.
pub struct Counts {
    label: String,
    telling: BTreeSet<String>,
    count: Option<Decimal>,
    of: Option<Decimal>,
    rate: Option<Decimal>,
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
                    label,
                    count: line.count.as_ref().map(|count| count.value),
                    of: line
                        .of
                        .as_ref()
                        .map(|of| of.value)
                        .or(computed.map(|(_, of)| of)),
                    rate: stated.or(computed.map(|(rate, _)| rate)),
                });
            }
        }
        for named in self.sheets {
            let cells = named.sheet.cells(&named.sheet.total);
            for (leaf, cell) in cells {
                let value = cell.number();
                let label = leaf.name();
                lines.push(Counts {
                    telling: self.grammar.telling(&label),
                    label,
                    count: value.filter(|_| leaf.kind == LeafKind::Count),
                    of: None,
                    rate: value.filter(|_| leaf.kind == LeafKind::Rate),
                });
            }
        }
        lines.retain(|line| line.count.is_some() || line.rate.is_some());
        lines
    }

    /// RATIO-01 and XREF-05: numbers of things and their rates.
    pub(super) fn counted(
        &self,
        sentence: &Sentence,
        read: &[Read],
        lines: &[Counts],
        out: &mut Vec<Finding>,
    ) {
        let counted: Vec<&Counted> = read
            .iter()
            .filter_map(|read| match read {
                Read::Counted(counted) => Some(counted),
                _ => None,
            })
            .collect();
        for (at, one) in counted.iter().enumerate() {
            let found = match (one.percent, one.count) {
                (Some(percent), _) => self.rate(sentence, &counted, at, percent, lines),
                (None, count) => self.count(sentence, one, count, lines),
            };
            out.extend(found.filter(|found| !out.contains(found)));
        }
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
        said.retain(|word| word.chars().all(char::is_alphabetic));
        let score = |line: &Counts| {
            let common = line.telling.intersection(&said).count();
            let extra = said.difference(&line.telling).count();
            let whole = common == line.telling.len();
            (common > 0 && (whole || extra == 0) && extra <= 1)
                .then_some((common, usize::MAX - extra))
        };
        let scored = lines.filter_map(|line| Some((score(line)?, line)));
        let scored: Vec<((usize, usize), &Counts)> = scored.collect();
        let best = scored.iter().map(|(score, _)| *score).max()?;
        let meant: Vec<&Counts> = scored
            .iter()
            .filter(|(score, _)| *score == best)
            .map(|(_, line)| *line)
            .collect();
        let sure = meant.len() == 1 && meant.iter().all(|line| line.telling == said);
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

    fn count(
        &self,
        sentence: &Sentence,
        one: &Counted,
        count: Option<Decimal>,
        lines: &[Counts],
    ) -> Option<Finding> {
        let counts = lines
            .iter()
            .filter(|line| line.count.is_some() || line.rate.is_some_and(|rate| rate.is_zero()));
        let (meant, sure) = self.line(sentence, one, counts)?;
        let known = |value: Decimal| {
            lines
                .iter()
                .any(|line| line.count == Some(value) || line.of == Some(value))
        };
        let value_of = |line: &Counts| {
            line.count
                .or(Some(Decimal::ZERO).filter(|_| line.rate.is_some()))
        };
        let whole = one.of.is_none_or(known);
        let right = |line: &&Counts| match count {
            Some(count) => value_of(line) == Some(count) && whole,
            None => value_of(line).is_some_and(|known| !known.is_zero()),
        };
        if meant.iter().any(right)
            || count.is_some_and(|count| !count.is_zero() && known(count)) && whole
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
        let share =
            |part: Decimal, whole: Decimal| (part * Decimal::ONE_HUNDRED).checked_div(whole);
        let fraction = |one: &&Counted| Some((one.count?, one.of?));
        let before = at
            .checked_sub(1)
            .and_then(|at| all.get(at))
            .and_then(fraction);
        let after = all.get(at + 1).and_then(fraction);
        let between = |end: usize, start: usize| sentence.text.get(end..start).unwrap_or_default();
        let near = before.filter(|_| {
            let end = at
                .checked_sub(1)
                .and_then(|at| all.get(at))
                .map_or(0, |one| one.end);
            !between(end, one.start).contains(';')
        });
        let near = near.or(after.filter(|_| {
            let start = all.get(at + 1).map_or(0, |one| one.start);
            between(one.end, start).contains('(')
        }));
        let rates = lines.iter().filter_map(|line| line.rate);
        let numbers: Vec<Decimal> = all
            .iter()
            .flat_map(|one| [one.count, one.of])
            .flatten()
            .collect();
        let known = |rate: Option<Decimal>| rate.is_some_and(|rate| agrees(percent, rate));
        let pairs = numbers
            .iter()
            .any(|a| numbers.iter().any(|b| a < b && known(share(*a, *b))));
        let span = (one.start, one.end);
        if let Some((part, whole)) = near {
            let actual = share(part, whole)?;
            if agrees(percent, actual) {
                return None;
            }
            let elsewhere = pairs
                || percent < Decimal::ONE_HUNDRED
                    && rates.clone().any(|rate| agrees(percent, rate));
            let message = format!(
                "{}/{} là {}%, bài ghi {}%",
                print(part),
                print(whole),
                print(round(actual, 2)),
                print(percent)
            );
            let numbers = Mismatch::of(
                percent,
                round(actual, 2.max(percent.scale())),
                Decimal::ZERO,
                "tỷ lệ bằng phần chia cho tổng",
            )?;
            return (!elsewhere).then(|| {
                let finding = self.found(true, Code::Ratio01, sentence, span, message);
                finding
                    .numbers(numbers)
                    .suggest("sửa tỷ lệ, hoặc kiểm tra hai số đếm")
            });
        }
        if pairs
            || rates.clone().any(|rate| agrees(percent, rate)) && percent < Decimal::ONE_HUNDRED
        {
            return None;
        }
        let stated = lines.iter().filter(|line| line.rate.is_some());
        if let Some((meant, sure)) = self.line(sentence, one, stated) {
            let rate = meant.first()?.rate?;
            if meant.iter().any(|line| known(line.rate)) {
                return None;
            }
            let label = &meant.first()?.label;
            let message = format!(
                "tỷ lệ “{label}” là {}%, bài ghi {}%",
                print(round(rate, 2)),
                print(percent)
            );
            let finding = self.found(sure, Code::Xref05, sentence, span, message);
            return Some(finding.suggest("sửa tỷ lệ trong bài theo phụ lục, hoặc sửa phụ lục"));
        }
        // “tiếp nhận 2.486 hồ sơ, trong đó trực tuyến 2.310 hồ sơ, đạt 92,29%”
        let part = at.checked_sub(1).and_then(|at| all.get(at))?.count?;
        let whole = numbers.iter().filter(|whole| **whole > part).min()?;
        let message = format!(
            "{}/{} là {}%, bài ghi {}%",
            print(part),
            print(*whole),
            print(round(share(part, *whole)?, 2)),
            print(percent)
        );
        let finding = self.found(false, Code::Ratio01, sentence, span, message);
        Some(finding.suggest("sửa tỷ lệ, hoặc kiểm tra các số đếm"))
    }
}
