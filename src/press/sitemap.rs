//! Sitemaps (sitemaps.org 0.9) with the other languages of each page.

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};

use super::{PressError, moment, xml_text};
use crate::domain::{Lang, Timestamp};

/// A page in the languages it exists in. Each language is listed by itself and names all others; the first one is for
/// readers of any other language (`x-default`).
#[derive(Clone, Debug)]
pub struct Page {
    pub urls: Vec<(Lang, String)>,
    pub updated_at: Option<Timestamp>,
}

/// The most addresses one file may list; a page counts once a language.
pub const SITEMAP_URLS: usize = 50_000;

const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const XHTML: &str = "http://www.w3.org/1999/xhtml";

type Xml = Writer<Vec<u8>>;

/// One file for these pages. Addresses past [`SITEMAP_URLS`] are left out: give fewer pages and an index.
pub fn sitemap(pages: &[Page]) -> Result<String, PressError> {
    let listed = pages.iter().flat_map(|page| page.urls.iter().map(move |(_, url)| (page, url)));
    written(|xml| {
        let root = xml.create_element("urlset").with_attributes([("xmlns", SITEMAP), ("xmlns:xhtml", XHTML)]);
        root.write_inner_content(|xml| {
            for (page, url) in listed.take(SITEMAP_URLS) {
                xml.create_element("url").write_inner_content(|xml| {
                    write_place(xml, url, page.updated_at)?;
                    write_languages(xml, page)
                })?;
            }
            Ok(())
        })?;
        Ok(())
    })
}

/// Names several sitemaps, each with its last change.
pub fn sitemap_index(files: &[(String, Option<Timestamp>)]) -> Result<String, PressError> {
    written(|xml| {
        xml.create_element("sitemapindex").with_attribute(("xmlns", SITEMAP)).write_inner_content(|xml| {
            for (url, updated_at) in files.iter().take(SITEMAP_URLS) {
                xml.create_element("sitemap").write_inner_content(|xml| write_place(xml, url, *updated_at))?;
            }
            Ok(())
        })?;
        Ok(())
    })
}

fn written(write: impl FnOnce(&mut Xml) -> std::io::Result<()>) -> Result<String, PressError> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    write(&mut xml)?;
    Ok(String::from_utf8(xml.into_inner())?)
}

fn write_place(xml: &mut Xml, url: &str, updated_at: Option<Timestamp>) -> std::io::Result<()> {
    xml.create_element("loc").write_text_content(BytesText::new(&xml_text(url)))?;
    if let Some(moment) = updated_at.and_then(moment) {
        xml.create_element("lastmod").write_text_content(BytesText::new(&moment))?;
    }
    Ok(())
}

fn write_languages(xml: &mut Xml, page: &Page) -> std::io::Result<()> {
    if page.urls.len() < 2 {
        return Ok(());
    }
    let languages = page.urls.iter().map(|(lang, url)| (lang.tag(), url));
    let default = page.urls.first().map(|(_, url)| ("x-default", url));
    for (tag, url) in languages.chain(default) {
        let url = xml_text(url);
        let attributes = [("rel", "alternate"), ("hreflang", tag), ("href", url.as_str())];
        xml.create_element("xhtml:link").with_attributes(attributes).write_empty()?;
    }
    Ok(())
}
