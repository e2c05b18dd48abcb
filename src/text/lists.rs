//! Lists, numbers and the order of names, as each language has them.

use icu::{
    collator::{CollatorBorrowed, options::CollatorOptions},
    decimal::{DecimalFormatter, input::Decimal, options::DecimalFormatterOptions},
    list::{
        ListFormatter,
        options::{ListFormatterOptions, ListLength},
    },
};

use super::locale;
use crate::domain::Lang;

/// `A, B and C`, `A, B et C`.
#[must_use]
pub fn list<S: AsRef<str>>(lang: Lang, items: &[S]) -> String {
    let options = ListFormatterOptions::default().with_length(ListLength::Wide);
    match ListFormatter::try_new_and(locale(lang).into(), options) {
        Ok(formatter) => formatter.format_to_string(items.iter().map(AsRef::as_ref)),
        Err(_) => items.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", "),
    }
}

/// `12,345` in English, `12 345` (U+202F) in French.
#[must_use]
pub fn number(lang: Lang, value: u64) -> String {
    match DecimalFormatter::try_new(locale(lang).into(), DecimalFormatterOptions::default()) {
        Ok(formatter) => formatter.format_to_string(&Decimal::from(value)),
        Err(_) => value.to_string(),
    }
}

/// A key that puts names in the order a reader of the language expects when compared byte by byte (UTS #10).
#[must_use]
pub fn sort_key(lang: Lang, name: &str) -> Vec<u8> {
    keys(lang)(name)
}

/// Sorts by name in the order a reader of the language expects; equal names keep their order.
pub fn sort_by_name<T, S: AsRef<str>>(lang: Lang, items: &mut [T], name: impl Fn(&T) -> S) {
    let key = keys(lang);
    items.sort_by_cached_key(|item| key(name(item).as_ref()));
}

fn keys(lang: Lang) -> impl Fn(&str) -> Vec<u8> {
    let collator = CollatorBorrowed::try_new(locale(lang).into(), CollatorOptions::default()).ok();
    move |name| {
        // Quotation marks and the like before a name are no part of it.
        let name = name.trim_start_matches(|c: char| !c.is_alphanumeric());
        let mut key = Vec::new();
        match &collator {
            Some(collator) => {
                let Ok(()) = collator.write_sort_key_to(name, &mut key);
            }
            None => key.extend(name.to_lowercase().into_bytes()),
        }
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_end_in_and() {
        assert_eq!(list(Lang::En, &["Ghent", "Lisbon", "Oslo"]), "Ghent, Lisbon and Oslo");
        assert_eq!(list(Lang::Fr, &["Gand", "Lisbonne", "Oslo"]), "Gand, Lisbonne et Oslo");
        assert_eq!(list(Lang::Fr, &["Gand"]), "Gand");
        assert_eq!(list::<&str>(Lang::En, &[]), "");
    }

    #[test]
    fn numbers_have_separators() {
        assert_eq!(number(Lang::En, 1_234_567), "1,234,567");
        assert_eq!(number(Lang::Fr, 1_234_567), "1\u{202f}234\u{202f}567");
    }

    #[test]
    fn names_sort_as_readers_expect() {
        let mut names = ["Zambie", "Émirats arabes unis", "Estonie", "Égypte", "espagne"];
        sort_by_name(Lang::Fr, &mut names, |name| *name);
        assert_eq!(names, ["Égypte", "Émirats arabes unis", "espagne", "Estonie", "Zambie"]);
        assert!(sort_key(Lang::En, "Åland Islands") < sort_key(Lang::En, "Albania"));
        let mut names =
            ["Київ", "Ωρωπός", "Zagreb", "“Open city”", "Άργος", "Paris", "Αθήνα", "Вінниця", "Łódź", "Їжакевич"];
        sort_by_name(Lang::En, &mut names, |name| *name);
        let expected =
            ["Łódź", "“Open city”", "Paris", "Zagreb", "Αθήνα", "Άργος", "Ωρωπός", "Вінниця", "Їжакевич", "Київ"];
        assert_eq!(names, expected);
    }
}
