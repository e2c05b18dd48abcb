//! Lists as files: what a filter finds, and the full data set. Written while they are sent, a few practices at a time, so
//! that a long list holds no memory.

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures::stream;
use i18n_embed_fl::fl;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{question, showing::Showing, whole::Teller};
use crate::{
    domain::{Filter, Lang, Timestamp},
    press::{self, Citation, Practice, PressError, Versions},
    store::{LivePractice, Origin},
    text,
    web::{
        App, assets,
        site::{
            Visitor, addresses,
            answer::Answer,
            views::{Link, error::Trouble},
        },
    },
};

/// Practices told at once.
const CHUNK: usize = 40;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Csv,
    Json,
    Ris,
    Bibtex,
}

/// In how many languages a practice is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// In the reader's, or else the original.
    Once,
    /// In each it can be read in.
    InAll,
}

/// `GET /{lang}/practices.csv`, with the query of the list.
pub async fn csv(State(app): State<App>, visitor: Visitor, headers: HeaderMap) -> Answer {
    filtered(&app, &visitor, &headers, Kind::Csv, Told::Once)
}

/// `GET /{lang}/practices.json`
pub async fn json(State(app): State<App>, visitor: Visitor, headers: HeaderMap) -> Answer {
    filtered(&app, &visitor, &headers, Kind::Json, Told::Once)
}

/// `GET /{lang}/practices.ris`
pub async fn ris(State(app): State<App>, visitor: Visitor, headers: HeaderMap) -> Answer {
    filtered(&app, &visitor, &headers, Kind::Ris, Told::Once)
}

/// `GET /{lang}/practices.bib`
pub async fn bibtex(State(app): State<App>, visitor: Visitor, headers: HeaderMap) -> Answer {
    filtered(&app, &visitor, &headers, Kind::Bibtex, Told::Once)
}

/// `GET /data/practices.csv`: everything, a row for each practice in each of its languages.
pub async fn whole_csv(State(app): State<App>, headers: HeaderMap) -> Answer {
    filtered(&app, &Visitor::nobody(Lang::default()), &headers, Kind::Csv, Told::InAll)
}

/// `GET /data/practices.json`: everything, each practice with all its languages.
pub async fn whole_json(State(app): State<App>, headers: HeaderMap) -> Answer {
    filtered(&app, &Visitor::nobody(Lang::default()), &headers, Kind::Json, Told::InAll)
}

/// The whole list, whatever page of it is asked for.
fn filtered(app: &App, visitor: &Visitor, headers: &HeaderMap, kind: Kind, told: Told) -> Answer {
    let showing = Showing::new(app, visitor);
    let filter = question::asked(&showing).at_page(1);
    let found = showing.find(&filter, usize::MAX)?;
    let etag = etag(&showing, &found.ids, kind, told);
    let validators = [(header::ETAG, etag.as_str()), (header::CACHE_CONTROL, "no-cache")];
    if assets::matches_etag(headers, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, validators).into_response());
    }
    let disposition = format!("attachment; filename=\"practices-{}.{}\"", today(app), kind.ending());
    let named = [(header::CONTENT_TYPE, kind.media_type()), (header::CONTENT_DISPOSITION, disposition.as_str())];
    let file = File { teller: Teller::of(&showing), ids: found.ids, kind, told };
    Ok((validators, named, file.stream()?).into_response())
}

fn today(app: &App) -> String {
    app.clock().now().to_utc().date().to_string()
}

impl Kind {
    const ALL: [Self; 4] = [Self::Csv, Self::Json, Self::Ris, Self::Bibtex];

    const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Ris => "ris",
            Self::Bibtex => "bib",
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::Ris => "RIS",
            Self::Bibtex => "BibTeX",
        }
    }

    const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => press::TABLE_MEDIA_TYPE,
            Self::Json => "application/json",
            Self::Ris => press::RIS_MEDIA_TYPE,
            Self::Bibtex => Citation::BIBTEX_MEDIA_TYPE,
        }
    }

    /// Whether the file says on which day it was read.
    const fn names_day(self) -> bool {
        matches!(self, Self::Ris | Self::Bibtex)
    }
}

