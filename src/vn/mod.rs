//! Vietnamese as it is written: numbers, dashes, dates, months, names, slugs. A cellar: every room may use it.

pub mod date;
pub mod entry;
pub mod name;
pub mod number;
pub mod period;
pub mod slug;
pub mod text;
pub mod tone;
pub mod words;
