//! Tables that share a sheet, above, below or beside each other. The one whose heads are looked
//! for is read; between several such nobody guesses, and what is not read is told with its rows.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use super::finder::{Found, Sought, search};
use super::grid::{Grid, Row};
use super::head::{Head, is_marks, last_before, serial_cell};
use super::hidden::ranges;
use super::words::fold;
use crate::fault::{Fault, Faults, Kind, Note, NoteKind, column_letters};
use crate::form::Sourced;
use crate::vn::catalogue;
use crate::vn::name::Name;

/// One of the tables of a sheet.
#[derive(Debug, Clone)]
struct Area {
    head: Head,
    /// From its head to its last row.
    rows: RangeInclusive<usize>,
    /// Its columns, if another stands beside it.
    columns: Option<RangeInclusive<usize>>,
}

/// What is looked for in a table.
pub struct Wanted<'a> {
    /// What a hồ sơ declares of the columns.
    pub declared: &'a [(String, Sourced<String>)],
    /// What is looked for by the heads.
    pub sought: &'a [Sought],
}

impl<'a> Wanted<'a> {
    /// What is looked for by the heads, nothing being declared.
    pub fn of(sought: &'a [Sought]) -> Self {
        let declared = &[];
        Self { declared, sought }
    }
}

/// The table of a sheet that is meant, alone, and its head; the others are told. `given` are the
/// rows of its head, if the hồ sơ says which.
///
/// # Errors
/// If the sheet has no head; if several of its tables have what is looked for.
pub fn chosen(
    grid: &Arc<Grid>,
    given: Option<&RangeInclusive<usize>>,
    wanted: &Wanted,
    notes: &mut Vec<Note>,
) -> Result<(Arc<Grid>, Head), Faults> {
    let main = match given {
        Some(rows) => Head::at(grid, rows.clone())?,
        None => Head::find(grid)?,
    };
    let first = *main.rows.start();
    let areas = areas(grid, main.clone(), given.is_none());
    if areas.len() < 2 {
        return Ok((Arc::clone(grid), main));
    }
    let is_main = |area: &Area| *area.head.rows.start() == first;
    let counted = areas.iter().enumerate();
    let counted = counted.filter(|(_, area)| is_main(area) || given.is_none());
    let main_area = areas.iter().position(is_main);
    let fitting = fitting(grid, &counted.collect::<Vec<_>>(), main_area, wanted);
    let fitting: Vec<usize> = match wanted.sought.is_empty() {
        true => as_declared(&areas, &fitting, &is_main),
        false => most(&fitting),
    };
    let area = match fitting.as_slice() {
        [one] => areas.get(*one),
        [] => None,
        several => return Err(several_fit(grid, &areas, several).into()),
    };
    let Some(area) = area else {
        let all = areas.iter().find(|area| is_main(area));
        let rows = all.map_or(first..=usize::MAX, |area| area.rows.clone());
        let others = areas.iter().filter(|area| !is_main(area));
        notes.extend(others.map(|area| area.note(grid)));
        return Ok((Arc::new(grid.within(&rows, None)), main));
    };
    let others = areas.iter().filter(|other| !std::ptr::eq(*other, area));
    notes.extend(others.map(|other| other.note(grid)));
    Ok((Arc::new(area.of(grid)), area.head.clone()))
}

/// The first row below any head of the sheet.
pub fn first_data(grid: &Grid, main: Head, given: bool) -> usize {
    let areas = areas(grid, main, !given);
    let data = areas.iter().map(|area| area.head.data());
    data.min().unwrap_or(usize::MAX)
}

