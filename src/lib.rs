//! vanthu ("văn thư", the office's clerk of documents) turns a month's figures into correct
//! Vietnamese official documents, DOCX and PDF, as Nghị định 30/2020/NĐ-CP prescribes them.
//!
//! Data goes one way: figures → score → compose → document → audit → typeset → DOCX, PDF.
//! `docs/architecture.md` shows the rooms and what each may know.

pub mod audit;
pub mod batch;
pub mod bulletin;
pub mod cli;
pub mod compose;
pub mod deflate;
pub mod document;
pub mod docx;
pub mod fault;
pub mod figures;
pub mod font;
pub mod framework;
pub mod job;
pub mod length;
pub mod nd30;
pub mod page;
pub mod pdf;
pub mod score;
pub mod sheet;
pub mod vn;
pub mod workbook;
