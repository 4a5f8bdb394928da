//! A month for every unit: one lô, from files to files. Units are checked, composed and printed
//! by many workers, one at a time each; what goes to the disk goes through one store. The result
//! is the same whatever the number of workers and however often the run was stopped.
//!
//! ```no_run
//! use std::path::Path;
//! use vanthu::batch::{Lot, Options, run};
//! use vanthu::cancellation::Cancellation;
//! use vanthu::font::Fonts;
//! use vanthu::shelf::Session;
//!
//! let lot = Lot::read(Path::new("lo.yaml"), &Session::disk())?;
//! let options = Options {
//!     out: "ket-qua".into(),
//!     jobs: None,
//!     strict: false,
//!     shard: None,
//!     zip: false,
//!     allowed: Vec::new(),
//!     program: String::new(),
//!     cancellation: Cancellation::default(),
//! };
//! let report = run(&lot, &Fonts::embedded()?, &options, &mut |_| ())?;
//! println!("{} đơn vị", report.totals().done);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod archive;
mod digest;
mod each;
mod earlier;
mod filling;
mod joined;
mod lot;
mod make;
mod making;
mod member;
mod merge;
mod naming;
mod options;
mod pieces;
mod provinces;
mod publish;
mod ranks;
mod recipe;
mod report;
mod rows;
mod run;
mod scored;
mod shard;
mod since;
mod tasks;
mod units;
mod words;
mod workbook;
mod workers;

pub use crate::output::Written;
pub use lot::{LOT, Lot};
pub use making::{MadeFiles, Making};
pub use merge::merge;
pub use options::Options;
pub use pieces::Archive;
pub use report::{Points, Report, Run, Totals, UnitReport};
pub use run::{Event, run};
pub use shard::Shard;
pub use workbook::weight;