/// What is found in each table. One that lacks a needed column may still be what is meant, or the
/// rest of it: below “Phường” stand units as below “Đơn vị”. Nothing if the main table has several
/// columns for one name: no other is read in its place, so that it is told.
fn fitting(
    grid: &Grid,
    areas: &[(usize, &Area)],
    main: Option<usize>,
    wanted: &Wanted,
) -> Vec<(usize, Vec<Found>)> {
    let any = |sought: &Sought| Sought {
        needed: false,
        ..sought.clone()
    };
    let sought: Vec<Sought> = wanted.sought.iter().map(any).collect();
    let unclear = |faults: &Faults| faults.iter().any(|fault| fault.kind == Kind::WrongValue);
    let mut fitting = Vec::new();
    for (index, area) in areas {
        let grid = area.of(grid);
        match search(&grid, &area.head, wanted.declared, &sought) {
            Ok(found) if found.is_empty() => (),
            Ok(found) => fitting.push((*index, found)),
            Err(faults) if Some(*index) == main && unclear(&faults) => return Vec::new(),
            Err(_) => (),
        }
    }
    fitting
}

/// Those in which most is found.
fn most(fitting: &[(usize, Vec<Found>)]) -> Vec<usize> {
    let best = fitting.iter().map(|(_, found)| found.len()).max();
    let near = |found: &[Found]| found.len() * 2 > best.unwrap_or(0);
    let near = fitting.iter().filter(|(_, found)| near(found));
    near.map(|(index, _)| *index).collect()
}

/// Letters of columns are right in any table: where the main one has them, another counts only
/// if the same heads stand there.
fn as_declared(
    areas: &[Area],
    fitting: &[(usize, Vec<Found>)],
    is_main: &dyn Fn(&Area) -> bool,
) -> Vec<usize> {
    let of_main = |index: usize| areas.get(index).is_some_and(is_main);
    let Some((_, own)) = fitting.iter().find(|(index, _)| of_main(*index)) else {
        return fitting.iter().map(|(index, _)| *index).collect();
    };
    let heads = |found: &[Found]| -> BTreeSet<(String, String)> {
        let heads = found
            .iter()
            .map(|found| (found.name.clone(), fold(&found.column.name())));
        heads.collect()
    };
    let own = heads(own);
    let alike = |found: &[Found]| heads(found).intersection(&own).count() * 2 > own.len();
    let alike = fitting
        .iter()
        .filter(|(index, found)| of_main(*index) || alike(found));
    alike.map(|(index, _)| *index).collect()
}

fn several_fit(grid: &Grid, areas: &[Area], several: &[usize]) -> Fault {
    let tables = || several.iter().filter_map(|index| areas.get(*index));
    let shown: Vec<String> = tables().map(Area::shown).collect();
    let found = format!(
        "trang có {} bảng cùng có các cột cần đọc: {}",
        shown.len(),
        shown.join("; ")
    );
    let first = tables().next().map_or(0, |area| *area.head.rows.start());
    let beside = tables().all(|area| *area.head.rows.start() == first);
    let fault = Fault::new(Kind::WrongValue, grid.place().at(first, 0), found);
    let fault = fault.expected("một bảng, các đơn vị dưới cùng một dòng tiêu đề");
    fault.remedy(match beside {
        true => "chép bảng cần đọc sang trang riêng; đều cần thì chép nối bảng này xuống dưới bảng kia".to_owned(),
        false => format!(
            "chỉ cần một bảng thì ghi dòng tiêu đề của nó, ví dụ “dong_tieu_de: {first}”; đều cần thì xóa dòng tiêu đề ở giữa cho thành một bảng"
        ),
    })
}

impl Area {
    /// Its cells alone.
    fn of(&self, grid: &Grid) -> Grid {
        grid.within(&self.rows, self.columns.as_ref())
    }

    /// `dòng 6–9 (“STT”, “Tên thủ tục”, …)`.
    fn shown(&self) -> String {
        const SHOWN: usize = 3;
        let letters = |columns: &RangeInclusive<usize>| {
            let (first, last) = (
                column_letters(*columns.start()),
                column_letters(*columns.end()),
            );
            format!("cột {first}–{last}, ")
        };
        let columns = self.columns.as_ref().map(letters).unwrap_or_default();
        let heads = self.head.columns.iter().take(SHOWN);
        let heads: Vec<String> = heads.map(|column| format!("“{}”", column.name())).collect();
        let more = if self.head.columns.len() > SHOWN {
            ", …"
        } else {
            ""
        };
        let rows = ranges(self.rows.clone().collect(), &|row| row.to_string());
        format!("{columns}dòng {rows} ({}{more})", heads.join(", "))
    }

