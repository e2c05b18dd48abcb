//! Everything that is wrong with a source's settings, whatever form or file they came from.

use regex::RegexBuilder;

use super::{
    FieldRule, JsonPaging, JsonRules, Limits, ListingRules, Pagination, Part, SourceKind, SourceSettings, WebAddress,
    address::is_host_name,
};
use crate::domain::{Field, FieldErrors};

/// Selectors and patterns are short; a long one is a mistake or an attack.
const MOST_RULE_BYTES: usize = 1_000;
const MOST_RULES: usize = 20;
const MOST_ADDRESSES: usize = 20;

impl SourceSettings {
    /// What is wrong, at its place (see [`SourceSettings::read_toml`]). Whether selectors are CSS and whether the addresses
    /// may be reached is for `harvest::Reader::check` to say.
    #[must_use]
    pub fn faults(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        text("name", &self.name, 120, &mut errors);
        text("contact", &self.contact, 200, &mut errors);
        if self.addresses.is_empty() {
            errors.add("addresses", "error-source-missing");
        } else if self.addresses.len() > MOST_ADDRESSES {
            errors.add_with("addresses", "error-source-too-many", &[("most", MOST_ADDRESSES.to_string())]);
        }
        for (place, address) in numbered("addresses", &self.addresses) {
            check_address(&place, address, &mut errors);
        }
        for (place, host) in numbered("hosts", &self.hosts) {
            if !is_host_name(host.strip_prefix("*.").unwrap_or(host)) {
                errors.add(place, "error-source-host");
            }
        }
        check_limits(&self.limits, &mut errors);
        self.check_kind(&mut errors);
        for (field, rules) in &self.fields {
            check_parts(&format!("fields.{field}"), rules, &self.kind, &mut errors);
            check_rules(&format!("fields.{field}"), rules, &mut errors);
        }
        check_parts("published", &self.published, &self.kind, &mut errors);
        check_rules("published", &self.published, &mut errors);
        errors
    }

    fn check_kind(&self, errors: &mut FieldErrors) {
        // Without any rule the pages are read by themselves.
        let has_rules = self.kind.has_pages() && !self.fields.is_empty();
        if has_rules && self.fields.get(&Field::Title).is_none_or(Vec::is_empty) {
            errors.add("fields.title", "error-source-no-title");
        }
        match &self.kind {
            SourceKind::Pages { listing } => check_listing(listing, errors),
            SourceKind::Feed => {}
            // Nobody adds one by its settings.
            SourceKind::Import => errors.add("kind", "error-source-kind"),
            SourceKind::Sitemap { sitemap } => {
                for (key, pattern) in [("include", &sitemap.include), ("exclude", &sitemap.exclude)] {
                    if let Some(pattern) = pattern {
                        check_pattern(&format!("sitemap.{key}"), pattern, errors);
                    }
                }
            }
            SourceKind::Oai { oai } => {
                if let Some(set) = &oai.set {
                    check_set("oai.set", set, errors);
                }
            }
            SourceKind::Json { json } => check_json(json, errors),
            SourceKind::JsonLd { json_ld } => {
                for (place, name) in numbered("json_ld.types", &json_ld.types) {
                    text(&place, name, 60, errors);
                }
            }
            SourceKind::Ckan { ckan } => {
                for (key, words) in [("query", &ckan.query), ("filter", &ckan.filter)] {
                    if let Some(words) = words {
                        text(&format!("ckan.{key}"), words, 500, errors);
                    }
                }
            }
        }
    }
}

fn check_listing(listing: &ListingRules, errors: &mut FieldErrors) {
    check_selector("listing.link", &listing.link, errors);
    if let Some(card) = &listing.card {
        check_selector("listing.card", card, errors);
    }
    match &listing.pagination {
        None => {}
        Some(Pagination::Next(selector)) => check_selector("listing.next", selector, errors),
        Some(Pagination::Numbered { address, .. }) => check_numbered("listing.numbered.address", address, errors),
    }
}

/// Places are looked at by the harvest, which knows what a path is; here only their length.
fn check_json(json: &JsonRules, errors: &mut FieldErrors) {
    if json.id.is_none() && json.link.is_none() {
        errors.add("json.id", "error-source-no-id");
    }
    for (key, path) in [("items", Some(&json.items)), ("id", json.id.as_ref()), ("link", json.link.as_ref())] {
        if let Some(path) = path.filter(|path| key != "items" || !path.is_empty()) {
            text(&format!("json.{key}"), path, MOST_RULE_BYTES, errors);
        }
    }
    match &json.paging {
        None => {}
        Some(JsonPaging::Next(path)) => text("json.next", path, MOST_RULE_BYTES, errors),
        Some(JsonPaging::Cursor { path, parameter }) => {
            text("json.cursor.path", path, MOST_RULE_BYTES, errors);
            text("json.cursor.parameter", parameter, 60, errors);
        }
        Some(JsonPaging::Numbered { address, .. }) => check_numbered("json.numbered.address", address, errors),
    }
}

/// The form of a `setSpec` (OAI-PMH 2.0, 2.6 and its schema).
fn check_set(place: &str, set: &str, errors: &mut FieldErrors) {
    let is_part =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_.!~*'()".contains(c));
    if set.len() > 200 || !set.split(':').all(is_part) {
        errors.add(place, "error-source-set");
    }
}

