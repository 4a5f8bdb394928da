//! Changing one value of a hồ sơ's text by its keys; what else stands in the file stays as it is.

use serde_json::{Map, Value as Json};

use super::blank::Text;
use crate::fault::{Fault, Faults, Kind};
use crate::form::{self, Entry, Node, Value, scalar};
use crate::vn::text::clean;

/// A segment on the way to a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathSegment {
    /// The value of a key.
    Key(String),
    /// An item of a list, from 0; one more than there are adds one.
    Item(usize),
}

/// The text with another value at the end of the way: a text, a list, keys with their values, or
/// nothing, which leaves the key blank. Keys that are not there yet are added. Comments stay,
/// but for those inside a value that is replaced as a whole.
///
/// ```
/// use serde_json::json;
/// use vanthu::draft::{PathSegment, edit};
///
/// let text = "ky: 2026-10 # tháng\nvan_ban:\n  so:   # văn thư cấp\n";
/// let way = [PathSegment::Key("van_ban".into()), PathSegment::Key("so".into())];
/// let edited = edit("ho-so.yaml", text, &way, &json!("12"))?;
/// assert_eq!(edited, "ky: 2026-10 # tháng\nvan_ban:\n  so: 12   # văn thư cấp\n");
/// # Ok::<(), vanthu::fault::Faults>(())
/// ```
///
/// # Errors
/// If the text is not YAML, or the way leads through what is no list.
pub fn edit(file: &str, text: &str, way: &[PathSegment], value: &Json) -> Result<String, Faults> {
    let root = form::parse(file, text)?;
    let before = plain(&root);
    let Some(wanted) = with(before.clone(), way, &cleaned(value)) else {
        let found = "không có chỗ này trong hồ sơ";
        let fault = Fault::new(Kind::WrongValue, root.place.clone(), found);
        return Err(fault.remedy("tải lại hồ sơ rồi sửa lại").into());
    };
    if wanted == before {
        return Ok(text.to_owned());
    }
    let is_right = |edited: &String| {
        let node = form::parse(file, edited);
        node.is_ok_and(|node| plain(&node) == wanted)
    };
    // In place, else its whole key anew, else the whole file: never anything else than is asked.
    let in_place = in_place(&root, text, way, value).filter(is_right);
    let of_key = || match (way.first(), &wanted) {
        (Some(PathSegment::Key(key)), Json::Object(keys)) => {
            let edited = put(&root, text, key, keys.get(key).unwrap_or(&Json::Null));
            edited.filter(is_right)
        }
        _ => None,
    };
    let whole = || block(&wanted, 0).trim_start().to_owned() + "\n";
    Ok(in_place.or_else(of_key).unwrap_or_else(whole))
}

/// A tree as a text of YAML.
pub fn yaml(node: &Node) -> String {
    block(&plain(node), 0).trim_start().to_owned() + "\n"
}

/// What a node holds, without its places.
fn plain(node: &Node) -> Json {
    match &node.value {
        Value::Blank => Json::Null,
        Value::Text(text) if text.is_empty() => Json::Null,
        Value::Text(text) => Json::from(text.as_str()),
        Value::List(items) => items.iter().map(plain).collect(),
        Value::Map(entries) => {
            let keys = entries.iter();
            Json::Object(keys.map(|e| (e.key.clone(), plain(&e.value))).collect())
        }
    }
}

/// A value as it will be read again.
fn cleaned(value: &Json) -> Json {
    match value {
        Json::Null => Json::Null,
        Json::String(text) if text.contains('\n') => value.clone(),
        Json::String(text) => match clean(text) {
            text if text.is_empty() => Json::Null,
            text => Json::from(text),
        },
        Json::Bool(_) | Json::Number(_) => Json::from(value.to_string()),
        Json::Array(items) => items.iter().map(cleaned).collect(),
        Json::Object(keys) => {
            let keys = keys.iter();
            Json::Object(keys.map(|(key, v)| (key.clone(), cleaned(v))).collect())
        }
    }
}

/// The same with another value at the end of the way.
fn with(mut whole: Json, way: &[PathSegment], value: &Json) -> Option<Json> {
    let Some((segment, rest)) = way.split_first() else {
        return Some(value.clone());
    };
    match segment {
        PathSegment::Key(key) => {
            if whole.is_null() {
                whole = Json::Object(Map::new());
            }
            let keys = whole.as_object_mut()?;
            let inner = keys.get(key).cloned().unwrap_or(Json::Null);
            keys.insert(key.clone(), with(inner, rest, value)?);
        }
        PathSegment::Item(number) => {
            if whole.is_null() {
                whole = Json::Array(Vec::new());
            }
            let items = whole.as_array_mut()?;
            let inner = items.get(*number).cloned().unwrap_or(Json::Null);
            let changed = with(inner, rest, value)?;
            let is_new = *number == items.len();
            match items.get_mut(*number) {
                Some(item) => *item = changed,
                None if is_new => items.push(changed),
                None => return None,
            }
        }
    }
    Some(whole)
}

