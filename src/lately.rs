//! What was worked out lately, for those who ask the same again. It changes no result: of many
//! documents most parts are the same, and need be worked out only once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What was made lately of some bytes.
pub struct Lately<T> {
    made: Mutex<HashMap<Vec<u8>, Arc<T>>>,
    most: usize,
}

impl<T> Lately<T> {
    /// What is made of more bytes is not kept.
    const LARGEST: usize = 32 * 1024;

    /// Nothing yet. When so many are kept and one more is made, all are forgotten.
    pub fn new(most: usize) -> Self {
        Self {
            made: Mutex::default(),
            most,
        }
    }

    /// What was made of these bytes, or is made now.
    pub fn of(&self, bytes: &[u8], make: impl FnOnce() -> T) -> Arc<T> {
        // Nothing is left half-done by who panics while it makes.
        let lately = || self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if bytes.len() > Self::LARGEST {
            return Arc::new(make());
        }
        if let Some(known) = lately().get(bytes) {
            return Arc::clone(known);
        }
        let made = Arc::new(make());
        let mut lately = lately();
        if lately.len() >= self.most {
            lately.clear();
        }
        lately.insert(bytes.to_vec(), Arc::clone(&made));
        made
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_made_lately_is_not_made_again() {
        let lately = Lately::new(2);
        assert_eq!(*lately.of(b"a", || 1), 1);
        assert_eq!(*lately.of(b"a", || 2), 1);
        for other in [b"b", b"c", b"d"] {
            lately.of(other, || 3);
        }
        assert_eq!(*lately.of(b"a", || 4), 4);
        let long = vec![0; 40_000];
        assert_eq!([5, 6].map(|n| *lately.of(&long, || n)), [5, 6]);
    }
}
