//! Sheets of very many rows, none of which is kept: the workbook is written with one blank row in
//! each, and in its place the rows go straight into the compressed file.

use std::fmt::Write as _;
use std::io::{self, Cursor, Read, Write};

use time::Date;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::{Cell, Workbook, Worksheet, bounds, write};
use crate::fault::column_letters;

/// A sheet whose rows are made when they are written. It has none of its own.
pub struct Long<'r> {
    /// All but the rows.
    pub sheet: Worksheet,
    /// Its rows, a cell for each column.
    pub rows: Box<dyn Iterator<Item = Vec<Cell>> + 'r>,
}

/// The file of a workbook of such sheets, as [`write()`] writes it of sheets with few rows.
///
/// # Errors
/// If there are more columns than Excel's, or the writer fails.
pub fn write_long(day: Date, sheets: Vec<Long>) -> io::Result<Vec<u8>> {
    let (frames, rows): (Vec<Worksheet>, Vec<_>) = sheets
        .into_iter()
        .map(|long| (long.sheet, long.rows))
        .unzip();
    let with_blank = |sheet: Worksheet| Worksheet {
        rows: vec![vec![Cell::Blank; sheet.columns.len()]],
        ..sheet
    };
    let sheets = frames.into_iter().map(with_blank).collect();
    let frame = write(&Workbook { day, sheets }).map_err(io::Error::other)?;
    let mut frame = ZipArchive::new(Cursor::new(frame))?;
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    let mut rows: Vec<_> = rows.into_iter().map(Some).collect();
    for index in 0..frame.len() {
        let mut part = frame.by_index(index)?;
        let name = part.name()?.into_owned();
        let sheet = name.strip_prefix("xl/worksheets/sheet");
        let number = sheet.and_then(|name| name.strip_suffix(".xml")?.parse::<usize>().ok());
        let own = number.and_then(|number| rows.get_mut(number.checked_sub(1)?)?.take());
        let Some(own) = own else {
            file.raw_copy_file(part)?;
            continue;
        };
        let mut xml = String::new();
        part.read_to_string(&mut xml)?;
        file.start_file(name, SimpleFileOptions::default())?;
        fill(&xml, own, &mut file)?;
    }
    Ok(file.finish()?.into_inner())
}

/// Writes a sheet with rows in the place of its last one, which is blank.
fn fill(xml: &str, rows: impl Iterator<Item = Vec<Cell>>, file: &mut impl Write) -> io::Result<()> {
    let parts = xml.rfind("<row ").zip(xml.rfind("</sheetData>"));
    let parts = parts
        .and_then(|(start, end)| Some((xml.get(..start)?, xml.get(start..end)?, xml.get(end..)?)));
    let (before, blank, after) = parts.ok_or(io::ErrorKind::InvalidData)?;
    let first = attributes(blank, " r=\"").next();
    let first: usize = first.and_then(|row| row.parse().ok()).unwrap_or(1);
    let styles: Vec<&str> = attributes(blank, " s=\"").collect();
    let mut lines = Lines {
        styles: &styles,
        row: first,
        text: String::new(),
    };
    // Where the sheet ends is not known yet, and need not be said.
    let (head, dimension) = before.split_once("<dimension ").unwrap_or((before, "/>"));
    let (_, before) = dimension.split_once("/>").unwrap_or_default();
    file.write_all(head.as_bytes())?;
    file.write_all(before.as_bytes())?;
    let mut rows = rows.peekable();
    while let Some(cells) = rows.next() {
        let last = lines.row == bounds::ROWS && rows.peek().is_some();
        let cells = match last {
            true => vec![bounds::more(1 + rows.by_ref().count())],
            false => cells,
        };
        file.write_all(lines.line(&cells).as_bytes())?;
    }
    file.write_all(after.as_bytes())
}

/// The values of an attribute, one after the other.
fn attributes<'x>(xml: &'x str, name: &str) -> impl Iterator<Item = &'x str> {
    let values = xml.split(name).skip(1);
    values.filter_map(|rest| Some(rest.split_once('"')?.0))
}

/// The rows of a sheet as XML.
struct Lines<'s> {
    /// The styles of its columns.
    styles: &'s [&'s str],
    /// The number of the next row.
    row: usize,
    text: String,
}

impl Lines<'_> {
    /// The next row. Writing to a string cannot fail.
    fn line(&mut self, cells: &[Cell]) -> &str {
        let (text, row) = (&mut self.text, self.row);
        text.clear();
        let _ = write!(text, "<row r=\"{row}\">");
        for (index, style) in self.styles.iter().enumerate() {
            let letters = column_letters(index + 1);
            let _ = write!(text, "<c r=\"{letters}{row}\" s=\"{style}\"");
            match cells.get(index) {
                Some(Cell::Text(words)) => {
                    text.push_str(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
                    escape(&bounds::text(words), text);
                    text.push_str("</t></is></c>");
                }
                Some(Cell::Number(number)) => {
                    let _ = write!(text, "><v>{}</v></c>", number.normalize());
                }
                Some(Cell::Blank) | None => text.push_str("/>"),
            }
        }
        text.push_str("</row>");
        self.row += 1;
        &self.text
    }
}

/// Writes a text as the schema has it (ECMA-376, 22.9.2.19): letters that no XML holds by their
/// numbers.
fn escape(words: &str, text: &mut String) {
    let mut rest = words;
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        match c {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            // What only looks like such a number.
            '_' if rest.starts_with('x') => text.push_str("_x005F_"),
            '\t' | '\n' => text.push(c),
            '\0'..=' ' if c < ' ' => {
                let _ = write!(text, "_x{:04X}_", u32::from(c));
            }
            _ => text.push(c),
        }
    }
}
