//! One rule applied to one element: which text it gives, and in what shape.

use std::collections::BTreeMap;

use regex::Regex;
use scraper::{ElementRef, Selector};
use url::Url;

use super::{
    kinds::Listing,
    page::Page,
    place::{origin_of, origin_with, origin_within},
    prose::{self, Found},
    rules::{How, Rule, Rules},
    sites::canonical,
};
use crate::domain::{Field, candidate::Origin, reading::FetchFault, source::Part};

/// Matches of one rule beyond these are not looked at.
const MOST_MATCHES: usize = 200;

/// How the text of a field is made from what is found.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Prose,
    /// Each match a line.
    Lines,
    Links,
    /// The first match.
    Line,
}

pub(super) const fn shape(field: Field) -> Shape {
    match field {
        Field::Summary
        | Field::Purpose
        | Field::Rationale
        | Field::Process
        | Field::Impact
        | Field::Evaluation
        | Field::Beneficiaries
        | Field::Funding
        | Field::Difficulties
        | Field::Advice => Shape::Prose,
        Field::Cities | Field::Topics | Field::Partners => Shape::Lines,
        Field::Links => Shape::Links,
        Field::Title | Field::Statement | Field::Period | Field::Status | Field::Language | Field::Lead => Shape::Line,
    }
}

