//! Breaking text into lines, greedily and in whole units, as LibreOffice breaks a DOCX of
//! compatibility mode 14 (`docs/bo-cuc.md`). In mode 15 it would keep a twelfth of the line's
//! height free to the right of italic type, and newer versions would compress blanks.

use std::cell::Cell;

use super::{Fonts, Variant};
use crate::length::Length;
use crate::page::Run;

/// A stretch of a line in one run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Which of the runs it is from.
    pub run: usize,
    /// Where in the text of the run it begins, in bytes.
    pub at: usize,
    /// Its text; never empty.
    pub text: &'a str,
}

/// A line. The pieces of all lines, joined, are the text of all runs, letter for letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<'a> {
    /// Its text, with the blanks at its end, which stand in the margin and cost no room.
    pub pieces: Vec<Piece<'a>>,
    /// How wide it is without the blanks at its end.
    pub width: Length,
    /// How many blanks can be widened to justify it: all but those at its end.
    pub gaps: i64,
}

/// Breaks the text of runs into lines, of which the first may be `first` wide and the others
/// `rest`. There is always at least one line, and at least one character on each line of text.
pub fn break_lines<'a>(
    fonts: &Fonts,
    runs: &'a [Run],
    first: Length,
    rest: Length,
) -> Vec<Line<'a>> {
    if let [only] = runs
        && let Some(line) = whole(fonts, only, first)
    {
        return vec![line];
    }
    Text::measure(fonts, runs).lines(first, rest)
}

/// The line of a run that fits on one: most cells of tables are such.
fn whole<'a>(fonts: &Fonts, run: &'a Run, room: Length) -> Option<Line<'a>> {
    let text = run.text.as_str();
    let solid = text.trim_end_matches(' ');
    let width = fonts.width(solid, &run.format);
    (width <= room).then(|| Line {
        pieces: match text {
            "" => Vec::new(),
            _ => vec![Piece {
                run: 0,
                at: 0,
                text,
            }],
        },
        width,
        gaps: i64::try_from(solid.matches(' ').count()).unwrap_or(i64::MAX),
    })
}

/// A character of the text with its place and width.
struct Letter {
    run: usize,
    /// Where it begins in its run, in bytes.
    at: usize,
    character: char,
    advance: Length,
}

impl Letter {
    fn is_blank(&self) -> bool {
        self.character == ' '
    }
}

/// How far a line is set. A run that is set to its end is as long as whole twips.
#[derive(Debug, Clone, Copy, Default)]
struct Pen {
    /// The runs before.
    before: Length,
    /// What is set of the run.
    run: Length,
    /// Which run that is.
    index: usize,
}

impl Pen {
    fn pass(&mut self, letter: &Letter) {
        if letter.run != self.index {
            self.before += self.run.to_twip();
            self.run = Length::ZERO;
            self.index = letter.run;
        }
        self.run += letter.advance;
    }

    /// Whether it is still within a line; `ends_run` tells that the run is set to its end.
    fn is_within(&self, room: Length, ends_run: bool) -> bool {
        let left = room - self.before;
        self.run <= left || ends_run && self.run.to_twip() <= left
    }
}

/// The text of all runs, measured.
pub struct Text<'a> {
    runs: &'a [Run],
    letters: Vec<Letter>,
    /// Where the search for a break began last, and what it found: a word of many lines is
    /// searched through once.
    found: Cell<(usize, usize)>,
}

impl<'a> Text<'a> {
    /// Measures each letter, for those who break the text more than once.
    pub fn measure(fonts: &Fonts, runs: &'a [Run]) -> Self {
        let mut letters = Vec::with_capacity(runs.iter().map(|run| run.text.len()).sum());
        for (index, run) in runs.iter().enumerate() {
            let face = fonts.face(Variant::of(&run.format));
            letters.extend(run.text.char_indices().map(|(at, character)| {
                Letter {
                    run: index,
                    at,
                    character,
                    advance: face
                        .glyph(character)
                        .map_or(Length::ZERO, |glyph| face.advance(glyph, run.format.size)),
                }
            }));
        }
        Self {
            runs,
            letters,
            found: Cell::default(),
        }
    }

