//! The four faces of the document's family: which glyph a letter has, how wide it is, how high
//! a line of it stands. Sizes are rounded as office programs round them (`docs/bo-cuc.md`).
//!
//! ```
//! use vanthu::font::{Fonts, Variant};
//!
//! let fonts = Fonts::embedded()?;
//! let face = fonts.face(Variant::Regular);
//! assert!(face.glyph('ữ').is_some() && face.glyph('文').is_none());
//! # Ok::<(), vanthu::font::FontError>(())
//! ```

mod face;
mod line;
mod sound;
mod subset;

use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::bounds::FONT_FILE;
use crate::files::{Bytes, Files, Unreadable, as_spelled};
use crate::length::Length;
use crate::page::RunFormat;

pub use face::{Description, Face, Glyph, LineMetrics};
pub use line::{Line, Piece, Text, break_lines};
pub use sound::Flaw;

/// The face for one combination of bold and italic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Variant {
    /// Upright.
    Regular,
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Bold and italic.
    BoldItalic,
}

impl Variant {
    /// All four, in the order of their declaration.
    pub const ALL: [Self; 4] = [Self::Regular, Self::Bold, Self::Italic, Self::BoldItalic];

    /// The variant that a run is set in.
    pub fn of(format: &RunFormat) -> Self {
        match (format.bold, format.italic) {
            (false, false) => Self::Regular,
            (true, false) => Self::Bold,
            (false, true) => Self::Italic,
            (true, true) => Self::BoldItalic,
        }
    }

    /// Its name for the user.
    pub fn vietnamese_name(self) -> &'static str {
        match self {
            Self::Regular => "thường",
            Self::Bold => "đậm",
            Self::Italic => "nghiêng",
            Self::BoldItalic => "đậm nghiêng",
        }
    }

    /// Whether the face leans.
    pub fn is_italic(self) -> bool {
        matches!(self, Self::Italic | Self::BoldItalic)
    }
}

/// The four faces of a family, read once; a clone shares them.
#[derive(Clone)]
pub struct Fonts {
    faces: Arc<[Face; 4]>,
    /// Where they were read from; none if they are shipped.
    files: Option<Arc<[PathBuf; 4]>>,
}

/// Why a family could not be read.
#[derive(Debug)]
pub enum FontError {
    /// The folder could not be read.
    Folder(PathBuf, Unreadable),
    /// A font file could not be read.
    File(PathBuf, Unreadable),
    /// The folder lacks a face, and has this file, larger than any font that is read; how many
    /// bytes it has, if that is known.
    TooLarge(PathBuf, Option<usize>),
    /// The folder holds no such face of Times New Roman or Liberation Serif, but these files that
    /// are no fonts or broken.
    Missing(PathBuf, Variant, Vec<String>),
    /// The font file is broken.
    Broken(PathBuf, Variant),
    /// The font file cannot set Vietnamese.
    Unsound(PathBuf, Variant, Flaw),
}

/// In the user's words.
impl fmt::Display for FontError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(_, why) => write!(f, "thư mục phông chữ: {why}"),
            Self::File(_, why) => write!(f, "tệp phông chữ: {why}"),
            Self::TooLarge(..) => write!(f, "tệp phông chữ: {}", Unreadable::TooLarge),
            Self::Missing(_, face, broken) => {
                write!(f, "thư mục thiếu kiểu chữ {}", face.vietnamese_name())?;
                match broken.is_empty() {
                    true => Ok(()),
                    false => write!(f, "; tệp phông chữ bị hỏng: {}", broken.join(", ")),
                }
            }
            Self::Broken(_, face) => {
                let face = face.vietnamese_name();
                write!(f, "tệp phông chữ kiểu {face} bị hỏng, không dùng được")
            }
            Self::Unsound(_, face, flaw) => {
                let face = face.vietnamese_name();
                write!(f, "tệp phông chữ kiểu {face} bị hỏng: {flaw}")
            }
        }
    }
}

impl std::error::Error for FontError {}

/// The shipped family: Liberation Serif 2.1.5, whose letters are as wide as those of
/// Times New Roman and which holds every Vietnamese letter.
const EMBEDDED: [&[u8]; 4] = [
    include_bytes!("../../fonts/LiberationSerif-Regular.ttf"),
    include_bytes!("../../fonts/LiberationSerif-Bold.ttf"),
    include_bytes!("../../fonts/LiberationSerif-Italic.ttf"),
    include_bytes!("../../fonts/LiberationSerif-BoldItalic.ttf"),
];

/// The families that a folder of fonts may hold, the first found wins.
const FAMILIES: [&str; 2] = ["Times New Roman", "Liberation Serif"];

impl Fonts {
    /// The family that is shipped inside the program.
    ///
    /// # Errors
    /// If a shipped file is broken, which a test rules out.
    pub fn embedded() -> Result<Self, FontError> {
        Self::from_data(EMBEDDED.map(Cow::Borrowed), None)
    }

