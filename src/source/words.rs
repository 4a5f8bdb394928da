//! Words that know their sources.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{Deref, Range};

use super::Source;
use crate::fault::Place;
use crate::vn::text;

/// A text of which every stretch knows what made it. It is used like the text itself.
#[derive(Clone, Default)]
pub struct Words {
    text: String,
    /// What made its beginning. Most words have one source only, which costs no list.
    first: Origin,
    /// Where in the text, in bytes, something else begins, in order.
    rest: Vec<(usize, Origin)>,
    /// How many letters of the last source stand before what would follow, once that was counted.
    next: Option<usize>,
}

/// A source, and how many letters of it stand before.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Origin {
    source: Source,
    skipped: usize,
}

impl Words {
    /// Words of one source, from its first letter on.
    pub fn new(text: impl Into<String>, source: Source) -> Self {
        Self {
            text: text.into(),
            first: Origin { source, skipped: 0 },
            ..Self::default()
        }
    }

    /// None yet, with room for so many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            ..Self::default()
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The stretches, each with what made it.
    pub fn pieces(&self) -> impl Iterator<Item = (&str, &Source)> {
        let pieces = self.ranges();
        pieces.map(|(range, origin)| {
            let text = self.text.get(range).unwrap_or_default();
            (text, &origin.source)
        })
    }

    /// What made the letter at a place, in bytes.
    pub fn source_at(&self, at: usize) -> &Source {
        &self.origin_at(at).1.source
    }

    /// Where in a file the letter at a place, in bytes, is written; none if it is in none.
    pub fn place_at(&self, at: usize) -> Option<Place> {
        let (start, origin) = self.origin_at(at);
        let before = self.text.get(start..at).unwrap_or_default();
        let letters = origin.skipped + before.chars().count();
        origin.source.letter(letters)
    }

    /// Where, in bytes, each stretch begins that reaches into a part of them.
    pub fn pieces_from(&self, start: usize, end: usize) -> impl Iterator<Item = usize> {
        let first = self.rest.partition_point(|(at, _)| *at <= start);
        let later = self.rest.iter().skip(first).map(|(at, _)| *at);
        std::iter::once(start).chain(later.take_while(move |at| *at < end))
    }

    /// Where in a file the words begin; none if they are in none.
    pub fn place(&self) -> Option<Place> {
        self.place_at(0)
    }

