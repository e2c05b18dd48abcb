//! What no XML of a partner may hold: document types with declarations of their own, and tags of a size nobody writes.

use crate::domain::reading::FetchFault;

/// A tag longer than this is an attack on the parser.
const MOST_TAG_BYTES: usize = 64 * 1024;

/// Document types with declarations of their own, and tags of a size no feed has.
pub(in crate::harvest) fn refuse_hostile_xml(text: &str) -> Result<(), FetchFault> {
    let mut rest = text;
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
            if is_declaration && tag.contains(&b'[') || rest.starts_with("<!ENTITY") {
                return Err(FetchFault::Dtd);
            }
            if tag.len() > MOST_TAG_BYTES {
                return Err(FetchFault::TooComplex);
            }
            end
        };
        let Some(end) = end else { break };
        rest = &rest[end..];
    }
    Ok(())
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
