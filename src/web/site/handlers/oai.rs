//! The OAI-PMH repository over what is published and what was: each practice at the moment its content went live or was
//! withdrawn.

use std::collections::BTreeMap;

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
    domain::{Lang, Timestamp},
    press::oai::{
        self as press, Answer as OaiAnswer, Body, Entry, Failure, Identity, List, Position, Request, Resumption, Scope,
    },
    store, text,
    web::{
        App,
        site::{Visitor, addresses, answer::Answer},
    },
};

/// Records in one part of a list.
const PART: usize = 100;
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
    let all = Repository::read(&showing).await?;
    let topics: Vec<(String, String)> =
        app.topics().all().map(|topic| (topic.slug.to_string(), topic.name(showing.lang).to_owned())).collect();
    let name = fl!(text::phrases(showing.lang), "site-name");
    let sets = topics.iter().map(|(slug, name)| (slug.as_str(), name.as_str())).collect();
    let body = Request::read(&arguments).and_then(|request| match request {
        Request::Identify => {
            Ok(Body::Identify(Identity { name: &name, email: &app.site().contact, earliest: all.earliest() }))
        }
        Request::ListMetadataFormats { identifier } => match identifier {
            Some(identifier) => all.get(&identifier).map(|_| Body::Formats),
            None => Ok(Body::Formats),
        },
        Request::ListSets => Ok(Body::Sets(sets)),
        Request::GetRecord { identifier, format } => {
            all.get(&identifier).map(|place| Body::Record(Box::new(all.entry(&showing, place, true)), format))
        }
        Request::ListIdentifiers(list) => {
            all.part(&showing, &list, false).map(|(entries, next)| Body::Identifiers(entries, next))
        }
        Request::ListRecords(list) => {
            let format = list.format;
            all.part(&showing, &list, true).map(|(entries, next)| Body::Records(entries, format, next))
        }
    });
    let base = format!("{}{}", app.site().origin, addresses::OAI);
    let answer = OaiAnswer { base: &base, at: app.clock().now(), arguments: &arguments, body };
    Ok(([(header::CONTENT_TYPE, OaiAnswer::MEDIA_TYPE)], answer.to_xml()?).into_response())
}

/// Everything that is or was published, in the order of the protocol: each with its topics, and whether it is still there.
struct Repository {
    host: String,
    entries: BTreeMap<Position, (Vec<String>, bool)>,
    places: BTreeMap<Uuid, Position>,
}

impl Repository {
    async fn read(showing: &Showing<'_>) -> Result<Self, store::StoreError> {
        let origin = &showing.app.site().origin;
        let host = Url::parse(origin).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
        let mut all = Self { host, entries: BTreeMap::new(), places: BTreeMap::new() };
        let topics = |record: &crate::domain::Record| record.topics.iter().map(ToString::to_string).collect();
        let now = showing.app.clock().now();
        for gone in store::practice_withdrawn_list(showing.app.store(), now).await? {
            all.put(gone.id.uuid(), gone.withdrawn_at, topics(&gone.record), false);
        }
        for practice in showing.shelf.practices.values() {
            all.put(practice.id.uuid(), practice.live_from, topics(&practice.record), true);
        }
        Ok(all)
    }

    /// What came back since it was withdrawn replaces its former entry.
    fn put(&mut self, id: Uuid, at: Timestamp, topics: Vec<String>, there: bool) {
        let place = Position { seconds: at.unix_seconds(), id };
        if let Some(former) = self.places.insert(id, place) {
            self.entries.remove(&former);
        }
        self.entries.insert(place, (topics, there));
    }

    fn earliest(&self) -> Timestamp {
        let seconds = self.entries.keys().next().map_or(0, |place| place.seconds);
        Timestamp::from_micros(seconds.saturating_mul(1_000_000))
    }

    fn identifier(&self, id: Uuid) -> String {
        format!("oai:{}:{id}", self.host)
    }

    fn get(&self, identifier: &str) -> Result<Position, Failure> {
        let id = identifier.rsplit(':').next().and_then(|id| Uuid::parse_str(id).ok());
        let place = id.filter(|id| self.identifier(*id) == identifier).and_then(|id| self.places.get(&id));
        place.copied().ok_or_else(|| Failure::unknown(identifier))
    }

    fn entry(&self, showing: &Showing<'_>, place: Position, whole: bool) -> Entry {
        let (sets, there) = self.entries.get(&place).cloned().unwrap_or_default();
        let practice = showing.shelf.practice(place.id).filter(|_| there);
        let mut entry = Entry { identifier: self.identifier(place.id), place, sets, practice: None, deleted: !there };
        if whole {
            entry.practice = practice.map(|practice| Teller::of(showing).tell(practice));
        }
        entry
    }

    fn part(
        &self,
        showing: &Showing<'_>,
        list: &List,
        whole: bool,
    ) -> Result<(Vec<Entry>, Option<Resumption>), Failure> {
        let wanted: Vec<Position> = self
            .entries
            .iter()
            .filter(|(place, (sets, _))| in_scope(place, sets, &list.scope))
            .map(|(place, _)| *place)
            .collect();
        let cursor = list.after.map_or(0, |after| wanted.partition_point(|place| *place <= after));
        let part = wanted.get(cursor..).unwrap_or_default();
        let Some(end) = part.iter().take(PART).next_back() else { return Err(Failure::nothing()) };
        let more = part.len() > PART;
        let token = if more { list.token_after(*end) } else { String::new() };
        let next = (more || cursor > 0).then_some(Resumption { token, of: wanted.len(), cursor });
        Ok((part.iter().take(PART).map(|place| self.entry(showing, *place, whole)).collect(), next))
    }
}

fn in_scope(place: &Position, sets: &[String], scope: &Scope) -> bool {
    scope.set.as_ref().is_none_or(|set| sets.contains(set))
        && scope.from.is_none_or(|from| from.unix_seconds() <= place.seconds)
        && scope.until.is_none_or(|until| place.seconds <= until.unix_seconds())
}
