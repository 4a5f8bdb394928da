//! A part of a lô, so that several machines can share it: which units are in it follows from
//! the path of their files alone.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;
use sha2::{Digest, Sha256};

/// The K-th of N parts, both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Shard {
    /// Which part.
    pub number: u64,
    /// Of how many.
    pub of: u64,
}

impl Shard {
    /// Whether a unit is in this part.
    pub fn holds(self, path: &str) -> bool {
        let digest = Sha256::digest(path.as_bytes());
        let first = digest.iter().take(8);
        let hash = first.fold(0_u64, |hash, byte| hash << 8 | u64::from(*byte));
        hash.checked_rem(self.of) == Some(self.number - 1)
    }
}

impl TryFrom<String> for Shard {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// `3/16`.
impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers = text.split_once('/');
        let numbers = numbers.and_then(|(k, n)| Some((k.parse().ok()?, n.parse().ok()?)));
        numbers
            .filter(|(number, of)| (1..=*of).contains(number) && *of <= 100_000)
            .map(|(number, of)| Self { number, of })
            .ok_or_else(|| {
                format!(
                    "“{text}” không phải là một phần của lô; cần K/N với K từ 1 đến N, \
                     N nhiều nhất 100.000, ví dụ 3/16"
                )
            })
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_part_is_written_as_number_and_count() {
        assert_eq!("3/16".parse(), Ok(Shard { number: 3, of: 16 }));
        for text in ["0/4", "5/4", "1", "a/b", "1/0", "-1/2", ""] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_unit_is_in_exactly_one_part(path in ".{0,40}", of in 1u64..50) {
            let parts = (1..=of).map(|number| Shard { number, of });
            prop_assert_eq!(parts.filter(|part| part.holds(&path)).count(), 1);
        }
    }
}
