//! Judging a file that came with a form: name, type and content have to agree (reliability: D7-D10). What is kept of a
//! picture are its pixels alone. Must not know where files are kept, nor forms.

mod document;
mod name;
mod picture;

use std::sync::LazyLock;

use tokio::{sync::Semaphore, task::spawn_blocking};

pub use name::clean_name;

use crate::{
    domain::submission::{FILE_MOST, FILES_MOST, PIXELS_MOST},
    press::Smaller,
};

/// A picture of 40 megapixels takes 160 MB while it is open: not many at the same time.
static OPENED: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(2));

/// What a file is sent as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Picture,
    Document,
}

impl Kind {
    /// As kept.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Picture => "picture",
            Self::Document => "document",
        }
    }
}

/// A file that may be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    pub bytes: Vec<u8>,
    pub filename: String,
    pub media_type: &'static str,
    pub dimensions: Option<(u32, u32)>,
    /// Of a picture, for pages: JPEG files, the smallest first.
    pub smaller: Vec<Smaller>,
}

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("empty")]
    Empty,
    #[error("too large")]
    TooLarge,
    #[error("the files of the form are too large together")]
    TooLargeTogether,
    #[error("no picture by its name")]
    NotAPicture,
    #[error("no document by its name")]
    NotADocument,
    #[error("the content is not what the name says")]
    OtherContent,
    #[error("holds macros")]
    Macros,
    #[error("holds the test virus")]
    Virus,
    #[error("too many pixels")]
    TooManyPixels,
    #[error("cannot be opened")]
    Broken,
    #[error("the form brought too many files")]
    TooMany,
    #[error("not looked at")]
    NotTaken,
}

impl Fault {
    /// The phrase and its argument beside the file's name.
    #[must_use]
    pub fn phrase(self) -> (&'static str, Option<usize>) {
        match self {
            Self::Empty => ("error-file-empty", None),
            Self::TooLarge => ("error-file-too-large", Some(FILE_MOST >> 20)),
            Self::TooLargeTogether => ("error-files-too-large", Some(FILES_MOST >> 20)),
            Self::NotAPicture => ("error-file-no-picture", None),
            Self::NotADocument => ("error-file-no-document", None),
            Self::OtherContent => ("error-file-other-content", None),
            Self::Macros => ("error-file-macros", None),
            Self::Virus => ("error-file-virus", None),
            Self::TooManyPixels => ("error-picture-too-many-pixels", Some(PIXELS_MOST / 1_000_000)),
            Self::Broken => ("error-picture-broken", None),
            Self::TooMany => ("error-files-too-many-tries", None),
            Self::NotTaken => ("error-file-not-taken", None),
        }
    }
}

/// Looks at a file as sent, away from the threads that answer requests.
///
/// # Errors
/// Why it is not taken.
pub async fn judge(kind: Kind, sent_as: &str, bytes: Vec<u8>) -> Result<Judged, Fault> {
    let filename = clean_name(sent_as, kind);
    // The semaphore is never closed.
    let turn = OPENED.acquire().await.map_err(|_| Fault::NotTaken)?;
    let judged = spawn_blocking(move || look(kind, filename, bytes)).await;
    drop(turn);
    judged.unwrap_or_else(|error| {
        tracing::error!(%error, "a file could not be looked at");
        Err(Fault::Broken)
    })
}

fn look(kind: Kind, filename: String, bytes: Vec<u8>) -> Result<Judged, Fault> {
    if bytes.is_empty() {
        return Err(Fault::Empty);
    }
    if is_test_virus(&bytes) {
        return Err(Fault::Virus);
    }
    let ending = filename.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    match kind {
        Kind::Picture => {
            let picture = picture::redraw(&ending, &bytes)?;
            let filename = with_ending(&filename, picture.ending);
            let dimensions = Some(picture.dimensions);
            Ok(Judged {
                bytes: picture.bytes,
                filename,
                media_type: picture.media_type,
                dimensions,
                smaller: picture.smaller,
            })
        }
        Kind::Document => {
            let media_type = document::media_type(&ending, &bytes)?;
            Ok(Judged { bytes, filename, media_type, dimensions: None, smaller: Vec::new() })
        }
    }
}

fn with_ending(filename: &str, ending: &str) -> String {
    let (stem, _) = filename.rsplit_once('.').unwrap_or((filename, ""));
    format!("{stem}.{ending}")
}

/// The EICAR test file. No scanner looks behind this: files go to readers as attachments only, and pictures redrawn.
fn is_test_virus(bytes: &[u8]) -> bool {
    // In two parts, so that scanners do not take this program for it.
    const SIGN: [&[u8]; 2] = [b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-", b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"];
    holds(bytes, &SIGN.concat())
}

/// Whether the bytes hold a piece, anywhere.
fn holds(bytes: &[u8], piece: &[u8]) -> bool {
    let Some(first) = piece.first() else { return true };
    let starts = bytes.iter().enumerate().filter(|(_, byte)| *byte == first);
    starts.map(|(at, _)| &bytes[at..]).any(|rest| rest.starts_with(piece))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_empty_or_the_test_virus_is_refused() {
        let virus = concat!("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-", "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");
        assert_eq!(judge(Kind::Document, "a.pdf", Vec::new()).await, Err(Fault::Empty));
        assert_eq!(judge(Kind::Document, "a.txt", virus.into()).await, Err(Fault::Virus));
        assert_eq!(judge(Kind::Document, "a.exe", b"MZ".to_vec()).await, Err(Fault::NotADocument));
        assert_eq!(judge(Kind::Picture, "a.svg", b"<svg onload='x()'/>".to_vec()).await, Err(Fault::NotAPicture));
    }

    #[tokio::test]
    async fn a_text_is_kept_as_it_is() {
        let judged = judge(Kind::Document, "C:\\fakepath\\plan.TXT", b"Plan\r\n".to_vec()).await.unwrap();
        assert_eq!((judged.filename.as_str(), judged.media_type), ("plan.TXT", "text/plain"));
        assert_eq!(judged.bytes, b"Plan\r\n");
    }
}
