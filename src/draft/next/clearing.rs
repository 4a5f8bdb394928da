//! What of a hồ sơ was of the old month only, and is left blank.

use std::collections::BTreeSet;

use crate::draft::blank::Text;
use crate::form::{Entry, Node, Value};
use crate::score::FIGURES;
use crate::shelf::{self, FormFile};

/// Leaves blank what was of the old month only.
pub struct Clearing {
    /// Words that are figures of the month.
    pub words: Vec<String>,
    /// The codes of what the templates declare to stay the same.
    pub kept: BTreeSet<String>,
    /// What of that there was.
    pub said: Vec<String>,
}

impl Clearing {
    pub fn clear(&mut self, root: &Node, text: &mut Text) {
        for one in root.entries() {
            match one.key.as_str() {
                "cung_ky" => text.clear(one, "cung_ky"),
                key if FIGURES.contains(&key) => leaves(&one.value, &one.key, &|_| true, text),
                "xep_hang" => leaves(&one.value, &one.key, &|key| key != "trong", text),
                "van_ban" => {
                    let stated = |key: &str| ["so", "ngay"].contains(&key);
                    leaves(&one.value, &one.key, &stated, text);
                }
                "don_vi" => {
                    let stated = |key: &str| !["ten", "trong"].contains(&key);
                    leaves(&one.value, &one.key, &stated, text);
                }
                "so_lieu" | "bieu" => {
                    let stated =
                        |key: &str| ["ngay_chot", "so_lieu", "ty_le", "tren"].contains(&key);
                    leaves(&one.value, &one.key, &stated, text);
                    for below in one.value.entries() {
                        let path = format!("{}.{}", one.key, below.key);
                        rows(&below.value, &path, &self.words, text);
                    }
                }
                "thong_tin" => self.facts(&one.value, text),
                "ho_so" | "bao_cao" => self.clear(&one.value, text),
                "theo_cap" => {
                    let levels = one.value.items().iter();
                    levels.for_each(|own| self.clear(own, text));
                }
                "da_xem" => text.remove(one),
                _ => (),
            }
        }
    }

    /// What was said of the old month with figures or days becomes comments, unless the template
    /// declares that it stays the same.
    fn facts(&mut self, node: &Node, text: &mut Text) {
        for one in node.entries().iter().filter(|one| has_digit(&one.value)) {
            match self.kept.contains(&one.key) {
                true => self.said.push(format!("thong_tin.{}", one.key)),
                false => text.comment(one, &format!("thong_tin.{}", one.key)),
            }
        }
    }
}

/// The codes of what the templates of a hồ sơ or lô declare to stay the same.
pub fn kept_facts(form: &FormFile) -> BTreeSet<String> {
    let summary = form.root.get("bao_cao").and_then(|one| one.get("mau"));
    let levels = form.root.get("theo_cap").map_or(&[][..], Node::items);
    let levels = levels.iter().filter_map(|one| one.get("mau"));
    let own = form.root.get("mau").into_iter();
    let named = own.chain(summary).chain(levels).flat_map(Node::texts);
    let templates = named.filter_map(|asked| shelf::template(&asked, &form.shelf).ok());
    let facts = templates.flat_map(|template| template.facts().to_vec());
    let kept = facts.filter(|fact| fact.kept);
    kept.map(|fact| fact.code).collect()
}

/// Blanks the values of the keys that are figures of the month.
fn leaves(node: &Node, path: &str, of_month: &dyn Fn(&str) -> bool, text: &mut Text) {
    match &node.value {
        Value::Map(entries) => {
            for one in entries {
                let path = format!("{path}.{}", one.key);
                match &one.value.value {
                    // What a lô takes from its table follows the table.
                    Value::Text(value) if value.contains("{{") => (),
                    Value::Text(_) if of_month(&one.key) => text.blank(one, &path),
                    _ => leaves(&one.value, &path, of_month, text),
                }
            }
        }
        Value::List(items) => {
            for (number, item) in (1..).zip(items) {
                leaves(item, &format!("{path}[{number}]"), of_month, text);
            }
        }
        Value::Blank | Value::Text(_) => (),
    }
}

/// Blanks the figures of rows that are written in place: all that is no words, and the bands.
fn rows(table: &Node, path: &str, words: &[String], text: &mut Text) {
    let written = |key: &&Entry| ["dong", "tong"].contains(&key.key.as_str());
    for one in table.entries().iter().filter(written) {
        for (number, row) in (1..).zip(one.value.items()) {
            for cell in row.entries() {
                let figure = |text: &str| {
                    let sign = |c: char| c.is_ascii_digit() || "+-−–.,%/ ".contains(c);
                    text.chars().all(sign) || words.iter().any(|word| word == text)
                };
                if matches!(&cell.value.value, Value::Text(text) if figure(text)) {
                    text.blank(cell, &format!("{path}.{}[{number}].{}", one.key, cell.key));
                }
            }
        }
    }
}

fn has_digit(node: &Node) -> bool {
    match &node.value {
        Value::Text(text) => text.contains(|c: char| c.is_ascii_digit()),
        Value::List(items) => items.iter().any(has_digit),
        Value::Map(entries) => entries.iter().any(|one| has_digit(&one.value)),
        Value::Blank => false,
    }
}

/// The names of bands: in a table they are of the month, like its figures.
pub fn words_of_month(form: &FormFile) -> Vec<String> {
    let asked = form.root.get("bo_chi_so").into_iter();
    let mut asked = asked.flat_map(Node::texts);
    let set = asked.find_map(|asked| shelf::framework(&asked, &form.shelf).ok());
    let bands = set.iter().flat_map(|set| &set.bands);
    bands.map(|band| band.name.clone()).collect()
}
