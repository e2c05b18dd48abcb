//! Where on a page a text stood: a selector that finds its element again in the page as fetched, and its words.

use scraper::{ElementRef, Node};

use super::{auto::css_path, page::Page, prose};
use crate::domain::candidate::Origin;

/// A longer selector is no help to anybody, and pages are nested as deep as they like.
const MOST_SELECTOR: usize = 1_000;

/// Bytes that hold a quote, as a rule.
const QUOTED: usize = 4 * Origin::MOST_QUOTE;

/// The element with its own words as the quote.
pub(super) fn origin_of(element: ElementRef<'_>) -> Origin {
    // Of a long text only the beginning is quoted; where that is little but blanks, all of it is looked at.
    let mut found = prose::lines_up_to(element, QUOTED);
    if found.cut && found.text.chars().nth(Origin::MOST_QUOTE).is_none() {
        found = prose::lines(element);
    }
    Origin::new(selector_of(element), &found.text)
}

/// The element, where the words come from an attribute or are only some of its own.
pub(super) fn origin_with(element: ElementRef<'_>, words: &str) -> Origin {
    Origin::new(selector_of(element), words)
}

/// The first element whose own text holds these words; without element when they are spread over several.
pub(super) fn origin_within(page: &Page, within: ElementRef<'_>, words: &str) -> Origin {
    let wanted = prose::collapse(words);
    let holds = |text: &str| prose::collapse(text).contains(&wanted);
    let texts = within.descendants().filter(|node| matches!(node.value(), Node::Text(text) if holds(text)));
    let holder = texts.filter_map(|text| text.parent().and_then(ElementRef::wrap)).find(|_| !page.is_late());
    Origin::new(holder.map(selector_of).unwrap_or_default(), words)
}

/// Empty where the selector would be longer than anybody reads.
fn selector_of(element: ElementRef<'_>) -> String {
    let path = css_path(element);
    if path.len() > MOST_SELECTOR { String::new() } else { path }
}

#[cfg(test)]
mod tests {
    use scraper::Selector;

    use super::*;

    const PAGE: &str = "<body><div><p>One<p>Two <b>bold</b></div><div><o:p>Odd</o:p><h1>Title</h1></div>";

    #[test]
    fn every_element_is_found_again_and_no_other() {
        let page = Page::parse(PAGE).unwrap();
        for element in page.root().descendants().filter_map(ElementRef::wrap) {
            let selector = Selector::parse(&selector_of(element)).unwrap();
            let found = page.select(page.root(), &selector).unwrap();
            assert_eq!(found, [element], "{}", selector_of(element));
        }
    }

    #[test]
    fn words_are_found_in_the_innermost_element() {
        let page = Page::parse(PAGE).unwrap();
        let origin = origin_within(&page, page.root(), "bold");
        assert_eq!(
            (origin.element.as_str(), &*origin.quote),
            ("html > body > div:nth-of-type(1) > p:nth-of-type(2) > b", "bold")
        );
        assert_eq!(origin_within(&page, page.root(), "Two bold").element, "");
    }

    #[test]
    fn a_page_nested_without_end_gives_no_endless_selector() {
        let page = Page::parse(&format!("{}<p>x", "<div>".repeat(300))).unwrap();
        let last = page.root().descendants().filter_map(ElementRef::wrap).last().unwrap();
        assert_eq!(selector_of(last), "");
    }
}
