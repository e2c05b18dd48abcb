//! PDFs: the kept file of a practice or a collection as long as it shows what the page shows, and booklets, made when they
//! are first asked for.

use std::{
    sync::{
        LazyLock,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use i18n_embed_fl::fl;
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    task::spawn_blocking,
    time::timeout,
};
use url::form_urlencoded;

use super::{collection, question, showing::Showing, whole::Teller};
use crate::{
    domain::{Filter, Lang, mosaic::Mosaic},
    press::{
        TextLanguage,
        pdf::{Cover, Document, Figure, Pdf, Sheet},
    },
    store::{self, BlobName, Kept, LivePractice, Made, Subject, in_language},
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
/// How many wait at most; whoever comes after them would wait for nothing.
const QUEUE: usize = 4;
static WAITING: AtomicUsize = AtomicUsize::new(0);
const PATIENCE: Duration = Duration::from_secs(10);
/// When who was sent away may come back.
const BACK_IN: u32 = 30;

/// What is to be set, the files of its pictures still missing.
struct Matter<'a> {
    practices: Vec<&'a LivePractice>,
    document: Document,
}

impl<'a> Matter<'a> {
    fn new(
        id: String,
        cover: Option<Cover>,
        showing: &Showing<'_>,
        practices: Vec<(&'a LivePractice, Option<(String, TextLanguage)>)>,
    ) -> Self {
        let teller = Teller::of(showing);
        let made_at = practices.iter().map(|(practice, _)| practice.live_from).max();
        let made_at = made_at.unwrap_or_else(|| showing.app.clock().now());
        let (practices, sheets) = practices.into_iter().map(|(it, head)| (it, sheet(&teller, it, head))).unzip();
        Self { practices, document: Document { id, cover, sheets, lang: showing.lang, made_at } }
    }

    fn of_practice(showing: &Showing<'_>, practice: &'a LivePractice) -> Self {
        Self::new(format!("{}/{}", practice.id, showing.lang), None, showing, vec![(practice, None)])
    }

    fn of_collection(showing: &'a Showing<'_>, collection: &ShelvedCollection) -> Self {
        let (row, lang) = (&collection.row, showing.lang);
        let (title, own) = row.title_in(lang);
        let (introduction, written) = collection::introduction(row, showing.app, lang);
        let cover = Cover { title, language: own.into(), introduction, introduction_language: written.into() };
        // A subhead stays with the first published practice of its group.
        let (mut heading, mut practices) = (None, Vec::new());
        for entry in &collection.entries {
            if let Some((text, own)) = in_language(&entry.headings, lang) {
                heading = Some((text.to_owned(), own.into()));
            }
            let practice = showing.shelf.practice(entry.practice_id.uuid());
            practices.extend(practice.map(|practice| (practice.as_ref(), heading.take())));
        }
        Self::new(format!("{}/{lang}", row.id), Some(cover), showing, practices)
    }

    fn of_booklet(showing: &Showing<'_>, title: String, practices: Vec<&'a LivePractice>) -> Self {
        let cover = Cover { title, language: showing.lang.into(), ..Cover::default() };
        let practices = practices.into_iter().map(|practice| (practice, None)).collect();
        Self::new(format!("booklet/{}", showing.lang), Some(cover), showing, practices)
    }
}

fn sheet(teller: &Teller, practice: &LivePractice, subhead: Option<(String, TextLanguage)>) -> Sheet {
    let city = practice.record.cities.first().and_then(|city| city.id);
    let mosaic = city.map_or_else(|| Mosaic::of_bytes(practice.id.uuid().as_bytes()), Mosaic::of);
    Sheet { practice: teller.tell(practice), subhead, mosaic, pictures: Vec::new() }
}

/// The link to a practice's file, with its pages and size; none as long as there is none that shows what the page shows.
pub async fn link(showing: &Showing<'_>, practice: &LivePractice) -> Result<Option<Link>, Trouble> {
    let content = Matter::of_practice(showing, practice).document.fingerprint();
    let made = made(showing, Subject::Practice(practice.id), &content).await?;
    let href = || addresses::practice_as(showing.lang, &practice.slug, "pdf");
    Ok(made.map(|made| Link::new(words(&made, showing.lang), href())))
}

/// The same for a collection.
pub async fn link_of_collection(
    showing: &Showing<'_>,
    collection: &ShelvedCollection,
) -> Result<Option<Link>, Trouble> {
    let content = Matter::of_collection(showing, collection).document.fingerprint();
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
    let content = Matter::of_practice(showing, practice).document.fingerprint();
    serve(showing, Subject::Practice(practice.id), &content, &practice.slug, headers).await
}

/// `GET /{lang}/collections/{slug}.pdf`
pub async fn of_collection(showing: &Showing<'_>, collection: &ShelvedCollection, headers: &HeaderMap) -> Answer {
    let content = Matter::of_collection(showing, collection).document.fingerprint();
    let subject = Subject::Collection(collection.row.id);
    serve(showing, subject, &content, &collection.row.slug, headers).await
}

async fn serve(showing: &Showing<'_>, subject: Subject, content: &str, name: &str, headers: &HeaderMap) -> Answer {
    let made = made(showing, subject, content).await?.ok_or(Trouble::NotFound)?;
    let blob = BlobName::parse(&made.blob).ok_or(Trouble::NotFound)?;
    let etag = etag(&blob);
    if assets::matches_etag(headers, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, etag)]).into_response());
    }
    if let Some(bytes) = showing.app.store().blobs().get(&blob).await? {
        return Ok(file(bytes, name, &etag));
    }
    // Somebody lost it. It is made anew, and no page links to it until then.
    tracing::error!(blob = made.blob, "a PDF is not where it was kept; it is made anew");
    showing.app.desk().rendition_lost(subject, showing.lang, &made.blob).await?;
    Err(Trouble::Unavailable { seconds: BACK_IN })
}

