//! Pages and style sheets as they stand in a copy: links to other files, live addresses where a server is needed, and the
//! search that needs none.

use std::{cell::RefCell, collections::HashMap, path::Path};

use lol_html::{
    RewriteStrSettings, element,
    errors::RewritingError,
    html_content::{ContentType, Element},
    rewrite_str,
};

use super::{
    address::{Address, relative},
    search,
};
use crate::domain::Lang;

/// Everything with an address in it that a browser follows or loads.
const LINKS: [(&str, &str); 5] =
    [("a[href]", "href"), ("link[href]", "href"), ("img[src]", "src"), ("script[src]", "src"), ("source[src]", "src")];

/// How the links of one file are written.
pub struct Links<'a> {
    pub from: &'a str,
    pub origin: &'a str,
    pub files: &'a HashMap<Address, String>,
    pub moved: &'a HashMap<Address, String>,
}

impl Links<'_> {
    /// The link as it holds in the copy.
    fn to(&self, href: &str) -> String {
        let Some((address, fragment)) = Address::parse(href) else { return href.to_owned() };
        if let Some(file) = self.file(&address) {
            return format!("{}{fragment}", relative(self.from, &file));
        }
        // A filtered list: the list's own file, where the search of the copy reads the filter.
        let list = Address { path: address.path.clone(), query: String::new() };
        match self.files.get(&list).filter(|file| is_list(&list) && is_page(file)) {
            Some(file) => format!("{}?{}{fragment}", relative(self.from, file), address.query),
            None => format!("{}{href}", self.origin),
        }
    }

    fn file(&self, address: &Address) -> Option<String> {
        let mut address = address.clone();
        for _ in 0..5 {
            if let Some(file) = self.files.get(&address) {
                return Some(file.clone());
            }
            let moved = self.moved.get(&address)?;
            (address, _) = Address::parse(moved.strip_prefix(self.origin).unwrap_or(moved))?;
        }
        None
    }
}

/// `/en/practices`
fn is_list(address: &Address) -> bool {
    Lang::ALL.iter().any(|lang| address.path == format!("/{lang}/practices"))
}

/// What a page of a copy has besides, in its language: that it is one, and a search that needs no server.
pub struct Added {
    pub lang: Lang,
    pub note: String,
    pub form: String,
}

/// Where a page leads to.
pub fn links(page: &str) -> Result<Vec<String>, RewritingError> {
    let found = RefCell::new(Vec::new());
    let handlers = LINKS.map(|(selector, name)| {
        let found = &found;
        element!(selector, move |element: &mut Element<'_, '_>| {
            found.borrow_mut().extend(element.get_attribute(name).map(|value| decoded(&value)));
            Ok(())
        })
    });
    let drawings = element!("img[srcset]", |element: &mut Element<'_, '_>| {
        let set = element.get_attribute("srcset").unwrap_or_default();
        found.borrow_mut().extend(candidates(&set).map(|(address, _)| decoded(address)));
        Ok(())
    });
    let handlers = handlers.into_iter().chain([drawings]).collect();
    rewrite_str(page, RewriteStrSettings { element_content_handlers: handlers, ..RewriteStrSettings::new() })?;
    Ok(found.into_inner())
}

/// The addresses of a `srcset` of ours, each with what says how wide it is.
fn candidates(set: &str) -> impl Iterator<Item = (&str, &str)> {
    set.split(", ").filter_map(|candidate| candidate.split_once(' '))
}

