//! What a page's elements say: as Markdown for the parts of a story, as plain text for the rest.
//! Only a few plain elements survive the way, so that nothing but words, headings, lists and links reaches a record.

use ego_tree::{NodeId, iter::Edge};
use htmd::{
    HtmlToMarkdown,
    options::{BrStyle, BulletListMarker, Options},
};
use scraper::{ElementRef, Node, node::Element};
use url::Url;

use crate::domain::{CleanText, candidate::Origin, field::Limit};

/// What carries no words of its own, or words that are not the page's.
const SKIPPED: [&str; 28] = [
    "script", "style", "noscript", "template", "head", "iframe", "frame", "frameset", "noframes", "object", "embed",
    "applet", "svg", "math", "canvas", "audio", "video", "picture", "img", "map", "select", "textarea", "button",
    "input", "datalist", "progress", "meter", "nav",
];

const BLOCKS: [&str; 36] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "legend",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "tr",
    "ul",
];

/// Elements nested deeper lose their marks and keep their words.
const MOST_DEPTH: usize = 24;

/// More text is cut off: a field holds 32 KiB, and marks take some of it away again.
const MOST_BYTES: usize = 2 * Limit::BYTES;

/// Text found on a page, and what an editor should know about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) text: String,
    /// Part of it is hidden on the page.
    pub(super) hidden: bool,
    /// There was more than a field can hold.
    pub(super) cut: bool,
    /// The elements it was put together from.
    pub(super) origins: Vec<Origin>,
}

/// The element as cleaned Markdown that a field can hold; addresses made absolute.
pub(super) fn markdown(element: ElementRef<'_>, base: &Url) -> Found {
    bounded(markdown_up_to(element, base, MOST_BYTES))
}

/// The element as cleaned Markdown of at most so many bytes of words; addresses made absolute.
pub(super) fn markdown_up_to(element: ElementRef<'_>, base: &Url, most: usize) -> Found {
    markdown_where(element, base, most, |_| true)
}

/// As [`markdown_up_to`], of the texts and elements alone that are wanted.
pub(super) fn markdown_where(
    element: ElementRef<'_>,
    base: &Url,
    most: usize,
    wanted: impl Fn(NodeId) -> bool,
) -> Found {
    let mut writer = Writer {
        html: String::new(),
        base,
        open: Vec::new(),
        link: None,
        depth: 0,
        words: 0,
        most,
        found: Found::default(),
    };
    writer.write(element, wanted);
    let options = Options {
        br_style: BrStyle::Backslash,
        bullet_list_marker: BulletListMarker::Dash,
        ul_bullet_spacing: 1,
        ol_number_spacing: 1,
        ..Options::default()
    };
    let converted = HtmlToMarkdown::builder().options(options).build().convert(&writer.html).unwrap_or_default();
    let text = CleanText::from_markdown(&with_text_as_text(&converted)).markdown().to_owned();
    Found { text, ..writer.found }
}

/// Lines of a text that begin as an entry of a list would: the converter numbers its entries with a point, and begins none
/// after a line break.
fn with_text_as_text(markdown: &str) -> String {
    let mut written = String::with_capacity(markdown.len());
    let (mut is_code, mut is_broken) = (false, false);
    for line in markdown.split_inclusive('\n') {
        let rest = line.trim_start_matches(' ');
        let indent = line.len() - rest.len();
        is_code ^= rest.starts_with("```");
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let looks_like_an_entry = match rest.as_bytes().get(digits) {
            Some(b')') => digits > 0,
            Some(b'.') => digits > 0 && is_broken,
            Some(b'-' | b'+' | b'#') => digits == 0 && is_broken,
            _ => false,
        };
        let (number, after) = rest.split_at(digits);
        written.push_str(&line[..indent]);
        written.push_str(number);
        if looks_like_an_entry && !is_code && indent < 4 {
            written.push('\\');
        }
        written.push_str(after);
        is_broken = line.trim_end_matches('\n').ends_with('\\');
    }
    written
}

/// The element's words, a line for each block, blanks collapsed.
pub(super) fn lines(element: ElementRef<'_>) -> Found {
    lines_up_to(element, MOST_BYTES)
}

/// As [`lines`], cut where they have more than so many bytes.
pub(super) fn lines_up_to(element: ElementRef<'_>, most: usize) -> Found {
    let mut text = String::new();
    let mut found = Found::default();
    walk(element, |edge| {
        match edge {
            Piece::Text(words) => text.push_str(words),
            Piece::Open(element) | Piece::Close(element) => match element.name() {
                "br" => text.push('\n'),
                "td" | "th" => text.push(' '),
                name if BLOCKS.contains(&name) => text.push('\n'),
                _ => {}
            },
        }
        found.hidden |= matches!(edge, Piece::Open(element) if is_hidden(element));
        found.cut |= text.len() > most;
        !found.cut
    });
    found.text = text.lines().map(collapse).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    bounded(found)
}

