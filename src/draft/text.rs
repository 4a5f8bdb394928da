//! The text of a new `ho-so.yaml`: the keys of the schema in their order, its words as comments.

use serde_json::Value;

use super::mapping::Mapping;
use super::schema::{description, needs, resolve};

/// How long a line of comment may grow.
const WIDTH: usize = 96;

/// What is known of a hồ sơ before anybody fills it in.
pub struct Known<'a> {
    /// The schema.
    pub schema: &'a Value,
    /// The lines above everything.
    pub heading: Vec<String>,
    /// Keys with their one value.
    pub values: Vec<(&'a str, String)>,
    /// The keys that are left out.
    pub without: Vec<&'a str>,
    /// The keys of maps that are to be filled in here, of those that the schema knows.
    pub asked: Vec<(&'a str, Vec<String>)>,
    /// The table of points.
    pub points: Option<&'a Mapping>,
    /// The keys of tables, each with the names of its tables and where they are.
    pub tables: Vec<(&'a str, Vec<(String, Mapping)>)>,
}

/// The text.
pub fn text(known: &Known) -> String {
    let mut lines: Vec<String> = known.heading.iter().map(|line| comment(line)).collect();
    let whole = known.schema.get("properties").and_then(Value::as_object);
    let parts = whole.into_iter().flatten();
    for (key, part) in parts.filter(|(key, _)| !known.without.contains(&key.as_str())) {
        lines.push(String::new());
        lines.push(comment(description(known.schema, part)));
        lines.extend(known.lines(key, part));
    }
    lines.join("\n") + "\n"
}

impl Known<'_> {
    /// A key with what is known of its value.
    fn lines(&self, key: &str, part: &Value) -> Vec<String> {
        let mut lines = Vec::new();
        let tables = self.tables.iter().find(|(name, _)| *name == key);
        if let Some((_, value)) = self.values.iter().find(|(name, _)| *name == key) {
            lines.push(format!("{key}: {}", scalar(value)));
        } else if let Some((_, tables)) = tables {
            lines.push(format!("{key}:"));
            for (name, mapping) in tables {
                table(name, mapping, "  ", &mut lines);
            }
        } else if let Some(points) = self.points.filter(|_| key == "bang_diem") {
            table(key, points, "", &mut lines);
        } else {
            let asked = self.asked.iter().find(|(name, _)| *name == key);
            skeleton(
                self.schema,
                key,
                part,
                asked.map(|(_, keys)| keys),
                &mut lines,
            );
            if asked.is_none() && !self.stays(key, part) {
                lines.iter_mut().for_each(|line| line.insert_str(0, "# "));
            }
        }
        lines
    }

    /// Whether a key may stand there before it is filled in: a map that needs keys may not,
    /// unless a document needs the map.
    fn stays(&self, key: &str, part: &Value) -> bool {
        let listed = |keys: Option<&Value>| keys.and_then(Value::as_array).cloned();
        let needs = listed(resolve(self.schema, part).get("required")).unwrap_or_default();
        let followers = listed(self.schema.pointer("/dependentRequired/mau"));
        needs.is_empty() || followers.is_some_and(|keys| keys.iter().any(|known| known == key))
    }
}

/// A key with the keys below it, all blank; a list with the start of an item. Of a map whose
/// keys are asked for one by one, each has its words, and what is below it needs none.
fn skeleton(
    schema: &Value,
    key: &str,
    part: &Value,
    asked: Option<&Vec<String>>,
    lines: &mut Vec<String>,
) {
    let shape = resolve(schema, part);
    let below = shape.get("properties").and_then(Value::as_object);
    lines.push(format!("{}:", scalar(key)));
    let Some(below) = below else {
        lines.extend(shape.get("items").map(|_| "#  - …".to_owned()));
        return;
    };
    let names: Vec<&String> = match asked {
        Some(names) => names.iter().collect(),
        None => below.keys().collect(),
    };
    for (name, part) in names
        .iter()
        .filter_map(|name| Some((name, below.get(*name)?)))
    {
        let mut inner = Vec::new();
        skeleton(schema, name, part, None, &mut inner);
        let need = if needs(shape, name) {
            " (cần có)"
        } else {
            ""
        };
        let words = format!("  # {}{need}", description(schema, part));
        let first = inner.first_mut();
        first
            .into_iter()
            .for_each(|line| *line = format!("{line:<22}{words}"));
        if asked.is_some() {
            let bare = |line: &mut String| {
                line.truncate(line.find("  #").unwrap_or(line.len()));
                line.truncate(line.trim_end().len());
            };
            inner.iter_mut().skip(1).for_each(bare);
        }
        lines.extend(inner.into_iter().map(|line| format!("  {line}")));
    }
}

/// A table: its file, its sheet, its columns, each with the header that it has in the file.
fn table(key: &str, mapping: &Mapping, pad: &str, lines: &mut Vec<String>) {
    lines.push(format!("{pad}{}:", scalar(key)));
    let mut value = |key: &str, value: &str| lines.push(format!("{pad}  {key}: {}", scalar(value)));
    value("tep", &mapping.file);
    if let Some(sheet) = &mapping.sheet {
        value("trang", sheet);
    }
    if let Some(charset) = mapping.charset {
        value("bang_ma", charset.key());
    }
    if !mapping.columns.is_empty() {
        lines.push(format!("{pad}  cot:"));
    }
    for (name, column, head) in &mapping.columns {
        let note = if column == head {
            String::new()
        } else {
            format!("  # {head}")
        };
        let column = scalar(column);
        lines.push(format!("{pad}    {}: {column}{note}", scalar(name)));
    }
}

/// A comment, over several lines if it is long.
fn comment(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let long = |line: &String| line.chars().count() + word.chars().count() > WIDTH;
        if lines.last().is_some_and(long) {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push(' ');
            line.push_str(word);
        }
    }
    let lines: Vec<String> = lines.iter().map(|line| format!("#{line}")).collect();
    lines.join("\n")
}

/// A text as YAML: plain where nothing in it could mean something else.
fn scalar(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || " _-./".contains(c);
    let safe =
        text.starts_with(char::is_alphanumeric) && !text.ends_with(' ') && text.chars().all(plain);
    if safe {
        text.to_owned()
    } else {
        Value::from(text).to_string()
    }
}
