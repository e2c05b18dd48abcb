//! The words of headings and labels, in the languages of the network: what stands under them.

use std::{collections::HashMap, sync::LazyLock};

use crate::domain::{Field, fold::name_key};

/// What stands under a heading or beside a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::harvest) enum Meaning {
    Part(Field),
    City,
    Country,
    /// A city, a country, or both.
    Place,
    Period,
    Start,
    End,
    /// Persons and their addresses: never kept.
    Private,
    /// Known, and no part of a record: it ends what stands before it.
    Other,
}

/// Longer headings are sentences.
const MOST_LABEL: usize = 80;

static LABELS: LazyLock<HashMap<String, Meaning>> = LazyLock::new(|| {
    let mut labels = HashMap::new();
    for line in include_str!("labels.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let (Some(meaning), Some(_language), Some(words)) = (columns.next(), columns.next(), columns.next()) else {
            continue;
        };
        for word in words.split('|') {
            // A word of two languages keeps the meaning that stands first.
            labels.entry(name_key(word)).or_insert_with(|| by_name(meaning));
        }
    }
    labels
});

fn by_name(name: &str) -> Meaning {
    match name {
        "city" => Meaning::City,
        "country" => Meaning::Country,
        "place" => Meaning::Place,
        "period" => Meaning::Period,
        "start" => Meaning::Start,
        "end" => Meaning::End,
        "private" => Meaning::Private,
        other => name.parse().map_or(if other == "other" { Meaning::Other } else { Meaning::Private }, Meaning::Part),
    }
}

/// What a heading or label means; its numbering and the sign at its end do not matter. None when it says nothing we know.
pub(in crate::harvest) fn meaning(label: &str) -> Option<Meaning> {
    if label.len() > MOST_LABEL * 3 || label.chars().count() > MOST_LABEL {
        return None;
    }
    let label =
        label.trim().trim_start_matches(|letter: char| letter.is_numeric() || matches!(letter, '.' | ')' | ' '));
    let key = name_key(label);
    let found = LABELS.get(&key).or_else(|| {
        // "The purpose", "Our approach", "Les objectifs"
        let (article, rest) = key.split_once(' ')?;
        let articles = [
            "the", "our", "its", "le", "la", "les", "il", "i", "el", "los", "las", "o", "os", "as", "der", "die",
            "das", "unsere", "η", "ο", "το", "οι", "τα",
        ];
        LABELS.get(rest).filter(|_| articles.contains(&article))
    });
    found.copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_each_language_are_known() {
        for (label, expected) in [
            ("Purpose:", Field::Purpose),
            ("Stimulus/Rationale:", Field::Rationale),
            ("1. Contexte", Field::Rationale),
            ("But :", Field::Purpose),
            ("Processus :", Field::Process),
            ("Impatto", Field::Impact),
            ("Objetivos", Field::Purpose),
            ("Resultados", Field::Impact),
            ("Ergebnisse", Field::Impact),
            ("ΣΚΟΠΟΣ", Field::Purpose),
            ("Вплив", Field::Impact),
            ("Сврха", Field::Purpose),
            ("Svrha:", Field::Purpose),
            ("Qëllimi:", Field::Purpose),
            ("What are the key takeaways?", Field::Advice),
            ("The challenge", Field::Rationale),
        ] {
            assert_eq!(meaning(label), Some(Meaning::Part(expected)), "{label}");
        }
        assert_eq!(meaning("Contact person"), Some(Meaning::Private));
        assert_eq!(meaning("Weblinks"), Some(Meaning::Other));
        assert_eq!(meaning("Country"), Some(Meaning::Country));
        assert_eq!(meaning("A heading of its own"), None);
    }

    #[test]
    fn every_row_names_a_meaning() {
        for line in include_str!("labels.tsv").lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            assert_eq!(columns.len(), 3, "{line}");
            let known = ["city", "country", "place", "period", "start", "end", "private", "other"];
            assert!(known.contains(&columns[0]) || columns[0].parse::<Field>().is_ok(), "{line}");
        }
        for meaning in ["purpose", "rationale", "process", "impact", "city", "country", "period"] {
            for language in ["en", "fr", "it", "es", "pt", "de", "el", "uk", "sr", "sq"] {
                let row = format!("{meaning}\t{language}\t");
                assert!(include_str!("labels.tsv").contains(&row), "{row}");
            }
        }
    }
}
