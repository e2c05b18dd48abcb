//! Finds what repeats on a page: boxes of the same shape that lead to pages of the same site. A group of links is written
//! down as selectors, the selectors are run as a reading would run them, and what they find is weighed.

use std::collections::{BTreeMap, BTreeSet};

use scraper::{ElementRef, Selector};
use url::Url;

use super::{
    super::{
        page::Page,
        prose,
        scope::absolute,
        sites::{Sites, canonical, goes_in_circles},
    },
    shape::{self, is_boilerplate},
};
use crate::domain::{reading::FetchFault, source::ListingRules};

/// Links looked at, groups written down, and the fewest boxes that make a list.
const MOST_ANCHORS: usize = 5_000;
const MOST_GROUPS: usize = 12;
const FEWEST: usize = 3;

/// What weighs less is a menu or a box at the side.
const LEAST_WEIGHT: f64 = 45.0;

/// A list that repeats on the page.
#[derive(Clone, Debug)]
pub(super) struct List {
    pub(super) rules: ListingRules,
    pub(super) urls: BTreeSet<Url>,
    pub(super) weight: f64,
}

/// One link that may lead to a practice.
struct Anchor<'a> {
    element: ElementRef<'a>,
    url: Url,
}

/// The page and where it lies.
pub(super) struct Place<'a> {
    pub(super) page: &'a Page,
    pub(super) base: &'a Url,
    pub(super) here: &'a Url,
    pub(super) sites: &'a Sites,
}

impl<'a> Place<'a> {
    /// The lists of the page, the likeliest first; each with other addresses than those before it.
    pub(super) fn lists(&self) -> Result<Vec<List>, FetchFault> {
        let mut groups: BTreeMap<String, Vec<Anchor<'a>>> = BTreeMap::new();
        for anchor in self.anchors()? {
            groups.entry(shape::key(anchor.element)).or_default().push(anchor);
        }
        let mut groups: Vec<Vec<Anchor<'a>>> =
            groups.into_values().map(first_of_each).filter(|group| group.len() >= FEWEST).collect();
        groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
        let mut lists: Vec<List> = Vec::new();
        for group in groups.iter().take(MOST_GROUPS) {
            let best = self.best(group)?;
            lists.extend(best.filter(|list| list.weight >= LEAST_WEIGHT));
        }
        lists.sort_by(|one, other| other.weight.total_cmp(&one.weight));
        let mut kept: Vec<List> = Vec::new();
        for list in lists {
            // Picture, title and "read more" of one box are one list.
            let same = |known: &List| known.urls.intersection(&list.urls).count() * 2 > list.urls.len();
            if !kept.iter().any(same) {
                kept.push(list);
            }
        }
        Ok(kept)
    }

    fn anchors(&self) -> Result<Vec<Anchor<'a>>, FetchFault> {
        let selector = Selector::parse("a[href]").expect("a selector of ours");
        let found = self.page.select(self.page.root(), &selector)?.into_iter().take(MOST_ANCHORS);
        let leads = |element: ElementRef<'_>| {
            let url = canonical(&absolute(self.base, element.attr("href")?)?);
            let is_page = self.sites.hold(&url) && !goes_in_circles(&url) && !is_file(&url);
            let elsewhere = canonical(self.here) != url && url.path() != "/" && !url.as_str().ends_with("/#");
            (is_page && elsewhere && url.username().is_empty()).then_some(url)
        };
        let anchors = found.filter(|element| !is_boilerplate(*element));
        Ok(anchors.filter_map(|element| Some(Anchor { element, url: leads(element)? })).collect())
    }

    /// The selectors that find a group best.
    fn best(&self, group: &[Anchor<'_>]) -> Result<Option<List>, FetchFault> {
        let elements: Vec<ElementRef<'_>> = group.iter().map(|anchor| anchor.element).collect();
        let mut best: Option<List> = None;
        for rules in shape::selectors(&elements) {
            let Some(list) = self.weigh(rules)? else { continue };
            // Selectors come from the simplest to the strictest: a stricter one must find something better.
            if best.as_ref().is_none_or(|best| list.weight > best.weight + 1.0) {
                best = Some(list);
            }
        }
        Ok(best)
    }

    /// Runs the selectors as a reading does, and weighs what they find.
    fn weigh(&self, rules: ListingRules) -> Result<Option<List>, FetchFault> {
        let parse = |css: &str| Selector::parse(css).ok();
        let Some(link) = parse(&rules.link) else { return Ok(None) };
        let card = match rules.card.as_deref().map(parse) {
            None => None,
            Some(None) => return Ok(None),
            Some(card) => card,
        };
        let (mut seen, mut boilerplate) = (Seen::default(), 0);
        for card in self.page.select(self.page.root(), card.as_ref().unwrap_or(&link))? {
            let Some((anchor, url)) = self.first_link(card, &link)? else { continue };
            if !self.sites.hold(&url) || !seen.urls.insert(url.clone()) {
                continue;
            }
            boilerplate += usize::from(is_boilerplate(anchor));
            seen.add(self.here, card, anchor, &url);
        }
        if seen.urls.len() < FEWEST {
            return Ok(None);
        }
        #[expect(clippy::cast_precision_loss, reason = "counts of links on one page")]
        let strangers = boilerplate as f64 / seen.urls.len() as f64;
        let weight = seen.weight() - 80.0 * strangers;
        Ok(Some(List { rules, urls: seen.urls, weight }))
    }

    fn first_link(&self, card: ElementRef<'a>, link: &Selector) -> Result<Option<(ElementRef<'a>, Url)>, FetchFault> {
        let found = self.page.select(card, link)?.into_iter().next();
        Ok(found.and_then(|anchor| Some((anchor, canonical(&absolute(self.base, anchor.attr("href")?)?)))))
    }
}

