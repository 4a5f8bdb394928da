//! Numbers of things of which no line tells by its own words: held against the totals of the columns
//! that the words name, or against all that the hồ sơ counts.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::asked::{Reading, Tokens};
use super::facts::fits;
use super::heads::{counts_of, named};
use super::lines::{Counts, Lines};
use super::phrases::each_word;
use super::said::{Bound, Counted};
use super::token::Kind;
use super::vocabulary::{Hint, Role};
use super::{Claims, Sentence};
use crate::audit::Code;
use crate::audit::finding::Finding;
use crate::compose::FactValue;
use crate::sheet::LeafKind;
use crate::vn::name::Level;
use crate::vn::number::print;
use crate::vn::text::is_alphanumeric;

/// Fewer are perhaps a part that no table shows.
const FEW: u32 = 20;

impl Claims<'_, '_> {
    /// XREF-05, doubted: a number that no total has.
    pub(super) fn in_all(
        &self,
        sentence: &Sentence,
        all: &[&Counted],
        one: &Counted,
        lines: &Lines,
    ) -> Option<Finding> {
        let count = one.count.filter(|_| one.of.is_none() && !one.planned)?;
        let words = sentence.words(one.clause.0, one.clause.1);
        let said = format!(" {} ", each_word(words).collect::<Vec<_>>().join(" "));
        if let Some(found) = self.rest_of_fraction(sentence, all, one, count) {
            return Some(found);
        }
        if count.is_zero() || !self.is_plain(sentence, one, &said, lines) {
            return None;
        }
        let totals = lines.totals.iter();
        let wanted: Vec<Decimal> = named(
            self.grammar,
            &said,
            totals.map(|total| (&*total.heads, total.value)),
        );
        let mut known = wanted.clone();
        if known.is_empty() {
            let few = Decimal::from(FEW);
            if count < few || one.bound != Bound::Exact {
                return None;
            }
            known.extend(self.all_counted(lines));
        }
        known.extend(self.ways(sentence));
        // “tổng cộng 1.002 hồ sơ” of those before.
        let counts: Vec<Decimal> = all.iter().filter_map(|one| one.count).collect();
        if wanted.is_empty() {
            known.extend(sums_in_turn(&counts, count));
        }
        // “nhận 230 hồ sơ, 92 hồ sơ trực tuyến; 138 hồ sơ còn lại …”
        if wanted.is_empty() && lies_between(sentence, count) {
            return None;
        }
        if known.is_empty() || known.iter().any(|known| fits(one.bound, count, *known)) {
            return None;
        }
        let near = known.iter().find(|known| alike(count, **known));
        let near = near.or(known.iter().min_by_key(|known| (**known - count).abs()))?;
        let told = all
            .iter()
            .any(|one| one.count.is_some_and(|count| wanted.contains(&count)));
        if told || wanted.is_empty() && !alike(count, *near) {
            return None;
        }
        let stated = sentence.words(one.start, one.end);
        let message = match wanted.as_slice() {
            [only] => format!("số ấy theo biểu là {}, bài ghi “{stated}”", print(*only)),
            _ => format!("không biểu nào có số {stated} (gần nhất: {})", print(*near)),
        };
        let finding = self.found(false, Code::Xref05, sentence, (one.start, one.end), message);
        Some(finding.suggest("sửa số trong bài theo phụ lục, hoặc sửa phụ lục"))
    }

    /// How far it is from one number to another: “từ 1.006 lên 1.098, thêm 92 hồ sơ”.
    fn ways<'s>(&'s self, sentence: &'s Sentence) -> impl Iterator<Item = Decimal> + 's {
        let reading = Reading {
            grammar: self.grammar,
            text: sentence.text,
            tokens: sentence.tokens,
        };
        (0..sentence.tokens.len()).filter_map(move |at| {
            let first = reading
                .number(at + 1)
                .filter(|_| reading.is(at, Role::From))?;
            let goal = reading.skip(at + 2, &[Role::Counted]);
            let last = reading.number(goal + 1)?;
            let goes = reading.any(goal, &[Role::Up, Role::Down, Role::To]);
            goes.then(|| (last - first).abs())
        })
    }

    /// “toàn trình 148 thủ tục, một phần 121 thủ tục, cộng 269 thủ tục”: the sum of those before.
    pub(super) fn added_up(
        &self,
        sentence: &Sentence,
        all: &[&Counted],
        one: &Counted,
        lines: &Lines,
    ) -> Option<Finding> {
        let count = one.count?;
        // “tổng số 1.246 hồ sơ” is a line's own, whatever stands before it.
        let own = |line: &Counts| [line.count, line.of].contains(&Some(count));
        if lines.all.iter().any(own) {
            return None;
        }
        let before = sentence.words(0, one.start);
        let cue = |words: &String| before.ends_with(words.as_str());
        let hints = [Hint::Sum, Hint::Together];
        let mut hints = hints.iter().flat_map(|hint| self.grammar.hint(*hint));
        if !hints.any(cue) {
            return None;
        }
        let told = all
            .iter()
            .filter(|other| other.end <= one.start && other.percent.is_none());
        let told: Vec<Decimal> = told.filter_map(|other| other.count).collect();
        let sums = sums_to_last(&told);
        let sum = *sums.iter().find(|sum| alike(count, **sum))?;
        if sums.contains(&count) {
            return None;
        }
        let (stated, sum) = (sentence.words(one.start, one.end), print(sum));
        let message = format!("cộng lại là {sum}, bài ghi “{stated}”");
        let finding = self.found(false, Code::Xref05, sentence, (one.start, one.end), message);
        Some(finding.suggest("sửa số trong bài, hoặc kiểm tra các số được cộng"))
    }

