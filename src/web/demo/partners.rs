//! The bundled partner sites, and what can be done to them: the desk sees it within seconds.

use askama::Template;
use axum::{
    Form,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::{doors::page, partner};
use crate::{
    domain::Lang,
    text,
    web::{
        App, assets,
        site::{answer, views::Page},
    },
};

#[derive(Template)]
#[template(path = "demo/partners.html")]
struct Partners {
    page: Page,
    partners: Vec<PartnerView>,
}

struct PartnerView {
    number: usize,
    name: String,
    address: String,
    source: String,
    state: String,
    /// Value and label of each button.
    buttons: Vec<(&'static str, String)>,
}

#[derive(Deserialize)]
pub(super) struct Wish {
    state: String,
}

const STATES: [(partner::State, &str); 3] =
    [(partner::State::AsItWas, "as-it-was"), (partner::State::Changed, "changed"), (partner::State::Broken, "broken")];

pub(super) async fn show(State(app): State<App>) -> Response {
    let Some(demo) = app.demo() else { return StatusCode::NOT_FOUND.into_response() };
    let t = text::phrases(Lang::En);
    let partners = demo.partners.iter().enumerate().map(|(place, partner)| {
        let now = partner.site.state();
        let possible = STATES.into_iter().filter(|(state, _)| *state != now && partner.site.can_be(*state));
        PartnerView {
            number: place + 1,
            name: partner.name.clone(),
            address: partner.address.clone(),
            source: format!("/desk/sources/{}", partner.source_slug),
            state: match now {
                partner::State::AsItWas => fl!(t, "demo-partner-as-it-was"),
                partner::State::Changed => fl!(t, "demo-partner-changed"),
                partner::State::Broken => fl!(t, "demo-partner-broken"),
            },
            buttons: possible
                .map(|(state, value)| {
                    let label = match state {
                        partner::State::AsItWas => fl!(t, "demo-partner-restore"),
                        partner::State::Changed => fl!(t, "demo-partner-change"),
                        partner::State::Broken => fl!(t, "demo-partner-break"),
                    };
                    (value, label)
                })
                .collect(),
        }
    });
    let page = page(&app, "/demo/partners", fl!(t, "demo-partners"));
    answer::page(&Partners { page, partners: partners.collect() })
}

/// Changes the site and has it read at once.
pub(super) async fn change(State(app): State<App>, Path(number): Path<usize>, Form(wish): Form<Wish>) -> Response {
    let partner = app.demo().and_then(|demo| demo.partners.get(number.checked_sub(1)?));
    let state = STATES.into_iter().find(|(_, value)| *value == wish.state);
    let (Some(partner), Some((state, _))) = (partner, state) else { return StatusCode::NOT_FOUND.into_response() };
    partner.site.set(state);
    if let Err(error) = app.desk().source_run(None, partner.source).await {
        tracing::error!(%error, "could not have the partner read");
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    Redirect::to("/demo/partners").into_response()
}
