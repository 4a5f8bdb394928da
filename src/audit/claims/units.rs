//! Claims about units: how many they are, their figures, which of them are late.

use rust_decimal::Decimal;

use super::{Claim, Claims, shared};
use crate::audit::code::Code;
use crate::audit::finding::{Finding, Mismatch};
use crate::audit::names::bare;
use crate::framework::Role;
use crate::score::Scores;
use crate::sheet::LeafKind;
use crate::vn::number::{half_unit, parse, print};
use crate::vn::text::{fold, has_word, is_whole};

/// More letters than any unit's name has.
const LONGEST_NAME: usize = 60;

impl Claims<'_, '_> {
    /// COUNT-01: `16/16 đơn vị` where no list has sixteen; `11/10 đơn vị`.
    pub(super) fn denominators(&self, claim: &Claim, out: &mut Vec<Finding>) {
        let Some(list) = self.lists.iter().max_by_key(|list| list.units.len()) else {
            return;
        };
        for (at, part, whole, written) in fractions(claim.text, &self.context.vocabulary.units) {
            let listed = self.lists.iter().any(|list| list.units.len() == whole);
            let known = listed || self.one_more(whole, list.units.len());
            let (stated, counted) = match (part > whole, known) {
                (true, _) => (part, whole),
                (false, false) => (whole, list.units.len()),
                (false, true) => continue,
            };
            let (stated, counted) = (Decimal::from(stated), Decimal::from(counted));
            let Some(numbers) = Mismatch::of_counts(stated, counted) else {
                continue;
            };
            let message = format!(
                "bài ghi “{written}”, {} có {} đơn vị",
                list.name,
                list.units.len()
            );
            let finding = self
                .finding_at(Code::Count01, claim, at, message)
                .numbers(numbers);
            out.push(finding.suggest("sửa số đơn vị, hoặc nói rõ đơn vị nào không có trong biểu"));
        }
    }

    /// Whether the text itself names one scored body that no list holds: the desk of the level
    /// above.
    fn one_more(&self, whole: usize, units: usize) -> bool {
        let words = self.context.vocabulary;
        let desk = |text: &str| {
            let folded = fold(text);
            words.desk.are_in(&folded) && words.points.are_in(&folded)
        };
        let mut prose = self.context.texts.prose();
        whole == units + 1 && prose.any(|stretch| desk(stretch.text))
    }

    /// COUNT-02: `07 đơn vị xếp loại xuất sắc` against the bands of the units.
    pub(super) fn bands(&self, claim: &Claim, out: &mut Vec<Finding>) {
        let inputs = self.context.inputs;
        let (Some(framework), true) = (&inputs.framework, inputs.units.len() > 1) else {
            return;
        };
        let before_band = self.context.vocabulary.banded.iter();
        for (before, band) in
            before_band.flat_map(|words| framework.bands.iter().map(move |band| (words, band)))
        {
            let wanted = format!("{before} {}", fold(&band.name));
            for (at, _) in claim.folded.match_indices(&wanted) {
                let before = claim.folded.get(..at).unwrap_or_default().trim_end();
                let digits = before
                    .chars()
                    .rev()
                    .take_while(char::is_ascii_digit)
                    .count();
                let number = before.get(before.len() - digits..).unwrap_or_default();
                let (Ok(stated), true) = (number.parse::<u32>(), digits > 0) else {
                    continue;
                };
                let of = |unit: &&crate::score::Unit| {
                    let points = unit.scores.converted();
                    points
                        .and_then(|points| framework.band(points))
                        .is_some_and(|b| b.name == band.name)
                };
                let counted = inputs.units.iter().filter(of).count();
                let Some(numbers) = Mismatch::of_counts(stated.into(), Decimal::from(counted))
                else {
                    continue;
                };
                let message = format!(
                    "bài ghi {number} đơn vị xếp loại {}, bảng điểm có {counted}",
                    band.name
                );
                let at = claim.text.find(&format!("{number} đơn vị"));
                let finding = self
                    .finding_at(Code::Count02, claim, at.unwrap_or_default(), message)
                    .numbers(numbers);
                out.push(finding.suggest("sửa số trong bài; mẫu có thể tự đếm"));
            }
        }
    }

