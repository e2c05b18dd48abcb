//! A partner's site in a process of its own, so that what it costs is not counted: generated pages with validators, or the
//! real ones of a corpus.

use std::{
    env,
    fmt::Write as _,
    fs,
    io::{BufRead, BufReader, Read},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    sync::Arc,
};

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use practice_commons::domain::SourceSettings;
use tokio::net::TcpListener;

use super::Error;

/// Links on one listing page.
const CARDS: usize = 500;
/// Sentences of a generated page: about 6 KB of HTML.
const SENTENCES: usize = 40;

pub struct Partner {
    pub address: SocketAddr,
    pub pages: usize,
    pub average_bytes: usize,
    child: Child,
}

/// What the other process is told to do.
pub const SERVE: &str = "--serve";

enum Content {
    Generated(usize),
    /// Real pages, kept in memory.
    Files(Vec<String>),
}

impl Content {
    fn len(&self) -> usize {
        match self {
            Self::Generated(pages) => *pages,
            Self::Files(files) => files.len(),
        }
    }

    fn page(&self, number: usize) -> Option<String> {
        match self {
            Self::Generated(pages) => (number < *pages).then(|| generated(number)),
            Self::Files(files) => files.get(number).cloned(),
        }
    }

    fn list(&self, page: usize) -> String {
        let (first, end) = (page * CARDS, ((page + 1) * CARDS).min(self.len()));
        let mut html = String::from("<!doctype html><html lang=en><title>Practices</title><ul>");
        for number in first..end {
            // Writing to a String cannot fail.
            let _ = write!(html, "<li class=card><a href='/p/{number}'>Practice {number}</a></li>");
        }
        html.push_str("</ul>");
        if end < self.len() {
            let _ = write!(html, "<a rel=next href='/list?page={}'>Next</a>", page + 1);
        }
        html
    }
}

/// Texts that share their words and nothing longer, as those of one site do.
const WORDS: &str = "neighbours newcomers council street market library school letters evening kitchen garden theatre \
    music language course mentor volunteer family child women youth elder office desk housing rent job training shop \
    baker nurse teacher driver police mosque church festival parade mural square park river bridge tram bicycle map \
    guide welcome visit walk talk story film photo radio archive museum exhibition debate forum panel survey budget \
    fund grant plan strategy policy charter network partner university hospital clinic health sport football dance \
    cooking sewing reading writing drawing singing meeting learning sharing listening asking building opening planning \
    together weekly monthly yearly local open free small large first second new old quiet public common shared equal";
const CITIES: [&str; 8] = ["Gent", "Bergen", "Limassol", "Reggio Emilia", "Odesa", "Bilbao", "Montreal", "Leeds"];

/// The same words in the same order for the same seed (a linear congruential generator, Knuth's MMIX constants).
struct Words {
    all: Vec<&'static str>,
    state: u64,
}

impl Words {
    fn of(seed: usize) -> Self {
        Self { all: WORDS.split_whitespace().collect(), state: seed as u64 }
    }

    fn say(&mut self, words: usize) -> String {
        let mut said = String::new();
        for _ in 0..words {
            self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let high = usize::try_from(self.state >> 33).unwrap_or_default();
            said.push_str(self.all[high % self.all.len()]);
            said.push(' ');
        }
        said.trim_end().to_owned()
    }
}

fn generated(number: usize) -> String {
    let mut words = Words::of(number);
    let (title, city) = (words.say(4), CITIES[number % CITIES.len()]);
    let mut html = format!(
        "<!doctype html><html lang=en><head><title>{title}</title></head><body><nav><a href=/>Home</a></nav>\
         <main><h1>{title} {number}</h1><p class=city>{city}</p><p class=years>2016 - 2020</p><div class=body>"
    );
    for _ in 0..SENTENCES {
        let _ = write!(html, "<p>{}.</p>", words.say(20));
    }
    html + "</div></main><footer>City network</footer></body></html>"
}

