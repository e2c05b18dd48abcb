//! The kept pages of a source that an editor may point at, each as a document for a frame that can do nothing.

use i18n_embed_fl::fl;

use super::super::trouble::Result;
use crate::{
    domain::Lang,
    harvest::{Piece, PointPage, point_page},
    store::{self, BlobName, KeptSource, SnapshotRow},
    text,
    web::{App, assets},
};

/// Snapshots looked through, and pages shown of each kind.
const LOOKED_AT: i64 = 60;
const LISTS: usize = 1;
const PRACTICES: usize = 2;

/// A page to point at.
pub(super) struct KeptShown {
    /// `list` or `practice`.
    pub kind: &'static str,
    pub label: String,
    /// The whole document of the frame.
    pub document: String,
    pub pieces: Vec<Piece>,
    pub cut: bool,
}

/// The newest listing page and the newest pages of practices.
pub(super) async fn kept(app: &App, lang: Lang, source: &KeptSource) -> Result<Vec<KeptShown>> {
    let known = store::source_known(app.store(), source.id).await?;
    let newest = store::snapshot_newest(app.store(), source.id, LOOKED_AT).await?;
    let is_list = |row: &SnapshotRow| {
        source.settings.addresses.contains(&row.url)
            || known.pages.get(row.url.as_str()).is_some_and(|page| !page.cards.is_empty())
    };
    let (mut lists, practices): (Vec<SnapshotRow>, Vec<SnapshotRow>) = newest.into_iter().partition(is_list);
    // The first page of a list before those that go on.
    lists.sort_by_key(|row| !source.settings.addresses.contains(&row.url));
    let mut shown = Vec::new();
    for (kind, rows, most) in [("list", lists, LISTS), ("practice", practices, PRACTICES)] {
        let mut count = 0;
        for row in rows {
            if count < most
                && let Some(page) = shown_page(app, lang, kind, &row).await?
            {
                shown.push(page);
                count += 1;
            }
        }
    }
    Ok(shown)
}

async fn shown_page(app: &App, lang: Lang, kind: &'static str, row: &SnapshotRow) -> Result<Option<KeptShown>> {
    let Some(name) = BlobName::parse(&row.blob) else { return Ok(None) };
    let Some(bytes) = app.store().blobs().get(&name).await? else { return Ok(None) };
    let (media_type, url) = (row.media_type.clone(), row.url.clone());
    let made = tokio::task::spawn_blocking(move || point_page(&bytes, &media_type, &url)).await;
    let Ok(Some(page)) = made else { return Ok(None) };
    let t = text::phrases(lang);
    let when = text::date_time(lang, row.fetched_at);
    let url = row.url.as_str();
    let label: String = match kind {
        "list" => fl!(t, "desk-point-list-page", url = url, when = when),
        _ => fl!(t, "desk-point-practice-page", url = url, when = when),
    };
    let document = document(&page);
    Ok(Some(KeptShown { kind, label, document, cut: page.cut, pieces: page.pieces }))
}

/// The frame inherits the policy of the page round it, and narrows it: our own sheet is all that is ever loaded.
pub(super) fn document(page: &PointPage) -> String {
    let PointPage { root, body, .. } = page;
    let sheet = assets::url("point.css");
    format!(
        "<!DOCTYPE html><html{root}><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'self'\"><link rel=\"stylesheet\" href=\"{sheet}\"></head>{body}</html>"
    )
}
