//! How well rules do that were written for another program (postlight/parser): each page comes with its own, which are put
//! in ours. Must not know a page: what is said here holds for every rule of that program.
//!
//! That program calls `property` and `content` of a `meta` element `name` and `value`, takes "by" off an author's name, and
//! names a format for dates that no machine form tells.

use std::{collections::BTreeMap, io, path::Path};

use serde_json::Value;
use url::Url;

use super::{
    Row, Sample,
    measure::Tally,
    selected::{compile, read, sampled},
};
use crate::{
    domain::{
        CleanText, Field, Timestamp,
        fold::name_key,
        source::{FieldRule, Part},
    },
    harvest::{extract::Extract, moment::read_moment},
};

const SET: &str = "pages by another program's rules";

/// How far a day may lie beside the one stated: pages say the hour where they are, the set in UTC.
const ZONES: i64 = 14 * 3_600 * 1_000_000;

/// Reads each page by its own rules: a row a field, and one for all.
pub(super) fn rows(folder: &Path, sample: &Sample) -> io::Result<Vec<Row>> {
    let mut tallies: BTreeMap<&'static str, Tally> = BTreeMap::new();
    let mut all = Tally::default();
    for case in sampled(folder, sample)? {
        let rules = |name: &str| others(&case.truth.stated, name);
        let by = r"(?im)^\s*(?:(?:posted|written)\s+)?(?:by\s*:?\s+)?(.*\S)\s*$";
        let fields = [
            (Field::Title, rules("title")),
            (Field::Lead, with_pattern(rules("author"), by)),
            (Field::Statement, rules("dek")),
            (Field::Links, rules("lead_image_url")),
            (Field::Process, rules("content")),
        ];
        let fields: BTreeMap<_, _> = fields.into_iter().filter(|(_, rules)| !rules.is_empty()).collect();
        let published = match format_of(&case.truth.stated) {
            Some(format) => with_pattern(rules("date_published"), &format),
            None => rules("date_published"),
        };
        // Rules that no parser of ours reads are missed, not left out.
        let is_asked = |name: &str| !selectors_of(&case.truth.stated, name).is_empty();
        let asked = [
            ("title", is_asked("title")),
            ("author", is_asked("author")),
            ("dek", is_asked("dek")),
            ("lead_image_url", is_asked("lead_image_url")),
            ("first_words", is_asked("content")),
            ("date_published", is_asked("date_published")),
        ];
        let compiled = compile(fields, published)?;
        let found = read(&compiled, &case.text()?, &case.url);
        for (name, _) in asked.into_iter().filter(|(_, is_asked)| *is_asked) {
            let Some(wanted) =
                case.truth.stated.get("expect").and_then(|expect| expect.get(name)).and_then(Value::as_str)
            else {
                continue;
            };
            let (said, right) = is_as_expected(name, wanted, &found);
            for tally in [tallies.entry(name).or_default(), &mut all] {
                tally.is(right, &case.truth, wanted, &said);
            }
        }
    }
    let rows = tallies.into_iter().map(|(name, tally)| Row::of_field(SET, name, None, tally));
    let mut rows: Vec<Row> = rows.collect();
    // Its misses are listed by field.
    rows.push(Row { misses: Vec::new(), ..Row::of_field(SET, "all fields", Some(0.95), all) });
    Ok(rows)
}

fn is_as_expected(name: &str, wanted: &str, found: &Extract) -> (String, bool) {
    let draft = &found.draft;
    match name {
        "date_published" => {
            let said = found.published.clone().unwrap_or_default();
            let micros =
                |moment: Option<Timestamp>| moment.map(|moment| moment.to_utc().unix_timestamp_nanos() / 1_000);
            let near = micros(read_moment(&said)).zip(micros(read_moment(wanted)));
            let is_near = near.is_some_and(|(one, other)| {
                (one - other).abs() <= i128::from(ZONES)
                    || one.div_euclid(86_400_000_000) == other.div_euclid(86_400_000_000)
            });
            (said, is_near)
        }
        "first_words" => {
            let plain = CleanText::from_markdown(draft.get(Field::Process)).plain();
            let (wanted, all) = (letters(wanted), letters(&plain));
            (plain.chars().take(120).collect(), !wanted.is_empty() && all.contains(&wanted))
        }
        "lead_image_url" => {
            let said = draft.get(Field::Links).lines().next().unwrap_or_default().to_owned();
            let same = Url::parse(&said).ok().zip(Url::parse(wanted).ok()).is_some_and(|(one, other)| one == other);
            (said, same)
        }
        _ => {
            let field = match name {
                "title" => Field::Title,
                "author" => Field::Lead,
                _ => Field::Statement,
            };
            let said = draft.get(field).to_owned();
            let right = letters(&said) == letters(wanted);
            (said, right)
        }
    }
}

