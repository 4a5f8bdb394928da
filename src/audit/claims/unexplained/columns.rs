//! The columns of a table with those that follow from them, and which rows may be spoken of together.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::audit::claims::facts::{Column, Measure, Table};
use crate::audit::claims::units::level;
use crate::vn::text::lower;

/// The columns of a table that have amounts, the points of the period before, and how much a count is less
/// than another: “266 hồ sơ không nộp trực tuyến”.
pub fn columns(table: &Table) -> Vec<Column> {
    let ranked = [Measure::Rank, Measure::Band, Measure::Regraded];
    let amounts = |column: &&Column| !ranked.contains(&column.measure);
    let columns = table.columns.iter().filter(amounts);
    let mut columns: Vec<Column> = columns.cloned().collect();
    let before = table.subjects.iter().map(|row| table.before(*row));
    columns.push(Column::headless(Measure::Points, before.collect()));
    for whole in counts(table) {
        let rests = counts(table).filter_map(|part| rest(whole, part));
        columns.extend(rests.map(|rest| Column::headless(Measure::Count, rest)));
    }
    columns
}

/// The columns that count.
pub fn counts(table: &Table) -> impl Iterator<Item = &Column> {
    let columns = table.columns.iter();
    columns.filter(|column| column.measure == Measure::Count)
}

/// What is left of a column without another, if that is never more.
fn rest(whole: &Column, part: &Column) -> Option<Vec<Option<Decimal>>> {
    let pairs = whole.values.iter().zip(&part.values);
    let rest = pairs.map(|(whole, part)| Some((*whole)? - (*part)?));
    let rest: Vec<Option<Decimal>> = rest.collect();
    let mut known = rest.iter().flatten();
    let less = known.clone().all(|rest| !rest.is_sign_negative());
    (less && known.any(|rest| !rest.is_zero())).then_some(rest)
}

/// All rows, those of each sort of units, and those of each band.
pub fn groups(table: &Table) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<(usize, String), Vec<usize>> = BTreeMap::new();
    let band = table.first(Measure::Band);
    for row in table.all_rows() {
        let sort = table.names.get(row).map(|name| lower(level(name)));
        let band = band.and_then(|band| band.value(row));
        let of = [Some(String::new()), sort, band.map(|band| band.to_string())];
        for (kind, name) in of.into_iter().enumerate() {
            let of = name.map(|name| groups.entry((kind, name)).or_default());
            of.into_iter().for_each(|rows| rows.push(row));
        }
    }
    groups.into_values().collect()
}
