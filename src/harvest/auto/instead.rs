//! What a page may be instead of a practice: a door that asks who comes, a shell that scripts have yet to fill, a notice
//! that the site is closed, or nothing at all.

use std::{collections::HashMap, sync::LazyLock};

use scraper::{ElementRef, Node};

use super::{
    document::{Document, css},
    region::Aside,
    stated,
    types::AutoPage,
};
use crate::{
    domain::{candidate::Note, fold::name_key},
    harvest::{page::Page, prose},
};

/// A page that says more than so many words of its own tells something, whatever else is on it.
const TELLS: usize = 60;
/// So few are a heading and "Loading…".
const SHELL: usize = 12;
/// Lists of practices are short where scripts have yet to fill them, and have a frame of words around.
const FRAME: usize = 100;
/// Words that may follow those a door's title begins with: the name of the site.
const MORE_IN_TITLE: usize = 4;
/// Headings beyond these head no page.
const MOST_HEADINGS: usize = 4;

/// Why a page is no practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instead {
    /// It asks visitors to sign in.
    Login,
    /// Scripts have yet to fill it.
    Scripts,
    /// It says that the site is closed, or that the page is not there.
    Notice,
    /// It has no text.
    Nothing,
}

impl Instead {
    #[must_use]
    pub fn note(self) -> Note {
        Note::new(match self {
            Self::Login => "source-note-login",
            Self::Scripts => "source-note-scripts",
            Self::Notice => "source-note-notice",
            Self::Nothing => "source-note-no-text",
        })
    }
}

/// What a page that was read is instead of a practice; none where it tells one.
pub(super) fn of(document: &Document<'_>, read: &AutoPage) -> Option<Instead> {
    let page = document.page;
    // What is stated as data is told, whatever the page shows.
    if !read.parts.is_empty() || stated::is_told(document) {
        return None;
    }
    let words = own_words(page, TELLS);
    if words < TELLS {
        if has(page, css!("input[type=password]")) {
            return Some(Instead::Login);
        }
        if let Some(said) = said(page, read) {
            return Some(said);
        }
        if has(page, css!("script")) && (words < SHELL || has_empty_mount(page)) {
            return Some(Instead::Scripts);
        }
    }
    read.text.is_none().then_some(Instead::Nothing)
}

/// Why rules may have found nothing on a page.
pub(in crate::harvest) fn hint(page: &Page) -> Option<Instead> {
    if has(page, css!("input[type=password]")) {
        Some(Instead::Login)
    } else if has(page, css!("script")) && (own_words(page, FRAME) < FRAME || has_empty_mount(page)) {
        Some(Instead::Scripts)
    } else {
        None
    }
}

/// What stands in the place of a page of which rules have found a title alone. Many a page that tells something has a
/// place to sign in beside it.
pub(in crate::harvest) fn hides(page: &Page) -> Option<Instead> {
    hint(page).filter(|instead| *instead != Instead::Login || own_words(page, TELLS) < TELLS)
}

fn has(page: &Page, selector: &'static scraper::Selector) -> bool {
    Page::find(page.root(), selector).next().is_some()
}

/// The words of a page outside its menus, forms and foot, counted up to a number.
fn own_words(page: &Page, most: usize) -> usize {
    let aside = Aside::of(page);
    let mut words = 0;
    for node in page.root().descendants() {
        let Node::Text(text) = node.value() else { continue };
        let count = text.split_whitespace().count();
        if count == 0 {
            continue;
        }
        let Some(parent) = node.parent().and_then(ElementRef::wrap) else { continue };
        let is_read = !parent.ancestors().chain([*parent]).filter_map(ElementRef::wrap).any(|above| {
            let name = above.value().name();
            prose::is_skipped(above.value()) || matches!(name, "nav" | "footer" | "form" | "noscript")
        });
        if is_read && !aside.holds(parent) {
            words += count;
        }
        if words >= most || page.is_late() {
            break;
        }
    }
    words
}

/// An empty box where frameworks put what their scripts make.
fn has_empty_mount(page: &Page) -> bool {
    let mounts =
        css!("#app, #root, #__next, #__nuxt, #___gatsby, #svelte, #main-app, app-root, [ng-app], [data-reactroot]");
    Page::find(page.root(), mounts).any(|mount| mount.text().all(|text| text.trim().is_empty()))
}

/// What the title or a heading says where such pages say so.
fn said(page: &Page, read: &AutoPage) -> Option<Instead> {
    let title = read.title.as_ref().map(|title| title.value.clone());
    let text = |element: ElementRef<'_>| prose::collapse(&element.text().collect::<String>());
    let headings = Page::find(page.root(), css!("title, h1, h2")).take(MOST_HEADINGS).map(text);
    title.into_iter().chain(headings).find_map(|title| by_title(&title))
}

static DOORS: LazyLock<HashMap<String, Instead>> = LazyLock::new(|| {
    let lines = include_str!("doors.tsv").lines().filter(|line| !line.starts_with('#'));
    let rows = lines.filter_map(|line| {
        let (kind, rest) = line.split_once('\t')?;
        Some((if kind == "login" { Instead::Login } else { Instead::Notice }, rest.split_once('\t')?.1))
    });
    rows.flat_map(|(kind, words)| words.split('|').map(move |words| (name_key(words), kind))).collect()
});

fn by_title(title: &str) -> Option<Instead> {
    let parts = [" | ", " - ", " – ", " — ", " · ", ": "].iter().find_map(|sign| title.split_once(sign));
    let (first, last) = parts.unwrap_or((title, ""));
    [first, last].into_iter().find_map(|part| {
        let key = name_key(part);
        let words: Vec<&str> = key.split(' ').filter(|word| !word.is_empty()).collect();
        let fewest = words.len().saturating_sub(MORE_IN_TITLE).max(1);
        (fewest..=words.len()).rev().find_map(|length| DOORS.get(&words[..length].join(" ")).copied())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_doors_are_known_in_each_language() {
        for (title, expected) in [
            ("Sign in", Some(Instead::Login)),
            ("Log in to Partner", Some(Instead::Login)),
            ("Partner | Connexion", Some(Instead::Login)),
            ("Σύνδεση", Some(Instead::Login)),
            ("We’ll be back soon!", Some(Instead::Notice)),
            ("Wartungsarbeiten", Some(Instead::Notice)),
            ("404 - Page not found", Some(Instead::Notice)),
            ("Помилка", Some(Instead::Notice)),
            ("A market for all", None),
            ("", None),
        ] {
            assert_eq!(by_title(title), expected, "{title}");
        }
        for language in ["en", "fr", "it", "es", "pt", "de", "el", "uk", "sr", "sq"] {
            for kind in ["login", "notice"] {
                assert!(include_str!("doors.tsv").contains(&format!("\n{kind}\t{language}\t")), "{kind} {language}");
            }
        }
    }
}
