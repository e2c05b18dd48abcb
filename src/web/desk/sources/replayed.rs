//! What a change of rules would change, tried on the pages kept last, before it becomes active.

use std::{collections::BTreeMap, sync::Arc};

use askama::Template;
use i18n_embed_fl::fl;

use super::{
    super::{
        frame::{Frame, Section},
        guard::SignedIn,
        shown::field_name,
        trouble::Result,
    },
    said,
};
use crate::{
    domain::{Draft, Field, Id, Lang, SourceSettings, diff, marker::Snapshot},
    harvest::{self, KeptPage, Replayed},
    store::{self, BlobName, KeptSource, SourceSample, Store, StoreError},
    text,
    web::{App, assets, site::answer::page},
};

/// Kept pages a change is tried on.
const PAGES: i64 = 30;
/// Practices whose differences are shown one by one.
const SHOWN: usize = 10;

#[derive(Template)]
#[template(path = "desk/source_change.html")]
struct ChangePage {
    page: Frame,
    slug: String,
    version: i64,
    toml: String,
    summary: Vec<String>,
    listings: Vec<String>,
    differences: Vec<Difference>,
}

/// One practice that would be read otherwise.
struct Difference {
    title: String,
    url: String,
    /// Why nothing would be read.
    lost: Option<String>,
    fields: Vec<Changed>,
}

struct Changed {
    name: String,
    before: String,
    after: String,
}

/// Whether other settings read pages otherwise at all.
pub(super) fn reads_otherwise(before: &SourceSettings, after: &SourceSettings) -> bool {
    let ways = |settings: &SourceSettings| {
        (
            settings.kind.clone(),
            settings.fields.clone(),
            settings.published.clone(),
            settings.language.clone(),
            settings.addresses.clone(),
        )
    };
    ways(before) != ways(after)
}

/// The page that asks whether the change is meant; none when there is nothing to try it on.
pub(super) async fn ask(
    app: &App,
    signed: &SignedIn,
    source: &KeptSource,
    settings: &SourceSettings,
) -> Result<Option<axum::response::Response>> {
    let samples = store::source_sample_list(app.store(), source.id, PAGES).await?;
    let pages = kept_pages(app.store(), source, settings, &samples).await?;
    if samples.is_empty() || pages.is_empty() {
        return Ok(None);
    }
    let (other, cities) = (settings.clone(), Arc::new(app.desk().words().await?.gazetteer));
    let replayed = tokio::task::spawn_blocking(move || harvest::replay_among(Some(cities), &other, &pages)).await;
    // Settings are checked before; a parser that gives up is no reason to refuse the change.
    let Ok(Ok(replayed)) = replayed else { return Ok(None) };
    let t = text::phrases(signed.lang);
    let title = fl!(t, "desk-change-title", name = source.name.as_str());
    let frame = Frame::inside(app, signed, Section::Sources, title).await?;
    let differences = differences(signed.lang, &samples, &replayed);
    let lost = differences.iter().filter(|difference| difference.lost.is_some()).count();
    let (same, otherwise): (usize, usize) = (samples.len() - differences.len(), differences.len() - lost);
    let summary = vec![
        fl!(t, "desk-change-tried", n = samples.len()),
        fl!(t, "desk-change-same", n = same),
        fl!(t, "desk-change-differ", n = otherwise),
        fl!(t, "desk-change-lost", n = lost),
    ];
    let listing = |listing: &(String, usize)| -> String {
        let (url, count): (&str, usize) = (&listing.0, listing.1);
        fl!(t, "desk-change-listing", url = url, n = count)
    };
    let template = ChangePage {
        page: frame,
        slug: source.slug.clone(),
        version: source.version,
        toml: settings.to_toml(),
        summary,
        listings: replayed.listings.iter().map(listing).collect(),
        differences: differences.into_iter().take(SHOWN).collect(),
    };
    Ok(Some(page(&template)))
}

/// The pages of the samples, each once, and the listings as they were fetched last.
async fn kept_pages(
    store: &Store,
    source: &KeptSource,
    settings: &SourceSettings,
    samples: &[SourceSample],
) -> std::result::Result<Vec<KeptPage>, StoreError> {
    let mut pages: BTreeMap<Id<Snapshot>, KeptPage> = BTreeMap::new();
    for sample in samples {
        if let Some(known) = pages.get_mut(&sample.snapshot_id) {
            known.records.push(sample.external_id.clone());
        } else if let Some(bytes) = bytes(store, &sample.blob).await? {
            let page = KeptPage {
                url: sample.url.clone(),
                media_type: sample.media_type.clone(),
                bytes,
                records: vec![sample.external_id.clone()],
            };
            pages.insert(sample.snapshot_id, page);
        }
    }
    let mut all: Vec<KeptPage> = pages.into_values().collect();
    for address in &settings.addresses {
        let Some((blob, media_type)) = store::snapshot_latest(store, source.id, address).await? else { continue };
        if let Some(bytes) = bytes(store, &blob).await?
            && all.iter().all(|page| page.url != *address)
        {
            all.push(KeptPage { url: address.clone(), media_type, bytes, records: Vec::new() });
        }
    }
    Ok(all)
}

async fn bytes(store: &Store, blob: &str) -> std::result::Result<Option<Vec<u8>>, StoreError> {
    match BlobName::parse(blob) {
        Some(name) => store.blobs().get(&name).await,
        None => Ok(None),
    }
}

fn differences(lang: Lang, samples: &[SourceSample], replayed: &Replayed) -> Vec<Difference> {
    let mut all = Vec::new();
    for sample in samples {
        let title = sample.draft.get(Field::Title).to_owned();
        let (lost, fields) = match replayed.drafts.get(&sample.external_id) {
            Some(Ok(draft)) => (None, changed(lang, &sample.draft, draft)),
            Some(Err(note)) => (Some(said(lang, note)), Vec::new()),
            // Its page is not kept any more.
            None => continue,
        };
        if lost.is_some() || !fields.is_empty() {
            all.push(Difference { title, url: sample.url.clone(), lost, fields });
        }
    }
    all
}

fn changed(lang: Lang, before: &Draft, after: &Draft) -> Vec<Changed> {
    diff::diff(before, after)
        .into_iter()
        .map(|difference| Changed {
            name: field_name(lang, difference.field.name()),
            before: before.get(difference.field).to_owned(),
            after: after.get(difference.field).to_owned(),
        })
        .collect()
}

/// Field by field what an earlier reading and a new one say, for those that differ.
pub(super) fn beside(lang: Lang, before: &Draft, after: &Draft) -> Vec<(String, String, String)> {
    changed(lang, before, after).into_iter().map(|field| (field.name, field.before, field.after)).collect()
}
