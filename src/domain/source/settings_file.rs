//! Settings as a TOML file: read with all faults at once, written so that reading gives the same settings back.

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::{
    CkanRules, Every, Expected, FieldRule, JsonLdRules, JsonPaging, JsonRules, Limits, ListingRules, OaiRules,
    Pagination, Part, SitemapRules, SourceKind, SourceSettings,
};
use crate::domain::{Field, FieldError, FieldErrors, LanguageTag};

impl SourceSettings {
    /// Reads a settings file as far as it can be read, and says everything that is wrong with it. A place is the path of a
    /// key, entries of lists counted from one: `fields.title.2.select`.
    #[must_use]
    pub fn read_toml(text: &str) -> (Self, FieldErrors) {
        let mut errors = FieldErrors::default();
        let table = text.parse::<Table>().unwrap_or_else(|fault| {
            let line = fault.span().map_or(1, |span| text[..span.start.min(text.len())].lines().count().max(1));
            errors.add_with("file", "error-source-toml", &[("line", line.to_string())]);
            Table::new()
        });
        if !errors.is_empty() {
            return (Self::of_feed("", "", ""), errors);
        }
        let settings = settings(Keys { table, place: String::new(), errors: &mut errors });
        for fault in settings.faults().0 {
            let is_said =
                |known: &FieldError| is_within(&fault.place, &known.place) || is_within(&known.place, &fault.place);
            if !errors.0.iter().any(is_said) {
                errors.0.push(fault);
            }
        }
        (settings, errors)
    }

    /// # Errors
    /// Everything that is wrong with the file. Selectors are not looked at: `harvest::import` does that too.
    pub fn from_toml(text: &str) -> Result<Self, FieldErrors> {
        let (settings, errors) = Self::read_toml(text);
        if errors.is_empty() { Ok(settings) } else { Err(errors) }
    }

    /// The settings as a file that reads as the same settings.
    ///
    /// # Panics
    /// Never: settings hold nothing that TOML cannot.
    #[must_use]
    pub fn to_toml(&self) -> String {
        toml::to_string_pretty(self).expect("settings hold texts, numbers, lists and tables with text keys only")
    }
}

fn is_within(place: &str, outer: &str) -> bool {
    place == outer || place.strip_prefix(outer).is_some_and(|rest| rest.starts_with('.'))
}

fn settings(mut keys: Keys<'_>) -> SourceSettings {
    let settings = SourceSettings {
        name: keys.text("name"),
        language: language(&mut keys),
        addresses: keys.texts("addresses"),
        every: match keys.optional_text("every").map(|text| text.parse()) {
            None => Every::default(),
            Some(Ok(every)) => every,
            Some(Err(_)) => {
                keys.fault("every", "error-source-schedule");
                Every::default()
            }
        },
        contact: keys.text("contact"),
        hosts: keys.texts("hosts"),
        limits: keys.table("limits").map(limits).unwrap_or_default(),
        kind: kind(&mut keys),
        fields: keys.table("fields").map(fields).unwrap_or_default(),
        published: keys.rules("published"),
    };
    keys.finish();
    settings
}

fn language(keys: &mut Keys<'_>) -> Option<LanguageTag> {
    let tag = LanguageTag::parse(&keys.optional_text("language")?).ok();
    if tag.is_none() {
        keys.fault("language", "error-source-language");
    }
    tag
}

