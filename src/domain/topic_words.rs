//! The words that speak for each topic, per language: from `config/topic_words.toml`.

use std::collections::BTreeMap;

use super::TopicSlug;

/// Words that speak for topics.
#[derive(Clone, Debug, Default)]
pub struct TopicWords(Vec<Clue>);

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clue {
    pub topic: TopicSlug,
    /// `en`.
    pub language: String,
    /// One word, or several in this order.
    pub words: String,
    pub weight: Weight,
    pub form: Form,
}

/// Whether words are enough alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Alone,
    WithOthers,
}

/// Which forms of the words count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Any,
    /// As written: another form means something else.
    Exact,
}

impl TopicWords {
    /// # Errors
    /// When the text is not TOML of the expected form.
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        let file: BTreeMap<TopicSlug, BTreeMap<String, Vec<String>>> = toml::from_str(text)?;
        let mut clues = Vec::new();
        for (topic, languages) in file {
            for (language, lines) in languages {
                clues.extend(lines.iter().map(|line| Clue::read(&topic, &language, line)));
            }
        }
        Ok(Self(clues))
    }

    /// The words the program was built with.
    #[must_use]
    #[expect(clippy::missing_panics_doc, reason = "a test reads the same file")]
    pub fn embedded() -> Self {
        Self::from_toml(include_str!("../../config/topic_words.toml")).expect("the file is read by a test")
    }

    pub fn clues(&self) -> impl Iterator<Item = &Clue> {
        self.0.iter()
    }
}

impl Clue {
    fn read(topic: &TopicSlug, language: &str, line: &str) -> Self {
        let (line, weight) = match line.strip_suffix('!') {
            Some(line) => (line, Weight::Alone),
            None => (line, Weight::WithOthers),
        };
        let (words, form) = match line.strip_prefix('=') {
            Some(words) => (words, Form::Exact),
            None => (line, Form::Any),
        };
        Self { topic: topic.clone(), language: language.to_owned(), words: words.to_owned(), weight, form }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::Topics;

    #[test]
    fn every_topic_has_words_in_every_language_that_suggestions_are_made_in() {
        let topics = Topics::embedded();
        let words = TopicWords::embedded();
        let has: BTreeSet<(&str, &str)> =
            words.clues().map(|clue| (clue.topic.as_str(), clue.language.as_str())).collect();
        for topic in topics.active() {
            for language in ["en", "fr", "es", "pt", "it", "de"] {
                assert!(has.contains(&(topic.as_str(), language)), "{topic} has no words in {language}");
            }
        }
        let unknown: Vec<&Clue> = words.clues().filter(|clue| topics.get(&clue.topic).is_none()).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
        assert!(words.clues().all(|clue| !clue.words.contains(['!', '=']) && !clue.words.trim().is_empty()));
    }

    #[test]
    fn marks_say_how_words_count() {
        let words = TopicWords::from_toml("[roma]\nit = [\"=rom!\", \"sinti\"]").unwrap();
        let read: Vec<_> = words.clues().map(|clue| (clue.words.as_str(), clue.weight, clue.form)).collect();
        assert_eq!(read, [("rom", Weight::Alone, Form::Exact), ("sinti", Weight::WithOthers, Form::Any)]);
    }
}
