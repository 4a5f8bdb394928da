//! Columns found by their heads, for a table whose columns the hồ sơ does not declare.

use super::book::Book;
use super::columns::Columns;
use super::head::{Column, Head};
use super::words::fold;
use crate::fault::{Fault, Faults, Kind};
use crate::form::Sourced;

/// By how many thousandths two heads may differ and still be taken for the same.
const ALIKE: usize = 300;

/// Up to how many thousandths nobody needs to be told.
const SURE: usize = 100;

/// A column that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Its name in records.
    pub name: String,
    /// Its head and those over it, from the top.
    pub path: Vec<String>,
    /// Its number in the row of column numbers.
    pub number: Option<String>,
    /// Whether the table must have it.
    pub needed: bool,
}

impl Columns {
    /// The declaration with the columns that these heads mean, and a sentence for each that was
    /// found by likeness only.
    ///
    /// # Errors
    /// If a needed column is not found.
    pub fn matched(&self, book: &Book, wanted: &[Wanted]) -> Result<(Self, Vec<String>), Faults> {
        let (grid, head) = self.head(book, &mut Vec::new())?;
        let mut notes = Vec::new();
        let found = assign(&head, wanted, &mut |wanted, column| {
            let (name, letters) = (column.name(), column.letters());
            let heads = wanted.path.join(" / ");
            let place = grid.place();
            notes.push(format!("{place}: cột {letters} “{name}” hiểu là “{heads}”"));
        });
        let mut faults = Faults::none();
        let mut columns = Vec::new();
        for (wanted, column) in wanted.iter().zip(found) {
            match column {
                Some(column) => columns.push((
                    wanted.name.clone(),
                    Sourced {
                        value: column.letters(),
                        place: self.file().place.clone(),
                    },
                )),
                None if wanted.needed => faults.add(self.lacking(wanted, &head)),
                None => (),
            }
        }
        faults.or(Some((self.mapped(columns), notes)))
    }

    fn lacking(&self, wanted: &Wanted, head: &Head) -> Fault {
        let names: Vec<String> = head.columns.iter().map(Column::name).collect();
        let found = format!("tệp không có cột “{}”", wanted.path.join(" / "));
        Fault::new(Kind::UnknownName, self.file().place.clone(), found)
            .expected(format!("một trong các cột của tệp: {}", names.join("; ")))
            .remedy(format!(
                "sửa tên cột trong tệp, hoặc khai báo “cot: {{{}: chữ của cột}}”",
                wanted.name
            ))
    }
}

/// The column of each that is wanted: by the whole head, by its lower levels, by likeness, by
/// its number; no column is taken twice.
fn assign<'h>(
    head: &'h Head,
    wanted: &[Wanted],
    alike: &mut dyn FnMut(&Wanted, &Column),
) -> Vec<Option<&'h Column>> {
    let mut found: Vec<Option<&Column>> = vec![None; wanted.len()];
    for same in [same_name, same_lowest] {
        for (index, wanted) in wanted.iter().enumerate() {
            if found.get(index).is_some_and(Option::is_none) {
                let free = free(head, &found);
                let mut fitting = free.into_iter().filter(|column| same(wanted, column));
                if let (Some(only), None) = (fitting.next(), fitting.next()) {
                    put(&mut found, index, only);
                }
            }
        }
    }
    for (index, distance, column) in by_likeness(head, wanted, &found) {
        if let Some(wanted) = wanted.get(index).filter(|_| distance > SURE) {
            alike(wanted, column);
        }
        put(&mut found, index, column);
    }
    for (index, wanted) in wanted.iter().enumerate() {
        let number = wanted.number.as_deref().map(|number| format!("({number})"));
        let says = |column: &&Column| {
            let mark = column.mark.as_deref();
            mark.is_some_and(|mark| {
                Some(mark.split('=').next().unwrap_or(mark)) == number.as_deref()
            })
        };
        if found.get(index).is_some_and(Option::is_none)
            && let Some(column) = free(head, &found).into_iter().find(says)
        {
            alike(wanted, column);
            put(&mut found, index, column);
        }
    }
    found
}

fn same_name(wanted: &Wanted, column: &Column) -> bool {
    fold(&wanted.path.join(" / ")) == fold(&column.name())
}