impl Partner {
    pub fn start(pages: usize) -> Result<Self, Error> {
        let mut child = Command::new(env::current_exe()?)
            .args([SERVE, &pages.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut said = String::new();
        BufReader::new(child.stdout.take().ok_or("no output")?).read_line(&mut said)?;
        let mut words = said.split_whitespace();
        let mut word = || words.next().ok_or("the site did not start");
        let (address, pages, average_bytes) = (word()?.parse()?, word()?.parse()?, word()?.parse()?);
        Ok(Self { address, pages, average_bytes, child })
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// For the first so many pages.
    pub fn settings(&self, pages: usize) -> Result<SourceSettings, Error> {
        let rules = if env::var("CORPORA").is_ok() {
            "[[fields.title]]\nselect = \"title\"\n[[fields.process]]\nselect = \"body\""
        } else {
            "[[fields.title]]\nselect = \"h1\"\n[[fields.cities]]\nselect = \".city\"\n[[fields.period]]\nselect = \".years\"\n\
             [[fields.process]]\nselect = \".body\""
        };
        let toml = format!(
            "name = \"Bench\"\nlanguage = \"en\"\nkind = \"pages\"\naddresses = [\"{}\"]\ncontact = \"b@commons.example\"\n\
             limits = {{ delay = 0, items = {}, pages = 500 }}\n\
             [listing]\ncard = \".card\"\nlink = \"a\"\nnext = \"a[rel=next]\"\n{rules}",
            self.url("/list"),
            pages
        );
        SourceSettings::from_toml(&toml).map_err(|errors| format!("{errors:?}").into())
    }

    /// Each page once, with the same HTTP client and nothing else.
    pub async fn fetch_all(&self) -> Result<(), Error> {
        let client = reqwest::Client::builder().no_proxy().build()?;
        for number in 0..self.pages {
            client.get(self.url(&format!("/p/{number}"))).send().await?.bytes().await?;
        }
        Ok(())
    }
}

impl Drop for Partner {
    fn drop(&mut self) {
        // It holds nothing.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn files(corpora: &Path) -> Result<Vec<String>, Error> {
    let mut found = Vec::new();
    let mut folders = vec![corpora.join("practice-sites")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(".html.gz") {
                let mut page = Vec::new();
                flate2::read::GzDecoder::new(fs::File::open(path)?).read_to_end(&mut page)?;
                found.push(String::from_utf8_lossy(&page).into_owned());
            }
        }
    }
    if found.is_empty() { Err(format!("no pages in {}", corpora.display()).into()) } else { Ok(found) }
}

/// The other process: says where it is, then serves until it is ended.
pub async fn serve(pages: usize) -> Result<(), Error> {
    let content = match env::var("CORPORA") {
        Ok(folder) => Content::Files(files(Path::new(&folder))?),
        Err(_) => Content::Generated(pages),
    };
    let pages = content.len();
    let sample = pages.min(100);
    let bytes: usize = (0..sample).filter_map(|number| content.page(number)).map(|page| page.len()).sum();
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("{} {pages} {}", listener.local_addr()?, bytes / sample.max(1));
    axum::serve(listener, Router::new().fallback(answer).with_state(Arc::new(content))).await?;
    Ok(())
}

async fn answer(State(content): State<Arc<Content>>, headers: HeaderMap, request: Request) -> Response {
    let (path, query) = (request.uri().path(), request.uri().query());
    if path == "/list" {
        let page = query.and_then(|query| query.strip_prefix("page=")?.parse().ok()).unwrap_or(0);
        return html(&headers, &format!("\"list{page}\""), || content.list(page));
    }
    let number = path.strip_prefix("/p/").and_then(|number| number.parse().ok());
    match number.filter(|&number: &usize| number < content.len()) {
        Some(number) => html(&headers, &format!("\"{number}\""), || content.page(number).unwrap_or_default()),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn html(headers: &HeaderMap, etag: &str, body: impl FnOnce() -> String) -> Response {
    if headers.get(header::IF_NONE_MATCH).is_some_and(|has| has == etag) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::ETAG, etag)], body()).into_response()
}
