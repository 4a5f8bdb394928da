//! What is printed from the declarations of forms: the JSON Schemas in `schemas/`, the tables of
//! keys in the guide, and its table of bounds. `VANTHU_WRITE=1 cargo test --test forms` writes them anew.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod common;

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;
use vanthu::dossier::Dossier;
use vanthu::form::{Form, Key, Names, Need, Shape, schema};
use vanthu::framework::Framework;
use vanthu::nd30::{Decree, Profile};
use vanthu::roll::Roll;
use vanthu::shelf::Session;

/// The forms of whole files, by the names of their schemas.
fn forms() -> [(&'static str, &'static Form); 6] {
    [
        ("ho-so", &vanthu::shelf::DOSSIER),
        ("lo", &vanthu::batch::LOT),
        ("bo-chi-so", &vanthu::framework::FRAMEWORK),
        ("bieu", &vanthu::sheet::SHEET),
        ("mau", &vanthu::compose::FRONT),
        ("kiem-tra", &vanthu::audit::SETTINGS),
    ]
}

/// Compares a file with what it should hold, or writes it.
fn compare(path: &str, text: &str) {
    let file = common::repository(path);
    if std::env::var_os("VANTHU_WRITE").is_some() {
        fs::write(file, text).unwrap();
        return;
    }
    let found = fs::read_to_string(file).unwrap_or_default();
    let differs = found
        .lines()
        .zip(text.lines())
        .find(|(old, new)| old != new);
    assert!(
        found == text,
        "{path} is not what the forms declare: {differs:?}\n\
         write it anew: VANTHU_WRITE=1 cargo test --test forms"
    );
}

#[test]
fn the_schemas_are_those_of_the_forms() {
    for (name, form) in forms() {
        let mut text = String::new();
        json(&schema(form, &Names::default()), "", &mut text);
        compare(&format!("schemas/{name}.schema.json"), &(text + "\n"));
    }
}

#[test]
fn the_schema_of_each_form_is_printed() {
    for (name, form) in forms() {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let call = ["vanthu", "schema", name].map(Into::into);
        assert_eq!(
            vanthu::cli::run(false, call, &mut out, &mut err, &|_| ()),
            0
        );
        let printed: Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(printed, schema(form, &Names::default()), "{name}");
    }
}

/// JSON with a line for each key of a form.
fn json(value: &Value, pad: &str, out: &mut String) {
    let Value::Object(map) = value else {
        return out.push_str(&value.to_string());
    };
    let wide = ["properties", "$defs"]
        .iter()
        .any(|key| map.contains_key(*key));
    if !wide && !pad.is_empty() {
        return out.push_str(&value.to_string());
    }
    let ends = |last: bool| if last { "" } else { "," };
    out.push_str("{\n");
    for (index, (key, value)) in map.iter().enumerate() {
        write!(out, "{pad} {}: ", Value::from(key.as_str())).unwrap();
        match value {
            Value::Object(keys) if ["properties", "$defs"].contains(&key.as_str()) => {
                out.push_str("{\n");
                for (index, (key, value)) in keys.iter().enumerate() {
                    write!(out, "{pad}  {}: ", Value::from(key.as_str())).unwrap();
                    json(value, &format!("{pad}  "), out);
                    out.push_str(ends(index + 1 == keys.len()));
                    out.push('\n');
                }
                write!(out, "{pad} }}").unwrap();
            }
            value => out.push_str(&value.to_string()),
        }
        out.push_str(ends(index + 1 == map.len()));
        out.push('\n');
    }
    write!(out, "{pad}}}").unwrap();
}

/// Each reader reads what its form declares: samples with all keys. In these builds a key that is
/// read otherwise than it is declared is a fault.
#[test]
fn readers_read_what_forms_declare() {
    let sample = |name: &str| common::repository("tests/schemas").join(name);
    for name in ["van-ban.yaml", "phu-luc.yaml"] {
        let dossier = Dossier::read(&sample(name), &Session::disk()).unwrap();
        if let Some(node) = &dossier.profile {
            Profile::read(node, Decree::nd30().unwrap()).unwrap();
        }
    }
    for name in ["nhieu-don-vi.yaml", "bang-diem.yaml"] {
        Roll::read(&sample(name), &Session::disk()).unwrap();
    }
    let text = fs::read_to_string(sample("bo-chi-so.yaml")).unwrap();
    Framework::parse("bo-chi-so.yaml", &text).unwrap();
}

