//! The digest of what documents are made from, by which a later run knows them.

use std::fmt::{self, Write};

use sha2::{Digest, Sha256};

use crate::files::letters;

/// The digest of values as the program shows them to its developers: every field of them, with
/// nothing that differs from run to run.
pub fn of_values(values: &[&dyn fmt::Debug]) -> String {
    struct Sink(Sha256);
    impl Write for Sink {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.0.update(text.as_bytes());
            Ok(())
        }
    }
    let mut sink = Sink(Sha256::new());
    for value in values {
        // A digest takes any text.
        let _ = writeln!(sink, "{value:?}");
    }
    letters(sink.0.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_values_have_another_digest() {
        assert_ne!(of_values(&[&"a", &"b"]), of_values(&[&"ab", &""]));
    }
}
