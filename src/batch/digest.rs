//! The digest of what documents are made from, by which a later run knows them.

use std::fmt::{self, Write};

use sha2::{Digest, Sha256};

use crate::files::letters;

/// The digest of values as the program shows them to its developers: every field of them, with
/// nothing that differs from run to run.
pub fn of_values(values: &[&dyn fmt::Debug]) -> String {
    let mut digest = Digested {
        taken: Sha256::new(),
        next: String::with_capacity(2 * PIECE),
    };
    for value in values {
        // A digest takes any value.
        let _ = writeln!(digest, "{value:?}");
    }
    digest.taken.update(&digest.next);
    letters(digest.taken.finalize())
}

/// A digest of text that is never whole: values come in scraps, which cost more one by one.
struct Digested {
    taken: Sha256,
    next: String,
}

/// How many bytes are taken at once.
const PIECE: usize = 4096;

impl fmt::Write for Digested {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.next.push_str(text);
        if self.next.len() >= PIECE {
            self.taken.update(&self.next);
            self.next.clear();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_values_have_another_digest() {
        assert_ne!(of_values(&[&"a", &"b"]), of_values(&[&"ab", &""]));
    }
}
