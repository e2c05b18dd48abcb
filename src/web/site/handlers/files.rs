//! Pictures of published practices. A file nobody published is not found, whoever knows its name.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};

use crate::{
    domain::{Record, record::Picture},
    store::BlobName,
    web::{
        App, assets,
        site::{Last, answer::Answer, views::error::Trouble},
    },
};

/// The pictures of a record that may be shown: those with description, credit and licence.
pub fn shown(record: &Record) -> impl Iterator<Item = &Picture> {
    let complete = |picture: &&Picture| {
        [&picture.alt, &picture.credit, &picture.licence].iter().all(|words| !words.trim().is_empty())
            && media_type(&picture.media_type).is_some()
    };
    record.pictures.iter().filter(complete)
}

/// What is served as a picture; whatever else was sent is not.
fn media_type(name: &str) -> Option<&'static str> {
    ["image/jpeg", "image/png", "image/webp"].into_iter().find(|known| *known == name)
}

/// `GET /files/{name}`: the stored file as it is. Taken down within the hour when its practice is.
pub async fn file(State(app): State<App>, Last(name): Last, headers: HeaderMap) -> Answer {
    let shelf = app.shelf();
    let mut pictures = shelf.practices.values().flat_map(|practice| shown(&practice.record));
    let picture = pictures.find(|picture| picture.blob == name).ok_or(Trouble::NotFound)?;
    let (blob, media_type) =
        BlobName::parse(&picture.blob).zip(media_type(&picture.media_type)).ok_or(Trouble::NotFound)?;
    let etag = format!("\"{name}\"");
    let validators = [(header::ETAG, etag.as_str()), (header::CACHE_CONTROL, "public, max-age=3600")];
    if assets::matches_etag(&headers, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, validators).into_response());
    }
    let content = app.store().blobs().get(&blob).await?.ok_or(Trouble::NotFound)?;
    // A picture only: opened by itself it is saved, and even then nothing in it may run.
    let guards = [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_DISPOSITION, "attachment"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    ];
    Ok((validators, guards, content).into_response())
}
