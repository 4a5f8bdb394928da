//! Boxes for tests.

mod chance;
mod decreed;
mod dice;
mod letter;
mod notice;

mod pages;
mod settle;
mod tables;

pub(super) use crate::page::sample::{
    A4, BODY, RULE, TYPE, boxes, cell, paragraph, plain, row, section, spanning, table, with,
};
pub(super) use chance::chance;
pub(super) use notice::notice;

use crate::page::Boxes;

/// One of the documents that are compared with LibreOffice's rendering of them.
pub(super) fn generated(seed: u64) -> Boxes {
    let mut boxes = match seed % 5 {
        0 => chance(seed, 12),
        1 => letter::letter(seed),
        2 => tables::tables(seed),
        3 => pages::pages(seed),
        _ => decreed::decreed(seed),
    };
    settle::settle(&mut boxes);
    boxes
}
