//! What came in: forms as they are declared, and values as the user wrote them, each with its
//! place in its file.

mod cell;
mod declare;
mod fields;
mod schema;
mod shipped;
mod yaml;

pub use cell::cell;
pub use declare::{Choice, Form, Key, Map, Named, Names, Need, Shape};
pub use fields::{Fields, FromFields, FromNode, Percent, Sourced, one_of};
pub use schema::schema;
pub use shipped::Shipped;
pub use yaml::{Entry, Node, Value, parse};
