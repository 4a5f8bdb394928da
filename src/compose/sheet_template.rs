//! A Biểu's definition with its texts made ready, and from its figures the table of a document.

use std::sync::Arc;

use super::field::Field;
use super::values::Values;
use crate::document::Appendix;
use crate::fault::Faults;
use crate::sheet::{Column, ColumnAlign, Filled, Head, Plan, Sheet};
use crate::source::Words;

/// A definition whose texts were compiled once.
pub struct SheetTemplate {
    plan: Arc<Plan>,
    title: Field,
    note: Option<Field>,
    heads: Vec<HeadTemplate>,
    total_label: Option<Field>,
}

struct HeadTemplate {
    text: Field,
    align: ColumnAlign,
    share: Option<u32>,
    below: Vec<Self>,
}

impl SheetTemplate {
    /// Makes the texts of a definition ready.
    pub fn new(plan: Arc<Plan>, faults: &mut Faults) -> Option<Self> {
        let title = Field::read(&plan.title, faults);
        let optional = |text: &Option<_>, faults: &mut Faults| match text {
            None => Some(None),
            Some(text) => Field::read(text, faults).map(Some),
        };
        let note = optional(&plan.note, faults);
        let total_label = optional(&plan.total_label, faults);
        let heads = heads(&plan.heads, faults);
        Some(Self {
            title: title?,
            note: note?,
            heads: heads?,
            total_label: total_label?,
            plan,
        })
    }

    /// The definition.
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// The table with a sheet's figures.
    pub fn sheet(
        &self,
        name: (usize, &str),
        filled: &Filled,
        values: &Values,
        faults: &mut Faults,
    ) -> Sheet {
        let of_level = self.of_level(values);
        self.filled(name, filled, of_level.as_ref().unwrap_or(values), faults)
    }

    /// The values with the level of its units, if they are of one.
    fn of_level<'v>(&self, values: &Values<'v>) -> Option<Values<'v>> {
        self.plan.level().map(|level| values.of_level(level))
    }

    fn filled(
        &self,
        (number, name): (usize, &str),
        filled: &Filled,
        values: &Values,
        faults: &mut Faults,
    ) -> Sheet {
        let fill = |field: &Field, faults: &mut Faults| field.fill(values, faults);
        let label = self.total_label.as_ref().map(|label| fill(label, faults));
        let mut summary = fill(&self.title, faults);
        if let Some(subject) = &filled.plan.subject {
            summary.push(&format!(": {}", subject.name).into());
        }
        Sheet {
            name: name.into(),
            summary,
            columns: columns(&self.heads, values, faults),
            numbers: self.plan.numbers(),
            rows: filled.printed_rows(number, label.as_ref()),
            turn: self.plan.turn,
        }
    }

    /// The appendix with a sheet's figures.
    pub fn appendix(
        &self,
        called: Option<Words>,
        name: (usize, &str),
        filled: &Filled,
        values: &Values,
        faults: &mut Faults,
    ) -> Appendix {
        let of_level = self.of_level(values);
        let values = of_level.as_ref().unwrap_or(values);
        let sheet = self.filled(name, filled, values, faults);
        Appendix {
            name: called,
            title: sheet.summary.clone(),
            note: self.note.as_ref().map(|note| note.fill(values, faults)),
            sheet,
        }
    }
}

fn heads(heads: &[Head], faults: &mut Faults) -> Option<Vec<HeadTemplate>> {
    let read: Vec<HeadTemplate> = heads
        .iter()
        .filter_map(|head| {
            Some(HeadTemplate {
                text: Field::read(&head.text, faults)?,
                align: head.align,
                share: head.share,
                below: self::heads(&head.below, faults)?,
            })
        })
        .collect();
    (read.len() == heads.len()).then_some(read)
}

fn columns(heads: &[HeadTemplate], values: &Values, faults: &mut Faults) -> Vec<Column> {
    let column = |head: &HeadTemplate| Column {
        head: head.text.fill(values, faults),
        align: head.align,
        share: head.share,
        below: columns(&head.below, values, faults),
    };
    heads.iter().map(column).collect()
}