    /// XREF-01 and XREF-02: `Cương Chính: 82,71%` against the tables' rows of that unit.
    pub(super) fn figures_beside_names(&self, claim: &Claim, out: &mut Vec<Finding>) {
        let mut unknown: Vec<(usize, String)> = Vec::new();
        for (figure, percent, before) in figures(claim.text) {
            let (Some(unit), Ok(value)) = (self.unit_before(before), parse(figure)) else {
                continue;
            };
            let cells = self.cells(unit, percent);
            let agrees = |known: &Decimal| (*known - value).abs() <= half_unit(value);
            if cells.iter().any(|cell| agrees(&cell.value)) {
                continue;
            }
            let written = format!("{}: {figure}", bare(unit));
            let meant = cells
                .iter()
                .max_by_key(|cell| shared(&cell.head, &claim.folded));
            let meant = meant.filter(|cell| percent && shared(&cell.head, &claim.folded) > 0);
            let Some(cell) = meant else {
                let name = before.rfind(bare(unit));
                unknown.push((name.unwrap_or(before.len()), written));
                continue;
            };
            let why = "nửa đơn vị số cuối của số trong bài";
            let Some(numbers) = Mismatch::of(value, cell.value, half_unit(value), why) else {
                continue;
            };
            let message = format!(
                "bài ghi “{written}%”, {} cột “{}” ghi {}",
                cell.table,
                cell.head,
                print(cell.value)
            );
            let finding = self.finding_at(Code::Xref01, claim, before.len(), message);
            out.push(
                finding
                    .numbers(numbers)
                    .suggest("sửa số trong bài theo biểu, hoặc sửa biểu"),
            );
        }
        if let Some((at, _)) = unknown.first() {
            let named: Vec<&str> = unknown
                .iter()
                .map(|(_, written)| written.as_str())
                .collect();
            let message = format!("không biểu nào có: {}", named.join("; "));
            let finding = self.finding_at(Code::Xref02, claim, *at, message);
            out.push(finding.suggest("thêm cột đó vào biểu, để người đọc kiểm tra được"));
        }
    }

    /// The unit whose name, with a colon or a bracket, ends these words. Without such a mark the
    /// figure belongs to what follows it.
    fn unit_before(&self, before: &str) -> Option<&str> {
        let trimmed = before.trim_end_matches([' ', ':', '(', '–']);
        let marks = before.get(trimmed.len()..).unwrap_or_default();
        if !marks.contains([':', '(', '–']) {
            return None;
        }
        let skipped = trimmed.chars().count().saturating_sub(LONGEST_NAME);
        let end: String = trimmed.chars().skip(skipped).collect();
        let end = fold(&end);
        let named = |(own, _): &&(String, &str)| {
            let start = end.len().checked_sub(own.len());
            start.is_some_and(|start| {
                end.ends_with(own.as_str()) && is_whole(&end, start, end.len())
            })
        };
        let found = self.units.iter().filter(named);
        found
            .max_by_key(|(own, _)| own.len())
            .map(|(_, unit)| *unit)
    }

    /// The figures that tables have of a unit: rates, or numbers.
    fn cells(&self, unit: &str, percent: bool) -> Vec<Known<'_>> {
        let wanted = |kind: LeafKind| match percent {
            true => kind == LeafKind::Rate,
            false => matches!(kind, LeafKind::Count | LeafKind::Points | LeafKind::Money),
        };
        let mut cells = Vec::new();
        for named in self.sheets {
            let mut rows = named.sheet.rows.iter();
            let Some(row) = rows.find(|row| named.sheet.name(row) == Some(unit)) else {
                continue;
            };
            for (leaf, cell) in named.sheet.cells(row).filter(|(leaf, _)| wanted(leaf.kind)) {
                cells.extend(cell.number().map(|value| Known {
                    table: &named.name,
                    head: leaf.name(),
                    value,
                }));
            }
        }
        cells
    }

    /// XREF-04: units that are said to have late dossiers have lost points for it, and units
    /// that have lost points are named.
    pub(super) fn late(&self, claim: &Claim, out: &mut Vec<Finding>) {
        let late = self.context.vocabulary.late.are_in(&claim.folded);
        let units = &self.context.inputs.units;
        if !late || units.len() < 2 {
            return;
        }
        let names: Vec<&str> = units.iter().map(|unit| unit.scores.name.as_str()).collect();
        let blamed: Vec<bool> = names
            .iter()
            .map(|name| self.blames(claim, name, &names))
            .collect();
        if !blamed.iter().any(|blamed| *blamed) {
            return;
        }
        for (unit, blamed) in units.iter().zip(blamed) {
            let Some((points, maximum)) = progress(&unit.scores) else {
                continue;
            };
            let full = points >= maximum;
            if blamed != full {
                continue;
            }
            let name = &unit.scores.name;
            let message = if full {
                format!(
                    "bài nêu “{name}” có hồ sơ trễ hạn, nhưng điểm tiến độ là {}/{}",
                    print(points),
                    print(maximum)
                )
            } else {
                format!(
                    "“{name}” mất điểm tiến độ ({}/{}) mà bài không nêu trong các đơn vị trễ hạn",
                    print(points),
                    print(maximum)
                )
            };
            let named = claim.text.find(bare(name)).filter(|_| full);
            let finding = match named {
                Some(at) => self.finding_at(Code::Xref04, claim, at, message),
                None => self.finding(Code::Xref04, claim, message),
            };
            out.push(finding.suggest("so lại danh sách đơn vị trễ hạn với điểm tiến độ"));
        }
    }

    /// Whether a sentence names a unit: by its own name, or by a kind that only it has.
    fn blames(&self, claim: &Claim, name: &str, names: &[&str]) -> bool {
        let issuer = fold(&self.context.inputs.issuer.name);
        if is_named(&claim.folded, &fold(bare(name)), &issuer) {
            return true;
        }
        self.context.vocabulary.sorts.iter().any(|sort| {
            let is = |name: &str| has_word(&fold(name), sort);
            let only = is(name) && names.iter().filter(|name| is(name)).count() == 1;
            only && has_word(&claim.folded, sort)
        })
    }
}

