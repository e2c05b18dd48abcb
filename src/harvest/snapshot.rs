//! A kept page as an editor may see it: its words and links, none of its scripts, styles or pictures; what was read from it
//! is marked.

use std::ops::Range;

use url::Url;

use super::{charset::decode, page::Page, prose::markdown, spans};
use crate::domain::{
    CleanText, Field,
    candidate::{Origin, Origins},
    clean_text::marks,
};

/// A snapshot made safe to show, with the marks of `domain::clean_text::marks`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The words of a page.
    Page(CleanText),
    /// What is no page (a feed) as the text it is, at most [`MOST_RAW`] bytes of it.
    Raw(String),
}

/// Enough to find an entry in a feed.
const MOST_RAW: usize = 256 * 1024;

/// What of a snapshot is to be marked.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    pub origins: &'a Origins,
    /// The entry's id, where the snapshot is a feed.
    pub entry: &'a str,
}

/// Makes a kept page safe to show. Parsing is bounded; it is still work for a blocking thread.
#[must_use]
pub fn show_snapshot(body: &[u8], media_type: &str, address: &str, wanted: Wanted<'_>) -> Shown {
    let url = Url::parse(address).ok();
    let text = marks::without(&decode(body, Some(media_type), url.as_ref().and_then(Url::host_str)));
    if media_type.contains("html")
        && let Some(url) = url
        && let Ok(mut page) = Page::parse(&text)
    {
        // What was read from data in the page stands in no words of it.
        if let Some(found) = in_scripts(&text, wanted) {
            return Shown::Raw(raw(&text, Some(found)));
        }
        page.mark(wanted.origins);
        return Shown::Page(CleanText::from_markdown(&markdown(page.root(), &url).text));
    }
    let found = in_json(&text, 0..text.len(), wanted).or_else(|| in_xml(&text, wanted));
    Shown::Raw(raw(&text, found))
}

/// An entry and the places in it that fields were read from.
struct Found {
    entry: Range<usize>,
    places: Vec<(Range<usize>, Field)>,
}

/// The text from its start, or from the entry on where that lies too far behind.
fn raw(text: &str, found: Option<Found>) -> String {
    let start = found.as_ref().filter(|found| found.entry.end > MOST_RAW).map_or(0, |found| found.entry.start);
    let end = text.floor_char_boundary(text.len().min(start + MOST_RAW));
    let mut places = found.map(|found| found.places).unwrap_or_default();
    // What two fields were read from is marked for both; nothing else overlaps.
    places.sort_by_key(|(place, field)| (place.start, place.end, *field));
    places.dedup();
    let mut shown = String::new();
    let mut at = start;
    for group in places.chunk_by(|(one, _), (other, _)| one == other) {
        let place = group[0].0.clone();
        if place.start >= at && place.end <= end {
            shown.push_str(&text[at..place.start]);
            let words = text[place.clone()].to_owned();
            shown.push_str(&group.iter().fold(words, |words, (_, field)| marks::around(*field, &words)));
            at = place.end;
        }
    }
    shown.push_str(&text[at..end]);
    shown
}

/// The places of a practice in the JSON of a page's scripts.
fn in_scripts(text: &str, wanted: Wanted<'_>) -> Option<Found> {
    let mut at = 0;
    while let Some(start) = text[at..].find("<script").map(|found| at + found) {
        let open = start + text[start..].find('>')? + 1;
        let close = open + text[open..].find("</script").unwrap_or(text.len() - open);
        at = close;
        if text[start..open].to_ascii_lowercase().contains("ld+json")
            && let Some(found) = in_json(text, open..close, wanted)
        {
            return Some(found);
        }
    }
    None
}

