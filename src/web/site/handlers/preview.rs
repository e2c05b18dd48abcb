//! The page of a practice as readers would see it, made from a proposal. The desk shows it; no address of the site does.

use i18n_embed_fl::fl;

use super::{practice, showing::Showing};
use crate::{
    domain::Lang,
    store::LivePractice,
    text,
    web::{
        App,
        site::{
            TextSize, Visitor,
            views::{error::Trouble, page::Strip, practice::PracticePage},
        },
    },
};

/// The page of `proposed` in a language, or with `original` in its own. `address` is where the desk shows it, `files` the
/// folder of its pictures, and `is_live` whether readers see an earlier text of it already.
///
/// # Errors
/// When the other practices cannot be counted.
pub fn preview(
    app: &App,
    lang: Lang,
    original: bool,
    proposed: &LivePractice,
    is_live: bool,
    (address, files): (&str, &str),
) -> Result<PracticePage, Trouble> {
    let query = if original { practice::ORIGINAL } else { "" };
    let visitor = Visitor { lang, text_size: TextSize::default(), query: query.to_owned(), came_from: None };
    let mut view = practice::view(&Showing::new(app, &visitor), proposed)?;
    // Its other languages would lead to pages that are not there, or not as they are here.
    for translation in &mut view.translations {
        let (path, query) = translation.link.href.split_once('?').unwrap_or((&translation.link.href, ""));
        let lang = path.split('/').nth(1).unwrap_or_default();
        let and = if query.is_empty() { "" } else { "&" };
        translation.link.href = format!("{address}?lang={lang}{and}{query}");
    }
    for (shown, picture) in view.pictures.iter_mut().zip(proposed.record.shown_pictures()) {
        shown.src = format!("{files}/{}", picture.blob);
    }
    if !is_live {
        view.published = None;
        // Nothing that could be cited or kept has an address yet.
        view.cite.words.clear();
        view.cite.files.clear();
        view.pdf = None;
    }
    let t = text::phrases(lang);
    view.page.strip =
        Some(Strip { name: fl!(t, "site-preview-name"), text: fl!(t, "site-preview"), links: Vec::new() });
    view.page.indexed = false;
    view.page.json_ld = None;
    view.page.preview = Some(address.to_owned());
    Ok(view)
}
