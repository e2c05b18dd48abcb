//! Feeds of a conformance set, and real ones against what another reader finds in them.

use std::{collections::BTreeMap, fs, io, path::Path};

use encoding_rs::Encoding;
use serde::Deserialize;
use serde_json::Value;
use url::Url;

use super::{Score, feed_view::view, lines};
use crate::harvest::{charset, feed::parse, page::Page, prose};

#[derive(Deserialize)]
struct Case {
    file: String,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    checks: Vec<(Vec<Value>, Value)>,
}

#[derive(Deserialize)]
struct Reference {
    file: String,
    bozo: bool,
    entries: Vec<Value>,
}

/// Read or refused by name; of the checks those that hold; of the real feeds those with as many entries.
pub(super) fn scores(folder: &Path) -> io::Result<Vec<Score>> {
    let mut read = Score::new("feeds: conformance files read", 0.99);
    let mut checks = Score::new("feeds: conformance checks", 0.80);
    let mut content = Score::new("feeds: conformance checks of content alone", 0.80);
    for case in lines::<Case>(&folder.join("conformance.jsonl"))? {
        let bytes = fs::read(folder.join("conformance").join(&case.file))?;
        let stated = case.headers.get("content-type").map(String::as_str);
        let text = charset::decode(&bytes, stated, None);
        let parsed = parse(&text, &address());
        read.count(parsed.is_ok(), || format!("{}: {:?}", case.file, parsed.as_ref().err()));
        let seen = parsed.map(|feed| view(&feed, charset::encoding_of(&bytes, stated).name())).unwrap_or_default();
        for (path, expected) in &case.checks {
            let found = at(&seen, path);
            // That a file is well-formed XML is easily said: what it holds is counted for itself as well.
            if !matches!(path.first().and_then(Value::as_str), Some("bozo" | "encoding")) {
                content.count(same(&found, expected), String::new);
            }
            checks.count(same(&found, expected), || format!("{} {path:?}: {expected} but {found}", case.file));
        }
    }
    let mut counts = Score::new("feeds: real ones with as many entries as another reader finds", 0.95);
    for case in lines::<Reference>(&folder.join("reference.jsonl"))? {
        // What the other reader itself calls broken has no right answer.
        if case.bozo || case.entries.is_empty() {
            continue;
        }
        let text = charset::decode(&fs::read(folder.join(&case.file))?, None, None);
        let found = parse(&text, &address()).map(|feed| feed.entries.len());
        counts.count(found.as_ref().ok() == Some(&case.entries.len()), || {
            format!("{}: {} but {found:?}", case.file, case.entries.len())
        });
    }
    Ok(vec![read, checks, content, counts])
}

/// The set's own older names for things.
fn name(key: &str, in_entry: bool) -> &str {
    match key {
        "guid" => "id",
        "description" if in_entry => "summary",
        "description" | "tagline" | "info" => "subtitle",
        "description_detail" if in_entry => "summary_detail",
        "description_detail" | "tagline_detail" | "info_detail" => "subtitle_detail",
        "copyright" => "rights",
        "copyright_detail" => "rights_detail",
        "url" => "href",
        "modified" => "updated",
        "modified_parsed" => "updated_parsed",
        "issued" => "published",
        "issued_parsed" => "published_parsed",
        key => key,
    }
}

fn at(seen: &Value, path: &[Value]) -> Value {
    let in_entry = path.first().and_then(Value::as_str) == Some("entries");
    let mut place = seen;
    for (depth, step) in path.iter().enumerate() {
        let next = match step {
            Value::String(key) if key == "length()" => return place.as_array().map(Vec::len).into(),
            // Only the fields of a feed or entry have older names for themselves.
            Value::String(key) => {
                let renamed = if depth <= 2 || key == "url" { name(key, in_entry) } else { key };
                place.get(renamed).or_else(|| place.get(key))
            }
            step => step.as_u64().and_then(|index| place.get(usize::try_from(index).ok()?)),
        };
        let Some(next) = next else { return Value::Null };
        place = next;
    }
    place.clone()
}

/// Where the set's files would have come from.
fn address() -> Url {
    Url::parse("http://127.0.0.1:8097/").expect("an address of ours")
}

/// Numbers may be texts and an object may have more than is asked for. Texts are compared as a draft would hold them, as
/// Markdown without what could act: which tags and attributes are left in cleaned HTML is another reader's policy.
fn same(found: &Value, expected: &Value) -> bool {
    match (found, expected) {
        (Value::String(found), Value::String(expected)) => {
            found.trim() == expected.trim() || same_encoding(found, expected) || plain(found) == plain(expected)
        }
        (Value::Number(found), Value::String(expected)) => found.to_string() == *expected,
        (Value::String(found), Value::Number(expected)) => *found == expected.to_string(),
        (Value::Bool(found), Value::Number(expected)) => Some(u64::from(*found)) == expected.as_u64(),
        (Value::Null, Value::String(expected)) => expected.is_empty(),
        (Value::Object(found), Value::Object(expected)) => expected.iter().all(|(key, value)| {
            same(found.get(name(key, false)).or_else(|| found.get(key)).unwrap_or(&Value::Null), value)
        }),
        (found, expected) => found == expected,
    }
}

/// Two names of one encoding (WHATWG Encoding, 4.2).
fn same_encoding(found: &str, expected: &str) -> bool {
    let encoding = |label: &str| Encoding::for_label(label.as_bytes());
    encoding(expected).is_some() && encoding(found) == encoding(expected)
}

fn plain(html: &str) -> Option<String> {
    let page = Page::parse(html).ok()?;
    Some(prose::markdown(page.root(), &address()).text)
}
