//! What a change of rules would change, tried on the pages kept last, before it becomes active.

use std::sync::Arc;

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
    domain::{Draft, Field, Lang, SourceSettings, diff},
    harvest::{self, KeptPage, Replayed},
    store::{self, KeptSource, SourceSample, StoredPage},
    text,
    web::{App, assets, site::answer::page},
};

/// Practices whose differences are shown one by one.
const SHOWN: usize = 10;

#[derive(Template)]
#[template(path = "desk/source_change.html")]
struct ChangePage {
    page: Frame,
    slug: String,
    version: i64,
    toml: String,
    /// Why it could not be tried.
    untried: Option<String>,
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

/// The page that asks whether the change is meant; none when nothing was read yet that it could change.
pub(super) async fn ask(
    app: &App,
    signed: &SignedIn,
    source: &KeptSource,
    settings: &SourceSettings,
) -> Result<Option<axum::response::Response>> {
    if store::source_record_count(app.store(), source.id).await? == 0 {
        return Ok(None);
    }
    let t = text::phrases(signed.lang);
    let title = fl!(t, "desk-change-title", name = source.name.as_str());
    let mut template = ChangePage {
        page: Frame::inside(app, signed, Section::Sources, title).await?,
        slug: source.slug.clone(),
        version: source.version,
        toml: settings.to_toml(),
        untried: None,
        summary: Vec::new(),
        listings: Vec::new(),
        differences: Vec::new(),
    };
    let (pages, samples) = store::source_pages(app.store(), source.id, &settings.addresses).await?;
    if samples.is_empty() || pages.is_empty() {
        template.untried = Some(fl!(t, "desk-change-no-pages"));
        return Ok(Some(page(&template)));
    }
    match replay(app, settings, pages).await? {
        Some(replayed) => fill(&mut template, signed.lang, &samples, &replayed),
        None => template.untried = Some(fl!(t, "desk-change-not-tried")),
    }
    Ok(Some(page(&template)))
}

/// None when a parser gave up, or the rules do not hold: settings are checked before.
async fn replay(app: &App, settings: &SourceSettings, pages: Vec<StoredPage>) -> Result<Option<Replayed>> {
    let (other, cities) = (settings.clone(), Arc::new(app.desk().words().await?.gazetteer));
    let kept = |StoredPage { url, media_type, bytes, records }| KeptPage { url, media_type, bytes, records };
    let pages: Vec<KeptPage> = pages.into_iter().map(kept).collect();
    let replayed = tokio::task::spawn_blocking(move || harvest::replay_among(Some(cities), &other, &pages)).await;
    Ok(replayed.ok().and_then(std::result::Result::ok))
}

fn fill(template: &mut ChangePage, lang: Lang, samples: &[SourceSample], replayed: &Replayed) {
    let t = text::phrases(lang);
    let tried = replayed.tried(samples.iter().map(|sample| sample.external_id.as_str()));
    let untried: usize = samples.len() - tried;
    let differences = differences(lang, samples, replayed);
    let lost = differences.iter().filter(|difference| difference.lost.is_some()).count();
    let (same, otherwise): (usize, usize) = (tried - differences.len(), differences.len() - lost);
    template.summary = vec![
        fl!(t, "desk-change-tried", n = tried),
        fl!(t, "desk-change-same", n = same),
        fl!(t, "desk-change-differ", n = otherwise),
        fl!(t, "desk-change-lost", n = lost),
    ];
    template.summary.extend((untried > 0).then(|| fl!(t, "desk-change-untried", n = untried)));
    let listing = |listing: &(String, usize)| -> String {
        let (url, count): (&str, usize) = (&listing.0, listing.1);
        fl!(t, "desk-change-listing", url = url, n = count)
    };
    template.listings = replayed.listings.iter().map(listing).collect();
    template.differences = differences.into_iter().take(SHOWN).collect();
}

fn differences(lang: Lang, samples: &[SourceSample], replayed: &Replayed) -> Vec<Difference> {
    let mut all = Vec::new();
    for sample in samples {
        let title = sample.draft.get(Field::Title).to_owned();
        let (lost, fields) = match replayed.drafts.get(&sample.external_id) {
            Some(Ok(draft)) => (None, changed(lang, &sample.draft, draft)),
            Some(Err(note)) => (Some(said(lang, note)), Vec::new()),
            // Its page could not be tried.
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
