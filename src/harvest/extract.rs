//! Applies a source's rules to a page: to a practice's own page, and to a listing of practices.

use std::collections::BTreeSet;

use scraper::Selector;
use url::Url;

use super::{
    auto,
    kinds::{Kind, Next},
    page::Page,
    prose::Found,
    rules::{How, Rule, Rules},
    scope::{Scope, Shape, absolute, shape},
    sites::goes_in_circles,
    unruled,
};
use crate::domain::{
    Draft, Field,
    candidate::{Card, Note, Origin, Origins, OtherReading, PictureAtSource},
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
    pub(super) pictures: Vec<PictureAtSource>,
    /// For a page read without rules: the fields whose text stood under a heading that names them.
    pub(super) named: Option<BTreeSet<Field>>,
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
    let is_looked_for = |field: &Field, ways: &[Rule]| {
        *field != Field::Title
            && ways.iter().any(|rule| rule.from == Part::Page && !matches!(rule.how, How::Constant(_)))
    };
    let mut others = rules.fields.iter().filter(|(field, ways)| is_looked_for(field, ways)).peekable();
    if others.peek().is_some()
        && others.all(|(field, _)| extract.draft.get(*field).is_empty())
        && let Some(instead) = auto::hides(&page)
    {
        // A title alone, on a page that asks for a password or waits for its scripts, is that of another page.
        return Ok(Extract { notes: vec![instead.note()], ..Extract::default() });
    }
    let published = first(&rules.published, |rule| match rule.from {
        Part::Page => scope.apply(rule, Shape::Line),
        Part::Card => Ok(remembered(card, &rule.place)),
    })?;
    extract.published = Some(published.text).filter(|text| !text.is_empty());
    extract.notes.extend(hidden.then(|| Note::new("source-note-hidden-text")));
    extract.notes.extend(cut.then(|| Note::new("source-note-cut")));
    if extract.draft.get(Field::Title).is_empty() {
        extract.notes.extend(auto::hint(&page).map(auto::Instead::note));
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
        } else if !listed.cards.iter().any(|card| *card.external_id == *url.as_str()) {
            let texts = scope.card_texts(rules)?;
            listed.cards.push(Card { texts, ..Card::new(url.as_str(), url.as_str()) });
        }
    }
    if let Next::Link(next) = &listing.next {
        let scope = Scope { page: &page, within: page.root(), base: &base };
        listed.next = scope.onward(next)?.filter(|url| rules.sites.hold(url) && !goes_in_circles(url));
    }
    if listed.cards.is_empty() {
        listed.notes.extend(auto::hint(&page).map(auto::Instead::note));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        SourceSettings,
        source::{FieldRule, ListingRules, SourceKind},
    };

    fn select(css: &str, attribute: Option<&str>) -> FieldRule {
        let attribute = attribute.map(str::to_owned);
        FieldRule::Select { select: css.to_owned(), attribute, pattern: None, from: Part::Page }
    }

    fn read(fields: &[(Field, FieldRule)], html: &str) -> Extract {
        let kind = SourceKind::Pages { listing: ListingRules { card: None, link: "a".to_owned(), pagination: None } };
        let mut settings = SourceSettings::of_kind(kind, "pages", "https://partner.example/", "nobody");
        for (field, rule) in fields {
            settings.fields.entry(*field).or_default().push(rule.clone());
        }
        page(&Rules::compile(&settings).unwrap(), html, &Url::parse("https://partner.example/1").unwrap(), None)
            .unwrap()
    }

    #[test]
    fn a_title_alone_is_kept_where_the_page_tells_something() {
        let rules = [(Field::Title, select("h1", None)), (Field::Period, select(".when", None))];
        let door = "<form><input name=user><input type=password></form>";
        let words = "Traders sell in the hall. ".repeat(20);
        let told = read(&rules, &format!("<h1>A market</h1><p>{words}</p>{door}"));
        assert_eq!((told.draft.get(Field::Title), told.notes.len()), ("A market", 0));
        let hidden = read(&rules, &format!("<h1>Partner</h1>{door}"));
        assert!(hidden.draft.get(Field::Title).is_empty());
        assert_eq!(hidden.notes, [Note::new("source-note-login")]);
    }

    #[test]
    fn an_attribute_that_is_not_there_leaves_the_next_rule_to_find_an_address() {
        let rules = [
            (Field::Title, select("title", None)),
            (Field::Links, select("meta[property='og:image']", Some("value"))),
            (Field::Links, select("meta[property='og:image']", Some("content"))),
        ];
        let found = read(&rules, "<title>A market</title><meta property=og:image content='/hall.jpg'>");
        assert_eq!(found.draft.get(Field::Links), "https://partner.example/hall.jpg");
    }
}
