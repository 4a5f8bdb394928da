//! Claims about the units of the tables: how many they are, and their figures.

use rust_decimal::Decimal;

use super::said::{Bound, Claim, Said, Subject};
use super::scores::keeps;
use super::token::{Kind, Token, When};
use super::vocabulary::{Hint, Role};
use super::{Claims, Sentence, share};
use crate::audit::Code;
use crate::audit::figures::Named;
use crate::audit::finding::{Finding, Mismatch};
use crate::audit::names::bare;
use crate::sheet::LeafKind;
use crate::vn::entry::Entry;
use crate::vn::name;
use crate::vn::number::{half_unit, print};

/// What is told of figures that no table has.
pub const NOWHERE: &str = "không biểu nào có: ";

/// A figure that a table has of a unit.
pub(super) struct Known {
    pub(super) table: String,
    pub(super) head: String,
    pub(super) value: Decimal,
}

impl Known {
    /// Whether another stands in the same column.
    pub(super) fn is_beside(&self, other: &Self) -> bool {
        (&self.table, &self.head) == (&other.table, &other.head)
    }
}

/// What sort of unit a name says: “xã”, “phường”.
pub(super) fn level(name: &str) -> &str {
    let own = crate::vn::name::unit(name);
    own.strip_suffix(bare(own)).unwrap_or_default().trim()
}

