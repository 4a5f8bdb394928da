//! A YAML file as a tree in which every scalar keeps its text and its place.
//!
//! Scalars are never guessed into numbers or booleans: `05` stays `05` and `90,20` stays
//! `90,20` until somebody who knows what is meant reads them. Anchors, aliases and tags are
//! refused: nobody who fills in a form needs them, and they are how small files grow large.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use granit_parser::{Event, Parser, ScalarStyle, Span, options};

use super::joined::Joined;
use super::node::{Entry, Node, Value};
use super::{comment, syntax};
use crate::bounds::{YAML_ITEMS, YAML_KEYS, YAML_LETTERS, YAML_LEVELS};
use crate::fault::{Fault, Faults, Kind, Origin, Place};
use crate::vn::text::{clean, unquoted};

/// Reads a file's text. An empty file is [`Value::Blank`].
///
/// # Errors
/// If it is not YAML, or uses what is refused; all repeated keys are reported together.
pub fn parse(file: &str, text: &str) -> Result<Node, Faults> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let origin = Arc::new(Origin {
        file: file.to_owned(),
        text: text.to_owned(),
    });
    let limits = options! {
        block_nesting_limit: YAML_LEVELS.most,
        flow_nesting_limit: YAML_LEVELS.most,
        disallow_directives: true,
    };
    let text = &plain_blanks(text);
    let mut tree = Tree::new(Place::new(origin, 0, 0), text);
    let mut parser = Parser::new_from_str_with_options(text, limits);
    while let Some(event) = parser.next_event() {
        let broken = |error| syntax::broken(&tree.file, &error, text);
        let (event, span) = event.map_err(broken)?;
        tree.take(event, span)?;
    }
    let blank = Node::new(Value::Blank, tree.file.at(1, 1));
    let root = tree.root.take().unwrap_or(blank);
    tree.faults.or(Some(root))
}

/// The text with plain blanks where YAML counts them: before the words of a line, and after its
/// dash and key. What is copied from Word or a page has no-break spaces there, which look the
/// same. No letter changes its place.
fn plain_blanks(text: &str) -> Cow<'_, str> {
    let wide = |c: char| c.is_whitespace() && !c.is_control() && c != ' ';
    if !text.contains(wide) {
        return Cow::Borrowed(text);
    }
    let line = |line: &str| {
        let blank = |c: char| wide(c) || c == ' ';
        let words = line.trim_start_matches(blank);
        let words = words
            .strip_prefix('-')
            .filter(|rest| rest.starts_with(wide))
            .map_or(words, |rest| rest.trim_start_matches(blank));
        let key = words
            .trim_start_matches(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        let rest = key
            .strip_prefix(':')
            .filter(|_| key.len() < words.len())
            .map_or(words, |rest| rest.trim_start_matches(blank));
        let (before, rest) = line
            .split_at_checked(line.len() - rest.len())
            .unwrap_or((line, ""));
        before.replace(wide, " ") + rest
    };
    Cow::Owned(text.split_inclusive('\n').map(line).collect())
}

/// A list or map that is not yet closed.
enum Open {
    List(Place, Vec<Node>),
    Map(
        Place,
        Vec<Entry>,
        Option<(String, Place)>,
        BTreeMap<String, usize>,
    ),
}

struct Tree<'a> {
    file: Place,
    text: &'a str,
    open: Vec<Open>,
    root: Option<Node>,
    faults: Faults,
}

impl<'a> Tree<'a> {
    fn new(file: Place, text: &'a str) -> Self {
        Self {
            file,
            text,
            open: Vec::new(),
            root: None,
            faults: Faults::none(),
        }
    }

    fn place(&self, span: Span) -> Place {
        self.file.at(span.start.line(), span.start.col() + 1)
    }

