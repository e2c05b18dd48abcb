//! OAI-PMH 2.0: addresses to ask and answers to read. Records come as Dublin Core (`oai_dc`), which every repository
//! gives (3.1.1.3), and are made data, so that the paths of the settings reach them like any other.

use quick_xml::{Reader, events::Event};
use serde_json::{Map, Value, json};
use url::Url;

use super::{
    data::{self, Own, Usual},
    feed::refuse_hostile_xml,
    kinds::Kind,
    rules::Rules,
    story::Item,
};
use crate::domain::{Field, reading::FetchFault};

/// Records in one answer beyond these are not looked at.
const MOST_RECORDS: usize = 5_000;

/// Creators and contributors are people more often than not: they stay out of the record.
const USUAL: Usual = Usual {
    id: &["identifier"],
    link: &["address"],
    published: &["dc.date"],
    summary: &[],
    story: &["dc.description"],
    fields: &[
        (Field::Title, &["dc.title"]),
        (Field::Language, &["dc.language"]),
        (Field::Lead, &["dc.publisher"]),
        (Field::Cities, &["places"]),
        (Field::Period, &["times"]),
    ],
    country: &[],
};

/// One answer of `ListRecords`.
#[derive(Default)]
pub(super) struct Records {
    pub(super) items: Vec<Item>,
    /// Ids of records that are no more (2.5.1).
    pub(super) deleted: Vec<String>,
    /// Where the list goes on (3.5).
    pub(super) token: Option<String>,
    /// When the repository answered, by its own clock and as finely as its records are dated (3.3).
    pub(super) answered_at: Option<String>,
}

/// The address of the first answer: everything, or what has changed since a moment, that moment included.
pub(super) fn first(rules: &Rules, base: &Url, since: Option<&str>) -> Url {
    let mut url = base.clone();
    url.set_query(None);
    let mut pairs = url.query_pairs_mut();
    pairs.append_pair("verb", "ListRecords").append_pair("metadataPrefix", "oai_dc");
    if let Kind::Oai { set: Some(set) } = &rules.kind {
        pairs.append_pair("set", set);
    }
    if let Some(since) = since {
        pairs.append_pair("from", since);
    }
    drop(pairs);
    url
}

/// The address of the answer a token leads to: it excludes every other argument (3.5).
pub(super) fn next(base: &Url, token: &str) -> Url {
    let mut url = base.clone();
    url.set_query(None);
    url.query_pairs_mut().append_pair("verb", "ListRecords").append_pair("resumptionToken", token);
    url
}

/// # Errors
/// It is no answer of a repository, or the repository names an error (3.6); that nothing matches is none.
pub(super) fn read(rules: &Rules, text: &str, base: &Url) -> Result<Records, FetchFault> {
    refuse_hostile_xml(text)?;
    let mut scan = Scan::default();
    scan.run(text);
    if !scan.is_oai {
        return Err(FetchFault::NotOai);
    }
    if let Some(code) = scan.error.filter(|code| code != "noRecordsMatch") {
        return Err(FetchFault::Declined { said: code });
    }
    let is_by_day = scan.records.iter().all(|record| record.datestamp.len() <= 10);
    // An answer without records does not tell how finely they are dated.
    let answered_at = Some(scan.answered_at.trim().to_owned()).filter(|at| !scan.records.is_empty() && is_moment(at));
    let mut records = Records {
        answered_at: answered_at.map(|at| if is_by_day { at[..10].to_owned() } else { at }),
        token: Some(scan.token.trim().to_owned()).filter(|token| !token.is_empty()),
        ..Records::default()
    };
    for record in scan.records {
        if record.identifier.trim().is_empty() {
            continue;
        }
        let id = super::story::bounded_id(record.identifier.trim());
        if record.is_deleted {
            records.deleted.push(id);
        } else {
            let mut item = data::item(rules, &USUAL, Own { id: Some(id), ..Own::default() }, &record.data(), base)?;
            // Where it stands in the record, by the names that the record has.
            for origin in item.origins.values_mut().flatten() {
                let element = match origin.element.as_str() {
                    "places" | "times" => "dc.coverage",
                    "address"
                        if record.elements.iter().any(|(name, text)| name == "source" && *text == origin.quote) =>
                    {
                        "dc.source"
                    }
                    "address" => "dc.identifier",
                    _ => continue,
                };
                element.clone_into(&mut origin.element);
            }
            records.items.push(item);
        }
    }
    Ok(records)
}

