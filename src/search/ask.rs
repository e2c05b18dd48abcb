//! The words of a question, read: words, phrases in quotation marks, and a last word that may be unfinished. There is no
//! query language: every text is a question.

use super::{
    fold::{self, Word},
    stem::Tongue,
};

/// Most words looked up; a question of twenty typed words rarely falls into more.
const WORDS: usize = 40;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// These words, exactly so and in this order.
    Phrase(Vec<Word>),
    /// A word in any form; or, where it may be unfinished, any word that begins so. One letter begins too many.
    Word { word: Word, begins: bool },
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ask(Vec<Part>);

impl Ask {
    pub fn read(text: &str) -> Self {
        let mut parts = Vec::new();
        let mut runs = text.split(['"', '“', '”', '„', '«', '»']).enumerate().peekable();
        while let Some((at, run)) = runs.next() {
            // What follows a quotation mark that nothing closes is still being typed: plain words.
            let quoted = at % 2 == 1 && runs.peek().is_some();
            if quoted {
                parts.extend(phrase(fold::words(run)));
            } else {
                run.split_whitespace().for_each(|chunk| parts.extend(plain(fold::words(chunk))));
                if let (None, Some(Part::Word { word, begins })) = (runs.peek(), parts.last_mut()) {
                    *begins = !run.trim().is_empty() && !word.is_letter();
                }
            }
        }
        Self(bounded(parts))
    }

    /// Nothing that could be looked up.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The parts, and whether a text of this language must have them. Words without meaning of their own need not be there,
    /// unless there are no others.
    pub fn needs(&self, tongue: Tongue) -> impl Iterator<Item = (&Part, bool)> {
        let meaningful = move |part: &Part| match part {
            Part::Phrase(_) => true,
            Part::Word { word, .. } => !word.is_letter() && !tongue.is_stop_word(word),
        };
        let any = self.0.iter().any(meaningful);
        self.0.iter().map(move |part| (part, !any || meaningful(part)))
    }
}

fn phrase(words: Vec<Word>) -> Option<Part> {
    (!words.is_empty()).then_some(Part::Phrase(words))
}

/// What was typed without spaces: words, but a phrase in scripts that put no spaces between words.
fn plain(words: Vec<Word>) -> Vec<Part> {
    if words.len() > 1 && words.iter().any(Word::is_sign) {
        return vec![Part::Phrase(words)];
    }
    words.into_iter().map(|word| Part::Word { word, begins: false }).collect()
}

fn bounded(parts: Vec<Part>) -> Vec<Part> {
    let mut left = WORDS;
    let fits = |part: &Part| {
        let size = match part {
            Part::Phrase(words) => words.len(),
            Part::Word { .. } => 1,
        };
        let fits = size <= left;
        left = left.saturating_sub(size);
        fits
    };
    parts.into_iter().take_while(fits).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `word`, `begin*`, `"a phrase"`, as a reader of this test would write them.
    fn said(text: &str) -> Vec<String> {
        let say = |part: Part| match part {
            Part::Phrase(words) => {
                format!("\"{}\"", words.into_iter().map(|word| word.folded).collect::<Vec<_>>().join(" "))
            }
            Part::Word { word, begins } => word.folded + if begins { "*" } else { "" },
        };
        Ask::read(text).0.into_iter().map(say).collect()
    }

    #[test]
    fn every_text_is_a_question() {
        assert_eq!(said("Young People"), ["young", "people*"]);
        assert_eq!(said("\"public space\" youth"), ["\"public space\"", "youth*"]);
        assert_eq!(said("youth « espace public »"), ["youth", "\"espace public\""]);
        assert_eq!(said("youth \"espace pub"), ["youth", "espace", "pub*"]);
        assert_eq!(said("“” \"\" youth"), ["youth*"]);
        assert_eq!(
            said("title:x AND (NOT -y* OR [a TO b]) ~2^"),
            ["title", "x", "and", "not", "y", "or", "a", "to", "b", "2*"]
        );
        assert_eq!(said("浜松市 youth"), ["\"浜 松 市\"", "youth*"]);
        assert_eq!(said("… ?! \u{0}"), [""; 0]);
    }

    #[test]
    fn words_without_meaning_are_not_needed_beside_others() {
        let needed = |text: &str, tag: &str| {
            Ask::read(text).needs(Tongue::by_tag(tag)).map(|(_, needed)| needed).collect::<Vec<_>>()
        };
        assert_eq!(needed("l'accueil des réfugiés", "fr"), [false, true, false, true]);
        assert_eq!(needed("l'accueil des réfugiés", "en"), [false, true, true, true]);
        assert_eq!(needed("to be or not to be", "en"), [true; 6]);
    }

    proptest! {
        #[test]
        fn questions_are_bounded(text in "\\PC{0,300}") {
            prop_assert!(Ask::read(&text).0.len() <= WORDS);
        }
    }
}
