//! Settings as a plain form. The form is written down as the settings file and read by the one parser there is, so that a
//! fault has the same place and words wherever it was typed.

use std::fmt::Write as _;

use i18n_embed_fl::fl;

use super::super::{guard::SignedIn, shown::field_name, typed::Typed};
use crate::{
    domain::{
        FieldErrors, Lang, SourceSettings,
        source::{FieldRule, ListingRules, Pagination, Part, SourceKind},
    },
    text::{self, Loader},
    web::site::views::question::{Answer, Choice, ErrorLink, Question},
};

/// The form's inputs as texts, typed or from settings.
#[derive(Clone, Debug, Default)]
pub(super) struct Inputs(Vec<(&'static str, String)>);

/// In the order of the form. Each is the place of its value in the file, with underlines for dots.
const NAMES: [&str; 18] = [
    "name",
    "addresses",
    "kind",
    "language",
    "every",
    "contact",
    "hosts",
    "limits_pages",
    "limits_items",
    "limits_delay",
    "limits_expected_least",
    "limits_expected_most",
    "listing_card",
    "listing_link",
    "listing_next",
    "listing_numbered_address",
    "listing_numbered_first",
    "rules",
];

impl Inputs {
    pub fn typed(typed: &Typed) -> Self {
        Self(NAMES.into_iter().map(|name| (name, typed.text(name).trim().to_owned())).collect())
    }

    pub fn of(settings: &SourceSettings) -> Self {
        let listing = match &settings.kind {
            SourceKind::Pages { listing } => listing.clone(),
            _ => ListingRules::default(),
        };
        let (next, numbered) = match &listing.pagination {
            Some(Pagination::Next(selector)) => (selector.clone(), None),
            Some(Pagination::Numbered { address, first }) => (String::new(), Some((address.clone(), *first))),
            None => (String::new(), None),
        };
        let (address, first) = numbered.map(|(address, first)| (address, first.to_string())).unwrap_or_default();
        let expected = settings.limits.expected;
        Self(vec![
            ("name", settings.name.clone()),
            ("addresses", settings.addresses.join("\n")),
            ("kind", settings.kind.name().to_owned()),
            ("language", settings.language.as_ref().map(|tag| tag.as_str().to_owned()).unwrap_or_default()),
            ("every", settings.every.to_string()),
            ("contact", settings.contact.clone()),
            ("hosts", settings.hosts.join("\n")),
            ("limits_pages", settings.limits.pages.to_string()),
            ("limits_items", settings.limits.items.to_string()),
            ("limits_delay", settings.limits.delay.to_string()),
            ("limits_expected_least", expected.map(|range| range.least.to_string()).unwrap_or_default()),
            ("limits_expected_most", expected.map(|range| range.most.to_string()).unwrap_or_default()),
            ("listing_card", listing.card.unwrap_or_default()),
            ("listing_link", listing.link),
            ("listing_next", next),
            ("listing_numbered_address", address),
            ("listing_numbered_first", first),
            ("rules", rules(settings)),
        ])
    }

    fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(other, _)| *other == name).map_or("", |(_, text)| text)
    }

    /// The settings file that says what the form says.
    pub fn to_toml(&self) -> String {
        let mut file = String::new();
        let mut put = |key: &str, value: String| {
            let _ = writeln!(file, "{key} = {value}");
        };
        // Always there, so that an empty one is missing at its place.
        for name in ["name", "kind", "contact"] {
            put(name, quoted(self.get(name)));
        }
        put("addresses", list(self.get("addresses")));
        for name in ["language", "every"] {
            if !self.get(name).is_empty() {
                put(name, quoted(self.get(name)));
            }
        }
        if !self.get("hosts").is_empty() {
            put("hosts", list(self.get("hosts")));
        }
        for (key, name) in [
            ("limits.pages", "limits_pages"),
            ("limits.items", "limits_items"),
            ("limits.delay", "limits_delay"),
            ("limits.expected.least", "limits_expected_least"),
            ("limits.expected.most", "limits_expected_most"),
        ] {
            if !self.get(name).is_empty() {
                put(key, number(self.get(name)));
            }
        }
        if self.get("kind") == "pages" {
            put("listing.link", quoted(self.get("listing_link")));
            for (key, name) in [("listing.card", "listing_card"), ("listing.next", "listing_next")] {
                if !self.get(name).is_empty() {
                    put(key, quoted(self.get(name)));
                }
            }
            if !self.get("listing_numbered_address").is_empty() {
                put("listing.numbered.address", quoted(self.get("listing_numbered_address")));
                if !self.get("listing_numbered_first").is_empty() {
                    put("listing.numbered.first", number(self.get("listing_numbered_first")));
                }
            }
        }
        file.push_str(self.get("rules"));
        file.push('\n');
        file
    }
}

