//! The schema of hồ sơ: its words become the comments of a new hồ sơ, and with the names of one
//! framework and one template in it an editor completes these too.

use serde_json::{Map, Value, json};

use super::points::with_maximum;
use crate::framework::Version;

/// What a hồ sơ may hold.
const SCHEMA: &str = include_str!("../../../schemas/ho-so.schema.json");

/// The schema of hồ sơ of a version of a framework and a template with these tables.
pub fn of<'a>(version: &Version, tables: impl Iterator<Item = &'a str>) -> Value {
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
    let indicators = version.indicators().into_iter().map(|indicator| {
        let described = with_maximum(&indicator.name, indicator.maximum);
        (indicator.id.to_string(), cell(described))
    });
    close(&mut schema, "/$defs/chi_so", indicators.collect());
    let figures = version.figures.iter();
    let figures = figures.map(|figure| (figure.id.to_string(), cell(figure.name.to_string())));
    close(&mut schema, "/$defs/so_dem", figures.collect());
    let table = schema
        .pointer("/properties/so_lieu/additionalProperties")
        .cloned();
    let table = table.unwrap_or_default();
    let tables = tables.map(|name| (name.to_owned(), table.clone()));
    close(&mut schema, "/properties/so_lieu", tables.collect());
    schema
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
