//! Puts a feed's XML in the order the library expects: what sites send and it does not know is written in the words it
//! does know. Tags are replaced where they stand; everything else stays byte for byte, broken or not.

use std::{borrow::Cow, ops::Range};

use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use feedparser_rs::util::base_url::is_safe_url;
use quick_xml::{
    Reader,
    escape::{escape, unescape},
    events::{BytesStart, Event},
};
use url::{Position, Url};

/// Versions of RSS the library reads; others (0.93, 0.94, 2.1…) are read as 2.0, which they resemble.
const RSS_VERSIONS: [&str; 4] = ["0.90", "0.91", "0.92", "2.0"];
const CONTENT: &str = "http://purl.org/rss/1.0/modules/content/";
const DC: &str = "http://purl.org/dc/elements/1.1/";
/// Texts of Atom that may be packed as base64.
const TEXTS: [&str; 9] = ["title", "subtitle", "tagline", "summary", "content", "rights", "copyright", "info", "body"];

/// A feed as the library can read it; its relative addresses start from `base` where it does not say otherwise.
pub(super) fn repaired<'a>(text: &'a str, base: &Url) -> Cow<'a, str> {
    let mut repair = Repair { text, base, prefix: None, is_cdf: false, open: Vec::new(), edits: Vec::new() };
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    (config.check_end_names, config.allow_unmatched_ends) = (false, true);
    while repair.step(&mut reader) {}
    let mut repaired = String::with_capacity(text.len() + 1_024);
    let mut done = 0;
    for (range, new) in &repair.edits {
        repaired.push_str(&text[done..range.start]);
        repaired.push_str(new);
        done = range.end;
    }
    if done == 0 {
        return text.into();
    }
    repaired.push_str(&text[done..]);
    repaired.into()
}

struct Repair<'a> {
    text: &'a str,
    base: &'a Url,
    /// The prefix of the feed's own elements, `atom:`, where they have one.
    prefix: Option<String>,
    /// The root is a channel: Microsoft's Channel Definition Format.
    is_cdf: bool,
    /// Local names of the elements around, lower case, and what their end tags become.
    open: Vec<(String, Option<String>)>,
    /// In the order of the text, never overlapping.
    edits: Vec<(Range<usize>, String)>,
}

