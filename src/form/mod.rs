//! What came in: values as the user wrote them, each with its place in its file.

mod cell;
mod fields;
mod shipped;
mod yaml;

pub use cell::cell;
pub use fields::{Fields, FromNode, Percent, Sourced, one_of};
pub use shipped::Shipped;
pub use yaml::{Entry, Node, Value, parse};
