//! In whose words a practice is told: its own, or those of a translation.

use i18n_embed_fl::fl;

use crate::{
    domain::{
        CleanText, Field, Lang, LanguageTag, Record,
        record::{Translation, TranslationState},
    },
    text,
};

/// The language a shown text is written in: its BCP 47 tag and its direction, for `lang` and `dir`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextLanguage {
    pub tag: String,
    pub dir: &'static str,
}

impl From<&LanguageTag> for TextLanguage {
    fn from(tag: &LanguageTag) -> Self {
        Self { tag: tag.as_str().to_owned(), dir: tag.direction() }
    }
}

impl Default for TextLanguage {
    fn default() -> Self {
        Lang::default().into()
    }
}

impl From<Lang> for TextLanguage {
    fn from(lang: Lang) -> Self {
        Self { tag: lang.tag().to_owned(), dir: "ltr" }
    }
}

/// A record as told to a reader.
#[derive(Clone, Copy)]
pub struct Telling<'a> {
    record: &'a Record,
    translation: Option<&'a Translation>,
    lang: Lang,
}

impl<'a> Telling<'a> {
    /// In the reader's language where the city or a translator wrote in it, else in the original.
    #[must_use]
    pub fn of(record: &'a Record, lang: Lang) -> Self {
        let own = record.language.as_ref().and_then(LanguageTag::interface) == Some(lang);
        let translated = |it: &&Translation| it.language == lang && !it.title.is_empty();
        Self { record, translation: record.translations.iter().find(translated).filter(|_| !own), lang }
    }

    #[must_use]
    pub fn original(record: &'a Record, lang: Lang) -> Self {
        Self { record, translation: None, lang }
    }

    /// Who made the translation that is shown.
    #[must_use]
    pub fn translated(&self) -> Option<TranslationState> {
        self.translation.map(|translation| translation.state)
    }

    /// What a reader has to know of the text before it: that it is in another language than the page, or whose translation it
    /// is and whether that still says what the original says.
    #[must_use]
    pub fn note(&self) -> Option<String> {
        let words = text::phrases(self.lang);
        let original = self.record.language.as_ref()?;
        let language = text::language_name(self.lang, original);
        match self.translated() {
            None if original.interface() == Some(self.lang) => None,
            None => Some(fl!(words, "site-text-in", language = language)),
            Some(TranslationState::Human) => Some(fl!(words, "site-text-translated", language = language)),
            Some(TranslationState::MachineDraft) => Some(fl!(words, "site-text-machine", language = language)),
            Some(TranslationState::Outdated) => Some(fl!(words, "site-text-outdated", language = language)),
            Some(TranslationState::OutdatedDraft) => {
                Some(fl!(words, "site-text-machine-outdated", language = language))
            }
        }
    }

    #[must_use]
    pub fn title(&self) -> &'a str {
        self.translation.map_or(&self.record.title, |translation| &translation.title)
    }

    #[must_use]
    pub fn statement(&self) -> &'a str {
        self.translation.map_or(&self.record.statement, |translation| &translation.statement)
    }

    /// What stands for the practice in a list: the statement, or the summary where there is none.
    #[must_use]
    pub fn in_short(&self) -> String {
        if self.statement().is_empty() { excerpt(&self.summary().plain()) } else { self.statement().to_owned() }
    }

    #[must_use]
    pub fn summary(&self) -> &'a CleanText {
        self.translation.map_or(&self.record.summary, |translation| &translation.summary)
    }

    /// A part of the story with the language it is in: parts that are not translated stay in the original.
    #[must_use]
    pub fn part(&self, field: Field) -> Option<(&'a CleanText, TextLanguage)> {
        let original = self.record.text(field).filter(|text| !text.is_empty());
        let translated = self.translation.and_then(|translation| translated(translation, field));
        let translated = translated.filter(|text| !text.is_empty()).map(|text| (text, self.language()));
        translated.or_else(|| original.map(|text| (text, self.original_language())))
    }

    /// Of title, statement and summary.
    #[must_use]
    pub fn language(&self) -> TextLanguage {
        self.translation.map_or_else(|| self.original_language(), |translation| translation.language.into())
    }

    /// Of what the city wrote. A text whose language nobody knows is read in that of the page.
    #[must_use]
    pub fn original_language(&self) -> TextLanguage {
        self.record.language.as_ref().map_or_else(|| self.lang.into(), Into::into)
    }
}

fn translated(translation: &Translation, field: Field) -> Option<&CleanText> {
    match field {
        Field::Summary => Some(&translation.summary),
        Field::Purpose => Some(&translation.purpose),
        Field::Rationale => Some(&translation.rationale),
        Field::Process => Some(&translation.process),
        Field::Impact => Some(&translation.impact),
        Field::Advice => Some(&translation.advice),
        Field::Title
        | Field::Statement
        | Field::Cities
        | Field::Period
        | Field::Status
        | Field::Topics
        | Field::Language
        | Field::Evaluation
        | Field::Beneficiaries
        | Field::Lead
        | Field::Partners
        | Field::Funding
        | Field::Difficulties
        | Field::Links => None,
    }
}

/// About as much as fills two lines of a list, cut between words.
#[must_use]
pub fn excerpt(text: &str) -> String {
    const CHARS: usize = 220;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = line.char_indices().nth(CHARS) else { return line };
    let cut = line[..end].rfind(' ').unwrap_or(end);
    format!("{}…", line[..cut].trim_end_matches([',', ';', ':', '.', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_ends_between_words_and_says_that_it_does() {
        assert_eq!(excerpt("Short\nand  good."), "Short and good.");
        let long = excerpt(&"mots liés, ".repeat(40));
        assert!(long.ends_with("liés…") && long.chars().count() <= 221, "{long}");
        assert_eq!(excerpt(&"字".repeat(500)).chars().count(), 221);
    }
}
