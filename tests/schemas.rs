//! The JSON Schemas by which editors complete keys say what the readers say. The readers are
//! asked: each map of a full sample gets an unknown key, loses each of its keys, and has each of
//! its choices spoilt; what the reader then tells is compared with the schema.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop"
)]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value};
use vanthu::dossier::Dossier;
use vanthu::fault::{Fault, Faults, Kind};
use vanthu::form::{self, Node};
use vanthu::framework::Framework;
use vanthu::nd30::{Decree, Profile};
use vanthu::roll::Roll;
use vanthu::shelf::Session;

const STRANGE: &str = "khoa_la";

/// A reader of texts.
type Read<'a> = &'a dyn Fn(&str) -> Result<(), Faults>;

/// A sample and who reads it.
struct Sample<'a> {
    schema: &'a Value,
    value: Value,
    read: Read<'a>,
    /// Keys of the whole that this reader needs beyond those that all need.
    needs: &'a [&'a str],
    visited: BTreeSet<String>,
}

/// A YAML file as a JSON value, every scalar as its text; JSON is YAML too.
fn load(path: &Path) -> Value {
    value(&form::parse("a", &fs::read_to_string(path).unwrap()).unwrap())
}

fn value(node: &Node) -> Value {
    match &node.value {
        form::Value::Blank => Value::Null,
        form::Value::Text(text) => Value::String(text.clone()),
        form::Value::List(items) => items.iter().map(value).collect(),
        form::Value::Map(entries) => {
            let entries = entries.iter().map(|e| (e.key.clone(), value(&e.value)));
            Value::Object(entries.collect())
        }
    }
}

fn schema(name: &str) -> Value {
    let path = common::repository(&format!("schemas/{name}.schema.json"));
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

impl Sample<'_> {
    fn faults(&self, value: &Value) -> Vec<Fault> {
        match (self.read)(&value.to_string()) {
            Ok(()) => Vec::new(),
            Err(faults) => faults.iter().cloned().collect(),
        }
    }

    fn changed(&self, at: &str, change: impl FnOnce(&mut Map<String, Value>)) -> Vec<Fault> {
        let mut value = self.value.clone();
        let map = value.pointer_mut(at).unwrap().as_object_mut().unwrap();
        change(map);
        self.faults(&value)
    }

    /// The schema that holds for a value, and its pointer.
    fn resolve(&self, pointer: &str, value: &Value) -> (String, Value) {
        let mut pointer = pointer.to_owned();
        let mut node = self.schema.pointer(&pointer).unwrap();
        while let Some(target) = node.get("$ref") {
            pointer = target.as_str().unwrap().trim_start_matches('#').to_owned();
            node = self.schema.pointer(&pointer).unwrap();
        }
        let Some(options) = node.get("anyOf").and_then(Value::as_array) else {
            return (pointer, node.clone());
        };
        for index in 0..options.len() {
            let found = self.resolve(&format!("{pointer}/anyOf/{index}"), value);
            let fits = match value {
                Value::Object(map) => {
                    let has = |key: &str| map.contains_key(key);
                    found.1.get("properties").is_some()
                        && required(&found.1, map).iter().all(|key| has(key))
                }
                _ => found.1.get("properties").is_none(),
            };
            if fits {
                return found;
            }
        }
        panic!("{pointer} has no place for {value}");
    }

    fn walk(&mut self, pointer: &str, at: &str) {
        let value = self.value.pointer(at).unwrap().clone();
        let (pointer, schema) = self.resolve(pointer, &value);
        match &value {
            Value::Object(map) => {
                if schema.get("properties").is_some() {
                    self.visited.insert(pointer.clone());
                    self.compare(&schema, map, at);
                }
                for key in map.keys() {
                    let below = match schema.pointer(&format!("/properties/{key}")) {
                        Some(_) => format!("{pointer}/properties/{key}"),
                        None => format!("{pointer}/additionalProperties"),
                    };
                    self.walk(&below, &format!("{at}/{key}"));
                }
            }
            Value::Array(items) => {
                for index in 0..items.len() {
                    self.walk(&format!("{pointer}/items"), &format!("{at}/{index}"));
                }
            }
            _ => {}
        }
    }

    fn compare(&self, schema: &Value, map: &Map<String, Value>, at: &str) {
        let properties = schema["properties"].as_object().unwrap();
        let known: BTreeSet<String> = properties.keys().cloned().collect();
        let told = self.changed(at, |map| {
            map.insert(STRANGE.to_owned(), Value::Null);
        });
        let told = told.iter().find(|fault| fault.found.contains(STRANGE));
        let told = told.unwrap_or_else(|| panic!("{at}: the reader takes any key"));
        let read = listed(&told.expected, "một trong các khóa: ");
        if schema["additionalProperties"] == Value::Bool(false) {
            assert_eq!(known, read, "keys of {at}: schema, reader");
        } else {
            assert!(known.is_subset(&read), "keys of {at}: {known:?}, {read:?}");
        }
        let mut needed = required(schema, map);
        if at.is_empty() {
            needed.extend(self.needs.iter().map(|&key| key.to_owned()));
        }
        for key in map.keys() {
            let named = format!("“{key}”");
            // A blank is as good as nothing.
            let told = self.changed(at, |map| drop(map.insert(key.clone(), Value::Null)));
            let missed = told
                .iter()
                .any(|fault| fault.kind == Kind::MissingKey && fault.found.contains(&named));
            let at = format!("{at}/{key}");
            assert_eq!(needed.contains(key), missed, "{at} needed: schema, reader");
            if let Some(choices) = properties
                .get(key)
                .and_then(|property| property.get("enum"))
            {
                self.choices(&at, choices);
            }
        }
    }

    fn choices(&self, at: &str, choices: &Value) {
        let (map, key) = at.rsplit_once('/').unwrap();
        let with = |choice: &str| {
            let choice = Value::String(choice.to_owned());
            let told = self.changed(map, |map| drop(map.insert(key.to_owned(), choice)));
            let unknown = told
                .into_iter()
                .find(|fault| fault.kind == Kind::UnknownName);
            unknown.map(|fault| fault.expected)
        };
        let choices: BTreeSet<String> = choices
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|choice| Some(choice.as_str()?.to_owned()))
            .collect();
        for choice in &choices {
            assert_eq!(with(choice), None, "{at} takes {choice}");
        }
        let told = with(STRANGE).unwrap_or_else(|| panic!("{at} takes anything"));
        if told.starts_with("một trong: ") {
            assert_eq!(choices, listed(&told, "một trong: "), "{at}");
        }
    }
}