/// `2024-05-31T10:00:00Z`, or its day alone.
fn is_moment(text: &str) -> bool {
    let bytes = text.as_bytes();
    text.is_ascii()
        && (10..=20).contains(&text.len())
        && bytes[..4].iter().all(u8::is_ascii_digit)
        && bytes[4] == b'-'
        && bytes[7] == b'-'
}

#[derive(Default)]
struct Record {
    identifier: String,
    datestamp: String,
    sets: Vec<String>,
    is_deleted: bool,
    /// Dublin Core's elements with their texts, in order.
    elements: Vec<(String, String)>,
}

impl Record {
    /// The record as data: `identifier`, `datestamp`, `sets`, `dc` with a list of texts for each element, and of what
    /// Dublin Core leaves open what it seems to be: `address`, `places`, `times`.
    fn data(&self) -> Value {
        let mut dc: Map<String, Value> = Map::new();
        for (name, text) in &self.elements {
            if let Value::Array(texts) = dc.entry(name).or_insert_with(|| json!([])) {
                texts.push(text.as_str().into());
            }
        }
        let of = |wanted: &'static str| {
            self.elements.iter().filter(move |(name, _)| name == wanted).map(|(_, text)| text.as_str())
        };
        let address = of("identifier")
            .chain(of("source"))
            .find(|text| text.starts_with("http://") || text.starts_with("https://"));
        let (times, places): (Vec<&str>, Vec<&str>) =
            of("coverage").partition(|text| text.chars().any(|c| c.is_ascii_digit()));
        json!({"identifier": self.identifier.trim(), "datestamp": self.datestamp.trim(), "sets": self.sets, "dc": dc,
               "address": address, "places": places, "times": times.first()})
    }
}

#[derive(Default)]
struct Scan {
    path: Vec<String>,
    text: String,
    is_oai: bool,
    answered_at: String,
    error: Option<String>,
    token: String,
    records: Vec<Record>,
}

impl Scan {
    fn run(&mut self, text: &str) {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        (config.check_end_names, config.allow_unmatched_ends, config.allow_dangling_amp) = (false, true, true);
        // Self-closing elements are read like others: `<header status="deleted"/>`, an empty token.
        config.expand_empty_elements = true;
        while self.records.len() <= MOST_RECORDS {
            match reader.read_event() {
                Ok(Event::Start(tag)) => {
                    self.text.clear();
                    let name = tag.local_name().into_inner().to_owned();
                    let attribute = |key: &str| {
                        tag.attributes()
                            .flatten()
                            .find(|found| found.key.0 == key)
                            .map(|found| found.value.into_owned())
                    };
                    self.begin(&name, attribute);
                    self.path.push(name);
                }
                Ok(Event::End(_)) => self.end(),
                Ok(Event::Text(text)) => self.text.push_str(&text.xml10_content()),
                Ok(Event::CData(text)) => self.text.push_str(&text.into_inner()),
                Ok(Event::GeneralRef(reference)) => match reference.resolve_char_ref() {
                    Ok(Some(character)) => self.text.push(character),
                    _ => self.text.push_str(&super::sitemap::entity(&reference.into_inner())),
                },
                Ok(Event::Eof) | Err(_) => return,
                Ok(_) => {}
            }
        }
    }

    fn begin(&mut self, name: &str, attribute: impl Fn(&str) -> Option<String>) {
        if self.path.is_empty() {
            self.is_oai = name == "OAI-PMH";
        }
        match name {
            "record" => self.records.push(Record::default()),
            "header" => {
                if let Some(record) = self.records.last_mut() {
                    record.is_deleted = attribute("status").is_some_and(|status| status == "deleted");
                }
            }
            "error" if self.path.len() == 1 => {
                self.error = Some(attribute("code").unwrap_or_default().chars().take(60).collect());
            }
            _ => {}
        }
    }