fn kind(keys: &mut Keys<'_>) -> SourceKind {
    let name = keys.text("kind");
    let own = match name.as_str() {
        "pages" => Some("listing"),
        "sitemap" | "oai" | "json" | "json_ld" | "ckan" => Some(name.as_str()),
        _ => None,
    };
    // What another kind is told has no meaning here.
    for table in ["listing", "sitemap", "oai", "json", "json_ld", "ckan"] {
        if own != Some(table) && keys.table.remove(table).is_some() {
            let phrase = if name == "feed" { "error-source-not-in-feed" } else { "error-source-other-kind" };
            keys.fault(table, phrase);
        }
    }
    match name.as_str() {
        "pages" => {
            let rules = keys.table("listing").map(listing);
            if rules.is_none() {
                keys.fault("listing", "error-source-missing");
            }
            SourceKind::Pages { listing: rules.unwrap_or_default() }
        }
        "sitemap" => SourceKind::Sitemap { sitemap: keys.table("sitemap").map(sitemap).unwrap_or_default() },
        "oai" => SourceKind::Oai { oai: keys.table("oai").map(oai).unwrap_or_default() },
        "json" => SourceKind::Json { json: keys.table("json").map(json).unwrap_or_default() },
        "json_ld" => SourceKind::JsonLd { json_ld: keys.table("json_ld").map(json_ld).unwrap_or_default() },
        "ckan" => SourceKind::Ckan { ckan: keys.table("ckan").map(ckan).unwrap_or_default() },
        "feed" | "" => SourceKind::Feed,
        _ => {
            keys.fault("kind", "error-source-kind");
            SourceKind::Feed
        }
    }
}

fn sitemap(mut keys: Keys<'_>) -> SitemapRules {
    let rules = SitemapRules { include: keys.optional_text("include"), exclude: keys.optional_text("exclude") };
    keys.finish();
    rules
}

fn oai(mut keys: Keys<'_>) -> OaiRules {
    let rules = OaiRules { set: keys.optional_text("set") };
    keys.finish();
    rules
}

fn json(mut keys: Keys<'_>) -> JsonRules {
    let next = keys.optional_text("next").map(JsonPaging::Next);
    let cursor = keys.table("cursor").map(|mut keys| {
        let cursor = JsonPaging::Cursor { path: keys.text("path"), parameter: keys.text("parameter") };
        keys.finish();
        cursor
    });
    let numbered = keys.table("numbered").map(numbered);
    let numbered = numbered.map(|(address, first)| JsonPaging::Numbered { address, first });
    for (key, is_second) in [
        ("cursor", next.is_some() && cursor.is_some()),
        ("numbered", (next.is_some() || cursor.is_some()) && numbered.is_some()),
    ] {
        if is_second {
            keys.fault(key, "error-source-two-paginations");
        }
    }
    let rules = JsonRules {
        items: keys.optional_text("items").unwrap_or_default(),
        id: keys.optional_text("id"),
        link: keys.optional_text("link"),
        paging: next.or(cursor).or(numbered),
    };
    keys.finish();
    rules
}

fn json_ld(mut keys: Keys<'_>) -> JsonLdRules {
    let rules = JsonLdRules { types: keys.texts("types") };
    keys.finish();
    rules
}

fn ckan(mut keys: Keys<'_>) -> CkanRules {
    let rules = CkanRules { query: keys.optional_text("query"), filter: keys.optional_text("filter") };
    keys.finish();
    rules
}

fn limits(mut keys: Keys<'_>) -> Limits {
    let usual = Limits::default();
    let limits = Limits {
        pages: keys.number("pages").unwrap_or(usual.pages),
        items: keys.number("items").unwrap_or(usual.items),
        delay: keys.number("delay").unwrap_or(usual.delay),
        expected: keys.table("expected").map(|mut keys| {
            let expected = Expected { least: keys.needed_number("least"), most: keys.needed_number("most") };
            keys.finish();
            expected
        }),
    };
    keys.finish();
    limits
}

fn listing(mut keys: Keys<'_>) -> ListingRules {
    let next = keys.optional_text("next").map(Pagination::Next);
    let numbered = keys.table("numbered").map(numbered);
    let numbered = numbered.map(|(address, first)| Pagination::Numbered { address, first });
    if next.is_some() && numbered.is_some() {
        keys.fault("numbered", "error-source-two-paginations");
    }
    let rules =
        ListingRules { card: keys.optional_text("card"), link: keys.text("link"), pagination: next.or(numbered) };
    keys.finish();
    rules
}

/// Address with a number in it, and the first number.
fn numbered(mut keys: Keys<'_>) -> (String, u32) {
    let numbered = (keys.text("address"), keys.number("first").unwrap_or(2));
    keys.finish();
    numbered
}

