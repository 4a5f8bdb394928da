//! What tests are made of: boxes, documents, chance. Tests of the files of `src/` use them too.
#![allow(
    dead_code,
    unused_imports,
    clippy::unwrap_used,
    reason = "each test uses its own part; a test that cannot go on should stop"
)]

mod boxes;
mod chance;
mod dice;
pub(crate) mod documents;
mod report;
pub(crate) mod word;

pub(crate) use boxes::{
    A4, BODY, NO_SPACE, RULE, TYPE, boxes, cell, paragraph, plain, row, section, spanning, table,
    with,
};
pub(crate) use chance::chance;
pub(crate) use dice::Dice;
pub(crate) use report::report;
