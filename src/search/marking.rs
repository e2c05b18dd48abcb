//! Why a practice was found: what was asked for, marked in its texts, and the passage of a text that holds most of it.

use std::sync::{Arc, Mutex, PoisonError};

use super::{
    ask::Ask,
    sought::{Hit, Reading},
    stem::Tongue,
};
use crate::domain::LanguageTag;

/// Runs of a text in their order: the words, and whether they are what was asked for.
pub type Runs = Vec<(String, bool)>;

/// The passage of a text that holds most of what was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    pub runs: Runs,
    /// How many of the words and phrases asked for the text holds.
    pub holds: usize,
}

/// What a reader asked for, to be marked where it is found.
#[derive(Clone, Debug, Default)]
pub struct Marking {
    ask: Ask,
    forgiven: bool,
    /// What was learnt of the words of texts by now, by language. Clones learn together.
    readings: Arc<Mutex<Vec<(Tongue, Reading)>>>,
}

/// Characters of a passage, more or less: two lines of a list.
const CHARS: usize = 220;

impl Marking {
    /// `forgiven`: words that are nearly those asked for are meant as well, as in [`super::Found::forgiven`].
    #[must_use]
    pub fn of(words: &str, forgiven: bool) -> Self {
        Self { ask: Ask::read(words), forgiven, readings: Arc::default() }
    }

    /// How many words and phrases a text of this language is asked for.
    #[must_use]
    pub fn parts(&self, language: Option<&LanguageTag>) -> usize {
        self.ask.needs(Tongue::of(language)).filter(|(_, needed)| *needed).count()
    }

    /// Nothing was asked for, so nothing is marked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ask.is_empty()
    }

    /// The whole text.
    #[must_use]
    pub fn runs(&self, text: &str, language: Option<&LanguageTag>) -> Runs {
        if self.is_empty() {
            return vec![(text.to_owned(), false)];
        }
        cut(text, 0, text.len(), &self.hits(text, language))
    }

    /// None when the text holds nothing of what was asked for.
    #[must_use]
    pub fn passage(&self, text: &str, language: Option<&LanguageTag>) -> Option<Passage> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let hits = self.hits(&text, language);
        let (from, to) = best(&text, &hits)?;
        let mut runs = cut(&text, from, to, &hits);
        if from > 0 {
            runs.insert(0, ("… ".to_owned(), false));
        }
        if to < text.len() {
            runs.push((" …".to_owned(), false));
        }
        let mut held: Vec<usize> = hits.iter().map(|hit| hit.part).collect();
        held.sort_unstable();
        held.dedup();
        Some(Passage { runs, holds: held.len() })
    }

    fn hits(&self, text: &str, language: Option<&LanguageTag>) -> Vec<Hit> {
        let tongue = Tongue::of(language);
        let mut readings = self.readings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, reading)) = readings.iter_mut().find(|(known, _)| *known == tongue) {
            return reading.hits(text);
        }
        let mut reading = Reading::of(&self.ask, tongue, self.forgiven);
        let hits = reading.hits(text);
        readings.push((tongue, reading));
        hits
    }
}

fn cut(text: &str, from: usize, to: usize, hits: &[Hit]) -> Runs {
    let mut runs = Runs::new();
    let mut add = |run: &str, marked| {
        if !run.is_empty() {
            runs.push((run.to_owned(), marked));
        }
    };
    let mut at = from;
    for hit in hits.iter().filter(|hit| from <= hit.start && hit.end <= to) {
        add(&text[at..hit.start], false);
        add(&text[hit.start..hit.end], true);
        at = hit.end;
    }
    add(&text[at..to], false);
    runs
}

