//! The topics practices are filed under, with their names and history.

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
};

use serde::{Deserialize, Serialize};

use super::{Lang, fold::name_key};

/// The stable name of a topic in addresses and in the database: `housing-and-urban-planning`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TopicSlug(pub(super) String);

impl TopicSlug {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TopicSlug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The topics of the network, from `config/topics.toml`.
#[derive(Clone, Debug, Default)]
pub struct Topics {
    topics: Vec<Topic>,
    /// Slugs and names, now and earlier, by their key.
    by_key: HashMap<String, usize>,
}

/// A topic with its names and what it was called before.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    pub slug: TopicSlug,
    pub en: String,
    pub fr: String,
    #[serde(default)]
    pub former: Vec<FormerTopic>,
    /// What it is about, in a sentence or two, per language.
    #[serde(default)]
    pub about: BTreeMap<Lang, String>,
    /// Other words people look for it by, per language.
    #[serde(default)]
    pub also: BTreeMap<Lang, Vec<String>>,
    /// The concepts of `EuroVoc` that somebody found to mean about the same, by their addresses.
    #[serde(default)]
    pub eurovoc: Vec<String>,
    /// Stays on the practices that have it, offered no more.
    #[serde(default)]
    pub retired: bool,
}

/// What a topic was called until a year.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormerTopic {
    pub slug: Option<TopicSlug>,
    pub en: Option<String>,
    pub fr: Option<String>,
    pub until: Option<i16>,
}

/// What the addresses of its concepts begin with; a number follows.
const EUROVOC: &str = "http://eurovoc.europa.eu/";

fn is_eurovoc(concept: &str) -> bool {
    let number = concept.strip_prefix(EUROVOC).unwrap_or_default();
    !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    topic: Vec<Topic>,
}

impl Topic {
    #[must_use]
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Fr => &self.fr,
        }
    }

    /// What it is about; empty where nobody wrote it.
    #[must_use]
    pub fn about(&self, lang: Lang) -> &str {
        self.about.get(&lang).map_or("", String::as_str)
    }

    /// All words that lead to the topic, those in use first.
    fn words(&self) -> impl Iterator<Item = &str> {
        let now = [self.slug.as_str(), &self.en, &self.fr];
        let earlier = self.former.iter().flat_map(|former| {
            let slug = former.slug.as_ref().map(TopicSlug::as_str);
            [slug, former.en.as_deref(), former.fr.as_deref()].into_iter().flatten()
        });
        now.into_iter().chain(earlier)
    }

    fn check(&self) -> Result<(), TopicsError> {
        let slugs = self.former.iter().filter_map(|former| former.slug.as_ref());
        for slug in std::iter::once(&self.slug).chain(slugs) {
            let tidy = slug.as_str().split('-').all(|word| {
                !word.is_empty() && word.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
            });
            if !tidy || slug.as_str().len() > 80 {
                return Err(TopicsError(format!("\"{slug}\" is no slug: words of a-z and 0-9 with dashes between")));
            }
        }
        if let Some(other) = self.eurovoc.iter().find(|concept| !is_eurovoc(concept)) {
            return Err(TopicsError(format!(
                "topic \"{}\": \"{other}\" is no concept of EuroVoc, as {EUROVOC}1237",
                self.slug
            )));
        }
        match Lang::ALL.into_iter().find(|lang| self.name(*lang).trim().is_empty()) {
            Some(lang) => Err(TopicsError(format!("topic \"{}\" has no name in \"{lang}\"", self.slug))),
            None => Ok(()),
        }
    }
}

impl Topics {
    /// # Errors
    /// When the file is not TOML of the expected form, a slug or name means two topics, or a name in a language is missing.
    pub fn from_toml(text: &str) -> Result<Self, TopicsError> {
        let file: File = toml::from_str(text).map_err(|error| TopicsError(error.to_string()))?;
        let mut by_key = HashMap::new();
        for (at, topic) in file.topic.iter().enumerate() {
            topic.check()?;
            for words in topic.words() {
                if by_key.insert(name_key(words), at).is_some_and(|other| other != at) {
                    return Err(TopicsError(format!("\"{words}\" means two topics")));
                }
            }
        }
        Ok(Self { topics: file.topic, by_key })
    }