impl Repair<'_> {
    /// Looks at one event; false at the end, and where the XML is too broken to go on.
    fn step(&mut self, reader: &mut Reader<&[u8]>) -> bool {
        let start = at(reader);
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                if !self.replace_element(reader, start, &tag) {
                    let new_end = self.tag(start..at(reader), &tag, false);
                    self.open.push((local(&tag), new_end));
                }
                true
            }
            Ok(Event::Empty(tag)) => {
                self.tag(start..at(reader), &tag, true);
                true
            }
            Ok(Event::End(_)) => {
                if let Some((_, Some(new))) = self.open.pop() {
                    self.edits.push((start..at(reader), new));
                }
                true
            }
            Ok(Event::Text(_)) => {
                if self.is_in(&["link"])
                    && let Some(new) = self.without_host(&self.text[start..at(reader)])
                {
                    self.edits.push((start..at(reader), new));
                }
                true
            }
            Ok(Event::Eof) | Err(_) => false,
            Ok(_) => true,
        }
    }

    /// The library drops addresses on this machine and in networks of one's own, whoever allows them; without the host they
    /// stay, and lead to where the feed came from.
    fn without_host(&self, raw: &str) -> Option<String> {
        let text = unescape(raw.trim()).ok()?;
        let address = Url::parse(&text).ok()?;
        let is_near = address.origin() == self.base.origin() && !is_safe_url(address.as_str());
        is_near.then(|| escape(&address[Position::BeforePath..]).into_owned())
    }

    fn is_in(&self, names: &[&str]) -> bool {
        self.open.last().is_some_and(|(parent, _)| names.contains(&parent.as_str()))
    }

    /// Elements that are replaced with all they hold.
    fn replace_element(&mut self, reader: &mut Reader<&[u8]>, start: usize, tag: &BytesStart<'_>) -> bool {
        let name = local(tag);
        let in_item = self.is_in(&["item"]);
        let is_body = in_item && name == "body";
        let is_packed = TEXTS.contains(&name.as_str()) && is_base64(tag) && self.open.len() < 4;
        if !(is_body || in_item && name == "fullitem" || is_packed) {
            return false;
        }
        let from = at(reader);
        let Ok(span) = reader.clone().read_to_end(tag.name()) else { return false };
        let (span_end, span_start) = (usize::try_from(span.end).unwrap_or(from), from);
        let Some(inner) = self.text.get(span_start..span_end) else { return false };
        let new = if is_packed {
            let packed: String = inner.split_ascii_whitespace().collect();
            let Some(text) = BASE64.decode(packed).ok().and_then(|bytes| String::from_utf8(bytes).ok()) else {
                return false;
            };
            let name = tag.name().0.to_owned();
            format!("<{name} type=\"html\"{}>{}</{name}>", other_attributes(tag, &["mode", "type"]), escape(text))
        } else {
            let inner = if is_body { escape(inner) } else { inner.into() };
            let attributes = other_attributes(tag, &["xmlns"]);
            format!("<content:encoded xmlns:content=\"{CONTENT}\"{attributes}>{inner}</content:encoded>")
        };
        if reader.read_to_end(tag.name()).is_err() {
            return false;
        }
        self.edits.push((start..at(reader), new));
        true
    }

    /// A tag by itself; gives what its end tag becomes, if that changes.
    fn tag(&mut self, range: Range<usize>, tag: &BytesStart<'_>, is_empty: bool) -> Option<String> {
        let name = local(tag);
        let close = if is_empty { "/" } else { "" };
        if self.open.is_empty() && !self.is_cdf {
            return self.root(range, tag, &name, close);
        }
        let (new, attributes, after) = if self.is_cdf {
            let after = Self::cdf_facts(tag);
            let name = if name == "abstract" { "description".to_owned() } else { name };
            (name, String::new(), after)
        } else if matches!(name.as_str(), "url" | "homepage") && self.is_in(&["author", "contributor"]) {
            ("uri".to_owned(), other_attributes(tag, &[]), String::new())
        } else if let Some(own) = self.prefix.as_deref().and_then(|prefix| tag.name().0.strip_prefix(prefix)) {
            (own.to_owned(), self.attributes(tag), String::new())
        } else if attribute(tag, "href").is_some_and(|href| name == "link" && self.without_host(&href).is_some()) {
            (tag.name().0.to_owned(), self.attributes(tag), String::new())
        } else {
            return None;
        };
        let close_now = if is_empty { format!("</{new}>") } else { String::new() };
        self.edits.push((range, format!("<{new}{attributes}>{after}{close_now}")));
        Some(format!("</{new}>"))
    }

    /// Those of an element of the feed's own.
    fn attributes(&self, tag: &BytesStart<'_>) -> String {
        match attribute(tag, "href").and_then(|href| self.without_host(&href)) {
            Some(href) => format!("{} href=\"{href}\"", other_attributes(tag, &["href"])),
            None => other_attributes(tag, &[]),
        }
    }

    fn root(&mut self, range: Range<usize>, tag: &BytesStart<'_>, name: &str, close: &str) -> Option<String> {
        let base = other_base(tag, self.base);
        if name == "channel" {
            self.is_cdf = true;
            let facts = Self::cdf_facts(tag);
            let end = if close.is_empty() { "" } else { "</channel></rss>" };
            self.edits.push((range, format!("<rss version=\"2.0\"{base}><channel>{facts}{end}")));
            return Some("</channel></rss>".to_owned());
        }
        let qualified = tag.name().0;
        let version = attribute(tag, "version").filter(|_| name == "rss");
        let version = version.filter(|version| !RSS_VERSIONS.contains(&version.as_str())).map(|_| " version=\"2.0\"");
        let mut left_out = vec!["xml:base"];
        left_out.extend(version.map(|_| "version"));
        let mut new = qualified.to_owned();
        let mut own_space = String::new();
        if name == "feed"
            && let Some((prefix, _)) = qualified.split_once(':')
            && let Some(space) = attribute(tag, &format!("xmlns:{prefix}"))
        {
            self.prefix = Some(format!("{prefix}:"));
            left_out.push("xmlns");
            own_space = format!(" xmlns=\"{}\"", escape(space.as_str()));
            "feed".clone_into(&mut new);
        }
        let attributes = other_attributes(tag, &left_out);
        let version = version.unwrap_or_default();
        self.edits.push((range, format!("<{new}{own_space}{version}{base}{attributes}{close}>")));
        (new != qualified).then(|| format!("</{new}>"))
    }

    /// Address and date of a channel or an item, which CDF keeps in attributes.
    fn cdf_facts(tag: &BytesStart<'_>) -> String {
        let fact = |key: &str, open: &str, close: &str| {
            let value = tag.attributes().flatten().find(|found| found.key.0.eq_ignore_ascii_case(key))?;
            Some(format!("<{open}>{}</{close}>", value.value))
        };
        let link = fact("href", "link", "link").unwrap_or_default();
        link + &fact("lastmod", &format!("dc:date xmlns:dc=\"{DC}\""), "dc:date").unwrap_or_default()
    }
}