/// The text, changed at the lines of the value alone. What comes out may be wrong.
fn in_place(root: &Node, text: &str, way: &[PathSegment], value: &Json) -> Option<String> {
    let mut node = root;
    let mut last: Option<&Entry> = None;
    for (at, segment) in way.iter().enumerate() {
        let rest = way.get(at + 1..).unwrap_or_default();
        match (segment, &node.value) {
            (PathSegment::Key(key), Value::Map(entries)) => {
                match entries.iter().find(|entry| entry.key == *key) {
                    Some(entry) => (node, last) = (&entry.value, Some(entry)),
                    None => {
                        let value = with(Json::Null, rest, &cleaned(value))?;
                        return added(text, entries, key, &value);
                    }
                }
            }
            (PathSegment::Item(number), Value::List(items)) if *number < items.len() => {
                (node, last) = (items.get(*number)?, None);
            }
            (PathSegment::Item(number), Value::List(items))
                if *number == items.len() && *number > 0 =>
            {
                let value = with(Json::Null, rest, &cleaned(value))?;
                let line = text
                    .lines()
                    .nth(items.first()?.place.line().checked_sub(1)?)?;
                let indent = line.len() - line.trim_start().len();
                let mut edited = Text::of(text);
                edited.after(last?, &block(&Json::Array(vec![value]), indent));
                return Some(edited.done().0);
            }
            _ => {
                let value = with(plain(node), way.get(at..)?, &cleaned(value))?;
                return replaced(text, last?, &value);
            }
        }
    }
    replaced(text, last?, &cleaned(value))
}

/// The text with a key of the file as a whole replaced.
fn put(root: &Node, text: &str, key: &str, value: &Json) -> Option<String> {
    let Value::Map(entries) = &root.value else {
        return None;
    };
    match entries.iter().find(|entry| entry.key == key) {
        Some(entry) => replaced(text, entry, value),
        None => added(text, entries, key, value),
    }
}

/// The text with another value of an entry.
fn replaced(text: &str, entry: &Entry, value: &Json) -> Option<String> {
    let mut edited = Text::of(text);
    if let (Value::Text(_), Json::String(new)) = (&entry.value.value, value) {
        edited.replace(entry, &scalar(new));
        return Some(edited.done().0);
    }
    match entry.value.value {
        Value::Text(_) => edited.blank(entry, ""),
        Value::Blank => (),
        Value::List(_) | Value::Map(_) => edited.remove(entry),
    }
    match value {
        Json::Null => (),
        Json::String(new) => edited.behind(entry, &format!(" {}", scalar(new))),
        value => edited.under(
            entry,
            &block(value, entry.place.column().saturating_sub(1) + 2),
        ),
    }
    Some(edited.done().0)
}

/// The text with one more key behind the others.
fn added(text: &str, entries: &[Entry], key: &str, value: &Json) -> Option<String> {
    let last = entries.last()?;
    let indent = last.place.column().saturating_sub(1);
    let mut keys = Map::new();
    keys.insert(key.to_owned(), value.clone());
    let mut edited = Text::of(text);
    edited.after(last, &block(&Json::Object(keys), indent));
    Some(edited.done().0)
}

/// A value as lines of their own, each this far from the margin, with a line end before each.
fn block(value: &Json, indent: usize) -> String {
    let margin = " ".repeat(indent);
    match value {
        Json::Null => String::new(),
        Json::Object(keys) => {
            let keys = keys.iter().map(|(key, value)| match value {
                Json::Null => format!("\n{margin}{}:", scalar(key)),
                Json::Object(_) | Json::Array(_) => {
                    format!("\n{margin}{}:{}", scalar(key), block(value, indent + 2))
                }
                text => format!("\n{margin}{}: {}", scalar(key), lines(text, indent)),
            });
            keys.collect()
        }
        Json::Array(items) => {
            let items = items.iter().map(|item| match item {
                Json::Object(_) | Json::Array(_) => {
                    let inner = block(item, indent + 2);
                    format!("\n{margin}- {}", inner.trim_start())
                }
                Json::Null => format!("\n{margin}-"),
                text => format!("\n{margin}- {}", lines(text, indent)),
            });
            items.collect()
        }
        text => format!("\n{margin}{}", written(text)),
    }
}

