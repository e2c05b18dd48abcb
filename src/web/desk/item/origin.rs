//! Where the proposal comes from: the partner's page as fetched, made harmless, or what the city sent, as sent.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use i18n_embed_fl::fl;

use super::{
    super::{
        guard::SignedIn,
        shown::field_name,
        trouble::{Result, Trouble},
    },
    opened::Opened,
    parse,
    read_at::{self, ReadAt},
};
use crate::{
    domain::{Field, candidate::PictureAtSource, review::Channel},
    store::{self, BlobName, UploadRow},
    text::{self, Loader},
    web::App,
};

pub(super) enum OriginView {
    Page(PageAtSource),
    Sent(Vec<Sending>),
    Row(RowBrought),
    /// There is neither.
    Nothing,
}

pub(super) struct PageAtSource {
    pub url: String,
    pub fetched: Option<String>,
    /// The kept page, for the frame.
    pub frame: Option<String>,
    pub gone: Option<String>,
    /// What the kept page is known by, and what the server said with it.
    pub answer: Option<AnswerThere>,
    /// What was read, and where.
    pub read: Vec<ReadAt>,
    /// Its pictures, to be looked at there.
    pub pictures: Vec<PictureThere>,
}

pub(super) struct AnswerThere {
    pub url: String,
    pub hash: String,
    pub headers: Vec<(String, String)>,
}

pub(super) struct PictureThere {
    pub url: String,
    /// What it shows, else the name of its file.
    pub name: String,
    pub credit: String,
}

pub(super) struct Sending {
    pub heading: String,
    pub contact: String,
    pub email: String,
    pub answers: Vec<(String, String)>,
    pub files: Vec<File>,
}

/// A row of a file that an editor brought, as it was read last.
pub(super) struct RowBrought {
    pub heading: String,
    pub href: Option<String>,
    pub answers: Vec<(String, String)>,
}

pub(super) struct File {
    pub href: String,
    pub name: String,
    pub about: String,
    pub picture: bool,
    pub alt: String,
}

impl OriginView {
    /// With `field`, the page opens at what was read as that.
    pub async fn read(app: &App, signed: &SignedIn, opened: &Opened, field: Option<Field>) -> Result<Self> {
        match opened.item.channel {
            Channel::Source => Self::page(app, signed, opened, field).await,
            Channel::City => Self::sent(app, signed, opened).await,
            Channel::Import => Self::row(app, signed, opened).await,
        }
    }

    async fn row(app: &App, signed: &SignedIn, opened: &Opened) -> Result<Self> {
        let Some(record) = &opened.source_record else { return Ok(Self::Nothing) };
        let (lang, t) = (signed.lang, text::phrases(signed.lang));
        let (heading, href) = match store::import_row_of_record(app.store(), record.id).await? {
            None => (fl!(t, "desk-from-a-file"), None),
            Some((import, number)) => {
                let when = text::date_time(lang, import.made_at);
                let heading =
                    fl!(t, "desk-import-row-of", number = number, file = import.filename.as_str(), when = when);
                (heading, Some(format!("/desk/imports/{}", import.id)))
            }
        };
        let answers = record.draft.fields().map(|(field, text)| (field_name(lang, field.name()), text.to_owned()));
        Ok(Self::Row(RowBrought { heading, href, answers: answers.collect() }))
    }

    async fn page(app: &App, signed: &SignedIn, opened: &Opened, field: Option<Field>) -> Result<Self> {
        let Some(record) = &opened.source_record else { return Ok(Self::Nothing) };
        let id = opened.item.id;
        // A field may come from an earlier reading.
        let asked = field.and_then(|field| Some((field, opened.item.origins.get(&field)?.snapshot?)));
        let snapshot = match asked.map(|(_, snapshot)| snapshot).or(record.snapshot_id) {
            Some(id) => store::snapshot_by_id(app.store(), id).await?,
            None => None,
        };
        let answer = match &snapshot {
            Some(snapshot) => Some(AnswerThere {
                url: snapshot.url.clone(),
                hash: BlobName::parse(&snapshot.blob).map(|name| name.hash().to_owned()).unwrap_or_default(),
                headers: store::snapshot_headers(app.store(), snapshot.id).await?,
            }),
            None => None,
        };
        Ok(Self::Page(PageAtSource {
            answer,
            url: record.url.clone(),
            fetched: snapshot.as_ref().map(|snapshot| text::date_time(signed.lang, snapshot.fetched_at)),
            frame: snapshot.map(|snapshot| match asked {
                Some((field, _)) => read_at::mark(id, snapshot.id, field),
                None => read_at::page(id, snapshot.id),
            }),
            read: read_at::all(signed, opened),
            pictures: store::item_source_pictures(app.store(), id).await?.into_iter().map(picture_there).collect(),
            gone: record.gone_at.map(|at| text::date_time(signed.lang, at)),
        }))
    }

