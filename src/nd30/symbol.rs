//! Number and symbol (ND30-SO), and the line that ties an appendix to its document.

use super::Edition;
use super::decree::Decree;
use super::setter::Setter;
use crate::document::Document;
use crate::source::Words;
use crate::vn::date::{GAP, IssueDate};
use crate::vn::number::print_count;

/// `TB-UBND`, of type and body (ND30-SO-05); of a công văn `UBND-VP`, of body and drafting unit
/// (ND30-SO-06). A type that the decree does not know has no abbreviation.
fn symbol(document: &Document, decree: &Decree) -> Words {
    let body = &document.issuer.symbol;
    let kind = decree.kind(&document.kind);
    let kind = kind.and_then(|kind| kind.abbreviation.as_deref());
    let kind = kind.map(Words::from);
    let (first, second) = match (&kind, document.drafting_unit()) {
        (Some(kind), _) => (kind, body),
        (None, Some(unit)) if decree.is_letter(&document.kind) => (body, unit),
        (None, _) => return body.clone(),
    };
    [first, &"-".into(), second].into_iter().collect()
}

/// `05/TB-UBND`; before the document has its number, a gap to write it into (ND30-SO-02, 08).
fn numbered(number: Option<u32>, document: &Document, decree: &Decree) -> Words {
    let number = match number {
        Some(number) => {
            let number = print_count(number).replace('.', "");
            Words::new(number, document.issued.number_source.clone())
        }
        None => GAP.into(),
    };
    [number, "/".into(), symbol(document, decree)]
        .into_iter()
        .collect()
}

/// `Số: 05/TB-UBND` (ND30-SO-01).
pub fn number_line(document: &Document, decree: &Decree) -> Words {
    let space = if document.issued.number.is_some() {
        " "
    } else {
        ""
    };
    let number = numbered(document.issued.number, document, decree);
    [format!("Số:{space}").into(), number].into_iter().collect()
}

/// `(Kèm theo Thông báo số …/TB-UBND ngày … của …)` (ND30-PL-05). Number and date are given to
/// an electronic document by the issuing system and need not be filled in (ND30-PL-07).
pub fn attached_to(setter: &Setter) -> Words {
    let document = setter.document;
    let (number, date) = match setter.profile.edition {
        Edition::Paper => (document.issued.number, document.issued.date),
        Edition::Electronic => (None, IssueDate::Open),
    };
    let space = if number.is_some() { " " } else { "" };
    let words = [
        format!("(Kèm theo {} số{space}", document.kind).into(),
        numbered(number, document, setter.decree),
        " ".into(),
        Words::new(date.long(), document.issued.date_source.clone()),
        " của ".into(),
        document.issuer.name.clone(),
        ")".into(),
    ];
    words.into_iter().collect()
}
