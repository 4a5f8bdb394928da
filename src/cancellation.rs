//! A wish to stop, which whoever started the work may express from another thread.
//!
//! ```
//! use vanthu::cancellation::Cancellation;
//!
//! let wish = Cancellation::default();
//! let work = wish.clone();
//! assert!(work.check().is_ok());
//! wish.cancel();
//! assert!(work.check().is_err());
//! ```

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::fault::{Fault, Faults, Kind, Place};

/// Whether work is still wanted; clones speak of the same work. Work asks between units,
/// documents and pages, and ends with a fault of [`Kind::Cancelled`].
#[derive(Debug, Clone, Default)]
pub struct Cancellation(Arc<AtomicBool>);

impl Cancellation {
    /// The work is wanted no more.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it is wanted no more.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Goes on while the work is wanted.
    ///
    /// # Errors
    /// If it is wanted no more.
    pub fn check(&self) -> Result<(), Faults> {
        if self.is_cancelled() {
            let found = "công việc đã dừng theo yêu cầu";
            let fault = Fault::new(Kind::Cancelled, Place::file("vanthu"), found);
            return Err(fault.remedy("chạy lại để làm tiếp").into());
        }
        Ok(())
    }
}