fn etag(blob: &BlobName) -> String {
    format!("\"{}\"", blob.as_str())
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

/// `GET /{lang}/booklet`, with the query of a list: its practices to pick from. Where the booklet of all of them was made
/// before, a link tells its pages and size.
pub async fn booklet(State(app): State<App>, visitor: Visitor) -> Answer {
    let showing = Showing::new(&app, &visitor);
    let filter = question::asked(&showing).at_page(1);
    let found = showing.find(&filter, BOOKLET)?;
    let picks: Vec<Pick> = showing.found(&found).map(|practice| pick(&showing, practice)).collect();
    let words = text::phrases(showing.lang);
    let address = addresses::booklet(showing.lang, &filter);
    let mut page = showing.page(&address, fl!(words, "site-booklet"));
    page.indexed = false;
    let title = booklet_title(&showing, &filter);
    let action = addresses::booklet_file(showing.lang);
    let made = kept_booklet(&showing, &title, &found, &picks, &action).await?;
    Ok(answer::page(&BookletPage {
        title,
        action,
        made,
        back: Link::new(super::explore::total(&showing, &filter, found.total), addresses::list(showing.lang, &filter)),
        left_out: found.total.saturating_sub(BOOKLET),
        picks,
        most: BOOKLET,
        page,
    }))
}

fn pick(showing: &Showing<'_>, practice: &LivePractice) -> Pick {
    let row = showing.row(practice);
    Pick { slug: practice.slug.clone(), title: row.title, language: row.language, cities: row.cities }
}

async fn kept_booklet(
    showing: &Showing<'_>,
    title: &str,
    found: &crate::search::Found,
    picks: &[Pick],
    action: &str,
) -> Result<Option<Link>, Trouble> {
    if picks.is_empty() {
        return Ok(None);
    }
    let matter = Matter::of_booklet(showing, title.to_owned(), showing.found(found).collect());
    let made = store::booklet_made(showing.app.store(), &matter.document.fingerprint()).await?;
    let href = || {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("title", title);
        for pick in picks {
            query.append_pair("practice", &pick.slug);
        }
        format!("{action}?{}", query.finish())
    };
    Ok(made.map(|made| Link::new(words(&made, showing.lang), href())))
}

fn booklet_title(showing: &Showing<'_>, filter: &Filter) -> String {
    let choices = super::facets::in_words(showing, filter);
    if choices.is_empty() { fl!(text::phrases(showing.lang), "site-name") } else { choices }
}

/// `GET /{lang}/booklet.pdf?title=…&practice=…&practice=…`: those that are published, in the order asked for. Made once and
/// kept, as readers who pass its address on send others to it.
pub async fn booklet_file(State(app): State<App>, visitor: Visitor, headers: HeaderMap) -> Answer {
    let showing = Showing::new(&app, &visitor);
    let (title, practices) = picked(&showing);
    if practices.is_empty() {
        // Nothing was ticked: the list to pick from says what to do.
        let address = addresses::booklet(showing.lang, &Filter::default());
        return Ok(axum::response::Redirect::to(&address).into_response());
    }
    let matter = Matter::of_booklet(&showing, title, practices);
    let content = matter.document.fingerprint();
    if let Some(answer) = from_shelf(&app, &content, &headers).await? {
        return Ok(answer);
    }
    let _turn = turn().await?;
    // Whoever was before may have asked for the same.
    if let Some(answer) = from_shelf(&app, &content, &headers).await? {
        return Ok(answer);
    }
    let pdf = typeset(&app, matter, content.clone()).await?;
    let blob = app.store().blobs().put(pdf.bytes.clone(), Kept::Plain).await?;
    let size = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let made = Made { content, blob: blob.to_string(), size: size(pdf.bytes.len()), pages: size(pdf.pages) };
    if !app.desk().keep_booklet(&made).await? {
        app.store().blobs().delete(&blob).await?;
    }
    Ok(file(pdf.bytes, "booklet", &etag(&blob)))
}

/// A booklet that was made before.
async fn from_shelf(app: &App, content: &str, headers: &HeaderMap) -> Result<Option<Response>, Trouble> {
    let Some(made) = store::booklet_made(app.store(), content).await? else { return Ok(None) };
    let Some(blob) = BlobName::parse(&made.blob) else { return Ok(None) };
    let etag = etag(&blob);
    if assets::matches_etag(headers, &etag) {
        return Ok(Some((StatusCode::NOT_MODIFIED, [(header::ETAG, etag)]).into_response()));
    }
    let bytes = app.store().blobs().get(&blob).await?;
    Ok(bytes.map(|bytes| file(bytes, "booklet", &etag)))
}

/// A place in the queue, left again however the wait ends.
struct Place;

impl Place {
    fn take() -> Option<Self> {
        let free = |waiting: usize| (waiting < QUEUE).then_some(waiting + 1);
        WAITING.fetch_update(Ordering::AcqRel, Ordering::Acquire, free).ok().map(|_| Self)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        WAITING.fetch_sub(1, Ordering::AcqRel);
    }
}

async fn turn() -> Result<SemaphorePermit<'static>, Trouble> {
    let full = || Trouble::Unavailable { seconds: BACK_IN };
    let _place = Place::take().ok_or_else(full)?;
    timeout(PATIENCE, PRESS.acquire()).await.ok().and_then(Result::ok).ok_or_else(full)
}

