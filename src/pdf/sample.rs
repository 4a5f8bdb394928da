//! Boxes for tests.

mod chance;
mod notice;
mod office;

pub(super) use crate::page::sample::{
    A4, BODY, RULE, TYPE, boxes, cell, paragraph, plain, row, section, table, with,
};
pub(super) use chance::chance;
pub(super) use notice::notice;
pub(super) use office::office;
