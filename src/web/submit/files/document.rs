//! Documents by name and by content. They are handed on as they came, as attachments, and never opened here.

use super::{Fault, holds};

/// How a document begins, and what it must hold besides.
enum Content {
    Starts(&'static [u8]),
    /// Office Open XML (ECMA-376): a zip with a part under this folder.
    Office(&'static [u8]),
    /// `OpenDocument` 1.3, part 2, 3.3: the first entry of the zip is `mimetype`, stored.
    Open(&'static str),
    /// The binary files of Microsoft Office ([MS-CFB]), with a stream of this name.
    Compound(&'static [&'static str]),
    Text,
}

const ZIP: &[u8] = b"PK\x03\x04";
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const MACROS: &[u8] = b"vbaProject.bin";

/// Ending, media type, content.
const KNOWN: [(&str, &str, Content); 11] = [
    ("pdf", "application/pdf", Content::Starts(b"%PDF-")),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Content::Office(b"word/")),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Content::Office(b"xl/")),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", Content::Office(b"ppt/")),
    ("odt", "application/vnd.oasis.opendocument.text", Content::Open("application/vnd.oasis.opendocument.text")),
    (
        "ods",
        "application/vnd.oasis.opendocument.spreadsheet",
        Content::Open("application/vnd.oasis.opendocument.spreadsheet"),
    ),
    (
        "odp",
        "application/vnd.oasis.opendocument.presentation",
        Content::Open("application/vnd.oasis.opendocument.presentation"),
    ),
    ("doc", "application/msword", Content::Compound(&["WordDocument"])),
    ("xls", "application/vnd.ms-excel", Content::Compound(&["Workbook", "Book"])),
    ("ppt", "application/vnd.ms-powerpoint", Content::Compound(&["PowerPoint Document"])),
    ("txt", "text/plain", Content::Text),
];

/// The media type, where the ending is one we take and the content is what it says.
pub(super) fn media_type(ending: &str, bytes: &[u8]) -> Result<&'static str, Fault> {
    let (_, media_type, content) = KNOWN.iter().find(|(known, ..)| *known == ending).ok_or(Fault::NotADocument)?;
    if !content.is_that_of(bytes) {
        return Err(Fault::OtherContent);
    }
    if matches!(content, Content::Office(_)) && holds(bytes, MACROS) {
        return Err(Fault::Macros);
    }
    Ok(media_type)
}

impl Content {
    fn is_that_of(&self, bytes: &[u8]) -> bool {
        match self {
            Self::Starts(sign) => bytes.starts_with(sign),
            // Names of entries stand in a zip as they are.
            Self::Office(folder) => {
                bytes.starts_with(ZIP) && holds(bytes, b"[Content_Types].xml") && holds(bytes, folder)
            }
            Self::Open(kind) => is_open_document(bytes, kind),
            Self::Compound(streams) => {
                bytes.starts_with(COMPOUND) && streams.iter().any(|stream| holds(bytes, &utf16(stream)))
            }
            Self::Text => !bytes.iter().any(|byte| byte.is_ascii_control() && !b"\t\n\x0B\x0C\r".contains(byte)),
        }
    }
}

/// The local header of the first entry is 30 bytes; name and content follow (APPNOTE.TXT, 4.3.7).
fn is_open_document(bytes: &[u8], kind: &str) -> bool {
    let entry = [b"mimetype", kind.as_bytes()].concat();
    bytes.starts_with(ZIP)
        && bytes.get(30..).is_some_and(|rest| rest.starts_with(&entry))
        // A template would go on with `-template`.
        && bytes.get(30 + entry.len()) != Some(&b'-')
}

fn utf16(name: &str) -> Vec<u8> {
    name.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ending_and_content_must_agree() {
        let office = b"PK\x03\x04....[Content_Types].xml....word/document.xml";
        let macros = b"PK\x03\x04....[Content_Types].xml....word/vbaProject.bin";
        let open = b"PK\x03\x04__________________________mimetypeapplication/vnd.oasis.opendocument.textPK";
        let binary = [COMPOUND, &utf16("WordDocument")].concat();
        for (ending, bytes, taken) in [
            ("pdf", &b"%PDF-1.7"[..], Ok("application/pdf")),
            ("pdf", b"<html>%PDF-1.7", Err(Fault::OtherContent)),
            ("pdf", office, Err(Fault::OtherContent)),
            ("docx", office, Ok("application/vnd.openxmlformats-officedocument.wordprocessingml.document")),
            ("xlsx", office, Err(Fault::OtherContent)),
            ("docx", macros, Err(Fault::Macros)),
            ("docx", b"%PDF-1.7", Err(Fault::OtherContent)),
            ("odt", open, Ok("application/vnd.oasis.opendocument.text")),
            ("ods", open, Err(Fault::OtherContent)),
            ("doc", &binary, Ok("application/msword")),
            ("xls", &binary, Err(Fault::OtherContent)),
            ("txt", b"Caf\xE9\r\n\tau lait", Ok("text/plain")),
            ("txt", b"MZ\x00\x01", Err(Fault::OtherContent)),
            ("html", b"<p>", Err(Fault::NotADocument)),
            ("docm", macros, Err(Fault::NotADocument)),
            ("", b"%PDF-1.7", Err(Fault::NotADocument)),
        ] {
            assert_eq!(media_type(ending, bytes), taken, "{ending}");
        }
    }
}
