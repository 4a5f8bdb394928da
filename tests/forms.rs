//! What is printed from the declarations of forms: the JSON Schemas in `schemas/`, the tables of
//! keys in the guide. `VANTHU_WRITE=1 cargo test --test forms` writes them anew.
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
use vanthu::form::{Form, Names, schema};
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
        if let Some(form) = &dossier.form {
            Profile::read(form, Decree::nd30().unwrap()).unwrap();
        }
    }
    for name in ["nhieu-don-vi.yaml", "bang-diem.yaml"] {
        Roll::read(&sample(name), &Session::disk()).unwrap();
    }
    let text = fs::read_to_string(sample("bo-chi-so.yaml")).unwrap();
    Framework::parse("bo-chi-so.yaml", &text).unwrap();
}
