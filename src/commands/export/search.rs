//! The search of a copy: a form, the practices as a script (browsers load no other data from `file://`), and the script that
//! finds among them.

use anyhow::Context;
use i18n_embed_fl::fl;
use serde_json::{Value, json};

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

/// The practices as the script wants them, made from the list's own JSON.
pub fn data(lang: Lang, list: &[u8]) -> anyhow::Result<String> {
    let list: Value = serde_json::from_slice(list).context("the list is no JSON")?;
    let practices: Vec<Value> = list["practices"].as_array().into_iter().flatten().map(practice).collect();
    let t = text::phrases(lang);
    // The number is put in place of the sample's.
    let sample = |n: usize| fl!(t, "site-total", n = n);
    let data = json!({
        "lang": lang.tag(),
        "totals": { "none": sample(0), "one": sample(1).replace('1', "#"), "other": sample(2).replace('2', "#") },
        "none": [fl!(t, "site-none-found"), fl!(t, "site-none-found-advice")],
        "practices": practices,
    });
    Ok(format!("globalThis.commons = {data};\n"))
}

fn practice(it: &Value) -> Value {
    let names = |list: &Value, key: &str| -> Vec<String> {
        let all = list.as_array().into_iter().flatten();
        all.filter_map(|item| item[key].as_str()).filter(|name| !name.is_empty()).map(str::to_owned).collect()
    };
    let slug = it["url"].as_str().unwrap_or_default().rsplit('/').next().unwrap_or_default();
    let summary = it["texts"].as_array().into_iter().flatten().find(|part| part["name"] == "summary");
    let summary = summary.and_then(|part| part["markdown"].as_str()).unwrap_or_default();
    let statement = it["statement"].as_str().filter(|statement| !statement.is_empty());
    json!({
        "file": format!("practices/{slug}.html"),
        "title": it["title"],
        "language": it["language"],
        "text": statement.map_or_else(|| crate::press::excerpt(summary), str::to_owned),
        "words": crate::press::excerpt(summary),
        "cities": names(&it["cities"], "name"),
        "city": names(&it["cities"], "slug"),
        "countries": names(&it["cities"], "country_name"),
        "country": names(&it["cities"], "country"),
        "topics": names(&it["topics"], "name"),
        "topic": names(&it["topics"], "slug"),
        "when": it["period"]["shown"],
        "years": [it["period"]["first_year"], it["period"]["last_year"]],
    })
}