    /// “85/340 dịch vụ …, còn 255 dịch vụ chưa …”: what lacks to the whole of the fraction before.
    fn rest_of_fraction(
        &self,
        sentence: &Sentence,
        all: &[&Counted],
        one: &Counted,
        count: Decimal,
    ) -> Option<Finding> {
        let mut before = all.iter().rev().filter(|other| other.start < one.start);
        let before = before.find(|other| other.of.is_some())?;
        let rest = before.of? - before.count?;
        let words = sentence.words(one.clause.0, one.clause.1);
        let denied = self.grammar.negates(words) && one.bound == Bound::Exact;
        if !denied || rest == count || !alike(count, rest) {
            return None;
        }
        let (stated, rest) = (sentence.words(one.start, one.end), print(rest));
        let message = format!("phần còn lại là {rest}, bài ghi “{stated}”");
        let finding = self.found(false, Code::Xref05, sentence, (one.start, one.end), message);
        Some(finding.suggest("sửa số trong bài, hoặc kiểm tra hai số đếm"))
    }

    /// All numbers that the hồ sơ counts.
    fn all_counted<'l>(&'l self, lines: &'l Lines) -> impl Iterator<Item = Decimal> + 'l {
        let own = lines
            .all
            .iter()
            .flat_map(|line| [line.count, line.of, line.rest()])
            .flatten();
        let facts = self.context.inputs.facts.values();
        let facts = facts.filter_map(|fact| match fact.value {
            FactValue::Number(value) => Some(value),
            _ => None,
        });
        let inputs = self.context.inputs.scores().into_iter();
        let groups = inputs.flat_map(|scores| &scores.groups);
        let indicators = groups.flat_map(|group| &group.indicators);
        let counts = indicators
            .flat_map(counts_of)
            .map(|count| count.value.value);
        let totals = lines.totals.iter().map(|total| total.value);
        let cells = self.sheets.iter().flat_map(|named| {
            let rows = named.sheet.rows.iter();
            rows.flat_map(|row| named.sheet.cells(row))
                .filter(|(leaf, _)| leaf.kind == LeafKind::Count)
                .filter_map(|(_, cell)| cell.number())
        });
        own.chain(facts).chain(counts).chain(totals).chain(cells)
    }

    /// Whether a number is of dossiers, and all words beside it are known and of this hồ sơ.
    fn is_plain(&self, sentence: &Sentence, one: &Counted, said: &str, lines: &Lines) -> bool {
        let after = sentence.text.get(one.end..).unwrap_or_default();
        let after = after.trim_start_matches(|c| !is_alphanumeric(c));
        let dossiers = self.grammar.begins(after, Hint::Dossiers);
        let mut words = said.split_whitespace();
        let heads = lines.totals.iter().flat_map(|total| &total.heads);
        let known = |word: &str| {
            let number = word.chars().all(|c| c.is_ascii_digit());
            let head = || {
                heads
                    .clone()
                    .any(|head| head.split(' ').any(|one| one == word))
            };
            number || self.grammar.knows(word) || head()
        };
        let days = self.grammar.has(said, Hint::Days);
        let mut sorts = Level::Commune.sorts();
        let units = sorts.any(|noun| said.contains(&format!(" {noun} ")));
        let units = units || self.grammar.has(said, Hint::AnyUnit);
        if self.lone.is_none() && units {
            return false;
        }
        dossiers && !days && words.all(known) && !self.grammar.is_part(said)
    }
}

/// The sums of two and more values that stand beside each other, up to one that is beyond a number
/// by so much that it is none mistyped.
fn sums_in_turn(values: &[Decimal], count: Decimal) -> impl Iterator<Item = Decimal> {
    let most = count * Decimal::TEN;
    (0..values.len()).flat_map(move |from| {
        let mut own = values.iter().skip(from);
        let mut sum = own.next().copied().unwrap_or_default();
        let sums = own.map(move |value| {
            sum += value;
            sum
        });
        sums.take_while(move |sum| *sum <= most)
    })
}

/// The sums of all values, of all but the first … of the last two.
fn sums_to_last(values: &[Decimal]) -> Vec<Decimal> {
    let mut sum = Decimal::ZERO;
    let sums = values.iter().rev().map(|value| {
        sum += value;
        sum
    });
    let mut sums: Vec<Decimal> = sums.skip(1).collect();
    sums.reverse();
    sums
}

/// Whether a number is what a sentence calls the rest of two others that it tells.
pub(super) fn is_rest(sentence: &Sentence, one: &Counted, count: Decimal) -> bool {
    let rest = sentence.tokens.iter().any(|token| {
        let beside = token.start >= one.start && token.end <= one.clause.1;
        beside && token.kind == Kind::Role(Role::Rest)
    });
    rest && lies_between(sentence, count)
}

/// Whether a number is how far two others that a sentence tells lie apart.
pub(super) fn lies_between(sentence: &Sentence, count: Decimal) -> bool {
    let told = sentence.tokens.iter().filter_map(|token| match token.kind {
        Kind::Number(value) => Some(value),
        _ => None,
    });
    let told: BTreeSet<Decimal> = told.filter(|value| *value != count).collect();
    told.iter().any(|one| told.contains(&(one - count)))
}

/// Whether a number is perhaps another that was mistyped: it lies near, or has the same digits.
pub(super) fn alike(stated: Decimal, known: Decimal) -> bool {
    let digits = |value: Decimal| {
        let mut digits: Vec<char> = print(value).chars().collect();
        digits.sort_unstable();
        digits
    };
    (stated - known).abs() * Decimal::TEN <= known || digits(stated) == digits(known)
}