fn at(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn local(tag: &BytesStart<'_>) -> String {
    tag.local_name().into_inner().to_ascii_lowercase()
}

fn attribute(tag: &BytesStart<'_>, key: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|found| found.key.0 == key)?;
    Some(found.value.into_owned())
}

/// Atom 0.3 says so (`mode`); Atom 1.0 packs whatever is no text and no XML (RFC 4287, 4.1.3.3).
fn is_base64(tag: &BytesStart<'_>) -> bool {
    if let Some(mode) = attribute(tag, "mode") {
        return mode.eq_ignore_ascii_case("base64");
    }
    attribute(tag, "type").is_some_and(|stated| {
        let stated = stated.to_ascii_lowercase();
        stated.contains('/') && !stated.starts_with("text/") && !stated.contains("xml") && !stated.contains("html")
    })
}

/// The attributes but for some, as they stand.
fn other_attributes(tag: &BytesStart<'_>, left_out: &[&str]) -> String {
    let kept = tag.attributes().flatten().filter(|found| !left_out.contains(&found.key.0));
    kept.fold(String::new(), |all, found| format!("{all} {}=\"{}\"", found.key.0, found.value.replace('"', "&quot;")))
}

/// The address relative ones start from, made absolute (XML Base, 4.2).
fn other_base(tag: &BytesStart<'_>, base: &Url) -> String {
    let stated = attribute(tag, "xml:base").and_then(|stated| base.join(stated.trim()).ok());
    format!(" xml:base=\"{}\"", escape(stated.as_ref().unwrap_or(base).as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repair(text: &str) -> String {
        repaired(text, &Url::parse("https://a.example/feed/").unwrap()).into_owned()
    }

    #[test]
    fn old_and_odd_forms_become_known_ones() {
        for (odd, known) in [
            (
                "<rss version='0.94'><channel/></rss>",
                "<rss version=\"2.0\" xml:base=\"https://a.example/feed/\"><channel/></rss>",
            ),
            ("<rss version='2.0' xml:base='../b/'/>", "<rss xml:base=\"https://a.example/b/\" version=\"2.0\"/>"),
            (
                "<a:feed xmlns:a='http://www.w3.org/2005/Atom' xmlns='x'><a:id>1</a:id><b/></a:feed>",
                "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://a.example/feed/\" xmlns:a=\"http://www.w3.org/2005/Atom\"><id>1</id><b/></feed>",
            ),
            (
                "<CHANNEL HREF='/x'><ITEM HREF='/y'><ABSTRACT>b</ABSTRACT></ITEM></CHANNEL>",
                "<rss version=\"2.0\" xml:base=\"https://a.example/feed/\"><channel><link>/x</link><item><link>/y</link><description>b</description></item></channel></rss>",
            ),
        ] {
            assert_eq!(repair(odd), known);
        }
        let body = repair("<rss><channel><item><body>a <b>c</b></body><title>t</title></item></channel></rss>");
        assert!(body.contains(">a &lt;b&gt;c&lt;/b&gt;</content:encoded><title>t</title></item>"), "{body}");
        let packed = repair("<feed><entry><title mode='base64'>\nPGI+\n</title></entry></feed>");
        assert!(packed.contains("<title type=\"html\">&lt;b&gt;</title></entry>"), "{packed}");
    }

    #[test]
    fn addresses_in_a_network_of_one_s_own_go_without_their_host() {
        let base = Url::parse("http://127.0.0.1:8080/feed").unwrap();
        for (told, kept) in [
            (
                "<link rel='alternate' href='http://127.0.0.1:8080/p?a=1&amp;b=2'/>",
                "<link rel=\"alternate\" href=\"/p?a=1&amp;b=2\"></link>",
            ),
            ("<link>\nhttp://127.0.0.1:8080/p </link>", "<link>/p</link>"),
            ("<link href='http://127.0.0.1:9090/p'/>", "<link href='http://127.0.0.1:9090/p'/>"),
            ("<link href='https://a.example/p'/>", "<link href='https://a.example/p'/>"),
            ("<guid>http://127.0.0.1:8080/p</guid>", "<guid>http://127.0.0.1:8080/p</guid>"),
        ] {
            let repaired = repaired(&format!("<feed><entry>{told}</entry></feed>"), &base).into_owned();
            assert!(repaired.contains(&format!("<entry>{kept}</entry>")), "{repaired}");
        }
        let repaired = repair("<feed><entry><link href='https://a.example/feed/p'/></entry></feed>");
        assert!(repaired.contains("href='https://a.example/feed/p'"), "{repaired}");
    }

    #[test]
    fn what_is_broken_stays_as_it_is() {
        for broken in ["", "x", "<", "{\"version\": 1}", "<!-- ", "<a b=", "</a>", "<rss><channel><item><body>x"] {
            let _ = repair(broken);
        }
        assert_eq!(repair("plain"), "plain");
    }
}