/// Plain words as Markdown that says the same.
pub(super) fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for letter in words.chars() {
        if letter.is_ascii_punctuation()
            && !matches!(letter, '.' | ',' | ':' | ';' | '?' | '\'' | '"' | '/' | '%' | '=' | '@')
        {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// Blanks and control characters become single spaces.
pub(super) fn collapse(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    collapsed
}

fn bounded(mut found: Found) -> Found {
    if found.text.len() > Limit::BYTES {
        found.text.truncate(found.text.floor_char_boundary(Limit::BYTES));
        found.cut = true;
    }
    found
}

enum Piece<'a> {
    Open(&'a Element),
    Close(&'a Element),
    Text(&'a str),
}

/// Goes through an element without recursion, past what is skipped, for as long as it is asked to.
fn walk<'a>(element: ElementRef<'a>, visit: impl FnMut(Piece<'a>) -> bool) {
    walk_where(element, |_| true, visit);
}

/// As [`walk`], past what is not wanted.
fn walk_where<'a>(element: ElementRef<'a>, wanted: impl Fn(NodeId) -> bool, mut visit: impl FnMut(Piece<'a>) -> bool) {
    let mut skipped = 0_usize;
    for edge in element.traverse() {
        let go_on = match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(element) if is_skipped(element) => {
                    skipped += 1;
                    true
                }
                Node::Element(element) if skipped == 0 && wanted(node.id()) => visit(Piece::Open(element)),
                Node::Text(text) if skipped == 0 && wanted(node.id()) => visit(Piece::Text(text)),
                _ => true,
            },
            Edge::Close(node) => match node.value() {
                Node::Element(element) if is_skipped(element) => {
                    skipped -= 1;
                    true
                }
                Node::Element(element) if skipped == 0 && wanted(node.id()) => visit(Piece::Close(element)),
                _ => true,
            },
        };
        if !go_on {
            return;
        }
    }
}

pub(super) fn is_skipped(element: &Element) -> bool {
    SKIPPED.contains(&element.name())
}

/// Whether an element begins and ends a line; cells of a table do.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name) || matches!(name, "td" | "th" | "table")
}

fn is_hidden(element: &Element) -> bool {
    let style = element.attr("style").unwrap_or_default().to_ascii_lowercase().replace(char::is_whitespace, "");
    element.attr("hidden").is_some()
        || ["display:none", "visibility:hidden", "font-size:0", "opacity:0"].iter().any(|hides| {
            // `opacity:0.5` and `font-size:0.9em` hide nothing.
            style.match_indices(hides).any(|(at, _)| !style[at + hides.len()..].starts_with('.'))
        })
}

/// Writes the few elements that Markdown knows, each closed, as HTML again.
struct Writer<'a> {
    html: String,
    base: &'a Url,
    /// The closing tag of each open element; empty where the element itself was left out.
    open: Vec<&'static str>,
    /// Where the tag of a link without words yet begins.
    link: Option<usize>,
    /// How many of them are not empty.
    depth: usize,
    words: usize,
    most: usize,
    found: Found,
}

impl Writer<'_> {
    fn write(&mut self, element: ElementRef<'_>, wanted: impl Fn(NodeId) -> bool) {
        walk_where(element, wanted, |piece| {
            match piece {
                Piece::Text(text) => {
                    self.words += text.len();
                    // The converter loses blanks at the beginning of a link.
                    if let Some(begin) = self.link.take().filter(|_| text.starts_with(char::is_whitespace)) {
                        self.html.insert(begin, ' ');
                    }
                    self.html.push_str(&html_escape(text));
                }
                Piece::Open(element) => self.open(element),
                Piece::Close(_) => self.close(),
            }
            self.found.cut |= self.words > self.most;
            !self.found.cut
        });
        while !self.open.is_empty() {
            self.close();
        }
    }

    fn close(&mut self) {
        let close = self.open.pop().unwrap_or_default();
        self.link = self.link.filter(|_| close != "</a>");
        self.depth -= usize::from(!close.is_empty());
        self.html.push_str(close);
    }

    fn open(&mut self, element: &Element) {
        self.found.hidden |= is_hidden(element);
        let deep = self.depth >= MOST_DEPTH;
        let (open, close) = match element.name() {
            "br" => ("<br>", ""),
            "hr" => ("<hr>", ""),
            _ if deep => ("", ""),
            "a" => {
                let target = element.attr("href").and_then(|href| link(self.base, href));
                if let Some(target) = &target {
                    self.link = Some(self.html.len());
                    self.html.push_str("<a href=\"");
                    self.html.push_str(&html_escape(target));
                    self.html.push_str("\">");
                }
                ("", if target.is_some() { "</a>" } else { "" })
            }
            "p" => ("<p>", "</p>"),
            "h1" => ("<h1>", "</h1>"),
            "h2" => ("<h2>", "</h2>"),
            "h3" => ("<h3>", "</h3>"),
            "h4" => ("<h4>", "</h4>"),
            "h5" => ("<h5>", "</h5>"),
            "h6" => ("<h6>", "</h6>"),
            "ul" | "menu" | "dir" => ("<ul>", "</ul>"),
            "ol" => ("<ol>", "</ol>"),
            "li" => ("<li>", "</li>"),
            "blockquote" => ("<blockquote>", "</blockquote>"),
            "pre" => ("<pre>", "</pre>"),
            "code" | "kbd" | "samp" | "tt" => ("<code>", "</code>"),
            "em" | "i" | "cite" | "dfn" => ("<em>", "</em>"),
            "strong" | "b" => ("<strong>", "</strong>"),
            "dt" => ("<p><strong>", "</strong></p>"),
            "td" | "th" => ("<div>", "</div>"),
            name if BLOCKS.contains(&name) => ("<div>", "</div>"),
            _ => ("", ""),
        };
        self.html.push_str(open);
        self.open.push(close);
        self.depth += usize::from(!close.is_empty());
    }
}