    fn end(&mut self) {
        let Some(name) = self.path.pop() else { return };
        let text = std::mem::take(&mut self.text);
        let parent = self.path.last().map_or("", String::as_str);
        let record = self.records.last_mut();
        match (parent, name.as_str(), record) {
            (_, "responseDate", _) if self.path.len() == 1 => self.answered_at = text,
            (_, "resumptionToken", _) => self.token = text,
            ("header", "identifier", Some(record)) => record.identifier = text,
            ("header", "datestamp", Some(record)) => text.trim().clone_into(&mut record.datestamp),
            ("header", "setSpec", Some(record)) => record.sets.push(text.trim().to_owned()),
            ("dc", _, Some(record)) if !text.trim().is_empty() => record.elements.push((name, text.trim().to_owned())),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        SourceSettings,
        source::{OaiRules, SourceKind},
    };

    fn rules() -> Rules {
        let oai = OaiRules { set: Some("a:b".to_owned()) };
        Rules::compile(&SourceSettings::of_kind(SourceKind::Oai { oai }, "a", "https://a.example/oai", "x")).unwrap()
    }

    #[test]
    fn an_answer_gives_records_deletions_and_where_it_goes_on() {
        let base = Url::parse("https://a.example/oai?x=1").unwrap();
        let answer = "<?xml version='1.0'?><OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'><responseDate>2026-03-01T10:00:00Z</responseDate><ListRecords>\
            <record><header><identifier>oai:a:1</identifier><datestamp>2026-02-01</datestamp></header><metadata><oai_dc:dc><dc:title>Kitchen &amp; garden</dc:title>\
            <dc:description>They meet.</dc:description><dc:creator>Person, A.</dc:creator><dc:publisher>City of Gent</dc:publisher><dc:coverage>Gent</dc:coverage>\
            <dc:coverage>2016-2020</dc:coverage><dc:identifier>doi:1</dc:identifier><dc:identifier>https://a.example/1</dc:identifier><dc:date>2020-05-01</dc:date></oai_dc:dc></metadata></record>\
            <record><header status='deleted'><identifier>oai:a:2</identifier><datestamp>2026-02-02</datestamp></header></record>\
            <resumptionToken cursor='0'> t/1 </resumptionToken></ListRecords></OAI-PMH>";
        let records = read(&rules(), answer, &base).unwrap();
        assert_eq!(records.deleted, ["oai:a:2"]);
        assert_eq!(records.answered_at.as_deref(), Some("2026-03-01"));
        assert_eq!(
            next(&base, &records.token.unwrap()).as_str(),
            "https://a.example/oai?verb=ListRecords&resumptionToken=t%2F1"
        );
        let item = &records.items[0];
        assert_eq!((item.external_id.as_str(), item.url.as_str()), ("oai:a:1", "https://a.example/1"));
        for (field, text) in [
            (Field::Title, "Kitchen & garden"),
            (Field::Summary, "They meet."),
            (Field::Lead, "City of Gent"),
            (Field::Cities, "Gent"),
            (Field::Period, "2016-2020"),
        ] {
            assert_eq!(item.draft.get(field), text, "{field}");
        }
        assert!(item.draft.fields().all(|(_, text)| !text.contains("Person")));
        assert!(item.published_at.is_some());
    }

    #[test]
    fn errors_are_named_and_nothing_new_is_none() {
        let base = Url::parse("https://a.example/oai").unwrap();
        let answer = |error: &str| {
            format!(
                "<OAI-PMH><responseDate>2026-03-01T10:00:00Z</responseDate><error code='{error}'>x</error></OAI-PMH>"
            )
        };
        let read = |text: &str| read(&rules(), text, &base).map(|records| records.items.len());
        assert_eq!(read(&answer("noRecordsMatch")), Ok(0));
        for code in ["badArgument", "badResumptionToken", "badVerb", "cannotDisseminateFormat", "noSetHierarchy"] {
            assert_eq!(read(&answer(code)), Err(FetchFault::Declined { said: code.to_owned() }));
        }
        for other in ["", "<html>", "<rss/>", "{}"] {
            assert_eq!(read(other), Err(FetchFault::NotOai), "{other}");
        }
        let asked = first(&rules(), &base, Some("2026-03-01"));
        assert_eq!(asked.query(), Some("verb=ListRecords&metadataPrefix=oai_dc&set=a%3Ab&from=2026-03-01"));
    }
}
