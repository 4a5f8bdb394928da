//! Compressing bytes, for both writers. A compressor is large and costs more to make than a page
//! to compress, so those that have done their work are kept and used again.

use std::sync::{Mutex, PoisonError};

use flate2::{Compress, Compression, FlushCompress, Status};

/// Compresses, from any thread. The same bytes always give the same bytes.
pub struct Deflater {
    format: Format,
    level: Compression,
    idle: Mutex<Vec<Compress>>,
}

/// What stands around the compressed bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Nothing, as in ZIP files.
    Raw,
    /// A head and a sum, as in PDF files.
    Zlib,
}

impl Deflater {
    /// A deflater for what is compressed anew in each file: the quickest level that still counts
    /// letters, a third less work than the usual one for a twentieth more bytes.
    pub fn new(format: Format) -> Self {
        Self {
            format,
            level: Compression::new(2),
            idle: Mutex::new(Vec::new()),
        }
    }

    /// A deflater for what is compressed once and used often.
    pub fn thorough(format: Format) -> Self {
        Self {
            level: Compression::best(),
            ..Self::new(format)
        }
    }

    /// The bytes, compressed.
    pub fn compress(&self, bytes: &[u8]) -> Vec<u8> {
        let idle = self.idle().pop();
        let zlib = self.format == Format::Zlib;
        let mut compress = idle.unwrap_or_else(|| Compress::new(self.level, zlib));
        let mut compressed = Vec::with_capacity(bytes.len() / 2 + 64);
        loop {
            let read = usize::try_from(compress.total_in()).unwrap_or(usize::MAX);
            let rest = bytes.get(read..).unwrap_or_default();
            let status = compress.compress_vec(rest, &mut compressed, FlushCompress::Finish);
            if matches!(status, Ok(Status::StreamEnd) | Err(_)) {
                break;
            }
            compressed.reserve(bytes.len() / 2 + 64);
        }
        compress.reset();
        self.idle().push(compress);
        compressed
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Compress>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn noise(length: usize) -> Vec<u8> {
        let mut state = 1_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            u8::try_from(state >> 24).unwrap()
        };
        (0..length).map(|_| next()).collect()
    }

    #[test]
    fn what_was_compressed_comes_back() {
        let deflater = Deflater::new(Format::Zlib);
        for bytes in [Vec::new(), b"a".repeat(100_000), noise(100_000)] {
            let compressed = deflater.compress(&bytes);
            let mut back = Vec::new();
            let mut reader = flate2::read::ZlibDecoder::new(compressed.as_slice());
            reader.read_to_end(&mut back).unwrap();
            assert!(back == bytes);
        }
    }

    #[test]
    fn a_used_compressor_gives_the_same_bytes_as_a_new_one() {
        let used = Deflater::new(Format::Raw);
        used.compress(&noise(50_000));
        let text = "một cửa ".repeat(1000);
        let fresh = Deflater::new(Format::Raw).compress(text.as_bytes());
        assert!(used.compress(text.as_bytes()) == fresh);
    }
}
