//! A sheet as rows of cells, each with its place. Blank cells are not kept.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use super::charset::Charset;
use super::merge::Merge;
use super::texts::Texts;
use super::words::fold;
use crate::bounds::{
    Bound, CELL_LETTERS, TABLE_COLUMNS, TABLE_MERGES, TABLE_ROWS, TABLE_TEXTS, UNIT_NAME,
};
use crate::fault::{Fault, Place};
use crate::vn::entry::is_dash;

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    /// A text.
    Text,
    /// A number; how many decimals the cell shows of it, if its format says so.
    Number(Option<u8>),
    /// A day or a time, in ISO form.
    Date,
    /// `TRUE` or `FALSE`.
    Truth,
    /// An error that Excel shows, such as `#DIV/0!`.
    Error,
    /// A formula, as text, that no program has calculated since it was written.
    Uncalculated,
    /// A text in an old charset, as it stands.
    Legacy(Charset),
    /// The beginning of a text that is longer than a cell's may be.
    TooLong,
    /// The beginning of a text in the column of names that is longer than names may be.
    LongName,
}

/// A cell that is not blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell<'g> {
    /// Its text: cleaned, numbers with a decimal comma.
    pub text: &'g str,
    /// What it holds.
    pub kind: CellKind,
    at: (usize, usize),
    sheet: &'g Place,
}

impl Cell<'_> {
    /// Where it stands.
    pub fn place(&self) -> Place {
        self.sheet.at(self.at.0, self.at.1)
    }

    /// Whether it is a figure, or a dash in place of one.
    pub fn is_figure(self) -> bool {
        match self.kind {
            CellKind::Number(_) | CellKind::Error | CellKind::Uncalculated => true,
            CellKind::Text => {
                let sign = |c: char| c.is_ascii_digit() || "+-−.,% ".contains(c);
                let digits = self.text.contains(|c: char| c.is_ascii_digit());
                is_dash(self.text) || digits && self.text.chars().all(sign)
            }
            CellKind::Date
            | CellKind::Truth
            | CellKind::Legacy(_)
            | CellKind::TooLong
            | CellKind::LongName => false,
        }
    }

    /// Whether its words are these, whatever case, blanks and accents.
    pub fn says(&self, folded: &str) -> bool {
        fold(self.text) == folded
    }
}

/// A cell as it is kept: which stretch of the sheet's text is its own. A sheet has up to
/// [`crate::bounds::TABLE_CELLS`] of them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stored {
    column: u16,
    kind: CellKind,
    start: u32,
    bytes: u32,
}

/// A row that is not blank.
#[derive(Debug, Clone, Copy)]
pub struct Row<'g> {
    grid: &'g Grid,
    number: usize,
    /// From the left.
    cells: &'g [Stored],
}

impl<'g> Row<'g> {
    /// The cell of a column, from 1, if it is not blank.
    pub fn cell(self, column: usize) -> Option<Cell<'g>> {
        let known = |cell: &Stored| usize::from(cell.column).cmp(&column);
        let at = self.cells.binary_search_by(known).ok()?;
        Some(self.shown(self.cells.get(at)?))
    }

    /// The cells with their columns, from the left.
    pub fn cells(self) -> impl DoubleEndedIterator<Item = (usize, Cell<'g>)> + use<'g> {
        let cells = self.cells.iter();
        cells.map(move |cell| (usize::from(cell.column), self.shown(cell)))
    }

    /// How many cells are not blank.
    pub fn count(self) -> usize {
        self.cells.len()
    }

    /// Whether it holds no figure.
    pub(super) fn is_wordy(self) -> bool {
        !self.cells().any(|(_, cell)| cell.is_figure())
    }

    fn shown(self, cell: &Stored) -> Cell<'g> {
        let Stored { start, bytes, .. } = *cell;
        Cell {
            text: self.grid.texts.get(start, bytes),
            kind: cell.kind,
            at: (self.number, usize::from(cell.column)),
            sheet: &self.grid.place,
        }
    }
}

