//! Claims about things counted, dossiers and procedures, against the lines of an appendix and the totals
//! of the tables.

use std::cell::OnceCell;

use rust_decimal::Decimal;

use super::facts::fits;
use super::lines::{Counts, Lines};
use super::said::{Bound, Counted, Read};
use super::token::Kind;
use super::vocabulary::Hint;
use super::{Claims, Sentence};
use crate::audit::Code;
use crate::audit::finding::{Finding, Mismatch};
use crate::compose::{Fact, FactValue};
use crate::sheet::LeafKind;
use crate::vn::number::print;
use crate::vn::text::lower;

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
        let mut all: Vec<Counted> = read.iter().filter_map(counted).collect();
        // “trong 09 phản ánh, kiến nghị có 02 trường hợp chưa hài lòng” counts what was named before.
        let starts: Vec<usize> = all.iter().map(|one| one.start).collect();
        for (one, before) in all.iter_mut().skip(1).zip(starts) {
            let words = sentence.words(one.clause.0, one.clause.1);
            if self.grammar.has(&lower(words), Hint::Cases) {
                one.clause.0 = before.min(one.clause.0);
            }
        }
        if all.is_empty() {
            return;
        }
        let lines = lines.get_or_init(|| self.lines());
        for one in &mut all {
            one.clause.1 = over_commas(sentence, one.clause.1, lines);
        }
        let counted: Vec<&Counted> = all.iter().collect();
        for (at, one) in counted.iter().enumerate() {
            let found = match (one.percent, one.count) {
                (Some(percent), _) => self.rate(sentence, &counted, at, percent, lines),
                (None, _) if one.of_unit => None,
                (None, count) => self
                    .added_up(sentence, &counted, one, lines)
                    .or_else(|| self.count(sentence, &counted, one, count, lines)),
            };
            let found = found.filter(|found| !out.contains(found));
            out.extend(found.filter(|_| !self.is_of_named(sentence, one)));
        }
    }

    /// Whether a unit that the sentence names has such a number or rate: “xã A nhận nhiều nhất, 2.140 hồ sơ;
    /// đúng hạn 2.131 hồ sơ, đạt 99,58%”.
    fn is_of_named(&self, sentence: &Sentence, one: &Counted) -> bool {
        let units = sentence.tokens.iter().filter_map(|token| match token.kind {
            Kind::Unit(index) => self.units.get(index),
            _ => None,
        });
        let kinds = [LeafKind::Count, LeafKind::Rate];
        let mut cells = units.flat_map(|unit| self.cells(unit, &kinds));
        let stated = one.percent.or(one.count);
        stated.is_some_and(|stated| cells.any(|cell| fits(one.bound, stated, cell.value)))
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
        // “trong 09 phản ánh có 02 trường hợp …”: of the first the second is a part.
        let among = |other: &Counted| {
            let before = sentence.words(0, other.start);
            let last = before.rsplit(' ').next().unwrap_or_default();
            self.grammar.is(last, Hint::Among)
        };
        let parts = others.clone().filter(|other| !among(other));
        let mut parts = parts.filter_map(|other| other.count);
        let others = others.filter_map(|other| other.count);
        let some = count.filter(|count| !count.is_zero());
        let counted = |sum: Decimal| lines.all.iter().any(|line| line.count == Some(sum));
        let both = |sum: Decimal| one.of.map_or_else(|| counted(sum), |of| of == sum);
        let part = some.is_some_and(|count| parts.any(|other| both(count + other)));
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
        self.miscounted(sentence, one, (sure, lines), line, value)
    }

    /// Whether a number begins its sentence as a whole: “trong 604 hồ sơ …”.
    pub(super) fn leads(&self, sentence: &Sentence, one: &Counted) -> bool {
        one.of.is_none() && (self.grammar).is(sentence.words(0, one.start), Hint::Among)
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
        if self.leads(sentence, one) && lines.all.iter().any(whole) {
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
            return self.miscounted(sentence, one, (false, lines), first, first.count?);
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
    /// full or in part; or the rest of two that the sentence tells.
    fn is_sum(&self, sentence: &Sentence, one: &Counted, lines: &Lines, count: Decimal) -> bool {
        let said = self
            .grammar
            .telling(sentence.words(one.clause.0, one.clause.1));
        // “…; 35 hồ sơ còn lại chưa số hóa”
        if super::totals::is_rest(sentence, one, count) {
            return true;
        }
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

    /// Whether a number is perhaps of other things than a line: “tổng số phản ánh, kiến nghị tiếp nhận là 145” counts no
    /// dossiers, “tiếp nhận mới 21.175 hồ sơ” all received less those carried over.
    fn is_of_others(
        &self,
        sentence: &Sentence,
        one: &Counted,
        line: &Counts,
        (value, lines): (Decimal, &Lines),
    ) -> bool {
        let (from, to) = one.clause;
        // “phản ánh, kiến nghị (PAKN) tiếp nhận là 145” begins in brackets.
        let aside = sentence.words(0, from).ends_with(['(', ')']);
        let said = sentence.words(if aside { 0 } else { from }, to);
        let nouns = [said, line.label.as_str()].map(|words| self.grammar.noun(words));
        if let [Some(said), Some(own)] = nouns
            && said != own
        {
            return true;
        }
        let mut totals = lines.totals.iter().map(|total| total.value);
        let total = totals.clone().any(|total| total == value);
        let rest = |count| totals.any(|other| (value - other).abs() == count);
        total && one.count.is_some_and(rest)
    }

    /// XREF-05: a number that a line has otherwise.
    fn miscounted(
        &self,
        sentence: &Sentence,
        one: &Counted,
        (sure, lines): (bool, &Lines),
        line: &Counts,
        value: Decimal,
    ) -> Option<Finding> {
        let count = one.count;
        if self.is_of_others(sentence, one, line, (value, lines)) {
            return None;
        }
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
}

/// Where a clause ends that ended at a comma of a label: “chưa khai thác, sử dụng lại dữ liệu số hóa”.
fn over_commas(sentence: &Sentence, mut end: usize, lines: &Lines) -> usize {
    while let Some((before, rest)) = sentence.text.split_at_checked(end)
        && let Some(after) = rest.strip_prefix(", ")
    {
        let mut words = after.split([' ', ',', ';', '(', ':']);
        let next: Vec<&str> = words.by_ref().take(2).collect();
        let last = before.rsplit(' ').next().unwrap_or_default();
        let joined = lower(&format!("{last}, {}", next.join(" ")));
        let within = |line: &Counts| lower(&line.label).contains(&joined);
        if last.is_empty() || next.len() < 2 || !lines.all.iter().any(within) {
            break;
        }
        let mark = after.find([',', ';', '(', ':', '%']);
        end += 2 + mark.unwrap_or(after.len());
    }
    end
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
