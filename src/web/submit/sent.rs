//! A form as it comes in: texts as typed, files judged and kept one after the other. Never more than one file is in memory.

use std::{collections::HashMap, time::Duration};

use axum::extract::{
    Multipart,
    multipart::{Field, MultipartError},
};
use tokio::time::timeout;

use super::{
    files::{self, Fault, Judged, Kind},
    parts::{KEY, Part},
};
use crate::{
    desk::NewUpload,
    domain::{
        FieldErrors, Id, Secret,
        marker::Upload,
        submission::{FILE_MOST, FILES_MOST},
    },
    store::{self, Kept},
    web::{App, faults::megabytes, site::views::error::Trouble},
};

/// A form has some sixty inputs.
const PARTS_MOST: usize = 200;
/// All texts together, in bytes: what is longer than a field may be comes back to be shortened.
const TEXTS_MOST: usize = 4 << 20;
/// A sender that is silent for so long is gone.
const SILENCE: Duration = Duration::from_mins(1);
/// A form with all its files over a slow line.
const PATIENCE: Duration = Duration::from_mins(20);

/// Whether the files of a form are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Files {
    Take,
    /// From somebody who sends too often.
    Leave,
}

/// A form as sent.
#[derive(Debug)]
pub(super) struct Sent {
    /// The form's own secret; another one when it brought none.
    pub key: Secret,
    pub has_key: bool,
    texts: HashMap<String, Vec<String>>,
    /// The files that came with it and were kept, by input.
    pub files: Vec<(String, Id<Upload>)>,
    pub faults: FieldErrors,
    taken: usize,
}

impl Sent {
    /// Reads it to its end.
    ///
    /// # Errors
    /// When it is no form of ours: broken off, unreadable, an input twice, or far too large.
    pub async fn read(app: &App, form: Multipart, files: Files) -> Result<Self, Trouble> {
        timeout(PATIENCE, Self::read_all(app, form, files)).await.map_err(|_| Trouble::Unavailable { seconds: 60 })?
    }

    async fn read_all(app: &App, mut form: Multipart, files: Files) -> Result<Self, Trouble> {
        let mut sent = Self {
            key: Secret::draw(),
            has_key: false,
            texts: HashMap::new(),
            files: Vec::new(),
            faults: FieldErrors::default(),
            taken: 0,
        };
        let mut left = TEXTS_MOST;
        let mut came: HashMap<String, usize> = HashMap::new();
        let mut parts = 0;
        while let Some(field) = patiently(form.next_field()).await? {
            parts += 1;
            if parts > PARTS_MOST {
                return Err(Trouble::Unreadable);
            }
            let name = field.name().unwrap_or_default().to_owned();
            let Some(part) = Part::named(&name) else {
                drain(field).await?;
                continue;
            };
            let times = came.entry(name.clone()).or_default();
            *times += 1;
            match part {
                Part::Text if *times > 1 => return Err(Trouble::Unreadable),
                Part::Text | Part::Texts => {
                    let text = read_text(field, &mut left).await?;
                    sent.text(name, text);
                }
                Part::Files { kind, most } => sent.file(app, name, kind, most, field, files).await?,
            }
        }
        Ok(sent)
    }

    fn text(&mut self, name: String, text: String) {
        if name == KEY
            && let Ok(key) = Secret::parse(&text)
        {
            self.key = key;
            self.has_key = true;
        }
        self.texts.entry(name).or_default().push(text);
    }

