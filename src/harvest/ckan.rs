//! Catalogues that speak the API of CKAN, version 3: `package_search`, page by page, oldest package first so that a new
//! one moves no other.

use serde_json::Value;
use url::Url;

use super::{
    data::{self, Own, Usual, address},
    json::{Answer, with_parameter},
    kinds::Kind,
    rules::Rules,
};
use crate::domain::{Field, reading::FetchFault};

/// Packages in one answer; catalogues give no more than a thousand.
const ROWS: u64 = 100;

const USUAL: Usual = Usual {
    id: &["id", "name"],
    link: &[],
    published: &["metadata_created"],
    summary: &[],
    story: &["notes", "notes_translated"],
    fields: &[
        (Field::Title, &["title", "title_translated", "name"]),
        (Field::Language, &["language"]),
        (Field::Lead, &["organization.title", "organization.name"]),
        (Field::Cities, &["city", "spatial_text"]),
        (Field::Period, &["temporal_coverage", "period"]),
        (Field::Links, &["url", "resources"]),
    ],
    country: &["country"],
};

/// The address of the first answer of a catalogue, from its own address or that of its API.
pub(super) fn first(rules: &Rules, site: &Url) -> Url {
    let mut url = site.clone();
    let path = site.path().split("/api/").next().unwrap_or_default().split("/dataset").next().unwrap_or_default();
    url.set_path(&format!("{}/api/3/action/package_search", path.trim_end_matches('/')));
    url.set_query(None);
    let Kind::Ckan { query, filter } = &rules.kind else { return url };
    let rows = ROWS.to_string();
    let mut pairs = url.query_pairs_mut();
    for (name, value) in [("q", query.as_deref()), ("fq", filter.as_deref())] {
        if let Some(value) = value {
            pairs.append_pair(name, value);
        }
    }
    pairs.append_pair("sort", "metadata_created asc").append_pair("rows", &rows).append_pair("start", "0");
    drop(pairs);
    url
}

/// # Errors
/// It is no JSON or no answer of a catalogue, or the catalogue declined.
pub(super) fn read(rules: &Rules, text: &str, from: &Url) -> Result<Answer, FetchFault> {
    let value = data::json::parse(text)?;
    if value.get("success") != Some(&Value::Bool(true)) {
        let said = ["/error/message", "/error/__type", "/error"].iter().find_map(|at| value.pointer(at)?.as_str());
        let said = said.unwrap_or("package_search").chars().take(200).collect();
        return Err(FetchFault::Declined { said });
    }
    let count = value.pointer("/result/count").and_then(Value::as_u64).unwrap_or(0);
    let packages = value.pointer("/result/results").and_then(Value::as_array).ok_or(FetchFault::NotJson)?;
    let mut answer = Answer::default();
    for package in packages.iter().filter(|package| package.is_object()) {
        let link = package.get("name").and_then(Value::as_str).and_then(|name| page_of(from, name));
        answer.items.push(data::item(
            rules,
            &USUAL,
            Own { id: None, link, link_at: "name".to_owned() },
            package,
            from,
        )?);
    }
    let start = from.query_pairs().find(|(name, _)| name == "start").and_then(|(_, value)| value.parse::<u64>().ok());
    let after = start.unwrap_or(0).saturating_add(packages.len() as u64);
    answer.next = (!packages.is_empty() && after < count).then(|| with_parameter(from, "start", &after.to_string()));
    Ok(answer)
}

/// Where a reader finds a package.
fn page_of(from: &Url, name: &str) -> Option<Url> {
    let root = from.path().split("/api/").next().unwrap_or_default();
    let mut url = address(from, &format!("{root}/dataset/"))?;
    url.path_segments_mut().ok()?.pop_if_empty().push(name);
    Some(url)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        SourceSettings,
        source::{CkanRules, SourceKind},
    };

    #[test]
    fn a_catalogue_is_asked_by_its_api_whatever_address_is_given() {
        let filter = Some("organization:city hall".to_owned());
        let kind = SourceKind::Ckan { ckan: CkanRules { query: None, filter } };
        let rules = Rules::compile(&SourceSettings::of_kind(kind, "a", "https://a.example/", "x")).unwrap();
        let asked =
            "api/3/action/package_search?fq=organization%3Acity+hall&sort=metadata_created+asc&rows=100&start=0";
        for (site, root) in [
            ("https://a.example", "https://a.example/"),
            ("https://a.example/data/", "https://a.example/data/"),
            ("https://a.example/dataset?q=x", "https://a.example/"),
            ("https://a.example/data/api/3/action/package_list", "https://a.example/data/"),
        ] {
            assert_eq!(first(&rules, &Url::parse(site).unwrap()).as_str(), format!("{root}{asked}"));
        }
        let page = page_of(&first(&rules, &Url::parse("https://a.example/data").unwrap()), "a/b");
        assert_eq!(page.unwrap().as_str(), "https://a.example/data/dataset/a%2Fb");
    }
}
