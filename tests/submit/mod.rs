//! What a city does through a browser: the form with its files, the page about what became of it, a new version, and
//! taking it back. Told through the router, on both engines.

mod api;
mod city;
mod files;
mod forms;
mod life;
mod patience;
mod weird;
mod words;

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use practice_commons::{
    desk::{Desk, DeskSettings},
    domain::{Clock, Editor, EmailAddress, Id, Lang, Role, Timestamp, Topics, review::Decision},
    harvest::{Agent, FetchPolicy, Reader},
    jobs::{Office, Settings, Work},
    mail::{Letterhead, Mailbox, Transport, transport::Outbox},
    search::Index,
    store::{self, Item, QueueView, Store},
    web::{self, App, Parts, SiteSettings},
};
use tower::ServiceExt;

use crate::support::store::Bed;

/// The site, its background work and its editor, at a moment that tests move.
struct House {
    app: App,
    router: Router,
    store: Store,
    desk: Desk,
    work: Work,
    outbox: Outbox,
    editor: Editor,
}

/// What came back.
#[derive(Debug)]
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl House {
    async fn open(bed: &Bed) -> Self {
        let store = bed.open(Clock::fixed(Timestamp::from_micros(1_795_000_000_000_000))).await;
        let desk = Desk::new(store.clone(), Topics::embedded(), DeskSettings::default());
        let agent = Agent::new("PracticeCommons", "0", "mailto:editors@practices.example").unwrap();
        let reader = Arc::new(Reader::new(FetchPolicy::default(), agent, store.clock().clone()).unwrap());
        let outbox = Outbox::default();
        let from = Mailbox { name: "Editors".to_owned(), address: address("editors@practices.example") };
        let office = Office {
            desk: desk.clone(),
            transport: Transport::Memory(outbox.clone()),
            letterhead: Letterhead { site: SITE.to_owned(), from, reply_to: None, bounces: None },
            contact: String::new(),
            reader: Arc::clone(&reader),
            makes_pdfs: false,
            resend_after: Duration::from_mins(30),
            schedule_jitter: Duration::ZERO,
        };
        let work = Work::new(store.clone(), office.handlers(), Settings::default());
        let app = App::new(Parts {
            desk: desk.clone(),
            index: Index::new().unwrap(),
            topics: Topics::embedded(),
            site: SiteSettings { origin: SITE.to_owned(), trusted_proxies: Vec::new(), contact: String::new() },
            problems: Arc::new(Vec::new),
            reader: Some(reader),
            demo: None,
        });
        let editor = an_editor(&store).await;
        Self { router: web::router(app.clone()), app, store, desk, work, outbox, editor }
    }

    async fn get(&self, path: &str) -> Answer {
        self.ask(Request::get(path).body(Body::empty()).unwrap()).await
    }

    async fn post(&self, path: &str, content_type: &str, body: impl Into<Body>) -> Answer {
        self.ask(Request::post(path).header(header::CONTENT_TYPE, content_type).body(body.into()).unwrap()).await
    }

    async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 32 << 20).await.unwrap();
        Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    fn pass(&self, time: Duration) {
        self.store.clock().advance(time);
    }

    /// All background work that is due.
    async fn settle(&self) {
        self.work.drain().await.unwrap();
    }

    /// The items waiting for editors, as they stand.
    async fn queue(&self) -> Vec<Item> {
        let now = self.store.clock().now();
        let mut items = Vec::new();
        for line in store::item_queue(&self.store, QueueView::All, self.editor.id, now, 50, 0).await.unwrap() {
            items.push(store::item_by_id(&self.store, line.id).await.unwrap().unwrap());
        }
        items
    }

    async fn decide(&self, decision: &Decision) {
        let queue = self.queue().await;
        let [item] = queue.as_slice() else { panic!("one item waits, not {}", queue.len()) };
        self.desk.decide(&self.editor, item.id, item.version, decision).await.unwrap();
    }

    fn subjects(&self) -> Vec<String> {
        let preview = |letter: practice_commons::mail::transport::Caught| {
            practice_commons::mail::preview(&letter.bytes).subject().to_owned()
        };
        self.outbox.all().into_iter().map(preview).collect()
    }
}

const SITE: &str = "https://practices.example";

fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

async fn an_editor(store: &Store) -> Editor {
    let editor = Editor {
        id: Id::new(),
        email: address("ines@practices.example"),
        name: "Inês".to_owned(),
        role: Role::Editor,
        language: Lang::En,
        keys: true,
    };
    let mut tx = store.begin().await.unwrap();
    store::editor_insert(&mut tx, &editor, store.clock().now()).await.unwrap();
    tx.commit().await.unwrap();
    editor
}

impl Answer {
    fn location(&self) -> &str {
        self.headers[header::LOCATION].to_str().unwrap()
    }

    /// The value of the only input of this name.
    fn value(&self, name: &str) -> String {
        self.values(name).pop().unwrap_or_else(|| panic!("no input {name}"))
    }

    fn values(&self, name: &str) -> Vec<String> {
        scraper(&self.body, name)
    }

    #[track_caller]
    fn says(&self, words: &str) {
        assert!(self.body.contains(words), "nothing of {words:?} in {}", self.body);
    }

    #[track_caller]
    fn hides(&self, words: &str) {
        assert!(!self.body.contains(words), "{words:?} is told");
    }
}

/// The values of the inputs of a name, in order.
fn scraper(page: &str, name: &str) -> Vec<String> {
    let mark = format!(" name=\"{name}\"");
    let tags = page.split("<input").skip(1).filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag));
    let tags = tags.filter(|tag| tag.contains(&mark));
    let value = |tag: &str| {
        tag.split_once("value=\"").and_then(|(_, rest)| rest.split_once('"')).map(|(value, _)| value.to_owned())
    };
    tags.filter_map(value).collect()
}
