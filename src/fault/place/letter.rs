//! From the place of a value in a YAML file to the place of one of its letters.

use unicode_normalization::char::is_combining_mark;

use super::Place;
use crate::vn::text::is_invisible;

impl Place {
    /// The place of the letter so many after the first of the value that is written here, as
    /// YAML writes values: plain, in quotes, or on lines of their own. A run of blanks and line
    /// ends counts as one letter. The place itself, if it is a cell or the value is shorter.
    #[must_use]
    pub fn letter(&self, before: usize) -> Self {
        let (Some(first), false) = (self.line().checked_sub(1), self.sheet_name().is_some()) else {
            return self.clone();
        };
        let mut letters = Letters {
            text: self
                .whole
                .origin
                .text
                .split_inclusive('\n')
                .skip(first)
                .collect::<Vec<_>>(),
            line: 0,
            column: self.column().saturating_sub(1),
            quote: None,
        };
        letters.open();
        for _ in 0..before {
            if !letters.pass() {
                return self.clone();
            }
        }
        letters.skip_unseen();
        self.at(first + letters.line + 1, letters.column + 1)
    }
}

/// The letters of a value from a place on.
struct Letters<'a> {
    /// The lines of the file from the value's first on.
    text: Vec<&'a str>,
    line: usize,
    /// How many letters stand before, on its line.
    column: usize,
    /// The quote in which the value stands.
    quote: Option<char>,
}

impl Letters<'_> {
    fn here(&self, ahead: usize) -> Option<char> {
        let line = self.text.get(self.line)?;
        line.chars().nth(self.column + ahead)
    }

    /// Goes to the first letter: behind a quote, below the sign of a block.
    fn open(&mut self) {
        match self.here(0) {
            Some(quote @ ('"' | '\'')) => {
                self.quote = Some(quote);
                self.column += 1;
            }
            Some('>' | '|') => {
                (self.line, self.column) = (self.line + 1, 0);
                self.skip_blanks();
            }
            _ => {}
        }
    }

    /// Passes over a letter; whether there was one.
    fn pass(&mut self) -> bool {
        self.skip_unseen();
        let Some(letter) = self.here(0) else {
            return false;
        };
        if letter.is_whitespace() {
            self.skip_blanks();
            return true;
        }
        let escaped = match self.quote {
            Some('"') => letter == '\\',
            Some(quote) => letter == quote && self.here(1) == Some(quote),
            None => false,
        };
        self.column += 1 + usize::from(escaped);
        true
    }

    fn skip_blanks(&mut self) {
        while let Some(blank) = self.here(0).filter(|letter| letter.is_whitespace()) {
            if blank == '\n' {
                (self.line, self.column) = (self.line + 1, 0);
            } else {
                self.column += 1;
            }
        }
    }

    /// Passes over what is no letter of its own in the value: marks that compose with the letter
    /// before, and what prints nothing.
    fn skip_unseen(&mut self) {
        let unseen = |c: &char| !c.is_whitespace() && (is_invisible(*c) || is_combining_mark(*c));
        while self.here(0).filter(unseen).is_some() {
            self.column += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::fault::Origin;

    /// Line and column of the letter `x` of a value that begins at line and column.
    fn letter(text: &str, at: (usize, usize), before: usize) -> (usize, usize) {
        let origin = Origin {
            file: "ho-so.yaml".into(),
            text: text.into(),
        };
        let place = Place::new(Arc::new(origin), at.0, at.1).letter(before);
        (place.line(), place.column())
    }

    #[test]
    fn a_letter_is_found_however_the_value_is_written() {
        assert_eq!(letter("a: bcx\n", (1, 4), 2), (1, 6));
        assert_eq!(letter("a: \"b\\\"x\"\n", (1, 4), 2), (1, 8));
        assert_eq!(letter("a: 'b''x'\n", (1, 4), 2), (1, 8));
        assert_eq!(letter("a: >-\n  b c\n  d x\n", (1, 4), 6), (3, 5));
        assert_eq!(letter("a: |\n  b\n\n  x\n", (1, 4), 2), (4, 3));
        assert_eq!(letter("a: b\n   c x\n", (1, 4), 4), (2, 6));
        assert_eq!(letter("a: e\u{301}x\n", (1, 4), 1), (1, 6));
    }

    #[test]
    fn beyond_the_value_is_the_value() {
        assert_eq!(letter("a: b", (1, 4), 9), (1, 4));
        assert_eq!(letter("a: b", (0, 0), 9), (0, 0));
    }
}