    /// The faces of Times New Roman, or else of Liberation Serif, in a folder.
    ///
    /// # Errors
    /// If the folder cannot be read, or lacks one of the four faces.
    pub fn from_folder(files: &dyn Files, folder: &Path) -> Result<Self, FontError> {
        let folder = &*as_spelled(files, folder);
        let names = files.list(folder);
        let names = names.map_err(|why| FontError::Folder(folder.to_owned(), why))?;
        // The first file that may hold a face that lacks, but is not read.
        let (mut unread, mut broken) = (None, Vec::new());
        let mut found: Vec<(usize, Variant, Bytes, PathBuf)> = Vec::new();
        for name in names.iter().filter(|name| is_font(name)) {
            let path = folder.join(name);
            match read(files, &path) {
                Ok(data) => match family(&data) {
                    None => broken.push(name.clone()),
                    Some((name, variant)) => found.extend(
                        FAMILIES
                            .iter()
                            .position(|known| *known == name)
                            .map(|family| (family, variant, data, path)),
                    ),
                },
                Err(why) => unread = unread.or(Some(why)),
            }
        }
        found.sort_by_key(|(family, variant, ..)| (*family, *variant));
        let mut take = |variant| {
            let place = found.iter().position(|(_, v, ..)| *v == variant);
            let missing = || {
                let missing = || FontError::Missing(folder.to_owned(), variant, broken.clone());
                unread.take().unwrap_or_else(missing)
            };
            let (.., data, path) = found.remove(place.ok_or_else(missing)?);
            Ok((Cow::Owned(data.to_vec()), path))
        };
        let (regular, regular_file) = take(Variant::Regular)?;
        let (bold, bold_file) = take(Variant::Bold)?;
        let (italic, italic_file) = take(Variant::Italic)?;
        let (bold_italic, bold_italic_file) = take(Variant::BoldItalic)?;
        let files = [regular_file, bold_file, italic_file, bold_italic_file];
        let fonts = Self::from_data([regular, bold, italic, bold_italic], Some(files))?;
        fonts.sound()
    }

    /// Itself, if its faces can set Vietnamese; those that are shipped can.
    fn sound(self) -> Result<Self, FontError> {
        let flaw = |variant| Some((variant, sound::flaw(self.face(variant))?));
        match Variant::ALL.into_iter().find_map(flaw) {
            None => Ok(self),
            Some((variant, flaw)) => {
                let file = file_of(self.files.as_deref(), variant);
                Err(FontError::Unsound(file, variant, flaw))
            }
        }
    }

    fn from_data(
        data: [Cow<'static, [u8]>; 4],
        files: Option<[PathBuf; 4]>,
    ) -> Result<Self, FontError> {
        let files = files.map(Arc::new);
        let [regular, bold, italic, bold_italic] = data;
        let read = |variant, data| {
            let broken = |_| FontError::Broken(file_of(files.as_deref(), variant), variant);
            Face::parse(data).map_err(broken)
        };
        let faces = Arc::new([
            read(Variant::Regular, regular)?,
            read(Variant::Bold, bold)?,
            read(Variant::Italic, italic)?,
            read(Variant::BoldItalic, bold_italic)?,
        ]);
        Ok(Self { faces, files })
    }

    /// The error of a face that turned out to be of no use.
    pub fn broken(&self, variant: Variant) -> FontError {
        FontError::Broken(file_of(self.files.as_deref(), variant), variant)
    }

    /// The face of a variant.
    pub fn face(&self, variant: Variant) -> &Face {
        let [regular, bold, italic, bold_italic] = self.faces.as_ref();
        match variant {
            Variant::Regular => regular,
            Variant::Bold => bold,
            Variant::Italic => italic,
            Variant::BoldItalic => bold_italic,
        }
    }

    /// The width of a text set on one line in one format.
    pub fn width(&self, text: &str, format: &RunFormat) -> Length {
        self.face(Variant::of(format)).width(text, format.size)
    }

    /// The characters of a text that the face of a format lacks, each once, in order. Those that
    /// are written from right to left, which nothing here can set, count among them.
    pub fn missing(&self, text: &str, format: &RunFormat) -> Vec<char> {
        let variant = Variant::of(format);
        let mut missing = Vec::new();
        for c in text.chars() {
            if !self.has(variant, c) && !missing.contains(&c) {
                missing.push(c);
            }
        }
        missing
    }

    /// Whether a letter can be set in a face.
    pub fn has(&self, variant: Variant, letter: char) -> bool {
        self.face(variant).glyph(letter).is_some() && !runs_left(letter)
    }
}

impl fmt::Debug for Fonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fonts").finish_non_exhaustive()
    }
}

