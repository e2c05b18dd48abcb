//! What the site offers as data, for catalogues of data (DCAT-AP 3.0.1), and its topics as a vocabulary (SKOS). Turtle.

use oxrdf::{Literal, NamedNode, NamedOrBlankNode, Term, Triple, vocab};
use oxttl::TurtleSerializer;

use super::{PressError, moment};
use crate::domain::{Lang, Timestamp};

/// The one data set: all published practices.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// Where this description stands; its parts are named `#…` under it.
    pub url: String,
    /// The home page.
    pub home: String,
    pub titles: Vec<(Lang, String)>,
    pub descriptions: Vec<(Lang, String)>,
    pub publisher: String,
    /// An address people can write to.
    pub contact: String,
    pub published_at: Timestamp,
    pub updated_at: Timestamp,
    /// Of this description. The practices have no one licence.
    pub licence: String,
    /// How the practices may be reused: each says its own licence.
    pub rights: Vec<(Lang, String)>,
    pub keywords: Vec<(Lang, String)>,
    /// The vocabulary of the topics, and what it is called.
    pub topics_url: String,
    pub topics_titles: Vec<(Lang, String)>,
    pub distributions: Vec<Distribution>,
    pub services: Vec<Service>,
}

/// A programmable way in.
#[derive(Clone, Debug)]
pub struct Service {
    /// Unique among the services: `oai`.
    pub name: &'static str,
    pub title: &'static str,
    pub url: String,
    /// Where it says what it can do.
    pub description: String,
}

/// The data set as a file, or as a service gives it.
#[derive(Clone, Debug)]
pub struct Distribution {
    /// Unique among the distributions: `csv`.
    pub name: &'static str,
    pub title: &'static str,
    /// Of the file, or of the service.
    pub url: String,
    /// The service that gives it, by its name; none for a file.
    pub service: Option<&'static str>,
    /// Of IANA's registry: `text/csv`.
    pub media_type: &'static str,
    /// Of the EU's file type authority table: `CSV`.
    pub file_type: &'static str,
}

/// A topic.
#[derive(Clone, Debug)]
pub struct Concept {
    pub slug: String,
    pub names: Vec<(Lang, String)>,
    /// What it was called before.
    pub former: Vec<(Lang, String)>,
    /// Concepts of `EuroVoc` that mean about the same.
    pub eurovoc: Vec<String>,
    /// Given to no new practice.
    pub retired: bool,
}

const DCAT: &str = "http://www.w3.org/ns/dcat#";
const DCT: &str = "http://purl.org/dc/terms/";
const FOAF: &str = "http://xmlns.com/foaf/0.1/";
const VCARD: &str = "http://www.w3.org/2006/vcard/ns#";
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";
const EU: &str = "http://publications.europa.eu/resource/authority";
const PREFIXES: [(&str, &str); 5] = [("dcat", DCAT), ("dct", DCT), ("foaf", FOAF), ("vcard", VCARD), ("skos", SKOS)];

/// Statements as they are gathered.
#[derive(Default)]
struct Graph(Vec<Triple>);

impl Graph {
    fn say(&mut self, subject: &NamedNode, predicate: &str, object: impl Into<Term>) -> Result<(), PressError> {
        let subject = NamedOrBlankNode::from(subject.clone());
        self.0.push(Triple::new(subject, node(predicate)?, object.into()));
        Ok(())
    }

    fn is_a(&mut self, subject: &NamedNode, class: &str) -> Result<(), PressError> {
        let class = node(class)?;
        self.0.push(Triple::new(subject.clone(), vocab::rdf::TYPE, class));
        Ok(())
    }

    fn words(&mut self, subject: &NamedNode, predicate: &str, texts: &[(Lang, String)]) -> Result<(), PressError> {
        texts.iter().try_for_each(|(lang, text)| {
            self.say(subject, predicate, Literal::new_language_tagged_literal_unchecked(text, lang.tag()))
        })
    }

    fn moment(&mut self, subject: &NamedNode, predicate: &str, at: Timestamp) -> Result<(), PressError> {
        let Some(moment) = moment(at) else { return Ok(()) };
        self.say(subject, predicate, Literal::new_typed_literal(moment, vocab::xsd::DATE_TIME))
    }

