//! One of every page, with made-up content: rendered by a test, and looked at in a browser
//! (`PREVIEW=127.0.0.1:8090 cargo test --lib samples -- --ignored`, then `/en/practices` and so on, see `all`).

mod forms;
mod places;
mod public;

use std::collections::BTreeMap;

use askama::Template;

use super::{
    Drawing, Moment, Page, TextLanguage,
    error::{ErrorPage, Trouble},
};
use crate::domain::{CleanText, Lang, clean_text::SafeHtml};

const ORIGIN: &str = "https://practices.example";

/// Every page kind, by a name for its address.
fn all(lang: Lang) -> BTreeMap<&'static str, String> {
    let mut pages = BTreeMap::new();
    let mut add = |name, html: Result<String, askama::Error>| {
        pages.insert(name, html.expect("a page renders"));
    };
    add("practices", public::explore(lang, false).render());
    add("nothing", public::explore(lang, true).render());
    add("practice", public::practice(lang).render());
    add("city", places::city(lang).render());
    add("cities", places::cities(lang).render());
    add("subject", places::subject(lang).render());
    add("countries", places::countries(lang).render());
    add("coverage", places::coverage(lang).render());
    add("topics", places::topics(lang).render());
    add("collections", public::collections(lang).render());
    add("collection", public::collection(lang).render());
    add("about", public::plain(lang).render());
    add("booklet", public::booklet(lang).render());
    add("data", public::data(lang).render());
    add("template", public::template(lang).render());
    add("submit", forms::submit(lang, false).render());
    add("submit-wrong", forms::submit(lang, true).render());
    add("revise", forms::revise(lang).render());
    add("status", forms::status(lang, true).render());
    add("status-asked", forms::status(lang, false).render());
    add("missing", error(lang, Trouble::NotFound).render());
    add("busy", error(lang, Trouble::Unavailable { seconds: 90 }).render());
    pages
}

fn page(lang: Lang, name: &str, title: &str) -> Page {
    Page::new(lang, ORIGIN, &format!("/{lang}/{name}"), title)
}

fn drawing(seed: usize) -> Drawing {
    let colours = ["#0B5563", "#E5A823", "#98291C", "#5E3A70", "#2A6537", "#07333B"];
    let (one, two) = (colours[seed % 6], colours[(seed + 1 + seed % 3) % 6]);
    Drawing::drawn(format!(
        "<svg viewBox=\"0 0 96 96\" aria-hidden=\"true\"><path fill=\"#F2EEE6\" d=\"M0 0h96v96H0z\"/>\
         <path fill=\"{one}\" d=\"M0 0h48a48 48 0 0 1-48 48zM48 48h24v48H48z\"/><path fill=\"{two}\" d=\"M48 0h48v48zM0 72h24v24H0z\"/></svg>"
    ))
}

fn english() -> TextLanguage {
    Lang::En.into()
}

fn greek() -> TextLanguage {
    TextLanguage { tag: "el".into(), dir: "ltr" }
}

fn html(markdown: &str) -> SafeHtml {
    CleanText::from_markdown(markdown).to_html()
}

fn day(iso: &str, shown: &str) -> Moment {
    Moment { iso: iso.into(), shown: shown.into() }
}

fn error(lang: Lang, trouble: Trouble) -> ErrorPage {
    ErrorPage::new(lang, ORIGIN, &format!("/{lang}/missing"), trouble, "01JD8Z3V9K")
}

#[test]
fn every_page_renders_in_every_language() {
    for lang in Lang::ALL {
        for (name, html) in all(lang) {
            assert!(html.starts_with("<!DOCTYPE html>") && html.contains(&format!("<html lang=\"{lang}\"")), "{name}");
            assert!(!html.contains("No localization for id"), "{name}");
            assert!(!html.contains(" style=") && !html.contains("<style"), "{name} has an inline style");
        }
    }
}

#[test]
fn what_was_typed_is_escaped_and_kept() {
    let html = forms::submit(Lang::En, true).render().expect("a page renders");
    assert!(html.contains("value=\"The library of people &#38; &#60;others&#62;\""), "typed title lost");
    assert!(html.contains("<option value=\"roma\" selected>"), "chosen topic lost");
    assert!(html.contains("parade.jpg"), "file sent before lost");
}
