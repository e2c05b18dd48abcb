//! The files of a form: those that just came, those it kept from before, and what is still wrong with them.

use super::{parts, sent::Sent, typed::Words};
use crate::{
    desk::NewUpload,
    domain::{
        FieldErrors, Id, Lang,
        marker::Upload,
        submission::{DOCUMENTS_MOST, PICTURES_MOST},
    },
    store::{self, StoreError, UploadRow},
    text::phrases,
    web::{
        App,
        site::views::{question::KeptFile, submit::PictureRow},
    },
};
use i18n_embed_fl::fl;

/// A file the form may name, by its token.
#[derive(Clone, Debug)]
struct Known {
    id: Id<Upload>,
    upload: NewUpload,
}

/// The files of one form.
#[derive(Clone, Debug, Default)]
pub(super) struct Filled {
    /// By number; with words and no file where only words were typed.
    pictures: Vec<(Option<Known>, Words)>,
    documents: Vec<Known>,
    pub faults: FieldErrors,
}

impl Filled {
    /// What was sent before, for the form that revises it.
    pub fn before(files: &[UploadRow]) -> Self {
        let known = |row: &UploadRow| Known { id: row.id, upload: NewUpload::from(row) };
        let (pictures, documents): (Vec<_>, Vec<_>) = files.iter().partition(|row| row.kind == "picture");
        let words =
            |row: &UploadRow| Words { alt: row.alt.clone(), credit: row.credit.clone(), licence: row.licence.clone() };
        let mut pictures: Vec<_> = pictures.into_iter().map(|row| (Some(known(row)), words(row))).collect();
        pictures.resize_with(PICTURES_MOST, Default::default);
        Self { pictures, documents: documents.into_iter().map(known).collect(), faults: FieldErrors::default() }
    }

    /// Nothing yet.
    pub fn empty() -> Self {
        Self::before(&[])
    }

    /// What the form named and brought. `before` are files of the thread it belongs to.
    pub async fn of(app: &App, sent: &Sent, words: &[Words], before: &[UploadRow]) -> Result<Self, StoreError> {
        let pending = store::pending_upload_list(app.store(), sent.key.hash().as_bytes()).await?;
        let pending = pending.iter().map(|row| Known { id: row.id, upload: NewUpload::from(row) });
        let before = before.iter().map(|row| Known { id: row.id, upload: NewUpload::from(row) });
        let known: Vec<Known> = pending.chain(before).collect();
        let files = Files { sent, known };
        let mut filled = Self { faults: sent.faults.clone(), ..Self::default() };
        for (number, words) in (1..=PICTURES_MOST).zip(words) {
            let place = parts::picture(number);
            let picture = files.at(&place, "picture").pop();
            filled.check_picture(&place, picture.is_some(), words);
            filled.pictures.push((picture, words.clone()));
        }
        filled.documents = files.at(parts::DOCUMENTS, "document");
        if filled.documents.len() > DOCUMENTS_MOST {
            let most = [("most", DOCUMENTS_MOST.to_string())];
            filled.faults.add_with(parts::DOCUMENTS, "error-files-too-many", &most);
        }
        Ok(filled)
    }

    /// A picture is shown with its words or not at all, so they are asked for at once.
    fn check_picture(&mut self, place: &str, has_file: bool, words: &Words) {
        if self.faults.at(place).is_some() {
            return;
        }
        if !has_file {
            if !words.is_empty() {
                self.faults.add(place, "error-picture-without-file");
            }
            return;
        }
        for (part, text) in [("alt", &words.alt), ("credit", &words.credit), ("licence", &words.licence)] {
            let at = format!("{place}_{part}");
            let count = text.chars().count();
            if text.trim().is_empty() {
                self.faults.add(at, "error-missing");
            } else if count > WORDS_MOST {
                let counts = [("most", WORDS_MOST.to_string()), ("count", count.to_string())];
                self.faults.add_with(at, "error-too-many-characters", &counts);
            }
        }
    }

    /// All files, each once, with their words.
    pub fn uploads(&self) -> Vec<NewUpload> {
        let pictures = self.pictures.iter().filter_map(|(known, words)| {
            let upload = known.as_ref()?.upload.clone();
            let words = words.clone();
            Some(NewUpload { alt: words.alt, credit: words.credit, licence: words.licence, ..upload })
        });
        let mut uploads: Vec<NewUpload> = Vec::new();
        for upload in pictures.chain(self.documents.iter().map(|known| known.upload.clone())) {
            if uploads.iter().all(|other| other.blob != upload.blob) {
                uploads.push(upload);
            }
        }
        uploads
    }

    pub fn rows(&self, lang: Lang) -> Vec<PictureRow> {
        let row = |(known, words): &(Option<Known>, Words)| PictureRow {
            kept: known.as_ref().map(|known| known.shown(lang)),
            alt: words.alt.clone(),
            credit: words.credit.clone(),
            licence: words.licence.clone(),
        };
        self.pictures.iter().map(row).collect()
    }

    pub fn documents(&self, lang: Lang) -> Vec<KeptFile> {
        self.documents.iter().map(|known| known.shown(lang)).collect()
    }
}

/// Of the description, the credit or the licence of a picture.
const WORDS_MOST: usize = 500;

struct Files<'a> {
    sent: &'a Sent,
    known: Vec<Known>,
}

impl Files<'_> {
    /// The files at an input: those kept and not dropped, then those that came now.
    fn at(&self, place: &str, kind: &str) -> Vec<Known> {
        let dropped = self.sent.all(&format!("{place}_drop"));
        let kept = self.sent.all(&format!("{place}_kept")).iter().filter(|token| !dropped.contains(token));
        let kept = kept.filter_map(|token| token.parse::<Id<Upload>>().ok());
        let came = self.sent.files.iter().filter(|(name, _)| name == place).map(|(_, id)| *id);
        let named = kept.chain(came).filter_map(|id| self.known.iter().find(|known| known.id == id));
        named.filter(|known| known.upload.kind == kind).cloned().collect()
    }
}

impl Known {
    fn shown(&self, lang: Lang) -> KeptFile {
        let (t, name) = (phrases(lang), self.upload.filename.as_str());
        // In the units of the limits: 1,024 bytes to the next.
        let kilobytes = (self.upload.size + 1_023) / 1_024;
        let label = if kilobytes < 1_024 {
            fl!(t, "submit-file-kilobytes", name = name, size = kilobytes)
        } else {
            // One place behind the point, as the language writes it: Fluent does that with a number.
            let tenths = (kilobytes * 10 + 512) / 1_024;
            let mark = match lang {
                Lang::En => '.',
                Lang::Fr => ',',
            };
            fl!(t, "submit-file-megabytes", name = name, size = format!("{}{mark}{}", tenths / 10, tenths % 10))
        };
        KeptFile { token: self.id.to_string(), label }
    }
}
