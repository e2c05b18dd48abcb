//! The search of a copy: a form, the practices as a script (browsers load no other data from `file://`), and the script that
//! finds among them.

use std::collections::{BTreeSet, HashMap};

use anyhow::Context;
use i18n_embed_fl::fl;
use serde_json::{Value, json};
use unicode_normalization::char::is_combining_mark;

use super::rewrite::text as escaped;
use crate::{
    domain::{Country, Lang, Topics},
    text,
};

pub const SCRIPT: &str = include_str!("search.js");
pub const SCRIPT_FILE: &str = "search.js";

pub fn data_file(lang: Lang) -> String {
    format!("{lang}/practices-data.js")
}

/// What stands in the place of the filters: plain fields, sent to the list's own file.
pub fn form(lang: Lang) -> String {
    let t = text::phrases(lang);
    let field = |name: &str, label: String, any: String, choices: Vec<(String, String)>| {
        let mut choices = choices;
        text::sort_by_name(lang, &mut choices, |(_, name)| name.clone());
        let option = |(value, name): &(String, String)| format!("<option value=\"{value}\">{}</option>", escaped(name));
        let options: String = choices.iter().map(option).collect();
        format!(
            "<p><label for=\"{name}\">{}</label> <select id=\"{name}\" name=\"{name}\"><option value=\"\">{}</option>{options}</select></p>\n",
            escaped(&label),
            escaped(&any)
        )
    };
    let topics = Topics::embedded();
    let topics = topics.all().filter(|topic| !topic.retired);
    let topics = topics.map(|topic| (topic.slug.to_string(), topic.name(lang).to_owned())).collect();
    let countries = Country::all().map(|country| (country.code().to_owned(), country.name(lang).to_owned())).collect();
    format!(
        "{}{}<noscript><p>{}</p></noscript>\n<button class=\"button\">{}</button>",
        field("topic", fl!(t, "site-filter-topic"), fl!(t, "site-filter-any-topic"), topics),
        field("country", fl!(t, "site-filter-country"), fl!(t, "site-filter-any-country"), countries),
        escaped(&fl!(t, "export-no-script")),
        escaped(&fl!(t, "site-filter-apply"))
    )
}

/// The practices of a language, from the list's own JSON.
pub struct List {
    lang: Lang,
    practices: Vec<Value>,
}

pub fn list(lang: Lang, json: &[u8]) -> anyhow::Result<List> {
    let mut list: Value = serde_json::from_slice(json).context("the list is no JSON")?;
    let practices = match list["practices"].take() {
        Value::Array(practices) => practices,
        _ => Vec::new(),
    };
    Ok(List { lang, practices })
}

/// The practices as the script wants them: told in one language, found by the words they have in any.
pub fn data(lang: Lang, lists: &[List]) -> String {
    let mut words: HashMap<&str, BTreeSet<String>> = HashMap::new();
    for list in lists {
        for it in &list.practices {
            words.entry(it["id"].as_str().unwrap_or_default()).or_default().extend(words_of(it));
        }
    }
    let told = lists.iter().filter(|list| list.lang == lang).flat_map(|list| &list.practices);
    let practices: Vec<Value> =
        told.map(|it| practice(it, words.get(it["id"].as_str().unwrap_or_default()).into_iter().flatten())).collect();
    let t = text::phrases(lang);
    // The number is put in place of the sample's.
    let sample = |n: usize| fl!(t, "site-total", n = n);
    let data = json!({
        "lang": lang.tag(),
        "totals": { "none": sample(0), "one": sample(1).replace('1', "#"), "other": sample(2).replace('2', "#") },
        "none": [fl!(t, "site-none-found"), fl!(t, "site-none-found-advice")],
        "practices": practices,
    });
    format!("globalThis.commons = {data};\n")
}

fn names(list: &Value, key: &str) -> Vec<String> {
    let all = list.as_array().into_iter().flatten();
    all.filter_map(|item| item[key].as_str()).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// Every word a practice is found by, once: those of its texts, and the other names of its topics.
fn words_of(it: &Value) -> BTreeSet<String> {
    let topics = Topics::embedded();
    let slugs = names(&it["topics"], "slug");
    let also = topics.all().filter(|topic| slugs.iter().any(|slug| slug == topic.slug.as_str()));
    let also = also.flat_map(|topic| topic.also.values().flatten());
    let mut texts = names(&it["texts"], "markdown");
    texts.extend(["title", "statement", "lead"].iter().filter_map(|key| it[key].as_str()).map(str::to_owned));
    texts.extend(it["partners"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned));
    texts.extend(names(&it["links"], "title"));
    texts.extend(names(&it["pictures"], "alt"));
    for key in ["name", "country_name"] {
        texts.extend(names(&it["cities"], key));
    }
    texts.extend(names(&it["topics"], "name"));
    texts.extend(also.cloned());
    let split = |text: &String| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c));
        words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    texts.iter().flat_map(split).collect()
}

fn practice<'a>(it: &Value, words: impl Iterator<Item = &'a String>) -> Value {
    let slug = it["url"].as_str().unwrap_or_default().rsplit('/').next().unwrap_or_default();
    let summary = it["texts"].as_array().into_iter().flatten().find(|part| part["name"] == "summary");
    let summary = summary.and_then(|part| part["markdown"].as_str()).unwrap_or_default();
    let statement = it["statement"].as_str().filter(|statement| !statement.is_empty());
    json!({
        "file": format!("practices/{slug}.html"),
        "title": it["title"],
        "language": it["language"],
        "text": statement.map_or_else(|| crate::press::excerpt(summary), str::to_owned),
        "words": words.map(String::as_str).collect::<Vec<_>>().join(" "),
        "cities": names(&it["cities"], "name"),
        "city": names(&it["cities"], "slug"),
        "countries": names(&it["cities"], "country_name"),
        "country": names(&it["cities"], "country"),
        "topics": names(&it["topics"], "name"),
        "topic": names(&it["topics"], "slug"),
        "when": it["period"]["shown"],
        "collection": names(&it["collections"], "slug"),
        "languages": languages(it),
        "years": [it["period"]["first_year"], it["period"]["last_year"]],
    })
}

/// Those it can be read in, as the filter knows them.
fn languages(it: &Value) -> BTreeSet<String> {
    let translations = it["translations"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let all = it["original_language"].as_str().into_iter().chain(translations);
    all.map(|tag| tag.split('-').next().unwrap_or(tag).to_owned()).collect()
}
