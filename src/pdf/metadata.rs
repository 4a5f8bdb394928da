//! What the file says of itself.

use krilla::metadata::{DateTime, Metadata};
use time::Date;

use super::layout::Page;
use crate::page::Properties;

/// Hours that Vietnam is ahead of UTC.
const VIETNAM: i8 = 7;

/// The metadata of a document.
pub(super) fn metadata(properties: &Properties, pages: &[Page]) -> Metadata {
    Metadata::new()
        .title(properties.title.clone())
        .authors(vec![properties.author.clone()])
        .language(properties.language.clone())
        .creator(String::from("vanthu"))
        .producer(concat!("vanthu ", env!("CARGO_PKG_VERSION")).to_owned())
        .document_id(fingerprint(properties, pages))
        .creation_date(creation_date(properties.date))
}

/// The beginning of the document's day in Vietnam. A document that bears no date yet (or one
/// that a PDF cannot state) gets the first day of Unix time: PDF/A demands a date, and the
/// clock would make each file differ.
fn creation_date(date: Option<Date>) -> DateTime {
    let stated = |date: Date| {
        let year = u16::try_from(date.year())
            .ok()
            .filter(|year| *year <= 9999)?;
        Some(
            DateTime::new(year)
                .month(u8::from(date.month()))
                .day(date.day()),
        )
    };
    let day = date
        .and_then(stated)
        .unwrap_or(DateTime::new(1970).month(1).day(1));
    let midnight = day.hour(0).minute(0).second(0);
    midnight.utc_offset_hour(VIETNAM).utc_offset_minute(0)
}

/// Tells documents apart by what they say: an FNV-1a hash of their properties and text.
fn fingerprint(properties: &Properties, pages: &[Page]) -> String {
    let date = properties
        .date
        .map(|date| date.to_string())
        .unwrap_or_default();
    let head = [
        &properties.title,
        &properties.author,
        &properties.language,
        &date,
    ];
    let spans = pages
        .iter()
        .flat_map(|page| &page.lines)
        .flat_map(|line| &line.spans);
    let texts = head
        .into_iter()
        .map(String::as_str)
        .chain(spans.map(|span| span.text.as_ref()));
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for text in texts {
        // A zero byte, which no text holds, ends each text.
        for byte in text.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}
