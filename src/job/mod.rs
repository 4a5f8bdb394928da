//! One hồ sơ, from files to files. The shells call this; it holds no rules of other rooms.

mod appendix;
mod desk;
mod dossier;
mod draft;
mod files;
mod form;
mod glyphs;
pub mod library;
mod listing;
mod roll;
mod sheets;

use std::path::{Path, PathBuf};

use crate::audit::Report;
use crate::bulletin;
use crate::compose::Form;
use crate::docx;
use crate::fault::{Fault, Faults, Kind, Place};
use crate::font::{FontError, Fonts};
use crate::nd30::{Profile, typeset};
use crate::pdf;
use crate::vn::period::Period;
use crate::workbook::{self, Workbook};

pub use desk::Desk;
pub use dossier::Dossier;
pub use draft::{Drafted, Order, draft};
pub use form::Folders;
pub use library::Listed;
pub use roll::Roll;

pub use crate::score::Unit;

/// A kind of file to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    /// A Word file, to go on editing.
    Docx,
    /// A PDF, to print and sign.
    Pdf,
}

impl Output {
    /// The ending of the file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Pdf => "pdf",
        }
    }
}

/// What was written, and what is doubtful about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The files, in the order asked for; none if an error that was not allowed kept them from
    /// being written.
    pub files: Vec<PathBuf>,
    /// What is doubtful.
    pub report: Report,
}

/// The shipped faces, or those of a folder.
///
/// # Errors
/// If the folder lacks a face, or a shipped file is broken.
pub fn fonts(folder: Option<&Path>) -> Result<Fonts, Faults> {
    let fonts = match folder {
        Some(folder) => Fonts::from_folder(folder),
        None => Fonts::embedded(),
    };
    fonts.map_err(font_fault)
}

/// What all hồ sơ of a run share: the checks, the faces and the PDF writer, made ready once.
pub struct Press<'f> {
    desk: Desk,
    fonts: &'f Fonts,
    writer: pdf::Writer<'f>,
}

impl<'f> Press<'f> {
    /// A press that sets documents in these faces.
    ///
    /// # Errors
    /// If the shipped rules or a face cannot be used.
    pub fn new(fonts: &'f Fonts) -> Result<Self, Faults> {
        Ok(Self {
            desk: Desk::new(None)?,
            fonts,
            writer: pdf::Writer::new(fonts).map_err(|e| internal(&e))?,
        })
    }

    /// The same press, checking at this desk.
    #[must_use]
    pub fn at(self, desk: Desk) -> Self {
        Self { desk, ..self }
    }

    /// Writes the files of a hồ sơ into a folder, unless the checks find an error whose code is
    /// not among those allowed. Either all are written whole, or none is
    /// changed.
    ///
    /// # Errors
    /// All that is wrong with the hồ sơ, its template, or the folder.
    pub fn render(
        &self,
        dossier: &Dossier,
        folder: &Path,
        outputs: &[Output],
        allowed: &[String],
    ) -> Result<Rendered, Faults> {
        let Dossier {
            templates,
            inputs,
            place,
            form,
            ..
        } = dossier;
        let profile = match form {
            Some(form) => Profile::read(form, self.desk.decree())?,
            None => Profile::default(),
        };
        let mut documents = Vec::with_capacity(templates.len());
        for template in templates {
            documents.push((template, template.compose(inputs)?));
        }
        let report = self
            .desk
            .audit(dossier, documents.iter().map(|(_, document)| document));
        if report.errors(allowed).next().is_some() {
            return Ok(Rendered {
                files: Vec::new(),
                report,
            });
        }
        let mut written = Vec::with_capacity(outputs.len() * templates.len());
        for (template, document) in &documents {
            let path = |extension| {
                let name = format!("{}.{extension}", template.file_stem());
                folder.join(name)
            };
            if template.form() == Form::News {
                written.push((path("html"), bulletin::html(document).into_bytes()));
                written.push((path("txt"), bulletin::text(document).into_bytes()));
                continue;
            }
            let boxes = typeset(document, self.desk.decree(), &profile, self.fonts);
            glyphs::check(&boxes, self.fonts, place)?;
            for output in outputs {
                let bytes = match output {
                    Output::Docx => docx::write(&boxes).map_err(|e| internal(&e))?,
                    Output::Pdf => self.writer.write(&boxes).map_err(|e| internal(&e))?,
                };
                written.push((path(output.extension()), bytes));
            }
        }
        files::write_all(folder, &written)?;
        Ok(Rendered {
            files: written.into_iter().map(|(path, _)| path).collect(),
            report,
        })
    }
}

/// Writes one file whole, or not at all.
///
/// # Errors
/// If it cannot be written.
pub fn save(file: &Path, bytes: Vec<u8>) -> Result<(), Faults> {
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    files::write_all(folder, &[(file.to_owned(), bytes)])
}

/// Writes a workbook that belongs to a period.
///
/// # Errors
/// If it cannot be written.
pub fn save_workbook(
    file: &Path,
    period: Period,
    sheets: Vec<workbook::Sheet>,
) -> Result<(), Faults> {
    let day = period.first_day();
    save(
        file,
        workbook::write(&Workbook { day, sheets }).map_err(|e| internal(&e))?,
    )
}

fn font_fault(error: FontError) -> Faults {
    let (place, found) = match error {
        FontError::Folder(folder, error) => (
            Place::file(folder.display().to_string()),
            format!("thư mục phông chữ: {}", files::unreadable(error.kind())),
        ),
        FontError::Missing(folder, variant) => (
            Place::file(folder.display().to_string()),
            format!("thư mục thiếu kiểu chữ {}", variant.vietnamese_name()),
        ),
        FontError::Broken(variant, error) => (
            Place::file("phông chữ"),
            format!(
                "tệp phông chữ {} bị hỏng ({error})",
                variant.vietnamese_name()
            ),
        ),
    };
    Faults::from(
        Fault::new(Kind::Unreadable, place, found)
            .expected("bốn tệp của Times New Roman hoặc Liberation Serif: thường, đậm, nghiêng, đậm nghiêng")
            .remedy("kiểm tra --font-dir, hoặc bỏ tùy chọn này để dùng phông chữ có sẵn"),
    )
}

/// A fault that no input should be able to cause.
fn internal(error: &dyn std::error::Error) -> Faults {
    let mut found = format!("chương trình gặp lỗi của chính nó: {error}");
    let mut cause = error.source();
    while let Some(error) = cause {
        found.push_str(&format!(": {error}"));
        cause = error.source();
    }
    Faults::from(
        Fault::new(Kind::Internal, Place::file("vanthu"), found)
            .remedy("gửi hồ sơ và thông báo này cho nhóm phát triển"),
    )
}
