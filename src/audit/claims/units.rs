//! Claims about the units of the tables: how many they are, and their figures.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::reader::{Bound, Claim, Group, Property, Said, Subject};
use super::scores::keeps;
use super::tokens::When;
use super::tokens::words;
use super::{Claims, Sentence, agrees};
use crate::audit::Code;
use crate::audit::figures::Named;
use crate::audit::finding::{Finding, Mismatch};
use crate::audit::names::bare;
use crate::sheet::LeafKind;
use crate::vn::number::{half_unit, print};
use crate::vn::text::fold;

/// A figure that a table has of a unit.
struct Known {
    table: String,
    head: String,
    value: Decimal,
}

impl Claims<'_, '_> {
    /// The figures that tables have of a unit, of some kinds.
    fn cells(&self, unit: &str, kinds: &[LeafKind]) -> Vec<Known> {
        let mut cells = Vec::new();
        for named in self.sheets {
            let mut rows = named.sheet.rows.iter();
            let Some(row) = rows.find(|row| named.sheet.name(row) == Some(unit)) else {
                continue;
            };
            for (leaf, cell) in named
                .sheet
                .cells(row)
                .filter(|(leaf, _)| kinds.contains(&leaf.kind))
            {
                cells.extend(cell.number().map(|value| Known {
                    table: named.name.clone(),
                    head: leaf.name(),
                    value,
                }));
            }
        }
        let mut units = self.context.inputs.units.iter();
        let scored =
            units.find(|known| known.scores.name == unit && self.context.inputs.units.len() > 1);
        if let Some(scored) = scored {
            let mut know = |head: &str, value: Option<Decimal>| {
                cells.extend(value.map(|value| Known {
                    table: "bảng điểm".to_owned(),
                    head: head.to_owned(),
                    value,
                }));
            };
            let scores = &scored.scores;
            if kinds.contains(&LeafKind::Points) {
                know("Tổng điểm", Some(scores.printed_total()));
                know("Điểm quy đổi", scores.converted());
                for group in &scores.groups {
                    know(&group.name, group.printed());
                }
            }
            if kinds.contains(&LeafKind::Change) {
                know("Tăng, giảm", scores.change());
            }
            if kinds.contains(&LeafKind::Rank) {
                know("Xếp hạng", scored.rank.map(Decimal::from));
            }
        }
        cells
    }

    fn change_of(&self, unit: &str) -> Option<Decimal> {
        self.cells(unit, &[LeafKind::Change])
            .first()
            .map(|known| known.value)
    }

    pub(super) fn of_unit(
        &self,
        sentence: &Sentence,
        claim: &Claim,
        index: usize,
    ) -> Option<Finding> {
        let unit = *self.units.get(index)?;
        match claim.said {
            Said::Points(bound, stated, _) if claim.when == When::Now => self.figure(
                sentence,
                claim,
                unit,
                stated,
                bound,
                &[LeafKind::Points, LeafKind::Change],
            ),
            Said::Percent(stated, _) if claim.when == When::Now => self.figure(
                sentence,
                claim,
                unit,
                stated,
                Bound::Exact,
                &[LeafKind::Rate],
            ),
            Said::Count(stated) => self.figure(
                sentence,
                claim,
                unit,
                stated,
                Bound::Exact,
                &[LeafKind::Count, LeafKind::Points, LeafKind::Money],
            ),
            Said::Rank(stated, of) if claim.when == When::Now => {
                let known = self.cells(unit, &[LeafKind::Rank]);
                let all = Decimal::from(self.units.len());
                let listed = of.is_none_or(|of| of == all);
                let known = known.first().filter(|_| listed)?;
                let numbers = Mismatch::of_counts(stated, known.value)?;
                Some(self.of_table(sentence, claim, unit, known, numbers, ""))
            }
            Said::Band(index, denied) => self.band_of(sentence, claim, unit, index, denied),
            Said::Changed(way, denied, by) if claim.when == When::Before => {
                let known = self.cells(unit, &[LeafKind::Change]);
                let known = known.first()?;
                let signed = by.map(|by| if way == Ordering::Less { -by } else { by });
                let right = match signed {
                    Some(signed) => agrees(signed, known.value),
                    None => (known.value.cmp(&Decimal::ZERO) == way) != denied,
                };
                let numbers = Mismatch::of(
                    signed.unwrap_or_default(),
                    known.value,
                    Decimal::ZERO,
                    "số ghi lại phải bằng số của biểu",
                );
                let words = sentence
                    .text
                    .get(claim.start..claim.end)
                    .unwrap_or_default();
                let message = format!(
                    "{} cột “{}” của {unit} ghi {}, bài ghi “{words}”",
                    known.table,
                    known.head,
                    print(known.value)
                );
                let finding = self.found(
                    claim.sure,
                    Code::Xref01,
                    sentence,
                    (claim.start, claim.end),
                    message,
                );
                let finding = match numbers {
                    Some(numbers) if by.is_some() => finding.numbers(numbers),
                    _ => finding,
                };
                (!right).then(|| finding.suggest("sửa câu, hoặc kiểm tra số liệu"))
            }
            Said::Extreme(lowest, way, among) => {
                self.extreme_unit(sentence, claim, unit, (lowest, way, among))
            }
            _ => None,
        }
    }

