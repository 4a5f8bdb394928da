//! A paragraph is bounded, whatever it is made of: checks read each as a whole, and what they
//! cost grows faster than its length.

use crate::bounds::PARAGRAPH;
use crate::document::{Content, Document};
use crate::fault::{Fault, Place};
use crate::source::Words;

/// Nothing, if each paragraph of a body is within the bound. It is asked before Markdown is read.
pub fn of_body(body: &Words, file: &Place) -> Result<(), Fault> {
    let (mut start, mut letters, mut at) = (0, 0, 0);
    for line in body.split_inclusive('\n') {
        let words = line.trim();
        if letters == 0 {
            start = at + line.len() - line.trim_start().len();
        }
        // What data writes is escaped.
        let plain = words.chars().filter(|c| *c != '\\').count();
        letters = match words {
            "" => 0,
            _ => letters + usize::from(letters > 0) + plain,
        };
        if letters > PARAGRAPH.most {
            let place = body.place_at(start);
            return Err(PARAGRAPH.passed(None, &place.unwrap_or_else(|| file.clone())));
        }
        at += line.len();
    }
    Ok(())
}

/// Nothing, if all else that a document says is within it.
pub fn of_document(document: &Document, file: &Place) -> Result<(), Fault> {
    let appendices = &document.appendices;
    let tables = document.content.iter().filter_map(|content| match content {
        Content::Sheet(sheet) => Some(sheet),
        Content::Passage(_) | Content::Chart(_) => None,
    });
    let tables = tables.chain(appendices.iter().map(|appendix| &appendix.sheet));
    let cells = tables.flat_map(|sheet| sheet.rows.iter().flat_map(|row| &row.cells));
    let titles = appendices.iter();
    let titles = titles.flat_map(|appendix| [&appendix.title].into_iter().chain(&appendix.note));
    let words = std::iter::once(&document.about)
        .chain(&document.bases)
        .chain(&document.addressees)
        .chain(&document.recipients.list)
        .chain(titles)
        .chain(cells.map(|cell| &cell.text));
    for words in words.filter(|words| words.len() > PARAGRAPH.most) {
        let place = words.place().unwrap_or_else(|| file.clone());
        PARAGRAPH.hold(words.chars().count(), &place)?;
    }
    Ok(())
}
