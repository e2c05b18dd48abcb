//! A partner's site in miniature, and sources that read it.
#![expect(clippy::unwrap_used, reason = "a test's site that cannot be built ends the test")]

use std::{
    collections::BTreeMap,
    io::Write as _,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, Response, StatusCode, header},
};
use flate2::{Compression, write::GzEncoder};
use practice_commons::{
    domain::{Clock, Reading, SourceSettings, Timestamp, candidate::Known},
    harvest::{Agent, FetchPolicy, Reader, import},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

#[derive(Clone)]
pub struct Page {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
    /// How long its answer takes.
    pub after: Duration,
}

impl Page {
    pub fn html(body: impl Into<Vec<u8>>) -> Self {
        Self::of("text/html; charset=utf-8", body)
    }

    pub fn of(content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status: 200,
            headers: vec![("content-type", content_type.to_owned())],
            body: body.into(),
            after: Duration::ZERO,
        }
    }

    pub fn status(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: b"no".to_vec(), after: Duration::ZERO }
    }

    pub fn redirect(to: &str) -> Self {
        Self::status(302).with("location", to)
    }

    pub fn after(self, after: Duration) -> Self {
        Self { after, ..self }
    }

    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

#[derive(Default)]
struct Content {
    pages: BTreeMap<String, Page>,
    asked: Vec<(String, HeaderMap)>,
    /// Paths asked for whose answers take their time.
    waiting: Vec<String>,
    /// Practices it still answers before it asks to be left alone.
    allowance: Option<usize>,
    /// Full bodies of pages that were sent, robots.txt not counted.
    bodies: usize,
}

/// A site on a port of its own. Pages with an `etag` answer 304 to whoever has it.
#[derive(Clone)]
pub struct Site {
    pub address: SocketAddr,
    content: Arc<Mutex<Content>>,
}

impl Site {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let site = Self { address: listener.local_addr().unwrap(), content: Arc::default() };
        let router = Router::new().fallback(answer).with_state(site.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        site
    }

    /// What somebody else serves.
    pub fn at(address: SocketAddr) -> Self {
        Self { address, content: Arc::default() }
    }

    pub fn put(&self, path: &str, page: Page) -> &Self {
        self.content.lock().unwrap().pages.insert(path.to_owned(), page);
        self
    }

    pub fn remove(&self, path: &str) {
        self.content.lock().unwrap().pages.remove(path);
    }

    pub fn page(&self, path: &str) -> Page {
        self.content.lock().unwrap().pages[path].clone()
    }

    pub fn paths(&self) -> Vec<String> {
        self.content.lock().unwrap().pages.keys().cloned().collect()
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Full bodies sent since this was last asked.
    pub fn bodies(&self) -> usize {
        std::mem::take(&mut self.content.lock().unwrap().bodies)
    }

    /// Full bodies sent since the start, or since [`Site::bodies`].
    pub fn bodies_so_far(&self) -> usize {
        self.content.lock().unwrap().bodies
    }

    /// Paths asked for since this was last asked.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.content.lock().unwrap().asked).into_iter().map(|(path, _)| path).collect()
    }

    /// Lets so many practices be read, then asks to be left alone for two hours.
    pub fn allow(&self, pages: usize) {
        self.content.lock().unwrap().allowance = Some(pages);
    }

    /// Whether a page that takes its time was asked for.
    pub fn is_waiting(&self, path: &str) -> bool {
        self.content.lock().unwrap().waiting.iter().any(|waiting| waiting == path)
    }

    pub fn last_headers(&self) -> HeaderMap {
        self.content.lock().unwrap().asked.last().unwrap().1.clone()
    }
}

async fn answer(State(site): State<Site>, request: Request) -> Response<Body> {
    let path = request.uri().path_and_query().unwrap().to_string();
    let after = {
        let mut content = site.content.lock().unwrap();
        let after = content.pages.get(&path).map_or(Duration::ZERO, |page| page.after);
        if !after.is_zero() {
            content.waiting.push(path.clone());
        }
        after
    };
    tokio::time::sleep(after).await;
    let mut content = site.content.lock().unwrap();
    content.asked.push((path.clone(), request.headers().clone()));
    let mut page = content.pages.get(&path).cloned().unwrap_or_else(|| Page::status(404));
    if let Some(left) = content.allowance.as_mut().filter(|_| path.starts_with("/p/")) {
        if *left == 0 {
            page = Page::status(429).with("retry-after", "7200");
        }
        *left = left.saturating_sub(1);
    }
    let mut response = Response::builder().status(page.status);
    for (name, value) in &page.headers {
        response = response.header(*name, value.as_str());
    }
    let etag = page.headers.iter().find(|(name, _)| *name == "etag").map(|(_, value)| value.as_str());
    let has = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    if etag.is_some() && etag == has {
        return response.status(StatusCode::NOT_MODIFIED).body(Body::empty()).unwrap();
    }
    if page.status == 200 && path != "/robots.txt" {
        content.bodies += 1;
    }
    response.body(Body::from(page.body)).unwrap()
}

