//! The texts of the site around the practices, edited in each language.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::{
    frame::{Frame, Section},
    guard::SignedIn,
    trouble::{Result, Trouble},
    typed::Typed,
};
use crate::{
    desk::DeskError,
    domain::{
        FieldErrors, Lang,
        clean_text::SafeHtml,
        diff::{self, Kind, Piece},
    },
    store::{self, SiteTextVersion},
    text,
    web::{
        App, assets,
        site::{
            answer::{page, page_with},
            texts::{Reading, SiteText},
            views::Link,
        },
    },
};

#[derive(Template)]
#[template(path = "desk/texts.html")]
struct TextsPage {
    page: Frame,
    texts: Vec<(String, Vec<(Link, String)>)>,
}

/// Versions of a text that are listed.
const VERSIONS: i64 = 20;

fn name_of(lang: Lang, which: SiteText) -> String {
    text::phrase::<&str, &str>(lang, &format!("desk-text-{}", which.name()), &[])
}

pub(super) async fn texts(State(app): State<App>, signed: SignedIn) -> Result {
    let t = text::phrases(signed.lang);
    let mut texts = Vec::new();
    for which in SiteText::ALL {
        let mut versions = Vec::new();
        for lang in Lang::ALL {
            let about = match store::site_text(app.store(), which.name(), lang).await? {
                None => fl!(t, "desk-text-default"),
                Some(version) => said(signed.lang, &version),
            };
            versions.push((Link::new(lang.own_name(), format!("/desk/texts/{}/{lang}", which.name())), about));
        }
        texts.push((name_of(signed.lang, which), versions));
    }
    let frame = Frame::inside(&app, &signed, Section::Texts, fl!(t, "desk-texts")).await?;
    Ok(page(&TextsPage { page: frame, texts }))
}

#[derive(Template)]
#[template(path = "desk/text.html")]
struct TextPage {
    page: Frame,
    action: String,
    language: Lang,
    version: i64,
    body: String,
    placeholders: String,
    /// Title, lede and text as readers would see them.
    preview: Option<(String, SafeHtml)>,
    error: Option<String>,
    /// The text somebody else saved meanwhile.
    theirs: Option<String>,
    saved: bool,
    /// Newest first, the one the site started with last.
    versions: Vec<VersionLine>,
}

/// A text as it once was.
struct VersionLine {
    number: i64,
    said: String,
    /// What it changed in the one before, word by word; in the first, its text.
    pieces: Vec<Piece>,
    current: bool,
}

/// `Version 3 · 12 March 2026, 09:14 UTC · Ines`
fn said(lang: Lang, version: &SiteTextVersion) -> String {
    let t = text::phrases(lang);
    let when = text::date_time(lang, version.made_at);
    let who = version.made_by.clone().unwrap_or_else(|| fl!(t, "desk-version-by-command"));
    fl!(t, "desk-text-version", number = version.version, when = when, who = who)
}

async fn versions(app: &App, signed: &SignedIn, which: SiteText, lang: Lang) -> Result<Vec<VersionLine>> {
    let first = which.default_body(lang);
    let rows = store::site_text_list(app.store(), which.name(), lang, VERSIONS + 1).await?;
    let most = usize::try_from(VERSIONS).unwrap_or(usize::MAX);
    let line = |(at, row): (usize, &SiteTextVersion)| {
        let before = rows.get(at + 1).map_or(first.as_str(), |before| before.body.as_str());
        VersionLine {
            number: row.version,
            said: said(signed.lang, row),
            pieces: diff::pieces(before, &row.body),
            current: at == 0,
        }
    };
    let mut lines: Vec<VersionLine> = rows.iter().enumerate().take(most).map(line).collect();
    lines.push(VersionLine {
        number: 0,
        said: fl!(text::phrases(signed.lang), "desk-text-default"),
        pieces: vec![Piece { kind: Kind::Same, text: first }],
        current: lines.is_empty(),
    });
    Ok(lines)
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    saved: String,
}

fn parse(name: &str, lang: &str) -> Result<(SiteText, Lang)> {
    let which = SiteText::by_name(name).ok_or(Trouble::NotFound)?;
    Ok((which, lang.parse().map_err(|_| Trouble::NotFound)?))
}

impl TextPage {
    async fn read(app: &App, signed: &SignedIn, which: SiteText, lang: Lang) -> Result<Self> {
        let t = text::phrases(signed.lang);
        let text = which.current(app.store(), lang).await?;
        let name = name_of(signed.lang, which);
        let title = fl!(t, "desk-text-title", name = name, language = lang.own_name());
        Ok(Self {
            page: Frame::inside(app, signed, Section::Texts, title).await?,
            action: format!("/desk/texts/{}/{lang}", which.name()),
            language: lang,
            version: text.version,
            body: text.body,
            placeholders: text::PLACEHOLDERS.join(", "),
            preview: None,
            error: None,
            theirs: None,
            saved: false,
            versions: versions(app, signed, which, lang).await?,
        })
    }
}

pub(super) async fn text_form(
    State(app): State<App>,
    signed: SignedIn,
    Path((name, lang)): Path<(String, String)>,
    Query(done): Query<Done>,
) -> Result {
    let (which, lang) = parse(&name, &lang)?;
    let mut template = TextPage::read(&app, &signed, which, lang).await?;
    template.saved = !done.saved.is_empty();
    Ok(page(&template))
}

pub(super) async fn save(
    State(app): State<App>,
    signed: SignedIn,
    Path((name, lang)): Path<(String, String)>,
    typed: Typed,
) -> Result {
    let (which, lang) = parse(&name, &lang)?;
    let seen = typed.number("version").ok_or(Trouble::Unreadable)?;
    let body = typed.text("body");
    if typed.text("do") == "preview" {
        let mut template = TextPage::read(&app, &signed, which, lang).await?;
        let reading = Reading::of(body, app.site(), app.clock().now(), lang);
        template.preview = Some((reading.title.clone(), reading.whole().to_html()));
        (template.version, template.body) = (seen, body.to_owned());
        return Ok(page(&template));
    }
    let saved = match typed.number("again") {
        Some(to) => {
            let first = which.default_body(lang);
            app.desk().reuse_text(&signed.editor, (which.name(), lang), seen, to, &first).await
        }
        None => app.desk().save_text(&signed.editor, which.name(), lang, seen, body).await,
    };
    match saved {
        Ok(()) => Ok(Redirect::to(&format!("/desk/texts/{}/{lang}?saved=yes", which.name())).into_response()),
        Err(DeskError::Invalid(errors)) => refused(&app, &signed, which, lang, body, &errors).await,
        Err(error) => Err(error.into()),
    }
}

/// The form with what was typed; where somebody else saved first, over their version and with their text beside it.
async fn refused(
    app: &App,
    signed: &SignedIn,
    which: SiteText,
    lang: Lang,
    body: &str,
    errors: &FieldErrors,
) -> Result {
    let mut template = TextPage::read(app, signed, which, lang).await?;
    let stale = errors.at("version").is_some();
    // Of an earlier version nothing was typed that could be lost.
    if !body.is_empty() || !stale {
        template.theirs = stale.then(|| std::mem::take(&mut template.body));
        body.clone_into(&mut template.body);
    }
    template.error = errors.0.first().map(|error| text::field_error(signed.lang, error));
    template.page.wrong = true;
    let status = if stale { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(page_with(status, &template))
}
