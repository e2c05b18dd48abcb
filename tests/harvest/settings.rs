//! Settings of sources as files: there and back, and everything wrong with them at once.

use practice_commons::{
    domain::{FieldErrors, SourceSettings, source::SourceKind},
    harvest::{check, import},
};

use super::site::{Site, reader, source};

const HEAD: &str = "name = \"A\"\naddresses = [\"https://a.example/x\"]\ncontact = \"x\"\n";

/// Every kind with everything it can be told.
const KINDS: [&str; 8] = [
    "kind = \"sitemap\"\nfields.title = [{ select = \"h1\" }]\nsitemap = { include = \"/p/\", exclude = \"/p/old\" }",
    "kind = \"sitemap\"\nfields.title = [{ select = \"h1\" }]",
    "kind = \"oai\"\noai = { set = \"a:b\" }",
    "kind = \"json\"\njson = { items = \"/r\", id = \"/id\", link = \"$.url\", next = \"/next\" }\nfields.title = [{ path = \"/t\", pattern = \"(.+)\" }, { constant = \"x\" }]",
    "kind = \"json\"\njson = { id = \"/id\", cursor = { path = \"/c\", parameter = \"c\" } }",
    "kind = \"json\"\njson = { link = \"/l\", numbered = { address = \"https://a.example/?p={page}\", first = 0 } }",
    "kind = \"json_ld\"\njson_ld = { types = [\"Project\", \"Event\"] }",
    "kind = \"ckan\"\nckan = { query = \"culture\", filter = \"groups:city\" }",
];

fn example() -> String {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/config/sources/example.toml");
    std::fs::read_to_string(file).expect("the example is part of the project")
}

fn places(errors: &FieldErrors) -> Vec<(&str, &str)> {
    errors.0.iter().map(|error| (error.place.as_str(), error.phrase.as_str())).collect()
}

#[test]
fn the_example_is_right_and_uses_what_there_is() {
    let settings = import(&example()).unwrap();
    let SourceKind::Pages { listing } = &settings.kind else { panic!("the example reads pages") };
    assert!(listing.card.is_some() && listing.pagination.is_some());
    assert!(settings.fields.len() > 5 && settings.limits.expected.is_some() && !settings.published.is_empty());
}

#[tokio::test]
async fn settings_survive_a_file_and_the_database() {
    let site = Site::start().await;
    let feed = SourceSettings::of_feed("Feed", "https://partner.example/feed", "x");
    let kinds = KINDS.map(|kind| import(&format!("{HEAD}{kind}")).unwrap());
    for settings in [import(&example()).unwrap(), source(&site), feed].into_iter().chain(kinds) {
        assert_eq!(import(&settings.to_toml()).as_ref(), Ok(&settings), "{}", settings.to_toml());
        let stored = serde_json::to_value(&settings).unwrap();
        assert_eq!(serde_json::from_value::<SourceSettings>(stored).unwrap(), settings);
    }
}

#[test]
fn all_faults_of_a_file_are_told_at_once_each_at_its_place() {
    let file = r#"
        name = 7
        kind = "pages"
        addresses = ["http://partner.example/", "ftp://partner.example/", "http://a b/"]
        every = "daily"
        hosts = ["a/b"]
        colour = "blue"
        [limits]
        pages = 0
        delay = "5"
        expected = { least = 9, most = 3 }
        [listing]
        link = "a[["
        card = ""
        next = "li >"
        numbered = { address = "http://partner.example/?p=1" }
        [[fields.title]]
        select = "h1"
        constant = "both"
        [[fields.purpose]]
        select = "::before"
        pattern = "("
        from = "sky"
        [[fields.titel]]
        select = "h1"
        [[fields.impact]]
    "#;
    let errors = import(file).unwrap_err();
    let places = places(&errors);
    for expected in [
        ("name", "error-source-type"),
        ("contact", "error-source-missing"),
        ("addresses.2", "error-address-scheme"),
        ("addresses.3", "error-address-malformed"),
        ("every", "error-source-schedule"),
        ("hosts.1", "error-source-host"),
        ("colour", "error-source-unknown-key"),
        ("limits.pages", "error-source-range"),
        ("limits.delay", "error-source-type"),
        ("limits.expected", "error-source-expected"),
        ("listing.link", "error-source-selector"),
        ("listing.card", "error-source-missing"),
        ("listing.next", "error-source-selector"),
        ("listing.numbered", "error-source-two-paginations"),
        ("fields.title.1", "error-source-rule"),
        ("fields.purpose.1.select", "error-source-selector"),
        ("fields.purpose.1.pattern", "error-source-pattern"),
        ("fields.purpose.1.from", "error-source-part"),
        ("fields.titel", "error-source-unknown-key"),
        ("fields.impact.1", "error-source-rule"),
    ] {
        assert!(places.contains(&expected), "{expected:?} not in {places:#?}");
    }
    assert_eq!(places.len(), 20, "{places:#?}");
}

