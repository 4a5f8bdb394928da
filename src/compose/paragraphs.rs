//! A paragraph is bounded, whatever it is made of: checks read each as a whole, and what they
//! cost grows faster than its length.

use crate::bounds::PARAGRAPH;
use crate::document::{Content, Document, Passage};
use crate::fault::{Fault, Place};
use crate::source::Words;

/// Nothing, if each paragraph of a document, an item of a list or a cell of a table, is within the bound.
pub fn check(document: &Document, file: &Place) -> Result<(), Fault> {
    let passages = document.content.iter().filter_map(Content::passage);
    let passages = passages.map(words_of);
    let appendices = &document.appendices;
    let tables = document.content.iter().filter_map(|content| match content {
        Content::Sheet(sheet) => Some(sheet),
        Content::Passage(_) | Content::Chart(_) => None,
    });
    let tables = tables.chain(appendices.iter().map(|appendix| &appendix.sheet));
    let cells = tables.flat_map(|sheet| sheet.rows.iter().flat_map(|row| &row.cells));
    let titles = appendices.iter();
    let titles = titles.flat_map(|appendix| [&appendix.title].into_iter().chain(&appendix.note));
    let lines = std::iter::once(&document.about)
        .chain(&document.bases)
        .chain(&document.addressees)
        .chain(&document.recipients.list)
        .chain(titles)
        .chain(cells.map(|cell| &cell.text));
    for words in passages.chain(lines.map(|words| vec![words])) {
        let bytes: usize = words.iter().map(|words| words.len()).sum();
        // A letter has a byte at least.
        if bytes > PARAGRAPH.most {
            let letters = words.iter().map(|words| words.chars().count()).sum();
            let place = words.first().and_then(|words| words.place());
            PARAGRAPH.hold(letters, &place.unwrap_or_else(|| file.clone()))?;
        }
    }
    Ok(())
}

fn words_of(passage: &Passage) -> Vec<&Words> {
    passage.spans.iter().map(|span| &span.text).collect()
}
