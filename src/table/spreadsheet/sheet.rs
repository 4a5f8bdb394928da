//! A sheet: its cells, merged ranges, and what of it is hidden.

use super::super::grid::{CellKind, Grid};
use super::super::merge::Merge;
use super::super::text::Reading;
use super::numeral::{Format, print};
use super::package::{Parts, broken};
use super::styles::Style;
use super::workbook::Workbook;
use super::xml::{BytesStart, Damaged, Next, Xml, attribute, local, says_yes, unescaped};
use super::{dates, styles};
use crate::bounds::{TABLE_BLANKS, TABLE_CELLS, TABLE_COLUMNS, TABLE_ROWS};
use crate::fault::{Fault, Kind, Place};

/// A row and a column, from 1.
type At = (usize, usize);

/// The most letters and digits of a reference: Excel writes up to three and seven.
const LETTERS: usize = 4;
const DIGITS: usize = 9;
/// How many letters of a formula are kept to be shown.
const SHOWN: usize = 40;

/// What the sheets of a workbook share.
pub struct Context {
    strings: Vec<String>,
    styles: Vec<Style>,
    since_1904: bool,
}

/// A sheet as it is read.
pub struct WorksheetPart<'a> {
    grid: Grid,
    context: &'a Context,
    /// The cells whose formula has the result 0.
    zeros: Vec<At>,
    /// Whether some formula has another result.
    calculated: bool,
    /// The ranges of formulas for many cells that nobody calculated.
    ranges: Vec<Merge>,
    /// How many cells are there and blank.
    blanks: usize,
}

/// A cell as it is written.
#[derive(Default)]
struct Written {
    at: At,
    style: usize,
    kind: String,
    value: Option<String>,
    formula: Option<Formula>,
}

struct Formula {
    text: String,
    /// For all of which cells it is, if it is for many.
    range: Option<Merge>,
}

/// Why reading stops.
enum Stop {
    Damaged,
    Fault(Fault),
}