#[test]
fn a_file_that_is_no_toml_is_told_with_its_line() {
    let errors = import("name = \"A\"\nkind = \n").unwrap_err();
    assert_eq!(places(&errors), [("file", "error-source-toml")]);
    assert_eq!(errors.0[0].arguments, [("line".to_owned(), "2".to_owned())]);
    for odd in ["", "\u{0}", "[[[[", &"[".repeat(100_000), &"a.".repeat(10_000)] {
        assert!(import(odd).is_err());
    }
}

#[test]
fn a_feed_needs_no_rules_and_has_no_listing() {
    let file = "name = \"A\"\nkind = \"feed\"\naddresses = [\"https://a.example/feed\"]\ncontact = \"x\"\n";
    assert!(import(file).is_ok());
    let errors = import(&format!("{file}[listing]\nlink = \"a\"\n[[fields.title]]\nselect = \"h1\"\nfrom = \"card\""))
        .unwrap_err();
    assert_eq!(
        places(&errors),
        [("listing", "error-source-not-in-feed"), ("fields.title.1.from", "error-source-not-in-feed")]
    );
}

#[test]
fn what_a_kind_cannot_be_told_is_said_at_its_place() {
    for (kind, expected) in [
        (
            "kind = \"oai\"\noai = { set = \"a b\", until = \"x\" }\nsitemap = {}",
            vec![
                ("sitemap", "error-source-other-kind"),
                ("oai.until", "error-source-unknown-key"),
                ("oai.set", "error-source-set"),
            ],
        ),
        (
            "kind = \"sitemap\"\nsitemap.include = \"(\"\nfields.cities = [{ path = \"/a\" }, { select = \"b\", from = \"card\" }]",
            vec![
                ("fields.title", "error-source-no-title"),
                ("sitemap.include", "error-source-pattern"),
                ("fields.cities.1.path", "error-source-not-data"),
                ("fields.cities.2.from", "error-source-no-card"),
            ],
        ),
        ("kind = \"json\"", vec![("json.id", "error-source-no-id")]),
        (
            "kind = \"json\"\njson = { id = \"id\", items = \"$[\", next = \"/n\", cursor = { path = \"/c\", parameter = \"c\" } }\nfields.title = [{ select = \"h1\" }, { path = \"a.b\" }]",
            vec![("json.cursor", "error-source-two-paginations"), ("fields.title.1.select", "error-source-only-data")],
        ),
        ("kind = \"ckan\"\nckan = { query = \"\" }", vec![("ckan.query", "error-source-missing")]),
        ("kind = \"gopher\"", vec![("kind", "error-source-kind")]),
    ] {
        let errors = import(&format!("{HEAD}{kind}")).unwrap_err();
        let places = places(&errors);
        for expected in expected {
            assert!(places.contains(&expected), "{expected:?} not in {places:?}");
        }
    }
    let paths = import(&format!(
        "{HEAD}kind = \"json\"\njson = {{ id = \"id\", items = \"$[\" }}\nfields.title = [{{ path = \"a.b\" }}]"
    ))
    .unwrap_err();
    for place in ["json.items", "json.id", "fields.title.1.path"] {
        assert_eq!(paths.at(place).map(|fault| fault.phrase.as_str()), Some("error-source-path"), "{place}");
    }
}

#[tokio::test]
async fn addresses_that_may_not_be_reached_are_told_when_saving() {
    let site = Site::start().await;
    let mut settings = source(&site);
    assert!(reader(&site).check(&settings).is_empty());
    settings.addresses.push("http://192.168.0.1/".to_owned());
    assert!(check(&settings).is_empty());
    assert_eq!(places(&reader(&site).check(&settings)), [("addresses.2", "source-refused-not-public")]);
}
