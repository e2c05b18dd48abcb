//! A question as it is looked for in texts of one language. Texts share most of their words, so what a word is to the question
//! is found out once and remembered: stems cost most of it.

use std::{collections::HashMap, ops::Range};

use unicode_segmentation::UnicodeSegmentation;

use super::{
    ask::{Ask, Part},
    fold::{self, Word},
    near,
    stem::Tongue,
};

/// Where in a text something asked for stands, and which part of the question it is.
pub(super) struct Hit {
    pub start: usize,
    pub end: usize,
    pub part: usize,
}

/// For one question; not to be kept longer than its answer takes, for it remembers all words it sees.
#[derive(Debug)]
pub(super) struct Reading {
    tongue: Tongue,
    /// With the place of each in the question.
    sought: Vec<(usize, Sought)>,
    /// The words known by now, as they stand in texts: where in `words` what they fall into is.
    known: HashMap<Box<str>, Range<usize>>,
    words: Vec<Met>,
}

/// A word that was met.
#[derive(Debug)]
struct Met {
    folded: String,
    /// A bit for each single word sought, set where it is meant.
    answers: u64,
}

#[derive(Debug)]
enum Sought {
    Phrase(Vec<String>),
    Word {
        folded: String,
        stems: Vec<String>,
        begins: bool,
        /// A slip of the finger away counts too.
        nearly: bool,
    },
}

impl Reading {
    pub fn of(ask: &Ask, tongue: Tongue, forgiven: bool) -> Self {
        let sought = ask.needs(tongue).enumerate();
        let sought = sought.filter_map(|(at, it)| Some((at, Sought::of(it, tongue, forgiven)?)));
        Self { tongue, sought: sought.collect(), known: HashMap::new(), words: Vec::new() }
    }

    /// In order, none within another.
    pub fn hits(&mut self, text: &str) -> Vec<Hit> {
        // Start and end in the text, and the word's number.
        let mut places: Vec<(usize, usize, usize)> = Vec::new();
        for (at, word) in text.unicode_word_indices() {
            places.extend(self.numbers(word).map(|number| (at, at + word.len(), number)));
        }
        let mut hits: Vec<Hit> = Vec::new();
        for (place, (start, _, _)) in places.iter().enumerate() {
            if hits.last().is_some_and(|last| *start < last.end) {
                continue;
            }
            if let Some((part, length)) = self.begins_at(&places[place..]) {
                hits.push(Hit { start: *start, end: places[place + length - 1].1, part });
            }
        }
        hits
    }

    /// What was asked for that begins here, and of how many words it consists.
    fn begins_at(&self, places: &[(usize, usize, usize)]) -> Option<(usize, usize)> {
        let first = &self.words[places.first()?.2];
        self.sought.iter().enumerate().find_map(|(bit, (part, sought))| {
            let length = match sought {
                Sought::Phrase(phrase) => {
                    let same = |(word, place): (&String, &(usize, usize, usize))| *word == self.words[place.2].folded;
                    (places.len() >= phrase.len() && phrase.iter().zip(places).all(same)).then_some(phrase.len())
                }
                Sought::Word { .. } => (first.answers >> bit & 1 == 1).then_some(1),
            };
            Some((*part, length?))
        })
    }

    /// The numbers of the words that a word of a text falls into, as `l’accueil` does.
    fn numbers(&mut self, word: &str) -> Range<usize> {
        if let Some(known) = self.known.get(word) {
            return known.clone();
        }
        let first = self.words.len();
        for word in fold::words(word) {
            let meant = |sought: &Sought| sought.is_meant_by(&word, self.tongue);
            // A question has fewer parts than there are bits.
            let answers = self.sought.iter().rev().fold(0, |bits, (_, sought)| bits << 1 | u64::from(meant(sought)));
            self.words.push(Met { folded: word.folded, answers });
        }
        self.known.insert(word.into(), first..self.words.len());
        first..self.words.len()
    }
}

impl Sought {
    fn of((part, needed): (&Part, bool), tongue: Tongue, forgiven: bool) -> Option<Self> {
        match part {
            Part::Phrase(words) => Some(Self::Phrase(words.iter().map(|word| word.folded.clone()).collect())),
            Part::Word { word, begins } => needed.then(|| Self::Word {
                folded: word.folded.clone(),
                stems: tongue.stems(std::slice::from_ref(word)),
                begins: *begins,
                nearly: forgiven,
            }),
        }
    }

    /// Whether it is a single word, and this is one of its forms.
    fn is_meant_by(&self, there: &Word, tongue: Tongue) -> bool {
        let Self::Word { folded, stems, begins, nearly } = self else { return false };
        *folded == there.folded
            || (*begins && there.folded.starts_with(folded.as_str()))
            || (tongue.may_share_stem(&there.folded, folded)
                && tongue.stems(std::slice::from_ref(there)).iter().any(|stem| stems.contains(stem)))
            || (*nearly && near::meant(&there.folded, folded))
    }
}
