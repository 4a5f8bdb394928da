//! A list of which each item has keys, as a sheet: a row for each item, a column for each key. Lists
//! inside its items are rows of a lower level.

use super::caption::{Caption, known};
use super::input::Input;
use super::key::{Segment, label};
use super::shape::{item_of, of_keys, texts};
use super::tab::{Blanks, InputCell, InputColumn, InputRow, Tab, beyond, hold, item, with};
use crate::fault::Faults;
use crate::form::{Fields, Form, Key, Node, Shape, Value, with_colon};

/// How many rows are ready to be filled in.
const SPARE: usize = 20;
/// How often a form may stand in itself if nothing is filled in.
const AGAIN: usize = 2;

/// The rows of a table that is laid out.
pub struct Rows<'a> {
    pub blanks: &'a Blanks<'a>,
    pub faults: &'a mut Faults,
}

/// A column with how its cells are found.
struct Found {
    /// From an item on.
    way: Vec<Segment>,
    /// Which item, of a list of texts.
    index: usize,
    column: InputColumn,
}

/// A list inside the items of the one above it.
struct Level {
    key: String,
    /// What its rows say; none if there is no other level.
    words: Option<String>,
}

impl Rows<'_> {
    pub fn tab(
        mut self,
        way: &[Segment],
        caption: &Caption,
        item: &Shape,
        node: Option<&Node>,
        total: Option<(&'static Key, Option<&Node>)>,
    ) -> Tab {
        let items: Vec<&Node> = match node.map(|node| &node.value) {
            Some(Value::List(items)) => items.iter().collect(),
            _ => node.into_iter().collect(),
        };
        let total = total.map(|(key, node)| (key, node.filter(|node| node.value != Value::Blank)));
        let (mut columns, mut levels) = (Vec::new(), Vec::new());
        let mut sample = items.clone();
        sample.extend(total.and_then(|(_, node)| node));
        self.level(
            way,
            item,
            &sample,
            &mut columns,
            &mut levels,
            &mut Vec::new(),
        );
        let top = Level {
            key: last_key(way),
            words: (!levels.is_empty()).then(|| caption.words.clone()),
        };
        levels.insert(0, top);
        let mut whole = way.to_vec();
        for level in levels.iter().skip(1) {
            whole.extend([Segment::key(&level.key), Segment::Item]);
        }
        let offered = levels
            .iter()
            .filter_map(|level| Some(label(level.words.as_ref()?, &[Segment::key(&level.key)])));
        let offered = offered.collect();
        let mut rows = Vec::new();
        self.rows(&items, &levels, &columns, &mut rows);
        if let Some((key, node)) = total {
            let empty = self.row(String::new(), None, &columns);
            for _ in 0..if rows.is_empty() { SPARE } else { 0 } {
                rows.push(InputRow {
                    label: String::new(),
                    cells: empty.cells.clone(),
                    help: String::new(),
                });
            }
            let label = label(key.name(), &[Segment::key(key.key)]);
            rows.push(self.row(label, node, &columns));
        }
        let first = if levels.len() > 1 { "Cấp" } else { "TT" };
        let name = match item {
            Shape::Form(form) => form.name.to_owned(),
            _ => caption.words.clone(),
        };
        Tab {
            name,
            first: label(first, &whole),
            levels: offered,
            columns: columns.into_iter().map(|found| found.column).collect(),
            rows,
            spare: if total.is_some() { 0 } else { SPARE },
        }
    }

    /// The columns of items, and the levels below them.
    fn level(
        &mut self,
        way: &[Segment],
        shape: &Shape,
        items: &[&Node],
        columns: &mut Vec<Found>,
        levels: &mut Vec<Level>,
        above: &mut Vec<&'static Form>,
    ) {
        let entries: Vec<_> = items
            .iter()
            .flat_map(|item| item.entries().to_vec())
            .collect();
        if let Some(Shape::Form(form)) = of_keys(shape, &entries) {
            above.push(form);
        }
        let keys = self.keys(way, shape, items);
        let lists = self.columns((way, &[], None), keys, columns);
        let mut lists = lists.into_iter();
        let Some(list) = lists.next() else { return };
        for other in lists {
            self.beyond(&other.nodes);
        }
        let item = item_of(&list.shape);
        let again = |form: &Form| above.iter().filter(|one| std::ptr::eq(**one, form)).count();
        if list.nodes.is_empty() && matches!(&item, Shape::Form(form) if again(form) >= AGAIN) {
            return;
        }
        levels.push(Level {
            key: list.key.clone(),
            words: Some(list.caption.words.clone()),
        });
        let below: Vec<&Node> = list.nodes.iter().flat_map(|node| node.items()).collect();
        let way = self::item(&with(way, &list.key));
        self.level(&way, &item, &below, columns, levels, above);
    }

    /// The keys of items of a shape, each with its values.
    fn keys<'n>(&mut self, way: &[Segment], shape: &Shape, items: &[&'n Node]) -> Vec<ItemKey<'n>> {
        let is_keys = |item: &&&Node| matches!(item.value, Value::Map(_));
        let others: Vec<&Node> = items.iter().filter(|i| !is_keys(i)).copied().collect();
        self.beyond(&others);
        let entries: Vec<_> = items
            .iter()
            .flat_map(|item| item.entries().to_vec())
            .collect();
        match of_keys(shape, &entries) {
            Some(Shape::Form(form)) => {
                for item in items {
                    drop(Fields::of(item, form, self.faults));
                }
                form.iter().map(|key| ItemKey::of(key, items)).collect()
            }
            Some(Shape::Map(map)) => {
                let all = known(&map, items, way, self.blanks).into_iter();
                let nodes = |key: &str| items.iter().filter_map(|item| item.key(key)).collect();
                all.map(|one| ItemKey {
                    nodes: nodes(&one.key),
                    key: one.key,
                    caption: one.caption,
                    shape: one.shape,
                })
                .collect()
            }
            _ => {
                self.beyond(items);
                Vec::new()
            }
        }
    }

    /// Adds faults for what no cell can hold.
    fn beyond(&mut self, nodes: &[&Node]) {
        nodes.iter().for_each(|node| self.faults.add(beyond(node)));
    }

    /// Adds the columns of keys; gives the keys that are lists of items with keys.
    fn columns<'n>(
        &mut self,
        (base, inner, above): (&[Segment], &[Segment], Option<&str>),
        keys: Vec<ItemKey<'n>>,
        columns: &mut Vec<Found>,
    ) -> Vec<ItemKey<'n>> {
        let mut lists = Vec::new();
        for key in keys {
            let way = with(inner, &key.key);
            let full: Vec<Segment> = base.iter().chain(&way).cloned().collect();
            if key.nodes.is_empty() && !self.blanks.wants(&full) {
                continue;
            }
            let mut caption = key.caption.clone();
            if let Some(above) = above {
                caption.words = format!("{above}: {}", caption.words);
            }
            let kind = Kind::of(&key);
            if kind.list {
                lists.push(key);
                continue;
            }
            if kind.plain {
                push(columns, &way, &caption, Input::of(&key.shape), 1);
            }
            let starred = item(&way);
            for _ in 0..kind.texts {
                push(
                    columns,
                    &starred,
                    &caption,
                    Input::of(&item_of(&key.shape)),
                    kind.texts,
                );
            }
            if kind.keys {
                let is_keys = |node: &&Node| matches!(node.value, Value::Map(_));
                let maps: Vec<&Node> = key.nodes.iter().copied().filter(is_keys).collect();
                let below = self.keys(&full, &key.shape, &maps);
                let above = Some(key.caption.words.as_str());
                for list in self.columns((base, &way, above), below, columns) {
                    self.beyond(&list.nodes);
                }
            }
        }
        lists
    }

    /// The rows of items with those of the lists in them; of several levels each names its own.
    fn rows(
        &mut self,
        items: &[&Node],
        levels: &[Level],
        columns: &[Found],
        rows: &mut Vec<InputRow>,
    ) {
        let Some((level, below)) = levels.split_first() else {
            return;
        };
        for (number, item) in (1..).zip(items) {
            let text = match &level.words {
                None => number.to_string(),
                Some(words) => label(words, &[Segment::key(&level.key)]),
            };
            rows.push(self.row(text, Some(item), columns));
            if let Some(next) = below.first() {
                let inner = item.key(&next.key).map_or(&[][..], Node::items);
                let inner: Vec<&Node> = inner.iter().collect();
                self.rows(&inner, below, columns, rows);
            }
        }
    }

    fn row(&mut self, label: String, item: Option<&Node>, columns: &[Found]) -> InputRow {
        let mut cells = Vec::new();
        for found in columns {
            let node = item.and_then(|item| at(item, &found.way, found.index));
            let text = node.and_then(|node| match &node.value {
                Value::Text(text) => Some(text.clone()),
                _ if found.way.last() == Some(&Segment::Item) => {
                    with_colon(node)?.text().map(str::to_owned)
                }
                _ => None,
            });
            if let Some((node, text)) = node.zip(text.as_ref()) {
                hold(text, node, self.faults);
            }
            cells.push(InputCell {
                text,
                input: found.column.input.clone(),
            });
        }
        InputRow {
            label,
            cells,
            help: String::new(),
        }
    }
}