    /// XREF-01: a figure of a unit that its tables have otherwise; XREF-02: that no table has.
    fn figure(
        &self,
        sentence: &Sentence,
        claim: &Claim,
        unit: &str,
        stated: Decimal,
        bound: Bound,
        kinds: &[LeafKind],
    ) -> Option<Finding> {
        let cells = self.cells(unit, kinds);
        let fits = |known: &Decimal| match bound {
            Bound::Exact => (*known - stated).abs() <= half_unit(stated),
            bound => keeps(bound, stated, *known),
        };
        if cells.iter().any(|cell| fits(&cell.value)) {
            return None;
        }
        let before = sentence.text.get(..claim.start).unwrap_or_default();
        let marked = before.trim_end_matches([' ', ':', '(', '–']).len() < before.trim_end().len();
        let meant = cells
            .iter()
            .map(|cell| (self.about(&cell.head, sentence.text), cell));
        let meant = meant.rev().max_by_key(|(words, _)| *words);
        let points = matches!(claim.said, Said::Points(..));
        let lone = points && cells.len() < 4 || matches!(meant, Some((words, _)) if words > 0);
        let percent = matches!(claim.said, Said::Percent(..));
        match meant {
            Some((words, cell)) if points || lone || percent && words > 0 => {
                let why = "nửa đơn vị số cuối của số trong bài";
                let numbers = Mismatch::of(stated, cell.value, half_unit(stated), why)?;
                let sign = if percent { "%" } else { "" };
                let sure = claim.sure || marked;
                let claim = &Claim { sure, ..*claim };
                Some(self.of_table(sentence, claim, unit, cell, numbers, sign))
            }
            _ if marked => {
                let name = before.rfind(bare(unit)).unwrap_or(claim.start);
                let message = format!("không biểu nào có: {}: {}", bare(unit), print(stated));
                let finding = self.found(true, Code::Xref02, sentence, (name, claim.end), message);
                Some(finding.suggest("thêm cột đó vào biểu, để người đọc kiểm tra được"))
            }
            _ => None,
        }
    }

    fn of_table(
        &self,
        sentence: &Sentence,
        claim: &Claim,
        unit: &str,
        known: &Known,
        numbers: Mismatch,
        sign: &str,
    ) -> Finding {
        let message = format!(
            "bài ghi “{}: {}{sign}”, {} cột “{}” ghi {}",
            bare(unit),
            print(numbers.stated),
            known.table,
            known.head,
            print(known.value)
        );
        let finding = self.found(
            claim.sure,
            Code::Xref01,
            sentence,
            (claim.start, claim.end),
            message,
        );
        finding
            .numbers(numbers)
            .suggest("sửa số trong bài theo biểu, hoặc sửa biểu")
    }

    fn band_of(
        &self,
        sentence: &Sentence,
        claim: &Claim,
        unit: &str,
        index: usize,
        denied: bool,
    ) -> Option<Finding> {
        let inputs = self.context.inputs;
        let set = inputs.framework.as_ref()?;
        let scores = &inputs
            .units
            .iter()
            .find(|known| known.scores.name == unit)?
            .scores;
        let known = set.band(scores.converted()?)?;
        let stated = set.bands.get(index)?;
        let message = format!(
            "{unit} xếp loại {} theo điểm, bài ghi {}",
            known.name, stated.name
        );
        ((known.name == stated.name) == denied).then(|| {
            let finding = self.found(
                claim.sure,
                Code::Band02,
                sentence,
                (claim.start, claim.end),
                message,
            );
            finding
                .words(stated.name.as_str(), known.name.as_str())
                .suggest("sửa xếp loại trong bài")
        })
    }

