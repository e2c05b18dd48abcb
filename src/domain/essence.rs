//! What a text says, its layout aside: which changes of a partner's page an editor need not see.

use std::{collections::HashSet, sync::LazyLock};

use super::{Draft, Field, clean_text, field::Limit, fold::name_key, period::is_month};

/// Whether two texts of a field say the same: other spacing, emphasis, headings and lists, other signs for the same
/// quotation marks and dashes, and lines that only say when the page was changed are no difference. The words, their order
/// and where links lead are.
#[must_use]
pub fn says_the_same(field: Field, one: &str, other: &str) -> bool {
    one == other || essence(field, one) == essence(field, other)
}

/// A newer draft, with the words of the older wherever the two say the same.
#[must_use]
pub fn but_for_layout(older: &Draft, newer: &Draft) -> Draft {
    let text = |field: Field| {
        let (older, newer) = (older.get(field), newer.get(field));
        if says_the_same(field, older, newer) { older } else { newer }
    };
    Field::ALL.iter().map(|field| (*field, text(*field).to_owned())).collect()
}

fn essence(field: Field, text: &str) -> String {
    match field.limit() {
        Limit::Words(_) => {
            let told = clean_text::told(text);
            words(&told.lines().filter(|line| !is_date_line(line)).collect::<Vec<_>>().join(" "))
        }
        Limit::Chars(_) => words(text),
        Limit::Lines(_) => text.lines().map(words).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"),
    }
}

/// The words with plain signs in place of typographic ones and single blanks, none around signs: French sets them there,
/// English does not. Case and accents stay: they are spelling.
fn words(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut blank = false;
    let mut push = |letter: char| {
        let is_sign = |letter: char| matches!(letter, '"' | '\'' | '-' | ':' | ';' | '!' | '?' | '.' | ',');
        if letter.is_whitespace() {
            blank = true;
            return;
        }
        let apart = blank && !is_sign(letter) && plain.chars().next_back().is_some_and(|last| !is_sign(last));
        if apart {
            plain.push(' ');
        }
        blank = false;
        plain.push(letter);
    };
    for letter in text.chars() {
        match letter {
            '‘' | '’' | '‚' | '‛' | '\u{2BC}' | '`' | '´' => push('\''),
            '“' | '”' | '„' | '‟' | '«' | '»' => push('"'),
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => push('-'),
            '…' => "...".chars().for_each(&mut push),
            '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => {}
            letter => push(letter),
        }
    }
    plain
}

/// The words of date lines, folded.
#[derive(Default)]
struct Vocabulary {
    labels: HashSet<String>,
    /// "Date" and no more.
    bare: HashSet<String>,
    words: HashSet<String>,
}

/// In words; the longest label is "last updated on the".
const MOST_LABEL: usize = 5;
/// A longer line tells more than a date or two.
const MOST_LINE: usize = 24;

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut vocabulary = Vocabulary::default();
    for line in include_str!("date_lines.tsv").lines().filter(|line| !line.starts_with('#')) {
        let Some((part, words)) = line.split_once('\t').and_then(|(part, rest)| Some((part, rest.split_once('\t')?.1)))
        else {
            continue;
        };
        for phrase in words.split('|').map(name_key) {
            match part {
                "label" => drop(vocabulary.labels.insert(phrase)),
                "bare" => drop(vocabulary.bare.insert(phrase)),
                _ => vocabulary.words.extend(phrase.split(' ').map(str::to_owned)),
            }
        }
    }
    vocabulary
});

/// Whether a line says when the page was put up or changed, and nothing else: "Last updated: 3 May 2026".
fn is_date_line(line: &str) -> bool {
    let key = name_key(line);
    let words: Vec<&str> = key.split(' ').filter(|word| !word.is_empty()).collect();
    if words.is_empty() || words.len() > MOST_LINE {
        return false;
    }
    if VOCABULARY.bare.contains(words[0]) {
        return is_one_day(&words[1..]);
    }
    let mut at = 0;
    while at < words.len() {
        let labels = (1..=MOST_LABEL.min(words.len() - at)).rev();
        let Some(label) = labels.into_iter().find(|n| VOCABULARY.labels.contains(&words[at..at + n].join(" "))) else {
            return false;
        };
        at += label;
        let date = words[at..].iter().take_while(|word| is_of_date(word)).count();
        if date == 0 {
            return false;
        }
        at += date;
    }
    true
}

/// A day with its month and year. Years alone, a month or a span of days may be when the practice was.
fn is_one_day(words: &[&str]) -> bool {
    let numbers = |lengths: std::ops::RangeInclusive<usize>| {
        let is_number = |word: &&&str| lengths.contains(&word.len()) && word.chars().all(|sign| sign.is_ascii_digit());
        words.iter().filter(is_number).count()
    };
    let months = words.iter().filter(|word| is_month(word) || VOCABULARY.words.contains(**word)).count();
    words.len() == 3 && numbers(4..=4) == 1 && matches!((numbers(1..=2), months), (2, 0) | (1, 1))
}

