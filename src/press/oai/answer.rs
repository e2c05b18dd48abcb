//! An answer as XML (OAI-PMH 2.0, 3.2).

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};

use super::{Entry, Failure, Format, record, stamp};
use crate::{
    domain::Timestamp,
    press::{PressError, xml_text},
};

pub(super) type Xml = Writer<Vec<u8>>;

/// An answer with what every answer repeats.
#[derive(Clone, Debug)]
pub struct Answer<'a> {
    /// The address of the repository.
    pub base: &'a str,
    pub at: Timestamp,
    /// The arguments as they came, said again unless they were wrong.
    pub arguments: &'a [(String, String)],
    pub body: Result<Body<'a>, Failure>,
}

#[derive(Clone, Debug)]
pub enum Body<'a> {
    Identify(Identity<'a>),
    Formats,
    /// Spec and name.
    Sets(Vec<(&'a str, &'a str)>),
    Record(Box<Entry>, Format),
    Identifiers(Vec<Entry>, Option<Resumption>),
    Records(Vec<Entry>, Format, Option<Resumption>),
}

#[derive(Clone, Debug)]
pub struct Identity<'a> {
    pub name: &'a str,
    pub email: &'a str,
    pub earliest: Timestamp,
}

/// How a list goes on. An empty token ends a list of several parts.
#[derive(Clone, Debug)]
pub struct Resumption {
    pub token: String,
    /// Records of the whole list.
    pub of: usize,
    /// Records before these.
    pub cursor: usize,
}

const NAMESPACE: &str = "http://www.openarchives.org/OAI/2.0/";
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

impl Answer<'_> {
    pub const MEDIA_TYPE: &'static str = "text/xml; charset=utf-8";

    pub fn to_xml(&self) -> Result<String, PressError> {
        let mut xml = Writer::new(Vec::new());
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let location = format!("{NAMESPACE} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd");
        let root = [("xmlns", NAMESPACE), ("xmlns:xsi", XSI), ("xsi:schemaLocation", location.as_str())];
        xml.create_element("OAI-PMH").with_attributes(root).write_inner_content(|xml| {
            text(xml, "responseDate", &stamp(self.at))?;
            self.write_request(xml)?;
            match &self.body {
                Ok(body) => body.write(xml, self.base),
                Err(failure) => {
                    let error = xml.create_element("error").with_attribute(("code", failure.code));
                    error.write_text_content(BytesText::new(&xml_text(&failure.why))).map(drop)
                }
            }
        })?;
        Ok(String::from_utf8(xml.into_inner())?)
    }

    /// Without the arguments where the verb or they are what is wrong (3.6).
    fn write_request(&self, xml: &mut Xml) -> std::io::Result<()> {
        let wrong = matches!(&self.body, Err(failure) if matches!(failure.code, "badVerb" | "badArgument"));
        let said: Vec<(&str, String)> =
            self.arguments.iter().filter(|_| !wrong).map(|(name, value)| (name.as_str(), xml_text(value))).collect();
        let attributes = said.iter().map(|(name, value)| (*name, value.as_str()));
        let request = xml.create_element("request").with_attributes(attributes);
        request.write_text_content(BytesText::new(self.base)).map(drop)
    }
}

impl Body<'_> {
    fn write(&self, xml: &mut Xml, base: &str) -> std::io::Result<()> {
        match self {
            Self::Identify(identity) => element(xml, "Identify", |xml| identity.write(xml, base)),
            Self::Formats => element(xml, "ListMetadataFormats", |xml| {
                Format::ALL.into_iter().try_for_each(|format| write_format(xml, format, base))
            }),
            Self::Sets(sets) => element(xml, "ListSets", |xml| {
                sets.iter().try_for_each(|(spec, name)| {
                    element(xml, "set", |xml| {
                        text(xml, "setSpec", spec)?;
                        text(xml, "setName", name)
                    })
                })
            }),
            Self::Record(entry, format) => element(xml, "GetRecord", |xml| record::write(xml, entry, *format, base)),
            Self::Identifiers(entries, resumption) => element(xml, "ListIdentifiers", |xml| {
                entries.iter().try_for_each(|entry| record::write_header(xml, entry))?;
                write_resumption(xml, resumption.as_ref())
            }),
            Self::Records(entries, format, resumption) => element(xml, "ListRecords", |xml| {
                entries.iter().try_for_each(|entry| record::write(xml, entry, *format, base))?;
                write_resumption(xml, resumption.as_ref())
            }),
        }
    }
}

impl Identity<'_> {
    fn write(&self, xml: &mut Xml, base: &str) -> std::io::Result<()> {
        text(xml, "repositoryName", self.name)?;
        text(xml, "baseURL", base)?;
        text(xml, "protocolVersion", "2.0")?;
        text(xml, "adminEmail", self.email)?;
        text(xml, "earliestDatestamp", &stamp(self.earliest))?;
        // Revisions are never deleted, so what was withdrawn is known for ever.
        text(xml, "deletedRecord", "persistent")?;
        text(xml, "granularity", "YYYY-MM-DDThh:mm:ssZ")
    }
}

fn write_format(xml: &mut Xml, format: Format, base: &str) -> std::io::Result<()> {
    let (schema, namespace) = match format {
        Format::OaiDc => (record::OAI_DC_SCHEMA.to_owned(), record::OAI_DC.to_owned()),
        Format::Practice => (record::schema_url(base), record::PRACTICE.to_owned()),
    };
    element(xml, "metadataFormat", |xml| {
        text(xml, "metadataPrefix", format.prefix())?;
        text(xml, "schema", &schema)?;
        text(xml, "metadataNamespace", &namespace)
    })
}

fn write_resumption(xml: &mut Xml, resumption: Option<&Resumption>) -> std::io::Result<()> {
    let Some(it) = resumption else { return Ok(()) };
    let (of, cursor) = (it.of.to_string(), it.cursor.to_string());
    let attributes = [("completeListSize", of.as_str()), ("cursor", cursor.as_str())];
    let element = xml.create_element("resumptionToken").with_attributes(attributes);
    element.write_text_content(BytesText::new(&xml_text(&it.token))).map(drop)
}

pub(super) fn element(
    xml: &mut Xml,
    name: &str,
    content: impl FnOnce(&mut Xml) -> std::io::Result<()>,
) -> std::io::Result<()> {
    xml.create_element(name).write_inner_content(content).map(drop)
}

pub(super) fn text(xml: &mut Xml, name: &str, text: &str) -> std::io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(&xml_text(text))).map(drop)
}
