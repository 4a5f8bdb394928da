//! One hồ sơ, from files to files. The shells call this; it holds no rules of other rooms.
//!
//! ```
//! use std::path::Path;
//! use vanthu::dossier::Dossier;
//! use vanthu::font::Fonts;
//! use vanthu::render::{Output, Renderer};
//! use vanthu::shelf::Session;
//!
//! let dossier = Dossier::read(Path::new("examples/lam-vy-2024-02"), &Session::disk())?;
//! let renderer = Renderer::new(&Fonts::embedded()?)?;
//! let rendered = renderer.render(&dossier, &[Output::Pdf], &[])?;
//! assert_eq!(rendered.files[0].0, "thong-bao.pdf");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod checker;
mod glyphs;
mod notes;

use std::path::Path;
use std::sync::Arc;

use crate::audit::{Code, Review};
use crate::bounds::FONT_FILE;
use crate::bulletin;
use crate::cancellation::Cancellation;
use crate::compose::{self, Inputs};
use crate::document::Document;
use crate::docx;
use crate::dossier::Dossier;
use crate::fault::{Action, Fault, Faults, Kind, Place, internal};
use crate::files::Files;
use crate::font::{FontError, Fonts};
use crate::nd30::{Profile, typeset};
use crate::page::{self, Boxes, Sound};
use crate::pdf::{self, PdfError};
use crate::source::Source;

pub use checker::Checker;

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

/// The endings of the files of a document, in their order: a news item has its own two kinds.
pub fn endings(genre: compose::Genre, outputs: &[Output]) -> Vec<&'static str> {
    match genre {
        compose::Genre::News => vec!["html", "txt"],
        _ => outputs.iter().map(|output| output.extension()).collect(),
    }
}

/// The files of a hồ sơ, and what is doubtful about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The files' names and bytes, in the order asked for; none if an error that was not allowed
    /// keeps them from being made.
    pub files: Vec<(String, Vec<u8>)>,
    /// What is doubtful.
    pub review: Review,
}

/// The shipped faces, or those of a folder.
///
/// # Errors
/// If the folder lacks a face, or a shipped file is broken.
pub fn fonts(folder: Option<&Path>, files: &dyn Files) -> Result<Fonts, Faults> {
    let fonts = match folder {
        Some(folder) => Fonts::from_folder(files, folder),
        None => Fonts::embedded(),
    };
    fonts.map_err(font_fault)
}

/// What all hồ sơ of a run share: the checks, the faces and the PDF writer, made ready once. It
/// owns them, may be used by many threads at once, and a clone shares them.
#[derive(Clone)]
pub struct Renderer {
    checker: Arc<Checker>,
    fonts: Fonts,
    writer: Arc<pdf::Writer>,
    cancellation: Cancellation,
    /// Whether each DOCX comes with one that explains its figures.
    explains: bool,
}

impl Renderer {
    /// A renderer that sets documents in these faces.
    ///
    /// # Errors
    /// If the shipped rules or a face cannot be used.
    pub fn new(fonts: &Fonts) -> Result<Self, Faults> {
        let writer = pdf::Writer::new(fonts).map_err(|error| pdf_fault(&error, fonts))?;
        Ok(Self {
            checker: Arc::new(Checker::new(None)?),
            fonts: fonts.clone(),
            writer: Arc::new(writer),
            cancellation: Cancellation::default(),
            explains: false,
        })
    }

    /// The same renderer, with this checker.
    #[must_use]
    pub fn at(self, checker: impl Into<Arc<Checker>>) -> Self {
        let checker = checker.into();
        Self { checker, ..self }
    }

    /// The same renderer, for work that may be cancelled.
    #[must_use]
    pub fn under(self, cancellation: &Cancellation) -> Self {
        Self {
            cancellation: cancellation.clone(),
            ..self
        }
    }

