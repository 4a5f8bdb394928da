//! What stands where: a form's keys in rows of sheets, with what a tree says of them.

use super::caption::{Caption, Known, known};
use super::input::Input;
use super::key::{Segment, label};
use super::shape::{item_of, of_keys, texts};
use super::tab::{Blanks, InputCell, InputColumn, InputRow, Tab, VALUE, WORDS, hold, item, with};
use super::table::Rows;
use crate::fault::Faults;
use crate::form::{Fields, Form, Key, Map, Node, Shape, Value};
use crate::vn::text::capitalise;

/// The sheet of all keys that are in no table.
const MAIN: &str = "Văn bản";
/// How many rows of a list are ready to be filled in.
const SPARE: usize = 3;
/// So many values that others name are worth a sheet of their own.
const MANY: usize = 4;

/// The sheets of a form.
pub fn tabs(form: &'static Form, node: &Node, blanks: &Blanks) -> Result<Vec<Tab>, Faults> {
    let mut laying = Laying {
        blanks,
        rows: Vec::new(),
        tabs: Vec::new(),
        within: String::new(),
        faults: Faults::none(),
    };
    laying.form(&[], form, Some(node));
    let Laying {
        rows, tabs, faults, ..
    } = laying;
    let main = of_rows(MAIN.to_owned(), rows);
    faults.or(Some(std::iter::once(main).chain(tabs).collect()))
}

fn of_rows(name: String, rows: Vec<InputRow>) -> Tab {
    let value = InputColumn {
        head: VALUE.to_owned(),
        help: String::new(),
        input: Input::Words,
    };
    Tab {
        name,
        first: WORDS.to_owned(),
        levels: Vec::new(),
        columns: vec![value],
        rows,
        spare: 0,
    }
}

struct Laying<'a> {
    blanks: &'a Blanks<'a>,
    /// The rows of the sheet that is laid out.
    rows: Vec<InputRow>,
    /// Other sheets.
    tabs: Vec<Tab>,
    /// The key that others name below which it is, with what it is one of: `Biểu so-hoa`.
    within: String,
    faults: Faults,
}

