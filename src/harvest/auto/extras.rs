//! What goes with the main text: pictures, links, documents, language, and the body behind the page.

use scraper::ElementRef;
use serde_json::Value;
use url::Url;

use super::{
    document::{Document, Node, css, css_path, origin},
    json_ld,
    microdata::{self, Item},
    types::{Hints, LinkFound, Traced},
};
use crate::{
    domain::{
        LanguageTag,
        candidate::{Origin, PictureAtSource},
    },
    harvest::{page::Page, prose},
};

const MOST_LINKS: usize = 30;
/// Longer ones are no name of a body.
const LONGEST_NAME: usize = 200;
/// A longer one is a text of its own.
const LONGEST_CAPTION: usize = 300;
/// Links and pictures beyond these are not looked at.
const MOST_ANCHORS: usize = 2_000;

/// Properties that name who made it, and who gives it out.
const AUTHORS: [&str; 3] = ["sourceOrganization", "author", "creator"];
const PUBLISHERS: [&str; 3] = ["publisher", "provider", "maintainer"];

/// Endings of files that are documents.
const DOCUMENTS: [&str; 12] =
    [".pdf", ".doc", ".docx", ".odt", ".ppt", ".pptx", ".odp", ".xls", ".xlsx", ".ods", ".rtf", ".epub"];

/// The language of the main text: as it reads, else as the page or the source says.
pub(super) fn language(document: &Document<'_>, text: &str, hints: &Hints) -> Option<Traced<LanguageTag>> {
    let stated = stated_language(document);
    let guessed = LanguageTag::guess(text);
    match (guessed, stated) {
        // "pt-BR" says more than "pt".
        (Some(guessed), Some(stated)) if guessed.primary() == stated.value.primary() => Some(stated),
        (Some(guessed), _) => {
            let quote: String = text.chars().take(100).collect();
            Some(Traced { value: guessed, origin: origin(document.page.root(), &quote) })
        }
        (None, Some(stated)) => Some(stated),
        (None, None) => hints.language.clone().map(|value| Traced { value, origin: Origin::new("", "") }),
    }
}

fn stated_language(document: &Document<'_>) -> Option<Traced<LanguageTag>> {
    let read = |element: ElementRef<'_>, text: &str| {
        let tag = text.split([',', ';']).next().unwrap_or_default().trim().replace('_', "-");
        Some(Traced { value: LanguageTag::parse(&tag).ok()?, origin: origin(element, text) })
    };
    let of_page = document.page.root().attr("lang").or_else(|| document.page.root().attr("xml:lang"));
    if let Some(found) = of_page.and_then(|tag| read(document.page.root(), tag)) {
        return Some(found);
    }
    let data = document.nodes.iter().find_map(|node| read(node.element, &json_ld::text(&node.map, "inLanguage")?));
    let names = ["content-language", "dc.language", "dcterms.language", "og:locale", "language"];
    let meta = || {
        let found = |name: &&str| {
            document.metas.iter().find(|meta| meta.name == **name).and_then(|meta| read(meta.element, &meta.content))
        };
        names.iter().find_map(found)
    };
    let body = || {
        let marked = document.select(css!("body[lang], main[lang], article[lang]"));
        marked.first().and_then(|element| read(*element, element.attr("lang")?))
    };
    data.or_else(meta).or_else(body)
}

/// The body that answers for what the page tells: an organisation that is stated as its author. Who publishes the page is
/// that only where it is a public body, for a partner publishes what others did. Persons are left out.
pub(super) fn author_body(document: &Document<'_>) -> Option<Traced<String>> {
    let of = |keys: [&'static str; 3], is_one: fn(&str) -> bool| {
        keys.into_iter().find_map(|key| {
            document.nodes.iter().find_map(|node| {
                let name = bodies(document, node.map.get(key)?, is_one).next()?;
                Some(Traced { origin: origin(node.element, &name), value: name })
            })
        })
    };
    of(AUTHORS, is_body).or_else(|| of(PUBLISHERS, is_public_body)).or_else(|| body_in_microdata(document))
}

