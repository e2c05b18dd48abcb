//! Which topics the words of a text speak for, and which words these are. The same text has the same answer on every machine.

use std::collections::BTreeMap;

use super::{
    fold::{Word, words},
    stem::Tongue,
};
use crate::domain::{
    Field, LanguageTag, Record, TopicSlug,
    topic_words::{Clue, Form, TopicWords, Weight},
};

/// At most so many are suggested.
pub const MOST: usize = 3;
/// Less is not enough: a word that alone is enough, or two that are not, or one of these in the title.
const LEAST: f64 = 2.0;
/// Of what speaks for the strongest topic, at least so much.
const SHARE: f64 = 0.5;
/// What stands in the title counts so often.
const TITLE: f64 = 2.0;
/// A text so long has its words counted as they are; of a longer one each counts less.
const LENGTH: f64 = 60.0;
/// Words of the text that are named as the reason.
const NAMED: usize = 4;

/// A topic and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    pub topic: TopicSlug,
    /// Words of the text, as they stand there.
    pub words: Vec<String>,
    /// What the partner calls it.
    pub categories: Vec<String>,
}

/// Suggests topics.
pub struct Suggester(BTreeMap<Tongue, Vec<Sign>>);

/// Words that are looked for.
struct Sign {
    topic: TopicSlug,
    words: Vec<Forms>,
    form: Form,
    weight: f64,
}

/// The forms by which words are the same.
#[derive(PartialEq, Eq)]
struct Forms {
    folded: String,
    stem: String,
    /// Of the word without its accents.
    bare: String,
}

/// A text in words, each as it stands there.
#[derive(Default)]
struct Text {
    written: Vec<String>,
    forms: Vec<Forms>,
}

/// What speaks for one topic.
#[derive(Default)]
struct Said {
    strength: f64,
    /// With their places: the title first.
    quotes: Vec<((bool, usize), String)>,
    categories: Vec<String>,
}

impl Suggester {
    #[must_use]
    pub fn new(words: &TopicWords) -> Self {
        let mut signs: BTreeMap<Tongue, Vec<Sign>> = BTreeMap::new();
        for clue in words.clues() {
            let tongue = Tongue::by_tag(&clue.language);
            let sign = Sign::of(tongue, clue);
            let others = signs.entry(tongue).or_default();
            // Two forms of a word in the list are one.
            if !others.iter().any(|other| other.topic == sign.topic && other.is(&sign)) {
                others.push(sign);
            }
        }
        Self(signs)
    }

    /// The topics a record's texts and its partner's own categories speak for, the strongest first; nothing where the
    /// language of the texts is not one of the lists'.
    #[must_use]
    pub fn suggest(&self, record: &Record, categories: &[String]) -> Vec<Suggestion> {
        let rest = texts(record);
        let language = record.language.clone().or_else(|| LanguageTag::guess(&format!("{}\n{rest}", record.title)));
        let tongue = Tongue::of(language.as_ref());
        let Some(signs) = self.0.get(&tongue) else { return Vec::new() };
        let (title, rest) = (Text::of(tongue, &record.title), Text::of(tongue, &rest));
        let categories: Vec<(&String, Text)> = categories.iter().map(|name| (name, Text::of(tongue, name))).collect();
        let thinned = (count(rest.forms.len()) / LENGTH).max(1.0).sqrt();
        let mut said: BTreeMap<&TopicSlug, Said> = BTreeMap::new();
        for sign in signs {
            let (in_title, in_rest) = (sign.places(&title), sign.places(&rest));
            let named = categories.iter().filter(|(_, text)| !sign.places(text).is_empty()).map(|(name, _)| *name);
            let named: Vec<String> = named.cloned().collect();
            if in_title.is_empty() && in_rest.is_empty() && named.is_empty() {
                continue;
            }
            let of = said.entry(&sign.topic).or_default();
            if !in_title.is_empty() || !named.is_empty() {
                of.strength += sign.weight * TITLE;
            }
            if !in_rest.is_empty() {
                of.strength += sign.weight * (1.0 + count(in_rest.len()).ln()) / thinned;
            }
            let many = sign.words.len();
            of.quotes.extend(in_title.iter().map(|at| ((false, *at), title.quote(*at, many))));
            of.quotes.extend(in_rest.iter().map(|at| ((true, *at), rest.quote(*at, many))));
            of.categories.extend(named.into_iter().filter(|name| !of.categories.contains(name)).collect::<Vec<_>>());
        }
        strongest(said)
    }
}

fn strongest(said: BTreeMap<&TopicSlug, Said>) -> Vec<Suggestion> {
    let most = said.values().map(|said| said.strength).fold(0.0, f64::max);
    let mut enough: Vec<(&TopicSlug, Said)> =
        said.into_iter().filter(|(_, said)| said.strength >= LEAST.max(most * SHARE)).collect();
    enough.sort_by(|(_, one), (_, other)| other.strength.total_cmp(&one.strength));
    let suggestion = |(topic, said): (&TopicSlug, Said)| Suggestion {
        topic: topic.clone(),
        words: named(said.quotes),
        categories: said.categories,
    };
    enough.into_iter().take(MOST).map(suggestion).collect()
}