impl Claims<'_, '_> {
    /// The figures that tables have of a unit, of some kinds.
    pub(super) fn cells(&self, unit: &str, kinds: &[LeafKind]) -> Vec<Known> {
        let mut cells = Vec::new();
        let Some(known) = self.of_name(unit) else {
            return cells;
        };
        for (named, row) in &known.rows {
            for (leaf, cell) in named
                .sheet
                .cells(row)
                .filter(|(leaf, _)| kinds.contains(&leaf.kind) && !self.is_past(leaf))
            {
                // As it is printed: the text restates what the reader sees.
                let shown = match cell.shown(leaf) {
                    Entry::Number(value) => Some(value),
                    _ => cell.number(),
                };
                cells.extend(shown.map(|value| Known {
                    table: named.name.clone(),
                    head: leaf.name(),
                    value,
                }));
            }
        }
        let several = self.context.inputs.lists_several();
        if let Some(scored) = known.scored.filter(|_| several) {
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

    /// The points of a unit, as they are graded: its own, or those of a table.
    pub(super) fn points_of(&self, unit: &str) -> Option<Decimal> {
        match self.of_name(unit)?.scored {
            Some(scored) => scored.scores.converted(),
            None => Some(self.cells(unit, &[LeafKind::Points]).first()?.value),
        }
    }

    /// The band of a unit: by its own points, or as a table says.
    pub(super) fn grade_of(&self, unit: &str) -> Option<&str> {
        let known = self.of_name(unit)?;
        if let Some(scored) = known.scored {
            let set = self.context.inputs.framework.as_ref()?;
            return Some(set.band(scored.scores.converted()?)?.name.as_str());
        }
        known.rows.iter().find_map(|(named, row)| {
            let mut cells = named.sheet.cells(row);
            let (_, cell) = cells.find(|(leaf, _)| leaf.kind == LeafKind::Band)?;
            match &cell.entry {
                Entry::Text(band) => Some(band.as_str()),
                _ => None,
            }
        })
    }

    /// The rates of the units in the column that a sentence speaks of.
    pub(super) fn rates(&self, sentence: &Sentence) -> Option<impl Fn(&str) -> Option<Decimal>> {
        let leaves = self.sheets.iter().flat_map(|named| {
            let leaves = named.sheet.plan.leaves.iter().enumerate();
            leaves.map(move |(column, leaf)| (named, column, leaf))
        });
        let rates =
            leaves.filter(|(_, _, leaf)| leaf.kind == LeafKind::Rate && !self.is_past(leaf));
        let about = rates.map(|(named, column, leaf)| {
            let about = self.grammar.shared(&leaf.name(), sentence.text);
            (about, named, column)
        });
        let about: Vec<(usize, &Named, usize)> = about.filter(|(about, ..)| *about > 0).collect();
        let best = about.iter().map(|(about, ..)| *about).max()?;
        let mut about = about.into_iter().filter(|(about, ..)| *about == best);
        // Two columns of which it may be are none.
        let (Some((_, named, column)), None) = (about.next(), about.next()) else {
            return None;
        };
        Some(move |unit: &str| {
            let row = self.of_name(unit)?.row_in(named)?;
            row.number(column)
        })
    }

    pub(super) fn of_unit(&self, sentence: &Sentence, claim: &Claim) -> Option<Finding> {
        let Subject::Unit(index) = claim.subject else {
            return None;
        };
        let unit = *self.units.get(index)?;
        let figure = matches!(
            claim.said,
            Said::Points(..) | Said::Percent(..) | Said::Count(_)
        );
        if claim.planned && !figure {
            return None;
        }
        let told = self.against(sentence, claim, unit);
        told.filter(|_| !self.is_of_another(sentence, claim, unit))
    }

    /// What is told of a claim about a unit, if it is about all of it.
    fn against(&self, sentence: &Sentence, claim: &Claim, unit: &str) -> Option<Finding> {
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
                &[LeafKind::Count, LeafKind::Money],
            ),
            Said::Rank(stated, of) if claim.when == When::Now => {
                let known = self.cells(unit, &[LeafKind::Rank]);
                let known = known.first().filter(|_| self.are_ranked(of, unit))?;
                let numbers = Mismatch::of_counts(stated, known.value)?;
                Some(self.of_table(sentence, claim, unit, known, numbers, ""))
            }
            Said::Band(index, denied) if claim.when == When::Now => {
                self.band_of(sentence, claim, unit, index, denied)
            }
            Said::Changed(way, denied, by) if claim.when == When::Before => {
                self.changed(sentence, claim, unit, (way, denied, by))
            }
            Said::Within(first, denied) if claim.when == When::Now => {
                let known = self.cells(unit, &[LeafKind::Rank]);
                let rank = known.first()?;
                let numbers = Mismatch::of_counts(first, rank.value)?;
                ((rank.value > first) != denied)
                    .then(|| self.of_table(sentence, claim, unit, rank, numbers, ""))
            }
            Said::Extreme(lowest, way, among) => {
                self.extreme_unit(sentence, claim, unit, (lowest, way, among))
            }
            _ => None,
        }
    }

