//! Which sentences are looked at: those that a person wrote, and that may say something of rows.

use crate::audit::claims::token::{Kind, Token};
use crate::audit::claims::vocabulary::Role;
use crate::audit::claims::{Claims, Sentence};
use crate::source::Source;

/// Whether a token is one without which nothing is said of rows.
pub fn speaks(token: &Token) -> bool {
    match token.kind {
        Kind::Number(_) | Kind::Band(_) | Kind::Unit(_) => true,
        Kind::Role(role) => matches!(
            role,
            Role::Rises
                | Role::Falls
                | Role::Highest
                | Role::Lowest
                | Role::Lacks
                | Role::All
                | Role::Only
                | Role::Not
                | Role::Rest
        ),
        _ => false,
    }
}

impl Claims<'_, '_> {
    /// Whether a person wrote a sentence, or a figure in it: what templates say of values follows
    /// from the values.
    pub(in crate::audit::claims) fn is_typed(&self, sentence: &Sentence) -> bool {
        let all = &self.context.texts.all;
        let end = sentence.start + sentence.text.len();
        let mut starts = all.pieces_from(sentence.start, end).peekable();
        while let Some(start) = starts.next() {
            let to = starts.peek().copied().unwrap_or(end);
            let piece = all.as_str().get(start..to).unwrap_or_default();
            let typed = match all.source_at(start) {
                Source::Stated(_) => piece.len() * 2 >= sentence.text.len(),
                Source::Line(_) => {
                    let numbered = |c: char| c.is_ascii_digit() || c == '.';
                    let piece = piece.trim_start().trim_start_matches(numbered);
                    piece.contains(|c: char| c.is_ascii_digit())
                }
                _ => false,
            };
            if typed {
                return true;
            }
        }
        false
    }
}
