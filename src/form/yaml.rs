//! A YAML file as a tree in which every scalar keeps its text and its place.
//!
//! Scalars are never guessed into numbers or booleans: `05` stays `05` and `90,20` stays
//! `90,20` until somebody who knows what is meant reads them. Anchors, aliases and tags are
//! refused: nobody who fills in a form needs them, and they are how small files grow large.

use std::sync::Arc;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span, options};

use crate::fault::{Fault, Faults, Kind, Origin, Place};
use crate::vn::text::clean;

/// A part of a file: what it holds and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Where it begins.
    pub place: Place,
    /// What it holds.
    pub value: Value,
}

/// What a part of a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing was written after the key.
    Blank,
    /// A text in NFC, without what prints nothing; block texts keep their line ends.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Keys with their values, in the order of the file.
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub place: Place,
    /// Its value.
    pub value: Node,
}

/// How deep lists and maps may nest: far more than any form, far less than a stack.
const DEPTH: usize = 64;

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
        block_nesting_limit: DEPTH,
        flow_nesting_limit: DEPTH,
        disallow_directives: true,
    };
    let mut tree = Tree::new(Place::new(origin, 0, 0));
    let mut parser = Parser::new_from_str_with_options(text, limits);
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| tree.broken(&error, text))?;
        tree.take(event, span)?;
    }
    let root = tree.root.take().unwrap_or(Node {
        place: tree.file.at(1, 1),
        value: Value::Blank,
    });
    tree.faults.or(Some(root))
}

/// A list or map that is not yet closed.
enum Open {
    List(Place, Vec<Node>),
    Map(Place, Vec<Entry>, Option<(String, Place)>),
}

struct Tree {
    file: Place,
    open: Vec<Open>,
    root: Option<Node>,
    faults: Faults,
}

impl Tree {
    fn new(file: Place) -> Self {
        Self {
            file,
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
                self.scalar(&text, style, place)
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.refuse(anchor > 0 || tag.is_some(), &place)?;
                self.open(Open::List(place, Vec::new()))
            }
            Event::MappingStart(_, anchor, tag) => {
                self.refuse(anchor > 0 || tag.is_some(), &place)?;
                self.open(Open::Map(place, Vec::new(), None))
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            Event::Alias(_) => self.refuse(true, &place),
            Event::DocumentStart(..) if self.root.is_some() => {
                Err(
                    Fault::new(Kind::Syntax, place, "tệp có hai phần ngăn bởi dòng “---”")
                        .expected("một phần duy nhất")
                        .remedy("bỏ dòng “---” thừa, hoặc tách thành hai tệp"),
                )
            }
            _ => Ok(()),
        }
    }

    fn refuse(&self, wrong: bool, place: &Place) -> Result<(), Fault> {
        if !wrong {
            return Ok(());
        }
        Err(Fault::new(
            Kind::Syntax,
            place.clone(),
            "có ký hiệu riêng của YAML (&, * hoặc !) đứng trước giá trị",
        )
        .expected("giá trị viết thẳng")
        .remedy("nếu ký hiệu thuộc về câu chữ, đặt cả câu trong dấu nháy kép \"…\""))
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, place: Place) -> Result<(), Fault> {
        let blank = style == ScalarStyle::Plain && matches!(text, "" | "~" | "null");
        let value = match style {
            _ if blank => Value::Blank,
            ScalarStyle::Literal | ScalarStyle::Folded => {
                Value::Text(text.lines().map(clean).collect::<Vec<_>>().join("\n"))
            }
            _ => Value::Text(clean(text)),
        };
        if let Some(Open::Map(_, entries, key @ None)) = self.open.last_mut() {
            let name = match value {
                Value::Text(name) => name,
                _ => String::new(),
            };
            if let Some(first) = entries.iter().find(|entry| entry.key == name) {
                self.faults.add(
                    Fault::new(
                        Kind::RepeatedKey,
                        place.clone(),
                        format!("khóa “{name}” viết hai lần"),
                    )
                    .expected(format!("một lần; lần đầu ở dòng {}", first.place.line()))
                    .remedy("giữ một, xóa một"),
                );
            }
            *key = Some((name, place));
            return Ok(());
        }
        self.put(Node { place, value })
    }