/// A text's letters and figures alone: both programs put blanks and signs where the other does not.
fn letters(text: &str) -> String {
    let page = scraper::Html::parse_fragment(text);
    let text: String = page.root_element().text().collect();
    name_key(&text).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// Another program's selectors of one field, in their order, those that are CSS.
fn others(stated: &BTreeMap<String, Value>, name: &str) -> Vec<FieldRule> {
    let is_css = |rule: &FieldRule| match rule {
        FieldRule::Select { select, .. } => scraper::Selector::parse(select).is_ok(),
        _ => true,
    };
    let selectors = selectors_of(stated, name);
    selectors.into_iter().flat_map(|selector| other(selector, name == "content")).filter(is_css).collect()
}

/// The day in that program's format for a page's dates, as a pattern: what else the element says is not part of it.
fn format_of(stated: &BTreeMap<String, Value>) -> Option<String> {
    const MARKS: [(&str, &str); 7] = [
        ("YYYY", r"\d{4}"),
        ("MMMM", r"\p{L}+\.?"),
        ("MMM", r"\p{L}+\.?"),
        ("MM", r"\d{1,2}"),
        ("DD", r"\d{1,2}"),
        ("D", r"\d{1,2}"),
        (" ", r"\s+"),
    ];
    let format = stated.get("rules")?.get("date_published")?.get("format")?.as_str()?;
    // The hour may stand before the year; of the rest only the day is compared.
    let mut rest = format.split_inclusive("YYYY").next().filter(|day| day.ends_with("YYYY")).unwrap_or(format);
    if format.starts_with("YYYY") {
        rest = format.split(['|', ' ', 'T']).next().unwrap_or(format);
    }
    let mut pattern = String::new();
    while let Some(letter) = rest.chars().next() {
        let mark = MARKS.iter().find(|(mark, _)| rest.starts_with(mark));
        match mark {
            Some((mark, of)) => {
                pattern.push_str(of);
                rest = &rest[mark.len()..];
            }
            // The rest of a format's marks stand for what no pattern of ours needs to know.
            None if letter.is_alphabetic() => return None,
            None => {
                // moment.js reads past signs, and days that are written with letters behind them.
                pattern.push_str(if letter == ',' { r"(?:\p{L}{2})?,?" } else { r"\D" });
                rest = &rest[letter.len_utf8()..];
            }
        }
    }
    Some(format!("({pattern})"))
}

fn selectors_of<'a>(stated: &'a BTreeMap<String, Value>, name: &str) -> Vec<&'a Value> {
    let rules = stated.get("rules").and_then(|rules| rules.get(name)?.get("selectors")?.as_array());
    rules.into_iter().flatten().filter(|selector| !selector.is_null()).collect()
}

/// That program reads pages whose `meta` elements it has rewritten, `property` to `name` and `content` to `value`, and the
/// set keeps most of them so: each rule is asked of the page as it stands first, then in the words of HTML.
fn other(selector: &Value, is_many: bool) -> Vec<FieldRule> {
    let of = |select: &str, attribute: Option<&str>| FieldRule::Select {
        select: with_property(select),
        attribute: attribute.map(str::to_owned),
        pattern: None,
        from: Part::Page,
    };
    match selector {
        Value::String(select) => vec![of(select, None)],
        // The parts of a text, each by its own selector.
        Value::Array(parts) if is_many => {
            let parts: Vec<&str> = parts.iter().filter_map(Value::as_str).collect();
            vec![of(&parts.join(", "), None)]
        }
        Value::Array(parts) => match (parts.first().and_then(Value::as_str), parts.get(1).and_then(Value::as_str)) {
            (Some(select), Some("value")) if select.contains("meta") => {
                vec![of(select, Some("value")), of(select, Some("content"))]
            }
            (Some(select), attribute) => vec![of(select, attribute)],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// `meta[name="og:title"]` is also `meta[property="og:title"]`.
fn with_property(select: &str) -> String {
    if select.contains("meta[name") {
        format!("{select}, {}", select.replace("meta[name", "meta[property"))
    } else {
        select.to_owned()
    }
}

fn with_pattern(rules: Vec<FieldRule>, by: &str) -> Vec<FieldRule> {
    let rules = rules.into_iter().map(|rule| match rule {
        FieldRule::Select { select, attribute, from, .. } => {
            FieldRule::Select { select, attribute, pattern: Some(by.to_owned()), from }
        }
        other => other,
    });
    rules.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn formats_of_dates_become_patterns() {
        for (format, text, day) in [
            ("MMMM D, YYYY h:mm a", "By A. Writer December 16, 2016, 4:19 PM", Some("December 16, 2016")),
            ("MMMM D, YYYY", "Apr 27th, 2020", Some("Apr 27th, 2020")),
            ("D MMMM YYYY at hh:mm", "Written on 1 June 2019 at 08:34 PM EDT. 51 comments", Some("1 June 2019")),
            ("YYYY.MM.DD", "2019.03.08 News", Some("2019.03.08")),
            ("YYYY-MM-DD|HH[h]mm", "2017-03-13|19h18", Some("2017-03-13")),
            ("ddd MMM DD HH:mm:ss zz YYYY", "Mon Aug 03 12:45:00 EDT 2015", None),
        ] {
            let stated = BTreeMap::from([("rules".to_owned(), json!({ "date_published": { "format": format } }))]);
            let found = format_of(&stated).map(|pattern| {
                let pattern = regex::Regex::new(&pattern).unwrap();
                pattern.captures(text).map(|captures| captures[1].to_owned()).unwrap_or_default()
            });
            assert_eq!(found.as_deref(), day, "{format}");
        }
    }

    #[test]
    fn a_meta_element_is_asked_in_that_programs_words_and_in_those_of_html() {
        let rules = other(&json!(["meta[name=\"og:image\"]", "value"]), false);
        let attributes: Vec<_> = rules
            .iter()
            .map(|rule| match rule {
                FieldRule::Select { select, attribute, .. } => (select.as_str(), attribute.as_deref()),
                _ => ("", None),
            })
            .collect();
        let select = "meta[name=\"og:image\"], meta[property=\"og:image\"]";
        assert_eq!(attributes, [(select, Some("value")), (select, Some("content"))]);
    }
}
