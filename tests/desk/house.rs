//! A desk of its own for each test: a new database, a clock that stands still, a few things in the queue.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use practice_commons::{
    desk::{Desk, DeskSettings, KeptSnapshot},
    domain::{
        Candidate, City, Clock, Contact, Country, Draft, Editor, EmailAddress, Field, Id, Lang, Reading, Role,
        SourceSettings, Timestamp, Topics,
        candidate::{Change, Known, Origins},
        marker::ReviewItem,
        reading::{Counts, Outcome},
        secret::Secret,
        submission::{ParsedSubmission, SubmissionForm},
    },
    harvest::Reader,
    search::Index,
    store::{self, Blobs, Kept, QueueView, Store, owed},
    web::{self, App, Parts, SiteSettings},
};
use tempfile::TempDir;
use time::macros::datetime;
use tower::ServiceExt as _;

use crate::support::store::Bed;

pub const ORIGIN: &str = "https://practices.example";

pub struct House {
    pub app: App,
    pub router: Router,
    _folder: Option<TempDir>,
}

/// Somebody with a session.
#[derive(Clone)]
pub struct Person {
    pub editor: Editor,
    pub cookie: String,
}

pub struct Page {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub body: String,
}

impl Page {
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |value| value.to_str().unwrap())
    }

    /// The page must hold each of these.
    pub fn says(&self, words: &[&str]) -> &Self {
        for word in words {
            assert!(self.body.contains(word), "“{word}” is not on the page:\n{}", self.body);
        }
        self
    }

    pub fn says_not(&self, words: &[&str]) -> &Self {
        for word in words {
            assert!(!self.body.contains(word), "“{word}” is on the page");
        }
        self
    }

    pub fn has_status(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        self
    }
}

impl House {
    pub async fn open() -> Self {
        Self::at(ORIGIN, Clock::fixed(Timestamp::from_utc(datetime!(2026-03-12 09:14 UTC)))).await
    }