    /// SUPER-01: the unit that is called the lowest or highest is, in the column spoken of.
    fn extreme_unit(
        &self,
        sentence: &Sentence,
        claim: &Claim,
        unit: &str,
        (lowest, way, among): (bool, Option<Ordering>, usize),
    ) -> Option<Finding> {
        let lowest = lowest || way == Some(Ordering::Less);
        let (name, value, mut values) = match way {
            Some(_) => {
                let all: Vec<Decimal> = self
                    .units
                    .iter()
                    .filter_map(|unit| self.change_of(unit))
                    .collect();
                ("các mức tăng, giảm", self.change_of(unit)?, all)
            }
            None => {
                let found = self.sheets.iter().filter_map(|named| {
                    let (fits, column) = self.column(named, sentence.text)?;
                    let mut rows = named.sheet.rows.iter();
                    let row = rows.find(|row| named.sheet.name(row) == Some(unit))?;
                    Some((fits, named, column, row.number(column)?))
                });
                let (_, named, column, value) = found.rev().max_by_key(|(fits, ..)| *fits)?;
                let all = named.sheet.rows.iter().filter_map(|row| row.number(column));
                (named.name.as_str(), value, all.collect())
            }
        };
        values.sort_by_key(|value| if lowest { *value } else { -*value });
        let (best, last) = (values.first()?, values.get(among - 1)?);
        let right = if lowest {
            value <= *last
        } else {
            value >= *last
        };
        let numbers = Mismatch::of_counts(value, *best).filter(|_| !right)?;
        let word = if lowest {
            "thấp nhất"
        } else {
            "cao nhất"
        };
        let message = format!(
            "bài nói “{unit}” {word} ({}), nhưng trong {name} số đó là {}",
            print(value),
            print(*best)
        );
        let finding = self.found(
            claim.sure,
            Code::Super01,
            sentence,
            (claim.start, claim.end),
            message,
        );
        Some(
            finding
                .numbers(numbers)
                .suggest("sửa tên đơn vị, hoặc kiểm tra số liệu"),
        )
    }

    /// How many telling words the head of a column shares with a sentence.
    fn about(&self, head: &str, sentence: &str) -> usize {
        let said = self.grammar.telling(sentence);
        self.grammar.telling(head).intersection(&said).count()
    }

    /// The column that a sentence speaks of: the one that shares most telling words with it, a
    /// rate if it speaks of rates, or else the first with points.
    fn column(&self, named: &Named, sentence: &str) -> Option<((usize, bool), usize)> {
        let words = words(sentence);
        let rate = words.windows(2).any(|two| two == ["tỷ", "lệ"]);
        let leaves = named.sheet.plan.leaves.iter().enumerate();
        let scored = leaves.filter_map(|(i, leaf)| {
            let about = self.about(&leaf.name(), sentence);
            let kind = match leaf.kind {
                LeafKind::Points => !rate,
                LeafKind::Rate => rate,
                LeafKind::Count => false,
                _ => return None,
            };
            (about > 0 || leaf.kind == LeafKind::Points).then_some((about, kind, usize::MAX - i))
        });
        let (about, kind, column) = scored.max()?;
        Some(((about, kind), usize::MAX - column))
    }

