//! The body of a template, filled in, to passages. Numbers and signs before a paragraph (`I.`,
//! `1.1.`, `a)`, `-`, `+`) are the decree's, print just as written and are never renumbered;
//! within a paragraph `**bold**` and `*italics*` are Markdown.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::fill::unescaped;
use crate::document::{Level, Passage, Span};
use crate::fault::{Fault, Faults, Kind, Place};
use crate::source::{Source, Words};
use crate::vn::number::{is_digits, is_roman};
use crate::vn::text;

/// A block of a body, as Markdown calls it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Passage(Passage),
    /// A place for the sheet of this name.
    Sheet(String),
    /// A place for the chart of this name.
    Chart(String),
}

/// The blocks of a body: paragraphs with blank lines between them.
///
/// # Errors
/// The first words of a paragraph that uses Markdown which a document has no place for
/// (headings, quotes, code, pictures, tables).
pub fn blocks(body: &Words) -> Result<Vec<Block>, String> {
    let mut blocks = Vec::new();
    let mut paragraph = Words::default();
    let body = composed(body);
    let mut start = 0;
    for line in body.split_inclusive('\n').chain([""]) {
        let words = line.trim();
        if !words.is_empty() {
            if !paragraph.is_empty() {
                paragraph.push(&" ".into());
            }
            let from = start + line.len() - line.trim_start().len();
            paragraph.push(&body.slice(from..from + words.len()));
        } else if !paragraph.is_empty() {
            blocks.push(match (sheet_mark(&paragraph), chart_mark(&paragraph)) {
                // The indicator of a table may be named by a value.
                (Some(name), _) => Block::Sheet(unescaped(name)),
                (_, Some(name)) => Block::Chart(name.to_owned()),
                _ => Block::Passage(passage(&paragraph)?),
            });
            paragraph = Words::default();
        }
        start += line.len();
    }
    Ok(blocks)
}

/// The body in composed letters.
fn composed(body: &Words) -> Cow<'_, Words> {
    let whole = text::composed(body);
    if whole == **body {
        return Cow::Borrowed(body);
    }
    let by_part = body.map(text::composed);
    // Letters may compose over the end of a part.
    Cow::Owned(match *by_part == *whole {
        true => by_part,
        false => body.recast(whole),
    })
}

/// The name of the sheet whose place a paragraph is: `[bieu: so-hoa]`. Data cannot write such a
/// mark, because its brackets are escaped.
pub fn sheet_mark(text: &str) -> Option<&str> {
    let inside = text.strip_prefix("[bieu:")?.strip_suffix(']')?;
    Some(inside.trim())
}

/// Marks of things in a body: what the things are called, the key that declares them, and what
/// reads the name out of a mark.
pub type Marks<'r> = (&'r str, &'r str, &'r dyn Fn(&str) -> Option<&str>);

/// Adds a fault for each mark in the body that names something which the front matter does not
/// know.
pub fn check_marks(
    (what, key, mark): Marks,
    body: &str,
    known: &[&str],
    file: &Place,
    faults: &mut Faults,
) {
    for (number, line) in (1..).zip(body.lines()) {
        let Some(name) = mark(line.trim()).filter(|name| !known.contains(name)) else {
            continue;
        };
        let found = format!("phần thân đặt {what} “{name}” mà phần đầu không khai báo");
        faults.add(
            Fault::new(Kind::Template, file.at(number, 1), found)
                .expected(format!("một trong các tên ở “{key}”: {}", known.join(", ")))
                .remedy(format!("thêm {what} vào “{key}” ở phần đầu của mẫu")),
        );
    }
}

/// The name of the chart whose place a paragraph is: `[bieu_do: cac-xa]`.
pub fn chart_mark(text: &str) -> Option<&str> {
    let inside = text.strip_prefix("[bieu_do:")?.strip_suffix(']')?;
    Some(inside.trim())
}

