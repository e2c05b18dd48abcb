//! Text that is safe to show: Markdown without raw HTML, cleaned when it comes in and again when it goes out.
//! Must not know where a text came from: forms, partner pages and files all pass through here.

mod blocks;
mod characters;
pub mod marks;
mod markup;
mod plain;
mod render;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Deserializer, Serialize};
use unicode_segmentation::UnicodeSegmentation;

use self::characters::scrub;
pub use self::{
    blocks::{Block, Words},
    characters::clean_line,
};

/// Cleaned Markdown (`CommonMark` and tables): no raw HTML, no pictures, links `http`, `https` or `mailto` only, no control,
/// invisible or bidi-override characters, NFC, `\n` line ends, no outer blank lines, at most [`CleanText::BYTES`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct CleanText(String);

/// HTML that only [`CleanText::to_html`] makes; the one type templates print unescaped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SafeHtml(String);

/// The words of a Markdown text and where its links lead, one line for each line a reader sees; how it is laid out is left
/// aside.
#[must_use]
pub fn told(markdown: &str) -> String {
    render::told(markdown)
}

impl CleanText {
    /// What lies beyond is cut off, so that no text takes long to render.
    pub const BYTES: usize = 256 * 1024;

    /// Cleans Markdown from anywhere. Cleaning twice changes nothing more.
    #[must_use]
    pub fn from_markdown(text: &str) -> Self {
        if plain::is_clean(text) {
            return Self(text.to_owned());
        }
        Self::cleaned(text)
    }

    fn cleaned(text: &str) -> Self {
        // What is taken out may let its neighbours grow together into new markup, hence more than one pass.
        const PASSES: usize = 8;
        let mut text = scrub(text);
        for _ in 0..PASSES {
            match markup::without_unsafe(&text) {
                None => return Self(text),
                Some(less) => text = scrub(&less),
            }
        }
        Self(scrub(&markup::bare(&text)))
    }

    #[must_use]
    pub fn markdown(&self) -> &str {
        &self.0
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Rendered with headings from `h3` down, links `http`, `https` or `mailto` only, no pictures, no raw HTML: a part of
    /// a page, under an `h2`.
    #[must_use]
    pub fn to_html(&self) -> SafeHtml {
        SafeHtml(render::html(&self.0, 3))
    }

    /// The same with headings from `h2` down: the whole text of a page, under its title.
    #[must_use]
    pub fn to_page_html(&self) -> SafeHtml {
        SafeHtml(render::html(&self.0, 2))
    }

    /// The words without marks, blocks on lines of their own, for excerpts, search and counting.
    #[must_use]
    pub fn plain(&self) -> String {
        render::plain(&self.0)
    }

    /// The text as a tree of blocks, for setting it in type.
    #[must_use]
    pub fn blocks(&self) -> Vec<Block> {
        blocks::blocks(&self.0)
    }

    /// Words as readers count them (UAX #29).
    #[must_use]
    pub fn word_count(&self) -> usize {
        self.plain().unicode_words().count()
    }
}

/// Cleans again: what is kept may have been written by an older release with laxer rules.
impl<'de> Deserialize<'de> for CleanText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(if plain::is_clean(&text) { Self(text) } else { Self::cleaned(&text) })
    }
}

impl SafeHtml {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