    pub async fn at(origin: &str, clock: Clock) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("desk.db").display());
        let store = Store::open(&url, Blobs::open("memory:").unwrap(), clock).await.unwrap();
        store.migrate().await.unwrap();
        Self::over(origin, store, Some(folder), None)
    }

    /// On either engine.
    pub async fn on(bed: &Bed) -> Self {
        let clock = Clock::fixed(Timestamp::from_utc(datetime!(2026-03-12 09:14 UTC)));
        Self::over(ORIGIN, bed.open(clock).await, None, None)
    }

    /// On either engine, with somebody who reads partner sites.
    pub async fn reading(bed: &Bed, clock: Clock, reader: Arc<Reader>) -> Self {
        Self::over(ORIGIN, bed.open(clock).await, None, Some(reader))
    }

    /// At a database that another process works on.
    pub fn beside(store: Store) -> Self {
        Self::over(ORIGIN, store, None, None)
    }

    fn over(origin: &str, store: Store, folder: Option<TempDir>, reader: Option<Arc<Reader>>) -> Self {
        let desk = Desk::new(store, Topics::embedded(), DeskSettings::default());
        let app = App::new(Parts {
            desk,
            index: Index::new().unwrap(),
            topics: Topics::embedded(),
            site: SiteSettings {
                origin: origin.to_owned(),
                trusted_proxies: Vec::new(),
                contact: "desk@practices.example".to_owned(),
            },
            problems: Arc::new(Vec::new),
            reader,
            demo: None,
        });
        let router = web::router(app.clone());
        Self { app, router, _folder: folder }
    }

    pub fn store(&self) -> &Store {
        self.app.store()
    }

    pub fn pass(&self, seconds: u64) {
        self.app.clock().advance(Duration::from_secs(seconds));
    }

    pub async fn person(&self, name: &str, role: Role) -> Person {
        let email = EmailAddress::parse(&format!("{}@desk.example", name.to_lowercase())).unwrap();
        let id = self.app.desk().invite(None, email, name, role, Lang::En).await.unwrap();
        let session = self.app.desk().sign_in_demo(id).await.unwrap();
        let editor = store::editor_by_id(self.store(), id).await.unwrap().unwrap().editor;
        let name = if self.app.site().is_https() { "__Host-session" } else { "session" };
        Person { editor, cookie: format!("{name}={}", session.reveal()) }
    }

    pub async fn city(&self, name: &str, country: &str) -> Id<City> {
        let city = City {
            id: Id::new(),
            slug: name.to_lowercase().replace(' ', "-"),
            name: name.to_owned(),
            names: std::collections::BTreeMap::new(),
            aliases: Vec::new(),
            country: Country::parse(country).unwrap(),
            position: None,
            language: Lang::En,
        };
        let mut tx = self.store().begin().await.unwrap();
        let id = store::city_put(&mut tx, &city).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// A city sends a practice, and it is read into the queue.
    pub async fn sent(&self, draft: Draft) -> Id<ReviewItem> {
        let contact = Contact {
            name: "Olena Marchuk".to_owned(),
            role: "Head of culture".to_owned(),
            email: EmailAddress::parse("olena@melitopol.example").unwrap(),
        };
        let form = SubmissionForm {
            draft,
            contact_name: contact.name.clone(),
            contact_email: contact.email.to_string(),
            contact_role: contact.role.clone(),
            consent: true,
        };
        let parsed = ParsedSubmission { form, contact };
        self.app.desk().submit(&parsed, Lang::En, &Secret::draw(), &[], false).await.unwrap();
        self.read_submissions().await
    }

    async fn read_submissions(&self) -> Id<ReviewItem> {
        let mut last = None;
        for owed in owed::left(self.store()).await.unwrap() {
            if owed.owing == owed::Owing::Submission {
                let lease = owed::claim(self.store(), owed, Duration::from_mins(1)).await.unwrap().unwrap();
                self.app.desk().read_submission(&lease).await.unwrap();
                let sent = store::submission_by_id(self.store(), Id::from_uuid(owed.id)).await.unwrap().unwrap();
                last = sent.item_id;
            }
        }
        last.expect("something was sent")
    }

    /// A partner source that was added and not read yet.
    pub async fn source(&self, name: &str) -> String {
        self.source_at(name, "https://partner.example/feed").await
    }

    pub async fn source_at(&self, name: &str, address: &str) -> String {
        let settings = SourceSettings::of_feed(name, address, "desk@partner.example");
        self.app.desk().source_add(None, None, &settings, true).await.unwrap()
    }

    /// A run over the source finds these practices.
    pub async fn found(&self, slug: &str, drafts: &[(&str, Draft)]) {
        let drafts: Vec<_> = drafts.iter().map(|(id, draft)| (*id, draft.clone(), Origins::new())).collect();
        self.found_at(slug, &drafts).await;
    }

    /// The same, with the places in the page where the fields were read.
    pub async fn found_at(&self, slug: &str, drafts: &[(&str, Draft, Origins)]) {
        let source = store::source_by_slug(self.store(), slug).await.unwrap().unwrap();
        let now = self.app.clock().now();
        let page = b"<html><body><h1>A page</h1><script>alert(1)</script><p>Its <b>words</b>.</p></body></html>";
        let blob = self.store().blobs().put(page.to_vec(), Kept::Compressed).await.unwrap();
        let snapshot = KeptSnapshot {
            sha256: "page".to_owned(),
            url: "https://partner.example/page".to_owned(),
            blob: blob.to_string(),
            media_type: "text/html".to_owned(),
            headers: vec![("content-type".to_owned(), "text/html".to_owned())],
            fetched_at: now,
        };
        let candidate = |(id, draft, origins): &(&str, Draft, Origins)| Candidate {
            external_id: (*id).to_owned(),
            url: format!("https://partner.example/{id}"),
            canonical: None,
            draft: draft.clone(),
            published_at: None,
            snapshot: "page".to_owned(),
            content_hash: format!("{draft:?}"),
            change: Change::New,
            notes: Vec::new(),
            origins: origins.clone(),
            readings: Vec::new(),
            pictures: Vec::new(),
        };
        let reading = Reading {
            started_at: now,
            finished_at: now,
            outcome: Outcome::Ok,
            candidates: drafts.iter().map(candidate).collect(),
            unchanged: Vec::new(),
            gone: Vec::new(),
            snapshots: Vec::new(),
            failed: Vec::new(),
            counts: Counts { listed: 2, requests: 3, bodies: 2, ..Counts::default() },
            known: Known::default(),
            unusual: None,
            notes: Vec::new(),
            retry_after: None,
        };
        let mut tx = self.store().begin().await.unwrap();
        owed::owe(&mut tx, source.id, now).await.unwrap();
        tx.commit().await.unwrap();
        let lease = owed::claim(self.store(), source.id.into(), Duration::from_mins(1)).await.unwrap().unwrap();
        self.app.desk().gather(&lease, &reading, &[snapshot], &[], Duration::ZERO).await.unwrap();
    }

    pub async fn open_items(&self, person: &Person) -> Vec<store::QueueLine> {
        let now = self.app.clock().now();
        store::item_queue(self.store(), QueueView::All, person.editor.id, now, 100, 0).await.unwrap()
    }

    pub async fn get(&self, path: &str, person: Option<&Person>) -> Page {
        let mut request = Request::get(path);
        if let Some(person) = person {
            request = request.header(header::COOKIE, &person.cookie);
        }
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, path: &str, form: &[(&str, &str)], person: Option<&Person>) -> Page {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let mut request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        if let Some(person) = person {
            request = request.header(header::COOKIE, &person.cookie);
        }
        self.ask(request.body(Body::from(body)).unwrap()).await
    }

    pub async fn ask(&self, request: Request<Body>) -> Page {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = String::from_utf8_lossy(&to_bytes(body, 10 << 20).await.unwrap()).into_owned();
        Page { status: parts.status, headers: parts.headers, body }
    }
}

/// A draft with everything that publishing needs.
pub fn a_practice(title: &str, city: &str) -> Draft {
    [
        (Field::Title, title),
        (Field::Statement, "A week in which neighbours cook for each other."),
        (Field::Cities, city),
        (Field::Period, "Since 2016"),
        (Field::Status, "running"),
        (Field::Topics, "education"),
        (Field::Language, "en"),
        (Field::Summary, "Once a year the city closes three streets and opens its kitchens."),
        (Field::Purpose, "To let people meet who share a street and nothing else."),
        (Field::Process, "The library asks, the schools lend their **kitchens**, the neighbours cook."),
        (Field::Impact, "Two thousand guests in the last year, most of them for the first time."),
        (Field::Beneficiaries, "Everyone who lives in the three streets."),
        (Field::Lead, "Department of culture"),
        (Field::Advice, "Begin with one street."),
        (Field::Links, "Report 2023 | https://city.example/report"),
    ]
    .into_iter()
    .map(|(field, text)| (field, text.to_owned()))
    .collect()
}
