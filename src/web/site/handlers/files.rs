//! Pictures of published practices. A file nobody published is not found, whoever knows its name.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};

use crate::{
    domain::record::Picture,
    store::{self, BlobName},
    web::{
        App, assets,
        site::{Last, answer::Answer, views::error::Trouble},
    },
};

/// `GET /files/{name}`: the stored file as it is, or behind `-352` and the like the picture for a page, in one of the listed
/// widths; no other is ever made, whatever is asked. Taken down within the hour when its practice is.
pub async fn file(State(app): State<App>, Last(name): Last, headers: HeaderMap) -> Answer {
    let (name, width) = name.split_once('-').map_or((name.as_str(), None), |(name, width)| (name, Some(width)));
    let media_type = app.shelf().picture_type(name).ok_or(Trouble::NotFound)?;
    let Some(width) = width else {
        let blob = BlobName::parse(name).ok_or(Trouble::NotFound)?;
        return answer(&app, &blob, media_type, &headers).await;
    };
    let listed = Picture::WIDTHS.into_iter().find(|listed| listed.to_string() == width).ok_or(Trouble::NotFound)?;
    let sizes = store::picture_size_list(app.store(), name).await?;
    let size = sizes.iter().find(|size| size.width == i64::from(listed)).ok_or(Trouble::NotFound)?;
    let blob = BlobName::parse(&size.file).ok_or(Trouble::NotFound)?;
    answer(&app, &blob, "image/jpeg", &headers).await
}

async fn answer(app: &App, blob: &BlobName, media_type: &'static str, headers: &HeaderMap) -> Answer {
    let etag = format!("\"{blob}\"");
    let validators = [(header::ETAG, etag.as_str()), (header::CACHE_CONTROL, "public, max-age=3600")];
    if assets::matches_etag(headers, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, validators).into_response());
    }
    let content = app.store().blobs().get(blob).await?.ok_or(Trouble::NotFound)?;
    // A picture only: opened by itself it is saved, and even then nothing in it may run.
    let guards = [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_DISPOSITION, "attachment"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    ];
    Ok((validators, guards, content).into_response())
}
