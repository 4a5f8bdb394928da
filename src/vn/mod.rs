//! Vietnamese as it is written: numbers, dashes, dates, months, names, slugs. A cellar: every room may use it.
//!
//! ```
//! use vanthu::vn::number::{parse, print};
//! use vanthu::vn::period::Period;
//!
//! assert_eq!(print(parse("1.229,50")?), "1.229,50");
//! let period = Period::parse("quý IV/2026").unwrap();
//! assert_eq!(period.long(), "quý IV năm 2026");
//! # Ok::<(), vanthu::vn::number::ValueError>(())
//! ```

pub(crate) mod catalogue;
pub mod date;
pub mod entry;
pub(crate) mod identity;
pub(crate) mod name;
pub mod number;
pub mod period;
pub(crate) mod slug;
pub(crate) mod spelling;
pub(crate) mod text;
pub(crate) mod tone;
pub(crate) mod words;
