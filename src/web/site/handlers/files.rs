//! Pictures of published practices. A file nobody published is not found, whoever knows its name.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};

use crate::{
    store::BlobName,
    web::{
        App, assets,
        site::{Last, answer::Answer, views::error::Trouble},
    },
};

/// `GET /files/{name}`: the stored file as it is. Taken down within the hour when its practice is.
pub async fn file(State(app): State<App>, Last(name): Last, headers: HeaderMap) -> Answer {
    let shelf = app.shelf();
    let mut pictures = shelf.practices.values().flat_map(|practice| practice.record.shown_pictures());
    let picture = pictures.find(|picture| picture.blob == name).ok_or(Trouble::NotFound)?;
    let (blob, media_type) = BlobName::parse(&picture.blob).zip(picture.web_type()).ok_or(Trouble::NotFound)?;
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
