//! PDFs: the kept file of a practice or a collection as long as it shows what the page shows, and booklets, made when they
//! are asked for.

use std::{sync::LazyLock, time::Duration};

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use i18n_embed_fl::fl;
use tokio::{sync::Semaphore, task::spawn_blocking, time::timeout};
use url::form_urlencoded;

use super::{question, showing::Showing, whole::Teller};
use crate::{
    domain::{Filter, Lang, mosaic::Mosaic},
    press::{
        Surroundings,
        pdf::{Document, Figure, Piece, Sheet, fingerprint},
    },
    store::{self, BlobName, LivePractice, Made, Subject},
    text,
    web::{
        App, assets,
        shelf::ShelvedCollection,
        site::{
            Visitor, addresses,
            answer::{self, Answer},
            views::{
                Link,
                booklet::{BookletPage, Pick},
                error::Trouble,
            },
        },
    },
};

/// Practices in one booklet.
const BOOKLET: usize = 40;
/// Setting one takes a processor to itself: who comes meanwhile waits, or is asked to come back.
static PRESS: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(1));
const PATIENCE: Duration = Duration::from_secs(10);

/// What a practice's file is made of now.
fn content_of(showing: &Showing<'_>, practice: &LivePractice) -> String {
    fingerprint(&around(showing), None, [piece(practice)])
}

fn around<'a>(showing: &'a Showing<'_>) -> Surroundings<'a> {
    Surroundings { topics: showing.app.topics(), gazetteer: &showing.shelf.gazetteer, lang: showing.lang }
}

fn piece(practice: &LivePractice) -> Piece<'_> {
    Piece { id: practice.id.uuid(), version: practice.revision, record: &practice.record }
}

fn content_of_collection(showing: &Showing<'_>, collection: &ShelvedCollection) -> String {
    let practices = collection.entries.iter().filter_map(|entry| showing.shelf.practice(entry.practice_id.uuid()));
    let title = collection.row.title(showing.lang);
    fingerprint(&around(showing), Some(&title), practices.map(|practice| piece(practice)))
}

/// The link to a practice's file, with its pages and size; none as long as there is none that shows what the page shows.
pub async fn link(showing: &Showing<'_>, practice: &LivePractice) -> Result<Option<Link>, Trouble> {
    let made = made(showing, Subject::Practice(practice.id), &content_of(showing, practice)).await?;
    let href = || addresses::practice_as(showing.lang, &practice.slug, "pdf");
    Ok(made.map(|made| Link::new(words(&made, showing.lang), href())))
}

/// The same for a collection.
pub async fn link_of_collection(
    showing: &Showing<'_>,
    collection: &ShelvedCollection,
) -> Result<Option<Link>, Trouble> {
    let content = content_of_collection(showing, collection);
    let made = made(showing, Subject::Collection(collection.row.id), &content).await?;
    let href = || addresses::collection_as(showing.lang, &collection.row.slug, "pdf");
    Ok(made.map(|made| Link::new(words(&made, showing.lang), href())))
}

async fn made(showing: &Showing<'_>, subject: Subject, content: &str) -> Result<Option<Made>, Trouble> {
    let made = store::rendition_made(showing.app.store(), subject, showing.lang).await?;
    Ok(made.filter(|made| made.content == content))
}

/// `PDF, 4 pages, 180 KB`
fn words(made: &Made, lang: Lang) -> String {
    let kilobytes = u64::try_from(made.size).unwrap_or(0).div_ceil(1000);
    fl!(text::phrases(lang), "site-pdf", pages = made.pages, size = text::number(lang, kilobytes))
}

/// `GET /{lang}/practices/{slug}.pdf`
pub async fn of_practice(showing: &Showing<'_>, practice: &LivePractice, headers: &HeaderMap) -> Answer {
    let content = content_of(showing, practice);
    serve(showing, Subject::Practice(practice.id), &content, &practice.slug, headers).await
}

/// `GET /{lang}/collections/{slug}.pdf`
pub async fn of_collection(showing: &Showing<'_>, collection: &ShelvedCollection, headers: &HeaderMap) -> Answer {
    let content = content_of_collection(showing, collection);
    let subject = Subject::Collection(collection.row.id);
    serve(showing, subject, &content, &collection.row.slug, headers).await
}

async fn serve(showing: &Showing<'_>, subject: Subject, content: &str, name: &str, headers: &HeaderMap) -> Answer {
    let made = made(showing, subject, content).await?.ok_or(Trouble::NotFound)?;
    let blob = BlobName::parse(&made.blob).ok_or(Trouble::NotFound)?;
    let etag = format!("\"{}\"", blob.as_str());
    if assets::matches_etag(headers, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, etag)]).into_response());
    }
    let bytes = showing.app.store().blobs().get(&blob).await?.ok_or(Trouble::NotFound)?;
    Ok(file(bytes, name, &etag))
}

