//! Tells at a glance that most texts are clean: whatever is read from the database is looked at again, and reading its
//! markup costs a hundred times as much.

use super::CleanText;

/// Marks before the words of a line: nothing nests deeper than there are of them.
const BEFORE_WORDS: usize = 8;
/// Signs that may open emphasis; nothing nests deeper than half of them.
const EMPHASES: usize = 16;

/// Whether cleaning would change nothing, for sure: no sign that could open a tag, a link or a picture, no deep nesting,
/// and letters only that no rule takes away or composes. False says nothing.
pub(super) fn is_clean(text: &str) -> bool {
    text.len() <= CleanText::BYTES
        && text.chars().all(is_common)
        && text.trim().len() == text.len()
        && text.bytes().filter(|byte| matches!(byte, b'*' | b'_')).count() <= EMPHASES
        && text.lines().all(is_shallow)
}

/// Latin, Greek and Cyrillic letters that stand for themselves, and usual signs.
fn is_common(letter: char) -> bool {
    match letter {
        '<' | '[' | '\u{AD}' => false,
        '\n' | ' '..='~' | '\u{A0}'..='\u{2FF}'
        | '\u{388}'..='\u{3FF}' | '\u{400}'..='\u{482}' | '\u{48A}'..='\u{52F}'
        // Dashes, quotation marks, bullets, dots; and the euro.
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{20AC}' => true,
        _ => false,
    }
}

fn is_shallow(line: &str) -> bool {
    line.find(char::is_alphabetic).unwrap_or(line.len()) <= BEFORE_WORDS
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn usual_texts_are_seen_to_be_clean() {
        for text in ["", "Une fête à Évry – « ensemble »…", "# A\n\n- one\n- *two*\n\n> three", "Київ, Αθήνα & 5 €"]
        {
            assert!(is_clean(text), "{text}");
        }
        for text in ["<b>", "[a](b)", " a", "a\r\nb", "e\u{301}", "\u{200B}a", "> > > > > a", "\u{37E}"] {
            assert!(!is_clean(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_seems_clean_is(text in "[-+*_>#|`~&!\\\\ ().:a-c1\nàéИΑ’“–<\\[\\]\u{AD}\u{301}\t]{0,80}") {
            if is_clean(&text) {
                let cleaned = CleanText::cleaned(&text);
                prop_assert_eq!(cleaned.markdown(), text);
            }
        }

        #[test]
        fn whatever_letters_it_has(text in "\\PC{0,40}") {
            if is_clean(&text) {
                let cleaned = CleanText::cleaned(&text);
                prop_assert_eq!(cleaned.markdown(), text);
            }
        }

        #[test]
        fn every_common_letter_stays(number in 0_u32..0x2100) {
            if let Some(letter) = char::from_u32(number).filter(|letter| is_common(*letter)) {
                let text = format!("a{letter}b");
                let cleaned = CleanText::cleaned(&text);
                prop_assert_eq!(cleaned.markdown(), text);
            }
        }
    }
}
