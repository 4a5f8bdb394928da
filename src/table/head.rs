//! Where the header of a table stands, and what each column is called.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use super::dictionary::Dictionary;
use super::grid::{Cell, Grid, Row};
use super::merge::Merge;
use super::words::fold;
use crate::bounds::TABLE_COLUMNS;
use crate::fault::{Fault, Kind, column_letters};

/// How far down a header is looked for.
const DEEPEST: usize = 200;

/// The most levels a header has: far more than any, so that a merge over a whole column is
/// not taken for one.
const LEVELS: usize = 20;

/// A column with a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its number, from 1.
    pub number: usize,
    /// Its header from the top level down: `["Nhóm số hóa", "Chỉ số 1"]`.
    pub path: Vec<String>,
    /// What the row of column numbers says: `(3)=(2)/(1)`.
    pub mark: Option<String>,
}

impl Column {
    /// `Nhóm số hóa / Chỉ số 1`.
    pub fn name(&self) -> String {
        self.path.join(" / ")
    }

    /// `A`, `AB`.
    pub fn letters(&self) -> String {
        column_letters(self.number)
    }

    /// Whether it counts the rows.
    pub fn is_serial(&self) -> bool {
        self.path.iter().any(|part| says_serial(part))
    }
}

/// The header of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The header's rows.
    pub rows: RangeInclusive<usize>,
    /// The row of column numbers below them.
    pub marks: Option<usize>,
    /// The columns that have a header.
    pub columns: Vec<Column>,
}

impl Head {
    /// Finds the header: by its serial column, its row of column numbers, or by being the words
    /// above the first row with figures.
    ///
    /// # Errors
    /// If nothing looks like a header.
    pub fn find(grid: &Grid) -> Result<Self, Fault> {
        let serial = near_rows(grid).find_map(|(number, row)| Some((number, serial_cell(row)?)));
        let marks = near_rows(grid)
            .filter(|(number, _)| serial.is_none_or(|(first, _)| *number > first))
            .find(|(_, row)| is_marks(*row))
            .map(|(number, _)| number);
        // Another table's column numbers, further down, say nothing about this header.
        let marks = marks.filter(|marks| {
            let between = |top| grid.rows_in(top..=marks - 1).map(|(_, row)| row);
            serial.is_none_or(|(top, _)| between(top).all(Row::is_wordy))
        });
        let rows = match (serial, marks) {
            (Some((top, column)), _) => from_serial(grid, top, column, marks),
            (None, Some(marks)) => last_before(grid, marks).map(|end| above(grid, end)..=end),
            (None, None) => {
                let end = before_figures(grid).or_else(|| before_names(grid));
                end.map(|end| above(grid, end)..=end)
            }
        };
        let rows = rows.ok_or_else(|| none_found(grid))?;
        Ok(Self::new(grid, rows, marks))
    }

    /// The header in given rows.
    ///
    /// # Errors
    /// If they are blank.
    pub fn at(grid: &Grid, rows: RangeInclusive<usize>) -> Result<Self, Fault> {
        if grid
            .rows()
            .all(|(number, row)| !rows.contains(&number) || row.count() == 0)
        {
            let place = grid.place().at(*rows.start(), 0);
            return Err(Fault::new(Kind::WrongValue, place, "dòng tiêu đề trống")
                .expected("các dòng ghi tên các cột")
                .remedy("xem lại “dong_tieu_de” trong hồ sơ và số dòng ở lề trái trong Excel"));
        }
        let next = rows.end() + 1;
        let marks = grid.row(next).filter(|row| is_marks(*row)).map(|_| next);
        Ok(Self::new(grid, rows, marks))
    }

    /// The header whose top row this is.
    pub(super) fn beginning(grid: &Grid, number: usize) -> Result<Self, Fault> {
        let serial = grid.row(number).and_then(serial_cell);
        let rows = match serial {
            Some(column) => from_serial(grid, number, column, None),
            None => {
                let last = (number..number + LEVELS).find(|end| !is_under(grid, end + 1));
                last.map(|last| number..=last)
            }
        };
        Self::at(grid, rows.unwrap_or(number..=number))
    }

    /// The header whose lowest row this is.
    pub(super) fn ending(grid: &Grid, number: usize) -> Result<Self, Fault> {
        Self::at(grid, above(grid, number)..=number)
    }

    /// The columns of it that are among these.
    pub(super) fn within(&self, columns: &RangeInclusive<usize>) -> Self {
        let own = self.columns.iter();
        let own = own.filter(|column| columns.contains(&column.number));
        Self {
            columns: own.cloned().collect(),
            ..self.clone()
        }
    }

