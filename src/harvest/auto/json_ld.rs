//! JSON-LD as pages write it (schema.org's words): the objects of all blocks, flat, however they are nested or broken.

use serde_json::{Map, Value};

pub(super) use crate::harvest::json_ld::is_of;

/// Objects beyond these are not looked at.
const MOST_NODES: usize = 500;

/// Every object of a block, the outer before the inner, in the order of the block.
pub(super) fn nodes(text: &str) -> Vec<Map<String, Value>> {
    let mut found = Vec::new();
    if let Some(value) = parse(text) {
        collect(value, &mut found);
    }
    found
}

fn parse(text: &str) -> Option<Value> {
    let text = text.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let text = text.trim_end_matches("-->").trim_end_matches("]]>").trim_end_matches("//").trim().trim_end_matches(';');
    serde_json::from_str(text).ok().or_else(|| serde_json::from_str(&mended(text)).ok())
}

/// Raw line ends and tabs in strings, and commas before a closing bracket, are what breaks most blocks.
fn mended(text: &str) -> String {
    let mut mended = String::with_capacity(text.len());
    let (mut in_string, mut escaped) = (false, false);
    for letter in text.chars() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            '}' | ']' if !in_string => {
                let end = mended.trim_end().len();
                if mended[..end].ends_with(',') {
                    mended.truncate(end - 1);
                }
            }
            _ if in_string && letter.is_control() => {
                mended.push(' ');
                continue;
            }
            _ => {}
        }
        mended.push(letter);
    }
    mended
}

fn collect(value: Value, found: &mut Vec<Map<String, Value>>) {
    // The parser bounds the nesting (128), so recursion is safe.
    if found.len() >= MOST_NODES {
        return;
    }
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| collect(value, found)),
        Value::Object(mut map) => {
            let graph = map.remove("@graph");
            let inner: Vec<Value> =
                map.values().filter(|value| value.is_object() || value.is_array()).cloned().collect();
            if !map.is_empty() {
                found.push(map);
            }
            graph.into_iter().chain(inner).for_each(|value| collect(value, found));
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
