//! The JSON Schema of a form, by which editors complete keys and tell wrong ones.

use serde_json::{Map, Value, json};

use super::declare::{self, Form, Key, Names, Need, Shape};
use crate::vn::slug::slug;
use crate::vn::text::capitalise;

/// Numbers as they are written here: `1.229.100`, `15,5`, `92,58%`.
const NUMBER: &str = "^[+\\-−]?[0-9.]+(,[0-9]+)?\\s*%?$";
const DATE: &str = "^([0-9]{4}-(0?[1-9]|1[0-2])-(0?[1-9]|[12][0-9]|3[01])\
                    |(0?[1-9]|[12][0-9]|3[01])/(0?[1-9]|1[0-2])/[0-9]{4})$";
/// Months exactly, other periods by how they begin: `quý IV/2026`, `từ … đến …`.
const PERIOD: &str = "^([0-9]{4}-(0?[1-9]|1[0-2])|(0?[1-9]|1[0-2])/[0-9]{4}\
                      |(Tháng|tháng|Quý|quý|Năm|năm|Tuần|tuần|0?6 tháng|0?9 tháng|Từ|từ|Tính đến|tính đến) .*[0-9]{4}\\)?\
                      |[0-9]{4}(-(quy|tuan|6-thang|9-thang|[QqWw]).*)?|[0-9]{4}-[0-9]{2}-[0-9]{2}_.*)(, *tính đến .*)?$";
/// A day or a month.
const ISSUE_DATE: &str = "^([0-9]{4}-(0?[1-9]|1[0-2])(-(0?[1-9]|[12][0-9]|3[01]))?\
                          |((0?[1-9]|[12][0-9]|3[01])/)?(0?[1-9]|1[0-2])/[0-9]{4})$";
/// A text with something to be filled in.
const FILLED: &str = "\\{\\{";

/// The schema of the files that hold a form; with the keys that a template and a framework name,
/// as far as these are known.
pub fn schema(form: &'static Form, names: &Names) -> Value {
    let mut writer = Writer {
        names,
        root: form,
        forms: Vec::new(),
        definitions: Map::new(),
        filled: false,
    };
    let mut schema = Map::new();
    schema.insert(
        "$schema".to_owned(),
        json!("https://json-schema.org/draft/2020-12/schema"),
    );
    schema.insert("title".to_owned(), json!(capitalise(form.name)));
    schema.extend(writer.form(form));
    if !writer.definitions.is_empty() {
        schema.insert("$defs".to_owned(), Value::Object(writer.definitions));
    }
    Value::Object(schema)
}

struct Writer<'a> {
    names: &'a Names,
    root: &'static Form,
    /// Forms that have a definition, filled or not, with its name.
    forms: Vec<(&'static Form, bool, String)>,
    definitions: Map<String, Value>,
    /// Whether any value may be words to be filled in.
    filled: bool,
}

