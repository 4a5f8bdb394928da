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
        let line = self.line();
        let (Some(rest), false) = (self.whole.text_from(line), self.sheet_name().is_some()) else {
            return self.clone();
        };
        let mut letters = Letters {
            rest,
            line,
            column: 1,
            quote: None,
        };
        letters.skip(self.column().saturating_sub(1));
        letters.open();
        for _ in 0..before {
            if !letters.pass() {
                return self.clone();
            }
        }
        letters.skip_unseen();
        self.at(letters.line, letters.column)
    }
}

/// The letters of a value from a place on. Each is passed once: a long value has many places.
struct Letters<'a> {
    /// The file from there on.
    rest: &'a str,
    line: usize,
    column: usize,
    /// The quote in which the value stands.
    quote: Option<char>,
}

impl Letters<'_> {
    fn here(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn skip(&mut self, count: usize) {
        for _ in 0..count {
            let mut letters = self.rest.chars();
            match letters.next() {
                Some('\n') => (self.line, self.column) = (self.line + 1, 1),
                Some(_) => self.column += 1,
                None => return,
            }
            self.rest = letters.as_str();
        }
    }

    fn skip_while(&mut self, skipped: impl Fn(char) -> bool) {
        while self.here().is_some_and(&skipped) {
            self.skip(1);
        }
    }

    /// Goes to the first letter: behind a quote, below the sign of a block.
    fn open(&mut self) {
        match self.here() {
            Some(quote @ ('"' | '\'')) => {
                self.quote = Some(quote);
                self.skip(1);
            }
            Some('>' | '|') => {
                self.skip_while(|c| c != '\n');
                self.skip_while(char::is_whitespace);
            }
            _ => {}
        }
    }

    /// Passes over a letter; whether there was one.
    fn pass(&mut self) -> bool {
        self.skip_unseen();
        let Some(letter) = self.here() else {
            return false;
        };
        if letter.is_whitespace() {
            self.skip_while(char::is_whitespace);
            return true;
        }
        self.skip(1);
        let escaped = match self.quote {
            Some('"') => letter == '\\',
            Some(quote) => letter == quote && self.here() == Some(quote),
            None => false,
        };
        self.skip(usize::from(escaped));
        true
    }

    /// Passes over what is no letter of its own in the value: marks that compose with the letter
    /// before, and what prints nothing.
    fn skip_unseen(&mut self) {
        self.skip_while(|c| !c.is_whitespace() && (is_invisible(c) || is_combining_mark(c)));
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
