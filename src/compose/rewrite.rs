//! The filters that count a run's steps, put around what a template repeats, keeps, compares or takes
//! apart: `meter` holds what they do.

use super::meter::{COMPARE, KEEP, LOOP};
use super::tags::{Tag, brace, tags};
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

/// Why a template is refused before it runs: the line (from 1) and column (from 0), and the bound
/// or what it uses.
pub(super) struct Refused {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) why: Why,
}

/// What is wrong.
pub(super) enum Why {
    /// More than is allowed.
    Bound(Bound, usize),
    /// A list written with `for` within brackets, or a part of the template with a name.
    Unknown(&'static str),
    /// A command that templates do not have.
    Command(String),
    /// A brace outside of tags, which would be printed: `{ky}`, `{ { ky }}`.
    Brace,
}

/// The commands of templates. The engine has more, for templates made of several: they mean nothing
/// where each stands by itself, and would be passed over in silence.
pub(super) const COMMANDS: [&str; 10] = [
    "if",
    "elif",
    "else",
    "for",
    "break",
    "continue",
    "set",
    "set_global",
    "filter",
    "raw",
];

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
        let before = text.get(..tag.start).unwrap_or_default();
        let column = || before.chars().rev().take_while(|c| *c != '\n').count();
        let refused = |why| Refused {
            line: tag.line,
            column: column(),
            why,
        };
        writer.tag(text, tag).map_err(refused)?;
    }
    if let Some(line) = brace(text) {
        let why = Why::Brace;
        return Err(Refused {
            line,
            column: 0,
            why,
        });
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
        let first = tag.word(0);
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
            "set" | "set_global" if tag.word(2) == "=" => {
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
            "if" => self.open(first, None, tag),
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
            "<" => Err(Why::Unknown("phần mẫu có tên (component)")),
            _ if !is_command(first) => {
                let inside = text.get(tag.inside.0..tag.inside.1).unwrap_or_default();
                let word = inside.split_whitespace().next().unwrap_or_default();
                Err(Why::Command(word.to_owned()))
            }
            _ => {
                if first.starts_with("end") {
                    self.close(text, tag.start);
                }
                Ok(())
            }
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

    /// Behind what something is compared with or sought in stands a filter that counts what that holds.
    fn comparisons(&mut self, tag: &Tag) {
        let word = |index: usize| tag.word(index);
        let mut words = tag.words.iter();
        // What a loop goes over counts by itself.
        let looped = words.position(|(_, word)| *word == "in");
        let looped = looped.filter(|_| word(0) == "for");
        for index in 1..tag.words.len() {
            let last = match word(index) {
                "in" if looped != Some(index) => operand(tag, index + 1),
                "=" if ["=", "!", "<", ">"].contains(&word(index - 1)) => operand(tag, index + 1),
                "<" | ">" if word(index + 1) != "=" => operand(tag, index + 1),
                "is" if [1, 2]
                    .map(|next| word(index + next))
                    .contains(&"containing") =>
                {
                    Some(index - 1)
                }
                _ => None,
            };
            let last = last.and_then(|last| tag.words.get(last));
            // What is written out is short.
            let written = |c: char| "\"'`".contains(c) || c.is_ascii_digit();
            if let Some((at, word)) = last.filter(|(_, word)| !word.starts_with(written)) {
                let end = tag.inside.0 + at + word.len();
                self.puts.push((end, Put::Compare));
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

/// Whether a statement begins with a command of templates, or the end of one.
fn is_command(first: &str) -> bool {
    let name = first.strip_prefix("end").unwrap_or(first);
    COMMANDS.contains(&name)
}

/// The last word of the value that begins with this word: its name with what is taken from it, or its
/// brackets, and its filters.
fn operand(tag: &Tag, first: usize) -> Option<usize> {
    let signs = (first..).take_while(|index| ["not", "-", "+"].contains(&tag.word(*index)));
    let mut last = bracketed(tag, first + signs.count())?;
    loop {
        last = match tag.word(last + 1) {
            "(" | "[" => bracketed(tag, last + 1)?,
            "." | "|" => last + 2,
            "?" => last + 1,
            _ => return Some(last),
        }
    }
}

/// The end of the brackets that begin here; if none do, this word.
fn bracketed(tag: &Tag, first: usize) -> Option<usize> {
    let mut level = 0_usize;
    for (index, (_, word)) in tag.words.iter().enumerate().skip(first) {
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
