//! Sentences of a template, taken apart so that people can rewrite them: words, values that are
//! filled in, and a frame of conditions and repetitions that stays as it is.

use std::ops::Range;

use super::markdown::{Block, blocks, chart_mark, sheet_mark};
use super::tags::{raw_end, tag_end, tag_start};
use crate::fault::Place;
use crate::source::{Source, Words};
use crate::vn::text::is_invisible;

/// What stands in a body where a sentence was taken out, so that it can be put back.
const REMOVED: &str = "{# đã bỏ #}";
/// Tags stand as these letters, which no text may hold, while Markdown is read.
const MASKS: Range<u32> = 0xe000..0xf8ff;

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub kind: PieceKind,
    /// The words as they are printed; of a value or frame its tag: `{{ ky.dai }}`.
    pub text: String,
    /// Whether it is bold.
    pub bold: bool,
    /// Whether it is in italics.
    pub italic: bool,
}

/// What a part of a sentence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceKind {
    /// Words.
    Words,
    /// A value that is filled in.
    Value,
    /// A condition or repetition, where it begins, turns or ends.
    Frame,
}

/// A stretch of a template: words or a tag.
struct Token<'t> {
    start: usize,
    text: &'t str,
    kind: PieceKind,
}

/// The stretches of a text; none if it ends within a tag.
fn tokens(text: &str) -> Option<Vec<Token<'_>>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let words = tag_start(rest).unwrap_or(rest.len());
        let (words, tag) = rest.split_at_checked(words)?;
        let mut push = |start, text, kind| tokens.push(Token { start, text, kind });
        if !words.is_empty() {
            push(at, words, PieceKind::Words);
        }
        at += words.len();
        if !tag.is_empty() {
            let mut end = tag_end(tag)?;
            end += raw_end(tag.get(..end)?, tag.get(end..)?).unwrap_or(0);
            let kind = match tag.starts_with("{{") {
                true => PieceKind::Value,
                false => PieceKind::Frame,
            };
            push(at, tag.get(..end)?, kind);
            at += end;
        }
    }
    Some(tokens)
}

/// A line of a body: where what is not blank begins and ends.
#[derive(Default)]
struct Line {
    range: Option<Range<usize>>,
    speaks: bool,
}

impl Line {
    fn take(&mut self, start: usize, text: &str, speaks: bool) {
        let from = start + text.len() - text.trim_start().len();
        let to = start + text.trim_end().len();
        if from < to {
            let begin = self.range.as_ref().map_or(from, |range| range.start);
            self.range = Some(begin..to);
            self.speaks |= speaks;
        }
    }
}