pub(super) fn absolute(base: &Url, href: &str) -> Option<Url> {
    base.join(href.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

/// An address that a practice may be kept under.
pub(super) fn plain_address(base: &Url, text: &str) -> Option<Url> {
    absolute(base, text).filter(is_address)
}

fn is_address(url: &Url) -> bool {
    url.has_host() && url.as_str().len() <= 2_048 && url.username().is_empty()
}

/// Where an element leads on to: itself, what is in it, or what the script behind a "load more" button would ask for.
pub(super) fn onward_address(element: ElementRef<'_>) -> Option<&str> {
    const NAMES: [&str; 6] = ["href", "data-href", "data-url", "data-next", "data-next-url", "hx-get"];
    element.descendants().filter_map(ElementRef::wrap).find_map(|element| {
        let values = NAMES.iter().filter_map(|name| element.value().attr(name)).map(str::trim);
        values.into_iter().find(|value| !value.is_empty() && !value.starts_with('#'))
    })
}

/// An element rules look into.
pub(super) struct Scope<'a> {
    pub(super) page: &'a Page,
    pub(super) within: ElementRef<'a>,
    pub(super) base: &'a Url,
}

impl Scope<'_> {
    pub(super) fn apply(&self, rule: &Rule, shape: Shape) -> Result<Found, FetchFault> {
        match &rule.how {
            How::Constant(text) => Ok(Found { text: text.clone(), ..Found::default() }),
            // Elements have no places in data: the settings' check says so.
            How::Path(..) => Ok(Found::default()),
            How::Pattern(pattern) => {
                let found = prose::lines(self.within);
                let text = captured(pattern, &found.text, shape);
                let pieces = text.lines().take(Origin::MOST);
                let origins = pieces.map(|words| origin_within(self.page, self.within, words)).collect();
                Ok(Found { text, origins, ..found })
            }
            How::Select { selector, attribute, pattern } => {
                let elements = self.page.select(self.within, selector)?;
                let found = elements.into_iter().take(MOST_MATCHES).map(|element| {
                    let found = match attribute {
                        Some(attribute) => self.attribute(element, attribute, shape),
                        None => self.text(element, shape),
                    };
                    (element, found)
                });
                let mut found: Vec<_> = found.filter(|(_, found)| !found.text.is_empty()).collect();
                if shape == Shape::Line && pattern.is_none() {
                    found.truncate(1);
                }
                let origins = found.iter().take(Origin::MOST).map(|(element, found)| match attribute {
                    Some(_) => origin_with(*element, &found.text),
                    None => origin_of(*element),
                });
                let mut origins: Vec<Origin> = origins.collect();
                let found = found.into_iter().map(|(_, found)| found).collect();
                let all = join(found, if shape == Shape::Prose { "\n\n" } else { "\n" });
                let Some(pattern) = pattern else { return Ok(Found { origins, ..all }) };
                let text = captured(pattern, &all.text, shape);
                // Of the elements looked at, those that gave what was captured, as far as that can be seen.
                let gave = |origin: &Origin| text.lines().any(|words| origin.quote.contains(words));
                if origins.iter().any(gave) {
                    origins.retain(gave);
                }
                Ok(Found { text, origins, ..all })
            }
        }
    }

    fn text(&self, element: ElementRef<'_>, shape: Shape) -> Found {
        match shape {
            Shape::Prose => prose::markdown(element, self.base),
            Shape::Lines => prose::lines(element),
            Shape::Line => {
                let found = prose::lines(element);
                Found { text: found.text.replace('\n', " "), ..found }
            }
            Shape::Links => {
                let own = element.value().name() == "a";
                let anchors =
                    element.descendants().filter_map(ElementRef::wrap).filter(|inner| inner.value().name() == "a");
                let links = anchors.take(if own { 1 } else { MOST_MATCHES }).filter_map(|anchor| {
                    let url = prose::link(self.base, anchor.attr("href")?).filter(|url| url.starts_with("http"))?;
                    let title = prose::lines(anchor).text.replace(['\n', '|'], " ");
                    Some(if title.is_empty() { url } else { format!("{title} | {url}") })
                });
                Found { text: links.collect::<Vec<_>>().join("\n"), ..Found::default() }
            }
        }
    }

    fn attribute(&self, element: ElementRef<'_>, attribute: &str, shape: Shape) -> Found {
        let value = prose::collapse(element.attr(attribute).unwrap_or_default());
        if value.is_empty() {
            // As an address, nothing would be that of the page itself.
            return Found::default();
        }
        let text = if shape == Shape::Links { prose::link(self.base, &value).unwrap_or_default() } else { value };
        Found { text, ..Found::default() }
    }

    /// The address of a card's practice.
    pub(super) fn address(&self, listing: &Listing) -> Result<Option<Url>, FetchFault> {
        Ok(self.target(&listing.link)?.map(|url| canonical(&url)))
    }

    /// Where the listing goes on: a link's address, or the one a button's script would load.
    pub(super) fn onward(&self, selector: &Selector) -> Result<Option<Url>, FetchFault> {
        let found = self.page.select(self.within, selector)?;
        let href = found.into_iter().take(MOST_MATCHES).find_map(onward_address);
        Ok(href.and_then(|href| plain_address(self.base, href)))
    }

    /// Where the first link among the elements found leads.
    pub(super) fn target(&self, selector: &Selector) -> Result<Option<Url>, FetchFault> {
        let found = self.page.select(self.within, selector)?;
        let href = found.into_iter().take(MOST_MATCHES).find_map(|element| {
            element
                .attr("href")
                .or_else(|| element.descendants().filter_map(ElementRef::wrap).find_map(|inner| inner.attr("href")))
        });
        Ok(href.and_then(|href| plain_address(self.base, href)))
    }

    pub(super) fn card_texts(&self, rules: &Rules) -> Result<BTreeMap<String, String>, FetchFault> {
        let mut texts = BTreeMap::new();
        let of_fields = rules.fields.iter().flat_map(|(field, ways)| ways.iter().map(|rule| (rule, shape(*field))));
        let of_date = rules.published.iter().map(|rule| (rule, Shape::Line));
        for (rule, shape) in of_fields.chain(of_date).filter(|(rule, _)| rule.from == Part::Card) {
            let found = self.apply(rule, shape)?;
            if !found.text.is_empty() {
                texts.insert(rule.place.clone(), found.text);
            }
        }
        Ok(texts)
    }
}

fn join(found: Vec<Found>, between: &str) -> Found {
    let hidden = found.iter().any(|found| found.hidden);
    let cut = found.iter().any(|found| found.cut);
    let text = found.into_iter().map(|found| found.text).collect::<Vec<_>>().join(between);
    Found { text, hidden, cut, origins: Vec::new() }
}

/// What a pattern captures: of lists every match, of everything else the first.
pub(super) fn captured(pattern: &Regex, text: &str, shape: Shape) -> String {
    let captures = pattern.captures_iter(text).map(|captures| {
        captures.get(1).or_else(|| captures.get(0)).map_or("", |group| group.as_str()).trim().to_owned()
    });
    let most = if matches!(shape, Shape::Lines | Shape::Links) { MOST_MATCHES } else { 1 };
    captures.filter(|capture| !capture.is_empty()).take(most).collect::<Vec<_>>().join("\n")
}