fn numbered<'a>(place: &str, texts: &'a [String]) -> impl Iterator<Item = (String, &'a String)> {
    texts.iter().enumerate().map(move |(index, text)| (format!("{place}.{}", index + 1), text))
}

fn text(place: &str, text: &str, most: usize, errors: &mut FieldErrors) {
    if text.trim().is_empty() {
        errors.add(place, "error-source-missing");
    } else if text.chars().count() > most {
        errors.add_with(place, "error-source-too-long", &[("most", most.to_string())]);
    }
}

fn check_address(place: &str, address: &str, errors: &mut FieldErrors) {
    if let Err(fault) = WebAddress::parse(address) {
        errors.add(place, fault.phrase());
    }
}

fn check_numbered(place: &str, address: &str, errors: &mut FieldErrors) {
    if address.contains("{page}") {
        check_address(place, &address.replace("{page}", "2"), errors);
    } else {
        errors.add(place, "error-source-no-page-number");
    }
}

fn check_limits(limits: &Limits, errors: &mut FieldErrors) {
    let ranges = [
        ("limits.pages", limits.pages, 1, Limits::MOST_PAGES),
        ("limits.items", limits.items, 1, Limits::MOST_ITEMS),
        ("limits.delay", limits.delay, 0, Limits::LONGEST_DELAY),
    ];
    for (place, number, least, most) in ranges {
        if !(least..=most).contains(&number) {
            let bounds = [("least", least.to_string()), ("most", most.to_string())];
            errors.add_with(place, "error-source-range", &bounds);
        }
    }
    if limits.expected.is_some_and(|expected| expected.least > expected.most) {
        errors.add("limits.expected", "error-source-expected");
    }
}

fn check_rules(place: &str, rules: &[FieldRule], errors: &mut FieldErrors) {
    if rules.len() > MOST_RULES {
        errors.add_with(place, "error-source-too-many", &[("most", MOST_RULES.to_string())]);
    }
    for (index, rule) in rules.iter().enumerate() {
        let place = |key: &str| format!("{place}.{}.{key}", index + 1);
        match rule {
            FieldRule::Select { select, attribute, pattern, .. } => {
                check_selector(&place("select"), select, errors);
                if let Some(attribute) = attribute {
                    text(&place("attribute"), attribute, 60, errors);
                }
                if let Some(pattern) = pattern {
                    check_pattern(&place("pattern"), pattern, errors);
                }
            }
            FieldRule::Pattern { pattern, .. } => check_pattern(&place("pattern"), pattern, errors),
            FieldRule::Path { path, pattern } => {
                text(&place("path"), path, MOST_RULE_BYTES, errors);
                if let Some(pattern) = pattern {
                    check_pattern(&place("pattern"), pattern, errors);
                }
            }
            FieldRule::Constant { constant } => text(&place("constant"), constant, 2_000, errors),
        }
    }
}

/// Cards are on listing pages, places in data, and elements on pages and in the texts of feeds.
fn check_parts(place: &str, rules: &[FieldRule], kind: &SourceKind, errors: &mut FieldErrors) {
    for (index, rule) in rules.iter().enumerate() {
        let mut fault = |key: &str, phrase: &str| errors.add(format!("{place}.{}.{key}", index + 1), phrase);
        match rule {
            FieldRule::Path { .. } if !kind.has_data() => fault("path", "error-source-not-data"),
            FieldRule::Select { .. } if kind.has_data() => fault("select", "error-source-only-data"),
            FieldRule::Pattern { .. } if kind.has_data() => fault("pattern", "error-source-only-data"),
            FieldRule::Select { from: Part::Card, .. } | FieldRule::Pattern { from: Part::Card, .. }
                if !matches!(kind, SourceKind::Pages { .. }) =>
            {
                fault(
                    "from",
                    if *kind == SourceKind::Feed { "error-source-not-in-feed" } else { "error-source-no-card" },
                );
            }
            FieldRule::Path { .. }
            | FieldRule::Select { .. }
            | FieldRule::Pattern { .. }
            | FieldRule::Constant { .. } => {}
        }
    }
}

/// The length alone: what CSS is, the harvest's own parser says.
fn check_selector(place: &str, selector: &str, errors: &mut FieldErrors) {
    text(place, selector, MOST_RULE_BYTES, errors);
}

fn check_pattern(place: &str, pattern: &str, errors: &mut FieldErrors) {
    if pattern.is_empty() || pattern.len() > MOST_RULE_BYTES {
        text(place, pattern, MOST_RULE_BYTES, errors);
    } else if let Err(fault) = compile(pattern) {
        errors.add_with(place, "error-source-pattern", &[("fault", one_line(&fault.to_string()))]);
    }
}

/// A pattern in linear time and bounded memory (`regex` crate).
pub(crate) fn compile(pattern: &str) -> Result<regex::Regex, regex::Error> {
    RegexBuilder::new(pattern).size_limit(1 << 20).dfa_size_limit(1 << 20).build()
}

/// The last line of a fault: the others draw the pattern again with a mark under it.
fn one_line(fault: &str) -> String {
    fault.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
}