/// The places of a practice in JSON: those of the object that holds its id, or its title where the id is one of ours.
fn in_json(text: &str, within: Range<usize>, wanted: Wanted<'_>) -> Option<Found> {
    let json = &text[within.clone()];
    let whole = spans::parse(json)?;
    let title = wanted.origins.get(&Field::Title).and_then(|origins| origins.first());
    let says = |words: &str, at: &Range<usize>| !words.is_empty() && spans::words(json, at).trim() == words;
    let is_title =
        |at: &Range<usize>| title.is_some_and(|title| Origin::new("", &spans::words(json, at)).quote == title.quote);
    let mut holders = Vec::new();
    if !whole.holders(&|at| says(wanted.entry, at), &mut holders) {
        whole.holders(&is_title, &mut holders);
    }
    let found = holders.into_iter().map(|(object, is_own)| {
        let mut places = Vec::new();
        let mut is_titled = false;
        for (field, origins) in wanted.origins {
            for origin in origins.iter().filter(|origin| !origin.element.is_empty()) {
                let scalars: Vec<_> = object.scalars(&origin.element).into_iter().take(Origin::MOST).collect();
                is_titled |= *field == Field::Title && scalars.iter().any(is_title);
                places.extend(scalars.into_iter().map(|at| (at.start + within.start..at.end + within.start, *field)));
            }
        }
        let entry = object.at.start + within.start..object.at.end + within.start;
        ((is_titled, is_own, places.len()), Found { entry, places })
    });
    // Of equals the first: the inner one.
    let found = found.filter(|(_, found)| !found.places.is_empty());
    let best = found.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|(_, found)| found)
}

/// The places of an entry in XML.
fn in_xml(text: &str, wanted: Wanted<'_>) -> Option<Found> {
    let entry = entry_of(text, wanted.entry)?;
    let mut places = Vec::new();
    for (field, origins) in wanted.origins {
        for origin in origins {
            let place = element_in(&text[entry.clone()], &origin.element, &origin.quote);
            places.extend(place.map(|place| (place.start + entry.start..place.end + entry.start, *field)));
        }
    }
    Some(Found { entry, places })
}

/// The entry that holds an id: the element round it. The id stands alone in its element or attribute: a short one is part of
/// many a word.
fn entry_of(text: &str, id: &str) -> Option<Range<usize>> {
    if id.is_empty() {
        return None;
    }
    let written = [id.to_owned(), id.replace('&', "&amp;")];
    let around = [(">", "<"), ("[", "]"), ("\"", "\""), ("'", "'")];
    let alone = written.iter().flat_map(|id| around.map(|(before, after)| format!("{before}{id}{after}")));
    alone.filter_map(|alone| text.find(&alone)).find_map(|at| round(text, at + 1))
}

fn round(text: &str, at: usize) -> Option<Range<usize>> {
    let start = ["<entry", "<item", "<record", "{"].iter().filter_map(|start| text[..at].rfind(start)).max()?;
    let closes = ["</entry>", "</item>", "</record>", "}"].iter();
    let close = closes.filter_map(|close| text[at..].find(close).map(|end| at + end + close.len())).min()?;
    Some(start..close)
}