/// A sheet.
#[derive(Debug, Clone)]
pub struct Grid {
    place: Place,
    /// The cells of each row, from the left.
    rows: BTreeMap<usize, Vec<Stored>>,
    /// Shared by all parts of the sheet.
    texts: Arc<Texts>,
    merges: Vec<Merge>,
    hidden_rows: BTreeSet<usize>,
    hidden_columns: BTreeSet<usize>,
    /// The cells whose letters are struck through, and those of which nothing is shown.
    struck: BTreeSet<(usize, usize)>,
    unseen: BTreeSet<(usize, usize)>,
    fields: BTreeMap<usize, usize>,
}

/// A sheet of a file.
#[derive(Debug)]
pub struct Worksheet {
    /// Its name; empty for the one table of a CSV.
    pub name: String,
    /// Whether the office program hides it.
    pub hidden: bool,
    /// Its cells, or why they cannot be had.
    pub grid: Result<Arc<Grid>, Fault>,
}

impl Grid {
    /// A sheet without cells.
    pub fn new(place: Place) -> Self {
        Self {
            place,
            rows: BTreeMap::new(),
            texts: Arc::default(),
            merges: Vec::new(),
            hidden_rows: BTreeSet::new(),
            hidden_columns: BTreeSet::new(),
            struck: BTreeSet::new(),
            unseen: BTreeSet::new(),
            fields: BTreeMap::new(),
        }
    }