/// A key of items, with its values.
struct ItemKey<'n> {
    key: String,
    caption: Caption,
    shape: Shape,
    nodes: Vec<&'n Node>,
}

impl<'n> ItemKey<'n> {
    fn of(key: &'static Key, items: &[&'n Node]) -> Self {
        Self {
            key: key.key.to_owned(),
            caption: Caption::of(key),
            shape: key.shape(),
            nodes: items.iter().filter_map(|item| item.key(key.key)).collect(),
        }
    }
}

/// What the values of a key are, or may be.
#[derive(Default)]
struct Kind {
    plain: bool,
    /// The most texts of a list.
    texts: usize,
    keys: bool,
    /// Lists of items with keys.
    list: bool,
}

impl Kind {
    fn of(key: &ItemKey) -> Self {
        let input = Input::of(&key.shape).is_some();
        let mut kind = Self::default();
        for node in &key.nodes {
            match &node.value {
                Value::Blank => (),
                Value::Text(_) => kind.plain = true,
                Value::Map(_) => kind.keys = true,
                Value::List(items) => match texts(&key.shape, items) {
                    Some(texts) => kind.texts = kind.texts.max(texts.len()),
                    None => kind.list = true,
                },
            }
        }
        if key.nodes.is_empty() {
            match &key.shape {
                _ if input => kind.plain = true,
                Shape::List(of) if Input::of(of).is_some() => kind.texts = 1,
                Shape::List(_) => kind.list = true,
                _ => kind.keys = true,
            }
        }
        kind
    }
}

/// Adds a column, if there are not enough of its way.
fn push(
    columns: &mut Vec<Found>,
    way: &[Segment],
    caption: &Caption,
    input: Option<Input>,
    most: usize,
) {
    let index = columns.iter().filter(|found| found.way == way).count();
    if index >= most {
        return;
    }
    let input = match input {
        Some(Input::Words) if caption.named => Input::Free,
        Some(input) => input,
        None => Input::Words,
    };
    columns.push(Found {
        way: way.to_vec(),
        index,
        column: InputColumn {
            head: label(&caption.words, way),
            help: caption.help.clone(),
            input,
        },
    });
}

/// What stands at the end of a way.
fn at<'n>(item: &'n Node, way: &[Segment], index: usize) -> Option<&'n Node> {
    let mut node = item;
    for segment in way {
        node = match (segment, &node.value) {
            (Segment::Key(key), _) => node.key(key)?,
            (_, Value::List(items)) => items.get(index)?,
            _ => return None,
        };
    }
    Some(node)
}

fn last_key(way: &[Segment]) -> String {
    let mut keys = way.iter().rev();
    let key = keys.find_map(|segment| match segment {
        Segment::Key(key) => Some(key.clone()),
        _ => None,
    });
    key.unwrap_or_default()
}