/// JSON's strings are TOML's basic strings but for DEL, which no setting needs.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text.replace('\u{7f}', "")).to_string()
}

fn list(lines: &str) -> String {
    let entries = lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(quoted);
    format!("[{}]", entries.collect::<Vec<_>>().join(", "))
}

/// What is no number stays a text, which the parser then says at its place.
fn number(text: &str) -> String {
    text.parse::<u32>().map_or_else(|_| quoted(text), |number| number.to_string())
}

/// One line a field: `fields.title = [{ select = "h1" }]`.
fn rules(settings: &SourceSettings) -> String {
    let line = |key: String, rules: &[FieldRule]| {
        format!("{key} = [{}]", rules.iter().map(rule).collect::<Vec<_>>().join(", "))
    };
    let mut lines = kind_lines(&settings.kind);
    lines.extend(settings.fields.iter().map(|(field, rules)| line(format!("fields.{field}"), rules)));
    if !settings.published.is_empty() {
        lines.push(line("published".to_owned(), &settings.published));
    }
    lines.join("\n")
}

/// What kinds other than pages are told has no inputs of its own and stands before the rules: `sitemap.include = "…"`.
fn kind_lines(kind: &SourceKind) -> Vec<String> {
    if matches!(kind, SourceKind::Pages { .. } | SourceKind::Feed) {
        return Vec::new();
    }
    let file = SourceSettings::of_kind(kind.clone(), "", "", "").to_toml().parse::<toml::Table>().unwrap_or_default();
    let own = file.get(kind.name()).and_then(toml::Value::as_table);
    own.into_iter().flatten().map(|(key, value)| format!("{}.{key} = {value}", kind.name())).collect()
}

fn rule(rule: &FieldRule) -> String {
    let mut keys = Vec::new();
    let mut put = |key: &str, value: &str| keys.push(format!("{key} = {}", quoted(value)));
    let from = match rule {
        FieldRule::Select { select, attribute, pattern, from } => {
            put("select", select);
            if let Some(attribute) = attribute {
                put("attribute", attribute);
            }
            if let Some(pattern) = pattern {
                put("pattern", pattern);
            }
            *from
        }
        FieldRule::Pattern { pattern, from } => {
            put("pattern", pattern);
            *from
        }
        FieldRule::Path { path, pattern } => {
            put("path", path);
            if let Some(pattern) = pattern {
                put("pattern", pattern);
            }
            Part::Page
        }
        FieldRule::Constant { constant } => {
            put("constant", constant);
            Part::Page
        }
    };
    if from == Part::Card {
        put("from", "card");
    }
    format!("{{ {} }}", keys.join(", "))
}

/// The questions, each with what is wrong at its place.
pub(super) fn questions(signed: &SignedIn, inputs: &Inputs, errors: &FieldErrors) -> Vec<Question> {
    let t = text::phrases(signed.lang);
    let mut questions: Vec<Question> = NAMES.into_iter().map(|name| question(t, name, inputs.get(name))).collect();
    for question in &mut questions {
        let faults: Vec<String> = errors
            .0
            .iter()
            .filter(|error| home(&error.place) == question.id)
            .map(|error| fault(signed.lang, &question.id, &error.place, text::field_error(signed.lang, error)))
            .collect();
        question.error = (!faults.is_empty()).then(|| faults.join(" "));
    }
    questions
}

