//! Repositories that speak OAI-PMH 2.0: an address that answers `Identify` is one (4.2).

use quick_xml::{Reader, events::Event};
use url::Url;

use super::{
    super::{feed::refuse_hostile_xml, read::blocking, sitemap},
    Way,
    search::{Search, text_of},
};
use crate::domain::{
    EmailAddress, SourceSettings,
    candidate::Note,
    source::{OaiRules, SourceKind},
};

/// Where repositories lie: `DSpace`, `EPrints`, Invenio, Omeka and what is built on them.
const PATHS: [&str; 4] = ["/oai/request", "/oai", "/oai2d", "/cgi/oai2"];
const MOST_NAMED: usize = 3;

/// What a repository says of itself.
#[derive(Debug, Default, PartialEq, Eq)]
struct Identity {
    name: String,
    contact: Option<String>,
}

impl Search<'_> {
    /// Addresses that sound like a repository's.
    pub(super) async fn repositories(&mut self, settings: &SourceSettings, addresses: &[Url]) {
        for address in addresses.iter().take(MOST_NAMED) {
            let mut base = address.clone();
            base.set_query(None);
            base.set_fragment(None);
            if self.tried.insert(base.clone()) {
                self.repository(settings, &base).await;
            }
        }
    }

    pub(super) async fn guess_repositories(&mut self, settings: &SourceSettings, here: &Url) {
        for path in PATHS {
            if let Ok(base) = here.join(path)
                && !self.has_offers()
                && self.may_guess(&base)
            {
                self.repository(settings, &base).await;
            }
        }
    }

    async fn repository(&mut self, settings: &SourceSettings, base: &Url) {
        let mut settings = SourceSettings {
            addresses: vec![base.to_string()],
            kind: SourceKind::Oai { oai: OaiRules::default() },
            ..settings.clone()
        };
        let mut asked = base.clone();
        asked.query_pairs_mut().append_pair("verb", "Identify");
        let Ok(fetched) = self.fetch(&settings, &asked).await else { return };
        let Ok(Some(identity)) = blocking(fetched.snapshot.bytes.len(), move || Ok(identify(&text_of(&fetched)))).await
        else {
            return;
        };
        let how = Note::new("source-offer-oai").with("name", &identity.name);
        settings.name = identity.name;
        if let Some(contact) = identity.contact {
            settings.contact = contact;
        }
        self.attempt(Way { settings, how, prior: 0.5 }).await;
    }
}

/// The answer to `Identify`; none if it is no repository's.
fn identify(text: &str) -> Option<Identity> {
    const LONGEST: usize = 200;
    refuse_hostile_xml(text).ok()?;
    let mut reader = Reader::from_str(text);
    let (mut identity, mut within, mut is_repository) = (Identity::default(), String::new(), false);
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                start.local_name().as_ref().clone_into(&mut within);
                is_repository |= within == "Identify";
            }
            Ok(Event::Text(text)) => {
                let text = text.into_inner();
                match within.as_str() {
                    "repositoryName" => identity.name.push_str(&text),
                    "adminEmail" if identity.contact.is_none() => {
                        let address = text.trim().trim_start_matches("mailto:");
                        identity.contact = EmailAddress::parse(address).ok().map(|address| address.to_string());
                    }
                    _ => {}
                }
            }
            Ok(Event::GeneralRef(reference)) if within == "repositoryName" => {
                identity.name.push_str(&sitemap::entity(&reference.into_inner()));
            }
            Ok(Event::End(_)) => within.clear(),
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    identity.name = identity.name.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect();
    (is_repository && !identity.name.is_empty()).then_some(identity)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repository_says_who_it_is() {
        let answer = "<?xml version='1.0'?><OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'><request>x</request><Identify>\
                      <repositoryName>Arts &amp; Cities</repositoryName><adminEmail>mailto:oai@r.example</adminEmail></Identify></OAI-PMH>";
        let identity = identify(answer).unwrap();
        assert_eq!((identity.name.as_str(), identity.contact.as_deref()), ("Arts & Cities", Some("oai@r.example")));
        for other in
            ["", "<html>", "<OAI-PMH><error code='badVerb'/></OAI-PMH>", "<!DOCTYPE x [<!ENTITY a 'b'>]><Identify/>"]
        {
            assert_eq!(identify(other), None, "{other}");
        }
    }
}
