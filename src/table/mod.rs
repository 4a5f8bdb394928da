//! Tables as offices hold them: workbooks (XLSX) and text tables (CSV, TSV).
//!
//! [`Tables`] opens each file once; [`Book::read`] turns a file's bytes into sheets of cells ([`Grid`]), each cell with its place.
//! [`Head::find`] says where the header stands and what each column is called. A hồ sơ says
//! which columns are meant ([`Columns`]); `Columns::records` gives the rows as [`Record`]s.
//! What it does not declare is looked for by the heads ([`Sought`], [`search`]).
//! The national portal's monthly export needs no such mapping: [`portal`].
//!
//! Whatever had to be guessed, or is read though it is hidden, is told in notes ([`crate::fault::Note`]).
//!
//! ```
//! use vanthu::table::{Book, Head};
//!
//! let csv = "Đơn vị;Tiến độ\nXã Lam Vỹ;19,5\nXã Bình An;20\n";
//! let book = Book::read("diem.csv", csv.as_bytes(), None)?;
//! let grid = book.only(&mut Vec::new())?;
//! let head = Head::find(grid)?;
//! assert_eq!(*head.rows.end(), 1);
//! # Ok::<(), vanthu::fault::Faults>(())
//! ```

mod bare;
mod book;
mod charset;
mod check;
mod columns;
mod csv;
mod dictionary;
mod edits;
mod emptied;
mod finder;
mod grid;
mod head;
mod hidden;
mod judged;
mod lookup;
mod merge;
mod others;
pub mod portal;
mod record;
mod records;
mod relation;
mod rows;
mod scale;
mod serial;
#[cfg(feature = "xlsx")]
mod spreadsheet;
mod tables;
mod text;
mod texts;
mod turned;
mod units;
mod words;

pub use bare::{bare_lines, bare_names};
pub use book::Book;
pub use charset::Charset;
pub use check::Repeated;
pub use columns::{COLUMNS, Columns, SOURCE, TABLE, columns, header_rows};
pub use dictionary::rank_of;
pub use emptied::Emptying;
pub use finder::{Evidence, Found, Sought, likely, search};
pub use grid::{Cell, CellKind, Grid, Row, Worksheet};
pub use head::{Column, Head};
pub(crate) use hidden::unseen;
pub use judged::{Maxima, Typed, judge, judge_typed};
pub use merge::Merge;
pub use others::{Wanted, chosen};
pub use record::{Record, Table};
pub use rows::{RecordKind, classify};
pub use tables::Tables;