    fn to_turtle(&self) -> Result<String, PressError> {
        let serializer = PREFIXES.into_iter().try_fold(TurtleSerializer::new(), |serializer, (name, iri)| {
            serializer.with_prefix(name, iri).map_err(|_| PressError::Iri(iri.to_owned()))
        })?;
        let mut turtle = serializer.for_writer(Vec::new());
        for triple in &self.0 {
            turtle.serialize_triple(triple)?;
        }
        Ok(String::from_utf8(turtle.finish()?)?)
    }
}

fn node(iri: &str) -> Result<NamedNode, PressError> {
    NamedNode::new(iri).map_err(|_| PressError::Iri(iri.to_owned()))
}

impl Catalogue {
    pub const MEDIA_TYPE: &str = "text/turtle; charset=utf-8";

    pub fn to_turtle(&self) -> Result<String, PressError> {
        let mut graph = Graph::default();
        let part = |name: &str| node(&format!("{}#{name}", self.url));
        let (catalogue, dataset, publisher) = (part("catalogue")?, part("practices")?, part("publisher")?);
        let licence = node(&self.licence)?;
        graph.is_a(&catalogue, &format!("{DCAT}Catalog"))?;
        graph.is_a(&dataset, &format!("{DCAT}Dataset"))?;
        for subject in [&catalogue, &dataset] {
            graph.words(subject, &format!("{DCT}title"), &self.titles)?;
            graph.words(subject, &format!("{DCT}description"), &self.descriptions)?;
            graph.say(subject, &format!("{DCT}publisher"), publisher.clone())?;
            graph.moment(subject, &format!("{DCT}issued"), self.published_at)?;
            graph.moment(subject, &format!("{DCT}modified"), self.updated_at)?;
        }
        let home = node(&self.home)?;
        graph.say(&catalogue, &format!("{FOAF}homepage"), home.clone())?;
        graph.is_a(&home, &format!("{FOAF}Document"))?;
        graph.say(&catalogue, &format!("{DCAT}dataset"), dataset.clone())?;
        graph.say(&catalogue, &format!("{DCT}license"), licence.clone())?;
        graph.is_a(&licence, &format!("{DCT}LicenseDocument"))?;
        let topics = node(&self.topics_url)?;
        graph.say(&catalogue, &format!("{DCAT}themeTaxonomy"), topics.clone())?;
        graph.is_a(&topics, &format!("{SKOS}ConceptScheme"))?;
        graph.words(&topics, &format!("{DCT}title"), &self.topics_titles)?;
        self.languages(&mut graph, &[&catalogue, &dataset])?;
        self.people(&mut graph, &dataset, &publisher, &part("contact")?)?;
        let theme = node(&format!("{EU}/data-theme/SOCI"))?;
        graph.say(&dataset, &format!("{DCAT}theme"), theme.clone())?;
        graph.is_a(&theme, &format!("{SKOS}Concept"))?;
        let label = [(Lang::En, "Population and society".to_owned())];
        graph.words(&theme, &format!("{SKOS}prefLabel"), &label)?;
        graph.words(&dataset, &format!("{DCAT}keyword"), &self.keywords)?;
        let rights = part("rights")?;
        graph.is_a(&rights, &format!("{DCT}RightsStatement"))?;
        graph.words(&rights, LABEL, &self.rights)?;
        graph.say(&dataset, &format!("{DCT}rights"), rights.clone())?;
        let service_named = |name: &str| part(&format!("service-{name}"));
        for offered in &self.distributions {
            let distribution = part(offered.name)?;
            graph.say(&dataset, &format!("{DCAT}distribution"), distribution.clone())?;
            write_distribution(&mut graph, &distribution, &rights, offered)?;
            if let Some(name) = offered.service {
                graph.say(&distribution, &format!("{DCAT}accessService"), service_named(name)?)?;
            }
        }
        for offered in &self.services {
            let service = service_named(offered.name)?;
            graph.is_a(&service, &format!("{DCAT}DataService"))?;
            graph.say(&catalogue, &format!("{DCAT}service"), service.clone())?;
            graph.words(&service, &format!("{DCT}title"), &[(Lang::En, offered.title.to_owned())])?;
            graph.say(&service, &format!("{DCAT}endpointURL"), node(&offered.url)?)?;
            graph.say(&service, &format!("{DCAT}endpointDescription"), node(&offered.description)?)?;
            graph.say(&service, &format!("{DCAT}servesDataset"), dataset.clone())?;
        }
        graph.to_turtle()
    }