impl From<Damaged> for Stop {
    fn from(_: Damaged) -> Self {
        Self::Damaged
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl Context {
    /// Reads the texts and formats of a workbook.
    ///
    /// # Errors
    /// If one of the parts is damaged.
    pub fn read(parts: &Parts, list: &Workbook) -> Result<Self, Damaged> {
        let part = |name: &Option<String>| match name {
            Some(name) => parts.text(name),
            None => Ok(None),
        };
        let mut strings = Vec::new();
        if let Some(text) = part(&list.strings)? {
            let mut xml = Xml::new(text);
            while let Some(element) = xml.element()? {
                if local(&element) == "si" {
                    strings.push(xml.string()?);
                }
            }
        }
        let styles = part(&list.styles)?.map_or(Ok(Vec::new()), styles::read)?;
        Ok(Self {
            strings,
            styles,
            since_1904: list.since_1904,
        })
    }
}

impl<'a> WorksheetPart<'a> {
    /// Reads a sheet's part.
    ///
    /// # Errors
    /// If it is damaged, or beyond the limits of a sheet.
    pub fn read(
        place: Place,
        part: &str,
        context: &'a Context,
        reading: &mut Reading,
    ) -> Result<Self, Fault> {
        let mut sheet = Self {
            grid: Grid::new(place.clone()),
            context,
            zeros: Vec::new(),
            calculated: false,
            ranges: Vec::new(),
            blanks: 0,
        };
        let read = sheet.read_part(part, reading);
        match read.and_then(|()| Ok(sheet.fill_ranges(reading)?)) {
            Ok(()) => Ok(sheet),
            Err(Stop::Damaged) => Err(broken(&place)),
            Err(Stop::Fault(fault)) => Err(fault),
        }
    }

    /// Whether a formula has a result that nobody can take for a missing one.
    pub fn has_results(&self) -> bool {
        self.calculated
    }

    /// Takes each formula's result 0 for none.
    pub fn forget_zeros(&mut self) {
        for at in std::mem::take(&mut self.zeros) {
            self.grid.set_kind(at, CellKind::Uncalculated);
        }
    }

    /// Its cells.
    pub fn into_grid(self) -> Grid {
        self.grid
    }

    fn read_part(&mut self, part: &str, reading: &mut Reading) -> Result<(), Stop> {
        let mut xml = Xml::new(part);
        let mut is_sheet = false;
        let mut merges = Vec::new();
        // The row of the cells that come, and the column of the last one.
        let (mut row, mut column) = (0_usize, 0_usize);
        while let Some(element) = xml.element()? {
            match local(&element) {
                "sheetData" => is_sheet = true,
                "col" => self.hide_columns(&element),
                "row" => {
                    row = match attribute(&element, "r") {
                        Some(number) => number.trim().parse().map_err(|_| Damaged)?,
                        None => row.saturating_add(1),
                    };
                    column = 0;
                    if says_yes(&element, "hidden") || is_flat(&element, "ht") {
                        self.grid.hide_row(row);
                    }
                }
                "c" => {
                    let cell = Written::read(&mut xml, &element, (row, column.saturating_add(1)))?;
                    (row, column) = cell.at;
                    self.put(cell, reading)?;
                }
                "mergeCell" => {
                    let range = attribute(&element, "ref").ok_or(Damaged)?;
                    merges.push(range_of(&range).ok_or(Damaged)?);
                }
                _ => (),
            }
        }
        if !is_sheet {
            return Err(Stop::Damaged);
        }
        self.grid.set_merges(merges)?;
        Ok(())
    }

    fn hide_columns(&mut self, element: &BytesStart<'_>) {
        let number = |name| attribute(element, name)?.trim().parse::<usize>().ok();
        if let Some((first, last)) = number("min").zip(number("max"))
            && (says_yes(element, "hidden") || is_flat(element, "width"))
        {
            self.grid.hide_columns(first..=last.min(TABLE_COLUMNS.most));
        }
    }

    fn put(&mut self, cell: Written, reading: &mut Reading) -> Result<(), Stop> {
        let (at, style) = (cell.at, self.context.styles.get(cell.style));
        self.put_value(cell, reading)?;
        if let Some(style) = style {
            self.grid.note_look(at, style.struck, style.unseen);
        }
        Ok(())
    }

    fn put_value(&mut self, cell: Written, reading: &mut Reading) -> Result<(), Stop> {
        let blank = cell
            .value
            .as_deref()
            .is_none_or(|value| value.trim().is_empty());
        // A text may be empty and yet be a result.
        let is_result = !blank || cell.kind == "str" && cell.value.is_some();
        if let Some(formula) = cell.formula.as_ref().filter(|_| !is_result) {
            self.ranges.extend(formula.range);
            let text = formula.shown();
            return Ok(reading.put(&mut self.grid, cell.at, &text, CellKind::Uncalculated)?);
        }
        if blank && cell.formula.is_none() {
            self.blanks += 1;
            if self.blanks > TABLE_BLANKS.most {
                return Err(TABLE_BLANKS.passed(None, self.grid.place()).into());
            }
        }
        let value = cell.value.as_deref().filter(|_| !blank).unwrap_or_default();
        if cell.formula.is_some() {
            match value.trim() {
                "0" if matches!(cell.kind.as_str(), "" | "n") => self.zeros.push(cell.at),
                _ => self.calculated = true,
            }
        }
        match cell.kind.as_str() {
            "s" if !blank => {
                let index: usize = value.trim().parse().map_err(|_| Damaged)?;
                let text = self.context.strings.get(index).ok_or(Damaged)?;
                reading.put_text(&mut self.grid, cell.at, text)?;
            }
            "str" => reading.put_text(&mut self.grid, cell.at, &unescaped(value))?,
            "inlineStr" => reading.put_text(&mut self.grid, cell.at, value)?,
            _ => {
                let (text, kind) = self.figure(&cell, value.trim())?;
                reading.put(&mut self.grid, cell.at, &text, kind)?;
            }
        }
        Ok(())
    }

    /// The text of a cell that is none of texts, and what it is.
    fn figure(&self, cell: &Written, value: &str) -> Result<(String, CellKind), Fault> {
        if value.is_empty() {
            return Ok((String::new(), CellKind::Text));
        }
        match (cell.kind.as_str(), value) {
            ("b", "1" | "true") => return Ok(("TRUE".to_owned(), CellKind::Truth)),
            ("b", _) => return Ok(("FALSE".to_owned(), CellKind::Truth)),
            ("e", error) => return Ok((error.to_owned(), CellKind::Error)),
            ("d", day) => return Ok((iso_day(day), CellKind::Date)),
            _ => (),
        }
        let Ok(number) = value.parse::<f64>() else {
            return Ok((value.to_owned(), CellKind::Text));
        };
        let style = self.context.styles.get(cell.style);
        let format = style.map_or_else(Format::default, |style| style.format);
        let text = print(number, format).ok_or_else(|| self.infinite(cell.at))?;
        let Some(time) = format.time else {
            return Ok((text, CellKind::Number(format.decimals)));
        };
        let day = dates::print(number, time, self.context.since_1904);
        Ok((day.unwrap_or(text), CellKind::Date))
    }

    fn infinite(&self, (row, column): At) -> Fault {
        let place = self.grid.place().at(row, column);
        Fault::new(Kind::WrongValue, place, "ô ghi một số vô hạn")
            .expected("một số")
            .remedy("gõ lại số trong ô này")
    }

    /// Of a formula for many cells that nobody calculated, the file need not have more than the
    /// first cell: the others in rows that hold something are without result as well.
    fn fill_ranges(&mut self, reading: &mut Reading) -> Result<(), Fault> {
        let mut left = TABLE_ROWS.most * 10;
        for range in std::mem::take(&mut self.ranges) {
            let rows = self.grid.rows().map(|(number, _)| number);
            let rows: Vec<usize> = rows
                .filter(|row| (range.top..=range.bottom).contains(row))
                .collect();
            for row in rows {
                for column in range.left..=range.right.min(TABLE_COLUMNS.most) {
                    left = match left.checked_sub(1) {
                        Some(left) => left,
                        None => return Err(TABLE_CELLS.passed(None, self.grid.place())),
                    };
                    if self.grid.cell(row, column).is_none() {
                        let kind = CellKind::Uncalculated;
                        reading.put(&mut self.grid, (row, column), "=…", kind)?;
                    }
                }
            }
        }
        Ok(())
    }
}

impl Written {
    /// Reads a cell; `next` is where it stands if it does not say so.
    fn read(xml: &mut Xml<'_>, element: &BytesStart<'_>, next: At) -> Result<Self, Damaged> {
        let style = attribute(element, "s").and_then(|style| style.trim().parse().ok());
        let mut cell = Self {
            at: match attribute(element, "r") {
                Some(reference) => corner(&reference).ok_or(Damaged)?,
                None => next,
            },
            style: style.unwrap_or_default(),
            kind: attribute(element, "t").unwrap_or_default(),
            ..Self::default()
        };
        xml.inside(|xml, next| {
            if let Next::Start(part) = next {
                match local(&part) {
                    "v" if cell.kind != "inlineStr" => cell.value = Some(xml.text()?),
                    "is" => cell.value = Some(xml.string()?),
                    "f" => cell.formula = Formula::read(xml, &part)?,
                    _ => drop(xml.text()?),
                }
            }
            Ok(())
        })?;
        Ok(cell)
    }
}

impl Formula {
    fn read(xml: &mut Xml<'_>, element: &BytesStart<'_>) -> Result<Option<Self>, Damaged> {
        let kind = attribute(element, "t").unwrap_or_default();
        let text = xml.text()?;
        let of_many = matches!(kind.as_str(), "array" | "dataTable");
        let range = attribute(element, "ref").filter(|_| of_many);
        let range = range.and_then(|range| range_of(&range));
        let is_one = !text.is_empty() || of_many || kind == "shared";
        Ok(is_one.then_some(Self { text, range }))
    }

    fn shown(&self) -> String {
        let mut letters = self.text.chars();
        let shown: String = letters.by_ref().take(SHOWN).collect();
        let more = shown.is_empty() || letters.next().is_some();
        format!("={shown}{}", if more { "…" } else { "" })
    }
}

/// Whether a height or width is none at all.
fn is_flat(element: &BytesStart<'_>, name: &str) -> bool {
    let size = attribute(element, name);
    size.is_some_and(|size| size.trim().parse() == Ok(0.0))
}

/// `2024-03-11T00:00:00` as the other dates are written.
fn iso_day(text: &str) -> String {
    match text.split_once('T') {
        Some((day, time)) if time.starts_with("00:00:00") => day.to_owned(),
        Some((day, time)) => format!("{day} {time}"),
        None => text.to_owned(),
    }
}

/// `A1:C7`, or a lone cell; none from its end to its beginning.
fn range_of(range: &str) -> Option<Merge> {
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    let ((top, left), (bottom, right)) = (corner(first)?, corner(last)?);
    (top <= bottom && left <= right).then_some(Merge {
        top,
        left,
        bottom,
        right,
    })
}

/// `C7` → row 7, column 3.
pub fn corner(reference: &str) -> Option<At> {
    let reference = reference.trim();
    let letters = reference.find(|c: char| !c.is_ascii_alphabetic())?;
    let (letters, digits) = reference.split_at_checked(letters)?;
    if letters.is_empty() || letters.len() > LETTERS || digits.len() > DIGITS {
        return None;
    }
    let column = letters.bytes().fold(0, |column, letter| {
        column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    let row: usize = digits.parse().ok()?;
    (row > 0).then_some((row, column))
}
