//! Names of the languages texts are written in.

use std::{collections::HashMap, sync::OnceLock};

use crate::domain::{Lang, LanguageTag};

static NAMES: &str = include_str!("language_names.tsv");

/// `Ukrainian`, `ukrainien`; `Serbian (Latin)` where the script matters. A tag the list does not know stands for itself.
#[must_use]
pub fn language_name(lang: Lang, language: &LanguageTag) -> String {
    let tag = language.as_str();
    let primary = tag.split('-').next().unwrap_or(tag);
    names()
        .get(tag)
        .or_else(|| names().get(primary))
        .map_or_else(|| tag.to_owned(), |names| names[lang as usize].to_owned())
}

fn names() -> &'static HashMap<&'static str, [&'static str; Lang::ALL.len()]> {
    static TABLE: OnceLock<HashMap<&str, [&str; Lang::ALL.len()]>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let rows = NAMES.lines().filter(|line| !line.starts_with('#'));
        rows.filter_map(|row| {
            let mut cells = row.split('\t');
            Some((cells.next()?, [cells.next()?, cells.next()?]))
        })
        .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_have_names() {
        let name = |lang, tag| language_name(lang, &LanguageTag::parse(tag).unwrap());
        assert_eq!(name(Lang::En, "uk"), "Ukrainian");
        assert_eq!(name(Lang::Fr, "uk"), "ukrainien");
        assert_eq!(name(Lang::En, "sr-Latn"), "Serbian (Latin)");
        assert_eq!(name(Lang::Fr, "fr-BE"), "français");
        assert_eq!(name(Lang::En, "tlh"), "tlh");
    }
}
