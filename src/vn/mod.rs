//! Vietnamese as it is written: numbers, dashes, dates, months, names, slugs. A cellar: every room may use it.

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
