//! Bytes become text by the WHATWG rules: byte order mark, then the header, then what the document says of itself, then
//! a guess.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

use super::media_type;

/// How far a document's own words about its encoding are looked for (WHATWG HTML, 13.2.3.2).
const PRESCAN: usize = 1_024;

/// Guessing looks at this much.
const GUESS: usize = 256 * 1_024;

/// The text of a body. What cannot be decoded becomes U+FFFD.
pub(super) fn decode(body: &[u8], content_type: Option<&str>, host: Option<&str>) -> String {
    // The decoder itself prefers a byte order mark to what it is told.
    encoding(body, content_type, host).decode(body).0.into_owned()
}

/// The encoding [`decode`] takes a body to be in, a byte order mark included.
pub(super) fn encoding_of(body: &[u8], content_type: Option<&str>) -> &'static Encoding {
    Encoding::for_bom(body).map_or_else(|| encoding(body, content_type, None), |(encoding, _)| encoding)
}

fn encoding(body: &[u8], content_type: Option<&str>, host: Option<&str>) -> &'static Encoding {
    let start = &body[..body.len().min(PRESCAN)];
    content_type
        .and_then(media_type::charset)
        .and_then(|label| Encoding::for_label(label.as_bytes()))
        .or_else(|| utf16_without_mark(start))
        .or_else(|| declared(start))
        .unwrap_or_else(|| guess(body, host))
}

/// An XML declaration or a first tag in UTF-16 (WHATWG HTML, 13.2.3.2, and XML 1.0, appendix F).
fn utf16_without_mark(start: &[u8]) -> Option<&'static Encoding> {
    match start {
        [b'<', 0, byte, 0, ..] if byte.is_ascii() => Some(UTF_16LE),
        [0, b'<', 0, byte, ..] if byte.is_ascii() => Some(UTF_16BE),
        _ => None,
    }
}

/// What a `meta` element or an XML declaration says.
fn declared(start: &[u8]) -> Option<&'static Encoding> {
    let text: String = start.iter().map(|byte| char::from(*byte).to_ascii_lowercase()).collect();
    let xml =
        text.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split("?>").next()).and_then(|declaration| {
            let (_, value) = declaration.split_once("encoding")?;
            value.trim_start().strip_prefix('=').map(first_word)
        });
    let label = xml.or_else(|| without_comments(&text).split("<meta").skip(1).find_map(meta_charset))?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    // Nothing that was read byte by byte can be UTF-16, and nobody means x-user-defined.
    Some(match encoding {
        encoding if encoding == UTF_16LE || encoding == UTF_16BE => UTF_8,
        encoding if encoding == X_USER_DEFINED => WINDOWS_1252,
        encoding => encoding,
    })
}

/// `charset=…` as an attribute or inside `content="text/html; charset=…"`.
fn meta_charset(element: &str) -> Option<String> {
    let element = element.split('>').next()?;
    let (before, value) = element.split_once("charset")?;
    let value = value.trim_start().strip_prefix('=')?;
    let is_attribute = !before.contains("content") || before.contains("content-type");
    is_attribute.then(|| first_word(value))
}

fn first_word(value: &str) -> String {
    let value = value.trim_start().trim_start_matches(['"', '\'']);
    value.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c)).collect()
}

fn without_comments(text: &str) -> String {
    let mut parts = text.split("<!--");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.filter_map(|part| part.split_once("-->")).fold(first, |kept, (_, after)| kept + after)
}

fn guess(body: &[u8], host: Option<&str>) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let sample = &body[..body.len().min(GUESS)];
    detector.feed(sample, sample.len() == body.len());
    // The top-level domain hints at the region; the detector takes nothing but lower-case ASCII.
    let region = host
        .and_then(|host| host.trim_end_matches('.').rsplit('.').next())
        .filter(|label| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_lowercase()));
    detector.guess(region.map(str::as_bytes), Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_mark_header_declaration_guess() {
        let cyrillic = encoding_rs::WINDOWS_1251
            .encode("<p>Практика на града: разговори между съседи от всички общности")
            .0
            .into_owned();
        for (body, header, text) in [
            (b"\xEF\xBB\xBF\xC3\xA9".as_slice(), Some("text/html; charset=windows-1251"), "é"),
            (b"\xE9", Some("text/html; charset=iso-8859-1"), "é"),
            (b"<meta charset=windows-1252>\xE9", None, "<meta charset=windows-1252>é"),
            (b"<meta charset=windows-1252>\xC3\xA9", Some("text/html;charset=utf-8"), "<meta charset=windows-1252>é"),
            (
                b"<!--<meta charset=utf-8>--><meta charset=windows-1252><meta charset=utf-8>\xE9",
                None,
                "<!--<meta charset=utf-8>--><meta charset=windows-1252><meta charset=utf-8>é",
            ),
            (b"<meta charset=utf-16>\xC3\xA9", None, "<meta charset=utf-16>é"),
            (b"<?xml version='1.0' encoding='iso-8859-1'?>\xE9", None, "<?xml version='1.0' encoding='iso-8859-1'?>é"),
            (b"<\0p\0>\0\xE9\0", None, "<p>é"),
            (b"\xFF\xFEa\0", None, "a"),
        ] {
            assert_eq!(decode(body, header, None), text);
        }
        let meta = b"<meta http-equiv=content-type content='text/html; charset=gb18030'>\xC4\xE3";
        assert!(decode(meta, None, None).ends_with('你'));
        assert!(decode(&cyrillic, None, Some("partner.bg")).contains("Практика"));
    }

    #[test]
    fn utf_7_is_never_spoken_and_broken_bytes_are_marked() {
        let text = b"+ADw-script+AD4-";
        assert_eq!(decode(text, Some("text/html; charset=utf-7"), None), "+ADw-script+AD4-");
        assert_eq!(decode(b"a\xFFb", Some("text/html; charset=utf-8"), None), "a\u{FFFD}b");
        for host in ["", ".", "EXAMPLE", "127.0.0.1", "[::1]", "xn--p1ai", "a.xn--p1ai"] {
            let _ = decode(b"caf\xE9", None, Some(host));
        }
    }
}
