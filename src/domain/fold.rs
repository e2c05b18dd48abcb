//! One way to compare words as people type them: without case and accents, whatever the keyboard.

use unicode_normalization::UnicodeNormalization;

/// Lower case without accents, compatibility forms resolved (NFKD); letters keep their script. `Łódź` and `LODZ` are
/// `lodz`, `Πάτρας` is `πατρασ`. Folding twice changes nothing more.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase().replace('`', "'");
    }
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().flat_map(char::to_lowercase).nfkd().filter(|letter| !is_accent(*letter)) {
        match plain_letters(letter) {
            Some(plain) => folded.push_str(plain),
            None => folded.push(letter),
        }
    }
    folded
}

/// Folded words with one space between them, punctuation gone: `Donostia / San Sebastián` is `donostia san sebastian`,
/// and `L’Hospitalet` is `lhospitalet`. For looking up names.
#[must_use]
pub fn name_key(name: &str) -> String {
    let folded = fold(name);
    let mut key = String::with_capacity(folded.len());
    for letter in folded.chars().filter(|letter| !matches!(letter, '\'' | 'ʼ')) {
        if letter.is_alphanumeric() || is_inner_mark(letter) {
            key.push(letter);
        } else if !key.is_empty() && !key.ends_with(' ') {
            key.push(' ');
        }
    }
    key.truncate(key.trim_end().len());
    key
}

/// Accents and points that readers leave out when they type. Vowel signs of Indic scripts are letters, not accents.
fn is_accent(letter: char) -> bool {
    matches!(letter,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5BD}' | '\u{5BF}'..='\u{5C7}'
        | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}')
}

/// Marks that are not alphabetic by Unicode and yet part of a word (virama, nukta).
fn is_inner_mark(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter)
}

/// Letters that Unicode does not take apart, though readers do.
fn plain_letters(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ł' => "l",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ŧ' => "t",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ς' => "σ",
        '’' | '‘' | '\u{2BC}' | '`' | '´' => "'",
        '‐' | '‑' | '‒' | '–' | '—' | '−' => "-",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn accents_case_and_odd_letters_do_not_matter() {
        for (one, other) in [("Łódź", "lodz"), ("Umeå", "UMEA"), ("STRASSE", "straße"), ("İstanbul", "istanbul")]
        {
            assert_eq!(fold(one), fold(other));
        }
        assert_eq!(fold("ΠΑΤΡΑΣ"), fold("Πάτρας"));
        assert_eq!(fold("Київ"), "киів");
        assert_eq!(name_key("L’Hospitalet — de Llobregat "), "lhospitalet de llobregat");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in ".{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once.clone());
            prop_assert_eq!(name_key(&name_key(&text)), name_key(&text));
        }
    }
}
