//! The tags of a template, as the engine takes them apart: where each begins and ends, and what
//! words stand in it.

/// Where a tag ends, with its brackets; strings in it may hold brackets.
pub(super) fn tag_end(tag: &str) -> Option<usize> {
    let close = match tag.get(..2)? {
        "{{" => "}}",
        "{%" => "%}",
        _ => return tag.find("#}").map(|at| at + 2),
    };
    let mut quote = None;
    let mut escaped = false;
    for (at, c) in tag.char_indices().skip(2) {
        match quote {
            Some(_) if escaped => escaped = false,
            Some(_) if c == '\\' => escaped = true,
            Some(open) if open == c => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'' | '`') => quote = Some(c),
            None if tag.get(at..)?.starts_with(close) => return Some(at + 2),
            None => {}
        }
    }
    None
}

/// Where the next tag begins.
pub(super) fn tag_start(text: &str) -> Option<usize> {
    let mut braces = text.match_indices('{').map(|(at, _)| at);
    braces.find(|at| {
        let next = text.get(at + 1..).and_then(|rest| rest.chars().next());
        matches!(next, Some('{' | '%' | '#'))
    })
}

/// The words of a tag with where they begin: names and numbers, strings with their quotes, `...`,
/// and any other sign by itself.
fn words(inside: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(rest) = inside.get(at..).filter(|rest| !rest.is_empty()) {
        let first = rest.chars().next().unwrap_or_default();
        let name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let length = match first {
            '"' | '\'' | '`' => string_end(rest, first),
            _ if rest.starts_with("...") => 3,
            c if name(c) => rest.find(|c| !name(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        if !first.is_whitespace() {
            words.push((at, rest.get(..length).unwrap_or(rest)));
        }
        at += length;
    }
    words
}

fn string_end(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The rest of a text after a `raw` block, if one begins with this tag.
pub(super) fn raw_end(tag: &str, rest: &str) -> Option<usize> {
    let named = |tag: &str, name: &str| {
        let inside = tag.get(2..)?;
        let inside = inside.strip_prefix('-').unwrap_or(inside).trim_start();
        let after = inside.strip_prefix(name)?.trim_start();
        let after = after.strip_prefix('-').unwrap_or(after);
        after
            .starts_with("%}")
            .then_some(tag.len() - after.len() + 2)
    };
    named(tag, "raw")?;
    let mut ends = rest.match_indices("{%");
    ends.find_map(|(at, _)| Some(at + named(rest.get(at..)?, "endraw")?))
}

/// A part of a text that the engine reads.
pub(super) struct Tag<'t> {
    /// Where it begins.
    pub(super) start: usize,
    /// Where its words begin and end.
    pub(super) inside: (usize, usize),
    /// The line in which it begins, from 1.
    pub(super) line: usize,
    /// Its words, with where they stand inside.
    pub(super) words: Vec<(usize, &'t str)>,
}

impl<'t> Tag<'t> {
    /// A word of it; nothing where there is none.
    pub(super) fn word(&self, index: usize) -> &'t str {
        self.words.get(index).map_or("", |(_, word)| *word)
    }
}

/// The tags that hold words; none if the text ends within one, which the engine tells.
pub(super) fn tags(text: &str) -> Option<Vec<Tag<'_>>> {
    let mut tags = Vec::new();
    let (mut at, mut line) = (0, 1);
    while let Some(start) = text.get(at..).and_then(tag_start) {
        let start = at + start;
        line += text.get(at..start)?.matches('\n').count();
        let tag = text.get(start..)?;
        let mut end = start + tag_end(tag)?;
        let tag = text.get(start..end)?;
        if let Some(raw) = raw_end(tag, text.get(end..)?) {
            end += raw;
        } else if !tag.starts_with("{#") {
            let open = start + 2 + usize::from(tag.get(2..3) == Some("-"));
            let last = tag.len() - 3;
            let close = end - 2 - usize::from(tag.get(last..last + 1) == Some("-"));
            let close = close.max(open);
            let inside = text.get(open..close)?;
            tags.push(Tag {
                start,
                inside: (open, close),
                line,
                words: words(inside),
            });
        }
        line += text.get(start..end)?.matches('\n').count();
        at = end;
    }
    Some(tags)
}

/// The line of the first brace that belongs to no tag.
pub(super) fn brace(text: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        let start = tag_start(rest).unwrap_or(rest.len());
        if let Some(brace) = rest.get(..start)?.find(['{', '}']) {
            return Some(text.get(..at + brace)?.matches('\n').count() + 1);
        }
        let tag = rest.get(start..).filter(|tag| !tag.is_empty())?;
        let end = tag_end(tag)?;
        at += start + end;
        at += raw_end(tag.get(..end)?, tag.get(end..)?).unwrap_or(0);
    }
}
