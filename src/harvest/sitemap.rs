//! Sitemaps and indexes of sitemaps (sitemaps.org), as XML or as text: the addresses they name. A feed names addresses
//! too and may stand in for one.

use quick_xml::{Reader, events::Event};
use url::Url;

use super::{
    feed::{self, refuse_hostile_xml},
    scope::plain_address,
};
use crate::domain::reading::FetchFault;

/// What one file may name (sitemaps.org, "Sitemap file requirements"); the rest is left.
pub(super) const MOST_ENTRIES: usize = 50_000;

/// What a sitemap names.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sitemap {
    pub(super) pages: Vec<Entry>,
    /// Further sitemaps, where the file is an index.
    pub(super) sitemaps: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) url: Url,
    /// As written.
    pub(super) lastmod: Option<String>,
}

/// Reads a sitemap that has been unpacked and decoded. What is broken past its middle gives what came before.
///
/// # Errors
/// It is none, or its XML is made to break parsers.
pub(super) fn read(text: &str, base: &Url) -> Result<Sitemap, FetchFault> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !text.starts_with('<') {
        return listed(text, base);
    }
    refuse_hostile_xml(text)?;
    let mut scan = Scan { base, path: Vec::new(), text: String::new(), entry: None, lastmod: None, found: None };
    scan.run(text);
    match scan.found {
        Some(found) => Ok(found),
        None => of_feed(text, base),
    }
}

/// One address a line, nothing else.
fn listed(text: &str, base: &Url) -> Result<Sitemap, FetchFault> {
    let lines = text.lines().map(str::trim).filter(|line| line.starts_with("http"));
    let pages: Vec<Entry> = lines
        .take(MOST_ENTRIES)
        .filter_map(|line| Some(Entry { url: plain_address(base, line)?, lastmod: None }))
        .collect();
    if pages.is_empty() { Err(FetchFault::NotASitemap) } else { Ok(Sitemap { pages, sitemaps: Vec::new() }) }
}

fn of_feed(text: &str, base: &Url) -> Result<Sitemap, FetchFault> {
    let feed = feed::parse(text, base).map_err(|_| FetchFault::NotASitemap)?;
    let pages = feed.entries.iter().filter_map(|entry| {
        let lastmod = entry.updated.or(entry.published).map(|moment| moment.to_rfc3339());
        Some(Entry { url: feed::link_of(entry, base)?, lastmod })
    });
    Ok(Sitemap { pages: pages.collect(), sitemaps: Vec::new() })
}

/// A walk through the XML. Name spaces are not looked at: half the sites that give one get it wrong.
struct Scan<'a> {
    base: &'a Url,
    /// Local names of the elements around, lower case.
    path: Vec<String>,
    text: String,
    entry: Option<Url>,
    lastmod: Option<String>,
    /// Once the root is known to be that of a sitemap.
    found: Option<Sitemap>,
}

impl Scan<'_> {
    fn run(&mut self, text: &str) {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        (config.check_end_names, config.allow_unmatched_ends, config.allow_dangling_amp) = (false, true, true);
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => {
                    self.text.clear();
                    self.path.push(tag.local_name().into_inner().to_ascii_lowercase());
                    if self.path.len() == 1 && !self.begin() {
                        return;
                    }
                }
                Ok(Event::Empty(tag)) if self.path.is_empty() => {
                    self.path.push(tag.local_name().into_inner().to_ascii_lowercase());
                    self.begin();
                    return;
                }
                Ok(Event::End(_)) => self.end(),
                Ok(Event::Text(text)) => self.text.push_str(&text.xml10_content()),
                Ok(Event::CData(text)) => self.text.push_str(&text.into_inner()),
                Ok(Event::GeneralRef(reference)) => match reference.resolve_char_ref() {
                    Ok(Some(character)) => self.text.push(character),
                    _ => self.text.push_str(entity(&reference.into_inner()).as_str()),
                },
                Ok(Event::Eof) | Err(_) => return,
                Ok(_) => {}
            }
            if self.found.as_ref().is_some_and(|found| found.pages.len() + found.sitemaps.len() >= MOST_ENTRIES) {
                return;
            }
        }
    }

    fn begin(&mut self) -> bool {
        let is_sitemap = matches!(self.path[0].as_str(), "urlset" | "sitemapindex" | "urlentry" | "urls");
        self.found = is_sitemap.then(Sitemap::default);
        is_sitemap
    }

    fn end(&mut self) {
        let Some(name) = self.path.pop() else { return };
        let parent = self.path.last().map_or("", String::as_str);
        let text = std::mem::take(&mut self.text);
        match (parent, name.as_str()) {
            ("url" | "sitemap", "loc" | "link") => {
                self.entry = self.entry.take().or_else(|| plain_address(self.base, &text));
            }
            ("url" | "sitemap", "lastmod") => {
                self.lastmod = Some(text.trim().to_owned()).filter(|written| (1..=64).contains(&written.len()));
            }
            (_, "url" | "sitemap") if self.path.len() == 1 => {
                // Some name the address without an element around it.
                let bare = || (text.trim().starts_with("http")).then(|| plain_address(self.base, &text)).flatten();
                let url = self.entry.take().or_else(bare);
                let lastmod = self.lastmod.take();
                if let Some((found, url)) = self.found.as_mut().zip(url) {
                    let list = if name == "url" { &mut found.pages } else { &mut found.sitemaps };
                    list.push(Entry { url, lastmod });
                }
            }
            _ => {}
        }
    }
}

