//! The main text of a page: what general readers make of it, and which of them to believe here.
//! Must not know fields or rules; it gives each reader's text, the best one first.

mod readers;

use url::Url;

use super::types::Extractor;
use crate::domain::CleanText;

/// Words of a main text beyond these bytes are cut off.
const MOST_BYTES: usize = 256 * 1024;

/// One reader's main text.
pub(super) struct Made {
    pub(super) extractor: Extractor,
    pub(super) text: CleanText,
    pub(super) hidden: bool,
    pub(super) cut: bool,
}

/// What each reader makes of a page, the best first. Empty when none finds anything.
pub(super) fn find(html: &str, url: &Url) -> Vec<Made> {
    readers::all(html, url)
}
