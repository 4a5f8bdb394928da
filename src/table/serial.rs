//! What stands before the name of a row: a number, a letter, nothing.

use crate::vn::number::is_roman;

/// What stands before the name.
#[derive(Debug, PartialEq, Eq)]
pub enum Serial {
    Blank,
    /// `3`, and `1.2` of a row within row 1.
    Numbers(Vec<u32>),
    /// `I`, `A`.
    Letters(String),
}

impl Serial {
    /// What a cell says.
    pub fn of(text: &str) -> Self {
        let text = text.trim_end_matches(['.', ')', ' ']);
        let numbers = text.split('.').map(|part| part.trim().parse().ok());
        if let Some(numbers) = numbers.collect::<Option<Vec<u32>>>() {
            return Self::Numbers(numbers);
        }
        let letter = text.chars().count() == 1 && text.chars().all(char::is_alphabetic);
        match !text.is_empty() && (is_roman(text) || letter) {
            true => Self::Letters(text.to_owned()),
            false => Self::Blank,
        }
    }
}