    /// The lines, as [`break_lines`] breaks them.
    pub fn lines(&self, first: Length, rest: Length) -> Vec<Line<'a>> {
        let mut lines = Vec::new();
        let (mut start, mut room) = (0, first);
        loop {
            let end = self.line_end(start, room);
            lines.push(self.line(start, end));
            if end >= self.letters.len() {
                return lines;
            }
            (start, room) = (end, rest);
        }
    }

    /// Where the line that begins at `start` ends.
    fn line_end(&self, start: usize, room: Length) -> usize {
        let (mut end, mut pen) = (start, Pen::default());
        while end < self.letters.len() {
            let next = self.next_break(end);
            match self.set(end, next, pen, room) {
                Ok(after) => (end, pen) = (next, after),
                Err(_) if end > start => break,
                Err(overflow) => return self.torn(start, overflow),
            }
        }
        end
    }

    /// Where a word that begins at `start` is torn because its letter at `overflow` does not fit
    /// on a line of its own: wherever the room ends, but below a slash in a paragraph's first
    /// word. (LibreOffice would rather break before a word with a slash than in it.)
    fn torn(&self, start: usize, overflow: usize) -> usize {
        let letters = match start {
            0 => self.letters.get(..=overflow).unwrap_or_default(),
            _ => &[],
        };
        let below_slash = letters.windows(3).rposition(|three| match three {
            [before, slash, after] => {
                slash.character == '/'
                    && before.character.is_alphabetic()
                    && after.character.is_alphabetic()
            }
            _ => false,
        });
        match below_slash {
            Some(before) => before + 2,
            None => self.skip_blanks(overflow.max(start + 1)),
        }
    }

    /// The pen after the word from `start` to `end`, or the first letter that does not fit.
    fn set(&self, start: usize, end: usize, pen: Pen, room: Length) -> Result<Pen, usize> {
        let letters = self.letters.get(start..end).unwrap_or_default();
        let solid = solid(letters);
        let mut pen = pen;
        for (index, letter) in letters.iter().enumerate() {
            pen.pass(letter);
            let next = self.letters.get(start + index + 1);
            let ends_run = next.is_none_or(|next| next.run != letter.run);
            if index < solid && !pen.is_within(room, ends_run) {
                return Err(start + index);
            }
        }
        Ok(pen)
    }

    /// The first place after `start` where a line may end.
    fn next_break(&self, start: usize) -> usize {
        let (from, to) = self.found.get();
        if from <= start && start < to {
            return to;
        }
        let next = (start + 1..self.letters.len())
            .find(|place| self.may_break(*place))
            .unwrap_or(self.letters.len());
        self.found.set((start, next));
        next
    }

    /// Whether a line may end before the letter at a place.
    fn may_break(&self, place: usize) -> bool {
        let character = |back: usize| {
            let letter = self.letters.get(place.checked_sub(back)?)?;
            Some(letter.character)
        };
        match (character(2), character(1), character(0)) {
            (_, Some(' '), Some(next)) => !sticks_to_blank(next),
            (Some(before), Some(mark), Some(next)) if is_hyphen(mark) => {
                before != ' ' && (next.is_alphanumeric() || next == '(')
            }
            _ => false,
        }
    }

    fn skip_blanks(&self, from: usize) -> usize {
        let letters = self.letters.get(from..).unwrap_or_default();
        from + letters
            .iter()
            .take_while(|letter| letter.is_blank())
            .count()
    }

    fn line(&self, start: usize, end: usize) -> Line<'a> {
        let letters = self.letters.get(start..end).unwrap_or_default();
        let solid = letters.get(..solid(letters)).unwrap_or_default();
        let gaps = solid.iter().filter(|letter| letter.is_blank()).count();
        let pieces = letters
            .chunk_by(|a, b| a.run == b.run)
            .filter_map(|chunk| self.piece(chunk));
        Line {
            pieces: pieces.collect(),
            width: solid.iter().map(|letter| letter.advance).sum(),
            gaps: i64::try_from(gaps).unwrap_or(i64::MAX),
        }
    }

    fn piece(&self, letters: &[Letter]) -> Option<Piece<'a>> {
        let (first, last) = (letters.first()?, letters.last()?);
        let end = last.at + last.character.len_utf8();
        Some(Piece {
            run: first.run,
            at: first.at,
            text: self.runs.get(first.run)?.text.get(first.at..end)?,
        })
    }
}

/// How many letters there are without the blanks at the end.
fn solid(letters: &[Letter]) -> usize {
    letters
        .iter()
        .rposition(|letter| !letter.is_blank())
        .map_or(0, |last| last + 1)
}

/// Characters that never begin a line, not even after a blank (UAX #14, rule LB13).
fn sticks_to_blank(c: char) -> bool {
    matches!(
        c,
        ' ' | '\u{a0}' | '/' | ')' | ']' | '}' | ',' | ';' | ':' | '.' | '!' | '?'
    )
}

/// Marks after which a word may be broken. After a blank they are a minus or a list's dash.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '–' | '—')
}

#[cfg(test)]
mod tests;
