//! Phrases, plurals, dates and names of countries, in each language of the interface.
//! Must not know what page or letter they are used in.

use std::sync::OnceLock;

use i18n_embed::{
    LanguageLoader,
    fluent::{FluentLanguageLoader, fluent_language_loader},
};
use rust_embed::RustEmbed;

use crate::domain::Lang;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/config/text"]
struct Phrases;

/// The phrases of one language, for `fl!(phrases(lang), "phrase-id", argument = value)`.
#[must_use]
pub fn phrases(lang: Lang) -> &'static FluentLanguageLoader {
    static LOADERS: [OnceLock<FluentLanguageLoader>; 2] = [const { OnceLock::new() }; 2];
    LOADERS[lang as usize].get_or_init(|| {
        let loader = fluent_language_loader!();
        let tag = lang.tag().parse().expect("interface tags are BCP 47");
        loader.load_languages(&Phrases, &[tag]).expect("the phrases are embedded");
        loader.set_use_isolating(false);
        loader
    })
}