/// The texts that tell the practice.
fn texts(record: &Record) -> String {
    let fields =
        [Field::Summary, Field::Purpose, Field::Rationale, Field::Process, Field::Impact, Field::Beneficiaries];
    let told = fields.iter().filter_map(|field| record.text(*field)).map(crate::domain::CleanText::plain);
    std::iter::once(record.statement.clone()).chain(told).collect::<Vec<_>>().join("\n")
}

/// The first words in the order of the text, each once, whatever its case, also within longer ones.
fn named(mut quotes: Vec<((bool, usize), String)>) -> Vec<String> {
    quotes.sort_by(|(one, words), (other, others)| one.cmp(other).then(others.len().cmp(&words.len())));
    let mut named: Vec<String> = Vec::new();
    for (_, quote) in quotes {
        let is_named = |longer: &String| longer.to_lowercase().contains(&quote.to_lowercase());
        if named.len() < NAMED && !named.iter().any(is_named) {
            named.push(quote);
        }
    }
    named
}

impl Sign {
    fn of(tongue: Tongue, clue: &Clue) -> Self {
        let weight = match clue.weight {
            Weight::Alone => 2.0,
            Weight::WithOthers => 1.0,
        };
        let words = Text::of(tongue, &clue.words).forms;
        Self { topic: clue.topic.clone(), words, form: clue.form, weight }
    }

    fn is(&self, other: &Self) -> bool {
        self.form == other.form
            && self.words.len() == other.words.len()
            && self.words.iter().zip(&other.words).all(|(one, other)| one.is(other, self.form))
    }

    /// Where it stands in a text.
    fn places(&self, text: &Text) -> Vec<usize> {
        let windows = text.forms.windows(self.words.len().max(1)).enumerate();
        let is_here = |words: &[Forms]| self.words.iter().zip(words).all(|(sign, word)| sign.is(word, self.form));
        windows.filter(|(_, words)| is_here(words)).map(|(at, _)| at).collect()
    }
}

impl Forms {
    fn is(&self, other: &Self, form: Form) -> bool {
        match form {
            Form::Exact => self.folded == other.folded,
            Form::Any => self.stem == other.stem || self.bare == other.bare,
        }
    }
}

impl Text {
    fn of(tongue: Tongue, text: &str) -> Self {
        let mut written = Vec::new();
        let mut read: Vec<Word> = Vec::new();
        for piece in text.split(|c: char| !c.is_alphanumeric() && !is_mark(c)).filter(|piece| !piece.is_empty()) {
            for word in words(piece) {
                written.push(piece.to_owned());
                read.push(word);
            }
        }
        let forms = read.iter().zip(tongue.stem_each(&read)).map(|(word, (stem, bare))| Forms {
            folded: word.folded.clone(),
            stem,
            bare,
        });
        Self { forms: forms.collect(), written }
    }

    fn quote(&self, at: usize, words: usize) -> String {
        self.written.get(at..at + words).unwrap_or_default().join(" ")
    }
}

/// Accents that are signs of their own.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[expect(clippy::cast_precision_loss, reason = "a text has few words")]
fn count(number: usize) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suggested(language: &str, title: &str, summary: &str, categories: &[&str]) -> Vec<(String, Vec<String>)> {
        let record = Record {
            title: title.to_owned(),
            summary: crate::domain::CleanText::from_markdown(summary),
            language: LanguageTag::parse(language).ok(),
            ..Record::default()
        };
        let categories: Vec<String> = categories.iter().map(|name| (*name).to_owned()).collect();
        let found = Suggester::new(&TopicWords::embedded()).suggest(&record, &categories);
        found.into_iter().map(|one| (one.topic.to_string(), one.words)).collect()
    }

    #[test]
    fn words_of_the_text_are_named_as_they_stand_there() {
        let found = suggested("en", "A mosque opens its doors", "Neighbours of other faiths come in for tea.", &[]);
        assert_eq!(found, [("religion-and-interfaith".to_owned(), vec!["mosque".to_owned(), "faiths".to_owned()])]);
        let found = suggested("fr", "Le budget participatif", "Les habitants votent.", &[]);
        assert_eq!(found[0].0, "political-and-public-participation");
        assert_eq!(found[0].1, ["budget participatif", "votent"]);
        let found = suggested("de", "Geflüchtete lernen schwimmen", "", &[]);
        assert_eq!(found[0].1, ["Geflüchtete"]);
    }

    #[test]
    fn a_word_that_means_something_else_in_another_form_counts_as_written() {
        assert_eq!(suggested("it", "Una giornata a Roma", "Roma, capitale.", &[]), []);
        assert_eq!(suggested("it", "La comunità rom", "", &[])[0].0, "roma");
        assert_eq!(suggested("fr", "Une journée à Rome", "", &[]), []);
    }

    #[test]
    fn without_a_word_or_a_language_nothing_is_suggested() {
        assert_eq!(suggested("en", "Something", "They came, and it went well.", &[]), []);
        assert_eq!(suggested("ko", "학교", "학교", &[]), []);
    }

    #[test]
    fn a_category_of_the_partner_speaks_too() {
        let found = suggested("en", "Something", "They came, and it went well.", &["Schools"]);
        assert_eq!(found, [("education".to_owned(), Vec::new())]);
    }
}
