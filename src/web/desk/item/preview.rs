//! The proposal on the readers' own page, in a frame that can do nothing.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::{HeaderValue, header},
    response::{Html, IntoResponse},
};
use serde::Deserialize;

use super::{
    super::{
        guard::SignedIn,
        trouble::{Result, Trouble},
    },
    opened::Opened,
    parse,
};
use crate::{
    desk::{carry_translations, has_moved},
    domain::{Id, Lang, review::ItemKind},
    store::{self, LivePractice, Origin},
    web::{
        App,
        site::{self, views::Link},
    },
};

/// Nothing runs, nothing is sent; styles, fonts and pictures are the site's own, and links open beside the desk.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'none'; \
                      base-uri 'none'; frame-ancestors 'self'; \
                      sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox";

pub(super) struct PreviewView {
    pub src: String,
    /// The page alone, in each language.
    pub languages: Vec<(Lang, Link)>,
}

impl PreviewView {
    pub fn of(signed: &SignedIn, opened: &Opened) -> Self {
        let address = |lang: Lang| format!("/desk/items/{}/preview?lang={lang}", opened.item.id);
        let link = |lang: Lang| (lang, Link::new(lang.own_name(), address(lang)));
        Self { src: address(signed.lang), languages: Lang::ALL.into_iter().map(link).collect() }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    lang: String,
    /// `original`: in its own language where a translation would be shown.
    text: String,
}

/// `GET /desk/items/{id}/preview`
pub(super) async fn page(
    State(app): State<App>,
    signed: SignedIn,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result {
    let opened = Opened::read(&app, parse(&id)?).await?;
    if opened.item.kind == ItemKind::HeldRun {
        return Err(Trouble::NotFound);
    }
    let lang = wanted.lang.parse().unwrap_or(signed.lang);
    let (proposed, is_live) = proposed(&app, &opened).await?;
    let item = format!("/desk/items/{}", opened.item.id);
    let places = (&*format!("{item}/preview"), &*format!("{item}/files"));
    let page = site::preview(&app, lang, wanted.text == "original", &proposed, is_live, places)
        .map_err(|_| Trouble::Internal)?;
    let html = page.render().map_err(|_| Trouble::Internal)?;
    Ok(([(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY))], Html(html)).into_response())
}

/// The practice as it would be, had the item been approved; and whether readers see it already in another form.
async fn proposed(app: &App, opened: &Opened) -> Result<(LivePractice, bool)> {
    let (item, now) = (&opened.item, app.clock().now());
    let live = match item.practice_id {
        Some(id) => store::practice_live_by_id(app.store(), id, now).await?,
        None => None,
    };
    let mut record = opened.record.clone();
    let found = origin(app, opened).await?;
    if let Some(mut live) = live {
        carry_translations(&mut record, &live.record);
        live.record = record;
        if let Some(found) = found {
            live.origin = live.origin.read_again(found, has_moved(item));
        }
        return Ok((live, true));
    }
    let practice = LivePractice {
        // The mosaic of what has no city is drawn from it.
        id: item.practice_id.unwrap_or_else(|| Id::from_uuid(item.id.uuid())),
        slug: "preview".to_owned(),
        origin: found.unwrap_or(Origin::City),
        record,
        first_live_at: now,
        live_from: now,
        confirmed_at: None,
        changed_at: now,
        revision: 1,
    };
    Ok((practice, false))
}

/// Where the page of the proposal lies, and when it was read.
async fn origin(app: &App, opened: &Opened) -> Result<Option<Origin>> {
    let Some((source, page)) = opened.source.as_ref().zip(opened.source_record.as_ref()) else { return Ok(None) };
    let snapshot = match page.snapshot_id {
        Some(id) => store::snapshot_by_id(app.store(), id).await?,
        None => None,
    };
    Ok(Some(Origin::Source {
        source: source.id,
        name: source.name.clone(),
        url: page.url.clone(),
        read_at: snapshot.map_or(page.last_seen_at, |snapshot| snapshot.fetched_at),
    }))
}
