//! Applies a source's rules to a page: to a practice's own page, and to a listing of practices.

use scraper::Selector;
use url::Url;

use super::{
    kinds::{Kind, Next},
    page::Page,
    prose::{self, Found},
    rules::{Rule, Rules},
    scope::{Scope, Shape, absolute, shape},
    sites::goes_in_circles,
    unruled,
};
use crate::domain::{
    Draft, Field,
    candidate::{Card, Note, Origin, Origins, OtherReading},
    reading::FetchFault,
    same_page,
    source::Part,
};

/// Cards on one listing page beyond these are not looked at.
const MOST_CARDS: usize = 2_000;

/// What the rules found on a practice's page.
#[derive(Debug, Default)]
pub(super) struct Extract {
    pub(super) draft: Draft,
    /// As written on the page.
    pub(super) published: Option<String>,
    pub(super) notes: Vec<Note>,
    pub(super) origins: Origins,
    /// Where nothing but the page itself says which text is meant.
    pub(super) readings: Vec<OtherReading>,
    /// What the page says its address is, where that is on its own host.
    pub(super) canonical: Option<Url>,
}

/// What the rules found on a listing page.
#[derive(Debug, Default)]
pub(super) struct Listed {
    pub(super) cards: Vec<Card>,
    pub(super) next: Option<Url>,
    /// Why there may be no card.
    pub(super) notes: Vec<Note>,
}

/// Reads a practice's page. The rules for the title having found nothing, the draft has none.
pub(super) fn page(rules: &Rules, text: &str, base: &Url, card: Option<&Card>) -> Result<Extract, FetchFault> {
    if rules.is_automatic() {
        return unruled::page(rules, text, base);
    }
    let page = Page::parse(text)?;
    let mut extract = Extract { canonical: stated_address(&page, base), ..Extract::default() };
    let base = base_of(&page, base);
    let scope = Scope { page: &page, within: page.root(), base: &base };
    let (mut hidden, mut cut) = (false, false);
    for (field, ways) in &rules.fields {
        let found = first(ways, |rule| match rule.from {
            Part::Page => scope.apply(rule, shape(*field)),
            Part::Card => Ok(remembered(card, &rule.place)),
        })?;
        hidden |= found.hidden;
        cut |= found.cut;
        if !found.origins.is_empty() && !found.text.is_empty() {
            extract.origins.insert(*field, found.origins);
        }
        extract.draft.set(*field, found.text);
    }
    let published = first(&rules.published, |rule| match rule.from {
        Part::Page => scope.apply(rule, Shape::Line),
        Part::Card => Ok(remembered(card, &rule.place)),
    })?;
    extract.published = Some(published.text).filter(|text| !text.is_empty());
    extract.notes.extend(hidden.then(|| Note::new("source-note-hidden-text")));
    extract.notes.extend(cut.then(|| Note::new("source-note-cut")));
    if extract.draft.get(Field::Title).is_empty() {
        extract.notes.extend(hints(&page)?);
    }
    Ok(extract)
}

/// Reads a listing page.
pub(super) fn listing(rules: &Rules, text: &str, base: &Url) -> Result<Listed, FetchFault> {
    let Kind::Pages(listing) = &rules.kind else { return Ok(Listed::default()) };
    let page = Page::parse(text)?;
    let base = base_of(&page, base);
    let mut listed = Listed::default();
    let boxes = page.select(page.root(), listing.card.as_ref().unwrap_or(&listing.link))?;
    for within in boxes.into_iter().take(MOST_CARDS) {
        let scope = Scope { page: &page, within, base: &base };
        let Some(url) = scope.address(listing)? else { continue };
        if !rules.sites.hold(&url) {
            note_once(&mut listed.notes, "source-note-other-site", "host", url.host_str().unwrap_or_default());
        } else if goes_in_circles(&url) {
            note_once(&mut listed.notes, "source-note-circles", "url", url.as_str());
        } else if !listed.cards.iter().any(|card| card.external_id == url.as_str()) {
            let texts = scope.card_texts(rules)?;
            listed.cards.push(Card { external_id: url.to_string(), url: url.to_string(), texts });
        }
    }
    if let Next::Link(next) = &listing.next {
        let scope = Scope { page: &page, within: page.root(), base: &base };
        listed.next = scope.onward(next)?.filter(|url| rules.sites.hold(url) && !goes_in_circles(url));
    }
    if listed.cards.is_empty() {
        listed.notes.extend(hints(&page)?);
    }
    Ok(listed)
}

fn note_once(notes: &mut Vec<Note>, phrase: &str, name: &str, value: &str) {
    if !notes.iter().any(|note| note.phrase == phrase) {
        notes.push(Note::new(phrase).with(name, value));
    }
}

fn remembered(card: Option<&Card>, place: &str) -> Found {
    let text = card.and_then(|card| card.texts.get(place)).cloned().unwrap_or_default();
    // Its place on the listing is not kept: it moves with every practice that comes before it.
    let origins = text.lines().take(Origin::MOST).map(|words| Origin::new("", words).on_card()).collect();
    Found { text, origins, ..Found::default() }
}

/// The first way that finds something.
fn first(ways: &[Rule], mut apply: impl FnMut(&Rule) -> Result<Found, FetchFault>) -> Result<Found, FetchFault> {
    for rule in ways {
        let found = apply(rule)?;
        if !found.text.trim().is_empty() {
            return Ok(found);
        }
    }
    Ok(Found::default())
}

/// Relative addresses start from `base` where the page has one.
pub(super) fn base_of(page: &Page, url: &Url) -> Url {
    let selector = Selector::parse("base[href]").expect("a selector of ours");
    let base = page.select(page.root(), &selector).ok().and_then(|found| absolute(url, found.first()?.attr("href")?));
    base.unwrap_or_else(|| url.clone())
}

/// The address a page states as its own (RFC 6596), where it is one of the same host.
pub(super) fn stated_address(page: &Page, url: &Url) -> Option<Url> {
    let selector = Selector::parse("link[rel~=canonical][href]").expect("a selector of ours");
    let found = page.select(page.root(), &selector).ok()?;
    same_page::hint(url, found.first()?.attr("href")?)
}

/// Why rules may have found nothing: a page that asks for a password, or one that scripts have yet to fill.
pub(super) fn hints(page: &Page) -> Result<Option<Note>, FetchFault> {
    let count = |css: &str| -> Result<usize, FetchFault> {
        let selector = Selector::parse(css).expect("a selector of ours");
        Ok(page.select(page.root(), &selector)?.len())
    };
    if count("input[type=password]")? > 0 {
        Ok(Some(Note::new("source-note-login")))
    } else if count("script")? > 0 && prose::lines(page.root()).text.split_whitespace().count() < 100 {
        Ok(Some(Note::new("source-note-scripts")))
    } else {
        Ok(None)
    }
}
