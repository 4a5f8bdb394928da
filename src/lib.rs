//! vanthu ("văn thư", the office's clerk of documents) turns a month's figures into correct
//! Vietnamese official documents, DOCX and PDF, as Nghị định 30/2020/NĐ-CP prescribes them.
//!
//! Data goes one way: figures → score → compose → document → audit → typeset → DOCX, PDF.
//! `docs/architecture.md` shows the rooms and what each may know.

// What only the rooms that are left out use is no mistake in a small build; the whole one tells.
#![cfg_attr(not(feature = "cli"), allow(dead_code, unused_imports))]

pub mod audit;
#[cfg(feature = "batch")]
pub mod batch;
pub mod bulletin;
pub mod cancellation;
#[cfg(feature = "cli")]
pub mod cli;
pub mod compose;
pub mod compress;
pub mod document;
pub mod docx;
pub mod dossier;
#[cfg(feature = "xlsx")]
pub mod draft;
pub mod fault;
pub mod files;
pub mod font;
pub mod form;
pub mod framework;
pub mod length;
pub mod nd30;
#[cfg(feature = "output")]
pub mod output;
pub mod page;
pub mod pdf;
pub mod render;
pub mod roll;
pub mod score;
pub mod sheet;
pub mod shelf;
pub mod source;
pub mod table;
pub mod vn;
pub mod workbook;

// Tests of the files here are made of the same pieces as those in `tests/`, which name this crate
// from outside.
#[cfg(test)]
extern crate self as vanthu;
#[cfg(test)]
#[path = "../tests/builders/mod.rs"]
mod builders;
