use practice_commons::{
    domain::{Country, Period},
    press::{Article, Place, Site, breadcrumbs, script},
};
use proptest::prelude::*;
use serde_json::Value;

use super::at;

fn an_article() -> Article<'static> {
    Article {
        url: "https://commons.example/en/practice/5",
        title: "Open houses",
        description: "Two houses open their doors.",
        language: Some("en"),
        published_at: at(0),
        updated_at: at(60),
        places: vec![Place { city: "Patras", country: Country::parse("GR").ok().map(|country| (country, "Greece")) }],
        period: None,
        topics: vec!["Education", "Roma"],
        lead: "City of Patras",
        licence: Some("https://creativecommons.org/licenses/by/4.0/"),
        based_on: None,
        pictures: Vec::new(),
        publisher: Site { name: "Practice Commons", url: "https://commons.example/" },
    }
}

#[test]
fn a_practice_is_an_article_about_a_project() {
    let crumbs = breadcrumbs(&[
        ("Practices", "https://commons.example/en/"),
        ("Open houses", "https://commons.example/en/practice/5"),
    ]);
    let json: Value = serde_json::from_str(&script(&[an_article().to_json(), crumbs])).unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&json).unwrap());
}

#[test]
fn a_period_is_said_in_edtf() {
    let period = Period::read("2015-2017");
    let json = Article { period: Some(&period), ..an_article() }.to_json();
    assert_eq!(json["temporalCoverage"], "2015/2017");
    let unread = Period::read("in better days");
    assert_eq!(Article { period: Some(&unread), ..an_article() }.to_json().get("temporalCoverage"), None);
}

#[test]
fn what_is_not_known_is_not_said() {
    let json = Article { lead: " ", description: "", licence: None, places: Vec::new(), ..an_article() }.to_json();
    for name in ["description", "license", "spatialCoverage", "author", "isBasedOn", "image"] {
        assert_eq!(json.get(name), None, "{name}");
    }
    assert_eq!(json["about"].as_object().unwrap().len(), 2);
}

proptest! {
    #[test]
    fn no_text_leaves_the_script(title in ".{0,40}|(</script>|<!--|]]>|&lt;|\u{2028}|\"|\\\\){0,5}") {
        let article = Article { title: &title, ..an_article() };
        let script = script(&[article.to_json()]);
        let leaves = script.contains(['<', '>', '&', '\u{2028}', '\u{2029}']);
        prop_assert!(!leaves);
        let json: Value = serde_json::from_str(&script).unwrap();
        prop_assert_eq!(json["@graph"][0]["headline"].as_str().unwrap_or_default(), title.trim());
    }
}
