//! An answer of an unknown interface: where in it the practices stand, what its names mean, and how it goes on.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};
use url::Url;

use super::{
    super::{
        auto::{Meaning, meaning},
        json::USUAL,
    },
    paging::paging,
};
use crate::domain::{
    Field,
    source::{FieldRule, JsonRules},
};

/// How deep lists and texts are looked for, and what of a list is looked at.
const MOST_DEPTH: usize = 8;
const MOST_TEXT_DEPTH: usize = 3;
const MOST_ITEMS: usize = 40;
/// What weighs less is a menu.
const LEAST_WEIGHT: f64 = 12.0;
/// A text this long is a story, whatever it is called.
const STORY: usize = 80;

const TITLES: [&str; 16] = [
    "title", "name", "headline", "label", "heading", "titre", "titel", "titolo", "titulo", "título", "naslov", "naziv",
    "tytul", "nazwa", "nombre", "nome",
];
const SUMMARIES: [&str; 9] =
    ["excerpt", "summary", "abstract", "teaser", "lead", "intro", "description", "resume", "subtitle"];
const STORIES: [&str; 7] = ["content", "content_html", "body", "text", "content_text", "html", "story"];
const LINKS: [&str; 11] =
    ["link", "url", "html_url", "permalink", "web_url", "href", "path", "alias", "uri", "slug_url", "page"];
const DATES: [&str; 9] = [
    "date_gmt",
    "date",
    "date_published",
    "published_at",
    "publishedat",
    "published",
    "created_at",
    "createdat",
    "created",
];
const IDS: [&str; 7] = ["id", "uuid", "_id", "nid", "identifier", "slug", "key"];

/// How an answer may be read.
#[derive(Debug, PartialEq)]
pub(super) struct Interface {
    pub(super) rules: JsonRules,
    pub(super) fields: BTreeMap<Field, Vec<FieldRule>>,
    pub(super) published: Vec<FieldRule>,
    /// Practices in this answer.
    pub(super) count: usize,
}

/// A list of things in an answer.
struct List<'a> {
    at: String,
    items: Vec<&'a Map<String, Value>>,
    texts: Texts,
    weight: f64,
}

/// The texts of a list's things by their place in each: how many have one, and how long they are together.
type Texts = BTreeMap<String, Text>;

#[derive(Default)]
struct Text {
    bearers: usize,
    length: usize,
    /// The first one.
    example: String,
}

/// The likeliest list of practices in an answer; none if nothing in it looks like one.
pub(super) fn guess(value: &Value, at: &Url) -> Option<Interface> {
    let mut lists = Vec::new();
    find(value, String::new(), 0, &mut lists);
    let best = lists.into_iter().max_by(|one, other| one.weight.total_cmp(&other.weight))?;
    if best.weight < LEAST_WEIGHT {
        return None;
    }
    let (link, link_rule) = best.link();
    let id = best.id();
    // What has neither a name for ever nor an address cannot be told from the others the next time.
    if id.is_none() && link.is_none() {
        return None;
    }
    let rules = JsonRules {
        items: best.at.clone(),
        link: if id.is_some() { link_rule } else { link.clone() },
        id,
        paging: paging(value, best.items.len(), at),
    };
    let published = best.place(&DATES).filter(|place| !is_usual(place, USUAL.published)).map(rule);
    Some(Interface {
        rules,
        fields: best.fields(link.as_deref()),
        published: published.into_iter().collect(),
        count: best.items.len(),
    })
}

fn find<'a>(value: &'a Value, at: String, depth: usize, lists: &mut Vec<List<'a>>) {
    if depth > MOST_DEPTH {
        return;
    }
    match value {
        Value::Array(values) => {
            let items: Vec<&Map<String, Value>> = values.iter().filter_map(Value::as_object).collect();
            if items.len() > 1 {
                lists.extend(List::of(at, items));
            }
        }
        Value::Object(object) => {
            for (key, inner) in object {
                find(inner, format!("{at}/{}", escaped(key)), depth + 1, lists);
            }
        }
        _ => {}
    }
}

/// A key as a step of a JSON Pointer (RFC 6901, 3).
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