async fn typeset(app: &App, matter: Matter<'_>, id: String) -> Result<Pdf, Trouble> {
    let mut document = Document { id, ..matter.document };
    for (sheet, practice) in document.sheets.iter_mut().zip(&matter.practices) {
        for picture in practice.record.shown_pictures() {
            let Some(blob) = BlobName::parse(&picture.blob) else { continue };
            let bytes = app.store().blobs().get(&blob).await?;
            sheet.pictures.extend(bytes.map(|bytes| Figure { picture: picture.clone(), bytes }));
        }
    }
    spawn_blocking(move || document.to_pdf()).await.map_err(|_| Trouble::Internal)?.map_err(|error| {
        tracing::warn!(%error, "could not set a booklet");
        Trouble::Internal
    })
}

/// The title asked for, and the practices, each once. What is not published is left out.
fn picked<'a>(showing: &'a Showing<'_>) -> (String, Vec<&'a LivePractice>) {
    let (mut title, mut practices) = (String::new(), Vec::<&LivePractice>::new());
    for (name, value) in form_urlencoded::parse(showing.visitor.query.as_bytes()).take(2 * BOOKLET) {
        match name.as_ref() {
            "title" => title = crate::domain::clean_line(&value).chars().take(120).collect(),
            "practice" if practices.len() < BOOKLET => {
                let found = showing.shelf.practice_at(&value);
                let fresh = found.filter(|found| practices.iter().all(|known| known.id != found.id));
                practices.extend(fresh.map(AsRef::as_ref));
            }
            _ => {}
        }
    }
    if title.is_empty() {
        title = fl!(text::phrases(showing.lang), "site-name");
    }
    (title, practices)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_so_many_wait_for_the_press() {
        let mut waiting: Vec<Place> = (0..QUEUE).filter_map(|_| Place::take()).collect();
        assert_eq!(waiting.len(), QUEUE);
        assert!(Place::take().is_none(), "whoever comes now is sent away at once");
        waiting.pop();
        assert!(Place::take().is_some());
    }
}
