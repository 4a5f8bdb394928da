//! Code of others that panics on hostile input, stopped without Rust's own message on stderr:
//! the user gets a fault in Vietnamese instead.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    /// Whether this thread's panics are expected.
    static EXPECTED: Cell<bool> = const { Cell::new(false) };
}

/// Makes panics silent where they are expected; all others are told as before.
static HOOK: Once = Once::new();

/// What the work gives; none if it panicked.
pub fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    HOOK.call_once(|| {
        let told = take_hook();
        set_hook(Box::new(move |panic| {
            if !EXPECTED.get() {
                told(panic);
            }
        }));
    });
    let before = EXPECTED.replace(true);
    let given = catch_unwind(AssertUnwindSafe(work));
    EXPECTED.set(before);
    given.ok()
}

#[cfg(test)]
#[allow(clippy::panic, reason = "panics are what is tested")]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_caught_and_the_next_one_is_told_again() {
        assert_eq!(caught(|| 1), Some(1));
        assert_eq!(caught(|| -> u8 { panic!("expected") }), None);
        assert!(!EXPECTED.get());
    }
}
