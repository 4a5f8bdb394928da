//! Values that are made once and shared, as long as they are among those used last.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// How many values are kept, however light they are.
const MOST: usize = 64;

/// The values used last, by their keys. Who asks for one that another thread is just making
/// waits for it. What has not been used for long is dropped, so that memory stays flat however
/// many there are.
#[derive(Debug)]
pub struct Recent<K, T> {
    /// What all of them together may weigh.
    limit: usize,
    slots: Mutex<VecDeque<Slot<K, T>>>,
}

#[derive(Debug)]
struct Slot<K, T> {
    key: K,
    weight: usize,
    value: Arc<OnceLock<T>>,
}

impl<K: PartialEq, T: Clone> Recent<K, T> {
    /// No values yet; those that are kept weigh at most so much, the newest apart.
    pub fn new(limit: usize) -> Self {
        let slots = Mutex::default();
        Self { limit, slots }
    }

    /// The same with those values alone whose keys and values are to be kept.
    pub fn kept(&self, keep: impl Fn(&K, &T) -> bool) -> Self
    where
        K: Clone,
    {
        let slots = self.lock();
        let kept = slots.iter().filter(|slot| {
            let value = slot.value.get();
            value.is_some_and(|value| keep(&slot.key, value))
        });
        let kept = kept.map(|slot| Slot {
            key: slot.key.clone(),
            weight: slot.weight,
            value: Arc::clone(&slot.value),
        });
        Self {
            limit: self.limit,
            slots: Mutex::new(kept.collect()),
        }
    }

    /// The value of a key, which `make` makes if it is not kept, with its weight.
    pub fn get(&self, key: K, make: impl FnOnce() -> (T, usize)) -> T {
        let value = self.slot(key);
        let mut made = None;
        let found = value.get_or_init(|| {
            let (value, weight) = make();
            made = Some(weight);
            value
        });
        if let Some(weight) = made {
            self.weigh(&value, weight);
        }
        found.clone()
    }

    /// Drops the value of a key.
    pub fn release(&self, key: &K) {
        self.lock().retain(|slot| slot.key != *key);
    }

    /// The slot of a key, moved to those used last.
    fn slot(&self, key: K) -> Arc<OnceLock<T>> {
        let mut slots = self.lock();
        let known = slots.iter().position(|slot| slot.key == key);
        let slot = known.and_then(|at| slots.remove(at));
        let slot = slot.unwrap_or_else(|| Slot {
            key,
            weight: 0,
            value: Arc::default(),
        });
        let value = Arc::clone(&slot.value);
        slots.push_back(slot);
        if slots.len() > MOST {
            slots.pop_front();
        }
        value
    }

    fn weigh(&self, value: &Arc<OnceLock<T>>, weight: usize) {
        let mut slots = self.lock();
        let mut weighed = slots.iter_mut();
        if let Some(slot) = weighed.find(|slot| Arc::ptr_eq(&slot.value, value)) {
            slot.weight = weight;
        }
        let mut all: usize = slots.iter().map(|slot| slot.weight).sum();
        while all > self.limit && slots.len() > 1 {
            all -= slots.pop_front().map_or(0, |slot| slot.weight);
        }
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Slot<K, T>>> {
        // Nothing is left half-done by who panics here.
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_once_while_it_is_among_those_used_last() {
        let recent = Recent::new(3);
        let get = |key: char| {
            let mut made = false;
            recent.get(key, || {
                made = true;
                ((), 1)
            });
            made
        };
        assert!("abc".chars().all(get), "all are new");
        assert!(!get('a'));
        assert!(get('d'), "new, and for it the one unused for longest goes");
        assert!(!get('a'));
        assert!(get('b'));
    }

    #[test]
    fn one_that_is_too_heavy_alone_is_kept_alone() {
        let recent = Recent::new(3);
        recent.get('a', || ((), 1));
        recent.get('b', || ((), 9));
        recent.get('b', || panic!("is kept"));
    }
}