/// Whether a letter is of a script that is written from right to left: Hebrew, Arabic and their
/// neighbours.
fn runs_left(c: char) -> bool {
    c >= '\u{590}'
        && matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// The bytes of a font file. One that says how large it is is not read to be refused.
fn read(files: &dyn Files, path: &Path) -> Result<Bytes, FontError> {
    let large = |size| FontError::TooLarge(path.to_owned(), size);
    let bounded = |size| match size <= FONT_FILE.most {
        true => Ok(()),
        false => Err(large(Some(size))),
    };
    files.size(path).map_or(Ok(()), bounded)?;
    let bytes = files.read(path).map_err(|why| match why {
        Unreadable::TooLarge => large(None),
        why => FontError::File(path.to_owned(), why),
    })?;
    bounded(bytes.len()).map(|()| bytes)
}

fn is_font(name: &str) -> bool {
    let ending = Path::new(name).extension();
    ending.is_some_and(|e| e.eq_ignore_ascii_case("ttf") || e.eq_ignore_ascii_case("otf"))
}

/// Which family and face a file holds; none if it is broken.
fn family(data: &[u8]) -> Option<(String, Variant)> {
    let face = ttf_parser::Face::parse(data, 0).ok()?;
    let names = face.names().into_iter();
    let mut names = names.filter(|name| name.name_id == ttf_parser::name_id::FAMILY);
    let name = names.find_map(|name| name.to_string())?;
    let variant = match (face.is_bold(), face.is_italic()) {
        (false, false) => Variant::Regular,
        (true, false) => Variant::Bold,
        (false, true) => Variant::Italic,
        (true, true) => Variant::BoldItalic,
    };
    Some((name, variant))
}

/// The file of a face; the name of the shipped typeface if there is none.
fn file_of(files: Option<&[PathBuf; 4]>, variant: Variant) -> PathBuf {
    let file = files.map(|[regular, bold, italic, bold_italic]| match variant {
        Variant::Regular => regular,
        Variant::Bold => bold,
        Variant::Italic => italic,
        Variant::BoldItalic => bold_italic,
    });
    file.cloned().unwrap_or_else(|| PathBuf::from("phông chữ"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Disk;
    use crate::page::Colour;

    fn format(size: i64) -> RunFormat {
        RunFormat {
            size: Length::pt(size),
            bold: false,
            italic: false,
            colour: Colour::BLACK,
        }
    }

    #[test]
    fn line_heights_are_those_measured_in_libreoffice() {
        let fonts = Fonts::embedded().unwrap();
        for (points, twips) in [(11, 253), (12, 276), (13, 299), (14, 322)] {
            let metrics = fonts
                .face(Variant::Regular)
                .line_metrics(Length::pt(points));
            assert_eq!(metrics.height.in_twips(), twips, "{points} pt");
        }
    }

    #[test]
    fn every_vietnamese_letter_has_a_glyph_in_every_face() {
        let fonts = Fonts::embedded().unwrap();
        let letters: String = ('\u{1EA0}'..='\u{1EF9}')
            .chain("ĂăÂâĐđÊêÔôƠơƯưÀàÁáÃãÈèÉéÌìÍíĨĩÒòÓóÕõÙùÚúŨũÝý₫–“”…\u{a0}".chars())
            .collect();
        for variant in Variant::ALL {
            let face = fonts.face(variant);
            for c in letters.chars() {
                assert!(face.glyph(c).is_some(), "{variant:?} lacks {c}");
            }
        }
    }

    #[test]
    fn the_shipped_faces_are_sound() {
        assert!(Fonts::embedded().unwrap().sound().is_ok());
    }

    #[test]
    fn a_letter_without_a_glyph_is_named_once() {
        let fonts = Fonts::embedded().unwrap();
        assert_eq!(fonts.missing("Lam 漢 Vỹ 漢字", &format(14)), ['漢', '字']);
        assert_eq!(fonts.missing("xã א ب", &format(14)), ['א', 'ب']);
    }

    #[test]
    fn the_motto_is_as_long_as_its_advances() {
        let fonts = Fonts::embedded().unwrap();
        let bold = RunFormat {
            bold: true,
            ..format(14)
        };
        let motto = fonts.width("Độc lập - Tự do - Hạnh phúc", &bold);
        // 25,071 font units of 2,048 to the em at 14 pt.
        assert_eq!(motto.in_twips(), 3427);
    }

    #[test]
    fn a_folder_of_the_shipped_fonts_is_as_good_as_the_embedded_ones() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
        let fonts = Fonts::from_folder(&Disk, &folder).unwrap();
        assert_eq!(
            fonts.width("Lam Vỹ", &format(14)),
            Fonts::embedded().unwrap().width("Lam Vỹ", &format(14))
        );
    }

    #[test]
    fn a_folder_without_fonts_names_the_face_that_it_lacks() {
        let folder = tempfile::tempdir().unwrap();
        let error = Fonts::from_folder(&Disk, folder.path()).unwrap_err();
        assert!(matches!(error, FontError::Missing(_, Variant::Regular, _)));
    }
}
