//! The search of a copy: a form, the practices as a script (browsers load no other data from `file://`), and the script that
//! finds among them. All texts of all languages are searched; whatever a link of the site narrows by is understood.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use i18n_embed_fl::fl;
use serde_json::{Value, json};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::rewrite::text as escaped;
use crate::{
    domain::{CleanText, Facet, Lang},
    text,
};

pub const SCRIPT: &str = include_str!("search.js");
pub const SCRIPT_FILE: &str = "search.js";

/// Chosen from in the form; years have fields of their own.
const CHOSEN: [Facet; 5] = [Facet::Topic, Facet::Country, Facet::City, Facet::Collection, Facet::Language];

pub fn data_file(lang: Lang) -> String {
    format!("{lang}/practices-data.js")
}

/// What the site's own files say: all that the search of a copy is made from.
pub struct Told {
    /// The list in one language.
    list: Value,
    /// The full data set: each practice in all its languages.
    whole: Value,
    /// What practices can be filtered by, as the site names and counts it.
    facets: Value,
}

impl Told {
    pub fn read(list: &[u8], whole: &[u8], facets: &[u8]) -> anyhow::Result<Self> {
        let read =
            |bytes: &[u8], what: &str| serde_json::from_slice(bytes).with_context(|| format!("{what} is no JSON"));
        Ok(Self {
            list: read(list, "the list")?,
            whole: read(whole, "the data set")?,
            facets: read(facets, "the counts")?,
        })
    }

    /// Value and name of what at least one practice has.
    fn choices(&self, facet: Facet) -> Vec<(String, String)> {
        let of_facet = items(&self.facets["facets"]).find(|it| it["name"] == facet.name());
        let values = of_facet.map(|it| items(&it["values"])).into_iter().flatten();
        let said = |it: &Value, key: &str| it[key].as_str().unwrap_or_default().to_owned();
        values.filter(|it| it["count"].as_u64() > Some(0)).map(|it| (said(it, "value"), said(it, "name"))).collect()
    }

    /// What stands in the place of the filters: plain fields, sent to the list's own file.
    pub fn form(&self, lang: Lang) -> String {
        let t = text::phrases(lang);
        let select = |name: &str, label: &str, any: &str, choices: &[(String, String)]| {
            let any = escaped(any);
            let option = |(value, name): &(String, String)| {
                format!("<option value=\"{}\">{}</option>", escaped(value), escaped(name))
            };
            let options: String = choices.iter().map(option).collect();
            format!(
                "<p><label for=\"{name}\">{}</label> <select id=\"{name}\" name=\"{name}\"><option value=\"\">{any}</option>{options}</select></p>\n",
                escaped(label)
            )
        };
        let label = |facet: Facet| match facet {
            Facet::Topic => fl!(t, "site-filter-topic"),
            Facet::Country => fl!(t, "site-filter-country"),
            Facet::City => fl!(t, "site-filter-city"),
            Facet::Year => fl!(t, "site-filter-year"),
            Facet::Collection => fl!(t, "site-filter-collection"),
            Facet::Language => fl!(t, "site-filter-language"),
        };
        // In French "any" follows the gender of what is chosen.
        let any = |facet: Facet| match facet {
            Facet::Topic | Facet::Collection => fl!(t, "site-filter-any-topic"),
            Facet::Country => fl!(t, "site-filter-any-country"),
            Facet::City | Facet::Year | Facet::Language => fl!(t, "site-filter-any"),
        };
        let mut form = String::new();
        for facet in CHOSEN {
            let mut choices = self.choices(facet);
            text::sort_by_name(lang, &mut choices, |(_, name)| name.clone());
            form.push_str(&select(facet.name(), &label(facet), &any(facet), &choices));
        }
        let mut years = self.choices(Facet::Year);
        years.sort();
        let (from, to) = (fl!(t, "site-filter-from"), fl!(t, "site-filter-to"));
        let any = any(Facet::Year);
        let years = [select("from", &from, &any, &years), select("to", &to, &any, &years)].concat();
        let (year, no_script) = (escaped(&label(Facet::Year)), escaped(&fl!(t, "export-no-script")));
        let apply = escaped(&fl!(t, "site-filter-apply"));
        format!(
            "{form}<fieldset><legend>{year}</legend>\n{years}</fieldset>\n<noscript><p>{no_script}</p></noscript>\n<button class=\"button\">{apply}</button>"
        )
    }

