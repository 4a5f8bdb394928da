//! Rows as they are judged ([`super::units`]): those that are no units are set apart and told with
//! the reason, those that may be none are told and stay.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::dictionary::Dictionary;
use super::grid::Grid;
use super::head::Head;
use super::rows::RecordKind;
use super::scale;
use super::serial::Serial;
use super::units::{Cells, Judge, Line, Verdict, figure};
use crate::fault::{Faults, Note, NoteKind, Place};

/// The most points that there are, by the name of a column.
pub type Maxima = BTreeMap<String, Decimal>;

/// Judges the rows of a sheet; `column` is that of the units' names.
///
/// # Errors
/// If the shipped dictionary is damaged.
pub fn judge(
    grid: &Grid,
    head: &Head,
    rows: &mut Vec<(usize, RecordKind)>,
    column: usize,
    maxima: BTreeMap<usize, Decimal>,
    notes: &mut Vec<Note>,
) -> Result<(), Faults> {
    let judge = Judge::of(grid, head, rows, column, maxima, Dictionary::shared()?);
    let mut kinds: BTreeMap<usize, Option<RecordKind>> = BTreeMap::new();
    for (index, line) in judge.lines.iter().enumerate() {
        let place = grid.place().at(line.number, 0);
        let (kind, note) = explained(judge.verdict(index), line, &place);
        if kind.is_none() {
            notes.extend(scale::of_row(
                line.name,
                &line.figures(),
                judge.maxima(),
                &place,
            ));
        }
        kinds.insert(line.number, kind);
        notes.extend(note);
    }
    rows.retain_mut(|(number, kind)| match kinds.get(number) {
        Some(None) => false,
        Some(Some(judged)) => {
            *kind = *judged;
            true
        }
        None => true,
    });
    Ok(())
}

/// A row that a hồ sơ states in place.
pub struct Typed {
    /// What it seems to be.
    pub kind: RecordKind,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub place: Place,
    /// Its figures by what they are called.
    pub figures: BTreeMap<String, Decimal>,
}

impl Typed {
    /// A row with its cells: what they are called and what is written there.
    pub fn new<'c>(
        kind: RecordKind,
        name: &str,
        place: &Place,
        cells: impl Iterator<Item = (String, &'c str)>,
    ) -> Self {
        Self {
            kind,
            name: name.to_owned(),
            place: place.clone(),
            figures: cells
                .filter_map(|(name, text)| Some((name, figure(text)?)))
                .collect(),
        }
    }
}

/// Judges rows that a hồ sơ states in place, as those of a table are; gives for each what it is,
/// nothing for what is to be left out.
///
/// # Errors
/// If the shipped dictionary is damaged.
pub fn judge_typed(
    rows: &[Typed],
    maxima: &Maxima,
    notes: &mut Vec<Note>,
) -> Result<Vec<Option<RecordKind>>, Faults> {
    let dictionary = Dictionary::shared()?;
    let names = rows.iter().flat_map(|row| row.figures.keys());
    let mut columns: BTreeMap<&String, usize> = names.map(|name| (name, 0)).collect();
    (1..)
        .zip(columns.values_mut())
        .for_each(|(number, column)| *column = number);
    let of = |(name, value): (&String, &Decimal)| Some((*columns.get(name)?, *value));
    let lines = (0..).zip(rows).map(|(number, row)| {
        let kind = match row.kind {
            RecordKind::Data if dictionary.says_total(&row.name) => RecordKind::Total,
            kind => kind,
        };
        let cells = Cells::Typed(row.figures.iter().filter_map(of).collect());
        Line::new((number, kind), &row.name, Serial::Blank, cells, dictionary)
    });
    let maxima = maxima.iter().filter_map(of).collect();
    let judge = Judge::among(lines.collect(), maxima);
    let mut kinds = Vec::with_capacity(rows.len());
    for (index, (line, row)) in judge.lines.iter().zip(rows).enumerate() {
        let (kind, note) = explained(judge.verdict(index), line, &row.place);
        kinds.push(kind);
        notes.extend(note);
    }
    Ok(kinds)
}

/// What a row is, nothing if it is left out, and what is told of it.
fn explained(verdict: Verdict, line: &Line, place: &Place) -> (Option<RecordKind>, Option<Note>) {
    let name = match line.name {
        "" => "(không có tên)",
        name => name,
    };
    let aside = |words: String| Some(Note::at(NoteKind::Aside, place, words));
    match verdict {
        Verdict::Row(kind) => (Some(kind), None),
        Verdict::Total(why) => {
            let note = aside(format!("“{name}” là dòng tổng: {why}"));
            (Some(RecordKind::Total), note)
        }
        Verdict::Aside(why) => (None, aside(format!("“{name}” không tính là đơn vị: {why}"))),
        Verdict::Doubtful(why) => {
            let words = format!("chưa chắc “{name}” là một đơn vị ({why}); vẫn tính là đơn vị");
            let kind = NoteKind::Doubtful(name.to_owned());
            (Some(line.kind), Some(Note::at(kind, place, words)))
        }
    }
}
