//! Practices on paper: PDF/UA-1 and PDF/A-2a by typst, tagged, titled, with the language of every text.
//! Must not know where a file is kept or when one is due.

mod document;
mod fonts;
mod picture;
mod world;

use std::sync::LazyLock;

use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use typst::{
    comemo,
    diag::SourceDiagnostic,
    foundations::{Datetime, Dict, IntoValue, Smart},
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp as PdfTimestamp};

use uuid::Uuid;

pub use document::{Document, Sheet};
pub use picture::Figure;

use super::practice::{City, Surroundings};
use crate::domain::Record;

/// A finished file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdf {
    pub bytes: Vec<u8>,
    pub pages: usize,
}

/// Why there is no file. None of these passes by itself.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    #[error("no typeface here has these letters: {0}")]
    Letters(String),
    #[error("could not set the document: {0}")]
    Typeset(String),
}

/// How a file is set: counted up when the template changes, so that what was made before is made anew.
pub const EDITION: i64 = 2;

/// A practice of a document: which, at which version, and what it says.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'a> {
    pub id: Uuid,
    pub version: i64,
    pub record: &'a Record,
}

/// What a document is made of, in short: as long as it stays the same, so does the file. Besides the practices at their
/// versions these are the names that others give: of cities, countries and topics.
#[must_use]
pub fn fingerprint<'a>(
    around: &Surroundings<'_>,
    title: Option<&str>,
    practices: impl IntoIterator<Item = Piece<'a>>,
) -> String {
    let mut hash = Sha256::new();
    let mut words = |text: &str| {
        // The length keeps neighbours apart.
        hash.update(text.len().to_be_bytes());
        hash.update(text);
    };
    words(&EDITION.to_string());
    words(around.lang.tag());
    words(title.unwrap_or_default());
    for piece in practices {
        words(&piece.id.to_string());
        words(&piece.version.to_string());
        for city in piece.record.cities.iter().map(|city| City::of(city, around)) {
            words(&city.name);
            words(&city.country_name.unwrap_or_default());
        }
        for topic in &piece.record.topics {
            words(around.topics.name(topic, around.lang));
        }
    }
    hex::encode(hash.finalize())
}

/// Both at once; that they can be had together is a matter of typst's version and held by a test.
static STANDARDS: LazyLock<PdfStandards> = LazyLock::new(|| {
    PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).expect("PDF/A-2a and PDF/UA-1 are both PDF 1.7")
});

impl Document<'_> {
    /// Sets the document. Takes tens of milliseconds a practice, in the caller's thread.
    pub fn to_pdf(&self) -> Result<Pdf, PdfError> {
        let mut data: Dict =
            serde_json::from_value(self.data()?).map_err(|error| PdfError::Typeset(error.to_string()))?;
        data.insert("pictures".into(), self.pictures().into_value());
        let desk = world::Desk::with(data).ok_or_else(|| PdfError::Typeset("no place for the template".to_owned()))?;
        let set = typst::compile::<PagedDocument>(&desk).output;
        let made = set.and_then(|document| {
            let options = PdfOptions {
                ident: Smart::Custom(self.id.to_owned()),
                creator: Smart::Custom(Some("Practice Commons".to_owned())),
                timestamp: moment(self.made_at.to_utc()),
                standards: STANDARDS.clone(),
                ..PdfOptions::default()
            };
            let pages = document.pages().len();
            typst_pdf::pdf(&document, &options).map(|bytes| Pdf { bytes, pages })
        });
        // What typst remembers of a document is of no use for the next one.
        comemo::evict(0);
        made.map_err(|faults| PdfError::Typeset(told(&faults)))
    }
}

fn moment(at: OffsetDateTime) -> Option<PdfTimestamp> {
    let (day, time) = (at.date(), at.time());
    let (month, hour) = (u8::from(day.month()), time.hour());
    Datetime::from_ymd_hms(day.year(), month, day.day(), hour, time.minute(), time.second()).map(PdfTimestamp::new_utc)
}

fn told(faults: &[SourceDiagnostic]) -> String {
    let told: Vec<String> = faults.iter().take(3).map(|fault| fault.message.to_string()).collect();
    told.join("; ")
}

#[cfg(test)]
mod tests;
