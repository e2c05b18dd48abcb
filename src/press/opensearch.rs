//! The description by which browsers and catalogues learn to search the site (`OpenSearch` 1.1, draft 6).

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};

use super::{PressError, xml_text};
use crate::domain::Lang;

/// What is searched, in one language.
#[derive(Clone, Debug)]
pub struct OpenSearch {
    /// At most 16 characters are shown by some programs.
    pub name: String,
    pub description: String,
    pub lang: Lang,
    /// Of the icon, SVG.
    pub icon: String,
    pub contact: String,
    /// Templates with `{searchTerms}`: media type and address.
    pub urls: Vec<(&'static str, String)>,
    /// Where the description itself stands.
    pub own_url: String,
}

impl OpenSearch {
    pub const MEDIA_TYPE: &str = "application/opensearchdescription+xml; charset=utf-8";

    pub fn to_xml(&self) -> Result<String, PressError> {
        let mut xml = Writer::new(Vec::new());
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let root = xml.create_element("OpenSearchDescription");
        root.with_attribute(("xmlns", "http://a9.com/-/spec/opensearch/1.1/")).write_inner_content(|xml| {
            let texts = [
                ("ShortName", self.name.as_str()),
                ("Description", &self.description),
                ("Contact", &self.contact),
                ("Language", self.lang.tag()),
                ("InputEncoding", "UTF-8"),
                ("OutputEncoding", "UTF-8"),
            ];
            for (name, text) in texts {
                xml.create_element(name).write_text_content(BytesText::new(&xml_text(text)))?;
            }
            let icon = xml.create_element("Image").with_attribute(("type", "image/svg+xml"));
            icon.write_text_content(BytesText::new(&self.icon))?;
            for (media_type, template) in &self.urls {
                let attributes = [("type", *media_type), ("template", template.as_str())];
                xml.create_element("Url").with_attributes(attributes).write_empty()?;
            }
            let own = [("type", "application/opensearchdescription+xml"), ("rel", "self"), ("template", &self.own_url)];
            xml.create_element("Url").with_attributes(own).write_empty()?;
            Ok(())
        })?;
        Ok(String::from_utf8(xml.into_inner())?)
    }
}