/// In lists the place says which entry is meant.
fn fault(lang: Lang, id: &str, place: &str, said: String) -> String {
    if place.replace('.', "_") == id {
        said
    } else {
        fl!(text::phrases(lang), "desk-fault-at", place = place, fault = said)
    }
}

/// The input a place of the file belongs to.
fn home(place: &str) -> String {
    let parts: Vec<&str> = place.split('.').collect();
    match parts.as_slice() {
        ["fields" | "published" | "file", ..] => "rules".to_owned(),
        ["addresses" | "hosts", ..] => parts[0].to_owned(),
        ["limits", "expected"] => "limits_expected_least".to_owned(),
        ["listing"] => "listing_link".to_owned(),
        ["listing", "numbered"] => "listing_numbered_address".to_owned(),
        _ => {
            let name = place.replace('.', "_");
            // What is no input was written into the rules.
            if NAMES.contains(&name.as_str()) { name } else { "rules".to_owned() }
        }
    }
}

/// The faults as a summary that leads to the inputs.
pub(super) fn summary(signed: &SignedIn, errors: &FieldErrors) -> Vec<ErrorLink> {
    let t = text::phrases(signed.lang);
    let link = |error: &crate::domain::FieldError| ErrorLink {
        to: home(&error.place),
        text: fl!(t, "desk-fault-at", place = error.place.as_str(), fault = text::field_error(signed.lang, error)),
    };
    errors.0.iter().map(link).collect()
}

fn question(t: &Loader, name: &'static str, value: &str) -> Question {
    let line = || Answer::Line { value: value.to_owned(), kind: "text", autocomplete: "off", list: None };
    let area = |rows| Answer::Area { value: value.to_owned(), rows };
    let of = |label: String, answer| Question::new(name, label, answer);
    match name {
        "name" => of(fl!(t, "desk-source-name"), line()),
        "addresses" => of(fl!(t, "desk-source-addresses"), area(2)).hint(fl!(t, "desk-source-addresses-hint")),
        "kind" => of(fl!(t, "desk-source-kind"), Answer::Choice { options: kinds(t, value) }),
        "language" => of(fl!(t, "desk-source-language"), line()).hint(fl!(t, "desk-source-language-hint")).optional(),
        "every" => of(fl!(t, "desk-source-every"), line()).hint(fl!(t, "desk-source-every-hint")),
        "contact" => of(fl!(t, "desk-source-contact"), line()).hint(fl!(t, "desk-source-contact-hint")),
        "hosts" => of(fl!(t, "desk-source-hosts"), area(2)).hint(fl!(t, "desk-source-hosts-hint")).optional(),
        "limits_pages" => of(fl!(t, "desk-source-limit-pages"), line()),
        "limits_items" => of(fl!(t, "desk-source-limit-items"), line()),
        "limits_delay" => of(fl!(t, "desk-source-limit-delay"), line()),
        "limits_expected_least" => {
            of(fl!(t, "desk-source-least"), line()).hint(fl!(t, "desk-source-expected-hint")).optional()
        }
        "limits_expected_most" => of(fl!(t, "desk-source-most"), line()).optional(),
        "listing_card" => of(fl!(t, "desk-source-card"), line()).hint(fl!(t, "desk-source-card-hint")).optional(),
        "listing_link" => of(fl!(t, "desk-source-link"), line()).hint(fl!(t, "desk-source-link-hint")),
        "listing_next" => of(fl!(t, "desk-source-paging"), line()).hint(fl!(t, "desk-source-paging-hint")).optional(),
        "listing_numbered_address" => of(fl!(t, "desk-source-numbered"), line())
            .hint(fl!(t, "desk-source-numbered-hint", mark = "{page}"))
            .optional(),
        "listing_numbered_first" => of(fl!(t, "desk-source-first"), line()).optional(),
        _ => of(fl!(t, "desk-source-rules"), area(12)).hint(fl!(t, "desk-source-rules-hint")),
    }
}

