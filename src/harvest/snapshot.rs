//! A kept page as an editor may see it: its words and links, none of its scripts, styles or pictures.

use url::Url;

use super::{charset::decode, page::Page, prose::markdown};
use crate::domain::CleanText;

/// A snapshot made safe to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The words of a page.
    Page(CleanText),
    /// What is no page (a feed) as the text it is, cut at [`MOST_RAW`] bytes.
    Raw(String),
}

/// Enough to find an entry in a feed.
const MOST_RAW: usize = 256 * 1024;

/// Makes a kept page safe to show. Parsing is bounded; it is still work for a blocking thread.
#[must_use]
pub fn show_snapshot(body: &[u8], media_type: &str, address: &str) -> Shown {
    let url = Url::parse(address).ok();
    let text = decode(body, Some(media_type), url.as_ref().and_then(Url::host_str));
    if media_type.contains("html")
        && let Some(url) = url
        && let Ok(page) = Page::parse(&text)
    {
        return Shown::Page(CleanText::from_markdown(&markdown(page.root(), &url).text));
    }
    let end = text.floor_char_boundary(MOST_RAW.min(text.len()));
    Shown::Raw(text[..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_keeps_its_words_and_loses_what_could_act() {
        let page = b"<html><body onload=x()><h1>Weeks</h1><script>alert(1)</script><p>of <a href=/a>culture</a></body>";
        let Shown::Page(text) = show_snapshot(page, "text/html", "https://partner.example/p") else {
            panic!("is a page")
        };
        assert_eq!(text.markdown(), "# Weeks\n\nof [culture](https://partner.example/a)");
    }

    #[test]
    fn a_feed_is_shown_as_it_is() {
        let shown = show_snapshot(b"<feed/>", "application/atom+xml", "https://partner.example/feed");
        assert_eq!(shown, Shown::Raw("<feed/>".to_owned()));
    }
}
