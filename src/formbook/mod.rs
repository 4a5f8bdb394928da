//! A form as one Excel workbook, generated from its declaration: what it asks for in rows with what
//! each is for, its lists and tables on sheets of their own, with drop-downs; and such a workbook
//! read into the tree that its YAML would give, each value with its cell.
//!
//! ```
//! use time::{Date, Month};
//! use vanthu::form::{Form, Key, Names, parse};
//! use vanthu::formbook::{Blanks, read, write};
//!
//! static FORM: Form = Form::new("thử").keys(&[Key::required::<String>("ten", "Tên cơ quan")]);
//!
//! let node = parse("ho-so.yaml", "ten: Lam Vỹ")?;
//! let names = Names::default();
//! let day = Date::from_calendar_date(2026, Month::October, 1).unwrap();
//! let bytes = write(&FORM, &node, &Blanks::of(&names), day)?;
//! let (again, notes) = read("ho-so.xlsx", &bytes, &FORM)?;
//! let name = again.key("ten").unwrap();
//! assert_eq!((name.text(), name.place.to_string().as_str()), (Some("Lam Vỹ"), "ho-so.xlsx!Văn bản!B2"));
//! assert!(notes.is_empty());
//! # Ok::<(), vanthu::fault::Faults>(())
//! ```

mod build;
mod caption;
mod cell;
mod grid;
mod input;
mod key;
mod lay;
mod read;
mod shape;
mod size;
mod tab;
mod table;
mod write;

pub use read::read;
pub use tab::Blanks;

use time::Date;

use crate::fault::{Faults, internal};
use crate::form::{Form, Node};

/// The workbook of a form with what it says, and the blanks that are to be filled in; it bears a
/// day, so that the same input gives the same bytes.
///
/// # Errors
/// If it holds what the form does not declare, or what no cell can.
pub fn write(
    form: &'static Form,
    node: &Node,
    blanks: &Blanks,
    day: Date,
) -> Result<Vec<u8>, Faults> {
    let tabs = lay::tabs(form, node, blanks)?;
    write::write(&tabs, day).map_err(|error| internal(&error))
}