/// A text behind a key or a dash; one of several lines below it.
fn lines(text: &Json, indent: usize) -> String {
    match text.as_str() {
        Some(text) if text.contains('\n') => {
            let margin = " ".repeat(indent + 2);
            let lines = text.lines().map(|line| match line {
                "" => "\n".to_owned(),
                line => format!("\n{margin}{line}"),
            });
            format!("|-{}", lines.collect::<String>())
        }
        _ => written(text),
    }
}

fn written(text: &Json) -> String {
    scalar(text.as_str().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn edited(text: &str, way: &[&str], value: Json) -> String {
        let segment = |segment: &&str| match segment.parse() {
            Ok(number) => PathSegment::Item(number),
            Err(_) => PathSegment::Key((*segment).to_owned()),
        };
        let way: Vec<PathSegment> = way.iter().map(segment).collect();
        edit("ho-so.yaml", text, &way, &value).unwrap()
    }

    #[test]
    fn a_value_is_changed_and_all_else_stays() {
        let text = "# đầu\nso: 5   # số\nds: [a, b] # hai\ncq: {ten: A, so: 1}\nky: 2026-10\n";
        assert_eq!(
            edited(text, &["so"], json!("17,80")),
            text.replace("so: 5   #", "so: \"17,80\" #")
        );
        assert_eq!(
            edited(text, &["cq", "ten"], json!("Bình An")),
            text.replace("ten: A", "ten: Bình An")
        );
        assert_eq!(
            edited(text, &["ds"], json!(["a", "b c"])),
            text.replace("ds: [a, b] # hai", "ds: # hai\n  - a\n  - b c")
        );
        assert_eq!(edited(text, &["so"], json!("5")), text);
    }

    #[test]
    fn what_is_not_there_is_added_where_it_belongs() {
        let text = "a:\n  b: 1\n\n# c nói\nc: 2\n";
        assert_eq!(
            edited(text, &["a", "d", "e"], json!("3")),
            "a:\n  b: 1\n  d:\n    e: 3\n\n# c nói\nc: 2\n"
        );
        assert_eq!(edited(text, &["d"], json!("4")), format!("{text}d: 4\n"));
        assert_eq!(
            edited("a:\nb: 1\n", &["a", "c"], json!("4")),
            "a:\n  c: 4\nb: 1\n"
        );
        assert_eq!(
            edited(
                "a:\n  - x: 1 # một\n",
                &["a", "1"],
                json!({"x": "2", "y": null})
            ),
            "a:\n  - x: 1 # một\n  - x: 2\n    y:\n"
        );
    }

    #[test]
    fn what_is_taken_out_leaves_the_key_blank() {
        assert_eq!(
            edited("a: 5 # năm\nb: 1\n", &["a"], Json::Null),
            "a:   # năm\nb: 1\n"
        );
        assert_eq!(
            edited("a:\n  - b\n  - c\nd: 1\n", &["a"], json!("")),
            "a:\nd: 1\n"
        );
        assert_eq!(
            edited("a: |\n  một\n  hai\nb: 1\n", &["a"], json!("ba")),
            "a: ba\nb: 1\n"
        );
    }

    /// Every scalar of a real hồ sơ, one after the other, gets another value: only it changes.
    #[test]
    fn each_value_of_a_real_file_can_be_changed_alone() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
        for example in [
            "my-duc-2026-10",
            "lam-vy-ke-hoach-2024-02",
            "tuan-giao-2023-09",
        ] {
            let text = std::fs::read_to_string(folder.join(example).join("ho-so.yaml")).unwrap();
            let root = form::parse("ho-so.yaml", &text).unwrap();
            let mut ways = Vec::new();
            leaves(&root, &mut Vec::new(), &mut ways);
            for way in ways {
                let value = json!("Số #1: “a, b”");
                let edited = edit("ho-so.yaml", &text, &way, &value).unwrap();
                let wanted = with(plain(&root), &way, &value);
                assert_eq!(
                    Some(plain(&form::parse("ho-so.yaml", &edited).unwrap())),
                    wanted
                );
                let comments = |text: &str| text.lines().filter(|l| l.starts_with('#')).count();
                assert_eq!(comments(&edited), comments(&text), "{way:?}\n{edited}");
            }
        }
    }

    fn leaves(node: &Node, way: &mut Vec<PathSegment>, ways: &mut Vec<Vec<PathSegment>>) {
        let mut into = |segment, node: &Node| {
            way.push(segment);
            leaves(node, way, ways);
            way.pop();
        };
        match &node.value {
            Value::Map(entries) => {
                for entry in entries {
                    into(PathSegment::Key(entry.key.clone()), &entry.value);
                }
            }
            Value::List(items) => {
                for (number, item) in items.iter().enumerate() {
                    into(PathSegment::Item(number), item);
                }
            }
            Value::Blank | Value::Text(_) => ways.push(way.clone()),
        }
    }
}