    /// What it says, by which rows that say it again are known.
    pub(super) fn said(&self) -> Said {
        let words = |column: &Column| column.path.iter().map(|part| fold(part)).collect();
        let columns = self.columns.iter();
        Said(
            columns
                .map(|column| (column.number, words(column)))
                .collect(),
        )
    }

    fn new(grid: &Grid, rows: RangeInclusive<usize>, marks: Option<usize>) -> Self {
        let levels = Levels::new(grid, &rows);
        let widest = rows.clone().filter_map(|row| grid.row(row)?.cells().last());
        let last = widest.map(|(column, _)| column).max().unwrap_or(0);
        let merged = levels.merges.iter().map(|merge| merge.right).max();
        let last = last.max(merged.unwrap_or(0)).min(TABLE_COLUMNS.most);
        let columns = (1..=last)
            .map(|number| Column {
                number,
                path: levels.path(number),
                mark: marks.and_then(|row| Some(grid.cell(row, number)?.text.to_owned())),
            })
            .filter(|column| !column.path.is_empty())
            .collect();
        Self {
            rows,
            marks,
            columns,
        }
    }

    /// The first row that may hold data.
    pub fn data(&self) -> usize {
        self.marks.unwrap_or(*self.rows.end()) + 1
    }

    /// How many fields its rows have in a text table.
    pub(super) fn fields(&self, grid: &Grid) -> Option<usize> {
        let rows = self.rows.clone().chain(self.marks);
        rows.filter_map(|row| grid.fields(row)).max()
    }

    /// The column of serial numbers.
    pub fn serial(&self) -> Option<usize> {
        let column = self.columns.iter().find(|column| column.is_serial())?;
        Some(column.number)
    }
}

/// The words of a head, by the number of their column.
pub(super) struct Said(BTreeMap<usize, BTreeSet<String>>);

impl Said {
    /// Whether a row says them again, as at the top of a printed page.
    pub(super) fn is_again(&self, row: Row) -> bool {
        let again = |(number, cell): (usize, Cell)| {
            let words = self.0.get(&number);
            words.is_some_and(|words| words.contains(&fold(cell.text)))
        };
        row.count() > 1 && row.cells().all(again)
    }
}

fn near_rows(grid: &Grid) -> impl Iterator<Item = (usize, Row<'_>)> {
    grid.rows_in(1..=DEEPEST)
}

/// The number of the last row before another that is not blank.
pub(super) fn last_before(grid: &Grid, row: usize) -> Option<usize> {
    let mut before = grid.rows_in(0..=row.saturating_sub(1));
    before.next_back().map(|(number, _)| number)
}

/// Whether words are the head of the column of serial numbers.
fn says_serial(text: &str) -> bool {
    Dictionary::shared().is_ok_and(|known| known.says_serial(text))
}

/// The column of the cell that says STT, in a row that says more.
pub(super) fn serial_cell(row: Row) -> Option<usize> {
    let mut cells = row.cells().filter(|_| row.count() > 1);
    // Most cells are figures, which say nothing.
    let words = |text: &str| text.contains(char::is_alphabetic) && text.chars().count() < 12;
    let serial = |cell: &Cell| words(cell.text) && says_serial(cell.text);
    cells
        .find(|(_, cell)| serial(cell))
        .map(|(column, _)| column)
}

/// Whether a row numbers the columns: `(1) (2) (3)=(2)/(1)`, `A B 1 2 3`.
pub(super) fn is_marks(row: Row) -> bool {
    let texts: Vec<&str> = row.cells().map(|(_, cell)| cell.text).collect();
    let plain: Vec<u32> = texts.iter().filter_map(|text| text.parse().ok()).collect();
    let letters = texts.len() - plain.len();
    let counted = plain.len() > 2
        && plain
            .iter()
            .copied()
            .eq(1..=u32::try_from(plain.len()).unwrap_or(0))
        && texts
            .iter()
            .take(letters)
            .all(|text| matches!(*text, "A" | "B" | "C"));
    counted || texts.len() > 1 && texts.iter().all(|text| is_mark(text))
}

/// `(1)`, `(3)=(2)/(1)`, `(3=2/1)`, `(A)`.
fn is_mark(text: &str) -> bool {
    let sign = |c: char| c.is_ascii_digit() || " ()=+-−*/:.xX%,".contains(c);
    let letter = |text: &str| {
        let inside = text
            .strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(')'));
        inside.is_some_and(|inside| matches!(inside.as_bytes(), [b'A'..=b'Z' | b'a'..=b'z']))
    };
    let formula = text.starts_with('(')
        && text.contains(')')
        && text.chars().all(sign)
        && text.contains(|c: char| c.is_ascii_digit());
    formula || letter(text)
}