    /// The same renderer, which makes one more Word file of each document: the same, with a
    /// comment at each figure that tells how it follows and where it is stated.
    #[must_use]
    pub fn explaining(self, explains: bool) -> Self {
        Self { explains, ..self }
    }

    /// Makes the files of a hồ sơ, unless the checks find an error whose code is not among those
    /// allowed.
    ///
    /// # Errors
    /// All that is wrong with the hồ sơ or its template.
    pub fn render(
        &self,
        dossier: &Dossier,
        outputs: &[Output],
        allowed: &[Code],
    ) -> Result<Rendered, Faults> {
        let profile = self.profile(dossier)?;
        let (documents, review) = self.compose(dossier)?;
        if review.errors(allowed).next().is_some() {
            return Ok(Rendered {
                files: Vec::new(),
                review,
            });
        }
        let mut made = Vec::with_capacity(outputs.len() * documents.len());
        for (template, document) in dossier.templates.iter().zip(&documents) {
            let genre = template.genre();
            let files = self.files(document, genre, &profile, &dossier.place, outputs)?;
            made.extend(files.into_iter().map(|(ending, bytes)| {
                let name = format!("{}.{ending}", template.file_stem());
                (name, bytes)
            }));
            if self.explains && genre != compose::Genre::News {
                let name = format!("{}-giai-thich.docx", template.file_stem());
                let boxes = self.typeset(document, &profile, &dossier.place)?;
                made.push((name, self.explained(&boxes, &dossier.inputs)?));
            }
        }
        Ok(Rendered {
            files: made,
            review,
        })
    }

    /// The documents of a hồ sơ, one of each template, and what is doubtful about them.
    ///
    /// # Errors
    /// All that the templates ask for and the hồ sơ does not have.
    pub fn compose(&self, dossier: &Dossier) -> Result<(Vec<Document>, Review), Faults> {
        let documents = dossier.templates.iter();
        let documents = documents.map(|template| {
            self.cancellation.check()?;
            template.compose(&dossier.inputs)
        });
        let documents: Vec<Document> = documents.collect::<Result<_, _>>()?;
        let review = self.checker.audit(dossier, &documents);
        Ok((documents, review))
    }

    /// How a hồ sơ uses the freedoms that the decree gives.
    ///
    /// # Errors
    /// Those that it does not give.
    pub fn profile(&self, dossier: &Dossier) -> Result<Profile, Faults> {
        match &dossier.profile {
            Some(node) => Profile::read(node, self.checker.decree()),
            None => Ok(Profile::default()),
        }
    }

    /// The boxes of a document; `place` is the file that its words come from.
    ///
    /// # Errors
    /// All letters that the faces lack.
    pub fn typeset(
        &self,
        document: &Document,
        profile: &Profile,
        place: &Place,
    ) -> Result<Boxes, Faults> {
        let boxes = typeset(document, self.checker.decree(), profile, &self.fonts);
        glyphs::check(&boxes, &self.fonts, place)?;
        Ok(boxes)
    }

    /// The files of a document: their endings and bytes. A news item has its own two kinds.
    ///
    /// # Errors
    /// All letters that the faces lack; a writer that fails, which is the program's own fault.
    pub fn files(
        &self,
        document: &Document,
        genre: compose::Genre,
        profile: &Profile,
        place: &Place,
        outputs: &[Output],
    ) -> Result<Vec<(&'static str, Vec<u8>)>, Faults> {
        if genre == compose::Genre::News {
            let (html, text) = (bulletin::html(document), bulletin::text(document));
            return Ok(vec![
                ("html", html.into_bytes()),
                ("txt", text.into_bytes()),
            ]);
        }
        let boxes = self.typeset(document, profile, place)?;
        let sound = page::check(&boxes).map_err(|error| internal(&error))?;
        let write = |output: &Output| {
            self.cancellation.check()?;
            let bytes = match output {
                Output::Docx => docx::write_sound(sound),
                Output::Pdf => self.sound_pdf(sound)?,
            };
            Ok((output.extension(), bytes))
        };
        outputs.iter().map(write).collect()
    }