/// The page as it stands in the copy, with a note that it is one.
pub fn page(page: &str, links: &Links<'_>, added: &[Added]) -> Result<String, RewritingError> {
    let lang = Lang::ALL.into_iter().find(|lang| links.from.starts_with(&format!("{lang}/"))).unwrap_or_default();
    let added = added.iter().find(|added| added.lang == lang);
    let note = added.map(|added| added.note.as_str()).unwrap_or_default();
    let form = added.map(|added| added.form.as_str()).unwrap_or_default();
    let is_list = links.from == format!("{lang}/practices.html");
    // What needs a server, or what browsers refuse to load from a file: icons come from a sheet of their own.
    const GONE: &str =
        "form[method=post], script[type=module], link[rel=preload], link[rel=search], .acts .sort, svg.icon";
    let mut handlers = vec![element!(GONE, |element: &mut Element<'_, '_>| {
        element.remove();
        Ok(())
    })];
    for (selector, name) in LINKS {
        handlers.push(element!(selector, move |element: &mut Element<'_, '_>| {
            // Of the page elsewhere: its canonical address and its other languages stay those of the live site.
            let elsewhere =
                ["canonical", "alternate"].contains(&element.get_attribute("rel").unwrap_or_default().as_str());
            if let Some(value) = element.get_attribute(name).filter(|value| !elsewhere || value.starts_with('/')) {
                let own = value.strip_prefix(links.origin).filter(|rest| !elsewhere && rest.starts_with('/'));
                element.set_attribute(name, &encoded(&links.to(&decoded(own.unwrap_or(&value)))))?;
            }
            Ok(())
        }));
    }
    // Nothing but the site itself can narrow a table.
    handlers.push(element!("form.acts[action]", move |element: &mut Element<'_, '_>| {
        let action = element.get_attribute("action").unwrap_or_default();
        element.set_attribute("action", &format!("{}{action}", encoded(links.origin)))?;
        Ok(())
    }));
    handlers.push(element!("img[srcset]", move |element: &mut Element<'_, '_>| {
        let set = element.get_attribute("srcset").unwrap_or_default();
        let drawn = candidates(&set).map(|(href, width)| format!("{} {width}", links.to(&decoded(href))));
        element.set_attribute("srcset", &encoded(&drawn.collect::<Vec<_>>().join(", ")))?;
        Ok(())
    }));
    handlers.push(element!("footer .wrap", move |element: &mut Element<'_, '_>| {
        let live = format!("<p>{} <a href=\"{}\">{}</a></p>", text(note), encoded(links.origin), text(links.origin));
        element.append(&live, ContentType::Html);
        Ok(())
    }));
    if is_list {
        handlers.push(element!("form#filters", move |element: &mut Element<'_, '_>| {
            element.set_attribute("action", "practices.html")?;
            element.remove_attribute("data-live");
            element.set_inner_content(form, ContentType::Html);
            Ok(())
        }));
        handlers.push(element!("head", move |element: &mut Element<'_, '_>| {
            for file in [search::data_file(lang), search::SCRIPT_FILE.to_owned()] {
                let source = relative(links.from, &file);
                element.append(&format!("<script defer src=\"{source}\"></script>\n"), ContentType::Html);
            }
            Ok(())
        }));
    } else {
        // Pages of the list further on show what the search would otherwise stand beside.
        handlers.push(element!("section.facets, .hero .search", |element: &mut Element<'_, '_>| {
            element.remove();
            Ok(())
        }));
    }
    rewrite_str(page, RewriteStrSettings { element_content_handlers: handlers, ..RewriteStrSettings::new() })
}

/// The addresses in a style sheet of ours, which writes `url("…")`.
pub fn links_of_sheet(sheet: &str) -> Vec<String> {
    sheet.split("url(\"").skip(1).filter_map(|piece| piece.split('"').next()).map(str::to_owned).collect()
}

pub fn sheet(sheet: &str, links: &Links<'_>) -> String {
    let mut pieces = sheet.split("url(\"");
    let mut rewritten = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (href, rest) = piece.split_once('"').unwrap_or((piece, ""));
        rewritten.extend(["url(\"", &links.to(href), "\"", rest]);
    }
    rewritten
}

fn is_page(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|ending| ending == "html")
}

/// Attributes come as they are written.
fn decoded(value: &str) -> String {
    value.replace("&#38;", "&").replace("&amp;", "&")
}

fn encoded(value: &str) -> String {
    value.replace('&', "&amp;").replace('"', "&quot;")
}

pub(super) fn text(value: &str) -> String {
    value.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