/// Whether a unit's own name stands in a sentence. A commune may bear the name of the district
/// that reports: where the level of that stands before it, it is the district.
fn is_named(folded: &str, own: &str, issuer: &str) -> bool {
    let above = issuer.strip_suffix(own).map(str::trim_end);
    let level = above.and_then(|above| above.rsplit(' ').next());
    folded.match_indices(own).any(|(at, _)| {
        let before = folded.get(..at).unwrap_or_default().trim_end();
        let is_issuer = level.is_some_and(|level| before.ends_with(level));
        is_whole(folded, at, at + own.len()) && !is_issuer
    })
}

/// Points and maximum of what measures timeliness.
fn progress(scores: &Scores) -> Option<(Decimal, Decimal)> {
    let group = scores.group_of(Role::Timeliness)?;
    Some((group.achieved()?, group.applicable()))
}

/// `10/20 đơn vị`: where, part, whole and words.
fn fractions<'a>(text: &'a str, units: &[String]) -> Vec<(usize, usize, usize, &'a str)> {
    let mut found = Vec::new();
    for (slash, _) in text.match_indices('/') {
        let before = text.get(..slash).unwrap_or_default();
        let start = slash - before.bytes().rev().take_while(u8::is_ascii_digit).count();
        let after = text.get(slash + 1..).unwrap_or_default();
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let end = slash + 1 + digits;
        let rest = text.get(end..).unwrap_or_default();
        let counted = |word: &&String| {
            let rest = rest.strip_prefix(' ');
            rest.is_some_and(|rest| rest.starts_with(word.as_str()))
        };
        let Some(word) = units.iter().find(counted) else {
            continue;
        };
        let numbers = (text.get(start..slash), text.get(slash + 1..end));
        let (Some(part), Some(whole)) = numbers else {
            continue;
        };
        let (Ok(part), Ok(whole)) = (part.parse(), whole.parse()) else {
            continue;
        };
        found.extend(
            text.get(start..end + 1 + word.len())
                .map(|words| (start, part, whole, words)),
        );
    }
    found
}

/// Figures with the words before them: `82,71` with `… như Cương Chính: `; whether in percent.
fn figures(text: &str) -> Vec<(&str, bool, &str)> {
    let mut found = Vec::new();
    let mut from = 0;
    let digit = |c: char| c.is_ascii_digit();
    while let Some(start) = text.get(from..).and_then(|rest| rest.find(digit)) {
        let start = from + start;
        let rest = text.get(start..).unwrap_or_default();
        let end = rest.find(|c: char| !digit(c) && !matches!(c, ',' | '.'));
        from = start + end.unwrap_or(rest.len());
        let figure = text.get(start..from).unwrap_or_default();
        let figure = figure.trim_end_matches([',', '.']);
        let after = rest.get(figure.len()..).unwrap_or_default();
        // A sign belongs to the figure, a hyphen to the word before it.
        let before = text.get(..start).unwrap_or_default();
        let signed = before
            .strip_suffix('-')
            .filter(|before| before.ends_with([' ', '(']));
        let figure = match signed {
            Some(before) => text.get(before.len()..start + figure.len()),
            None => Some(figure),
        };
        if let Some(figure) = figure.filter(|_| !after.starts_with('/')) {
            let percent = after.trim_start().starts_with('%');
            found.push((figure, percent, signed.unwrap_or(before)));
        }
    }
    found
}

/// A figure that a table has of a unit.
struct Known<'a> {
    table: &'a str,
    head: String,
    value: Decimal,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_beside_names() {
        let text = "như Cương Chính: 82,71%, Thiện Phiến: 92,54%, đề nghị 02 đơn vị";
        let found: Vec<_> = figures(text).into_iter().map(|(f, p, _)| (f, p)).collect();
        assert_eq!(found, [("82,71", true), ("92,54", true), ("02", false)]);
    }

    /// The commune Mường Ảng lies in the district Mường Ảng, and was said not to be named.
    #[test]
    fn a_commune_may_bear_the_name_of_its_district() {
        let issuer = "uy ban nhan dan huyen muong ang";
        let named = |text: &str| is_named(text, "muong ang", issuer);
        assert!(named("nam lich 18,2 diem va muong ang 27,4 diem"));
        assert!(named("xa muong ang cua huyen muong ang"));
        assert!(!named("cac don vi cua huyen muong ang"));
        assert!(!named("xa muong angxx"));
    }

    #[test]
    fn fractions_of_units_are_read() {
        assert_eq!(
            fractions("đã có 16/16 đơn vị, ngày 05/9/2024", &["đơn vị".into()]),
            [(9, 16, 16, "16/16 đơn vị")]
        );
    }
}
