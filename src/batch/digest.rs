//! The digest of what documents are made from, by which a later run knows them.

use std::fmt::{self, Write};

use sha2::{Digest, Sha256};

use crate::files::letters;

/// The digest of values as the program shows them to its developers: every field of them, with
/// nothing that differs from run to run.
pub fn of_values(values: &[&dyn fmt::Debug]) -> String {
    let mut digest = Digested(Sha256::new());
    for value in values {
        // A digest takes any value.
        let _ = writeln!(digest, "{value:?}");
    }
    letters(digest.0.finalize())
}

/// A digest of text that is never whole.
struct Digested(Sha256);

impl fmt::Write for Digested {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text);
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