fn fields(mut keys: Keys<'_>) -> BTreeMap<Field, Vec<FieldRule>> {
    let mut found = BTreeMap::new();
    for name in keys.table.keys().cloned().collect::<Vec<_>>() {
        // What is no field stays in the table and is reported as an unknown key.
        if let Ok(field) = name.parse::<Field>() {
            found.insert(field, keys.rules(&name));
        }
    }
    keys.finish();
    found
}

fn rule(mut keys: Keys<'_>) -> Option<FieldRule> {
    let (select, attribute) = (keys.optional_text("select"), keys.optional_text("attribute"));
    let (pattern, constant) = (keys.optional_text("pattern"), keys.optional_text("constant"));
    let from = match keys.optional_text("from").as_deref() {
        None | Some("page") => Part::Page,
        Some("card") => Part::Card,
        Some(_) => {
            keys.fault("from", "error-source-part");
            Part::Page
        }
    };
    let path = keys.optional_text("path");
    let rule = match (select, path, attribute, pattern, constant) {
        (Some(select), None, attribute, pattern, None) => Some(FieldRule::Select { select, attribute, pattern, from }),
        (None, Some(path), None, pattern, None) => Some(FieldRule::Path { path, pattern }),
        (None, None, None, Some(pattern), None) => Some(FieldRule::Pattern { pattern, from }),
        (None, None, None, None, Some(constant)) => Some(FieldRule::Constant { constant }),
        _ => {
            keys.errors.add(&keys.place, "error-source-rule");
            None
        }
    };
    keys.finish();
    rule
}

/// A table whose keys are taken one by one; what is left over in the end is unknown.
struct Keys<'a> {
    table: Table,
    place: String,
    errors: &'a mut FieldErrors,
}

impl Keys<'_> {
    fn place(&self, key: &str) -> String {
        if self.place.is_empty() { key.to_owned() } else { format!("{}.{key}", self.place) }
    }

    fn fault(&mut self, key: &str, phrase: &str) {
        self.errors.add(self.place(key), phrase);
    }

    /// The value of a key when it is of the expected type.
    fn take<T>(&mut self, key: &str, read: impl FnOnce(Value) -> Option<T>) -> Option<T> {
        let value = self.table.remove(key)?;
        let read = read(value);
        if read.is_none() {
            self.fault(key, "error-source-type");
        }
        read
    }

    fn optional_text(&mut self, key: &str) -> Option<String> {
        self.take(key, |value| if let Value::String(text) = value { Some(text) } else { None })
    }

    fn text(&mut self, key: &str) -> String {
        if !self.table.contains_key(key) {
            self.fault(key, "error-source-missing");
        }
        self.optional_text(key).unwrap_or_default()
    }

    fn texts(&mut self, key: &str) -> Vec<String> {
        self.take(key, |value| Value::try_into(value).ok()).unwrap_or_default()
    }

    fn number(&mut self, key: &str) -> Option<u32> {
        self.take(key, |value| value.as_integer().and_then(|number| u32::try_from(number).ok()))
    }

    fn needed_number(&mut self, key: &str) -> u32 {
        if !self.table.contains_key(key) {
            self.fault(key, "error-source-missing");
        }
        self.number(key).unwrap_or_default()
    }

    fn table(&mut self, key: &str) -> Option<Keys<'_>> {
        let table = self.take(key, |value| if let Value::Table(table) = value { Some(table) } else { None })?;
        Some(Keys { table, place: self.place(key), errors: &mut *self.errors })
    }

    fn rules(&mut self, key: &str) -> Vec<FieldRule> {
        let tables = self.take(key, |value| Value::try_into::<Vec<Table>>(value).ok()).unwrap_or_default();
        let place = self.place(key);
        tables
            .into_iter()
            .enumerate()
            .filter_map(|(index, table)| {
                rule(Keys { table, place: format!("{place}.{}", index + 1), errors: &mut *self.errors })
            })
            .collect()
    }

    fn finish(self) {
        for key in self.table.keys() {
            self.errors.add(self.place(key), "error-source-unknown-key");
        }
    }
}