    /// The practices as the script wants them.
    pub fn data(&self, lang: Lang) -> String {
        let whole: BTreeMap<&str, &Value> =
            items(&self.whole["practices"]).filter_map(|it| Some((it["id"].as_str()?, it))).collect();
        let practices: Vec<Value> = items(&self.list["practices"])
            .map(|it| practice(it, it["id"].as_str().and_then(|id| whole.get(id).copied()).unwrap_or(it)))
            .collect();
        let t = text::phrases(lang);
        // The number is put in place of the sample's.
        let sample = |n: usize| fl!(t, "site-total", n = n);
        let data = json!({
            "lang": lang.tag(),
            "totals": { "none": sample(0), "one": sample(1).replace('1', "#"), "other": sample(2).replace('2', "#") },
            "none": [fl!(t, "site-none-found"), fl!(t, "site-none-found-advice")],
            "remove": fl!(t, "site-chip-remove"),
            "clear": fl!(t, "site-filter-clear"),
            "practices": practices,
        });
        format!("globalThis.commons = {data};\n")
    }
}

fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

/// `it` in the language of the page, `whole` in all.
fn practice(it: &Value, whole: &Value) -> Value {
    let names = |list: &Value, key: &str| -> Vec<String> {
        items(list).filter_map(|item| item[key].as_str()).filter(|name| !name.is_empty()).map(str::to_owned).collect()
    };
    let slug = it["url"].as_str().unwrap_or_default().rsplit('/').next().unwrap_or_default();
    let summary = items(&it["texts"]).find(|part| part["name"] == "summary");
    let summary = summary.and_then(|part| part["markdown"].as_str()).unwrap_or_default();
    let statement = it["statement"].as_str().filter(|statement| !statement.is_empty());
    let (mut titles, mut words) = (BTreeSet::new(), BTreeSet::new());
    for version in [it].into_iter().chain(items(&whole["versions"])) {
        add(&mut titles, version["title"].as_str().unwrap_or_default());
        add(&mut words, version["statement"].as_str().unwrap_or_default());
        for part in items(&version["texts"]) {
            add(&mut words, &CleanText::from_markdown(part["markdown"].as_str().unwrap_or_default()).plain());
        }
    }
    for told in [it, whole] {
        for name in
            [names(&told["cities"], "name"), names(&told["cities"], "country_name"), names(&told["topics"], "name")]
        {
            add(&mut words, &name.join(" "));
        }
    }
    let spoken =
        it["original_language"].as_str().into_iter().chain(items(&it["translations"]).filter_map(Value::as_str));
    // Filters know the language, not its script or country.
    let spoken: BTreeSet<&str> = spoken.filter_map(|tag| tag.split('-').next()).collect();
    json!({
        "file": format!("practices/{slug}.html"),
        "title": it["title"],
        "in": it["language"],
        "text": statement.map_or_else(|| crate::press::excerpt(summary), str::to_owned),
        "titles": joined(&titles),
        "words": joined(&words),
        "cities": names(&it["cities"], "name"),
        "countries": names(&it["cities"], "country_name"),
        "city": names(&it["cities"], "slug"),
        "country": names(&it["cities"], "country"),
        "topic": names(&it["topics"], "slug"),
        "collection": names(&it["collections"], "slug"),
        "language": spoken,
        "when": it["period"]["shown"],
        "years": [it["period"]["first_year"], it["period"]["last_year"]],
    })
}

/// The words of a text, folded as the script folds what is asked for.
fn add(words: &mut BTreeSet<String>, text: &str) {
    let folded: String = text.nfkd().filter(|letter| !is_combining_mark(*letter)).collect::<String>().to_lowercase();
    words.extend(
        folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned),
    );
}

/// With a blank before each, where a word begins.
fn joined(words: &BTreeSet<String>) -> String {
    words.iter().flat_map(|word| [" ", word.as_str()]).collect()
}
