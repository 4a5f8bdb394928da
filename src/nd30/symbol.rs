//! Number and symbol (ND30-SO), and the line that ties an appendix to its document.

use super::Edition;
use super::decree::Decree;
use super::setter::Setter;
use crate::document::Document;
use crate::vn::date::{GAP, IssueDate};
use crate::vn::number::print_count;

/// `TB-UBND`, of type and body (ND30-SO-05); of a công văn `UBND-VP`, of body and drafting unit
/// (ND30-SO-06). A type that the decree does not know has no abbreviation.
fn symbol(document: &Document, decree: &Decree) -> String {
    let body = document.issuer.symbol.as_str();
    let kind = decree.kind(&document.kind);
    let kind = kind.and_then(|kind| kind.abbreviation.as_deref());
    let groups = match (kind, document.drafting_unit()) {
        (Some(kind), _) => [kind, body],
        (None, Some(unit)) if decree.is_letter(&document.kind) => [body, unit],
        (None, _) => return body.to_owned(),
    };
    groups.join("-")
}

/// `05/TB-UBND`; before the document has its number, a gap to write it into (ND30-SO-02, 08).
fn numbered(number: Option<u32>, document: &Document, decree: &Decree) -> String {
    let number = match number {
        Some(number) => print_count(number).replace('.', ""),
        None => GAP.to_owned(),
    };
    format!("{number}/{}", symbol(document, decree))
}

/// `Số: 05/TB-UBND` (ND30-SO-01).
pub fn number_line(document: &Document, decree: &Decree) -> String {
    let space = if document.number.is_some() { " " } else { "" };
    format!("Số:{space}{}", numbered(document.number, document, decree))
}

/// `(Kèm theo Thông báo số …/TB-UBND ngày … của …)` (ND30-PL-05). Number and date are given to
/// an electronic document by the issuing system and need not be filled in (ND30-PL-07).
pub fn attached_to(setter: &Setter) -> String {
    let document = setter.document;
    let (number, date) = match setter.profile.edition {
        Edition::Paper => (document.number, document.date),
        Edition::Electronic => (None, IssueDate::Open),
    };
    let space = if number.is_some() { " " } else { "" };
    format!(
        "(Kèm theo {} số{space}{} {} của {})",
        document.kind,
        numbered(number, document, setter.decree),
        date.long(),
        document.issuer.name
    )
}