#[test]
fn the_guide_tells_the_bounds() {
    let page = "docs/gioi-han.md";
    let text = fs::read_to_string(common::repository(page)).unwrap();
    let (before, _) = text.split_once("| giới hạn |").unwrap();
    let mut made = format!("{before}| giới hạn | nhiều nhất | quá thì |\n|---|---|---|\n");
    for bound in vanthu::bounds::ALL {
        let (allowed, remedy) = (bound.allowed(), bound.remedy);
        writeln!(made, "| {} | {allowed} | {remedy} |", bound.what).unwrap();
    }
    compare(page, &made);
}

/// Between `<!-- khóa: ho-so.the_thuc -->` and `<!-- hết -->` the keys of a form stand in a table;
/// keys after “trừ” have a table of their own.
#[test]
fn the_guide_tells_the_keys_of_the_forms() {
    for page in ["docs/huong-dan.md", "docs/lo-lon.md", "docs/kiem-tra.md"] {
        let text = fs::read_to_string(common::repository(page)).unwrap();
        let mut parts = text.split("<!-- khóa: ");
        let mut made = parts.next().unwrap().to_owned();
        for part in parts {
            let (asked, rest) = part.split_once(" -->").unwrap();
            let (_, after) = rest.split_once("<!-- hết -->").unwrap();
            let (path, without) = asked.split_once(" trừ ").unwrap_or((asked, ""));
            let without: Vec<&str> = without.split(' ').collect();
            write!(
                made,
                "<!-- khóa: {asked} -->\n| khóa | ghi gì |\n|---|---|\n"
            )
            .unwrap();
            rows(&[named(path)], "", &without, &mut made);
            made.push_str("<!-- hết -->");
            made.push_str(after);
        }
        compare(page, &made);
    }
}

/// The form below these keys: `bieu.cot`.
fn named(path: &str) -> &'static Form {
    let mut keys = path.split('.');
    let file = keys.next().unwrap();
    let (_, form) = forms().into_iter().find(|(name, _)| *name == file).unwrap();
    let mut found = vec![form];
    for key in keys {
        let key = found.iter().find_map(|form| form.get(key));
        found = below(&key.unwrap_or_else(|| panic!("{path}")).shape());
    }
    found.remove(0)
}

fn below(shape: &Shape) -> Vec<&'static Form> {
    match shape {
        Shape::Form(form) => vec![form],
        Shape::List(of) | Shape::Filled(of) => below(of),
        Shape::Map(map) => below(&map.of),
        Shape::Either(options) => options.iter().flat_map(below).collect(),
        _ => Vec::new(),
    }
}

/// A row for each key of the last of these forms, and for the keys of forms below it.
fn rows(forms: &[&'static Form], over: &str, without: &[&str], out: &mut String) {
    for key in forms.last().unwrap().iter() {
        let path = format!("{over}`{}`", key.key);
        writeln!(out, "| {path} | {} |", words(key).replace('|', "\\|")).unwrap();
        let shape = key.shape();
        let inner = match &shape {
            Shape::List(of) => of.as_ref(),
            shape => shape,
        };
        if let Shape::Form(form) = inner
            && !without.contains(&key.key)
            && !forms.iter().any(|over| std::ptr::eq(*over, *form))
        {
            rows(
                &[forms, &[form]].concat(),
                &format!("{path} › "),
                without,
                out,
            );
        }
    }
}

/// What the guide says of a key.
fn words(key: &Key) -> String {
    let mut words = key.what.to_owned();
    if let Shape::OneOf(names) = key.shape() {
        let name = |(name, meaning): &(&str, &str)| match *meaning {
            "" => format!("`{name}`"),
            _ => format!("`{name}` ({meaning})"),
        };
        write!(
            words,
            ": {}",
            names.iter().map(name).collect::<Vec<_>>().join(", ")
        )
        .unwrap();
    }
    if !key.example.is_empty() {
        write!(words, ", ví dụ `{}`", key.example).unwrap();
    }
    if !key.note.is_empty() {
        write!(words, ". {}", key.note).unwrap();
    }
    match key.need {
        Need::Never => {}
        Need::Always => words.push_str(" (cần có)"),
        Need::With(other) => write!(words, " (cần có khi có `{other}`)").unwrap(),
        Need::Without(other) => write!(words, " (cần có khi không có `{other}`)").unwrap(),
        Need::When(other, names) => {
            let names = names.join("`, `");
            write!(words, " (cần có khi `{other}` là `{names}`)").unwrap();
        }
    }
    words
}
