//! What a partner's robots.txt allows us (RFC 9309).
//!
//! The matcher is our own: the libraries there are answer some files otherwise than the reference parser does (they end
//! a group at lines that are no rules, take no mistyped keys, decode what should be compared as it stands), and none can
//! be told not to. On the files of large sites this one gives the reference's answer to every question.

use std::time::Duration;

use encoding_rs::{UTF_16BE, UTF_16LE};

use crate::domain::reading::FetchFault;

/// More is not read (RFC 9309, 2.5).
pub(super) const MOST_BYTES: usize = 500 * 1024;

/// A longer crawl delay is taken as this.
const LONGEST_DELAY: Duration = Duration::from_mins(1);

/// Longer lines are cut, as the reference parser does: eight times what browsers once took as an address.
const MOST_LINE_BYTES: usize = 8 * 2_083;

/// Keys as sites write them, after the right one: the reference parser takes these too.
const DISALLOW: [&str; 6] = ["disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"];
const USER_AGENT: [&str; 3] = ["user-agent", "useragent", "user agent"];
const SITEMAP: [&str; 2] = ["sitemap", "site-map"];
const CRAWL_DELAY: [&str; 3] = ["crawl-delay", "crawl delay", "crawldelay"];

/// The rules of one origin for our agent.
pub(super) enum Robots {
    /// There is none: 4xx, or nothing in it (2.3.1.3).
    AllowAll,
    Rules {
        rules: Vec<Rule>,
        delay: Duration,
    },
    /// It could not be had, so nothing may be read (2.3.1.4).
    Unreachable(FetchFault),
}

/// `Allow` or `Disallow` with its pattern, what is not ASCII percent-encoded (2.2.2).
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Rule {
    allows: bool,
    pattern: String,
}

/// What the groups of one kind say.
#[derive(Default)]
struct Group {
    is_there: bool,
    rules: Vec<Rule>,
    delay: Duration,
}

impl Robots {
    /// The rules for an agent named by its product token, the groups that name it put together (2.2.1); those of `*` if
    /// none does. At most [`MOST_BYTES`] are read.
    pub(super) fn parse(token: &str, text: &str) -> Self {
        let text = &text[..text.floor_char_boundary(MOST_BYTES.min(text.len()))];
        let (mut own, mut all) = (Group::default(), Group::default());
        // Whether the group in hand is ours or that of all, and whether its list of agents has ended.
        let (mut is_own, mut is_all, mut ended) = (false, false, false);
        for (key, value) in lines(text) {
            if is_one_of(key, &USER_AGENT) {
                if ended {
                    (is_own, is_all, ended) = (false, false, false);
                }
                is_all |= is_star(value);
                is_own |= !token.is_empty() && product_token(value).eq_ignore_ascii_case(token);
                own.is_there |= is_own;
                continue;
            }
            let group = match (is_own, is_all) {
                (true, _) => &mut own,
                (false, true) => &mut all,
                (false, false) => {
                    ended |= is_rule(key);
                    continue;
                }
            };
            if is_rule(key) {
                ended = true;
                group.rules.push(Rule { allows: !is_one_of(key, &DISALLOW), pattern: encoded(value) });
            } else if is_one_of(key, &CRAWL_DELAY) {
                // No rule of RFC 9309, so it ends no list of agents (2.2.4).
                let asked = value.parse::<f32>().unwrap_or(0.0);
                let asked = Duration::try_from_secs_f32(asked.clamp(0.0, 1e9)).unwrap_or_default();
                group.delay = group.delay.max(asked.min(LONGEST_DELAY));
            }
        }
        let Group { rules, delay, .. } = if own.is_there { own } else { all };
        Self::Rules { rules, delay }
    }

    /// Whether an address may be read: the longest matching pattern decides, `Allow` among equals (2.2.2).
    pub(super) fn allows(&self, url: &str) -> bool {
        match self {
            Self::AllowAll => true,
            Self::Rules { rules, .. } => {
                let path = path_and_query(url);
                let longest = |allows: bool| {
                    let matching = rules.iter().filter(|rule| rule.allows == allows && matches(&path, &rule.pattern));
                    matching.map(|rule| rule.pattern.len()).max().unwrap_or(0)
                };
                longest(true) >= longest(false)
            }
            Self::Unreachable(_) => false,
        }
    }

    /// The pause it asks for between requests, up to a minute.
    pub(super) const fn delay(&self) -> Duration {
        match self {
            Self::Rules { delay, .. } => *delay,
            Self::AllowAll | Self::Unreachable(_) => Duration::ZERO,
        }
    }
}

