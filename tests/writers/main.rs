//! The two writers from outside: boxes in, files out.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

#[path = "../builders/mod.rs"]
mod builders;
mod decreed;
mod docx;
mod generated;
mod letter;
mod notice;
mod pages;
mod pdf;
mod settle;
mod tables;
