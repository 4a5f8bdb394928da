//! A ZIP archive, as far as a package needs it: small compressed files and their table.
//!
//! Most parts are the same in many documents. Compressing is nearly all the work of packing, so
//! what was compressed lately is kept; it changes no byte of the archive.

use std::sync::LazyLock;

use flate2::Crc;

use crate::compress::{Deflater, Format};
use crate::lately::Lately;

static DEFLATER: LazyLock<Deflater> = LazyLock::new(|| Deflater::new(Format::Raw));
static LATELY: LazyLock<Lately<Compressed>> = LazyLock::new(|| Lately::new(64));

/// The version of the format that compressed files need.
const VERSION: u16 = 20;
const DEFLATED: u16 = 8;
/// Midnight of the first day that the format knows: 1 January 1980.
const TIME: u16 = 0;
const DAY: u16 = 0x21;

struct Compressed {
    bytes: Vec<u8>,
    sum: u32,
    /// The length before.
    length: u32,
}

impl Compressed {
    fn of(content: &[u8]) -> Self {
        let mut crc = Crc::new();
        crc.update(content);
        Self {
            bytes: DEFLATER.compress(content),
            sum: crc.sum(),
            length: length(content),
        }
    }
}

/// An archive that grows.
#[derive(Default)]
pub(super) struct Archive {
    bytes: Vec<u8>,
    table: Vec<u8>,
    count: u16,
}

impl Archive {
    /// Adds a file.
    pub(super) fn add(&mut self, path: &str, content: &[u8]) {
        let compressed = LATELY.of(content, || Compressed::of(content));
        let offset = length(&self.bytes);
        let about = about(path, &compressed);
        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(&about);
        self.bytes.extend(path.as_bytes());
        self.bytes.extend(&compressed.bytes);
        self.table.extend(b"PK\x01\x02");
        self.table.extend(VERSION.to_le_bytes());
        self.table.extend(&about);
        // No comment, first disk, no attributes.
        self.table.extend([0; 10]);
        self.table.extend(offset.to_le_bytes());
        self.table.extend(path.as_bytes());
        self.count += 1;
    }

    /// The whole archive.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let offset = length(&self.bytes);
        self.bytes.extend(&self.table);
        // The first and only disk.
        self.bytes.extend(b"PK\x05\x06\0\0\0\0");
        self.bytes.extend(self.count.to_le_bytes());
        self.bytes.extend(self.count.to_le_bytes());
        self.bytes.extend(length(&self.table).to_le_bytes());
        self.bytes.extend(offset.to_le_bytes());
        self.bytes.extend([0; 2]);
        self.bytes
    }
}

/// What stands before a file and again in the table.
fn about(path: &str, compressed: &Compressed) -> Vec<u8> {
    let path = u16::try_from(path.len()).unwrap_or(u16::MAX);
    let mut about = Vec::with_capacity(26);
    for number in [VERSION, 0, DEFLATED, TIME, DAY] {
        about.extend(number.to_le_bytes());
    }
    for number in [compressed.sum, length(&compressed.bytes), compressed.length] {
        about.extend(number.to_le_bytes());
    }
    about.extend(path.to_le_bytes());
    // Nothing besides.
    about.extend([0; 2]);
    about
}

/// Parts of a package are far below 4 GB: the text of the largest hồ sơ is below 32 MB.
fn length(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn files_come_out_as_they_went_in() {
        let files: Vec<(String, String)> = (0..100)
            .map(|n| (format!("word/{n}.xml"), "một cửa ".repeat(n * 10)))
            .collect();
        let pack = || {
            let mut archive = Archive::default();
            for (path, text) in &files {
                archive.add(path, text.as_bytes());
            }
            archive.finish()
        };
        let bytes = pack();
        assert!(bytes == pack());
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        assert_eq!(archive.len(), files.len());
        for (path, text) in &files {
            let mut file = archive.by_name(path).unwrap();
            let mut read = String::new();
            file.read_to_string(&mut read).unwrap();
            assert_eq!(&read, text);
        }
    }
}
