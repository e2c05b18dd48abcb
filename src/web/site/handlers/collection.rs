//! Collections: practices that editors put together, with an introduction and subheads.

use axum::{extract::State, http::HeaderMap};
use i18n_embed_fl::fl;

use super::{
    feed::{self, Syntax},
    ornament, pdf,
    showing::Showing,
};
use crate::{
    domain::{CleanText, Lang},
    press,
    store::{ByLang, CollectionRow, LivePractice, in_language},
    text::{self, Filling},
    web::{
        App,
        shelf::ShelvedCollection,
        site::{
            Form, Named, Visitor, addresses,
            answer::{self, Answer},
            views::{
                Drawing, Link, Section,
                collection::{CollectionEntry, CollectionPage, CollectionsPage, Group},
                error::Trouble,
            },
        },
    },
};

/// The introduction in the reader's language, or in the first there is, and which that is.
pub fn introduction(row: &CollectionRow, app: &App, lang: Lang) -> (CleanText, Lang) {
    let (introduction, written) = in_language(&row.introductions, lang).unwrap_or(("", lang));
    let with = Filling { site: &app.site().origin, contact: &app.site().contact, day: text::FIRST_TEXTS };
    (CleanText::from_markdown(&text::fill(introduction, &with, written)), written)
}

/// The practices of a collection that are published, in its order, with the subhead each begins.
fn published<'a>(
    showing: &'a Showing<'_>,
    collection: &'a ShelvedCollection,
) -> impl Iterator<Item = (&'a LivePractice, &'a ByLang)> {
    collection
        .entries
        .iter()
        .map(|entry| (showing.shelf.practice(entry.practice_id.uuid()), &entry.headings.0))
        .filter_map(|(practice, headings)| practice.map(|practice| (practice.as_ref(), headings)))
}

/// `GET /{lang}/collections`
pub async fn collections(State(app): State<App>, visitor: Visitor) -> Answer {
    let showing = Showing::new(&app, &visitor);
    let entry = |collection: &ShelvedCollection| {
        let practices: Vec<&LivePractice> = published(&showing, collection).map(|(practice, _)| practice).collect();
        let (introduction, introduction_language) = introduction(&collection.row, &app, showing.lang);
        let introduction = introduction.plain();
        let (title, own) = collection.row.title_in(showing.lang);
        CollectionEntry {
            title,
            language: own.into(),
            introduction_language: introduction_language.into(),
            href: addresses::collection(showing.lang, &collection.row.slug),
            introduction: press::excerpt(introduction.lines().next().unwrap_or_default()),
            practices: practices.len(),
            mosaic: practices
                .first()
                .map_or_else(Drawing::default, |practice| ornament::of_practice(practice, ornament::SMALL)),
        }
    };
    let collections = showing.shelf.collections.iter().map(entry).collect();
    let words = text::phrases(showing.lang);
    let address = addresses::collections(showing.lang);
    let mut page = showing.page(&address, fl!(words, "site-collections")).in_section(Section::Collections);
    page.description = fl!(words, "site-collections-lede");
    Ok(answer::page(&CollectionsPage { page, collections }))
}

/// `GET /{lang}/collections/{slug}`, and its feed with `.atom` behind it.
pub async fn collection(State(app): State<App>, visitor: Visitor, named: Named, headers: HeaderMap) -> Answer {
    let showing = Showing::new(&app, &visitor);
    let mut known = showing.shelf.collections.iter();
    let collection = known.find(|it| it.row.slug == named.slug.as_str()).ok_or(Trouble::NotFound)?;
    let (title, written) = collection.row.title_in(showing.lang);
    match named.form {
        Form::Page => {}
        Form::Atom => return feed::of_collection(&showing, &named.slug, &title, Syntax::Atom),
        Form::JsonFeed => return feed::of_collection(&showing, &named.slug, &title, Syntax::Json),
        Form::Pdf => return pdf::of_collection(&showing, collection, &headers).await,
        Form::Ris | Form::Bibtex | Form::Csl => return Err(Trouble::NotFound),
    }
    let (introduction, introduction_language) = introduction(&collection.row, &app, showing.lang);
    let address = addresses::collection(showing.lang, &collection.row.slug);
    let mut page = showing.page(&address, title.clone()).in_section(Section::Collections);
    page.description = press::excerpt(&introduction.plain());
    page.feed = Some(Link::new(title.clone(), addresses::collection_as(showing.lang, &collection.row.slug, "atom")));
    let groups = groups(&showing, collection);
    Ok(answer::page(&CollectionPage {
        introduction: introduction.to_page_html(),
        language: written.into(),
        introduction_language: introduction_language.into(),
        mosaics: ornament::band(published(&showing, collection).map(|(practice, _)| practice)),
        pdf: pdf::link_of_collection(&showing, collection).await?,
        total: groups.iter().map(|group| group.rows.len()).sum(),
        groups,
        title,
        page,
    }))
}

/// A subhead begins a group; one whose practices are all withdrawn is left out with them.
fn groups(showing: &Showing<'_>, collection: &ShelvedCollection) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for entry in &collection.entries {
        let heading = in_language(&entry.headings, showing.lang).map(|(text, own)| (text.to_owned(), own.into()));
        if heading.is_some() || groups.is_empty() {
            groups.push(Group { heading, rows: Vec::new() });
        }
        if let (Some(group), Some(practice)) = (groups.last_mut(), showing.shelf.practice(entry.practice_id.uuid())) {
            group.rows.push(showing.row(practice));
        }
    }
    groups.retain(|group| !group.rows.is_empty());
    groups
}
