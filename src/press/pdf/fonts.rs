//! The typefaces that PDFs are set in: Literata and Source Sans 3 (Latin, Greek, Cyrillic), Amiri.

use std::sync::LazyLock;

use rust_embed::RustEmbed;
use typst::{
    foundations::Bytes,
    text::{Font, FontBook},
    utils::LazyHash,
};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/src/press/pdf/fonts"]
struct Files;

pub(super) struct Fonts {
    pub book: LazyHash<FontBook>,
    pub faces: Vec<Font>,
}

pub(super) static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let files = Files::iter().filter_map(|name| Files::get(&name));
    let faces: Vec<Font> = files.flat_map(|file| Font::iter(Bytes::new(file.data.into_owned()))).collect();
    Fonts { book: LazyHash::new(FontBook::from_fonts(&faces)), faces }
});

impl Fonts {
    /// Whether some typeface has the letter, or nothing is printed for it.
    pub fn has(&self, letter: char) -> bool {
        let blank = letter.is_whitespace() || is_mark(letter);
        blank || self.faces.iter().any(|face| face.info().coverage.contains(letter.into()))
    }
}

/// Marks that direct the setting and are not printed themselves: joiners, soft hyphens, directions, variants.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scripts_of_the_network_can_be_set() {
        for text in ["Łódź, Reggio d’Émilie, Þórshöfn – «ça»", "Λεμεσός, ἀρχή", "Мелітополь, Ґанок", "مدينة العين"]
        {
            let missing: Vec<char> = text.chars().filter(|letter| !FONTS.has(*letter)).collect();
            assert!(missing.is_empty(), "{text}: {missing:?}");
        }
        assert!(!FONTS.has('浜'));
    }
}
