//! Digests: SHA-256, as `sha256sum` and Windows' `certutil -hashfile` print it.

use std::fmt::{self, Write};
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

/// The digest of some bytes, in letters.
pub fn of(bytes: &[u8]) -> String {
    hex(Sha256::new_with_prefix(bytes))
}

/// The digest and the size of a file.
///
/// # Errors
/// If it cannot be read.
pub fn of_file(path: &Path) -> io::Result<(String, u64)> {
    let mut file = fs::File::open(path)?;
    let mut digest = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    let mut size = 0;
    loop {
        let read = file.read(&mut buffer)?;
        match buffer.get(..read) {
            Some([]) | None => return Ok((hex(digest), size)),
            Some(bytes) => digest.update(bytes),
        }
        size += u64::try_from(read).unwrap_or_default();
    }
}

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
    hex(sink.0)
}

/// The program: its version, and the digest of the file it runs from, so that another build of
/// one version is not taken for it.
pub fn of_program() -> String {
    let file = std::env::current_exe().and_then(|path| of_file(&path));
    let digest = file.map_or_else(|_| String::new(), |(digest, _)| digest);
    format!("{} {digest}", env!("CARGO_PKG_VERSION"))
}

fn hex(digest: Sha256) -> String {
    let mut letters = String::with_capacity(64);
    for byte in digest.finalize() {
        let _ = write!(letters, "{byte:02x}");
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_the_one_that_other_programs_print() {
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(of(b"abc"), known);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        fs::write(&file, "abc").unwrap();
        assert_eq!(of_file(&file).unwrap(), (known.to_owned(), 3));
    }

    #[test]
    fn other_values_have_another_digest() {
        assert_ne!(of_values(&[&"a", &"b"]), of_values(&[&"ab", &""]));
    }
}
