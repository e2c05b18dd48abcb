//! Stems of words, in the languages for which a stemmer exists (Snowball).

use std::sync::LazyLock;

use tantivy::tokenizer::{Language, Stemmer, StopWordFilter, TextAnalyzer, TokenStream, WhitespaceTokenizer};

use super::fold::{Word, words};
use crate::domain::LanguageTag;

/// A language whose words can be stemmed, by its place in the table; or none of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Tongue(Option<u8>);

const LANGUAGES: [(&[&str], Language); 18] = [
    (&["en"], Language::English),
    (&["fr"], Language::French),
    (&["es"], Language::Spanish),
    (&["pt", "gl"], Language::Portuguese),
    (&["it"], Language::Italian),
    (&["de"], Language::German),
    (&["nl"], Language::Dutch),
    (&["sv"], Language::Swedish),
    (&["no", "nb", "nn"], Language::Norwegian),
    (&["da"], Language::Danish),
    (&["fi"], Language::Finnish),
    (&["el"], Language::Greek),
    (&["ro"], Language::Romanian),
    (&["ru"], Language::Russian),
    (&["tr"], Language::Turkish),
    (&["hu"], Language::Hungarian),
    (&["ar"], Language::Arabic),
    (&["ta"], Language::Tamil),
];

struct Analyzers {
    stemmer: TextAnalyzer,
    /// What it lets through is no stop word.
    stopper: Option<TextAnalyzer>,
}

static ANALYZERS: LazyLock<Vec<Analyzers>> = LazyLock::new(|| {
    let words = WhitespaceTokenizer::default;
    let build = |(_, language): &(_, Language)| Analyzers {
        stemmer: TextAnalyzer::builder(words()).filter(Stemmer::new(*language)).build(),
        stopper: StopWordFilter::new(*language).map(|stop| TextAnalyzer::builder(words()).filter(stop).build()),
    };
    LANGUAGES.iter().map(build).collect()
});

impl Tongue {
    /// No stemmer, no stop words.
    pub const OTHER: Self = Self(None);

    pub fn of(tag: Option<&LanguageTag>) -> Self {
        tag.map_or(Self::OTHER, |tag| Self::by_tag(tag.as_str()))
    }

    pub fn by_tag(tag: &str) -> Self {
        let primary = tag.split('-').next().unwrap_or(tag);
        let at = LANGUAGES.iter().position(|(tags, _)| tags.iter().any(|known| known.eq_ignore_ascii_case(primary)));
        Self(at.and_then(|at| u8::try_from(at).ok()))
    }

    /// Its mark before the stems of its texts.
    pub fn code(self) -> &'static str {
        self.0.map_or("-", |at| LANGUAGES[usize::from(at)].0[0])
    }

    /// The stems of words, one after the other: that of the word as written, and that of the word without accents where it
    /// differs. Stemmers know endings by their accents, readers leave accents out; between the two every spelling meets.
    pub fn stems(self, words: &[Word]) -> Vec<String> {
        if self.0.is_none() {
            return Vec::new();
        }
        let written = self.stem(words.iter().map(|word| word.lower.as_str()));
        let bare = self.stem(words.iter().map(|word| word.folded.as_str()));
        let mut stems = Vec::with_capacity(2 * words.len());
        for (written, bare) in written.into_iter().zip(bare) {
            let written = fold_stem(&written);
            let differ = bare != written;
            stems.push(format!("{}:{written}", self.code()));
            if differ {
                stems.push(format!("{}:{bare}", self.code()));
            }
        }
        stems
    }

    /// The stem of each word as written, without accents, and that of the word without accents.
    pub fn stem_each(self, words: &[Word]) -> impl Iterator<Item = (String, String)> {
        let written = self.stem(words.iter().map(|word| word.lower.as_str()));
        let bare = self.stem(words.iter().map(|word| word.folded.as_str()));
        written.into_iter().map(|stem| fold_stem(&stem)).zip(bare)
    }

    /// Whether two words may have a stem in common, told without making any: a stemmer takes endings away, so where the first
    /// letters differ the stems do. Those of Arabic and Tamil take beginnings away too.
    pub fn may_share_stem(self, one: &str, other: &str) -> bool {
        matches!(self.code(), "ar" | "ta") || one.chars().next() == other.chars().next()
    }

    /// Whether the word carries no meaning of its own, such as an article.
    pub fn is_stop_word(self, word: &Word) -> bool {
        let Some(at) = self.0 else { return false };
        let Some(stopper) = &ANALYZERS[usize::from(at)].stopper else { return false };
        !stopper.clone().token_stream(&word.lower).advance()
    }

    /// One stem a word: words hold no spaces, so the analyzer cuts where they were joined.
    fn stem<'a>(self, words: impl Iterator<Item = &'a str>) -> Vec<String> {
        let Some(at) = self.0 else { return Vec::new() };
        let text = words.collect::<Vec<_>>().join(" ");
        let mut stems = Vec::new();
        ANALYZERS[usize::from(at)]
            .stemmer
            .clone()
            .token_stream(&text)
            .process(&mut |token| stems.push(token.text.clone()));
        stems
    }
}

fn fold_stem(stem: &str) -> String {
    if stem.is_ascii() { stem.to_owned() } else { words(stem).into_iter().map(|word| word.folded).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meet(tag: &str, one: &str, other: &str) -> bool {
        let stems = |text| Tongue::by_tag(tag).stems(&words(text));
        let other = stems(other);
        stems(one).iter().any(|stem| other.contains(stem))
    }

    #[test]
    fn forms_of_a_word_meet_with_and_without_accents() {
        for (tag, one, other) in [
            ("en", "cities", "city"),
            ("en", "refugees", "Refugee"),
            ("fr", "réfugiés", "réfugiée"),
            ("fr", "réfugiés", "refugie"),
            ("fr", "interculturelles", "interculturel"),
            ("es", "participación", "participacion"),
            ("es", "refugiados", "refugiada"),
            ("de", "Flüchtlinge", "Flüchtling"),
            ("pt-BR", "integrações", "integração"),
            ("it", "città", "citta"),
            ("it", "rifugiati", "rifugiato"),
            ("it", "rifugiate", "rifugiati"),
            ("el", "πρόσφυγες", "ΠΡΟΣΦΥΓΕΣ"),
            ("el", "πρόσφυγας", "πρόσφυγες"),
            ("el", "προσφυγας", "πρόσφυγες"),
            ("ru", "беженцы", "беженцев"),
            ("nb", "flyktninger", "flyktningene"),
        ] {
            assert!(meet(tag, one, other), "{tag}: {one}, {other}");
        }
        assert!(!meet("en", "city", "housing"));
    }

    #[test]
    fn stop_words_belong_to_a_language() {
        let is = |tag: &str, word: &str| Tongue::by_tag(tag).is_stop_word(&words(word)[0]);
        assert!(is("en", "The") && is("fr", "des") && is("de", "für"));
        assert!(!is("en", "des") && !is("fr", "the") && !is("uk", "та") && !is("tr", "ve"));
    }
}