fn listed(told: &str, before: &str) -> BTreeSet<String> {
    let names = told
        .strip_prefix(before)
        .unwrap_or_else(|| panic!("{told}"));
    names.split(", ").map(str::to_owned).collect()
}

/// The keys that a map needs, those that follow from its choices too.
fn required(schema: &Value, map: &Map<String, Value>) -> BTreeSet<String> {
    let rules = schema.get("allOf").and_then(Value::as_array);
    let applies = |rule: &&Value| {
        let tests = rule["if"]["properties"].as_object().unwrap();
        tests.iter().all(|(key, test)| {
            let choices = test["enum"].as_array().unwrap();
            map.get(key).is_some_and(|value| choices.contains(value))
        })
    };
    let rules = rules.into_iter().flatten().filter(applies);
    let lists = rules.map(|rule| &rule["then"]["required"]);
    let own = schema.get("required");
    let keys = own
        .into_iter()
        .chain(lists)
        .filter_map(Value::as_array)
        .flatten();
    keys.map(|key| key.as_str().unwrap().to_owned()).collect()
}

/// The pointers of all maps with keys of their own.
fn maps(node: &Value, pointer: String, found: &mut BTreeSet<String>) {
    match node {
        Value::Object(map) => {
            if map.contains_key("properties") && map.contains_key("type") {
                found.insert(pointer.clone());
            }
            for (key, below) in map {
                maps(below, format!("{pointer}/{key}"), found);
            }
        }
        Value::Array(items) => {
            for (index, below) in items.iter().enumerate() {
                maps(below, format!("{pointer}/{index}"), found);
            }
        }
        _ => {}
    }
}

fn compare(schema: &Value, samples: &[(Value, Read, &[&str])]) {
    let mut all = BTreeSet::new();
    maps(schema, String::new(), &mut all);
    let mut visited = BTreeSet::new();
    for (value, read, needs) in samples {
        let mut sample = Sample {
            schema,
            value: value.clone(),
            read,
            needs,
            visited: BTreeSet::new(),
        };
        let told = sample.faults(value);
        assert!(told.is_empty(), "{told:?}");
        sample.walk("", "");
        visited.append(&mut sample.visited);
    }
    assert_eq!(all, visited, "maps of the schema that no sample has");
}

#[test]
fn the_schema_of_frameworks_is_what_their_reader_reads() {
    let read = |text: &str| Framework::parse("a.yaml", text).map(drop);
    let sample = load(&common::repository("tests/schemas/bo-chi-so.yaml"));
    compare(&schema("bo-chi-so"), &[(sample, &read, &[])]);
}

#[test]
fn the_schema_of_dossiers_is_what_their_readers_read() {
    let folder = tempfile::tempdir().unwrap();
    for file in ["bang.csv", "phu-luc.csv", "mau.md"] {
        let from = common::repository("tests/schemas").join(file);
        fs::copy(from, folder.path().join(file)).unwrap();
    }
    let file = folder.path().join("ho-so.yaml");
    let decree = Decree::nd30().unwrap();
    let document = |text: &str| {
        fs::write(&file, text).unwrap();
        let dossier = Dossier::read(&file, &Session::disk())?;
        match &dossier.form {
            Some(form) => Profile::read(form, decree).map(drop),
            None => Ok(()),
        }
    };
    let roll = |text: &str| {
        fs::write(&file, text).unwrap();
        Roll::read(&file, &Session::disk()).map(drop)
    };
    let sample = |name: &str| load(&common::repository("tests/schemas").join(name));
    let needs = ["mau", "bo_chi_so", "co_quan", "noi_nhan", "nguoi_ky"];
    let schema = schema("ho-so");
    let written = schema["dependentRequired"]["mau"].as_array().unwrap();
    assert_eq!(written.len() + 2, needs.len());
    compare(
        &schema,
        &[
            (sample("van-ban.yaml"), &document, &needs),
            (sample("phu-luc.yaml"), &document, &needs),
            (sample("nhieu-don-vi.yaml"), &roll, &["bo_chi_so"]),
            (sample("bang-diem.yaml"), &roll, &["bo_chi_so"]),
        ],
    );
}