fn same_lowest(wanted: &Wanted, column: &Column) -> bool {
    let lowest = |path: &[String]| path.last().map(|head| fold(head));
    lowest(&wanted.path) == lowest(&column.path)
}

fn put<'h>(found: &mut [Option<&'h Column>], index: usize, column: &'h Column) {
    if let Some(place) = found.get_mut(index) {
        *place = Some(column);
    }
}

/// The columns that nothing has taken yet.
fn free<'h>(head: &'h Head, found: &[Option<&Column>]) -> Vec<&'h Column> {
    let taken = |column: &Column| found.iter().flatten().any(|f| f.number == column.number);
    head.columns.iter().filter(|c| !taken(c)).collect()
}

/// Pairs of what is left whose heads are nearly the same, with how far they differ, the nearest
/// first.
fn by_likeness<'h>(
    head: &'h Head,
    wanted: &[Wanted],
    found: &[Option<&Column>],
) -> Vec<(usize, usize, &'h Column)> {
    let free = free(head, found);
    let mut pairs: Vec<(usize, usize, &Column)> = Vec::new();
    for (index, (wanted, found)) in wanted.iter().zip(found).enumerate() {
        if found.is_some() {
            continue;
        }
        let asked = fold(&wanted.path.join(" / "));
        let near = |column: &&'h Column| Some((distance(&asked, &fold(&column.name()))?, *column));
        let near = free.iter().filter_map(near);
        pairs.extend(near.map(|(distance, column)| (distance, index, column)));
    }
    pairs.sort_by_key(|(distance, index, column)| (*distance, *index, column.number));
    let mut chosen: Vec<(usize, usize, &Column)> = Vec::new();
    for (distance, index, column) in pairs {
        let taken = |(i, _, c): &(usize, usize, &Column)| *i == index || c.number == column.number;
        if !chosen.iter().any(taken) {
            chosen.push((index, distance, column));
        }
    }
    chosen
}

/// By how many thousandths two heads differ; none if by too many, or in a digit.
fn distance(a: &str, b: &str) -> Option<usize> {
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    if digits(a) != digits(b) {
        return None;
    }
    let longest = a.chars().count().max(b.chars().count()).max(1);
    let thousandths = strsim::levenshtein(a, b) * 1000 / longest;
    (thousandths <= ALIKE).then_some(thousandths)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(path: &[&str], number: Option<&str>) -> Wanted {
        Wanted {
            name: "a".into(),
            path: path.iter().map(ToString::to_string).collect(),
            number: number.map(str::to_owned),
            needed: true,
        }
    }

    fn head(columns: &[(&[&str], Option<&str>)]) -> Head {
        let column = |(number, (path, mark)): (usize, &(&[&str], Option<&str>))| Column {
            number,
            path: path.iter().map(ToString::to_string).collect(),
            mark: mark.map(str::to_owned),
        };
        Head {
            rows: 1..=1,
            marks: None,
            columns: (1..).zip(columns).map(column).collect(),
        }
    }

    fn found(head: &Head, wanted: &[Wanted]) -> Vec<Option<usize>> {
        let found = assign(head, wanted, &mut |_, _| ());
        found
            .iter()
            .map(|column| column.map(|c| c.number))
            .collect()
    }

    #[test]
    fn equal_heads_below_different_groups_are_told_apart() {
        let head = head(&[(&["Nhận", "Số"], None), (&["Trả", "Số"], None)]);
        let asked = [wanted(&["TRẢ", "số"], None), wanted(&["Nhận", "Số"], None)];
        assert_eq!(found(&head, &asked), [Some(2), Some(1)]);
    }

    #[test]
    fn nearly_equal_heads_are_found_but_not_those_of_another_number() {
        let head = head(&[(&["Chỉ số 2"], None), (&["Tên cơ quan, đơn vị"], None)]);
        let asked = [
            wanted(&["Chỉ số 1"], None),
            wanted(&["Tên cơ quan/đơn vị"], None),
        ];
        assert_eq!(found(&head, &asked), [None, Some(2)]);
    }

    #[test]
    fn the_row_of_column_numbers_decides_where_no_head_does() {
        let head = head(&[(&["X"], Some("(1)")), (&["Y"], Some("(3)=(2)/(1)"))]);
        assert_eq!(found(&head, &[wanted(&["Tỷ lệ"], Some("3"))]), [Some(2)]);
    }
}