    /// A part of them, from one place to another, in bytes.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Self {
        let mut part = Self::default();
        for (piece, origin) in self.ranges_in(&range) {
            let from = piece.start.max(range.start);
            let to = piece.end.min(range.end);
            if from < to || part.text.is_empty() && from == to {
                let before = self.text.get(piece.start..from).unwrap_or_default();
                let origin = Origin {
                    source: origin.source.clone(),
                    skipped: origin.skipped + before.chars().count(),
                };
                part.add(self.text.get(from..to).unwrap_or_default(), origin);
            }
        }
        part
    }

    /// The part of them that a slice of their text is; a slice of another text has no part.
    #[must_use]
    pub fn part(&self, slice: &str) -> Self {
        let start = slice
            .as_ptr()
            .addr()
            .wrapping_sub(self.text.as_ptr().addr());
        match start.checked_add(slice.len()) {
            Some(end) if end <= self.text.len() => self.slice(start..end),
            _ => self.recast(slice),
        }
    }

    /// Other words in their place, of the same source from its first letter on: those that do
    /// not follow letter by letter.
    #[must_use]
    pub fn recast(&self, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            first: self.first.clone(),
            ..Self::default()
        }
    }

    /// Each stretch written otherwise.
    #[must_use]
    pub fn map(&self, write: impl Fn(&str) -> String) -> Self {
        let mut mapped = Self::default();
        for (piece, origin) in self.ranges() {
            let text = self.text.get(piece).unwrap_or_default();
            mapped.add(&write(text), origin.clone());
        }
        mapped
    }

    /// In capitals.
    #[must_use]
    pub fn to_uppercase(&self) -> Self {
        self.map(str::to_uppercase)
    }

    /// Without these letters at the end.
    #[must_use]
    pub fn trim_end_of(&self, letters: &[char]) -> Self {
        self.slice(0..self.text.trim_end_matches(letters).len())
    }

    /// Cleaned as all texts of users are: in NFC, without what prints nothing.
    #[must_use]
    pub fn cleaned(self) -> Self {
        let clean = text::clean(&self.text);
        if clean == self.text {
            return self;
        }
        let mut cleaned = Self::default();
        for (piece, origin) in self.ranges() {
            let mut skipped = origin.skipped;
            for word in self
                .text
                .get(piece)
                .unwrap_or_default()
                .split_inclusive(char::is_whitespace)
            {
                let origin = Origin {
                    source: origin.source.clone(),
                    skipped,
                };
                skipped += word.chars().count();
                let bare = text::clean(word);
                let blank = bare.is_empty() && word.contains(char::is_whitespace);
                if !bare.is_empty() {
                    cleaned.add(&bare, origin.clone());
                }
                let ends = word.ends_with(char::is_whitespace);
                if (ends || blank) && !cleaned.is_empty() && !cleaned.ends_with(' ') {
                    cleaned.add(" ", origin);
                }
            }
        }
        let cleaned = cleaned.trim_end_of(&[' ']);
        // Letters that compose over the end of a stretch.
        if cleaned.text == clean {
            cleaned
        } else {
            self.recast(clean)
        }
    }

    /// Adds a text, of which so many letters of its source stand before.
    pub fn push_from(&mut self, text: &str, source: &Source, skipped: usize) {
        let source = source.clone();
        self.add(text, Origin { source, skipped });
    }

    /// Adds other words.
    pub fn push(&mut self, other: &Self) {
        for (piece, origin) in other.ranges() {
            let text = other.text.get(piece).unwrap_or_default();
            self.add(text, origin.clone());
        }
    }

    /// Adds a part of other words. What stands between it and the part added before was no more
    /// than signs of markup: a value that began before the part goes on.
    pub fn push_part(&mut self, whole: &Self, range: Range<usize>) {
        for (piece, origin) in whole.ranges_in(&range) {
            let (from, to) = (piece.start.max(range.start), piece.end.min(range.end));
            if from >= to {
                continue;
            }
            let text = whole.text.get(from..to).unwrap_or_default();
            let last = self.rest.last().map_or(&self.first, |(_, last)| last);
            let of_file = matches!(origin.source, Source::Line(_));
            if piece.start < from
                && !of_file
                && !self.text.is_empty()
                && last.source == origin.source
            {
                self.next = self.next.map(|next| next + text.chars().count());
                self.text.push_str(text);
                continue;
            }
            let before = whole.text.get(piece.start..from).filter(|_| of_file);
            let origin = Origin {
                source: origin.source.clone(),
                skipped: origin.skipped + before.map_or(0, |before| before.chars().count()),
            };
            self.add(text, origin);
        }
    }

    fn add(&mut self, text: &str, origin: Origin) {
        let start = self.text.len();
        if start == 0 {
            self.first = origin;
            self.rest.clear();
            self.next = None;
        } else if !text.is_empty() && !self.goes_on(&origin) {
            self.rest.push((start, origin));
            self.next = None;
        } else {
            self.next = self.next.map(|next| next + text.chars().count());
        }
        self.text.push_str(text);
    }

    /// Whether what is added goes on where the last stretch ends.
    fn goes_on(&mut self, origin: &Origin) -> bool {
        let last = self.rest.last();
        let (start, last) = last.map_or((0, &self.first), |(at, last)| (*at, last));
        if last.source != origin.source || origin.source == Source::Decree {
            return last.source == origin.source;
        }
        // Counted once: a text of many parts would be gone through at each.
        let next = self.next.unwrap_or_else(|| {
            let stretch = self.text.get(start..).unwrap_or_default();
            last.skipped + stretch.chars().count()
        });
        self.next = Some(next);
        next == origin.skipped
    }

    fn ranges(&self) -> impl Iterator<Item = (Range<usize>, &Origin)> {
        let starts = std::iter::once((0, &self.first));
        let starts = starts.chain(self.rest.iter().map(|(start, origin)| (*start, origin)));
        let ends = self.rest.iter().map(|(start, _)| *start);
        let ends = ends.chain([self.text.len()]);
        starts
            .zip(ends)
            .map(|((start, origin), end)| (start..end, origin))
    }

    /// The stretches that reach into a part of the text, and the one where that begins.
    fn ranges_in(&self, part: &Range<usize>) -> impl Iterator<Item = (Range<usize>, &Origin)> {
        let (start, end) = (part.start, part.end);
        let after = self.rest.partition_point(|(at, _)| *at <= start);
        let first = self.origin_at(start);
        let later = self.rest.iter().skip(after);
        let later = later.take_while(move |(at, _)| *at < end);
        let starts = std::iter::once(first).chain(later.map(|(at, origin)| (*at, origin)));
        let ends = self.rest.iter().skip(after).map(|(at, _)| *at);
        let ends = ends.chain([self.text.len()]);
        starts
            .zip(ends)
            .map(|((start, origin), end)| (start..end, origin))
    }

    fn origin_at(&self, at: usize) -> (usize, &Origin) {
        let after = self.rest.partition_point(|(start, _)| *start <= at);
        match after.checked_sub(1).and_then(|index| self.rest.get(index)) {
            Some((start, origin)) => (*start, origin),
            None => (0, &self.first),
        }
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        (&self.text, &self.first, &self.rest) == (&other.text, &other.first, &other.rest)
    }
}

impl Eq for Words {}

impl Deref for Words {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

/// Words that the program gives.
impl From<&str> for Words {
    fn from(text: &str) -> Self {
        Self::new(text, Source::Decree)
    }
}

/// Words that the program gives.
impl From<String> for Words {
    fn from(text: String) -> Self {
        Self::new(text, Source::Decree)
    }
}

impl From<&Self> for Words {
    fn from(words: &Self) -> Self {
        words.clone()
    }
}

impl<T: Into<Words>> FromIterator<T> for Words {
    fn from_iter<I: IntoIterator<Item = T>>(parts: I) -> Self {
        let mut joined = Self::default();
        for part in parts {
            joined.push(&part.into());
        }
        joined
    }
}

impl PartialEq<str> for Words {
    fn eq(&self, other: &str) -> bool {
        self.text == other
    }
}

impl PartialEq<&str> for Words {
    fn eq(&self, other: &&str) -> bool {
        self.text == *other
    }
}

impl Hash for Words {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

/// As the text. Looking up which letters can be printed costs more than all else where a document
/// is shown whole, as its digest does.
impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.text.contains(['"', '\\', '\n']) {
            true => fmt::Debug::fmt(&self.text, f),
            false => write!(f, "\"{}\"", self.text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What was added was counted from the beginning at each part: half a megabyte took 16 s.
    #[test]
    fn many_parts_are_joined_in_one_pass() {
        let line = Source::Line(Place::file("mau.md").at(1, 1));
        let mut words = Words::default();
        for part in 0..100_000 {
            words.push_from("[ă](b", &line, part * 5);
        }
        assert_eq!(words.pieces().count(), 1);
        assert_eq!(
            words.place_at(6 * 99_999).map(|place| place.column()),
            Some(499_996)
        );
        words.push_from("c", &line, 7);
        assert_eq!(words.pieces().count(), 2);
    }
}
