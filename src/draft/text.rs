//! The text of a new `ho-so.yaml`: the keys of its form in their order, with their words as
//! comments.

use super::mapping::Mapping;
use crate::form::{Choice, Key, Names, Need, Shape, scalar};
use crate::shelf::DOSSIER;

/// How long a line of comment may grow.
const WIDTH: usize = 96;

/// What is known of a hồ sơ before anybody fills it in.
pub struct Known<'a> {
    /// The keys that the template and the framework name.
    pub names: &'a Names,
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
    for key in DOSSIER
        .iter()
        .filter(|key| !known.without.contains(&key.key))
    {
        lines.push(String::new());
        lines.push(comment(&key.words()));
        lines.extend(known.lines(key));
    }
    lines.join("\n") + "\n"
}

/// A key with what a comment says of it.
pub struct CommentedKey {
    /// The key.
    pub key: String,
    words: String,
    needed: bool,
    shape: Shape,
}

/// The keys below a value of this shape, if it may have any.
pub fn below(shape: &Shape, names: &Names) -> Option<Vec<CommentedKey>> {
    let commented = |key: &'static Key| CommentedKey {
        key: key.key.to_owned(),
        words: key.words(),
        needed: key.need == Need::Always,
        shape: key.shape(),
    };
    match shape {
        Shape::Form(form) => Some(form.iter().map(commented).collect()),
        Shape::Map(map) => {
            let named = names.of(map.name)?.iter().map(|name| CommentedKey {
                key: name.key.clone(),
                words: name.what.clone(),
                needed: name.needed,
                shape: name.shape.as_ref().unwrap_or(&map.of).clone(),
            });
            Some(named.chain(map.known.iter().map(commented)).collect())
        }
        Shape::Either(options) => options.iter().find_map(|option| below(option, names)),
        _ => None,
    }
}

impl Known<'_> {
    /// A key with what is known of its value.
    fn lines(&self, key: &Key) -> Vec<String> {
        let mut lines = Vec::new();
        let tables = self.tables.iter().find(|(name, _)| *name == key.key);
        if let Some((_, value)) = self.values.iter().find(|(name, _)| *name == key.key) {
            lines.push(match value.as_str() {
                "" => format!("{}:", key.key),
                value => format!("{}: {}", key.key, scalar(value)),
            });
        } else if let Some((_, tables)) = tables {
            lines.push(format!("{}:", key.key));
            for (name, mapping) in tables {
                table(name, mapping, "  ", &mut lines);
            }
        } else if let Some(points) = self.points.filter(|_| key.key == "bang_diem") {
            table(key.key, points, "", &mut lines);
        } else {
            let asked = self.asked.iter().find(|(name, _)| *name == key.key);
            let asked = asked.map(|(_, keys)| keys);
            self.skeleton(key.key, &key.shape(), asked, &mut lines);
            if asked.is_none() && !self.stays(key) {
                lines.iter_mut().for_each(|line| line.insert_str(0, "# "));
            }
        }
        lines
    }

    /// Whether a key may stand there before it is filled in: a map that needs keys may not,
    /// unless a document needs the map.
    fn stays(&self, key: &Key) -> bool {
        let below = below(&key.shape(), self.names).unwrap_or_default();
        key.need != Need::Never || below.iter().all(|key| !key.needed)
    }

    /// A key with the keys below it, all blank; a list with the start of an item. Of a map whose
    /// keys are asked for one by one, each has its words, and what is below it needs none.
    fn skeleton(
        &self,
        key: &str,
        shape: &Shape,
        asked: Option<&Vec<String>>,
        lines: &mut Vec<String>,
    ) {
        lines.push(format!("{}:", scalar(key)));
        let Some(mut keys) = below(shape, self.names) else {
            lines.extend(matches!(shape, Shape::List(_)).then(|| "#  - …".to_owned()));
            return;
        };
        if let Some(names) = asked {
            let place = |one: &CommentedKey| names.iter().position(|name| *name == one.key);
            keys.retain(|one| place(one).is_some());
            keys.sort_by_key(place);
        }
        for key in keys {
            let mut inner = Vec::new();
            self.skeleton(&key.key, &key.shape, None, &mut inner);
            let need = if key.needed { " (cần có)" } else { "" };
            let words = format!("  # {}{need}", key.words);
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
}

/// A table: its file, its sheet, its columns, each with the header that it has in the file.
pub fn table(key: &str, mapping: &Mapping, pad: &str, lines: &mut Vec<String>) {
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
