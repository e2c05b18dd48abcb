//! Whether a body is a page or a feed: by the media type the partner states, and by its first bytes.

use crate::domain::reading::FetchFault;

/// Media types that are read; what states another one is not looked into.
const READABLE: [&str; 14] = [
    "text/json",
    "text/html",
    "application/xhtml+xml",
    "text/xml",
    "application/xml",
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/json",
    "text/plain",
    "text/rss",
    "text/rss+xml",
    "application/x-rss+xml",
];

/// How a file begins that is no text, whatever it says it is.
const BINARY: [&[u8]; 12] = [
    b"%PDF-",
    b"\x89PNG",
    b"\xFF\xD8\xFF",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1F\x8B",
    b"RIFF",
    b"\xD0\xCF\x11\xE0",
    b"\x7FELF",
    b"7z\xBC\xAF",
    b"\x28\xB5\x2F\xFD",
    b"Rar!",
];

/// The media type to read a body as, lower case, without parameters.
pub(super) fn judge(stated: Option<&str>, body: &[u8]) -> Result<String, FetchFault> {
    let stated = stated.and_then(essence).filter(|stated| stated != "application/octet-stream");
    if let Some(stated) = &stated
        && !is_readable(stated)
    {
        return Err(FetchFault::MediaType { found: stated.chars().take(80).collect() });
    }
    if is_binary(body) {
        return Err(FetchFault::MediaType { found: "binary".to_owned() });
    }
    stated.or_else(|| sniff(body)).ok_or(FetchFault::MediaType { found: "unknown".to_owned() })
}

/// Whether a type is one of a script's (RFC 9239).
pub(super) fn is_script(stated: Option<&str>) -> bool {
    stated.and_then(essence).is_some_and(|stated| {
        matches!(stated.as_str(), "text/javascript" | "application/javascript" | "application/x-javascript")
    })
}

/// What is built on JSON or XML is text as well (RFC 6839).
fn is_readable(stated: &str) -> bool {
    let is_built_on = |suffix| stated.starts_with("application/") && stated.ends_with(suffix);
    READABLE.contains(&stated) || is_built_on("+json") || is_built_on("+xml")
}

/// `type/subtype` of a `Content-Type`, lower case.
fn essence(stated: &str) -> Option<String> {
    let essence = stated.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence.contains('/').then_some(essence)
}

/// The value of the `charset` parameter.
pub(super) fn charset(stated: &str) -> Option<&str> {
    stated.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']))
    })
}

fn is_binary(body: &[u8]) -> bool {
    let start = &body[..body.len().min(1_024)];
    let utf16 = start.starts_with(b"\xFF\xFE") || start.starts_with(b"\xFE\xFF");
    // UTF-16 without a mark has every other byte nought in what it says in ASCII; nothing else that is text has any.
    let noughts = start.split(|byte| *byte == 0).count() - 1;
    let maybe_utf16 =
        utf16 || (start.contains(&b'<') && noughts * 5 >= start.len() * 2 && noughts * 2 <= start.len() + 1);
    BINARY.iter().any(|magic| start.starts_with(magic)) || (noughts > 0 && !maybe_utf16)
}

fn sniff(body: &[u8]) -> Option<String> {
    let start: String =
        body.iter().take(1_024).filter(|byte| byte.is_ascii() && **byte != 0).map(|byte| char::from(*byte)).collect();
    let start = start.trim_start().to_ascii_lowercase();
    let begins = |marks: &[&str]| marks.iter().any(|mark| start.starts_with(mark));
    if begins(&["<?xml", "<rss", "<feed", "<rdf:rdf"]) {
        Some("application/xml".to_owned())
    } else if begins(&["<!doctype html", "<html", "<head", "<body", "<!--", "<div", "<p", "<h1", "<meta", "<title"]) {
        Some("text/html".to_owned())
    } else if start.starts_with(['{', '[']) {
        Some("application/json".to_owned())
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_judged_by_what_it_states_and_how_it_begins() {
        let html = b"<!DOCTYPE html><p>x";
        assert_eq!(judge(Some("text/html; charset=utf-8"), html).unwrap(), "text/html");
        assert_eq!(judge(None, html).unwrap(), "text/html");
        assert_eq!(judge(Some("application/octet-stream"), b"<?xml version='1.0'?><rss/>").unwrap(), "application/xml");
        assert_eq!(judge(Some("TEXT/HTML"), b"\xFF\xFE<\0h\0").unwrap(), "text/html");
        for (stated, body) in [
            (Some("image/png"), html.as_slice()),
            (Some("text/html"), b"%PDF-1.7"),
            (Some("text/html"), b"\x1F\x8B\x08"),
            (Some("text/html"), b"<p>\0"),
            (None, b"hello"),
            (Some("application/pdf"), b"%PDF-1.7"),
        ] {
            assert!(matches!(judge(stated, body), Err(FetchFault::MediaType { .. })), "{stated:?}");
        }
    }

    #[test]
    fn the_charset_is_found_with_and_without_quotes() {
        assert_eq!(charset("text/html; Charset=\"windows-1251\""), Some("windows-1251"));
        assert_eq!(charset("text/html;x=1; charset=utf-8 "), Some("utf-8"));
        assert_eq!(charset("text/html"), None);
    }
}