/// A page that unpacks to a thousand times its size.
pub fn bomb() -> Page {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&vec![b' '; 9_000_000]).unwrap();
    Page::html(packed.finish().unwrap()).with("content-encoding", "gzip")
}

/// Answers every connection with the same bytes, then waits if it is to, then closes.
pub async fn raw_server(answer: Vec<u8>, linger: Duration) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let answer = answer.clone();
            tokio::spawn(async move {
                let mut request = vec![0; 4096];
                let read = stream.read(&mut request).await.unwrap_or(0);
                if request[..read].starts_with(b"GET /robots.txt") {
                    let _ = stream
                        .write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                        .await;
                    return;
                }
                let _ = stream.write_all(&answer).await;
                tokio::time::sleep(linger).await;
            });
        }
    });
    address
}

pub fn clock() -> Clock {
    Clock::fixed(Timestamp::from_micros(1_780_000_000_000_000))
}

pub fn agent() -> Agent {
    Agent::new("PracticeCommons", "1.0", "https://commons.example/bot").unwrap()
}

/// A reader that may reach these addresses and nothing else that is not public.
pub fn reader_to(allowed: &[SocketAddr]) -> Reader {
    let allowed = allowed.iter().map(|address| address.to_string().parse().unwrap()).collect();
    let policy = FetchPolicy { allowed, total: Duration::from_secs(3), ..FetchPolicy::default() };
    Reader::new(policy, agent(), clock()).unwrap()
}

pub fn reader(site: &Site) -> Reader {
    reader_to(&[site.address])
}

/// A source of pages at the site's `/list`.
pub fn source(site: &Site) -> SourceSettings {
    source_at(&site.url("/list"))
}

pub fn source_at(address: &str) -> SourceSettings {
    import(&format!(
        r#"
        name = "Partner"
        language = "en"
        kind = "pages"
        addresses = ["{address}"]
        contact = "web@partner.example"
        limits = {{ delay = 0 }}
        [listing]
        card = ".card"
        link = "a"
        next = "a[rel=next]"
        [[fields.title]]
        select = "h1"
        [[fields.title]]
        select = "title"
        [[fields.cities]]
        select = ".city"
        from = "card"
        [[fields.period]]
        select = ".years"
        pattern = "(\\d{{4}}.*)"
        [[fields.process]]
        select = ".body"
        [[fields.status]]
        constant = "running"
        "#
    ))
    .unwrap()
}

pub fn feed_at(address: &str) -> SourceSettings {
    let mut settings = SourceSettings::of_feed("Partner", address, "web@partner.example");
    settings.limits.delay = 0;
    settings
}

/// `n` practices on one listing page, all with etags.
pub fn with_practices(site: &Site, count: usize) {
    site.put("/list", Page::html(list(&(1..=count).collect::<Vec<_>>())).with("etag", format!("\"list{count}\"")));
    for number in 1..=count {
        site.put(&format!("/p/{number}"), practice(number, "They meet every week."));
    }
}

pub fn list(numbers: &[usize]) -> String {
    let card = |n| {
        format!("<div class=card><a href='/p/{n}?utm_source=list#top'>Practice {n}</a> <b class=city>Gent</b></div>")
    };
    let cards = numbers.iter().map(card).collect::<Vec<_>>().concat();
    format!("<html><body><nav><a href=/>Home</a></nav>{cards}</body></html>")
}

pub fn practice(number: usize, body: &str) -> Page {
    let html = format!(
        "<html><head><title>x</title></head><body><h1>Practice {number}</h1><p class=years>Years: 2016 - 2020</p>\
         <div class=body><p>{body}</p></div></body></html>"
    );
    Page::html(html).with("etag", format!("\"{number}-{}\"", body.len()))
}

pub async fn read(reader: &Reader, settings: &SourceSettings) -> Reading {
    reader.read(settings, &Known::default()).await
}

pub fn phrases_of(reading: &Reading) -> Vec<&str> {
    reading.notes.iter().map(|note| note.phrase.as_str()).collect()
}