    fn note(&self, grid: &Grid) -> Note {
        let place = grid.place().at(*self.rows.start(), 0);
        let head = self.head.rows.start();
        let read = match self.columns {
            None => format!("muốn đọc thì khai báo “dong_tieu_de: {head}”"),
            Some(_) => "muốn đọc thì chép sang trang riêng".to_owned(),
        };
        let words = format!("một bảng khác, không đọc: {}; {read}", self.shown());
        Note::at(NoteKind::Unused, &place, words)
    }
}

/// The tables of a sheet.
fn areas(grid: &Grid, main: Head, with_above: bool) -> Vec<Area> {
    let mut heads: Vec<Head> = Vec::new();
    heads.extend(above(grid, &main).filter(|_| with_above));
    heads.push(main);
    while let Some(next) = heads.last().and_then(|head| next(grid, head)) {
        heads.push(next);
    }
    let last = grid.rows().next_back().map_or(0, |(number, _)| number);
    let starts: Vec<usize> = heads.iter().map(|head| *head.rows.start()).collect();
    let ends = starts.iter().skip(1);
    let ends = ends.map(|start| last_before(grid, *start).unwrap_or(0));
    let ends: Vec<usize> = ends.chain([last]).collect();
    let rows = heads.into_iter().zip(ends);
    rows.flat_map(|(head, end)| {
        let rows = *head.rows.start()..=end.max(*head.rows.end());
        beside(grid, head, rows)
    })
    .collect()
}

/// The table above the one that is found first by its column of serial numbers.
fn above(grid: &Grid, main: &Head) -> Option<Head> {
    let rows = grid.rows_in(0..=main.rows.start().saturating_sub(1));
    let rows: Vec<(usize, Row)> = rows.filter(|(_, row)| row.count() > 1).collect();
    let is_head = |row: &Row| row.is_wordy() && Texts::of(*row).differ();
    let head = rows.windows(3).find_map(|rows| match rows {
        [(number, head), below @ ..] => {
            let figures = below.iter().all(|(_, row)| !row.is_wordy());
            (is_head(head) && figures).then_some(*number)
        }
        [] => None,
    })?;
    Head::ending(grid, head).ok()
}

/// The head of the table below another.
fn next(grid: &Grid, head: &Head) -> Option<Head> {
    let mut seen = Seen::default();
    let mut before = head.data().saturating_sub(1);
    let (mut titled, said) = (false, head.said());
    for (number, row) in grid.rows_in(head.data()..=usize::MAX) {
        if !is_marks(row) && !said.is_again(row) {
            let gap = titled || number > before + 1;
            if serial_cell(row).is_some() || seen.ends_at(grid, (number, row), gap) {
                return Head::beginning(grid, number).ok();
            }
            seen.add(row);
        }
        titled = row.count() == 1 && row.is_wordy();
        before = number;
    }
    None
}

/// The texts of a row.
struct Texts(Vec<String>);

impl Texts {
    fn of(row: Row) -> Self {
        Self(row.cells().map(|(_, cell)| fold(cell.text)).collect())
    }

    /// Heads are no two alike, remarks in place of figures are.
    fn differ(&self) -> bool {
        self.0.iter().collect::<BTreeSet<_>>().len() == self.0.len()
    }
}

/// Which columns of a table have held figures, and which words: how often each.
#[derive(Default)]
struct Seen(BTreeMap<usize, (usize, usize)>);

impl Seen {
    fn add(&mut self, row: Row) {
        for (column, cell) in row.cells() {
            let (figures, words) = self.0.entry(column).or_default();
            match cell.is_figure() {
                true => *figures += 1,
                false => *words += 1,
            }
        }
    }

    fn holds_figures(&self, column: usize) -> bool {
        self.0
            .get(&column)
            .is_some_and(|(figures, words)| figures > words)
    }

