//! vanthu ("văn thư", the office's clerk of documents) turns a month's figures into correct
//! Vietnamese official documents, DOCX and PDF, as Nghị định 30/2020/NĐ-CP prescribes them.
//!
//! From figures in memory to the bytes of both files, with what is doubtful about them:
//!
//! ```
//! use std::path::Path;
//! use vanthu::dossier::Dossier;
//! use vanthu::files::Memory;
//! use vanthu::font::Fonts;
//! use vanthu::render::{Output, Renderer};
//! use vanthu::shelf::Session;
//!
//! let dossier = "
//! mau: thong-bao-xa
//! bo_chi_so: qd766
//! ky: 2025-10
//! co_quan: {ten: Ủy ban nhân dân xã Lam Vỹ, thuoc: tỉnh Thái Nguyên, ky_hieu: UBND, dia_danh: Lam Vỹ}
//! van_ban: {ngay: 2025-11-05}
//! diem:
//!   cong_khai_minh_bach: {dat: '15,5', ky_truoc: '17,7'}
//!   tien_do: {dat: 20, ky_truoc: 19}
//!   dich_vu_cong_truc_tuyen: {dat: '6,9', ky_truoc: '7,2'}
//!   thanh_toan_truc_tuyen: {dat: 10, ky_truoc: '9,9'}
//!   muc_do_hai_long: {dat: 18, ky_truoc: 18}
//!   so_hoa: {dat: '19,82', ky_truoc: '18,64'}
//! noi_nhan: {gui: [UBND tỉnh Thái Nguyên, Các cơ quan trên địa bàn], luu: VP}
//! nguoi_ky: {quyen_han: TM. Ủy ban nhân dân, chuc_vu: Chủ tịch, ho_ten: Nguyễn Văn A}
//! ";
//! let session = Session::new(Memory::from([("ho-so.yaml", dossier)]));
//! let dossier = Dossier::read(Path::new("ho-so.yaml"), &session)?;
//!
//! // Made once, kept for as long as documents are wanted, and shared by threads.
//! let renderer = Renderer::new(&Fonts::embedded().expect("the shipped typeface"))?;
//! let rendered = renderer.render(&dossier, &[Output::Docx, Output::Pdf], &[])?;
//! for finding in &rendered.review.findings {
//!     println!("{finding}");
//! }
//! let [(docx, package), (pdf, file)] = &rendered.files[..] else { panic!("two files") };
//! assert_eq!((docx.as_str(), &package[..2]), ("thong-bao.docx", &b"PK"[..]));
//! assert_eq!((pdf.as_str(), &file[..5]), ("thong-bao.pdf", &b"%PDF-"[..]));
//! # Ok::<(), vanthu::fault::Faults>(())
//! ```
//!
//! What is wrong with the input comes back as [`fault::Faults`], all of it at once, what is
//! doubtful as [`audit::Review`]; both serialise as [`fault::Remark`]. [`cancellation`] ends work
//! that is wanted no more.
//!
//! Without features the library reads YAML and CSV. `xlsx` adds Excel workbooks, `output` files
//! written whole, `batch` a month for every unit on all cores, and `cli`, the default, the
//! program.
//!
//! Data goes one way: figures → score → compose → document → audit → typeset → DOCX, PDF.
//! `docs/architecture.md` shows the rooms and what each may know.

// What is not there is a value, not the end of the program; tests index as they like.
#![warn(clippy::indexing_slicing)]
#![cfg_attr(
    not(feature = "cli"),
    allow(
        dead_code,
        unused_imports,
        reason = "what only rooms that are left out use is no mistake; the whole build tells"
    )
)]

pub mod audit;
#[cfg(feature = "batch")]
pub mod batch;
pub mod bounds;
pub mod bulletin;
pub mod cancellation;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
pub mod compose;
mod compress;
pub mod document;
pub mod docx;
pub mod dossier;
#[cfg(feature = "xlsx")]
pub mod draft;
pub mod fault;
pub mod files;
pub mod font;
pub mod form;
#[cfg(feature = "xlsx")]
pub mod formbook;
pub mod framework;
mod lately;
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
