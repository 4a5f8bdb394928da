//! A file as a tree: each part knows its place.

use crate::fault::Place;

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

impl Node {
    /// A value where it stands.
    pub fn new(value: Value, place: Place) -> Self {
        Self { place, value }
    }

    /// The value of a key, if this is a map that has it and it is not blank.
    pub fn key(&self, key: &str) -> Option<&Self> {
        self.get(key).filter(|node| node.value != Value::Blank)
    }

    /// The keys with their values; none if it is no map.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// A key with its value.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// What stands after a key.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// Its items; what is no list is its only one, unless it is blank.
    pub fn items(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            Value::Blank => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// Its text; none if it is no text.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
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