fn kinds(t: &Loader, value: &str) -> Vec<Choice> {
    let choice = |name: &str, label| Choice { value: name.to_owned(), label, chosen: value == name };
    vec![
        choice("pages", fl!(t, "desk-source-kind-pages")),
        choice("feed", fl!(t, "desk-source-kind-feed")),
        choice("sitemap", fl!(t, "desk-source-kind-sitemap")),
        choice("oai", fl!(t, "desk-source-kind-oai")),
        choice("json", fl!(t, "desk-source-kind-json")),
        choice("json_ld", fl!(t, "desk-source-kind-json-ld")),
        choice("ckan", fl!(t, "desk-source-kind-ckan")),
    ]
}

/// The fields a draft has, by name and text, for the trial.
pub(super) fn texts(lang: Lang, draft: &crate::domain::Draft) -> Vec<(String, String)> {
    draft.fields().map(|(field, text)| (field_name(lang, field.name()), text.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_says_what_the_settings_say() {
        let file = r#"
            name = "Harbour \"Cities\""
            kind = "pages"
            language = "en"
            addresses = ["https://partner.example/a", "https://partner.example/b"]
            every = "12h"
            contact = "desk@partner.example"
            hosts = ["docs.partner.example"]
            published = [{ select = "time", attribute = "datetime" }]
            [limits]
            expected = { least = 3, most = 9 }
            [listing]
            card = ".card"
            link = "h2 a"
            numbered = { address = "https://partner.example/?p={page}", first = 2 }
            [fields]
            title = [{ select = "h1" }, { pattern = "Title: (.*)", from = "card" }]
            language = [{ constant = "en" }]
        "#;
        let settings = SourceSettings::from_toml(file).unwrap();
        let again = SourceSettings::from_toml(&Inputs::of(&settings).to_toml()).unwrap();
        assert_eq!(again, settings);
        let feed = SourceSettings::of_feed("A feed", "https://partner.example/feed", "desk@partner.example");
        assert_eq!(SourceSettings::from_toml(&Inputs::of(&feed).to_toml()).unwrap(), feed);
        for kind in [
            r#"kind = "sitemap"
            sitemap = { include = "/p/\\d+$" }
            fields.title = [{ select = "h1" }]"#,
            r#"kind = "oai""#,
            r#"kind = "json"
            json = { items = "/results", id = "/id", cursor = { path = "$.meta.next", parameter = "at" } }
            fields.cities = [{ path = "/town", pattern = "^(.+)$" }]"#,
            r#"kind = "json_ld"
            json_ld = { types = ["Project", "Event"] }"#,
            r#"kind = "ckan"
            ckan = { filter = "groups:city" }"#,
        ] {
            let head = "name = \"A\"\naddresses = [\"https://partner.example/\"]\ncontact = \"x\"\n";
            let settings = SourceSettings::from_toml(&format!("{head}{kind}")).unwrap();
            let form = Inputs::of(&settings).to_toml();
            assert_eq!(SourceSettings::from_toml(&form).unwrap(), settings, "{form}");
        }
    }

    #[test]
    fn every_fault_has_an_input() {
        let typed = Typed::of(&[
            ("addresses", "nonsense\nhttps://partner.example/"),
            ("kind", "pages"),
            ("every", "often"),
            ("limits_pages", "many"),
            ("limits_expected_least", "9"),
            ("rules", "fields.title = [{ selekt = \"h1\" }]\nfields.colour = []"),
        ]);
        let (_, errors) = SourceSettings::read_toml(&Inputs::typed(&typed).to_toml());
        let homes: Vec<String> = errors.0.iter().map(|error| home(&error.place)).collect();
        for name in
            ["name", "contact", "addresses", "every", "limits_pages", "limits_expected_most", "listing_link", "rules"]
        {
            assert!(homes.iter().any(|home| home == name), "{name}: {errors:?}");
        }
    }
}
