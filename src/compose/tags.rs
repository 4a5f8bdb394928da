//! The tags of a template, as the engine takes them apart: where each begins and ends, and what
//! words stand in it. [`rewrite`] puts the filters that count a run's steps around what repeats,
//! keeps, compares or takes apart values.

use super::meter::{COMPARE, KEEP, LOOP};
use crate::bounds::{Bound, TEMPLATE_BRANCHES, TEMPLATE_JOINS, TEMPLATE_LEVELS};

/// A text that counts its steps.
#[derive(Default)]
pub(super) struct Metered {
    pub(super) text: String,
    /// What was added to the text: line, column (both of the new text, the column from 0) and
    /// how many letters.
    added: Vec<(usize, usize, usize)>,
    /// What all that stands outside of loops costs.
    pub(super) cost: usize,
}

impl Metered {
    /// The column that a place of the new text has in the old one.
    pub(super) fn column(&self, line: usize, column: usize) -> usize {
        let before = self
            .added
            .iter()
            .filter(|(at, from, _)| *at == line && *from < column);
        let added: usize = before
            .map(|(_, from, letters)| (*letters).min(column - from))
            .sum();
        column - added
    }
}

/// Why a template is refused before it runs: the line (from 1), and the bound or what it uses.
pub(super) struct Refused {
    pub(super) line: usize,
    pub(super) why: Why,
}

