//! The kept page in a document of its own that can do nothing: no scripts, no forms, nothing loaded from anywhere. What an
//! item was read from is marked in it.

use askama::Template;
use axum::{
    Extension,
    extract::{Path, Query, State},
    http::{HeaderName, HeaderValue, header},
    response::{Html, IntoResponse},
};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::super::{
    guard::SignedIn,
    shown::field_name,
    trouble::{Result, Trouble},
};
use crate::{
    domain::{
        Field, Id, Lang, LanguageTag,
        candidate::Origins,
        clean_text::{SafeHtml, marks},
        marker::{ReviewItem, Snapshot},
    },
    harvest::{Shown, Wanted, show_snapshot},
    store::{self, BlobName},
    text::{self, Loader},
    web::{App, shield::Nonce},
};

#[derive(Template)]
#[template(path = "desk/snapshot.html")]
struct SnapshotPage {
    t: &'static Loader,
    nonce: String,
    url: String,
    language: String,
    /// Of the words that are ours.
    reader: Lang,
    html: SafeHtml,
    /// Whether it is a text as it is, and no page.
    raw: bool,
    unseen: Vec<Unseen>,
}

/// What was read from the page and does not stand among the words shown: from its head, an attribute, or a card.
struct Unseen {
    field: Field,
    name: String,
    quote: String,
    element: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ReadFor {
    item: String,
}

/// `GET /desk/snapshots/{id}`, with `item` for its marks.
pub(super) async fn show(
    State(app): State<App>,
    signed: SignedIn,
    Extension(nonce): Extension<Nonce>,
    Path(id): Path<String>,
    Query(read_for): Query<ReadFor>,
) -> Result {
    let id: Id<Snapshot> = id.parse().map_err(|_| Trouble::NotFound)?;
    let row = store::snapshot_by_id(app.store(), id).await?.ok_or(Trouble::NotFound)?;
    let name = BlobName::parse(&row.blob).ok_or(Trouble::NotFound)?;
    let bytes = app.store().blobs().get(&name).await?.ok_or(Trouble::NotFound)?;
    let (origins, entry) = read_from(&app, &read_for, id).await?;
    let (media_type, url) = (row.media_type.clone(), row.url.clone());
    let shown = tokio::task::spawn_blocking(move || {
        let shown = show_snapshot(&bytes, &media_type, &url, Wanted { origins: &origins, entry: &entry });
        (shown, origins)
    });
    let (shown, origins) = shown.await.map_err(|_| Trouble::Internal)?;
    let label = |field: Field| field_name(signed.lang, field.name());
    let (marked, raw, language) = match shown {
        Shown::Page(text) => {
            let language = LanguageTag::guess(&text.plain()).map(|tag| tag.as_str().to_owned());
            (text.to_marked_html(label), false, language)
        }
        Shown::Raw(raw) => (marks::plain_text(&raw, label), true, None),
    };
    let unseen = origins.iter().filter(|(field, _)| !marked.fields.contains(field));
    let unseen = unseen.flat_map(|(field, places)| {
        places.iter().map(|place| Unseen {
            field: *field,
            name: label(*field),
            quote: place.quote.clone(),
            element: place.element.clone(),
        })
    });
    let page = SnapshotPage {
        t: text::phrases(signed.lang),
        nonce: nonce.0.clone(),
        url: row.url,
        language: language.unwrap_or_else(|| signed.lang.tag().to_owned()),
        reader: signed.lang,
        unseen: unseen.collect(),
        html: marked.html,
        raw,
    };
    let Ok(html) = page.render() else { return Err(Trouble::Internal) };
    let policy =
        format!("default-src 'none'; style-src 'nonce-{}'; base-uri 'none'; frame-ancestors 'self'; sandbox", nonce.0);
    let policy = HeaderValue::from_str(&policy).map_err(|_| Trouble::Internal)?;
    let headers: [(HeaderName, HeaderValue); 1] = [(header::CONTENT_SECURITY_POLICY, policy)];
    Ok((headers, Html(html)).into_response())
}

/// What an item was read from on this page, and the entry it is in a feed. Nothing, where no item is asked for.
async fn read_from(app: &App, read_for: &ReadFor, snapshot: Id<Snapshot>) -> Result<(Origins, String)> {
    let none = (Origins::new(), String::new());
    let Ok(id) = read_for.item.parse::<Id<ReviewItem>>() else { return Ok(none) };
    let Some(item) = store::item_by_id(app.store(), id).await? else { return Ok(none) };
    let entry = match item.source_record_id {
        Some(record) => store::source_record_by_id(app.store(), record).await?.map(|record| record.external_id),
        None => None,
    };
    let here = item.origins.into_iter().filter(|(_, from)| from.snapshot == Some(snapshot));
    Ok((here.map(|(field, from)| (field, from.places)).collect(), entry.unwrap_or_default()))
}