/// Where the sentences of a body stand: lines that say something, up to a blank one or one that
/// only chooses or repeats.
pub fn sentences(body: &str) -> Vec<Range<usize>> {
    let mut lines = vec![Line::default()];
    for token in tokens(body).unwrap_or_default() {
        let speaks = token.kind != PieceKind::Frame || token.text == REMOVED;
        let mut start = token.start;
        let several = token.kind == PieceKind::Words;
        for (number, part) in token.text.split('\n').enumerate() {
            if several && number > 0 {
                lines.push(Line::default());
            }
            if let Some(line) = lines.last_mut() {
                line.take(start, part, speaks);
            }
            start += part.len() + 1;
        }
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut goes_on = false;
    for line in lines {
        let range = line.range.filter(|range| {
            let text = body.get(range.clone()).unwrap_or_default();
            line.speaks && sheet_mark(text).is_none() && chart_mark(text).is_none()
        });
        match (range, found.last_mut()) {
            (Some(range), Some(last)) if goes_on => last.end = range.end,
            (Some(range), _) => {
                found.push(range);
                goes_on = true;
            }
            (None, _) => goes_on = false,
        }
    }
    found
}

/// How many values are filled in in a text.
pub fn values_in(text: &str) -> usize {
    let tokens = tokens(text).unwrap_or_default().into_iter();
    tokens
        .filter(|token| token.kind == PieceKind::Value)
        .count()
}

/// The parts of a sentence of a body; none if it uses what cannot be shown as such.
pub fn read(source: &str) -> Option<Vec<Piece>> {
    if source == REMOVED {
        return Some(Vec::new());
    }
    let (masked, tags) = masked(source)?;
    let words = Words::new(masked, Source::Line(Place::file("mẫu")));
    let mut passages = blocks(&words).ok()?.into_iter();
    let (Some(Block::Passage(passage)), None) = (passages.next(), passages.next()) else {
        return None;
    };
    let mark = passage
        .mark
        .map(|mark| (format!("{} ", &*mark), false, false));
    let spans = passage.spans.iter();
    let spans = spans.map(|span| (span.text.to_string(), span.bold, span.italic));
    let pieces = mark.into_iter().chain(spans);
    let pieces = pieces.flat_map(|(text, bold, italic)| {
        let pieces = unmasked(&text, &tags);
        pieces
            .map(|piece| Piece {
                bold,
                italic,
                ..piece
            })
            .collect::<Vec<_>>()
    });
    Some(tidy(&pieces.collect::<Vec<_>>()))
}

/// The parts of a text of the front matter, which is no Markdown.
pub fn read_field(source: &str) -> Option<Vec<Piece>> {
    let (masked, tags) = masked(source)?;
    Some(tidy(&unmasked(&masked, &tags).collect::<Vec<_>>()))
}

/// The letters of a text, one piece each, with the tags that stand behind masks.
fn unmasked(text: &str, tags: &[(PieceKind, String)]) -> impl Iterator<Item = Piece> {
    text.chars().map(|c| {
        let tag = u32::from(c).checked_sub(MASKS.start);
        let tag = tag.and_then(|at| tags.get(usize::try_from(at).ok()?));
        let (kind, text) = tag.map_or((PieceKind::Words, c.to_string()), Clone::clone);
        Piece {
            kind,
            text,
            bold: false,
            italic: false,
        }
    })
}

/// A text with a letter for each tag, its blanks gone where a tag takes them; and the tags, which
/// then take none. None if a tag takes blanks outside of the text.
fn masked(source: &str) -> Option<(String, Vec<(PieceKind, String)>)> {
    let mut masked = String::with_capacity(source.len());
    let mut tags = Vec::new();
    let mut takes = false;
    for token in tokens(source)? {
        if token.kind == PieceKind::Words {
            let words = match takes {
                true => token.text.trim_start(),
                false => token.text,
            };
            masked.extend(words.chars().map(|c| if c == '\n' { ' ' } else { c }));
            takes = false;
            continue;
        }
        let inside = token.text.get(2..token.text.len() - 2)?;
        let (open, close) = (
            token.text.get(..2)?,
            token.text.get(token.text.len() - 2..)?,
        );
        let before = inside.strip_prefix('-');
        if before.is_some() {
            masked.truncate(masked.trim_end().len());
            if masked.is_empty() {
                return None;
            }
        }
        let inside = before.unwrap_or(inside);
        let after = inside.strip_suffix('-');
        takes = after.is_some();
        let inside = after.unwrap_or(inside).trim();
        let number = u32::try_from(tags.len()).ok()?;
        let mask = MASKS
            .start
            .checked_add(number)
            .filter(|mask| MASKS.contains(mask))?;
        masked.push(char::from_u32(mask)?);
        tags.push((token.kind, format!("{open} {inside} {close}")));
    }
    let is_mask = |c: char| MASKS.contains(&u32::from(c));
    let own = source.chars().any(is_mask);
    (!takes && !own).then_some((masked, tags))
}

/// The sentence of a body that has these parts; none if Markdown cannot say it.
pub fn write(pieces: &[Piece]) -> Option<String> {
    let wanted = tidy(pieces);
    if wanted.is_empty() {
        return Some(REMOVED.to_owned());
    }
    let ways: [fn(char) -> bool; 2] = [|c| r"\*_`[]<>&#".contains(c), |c| c.is_ascii_punctuation()];
    let mut written = ways.into_iter().map(|escaped| markdown(&wanted, escaped));
    written.find(|written| read(written).as_ref() == Some(&wanted))
}

/// The text of the front matter that has these parts; none if it cannot be said.
pub fn write_field(pieces: &[Piece]) -> Option<String> {
    let wanted = tidy(pieces);
    let written: String = wanted.iter().map(|piece| piece.text.as_str()).collect();
    (read_field(&written).as_ref() == Some(&wanted)).then_some(written)
}

/// The parts as Markdown, with a backslash before the letters that are escaped.
fn markdown(pieces: &[Piece], escaped: fn(char) -> bool) -> String {
    let mut out = String::new();
    let (mut bold, mut italic) = (false, false);
    let end = Piece {
        kind: PieceKind::Words,
        text: String::new(),
        bold: false,
        italic: false,
    };
    for piece in pieces.iter().chain([&end]) {
        if (bold, italic) != (piece.bold, piece.italic) {
            for (sign, open) in [
                ("*", italic),
                ("**", bold),
                ("**", piece.bold),
                ("*", piece.italic),
            ] {
                out.push_str(if open { sign } else { "" });
            }
            (bold, italic) = (piece.bold, piece.italic);
        }
        if piece.kind != PieceKind::Words {
            out.push_str(&piece.text);
            continue;
        }
        for c in piece.text.chars() {
            // A bracket of the template is named, so that none stands beside another.
            match c {
                '{' => out.push_str("&#123;"),
                '}' => out.push_str("&#125;"),
                c if escaped(c) => out.extend(['\\', c]),
                c => out.push(c),
            }
        }
    }
    out
}

/// The parts as they print: single blanks, none at the ends, nothing invisible, neighbours that
/// look alike as one; a blank looks like what is alike on both sides of it.
fn tidy(pieces: &[Piece]) -> Vec<Piece> {
    let mut signs: Vec<Piece> = Vec::new();
    let mut blank = false;
    let letters = pieces.iter().flat_map(|piece| {
        let texts: Vec<String> = match piece.kind {
            PieceKind::Words => piece.text.chars().map(String::from).collect(),
            _ => vec![piece.text.clone()],
        };
        texts.into_iter().map(|text| Piece {
            text,
            ..piece.clone()
        })
    });
    for letter in letters {
        if letter.kind == PieceKind::Words {
            let c = letter.text.chars().next().unwrap_or(' ');
            if c.is_whitespace() && c != '\u{a0}' {
                blank = true;
                continue;
            }
            if c.is_control() || is_invisible(c) {
                continue;
            }
        }
        if let Some(last) = signs.last().filter(|_| blank) {
            let (bold, italic) = (last.bold && letter.bold, last.italic && letter.italic);
            signs.push(Piece {
                kind: PieceKind::Words,
                text: " ".to_owned(),
                bold,
                italic,
            });
        }
        blank = false;
        signs.push(letter);
    }
    signs
        .into_iter()
        .fold(Vec::new(), |mut merged: Vec<Piece>, sign| {
            match merged.last_mut() {
                Some(last) if alike(last, &sign) => last.text.push_str(&sign.text),
                _ => merged.push(sign),
            }
            merged
        })
}

fn alike(a: &Piece, b: &Piece) -> bool {
    let words = (a.kind, b.kind) == (PieceKind::Words, PieceKind::Words);
    words && (a.bold, a.italic) == (b.bold, b.italic)
}

/// Whether a sentence keeps the frame of another, and each of its values stands where it may: in
/// the same part of the frame.
pub fn keeps(old: &[Piece], new: &[Piece]) -> bool {
    let parts = |pieces: &[Piece]| -> Vec<Vec<Piece>> {
        let parts = pieces.split(|piece| piece.kind == PieceKind::Frame);
        parts.map(<[Piece]>::to_vec).collect()
    };
    let frame = |pieces: &[Piece]| -> Vec<String> {
        let frame = pieces.iter().filter(|piece| piece.kind == PieceKind::Frame);
        frame.map(|piece| piece.text.clone()).collect()
    };
    let values = |part: &[Piece]| -> Vec<String> {
        let values = part.iter().filter(|piece| piece.kind == PieceKind::Value);
        values.map(|piece| piece.text.clone()).collect()
    };
    let (old_parts, new_parts) = (parts(old), parts(new));
    let mut both = old_parts.iter().zip(&new_parts);
    frame(old) == frame(new)
        && both.all(|(old, new)| {
            let known = values(old);
            values(new).iter().all(|value| known.contains(value))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::Template;

    fn shown(pieces: &[Piece]) -> String {
        let piece = |piece: &Piece| {
            let text = match piece.kind {
                PieceKind::Words => piece.text.clone(),
                _ => format!("⟦{}⟧", piece.text),
            };
            let bold = if piece.bold { "**" } else { "" };
            format!("{bold}{text}{bold}")
        };
        pieces.iter().map(piece).collect()
    }

    fn words(text: &str) -> Piece {
        let kind = PieceKind::Words;
        Piece {
            kind,
            text: text.to_owned(),
            bold: false,
            italic: false,
        }
    }

    #[test]
    fn a_sentence_is_words_values_and_a_frame() {
        let body = "{% for n in a -%}\n1.{{ loop.index }}. {{ n.ten }}: **đạt {{ n.dat -}}\n điểm**\n{%- if n.b %}, {{ n.b }}{% endif %}.\n\n{% endfor -%}\nXong.\n[bieu: x]\n";
        let found: Vec<String> = sentences(body)
            .into_iter()
            .map(|range| shown(&read(body.get(range).unwrap()).unwrap()))
            .collect();
        assert_eq!(
            found,
            [
                "1.⟦{{ loop.index }}⟧. ⟦{{ n.ten }}⟧: **đạt ****⟦{{ n.dat }}⟧****điểm**⟦{% if n.b %}⟧, ⟦{{ n.b }}⟧⟦{% endif %}⟧.",
                "Xong.",
            ]
        );
    }

    #[test]
    fn what_is_written_is_read_back_whatever_is_typed() {
        let hostile = [
            "a *b* **c** _d_ `e` <f> &amp; [g](h) \\ ~ | ! # 100%",
            "{{ ky.dai }} {% if a %} {# b #} }}",
            "1. a",
            "- b",
            "# c",
            "> d",
            "+ - e",
            "12) f",
            "```",
            "a\u{202e}b\u{200b}c",
            "</script>😀&lt;",
            "---",
            "***",
            "* * *",
            "https://a.vn <https://b.vn>",
            "a\\",
            "=====",
        ];
        for text in hostile {
            let value = Piece {
                kind: PieceKind::Value,
                text: "{{ a }}".to_owned(),
                ..words("")
            };
            for pieces in [
                vec![words(text)],
                vec![words(text), value.clone(), words(text)],
            ] {
                let written = write(&pieces).unwrap_or_else(|| panic!("{text}"));
                assert_eq!(read(&written).unwrap(), tidy(&pieces), "{written}");
            }
        }
    }

    #[test]
    fn a_sentence_that_was_taken_out_leaves_its_place() {
        assert_eq!(write(&[words("  ")]).unwrap(), REMOVED);
        let body = format!("a\n\n{REMOVED}\n\nb\n");
        let found = sentences(&body);
        assert_eq!(found.len(), 3);
        assert_eq!(read(body.get(found[1].clone()).unwrap()).unwrap(), []);
    }

    #[test]
    fn a_frame_stays_and_values_stand_where_they_may() {
        let old = read("a {{ b }}{% if c %} d {{ e }}{% endif %}").unwrap();
        let new = |text: &str| keeps(&old, &read(text).unwrap());
        assert!(new("x {{ b }} y{% if c %}{% endif %} z"));
        assert!(!new("x {{ e }}{% if c %}{% endif %}"));
        assert!(!new("x {{ b }}"));
        assert!(!new("x {{ f }}{% if c %} d {% endif %}"));
    }

    #[test]
    fn all_sentences_of_shipped_templates_can_be_rewritten() {
        for name in Template::names() {
            let text = Template::shipped_text(name).unwrap();
            for range in sentences(text) {
                let source = text.get(range).unwrap();
                if source.starts_with("---") {
                    continue;
                }
                let pieces = read(source).unwrap_or_else(|| panic!("{name}: {source}"));
                let written = write(&pieces).unwrap_or_else(|| panic!("{name}: {source}"));
                assert_eq!(read(&written).unwrap(), pieces);
                assert!(!pieces.is_empty());
            }
        }
    }
}