    fn take(&mut self, event: Event, span: Span) -> Result<(), Fault> {
        let place = self.place(span);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse(anchor > 0 || tag.is_some(), &place)?;
                self.scalar(&text, style, place, span)
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.refuse(anchor > 0 || tag.is_some(), &place)?;
                self.open(Open::List(place, Vec::new()))
            }
            Event::MappingStart(_, anchor, tag) => {
                self.refuse(anchor > 0 || tag.is_some(), &place)?;
                self.open(Open::Map(place, Vec::new(), None, BTreeMap::new()))
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            Event::Alias(_) => self.refuse(true, &place),
            Event::DocumentStart(..) if self.root.is_some() => Err(Fault::new(
                Kind::Syntax,
                place,
                "tệp có hai phần ngăn bởi dòng “---” hoặc “...”",
            )
            .expected("một phần duy nhất")
            .remedy("bỏ dòng đó, hoặc tách thành hai tệp")),
            _ => Ok(()),
        }
    }

    fn refuse(&self, wrong: bool, place: &Place) -> Result<(), Fault> {
        if !wrong {
            return Ok(());
        }
        let fault = || {
            let found = "có ký hiệu riêng của YAML (&, * hoặc !)";
            Fault::new(Kind::Syntax, place.clone(), found)
                .expected("giá trị viết thẳng")
                .remedy("đặt cả câu trong dấu nháy kép \"…\"")
        };
        Err(syntax::sign(&self.file, place.line(), self.text).unwrap_or_else(fault))
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        place: Place,
        span: Span,
    ) -> Result<(), Fault> {
        // No letter is shorter than a byte.
        if text.len() > YAML_LETTERS.most {
            YAML_LETTERS.hold(text.chars().count(), &place)?;
        }
        let value = match style {
            ScalarStyle::Plain if matches!(text, "~" | "null") => {
                self.commented(span, true);
                Value::Blank
            }
            ScalarStyle::Plain => {
                self.swallowed(span);
                self.commented(span, false);
                Value::Text(clean(text))
            }
            ScalarStyle::Literal | ScalarStyle::Folded => {
                Value::Text(text.lines().map(clean).collect::<Vec<_>>().join("\n"))
            }
            _ => Value::Text(clean(text)),
        };
        if let Some(Open::Map(_, entries, key @ None, lines)) = self.open.last_mut() {
            YAML_KEYS.hold(entries.len() + 1, &place)?;
            let name = match value {
                Value::Text(name) => name,
                _ => String::new(),
            };
            if let Some(first) = lines.get(&name) {
                self.faults.add(
                    Fault::new(
                        Kind::RepeatedKey,
                        place.clone(),
                        format!("khóa “{name}” viết hai lần"),
                    )
                    .expected(format!("một lần; lần đầu ở dòng {first}"))
                    .remedy("giữ một, xóa một"),
                );
            }
            lines.entry(name.clone()).or_insert(place.line());
            *key = Some((name, place));
            return Ok(());
        }
        // What prints nothing is nothing, however it was written.
        let value = match value {
            Value::Text(text) if text.trim().is_empty() => Value::Blank,
            Value::Text(text) if style == ScalarStyle::Plain => {
                let words = unquoted(&text);
                self.half_quoted(words, &place);
                Value::Text(words.to_owned())
            }
            value => value,
        };
        self.put(Node { place, value })
    }

    /// Adds a fault for a quote that opens and never closes, or closes and was never opened.
    fn half_quoted(&mut self, words: &str, place: &Place) {
        for signs in [&['"', '“', '”'][..], &['«', '»']] {
            let quotes: Vec<&str> = words.matches(signs).collect();
            let opens = words.starts_with(signs);
            let lone = if opens { quotes.first() } else { quotes.last() };
            let Some(lone) = lone.filter(|_| quotes.len() % 2 == 1) else {
                continue;
            };
            let (found, remedy) = match opens {
                true => (
                    format!("giá trị có dấu nháy {lone} mở mà không đóng"),
                    "thêm dấu đóng hoặc bỏ dấu mở; câu có dấu # hoặc dấu phẩy trong ngoặc { } thì đặt trong nháy thẳng \"…\"",
                ),
                false => (
                    format!("giá trị có một dấu nháy {lone} lẻ, không thành cặp"),
                    "bỏ dấu nháy thừa, hoặc thêm dấu còn thiếu; số đo thì viết “55 inch”",
                ),
            };
            let fault = Fault::new(Kind::Syntax, place.clone(), found);
            let fault = fault.expected("đủ cặp dấu nháy, hoặc không có dấu nháy");
            self.faults.add(fault.remedy(remedy));
        }
    }

    /// Adds a fault for words that were meant as a value, or as its end, and are taken for a comment.
    fn commented(&mut self, span: Span, blank: bool) {
        let end = span.end.byte_offset().map(|end| (span.end.line(), end));
        let fault = end.and_then(|end| comment::taken(&self.file, self.text, end, blank));
        fault.into_iter().for_each(|fault| self.faults.add(fault));
    }

    /// Adds a fault for lines that were meant as entries or keys of their own, and that YAML takes
    /// for more words of the value above them.
    fn swallowed(&mut self, span: Span) {
        let (start, end) = (span.start, span.end);
        if start.line() == end.line() {
            return;
        }
        let key = match self.open.last() {
            Some(Open::Map(_, _, Some((_, place)), _)) => Some(place.line()),
            _ => None,
        };
        let (from, to) = ((start.line(), start.col()), (end.line(), end.col()));
        let joined = Joined::of(&self.file, self.text, from, to, key);
        let faults = joined.faults();
        faults.into_iter().for_each(|fault| self.faults.add(fault));
    }

    fn open(&mut self, open: Open) -> Result<(), Fault> {
        let (Open::List(place, _) | Open::Map(place, ..)) = &open;
        if matches!(self.open.last(), Some(Open::Map(_, _, None, _))) {
            return Err(self.unnamed(place));
        }
        YAML_LEVELS.hold(self.open.len() + 1, place)?;
        self.open.push(open);
        Ok(())
    }

    fn unnamed(&self, place: &Place) -> Fault {
        let sign = syntax::sign(&self.file, place.line(), self.text);
        sign.unwrap_or_else(|| {
            Fault::new(
                Kind::Syntax,
                place.clone(),
                "khóa là một danh sách hoặc một nhóm",
            )
            .expected("khóa là một từ, ví dụ “ky:”")
        })
    }

    fn close(&mut self) -> Result<(), Fault> {
        let node = match self.open.pop() {
            // A dash that was copied with its line stands twice: `- - Rà soát`.
            Some(Open::List(place, mut items)) => match items.pop() {
                Some(only) if items.is_empty() && self.is_doubled(&place, &only) => only,
                last => {
                    items.extend(last);
                    Node::new(Value::List(items), place)
                }
            },
            Some(Open::Map(place, entries, ..)) => Node::new(Value::Map(entries), place),
            None => return Ok(()),
        };
        self.put(node)
    }

    fn is_doubled(&self, list: &Place, entry: &Node) -> bool {
        let words = matches!(entry.value, Value::Text(_));
        words
            && list.written().starts_with("- ")
            && matches!(self.open.last(), Some(Open::List(..)))
    }

    fn put(&mut self, node: Node) -> Result<(), Fault> {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(_, items)) => {
                YAML_ITEMS.hold(items.len() + 1, &node.place)?;
                items.push(node);
            }
            Some(Open::Map(_, entries, key, _)) => match key.take() {
                Some((key, place)) => entries.push(Entry {
                    key,
                    place,
                    value: node,
                }),
                None => return Err(self.unnamed(&node.place)),
            },
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn root(text: &str) -> Value {
        parse("a.yaml", text).unwrap().value
    }

    /// A tab below a plain value was told in the parser's English, at the value.
    #[test]
    fn a_tab_before_a_word_is_told_where_it_is() {
        for (text, line, column) in [
            ("a: b\n\tc: d\n", 2, 1),
            ("a:\n  b: 1\n  \tc: d\n", 3, 3),
            ("a: |\n\tb\n", 2, 1),
            ("a:\n\t- b\n", 2, 1),
        ] {
            let fault = only_fault(text);
            assert!(fault.found.contains("phím Tab"), "{text:?}: {fault}");
            let place = &fault.place;
            assert_eq!((place.line(), place.column()), (line, column), "{text:?}");
        }
    }

    fn only_fault(text: &str) -> Fault {
        let faults = parse("a.yaml", text).unwrap_err();
        assert_eq!(faults.count(), 1, "{faults}");
        faults.iter().next().unwrap().clone()
    }

    #[test]
    fn scalars_keep_their_text() {
        let Value::Map(entries) = root("a: 05\nb: 90,20\nc: \"no\"\nd:\ne: xa\u{303}\n") else {
            panic!("not a map")
        };
        let values: Vec<_> = entries.iter().map(|e| e.value.value.clone()).collect();
        let text = |t: &str| Value::Text(t.into());
        assert_eq!(
            values,
            [
                text("05"),
                text("90,20"),
                text("no"),
                Value::Blank,
                text("xã")
            ]
        );
    }

    #[test]
    fn places_are_lines_and_columns_from_one() {
        let Value::Map(entries) = root("mau: a\nky:   b\n") else {
            panic!("not a map")
        };
        assert_eq!(entries[1].place.to_string(), "a.yaml:2:1");
        assert_eq!(entries[1].value.place.to_string(), "a.yaml:2:7");
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_file() {
        assert!(matches!(root("\u{feff}a: b\n"), Value::Map(_)));
    }

    #[test]
    fn a_repeated_key_says_where_the_first_stands() {
        let fault = only_fault("a: 1\nb: 2\na: 3\n");
        assert_eq!(fault.kind, Kind::RepeatedKey);
        assert_eq!(fault.place.to_string(), "a.yaml:3:1");
        assert!(fault.expected.contains("dòng 1"));
    }

    #[test]
    fn anchors_aliases_and_tags_are_refused() {
        for text in ["a: &x 1\n", "a: !!str 1\n", "a: &x [1]\nb: *x\n"] {
            assert_eq!(only_fault(text).kind, Kind::Syntax, "{text}");
        }
    }

    #[test]
    fn deep_nesting_is_refused_at_once() {
        let deep = "[".repeat(100_000);
        assert_eq!(only_fault(&deep).kind, Kind::Bound);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[a-c:\\-\\[\\]{}\"'#&*!|> \\n\\t,ă]{0,60}") {
            let _ = parse("a.yaml", &text);
        }
    }
}