impl Laying<'_> {
    fn form(&mut self, way: &[Segment], form: &'static Form, node: Option<&Node>) {
        if let Some(node) = node {
            drop(Fields::of(node, form, &mut self.faults));
        }
        // A total stands below the rows that it is of.
        let is_rows =
            |key: &&Key| matches!(key.shape(), Shape::List(of) if matches!(*of, Shape::Map(_)));
        let rows = form.iter().find(is_rows);
        let total = form.iter().find(|key| matches!(key.shape(), Shape::Map(_)));
        let total = total.filter(|_| rows.is_some());
        for key in form.iter() {
            let below = node.and_then(|node| node.get(key.key));
            if rows.is_some_and(|rows| rows.key == key.key) {
                let total = total.map(|total| (total, node.and_then(|node| node.get(total.key))));
                self.table(
                    &with(way, key.key),
                    &Caption::of(key),
                    &key.shape(),
                    below,
                    total,
                );
            } else if total.is_none_or(|total| total.key != key.key) {
                self.value(&with(way, key.key), &Caption::of(key), &key.shape(), below);
            }
        }
    }

    fn value(&mut self, way: &[Segment], caption: &Caption, shape: &Shape, node: Option<&Node>) {
        let node = node.filter(|node| node.value != Value::Blank);
        if node.is_none() && !self.blanks.wants(way) {
            return;
        }
        match node.map(|node| &node.value) {
            Some(Value::Text(text)) => self.row(way, caption, shape, Some(text), node),
            Some(Value::Map(entries)) => match of_keys(shape, entries) {
                Some(Shape::Form(form)) => self.group(way, caption, form, node),
                Some(Shape::Map(map)) => self.map(way, caption, &map, node),
                _ => self.table(way, caption, shape, node, None),
            },
            Some(Value::List(items)) => match texts(shape, items) {
                Some(texts) => self.texts(way, caption, shape, &texts),
                None => self.table(way, caption, shape, node, None),
            },
            Some(Value::Blank) | None => self.blank(way, caption, shape),
        }
    }

    fn blank(&mut self, way: &[Segment], caption: &Caption, shape: &Shape) {
        match shape {
            Shape::Form(form) => self.group(way, caption, form, None),
            Shape::Map(map) => self.map(way, caption, map, None),
            Shape::List(of) if Input::of(of).is_some() => self.texts(way, caption, shape, &[]),
            Shape::List(_) => self.table(way, caption, shape, None, None),
            Shape::Filled(of) => self.blank(way, caption, of),
            // What is written in place comes last.
            Shape::Either(options) => {
                if let Some(last) = options.last() {
                    self.blank(way, caption, last);
                }
            }
            _ => self.row(way, caption, shape, None, None),
        }
    }

    fn row(
        &mut self,
        way: &[Segment],
        caption: &Caption,
        shape: &Shape,
        text: Option<&str>,
        node: Option<&Node>,
    ) {
        let figure = |text: &str| !text.contains(char::is_alphabetic);
        let input = match Input::of(shape) {
            Some(Input::Words) | None if caption.named && text.is_none_or(figure) => Input::Free,
            input => input.unwrap_or(Input::Words),
        };
        if let Some((text, node)) = text.zip(node) {
            hold(text, node, &mut self.faults);
        }
        let cell = InputCell {
            text: text.map(str::to_owned),
            input,
        };
        self.rows.push(InputRow {
            label: label(&caption.words, way),
            cells: vec![cell],
            help: caption.help.clone(),
        });
    }

    /// A list of texts, each on a row of its own.
    fn texts(&mut self, way: &[Segment], caption: &Caption, shape: &Shape, texts: &[Node]) {
        let way = &item(way);
        let of = item_of(shape);
        for node in texts {
            self.row(way, caption, &of, node.text(), Some(node));
        }
        for _ in 0..SPARE {
            self.row(way, caption, &of, None, None);
        }
    }

    fn group(
        &mut self,
        way: &[Segment],
        caption: &Caption,
        form: &'static Form,
        node: Option<&Node>,
    ) {
        self.heading(caption);
        self.form(way, form, node);
    }

    fn heading(&mut self, caption: &Caption) {
        self.rows.push(InputRow {
            label: capitalise(&caption.words),
            cells: Vec::new(),
            help: caption.help.clone(),
        });
    }

    /// Keys that others name: the uppermost have a sheet of their own.
    fn map(&mut self, way: &[Segment], caption: &Caption, map: &Map, node: Option<&Node>) {
        let nodes: Vec<&Node> = node.into_iter().collect();
        let all = known(map, &nodes, way, self.blanks);
        if let Some(tab) = self.points(way, caption, &all) {
            self.tabs.push(tab);
            return;
        }
        let outer = (way.len() == 1).then(|| std::mem::take(&mut self.rows));
        let at = self.tabs.len();
        if outer.is_none() && !all.is_empty() {
            self.heading(caption);
        }
        let name = &caption.words;
        for known in &all {
            let caption = match (&known.shape, known.caption.words == known.key) {
                (Shape::Either(_), true) => &Caption {
                    words: format!("{} {}", caption.words, known.key),
                    ..known.caption.clone()
                },
                _ => &known.caption,
            };
            if outer.is_some() {
                self.within = format!("{name} {}", known.key);
            }
            self.value(&with(way, &known.key), caption, &known.shape, known.node);
        }
        if let Some(outer) = outer {
            self.within.clear();
            let rows = std::mem::replace(&mut self.rows, outer);
            self.of_map(caption, rows, at);
        }
    }

    /// The rows of keys that others name: a few stand below a heading on the sheet that is there.
    fn of_map(&mut self, caption: &Caption, rows: Vec<InputRow>, at: usize) {
        let values = rows.iter().filter(|row| !row.cells.is_empty()).count();
        if values >= MANY {
            self.tabs.insert(at, of_rows(caption.words.clone(), rows));
        } else if values > 0 {
            if rows.first().is_some_and(|row| !row.cells.is_empty()) {
                self.heading(caption);
            }
            self.rows.extend(rows);
        }
    }

    /// A map of which each key has the same few values: a row for each key; none if it is not so.
    fn points(&mut self, way: &[Segment], caption: &Caption, all: &[Known]) -> Option<Tab> {
        let form = all.first().and_then(|known| flat(&known.shape))?;
        let same = |known: &Known| {
            let of = flat(&known.shape).is_some_and(|other| std::ptr::eq(other, form));
            let says = known.node.is_none_or(|node| match &node.value {
                Value::Blank => true,
                Value::Map(entries) => entries
                    .iter()
                    .all(|entry| matches!(entry.value.value, Value::Text(_) | Value::Blank)),
                _ => false,
            });
            of && says
        };
        if !all.iter().all(same) {
            return None;
        }
        let columns: Vec<InputColumn> = form.iter().map(column).collect();
        let mut rows = Vec::new();
        for known in all {
            if let Some(node) = known.node {
                drop(Fields::of(node, form, &mut self.faults));
            }
            let cell = |key: &'static Key| {
                let node = known.node.and_then(|node| node.key(key.key));
                InputCell {
                    text: node.and_then(Node::text).map(str::to_owned),
                    input: Input::of(&key.shape()).unwrap_or(Input::Words),
                }
            };
            rows.push(InputRow {
                label: label(&known.caption.words, &[Segment::key(&known.key)]),
                cells: form.iter().map(cell).collect(),
                help: known.caption.help.clone(),
            });
        }
        let mut way = way.to_vec();
        way.push(Segment::Named);
        Some(Tab {
            name: caption.words.clone(),
            first: label(&caption.words, &way),
            levels: Vec::new(),
            columns,
            rows,
            spare: 0,
        })
    }

    /// A list of which each item has keys: a sheet of its own.
    fn table(
        &mut self,
        way: &[Segment],
        caption: &Caption,
        shape: &Shape,
        node: Option<&Node>,
        total: Option<(&'static Key, Option<&Node>)>,
    ) {
        if node.is_none() && !self.blanks.wants(way) {
            return;
        }
        let rows = Rows {
            blanks: self.blanks,
            faults: &mut self.faults,
        };
        let mut tab = rows.tab(&item(way), caption, &item_of(shape), node, total);
        if !self.within.is_empty() {
            tab.name.clone_from(&self.within);
        }
        self.tabs.push(tab);
    }
}

fn column(key: &'static Key) -> InputColumn {
    let caption = Caption::of(key);
    InputColumn {
        head: label(&caption.words, &[Segment::key(key.key)]),
        help: caption.help,
        input: Input::of(&key.shape()).unwrap_or(Input::Words),
    }
}

/// A form all of whose keys have one value.
fn flat(shape: &Shape) -> Option<&'static Form> {
    match shape {
        Shape::Form(form) => form
            .iter()
            .all(|key| Input::of(&key.shape()).is_some())
            .then_some(form),
        Shape::Either(options) => options.iter().find_map(flat),
        _ => None,
    }
}
