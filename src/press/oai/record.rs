//! A practice as a record: its header, and its metadata in each format.

use quick_xml::events::BytesText;

use super::{
    Format, Position,
    answer::{Xml, element, text},
    stamp,
};
use crate::{
    domain::Timestamp,
    press::{Practice, xml_text},
};

pub(super) const OAI_DC: &str = "http://www.openarchives.org/OAI/2.0/oai_dc/";
pub(super) const OAI_DC_SCHEMA: &str = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd";
/// A name, not an address: it stays the same wherever the site moves.
pub(super) const PRACTICE: &str = "urn:x-practice-commons:practice:1";
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The schema of the full format, and its name beside the repository's address.
pub const SCHEMA: &str = include_str!("practice-1.xsd");
pub const SCHEMA_NAME: &str = "practice-1.xsd";

/// Something that is, or was, published.
#[derive(Clone, Debug)]
pub struct Entry {
    pub identifier: String,
    pub place: Position,
    /// Its topics.
    pub sets: Vec<String>,
    /// It was withdrawn.
    pub deleted: bool,
    /// Where the record is asked for and there.
    pub practice: Option<Practice>,
}

pub(super) fn schema_url(base: &str) -> String {
    format!("{base}/{SCHEMA_NAME}")
}

pub(super) fn write(xml: &mut Xml, entry: &Entry, format: Format, base: &str) -> std::io::Result<()> {
    element(xml, "record", |xml| {
        write_header(xml, entry)?;
        let Some(practice) = &entry.practice else { return Ok(()) };
        element(xml, "metadata", |xml| match format {
            Format::OaiDc => write_dc(xml, practice),
            Format::Practice => write_practice(xml, practice, base),
        })
    })
}

pub(super) fn write_header(xml: &mut Xml, entry: &Entry) -> std::io::Result<()> {
    let mut header = xml.create_element("header");
    if entry.deleted {
        header = header.with_attribute(("status", "deleted"));
    }
    let at = Timestamp::from_micros(entry.place.seconds.saturating_mul(1_000_000));
    header
        .write_inner_content(|xml| {
            text(xml, "identifier", &entry.identifier)?;
            text(xml, "datestamp", &stamp(at))?;
            entry.sets.iter().try_for_each(|set| text(xml, "setSpec", set))
        })
        .map(drop)
}

fn write_dc(xml: &mut Xml, it: &Practice) -> std::io::Result<()> {
    let location = format!("{OAI_DC} {OAI_DC_SCHEMA}");
    let attributes = [
        ("xmlns:oai_dc", OAI_DC),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:xsi", XSI),
        ("xsi:schemaLocation", location.as_str()),
    ];
    let root = xml.create_element("oai_dc:dc").with_attributes(attributes);
    root.write_inner_content(|xml| {
        told(xml, "dc:title", &it.title, &it.language)?;
        it.places().iter().try_for_each(|place| text(xml, "dc:creator", place))?;
        it.topics.iter().try_for_each(|topic| text(xml, "dc:subject", &topic.name))?;
        told(xml, "dc:description", &it.in_short(), &it.language)?;
        filled(xml, "dc:date", it.published_at.as_deref())?;
        text(xml, "dc:type", "Text")?;
        text(xml, "dc:identifier", &it.url)?;
        filled(xml, "dc:source", it.source.as_ref().map(|source| source.url.as_str()))?;
        text(xml, "dc:language", &it.language)?;
        it.links.iter().try_for_each(|link| text(xml, "dc:relation", &link.url))?;
        it.countries().iter().try_for_each(|(_, name)| text(xml, "dc:coverage", name))?;
        filled(xml, "dc:coverage", it.period.as_ref().and_then(|dates| dates.edtf.as_deref()))?;
        filled(xml, "dc:rights", it.licence.as_ref().map(|licence| licence.url.as_str()))
    })
    .map(drop)
}

fn write_practice(xml: &mut Xml, it: &Practice, base: &str) -> std::io::Result<()> {
    let location = format!("{PRACTICE} {}", schema_url(base));
    let attributes = [("xmlns", PRACTICE), ("xmlns:xsi", XSI), ("xsi:schemaLocation", location.as_str())];
    let root = xml.create_element("practice").with_attributes(attributes);
    root.write_inner_content(|xml| {
        text(xml, "id", &it.id.to_string())?;
        text(xml, "url", &it.url)?;
        told(xml, "title", &it.title, &it.language)?;
        if !it.statement.is_empty() {
            told(xml, "statement", &it.statement, &it.language)?;
        }
        filled(xml, "originalLanguage", it.original_language.as_deref())?;
        for city in &it.cities {
            let country = city.country.as_deref().unwrap_or_default();
            let mut place = xml.create_element("city");
            if !country.is_empty() {
                place = place.with_attribute(("country", country));
            }
            place.write_text_content(BytesText::new(&xml_text(&city.name)))?;
        }
        if let Some(dates) = &it.period {
            let mut period = xml.create_element("period");
            if let Some(edtf) = &dates.edtf {
                period = period.with_attribute(("edtf", edtf.as_str()));
            }
            period.write_text_content(BytesText::new(&xml_text(&dates.written)))?;
        }
        filled(xml, "status", it.status.as_deref())?;
        for topic in &it.topics {
            let element = xml.create_element("topic").with_attribute(("slug", topic.slug.as_str()));
            element.write_text_content(BytesText::new(&xml_text(&topic.name)))?;
        }
        filled(xml, "lead", Some(it.lead.as_str()))?;
        it.partners.iter().try_for_each(|partner| text(xml, "partner", partner))?;
        for part in &it.texts {
            let attributes = [("name", part.name.as_str()), ("xml:lang", part.language.as_str())];
            let element = xml.create_element("text").with_attributes(attributes);
            element.write_text_content(BytesText::new(&xml_text(part.text.markdown())))?;
        }
        for link in &it.links {
            let (url, title) = (xml_text(&link.url), xml_text(&link.title));
            xml.create_element("link")
                .with_attribute(("href", url.as_str()))
                .write_text_content(BytesText::new(&title))?;
        }
        filled(xml, "source", it.source.as_ref().map(|source| source.url.as_str()))?;
        filled(xml, "licence", it.licence.as_ref().map(|licence| licence.url.as_str()))?;
        filled(xml, "published", it.published_at.as_deref())?;
        filled(xml, "updated", it.updated_at.as_deref())?;
        filled(xml, "confirmed", it.confirmed_at.as_deref())
    })
    .map(drop)
}

fn told(xml: &mut Xml, name: &str, words: &str, language: &str) -> std::io::Result<()> {
    let element = xml.create_element(name).with_attribute(("xml:lang", language));
    element.write_text_content(BytesText::new(&xml_text(words))).map(drop)
}

fn filled(xml: &mut Xml, name: &str, words: Option<&str>) -> std::io::Result<()> {
    words.filter(|words| !words.trim().is_empty()).map_or(Ok(()), |words| text(xml, name, words))
}