/// The sitemaps a robots.txt names, in its order, each once.
pub(super) fn sitemaps(text: &str) -> Vec<&str> {
    let mut named = Vec::new();
    for (key, value) in lines(&text[..text.floor_char_boundary(MOST_BYTES.min(text.len()))]) {
        if is_one_of(key, &SITEMAP) && !value.is_empty() && !named.contains(&value) {
            named.push(value);
        }
    }
    named
}

/// The bytes of a robots.txt as text. It is UTF-8 (2.2); a byte order mark of another encoding is believed, and bytes
/// that are neither stay what they are, percent-encoded, so that patterns still match.
pub(super) fn text_of(bytes: &[u8]) -> String {
    let marked = [([0xff, 0xfe], UTF_16LE), ([0xfe, 0xff], UTF_16BE)];
    if let Some((_, encoding)) = marked.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return encoding.decode(bytes).0.into_owned();
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            push_encoded(&mut text, *byte);
        }
    }
    text
}

/// Keys and values, without comments; lines that have no key are left out.
fn lines(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let text = text.trim_start_matches('\u{feff}');
    text.split(['\n', '\r']).filter_map(|line| {
        let line = &line[..line.floor_char_boundary(MOST_LINE_BYTES.min(line.len()))];
        let line = line.split('#').next()?.trim_matches(is_blank);
        // Some write a blank in place of the colon; then there may be no further one.
        let (key, value) = line.split_once(':').or_else(|| {
            let (key, value) = line.split_once(is_blank)?;
            let value = value.trim_matches(is_blank);
            (!value.contains(is_blank)).then_some((key, value))
        })?;
        let key = key.trim_matches(is_blank);
        (!key.is_empty()).then(|| (key, value.trim_matches(is_blank)))
    })
}

const fn is_blank(c: char) -> bool {
    c.is_ascii_whitespace() || c == '\u{b}'
}

/// Whether a key is one of these or begins with it.
fn is_one_of(key: &str, names: &[&str]) -> bool {
    names.iter().any(|name| key.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)))
}

fn is_rule(key: &str) -> bool {
    is_one_of(key, &["allow"]) || is_one_of(key, &DISALLOW)
}

/// `*`, alone or before a blank.
fn is_star(value: &str) -> bool {
    value.strip_prefix('*').is_some_and(|rest| rest.is_empty() || rest.starts_with(is_blank))
}

/// The leading letters, hyphens and underscores: `Foo/1.2 (x)` names `Foo` (2.2.1).
fn product_token(value: &str) -> &str {
    let is_token = |c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '_');
    &value[..value.find(|c| !is_token(c)).unwrap_or(value.len())]
}

/// A pattern in the form addresses have: other scripts percent-encoded, the digits of encodings in capitals.
fn encoded(pattern: &str) -> String {
    let mut encoded = String::with_capacity(pattern.len());
    let mut digits = 0;
    for byte in pattern.bytes() {
        if byte.is_ascii() {
            let is_digit = digits > 0 && byte.is_ascii_hexdigit();
            digits = if byte == b'%' {
                2
            } else if is_digit {
                digits - 1
            } else {
                0
            };
            encoded.push(char::from(if is_digit { byte.to_ascii_uppercase() } else { byte }));
        } else {
            push_encoded(&mut encoded, byte);
        }
    }
    encoded
}

fn push_encoded(text: &mut String, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    text.extend(['%', char::from(DIGITS[usize::from(byte >> 4)]), char::from(DIGITS[usize::from(byte & 15)])]);
}

/// What patterns are matched against: the path with its query, without the fragment.
fn path_and_query(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or_default();
    match rest.find(['/', '?', ';']) {
        Some(start) if rest[start..].starts_with('/') => rest[start..].to_owned(),
        Some(start) => format!("/{}", &rest[start..]),
        None => "/".to_owned(),
    }
}

