//! Places in data: JSON Pointers (RFC 6901), which begin with a slash, and JSON paths (RFC 9535), which begin with `$`.

use serde_json::Value;
use serde_json_path::JsonPath;

/// Values found at one place beyond these are not looked at.
const MOST_VALUES: usize = 2_000;

pub(in crate::harvest) enum Path {
    /// All of it: an empty path.
    Whole,
    Pointer(String),
    Query(JsonPath),
}

impl Path {
    /// # Errors
    /// What is wrong with the path, in the library's words.
    pub(in crate::harvest) fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.is_empty() {
            Ok(Self::Whole)
        } else if text.starts_with('$') {
            JsonPath::parse(text).map(Self::Query).map_err(|fault| fault.to_string())
        } else if text.starts_with('/') && has_whole_escapes(text) {
            Ok(Self::Pointer(text.to_owned()))
        } else {
            Err("/… | $…".to_owned())
        }
    }

    /// The values there, lists taken apart: a list is where many are.
    pub(in crate::harvest) fn find<'a>(&self, value: &'a Value) -> Vec<&'a Value> {
        let found: Vec<&Value> = match self {
            Self::Whole => vec![value],
            Self::Pointer(pointer) => value.pointer(pointer).into_iter().collect(),
            Self::Query(query) => query.query(value).into_iter().take(MOST_VALUES).collect(),
        };
        found.into_iter().flat_map(spread).take(MOST_VALUES).collect()
    }
}

impl Path {
    /// Where the first value stands, as a JSON Pointer.
    pub(in crate::harvest) fn place(&self, value: &Value) -> String {
        match self {
            Self::Whole => String::new(),
            Self::Pointer(pointer) => pointer.clone(),
            Self::Query(query) => query
                .query_located(value)
                .iter()
                .next()
                .map(|found| found.location().to_json_pointer())
                .unwrap_or_default(),
        }
    }
}

/// The entries of a list, or the value itself.
pub(super) fn spread(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(values) => values.iter().collect(),
        Value::Null => Vec::new(),
        value => vec![value],
    }
}

/// A tilde is followed by nought or one (RFC 6901, 3).
fn has_whole_escapes(pointer: &str) -> bool {
    pointer.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn pointers_and_paths_find_what_they_name() {
        let value = json!({"a/b": {"c": [1, 2]}, "d": [{"e": "x"}, {"e": "y", "f": true}], "n": null});
        let find = |path: &str| Path::parse(path).unwrap().find(&value).into_iter().cloned().collect::<Vec<_>>();
        assert_eq!(find("/a~1b/c"), [json!(1), json!(2)]);
        assert_eq!(find("/d/1/e"), [json!("y")]);
        assert_eq!(find("$.d[*].e"), [json!("x"), json!("y")]);
        assert_eq!(find("$.d[?@.f].e"), [json!("y")]);
        assert_eq!(Path::parse("$.d[?@.f].e").unwrap().place(&value), "/d/1/e");
        assert_eq!(find(""), std::slice::from_ref(&value));
        assert!(find("/nowhere").is_empty() && find("/n").is_empty());
        for wrong in ["a.b", "/a~2", "$.[", "$..", "~"] {
            assert!(Path::parse(wrong).is_err(), "{wrong}");
        }
    }
}
