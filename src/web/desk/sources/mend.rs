//! When rules find nothing any more: the same pages read automatically and by whatever else the site offers, beside what
//! was read before. A fix is chosen by a person and goes the way of every change of rules.

use std::time::Duration;

use askama::Template;
use axum::extract::{Path, State};
use i18n_embed_fl::fl;

use super::{
    super::{
        frame::{Frame, Section},
        guard::SignedIn,
        trouble::{Result, Trouble},
    },
    by_slug, replayed, said,
};
use crate::{
    domain::{Field, Role, reading::Fix},
    store::{self, KeptSource},
    text,
    web::{App, assets, site::answer::page},
};

const PATIENCE: Duration = Duration::from_secs(75);

#[derive(Template)]
#[template(path = "desk/source_mend.html")]
struct MendPage {
    page: Frame,
    slug: String,
    version: i64,
    notes: Vec<String>,
    fixes: Vec<FixShown>,
}

struct FixShown {
    number: usize,
    how: String,
    toml: String,
    found: Vec<Beside>,
}

/// A practice as it would be read, beside what was read before.
struct Beside {
    title: String,
    url: String,
    known: bool,
    fields: Vec<(String, String, String)>,
}

pub(super) async fn mend(State(app): State<App>, signed: SignedIn, Path(slug): Path<String>) -> Result {
    // It sends requests to others, as changing the settings does in the end.
    if signed.editor.role < Role::Admin {
        return Err(Trouble::Forbidden);
    }
    let source = by_slug(&app, &slug).await?;
    let t = text::phrases(signed.lang);
    let title = fl!(t, "desk-mend-title", name = source.name.as_str());
    let frame = Frame::inside(&app, &signed, Section::Sources, title).await?;
    let mut template = MendPage { page: frame, slug, version: source.version, notes: Vec::new(), fixes: Vec::new() };
    match app.reader() {
        None => template.notes.push(fl!(t, "desk-trial-off")),
        Some(reader) => {
            reader.know(app.desk().words().await?.gazetteer);
            let found = reader.mend(&source.settings, PATIENCE).await;
            template.notes = found.notes.iter().map(|note| said(signed.lang, note)).collect();
            for (index, offer) in found.offers.into_iter().enumerate() {
                template.fixes.push(shown(&app, &signed, &source, index + 1, &offer.into_fix()).await?);
            }
        }
    }
    Ok(page(&template))
}

/// What the run that lost what the rules found has tried since. Every editor may look; choosing is an admin's.
pub(super) async fn kept(State(app): State<App>, signed: SignedIn, Path(slug): Path<String>) -> Result {
    let source = by_slug(&app, &slug).await?;
    let t = text::phrases(signed.lang);
    let title = fl!(t, "desk-mend-title", name = source.name.as_str());
    let frame = Frame::inside(&app, &signed, Section::Sources, title).await?;
    let mut template = MendPage { page: frame, slug, version: source.version, notes: Vec::new(), fixes: Vec::new() };
    if let Some((at, fixes)) = store::source_fixes(app.store(), source.id, source.version).await? {
        template.notes.push(fl!(t, "desk-fix-tried", when = text::date_time(signed.lang, at)));
        for (index, fix) in fixes.iter().enumerate() {
            template.fixes.push(shown(&app, &signed, &source, index + 1, fix).await?);
        }
    }
    Ok(page(&template))
}

async fn shown(app: &App, signed: &SignedIn, source: &KeptSource, number: usize, fix: &Fix) -> Result<FixShown> {
    let mut found = Vec::new();
    for candidate in &fix.found {
        let before = store::source_record_draft(app.store(), source.id, &candidate.external_id).await?;
        let known = before.is_some();
        let before = before.unwrap_or_default();
        found.push(Beside {
            title: candidate.draft.get(Field::Title).to_owned(),
            url: candidate.url.clone(),
            known,
            fields: replayed::beside(signed.lang, &before, &candidate.draft),
        });
    }
    Ok(FixShown { number, how: said(signed.lang, &fix.how), toml: fix.settings.to_toml(), found })
}