fn passage(text: &Words) -> Result<Passage, String> {
    // What data writes is escaped; these are the template's own: a table of Markdown, and the place
    // of a sheet that is no paragraph of its own.
    let table = text.starts_with('|') && text.ends_with('|');
    let own = |(at, _): (usize, &str)| text.get(..at).is_some_and(|before| !before.ends_with('\\'));
    let placed = |mark| text.match_indices(mark).any(own);
    if table || placed("[bieu:") || placed("[bieu_do:") {
        return Err(text.chars().take(40).collect());
    }
    let (mark, words) = match split_mark(text) {
        Some((mark, words)) => (Some(mark), text::unlisted(words)),
        None => (None, &**text),
    };
    let start = text.len() - words.len();
    let mut spans = spans(&text.slice(start..text.len()))
        .ok_or_else(|| text.chars().take(40).collect::<String>())?;
    if let (Some(_), Some(first)) = (mark, spans.first_mut()) {
        first.text = unmarked(&first.text);
    }
    let titled = !spans.is_empty() && spans.iter().all(|span| span.bold);
    let level = match mark {
        Some(mark) if titled && is_roman(mark.trim_end_matches('.')) => Level::Part,
        Some(_) if titled => Level::Title,
        Some(_) => Level::Item,
        None => Level::Text,
    };
    Ok(Passage {
        level,
        mark: mark.map(|mark| text.slice(0..mark.len())),
        spans,
    })
}

/// The mark before a paragraph and the words after it.
fn split_mark(text: &str) -> Option<(&str, &str)> {
    let (mark, words) = text.split_once(' ')?;
    let is_number = mark.strip_suffix('.').is_some_and(|number| {
        is_roman(mark.trim_end_matches('.')) || number.split('.').all(is_digits)
    });
    let is_letter = mark.strip_suffix(')').is_some_and(|letter| {
        let mut letters = letter.chars();
        letters.next().is_some_and(char::is_lowercase) && letters.next().is_none()
    });
    (is_number || is_letter || matches!(mark, "-" | "+")).then_some((mark, words.trim_start()))
}

/// Words after a mark without the marks that were copied with them: signs of a list, and the
/// numbers of what a hồ sơ gives (`- a) Rà soát`).
fn unmarked(words: &Words) -> Words {
    let mut rest = text::unlisted(words);
    if !matches!(words.source_at(0), Source::Line(_)) {
        while let Some(after) = unnumbered(rest) {
            rest = text::unlisted(after);
        }
    }
    words.part(rest)
}

