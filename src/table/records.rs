//! The records of a text table: fields between delimiters, quoted or not.

use crate::bounds::TABLE_COLUMNS;
use crate::fault::{Fault, Place};

/// A line of a table, or several if a quoted field has line ends.
pub struct Record {
    /// Its row as Excel counts: blank lines count, line ends inside a field do not.
    pub row: usize,
    /// Its fields. Those past the bound of columns are not read: one more than it tells of them.
    pub fields: Vec<Field>,
}

impl Record {
    /// Nothing, if all of its fields are there.
    pub fn check(&self, place: &Place) -> Result<(), Fault> {
        match self.fields.len() <= TABLE_COLUMNS.most {
            true => Ok(()),
            false => Err(TABLE_COLUMNS.passed(None, place)),
        }
    }
}

/// A field.
#[derive(Default)]
pub struct Field {
    /// Its text, without the quotes around it, quotes in it single.
    pub text: String,
    /// If it is quoted: what follows the second quote.
    end: Option<End>,
}

/// What follows the quote that ends a quoted field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// A delimiter, a line end, or nothing.
    Clean,
    /// Other letters, which belong to the field.
    Letters,
    /// There is no such quote.
    Never,
}

impl Field {
    /// Whether its first quote is one too many, so that it holds what are lines of the table:
    /// nothing closes it, or after several lines a quote that opens another field does; or a line
    /// in it is a row of figures with as many fields as most.
    pub fn swallows(&self, delimiter: u8, width: usize) -> bool {
        let Some(end) = self.end else {
            return false;
        };
        let mut lines = self.text.split('\n').skip(1).peekable();
        let several = lines.peek().is_some();
        let is_figure = |field: &str| {
            let figure = field.trim().trim_end_matches('%');
            let digit = figure.contains(|c: char| c.is_ascii_digit());
            digit
                && figure
                    .chars()
                    .all(|c| c.is_ascii_digit() || ".,+-".contains(c))
        };
        let is_row = |line: &str| {
            let fields = || line.split(char::from(delimiter));
            width > 1 && fields().nth(width - 1).is_some() && fields().any(is_figure)
        };
        end == End::Never || several && end == End::Letters || lines.any(is_row)
    }
}

/// The records of a text, one after the other.
pub struct Records<'t> {
    rest: &'t str,
    delimiter: u8,
    row: usize,
}

impl<'t> Records<'t> {
    /// Those of a text whose fields stand between delimiters.
    pub fn new(text: &'t str, delimiter: u8) -> Self {
        Self {
            rest: text,
            delimiter,
            row: 0,
        }
    }

    /// Takes the text up to a letter that ends it; none such may be there.
    fn until(&mut self, is_end: impl Fn(u8) -> bool) -> &'t str {
        let end = self
            .rest
            .bytes()
            .position(is_end)
            .unwrap_or(self.rest.len());
        // Delimiters, quotes and line ends are no part of a longer letter, unless the file says so.
        let (text, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        text
    }

    fn take(&mut self, letter: char) -> bool {
        let rest = self.rest.strip_prefix(letter);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn is_over(&self) -> bool {
        let next = self.rest.bytes().next();
        next.is_none_or(|next| next == self.delimiter || matches!(next, b'\r' | b'\n'))
    }

    fn field(&mut self) -> Field {
        let mut field = Field::default();
        if self.rest.starts_with('"') && self.delimiter != b'"' {
            self.take('"');
            self.quoted(&mut field);
        }
        let delimiter = self.delimiter;
        let text = self.until(|b| b == delimiter || matches!(b, b'\r' | b'\n'));
        field.text.push_str(text);
        field
    }

    /// The rest of a quoted field, up to its second quote.
    fn quoted(&mut self, field: &mut Field) {
        loop {
            field.text.push_str(self.until(|b| b == b'"'));
            if !self.take('"') {
                field.end = Some(End::Never);
                return;
            }
            if !self.take('"') {
                let clean = self.is_over();
                field.end = Some(if clean { End::Clean } else { End::Letters });
                return;
            }
            field.text.push('"');
        }
    }

    /// Takes a line end.
    fn end_line(&mut self) {
        self.take('\r');
        self.take('\n');
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        self.row += 1;
        while self.rest.starts_with(['\r', '\n']) {
            self.end_line();
            self.row += 1;
        }
        if self.rest.is_empty() {
            return None;
        }
        let mut fields = vec![self.field()];
        while self.rest.bytes().next() == Some(self.delimiter) {
            if fields.len() > TABLE_COLUMNS.most {
                self.until(|b| matches!(b, b'\r' | b'\n'));
                break;
            }
            self.rest = self.rest.get(1..).unwrap_or_default();
            fields.push(self.field());
        }
        self.end_line();
        Some(Record {
            row: self.row,
            fields,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> Vec<(usize, Vec<String>)> {
        let texts = |fields: Vec<Field>| fields.into_iter().map(|field| field.text).collect();
        let records = Records::new(text, b';');
        records
            .map(|record| (record.row, texts(record.fields)))
            .collect()
    }

    #[test]
    fn fields_are_read_as_excel_reads_them() {
        for (text, meant) in [
            ("a;b\r\nc;d", vec![(1, vec!["a", "b"]), (2, vec!["c", "d"])]),
            ("a;\n\n;b\n", vec![(1, vec!["a", ""]), (3, vec!["", "b"])]),
            ("\"a;b\";\"c \"\"d\"\"\"", vec![(1, vec!["a;b", "c \"d\""])]),
            (
                "\"a\nb\";c\nd",
                vec![(1, vec!["a\nb", "c"]), (2, vec!["d"])],
            ),
            ("5\" ống;\"x\" y", vec![(1, vec!["5\" ống", "x y"])]),
            ("", vec![]),
        ] {
            let meant: Vec<_> = meant
                .into_iter()
                .map(|(row, fields)| (row, fields.into_iter().map(str::to_owned).collect()))
                .collect();
            assert_eq!(fields(text), meant, "{text}");
        }
    }

    #[test]
    fn a_quote_too_many_swallows_lines() {
        let swallows = |text: &str| {
            let mut fields = Records::new(text, b';').flat_map(|record| record.fields);
            fields.any(|field| field.swallows(b';', 3))
        };
        assert!(swallows("a;1;\"x\nb;2;\n"));
        assert!(swallows("a;1;\"x\nb;2;\"y\"\n"));
        assert!(swallows("a;1;\"x\nb;2;y\"\n"));
        assert!(!swallows("a;1;\"x\ny; z\"\nb;2;\"y\"\n"));
        assert!(!swallows("a;1;\"x \"\"y\"\"\"\nb;2;5\"\n"));
    }
}
