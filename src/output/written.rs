//! A file that was written, as journal and reports name it.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use crate::files::digest;
use crate::vn::slug::is_device;

/// The endings of documents.
pub const DOCUMENTS: [&str; 4] = ["docx", "pdf", "html", "txt"];

/// A file that is in the output folder, as journal and reports have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Its path below the output folder, with strokes between the parts.
    #[serde(deserialize_with = "ours")]
    pub path: String,
    /// Its SHA-256.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
}

impl Written {
    /// A file of these bytes.
    pub fn of(path: String, bytes: &[u8]) -> Self {
        Self {
            sha256: digest(bytes),
            bytes: u64::try_from(bytes.len()).unwrap_or_default(),
            path,
        }
    }

    /// Whether it is a document, by its ending.
    pub fn is_document(&self) -> bool {
        let ending = self.path.rsplit('.').next();
        ending.is_some_and(|ending| DOCUMENTS.contains(&ending))
    }
}

/// A path without its last ending.
pub fn without_ending(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
}

/// A path that the program may have written; an error for any other, as a line that someone else
/// wrote may name one.
fn ours<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let path = String::deserialize(from)?;
    match path.split('/').all(is_ours) {
        true => Ok(path),
        false => Err(D::Error::custom("no file of ours")),
    }
}

/// Whether the program itself may have made this name: of small letters, digits and hyphens, with
/// endings. No such name leads out of its folder on any system.
fn is_ours(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let mut parts = name.split('.');
    parts.all(|part| !part.is_empty() && part.chars().all(plain))
        && !name.starts_with('-')
        && !is_device(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_file_elsewhere_is_none_of_ours() {
        let of = |path: &str| {
            let file = json!({"path": path, "sha256": "00", "bytes": 1});
            Written::deserialize(file).is_ok()
        };
        assert!(of("2025-10/xa-a/thong-bao.docx") && of("2025-10.zip"));
        for path in [
            "",
            "/etc/passwd",
            "../a.docx",
            "a/../../b.docx",
            "a//b.docx",
            "./a.docx",
            "a\\b.docx",
            "c:/a.docx",
            "c:a.docx",
            ".vanthu/a.jsonl",
            "a/con.docx",
            "-x.docx",
            "a.docx.",
            "a.docx ",
            "a\0.docx",
            "A.docx",
        ] {
            assert!(!of(path), "{path}");
        }
    }
}
