//! The OAI-PMH repository over what is published and what was.

use axum::{
    body::Bytes,
    extract::{RawQuery, State},
    http::header,
    response::{IntoResponse, Response},
};
use i18n_embed_fl::fl;
use url::{Url, form_urlencoded};
use uuid::Uuid;

use super::{showing::Showing, whole::Teller};
use crate::{
    domain::Lang,
    press::oai::{
        self as press, Answer as OaiAnswer, Body, Entry, Failure, Identity, List, Position, Request, Resumption,
    },
    text,
    web::{
        App,
        records::Records,
        site::{Visitor, addresses, answer::Answer},
    },
};

/// Records in one part of a list.
const PART: usize = 50;
/// More arguments than any question of the protocol has.
const ARGUMENTS: usize = 20;

/// `GET /oai`
pub async fn get(State(app): State<App>, RawQuery(query): RawQuery) -> Answer {
    respond(&app, query.unwrap_or_default().as_bytes()).await
}

/// `POST /oai`: the same (3.1.1.2). Changes nothing.
pub async fn post(State(app): State<App>, body: Bytes) -> Answer {
    respond(&app, &body).await
}

/// `GET /oai/practice-1.xsd`
pub async fn schema() -> Response {
    ([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], press::SCHEMA).into_response()
}

async fn respond(app: &App, arguments: &[u8]) -> Answer {
    let arguments: Vec<(String, String)> = form_urlencoded::parse(arguments).into_owned().take(ARGUMENTS).collect();
    let visitor = Visitor::nobody(Lang::default());
    let showing = Showing::new(app, &visitor);
    let records = showing.shelf.records(app.store(), app.clock().now()).await?;
    let all = Repository::new(&showing, records);
    let topics: Vec<(String, String)> =
        app.topics().all().map(|topic| (topic.slug.to_string(), topic.name(showing.lang).to_owned())).collect();
    let name = fl!(text::phrases(showing.lang), "site-name");
    let sets = topics.iter().map(|(slug, name)| (slug.as_str(), name.as_str())).collect();
    let body = Request::read(&arguments).and_then(|request| match request {
        Request::Identify => {
            Ok(Body::Identify(Identity { name: &name, email: &app.site().contact, earliest: records.earliest() }))
        }
        Request::ListMetadataFormats { identifier } => match identifier {
            Some(identifier) => all.get(&identifier).map(|_| Body::Formats),
            None => Ok(Body::Formats),
        },
        Request::ListSets => Ok(Body::Sets(sets)),
        Request::GetRecord { identifier, format } => {
            all.get(&identifier).map(|place| Body::Record(Box::new(all.entry(place, true)), format))
        }
        Request::ListIdentifiers(list) => {
            all.part(&list, false).map(|(entries, next)| Body::Identifiers(entries, next))
        }
        Request::ListRecords(list) => {
            let format = list.format;
            all.part(&list, true).map(|(entries, next)| Body::Records(entries, format, next))
        }
    });
    let base = format!("{}{}", app.site().origin, addresses::OAI);
    let answer = OaiAnswer { base: &base, at: app.clock().now(), arguments: &arguments, body };
    // Each answer says when it was given (3.2): none is kept to be given again.
    let headers = [(header::CONTENT_TYPE, OaiAnswer::MEDIA_TYPE), (header::CACHE_CONTROL, "no-cache")];
    Ok((headers, answer.to_xml()?).into_response())
}

/// The records, and who asks for them.
struct Repository<'a> {
    host: String,
    showing: &'a Showing<'a>,
    records: &'a Records,
}

impl<'a> Repository<'a> {
    fn new(showing: &'a Showing<'a>, records: &'a Records) -> Self {
        let origin = &showing.app.site().origin;
        let host = Url::parse(origin).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
        Self { host, showing, records }
    }

    fn identifier(&self, id: Uuid) -> String {
        format!("oai:{}:{id}", self.host)
    }

    fn get(&self, identifier: &str) -> Result<Position, Failure> {
        let id = identifier.rsplit(':').next().and_then(|id| Uuid::parse_str(id).ok());
        let place = id.filter(|id| self.identifier(*id) == identifier).and_then(|id| self.records.place(id));
        place.ok_or_else(|| Failure::unknown(identifier))
    }

    fn entry(&self, place: Position, whole: bool) -> Entry {
        let gone = self.records.gone(place.id);
        let practice = self.showing.shelf.practice(place.id).filter(|_| gone.is_none());
        let topics = || practice.iter().flat_map(|it| &it.record.topics).map(ToString::to_string).collect();
        Entry {
            identifier: self.identifier(place.id),
            place,
            sets: gone.map_or_else(topics, <[String]>::to_vec),
            practice: practice.filter(|_| whole).map(|practice| Teller::of(self.showing).tell(practice)),
            deleted: practice.is_none(),
        }
    }

    fn part(&self, list: &List, whole: bool) -> Result<(Vec<Entry>, Option<Resumption>), Failure> {
        let wanted = self.records.within(&list.scope);
        let cursor = list.after.map_or(0, |after| wanted.partition_point(|place| *place <= after));
        let rest = wanted.get(cursor..).unwrap_or_default();
        let part = &rest[..rest.len().min(PART)];
        let Some(end) = part.last() else { return Err(Failure::nothing()) };
        let more = rest.len() > PART;
        let token = if more { list.token_after(*end) } else { String::new() };
        let next = (more || cursor > 0).then_some(Resumption { token, of: wanted.len(), cursor });
        Ok((part.iter().map(|place| self.entry(*place, whole)).collect(), next))
    }
}