fn body_in_microdata(document: &Document<'_>) -> Option<Traced<String>> {
    let subject = Item::subject(document)?;
    let of = |keys: [&'static str; 3], is_one: fn(&str) -> bool| {
        let items = keys.into_iter().flat_map(|key| subject.items(key)).filter(|item| item.is_one_of(is_one));
        let mut names = items.filter_map(|item| {
            let name = microdata::words(item.values("name").next()?);
            is_name(&name).then(|| Traced { origin: origin(item.element(), &name), value: name })
        });
        names.next()
    };
    of(AUTHORS, is_body).or_else(|| of(PUBLISHERS, is_public_body))
}

/// The names of the organisations among what a property holds, by itself or by reference.
fn bodies(document: &Document<'_>, value: &Value, is_one: fn(&str) -> bool) -> impl Iterator<Item = String> {
    let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    let whole = values.iter().filter_map(Value::as_object).map(|map| match map.get("@id") {
        Some(id) if !map.contains_key("name") => {
            let is_it = |node: &&Node<'_>| node.map.get("@id") == Some(id) && node.map.contains_key("name");
            document.nodes.iter().find(is_it).map_or(map, |node| &node.map)
        }
        _ => map,
    });
    let names = whole.filter(|map| json_ld::is_of(map, is_one)).filter_map(|map| json_ld::text(map, "name"));
    names.map(|name| prose::collapse(&name)).filter(|name| is_name(name)).collect::<Vec<_>>().into_iter()
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().count() <= LONGEST_NAME
}

/// The types of schema.org that are no person.
fn is_body(name: &str) -> bool {
    is_public_body(name)
        || name.ends_with("Organization")
        || matches!(name, "NGO" | "CollegeOrUniversity" | "School" | "Library" | "Museum")
}

fn is_public_body(name: &str) -> bool {
    matches!(name, "City" | "AdministrativeArea" | "GovernmentOrganization" | "GovernmentOffice")
}

/// The pictures within the part of the page the text came from; the page's own picture for sharing first.
pub(super) fn pictures(document: &Document<'_>, within: ElementRef<'_>) -> Vec<PictureAtSource> {
    let mut found: Vec<PictureAtSource> = Vec::new();
    if let Some(shared) = document.meta(&["og:image", "og:image:url", "twitter:image", "twitter:image:src"])
        && let Some(url) = address(document.base, &shared.value)
    {
        let alt = document.meta(&["og:image:alt", "twitter:image:alt"]).map(|alt| alt.value).unwrap_or_default();
        found.push(PictureAtSource { url, alt, credit: String::new(), element: shared.origin.element });
    }
    for element in Page::find(within, css!("img")).take(MOST_ANCHORS) {
        if found.len() >= PictureAtSource::MOST || document.page.is_late() {
            break;
        }
        let source = ["src", "data-src", "data-original", "data-lazy-src"]
            .iter()
            .filter_map(|name| element.attr(name))
            .find_map(|source| address(document.base, source));
        let Some(url) = source.filter(|_| !is_mark(element) && !document.is_aside(element)) else { continue };
        let (caption, credit) = caption(element);
        let alt = prose::collapse(element.attr("alt").unwrap_or_default());
        let alt = if alt.is_empty() { caption } else { alt };
        match found.iter_mut().find(|known| known.url == url) {
            Some(known) => {
                known.alt = if known.alt.is_empty() { alt } else { std::mem::take(&mut known.alt) };
                known.credit = if known.credit.is_empty() { credit } else { std::mem::take(&mut known.credit) };
            }
            None => found.push(PictureAtSource { url, alt, credit, element: css_path(element) }),
        }
    }
    found
}

fn address(base: &Url, source: &str) -> Option<String> {
    prose::link(base, source).filter(|url| url.starts_with("http"))
}

