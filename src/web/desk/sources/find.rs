//! Adding a source by its address: what the site offers, each offer with its first practices, and the choice of one.

use std::time::Duration;

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use i18n_embed_fl::fl;

use super::{
    super::{
        frame::{Frame, Section},
        guard::SignedIn,
        trouble::{Result, Trouble},
        typed::Typed,
    },
    change,
    form::Inputs,
    list::link_to,
    said,
    show::Wrong,
    trial::{self, FoundShown},
};
use crate::{
    desk::{DeskError, Words},
    domain::{FieldErrors, Lang, Role, SourceSettings, same_page, sample::Sample, source::WebAddress},
    harvest::{self, Discovery, Offer},
    store::{self, KeptSource},
    text,
    web::{
        App, assets,
        site::{
            answer::page,
            views::{Link, question::Choice},
        },
    },
};

/// How long one look at a site may take; what was found by then is shown.
const PATIENCE: Duration = Duration::from_secs(75);

#[derive(Template)]
#[template(path = "desk/source_find.html")]
struct FoundPage {
    page: Frame,
    address: String,
    /// The source that reads this address, or read it until it was removed: in words, and where it is.
    known: Option<(String, Link)>,
    notes: Vec<String>,
    offers: Vec<OfferShown>,
}

struct OfferShown {
    number: usize,
    how: String,
    name: String,
    contact: String,
    every: Vec<Choice>,
    /// The settings as a file, to be sent back with the choice.
    toml: String,
    /// What is shown of it, to be sent back too: the source is measured by it.
    seen: String,
    notes: Vec<String>,
    found: Vec<FoundShown>,
}

pub(super) async fn find(State(app): State<App>, signed: SignedIn, typed: Typed) -> Result {
    // It sends requests to others, as adding the source does in the end.
    if signed.editor.role < Role::Admin {
        return Err(Trouble::Forbidden);
    }
    let t = text::phrases(signed.lang);
    let asked = with_scheme(typed.text("address").trim());
    let address = match WebAddress::parse(&asked) {
        Ok(address) => address,
        Err(fault) => {
            let wrong = text::phrase::<&str, &str>(signed.lang, fault.phrase(), &[]);
            return change::address_again(&app, &signed, typed.text("address"), wrong).await;
        }
    };
    let host = address.unicode_host().unwrap_or_else(|| address.url().host_str().unwrap_or_default().to_owned());
    let frame = Frame::inside(&app, &signed, Section::Sources, fl!(t, "desk-offers-title", host = host)).await?;
    let mut template = FoundPage {
        page: frame,
        known: known_at(&app, &signed, address.as_str()).await?,
        address: address.as_str().to_owned(),
        notes: Vec::new(),
        offers: Vec::new(),
    };
    match app.reader() {
        None => template.notes.push(fl!(t, "desk-trial-off")),
        Some(reader) => {
            let words = app.desk().words().await?;
            reader.know(words.gazetteer.clone());
            let found = reader.discover(&address, PATIENCE).await;
            fill(&mut template, signed.lang, &words, &found);
        }
    }
    Ok(page(&template))
}

/// Whether the address itself is one that a source reads.
async fn known_at(app: &App, signed: &SignedIn, address: &str) -> Result<Option<(String, Link)>> {
    let t = text::phrases(signed.lang);
    let sources = store::source_list(app.store()).await?;
    let reads = |source: &&KeptSource| source.settings.addresses.iter().any(|one| same_page::is_same(one, address));
    let known = sources.iter().filter(reads).min_by_key(|source| source.retired_at.is_some());
    Ok(known.map(|source| {
        let said = match source.retired_at {
            None => fl!(t, "desk-source-known"),
            Some(_) => fl!(t, "desk-source-known-removed"),
        };
        (said, link_to(source))
    }))
}

/// People paste `partner.example/practices` too.
fn with_scheme(typed: &str) -> String {
    if typed.is_empty() || typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") }
}

