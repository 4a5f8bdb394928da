//! What the library gives, as JSON for the page.

use serde_json::{Value, json};
use vanthu::compose::{Inputs, explanation};
use vanthu::draft::Look;
use vanthu::fault::{Faults, Place};
use vanthu::font::{Fonts, Variant};
use vanthu::form::{self, Node};
use vanthu::length::Length;
use vanthu::page::{Boxes, Colour};
use vanthu::pdf::{Drawing, PageMap};
use vanthu::source::Source;

/// A value with its line and column: `v` a text or null, `list` its items, `map` its keys with
/// their values and their own lines and columns.
pub fn node(node: &Node) -> Value {
    let mut shown = json!({"l": node.place.line(), "c": node.place.column()});
    let (key, value) = match &node.value {
        form::Value::Blank => ("v", Value::Null),
        form::Value::Text(text) => ("v", json!(text)),
        form::Value::List(items) => ("list", items.iter().map(self::node).collect()),
        form::Value::Map(entries) => {
            let entry = |entry: &form::Entry| {
                let place = (entry.place.line(), entry.place.column());
                json!([entry.key, self::node(&entry.value), place])
            };
            ("map", entries.iter().map(entry).collect())
        }
    };
    if let Value::Object(shown) = &mut shown {
        shown.insert(key.to_owned(), value);
    }
    shown
}

/// A table that was looked at.
pub fn look(look: &Look, faults: &Faults) -> Value {
    let columns = look.columns.iter().map(|seen| {
        json!({
            "name": seen.name, "what": seen.what, "written": seen.written,
            "number": seen.number, "reason": seen.reason,
        })
    });
    json!({
        "file": look.file,
        "sheets": look.sheets,
        "sheet": look.sheet,
        "portal": look.is_portal,
        "head": look.head,
        "heads": look.heads,
        "charset": look.charset,
        "columns": columns.collect::<Vec<_>>(),
        "units": look.units,
        "notes": look.notes,
        "faults": faults,
    })
}

/// The pages of a document, each a text of JSON, so that one that did not change is known at a
/// glance. Lengths are the library's units (1/120 pt).
pub fn pages(boxes: &Boxes, fonts: &Fonts, inputs: &Inputs) -> Vec<String> {
    let map = PageMap::of(boxes, fonts);
    let drawings = map.drawings();
    drawings
        .iter()
        .map(|page| self::page(page, inputs).to_string())
        .collect()
}

fn page(page: &Drawing, inputs: &Inputs) -> Value {
    let mut sources: Vec<(&Source, Value)> = Vec::new();
    let mut words = Vec::with_capacity(page.words.len());
    for drawn in &page.words {
        let of = drawn.source.map(|source| {
            let known = sources.iter().position(|(known, _)| *known == source);
            known.unwrap_or_else(|| {
                sources.push((source, self::source(source, inputs)));
                sources.len() - 1
            })
        });
        let parts = drawn
            .parts
            .iter()
            .flat_map(|(x, word)| [units(*x), json!(word)]);
        let variant = Variant::ALL
            .iter()
            .position(|known| *known == drawn.variant);
        words.push(json!([
            variant,
            units(drawn.size),
            colour(drawn.colour),
            units(drawn.baseline),
            units(drawn.top),
            units(drawn.line_height),
            units(drawn.left),
            units(drawn.right),
            of,
            parts.collect::<Vec<_>>(),
        ]));
    }
    let strokes = page.strokes.iter().map(|stroke| {
        let ((x1, y1), (x2, y2)) = (stroke.from, stroke.to);
        let [x1, y1, x2, y2, thick] = [x1, y1, x2, y2, stroke.thickness].map(units);
        json!([x1, y1, x2, y2, thick, colour(stroke.colour)])
    });
    json!({
        "w": units(page.width),
        "h": units(page.height),
        "words": words,
        "strokes": strokes.collect::<Vec<_>>(),
        "sources": sources.into_iter().map(|(_, shown)| shown).collect::<Vec<_>>(),
    })
}

fn units(length: Length) -> Value {
    json!(length.in_units())
}

fn colour(colour: Colour) -> String {
    let Colour { red, green, blue } = colour;
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// What made some words: what kind of source it is, where, and of a figure how it follows.
fn source(source: &Source, inputs: &Inputs) -> Value {
    match source {
        Source::Decree => json!({"kind": "decree"}),
        Source::Line(at) => json!({"kind": "line", "place": place(at)}),
        Source::Text(at) => json!({"kind": "text", "place": place(at)}),
        Source::Stated(at) => json!({"kind": "stated", "place": place(at)}),
        Source::Expression(expression) => {
            let of = expression.of.iter().map(|one| self::source(one, inputs));
            json!({
                "kind": "expression",
                "written": expression.written,
                "place": place(&expression.place),
                "of": of.collect::<Vec<_>>(),
            })
        }
        Source::Computed(figure) => {
            let Some(found) = explanation(inputs, *figure) else {
                return json!({"kind": "computed"});
            };
            let parts = found.operands.iter().map(|operand| {
                let at = operand.place.as_ref().map(place);
                json!({"name": operand.name, "value": operand.value, "place": at})
            });
            json!({
                "kind": "computed",
                "formula": found.formula,
                "decimals": found.decimals,
                "parts": parts.collect::<Vec<_>>(),
            })
        }
    }
}

fn place(place: &Place) -> Value {
    json!({
        "file": place.file_name(),
        "sheet": place.sheet_name(),
        "line": place.line(),
        "column": place.column(),
    })
}