/// The five entities XML knows (XML 1.0, 4.6); others stay as written, as bare ampersands in addresses do.
pub(super) fn entity(name: &str) -> String {
    match name {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        other => format!("&{other};"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Sitemap, FetchFault> {
        super::read(text, &Url::parse("https://a.example/sitemap.xml").unwrap())
    }

    fn urls(entries: &[Entry]) -> Vec<&str> {
        entries.iter().map(|entry| entry.url.as_str()).collect()
    }

    #[test]
    fn pages_are_named_with_their_dates_and_extensions_are_not_pages() {
        let sitemap = read(
            "<?xml version='1.0'?><s:urlset xmlns:s='x' xmlns:image='y'><s:url><s:loc> https://a.example/?a=1&amp;b=2 </s:loc>\
             <s:lastmod>2024-05-01</s:lastmod><image:image><image:loc>https://a.example/i.png</image:loc></image:image></s:url>\
             <url><loc><![CDATA[/two]]></loc></url><url><loc>https://a.example/?c&d=3</loc></url><url><loc>ftp://x/</loc></url></s:urlset>",
        )
        .unwrap();
        assert_eq!(
            urls(&sitemap.pages),
            ["https://a.example/?a=1&b=2", "https://a.example/two", "https://a.example/?c&d=3"]
        );
        assert_eq!(sitemap.pages[0].lastmod.as_deref(), Some("2024-05-01"));
        assert!(sitemap.sitemaps.is_empty());
    }

    #[test]
    fn an_index_leads_on_and_a_text_is_a_sitemap_too() {
        let index =
            read("<sitemapindex><sitemap><loc>/a.xml.gz</loc></sitemap><sitemap>\nhttps://a.example/b\n</sitemap>");
        assert_eq!(urls(&index.unwrap().sitemaps), ["https://a.example/a.xml.gz", "https://a.example/b"]);
        let list = read("\u{feff}https://a.example/1\r\nnoise\nhttps://a.example/2\n").unwrap();
        assert_eq!(urls(&list.pages), ["https://a.example/1", "https://a.example/2"]);
        let feed = read("<rss version='2.0'><channel><item><link>https://a.example/n</link></item></channel></rss>");
        assert_eq!(urls(&feed.unwrap().pages), ["https://a.example/n"]);
    }

    #[test]
    fn what_is_no_sitemap_is_refused_by_name() {
        for other in
            ["", "hello", "<html><p>x</html>", "<!DOCTYPE html><html>", "{\"a\":1}", "<", "<a", "<?xml version='1.0'?>"]
        {
            assert_eq!(read(other), Err(FetchFault::NotASitemap), "{other}");
        }
        let laughs = "<!DOCTYPE x [<!ENTITY a 'b'>]><urlset><url><loc>&a;</loc></url></urlset>";
        assert_eq!(read(laughs), Err(FetchFault::Dtd));
        assert_eq!(read("<urlset/>"), Ok(Sitemap::default()));
    }
}
