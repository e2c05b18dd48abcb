//! What no XML of a partner may hold: document types with declarations of their own or from elsewhere, tags of a size nobody
//! writes, and elements in each other without end.

use crate::domain::reading::FetchFault;

/// A tag longer than this is an attack on the parser.
const MOST_TAG_BYTES: usize = 64 * 1024;

/// Elements in each other; pages in feeds leave some open.
const MOST_DEPTH: usize = 10_000;

/// Old feeds name their document type by its well-known address (RSS 0.91); nobody looks it up.
const KNOWN_TYPES: [&[u8]; 2] = [b"rss-0.9", b"//W3C//DTD"];

/// Document types with declarations, and tags of a size or in a depth no feed has.
pub(in crate::harvest) fn refuse_hostile_xml(text: &str) -> Result<(), FetchFault> {
    let mut rest = text;
    let mut depth = 0_usize;
    while let Some(start) = rest.find('<') {
        rest = &rest[start..];
        let end = if let Some(comment) = rest.strip_prefix("<!--") {
            comment.find("-->").map(|end| end + 7)
        } else if let Some(data) = rest.strip_prefix("<![CDATA[") {
            data.find("]]>").map(|end| end + 12)
        } else {
            let end = tag_end(rest);
            let tag = &rest.as_bytes()[..end.unwrap_or(rest.len())];
            let is_declaration = tag.len() > 9 && tag[..9].eq_ignore_ascii_case(b"<!DOCTYPE");
            if is_declaration && (tag.contains(&b'[') || is_from_elsewhere(tag)) || rest.starts_with("<!ENTITY") {
                return Err(FetchFault::Dtd);
            }
            match tag.get(1) {
                Some(b'/') => depth = depth.saturating_sub(1),
                Some(byte) if byte.is_ascii_alphabetic() && !tag.ends_with(b"/>") => depth += 1,
                _ => {}
            }
            if tag.len() > MOST_TAG_BYTES || depth > MOST_DEPTH {
                return Err(FetchFault::TooComplex);
            }
            end
        };
        let Some(end) = end else { break };
        rest = &rest[end..];
    }
    Ok(())
}

/// Whether a document type takes declarations from an address that is not a known one.
fn is_from_elsewhere(tag: &[u8]) -> bool {
    let has = |words: &[u8]| tag.windows(words.len()).any(|window| window == words);
    (has(b" SYSTEM ") || has(b" PUBLIC ")) && !KNOWN_TYPES.iter().any(|known| has(known))
}

/// Past the `>` that is not in quotes.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return Some(at + 1),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}
