//! A number that tells texts apart: FNV-1a.

/// The hash of the texts that were added to it.
pub(super) struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    /// Adds a text and its end.
    pub(super) fn add(&mut self, text: &str) {
        // A zero byte, which no text holds, ends each text.
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// The number.
    pub(super) fn value(&self) -> u64 {
        self.0
    }
}
