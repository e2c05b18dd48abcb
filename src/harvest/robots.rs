//! What a partner's robots.txt allows us (RFC 9309).

use std::time::Duration;

use texting_robots::Robot;

use crate::domain::reading::FetchFault;

/// More is not read (RFC 9309, 2.5).
pub(super) const MOST_BYTES: usize = 500 * 1024;

/// A longer crawl delay is taken as this.
const LONGEST_DELAY: Duration = Duration::from_mins(1);

/// The rules of one origin for our agent.
pub(super) enum Robots {
    /// There is none: 4xx, or nothing in it (2.3.1.3).
    AllowAll,
    Rules {
        robot: Box<Robot>,
        delay: Duration,
    },
    /// It could not be had, so nothing may be read (2.3.1.4).
    Unreachable(FetchFault),
}

impl Robots {
    pub(super) fn parse(token: &str, text: &[u8]) -> Self {
        let text = &text[..text.len().min(MOST_BYTES)];
        // `Crawl-delay` is no rule of RFC 9309 and must not end a group of user agents (2.2.4), as it does in the parser:
        // rules are read without it, and the delay for itself.
        let rules = plain_groups(text, |key| !is_delay(key));
        let asked = Robot::new(token, &plain_groups(text, |_| true)).ok().and_then(|robot| robot.delay).unwrap_or(0.0);
        let delay = Duration::try_from_secs_f32(asked).unwrap_or(LONGEST_DELAY).min(LONGEST_DELAY);
        match Robot::new(token, &rules) {
            Ok(robot) => Self::Rules { robot: Box::new(robot), delay },
            // A rule no pattern can be made of: what it forbids is unknown.
            Err(_) => Self::Unreachable(FetchFault::Unreadable),
        }
    }

    pub(super) fn allows(&self, url: &str) -> bool {
        match self {
            Self::AllowAll => true,
            Self::Rules { robot, .. } => robot.allowed(url),
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

/// The lines whose key is kept, with every `User-agent` cut down to its product token, as RFC 9309, 2.2.1 matches it:
/// `Foo/1.2 (x)` names `Foo`.
fn plain_groups(text: &[u8], keeps: impl Fn(&[u8]) -> bool) -> Vec<u8> {
    let mut plain = Vec::with_capacity(text.len() + 1);
    for line in text.split(|byte| matches!(byte, b'\n' | b'\r')) {
        let (key, value) = line.split_at(line.iter().position(|byte| *byte == b':').unwrap_or(0));
        let key = key.trim_ascii();
        if key.eq_ignore_ascii_case(b"user-agent") {
            plain.extend_from_slice(b"user-agent:");
            plain.extend_from_slice(product_token(value[1..].trim_ascii()));
        } else if keeps(key) {
            plain.extend_from_slice(line);
        }
        plain.push(b'\n');
    }
    plain
}

fn is_delay(key: &[u8]) -> bool {
    [b"crawl-delay".as_slice(), b"crawl delay", b"crawldelay"].iter().any(|delay| key.eq_ignore_ascii_case(delay))
}

/// The leading letters, hyphens and underscores; what has none is left as it is, `*` above all.
fn product_token(value: &[u8]) -> &[u8] {
    let is_token = |byte: &&u8| byte.is_ascii_alphabetic() || matches!(**byte, b'-' | b'_');
    match value.iter().take_while(is_token).count() {
        0 => value,
        length => &value[..length],
    }
}
#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::harvest::corpora::folder;

    fn allows(text: &[u8], url: &str) -> bool {
        Robots::parse("Commons", text).allows(url)
    }

    #[test]
    fn the_longest_match_wins_and_other_agents_do_not_count() {
        let text = b"User-agent: *\nDisallow: /\nAllow: /news\n\nUser-agent: commons/2.0\nDisallow: /desk";
        assert!(allows(text, "https://a.example/anything"));
        assert!(!allows(text, "https://a.example/desk/1"));
        let other = Robots::parse("Other", text);
        assert!(other.allows("https://a.example/news/1") && !other.allows("https://a.example/"));
    }

    #[test]
    fn odd_files_say_what_they_can() {
        let rule = "User-agent: *\nDisallow: /x\n";
        assert!(!allows(format!("\u{feff}{rule}").as_bytes(), "https://a.example/x"));
        assert!(!allows(rule.replace('\n', "\r").as_bytes(), "https://a.example/x"));
        assert!(allows(b"<!DOCTYPE html><title>Not found</title>", "https://a.example/x"));
        assert!(allows(&rule.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(), "https://a.example/x"));
        let beyond = format!("{}{rule}", "# much said\n".repeat(MOST_BYTES / 12 + 1));
        assert!(allows(beyond.as_bytes(), "https://a.example/x"));
        let within = format!("{rule}{}", "Disallow: /y*z\n".repeat(MOST_BYTES / 14));
        assert!(!allows(within.as_bytes(), "https://a.example/x"));
    }

    #[test]
    fn the_crawl_delay_is_a_minute_at_most_and_ends_no_group() {
        let delay = |text: &str| Robots::parse("Commons", text.as_bytes()).delay().as_secs();
        assert_eq!(delay("User-agent: *\nCrawl-delay: 10"), 10);
        assert_eq!(delay("User-agent: *\nCrawl-delay: 1e30"), 60);
        assert_eq!(delay("User-agent: *\nCrawl-delay: -3"), 0);
        assert_eq!(delay("User-agent: *\nCrawl-delay: NaN"), 0);
        assert!(!allows(b"User-agent: commons\nCrawl-delay: 1\nUser-agent: *\nDisallow: /x", "https://a.example/x"));
    }

    /// Each (agent, address) of a corpus line is answered as the line says; how many were not.
    fn wrong_answers(text: &[u8], questions: &[(String, String, bool)]) -> usize {
        questions.iter().filter(|(agent, url, allowed)| Robots::parse(agent, text).allows(url) != *allowed).count()
    }

    #[test]
    fn the_conformance_cases_of_rfc_9309_are_answered_as_its_authors_do() {
        let Some(folder) = folder("robots") else { return };
        for line in std::fs::read_to_string(folder.join("google-unit.jsonl")).unwrap().lines() {
            let case: Value = serde_json::from_str(line).unwrap();
            let text = |key: &str| case[key].as_str().unwrap_or_default().to_owned();
            // Addresses here are always percent-encoded (WHATWG URL); the cases of a raw one do not arise.
            if text("case").starts_with("GoogleOnly") || !text("url").is_ascii() {
                continue;
            }
            let robots =
                case["robots_hex"].as_str().map_or(text("robots").into_bytes(), |hex| hex::decode(hex).unwrap());
            let question = (text("agent"), text("url"), case["allowed"].as_bool().unwrap());
            assert_eq!(wrong_answers(&robots, &[question]), 0, "{case}");
        }
    }

    #[test]
    fn robots_files_of_large_sites_are_answered_as_by_the_reference_parser() {
        let Some(folder) = folder("robots") else { return };
        let (mut wrong, mut asked) = (0, 0);
        for line in std::fs::read_to_string(folder.join("real.jsonl")).unwrap().lines().step_by(60) {
            let case: Value = serde_json::from_str(line).unwrap();
            let text =
                std::fs::read(folder.join("real").join(format!("{}.txt", case["id"].as_str().unwrap()))).unwrap();
            let questions: Vec<_> = serde_json::from_value(case["queries"].clone()).unwrap();
            wrong += wrong_answers(&text, &questions);
            asked += questions.len();
        }
        assert!(asked > 200 && wrong * 200 < asked, "{wrong} of {asked} answered otherwise");
    }
}