/// The header whose top level says STT.
fn from_serial(
    grid: &Grid,
    row: usize,
    column: usize,
    marks: Option<usize>,
) -> Option<RangeInclusive<usize>> {
    let mut top = row;
    // STT may stand on the lowest level, below groups that stand to its right.
    while let Some(upper) = grid.row(top - 1).filter(|_| top > 1) {
        let right = upper.cells().all(|(number, _)| number > column);
        let deep = row - top >= LEVELS;
        if deep || upper.count() < 2 || !right || !upper.is_wordy() || !is_under(grid, top) {
            break;
        }
        top -= 1;
    }
    if let Some(marks) = marks {
        return Some(top..=last_before(grid, marks)?.min(row + LEVELS));
    }
    let merged = grid.merges().iter();
    let merged = merged.filter(|merge| merge.top == row && merge.left == column);
    let mut end = merged.map(|merge| merge.bottom).max().unwrap_or(row);
    end = end.min(row + LEVELS);
    while end < row + LEVELS && is_under(grid, end + 1) && grid.cell(end + 1, column).is_none() {
        end += 1;
    }
    Some(top..=end)
}

/// The last row of words before the first row with figures.
fn before_figures(grid: &Grid) -> Option<usize> {
    let rows: Vec<(usize, Row)> = near_rows(grid).collect();
    rows.windows(2).find_map(|pair| match pair {
        [(number, words), (_, figures)] => {
            let head = words.count() > 1 && words.is_wordy();
            (head && figures.count() > 1 && !figures.is_wordy()).then_some(*number)
        }
        _ => None,
    })
}

/// The row of words above names alone, in a table that nobody has filled in yet.
fn before_names(grid: &Grid) -> Option<usize> {
    let rows: Vec<(usize, Row)> = near_rows(grid).collect();
    let columns = |row: &Row| row.cells().map(|(column, _)| column).collect::<Vec<_>>();
    let heads = rows.iter().enumerate();
    let mut heads = heads.filter(|(_, (_, row))| row.count() > 1 && row.is_wordy());
    let (at, (number, head)) = heads.next()?;
    let mut below = rows.iter().skip(at + 1).map(|(_, row)| columns(row));
    let names = below.next()?;
    (names.len() < head.count() && below.all(|row| row == names)).then_some(*number)
}

/// The top of the header that ends in a row.
fn above(grid: &Grid, end: usize) -> usize {
    let mut top = end;
    while top > 1 && end - top < LEVELS && is_under(grid, top) {
        top -= 1;
    }
    top
}

/// Whether a row is a lower level of the row above it: words that stand only where the row
/// above has nothing, or a group over several columns.
fn is_under(grid: &Grid, number: usize) -> bool {
    let (Some(lower), Some(upper)) = (grid.row(number), grid.row(number - 1)) else {
        return false;
    };
    let wide = |column: usize| {
        let merge = grid
            .merges()
            .iter()
            .find(|merge| merge.covers(number - 1, column));
        merge.is_some_and(|merge| merge.left < merge.right)
    };
    let group = |column: usize| wide(column) || upper.cell(column + 1).is_none();
    let fits = |column: usize| upper.cell(column).is_none() || group(column);
    lower.is_wordy()
        && upper.is_wordy()
        && upper.count() > 1
        && lower.cells().all(|(column, _)| fits(column))
}

fn none_found(grid: &Grid) -> Fault {
    Fault::new(
        Kind::WrongValue,
        grid.place().clone(),
        "không thấy dòng tiêu đề của bảng",
    )
    .expected("một dòng ghi tên các cột (ví dụ STT, Tên đơn vị, Điểm) ngay trên các dòng số liệu")
    .remedy("ghi số dòng của tiêu đề trong hồ sơ, ví dụ “dong_tieu_de: 5” hoặc “dong_tieu_de: 5-7”")
}

/// The header's texts by level and column.
struct Levels<'a> {
    grid: &'a Grid,
    rows: RangeInclusive<usize>,
    merges: Vec<&'a Merge>,
}

impl<'a> Levels<'a> {
    fn new(grid: &'a Grid, rows: &RangeInclusive<usize>) -> Self {
        let merges = grid.merges().iter();
        let merges = merges.filter(|m| rows.contains(&m.top) && m.right <= TABLE_COLUMNS.most);
        Self {
            grid,
            rows: rows.clone(),
            merges: merges.collect(),
        }
    }

    /// The texts over a column, each once.
    fn path(&self, column: usize) -> Vec<String> {
        let mut path: Vec<String> = Vec::new();
        for row in self.rows.clone() {
            if let Some(text) = self.text(row, column)
                && path.last() != Some(&text)
            {
                path.push(text);
            }
        }
        path
    }

