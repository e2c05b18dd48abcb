//! Why a practice was found: the passage of its text that holds most of the words asked for, with those words marked.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use super::{
    ask::{Ask, Part},
    fold::{self, Word},
    stem::Tongue,
};
use crate::domain::LanguageTag;

/// Runs of a text in their order: the words, and whether they are what was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage(pub Vec<(String, bool)>);

/// Characters of a passage, more or less: two lines of a list.
const CHARS: usize = 220;

/// The passage of a text for a reader who asked for `words`; none when the text holds none of them.
#[must_use]
pub fn passage(words: &str, text: &str, language: Option<&LanguageTag>) -> Option<Passage> {
    let tongue = Tongue::of(language);
    let asked = Asked::read(words, tongue);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let hits: Vec<(usize, usize)> = text
        .unicode_word_indices()
        .filter(|(_, word)| fold::words(word).iter().any(|word| asked.is(word, tongue)))
        .map(|(at, word)| (at, at + word.len()))
        .collect();
    let (from, to) = best(&text, &hits)?;
    let mut runs = Vec::new();
    let mut add = |run: &str, marked| {
        if !run.is_empty() {
            runs.push((run.to_owned(), marked));
        }
    };
    let mut at = from;
    add(if from > 0 { "… " } else { "" }, false);
    for (start, end) in hits.iter().filter(|(start, end)| from <= *start && *end <= to) {
        add(&text[at..*start], false);
        add(&text[*start..*end], true);
        at = *end;
    }
    add(&text[at..to], false);
    add(if to < text.len() { " …" } else { "" }, false);
    Some(Passage(runs))
}

/// The stretch with most hits, between words, beginning a little before its first one.
fn best(text: &str, hits: &[(usize, usize)]) -> Option<(usize, usize)> {
    let within = |start: usize| hits.iter().filter(|(at, _)| (start..start + CHARS).contains(at)).count();
    let (first, _) = *hits.iter().rev().max_by_key(|(start, _)| within(*start))?;
    let lead = text[..first].char_indices().rev().nth(CHARS / 4).map_or(0, |(at, _)| at);
    let from = if lead == 0 { 0 } else { text[lead..first].find(' ').map_or(first, |space| lead + space + 1) };
    let Some((end, _)) = text[from..].char_indices().nth(CHARS) else { return Some((from, text.len())) };
    let to = text[from..from + end].rfind(' ').map_or(from + end, |space| from + space);
    Some((from, to))
}

/// What to look for in a text of one language.
struct Asked {
    exact: BTreeSet<String>,
    beginnings: Vec<String>,
    stems: BTreeSet<String>,
}

impl Asked {
    fn read(words: &str, tongue: Tongue) -> Self {
        let ask = Ask::read(words);
        let mut asked = Self { exact: BTreeSet::new(), beginnings: Vec::new(), stems: BTreeSet::new() };
        for (part, needed) in ask.needs(tongue) {
            match part {
                Part::Phrase(words) => asked.exact.extend(words.iter().map(|word| word.folded.clone())),
                Part::Word { word, begins } if needed => {
                    asked.exact.insert(word.folded.clone());
                    asked.stems.extend(tongue.stems(std::slice::from_ref(word)));
                    asked.beginnings.extend(begins.then(|| word.folded.clone()));
                }
                Part::Word { .. } => {}
            }
        }
        asked
    }

    fn is(&self, word: &Word, tongue: Tongue) -> bool {
        self.exact.contains(&word.folded)
            || self.beginnings.iter().any(|start| word.folded.starts_with(start.as_str()))
            || tongue.stems(std::slice::from_ref(word)).iter().any(|stem| self.stems.contains(stem))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(words: &str, text: &str, language: &str) -> Vec<String> {
        let passage = passage(words, text, LanguageTag::parse(language).ok().as_ref());
        passage.into_iter().flat_map(|it| it.0).filter(|(_, marked)| *marked).map(|(run, _)| run).collect()
    }

    #[test]
    fn the_words_are_marked_in_the_forms_they_have() {
        assert_eq!(
            marked("réfugiés accueil", "L’accueil des réfugiés et réfugiées", "fr"),
            ["L’accueil", "réfugiés", "réfugiées"]
        );
        assert_eq!(marked("the city", "The cities of the region", "en"), ["cities"]);
        assert_eq!(marked("scho", "A school for schooling", "en"), ["school", "schooling"]);
        assert_eq!(marked("horse", "A school", "en"), [""; 0]);
    }

    #[test]
    fn a_passage_is_short_and_its_text_is_the_texts_own() {
        let text = format!("{} the river and the bridge {}", "word ".repeat(200), "word ".repeat(200));
        let Passage(runs) = passage("bridge river", &text, None).unwrap();
        let whole: String = runs.iter().map(|(run, _)| run.as_str()).collect();
        assert!(whole.starts_with("… ") && whole.ends_with(" …") && whole.chars().count() < CHARS + 10, "{whole}");
        assert_eq!(runs.iter().filter(|(_, marked)| *marked).count(), 2);
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_too_odd(words in ".{0,40}", text in ".{0,400}") {
            let _ = passage(&words, &text, None);
        }
    }
}
