//! A practice cited: the sentence on its page, and the files for reference managers.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use i18n_embed_fl::fl;

use super::{showing::Showing, whole::Teller};
use crate::{
    press::{Citation, Practice, RIS_MEDIA_TYPE},
    store::LivePractice,
    text,
    web::site::{
        Form, addresses,
        views::{Link, practice::Cite},
    },
};

/// The forms for reference managers: ending and name.
const FILES: [(&str, &str); 3] = [("ris", "RIS"), ("bib", "BibTeX"), ("csl.json", "CSL-JSON")];

/// What stands on the page of the practice.
pub fn view(showing: &Showing<'_>, practice: &LivePractice) -> Cite {
    let told = Teller::of(showing).tell(practice);
    let files =
        FILES.map(|(ending, name)| Link::new(name, addresses::practice_as(showing.lang, &practice.slug, ending)));
    Cite { words: words(showing, &told, practice), files: files.into() }
}

/// `Reggio Emilia (2024). A city international policy. Intercultural Practice Commons. https://… (read on 3 May 2026).`
fn words(showing: &Showing<'_>, told: &Practice, practice: &LivePractice) -> String {
    let lang = showing.lang;
    let phrases = text::phrases(lang);
    let year = practice.first_live_at.to_utc().year();
    let site = fl!(phrases, "site-name");
    let read_on = text::date(lang, showing.app.clock().now());
    let by = text::list(lang, &told.places());
    let arguments = (told.title.as_str(), told.url.as_str(), read_on.as_str(), year.to_string());
    let (title, url, day, year) = arguments;
    if by.is_empty() {
        fl!(phrases, "site-cite-words-nobody", year = year, title = title, site = site, url = url, day = day)
    } else {
        fl!(phrases, "site-cite-words", by = by, year = year, title = title, site = site, url = url, day = day)
    }
}

/// A practice as a file for a reference manager; none for other forms.
pub fn file(showing: &Showing<'_>, practice: &LivePractice, form: Form) -> Option<Response> {
    let told = Teller::of(showing).tell(practice);
    let site = fl!(text::phrases(showing.lang), "site-name");
    let read_at = showing.app.clock().now();
    let citation = Citation { practice: &told, slug: &practice.slug, site: &site, read_at };
    let (media_type, ending, content) = match form {
        Form::Ris => (RIS_MEDIA_TYPE, "ris", citation.ris()),
        Form::Bibtex => (Citation::BIBTEX_MEDIA_TYPE, "bib", citation.bibtex()),
        Form::Csl => (Citation::CSL_MEDIA_TYPE, "csl.json", citation.csl().to_string()),
        Form::Page | Form::Atom | Form::JsonFeed | Form::Pdf => return None,
    };
    let disposition = format!("attachment; filename=\"{}.{ending}\"", practice.slug);
    let headers = [(header::CONTENT_TYPE, media_type.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    Some((headers, content).into_response())
}