    fn text(&self, row: usize, column: usize) -> Option<String> {
        if let Some(merge) = self.merges.iter().find(|merge| merge.covers(row, column)) {
            return self.own(merge.top, merge.left);
        }
        self.own(row, column).or_else(|| {
            let group = self.group(row, column)?;
            self.own(row, group)
        })
    }

    fn own(&self, row: usize, column: usize) -> Option<String> {
        Some(self.grid.cell(row, column)?.text.to_owned())
    }

    fn is_filled_below(&self, row: usize, column: usize) -> bool {
        let mut below = row + 1..=*self.rows.end();
        below.any(|row| self.grid.cell(row, column).is_some())
    }

    /// In a header without merges: the column to the left whose text, standing once, is meant
    /// for this blank cell too.
    fn group(&self, row: usize, column: usize) -> Option<usize> {
        if !self.merges.is_empty() || !self.is_filled_below(row, column) {
            return None;
        }
        let left = (1..column)
            .rev()
            .find(|left| self.grid.cell(row, *left).is_some())?;
        // Not across the border of a group one level up, and only from a group.
        let crossed = (*self.rows.start()..row)
            .any(|upper| (left + 1..=column).any(|c| self.grid.cell(upper, c).is_some()));
        (!crossed && self.is_filled_below(row, left)).then_some(left)
    }
}

#[cfg(test)]
mod tests {
    use super::super::csv;
    use super::super::text::Reading;
    use super::*;
    use crate::fault::Place;

    fn head(text: &str) -> Head {
        let mut reading = Reading::new(None);
        let place = Place::file("a.tsv");
        let (grid, _) = csv::read(&place, text.as_bytes(), &mut reading).unwrap();
        Head::find(&grid).unwrap()
    }

    fn shown(head: &Head) -> String {
        let names: Vec<String> = head.columns.iter().map(Column::name).collect();
        format!("{:?} từ {}: {}", head.rows, head.data(), names.join("; "))
    }

    #[test]
    fn titles_above_the_header_are_passed_over() {
        insta::assert_snapshot!(shown(&head(
            "Biểu 1\nTháng 9\t\t\nSTT\tXã\tĐiểm\n1\tTa Ma\t9\n"
        )), @"3..=3 từ 4: STT; Xã; Điểm");
    }

    #[test]
    fn levels_become_a_path() {
        insta::assert_snapshot!(shown(&head(
            "STT\tXã\tSố hóa\t\tĐiểm\n\t\tHồ sơ\tKết quả\t\n1\tTa Ma\t1\t2\t9\n"
        )), @"1..=2 từ 3: STT; Xã; Số hóa / Hồ sơ; Số hóa / Kết quả; Điểm");
    }

    #[test]
    fn column_numbers_are_kept_as_such() {
        let head = head("TT\tXã\tTổng\tTỷ lệ\n\t\t(1)\t(2)=(1)/100\n1\tTa Ma\t9\t1\n");
        assert_eq!(
            (head.marks, head.data(), head.serial()),
            (Some(2), 3, Some(1))
        );
        let marks: Vec<_> = head.columns.iter().map(|c| c.mark.as_deref()).collect();
        assert_eq!(marks, [None, None, Some("(1)"), Some("(2)=(1)/100")]);
    }

    #[test]
    fn plain_column_numbers_too() {
        let head = head("TT\tXã\tĐiểm\nA\tB\t1\n1\tTa Ma\t9\n");
        assert_eq!(head.rows, 1..=1);
        let head = self::head("Xã\tNhận\tTrả\tTrễ\nA\t1\t2\t3\nTa Ma\t9\t9\t0\n");
        assert_eq!((head.rows, head.marks), (1..=1, Some(2)));
    }

    #[test]
    fn without_serial_numbers_the_words_above_the_figures_are_the_header() {
        insta::assert_snapshot!(shown(&head("Kết quả\n\nXã\tĐiểm\nTa Ma\t9\n")), @"3..=3 từ 4: Xã; Điểm");
    }

    #[test]
    fn a_heading_below_the_header_is_no_level_of_it() {
        let head = head("STT\tXã\tĐiểm\n\tKhu vực I\t\n1\tTa Ma\t9\n");
        assert_eq!(head.rows, 1..=1);
    }

    #[test]
    fn serial_numbers_may_be_named_on_the_lowest_level() {
        insta::assert_snapshot!(shown(&head(
            "\t\tSố hóa\t\tTiến độ\nSTT\tXã\tHồ sơ\tKết quả\t\n1\tTa Ma\t1\t2\t9\n"
        )), @"1..=2 từ 3: STT; Xã; Số hóa / Hồ sơ; Số hóa / Kết quả; Tiến độ");
    }
}