/// Words without the number of a list before them: `1.`, `1.2)`, `(a)`, `đ)`, `II.`; none if
/// there is none, or it is of a name (`V. I. Lê-nin`).
fn unnumbered(words: &str) -> Option<&str> {
    let (number, after) = words.split_once(' ')?;
    let inner = number
        .trim_start_matches('(')
        .strip_suffix(['.', ')', '/'])?;
    let mut letters = inner.chars();
    let letter = letters.next()?.is_lowercase() && letters.next().is_none();
    let mut parts = inner.split('.');
    let digits = parts.all(|part| {
        (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    });
    let name = after.chars().nth(1) == Some('.');
    let roman = !name && inner.bytes().all(|byte| b"IVX".contains(&byte));
    (letter || digits || roman).then_some(after)
}

/// The words of one paragraph; none if it is not just words with emphasis.
fn spans(text: &Words) -> Option<Vec<Span>> {
    let mut spans: Vec<Span> = Vec::new();
    let (mut bold, mut italic) = (0u32, 0u32);
    for (event, range) in Parser::new(text).into_offset_iter() {
        match event {
            Event::Start(Tag::Strong) => bold += 1,
            Event::End(TagEnd::Strong) => bold = bold.saturating_sub(1),
            Event::Start(Tag::Emphasis) => italic += 1,
            Event::End(TagEnd::Emphasis) => italic = italic.saturating_sub(1),
            Event::Text(words) => {
                let span = last(&mut spans, bold > 0, italic > 0)?;
                match text.get(range.clone()) {
                    Some(same) if *words == *same => span.text.push_part(text, range),
                    _ => span.text.push_from(&words, text.source_at(range.start), 0),
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                let span = last(&mut spans, bold > 0, italic > 0)?;
                span.text.push_from(" ", text.source_at(range.start), 0);
            }
            Event::Start(Tag::Paragraph | Tag::Link { .. })
            | Event::End(TagEnd::Paragraph | TagEnd::Link) => {}
            _ => return None,
        }
    }
    Some(spans)
}

/// The last span, or a new one if that looks otherwise.
fn last(spans: &mut Vec<Span>, bold: bool, italic: bool) -> Option<&mut Span> {
    let same = |last: &Span| last.bold == bold && last.italic == italic;
    if !spans.last().is_some_and(same) {
        spans.push(Span {
            text: Words::default(),
            bold,
            italic,
        });
    }
    spans.last_mut()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passages(text: &str) -> Result<Vec<Passage>, String> {
        let passage = |part| match part {
            Block::Passage(passage) => passage,
            Block::Sheet(name) | Block::Chart(name) => panic!("{name}"),
        };
        Ok(blocks(&text.into())?.into_iter().map(passage).collect())
    }

    fn one(text: &str) -> Passage {
        let mut found = passages(text).unwrap();
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    }

    #[test]
    fn a_mark_alone_in_a_paragraph_is_the_place_of_a_sheet() {
        let place = Block::Sheet("so-hoa".into());
        assert_eq!(blocks(&"[bieu: so-hoa]".into()).unwrap(), [place]);
        let place = Block::Chart("cac-xa".into());
        assert_eq!(blocks(&"[bieu_do: cac-xa]".into()).unwrap(), [place]);
        for text in [
            "Xem [bieu: so-hoa]",
            "Xem\n[bieu_do: cac-xa]",
            "|a|b|\n|---|---|\n|1|2|",
        ] {
            assert!(blocks(&text.into()).is_err(), "{text}");
        }
        assert_eq!(one(r"\[bieu: so\-hoa\]").text(), "[bieu: so-hoa]");
    }

    #[test]
    fn marks_stay_as_written() {
        for (text, mark) in [
            ("1. a", Some("1.")),
            ("3. a", Some("3.")),
            ("1.10. a", Some("1.10.")),
            ("II. a", Some("II.")),
            ("đ) a", Some("đ)")),
            ("- a", Some("-")),
            ("+ a", Some("+")),
            ("a. b", None),
            ("(1) b", None),
            ("2024 là năm", None),
        ] {
            assert_eq!(one(text).mark.as_deref(), mark, "{text}");
        }
    }

    #[test]
    fn a_bold_item_is_a_title() {
        assert_eq!(one("1. **Điểm các trục**").level, Level::Title);
        assert_eq!(one("I. **KẾT QUẢ**").level, Level::Part);
        assert_eq!(one("1. **Điểm** các trục").level, Level::Item);
        assert_eq!(one("Điểm **các trục**").level, Level::Text);
    }

    #[test]
    fn emphasis_becomes_spans() {
        let spans = one("đạt **15,5** điểm *(tạm)*").spans;
        let words: Vec<_> = spans
            .iter()
            .map(|s| (s.text.as_str(), s.bold, s.italic))
            .collect();
        assert_eq!(
            words,
            [
                ("đạt ", false, false),
                ("15,5", true, false),
                (" điểm ", false, false),
                ("(tạm)", false, true)
            ]
        );
    }

    #[test]
    fn lines_join_and_blank_lines_part() {
        let found = passages("a\nb\n\n\nc\n").unwrap();
        assert_eq!(
            found
                .iter()
                .map(|p| p.text().to_string())
                .collect::<Vec<_>>(),
            ["a b", "c"]
        );
    }

    #[test]
    fn escaped_data_is_only_words() {
        let found = one(r"1\. \*a\* \# b \&amp\; \<c\>");
        assert_eq!(found.mark, None);
        assert_eq!(found.text(), "1. *a* # b &amp; <c>");
    }

    #[test]
    fn what_a_document_has_no_place_for_is_refused() {
        for text in ["# a", "> a", "![a](b)", "`a`", "<b>a</b>", "1. # a"] {
            assert!(passages(text).is_err(), "{text}");
        }
    }
}
