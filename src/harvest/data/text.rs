//! Values become the texts of fields. A string may hold HTML or plain text, and nothing says which: what has tags or
//! character references is read as HTML, the rest as it stands.

use serde_json::Value;
use url::Url;

use super::path::spread;
use crate::{
    domain::{field::Limit, reading::FetchFault},
    harvest::{
        page::Page,
        prose::{self, Found},
        scope::Shape,
    },
};

/// Where an object keeps its words: JSON-LD, `WordPress` and most other interfaces.
const WORDS: [&str; 7] = ["@value", "rendered", "value", "name", "title", "label", "text"];
const ADDRESSES: [&str; 5] = ["url", "href", "link", "@id", "id"];

/// The text of a field, of several values.
pub(super) fn shaped(values: &[&Value], shape: Shape, base: &Url, language: Option<&str>) -> Result<Found, FetchFault> {
    let mut all = Found::default();
    for value in values {
        let found = match shape {
            Shape::Prose => prose_of(value, base, language)?,
            Shape::Links => Found { text: link_of(value, base, language)?, ..Found::default() },
            Shape::Line | Shape::Lines => Found { text: line_of(value, language)?, ..Found::default() },
        };
        if found.text.is_empty() {
            continue;
        }
        if !all.text.is_empty() {
            all.text.push_str(if shape == Shape::Prose { "\n\n" } else { "\n" });
        }
        all.text.push_str(&found.text);
        (all.hidden, all.cut) = (all.hidden || found.hidden, all.cut || found.cut);
        if shape == Shape::Line || all.text.len() > Limit::BYTES {
            break;
        }
    }
    if all.text.len() > Limit::BYTES {
        all.text.truncate(all.text.floor_char_boundary(Limit::BYTES));
        all.cut = true;
    }
    Ok(all)
}

/// The words of a value: itself, or what an object keeps them under, the wanted language first.
pub(super) fn words(value: &Value, language: Option<&str>) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(_) => spread(value).first().and_then(|first| words(first, language)),
        Value::Object(object) => {
            let own = WORDS.iter().find_map(|key| object.get(*key)).or_else(|| object.get(language?));
            // A text in several languages, `{"en": …, "fr": …}`.
            let by_language = || {
                let is_tag = |key: &String| (2..=5).contains(&key.len()) && key.is_ascii();
                object.iter().find(|(key, value)| is_tag(key) && value.is_string()).map(|(_, value)| value)
            };
            own.or_else(by_language).filter(|inner| !inner.is_object()).and_then(|inner| words(inner, language))
        }
        Value::Null | Value::Bool(_) => None,
    }
}

fn prose_of(value: &Value, base: &Url, language: Option<&str>) -> Result<Found, FetchFault> {
    let Some(text) = words(value, language) else { return Ok(Found::default()) };
    Ok(prose::markdown(Page::parse(&html_of(&text))?.root(), base))
}

fn line_of(value: &Value, language: Option<&str>) -> Result<String, FetchFault> {
    let Some(text) = words(value, language) else { return Ok(String::new()) };
    let text = if is_html(&text) { prose::lines(Page::parse(&text)?.root()).text } else { text };
    Ok(prose::collapse(&text))
}

fn link_of(value: &Value, base: &Url, language: Option<&str>) -> Result<String, FetchFault> {
    let address = match value {
        Value::String(text) => Some(text.as_str()),
        Value::Object(object) => ADDRESSES.iter().find_map(|key| object.get(*key)).and_then(Value::as_str),
        _ => None,
    };
    let Some(url) = address.and_then(|text| prose::link(base, text)).filter(|url| url.starts_with("http")) else {
        return Ok(String::new());
    };
    let title = if value.is_object() { line_of(value, language)?.replace('|', " ") } else { String::new() };
    Ok(if title.is_empty() || title == url { url } else { format!("{title} | {url}") })
}

fn is_html(text: &str) -> bool {
    let after = |mark: char, is: fn(char) -> bool| text.split(mark).skip(1).any(|rest| rest.starts_with(is));
    after('<', |c| c.is_ascii_alphabetic() || matches!(c, '/' | '!'))
        || text.split('&').skip(1).any(|rest| {
            let name = rest.split(';').next().unwrap_or_default();
            rest.len() > name.len()
                && (1..=31).contains(&name.len())
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#')
        })
}

/// Plain text as HTML: an empty line parts paragraphs.
fn html_of(text: &str) -> String {
    if is_html(text) {
        return text.to_owned();
    }
    let escaped = text.replace("\r\n", "\n").replace('&', "&amp;").replace('<', "&lt;");
    let paragraphs =
        escaped.split("\n\n").map(|paragraph| format!("<p>{}</p>", paragraph.trim().replace('\n', "<br>")));
    paragraphs.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[expect(clippy::needless_pass_by_value, reason = "values are made where they are given")]
    fn text(value: Value, shape: Shape) -> String {
        let base = Url::parse("https://a.example/api/").unwrap();
        shaped(&spread(&value), shape, &base, Some("fr")).unwrap().text
    }

    #[test]
    fn strings_are_read_as_what_they_look_like() {
        assert_eq!(text(json!("<p>They <b>meet</b> weekly.</p>"), Shape::Prose), "They **meet** weekly.");
        assert_eq!(text(json!("5 < 6 & 7\n\nNext"), Shape::Prose), "5 < 6 & 7\n\nNext");
        assert_eq!(text(json!("Caf&eacute; &#8217;s"), Shape::Line), "Café ’s");
        assert_eq!(text(json!("<script>alert(1)</script>x"), Shape::Line), "x");
    }

    #[test]
    fn objects_give_their_words_and_lists_a_line_each() {
        assert_eq!(text(json!({"rendered": "One"}), Shape::Line), "One");
        assert_eq!(text(json!({"en": "One", "fr": "Un"}), Shape::Line), "Un");
        assert_eq!(text(json!({"de": "Eins", "it": "Uno"}), Shape::Line), "Eins");
        assert_eq!(text(json!(["Gent", {"name": "Łódź"}, null, 7, false]), Shape::Lines), "Gent\nŁódź\n7");
        assert_eq!(text(json!({"name": {"name": {"name": "deep"}}}), Shape::Line), "");
    }

    #[test]
    fn links_are_absolute_and_plain() {
        let links =
            json!(["/x", {"name": "A | B", "url": "https://b.example/"}, "javascript:alert(1)", {"name": "none"}]);
        assert_eq!(text(links, Shape::Links), "https://a.example/x\nA   B | https://b.example/");
    }
}