    /// Whether columns are a table of their own: several, with names in the first or second.
    fn has_table(&self, columns: &RangeInclusive<usize>) -> bool {
        const FEW: usize = 2;
        let named = |column: usize| {
            let held = self.0.get(&column);
            held.is_some_and(|(figures, words)| *words >= FEW && words > figures)
        };
        let figures = columns.clone().any(|column| self.holds_figures(column));
        columns.end() > columns.start() && figures && columns.clone().take(FEW).any(named)
    }

    /// Whether a row is the head of another table: words over what held figures, and figures
    /// below them. A unit that gives a reason in place of a figure is none.
    fn ends_at(&self, grid: &Grid, (number, row): (usize, Row), gap: bool) -> bool {
        if row.count() < 2 || !row.is_wordy() {
            return false;
        }
        let over = row
            .cells()
            .filter(|(column, _)| self.holds_figures(*column));
        let over = over.count();
        if over == 0 || over < 2 && !gap || !Texts::of(row).differ() || names_unit(row) {
            return false;
        }
        let Ok(head) = Head::beginning(grid, number) else {
            return false;
        };
        let mut below = grid.rows_in(head.data()..=usize::MAX);
        let heads: BTreeSet<usize> = head.columns.iter().map(|column| column.number).collect();
        below.next().is_some_and(|(_, below)| {
            let mut cells = below.cells().filter(|(column, _)| heads.contains(column));
            below.count() > 1 && cells.any(|(_, cell)| cell.is_figure())
        })
    }
}

/// Whether a row begins with the name of a unit.
fn names_unit(row: Row) -> bool {
    row.cells().take(2).any(|(_, cell)| {
        let own = Name::of(cell.text).own;
        !own.is_empty() && !catalogue::of_name(own).is_empty()
    })
}

/// The tables that stand beside each other below one head: each behind a blank column, or behind a
/// second column of serial numbers, with names of its own.
fn beside(grid: &Grid, head: Head, rows: RangeInclusive<usize>) -> Vec<Area> {
    let mut tables: Vec<RangeInclusive<usize>> = Vec::new();
    let blocks = blocks(grid, &head, &rows);
    let mut seen = Seen::default();
    if blocks.len() > 1 {
        let data = grid.rows_in(head.data()..=*rows.end());
        data.for_each(|(_, row)| seen.add(row));
    }
    for block in blocks {
        match tables.last_mut().filter(|_| !seen.has_table(&block)) {
            Some(last) => *last = *last.start()..=*block.end(),
            None => tables.push(block),
        }
    }
    // What stands left of the first table is of it.
    if let [first, second, ..] = tables.as_slice()
        && !seen.has_table(first)
    {
        let joined = *first.start()..=*second.end();
        tables.splice(0..2, [joined]);
    }
    if tables.len() < 2 {
        let columns = None;
        return vec![Area {
            head,
            rows,
            columns,
        }];
    }
    let area = |columns: RangeInclusive<usize>| Area {
        head: head.within(&columns),
        rows: rows.clone(),
        columns: Some(columns),
    };
    tables.into_iter().map(area).collect()
}

/// The columns from a head down, taken apart at blank ones and before a second column of serial
/// numbers.
fn blocks(grid: &Grid, head: &Head, rows: &RangeInclusive<usize>) -> Vec<RangeInclusive<usize>> {
    let mut used: BTreeSet<usize> = head.columns.iter().map(|column| column.number).collect();
    let within = grid.rows_in(rows.clone());
    used.extend(within.flat_map(|(_, row)| row.cells().map(|(column, _)| column)));
    let serial = |number: usize| {
        let mut columns = head.columns.iter();
        columns.any(|column| column.number == number && column.is_serial())
    };
    let mut blocks: Vec<(RangeInclusive<usize>, bool)> = Vec::new();
    for number in used {
        match blocks.last_mut() {
            Some((block, counted))
                if *block.end() + 1 == number && !(*counted && serial(number)) =>
            {
                *block = *block.start()..=number;
                *counted |= serial(number);
            }
            _ => blocks.push((number..=number, serial(number))),
        }
    }
    blocks.into_iter().map(|(block, _)| block).collect()
}
