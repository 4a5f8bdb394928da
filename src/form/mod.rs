//! What came in: forms as they are declared, and values as the user wrote them, each with its
//! place in its file.
//!
//! ```
//! use vanthu::fault::Faults;
//! use vanthu::form::{Fields, Form, Key, Sourced, parse};
//!
//! static FORM: Form = Form::new("thử").keys(&[Key::required::<Sourced<String>>("ten", "Tên")]);
//!
//! let node = parse("thu.yaml", "ten: Lam Vỹ")?;
//! let mut faults = Faults::none();
//! let name = Fields::of(&node, &FORM, &mut faults)
//!     .and_then(|fields| fields.get::<Sourced<String>>("ten", &mut faults));
//! let name = faults.or(name)?;
//! assert_eq!((name.value.as_str(), name.place.line(), name.place.column()), ("Lam Vỹ", 1, 6));
//! # Ok::<(), vanthu::fault::Faults>(())
//! ```

mod cell;
mod choice;
mod comment;
mod declare;
mod fields;
mod joined;
mod node;
mod outline;
mod record;
mod schema;
mod shipped;
mod syntax;
mod value;
mod yaml;

pub use cell::cell;
pub use choice::Choice;
pub(crate) use choice::{choice, names, one_of};
pub use declare::{Form, Holds, Key, Map, Named, Names, Need, Shape};
pub use fields::{Fields, FromFields};
pub use node::{Entry, Node, Value};
pub use outline::outline;
pub(crate) use record::form;
pub use schema::schema;
pub use shipped::Shipped;
pub(crate) use shipped::shipped;
pub(crate) use value::with_colon;
pub use value::{Count, FromNode, Levels, Percent, Sourced, read, scalar};
pub use yaml::parse;