/// The first link to each address.
fn first_of_each(anchors: Vec<Anchor<'_>>) -> Vec<Anchor<'_>> {
    let mut seen = BTreeSet::new();
    anchors.into_iter().filter(|anchor| seen.insert(anchor.url.clone())).collect()
}

fn is_file(url: &Url) -> bool {
    const FILES: [&str; 16] = [
        "pdf", "jpg", "jpeg", "png", "gif", "svg", "webp", "zip", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "mp4",
        "mp3",
    ];
    let ending = url.path().rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| FILES.contains(&ending.as_str()))
}

/// What the boxes of a list have in common, in sums.
#[derive(Default)]
struct Seen {
    urls: BTreeSet<Url>,
    titles: BTreeSet<String>,
    title_length: usize,
    told_length: usize,
    under_here: usize,
    facets: usize,
    headings: usize,
    folders: BTreeMap<String, usize>,
}

impl Seen {
    fn add(&mut self, here: &Url, card: ElementRef<'_>, anchor: ElementRef<'_>, url: &Url) {
        const LONGEST_TITLE: usize = 70;
        const LONGEST_TOLD: usize = 300;
        let (title, told) = (prose::lines(anchor).text, prose::lines(card).text.chars().count());
        self.title_length += title.chars().count().min(LONGEST_TITLE);
        self.told_length += told.saturating_sub(title.chars().count()).min(LONGEST_TOLD);
        self.titles.insert(title);
        let folder = here.path().trim_end_matches('/');
        let folder = folder.rsplit_once('.').map_or(folder, |(stem, _)| stem);
        self.under_here += usize::from(url.path().len() > folder.len() && url.path().starts_with(folder));
        self.facets += usize::from(url.path() == here.path());
        self.headings += usize::from(shape::has_heading(card, anchor));
        let parent = url.path().trim_end_matches('/').rsplit_once('/').map_or("", |(parent, _)| parent);
        *self.folders.entry(parent.to_owned()).or_default() += 1;
    }

    /// Higher for more boxes, with longer titles, more told in each, under the listing's own address, all in one folder.
    #[expect(clippy::cast_precision_loss, reason = "counts and lengths on one page")]
    fn weight(&self) -> f64 {
        let count = self.urls.len() as f64;
        let share = |sum: usize| sum as f64 / count;
        let (title, told) = (share(self.title_length), share(self.told_length));
        let one_folder = share(self.folders.values().copied().max().unwrap_or(0));
        let alike = if share(self.titles.len()) < 0.5 { 8.0 } else { 0.0 };
        let curt = if title < 12.0 && told < 20.0 { 25.0 } else { 0.0 };
        12.0 * count.ln()
            + 0.5 * title.min(60.0)
            + 0.08 * told
            + 15.0 * share(self.under_here)
            + 10.0 * one_folder
            + 10.0 * share(self.headings)
            - 60.0 * share(self.facets)
            - alike
            - curt
    }
}
