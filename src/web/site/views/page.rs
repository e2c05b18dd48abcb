//! What every public page has: title, addresses in each language, navigation, text size.

use i18n_embed_fl::fl;

use super::Link;
use crate::{
    domain::Lang,
    press, text,
    web::site::{TextSize, addresses},
};

/// The part of the site a page belongs to, marked in the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Practices,
    Cities,
    Topics,
    Collections,
    About,
    Submit,
}

/// A line above the page that is no part of it: that this is a demonstration and what to try, or only a preview.
#[derive(Clone, Debug)]
pub struct Strip {
    /// Names the line for those who cannot see where it stands.
    pub name: String,
    pub text: String,
    pub links: Vec<Link>,
}

/// The frame of a page. Make one with [`Page::new`] and set what differs.
#[derive(Clone)]
pub struct Page {
    /// The phrases of the page's language, for `fl!` in templates.
    pub t: &'static text::Loader,
    pub lang: Lang,
    /// Scheme and host, without a slash at the end: `https://practices.example`.
    origin: String,
    /// The rest of the address after the language, with its query: `/practices?topic=roma`.
    rest: String,
    /// Without the site's name.
    pub title: String,
    pub description: String,
    pub section: Option<Section>,
    pub text_size: TextSize,
    /// The feed of what the page lists (Atom).
    pub feed: Option<Link>,
    /// The pages before and after in a list of several.
    pub previous: Option<String>,
    pub next: Option<String>,
    /// Whether search engines may keep it; a page with a token in its address never is.
    pub indexed: bool,
    /// Whether the page is the answer to a form with errors: its title says so first.
    pub wrong: bool,
    pub strip: Option<Strip>,
    /// The address on the desk where editors see the page before readers do: it is in no language's part of the site, runs
    /// no script, and what it links to opens beside it.
    pub preview: Option<String>,
    /// Data for machines, see [`JsonLd`].
    pub json_ld: Option<JsonLd>,
}

impl Page {
    /// A page at `path`, which begins with the language: `/en/practices?topic=roma`.
    #[must_use]
    pub fn new(lang: Lang, origin: &str, path: &str, title: impl Into<String>) -> Self {
        let prefix = format!("/{lang}");
        Self {
            t: text::phrases(lang),
            lang,
            origin: origin.trim_end_matches('/').to_owned(),
            rest: path.strip_prefix(&prefix).unwrap_or(path).to_owned(),
            title: title.into(),
            description: String::new(),
            section: None,
            text_size: TextSize::default(),
            feed: None,
            previous: None,
            next: None,
            indexed: true,
            wrong: false,
            strip: None,
            preview: None,
            json_ld: None,
        }
    }

    #[must_use]
    pub fn in_section(mut self, section: Section) -> Self {
        self.section = Some(section);
        self
    }

    /// The page's path in a language.
    #[must_use]
    pub fn path_in(&self, lang: Lang) -> String {
        format!("/{lang}{}", self.rest)
    }

    /// The page's full address in a language.
    #[must_use]
    pub fn address_in(&self, lang: Lang) -> String {
        format!("{}{}", self.origin, self.path_in(lang))
    }