    fn languages(&self, graph: &mut Graph, subjects: &[&NamedNode]) -> Result<(), PressError> {
        for (lang, _) in &self.titles {
            let code = match lang {
                Lang::En => "ENG",
                Lang::Fr => "FRA",
            };
            let language = node(&format!("{EU}/language/{code}"))?;
            graph.is_a(&language, &format!("{DCT}LinguisticSystem"))?;
            subjects.iter().try_for_each(|subject| graph.say(subject, &format!("{DCT}language"), language.clone()))?;
        }
        Ok(())
    }

    fn people(
        &self,
        graph: &mut Graph,
        dataset: &NamedNode,
        publisher: &NamedNode,
        contact: &NamedNode,
    ) -> Result<(), PressError> {
        graph.is_a(publisher, &format!("{FOAF}Agent"))?;
        graph.say(publisher, &format!("{FOAF}name"), Literal::new_simple_literal(&self.publisher))?;
        graph.say(dataset, &format!("{DCAT}contactPoint"), contact.clone())?;
        graph.is_a(contact, &format!("{VCARD}Kind"))?;
        graph.say(contact, &format!("{VCARD}fn"), Literal::new_simple_literal(&self.publisher))?;
        graph.say(contact, &format!("{VCARD}hasEmail"), node(&format!("mailto:{}", self.contact))?)
    }
}

fn write_distribution(
    graph: &mut Graph,
    distribution: &NamedNode,
    rights: &NamedNode,
    offered: &Distribution,
) -> Result<(), PressError> {
    let address = node(&offered.url)?;
    graph.is_a(distribution, &format!("{DCAT}Distribution"))?;
    graph.words(distribution, &format!("{DCT}title"), &[(Lang::En, offered.title.to_owned())])?;
    graph.say(distribution, &format!("{DCAT}accessURL"), address.clone())?;
    if offered.service.is_none() {
        graph.say(distribution, &format!("{DCAT}downloadURL"), address.clone())?;
    }
    graph.is_a(&address, "http://www.w3.org/2000/01/rdf-schema#Resource")?;
    let media_type = node(&format!("https://www.iana.org/assignments/media-types/{}", offered.media_type))?;
    graph.say(distribution, &format!("{DCAT}mediaType"), media_type.clone())?;
    graph.is_a(&media_type, &format!("{DCT}MediaType"))?;
    let format = node(&format!("{EU}/file-type/{}", offered.file_type))?;
    graph.say(distribution, &format!("{DCT}format"), format.clone())?;
    graph.is_a(&format, &format!("{DCT}MediaTypeOrExtent"))?;
    graph.say(distribution, &format!("{DCT}rights"), rights.clone())
}

/// The topics as a SKOS vocabulary that stands at `url`.
pub fn skos(url: &str, titles: &[(Lang, String)], concepts: &[Concept]) -> Result<String, PressError> {
    let mut graph = Graph::default();
    let scheme = node(&format!("{url}#topics"))?;
    graph.is_a(&scheme, &format!("{SKOS}ConceptScheme"))?;
    graph.words(&scheme, &format!("{DCT}title"), titles)?;
    for concept in concepts {
        let topic = node(&format!("{url}#{}", concept.slug))?;
        graph.is_a(&topic, &format!("{SKOS}Concept"))?;
        graph.say(&topic, &format!("{SKOS}inScheme"), scheme.clone())?;
        graph.say(&topic, &format!("{SKOS}topConceptOf"), scheme.clone())?;
        graph.say(&scheme, &format!("{SKOS}hasTopConcept"), topic.clone())?;
        graph.say(&topic, &format!("{SKOS}notation"), Literal::new_simple_literal(&concept.slug))?;
        graph.words(&topic, &format!("{SKOS}prefLabel"), &concept.names)?;
        graph.words(&topic, &format!("{SKOS}altLabel"), &concept.former)?;
        for same in &concept.eurovoc {
            graph.say(&topic, &format!("{SKOS}closeMatch"), node(same)?)?;
        }
        if concept.retired {
            graph.say(&topic, "http://www.w3.org/2002/07/owl#deprecated", Literal::from(true))?;
        }
    }
    graph.to_turtle()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_names_what_somebody_found_to_mean_the_same() {
        let concept = Concept {
            slug: "housing".to_owned(),
            names: vec![(Lang::En, "Housing".to_owned())],
            former: Vec::new(),
            eurovoc: vec!["http://eurovoc.europa.eu/1".to_owned()],
            retired: false,
        };
        let turtle = skos("https://commons.example/data/topics.ttl", &[], &[concept]).unwrap();
        assert!(turtle.contains("skos:closeMatch <http://eurovoc.europa.eu/1>"), "{turtle}");
    }
}
