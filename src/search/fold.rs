//! Words of a text, and their form for comparing: no case, no accents, no ligatures.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

use crate::domain::fold;

/// Longer words are cut: nobody types them, and terms of the index are bounded.
const LONGEST: usize = 50;

/// One word as written (lower case, NFC), and as compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub lower: String,
    pub folded: String,
}

impl Word {
    /// A single letter of a script with cases, as `l’` before a French noun.
    pub fn is_letter(&self) -> bool {
        let mut chars = self.lower.chars();
        chars.next().is_some_and(char::is_lowercase) && chars.next().is_none()
    }

    /// A single sign of a script that puts no spaces between words, as Chinese characters and hiragana.
    pub fn is_sign(&self) -> bool {
        let mut chars = self.lower.chars();
        chars.next().is_some_and(|c| c as u32 > 0x2e7f && c.is_alphabetic()) && chars.next().is_none()
    }
}

/// The words of a text (UAX #29, apostrophes part words too), in order.
pub(super) fn words(text: &str) -> Vec<Word> {
    // Most words that are asked about singly need none of this.
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        let lower = text[..text.len().min(LONGEST)].to_ascii_lowercase();
        return vec![Word { folded: lower.clone(), lower }];
    }
    let visible = |c: &char| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}');
    let text: String = text.chars().filter(visible).nfc().collect();
    let within = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    text.unicode_words()
        .flat_map(|word| word.split(|c: char| !within(c)))
        .filter_map(|word| {
            let lower: String = word.to_lowercase().chars().take(LONGEST).collect();
            let folded: String = fold(&lower).chars().filter(|c| within(*c)).collect();
            (!folded.is_empty()).then_some(Word { lower, folded })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn folded(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.folded).collect()
    }

    #[test]
    fn accents_case_and_ligatures_do_not_matter() {
        for (one, other) in [
            ("Réfugiés", "refugies"),
            ("participación", "PARTICIPACION"),
            ("e\u{301}cole", "école"),
            ("Straße", "STRASSE"),
            ("cœur ﬁn", "coeur fin"),
            ("Łódź Ærø Þórshöfn", "lodz aero thorshofn"),
            ("ΘΕΣΣΑΛΟΝΊΚΗ Άνθρωπος", "θεσσαλονικη ανθρωποσ"),
            ("ΠΟΛΙΣ", "πολις"),
            ("Київ Запорізький", "киів запорізькии"),
            ("İstanbul IĞDIR", "istanbul igdir"),
            ("inter\u{ad}culturel", "interculturel"),
        ] {
            assert_eq!(folded(one), folded(other), "{one}");
        }
    }

    #[test]
    fn words_part_at_spaces_signs_and_apostrophes() {
        assert_eq!(folded("L’intégration, c'est: COVID-19!"), ["l", "integration", "c", "est", "covid", "19"]);
        assert_eq!(folded("浜松市"), ["浜", "松", "市"]);
        assert_eq!(folded("한국어 부산").len(), 2);
        assert_eq!(folded("हिन्दी"), ["हिन्दी"]);
        assert_eq!(folded("… — \u{0} \"«»"), [""; 0]);
    }

    proptest! {
        #[test]
        fn a_word_alone_is_as_it_is_among_others(word in "[a-zA-Z0-9]{1,60}") {
            prop_assert_eq!(&words(&word)[..], &words(&format!("{word} é"))[..1]);
        }

        #[test]
        fn words_of_words_are_the_same(text in "[a-zA-Zß-öø-ÿĀ-žΆ-ώА-яёіїєґ ’-]{0,40}") {
            let once = folded(&text);
            prop_assert_eq!(folded(&once.join(" ")), once);
        }

        #[test]
        fn no_word_holds_a_space(text in "\\PC{0,40}|.{0,40}") {
            for word in words(&text) {
                prop_assert!(!word.lower.contains(char::is_whitespace) && !word.folded.contains(char::is_whitespace));
            }
        }
    }
}