impl<'a> List<'a> {
    #[expect(clippy::cast_precision_loss, reason = "counts and lengths of one answer")]
    fn of(at: String, items: Vec<&'a Map<String, Value>>) -> Option<Self> {
        let mut texts = Texts::new();
        for item in items.iter().take(MOST_ITEMS) {
            for (key, value) in *item {
                gather(value, format!("/{}", escaped(key)), 1, &mut texts);
            }
        }
        let looked_at = items.len().min(MOST_ITEMS);
        // A title that most have.
        let mut list = Self { at, items, texts, weight: 0.0 };
        let title = list.texts.get(&list.place(&TITLES)?).filter(|title| title.bearers * 2 > looked_at)?;
        let told: usize = list.texts.values().map(|text| text.length / looked_at).filter(|length| *length >= 20).sum();
        let title = (title.length as f64 / looked_at as f64).min(60.0);
        let linked = if list.link().0.is_some() { 8.0 } else { 0.0 };
        list.weight = 4.0 * (list.items.len() as f64).ln() + title / 4.0 + (told.min(600) as f64) / 30.0 + linked;
        Some(list)
    }

    /// The place of the first of these names that has a text, the outermost first.
    fn place(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| {
            let bearers = self.texts.keys().filter(|place| called(place).eq_ignore_ascii_case(name));
            bearers.min_by_key(|place| place.matches('/').count()).cloned()
        })
    }

    /// The place of the address, and the rule for it where it is none of the usual ones.
    fn link(&self) -> (Option<String>, Option<String>) {
        let is_address = |text: &Text| {
            let text = text.example.as_str();
            (text.starts_with("http") || text.starts_with('/')) && !text.contains(char::is_whitespace)
        };
        let of = |names: &[&str]| {
            let places = names
                .iter()
                .flat_map(|name| self.texts.iter().filter(move |(place, _)| called(place).eq_ignore_ascii_case(name)));
            places.filter(|(_, text)| is_address(text)).map(|(place, _)| place.clone()).next()
        };
        let place = of(&LINKS);
        let rule = place.clone().filter(|place| !is_usual(place, USUAL.link));
        (place, rule)
    }

    /// A name for ever: a member that each thing has, and no two alike.
    fn id(&self) -> Option<String> {
        IDS.iter().find_map(|name| {
            let ids: Vec<String> = self
                .items
                .iter()
                .filter_map(|item| match item.get(*name)? {
                    Value::String(text) => Some(text.clone()),
                    Value::Number(number) => Some(number.to_string()),
                    _ => None,
                })
                .collect();
            let different: BTreeSet<&String> = ids.iter().collect();
            (ids.len() == self.items.len() && different.len() == ids.len()).then(|| format!("/{name}"))
        })
    }

    /// Rules for what does not stand where it usually does.
    fn fields(&self, link: Option<&str>) -> BTreeMap<Field, Vec<FieldRule>> {
        let mut fields: BTreeMap<Field, Vec<FieldRule>> = BTreeMap::new();
        let usual = |field: Field| {
            USUAL.fields.iter().find(|(known, _)| *known == field).map_or(&[][..], |(_, places)| *places)
        };
        let mut put = |field: Field, place: String| {
            fields.entry(field).or_insert_with(|| vec![rule(place)]);
        };
        if let Some(place) = self.place(&TITLES).filter(|place| !is_usual(place, usual(Field::Title))) {
            put(Field::Title, place);
        }
        let (summary, story) = (self.place(&SUMMARIES), self.place(&STORIES));
        let is_told = story.is_some() || summary.is_some();
        let is_usual_story = story.as_ref().is_none_or(|place| is_usual(place, USUAL.story))
            && summary.as_ref().is_none_or(|place| is_usual(place, USUAL.summary));
        if !is_usual_story {
            for (field, place) in [(Field::Summary, summary), (Field::Process, story)] {
                if let Some(place) = place {
                    put(field, place);
                }
            }
        } else if !is_told && let Some(place) = self.longest(link) {
            put(Field::Process, place);
        }
        for place in self.texts.keys() {
            let field = match meaning(&words_of(called(place))) {
                Some(Meaning::Part(field)) if field != Field::Title && field != Field::Summary => field,
                Some(Meaning::City | Meaning::Place) => Field::Cities,
                Some(Meaning::Period) => Field::Period,
                _ => continue,
            };
            if !is_usual(place, usual(field)) {
                put(field, place.clone());
            }
        }
        fields
    }

    fn longest(&self, link: Option<&str>) -> Option<String> {
        let others = |place: &&String| Some(place.as_str()) != link;
        let longest = self.texts.iter().filter(|(place, _)| others(place)).max_by_key(|(_, text)| text.length)?;
        (longest.1.length / longest.1.bearers.max(1) >= STORY).then(|| longest.0.clone())
    }
}