    /// The full address of a path of ours.
    #[must_use]
    pub fn whole(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    #[must_use]
    pub fn path(&self) -> String {
        self.path_in(self.lang)
    }

    #[must_use]
    pub fn address(&self) -> String {
        self.address_in(self.lang)
    }

    /// For `hreflang`: the page in every language, and in the one for readers of none of them.
    #[must_use]
    pub fn alternates(&self) -> Vec<(&'static str, String)> {
        let each = Lang::ALL.into_iter().map(|lang| (lang.tag(), self.address_in(lang)));
        each.chain([("x-default", self.address_in(Lang::default()))]).collect()
    }

    /// The other languages the page is in, with its path in each.
    #[must_use]
    pub fn other_languages(&self) -> Vec<(Lang, String)> {
        let others = Lang::ALL.into_iter().filter(|lang| *lang != self.lang);
        let path = |lang| match &self.preview {
            Some(address) => format!("{address}?lang={lang}"),
            None => self.path_in(lang),
        };
        others.map(|lang| (lang, path(lang))).collect()
    }

    /// The text sizes to choose from: name, label, and whether it is the one in use.
    #[must_use]
    pub fn text_sizes(&self) -> [(&'static str, String, bool); 3] {
        let label = |size| match size {
            TextSize::Small => fl!(self.t, "site-text-small"),
            TextSize::Medium => fl!(self.t, "site-text-medium"),
            TextSize::Large => fl!(self.t, "site-text-large"),
        };
        TextSize::ALL.map(|size| (size.name(), label(size), size == self.text_size))
    }

    #[must_use]
    pub fn home(&self) -> String {
        addresses::explore(self.lang)
    }

    #[must_use]
    pub fn cities(&self) -> String {
        addresses::cities(self.lang)
    }

    #[must_use]
    pub fn template(&self) -> String {
        addresses::template(self.lang)
    }

    #[must_use]
    pub fn submit(&self) -> String {
        addresses::submit(self.lang)
    }

    #[must_use]
    pub fn text_size_action(&self) -> String {
        addresses::text_size(self.lang)
    }

    #[must_use]
    pub fn is_in(&self, section: &Section) -> bool {
        self.section == Some(*section)
    }

    /// The feed of what the page lists, as a JSON Feed: beside the other one, under the same name.
    #[must_use]
    pub fn json_feed(&self) -> Option<String> {
        let feed = self.feed.as_ref()?;
        let (path, query) =
            feed.href.split_once('?').map_or((feed.href.as_str(), None), |(path, query)| (path, Some(query)));
        let path = format!("{}.feed.json", path.strip_suffix(".atom")?);
        Some(query.map_or_else(|| path.clone(), |query| format!("{path}?{query}")))
    }

    #[must_use]
    pub fn submitting(&self) -> bool {
        self.section == Some(Section::Submit)
    }

    /// The main navigation: section, phrase, address.
    #[must_use]
    pub fn navigation(&self) -> [(Section, String, String); 5] {
        [
            (Section::Practices, fl!(self.t, "site-nav-practices"), addresses::explore(self.lang)),
            (Section::Cities, fl!(self.t, "site-nav-cities"), addresses::cities(self.lang)),
            (Section::Topics, fl!(self.t, "site-nav-topics"), addresses::topics(self.lang)),
            (Section::Collections, fl!(self.t, "site-nav-collections"), addresses::collections(self.lang)),
            (Section::About, fl!(self.t, "site-nav-about"), addresses::plain(self.lang, "about")),
        ]
    }

    /// How browsers learn to search here.
    #[must_use]
    pub fn opensearch(&self) -> String {
        addresses::opensearch(self.lang)
    }

    /// The links of the foot.
    #[must_use]
    pub fn foot(&self) -> [Link; 8] {
        [
            Link::new(fl!(self.t, "site-nav-about"), addresses::plain(self.lang, "about")),
            Link::new(fl!(self.t, "site-foot-criteria"), addresses::plain(self.lang, "how-practices-are-chosen")),
            Link::new(fl!(self.t, "site-foot-template"), addresses::template(self.lang)),
            Link::new(fl!(self.t, "site-countries"), addresses::countries(self.lang)),
            Link::new(fl!(self.t, "site-coverage"), addresses::coverage(self.lang)),
            Link::new(fl!(self.t, "site-foot-data"), addresses::data(self.lang)),
            Link::new(fl!(self.t, "site-foot-accessibility"), addresses::plain(self.lang, "accessibility")),
            Link::new(fl!(self.t, "site-foot-privacy"), addresses::plain(self.lang, "privacy")),
        ]
    }
}

/// Structured data (schema.org) as it stands inside a `script` element: no `<` can end it early.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonLd(String);

impl JsonLd {
    #[must_use]
    pub fn new(things: &[serde_json::Value]) -> Self {
        Self(press::script(things))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_other_language_keeps_the_page_and_its_filters() {
        let page = Page::new(Lang::En, "https://x.test/", "/en/practices?topic=roma", "Practices");
        assert_eq!(page.path_in(Lang::Fr), "/fr/practices?topic=roma");
        assert_eq!(page.address(), "https://x.test/en/practices?topic=roma");
    }

    #[test]
    fn structured_data_cannot_end_its_element() {
        let data = JsonLd::new(&[serde_json::json!({ "name": "</script><script>alert(1)</script>" })]);
        assert!(!data.as_str().contains('<'));
    }
}