    async fn sent(app: &App, signed: &SignedIn, opened: &Opened) -> Result<Self> {
        let (lang, t) = (signed.lang, text::phrases(signed.lang));
        let mut sendings = Vec::new();
        for sent in store::submission_of_item(app.store(), opened.item.id).await?.iter().rev() {
            let when = text::date_time(lang, sent.received_at);
            let files = store::upload_of_thread(app.store(), sent.root_id).await?;
            let own = files.iter().filter(|file| file.submission_id == sent.id);
            sendings.push(Sending {
                heading: fl!(t, "desk-sending", number = sent.seq, when = when),
                contact: [sent.contact.name.as_str(), sent.contact.role.as_str()].join(", "),
                email: sent.contact.email.to_string(),
                answers: sent
                    .raw
                    .draft
                    .fields()
                    .map(|(field, text)| (field_name(lang, field.name()), text.to_owned()))
                    .collect(),
                files: own.map(|file| shown_file(t, opened, file)).collect(),
            });
        }
        Ok(if sendings.is_empty() { Self::Nothing } else { Self::Sent(sendings) })
    }
}

fn picture_there(picture: PictureAtSource) -> PictureThere {
    let file = || picture.url.rsplit('/').next().unwrap_or_default().split('?').next().unwrap_or_default().to_owned();
    let name = [picture.alt.clone(), file(), picture.url.clone()].into_iter().find(|name| !name.is_empty());
    PictureThere { name: name.unwrap_or_default(), credit: picture.credit, url: picture.url }
}

fn shown_file(t: &Loader, opened: &Opened, file: &UploadRow) -> File {
    let kilobytes = file.size.div_euclid(1024) + 1;
    let credit = [file.credit.as_str(), file.licence.as_str()].into_iter().filter(|text| !text.is_empty());
    let about: Vec<String> =
        std::iter::once(fl!(t, "desk-kilobytes", n = kilobytes)).chain(credit.map(str::to_owned)).collect();
    File {
        href: format!("/desk/items/{}/files/{}", opened.item.id, file.blob),
        name: file.filename.clone(),
        about: about.join(", "),
        picture: file.kind == "picture",
        alt: file.alt.clone(),
    }
}

/// A file that belongs to an item: its pictures and what the city sent with it.
pub(super) async fn file(State(app): State<App>, _: SignedIn, Path((id, blob)): Path<(String, String)>) -> Result {
    let item = store::item_by_id(app.store(), parse(&id)?).await?.ok_or(Trouble::NotFound)?;
    let picture = item.pictures.iter().find(|picture| picture.blob == blob);
    let (media_type, name) = if let Some(picture) = picture {
        (picture.media_type.clone(), String::new())
    } else {
        let mut found = None;
        for sent in store::submission_of_item(app.store(), item.id).await? {
            let files = store::upload_of_thread(app.store(), sent.root_id).await?;
            found = found.or_else(|| files.into_iter().find(|file| file.blob == blob));
        }
        let file = found.ok_or(Trouble::NotFound)?;
        (file.media_type, file.filename)
    };
    let name_of_blob = BlobName::parse(&blob).ok_or(Trouble::NotFound)?;
    let bytes = app.store().blobs().get(&name_of_blob).await?.ok_or(Trouble::NotFound)?;
    Ok(attachment(bytes, &media_type, &name))
}

/// Never opened by the browser as a page of ours (ASVS V3.2.1): pictures are shown by ours, the rest is saved.
fn attachment(bytes: Vec<u8>, media_type: &str, name: &str) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    let shown_types = ["image/jpeg", "image/png", "image/webp"];
    let media_type = if shown_types.contains(&media_type) { media_type } else { "application/octet-stream" };
    // RFC 6266, 4.3, with the encoding of RFC 8187.
    let encoded: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
    let disposition = format!("attachment; filename*=UTF-8''{}", encoded.replace('+', "%20"));
    for (header, value) in [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_DISPOSITION, &disposition),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    ] {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(header, value);
        }
    }
    response
}
