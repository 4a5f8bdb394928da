//! The header: heads over columns are merged to the right, a column's own head down.

use std::ops::Range;

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use super::{Column, bounds};

/// Writes the header from a row on; gives how many rows it takes.
pub fn write(columns: &[Column], top: u32, target: &mut Worksheet) -> Result<u32, XlsxError> {
    let levels = columns.iter().map(|column| column.path.len()).max();
    let levels = levels.unwrap_or_default();
    let format = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin);
    for (level, range, text, rows) in cells(columns, levels) {
        let (first, last) = (u16_of(range.start), u16_of(range.end - 1));
        let row = top + u32_of(level);
        let bottom = row + u32_of(rows) - 1;
        let text = bounds::text(text);
        if (row, first) == (bottom, last) {
            target.write_with_format(row, first, text.as_ref(), &format)?;
        } else {
            target.merge_range(row, first, bottom, last, &text, &format)?;
        }
    }
    Ok(u32_of(levels))
}

/// Level, columns, text and number of levels of each cell.
fn cells(columns: &[Column], levels: usize) -> Vec<(usize, Range<usize>, &str, usize)> {
    let mut cells = Vec::new();
    for level in 0..levels {
        let mut start = 0;
        while let Some(column) = columns.get(start) {
            let Some(text) = column.path.get(level) else {
                start += 1;
                continue;
            };
            let own = level + 1 == column.path.len();
            let upper = column.path.get(..=level);
            let same =
                |other: &&Column| other.path.len() > level + 1 && other.path.get(..=level) == upper;
            let wide = columns.iter().skip(start).take_while(same).count();
            let end = start + if own { 1 } else { wide };
            cells.push((
                level,
                start..end,
                text.as_str(),
                if own { levels - level } else { 1 },
            ));
            start = end;
        }
    }
    cells
}

fn u16_of(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

fn u32_of(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
