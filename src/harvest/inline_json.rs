//! The data a page carries for its own scripts: elements of a JSON type, and values given to a name of the window, as
//! frameworks keep the state a page starts from.

use std::sync::LazyLock;

use regex::Regex;
use scraper::Selector;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::{data, page::Page};
use crate::domain::reading::FetchFault;

/// Documents of one page.
const MOST: usize = 20;

static ASSIGNED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:window|self|globalThis)\s*(?:\.\s*[A-Za-z_$][\w$]*|\[\s*['\x22][^'\x22]{1,80}['\x22]\s*\])\s*=\s*[{\[]",
    )
    .expect("a pattern of ours")
});

/// Everything of the kind, in the page's order; what is broken is left out. schema.org's data is not meant for scripts and
/// is not among it.
///
/// # Errors
/// The page is made to break parsers.
pub(super) fn documents(text: &str) -> Result<Vec<Value>, FetchFault> {
    let page = Page::parse(text)?;
    let selector = Selector::parse("script").expect("a selector of ours");
    let mut documents = Vec::new();
    for script in page.select(page.root(), &selector)? {
        let stated = script.attr("type").unwrap_or_default().trim().to_ascii_lowercase();
        let text: String = script.text().collect();
        if stated.starts_with("application/json") {
            documents.extend(data::json::parse(&text).ok());
        } else if stated.is_empty() || stated == "module" || stated.contains("javascript") {
            for found in ASSIGNED.find_iter(&text).take(MOST) {
                documents.extend(value_at(&text[found.end() - 1..]));
            }
        }
        if documents.len() >= MOST {
            break;
        }
    }
    Ok(documents)
}

/// The value a script's text begins with.
fn value_at(text: &str) -> Option<Value> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    values.next()?.ok()?;
    data::json::parse(&text[..values.byte_offset()]).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn data_is_found_in_elements_of_its_type_and_in_assignments() {
        let page = r#"<script type="application/ld+json">{"@type": "Event"}</script>
            <script id="__NEXT_DATA__" type="application/json">{"a": 1}</script>
            <script>window.__STATE__ = {"b": [2, "};"]}; window['c'] = [3]; window.d = {e: 4}; var f = {"g": 5}</script>
            <script type="text/template">window.x = {"h": 6}</script>"#;
        assert_eq!(documents(page).unwrap(), [json!({"a": 1}), json!({"b": [2, "};"]}), json!([3])]);
    }
}
