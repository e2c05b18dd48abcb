//! A kept page to point at: the elements of a page as it was fetched, without anything that could act or be loaded, and
//! the kinds of pieces it is made of. What a selector finds in the copy it finds in the page.

use std::fmt::Write as _;

use ego_tree::iter::Edge;
use scraper::{ElementRef, Node, Selector, node::Element};
use url::Url;

use super::{charset::decode, page::Page, prose};

/// A copy to be shown in a frame without scripts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PointPage {
    /// The attributes of the element `html`, each with a blank before it.
    pub root: String,
    /// The element `body` with all it holds.
    pub body: String,
    /// The pieces of text the page is made of, each kind once, in their order.
    pub pieces: Vec<Piece>,
    /// The copy ends before the page does.
    pub cut: bool,
}

/// Pieces of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// A CSS selector that finds them.
    pub selector: String,
    /// How many it finds.
    pub count: usize,
    /// The words of the first.
    pub words: String,
}

/// Bytes of a copy; more would be slow to look at and is cut.
const MOST_BYTES: usize = 1_500_000;
const MOST_PIECES: usize = 60;
const MOST_WORDS: usize = 80;

/// What acts, loads or brings a world of its own. An empty `template` stands in its place, so that counting children still
/// counts as it does on the page.
const INERT: [&str; 26] = [
    "script",
    "style",
    "link",
    "meta",
    "base",
    "title",
    "iframe",
    "frame",
    "frameset",
    "noframes",
    "noembed",
    "object",
    "embed",
    "applet",
    "param",
    "video",
    "audio",
    "source",
    "track",
    "canvas",
    "svg",
    "math",
    "template",
    "xmp",
    "plaintext",
    "portal",
];

const VOID: [&str; 8] = ["area", "br", "col", "hr", "img", "input", "wbr", "keygen"];

/// Attributes that neither act nor load. An address is needed to tell a link from an anchor; the frame leads nowhere.
const KEPT: [&str; 19] = [
    "id",
    "class",
    "lang",
    "dir",
    "title",
    "alt",
    "href",
    "rel",
    "itemprop",
    "itemscope",
    "itemtype",
    "datetime",
    "role",
    "colspan",
    "rowspan",
    "hidden",
    "property",
    "typeof",
    "content",
];

/// A form hands its fields out by id, in place of its own properties (HTML, 4.10.3).
const NAMELESS: [&str; 7] = ["input", "button", "select", "textarea", "fieldset", "output", "img"];

/// Marks of ours.
const OURS: &str = "data-commons-";

/// The text of a page as it was received, by its own charset.
#[must_use]
pub fn page_text(body: &[u8], media_type: &str, address: &str) -> String {
    let url = Url::parse(address).ok();
    decode(body, Some(media_type), url.as_ref().and_then(Url::host_str))
}

/// Copies a kept page; none when it is no page, or none that can be read safely. Parsing is bounded; it is still work for
/// a blocking thread.
#[must_use]
pub fn point_page(body: &[u8], media_type: &str, address: &str) -> Option<PointPage> {
    if !media_type.contains("html") {
        return None;
    }
    let url = Url::parse(address).ok();
    let text = decode(body, Some(media_type), url.as_ref().and_then(Url::host_str));
    let page = Page::parse(&text).ok()?;
    let mut made = PointPage { root: attributes(page.root().value()), ..PointPage::default() };
    let found = page.root().children().filter_map(ElementRef::wrap).find(|child| child.value().name() == "body");
    copy(found?, &mut made);
    made.pieces = pieces(&page);
    Some(made)
}

fn copy(body: ElementRef<'_>, made: &mut PointPage) {
    // Elements passed over, with what is in them.
    let mut skipped = 0_usize;
    for edge in body.traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(element) if skipped > 0 || made.body.len() > MOST_BYTES => {
                    made.cut |= skipped == 0;
                    skipped += 1;
                }
                Node::Element(element) if INERT.contains(&element.name()) || !is_plain(element.name()) => {
                    made.body.push_str("<template></template>");
                    skipped = 1;
                }
                Node::Element(element) => {
                    let _ = write!(made.body, "<{}{}>", element.name(), attributes(element));
                    if matches!(element.name(), "pre" | "textarea") {
                        // The parser takes a first line end away (HTML, 13.2.6.4.7).
                        made.body.push('\n');
                    }
                }
                Node::Text(text) if skipped == 0 && made.body.len() <= MOST_BYTES => escape(text, &mut made.body),
                _ => {}
            },
            Edge::Close(node) => {
                let Node::Element(element) = node.value() else { continue };
                if skipped > 0 {
                    skipped -= 1;
                } else if !is_void(element) {
                    let _ = write!(made.body, "</{}>", element.name());
                }
            }
        }
    }
}

fn is_void(element: &Element) -> bool {
    VOID.contains(&element.name())
}

/// A name the parser reads as it is written.
fn is_plain(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn attributes(element: &Element) -> String {
    let mut written = String::new();
    let nameless = NAMELESS.contains(&element.name());
    for (name, value) in element.attrs() {
        let is_data = name.starts_with("data-") && !name.starts_with(OURS) && is_plain(name);
        if (KEPT.contains(&name) || is_data) && !(nameless && name == "id") {
            let _ = write!(written, " {name}=\"");
            escape(value, &mut written);
            written.push('"');
        }
    }
    written
}

fn escape(text: &str, into: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            '\u{a0}' => into.push_str("&nbsp;"),
            _ => into.push(letter),
        }
    }
}

