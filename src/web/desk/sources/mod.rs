//! Partner sources: how they are doing, their settings as a form and as a file, their runs, and a trial that writes nothing.
//! Must not know how a page of a partner is read: `harvest` does that, here and in the background alike.

mod care;
mod change;
mod failed;
mod find;
mod form;
mod list;
mod manners;
mod mend;
mod point;
mod point_pages;
mod remove;
mod replayed;
mod show;
mod trial;

use axum::{
    Router,
    routing::{get, post},
};

use super::trouble::{Result, Trouble};
use crate::{
    domain::{Lang, candidate::Note, health::Condition},
    store::{self, KeptSource},
    text,
    web::App,
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/desk/sources", get(list::list))
        .route("/desk/sources/new", get(change::new_form).post(change::add))
        .route("/desk/sources/new/chosen", post(find::choose))
        .route("/desk/sources/new/settings", post(find::refine))
        .route("/desk/sources/{slug}", get(show::show).post(change::save))
        .route("/desk/sources/{slug}/file", get(show::download))
        .route("/desk/sources/{slug}/revert", post(change::revert))
        .route("/desk/sources/{slug}/point", get(point::show).post(point::add))
        .route("/desk/sources/{slug}/run", post(change::run))
        .route("/desk/sources/{slug}/page", post(failed::try_again))
        .route("/desk/sources/{slug}/stop", post(change::stop))
        .route("/desk/sources/{slug}/owner", post(care::set_owner))
        .route("/desk/sources/{slug}/pin", post(care::pin))
        .route("/desk/sources/{slug}/fix", get(mend::kept))
        .route("/desk/sources/{slug}/remove", get(remove::ask_remove).post(remove::remove))
        .route("/desk/sources/{slug}/clear", get(remove::ask_clear).post(remove::clear))
        .route("/desk/sources/{slug}/pause", post(change::pause))
        .route("/desk/sources/{slug}/activate", post(change::activate))
}

pub(super) fn trials() -> Router<App> {
    Router::new()
        .route("/desk/sources/new/find", post(find::find))
        .route("/desk/sources/new/try", post(trial::try_new))
        .route("/desk/sources/new/pointed", post(point::keep_and_point))
        .route("/desk/sources/{slug}/point/pages", post(point::fetch))
        .route("/desk/sources/{slug}/mend", post(mend::mend))
        .route("/desk/sources/{slug}/try", post(trial::try_known))
}

async fn by_slug(app: &App, slug: &str) -> Result<KeptSource> {
    store::source_by_slug(app.store(), slug).await?.ok_or(Trouble::NotFound)
}

/// How a source is doing: a shape, the class of its colour, and words. The shape alone tells states apart too.
struct Doing {
    shape: &'static str,
    class: &'static str,
    words: String,
}

fn doing(lang: Lang, source: &KeptSource) -> Doing {
    let (shape, class, key) = match source.health.condition {
        _ if source.retired_at.is_some() => ("–", "", "removed"),
        _ if !source.active => ("‖", "", "paused"),
        _ if source.gave_up_at.is_some() => ("✖", "madder", "given-up"),
        Condition::New | Condition::Fine if source.last_error.is_some() => ("△", "amber", "broken-off"),
        Condition::New => ("○", "", "new"),
        Condition::Fine => ("●", "moss", "fine"),
        Condition::LayoutChanged => ("◆", "madder", "layout-changed"),
        Condition::Held => ("■", "amber", "held"),
        Condition::Refused => ("✕", "madder", "refused"),
        Condition::Failing => ("▲", "madder", "failing"),
        Condition::Gone => ("∅", "madder", "gone"),
    };
    let words = text::phrase::<&str, &str>(lang, &format!("desk-condition-{key}"), &[]);
    Doing { shape, class, words }
}

/// What the last run came to; of one that ended without a report, why.
fn last(lang: Lang, source: &KeptSource) -> String {
    match (&source.last_error, source.health.condition) {
        (Some(error), Condition::New | Condition::Fine) => {
            said(lang, &Note::new("source-fault-ours").with("reason", error))
        }
        _ => source.health.last.as_ref().map(|note| said(lang, note)).unwrap_or_default(),
    }
}

/// A note of a run in words.
fn said(lang: Lang, note: &Note) -> String {
    text::phrase(lang, &note.phrase, &note.arguments)
}
