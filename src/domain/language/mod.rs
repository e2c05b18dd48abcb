//! The language a text is written in: its tag in form, and a guess where nobody says it.
//! Must not know which languages the interface speaks; that is `Lang`.

mod guess;
mod iso639;
mod well_formed;

use std::{collections::HashSet, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{Lang, fold::name_key};

/// A BCP 47 language tag of a text, in the case of RFC 5646, 2.1.1: `en`, `uk`, `sr-Latn`, `pt-BR`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LanguageTag(String);

impl LanguageTag {
    /// # Errors
    /// When the text is not a well-formed language tag (RFC 5646, 2.1) of at most 35 characters.
    pub fn parse(tag: &str) -> Result<Self, NotALanguage> {
        let tag = tag.trim();
        if well_formed::is_well_formed(tag) { Ok(Self(well_formed::in_usual_case(tag))) } else { Err(NotALanguage) }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The primary subtag: `sr` of `sr-Latn`.
    #[must_use]
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// `rtl` for scripts written from right to left, else `ltr`.
    #[must_use]
    pub fn direction(&self) -> &'static str {
        let script = self
            .0
            .split('-')
            .skip(1)
            .take_while(|part| part.len() > 1)
            .find(|part| part.len() == 4 && part.bytes().all(|letter| letter.is_ascii_alphabetic()));
        let right_to_left = match script {
            Some(script) => matches!(
                script,
                "Adlm"
                    | "Arab"
                    | "Aran"
                    | "Hebr"
                    | "Mand"
                    | "Mend"
                    | "Nkoo"
                    | "Rohg"
                    | "Samr"
                    | "Syrc"
                    | "Thaa"
                    | "Yezi"
            ),
            None => matches!(
                self.primary(),
                "ar" | "arc"
                    | "ary"
                    | "arz"
                    | "azb"
                    | "bal"
                    | "ckb"
                    | "dv"
                    | "fa"
                    | "he"
                    | "iw"
                    | "ji"
                    | "ks"
                    | "lrc"
                    | "mzn"
                    | "nqo"
                    | "pes"
                    | "pnb"
                    | "prs"
                    | "ps"
                    | "sd"
                    | "syr"
                    | "ug"
                    | "ur"
                    | "yi"
            ),
        };
        if right_to_left { "rtl" } else { "ltr" }
    }

    /// The language a text is probably written in; nothing when the text is too short or doubtful.
    #[must_use]
    pub fn guess(text: &str) -> Option<Self> {
        guess::guess(text).map(|tag| Self(tag.to_owned()))
    }

    /// The language of the interface that readers of this language read at home, if there is one.
    #[must_use]
    pub fn interface(&self) -> Option<Lang> {
        self.primary().parse().ok()
    }
}

/// From which language into which a text was written anew; nothing when either cannot be told, or when enough words stayed
/// that the guess is the doubtful thing: a few words make Croatian of Serbian.
#[must_use]
pub fn turned(before: &str, after: &str) -> Option<(LanguageTag, LanguageTag)> {
    let (from, to) = (LanguageTag::guess(before)?, LanguageTag::guess(after)?);
    let words = |text: &str| -> HashSet<String> { name_key(text).split(' ').map(str::to_owned).collect() };
    let (before, after) = (words(before), words(after));
    let stayed = before.intersection(&after).count();
    (from.primary() != to.primary() && stayed * 2 < before.len().min(after.len())).then_some((from, to))
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Lang> for LanguageTag {
    fn from(lang: Lang) -> Self {
        Self(lang.tag().to_owned())
    }
}

impl FromStr for LanguageTag {
    type Err = NotALanguage;

    fn from_str(tag: &str) -> Result<Self, NotALanguage> {
        Self::parse(tag)
    }
}

impl TryFrom<String> for LanguageTag {
    type Error = NotALanguage;

    fn try_from(tag: String) -> Result<Self, NotALanguage> {
        Self::parse(&tag)
    }
}

impl From<LanguageTag> for String {
    fn from(tag: LanguageTag) -> Self {
        tag.0
    }
}

#[derive(Debug, thiserror::Error)]
#[error("no language tag")]
pub struct NotALanguage;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_come_out_in_their_usual_case() {
        for (written, tag) in [
            ("EN", "en"),
            ("sr-latn", "sr-Latn"),
            ("pt-br", "pt-BR"),
            ("zh-hant-tw", "zh-Hant-TW"),
            ("es-419", "es-419"),
        ] {
            assert_eq!(LanguageTag::parse(written).unwrap().as_str(), tag);
        }
        assert!(LanguageTag::parse("français").is_err());
        assert!(serde_json::from_str::<LanguageTag>("\"e\"").is_err());
    }

    #[test]
    fn a_text_that_turns_into_another_language_is_noticed_and_a_new_sentence_is_not() {
        let english = "The city lends the hall and the tables, and two volunteers keep the list of the neighbours.";
        let french = "La ville prête la salle et les tables, et deux bénévoles tiennent la liste des voisins.";
        let (from, to) = turned(english, french).unwrap();
        assert_eq!((from.as_str(), to.as_str()), ("en", "fr"));
        assert_eq!(turned(english, &format!("{english} Ninety households have come more than once.")), None);
        assert_eq!(turned(english, "?"), None);
    }

    #[test]
    fn direction_follows_the_script() {
        for (tag, direction) in
            [("he", "rtl"), ("ar-EG", "rtl"), ("az-Arab", "rtl"), ("ur-Latn", "ltr"), ("sr", "ltr"), ("x-Arab", "ltr")]
        {
            assert_eq!(LanguageTag::parse(tag).unwrap().direction(), direction, "{tag}");
        }
    }
}