/// Small pictures are marks and counters.
fn is_mark(element: ElementRef<'_>) -> bool {
    let small = |name| {
        element
            .attr(name)
            .and_then(|size| size.trim_end_matches("px").parse::<u32>().ok())
            .is_some_and(|size| size < 60)
    };
    let marks = format!("{} {}", element.attr("class").unwrap_or_default(), element.attr("src").unwrap_or_default())
        .to_ascii_lowercase();
    small("width")
        || small("height")
        || ["icon", "logo", "avatar", "spacer", "pixel", "emoji", "button", "sprite"]
            .iter()
            .any(|mark| marks.contains(mark))
}

/// What the figure around a picture says of it, and whose it is: by the figure too, or by its own title.
fn caption(element: ElementRef<'_>) -> (String, String) {
    const SIGNS: [&str; 13] = [
        "©",
        "(c)",
        "photo:",
        "photo :",
        "foto:",
        "photo by",
        "credit",
        "crédit",
        "image:",
        "bild:",
        "source:",
        "fotografía",
        "φωτο",
    ];
    let is_credit = |text: &str| {
        let lower = text.to_lowercase();
        text.len() <= 200 && SIGNS.iter().any(|sign| lower.contains(sign))
    };
    let figure =
        element.ancestors().filter_map(ElementRef::wrap).take(4).find(|above| above.value().name() == "figure");
    let said = figure.map(|figure| prose::lines(figure).text).unwrap_or_default();
    let title = element.attr("title").or_else(|| element.attr("data-credit")).unwrap_or_default();
    let lines: Vec<String> = said.lines().chain([title]).map(prose::collapse).collect();
    let credit = lines.iter().find(|line| is_credit(line)).cloned().unwrap_or_default();
    let is_caption = |line: &&String| !line.is_empty() && line.len() <= LONGEST_CAPTION && **line != credit;
    (lines.iter().find(is_caption).cloned().unwrap_or_default(), credit)
}

/// Links out of the part of the page the text came from: documents, and pages elsewhere. Documents first: they back the
/// practice.
pub(super) fn links(document: &Document<'_>, within: ElementRef<'_>, url: &Url) -> Vec<LinkFound> {
    let mut found: Vec<(ElementRef<'_>, LinkFound)> = Vec::new();
    let mut counts = [0; 2];
    for element in Page::find(within, css!("a[href]")).take(MOST_ANCHORS) {
        if document.page.is_late() || counts[1] >= MOST_LINKS {
            break;
        }
        let target = element.attr("href").and_then(|href| address(document.base, href));
        let Some(target) = target.and_then(|target| Url::parse(&target).ok()) else { continue };
        let is_document = is_document(&target);
        let leads_out = target.host_str() != url.host_str() && !is_share(&target);
        if !is_document && !leads_out
            || counts[usize::from(is_document)] >= MOST_LINKS
            || found.iter().any(|(_, known)| known.url == target.as_str())
            || document.is_aside(element)
        {
            continue;
        }
        let title = prose::collapse(&prose::lines(element).text);
        if title.is_empty() {
            continue;
        }
        counts[usize::from(is_document)] += 1;
        let end = title.floor_char_boundary(200.min(title.len()));
        let link =
            LinkFound { url: target.to_string(), title: title[..end].to_owned(), is_document, element: String::new() };
        found.push((element, link));
    }
    found.sort_by_key(|(_, link)| !link.is_document);
    found.truncate(MOST_LINKS);
    // Its place takes a look at all its neighbours: only for those that are kept.
    found.into_iter().map(|(element, link)| LinkFound { element: css_path(element), ..link }).collect()
}

/// Whether an address is that of a file, not of a page.
pub(super) fn is_document(target: &Url) -> bool {
    let path = target.path().to_ascii_lowercase();
    DOCUMENTS.iter().any(|ending| path.ends_with(ending))
}

/// Buttons that share the page.
fn is_share(target: &Url) -> bool {
    const HOSTS: [&str; 12] = [
        "facebook.com",
        "twitter.com",
        "x.com",
        "linkedin.com",
        "whatsapp.com",
        "pinterest.com",
        "addthis.com",
        "t.me",
        "telegram.me",
        "reddit.com",
        "maps.google",
        "google.com",
    ];
    target.host_str().is_some_and(|host| HOSTS.iter().any(|known| host.contains(known)))
}