    fn open(&mut self, open: Open) -> Result<(), Fault> {
        let (Open::List(place, _) | Open::Map(place, ..)) = &open;
        if matches!(self.open.last(), Some(Open::Map(_, _, None))) {
            return Err(self.unnamed(place));
        }
        if self.open.len() >= DEPTH {
            return Err(
                Fault::new(Kind::Syntax, place.clone(), "các phần lồng nhau quá sâu")
                    .expected(format!("không quá {DEPTH} tầng")),
            );
        }
        self.open.push(open);
        Ok(())
    }

    fn unnamed(&self, place: &Place) -> Fault {
        Fault::new(
            Kind::Syntax,
            place.clone(),
            "khóa là một danh sách hoặc một nhóm",
        )
        .expected("khóa là một từ, ví dụ “ky:”")
    }

    fn close(&mut self) -> Result<(), Fault> {
        let node = match self.open.pop() {
            Some(Open::List(place, items)) => Node {
                place,
                value: Value::List(items),
            },
            Some(Open::Map(place, entries, _)) => Node {
                place,
                value: Value::Map(entries),
            },
            None => return Ok(()),
        };
        self.put(node)
    }

    fn put(&mut self, node: Node) -> Result<(), Fault> {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(_, items)) => items.push(node),
            Some(Open::Map(_, entries, key)) => match key.take() {
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

    /// What a clerk can do about a file that the scanner gave up on.
    fn broken(&self, error: &ScanError, text: &str) -> Fault {
        let mark = error.marker();
        let mut place = self.file.at(mark.line(), mark.col() + 1);
        let (found, remedy) = match error.kind() {
            ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar
            | ErrorKind::TabAtBlockScalarStart => {
                place = self.indented_by_tab(text, mark.line()).unwrap_or(place);
                (
                    "dòng thụt vào bằng phím Tab".to_owned(),
                    "thay Tab bằng dấu cách (mỗi bậc hai dấu cách)",
                )
            }
            ErrorKind::RecursionLimitExceeded => {
                ("các phần lồng nhau quá sâu".to_owned(), "bỏ bớt ngoặc thừa")
            }
            ErrorKind::UnclosedQuotedScalar
            | ErrorKind::UnclosedFlowCollection { .. }
            | ErrorKind::UnexpectedEof
            | ErrorKind::UnexpectedEofFlowSequence
            | ErrorKind::UnexpectedEofFlowMapping
            | ErrorKind::UnexpectedEofImplicitFlowMapping => (
                "tệp hết khi một dấu ngoặc hoặc dấu nháy chưa đóng".to_owned(),
                "tìm dấu [ { \" hoặc ' mở mà chưa đóng ở dòng này và các dòng trên",
            ),
            // The parser's own word for it: whoever helps the user may need it.
            other => (
                format!("dòng này viết sai cú pháp ({other:?})"),
                "kiểm tra: sau tên khóa có dấu hai chấm và một dấu cách; các dòng cùng bậc thụt vào bằng nhau; câu có dấu : hoặc # đặt trong nháy kép \"…\"",
            ),
        };
        Fault::new(Kind::Syntax, place, found)
            .expected("“khóa: giá trị”, mỗi khóa một dòng")
            .remedy(remedy)
    }

    /// The first tab before a word, in this line or below: the parser tells where what it read
    /// began, which may be the line above.
    fn indented_by_tab(&self, text: &str, line: usize) -> Option<Place> {
        let from = line.saturating_sub(1);
        let lines = text.lines().enumerate().skip(from);
        let mut indents = lines.filter_map(|(above, line)| {
            let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
            Some((above, line.get(..indent)?.find('\t')?))
        });
        let (above, column) = indents.next()?;
        Some(self.file.at(above + 1, column + 1))
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
        assert_eq!(only_fault(&deep).kind, Kind::Syntax);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[a-c:\\-\\[\\]{}\"'#&*!|> \\n\\t,ă]{0,60}") {
            let _ = parse("a.yaml", &text);
        }
    }
}