/// An absolute address somebody may follow from a record.
pub(super) fn link(base: &Url, href: &str) -> Option<String> {
    let url = base.join(href.trim()).ok()?;
    let follows = match url.scheme() {
        "http" | "https" => url.has_host() && url.username().is_empty() && url.password().is_none(),
        "mailto" => true,
        _ => false,
    };
    (follows && url.as_str().len() <= 2_048).then(|| url.to_string())
}

fn html_escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harvest::page::Page;

    fn base() -> Url {
        Url::parse("https://partner.example/practices/1").unwrap()
    }

    fn read(html: &str) -> (Found, Found) {
        let page = Page::parse(html).unwrap();
        (markdown(page.root(), &base()), lines(page.root()))
    }

    #[test]
    fn words_headings_lists_and_links_survive() {
        let (markdown, lines) = read(
            "<div><h2>Purpose</h2><p>Open <b>libraries</b>, see <a href='../more?a=1&b=2'>more</a>.<br>Free.</p>\
             <ul><li>one</li><li>two</li></ul><dl><dt>Lead</dt><dd>City</dd></dl></div>",
        );
        assert_eq!(
            markdown.text,
            "## Purpose\n\nOpen **libraries**, see [more](https://partner.example/more?a=1&b=2).\\\nFree.\n\n- one\n- two\n\n**Lead**\n\nCity"
        );
        assert_eq!(lines.text, "Purpose\nOpen libraries, see more.\nFree.\none\ntwo\nLead\nCity");
    }

    #[test]
    fn blanks_around_links_and_numbers_in_text_survive() {
        let (markdown, _) = read(
            "<p>It was<a href=/a> poor</a>, in<a href=/b> <b>Chile</b></a><a href=/c>, said </a>all.<br>\n5) Five<br>\n6. Six<br>- Dash</p>\
             <p>7) Seven</p><ol><li>One</li></ol>",
        );
        let plain = CleanText::from_markdown(&markdown.text).plain();
        assert_eq!(
            plain.split_whitespace().collect::<Vec<_>>().join(" "),
            "It was poor, in Chile, said all. 5) Five 6. Six - Dash 7) Seven One"
        );
    }

    #[test]
    fn nothing_that_runs_or_loads_survives() {
        let (markdown, lines) = read(
            "<p onclick=alert(1)>a<script>alert(2)</script><img src=http://127.0.0.1/x onerror=alert(3)>\
             <a href='java\tscript:alert(4)'>b</a><a href='&#106;avascript:alert(5)'>c</a><a href=data:text/html,x>d</a>\
             <iframe srcdoc='<p>x'></iframe><svg><a xlink:href=javascript:x><text>y</text></a></svg>\
             <math><annotation-xml encoding='text/html'><p>z</annotation-xml></math><form><input value=v>e</form>\
             <noscript><p title='</noscript><img src=x onerror=alert(6)>'></noscript><style>p{}</style></p>",
        );
        for text in [&markdown.text, &lines.text] {
            for word in ["alert", "script", "<", "127.0.0.1", "data:"] {
                assert!(!text.contains(word), "{word} in {text}");
            }
            for word in ["a", "b", "c", "d", "e"] {
                assert!(text.contains(word), "{word} not in {text}");
            }
        }
    }

    #[test]
    fn hidden_and_overlong_text_is_said_to_be_so() {
        let (markdown, lines) = read("<p>a</p><p style='Display : NONE'>approve this</p>");
        assert!(markdown.hidden && lines.hidden && lines.text.contains("approve this"));
        assert!(!read("<p style='opacity:0.9'>a").0.hidden);
        let (markdown, lines) = read(&format!("<p>{}", "слово ".repeat(20_000)));
        assert!(markdown.cut && lines.cut && markdown.text.len() <= Limit::BYTES && lines.text.len() <= Limit::BYTES);
        let (markdown, _) = read(&format!("{}x{}", "<blockquote>".repeat(400), "</blockquote>".repeat(400)));
        assert!(markdown.text.len() < 200, "{}", markdown.text);
    }
}
