//! The form as a page: what it offers, what it is filled with, what it carries unseen.

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use i18n_embed_fl::fl;

use super::{
    fill::Filled,
    parts::{KEY, OPENED, SEEN},
};
use crate::{
    desk::Words,
    domain::{Field, FieldErrors, Lang, LanguageTag, Secret, Timestamp, submission::SubmissionForm},
    text::{self, phrases},
    web::{
        App,
        site::{
            Visitor, addresses, answer,
            answer::Answer,
            views::{
                Page, Section,
                submit::{Contents, Revising, SubmitPage},
            },
        },
    },
};

/// The languages offered first to cities of the network and their migrants; a text in any other is guessed.
const LANGUAGES: [&str; 52] = [
    "ar", "az", "be", "bg", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "ga",
    "gl", "he", "hr", "hu", "hy", "is", "it", "ja", "ka", "ko", "ku", "lb", "lt", "lv", "mk", "mt", "nb", "nl", "nn",
    "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "ti", "tr", "uk", "ur", "zh",
];

/// What the page of a form is made from.
pub(super) struct Showing<'a> {
    pub form: &'a SubmissionForm,
    pub filled: &'a Filled,
    pub errors: &'a FieldErrors,
    pub asked: &'a [(Field, String)],
    pub key: &'a Secret,
    pub opened: Timestamp,
    /// The sending that the form revises.
    pub seen: Option<i64>,
    pub revising: Option<Revising>,
}

/// `GET /{lang}/submit`: the empty form, with a secret of its own.
pub async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let words = app.desk().words().await?;
    let showing = Showing {
        form: &SubmissionForm::default(),
        filled: &Filled::empty(),
        errors: &FieldErrors::default(),
        asked: &[],
        key: &Secret::draw(),
        opened: app.clock().now(),
        seen: None,
        revising: None,
    };
    let path = addresses::submit(visitor.lang);
    Ok(answer(StatusCode::OK, &page(&app, &visitor, &words, &path, showing)))
}

/// The form at `path`, which is also where it is sent.
pub(super) fn page(app: &App, visitor: &Visitor, words: &Words, path: &str, showing: Showing<'_>) -> SubmitPage {
    let t = phrases(visitor.lang);
    let title = if showing.revising.is_some() { fl!(t, "submit-revise-title") } else { fl!(t, "submit-title") };
    let mut frame: Page = visitor.page(app, path, title).in_section(Section::Submit);
    frame.indexed = showing.revising.is_none() && showing.errors.is_empty();
    let contents = Contents {
        form: showing.form,
        errors: showing.errors,
        topics: &topics(app, visitor.lang),
        languages: &languages(visitor.lang),
        city_names: city_names(words, visitor.lang),
        pictures: &showing.filled.rows(visitor.lang),
        documents: showing.filled.documents(visitor.lang),
        asked: showing.asked,
    };
    let mut page = SubmitPage::new(frame, path, contents);
    page.hidden =
        vec![(KEY.to_owned(), showing.key.reveal()), (OPENED.to_owned(), showing.opened.micros().to_string())];
    page.hidden.extend(showing.seen.map(|seen| (SEEN.to_owned(), seen.to_string())));
    page.revising = showing.revising;
    page
}

/// The page as an answer that only this visitor's browser keeps: it holds a secret.
pub(super) fn answer(status: StatusCode, page: &SubmitPage) -> Response {
    let mut response = answer::page_with(status, page);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}

fn topics(app: &App, lang: Lang) -> Vec<(String, String)> {
    let topics = app.topics();
    let mut offered: Vec<_> =
        topics.active().map(|slug| (slug.as_str().to_owned(), topics.name(slug, lang).to_owned())).collect();
    text::sort_by_name(lang, &mut offered, |(_, name)| name.clone());
    offered
}

fn languages(lang: Lang) -> Vec<(String, String)> {
    let tags = LANGUAGES.iter().filter_map(|tag| LanguageTag::parse(tag).ok());
    let mut offered: Vec<_> = tags.map(|tag| (tag.as_str().to_owned(), text::language_name(lang, &tag))).collect();
    text::sort_by_name(lang, &mut offered, |(_, name)| name.clone());
    offered
}

fn city_names(words: &Words, lang: Lang) -> Vec<String> {
    let cities = words.gazetteer.cities();
    let mut names: Vec<_> = cities.map(|city| format!("{}, {}", city.name_in(lang), city.country.name(lang))).collect();
    text::sort_by_name(lang, &mut names, Clone::clone);
    names
}