fn gather(value: &Value, place: String, depth: usize, texts: &mut Texts) {
    match value {
        Value::String(text) if !text.trim().is_empty() => {
            let known = texts.entry(place).or_default();
            known.bearers += 1;
            known.length += text.chars().count();
            if known.example.is_empty() {
                known.example.clone_from(text);
            }
        }
        // A text with its form beside it, `{"rendered": …}`, is read at its own place.
        Value::Object(object) if object.get("rendered").is_some_and(Value::is_string) => {
            if let Some(inner) = object.get("rendered") {
                gather(inner, place, depth, texts);
            }
        }
        Value::Object(object) if depth < MOST_TEXT_DEPTH => {
            for (key, inner) in object {
                gather(inner, format!("{place}/{}", escaped(key)), depth + 1, texts);
            }
        }
        _ => {}
    }
}

fn called(place: &str) -> &str {
    place.rsplit('/').next().unwrap_or_default()
}

/// Whether a reading looks there by itself.
fn is_usual(place: &str, usual: &[&str]) -> bool {
    usual.contains(&place.trim_start_matches('/').replace('/', ".").as_str())
}

/// `startYear`, `start_year` and `start-year` are words like others.
fn words_of(key: &str) -> String {
    let mut words = String::new();
    for letter in key.trim_start_matches("field_").chars() {
        if letter.is_uppercase() || matches!(letter, '_' | '-') {
            words.push(' ');
        }
        if !matches!(letter, '_' | '-') {
            words.extend(letter.to_lowercase());
        }
    }
    words
}

fn rule(path: String) -> FieldRule {
    FieldRule::Path { path, pattern: None }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::source::JsonPaging;

    fn at(path: &str) -> Url {
        Url::parse("https://a.example/").unwrap().join(path).unwrap()
    }

    #[test]
    fn a_list_of_practices_is_told_from_menus_and_facets() {
        let answer = json!({"props": {
            "menu": [{"label": "Home", "href": "/"}, {"label": "About", "href": "/about"}, {"label": "News", "href": "/news"}],
            "cities": [{"name": "Gent"}, {"name": "Liège"}],
            "pageProps": {"entries": [
                {"uuid": "a", "title": "A bakery on the corner", "path": "/p/a", "body": "They bake together every Saturday morning.", "years": "2016-2020"},
                {"uuid": "b", "title": "A choir in the depot", "path": "/p/b", "body": "They sing together every Sunday evening."}
            ]}
        }});
        let found = guess(&answer, &at("list")).unwrap();
        assert_eq!((found.rules.items.as_str(), found.count), ("/props/pageProps/entries", 2));
        assert_eq!((found.rules.id.as_deref(), found.rules.link.as_deref()), (Some("/uuid"), Some("/path")));
        assert!(found.fields.is_empty() && found.rules.paging.is_none());
        for nothing in [
            json!([]),
            json!({"a": [1, 2]}),
            json!([{"label": "A", "href": "/a"}, {"label": "B", "href": "/b"}]),
            json!("x"),
        ] {
            assert_eq!(guess(&nothing, &at("list")), None, "{nothing}");
        }
    }

    #[test]
    fn names_in_other_languages_and_deeper_places_get_rules() {
        let entry = |n: usize| {
            json!({"type": "node", "id": format!("{n}"), "attributes": {
            "naslov": format!("Radionica starih zanata {n}"), "opis_rada": "x".repeat(200), "mesto": "Zrenjanin", "period": "2016-2019",
            "path": {"alias": format!("/prakse/{n}")}}})
        };
        let found =
            guess(&json!({"data": [entry(1), entry(2)], "links": {"next": "https://a.example/?page=2"}}), &at("api"))
                .unwrap();
        assert_eq!(found.rules.paging, Some(JsonPaging::Next("/links/next".to_owned())));
        assert_eq!(found.rules.link.as_deref(), Some("/attributes/path/alias"));
        let place = |field: Field| match &found.fields[&field][0] {
            FieldRule::Path { path, .. } => path.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(place(Field::Title), "/attributes/naslov");
        assert_eq!(place(Field::Process), "/attributes/opis_rada");
        assert_eq!(place(Field::Period), "/attributes/period");
    }

    #[test]
    fn an_address_with_a_number_goes_on_while_more_is_to_come() {
        let entry = |n: usize| json!({"title": format!("A long enough title {n}"), "url": format!("/{n}"), "text": "They meet every week in the park."});
        let answer = |total: usize| json!({"total": total, "items": [entry(1), entry(2)]});
        let paging = |total: usize, path: &str| guess(&answer(total), &at(path)).unwrap().rules.paging;
        assert_eq!(
            paging(9, "api?lang=sr&stranica=1"),
            Some(JsonPaging::Numbered {
                address: "https://a.example/api?lang=sr&stranica={page}".to_owned(),
                first: 2
            })
        );
        assert_eq!(paging(2, "api?stranica=1"), None);
        assert_eq!(paging(9, "api?size=2"), None);
    }
}
