//! What a user should know of how something was read: no fault, nothing to be put right.

use std::fmt;

use serde::{Serialize, Serializer};

use super::{Place, shortened};

/// What a note is about, in the order in which notes are told where only the first are shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    /// Figures that are those of the period before.
    Stale,
    /// Something that the office program does not show, and that is read.
    Hidden,
    /// A row that is no unit, and so is not counted.
    Aside,
    /// A row of this name that may be no unit, and is counted.
    Doubtful(String),
    /// A title, in these words, of another period.
    OtherPeriod(String),
    /// A column or row, of this name, of points on another scale.
    OtherScale(String),
    /// Ranks that are not printed.
    Unranked,
    /// Units, columns or cells that are not there.
    Lacking,
    /// What does not apply, as the hồ sơ says.
    Exempt,
    /// What was guessed: a sheet, a header, a column, a charset.
    Guessed,
    /// Letters that were mended.
    Mended,
    /// What is passed over.
    Unused,
}

/// What a user should know of how something was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What it is about.
    pub kind: NoteKind,
    /// Where; none if it is about no place.
    pub place: Option<Place>,
    /// What is told, in Vietnamese.
    pub words: String,
}

impl Note {
    /// A note about a place.
    pub fn at(kind: NoteKind, place: &Place, words: impl Into<String>) -> Self {
        Self {
            kind,
            place: Some(place.clone()),
            words: shortened(words.into()),
        }
    }

    /// Whether a check tells of it.
    pub fn is_doubt(&self) -> bool {
        let told = matches!(
            self.kind,
            NoteKind::OtherPeriod(_) | NoteKind::OtherScale(_)
        );
        told || self.is_doubtful_row()
    }

    /// Whether it is of a row that may be no unit.
    pub fn is_doubtful_row(&self) -> bool {
        matches!(self.kind, NoteKind::Doubtful(_))
    }

    /// A note about no place.
    pub fn of(kind: NoteKind, words: impl Into<String>) -> Self {
        Self {
            kind,
            place: None,
            words: shortened(words.into()),
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(f, "{place}: {}", self.words),
            None => f.write_str(&self.words),
        }
    }
}

impl Serialize for Note {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names of 3,321 units in one note were a line of 360,558 letters.
    #[test]
    fn a_note_is_no_longer_than_a_message() {
        let note = Note::of(NoteKind::Unranked, "không xếp hạng ".repeat(9000));
        assert_eq!(note.words.chars().count(), 2001);
    }
}