impl Writer<'_> {
    /// A form's keys, and which of them are needed.
    fn form(&mut self, form: &'static Form) -> Map<String, Value> {
        let keys = form.iter().map(|key| (key.key.to_owned(), self.key(key)));
        let mut schema = object(keys.collect());
        schema.insert("additionalProperties".to_owned(), json!(false));
        let needed = form.iter().filter(|key| key.need == Need::Always);
        let needed: Vec<&str> = needed.map(|key| key.key).collect();
        if !needed.is_empty() {
            schema.insert("required".to_owned(), json!(needed));
        }
        let mut together: Map<String, Value> = Map::new();
        let mut rules = Vec::new();
        for key in form.iter() {
            match key.need {
                Need::Always | Need::Never => {}
                Need::With(other) if form.get(other).is_none() => {}
                Need::With(other) => {
                    let list = together.entry(other).or_insert_with(|| json!([]));
                    if let Value::Array(list) = list {
                        list.push(json!(key.key));
                    }
                }
                Need::Without(other) => rules.push(json!({
                    "if": {"not": {"required": [other]}},
                    "then": {"required": [key.key]},
                })),
                Need::When(other, names) => rules.push(json!({
                    "if": {"properties": {other: {"enum": names}}, "required": [other]},
                    "then": {"required": [key.key]},
                })),
            }
        }
        if !together.is_empty() {
            schema.insert("dependentRequired".to_owned(), Value::Object(together));
        }
        if !rules.is_empty() {
            schema.insert("allOf".to_owned(), Value::Array(rules));
        }
        schema
    }

    fn key(&mut self, key: &Key) -> Value {
        let note = match key.note {
            "" => String::new(),
            note => format!(". {note}"),
        };
        let blank = key.need != Need::Always;
        described(self.value(&key.shape(), blank), &(key.words() + &note))
    }

    /// The schema of a value that may be blank or not.
    fn value(&mut self, shape: &Shape, blank: bool) -> Value {
        let mut types = match shape {
            Shape::Text => json!({"type": ["string", "number"]}),
            Shape::Number | Shape::Count | Shape::Percent => self.pattern(NUMBER, true),
            Shape::Whole(from, to) => json!({"type": "integer", "minimum": from, "maximum": to}),
            Shape::Date => self.pattern(DATE, false),
            Shape::IssueDate => self.pattern(ISSUE_DATE, false),
            Shape::Period => self.pattern(PERIOD, true),
            Shape::YesNo => self.choice(vec!["có", "không"]),
            Shape::OneOf(names) => self.choice(names.iter().map(|(name, _)| *name).collect()),
            Shape::Form(form) => self.reference(form),
            Shape::List(of) => self.list(of),
            Shape::Map(map) => self.map(map),
            Shape::Either(options) => {
                let options = options.iter().map(|option| self.value(option, false));
                json!({"anyOf": options.collect::<Vec<_>>()})
            }
            Shape::Filled(of) => {
                self.filled = true;
                let value = self.value(of, false);
                self.filled = false;
                value
            }
            Shape::Any => json!({}),
        };
        if blank {
            allow_blank(&mut types);
        }
        types
    }

    fn pattern(&self, pattern: &str, number: bool) -> Value {
        let pattern = match self.filled {
            true => format!("{FILLED}|{pattern}"),
            false => pattern.to_owned(),
        };
        match number {
            true => json!({"type": ["string", "number"], "pattern": pattern}),
            false => json!({"type": "string", "pattern": pattern}),
        }
    }

    fn choice(&self, names: Vec<&str>) -> Value {
        match self.filled {
            true => json!({"anyOf": [{"enum": names}, {"type": "string", "pattern": FILLED}]}),
            false => json!({"enum": names}),
        }
    }

    fn list(&mut self, of: &Shape) -> Value {
        let items = self.value(of, false);
        let text = |of: &Shape| matches!(of, Shape::Text);
        let filled = matches!(of, Shape::Filled(of) if text(of));
        let lone = text(of) || filled || self.filled;
        let types = match lone {
            true => json!(["array", "string", "number"]),
            false => json!("array"),
        };
        json!({"type": types, "items": items})
    }

    fn map(&mut self, map: &declare::Map) -> Value {
        let mut needed = Vec::new();
        let mut keys = Map::new();
        for name in self.names.of(map.name).unwrap_or_default() {
            let shape = name.shape.as_ref().unwrap_or(&map.of);
            let value = self.value(shape, !name.needed);
            keys.insert(name.key.clone(), described(value, &name.what));
            needed.extend(name.needed.then_some(&name.key));
        }
        let known = map.known.iter();
        keys.extend(
            known
                .map(|key| (key.key.to_owned(), self.key(key)))
                .collect::<Vec<_>>(),
        );
        let mut schema = object(keys);
        let others = match self.names.of(map.name) {
            Some(_) => json!(false),
            None => self.value(&map.of, true),
        };
        schema.insert("additionalProperties".to_owned(), others);
        if !needed.is_empty() {
            schema.insert("required".to_owned(), json!(needed));
        }
        Value::Object(schema)
    }

    /// A reference to a form's definition, which is written when it is first asked for.
    fn reference(&mut self, form: &'static Form) -> Value {
        if std::ptr::eq(form, self.root) {
            return json!({"$ref": "#"});
        }
        let mut forms = self.forms.iter();
        let same = |(known, filled, _): &&(&Form, bool, String)| {
            std::ptr::eq(*known, form) && *filled == self.filled
        };
        let name = match forms.find(same) {
            Some((.., name)) => name.clone(),
            None => self.define(form),
        };
        json!({"$ref": format!("#/$defs/{name}")})
    }

    fn define(&mut self, form: &'static Form) -> String {
        let base = slug(form.name);
        let namesakes = self
            .forms
            .iter()
            .filter(|(other, ..)| slug(other.name) == base);
        let name = match namesakes.count() {
            0 => base,
            count => format!("{base}-{}", count + 1),
        };
        self.forms.push((form, self.filled, name.clone()));
        // Its place comes before that of the forms that it names.
        self.definitions.insert(name.clone(), Value::Null);
        let definition = self.form(form);
        self.definitions
            .insert(name.clone(), Value::Object(definition));
        name
    }
}

fn object(keys: Map<String, Value>) -> Map<String, Value> {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    if !keys.is_empty() {
        schema.insert("properties".to_owned(), Value::Object(keys));
    }
    schema
}

fn described(value: Value, words: &str) -> Value {
    let mut schema = Map::new();
    schema.insert("description".to_owned(), json!(words));
    if let Value::Object(value) = value {
        schema.extend(value);
    }
    Value::Object(schema)
}

/// A value may be blank, too: nothing stands after the key.
fn allow_blank(schema: &mut Value) {
    let Value::Object(map) = schema else { return };
    if let Some(types) = map.get_mut("type") {
        let mut all = match types.take() {
            Value::Array(all) => all,
            one => vec![one],
        };
        all.push(json!("null"));
        *types = Value::Array(all);
    } else if let Some(Value::Array(names)) = map.get_mut("enum") {
        names.push(Value::Null);
    } else if let Some(Value::Array(options)) = map.get_mut("anyOf") {
        options.push(json!({"type": "null"}));
    } else if !map.is_empty() {
        *schema = json!({"anyOf": [schema.take(), {"type": "null"}]});
    }
}
