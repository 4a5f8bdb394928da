//! The hồ sơ that the lô states for all its units: its texts may name columns (`{{ nguoi_ky }}`),
//! and are filled in for one unit after the other. What comes out is read like any hồ sơ.

use tera::Context;

use super::words::UnitTexts;
use crate::compose::{ITEM_END, TextTemplate};
use crate::fault::{Faults, Place};
use crate::form::{Entry, Node, Value};
use crate::vn::text::clean;

/// A part of a hồ sơ to fill in, compiled once.
pub struct Filling {
    place: Place,
    pattern: Pattern,
}

/// How a value is made.
enum Pattern {
    /// Nothing to fill in.
    Plain(Value),
    /// Just one column: the value keeps the cell as its place.
    Column(String),
    /// Columns among words, with the first of them, whose cell the text keeps as its place.
    Text(Box<TextTemplate>, Option<String>),
    List(Vec<Filling>),
    Map(Vec<(String, Place, Filling)>),
}

impl Filling {
    /// Compiles a part of the lô. Adds a fault for each text that is no template.
    pub fn of(node: &Node, faults: &mut Faults) -> Self {
        let pattern = match &node.value {
            Value::Text(text) if text.contains("{{") || text.contains("{%") => {
                text_pattern(text, &node.place, faults)
            }
            Value::List(items) => {
                Pattern::List(items.iter().map(|i| Self::of(i, faults)).collect())
            }
            Value::Map(entries) => {
                let mut entry = |e: &Entry| {
                    let filling = Self::of(&e.value, faults);
                    (e.key.clone(), e.place.clone(), filling)
                };
                Pattern::Map(entries.iter().map(&mut entry).collect())
            }
            plain => Pattern::Plain(plain.clone()),
        };
        Self {
            place: node.place.clone(),
            pattern,
        }
    }

    /// The part with a unit's words in it. Adds a fault for each word that there is not.
    pub fn fill(&self, words: &UnitTexts, values: &Context, faults: &mut Faults) -> Node {
        let place = self.place.clone();
        let value = match &self.pattern {
            Pattern::Plain(value) => value.clone(),
            Pattern::Column(name) => match words.get(name) {
                Some(text) => {
                    return Node::new(Value::Text(text.value.clone()), text.place.clone());
                }
                None => Value::Blank,
            },
            Pattern::Text(template, column) => match faults.absorb(template.fill(values)) {
                // The unit's own word tells where to look, the lô's text is that of all units.
                Some(text) => {
                    let word = column.as_ref().and_then(|name| words.get(name));
                    let place = word.map_or(place, |word| word.place.clone());
                    let value = filled(&text, &place);
                    return Node { place, value };
                }
                None => Value::Blank,
            },
            Pattern::List(items) => {
                let items = items.iter().map(|item| item.fill(words, values, faults));
                Value::List(items.filter(|item| item.value != Value::Blank).collect())
            }
            Pattern::Map(entries) => {
                let entry = |(key, place, filling): &(String, Place, Self)| Entry {
                    key: key.clone(),
                    place: place.clone(),
                    value: filling.fill(words, values, faults),
                };
                Value::Map(entries.iter().map(entry).collect())
            }
        };
        Node { place, value }
    }

    /// Whether it has any of these keys.
    pub fn has_any(&self, keys: &[&str]) -> bool {
        let Pattern::Map(entries) = &self.pattern else {
            return false;
        };
        let mut entries = entries.iter();
        entries.any(|(name, ..)| keys.contains(&name.as_str()))
    }

    /// The columns that stand alone in a text, which no filling in would miss.
    pub fn columns(&self) -> Vec<(&str, &Place)> {
        match &self.pattern {
            Pattern::Column(name) => vec![(name, &self.place)],
            Pattern::List(items) => items.iter().flat_map(Self::columns).collect(),
            Pattern::Map(entries) => entries.iter().flat_map(|(_, _, f)| f.columns()).collect(),
            Pattern::Plain(_) | Pattern::Text(..) => Vec::new(),
        }
    }
}

fn text_pattern(text: &str, place: &Place, faults: &mut Faults) -> Pattern {
    if let Some(name) = only_column(text) {
        return Pattern::Column(name.to_owned());
    }
    match faults.absorb(TextTemplate::field(text, place)) {
        Some(template) => Pattern::Text(Box::new(template), first_column(text)),
        None => Pattern::Plain(Value::Blank),
    }
}

/// The first column that a text names: `UBND {{ ten | chu_thuong }}` → `ten`.
fn first_column(text: &str) -> Option<String> {
    let (_, expression) = text.split_once("{{")?;
    let expression = expression.trim_start_matches('-').trim_start();
    let end = expression.find(|c: char| !c.is_alphanumeric() && c != '_');
    let name = expression.get(..end?)?;
    super::words::is_free(name).then(|| name.to_owned())
}

/// `{{ nguoi_ky }}` → `nguoi_ky`.
fn only_column(text: &str) -> Option<&str> {
    let name = text.trim().strip_prefix("{{")?.strip_suffix("}}")?.trim();
    super::words::is_free(name).then_some(name)
}

/// A text that was filled in; one that a filter made a list is a list.
fn filled(text: &str, place: &Place) -> Value {
    if text.contains(ITEM_END) {
        let items = text
            .split(ITEM_END)
            .map(clean)
            .filter(|item| !item.is_empty());
        let item = |text| Node::new(Value::Text(text), place.clone());
        return Value::List(items.map(item).collect());
    }
    let lines: Vec<String> = text.lines().map(clean).collect();
    match lines.join("\n").trim() {
        "" => Value::Blank,
        text => Value::Text(text.to_owned()),
    }
}
