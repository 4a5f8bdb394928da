//! The schema of hồ sơ: its words become the comments of a new hồ sơ, and with the names of one
//! framework and one template in it an editor completes these too.

use serde_json::{Map, Value, json};

use crate::compose::{FactKind, FactPlan, Template};
use crate::framework::Version;
use crate::roll::with_maximum;

/// What a hồ sơ may hold.
const SCHEMA: &str = include_str!("../../schemas/ho-so.schema.json");

/// The schema of hồ sơ of a version of a framework and a template.
pub fn of(version: &Version, template: &Template) -> Value {
    let mut schema: Value = serde_json::from_str(SCHEMA).unwrap_or_default();
    let groups = version.groups.iter().map(|group| {
        let described = with_maximum(&group.name, group.maximum);
        (group.id.to_string(), described, "#/$defs/muc_diem")
    });
    let names = groups
        .map(|(id, described, target)| (id, json!({"description": described, "$ref": target})));
    close(&mut schema, "/$defs/diem", names.collect());
    let cell = schema
        .pointer("/$defs/chi_so/additionalProperties")
        .cloned();
    let cell = |described: String| {
        let mut cell = cell.clone().unwrap_or_default();
        if let Some(map) = cell.as_object_mut() {
            map.insert("description".to_owned(), described.into());
        }
        cell
    };
    let all = version.indicators();
    let indicators = all.iter().map(|indicator| {
        let namesakes = all.iter().filter(|other| other.name == indicator.name);
        let groups = version.groups.iter();
        let mut groups = groups.filter(|group| group.indicators.contains(indicator));
        let described = with_maximum(&indicator.name, indicator.maximum);
        let described = match groups.next() {
            Some(group) if namesakes.count() > 1 => format!("{}: {described}", group.name),
            _ => described,
        };
        (indicator.id.to_string(), cell(described))
    });
    close(&mut schema, "/$defs/chi_so", indicators.collect());
    let figures = version.figures.iter();
    let figures = figures.map(|figure| (figure.id.to_string(), cell(figure.name.to_string())));
    close(&mut schema, "/$defs/so_dem", figures.collect());
    let sheets = template.sheets().filter(|(_, plan)| !plan.takes_points());
    let sheets: Vec<&str> = sheets.map(|(name, _)| name).collect();
    let tables: Vec<&str> = template.tables().collect();
    for (pointer, names) in [
        ("/properties/so_lieu", tables),
        ("/properties/bieu", sheets),
    ] {
        let any = schema.pointer(&format!("{pointer}/additionalProperties"));
        let any = any.cloned().unwrap_or_default();
        let names = names.into_iter().map(|name| (name.to_owned(), any.clone()));
        close(&mut schema, pointer, names.collect());
    }
    facts(&mut schema, template.facts());
    schema
}

/// What the template asks for besides.
fn facts(schema: &mut Value, facts: &[FactPlan]) {
    const POINTER: &str = "/properties/thong_tin";
    let one = |fact: &FactPlan| {
        let words = json!({"type": ["string", "number"]});
        let value = match fact.kind {
            FactKind::List | FactKind::Paragraphs => {
                json!({"description": fact.name, "type": ["array", "string", "null"], "items": words})
            }
            _ => json!({"description": fact.name, "type": ["string", "number", "null"]}),
        };
        (fact.code.clone(), value)
    };
    close(schema, POINTER, facts.iter().map(one).collect());
    let needed = facts.iter().filter(|fact| fact.needed);
    let needed: Vec<&str> = needed.map(|fact| fact.code.as_str()).collect();
    if let Some(map) = schema.pointer_mut(POINTER).and_then(Value::as_object_mut) {
        map.insert("required".to_owned(), needed.into());
    }
}

/// Names the keys of a map, and allows no others.
fn close(schema: &mut Value, pointer: &str, names: Map<String, Value>) {
    let Some(map) = schema.pointer_mut(pointer).and_then(Value::as_object_mut) else {
        return;
    };
    let known = map.entry("properties").or_insert_with(|| json!({}));
    if let Some(known) = known.as_object_mut() {
        known.extend(names);
    }
    map.insert("additionalProperties".to_owned(), Value::Bool(false));
}

/// What a `$ref` of a part of the schema stands for, or what a value that may be blank is
/// otherwise; the part itself if it is neither.
pub fn resolve<'a>(schema: &'a Value, part: &'a Value) -> &'a Value {
    if let Some(target) = part.get("$ref").and_then(Value::as_str) {
        let target = schema.pointer(target.trim_start_matches('#'));
        return target.map_or(part, |target| resolve(schema, target));
    }
    let options = part.get("anyOf").and_then(Value::as_array);
    let maps = |option: &&'a Value| resolve(schema, option).get("properties").is_some();
    match options.and_then(|options| options.iter().find(maps)) {
        Some(option) => resolve(schema, option),
        None => part,
    }
}

/// The words for a part.
pub fn description<'a>(schema: &'a Value, part: &'a Value) -> &'a str {
    let own = |part: &'a Value| part.get("description").and_then(Value::as_str);
    own(part)
        .or_else(|| own(resolve(schema, part)))
        .unwrap_or_default()
}

/// Whether a map needs a key.
pub fn needs(map: &Value, key: &str) -> bool {
    let keys = map.get("required").and_then(Value::as_array);
    keys.is_some_and(|keys| keys.iter().any(|known| known == key))
}
