//! What a page lets slip of the ways its site can be read: data its scripts load, scripts that may name some, things of
//! schema.org, links to repositories and catalogues.

use std::sync::LazyLock;

use regex::Regex;
use scraper::Selector;
use serde_json::Value;
use url::Url;

use super::{
    super::{scope::absolute, sites::Sites},
    data,
    list::Place,
};
use crate::domain::{SourceSettings, reading::FetchFault};

/// Addresses of one sort on one page.
const MOST: usize = 12;

/// Scripts that every site has, and none of which names its own data.
const COMMON_SCRIPTS: [&str; 18] = [
    "jquery",
    "bootstrap",
    "polyfill",
    "vendor",
    "runtime",
    "analytics",
    "gtag",
    "gtm",
    "matomo",
    "piwik",
    "recaptcha",
    "modernizr",
    "cookie",
    "consent",
    "font",
    "swiper",
    "slick",
    "webpack",
];

#[derive(Clone, Debug, Default)]
pub(super) struct Clues {
    /// Addresses that may answer with data.
    pub(super) data: Vec<Url>,
    /// The site's own scripts, where the page is filled by some.
    pub(super) scripts: Vec<Url>,
    /// Data inside the page with a list in it.
    pub(super) inline: Vec<Value>,
    /// Things of schema.org, told or named.
    pub(super) things: usize,
    /// Addresses that may be a repository's.
    pub(super) repositories: Vec<Url>,
    /// Whether the page says it is of a CKAN catalogue.
    pub(super) is_catalogue: bool,
}

impl Clues {
    pub(super) fn of(place: &Place<'_>, text: &str) -> Result<Self, FetchFault> {
        let mut clues = Self { inline: data::inline_in(text, place.here), ..Self::default() };
        clues.linked(place)?;
        clues.scripted(place)?;
        let settings = SourceSettings::of_feed("Page", place.here.as_str(), "page");
        clues.things = data::things_in(&settings, text, place.here);
        for addresses in [&mut clues.data, &mut clues.scripts, &mut clues.repositories] {
            addresses.truncate(MOST);
        }
        Ok(clues)
    }

    /// What elements name: data to load, and links that sound like a repository's.
    fn linked(&mut self, place: &Place<'_>) -> Result<(), FetchFault> {
        const NAMING: [(&str, &str); 6] = [
            ("link[rel~=preload][as=fetch][href]", "href"),
            ("link[rel~=alternate][type='application/json'][href]", "href"),
            ("[data-src]", "data-src"),
            ("[data-api]", "data-api"),
            ("[data-endpoint]", "data-endpoint"),
            ("[data-url]", "data-url"),
        ];
        for (css, attribute) in NAMING {
            for element in select(place, css)? {
                let url = element.attr(attribute).and_then(|href| absolute(place.base, href));
                if let Some(url) = url.filter(|url| may_answer(url, place.sites, attribute == "data-api")) {
                    push(&mut self.data, url);
                }
            }
        }
        for element in select(place, "a[href], link[href]")? {
            let Some(mut url) = element.attr("href").and_then(|href| absolute(place.base, href)) else { continue };
            let path = url.path().to_ascii_lowercase();
            let asks = url.query_pairs().any(|(name, value)| name == "verb" && value != "GetRecord");
            let named = path.split('/').any(|part| matches!(part, "oai" | "oai2" | "oai-pmh" | "oai2d" | "oai_pmh"));
            if place.sites.hold(&url) && (asks || named) {
                url.set_query(None);
                url.set_fragment(None);
                push(&mut self.repositories, url);
            }
            self.is_catalogue |= path.contains("/api/3/action") && place.sites.hold(&element_url(place, element));
        }
        for element in select(place, "meta[name=generator]")? {
            self.is_catalogue |=
                element.attr("content").is_some_and(|made| made.to_ascii_lowercase().starts_with("ckan"));
        }
        Ok(())
    }

    fn scripted(&mut self, place: &Place<'_>) -> Result<(), FetchFault> {
        for script in select(place, "script")? {
            match script.attr("src").and_then(|src| absolute(place.base, src)) {
                Some(url) => {
                    let name = url.path().rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
                    if place.sites.hold(&url) && !COMMON_SCRIPTS.iter().any(|common| name.contains(common)) {
                        push(&mut self.scripts, url);
                    }
                }
                None => {
                    for url in addresses_in(&script.text().collect::<String>(), place.base, place.sites) {
                        push(&mut self.data, url);
                    }
                }
            }
        }
        Ok(())
    }
}