/// Made of what the file is made of, without making it: the practices in their order, with all that is told of them beside
/// their content. Weak, for compressed forms share it.
fn etag(showing: &Showing<'_>, ids: &[Uuid], kind: Kind, told: Told) -> String {
    let mut hash = Sha256::new();
    // What came before ends where the next begins.
    let mut mix = |words: &str| {
        hash.update(words);
        hash.update([0xFF]);
    };
    mix(&format!("{kind:?} {told:?} {} {}", showing.lang, env!("CARGO_PKG_VERSION")));
    mix(&showing.app.site().origin);
    if kind.names_day() {
        mix(&today(showing.app));
    }
    let langs = if told == Told::InAll { Lang::ALL.to_vec() } else { vec![showing.lang] };
    for practice in ids.iter().filter_map(|id| showing.shelf.practice(*id)) {
        let (changed, first) = (practice.changed_at.micros(), practice.first_live_at.micros());
        let confirmed = practice.confirmed_at.map_or(0, Timestamp::micros);
        mix(&format!("{} {} {changed} {first} {confirmed}", practice.id, practice.revision));
        mix(&practice.slug);
        // The licence follows from it.
        match &practice.origin {
            Origin::City => mix("city"),
            Origin::Source { name, url, read_at, .. } => mix(&format!("{name} {url} {}", read_at.micros())),
        }
        for city in practice.record.cities.iter().filter_map(|city| showing.city(city)) {
            mix(&city.slug);
            for lang in &langs {
                mix(city.name_in(*lang));
            }
        }
        for collection in showing.shelf.collections_of(practice.id.uuid()) {
            mix(&collection.slug);
            for lang in &langs {
                mix(&collection.title_in(*lang).0);
            }
        }
    }
    format!("W/\"{}\"", hex::encode(&hash.finalize()[..16]))
}

/// A practice in a file.
struct Entry {
    slug: String,
    practice: Practice,
    /// Where the file tells it in all its languages.
    versions: Vec<Practice>,
}

impl Entry {
    fn rows(&self) -> &[Practice] {
        if self.versions.is_empty() { std::slice::from_ref(&self.practice) } else { &self.versions }
    }
}

/// A file on its way out.
struct File {
    teller: Teller,
    ids: Vec<Uuid>,
    kind: Kind,
    told: Told,
}

impl File {
    fn stream(self) -> Result<Response, Trouble> {
        let head = self.head()?;
        let tail = if self.kind == Kind::Json { "\n]}\n" } else { "" };
        let chunks: Vec<(bool, Vec<Uuid>)> =
            self.ids.chunks(CHUNK).enumerate().map(|(at, ids)| (at == 0, ids.to_vec())).collect();
        let site = fl!(text::phrases(self.teller.lang), "site-name");
        let rows = chunks.into_iter().map(move |(first, ids)| {
            let told = ids.iter().filter_map(|id| self.teller.shelf.practice(*id));
            let written = self.write(first, &told.map(|practice| self.tell(practice)).collect::<Vec<_>>(), &site);
            if let Err(error) = &written {
                tracing::error!(error = error as &dyn std::error::Error, "could not write a file for readers");
            }
            written.map(Bytes::from)
        });
        let ends = |bytes: Vec<u8>| Ok::<_, PressError>(Bytes::from(bytes));
        let parts = std::iter::once(ends(head)).chain(rows).chain(std::iter::once(ends(tail.as_bytes().to_vec())));
        Ok(Body::from_stream(stream::iter(parts)).into_response())
    }

    fn head(&self) -> Result<Vec<u8>, PressError> {
        Ok(match self.kind {
            Kind::Csv => press::table_head()?,
            Kind::Json => format!("{{\"total\":{},\"practices\":[", self.ids.len()).into_bytes(),
            Kind::Ris | Kind::Bibtex => Vec::new(),
        })
    }

    fn tell(&self, practice: &LivePractice) -> Entry {
        let versions = if self.told == Told::InAll { self.teller.versions(practice) } else { Vec::new() };
        Entry { slug: practice.slug.clone(), practice: self.teller.tell(practice), versions }
    }

    fn write(&self, first: bool, entries: &[Entry], site: &str) -> Result<Vec<u8>, PressError> {
        let read_at = self.teller.app.clock().now();
        Ok(match self.kind {
            Kind::Csv => press::table_rows(entries.iter().flat_map(Entry::rows))?,
            Kind::Json => {
                let mut bytes = Vec::new();
                for (at, entry) in entries.iter().enumerate() {
                    bytes.extend(if first && at == 0 { &b"\n"[..] } else { b",\n" });
                    if self.told == Told::InAll {
                        serde_json::to_writer(&mut bytes, &Versions::of(&entry.practice, &entry.versions))
                    } else {
                        serde_json::to_writer(&mut bytes, &entry.practice)
                    }
                    .map_err(std::io::Error::from)?;
                }
                bytes
            }
            Kind::Ris | Kind::Bibtex => {
                let cited = entries.iter().map(|it| Citation { practice: &it.practice, slug: &it.slug, site, read_at });
                let write = if self.kind == Kind::Ris { Citation::ris } else { Citation::bibtex };
                cited.map(|citation| write(&citation)).collect::<String>().into_bytes()
            }
        })
    }
}

/// What the page of the list offers.
pub fn downloads(lang: Lang, filter: &Filter) -> Vec<Link> {
    let list = super::feed::of_list(filter).at_page(1);
    let link = |kind: Kind| Link::new(kind.name(), addresses::list_as(lang, &list, kind.ending()));
    Kind::ALL.map(link).into()
}