/// What is wrong.
pub(super) enum Why {
    /// More than is allowed.
    Bound(Bound, usize),
    /// A list written with `for` within brackets, or a part of the template with a name.
    Unknown(&'static str),
    /// A brace outside of tags, which would be printed: `{ky}`, `{ { ky }}`.
    Brace,
}

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

/// A part of a text.
struct Tag<'t> {
    start: usize,
    /// Where its words begin and end.
    inside: (usize, usize),
    line: usize,
    words: Vec<(usize, &'t str)>,
}

/// The tags that hold words; none if the text ends within one, which the engine tells.
fn tags(text: &str) -> Option<Vec<Tag<'_>>> {
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

/// A block that is not yet ended.
struct TeraBlock {
    name: String,
    /// Its insertion, if it repeats, and what a turn of it costs.
    list: Option<usize>,
    cost: usize,
    branches: usize,
    begins: usize,
}

/// What is put into the text, and where.
enum Put {
    Text(&'static str),
    Loop { line: usize, cost: usize },
    Keep { line: usize },
    KeepBare { line: usize },
    Before,
    Compare,
}

impl Put {
    fn text(&self) -> String {
        match self {
            Self::Text(text) => (*text).to_owned(),
            Self::Loop { line, cost } => format!(")|{LOOP}(gia={cost},dong={line})"),
            Self::Keep { line } => format!(")|{KEEP}(dong={line})"),
            Self::KeepBare { line } => format!("|{KEEP}(dong={line})"),
            Self::Before => format!("{KEEP}|"),
            Self::Compare => format!("|{COMPARE} "),
        }
    }
}

struct Writer<'a> {
    /// Whether a filter is ours, which counts by itself.
    ours: &'a dyn Fn(&str) -> bool,
    puts: Vec<(usize, Put)>,
    blocks: Vec<TeraBlock>,
    cost: usize,
}

/// The line of the first brace that belongs to no tag.
fn brace(text: &str) -> Option<usize> {
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

/// Puts the counting filters into a text. One that the engine cannot read stays as it is.
pub(super) fn rewrite(text: &str, ours: &dyn Fn(&str) -> bool) -> Result<Metered, Refused> {
    let Some(tags) = tags(text) else {
        return Ok(Metered {
            text: text.to_owned(),
            ..Metered::default()
        });
    };
    let mut writer = Writer {
        ours,
        puts: Vec::new(),
        blocks: Vec::new(),
        cost: 0,
    };
    for tag in &tags {
        let refused = |why| Refused {
            line: tag.line,
            why,
        };
        writer.tag(text, tag).map_err(refused)?;
    }
    if let Some(line) = brace(text) {
        let why = Why::Brace;
        return Err(Refused { line, why });
    }
    let cost = writer.cost + writer.blocks.iter().map(|block| block.cost).sum::<usize>();
    let mut puts = writer.puts;
    puts.sort_by_key(|(at, _)| *at);
    Ok(Metered {
        cost,
        ..put(text, &puts)
    })
}

impl Writer<'_> {
    fn tag(&mut self, text: &str, tag: &Tag) -> Result<(), Why> {
        let joins = tag
            .words
            .iter()
            .filter(|(_, word)| ["~", "..."].contains(word));
        let joins = joins.count();
        if joins > TEMPLATE_JOINS.most {
            return Err(Why::Bound(TEMPLATE_JOINS, joins));
        }
        let cost = 1 + joins * joins / 4;
        match self.blocks.last_mut() {
            Some(block) => block.cost += cost,
            None => self.cost += cost,
        }
        self.filters(tag);
        self.comparisons(tag);
        let statement = text.get(tag.start..tag.start + 2) == Some("{%");
        let first = tag.words.first().map_or("", |(_, word)| *word);
        let comprehends =
            |(at, word): (usize, &(usize, &str))| word.1 == "for" && (at > 0 || !statement);
        if tag.words.iter().enumerate().any(comprehends) {
            return Err(Why::Unknown("danh sách viết bằng for trong ngoặc [ ]"));
        }
        match statement {
            true => self.statement(first, text, tag),
            false => {
                let kept = self
                    .blocks
                    .iter()
                    .any(|block| ["set", "filter"].contains(&&*block.name));
                if kept {
                    self.around(tag.inside.0, tag, Put::Keep { line: tag.line });
                }
                Ok(())
            }
        }
    }

    fn statement(&mut self, first: &str, text: &str, tag: &Tag) -> Result<(), Why> {
        let word = |index: usize| tag.words.get(index).map_or("", |(_, word)| *word);
        match first {
            "for" => {
                let list = self.puts.len() + 1;
                let from = tag.words.iter().find(|(_, word)| *word == "in");
                if let Some((at, word)) = from {
                    let put = Put::Loop {
                        line: tag.line,
                        cost: 1,
                    };
                    self.around(tag.inside.0 + at + word.len(), tag, put);
                }
                self.open(first, from.map(|_| list), tag)
            }
            "set" | "set_global" if word(2) == "=" => {
                let after = tag.words.get(2).map_or(0, |(at, _)| at + 1);
                self.around(tag.inside.0 + after, tag, Put::Keep { line: tag.line });
                Ok(())
            }
            "set" | "set_global" | "filter" => {
                self.puts
                    .push((tag.inside.1, Put::KeepBare { line: tag.line }));
                let name = if first == "filter" { first } else { "set" };
                self.open(name, None, tag)
            }
            "if" | "block" => self.open(first, None, tag),
            "elif" => {
                self.blocks
                    .last_mut()
                    .into_iter()
                    .for_each(|block| block.branches += 1);
                let branches = self.blocks.iter().map(|block| block.branches).sum();
                match branches <= TEMPLATE_BRANCHES.most {
                    true => Ok(()),
                    false => Err(Why::Bound(TEMPLATE_BRANCHES, branches)),
                }
            }
            "component" | "<" => Err(Why::Unknown("phần mẫu có tên (component)")),
            _ if first.starts_with("end") => {
                self.close(text, tag.start);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn open(&mut self, name: &str, list: Option<usize>, tag: &Tag) -> Result<(), Why> {
        self.blocks.push(TeraBlock {
            name: name.to_owned(),
            list,
            cost: 1,
            branches: 0,
            begins: tag.inside.1,
        });
        match self.blocks.len() <= TEMPLATE_LEVELS.most {
            true => Ok(()),
            false => Err(Why::Bound(TEMPLATE_LEVELS, self.blocks.len())),
        }
    }

    /// Ends a block: what it costs is known now.
    fn close(&mut self, text: &str, end: usize) {
        let Some(block) = self.blocks.pop() else {
            return;
        };
        let letters = text.get(block.begins..end).map_or(0, str::len);
        match block.list.and_then(|list| self.puts.get_mut(list)) {
            Some((_, Put::Loop { cost, .. })) => *cost = block.cost + letters / 64,
            _ => match self.blocks.last_mut() {
                Some(outer) => outer.cost += block.cost,
                None => self.cost += block.cost,
            },
        }
    }

    /// Brackets from a place in a tag to its end, with a filter after them.
    fn around(&mut self, from: usize, tag: &Tag, put: Put) {
        self.puts.push((from, Put::Text("(")));
        self.puts.push((tag.inside.1, put));
    }

    /// Behind what something is compared with stands a filter that counts what that holds.
    fn comparisons(&mut self, tag: &Tag) {
        let words = &tag.words;
        let word = |index: usize| words.get(index).map_or("", |(_, word)| *word);
        let of_loop = (word(0) == "for").then(|| words.iter().position(|(_, word)| *word == "in"));
        for index in 1..words.len() {
            let before = word(index - 1);
            let compared = match word(index) {
                "in" if of_loop.flatten() != Some(index) => operand(words, index + 1),
                "=" if ["=", "!", "<", ">"].contains(&before) => operand(words, index + 1),
                "<" | ">" if word(index + 1) != "=" => operand(words, index + 1),
                "is" if word(index + 1).trim_start_matches("not") == "containing"
                    || word(index + 2) == "containing" =>
                {
                    Some(index - 1)
                }
                _ => None,
            };
            // What is written out is short.
            let plain =
                |word: &str| word.starts_with(|c: char| "\"'`".contains(c) || c.is_ascii_digit());
            let compared = compared
                .and_then(|at| words.get(at))
                .filter(|(_, word)| !plain(word));
            if let Some((at, word)) = compared {
                self.puts
                    .push((tag.inside.0 + at + word.len(), Put::Compare));
            }
        }
    }

    /// Before each filter of the engine stands one that counts what it is handed.
    fn filters(&mut self, tag: &Tag) {
        for pair in tag.words.windows(2) {
            if let [(_, "|"), (at, name)] = pair
                && !(self.ours)(name)
                && *name != "default"
                && tag
                    .words
                    .first()
                    .is_none_or(|(_, first)| *first != "filter")
            {
                self.puts.push((tag.inside.0 + at, Put::Before));
            }
        }
    }
}

/// The last word of what a value is made of that begins with this word: its name with what is
/// taken from it, or its brackets, and its filters.
fn operand(words: &[(usize, &str)], first: usize) -> Option<usize> {
    let word = |index: usize| words.get(index).map_or("", |(_, word)| *word);
    let signs = (first..).take_while(|index| ["not", "-", "+"].contains(&word(*index)));
    let mut last = bracketed(words, first + signs.count())?;
    loop {
        last = match word(last + 1) {
            "(" | "[" => bracketed(words, last + 1)?,
            "." | "|" => last + 2,
            "?" => last + 1,
            _ => return (last < words.len()).then_some(last),
        }
    }
}

/// The end of the brackets that begin here; if none do, this word.
fn bracketed(words: &[(usize, &str)], first: usize) -> Option<usize> {
    let mut level = 0_usize;
    for (index, (_, word)) in words.iter().enumerate().skip(first) {
        match *word {
            "(" | "[" | "{" => level += 1,
            ")" | "]" | "}" => level = level.checked_sub(1)?,
            _ => {}
        }
        if level == 0 {
            return Some(index);
        }
    }
    None
}

fn put(text: &str, puts: &[(usize, Put)]) -> Metered {
    let mut made = Metered::default();
    let (mut line, mut column, mut from) = (1, 0, 0);
    for (at, put) in puts {
        for c in text.get(from..*at).unwrap_or_default().chars() {
            made.text.push(c);
            (line, column) = match c {
                '\n' => (line + 1, 0),
                _ => (line, column + 1),
            };
        }
        let new = put.text();
        made.added.push((line, column, new.chars().count()));
        column += new.chars().count();
        made.text.push_str(&new);
        from = *at;
    }
    made.text.push_str(text.get(from..).unwrap_or_default());
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_compared_is_counted() {
        for (text, meant) in [
            ("{% if c == a %}", "{% if c == a|_so  %}"),
            ("{% if c >= a and b %}", "{% if c >= a|_so  and b %}"),
            (
                "{% if not a.b[1] | first in (c | x(y=1)).z %}",
                "{% if not a.b[1] | _giu|first in (c | _giu|x(y=1)).z|_so  %}",
            ),
            (
                "{% if a is not containing(b) %}",
                "{% if a|_so  is not containing(b) %}",
            ),
            ("{% if a is defined %}", "{% if a is defined %}"),
            (
                "{% if a != \"b\" or c < 5 %}",
                "{% if a != \"b\" or c < 5 %}",
            ),
            (
                "{{ a | dem(theo=\"b\") }}",
                "{{ a | _giu|dem(theo=\"b\") }}",
            ),
        ] {
            let made = rewrite(text, &|_| false).ok().unwrap().text;
            assert_eq!(made, meant);
        }
    }
}