fn element_url(place: &Place<'_>, element: scraper::ElementRef<'_>) -> Url {
    element.attr("href").and_then(|href| absolute(place.base, href)).unwrap_or_else(|| place.here.clone())
}

fn select<'a>(place: &Place<'a>, css: &str) -> Result<Vec<scraper::ElementRef<'a>>, FetchFault> {
    let selector = Selector::parse(css).expect("a selector of ours");
    place.page.select(place.page.root(), &selector)
}

fn push(urls: &mut Vec<Url>, url: Url) {
    if !urls.contains(&url) {
        urls.push(url);
    }
}

/// Calls that load something, and texts that look like the address of data.
static LOADED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?x)
        (?P<call> \bfetch \s* \( | \baxios (?: \.get )? \s* \( | \.getJSON \s* \( | \.ajax \s* \( \s* \{ \s* url \s* : | \.open \s* \( \s* ['"]GET['"] \s* , )
        \s* ['"`] (?P<loaded> [^'"`\s]{1,500} ) ['"`]
        | ['"`] (?P<text> (?: https?:/ | /? [\w.-]* ) / [^'"`\s<>]{0,300}? (?: /api/ | \.json\b | /wp-json/ ) [^'"`\s<>]{0,300} ) ['"`]
        | ['"`] (?P<api> /? api/ [^'"`\s<>]{1,300} ) ['"`]
        "#,
    )
    .expect("a pattern of ours")
});

static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\$\{[^}]*\}").expect("a pattern of ours"));

/// Addresses of data that a script names. Numbers it fills in are taken to begin with one.
pub(super) fn addresses_in(script: &str, base: &Url, sites: &Sites) -> Vec<Url> {
    let mut found = Vec::new();
    for captures in LOADED.captures_iter(script) {
        let is_loaded = captures.name("loaded").is_some();
        let Some(text) = ["loaded", "text", "api"].iter().find_map(|name| captures.name(name)) else { continue };
        let (path, query) = text.as_str().split_once('?').unwrap_or((text.as_str(), ""));
        if path.contains("${") {
            continue;
        }
        let query = PLACEHOLDER.replace_all(query, "1");
        let text = if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
        if let Some(url) = absolute(base, &text).filter(|url| may_answer(url, sites, is_loaded)) {
            push(&mut found, url);
        }
        if found.len() >= MOST {
            break;
        }
    }
    found
}

/// Whether an address may answer with a list of practices: one of the site's, that is no picture, page or style.
fn may_answer(url: &Url, sites: &Sites, is_certain: bool) -> bool {
    let path = url.path().to_ascii_lowercase();
    let last = path.rsplit('/').next().unwrap_or_default();
    let ending = last.rsplit_once('.').map(|(_, ending)| ending);
    let is_json = path.contains("/api/") || path.contains("/wp-json/") || ending == Some("json");
    let is_own = path.contains("/wp-json/wp/v2/pages/") || path.contains("oembed") || last.contains("manifest");
    sites.hold(url)
        && !is_own
        && (is_json || (is_certain && ending.is_none_or(|ending| matches!(ending, "php" | "ashx" | "aspx"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_names_the_data_it_loads() {
        let here = Url::parse("https://a.example/en/list").unwrap();
        let sites = Sites::of(&SourceSettings::of_feed("", here.as_str(), ""));
        let found = |script: &str| -> Vec<String> {
            addresses_in(script, &here, &sites)
                .iter()
                .map(|url| url.as_str().replace("https://a.example", ""))
                .collect()
        };
        assert_eq!(found(r#"fetch("/api/prakse.json?stranica=1").then(x)"#), ["/api/prakse.json?stranica=1"]);
        assert_eq!(
            found("axios.get('data/list'), $.getJSON(`/x?page=${page}&n=10`)"),
            ["/en/data/list", "/x?page=1&n=10"]
        );
        assert_eq!(
            found(r#"const U = "https://a.example/api/v1/items"; load("/files/all.json")"#),
            ["/api/v1/items", "/files/all.json"]
        );
        assert_eq!(found(r#"xhr.open("GET", "/list.php")"#), ["/list.php"]);
        for nothing in [
            "fetch('https://b.example/api/x')",
            "fetch(`/api/${id}`)",
            r#"import("/chunk.js"); a = "/picture.png"; b = "/manifest.json""#,
            "fetch('/style.css')",
        ] {
            assert!(found(nothing).is_empty(), "{nothing}: {:?}", found(nothing));
        }
    }
}