/// Everything with words of its own, by the selectors an editor would write.
fn pieces(page: &Page) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for element in page.root().descendants().filter_map(ElementRef::wrap) {
        if found.len() >= MOST_PIECES || page.is_late() {
            break;
        }
        if !has_words(element) || element.ancestors().filter_map(ElementRef::wrap).any(|above| is_passed(above.value()))
        {
            continue;
        }
        let Some(selector) = selector_of(element) else { continue };
        if !seen.insert(selector.clone()) {
            continue;
        }
        let Ok(parsed) = Selector::parse(&selector) else { continue };
        let count = Page::find(page.root(), &parsed).count();
        let words: String = prose::collapse(&element.text().collect::<String>()).chars().take(MOST_WORDS).collect();
        found.push(Piece { selector, count, words });
    }
    found
}

fn is_passed(element: &Element) -> bool {
    INERT.contains(&element.name()) || element.name() == "head"
}

fn has_words(element: ElementRef<'_>) -> bool {
    let is_words = |node: &Node| matches!(node, Node::Text(text) if !text.trim().is_empty());
    !is_passed(element.value()) && element.children().any(|child| is_words(child.value()))
}

/// `h2.card__title`, or `.card time` where the element has no name of its own.
fn selector_of(element: ElementRef<'_>) -> Option<String> {
    let own = step(element)?;
    if own.contains(['.', '#']) || matches!(element.value().name(), "h1" | "body") {
        return Some(own);
    }
    let named = element.ancestors().filter_map(ElementRef::wrap).find_map(|above| {
        let name = step(above)?;
        (name.contains(['.', '#']) && above.value().name() != "body").then_some(name)
    });
    Some(named.map_or(own.clone(), |above| format!("{above} {own}")))
}

fn step(element: ElementRef<'_>) -> Option<String> {
    let name = element.value().name();
    if !is_plain(name) {
        return None;
    }
    if let Some(id) = element.value().id().filter(|id| is_lasting(id)) {
        return Some(format!("{name}#{id}"));
    }
    let classes = element.value().classes().filter(|class| is_lasting(class)).take(2);
    Some(classes.fold(name.to_owned(), |step, class| format!("{step}.{class}")))
}

/// A name people gave, and no number of a record or of a build.
fn is_lasting(name: &str) -> bool {
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    name.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
        && digits < 2
        && name.len() <= 40
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(html: &str) -> PointPage {
        point_page(html.as_bytes(), "text/html", "https://partner.example/p").unwrap()
    }

    #[test]
    fn what_could_act_or_load_is_gone_and_what_is_counted_stays() {
        let page = made(
            "<html class=no-js onload=x()><head><script>1</script></head><body style='background:url(//t.example)'>\
             <script src=//t.example/a.js>alert(1)</script><iframe src=//t.example>x</iframe><div><svg><a href=x>y</a></svg></div>\
             <form action=/x><input id=children value=1><img src=//t.example/i.png alt='A \"view\"' onerror=x()></form>\
             <p id=a class='b c' data-x=1 data-commons-hit=7 style='x'>1 &lt; 2<br>&amp;</p></body></html>",
        );
        assert_eq!(page.root, " class=\"no-js\"");
        assert_eq!(
            page.body,
            "<body><template></template><template></template><div><template></template></div>\
             <form><input><img alt=\"A &quot;view&quot;\"></form>\
             <p class=\"b c\" data-x=\"1\" id=\"a\">1 &lt; 2<br>&amp;</p></body>"
        );
        assert!(!page.cut);
    }

    #[test]
    fn the_copy_is_read_as_the_page_is() {
        for html in [
            "<body><table><tr><td>1<td>2<b>x<tr><td>3</table><p>a<div>b</div>c",
            "<body><pre>\n\n x</pre><textarea>\n<b></textarea><ul><li>1<script>x</script><li>2</ul>",
            "<body><noscript><p>without</p></noscript><select><option>1<option>2</select>",
        ] {
            let first = made(html);
            let again = made(&format!("<html{}>{}</html>", first.root, first.body));
            assert_eq!(first.body, again.body, "{html}");
        }
    }

    #[test]
    fn pieces_are_named_once_and_counted() {
        let card = |n: usize| format!("<li class='card n{n}23'><h2 class=card__title>T{n}</h2><time>May</time></li>");
        let html = format!("<body><h1>All</h1><ul>{}{}</ul><script>var words</script></body>", card(1), card(2));
        let pieces = made(&html).pieces;
        let said: Vec<(&str, usize, &str)> =
            pieces.iter().map(|piece| (piece.selector.as_str(), piece.count, piece.words.as_str())).collect();
        assert_eq!(said, [("h1", 1, "All"), ("h2.card__title", 2, "T1"), ("li.card time", 2, "May")]);
    }

    #[test]
    fn a_page_without_end_is_cut_and_still_a_page() {
        let long = format!("<p class=x>{}</p>", "words ".repeat(20_000)).repeat(20);
        let page = made(&format!("<body><div>{long}</div></body>"));
        assert!(page.cut && page.body.ends_with("</p></div></body>"), "{}", &page.body[page.body.len() - 60..]);
        assert!(page.body.len() < MOST_BYTES + 130_000);
        assert!(point_page(b"{}", "application/json", "https://partner.example/").is_none());
    }
}
