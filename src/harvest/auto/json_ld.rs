//! JSON-LD as pages write it (schema.org's words): the objects of all blocks, flat, however they are nested or broken.

use serde_json::{Map, Value};

use crate::harvest::json_ld;
pub(super) use crate::harvest::json_ld::is_of;

/// Objects beyond these are not looked at, nor those nested deeper, nor larger blocks: each object is kept with what is
/// in it.
const MOST_NODES: usize = 500;
const MOST_DEPTH: usize = 12;
const MOST_BYTES: usize = 512 * 1024;

/// Every object of a block, the outer before the inner, in the order of the block.
pub(super) fn nodes(text: &str) -> Vec<Map<String, Value>> {
    let mut found = Vec::new();
    if let Some(value) = parse(text) {
        collect(value, 0, &mut found);
    }
    found
}

fn parse(text: &str) -> Option<Value> {
    (text.len() <= MOST_BYTES).then(|| json_ld::parse(text).ok()).flatten()
}

fn collect(value: Value, depth: usize, found: &mut Vec<Map<String, Value>>) {
    if found.len() >= MOST_NODES || depth > MOST_DEPTH {
        return;
    }
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| collect(value, depth + 1, found)),
        Value::Object(mut map) => {
            let graph = map.remove("@graph");
            let inner: Vec<Value> =
                map.values().filter(|value| value.is_object() || value.is_array()).cloned().collect();
            if !map.is_empty() {
                found.push(map);
            }
            graph.into_iter().chain(inner).for_each(|value| collect(value, depth + 1, found));
        }
        _ => {}
    }
}

/// The text of a property: a string, a number, an object's name or value, or the first of several.
pub(super) fn text(map: &Map<String, Value>, key: &str) -> Option<String> {
    text_of(map.get(key)?)
}

pub(super) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => values.iter().find_map(text_of),
        Value::Object(map) => ["name", "@value", "url"].iter().find_map(|key| text_of(map.get(*key)?)),
        Value::Null | Value::Bool(_) => None,
    }
}