    /// The topics the program was built with.
    #[must_use]
    #[expect(clippy::missing_panics_doc, reason = "a test reads the same file")]
    pub fn embedded() -> Self {
        Self::from_toml(include_str!("../../config/topics.toml")).expect("config/topics.toml is read by a test")
    }

    /// By slug, by an old slug, or by its name now or earlier in any language; case and accents do not matter. Retired
    /// topics are found too.
    #[must_use]
    pub fn find(&self, words: &str) -> Option<TopicSlug> {
        self.by_key.get(&name_key(words)).and_then(|at| self.topics.get(*at)).map(|topic| topic.slug.clone())
    }

    #[must_use]
    pub fn get(&self, slug: &TopicSlug) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.slug == *slug)
    }

    /// By its slug, now or earlier.
    #[must_use]
    pub fn by_slug(&self, slug: &str) -> Option<&Topic> {
        let former =
            |topic: &&Topic| topic.former.iter().any(|it| it.slug.as_ref().is_some_and(|it| it.as_str() == slug));
        self.topics.iter().find(|it| it.slug.as_str() == slug).or_else(|| self.topics.iter().find(former))
    }

    /// All topics, retired ones too, in the order of the file.
    pub fn all(&self) -> impl Iterator<Item = &Topic> {
        self.topics.iter()
    }

    /// The topics in use, in the order of the file.
    pub fn active(&self) -> impl Iterator<Item = &TopicSlug> {
        self.topics.iter().filter(|topic| !topic.retired).map(|topic| &topic.slug)
    }

    /// The name to show; a slug that no longer stands in the file is shown as it is.
    #[must_use]
    pub fn name<'a>(&'a self, slug: &'a TopicSlug, lang: Lang) -> &'a str {
        self.get(slug).map_or(slug.as_str(), |topic| topic.name(lang))
    }
}

#[derive(Debug, thiserror::Error)]
#[error("could not read the topics: {0}")]
pub struct TopicsError(pub(super) String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_twenty_topics_have_names_in_both_languages() {
        let topics = Topics::embedded();
        assert_eq!(topics.active().count(), 20);
        for slug in topics.active() {
            for lang in Lang::ALL {
                assert_eq!(topics.find(&topics.name(slug, lang).to_uppercase()).as_ref(), Some(slug));
            }
        }
        assert_eq!(topics.find("logement et URBANISME").unwrap().as_str(), "housing-and-urban-planning");
        assert_eq!(topics.find("Astronomy"), None);
    }

    #[test]
    fn old_names_and_old_slugs_lead_to_the_topic_of_today() {
        let topics = Topics::from_toml(
            r#"
            [[topic]]
            slug = "anti-rumour"
            en = "Anti-rumour"
            fr = "Lutte contre les rumeurs"
            former = [{ slug = "rumours", en = "Rumours and prejudice", until = 2019 }, { fr = "Anti-rumeurs" }]
            [[topic]]
            slug = "outlook"
            en = "International outlook"
            fr = "Ouverture internationale"
            retired = true
            "#,
        )
        .unwrap();
        for words in ["rumours", "rumours and prejudice", "Anti-Rumeurs"] {
            assert_eq!(topics.find(words).unwrap().as_str(), "anti-rumour");
        }
        assert_eq!(topics.active().count(), 1);
        assert_eq!(topics.find("international outlook").unwrap().as_str(), "outlook");
    }

    #[test]
    fn faults_in_the_file_are_named() {
        for (text, said) in [
            ("topic = 1", "topic"),
            ("[[topic]]\nslug = \"a\"\nen = \"A\"\nfr = \" \"", "has no name in \"fr\""),
            ("[[topic]]\nslug = \"A b\"\nen = \"A\"\nfr = \"A\"", "is no slug"),
            (
                "[[topic]]\nslug=\"a\"\nen=\"A\"\nfr=\"A\"\n[[topic]]\nslug=\"b\"\nen=\"a\"\nfr=\"B\"",
                "means two topics",
            ),
            ("[[topic]]\nslug=\"a\"\nen=\"A\"", "fr"),
            (
                "[[topic]]\nslug=\"a\"\nen=\"A\"\nfr=\"A\"\neurovoc=[\"http://eurovoc.europa.eu/a b\"]",
                "no concept of EuroVoc",
            ),
        ] {
            let error = Topics::from_toml(text).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
    }
}
