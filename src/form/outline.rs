//! A form's declaration as data, for pages that ask for its values one by one.

use serde_json::{Map, Value, json};

use super::declare::{Form, Key, Named, Names, Need, Shape};
use crate::vn::text::capitalise;

/// How deep forms may stand in forms: a declaration that names itself ends here.
const DEPTH: usize = 8;

/// The keys of a form in their order, with those that a template and a framework name: of each
/// its key, its name, what it is for, an example, more to tell, the kind of its value, when it is
/// needed, whether it is seldom filled in; below forms and maps their keys, of lists the kind of an item.
pub fn outline(form: &'static Form, names: &Names) -> Value {
    keys(form, names, 0)
}

fn keys(form: &'static Form, names: &Names, depth: usize) -> Value {
    form.iter().map(|one| key(one, names, depth)).collect()
}

fn key(key: &Key, names: &Names, depth: usize) -> Value {
    let mut outline = kind(&key.shape(), names, depth);
    outline.insert("key".to_owned(), json!(key.key));
    outline.insert("name".to_owned(), json!(key.name()));
    outline.insert("what".to_owned(), json!(key.what));
    outline.insert("example".to_owned(), json!(key.example));
    outline.insert("note".to_owned(), json!(key.note));
    outline.insert("need".to_owned(), need(key.need));
    if let Some(holds) = key.holds {
        outline.insert("holds".to_owned(), json!(holds.id()));
    }
    if key.seldom {
        outline.insert("seldom".to_owned(), json!(true));
    }
    Value::Object(outline)
}

fn need(need: Need) -> Value {
    match need {
        Need::Always => json!({"always": true}),
        Need::Never => json!({}),
        Need::With(key) => json!({"with": key}),
        Need::Without(key) => json!({"without": key}),
        Need::When(key, values) => json!({"when": key, "says": values}),
    }
}

/// The kind of a value, with what it is made of.
fn kind(shape: &Shape, names: &Names, depth: usize) -> Map<String, Value> {
    let mut outline = Map::new();
    let word = match shape {
        Shape::Text => "text",
        Shape::Number => "number",
        Shape::Count => "count",
        Shape::Whole(from, to) => {
            outline.insert("from".to_owned(), json!(from));
            outline.insert("to".to_owned(), json!(to));
            "whole"
        }
        Shape::Percent => "percent",
        Shape::Date => "date",
        Shape::IssueDate => "issue-date",
        Shape::Period => "period",
        Shape::YesNo => "yes-no",
        Shape::OneOf(choices) => {
            let one = |(name, meaning): &(&str, &str)| json!({"name": name, "meaning": meaning});
            let choices: Value = choices.iter().map(one).collect();
            outline.insert("choices".to_owned(), choices);
            "one-of"
        }
        Shape::Form(form) if depth < DEPTH => {
            outline.insert("form".to_owned(), json!(capitalise(form.name)));
            outline.insert("keys".to_owned(), keys(form, names, depth + 1));
            "form"
        }
        Shape::List(of) => {
            outline.insert("of".to_owned(), Value::Object(kind(of, names, depth)));
            "list"
        }
        Shape::Map(map) => {
            let named = names.of(map.name).unwrap_or_default().iter();
            let named = named.map(|name| self::named(name, &map.of, names, depth));
            let known = map.known.iter().map(|one| key(one, names, depth));
            outline.insert("keys".to_owned(), named.chain(known).collect());
            "map"
        }
        Shape::Either(options) => {
            let options = options.iter();
            let options = options.map(|option| Value::Object(kind(option, names, depth)));
            outline.insert("options".to_owned(), options.collect());
            "either"
        }
        Shape::Filled(of) => return kind(of, names, depth),
        Shape::Form(_) | Shape::Any => "any",
    };
    outline.insert("kind".to_owned(), json!(word));
    outline
}

fn named(name: &Named, of: &Shape, names: &Names, depth: usize) -> Value {
    let shape = name.shape.as_ref().unwrap_or(of);
    let mut outline = kind(shape, names, depth);
    let what = match name.what.as_str() {
        "" => &name.key,
        what => what,
    };
    outline.insert("key".to_owned(), json!(name.key));
    outline.insert("name".to_owned(), json!(what));
    outline.insert("what".to_owned(), json!(what));
    let needed = if name.needed {
        Need::Always
    } else {
        Need::Never
    };
    outline.insert("need".to_owned(), need(needed));
    Value::Object(outline)
}

#[cfg(test)]
mod tests {
    use super::*;

    static INNER: Form =
        Form::new("người").keys(&[Key::required::<String>("ten", "Tên đầy đủ, nếu có")]);
    static OUTER: Form = Form::new("thử").keys(&[
        Key::optional::<Vec<String>>("ds", "Danh sách").example("A"),
        Key::optional::<String>("nguoi", "Người")
            .needed(Need::With("ds"))
            .shaped(|| Shape::Form(&INNER)),
        Key::optional::<String>("diem", "Điểm").shaped(|| Shape::map("diem", &[], Shape::Number)),
    ]);

    #[test]
    fn a_form_is_told_with_all_that_it_declares() {
        let shape = None;
        let (key, what, needed) = ("tien_do".to_owned(), "Tiến độ".to_owned(), true);
        let names = Names(vec![(
            "diem",
            vec![Named {
                key,
                what,
                needed,
                shape,
            }],
        )]);
        let outline = outline(&OUTER, &names);
        let at = |pointer: &str| outline.pointer(pointer).cloned().unwrap_or_default();
        assert_eq!(at("/0/kind"), "list");
        assert_eq!(at("/0/of/kind"), "text");
        assert_eq!(at("/1/need/with"), "ds");
        assert_eq!(at("/1/keys/0/name"), "Tên đầy đủ");
        assert_eq!(at("/1/keys/0/need/always"), true);
        assert_eq!(at("/2/keys/0/key"), "tien_do");
        assert_eq!(at("/2/keys/0/kind"), "number");
    }
}