    /// The bytes of a Word file.
    ///
    /// # Errors
    /// If the boxes break a promise of [`crate::page`], which is the program's own fault.
    pub fn docx(&self, boxes: &Boxes) -> Result<Vec<u8>, Faults> {
        docx::write(boxes).map_err(|error| internal(&error))
    }

    /// The bytes of a Word file with a comment at each figure: how it follows from the inputs,
    /// and where these were stated.
    ///
    /// # Errors
    /// If the boxes break a promise of [`crate::page`], which is the program's own fault.
    pub fn explained(&self, boxes: &Boxes, inputs: &Inputs) -> Result<Vec<u8>, Faults> {
        let note = |text: &str, source: &Source| notes::note(inputs, text, source);
        docx::write_with_comments(boxes, &note).map_err(|error| internal(&error))
    }

    /// The bytes of a PDF file.
    ///
    /// # Errors
    /// If the boxes break a promise of [`crate::page`], which is the program's own fault.
    pub fn pdf(&self, boxes: &Boxes) -> Result<Vec<u8>, Faults> {
        let sound = page::check(boxes).map_err(|error| internal(&error))?;
        self.sound_pdf(sound)
    }

    fn sound_pdf(&self, boxes: Sound) -> Result<Vec<u8>, Faults> {
        let written = self.writer.write_while(boxes, &self.cancellation);
        written.or_else(|error| {
            self.cancellation.check()?;
            Err(pdf_fault(&error, &self.fonts))
        })
    }
}

/// A face that cannot be embedded is a file of the user; all else is the program's own fault.
fn pdf_fault(error: &PdfError, fonts: &Fonts) -> Faults {
    match error {
        PdfError::Face(variant) => font_fault(fonts.broken(*variant)),
        error => internal(error),
    }
}

fn font_fault(error: FontError) -> Faults {
    let found = error.to_string();
    let (FontError::Folder(path, _)
    | FontError::File(path, _)
    | FontError::TooLarge(path, _)
    | FontError::Missing(path, ..)
    | FontError::Broken(path, _)
    | FontError::Unsound(path, ..)) = &error;
    let place = Place::file(path.display().to_string());
    let fault = match error {
        FontError::TooLarge(_, size) => FONT_FILE.passed(size, &place),
        _ => Fault::new(Kind::Unreadable, place, found)
            .expected("bốn tệp của Times New Roman hoặc Liberation Serif: thường, đậm, nghiêng, đậm nghiêng")
            .remedy("kiểm tra thư mục phông chữ, hoặc không chọn thư mục để dùng phông chữ có sẵn"),
    };
    Faults::from(fault.offer(Action::ChooseFonts))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shelf::Session;

    #[test]
    fn a_renderer_may_live_in_a_server() {
        fn lives_in_a_server<T: Clone + Send + Sync + 'static>(_: &T) {}
        lives_in_a_server(&Renderer::new(&Fonts::embedded().unwrap()).unwrap());
    }

    #[test]
    fn what_is_wanted_no_more_ends_with_a_fault_that_says_so() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/lam-vy-2024-02");
        let dossier = Dossier::read(&folder, &Session::disk()).unwrap();
        let cancellation = Cancellation::default();
        let renderer = Renderer::new(&Fonts::embedded().unwrap()).unwrap();
        let renderer = renderer.under(&cancellation);
        let (documents, _) = renderer.compose(&dossier).unwrap();
        let boxes = renderer
            .typeset(&documents[0], &Profile::default(), &dossier.place)
            .unwrap();
        cancellation.cancel();
        for faults in [
            renderer.compose(&dossier).map(drop).unwrap_err(),
            renderer.pdf(&boxes).map(drop).unwrap_err(),
        ] {
            let kinds: Vec<Kind> = faults.iter().map(|fault| fault.kind).collect();
            assert_eq!(kinds, [Kind::Cancelled]);
        }
    }
}
