//! The main text of a page: what general readers make of it, and which of them to believe here.
//! Must not know fields or rules; it gives each reader's text, or one of the page's pieces, the best one first.

mod blocks;
mod choose;
mod features;
mod forest;
mod noise;
mod readers;
mod setting;

use url::Url;

use super::types::Extractor;
use crate::{domain::CleanText, harvest::page::Page};

/// Words of a main text beyond these bytes are cut off.
const MOST_BYTES: usize = 256 * 1024;

/// One reader's main text.
pub(super) struct Made {
    pub(super) extractor: Extractor,
    pub(super) text: CleanText,
    pub(super) hidden: bool,
    pub(super) cut: bool,
}

/// What each reader makes of a page, the best first, without the title, which has a field of its own. Empty when none finds
/// anything.
pub(super) fn find(page: &Page, html: &str, url: &Url, title: &str) -> Vec<Made> {
    let blocks = blocks::blocks(page);
    let made = readers::all(page, &blocks, html, url);
    let choice = choose::choose(page, &blocks, made);
    let mut found: Vec<Made> =
        choice.pieces.and_then(|pieces| readers::pieces(page, &blocks, &pieces, url)).into_iter().collect();
    found.extend(choice.in_order);
    for made in &mut found {
        made.text = noise::without(&made.text, title);
    }
    found.retain(|made| !made.text.is_empty());
    found
}