    /// COUNT-01 to COUNT-03: how many units there are, in a band, that rose or have so many
    /// points.
    pub(super) fn of_units(&self, sentence: &Sentence, group: &Group, out: &mut Vec<Finding>) {
        let span = (group.start, group.end);
        let words = sentence.text.get(span.0..span.1).unwrap_or_default().trim();
        if let (Some(part), Property::Any) = (group.count, group.property) {
            out.extend(self.denominator(sentence, span, words, part, group.of));
            return;
        }
        let inputs = self.context.inputs;
        let has = |unit: &&str| -> Option<bool> {
            let mut scored = inputs.units.iter();
            let scored = scored
                .find(|known| known.scores.name == **unit)
                .map(|known| &known.scores);
            match group.property {
                Property::Band(index) => {
                    let set = inputs.framework.as_ref()?;
                    let band = set.band(scored?.converted()?)?;
                    Some(band.name == set.bands.get(index)?.name)
                }
                Property::Changed(way, more) => {
                    let change = self.change_of(unit)?;
                    let more = more.is_none_or(|more| change.abs() > more);
                    Some(change.cmp(&Decimal::ZERO) == way && more)
                }
                Property::Points(bound, points) => Some(keeps(bound, points, scored?.converted()?)),
                _ => None,
            }
        };
        let compared = matches!(group.property, Property::Changed(..));
        let time = if compared { When::Before } else { When::Now };
        let known: Option<Vec<bool>> = self.scored_units().iter().map(has).collect();
        let Some(known) = known.filter(|known| group.when == time && known.len() > 1) else {
            return;
        };
        let units = self.scored_units();
        let all: Vec<&str> = units
            .iter()
            .zip(&known)
            .filter(|(_, has)| **has)
            .map(|(unit, _)| *unit)
            .collect();
        let band = matches!(group.property, Property::Band(_));
        if let Some(numbers) = group
            .count
            .and_then(|count| Mismatch::of_counts(count, Decimal::from(all.len())))
        {
            let code = if band { Code::Count02 } else { Code::Count03 };
            let message = format!("bài ghi “{words}”, bảng điểm có {}", all.len());
            let finding = self.found(group.sure || band, code, sentence, span, message);
            out.push(
                finding
                    .numbers(numbers)
                    .suggest("sửa số trong bài; mẫu có thể tự đếm"),
            );
        }
        let members = group.members.iter().filter_map(|member| match member {
            Subject::Unit(index) => self.units.get(*index).copied(),
            _ => None,
        });
        let wrong: Vec<&str> = members
            .filter(|unit| !all.contains(unit))
            .map(bare)
            .collect();
        if !wrong.is_empty() {
            let message = format!(
                "bài ghi “{words}” gồm {}, theo số liệu thì không",
                wrong.join(", ")
            );
            let finding = self.found(group.sure, Code::Super03, sentence, span, message);
            out.push(finding.suggest("sửa câu, hoặc kiểm tra số liệu"));
        }
    }

    /// The units with points, or else those of the tables.
    fn scored_units(&self) -> Vec<&str> {
        let scored = &self.context.inputs.units;
        match scored.len() {
            0 | 1 => self.units.clone(),
            _ => scored
                .iter()
                .map(|unit| unit.scores.name.as_str())
                .collect(),
        }
    }

    /// COUNT-01: `16/16 đơn vị` where no list has sixteen; `11/10 đơn vị`.
    fn denominator(
        &self,
        sentence: &Sentence,
        span: (usize, usize),
        words: &str,
        part: Decimal,
        of: Option<Decimal>,
    ) -> Option<Finding> {
        let list = self.lists.iter().max_by_key(|list| list.units.len())?;
        let whole = of.unwrap_or(part);
        let units = Decimal::from(list.units.len());
        let listed = self
            .lists
            .iter()
            .any(|list| Decimal::from(list.units.len()) == whole);
        let known = listed || self.one_more(whole, units);
        let (stated, counted) = match (part > whole, known) {
            (true, _) => (part, whole),
            (false, false) => (whole, units),
            (false, true) => return None,
        };
        let numbers = Mismatch::of_counts(stated, counted)?;
        let message = format!(
            "bài ghi “{words}”, {} có {} đơn vị",
            list.name,
            list.units.len()
        );
        let finding = self
            .found(true, Code::Count01, sentence, span, message)
            .numbers(numbers);
        Some(finding.suggest("sửa số đơn vị, hoặc nói rõ đơn vị nào không có trong biểu"))
    }

    /// Whether the text itself names one scored body that no list holds: the desk of the level
    /// above.
    fn one_more(&self, whole: Decimal, units: Decimal) -> bool {
        let words = self.context.vocabulary;
        let desk = |text: &str| {
            let folded = fold(text);
            words.desk.are_in(&folded) && words.points.are_in(&folded)
        };
        let mut prose = self.context.texts.prose();
        whole == units + Decimal::ONE && prose.any(|stretch| desk(stretch.text))
    }
}