/// Whether a path begins as a pattern says: `*` stands for anything, `$` for the end (2.2.3). Each part between stars is
/// taken where it is found first, which finds a match whenever there is one, in linear time.
fn matches(path: &str, pattern: &str) -> bool {
    let (pattern, to_end) = pattern.strip_suffix('$').map_or((pattern, false), |pattern| (pattern, true));
    let mut parts = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    if parts.is_empty() {
        return !to_end || rest.is_empty();
    }
    let last = if to_end { parts.pop() } else { None };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    last.is_none_or(|last| rest.ends_with(last))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::harvest::corpora::folder;

    fn allows(text: &[u8], url: &str) -> bool {
        Robots::parse("Commons", &text_of(text)).allows(url)
    }

    #[test]
    fn the_longest_match_wins_and_other_agents_do_not_count() {
        let text = b"User-agent: *\nDisallow: /\nAllow: /news\n\nUser-agent: commons/2.0\nDisallow: /desk";
        assert!(allows(text, "https://a.example/anything"));
        assert!(!allows(text, "https://a.example/desk/1"));
        let other = Robots::parse("Other", &text_of(text));
        assert!(other.allows("https://a.example/news/1") && !other.allows("https://a.example/"));
    }

    #[test]
    fn r18_odd_files_say_what_they_can() {
        let rule = "User-agent: *\nDisallow: /x\n";
        assert!(!allows(format!("\u{feff}{rule}").as_bytes(), "https://a.example/x"));
        assert!(!allows(rule.replace('\n', "\r").as_bytes(), "https://a.example/x"));
        assert!(allows(b"<!DOCTYPE html><title>Not found</title>", "https://a.example/x"));
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        assert!(allows(&wide(rule), "https://a.example/x"), "unmarked UTF-16 is noise");
        assert!(!allows(&wide(&format!("\u{feff}{rule}")), "https://a.example/x"), "a mark is believed");
        let beyond = format!("{}{rule}", "# much said\n".repeat(MOST_BYTES / 12 + 1));
        assert!(allows(beyond.as_bytes(), "https://a.example/x"));
        let within = format!("{rule}{}", "Disallow: /y*z\n".repeat(MOST_BYTES / 14));
        assert!(!allows(within.as_bytes(), "https://a.example/x"));
        let latin = b"User-agent: *\nDisallow: /caf\xE9";
        assert!(!allows(latin, "https://a.example/caf%E9"));
    }

    #[test]
    fn stars_and_ends_match_as_written() {
        for (path, pattern, does) in [
            ("/fish.html", "/fish", true),
            ("/Fish", "/fish", false),
            ("/a/fish/b", "/*/fish", true),
            ("/x.php", "/*.php$", true),
            ("/x.php?a", "/*.php$", false),
            ("/x.php.php", "/*.php$", true),
            ("/", "/$", true),
            ("/a", "$", false),
            ("/a", "*", true),
            ("/ab", "/*a*b$", true),
            ("/a", "/*a*a", false),
            ("/a", "a", false),
        ] {
            assert_eq!(matches(path, pattern), does, "{path} {pattern}");
        }
        let stars = "*a".repeat(1_000);
        assert!(!matches(&"/b".repeat(1_000), &stars));
    }

    #[test]
    fn the_crawl_delay_is_a_minute_at_most_and_ends_no_group() {
        let delay = |text: &str| Robots::parse("Commons", text).delay().as_secs();
        assert_eq!(delay("User-agent: *\nCrawl-delay: 10"), 10);
        assert_eq!(delay("User-agent: *\nCrawl-delay: 1e30"), 60);
        assert_eq!(delay("User-agent: *\nCrawl-delay: -3"), 0);
        assert_eq!(delay("User-agent: *\nCrawl-delay: NaN"), 0);
        assert_eq!(delay("User-agent: other\nCrawl-delay: 9\nDisallow: /\nUser-agent: *\nDisallow:"), 0);
        assert!(!allows(b"User-agent: commons\nCrawl-delay: 1\nUser-agent: *\nDisallow: /x", "https://a.example/x"));
    }

    #[test]
    fn sitemaps_are_named_wherever_they_stand() {
        let text = "Sitemap: https://a.example/1.xml\nUser-agent: *\nSITEMAP : /2.xml # ours\nDisallow: /\nsitemap:\nSitemap: https://a.example/1.xml";
        assert_eq!(sitemaps(text), ["https://a.example/1.xml", "/2.xml"]);
    }

    #[test]
    fn the_conformance_cases_of_rfc_9309_are_answered_as_its_authors_do() {
        let Some(folder) = folder("robots") else { return };
        for line in std::fs::read_to_string(folder.join("google-unit.jsonl")).unwrap().lines() {
            let case: Value = serde_json::from_str(line).unwrap();
            let text = |key: &str| case[key].as_str().unwrap_or_default().to_owned();
            if text("case").starts_with("GoogleOnly") {
                continue;
            }
            let robots =
                case["robots_hex"].as_str().map_or(text("robots").into_bytes(), |hex| hex::decode(hex).unwrap());
            let robots = Robots::parse(&text("agent"), &text_of(&robots));
            assert_eq!(robots.allows(&text("url")), case["allowed"].as_bool().unwrap(), "{case}");
        }
    }
}
