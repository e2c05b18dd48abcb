//! A message read back: for the demo's mailbox, the desk's mail log and the tests. Reads what [`super::Letter::bytes`]
//! writes, and what it cannot read it shows as it stands.

use std::collections::BTreeMap;

/// What a reader of the message sees.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// Names in lower case; encoded words decoded.
    pub headers: BTreeMap<String, String>,
    pub text: String,
    pub html: String,
}

impl Preview {
    /// A header by its name in lower case; empty when the message has none.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    #[must_use]
    pub fn subject(&self) -> &str {
        self.header("subject")
    }

    /// The addresses the text names, each on its own line.
    pub fn links(&self) -> impl Iterator<Item = &str> {
        self.text.lines().map(str::trim).filter(|line| line.starts_with("http://") || line.starts_with("https://"))
    }
}

/// Reads a message.
#[must_use]
pub fn preview(bytes: &[u8]) -> Preview {
    let message = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    let (headers, body) = entity(&message);
    let mut seen = Preview { headers, ..Preview::default() };
    let kind = seen.header("content-type").to_owned();
    let Some(boundary) = parameter(&kind, "boundary") else {
        seen.text = decoded(&seen.headers, body);
        return seen;
    };
    let fence = format!("--{boundary}");
    for part in body.split(fence.as_str()).skip(1).take_while(|part| !part.starts_with("--")) {
        let (headers, body) = entity(part.strip_prefix('\n').unwrap_or(part));
        let text = decoded(&headers, body.strip_suffix('\n').unwrap_or(body));
        match headers.get("content-type") {
            Some(kind) if kind.starts_with("text/html") => seen.html = text,
            _ => seen.text = text,
        }
    }
    seen
}

fn entity(text: &str) -> (BTreeMap<String, String>, &str) {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let unfolded = head.replace("\n ", " ").replace("\n\t", " ");
    let headers = unfolded.lines().filter_map(|line| line.split_once(':'));
    (headers.map(|(name, value)| (name.to_ascii_lowercase(), words(value.trim()))).collect(), body)
}

fn parameter<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    let parameters = header.split(';').skip(1).filter_map(|parameter| parameter.trim().split_once('='));
    parameters.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim_matches('"'))
}

fn decoded(headers: &BTreeMap<String, String>, body: &str) -> String {
    let encoding = headers.get("content-transfer-encoding").map(|encoding| encoding.to_ascii_lowercase());
    let bytes = match encoding.as_deref() {
        Some("quoted-printable") => quoted_printable(&body.replace("=\n", "")),
        Some("base64") => base64(body),
        _ => return body.to_owned(),
    };
    String::from_utf8_lossy(&bytes).replace("\r\n", "\n")
}

/// Decodes the encoded words of a header (RFC 2047); the space between two of them does not count.
fn words(value: &str) -> String {
    let mut bytes: Vec<u8> = Vec::new();
    let mut after_encoded = false;
    for word in value.split_inclusive(' ') {
        let bare = word.trim_end_matches(' ');
        if let Some(decoded) = encoded_word(bare) {
            if after_encoded {
                bytes.pop();
            }
            bytes.extend(decoded);
            bytes.extend(word[bare.len()..].bytes());
            after_encoded = word.len() > bare.len();
        } else {
            bytes.extend(word.bytes());
            after_encoded = after_encoded && bare.is_empty();
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn encoded_word(word: &str) -> Option<Vec<u8>> {
    let mut parts = word.strip_prefix("=?")?.strip_suffix("?=")?.split('?');
    let (charset, encoding, text) = (parts.next()?, parts.next()?, parts.next()?);
    if !charset.eq_ignore_ascii_case("utf-8") || parts.next().is_some() {
        return None;
    }
    match encoding {
        "b" | "B" => Some(base64(text)),
        "q" | "Q" => Some(quoted_printable(&text.replace('_', " "))),
        _ => None,
    }
}

fn quoted_printable(text: &str) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        let digits = if *byte == b'=' { after.get(..2).and_then(|digits| hex::decode(digits).ok()) } else { None };
        if let Some(value) = digits {
            decoded.extend(value);
            rest = &after[2..];
        } else {
            decoded.push(*byte);
            rest = after;
        }
    }
    decoded
}

fn base64(text: &str) -> Vec<u8> {
    let (mut bits, mut held, mut decoded) = (0u32, 0u32, Vec::new());
    for byte in text.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = (bits << 6 | u32::from(value)) & 0xff_ffff;
        held += 6;
        if held >= 8 {
            held -= 8;
            decoded.push((bits >> held & 0xff) as u8);
        }
    }
    decoded
}
