//! What becomes of the cells of a sheet that is written again.

use std::collections::BTreeMap;

/// What becomes of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Its figure goes; a formula stays, without its result.
    Blank,
    /// It says something else.
    Text(String),
}

/// What becomes of the cells of a sheet, by row and column from 1.
pub type Edits = BTreeMap<(usize, usize), Edit>;