    /// Whether a rank among so many is one among all units, or among those of the unit's level.
    fn are_ranked(&self, of: Option<Decimal>, unit: &str) -> bool {
        let of_level = |other: &&&str| name::level(other) == name::level(unit);
        let peers = || self.units.iter().filter(of_level).count();
        of.is_none_or(|of| of == Decimal::from(self.units.len()) || of == Decimal::from(peers()))
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
        // “quá hạn do chờ xác minh 03 hồ sơ” is perhaps only a part.
        let before = sentence.text.get(..claim.start).unwrap_or_default();
        let counts = matches!(claim.said, Said::Count(_));
        let because = || self.grammar.has(before, Hint::Because);
        let part = counts && !claim.sure && because();
        if part && cells.iter().any(|cell| cell.value > stated) && stated < Decimal::TEN {
            return None;
        }
        let mut others = cells.iter().flat_map(|one| {
            let apart = cells.iter().map(|other| (one.value - other.value).abs());
            apart.collect::<Vec<_>>()
        });
        let rest = self.grammar.negates(before) || super::totals::lies_between(sentence, stated);
        if counts && rest && others.any(|apart| apart == stated) {
            return None;
        }
        // “100%” is all of them, not 99,8%.
        let percent = matches!(claim.said, Said::Percent(..));
        let all = percent && [Decimal::ZERO, Decimal::ONE_HUNDRED].contains(&stated);
        let slack = match all {
            true => Decimal::ZERO,
            false => half_unit(stated),
        };
        let fits = |known: &Decimal| match bound {
            Bound::Exact => (*known - stated).abs() <= slack,
            bound => keeps(bound, stated, *known),
        };
        let name = before.trim_end_matches([' ', ':', '(', '–']);
        let marked = name.len() < before.trim_end().len() && name.ends_with(bare(unit));
        // “tỷ lệ quá hạn 9,93%” where the table has those on time.
        let rest = |cell: &Known| percent && fits(&(Decimal::ONE_HUNDRED - cell.value));
        let right = cells.iter().any(|cell| fits(&cell.value) || rest(cell));
        let meant = cells
            .iter()
            .map(|cell| (self.grammar.shared(&cell.head, sentence.text), cell));
        let meant = meant.rev().max_by_key(|(words, _)| *words);
        let counted = || percent && self.is_of_counts(sentence, unit, meant, &fits);
        if right || claim.planned && !marked || counted() {
            return None;
        }
        let points = matches!(claim.said, Said::Points(..));
        let lone = points && cells.len() < 4 || matches!(meant, Some((words, _)) if words > 0);
        match meant {
            Some((words, cell)) if points || lone || percent && words > 0 => {
                let why = "nửa đơn vị số cuối của số trong bài";
                let numbers = Mismatch::of(stated, cell.value, slack, why)?;
                let sign = if percent { "%" } else { "" };
                let sure = claim.sure || marked;
                let claim = &Claim { sure, ..*claim };
                Some(self.of_table(sentence, claim, unit, cell, numbers, sign))
            }
            _ if marked => {
                let name = before.rfind(bare(unit)).unwrap_or(claim.start);
                let figure = sentence.words(claim.start, claim.end);
                let figure = figure.split(' ').next().unwrap_or_default();
                let message = format!("{NOWHERE}{}: {figure}", bare(unit));
                let finding = self.told(Code::Xref02, sentence, (name, claim.end), message);
                Some(finding.suggest("thêm cột đó vào biểu, để người đọc kiểm tra được"))
            }
            _ => None,
        }
    }

    /// Whether a rate that no column has is the share that one count of a unit has of another: “tỷ lệ nộp trực
    /// tuyến của A là 96,67%”; of several in turn nobody knows.
    fn is_of_counts(
        &self,
        sentence: &Sentence,
        unit: &str,
        meant: Option<(usize, &Known)>,
        fits: &dyn Fn(&Decimal) -> bool,
    ) -> bool {
        let whole = |(words, cell): (usize, &Known)| {
            words > 0 && words == self.grammar.telling(&cell.head).len()
        };
        let in_turn = |token: &Token| token.kind == Kind::Role(Role::Respectively);
        if meant.is_some_and(whole) {
            return false;
        }
        if sentence.tokens.iter().any(in_turn) {
            return true;
        }
        let counts = self.cells(unit, &[LeafKind::Count]);
        let shares = counts.iter().flat_map(|part| {
            let wholes = counts.iter().filter(|whole| part.value <= whole.value);
            wholes.filter_map(|whole| share(part.value, whole.value))
        });
        shares.into_iter().any(|share| fits(&share))
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
        let set = self.context.inputs.framework.as_ref()?;
        let known = self.grade_of(unit)?;
        let stated = set.bands.get(index)?;
        let message = format!(
            "{unit} xếp loại {known} theo số liệu, bài ghi {}",
            stated.name
        );
        ((known == stated.name) == denied).then(|| {
            let finding = self.found(
                claim.sure,
                Code::Band02,
                sentence,
                (claim.start, claim.end),
                message,
            );
            finding
                .words(stated.name.as_str(), known)
                .suggest("sửa xếp loại trong bài")
        })
    }
}
