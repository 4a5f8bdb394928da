//! What keys are called and what is told of them, whoever named them.

use super::key::Segment;
use super::tab::Blanks;
use crate::form::{Key, Map, Named, Need, Node, Shape};

/// What a key is called, and what is told of it.
#[derive(Clone)]
pub struct Caption {
    pub words: String,
    pub help: String,
    /// Whether it is no key of the form, but one that a template, a set or the user named.
    pub named: bool,
}

impl Caption {
    pub fn of(key: &Key) -> Self {
        let words = key.words();
        let needed = (key.need == Need::Always).then_some("Cần có");
        // What the name says is not said again.
        let more = Some(words.as_str()).filter(|words| *words != key.name());
        let note = Some(key.note).filter(|note| !note.is_empty());
        let help = [needed, more, note].into_iter().flatten();
        Self {
            words: key.name().to_owned(),
            help: help.collect::<Vec<_>>().join(". "),
            named: false,
        }
    }

    pub fn named(named: &Named) -> Self {
        let words = match named.what.as_str() {
            "" => named.key.as_str(),
            what => what,
        };
        Self {
            words: words.to_owned(),
            help: if named.needed { "Cần có" } else { "" }.to_owned(),
            named: true,
        }
    }

    pub fn key(key: &str) -> Self {
        Self {
            words: key.to_owned(),
            help: String::new(),
            named: true,
        }
    }
}

/// A key of a map with what is known of it.
pub struct Known<'a> {
    pub key: String,
    pub caption: Caption,
    pub shape: Shape,
    pub node: Option<&'a Node>,
}

/// The keys of a map: those that somebody named, others that are there, those that are always known.
pub fn known<'a>(
    map: &Map,
    nodes: &[&'a Node],
    way: &[Segment],
    blanks: &Blanks,
) -> Vec<Known<'a>> {
    let get = |key: &str| nodes.iter().find_map(|node| node.get(key));
    let mut all: Vec<Known> = Vec::new();
    for named in blanks.named(map, way) {
        all.push(Known {
            key: named.key.clone(),
            caption: Caption::named(named),
            shape: named.shape.as_ref().unwrap_or(&map.of).clone(),
            node: get(&named.key),
        });
    }
    for entry in nodes.iter().flat_map(|node| node.entries()) {
        if all.iter().all(|known| known.key != entry.key)
            && map.known.iter().all(|known| known.key != entry.key)
        {
            all.push(Known {
                key: entry.key.clone(),
                caption: Caption::key(&entry.key),
                shape: (*map.of).clone(),
                node: Some(&entry.value),
            });
        }
    }
    for key in map.known {
        all.push(Known {
            key: key.key.to_owned(),
            caption: Caption::of(key),
            shape: key.shape(),
            node: get(key.key),
        });
    }
    all
}
