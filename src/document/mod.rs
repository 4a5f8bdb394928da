//! The document as Nghị định 30/2020/NĐ-CP names its parts. No points, fonts or twips here:
//! how a part looks is decided in [`crate::nd30`].
//!
//! ```
//! use std::path::Path;
//! use vanthu::dossier::Dossier;
//! use vanthu::document::Level;
//! use vanthu::shelf::Session;
//!
//! let dossier = Dossier::read(Path::new("examples/lam-vy-2024-02"), &Session::disk())?;
//! let document = dossier.templates[0].compose(&dossier.inputs)?;
//! let first = document.content.iter().find_map(|content| content.passage()).unwrap();
//! assert_eq!(first.level, Level::Text);
//! assert!(first.text().contains("Lam Vỹ"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod authority;
mod chart;
mod marks;
mod read;

use crate::sheet::Sheet;
use crate::source::Words;

pub use authority::Signing;
pub use chart::{Chart, ChartFigure, ChartLook};
pub use marks::{Circulation, Contact, Drafted, Issued, Marks, Urgency};
pub use read::unlisted;

/// A document that an office issues.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The body that issues it (ô 2).
    pub issuer: Issuer,
    /// Its number and date (ô 3, 4), and marks that it need not bear (ô 10b, 11, 12).
    pub issued: Issued,
    /// The name of its type: `Thông báo` (ô 5a), or `Công văn`, which is not printed (ô 5b).
    pub kind: String,
    /// Its trích yếu: what it is about (ô 5a, 5b).
    pub about: Words,
    /// The legal bases that stand before the text (ND30-CC-01), without their marks.
    pub bases: Vec<Words>,
    /// Those it is addressed to, if it bears a Kính gửi (ô 9a).
    pub addressees: Vec<Words>,
    /// Its text (ô 6).
    pub content: Vec<Content>,
    /// Who signs it (ô 7).
    pub signatory: Signatory,
    /// Who receives it (ô 9b).
    pub recipients: Recipients,
    /// Its appendices (ND30-PL).
    pub appendices: Vec<Appendix>,
}

/// The body that issues a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer {
    /// Its full name: `Ủy ban nhân dân xã Lam Vỹ`.
    pub name: Words,
    /// Its abbreviation in the symbol of documents: `UBND`.
    pub symbol: Words,
    /// The place it writes from: `Lam Vỹ` (ND30-DD-05).
    pub seat: Words,
    /// The body directly above it, printed over its name (ND30-CQ-02). A committee has none.
    pub superior: Option<Words>,
    /// The unit it lies in, for running text: `huyện Định Hóa`.
    pub within: Option<Words>,
    /// The abbreviation of the unit that drafts its documents: `VP`, in the symbol of a công
    /// văn (ND30-SO-06).
    pub drafting_unit: Option<Words>,
    /// Where it can be reached, told on the first page of a công văn (ô 13).
    pub contact: Option<Contact>,
}

/// What the text is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Words.
    Passage(Passage),
    /// A table between paragraphs.
    Sheet(Sheet),
    /// A chart between paragraphs.
    Chart(Chart),
}

impl Document {
    /// The unit that drafted it, for its symbol: the issuer's, or the one that keeps a copy.
    pub fn drafting_unit(&self) -> Option<&Words> {
        let unit = self.issuer.drafting_unit.as_ref();
        unit.or(self.recipients.drafter.as_ref())
    }
}

impl Content {
    /// The words, if it is words.
    pub fn passage(&self) -> Option<&Passage> {
        match self {
            Self::Passage(passage) => Some(passage),
            Self::Sheet(_) | Self::Chart(_) => None,
        }
    }
}

/// A paragraph of running text or an item of its numbering.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// What sort of paragraph it is.
    pub level: Level,
    /// The number or sign before it, just as it is printed: `1.1.`, `a)`, `-`.
    pub mark: Option<Words>,
    /// Its words.
    pub spans: Vec<Span>,
}

/// A stretch of words in one manner of emphasis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The words.
    pub text: Words,
    /// Set in bold.
    pub bold: bool,
    /// Set in italics.
    pub italic: bool,
}

/// What sort of paragraph a passage is (ND30-BC).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// `I.` with a title: a part of a report.
    Part,
    /// `1.` or `1.1.` with a title of its own.
    Title,
    /// A numbered or marked item, run in.
    Item,
    /// Plain running text.
    Text,
}

impl Passage {
    /// Its words without emphasis, mark included.
    pub fn text(&self) -> Words {
        let mark = self.mark.iter().flat_map(|mark| [mark.clone(), " ".into()]);
        mark.chain(self.spans.iter().map(|span| span.text.clone()))
            .collect()
    }
}

/// Who signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signatory {
    /// The lines of authority: `TM. ỦY BAN NHÂN DÂN`, `KT. CHỦ TỊCH` (ND30-KY-01 to 04).
    pub authority: Vec<Words>,
    /// The signatory's own title: `CHỦ TỊCH`.
    pub position: Words,
    /// The signatory's name; none while it is not known who will sign.
    pub name: Option<Words>,
}

/// Who receives a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipients {
    /// The recipients, without dashes and semicolons, which the decree gives.
    pub list: Vec<Words>,
    /// The unit that drafted it, in `Lưu: VT, …` (ND30-NN-04).
    pub drafter: Option<Words>,
}

/// An appendix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appendix {
    /// What it is called if not “Phụ lục” with its number: `Biểu số 01` (ND30-PL-11).
    pub name: Option<Words>,
    /// Its title.
    pub title: Words,
    /// A line in italics below the title: the time that the figures are of.
    pub note: Option<Words>,
    /// Its table.
    pub sheet: Sheet,
}

/// Whether a recipient is “Như trên”, those that Kính gửi names. The decree's typesetter writes
/// it where it belongs (ND30-NN-03).
pub fn is_above(recipient: &str) -> bool {
    let name = recipient.trim_end_matches([';', '.', ' ']);
    name.to_lowercase() == "như trên"
}
