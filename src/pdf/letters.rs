//! Letters, each once.

/// A set of letters: a bit for each that there is in Unicode, up to the last that is in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Letters(Vec<u64>);

impl Letters {
    /// One more.
    pub(super) fn add(&mut self, letter: char) {
        let (place, bit) = (letter as usize / 64, 1 << (letter as usize % 64));
        if place >= self.0.len() {
            self.0.resize(place + 1, 0);
        }
        if let Some(bits) = self.0.get_mut(place) {
            *bits |= bit;
        }
    }

    /// All that others are.
    pub(super) fn add_all(&mut self, others: &Self) {
        self.0.resize(self.0.len().max(others.0.len()), 0);
        self.0
            .iter_mut()
            .zip(&others.0)
            .for_each(|(bits, more)| *bits |= more);
    }

    /// All of them, in the order of Unicode.
    pub(super) fn all(&self) -> impl Iterator<Item = char> {
        let places = (0_u32..).step_by(64).zip(&self.0);
        places.flat_map(|(first, bits)| {
            let mut rest = *bits;
            std::iter::from_fn(move || {
                let next = (rest != 0).then(|| first + rest.trailing_zeros());
                rest &= rest.wrapping_sub(1);
                next.and_then(char::from_u32)
            })
        })
    }
}

impl FromIterator<char> for Letters {
    fn from_iter<I: IntoIterator<Item = char>>(letters: I) -> Self {
        let mut all = Self::default();
        letters.into_iter().for_each(|letter| all.add(letter));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_there_once_and_in_order() {
        let letters = |text: &str| text.chars().collect::<Letters>();
        let mut all = letters("xã ỹ xã");
        assert_eq!(all.all().collect::<String>(), " xãỹ");
        all.add_all(&letters("a漢\u{10ffff}"));
        assert_eq!(all.all().collect::<String>(), " axãỹ漢\u{10ffff}");
        assert_eq!(letters("ab"), letters("bab"));
        assert_eq!(Letters::default().all().count(), 0);
    }
}
