//! The words of all cells of a sheet, kept behind each other.

use crate::bounds::TABLE_TEXTS;

/// The texts of all cells of a sheet behind each other; those that were met lately once.
#[derive(Debug, Clone, Default)]
pub(super) struct Texts {
    all: String,
    /// By a digest of theirs: where texts begin that were put lately, and how long they are.
    lately: Vec<(u32, u32)>,
}

impl Texts {
    /// How many are known again.
    const LATELY: usize = 4096;

    pub(super) fn get(&self, start: u32, bytes: u32) -> &str {
        let number = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
        let end = start.saturating_add(bytes);
        self.all.get(number(start)..number(end)).unwrap_or_default()
    }

    /// Keeps a text; none if there are too many.
    pub(super) fn put(&mut self, text: &str) -> Option<(u32, u32)> {
        let digest = text.bytes().fold(0_usize, |digest, byte| {
            digest.wrapping_mul(31).wrapping_add(usize::from(byte))
        });
        self.lately.resize(Self::LATELY, (0, 0));
        let slot = digest % Self::LATELY;
        let known = self.lately.get(slot).copied().unwrap_or_default();
        if self.get(known.0, known.1) == text {
            return Some(known);
        }
        let start = u32::try_from(self.all.len()).ok()?;
        let bytes = u32::try_from(text.len()).ok()?;
        start
            .checked_add(bytes)
            .filter(|end| u64::from(*end) <= TABLE_TEXTS.bytes())?;
        self.all.push_str(text);
        if let Some(lately) = self.lately.get_mut(slot) {
            *lately = (start, bytes);
        }
        Some((start, bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cells that would fill it take too long for a test, so it is nearly full.
    #[test]
    fn texts_are_kept_up_to_their_bound() {
        let mut texts = Texts {
            all: "x".repeat(TABLE_TEXTS.most - 1),
            lately: Vec::new(),
        };
        let last = texts.put("a");
        assert_eq!(
            last.map(|(start, bytes)| texts.get(start, bytes)),
            Some("a")
        );
        assert_eq!(texts.put("b"), None);
        assert_eq!(texts.put("a"), last);
    }
}