/// What an element of the entry holds, or the tag itself where it holds nothing. Of several of one name, the one with the
/// words that were read.
fn element_in(entry: &str, name: &str, quote: &str) -> Option<Range<usize>> {
    // `dc.title`, `/dc/title/0`: the last name there.
    let name =
        name.rsplit(['.', '/']).find(|part| !part.is_empty() && !part.bytes().all(|byte| byte.is_ascii_digit()))?;
    let is_end = |rest: &str| rest.starts_with(['>', ' ', '/', '\n', '\t', '\r']);
    let tags = entry.match_indices('<').filter_map(|(at, _)| {
        let rest = &entry[at + 1..];
        let own = rest.split(|letter: char| letter.is_whitespace() || matches!(letter, '>' | '/')).next()?;
        let is_named = own == name || own.rsplit_once(':').is_some_and(|(_, local)| local == name);
        (is_named && is_end(&rest[own.len()..])).then_some((at, own))
    });
    let places: Vec<Range<usize>> = tags
        .filter_map(|(tag, own)| {
            let start = tag + entry[tag..].find('>')? + 1;
            if entry[..start].ends_with("/>") {
                return Some(tag..start);
            }
            let end = start + entry[start..].find(&format!("</{own}>"))?;
            Some(start..end)
        })
        .collect();
    let words = quote.trim_end_matches('…');
    let says = |place: &&Range<usize>| !words.is_empty() && entry[(*place).clone()].contains(words);
    places.iter().find(says).or(places.first()).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_from(places: &[(Field, &str)]) -> Origins {
        places.iter().map(|(field, element)| (*field, vec![Origin::new(*element, "")])).collect()
    }

    fn page(body: &str, places: &[(Field, &str)]) -> String {
        let (origins, address) = (read_from(places), "https://partner.example/p");
        let wanted = Wanted { origins: &origins, entry: "" };
        match show_snapshot(body.as_bytes(), "text/html", address, wanted) {
            Shown::Page(text) => text.to_marked_html(|field| field.to_string()).html.as_str().to_owned(),
            Shown::Raw(raw) => panic!("no page: {raw}"),
        }
    }

    fn feed(body: &str, entry: &str, places: &[(Field, &str)]) -> String {
        let wanted = Wanted { origins: &read_from(places), entry };
        match show_snapshot(body.as_bytes(), "application/xml", "https://partner.example/f", wanted) {
            Shown::Raw(raw) => marks::plain_text(&raw, |field| field.to_string()).html.as_str().to_owned(),
            Shown::Page(text) => panic!("a page: {text:?}"),
        }
    }

    #[test]
    fn a_page_keeps_its_words_and_loses_what_could_act() {
        let body = "<html><body onload=x()><h1>Weeks</h1><script>alert(1)</script><p>of <a href=/a>culture</a></body>";
        let shown = page(body, &[]);
        assert_eq!(
            shown,
            "<h2>Weeks</h2>\n<p>of <a href=\"https://partner.example/a\" rel=\"nofollow noopener\">culture</a></p>\n"
        );
    }

    #[test]
    fn what_was_read_is_marked_and_a_page_cannot_mark_itself() {
        let body = "<body><h1>Weeks \u{E102}of\u{E1FF} <i>culture</i></h1><p>One</p><p>Two</p></body>";
        let places = [(Field::Title, "html > body > h1"), (Field::Summary, "html > body > p:nth-of-type(2)")];
        assert_eq!(
            page(body, &places),
            "<h2><mark id=\"from-title\" title=\"title\">Weeks of </mark><em><mark title=\"title\">culture</mark></em></h2>\n\
             <p>One</p>\n<p><mark id=\"from-summary\" title=\"summary\">Two</mark></p>\n"
        );
        // A selector that is none, or finds nothing, marks nothing.
        assert!(!page(body, &[(Field::Title, "h1 >"), (Field::Lead, "address")]).contains("<mark"));
    }

    #[test]
    fn in_a_feed_the_elements_of_the_entry_are_marked() {
        let rss = "<rss><item><title>A</title><guid>1</guid></item><item><title>B &amp; C</title>\
                   <link>https://x.example/2</link><guid>x?a=1&amp;b=2</guid></item></rss>";
        let shown = feed(rss, "x?a=1&b=2", &[(Field::Title, "title"), (Field::Links, "link")]);
        assert!(shown.contains("&lt;title&gt;A&lt;/title&gt;"), "{shown}");
        assert!(shown.contains("<mark id=\"from-title\" title=\"title\">B &amp;amp; C</mark>"), "{shown}");
        assert!(shown.contains("<mark id=\"from-links\" title=\"links\">https://x.example/2</mark>"), "{shown}");
        let atom = "<feed><entry><id>7</id><link href='a'/><content type='html'>x</content></entry></feed>";
        let shown =
            feed(atom, "7", &[(Field::Links, "link"), (Field::Summary, "content"), (Field::Process, "content")]);
        assert!(shown.contains("title=\"links\">&lt;link href='a'/&gt;</mark>"), "{shown}");
        assert!(shown.contains("id=\"from-summary\"") && shown.contains("id=\"from-process\""), "{shown}");
        let json = r#"{"items": [{"id": "9", "title": "Say \"soup\"", "url": "u"}]}"#;
        let shown = feed(json, "9", &[(Field::Title, "title")]);
        assert!(shown.contains("title=\"title\">Say \\&quot;soup\\&quot;</mark>"), "{shown}");
    }

    #[test]
    fn an_entry_far_behind_is_shown_all_the_same() {
        let filler = format!("<item><guid>0</guid>{}</item>", "é".repeat(MOST_RAW));
        let far = format!("<rss>{filler}<item><title>Far</title><guid>far</guid></item></rss>");
        let shown = feed(&far, "far", &[(Field::Title, "title")]);
        assert!(shown.starts_with("&lt;item&gt;") && shown.contains(">Far</mark>"), "{shown}");
        assert!(feed(&far, "not there", &[]).len() <= 8 * MOST_RAW);
    }
}
