//! Takes out of Markdown what a text may not hold: raw HTML, pictures, links to anything but `http`, `https`, `mailto`.
//! Everything else stays byte for byte as it was written.

use std::{ops::Range, sync::LazyLock};

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use regex::Regex;
use url::Url;

/// Deeper nesting serves nobody and makes browsers and the HTML cleaner slow.
const DEPTH: usize = 24;

/// `CommonMark` and tables.
pub(super) fn parser(markdown: &str) -> Parser<'_> {
    Parser::new_ext(markdown, Options::ENABLE_TABLES)
}

/// The text with everything unsafe taken out once; none when there was nothing to take out.
pub(super) fn without_unsafe(markdown: &str) -> Option<String> {
    let mut cuts = Cuts::default();
    let parser = parser(markdown);
    for (_, definition) in parser.reference_definitions().iter() {
        if !is_link_allowed(&definition.dest) {
            cuts.add(definition.span.clone(), "");
        }
    }
    for (event, range) in parser.into_offset_iter() {
        if cuts.take(event, range) > DEPTH {
            return Some(bare(markdown));
        }
    }
    cuts.apply(markdown)
}

/// An address a reader may be sent to.
pub(super) fn is_link_allowed(address: &str) -> bool {
    Url::parse(address).is_ok_and(|url| match url.scheme() {
        "http" | "https" => url.has_host() && url.username().is_empty() && url.password().is_none(),
        "mailto" => true,
        _ => false,
    })
}

/// For texts that will not come clean otherwise: no characters that could be markup at all.
pub(super) fn bare(markdown: &str) -> String {
    let lines = markdown.lines().map(|line| {
        let line: String = line.chars().filter(|letter| !"<>[]!\\`*_#|~^=".contains(*letter)).collect();
        without_markers(&line).to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A line without list markers before its words.
fn without_markers(mut line: &str) -> &str {
    loop {
        let rest = line.trim_start_matches(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '+' | ':'));
        let after = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
        if after.len() < rest.len() && after.starts_with(['.', ')']) {
            line = &after[1..];
        } else if rest.len() == line.len() {
            return rest;
        } else {
            line = rest;
        }
    }
}

#[derive(Default)]
struct Cuts {
    edits: Vec<(Range<usize>, String)>,
    depth: usize,
    /// Containers around: quotes and lists, whose lines begin with marks of their own.
    containers: usize,
    links: Vec<OpenLink>,
    picture: usize,
    html: Option<(Range<usize>, String)>,
}

struct OpenLink {
    range: Range<usize>,
    allowed: bool,
    /// End of the last thing inside.
    inner_end: usize,
    /// Something inside can be read.
    visible: bool,
}

impl Cuts {
    fn add(&mut self, range: Range<usize>, instead: impl Into<String>) {
        self.edits.push((range, instead.into()));
    }

    /// Looks at one event; answers how deep we are.
    fn take(&mut self, event: Event<'_>, range: Range<usize>) -> usize {
        if !matches!(event, Event::End(TagEnd::Link))
            && let Some(link) = self.links.last_mut()
        {
            link.inner_end = link.inner_end.max(range.end);
        }
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                self.start(&tag, range);
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                self.end(tag);
            }
            Event::Html(line) => match &mut self.html {
                Some((_, html)) => html.push_str(&line),
                None => self.add(range, ""),
            },
            Event::InlineHtml(_) if self.picture == 0 => self.add(range, ""),
            Event::Text(words) | Event::Code(words) if self.picture == 0 && !words.trim().is_empty() => {
                for link in &mut self.links {
                    link.visible = true;
                }
            }
            _ => {}
        }
        self.depth
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::BlockQuote(_) | Tag::List(_) => self.containers += 1,
            Tag::HtmlBlock => self.html = Some((range, String::new())),
            Tag::Image { .. } => {
                if self.picture == 0 {
                    self.add(range, "");
                }
                self.picture += 1;
            }
            Tag::Link { link_type, dest_url, .. } => self.links.push(OpenLink {
                inner_end: range.start + 1,
                range,
                allowed: *link_type == LinkType::Email || is_link_allowed(dest_url),
                visible: false,
            }),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(_) | TagEnd::List(_) => self.containers = self.containers.saturating_sub(1),
            TagEnd::HtmlBlock => {
                if let Some((range, html)) = self.html.take() {
                    let words = words_of_html(&html, self.containers > 0);
                    self.add(range, words);
                }
            }
            TagEnd::Image => self.picture = self.picture.saturating_sub(1),
            TagEnd::Link => {
                if let Some(link) = self.links.pop()
                    && self.picture == 0
                {
                    self.close(&link);
                }
            }
            _ => {}
        }
    }

    /// Every kind of link opens with one character, `[` or `<`; its words stay, what stands around them goes.
    fn close(&mut self, link: &OpenLink) {
        if !link.visible {
            self.add(link.range.clone(), "");
        } else if !link.allowed {
            self.add(link.range.start..link.range.start + 1, "");
            self.add(link.inner_end.min(link.range.end)..link.range.end, "");
        }
    }

    fn apply(mut self, markdown: &str) -> Option<String> {
        if self.edits.is_empty() {
            return None;
        }
        // The longer of two that begin together first; what lies inside an earlier cut is gone with it.
        self.edits.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        let mut kept = String::with_capacity(markdown.len());
        let mut at = 0;
        for (range, instead) in self.edits {
            if range.start < at {
                continue;
            }
            kept.push_str(&markdown[at..range.start]);
            kept.push_str(&instead);
            at = range.end;
        }
        kept.push_str(&markdown[at..]);
        Some(kept)
    }
}

/// The words of an HTML block, as Markdown that shows them (`&lt;` stays `&lt;`). Script and style go with their content.
fn words_of_html(html: &str, one_line: bool) -> String {
    static BLOCK: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)</?(?:p|div|li|ul|ol|tr|table|h[1-6]|section|article|br|blockquote|pre|dd|dt|dl|main)\b")
            .expect("a fixed expression")
    });
    let apart = BLOCK.replace_all(html, "\n\n$0");
    let words = ammonia::Builder::empty().clean_content_tags(["script", "style"].into()).clean(&apart).to_string();
    let lines = words.lines().map(str::trim);
    if one_line {
        return lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ") + "\n";
    }
    lines.collect::<Vec<_>>().join("\n") + "\n"
}