fn is_of_date(word: &str) -> bool {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let letters = word.chars().count() - digits;
    (digits > 0 && digits <= 4 && letters <= 2) || is_month(word) || VOCABULARY.words.contains(word)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_that_only_date_the_page_are_known_in_ten_languages() {
        for line in [
            "Last updated: 3 May 2026",
            "Published on 2026-05-03",
            "Published: 3 May 2026",
            "Date: 3 May 2026",
            "Date: 2026-05-03",
            "Datum: 03.05.2026",
            "Дата: 3 травня 2026",
            "Published on 3 May 2026 | Last updated on 5 May 2026, 14:05",
            "Updated 2 days ago",
            "Dernière mise à jour le 3 mai 2026 à 14 h 05",
            "Publié le 03/05/2026",
            "Ultimo aggiornamento: 3 maggio 2026",
            "Última actualización: 3 de mayo de 2026",
            "Atualizado em 3 de maio de 2026",
            "Zuletzt aktualisiert am 3. Mai 2026",
            "Stand: 03.05.2026",
            "Τελευταία ενημέρωση: 3 Μαΐου 2026",
            "Опубліковано: 3 травня 2026 р.",
            "Последње ажурирање: 3. мај 2026.",
            "Objavljeno 3. maja 2026. godine",
            "Përditësuar më 3 maj 2026",
        ] {
            assert!(is_date_line(line), "{line}");
        }
        for line in [
            "Published 300 copies in Bergen",
            "Published",
            "The list was last updated in 2026 by the school",
            "3 May 2026",
            "Date: 2019-2021",
            "Date: May 2026",
            "Date: 3-5 May 2026",
            "Date: 3 May 2026, town hall",
            "Date:",
            "Updated every month with the schools of the city",
            "",
        ] {
            assert!(!is_date_line(line), "{line}");
        }
        for language in ["en", "fr", "it", "es", "pt", "de", "el", "uk", "sr", "sq"] {
            let row = format!("label\t{language}\t");
            assert!(include_str!("date_lines.tsv").contains(&row), "{row}");
        }
    }

    #[test]
    fn layout_is_no_difference() {
        let before = "The library lends \"living books\" - people who tell.\n\nTwo schools take part.";
        for after in [
            "The library lends “living books” – people who tell.\n\nTwo schools take part.",
            "The library lends « living books » — people who tell.\n\nTwo schools take part.",
            "The library lends \"**living** books\" - people who tell.\n\n- Two schools take part.",
            "## The library lends \"living books\" - people who tell.\n\n1. Two schools\n   take part.",
            "The library lends \"living books\" - people who tell.\n\nTwo _schools_ take part.\n\nLast updated: 3 May 2026",
        ] {
            assert!(says_the_same(Field::Process, before, after), "{after}");
        }
        for after in [
            "The library lends \"living books\" - people who tell.\n\nThree schools take part.",
            "Two schools take part.\n\nThe library lends \"living books\" - people who tell.",
            "The library lends \"living books\" - people who tell.\n\nTwo [schools](https://a.example/) take part.",
            "The Library lends \"living books\" - people who tell.\n\nTwo schools take part.",
        ] {
            assert!(!says_the_same(Field::Process, before, after), "{after}");
        }
        assert!(!says_the_same(Field::Process, "[a](https://a.example/1)", "[a](https://a.example/2)"));
        assert!(says_the_same(Field::Title, "L'école", "L’école"));
        assert!(!says_the_same(Field::Title, "**Bold**", "Bold"), "a title is no Markdown");
        assert!(!says_the_same(Field::Partners, "A B\nC", "A\nB\nC"));
    }

    #[test]
    fn a_newer_draft_keeps_the_older_words_where_only_the_layout_changed() {
        let older: Draft =
            [(Field::Title, "A".to_owned()), (Field::Process, "one two".to_owned())].into_iter().collect();
        let newer: Draft =
            [(Field::Title, "B".to_owned()), (Field::Process, "one **two**".to_owned())].into_iter().collect();
        let kept = but_for_layout(&older, &newer);
        assert_eq!((kept.get(Field::Title), kept.get(Field::Process)), ("B", "one two"));
    }

    proptest! {
        #[test]
        fn emphasis_and_lists_never_make_a_difference(words in proptest::collection::vec("[a-z]{1,6}", 1..8), at in 0_usize..8) {
            let plain = words.join(" ");
            let mut marked = words.clone();
            let at = at % marked.len();
            marked[at] = format!("**{}**", marked[at]);
            prop_assert!(says_the_same(Field::Impact, &plain, &marked.join(" ")));
            let (listed, dated) = (format!("- {plain}\n"), format!("{plain}\n\nPublished on 3 May 2026"));
            prop_assert!(says_the_same(Field::Impact, &plain, &listed));
            prop_assert!(says_the_same(Field::Impact, &plain, &dated));
        }

        #[test]
        fn another_word_always_does(words in proptest::collection::vec("[a-z]{1,6}", 1..8), at in 0_usize..8) {
            let plain = words.join(" ");
            let mut other = words.clone();
            let at = at % other.len();
            other[at].push('x');
            prop_assert!(!says_the_same(Field::Impact, &plain, &other.join(" ")));
        }
    }
}
