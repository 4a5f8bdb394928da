//! Tables as offices hold them: workbooks (XLSX) and text tables (CSV, TSV).
//!
//! [`Book::read`] turns a file's bytes into sheets of cells ([`Grid`]), each cell with its place.
//! [`Head::find`] says where the header stands and what each column is called. A hồ sơ says
//! which columns are meant ([`Columns`]); [`Columns::table`] gives the rows as [`Record`]s.
//! Where a hồ sơ is yet to be written, [`Guesser`] tells which column is which by its header.
//! The national portal's monthly export needs no such mapping: [`portal`].
//!
//! Whatever had to be guessed is told in `notes`, Vietnamese sentences for the user.

mod book;
mod charset;
mod check;
mod columns;
mod csv;
mod grid;
mod guess;
mod head;
mod lookup;
mod matching;
mod numeral;
mod package;
pub mod portal;
mod quiet;
mod record;
mod rows;
mod spreadsheet;
mod text;
mod words;

pub use book::{Book, Sheet};
pub use charset::Charset;
pub use columns::{COLUMNS, Columns, SOURCE, TABLE};
pub use grid::{Cell, CellKind, Grid, Merge, Row};
pub use guess::{Guess, Guesser, Sought};
pub use head::{Column, Head};
pub use matching::Wanted;
pub use record::{CellValue, Record, Table};
pub use rows::{RowKind, classify};