fn fill(template: &mut FoundPage, lang: Lang, words: &Words, found: &Discovery) {
    template.notes = found.notes.iter().map(|note| said(lang, note)).collect();
    let shown = |(index, offer): (usize, &Offer)| OfferShown {
        number: index + 1,
        how: said(lang, &offer.how),
        name: offer.settings.name.clone(),
        contact: offer.settings.contact.clone(),
        every: schedules(lang, &offer.settings),
        toml: offer.settings.to_toml(),
        seen: seen(offer),
        notes: offer.reading.notes.iter().map(|note| said(lang, note)).collect(),
        found: offer.reading.candidates.iter().map(|candidate| trial::shown(lang, words, candidate)).collect(),
    };
    template.offers = found.offers.iter().enumerate().map(shown).collect();
}

/// The practices shown, as a value of the form.
fn seen(offer: &Offer) -> String {
    let samples: Vec<Sample> = offer.reading.candidates.iter().map(Sample::of).collect();
    serde_json::to_string(&samples).unwrap_or_default()
}

fn schedules(lang: Lang, settings: &SourceSettings) -> Vec<Choice> {
    let t = text::phrases(lang);
    let chosen = settings.every.to_string();
    let choice = |value: &str, label| Choice { value: value.to_owned(), label, chosen: value == chosen };
    vec![
        choice("1d", fl!(t, "desk-offers-daily")),
        choice("3d", fl!(t, "desk-offers-every-days", n = 3)),
        choice("7d", fl!(t, "desk-offers-weekly")),
        choice("30d", fl!(t, "desk-offers-monthly")),
    ]
}

/// The offer as it was chosen: with the name, contact and schedule beside it.
fn chosen(app: &App, typed: &Typed) -> std::result::Result<SourceSettings, Box<Wrong>> {
    let (mut settings, errors) = SourceSettings::read_toml(typed.text("toml"));
    if !errors.is_empty() {
        return Err(Box::new(Wrong::File(typed.text("toml").to_owned(), errors)));
    }
    typed.text("name").trim().clone_into(&mut settings.name);
    typed.text("contact").trim().clone_into(&mut settings.contact);
    let mut errors = FieldErrors::default();
    match typed.text("every").parse() {
        Ok(every) => settings.every = every,
        Err(_) => errors.add("every", "error-source-schedule"),
    }
    let faults = app.reader().map_or_else(|| harvest::check(&settings), |reader| reader.check(&settings));
    errors.0.extend(faults.0);
    if errors.is_empty() { Ok(settings) } else { Err(Box::new(Wrong::Form(Inputs::of(&settings), errors))) }
}

/// Keeps the offer: its first run is due at once.
pub(super) async fn choose(State(app): State<App>, signed: SignedIn, typed: Typed) -> Result {
    match kept(&app, &signed, &typed, true).await? {
        Ok(slug) => Ok(Redirect::to(&format!("/desk/sources/{slug}")).into_response()),
        Err(page) => Ok(page),
    }
}

/// Keeps the offer, and answers what it is called; or the page that says what is wrong with it.
pub(super) async fn kept(
    app: &App,
    signed: &SignedIn,
    typed: &Typed,
    active: bool,
) -> Result<std::result::Result<String, Response>> {
    // What is to be mended first is nothing to be measured by. Without them the first run says what is usual.
    let seen: Vec<Sample> =
        if active { serde_json::from_str(typed.text("seen")).unwrap_or_default() } else { Vec::new() };
    let wrong = match chosen(app, typed) {
        Ok(settings) => {
            match app.desk().source_add_chosen(Some(&signed.editor), None, &settings, active, &seen).await {
                Ok(slug) => return Ok(Ok(slug)),
                Err(DeskError::Invalid(errors)) => Wrong::Form(Inputs::of(&settings), errors),
                Err(DeskError::SourceKnown { slug, name }) => {
                    let wrong = Wrong::Form(Inputs::of(&settings), change::known_error(&name));
                    return change::known_page(app, signed, wrong, &slug, &name).await.map(Err);
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(wrong) => *wrong,
    };
    change::new_page(app, signed, Some(wrong), StatusCode::UNPROCESSABLE_ENTITY).await.map(Err)
}

/// The offer in the form with all settings.
pub(super) async fn refine(State(app): State<App>, signed: SignedIn, typed: Typed) -> Result {
    match chosen(&app, &typed) {
        Ok(settings) => change::filled_in(&app, &signed, &settings).await,
        Err(wrong) => change::new_page(&app, &signed, Some(*wrong), StatusCode::UNPROCESSABLE_ENTITY).await,
    }
}