fn file(bytes: Vec<u8>, name: &str, etag: &str) -> Response {
    let disposition = format!("inline; filename=\"{name}.pdf\"");
    let headers = [
        (header::CONTENT_TYPE, "application/pdf"),
        (header::CONTENT_DISPOSITION, disposition.as_str()),
        (header::ETAG, etag),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, bytes).into_response()
}

/// `GET /{lang}/booklet`, with the query of a list: its practices to pick from.
pub async fn booklet(State(app): State<App>, visitor: Visitor) -> Answer {
    let showing = Showing::new(&app, &visitor);
    let filter = question::asked(&showing)?.at_page(1);
    let found = showing.find(&filter, BOOKLET)?;
    let picks = showing.found(&found).map(|practice| {
        let row = showing.row(practice);
        Pick { slug: practice.slug.clone(), title: row.title, language: row.language, cities: row.cities }
    });
    let words = text::phrases(showing.lang);
    let address = addresses::booklet(showing.lang, &filter);
    let mut page = showing.page(&address, fl!(words, "site-booklet"));
    page.indexed = false;
    Ok(answer::page(&BookletPage {
        title: booklet_title(&showing, &filter),
        action: addresses::booklet_file(showing.lang),
        back: Link::new(super::explore::total(&showing, &filter, found.total), addresses::list(showing.lang, &filter)),
        left_out: found.total.saturating_sub(BOOKLET),
        picks: picks.collect(),
        most: BOOKLET,
        page,
    }))
}

fn booklet_title(showing: &Showing<'_>, filter: &Filter) -> String {
    let choices = super::facets::in_words(showing, filter);
    if choices.is_empty() { fl!(text::phrases(showing.lang), "site-name") } else { choices }
}

/// `GET /{lang}/booklet.pdf?title=…&practice=…&practice=…`: those that are published, in the order asked for.
pub async fn booklet_file(State(app): State<App>, visitor: Visitor, headers: HeaderMap) -> Answer {
    let showing = Showing::new(&app, &visitor);
    let (title, practices) = picked(&showing);
    if practices.is_empty() {
        // Nothing was ticked: the list to pick from says what to do.
        let address = addresses::booklet(showing.lang, &Filter::default());
        return Ok(axum::response::Redirect::to(&address).into_response());
    }
    let content = fingerprint(&around(&showing), Some(&title), practices.iter().map(piece));
    let etag = format!("W/\"{}\"", &content[..32]);
    if assets::matches_etag(&headers, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, etag)]).into_response());
    }
    let teller = Teller::of(&showing);
    let mut sheets = Vec::with_capacity(practices.len());
    for practice in &practices {
        sheets.push(sheet(&teller, practice).await?);
    }
    let (lang, made_at) = (showing.lang, app.clock().now());
    let turn = timeout(PATIENCE, PRESS.acquire()).await;
    let Ok(Ok(_turn)) = turn else { return Err(Trouble::Unavailable { seconds: 30 }) };
    let task =
        spawn_blocking(move || Document { id: &content, title: Some(&title), sheets: &sheets, lang, made_at }.to_pdf());
    let pdf = task.await.map_err(|_| Trouble::Internal)?.map_err(|error| {
        tracing::warn!(%error, "could not set a booklet");
        Trouble::Internal
    })?;
    Ok(file(pdf.bytes, "booklet", &etag))
}

async fn sheet(teller: &Teller, practice: &LivePractice) -> Result<Sheet, Trouble> {
    let mut pictures = Vec::new();
    for picture in practice.record.shown_pictures() {
        let Some(blob) = BlobName::parse(&picture.blob) else { continue };
        let bytes = teller.app.store().blobs().get(&blob).await?;
        pictures.extend(bytes.map(|bytes| Figure { picture: picture.clone(), bytes }));
    }
    let city = practice.record.cities.first().and_then(|city| city.id);
    let mosaic = city.map_or_else(|| Mosaic::of_bytes(practice.id.uuid().as_bytes()), Mosaic::of);
    Ok(Sheet { practice: teller.tell(practice), mosaic, pictures })
}

/// The title asked for, and the practices, each once. What is not published is left out.
fn picked(showing: &Showing<'_>) -> (String, Vec<LivePractice>) {
    let (mut title, mut practices) = (String::new(), Vec::<LivePractice>::new());
    for (name, value) in form_urlencoded::parse(showing.visitor.query.as_bytes()).take(2 * BOOKLET) {
        match name.as_ref() {
            "title" => title = crate::domain::clean_line(&value).chars().take(120).collect(),
            "practice" if practices.len() < BOOKLET => {
                let found = showing.shelf.practice_at(&value);
                let fresh = found.filter(|found| practices.iter().all(|known| known.id != found.id));
                practices.extend(fresh.map(|practice| LivePractice::clone(practice)));
            }
            _ => {}
        }
    }
    if title.is_empty() {
        title = fl!(text::phrases(showing.lang), "site-name");
    }
    (title, practices)
}
