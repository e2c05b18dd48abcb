//! From cleaned Markdown to HTML and to plain words.

use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd, html::push_html};

use super::markup::parser;

/// What a text may consist of. No class, no id, no style, no picture: the page decides how a text looks.
static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::empty();
    cleaner
        .tags(
            [
                "a",
                "blockquote",
                "br",
                "code",
                "em",
                "h2",
                "h3",
                "h4",
                "h5",
                "h6",
                "hr",
                "li",
                "ol",
                "p",
                "pre",
                "strong",
                "table",
                "tbody",
                "td",
                "th",
                "thead",
                "tr",
                "ul",
            ]
            .into(),
        )
        .clean_content_tags(["script", "style"].into())
        .tag_attributes([("a", ["href", "title"].into()), ("ol", ["start"].into())].into())
        .url_schemes(["http", "https", "mailto"].into())
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("nofollow noopener"));
    cleaner
});

/// Headings begin at `top` and never skip a level, whatever levels the writer chose: readers who jump from heading to
/// heading rely on it (WCAG 1.3.1).
pub(super) fn html(markdown: &str, top: usize) -> String {
    let mut outline = Outline { top, open: Vec::new() };
    let mut picture = 0_usize;
    let events = parser(markdown).filter_map(|event| match event {
        Event::Start(Tag::Image { .. }) => {
            picture += 1;
            None
        }
        Event::End(TagEnd::Image) => {
            picture = picture.saturating_sub(1);
            None
        }
        _ if picture > 0 => None,
        Event::Html(_) | Event::InlineHtml(_) => None,
        Event::Start(Tag::Heading { level, .. }) => Some(Event::Start(Tag::Heading {
            level: outline.enter(level),
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        })),
        Event::End(TagEnd::Heading(_)) => Some(Event::End(TagEnd::Heading(outline.level()))),
        event => Some(event),
    });
    let mut html = String::with_capacity(markdown.len() + markdown.len() / 2);
    push_html(&mut html, events);
    CLEANER.clean(&html).to_string()
}

/// The headings that enclose the present place, as the writer levelled them.
struct Outline {
    top: usize,
    open: Vec<HeadingLevel>,
}

impl Outline {
    fn enter(&mut self, level: HeadingLevel) -> HeadingLevel {
        while self.open.last().is_some_and(|open| *open >= level) {
            self.open.pop();
        }
        self.open.push(level);
        self.level()
    }

    fn level(&self) -> HeadingLevel {
        HeadingLevel::try_from((self.top + self.open.len()).saturating_sub(1)).unwrap_or(HeadingLevel::H6)
    }
}

pub(super) fn plain(markdown: &str) -> String {
    let mut words = String::with_capacity(markdown.len());
    for event in parser(markdown) {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::SoftBreak | Event::End(TagEnd::TableCell) => words.push(' '),
            Event::HardBreak | Event::Rule => words.push('\n'),
            Event::End(tag) if ends_line(tag) && !words.ends_with('\n') => {
                words.truncate(words.trim_end_matches(' ').len());
                words.push('\n');
            }
            // A list inside an item begins on a line of its own.
            Event::Start(Tag::List(_)) if !words.is_empty() && !words.ends_with('\n') => words.push('\n'),
            _ => {}
        }
    }
    words.trim().to_owned()
}

/// Like [`plain`], with the targets of links that do not say them themselves, and each line of the text on its own.
pub(super) fn told(markdown: &str) -> String {
    let mut told = String::with_capacity(markdown.len());
    let mut link = None;
    for event in parser(markdown) {
        match event {
            Event::Text(text) | Event::Code(text) => told.push_str(&text),
            Event::Start(Tag::Link { dest_url, .. }) => link = Some((told.len(), dest_url)),
            Event::End(TagEnd::Link) => {
                if let Some((start, target)) = link.take()
                    && told.get(start..) != Some(&*target)
                {
                    told.push(' ');
                    told.push_str(&target);
                }
            }
            Event::End(TagEnd::TableCell) => told.push(' '),
            Event::SoftBreak | Event::HardBreak | Event::Rule | Event::Start(Tag::List(_)) => told.push('\n'),
            Event::End(tag) if ends_line(tag) => told.push('\n'),
            _ => {}
        }
    }
    told
}

fn ends_line(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::CodeBlock
            | TagEnd::Item
            | TagEnd::List(_)
            | TagEnd::TableHead
            | TagEnd::TableRow
    )
}
