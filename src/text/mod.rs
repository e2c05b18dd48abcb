//! Phrases, plurals, dates, periods, lists and names of languages, in each language of the interface.
//! Must not know what page or letter they are used in.

mod dates;
pub mod keys;
mod languages;
mod lists;
pub mod overrides;
mod periods;
mod placeholders;

use std::{collections::HashMap, sync::OnceLock};

use i18n_embed::{
    LanguageLoader,
    fluent::{FluentLanguageLoader, fluent_language_loader},
};
use icu::locale::{Locale, locale};
use rust_embed::RustEmbed;

use crate::domain::{FieldError, Lang};

pub use self::{
    dates::{ago, date, date_time},
    languages::language_name,
    lists::{list, number, sort_by_name, sort_key},
    periods::period,
    placeholders::{FIRST_TEXTS, Filling, PLACEHOLDERS, fill},
};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/config/text"]
struct Phrases;

/// What [`phrases`] gives, for those who keep it.
pub type Loader = FluentLanguageLoader;

/// The phrases of one language, for `fl!(phrases(lang), "phrase-id", argument = value)`.
#[must_use]
pub fn phrases(lang: Lang) -> &'static FluentLanguageLoader {
    static LOADERS: [OnceLock<FluentLanguageLoader>; Lang::ALL.len()] = [const { OnceLock::new() }; Lang::ALL.len()];
    LOADERS[lang as usize].get_or_init(|| {
        let loader = fluent_language_loader!();
        load(&loader, lang);
        loader
    })
}

fn load(loader: &FluentLanguageLoader, lang: Lang) {
    let tag = lang.tag().parse().expect("interface tags are BCP 47");
    loader.load_languages(&overrides::Assets, &[tag]).expect("the phrases are embedded");
    // Isolation marks (U+2068, U+2069) would end up in subjects, titles and files.
    loader.set_use_isolating(false);
}

/// A phrase whose key is known only when the program runs. An argument that is a number chooses plurals.
///
/// A key without a phrase gives the key itself, so that the gap is seen, and a line in the log; see [`has_phrase`].
#[must_use]
pub fn phrase<N: AsRef<str>, V: AsRef<str>>(lang: Lang, key: &str, arguments: &[(N, V)]) -> String {
    if !has_phrase(key) {
        tracing::warn!(phrase = key, lang = lang.tag(), "phrase missing");
        return key.to_owned();
    }
    let arguments: HashMap<&str, fluent::FluentValue<'_>> =
        arguments.iter().map(|(name, value)| (name.as_ref(), argument(value.as_ref()))).collect();
    phrases(lang).get_args_concrete(key, arguments)
}

/// Only a plain count is a number: a city may be called `Inf`, and a reference may start with a nought.
fn argument(value: &str) -> fluent::FluentValue<'_> {
    let is_count =
        value == "0" || (value.len() < 16 && !value.starts_with('0') && value.bytes().all(|b| b.is_ascii_digit()));
    if is_count { fluent::FluentValue::try_number(value) } else { value.into() }
}

/// Whether a key has a phrase.
#[must_use]
pub fn has_phrase(key: &str) -> bool {
    phrases(Lang::default()).has(key)
}

/// What is wrong at one place of a form, said in the reader's language.
#[must_use]
pub fn field_error(lang: Lang, error: &FieldError) -> String {
    phrase(lang, &error.phrase, &error.arguments)
}

/// The locale whose habits the language follows: English as Europe writes it, with the day before the month.
const fn locale(lang: Lang) -> Locale {
    match lang {
        Lang::En => locale!("en-GB"),
        Lang::Fr => locale!("fr"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_phrase_shows_its_key() {
        assert_eq!(phrase::<&str, &str>(Lang::Fr, "no-such-phrase", &[]), "no-such-phrase");
    }

    #[test]
    fn a_phrase_found_by_key_takes_its_arguments() {
        assert_eq!(phrase(Lang::Fr, "text-days", &[("count", "3")]), "3\u{a0}j");
    }
}
