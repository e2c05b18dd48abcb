//! Characters that a text may keep: none that are invisible, that reorder what is read, or that pile up.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::CleanText;

/// More marks on one letter than any script needs only hide the lines around.
const MARKS: usize = 8;

/// NFC, `\n` line ends, no hidden characters, no outer blank lines, at most `CleanText::BYTES`.
pub(super) fn scrub(text: &str) -> String {
    let mut text = visible(cut(text));
    // Taking a character away may bring two together that compose, and NFC may lengthen: until nothing changes.
    loop {
        let next = visible(cut(&text));
        if next == text {
            return text;
        }
        text = next;
    }
}

/// One line of plain text: scrubbed, every run of blanks one space. For titles, names and other short fields.
#[must_use]
pub fn clean_line(text: &str) -> String {
    let text = scrub(text);
    let mut line = String::with_capacity(text.len());
    for word in text.split(|letter: char| letter.is_whitespace() && !is_fixed_space(letter)) {
        if !word.is_empty() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    line
}

/// Spaces that French puts before signs; they are meant.
fn is_fixed_space(letter: char) -> bool {
    matches!(letter, '\u{A0}' | '\u{202F}')
}

fn cut(text: &str) -> &str {
    &text[..text.floor_char_boundary(CleanText::BYTES)]
}

fn visible(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let right_to_left = text.chars().any(is_right_to_left);
    let letters: Vec<char> = text
        .nfc()
        .map(|letter| if is_line_end(letter) { '\n' } else { letter })
        .filter(|letter| !is_hidden(*letter) && (right_to_left || !is_direction_mark(*letter)))
        .collect();
    let mut kept = String::with_capacity(text.len());
    let mut before = None;
    let mut marks = 0;
    for (at, letter) in letters.iter().copied().enumerate() {
        marks = if is_combining_mark(letter) { marks + 1 } else { 0 };
        let joined = is_joiner(letter) && !before.zip(letters.get(at + 1)).is_some_and(|(a, b)| joins(a, *b));
        if marks <= MARKS && !joined {
            kept.push(letter);
            before = Some(letter);
        }
    }
    kept.nfc().collect::<String>().trim().to_owned()
}

fn is_line_end(letter: char) -> bool {
    matches!(letter, '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_hidden(letter: char) -> bool {
    match letter {
        '\n' | '\t' => false,
        // Soft hyphen, grapheme joiner, fillers, Mongolian separator.
        '\u{AD}' | '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}' | '\u{3164}' | '\u{FFA0}'
        // Zero-width space; overrides, embeddings and isolates; word joiner and invisible operators; byte order mark.
        | '\u{200B}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
        // Variation selectors but the one that asks for a coloured emoji; annotations, object replacement, noncharacters.
        | '\u{FE00}'..='\u{FE0E}' | '\u{FFF0}'..='\u{FFFC}' | '\u{FDD0}'..='\u{FDEF}'
        // Music formatting, tags and further selectors: text that only machines see.
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}' => true,
        _ => letter.is_control() || (u32::from(letter) & 0xFFFE) == 0xFFFE,
    }
}

/// LRM, RLM, ALM: needed beside brackets in right-to-left text, without use elsewhere.
fn is_direction_mark(letter: char) -> bool {
    matches!(letter, '\u{200E}' | '\u{200F}' | '\u{61C}')
}

fn is_right_to_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{61B}' | '\u{61D}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFE}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{200C}' | '\u{200D}')
}

/// Joiners shape letters of Arabic, Indic and some other scripts, and tie emoji together.
fn joins(before: char, after: char) -> bool {
    let shaped = |letter| matches!(letter, '\u{600}'..='\u{109F}' | '\u{1780}'..='\u{18AF}' | '\u{A840}'..='\u{ABFF}');
    let emoji = |letter| matches!(letter, '\u{2190}'..='\u{2BFF}' | '\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}');
    (shaped(before) && shaped(after)) || (emoji(before) && emoji(after))
}
