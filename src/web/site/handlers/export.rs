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
    press::{self, Citation, Practice, PressError},
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
}

/// `GET /{lang}/practices.csv`, with the query of the list.
pub async fn csv(State(app): State<App>, visitor: Visitor, headers: HeaderMap) -> Answer {
    filtered(&app, &visitor, &headers, Kind::Csv)
}

/// `GET /{lang}/practices.json`
pub async fn json(State(app): State<App>, visitor: Visitor, headers: HeaderMap) -> Answer {
    filtered(&app, &visitor, &headers, Kind::Json)
}

/// `GET /{lang}/practices.ris`
pub async fn ris(State(app): State<App>, visitor: Visitor, headers: HeaderMap) -> Answer {
    filtered(&app, &visitor, &headers, Kind::Ris)
}

/// `GET /data/practices.csv`: everything, in English where a text is there in English, else in the original.
pub async fn whole_csv(State(app): State<App>, headers: HeaderMap) -> Answer {
    filtered(&app, &Visitor::nobody(Lang::default()), &headers, Kind::Csv)
}

/// `GET /data/practices.json`
pub async fn whole_json(State(app): State<App>, headers: HeaderMap) -> Answer {
    filtered(&app, &Visitor::nobody(Lang::default()), &headers, Kind::Json)
}

/// The whole list, whatever page of it is asked for.
fn filtered(app: &App, visitor: &Visitor, headers: &HeaderMap, kind: Kind) -> Answer {
    let showing = Showing::new(app, visitor);
    let filter = question::asked(&showing).at_page(1);
    let found = showing.find(&filter, usize::MAX)?;
    let etag = etag(&showing, &found.ids, kind);
    let validators = [(header::ETAG, etag.as_str()), (header::CACHE_CONTROL, "no-cache")];
    if assets::matches_etag(headers, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, validators).into_response());
    }
    let disposition = format!("attachment; filename=\"practices-{}.{}\"", today(app), kind.ending());
    let named = [(header::CONTENT_TYPE, kind.media_type()), (header::CONTENT_DISPOSITION, disposition.as_str())];
    let file = File { teller: Teller::of(&showing), ids: found.ids, kind };
    Ok((validators, named, file.stream()?).into_response())
}

fn today(app: &App) -> String {
    app.clock().now().to_utc().date().to_string()
}

impl Kind {
    const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Ris => "ris",
        }
    }

    const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => press::TABLE_MEDIA_TYPE,
            Self::Json => "application/json",
            Self::Ris => press::RIS_MEDIA_TYPE,
        }
    }
}

/// Made of what the file is made of, without making it: the practices in their order, each at its version. Weak, for
/// compressed forms share it.
fn etag(showing: &Showing<'_>, ids: &[Uuid], kind: Kind) -> String {
    let mut hash = Sha256::new();
    hash.update([kind as u8, showing.lang as u8]);
    hash.update(env!("CARGO_PKG_VERSION"));
    for practice in ids.iter().filter_map(|id| showing.shelf.practice(*id)) {
        hash.update(practice.id.uuid());
        hash.update(practice.revision.to_be_bytes());
        hash.update(practice.confirmed_at.map_or(0, Timestamp::micros).to_be_bytes());
        hash.update(showing.city_names(&practice.record).join(";"));
        hash.update(practice.slug.as_bytes());
    }
    format!("W/\"{}\"", hex::encode(&hash.finalize()[..16]))
}

/// A file on its way out.
struct File {
    teller: Teller,
    ids: Vec<Uuid>,
    kind: Kind,
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
            let told: Vec<(String, Practice)> =
                told.map(|practice| (practice.slug.clone(), self.teller.tell(practice))).collect();
            let written = self.write(first, &told, &site);
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
            Kind::Ris => Vec::new(),
        })
    }

    fn write(&self, first: bool, practices: &[(String, Practice)], site: &str) -> Result<Vec<u8>, PressError> {
        let read_at = self.teller.app.clock().now();
        Ok(match self.kind {
            Kind::Csv => press::table_rows(practices.iter().map(|(_, practice)| practice))?,
            Kind::Json => {
                let mut bytes = Vec::new();
                for (at, (_, practice)) in practices.iter().enumerate() {
                    bytes.extend(if first && at == 0 { &b"\n"[..] } else { b",\n" });
                    serde_json::to_writer(&mut bytes, practice).map_err(std::io::Error::from)?;
                }
                bytes
            }
            Kind::Ris => {
                let cited = practices.iter().map(|(slug, practice)| Citation { practice, slug, site, read_at }.ris());
                cited.collect::<String>().into_bytes()
            }
        })
    }
}

/// What the page of the list offers.
pub fn downloads(lang: Lang, filter: &Filter) -> Vec<Link> {
    let list = super::feed::of_list(filter).at_page(1);
    let link = |kind: Kind| Link::new(kind.ending().to_uppercase(), addresses::list_as(lang, &list, kind.ending()));
    [Kind::Csv, Kind::Json, Kind::Ris].map(link).into()
}