    /// The sheet's place.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The rows that are not blank, with their numbers from 1.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = (usize, Row<'_>)> {
        let rows = self.rows.iter();
        rows.map(|(number, cells)| (*number, self.shown(*number, cells)))
    }

    /// Those of them that have these numbers.
    pub fn rows_in(
        &self,
        numbers: RangeInclusive<usize>,
    ) -> impl DoubleEndedIterator<Item = (usize, Row<'_>)> {
        let rows = (!numbers.is_empty()).then(|| self.rows.range(numbers));
        let rows = rows.into_iter().flatten();
        rows.map(|(number, cells)| (*number, self.shown(*number, cells)))
    }

    /// A row, if it is not blank.
    pub fn row(&self, number: usize) -> Option<Row<'_>> {
        Some(self.shown(number, self.rows.get(&number)?))
    }

    fn shown<'g>(&'g self, number: usize, cells: &'g [Stored]) -> Row<'g> {
        Row {
            grid: self,
            number,
            cells,
        }
    }

    /// A cell, if it is not blank; row and column from 1.
    pub fn cell(&self, row: usize, column: usize) -> Option<Cell<'_>> {
        self.row(row)?.cell(column)
    }

    /// All cells, row after row.
    pub fn cells(&self) -> impl Iterator<Item = Cell<'_>> {
        let rows = self.rows();
        rows.flat_map(|(_, row)| row.cells().map(|(_, cell)| cell))
    }

    /// How many cells are not blank.
    pub(super) fn count(&self) -> usize {
        self.rows.values().map(Vec::len).sum()
    }

    /// Whether no cell holds anything.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Cells merged into one.
    pub fn merges(&self) -> &[Merge] {
        &self.merges
    }

    /// The rows that the office program does not show: hidden, folded or filtered away.
    pub fn hidden_rows(&self) -> &BTreeSet<usize> {
        &self.hidden_rows
    }

    /// The columns that it does not show.
    pub fn hidden_columns(&self) -> &BTreeSet<usize> {
        &self.hidden_columns
    }

    /// The cells whose letters are struck through.
    pub(super) fn struck(&self) -> &BTreeSet<(usize, usize)> {
        &self.struck
    }

    /// The cells of which nothing is shown.
    pub(super) fn unseen(&self) -> &BTreeSet<(usize, usize)> {
        &self.unseen
    }

    /// How many fields a row of a text table has, blank or not.
    pub fn fields(&self, row: usize) -> Option<usize> {
        self.fields.get(&row).copied()
    }

    /// Notes how many fields a row has.
    pub(super) fn set_fields(&mut self, row: usize, count: usize) {
        if row <= TABLE_ROWS.most {
            self.fields.insert(row, count);
        }
    }

    /// Notes how a cell looks that is not blank.
    pub(super) fn note_look(&mut self, at: (usize, usize), struck: bool, unseen: bool) {
        if !(struck || unseen) || self.cell(at.0, at.1).is_none() {
            return;
        }
        self.struck.extend(struck.then_some(at));
        self.unseen.extend(unseen.then_some(at));
    }

    /// Notes that a row is not shown.
    pub(super) fn hide_row(&mut self, row: usize) {
        if row <= TABLE_ROWS.most {
            self.hidden_rows.insert(row);
        }
    }

    /// Notes that columns are not shown.
    pub(super) fn hide_columns(&mut self, columns: RangeInclusive<usize>) {
        self.hidden_columns.extend(columns);
    }

    /// Says anew what a cell holds.
    pub(super) fn set_kind(&mut self, (row, column): (usize, usize), kind: CellKind) {
        let mut cells = self.rows.get_mut(&row).into_iter().flatten();
        if let Some(cell) = cells.find(|cell| usize::from(cell.column) == column) {
            cell.kind = kind;
        }
    }

    /// The sheet with these rows and columns alone; all columns if none are named.
    pub(super) fn within(
        &self,
        rows: &RangeInclusive<usize>,
        columns: Option<&RangeInclusive<usize>>,
    ) -> Self {
        let kept = |cell: &&Stored| {
            columns.is_none_or(|columns| columns.contains(&usize::from(cell.column)))
        };
        let own = self.rows_in(rows.clone()).map(|(number, row)| {
            let cells = row.cells.iter().filter(kept);
            (number, cells.cloned().collect::<Vec<_>>())
        });
        Self {
            place: self.place.clone(),
            rows: own.filter(|(_, cells)| !cells.is_empty()).collect(),
            texts: Arc::clone(&self.texts),
            merges: self.merges.clone(),
            hidden_rows: self.hidden_rows.clone(),
            hidden_columns: self.hidden_columns.clone(),
            struck: self.struck.clone(),
            unseen: self.unseen.clone(),
            fields: self.fields.clone(),
        }
    }

    /// The same sheet with other texts in some columns, where `mend` gives one.
    pub(super) fn mended(
        &self,
        columns: &[usize],
        mend: impl Fn(Cell<'_>) -> Option<String>,
    ) -> Result<Self, Fault> {
        let mut mended = self.clone();
        for (number, row) in self.rows() {
            let cells = row.cells().filter(|(column, _)| columns.contains(column));
            for (column, cell) in cells {
                if let Some(text) = mend(cell) {
                    mended.put((number, column), &text, cell.kind)?;
                }
            }
        }
        Ok(mended)
    }

    /// The same sheet, if names in a column below its head are too long, with their beginnings.
    pub(super) fn with_short_names(&self, data: usize, column: usize) -> Option<Self> {
        let names = self
            .rows_in(data..=usize::MAX)
            .filter_map(|(_, row)| row.cell(column));
        let long =
            names.filter_map(|name| Some((name.at, beginning(name.text, &UNIT_NAME)?.len())));
        let long: Vec<((usize, usize), usize)> = long.collect();
        let mut short = (!long.is_empty()).then(|| self.clone())?;
        for ((row, column), bytes) in long {
            let mut cells = short.rows.get_mut(&row).into_iter().flatten();
            if let Some(cell) = cells.find(|cell| usize::from(cell.column) == column) {
                cell.bytes = u32::try_from(bytes).unwrap_or(cell.bytes);
                cell.kind = CellKind::LongName;
            }
        }
        Some(short)
    }

    /// Sets the merged ranges; those of one cell mean nothing.
    pub(super) fn set_merges(&mut self, mut merges: Vec<Merge>) -> Result<(), Fault> {
        merges.retain(|m| m.top <= m.bottom && m.left <= m.right);
        merges.retain(|m| (m.bottom - m.top, m.right - m.left) != (0, 0));
        TABLE_MERGES.hold(merges.len(), &self.place)?;
        self.merges = merges;
        Ok(())
    }

    /// Puts a cell, unless its text is blank.
    pub(super) fn put(
        &mut self,
        (row, column): (usize, usize),
        text: &str,
        kind: CellKind,
    ) -> Result<(), Fault> {
        if text.is_empty() {
            return Ok(());
        }
        self.check(row, column)?;
        let (text, kind) = match beginning(text, &CELL_LETTERS) {
            Some(beginning) => (beginning, CellKind::TooLong),
            None => (text, kind),
        };
        let stored = Arc::make_mut(&mut self.texts)
            .put(text)
            .zip(u16::try_from(column).ok());
        let Some(((start, bytes), column)) = stored else {
            return Err(TABLE_TEXTS.passed(None, &self.place));
        };
        let cell = Stored {
            column,
            kind,
            start,
            bytes,
        };
        if !self.rows.contains_key(&row) {
            // A row that was read takes no more than it needs: shrinking would leave it where it is.
            if let Some(mut last) = self.rows.last_entry() {
                let exact = last.get().as_slice().to_vec();
                last.insert(exact);
            }
        }
        let cells = self.rows.entry(row).or_default();
        match cells.binary_search_by_key(&column, |cell| cell.column) {
            Ok(at) => cells.splice(at..=at, [cell]).for_each(drop),
            Err(at) => cells.insert(at, cell),
        }
        Ok(())
    }

    fn check(&self, row: usize, column: usize) -> Result<(), Fault> {
        for (bound, found) in [(&TABLE_ROWS, row), (&TABLE_COLUMNS, column)] {
            // How many there are is not known: those that follow are not read.
            if found > bound.most {
                return Err(bound.passed(None, &self.place));
            }
        }
        Ok(())
    }
}