/// The stretch with most hits, between words, beginning a little before its first one.
fn best(text: &str, hits: &[Hit]) -> Option<(usize, usize)> {
    let within = |start: usize| hits.iter().filter(|hit| (start..start + CHARS).contains(&hit.start)).count();
    let first = hits.iter().rev().max_by_key(|hit| within(hit.start))?.start;
    let lead = text[..first].char_indices().rev().nth(CHARS / 4).map_or(0, |(at, _)| at);
    let from = if lead == 0 { 0 } else { text[lead..first].find(' ').map_or(first, |space| lead + space + 1) };
    let Some((end, _)) = text[from..].char_indices().nth(CHARS) else { return Some((from, text.len())) };
    let to = text[from..from + end].rfind(' ').map_or(from + end, |space| from + space);
    Some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs_of(marking: &Marking, text: &str, language: &str) -> Vec<String> {
        let passage = marking.passage(text, LanguageTag::parse(language).ok().as_ref());
        passage.into_iter().flat_map(|it| it.runs).filter(|(_, marked)| *marked).map(|(run, _)| run).collect()
    }

    fn marked(words: &str, text: &str, language: &str) -> Vec<String> {
        runs_of(&Marking::of(words, false), text, language)
    }

    #[test]
    fn the_words_are_marked_in_the_forms_they_have() {
        assert_eq!(
            marked("réfugiés accueil", "L’accueil des réfugiés et réfugiées", "fr"),
            ["L’accueil", "réfugiés", "réfugiées"]
        );
        assert_eq!(marked("the city", "The cities of the region", "en"), ["cities"]);
        assert_eq!(marked("scho", "A school for schooling", "en"), ["school", "schooling"]);
        assert_eq!(marked("πρόσφυγας", "Οι πρόσφυγες της πόλης", "el"), ["πρόσφυγες"]);
        assert_eq!(marked("horse", "A school", "en"), [""; 0]);
    }

    #[test]
    fn a_phrase_is_marked_as_a_phrase() {
        let text = "Clubs for sports, and the sports clubs of the city";
        assert_eq!(marked("\"sports clubs\"", text, "en"), ["sports clubs"]);
        assert_eq!(marked("\"sports clubs\" city", text, "en"), ["sports clubs", "city"]);
        assert_eq!(marked("\"city clubs\"", text, "en"), [""; 0]);
    }

    #[test]
    fn forgiven_typos_are_marked_and_others_are_not() {
        let text = "The open mosque and its neighbours";
        assert_eq!(runs_of(&Marking::of("mosqe nieghbours", true), text, "en"), ["mosque", "neighbours"]);
        assert_eq!(marked("mosqe nieghbours", text, "en"), [""; 0]);
    }

    #[test]
    fn a_title_is_marked_whole_and_stays_as_it_is() {
        let runs = Marking::of("people", false).runs("The library of people & others", None);
        assert_eq!(runs.iter().map(|(run, _)| run.as_str()).collect::<String>(), "The library of people & others");
        assert_eq!(runs.iter().filter(|(_, marked)| *marked).count(), 1);
        assert_eq!(Marking::default().runs("A title", None), [("A title".to_owned(), false)]);
    }

    #[test]
    fn a_passage_is_short_and_its_text_is_the_texts_own() {
        let text = format!("{} the river and the bridge {}", "word ".repeat(200), "word ".repeat(200));
        let Passage { runs, holds } = Marking::of("bridge river", false).passage(&text, None).unwrap();
        let whole: String = runs.iter().map(|(run, _)| run.as_str()).collect();
        assert!(whole.starts_with("… ") && whole.ends_with(" …") && whole.chars().count() < CHARS + 10, "{whole}");
        assert_eq!((runs.iter().filter(|(_, marked)| *marked).count(), holds), (2, 2));
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_too_odd(words in ".{0,40}", text in ".{0,400}", forgiven in proptest::bool::ANY) {
            let marking = Marking::of(&words, forgiven);
            let _ = marking.passage(&text, None);
            let whole: String = marking.runs(&text, None).into_iter().map(|(run, _)| run).collect();
            proptest::prop_assert_eq!(whole, text);
        }
    }
}
