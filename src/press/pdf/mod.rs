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

pub use document::{Cover, Document, Sheet};
pub use picture::Figure;

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

/// How a file is set: counted up when what makes it changes, so that what was made before is made anew. The template is
/// compared by itself.
const EDITION: u8 = 3;

/// Both at once; that they can be had together is a matter of typst's version and held by a test.
static STANDARDS: LazyLock<PdfStandards> = LazyLock::new(|| {
    PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).expect("PDF/A-2a and PDF/UA-1 are both PDF 1.7")
});

impl Document {
    /// What the file is made of, in short: as long as it stays the same, so does the file. It is taken from all that is
    /// handed to the template, so nothing that is printed can be left out; pictures are named by their content.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new_with_prefix([EDITION]);
        hash.update(world::TEMPLATE);
        hash.update(&self.id);
        hash.update(self.made_at.micros().to_be_bytes());
        hash.update(self.content().to_string());
        for picture in self.sheets.iter().flat_map(|sheet| &sheet.practice.pictures) {
            for words in [&picture.url, &picture.alt] {
                // The length keeps neighbours apart.
                hash.update(words.len().to_be_bytes());
                hash.update(words);
            }
        }
        hex::encode(hash.finalize())
    }

    /// Sets the document. Takes tens of milliseconds a practice, in the caller's thread.
    pub fn to_pdf(&self) -> Result<Pdf, PdfError> {
        let mut data: Dict =
            serde_json::from_value(self.data()?).map_err(|error| PdfError::Typeset(error.to_string()))?;
        data.insert("pictures".into(), self.pictures().into_value());
        let desk = world::Desk::with(data).ok_or_else(|| PdfError::Typeset("no place for the template".to_owned()))?;
        let set = typst::compile::<PagedDocument>(&desk).output;
        let made = set.and_then(|document| {
            let options = PdfOptions {
                ident: Smart::Custom(self.id.clone()),
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