/// Of a text with more letters than are allowed, as much as one would quote: the row that needs it
/// is refused, and the others are not.
fn beginning<'t>(text: &'t str, bound: &Bound) -> Option<&'t str> {
    const QUOTED: usize = 80;
    let too_long = text.len() > bound.most && text.chars().count() > bound.most;
    let (end, _) = text.char_indices().nth(QUOTED).filter(|_| too_long)?;
    text.get(..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_figure(text: &str) -> bool {
        let mut grid = Grid::new(Place::file("a.csv").sheet(""));
        grid.put((1, 1), text, CellKind::Text).unwrap();
        grid.cell(1, 1).unwrap().is_figure()
    }

    #[test]
    fn figures_are_told_from_words() {
        for text in [
            "1",
            "-",
            "–",
            "92,58%",
            "1.229.100",
            "100 %",
            "19.810",
            "1,234.5",
        ] {
            assert!(is_figure(text), "{text}");
        }
        for text in ["Tốt", "Chỉ số 1", "(1)", "tháng 9", "%"] {
            assert!(!is_figure(text), "{text}");
        }
    }

    #[test]
    fn the_limits_hold_on_both_sides() {
        let mut grid = Grid::new(Place::file("a.xlsx").sheet("S"));
        let mut put = |at, text: String| grid.put(at, &text, CellKind::Text);
        assert_eq!(
            put(
                (TABLE_ROWS.most, TABLE_COLUMNS.most),
                "a".repeat(CELL_LETTERS.most)
            ),
            Ok(())
        );
        insta::assert_snapshot!(put((TABLE_ROWS.most + 1, 1), "a".into()).unwrap_err(), @r"
        a.xlsx!S: lỗi GIOI-HAN: số dòng của một trang quá giới hạn
          cần: nhiều nhất 100.200 dòng
          sửa: xóa các dòng thừa, hoặc chép bảng sang tệp mới
        ");
        insta::assert_snapshot!(put((1, TABLE_COLUMNS.most + 1), "a".into()).unwrap_err(), @r"
        a.xlsx!S: lỗi GIOI-HAN: số cột của một trang quá giới hạn
          cần: nhiều nhất 500 cột
          sửa: xóa các cột thừa, hoặc chép bảng sang tệp mới
        ");
        assert_eq!(put((1, 2), "ă".repeat(CELL_LETTERS.most)), Ok(()));
        assert_eq!(put((1, 3), "ă".repeat(CELL_LETTERS.most + 1)), Ok(()));
        assert_eq!(grid.cell(1, 2).unwrap().kind, CellKind::Text);
        let long = grid.cell(1, 3).unwrap();
        assert_eq!((long.kind, long.text.len()), (CellKind::TooLong, 160));
    }
}