    /// A file of the form, or the empty part browsers send where none was chosen.
    async fn file(
        &mut self,
        app: &App,
        name: String,
        kind: Kind,
        most: usize,
        field: Field<'_>,
        files: Files,
    ) -> Result<(), Trouble> {
        let sent_as = field.file_name().unwrap_or_default().to_owned();
        let read = self.read_file(field).await?;
        if sent_as.is_empty() && read.as_ref().is_ok_and(Vec::is_empty) {
            return Ok(());
        }
        if self.files.iter().filter(|(place, _)| *place == name).count() >= most {
            // A picture has one file; whoever sends two does not use our form.
            if most == 1 {
                return Err(Trouble::Unreadable);
            }
            self.faults.add_with(&name, "error-files-too-many", &[("most", most.to_string())]);
            return Ok(());
        }
        let kept = match (files, read) {
            (Files::Leave, _) => Err(Fault::NotTaken),
            (Files::Take, Err(fault)) => Err(fault),
            (Files::Take, Ok(bytes)) => match files::judge(kind, &sent_as, bytes).await {
                Ok(judged) => self.keep(app, kind, judged).await?.ok_or(Fault::TooMany),
                Err(fault) => Err(fault),
            },
        };
        match kept {
            Ok(id) => self.files.push((name, id)),
            Err(fault) => {
                let (phrase, most) = fault.phrase();
                let mut arguments = vec![("file", files::clean_name(&sent_as, kind))];
                arguments.extend(most.map(|most| ("most", most.to_string())));
                self.faults.add_with(&name, phrase, &arguments);
            }
        }
        Ok(())
    }

    /// The bytes, as long as they are not too many; the rest is passed over, so that what comes behind is still read.
    async fn read_file(&mut self, mut field: Field<'_>) -> Result<Result<Vec<u8>, Fault>, Trouble> {
        let mut bytes = Vec::new();
        let mut fault = None;
        while let Some(chunk) = patiently(field.chunk()).await? {
            self.taken += chunk.len();
            if bytes.len() + chunk.len() > FILE_MOST {
                fault = Some(Fault::TooLarge);
            } else if self.taken > FILES_MOST {
                fault = fault.or(Some(Fault::TooLargeTogether));
            }
            if fault.is_some() {
                bytes = Vec::new();
            } else {
                bytes.extend_from_slice(&chunk);
            }
        }
        Ok(fault.map_or(Ok(bytes), Err))
    }

    async fn keep(&self, app: &App, kind: Kind, judged: Judged) -> Result<Option<Id<Upload>>, Trouble> {
        let size = i64::try_from(judged.bytes.len()).unwrap_or(i64::MAX);
        let blobs = app.store().blobs();
        let drawn = judged.smaller.into_iter().map(Into::into).collect();
        let sizes = store::picture_size_keep(blobs, drawn).await?;
        let blob = blobs.put(judged.bytes, Kept::Plain).await?;
        let upload = NewUpload {
            kind: kind.name().to_owned(),
            blob: blob.to_string(),
            filename: judged.filename,
            media_type: judged.media_type.to_owned(),
            size,
            dimensions: judged.dimensions,
            alt: String::new(),
            credit: String::new(),
            licence: String::new(),
        };
        Ok(app.desk().keep_upload(&self.key, &upload, &sizes).await?)
    }

    /// Whether the form had this input at all.
    pub fn has(&self, name: &str) -> bool {
        self.texts.contains_key(name)
    }

    /// The text of an input that comes once; empty when it did not come.
    pub fn one(&self, name: &str) -> &str {
        self.all(name).first().map_or("", String::as_str)
    }

    /// The texts of an input that may come several times.
    pub fn all(&self, name: &str) -> &[String] {
        self.texts.get(name).map_or(&[], Vec::as_slice)
    }
}

async fn read_text(mut field: Field<'_>, left: &mut usize) -> Result<String, Trouble> {
    let mut bytes = Vec::new();
    while let Some(chunk) = patiently(field.chunk()).await? {
        *left = left.checked_sub(chunk.len()).ok_or_else(|| Trouble::TooLarge { limit: megabytes(TEXTS_MOST) })?;
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(|_| Trouble::Unreadable)
}

async fn drain(mut field: Field<'_>) -> Result<(), Trouble> {
    while patiently(field.chunk()).await?.is_some() {}
    Ok(())
}

async fn patiently<T>(reading: impl Future<Output = Result<T, MultipartError>>) -> Result<T, Trouble> {
    let read = timeout(SILENCE, reading).await.map_err(|_| Trouble::Unreadable)?;
    read.map_err(|error| {
        let too_large = error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE;
        if too_large { Trouble::TooLarge { limit: megabytes(FILES_MOST) } } else { Trouble::Unreadable }
    })
}
