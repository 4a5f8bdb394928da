//! How wide the columns of a sheet must be, and would best be, by the words in them.

use crate::font::Fonts;
use crate::length::Length;
use crate::nd30::decree::{Element, Size};
use crate::nd30::setter::Setter;
use crate::page::RunFormat;
use crate::sheet::{ColumnAlign, RowKind, Sheet};

/// Room beside the text of a cell, so that a word processor with slightly other widths breaks
/// lines alike.
const SPARE: Length = Length::pt(1);

/// The widths that the words of a sheet ask for, in one size of type.
pub struct Measured {
    /// The size of type.
    pub size: Length,
    /// The narrowest that each column may be without breaking a word or a number.
    pub least: Vec<Length>,
    /// The width in which each cell of a column stands on one line.
    pub natural: Vec<Length>,
    /// The width in which its head stands on two.
    pub head: Vec<Length>,
    /// Which columns hold words: these may take several lines.
    pub wordy: Vec<bool>,
}

impl Measured {
    pub fn new(setter: &Setter, sheet: &Sheet, size: Length) -> Self {
        let leaves = sheet.leaves();
        let mut columns = Columns {
            around: setter.decree.size(Size::CellPadding) * 2 + SPARE,
            fonts: setter.fonts,
            least: vec![Length::ZERO; leaves.len()],
            natural: vec![Length::ZERO; leaves.len()],
            head: vec![Length::ZERO; leaves.len()],
        };
        let head = setter.sized(Element::TableHead, size);
        for cell in sheet.header().iter().flatten() {
            columns.head(cell.column, cell.columns, &cell.text, &head);
        }
        let number = setter.run_format(Element::TableNumber);
        for (column, text) in sheet.numbers.iter().enumerate() {
            columns.line(column, 1, text, &number);
        }
        let plain = setter.sized(Element::TableText, size);
        for row in &sheet.rows {
            let format = match row.kind {
                RowKind::Group | RowKind::Total => RunFormat {
                    bold: true,
                    ..plain
                },
                RowKind::SubItem => RunFormat {
                    italic: true,
                    ..plain
                },
                RowKind::Item => plain,
            };
            let mut column = 0;
            for cell in &row.cells {
                columns.line(column, cell.columns, &cell.text, &format);
                column += cell.columns;
            }
        }
        Self {
            size,
            least: columns.least,
            natural: columns.natural,
            head: columns.head,
            wordy: leaves
                .iter()
                .map(|leaf| leaf.align == ColumnAlign::Left)
                .collect(),
        }
    }

    /// The widths in which a table of this width can be read with ease: a column of words takes
    /// two lines, or has a quarter of the table.
    pub fn readable(&self, full: Length) -> Vec<Length> {
        let columns = self.least.iter().zip(&self.natural).zip(&self.wordy);
        let readable = columns.map(|((least, natural), wordy)| {
            if *wordy {
                Ord::max(*least, two_lines(*least, *natural).min(full / 4))
            } else {
                *least
            }
        });
        readable.collect()
    }

    /// Whether a table of this width shows all words and numbers unbroken and can be read.
    pub fn fit(&self, full: Length) -> bool {
        self.readable(full).into_iter().sum::<Length>() <= full
    }
}

/// A width in which a text takes no more than two lines, by its longest word and its length.
fn two_lines(least: Length, natural: Length) -> Length {
    (least + natural) / 2
}

/// The columns as they are measured.
struct Columns<'a> {
    around: Length,
    fonts: &'a Fonts,
    least: Vec<Length>,
    natural: Vec<Length>,
    head: Vec<Length>,
}

impl Columns<'_> {
    /// A head, which breaks between its words, whatever the column holds.
    fn head(&mut self, column: usize, columns: usize, text: &str, format: &RunFormat) {
        let longest = self.words(column, columns, text, format);
        let natural = self.fonts.width(text, format) + self.around;
        wish(&mut self.head, column, columns, two_lines(longest, natural));
    }

    /// A text that may break between its words; gives the width of the longest.
    fn words(&mut self, column: usize, columns: usize, text: &str, format: &RunFormat) -> Length {
        let words = text.split(' ');
        let longest = words.map(|word| self.fonts.width(word, format)).max();
        let longest = longest.unwrap_or(Length::ZERO) + self.around;
        widen(&mut self.least, column, columns, longest);
        longest
    }

    /// A text that stands on one line if there is room for it.
    fn line(&mut self, column: usize, columns: usize, text: &str, format: &RunFormat) {
        self.words(column, columns, text, format);
        let natural = self.fonts.width(text, format) + self.around;
        wish(&mut self.natural, column, columns, natural);
    }
}

/// Makes one column at least this wide; what spans several asks for nothing.
fn wish(widths: &mut [Length], column: usize, columns: usize, least: Length) {
    if columns == 1
        && let Some(width) = widths.get_mut(column)
    {
        *width = Ord::max(*width, least);
    }
}

/// Makes some columns, taken together, at least this wide.
fn widen(widths: &mut [Length], column: usize, columns: usize, least: Length) {
    let end = (column + columns).min(widths.len());
    let Some(spanned) = widths.get_mut(column..end) else {
        return;
    };
    let lacks = least - spanned.iter().copied().sum();
    if lacks > Length::ZERO {
        let count = i64::try_from(spanned.len()).unwrap_or(1).max(1);
        // Rounded up: a unit too much does not show, a unit too little breaks a word.
        let each = Length::units(lacks.in_units() / count + 1);
        spanned.iter_mut().for_each(|width| *width += each);
    }
}
