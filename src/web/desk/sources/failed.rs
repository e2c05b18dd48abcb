//! The pages of a source that could not be read: where each ended, why, what to do, and the wish to have one read again.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use i18n_embed_fl::fl;

use super::{
    super::{guard::SignedIn, trouble::Result, typed::Typed},
    by_slug, said,
    show::{Wrong, source_page},
};
use crate::{
    desk::{DeskError, NotNow},
    domain::{FailedKind, Lang, Stage},
    store::{self, FailedPageRow, KeptSource},
    text,
    web::App,
};

pub(super) struct Failing {
    pub pages: Vec<FailingPage>,
    /// How many still fail, in words.
    pub count: Option<String>,
    /// Why one is not read again now.
    pub refused: Option<String>,
}

pub(super) struct FailingPage {
    pub url: String,
    pub external_id: String,
    pub is_list: bool,
    pub stage: String,
    pub why: String,
    pub advice: String,
    pub since: String,
    /// When it was read again in vain.
    pub tried: Option<String>,
    /// Where the page lies as it came.
    pub kept: Option<String>,
    pub waits: bool,
    /// What came of reading it again, and the item about it.
    pub came: Option<String>,
    pub item: Option<String>,
}

impl Failing {
    pub async fn of(app: &App, lang: Lang, source: &KeptSource, refused: Option<NotNow>) -> Result<Self> {
        let rows = store::failed_page_list(app.store(), source.id).await?;
        let still = rows.iter().filter(|row| row.came.is_none()).count();
        Ok(Self {
            pages: rows.iter().map(|row| shown(lang, source, row)).collect(),
            count: (still > 0).then(|| fl!(text::phrases(lang), "desk-failed-count", n = still)),
            refused: refused.map(|why| refusal(lang, why)),
        })
    }
}

fn shown(lang: Lang, source: &KeptSource, row: &FailedPageRow) -> FailingPage {
    let t = text::phrases(lang);
    let when = |at| text::date_time(lang, at);
    let tried = match (row.tried_at, row.rests_until) {
        (Some(tried), Some(until)) => Some(fl!(t, "desk-failed-tried-rests", when = when(tried), until = when(until))),
        (Some(tried), None) => Some(fl!(t, "desk-failed-tried", when = when(tried))),
        (None, Some(until)) => Some(fl!(t, "desk-failed-rests", until = when(until))),
        (None, None) => None,
    };
    FailingPage {
        url: row.url.clone(),
        external_id: row.external_id.clone(),
        is_list: row.kind() == FailedKind::List,
        stage: stage(lang, row.stage()),
        why: said(lang, &row.why),
        advice: text::phrase::<&str, &str>(lang, advice(row), &[]),
        since: fl!(t, "desk-failed-since", when = when(row.first_failed_at)),
        tried,
        kept: row.snapshot_id.map(|id| format!("/desk/snapshots/{id}")),
        waits: row.asked_at.is_some() && source.active,
        came: row.came.as_ref().map(|note| said(lang, note)),
        item: row.item_id.map(|id| format!("/desk/items/{id}")),
    }
}

fn stage(lang: Lang, stage: Stage) -> String {
    let t = text::phrases(lang);
    match stage {
        Stage::Permission => fl!(t, "desk-failed-stage-permission"),
        Stage::Fetch => fl!(t, "desk-failed-stage-fetch"),
        Stage::Read => fl!(t, "desk-failed-stage-read"),
        Stage::Extract => fl!(t, "desk-failed-stage-extract"),
        Stage::Compare => fl!(t, "desk-failed-stage-compare"),
    }
}

/// What to do about it.
fn advice(row: &FailedPageRow) -> &'static str {
    match (row.why.phrase.as_str(), row.stage()) {
        ("source-refused-robots", _) => "desk-failed-do-robots",
        ("source-refused-other-site", _) => "desk-failed-do-host",
        ("source-page-rules-changed" | "source-page-unlisted", _) => "desk-failed-do-run",
        ("source-fault-slow-down" | "source-refused-robots-unreachable", _) => "desk-failed-do-wait",
        ("source-fault-status" | "source-page-missing", _) => "desk-failed-do-open",
        ("source-fault-media-type", _) => "desk-failed-do-by-hand",
        ("source-note-login" | "source-note-same-page" | "source-note-same-text", _) => "desk-failed-do-login",
        ("source-note-scripts", _) => "desk-failed-do-scripts",
        (_, Stage::Permission) => "desk-failed-do-partner",
        (_, Stage::Fetch) => "desk-failed-do-again",
        (_, Stage::Read) => "desk-failed-do-open",
        (_, Stage::Extract) => "desk-failed-do-rules",
        (_, Stage::Compare) => "desk-failed-do-compare",
    }
}

fn refusal(lang: Lang, why: NotNow) -> String {
    let t = text::phrases(lang);
    match why {
        NotNow::Removed => fl!(t, "desk-failed-not-removed"),
        NotNow::Paused => fl!(t, "desk-failed-not-paused"),
        NotNow::Running => fl!(t, "desk-failed-not-running"),
        NotNow::Held => fl!(t, "desk-failed-not-held"),
        NotNow::Resting(until) => fl!(t, "desk-failed-not-resting", until = text::date_time(lang, until)),
        NotNow::NotFailing => fl!(t, "desk-failed-not-failing"),
    }
}

pub(super) async fn try_again(
    State(app): State<App>,
    signed: SignedIn,
    Path(slug): Path<String>,
    typed: Typed,
) -> Result {
    let source = by_slug(&app, &slug).await?;
    match app.desk().source_try_page(Some(&signed.editor), source.id, typed.text("page")).await {
        Ok(()) => Ok(Redirect::to(&format!("/desk/sources/{slug}#failed")).into_response()),
        Err(DeskError::NotNow(why)) => {
            source_page(&app, &signed, source, Some(Wrong::Page(why)), StatusCode::CONFLICT).await
        }
        Err(error) => Err(error.into()),
    }
}
