//! The body of a template, filled in, to passages. Numbers and signs before a paragraph (`I.`,
//! `1.1.`, `a)`, `-`, `+`) are the decree's, print just as written and are never renumbered;
//! within a paragraph `**bold**` and `*italics*` are Markdown.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::document::{Level, Passage, Span};
use crate::vn::text::composed;

/// A part of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A paragraph.
    Passage(Passage),
    /// A place for the sheet of this name.
    Sheet(String),
}

/// The parts of a body: paragraphs with blank lines between them.
///
/// # Errors
/// The first words of a paragraph that uses Markdown which a document has no place for
/// (headings, quotes, code, pictures, tables).
pub fn parts(body: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut lines: Vec<String> = Vec::new();
    for line in composed(body).lines().chain([""]) {
        if !line.trim().is_empty() {
            lines.push(line.trim().to_owned());
        } else if !lines.is_empty() {
            let text = lines.join(" ");
            parts.push(match sheet_mark(&text) {
                Some(name) => Part::Sheet(name.to_owned()),
                None => Part::Passage(passage(&text)?),
            });
            lines.clear();
        }
    }
    Ok(parts)
}

/// The name of the sheet whose place a paragraph is: `[bieu: so-hoa]`. Data cannot write such a
/// mark, because its brackets are escaped.
pub fn sheet_mark(text: &str) -> Option<&str> {
    let inside = text.strip_prefix("[bieu:")?.strip_suffix(']')?;
    Some(inside.trim())
}

fn passage(text: &str) -> Result<Passage, String> {
    let (mark, words) = match split_mark(text) {
        Some((mark, words)) => (Some(mark), words),
        None => (None, text),
    };
    let spans = spans(words).ok_or_else(|| text.chars().take(40).collect::<String>())?;
    let titled = !spans.is_empty() && spans.iter().all(|span| span.bold);
    let level = match mark {
        Some(mark) if titled && is_roman(mark) => Level::Part,
        Some(_) if titled => Level::Title,
        Some(_) => Level::Item,
        None => Level::Text,
    };
    Ok(Passage {
        level,
        mark: mark.map(str::to_owned),
        spans,
    })
}

/// The mark before a paragraph and the words after it.
fn split_mark(text: &str) -> Option<(&str, &str)> {
    let (mark, words) = text.split_once(' ')?;
    let is_number = mark.strip_suffix('.').is_some_and(|number| {
        let parts = number.split('.');
        is_roman(mark)
            || parts
                .clone()
                .all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()))
    });
    let is_letter = mark.strip_suffix(')').is_some_and(|letter| {
        let mut letters = letter.chars();
        letters.next().is_some_and(char::is_lowercase) && letters.next().is_none()
    });
    (is_number || is_letter || matches!(mark, "-" | "+")).then_some((mark, words.trim_start()))
}

fn is_roman(mark: &str) -> bool {
    let number = mark.trim_end_matches('.');
    !number.is_empty() && number.bytes().all(|b| b"IVXLC".contains(&b))
}

/// The words of one paragraph; none if it is not just words with emphasis.
fn spans(text: &str) -> Option<Vec<Span>> {
    let mut spans: Vec<Span> = Vec::new();
    let (mut bold, mut italic) = (0u32, 0u32);
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::Strong) => bold += 1,
            Event::End(TagEnd::Strong) => bold = bold.saturating_sub(1),
            Event::Start(Tag::Emphasis) => italic += 1,
            Event::End(TagEnd::Emphasis) => italic = italic.saturating_sub(1),
            Event::Text(words) => push(&mut spans, &words, bold > 0, italic > 0),
            Event::SoftBreak | Event::HardBreak => push(&mut spans, " ", bold > 0, italic > 0),
            Event::Start(Tag::Paragraph | Tag::Link { .. })
            | Event::End(TagEnd::Paragraph | TagEnd::Link) => {}
            _ => return None,
        }
    }
    Some(spans)
}

/// Adds words, joining them to the last span if they look the same.
fn push(spans: &mut Vec<Span>, words: &str, bold: bool, italic: bool) {
    match spans.last_mut() {
        Some(last) if last.bold == bold && last.italic == italic => last.text.push_str(words),
        _ => spans.push(Span {
            text: words.to_owned(),
            bold,
            italic,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passages(text: &str) -> Result<Vec<Passage>, String> {
        let passage = |part| match part {
            Part::Passage(passage) => passage,
            Part::Sheet(name) => panic!("sheet {name}"),
        };
        Ok(parts(text)?.into_iter().map(passage).collect())
    }

    fn one(text: &str) -> Passage {
        let mut found = passages(text).unwrap();
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    }

    #[test]
    fn a_mark_alone_in_a_paragraph_is_the_place_of_a_sheet() {
        let place = Part::Sheet("so-hoa".into());
        assert_eq!(parts("[bieu: so-hoa]").unwrap(), [place]);
        assert_eq!(one("Xem [bieu: so-hoa]").text(), "Xem [bieu: so-hoa]");
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
            found.iter().map(Passage::text).collect::<Vec<_>>(),
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
