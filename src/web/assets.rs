//! Style sheets, scripts, fonts and icons: embedded, each at an address that names its content and so never changes.
//! Where each vendored file comes from is in `VENDORED.md`.

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use axum::{
    Router,
    body::Bytes,
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};
use tower_http::compression::{
    CompressionLayer, Predicate,
    predicate::{DefaultPredicate, NotForContentType},
};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/src/web/assets"]
struct Files;

/// One sheet a kind of page, put together in this order at start.
const SHEETS: [(&str, &[&str]); 3] = [
    (
        "site.css",
        &[
            "fonts", "tokens", "base", "layout", "mast", "list", "facets", "places", "practice", "form", "status",
            "demo", "print",
        ],
    ),
    ("desk.css", &["fonts", "tokens", "base", "layout", "mast", "list", "practice", "form", "status", "desk", "print"]),
    // In the frame of a page that is pointed at.
    ("point.css", &["point"]),
];

struct Asset {
    body: Bytes,
    content_type: &'static str,
    /// First half of the SHA-256 of the body, in hex.
    hash: String,
    /// `/assets/` + the name with the hash before its ending.
    url: String,
}

/// By name: `site.css`, `js/site.js`, `fonts/literata-latin.woff2`.
static ASSETS: LazyLock<HashMap<String, Asset>> = LazyLock::new(|| {
    let mut assets: HashMap<String, Asset> = HashMap::new();
    for name in Files::iter() {
        if let (Some(content_type), Some(file)) = (content_type(&name), Files::get(&name)) {
            let body = match file.data {
                Cow::Borrowed(bytes) => Bytes::from_static(bytes),
                Cow::Owned(bytes) => Bytes::from(bytes),
            };
            assets.insert(name.to_string(), Asset::new(&name, content_type, body));
        }
    }
    for (name, parts) in SHEETS {
        let sheet = sheet(parts, &assets);
        assets.insert(name.to_owned(), Asset::new(name, "text/css; charset=utf-8", sheet.into()));
    }
    assets
});

impl Asset {
    fn new(name: &str, content_type: &'static str, body: Bytes) -> Self {
        let hash = hex::encode(&Sha256::digest(&body)[..16]);
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let url = format!("/assets/{stem}.{}.{ending}", &hash[..12]);
        Self { body, content_type, hash, url }
    }
}

/// The parts of a sheet as one text, each `url("…")` made the address of that asset.
fn sheet(parts: &[&str], assets: &HashMap<String, Asset>) -> String {
    let mut sheet = String::new();
    for part in parts {
        if let Some(file) = Files::get(&format!("css/{part}.css")) {
            sheet.push_str(&String::from_utf8_lossy(&file.data));
        }
    }
    let mut linked = String::with_capacity(sheet.len());
    let mut pieces = sheet.split("url(\"");
    linked.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (name, rest) = piece.split_once("\")").unwrap_or((piece, ""));
        let url = assets.get(name).map_or(name, |asset| asset.url.as_str());
        for part in ["url(\"", url, "\")", rest] {
            linked.push_str(part);
        }
    }
    linked
}

/// What is served, by ending; everything else (sources of sheets, notes) stays inside.
fn content_type(name: &str) -> Option<&'static str> {
    match name.rsplit_once('.')?.1 {
        "woff2" => Some("font/woff2"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        "txt" => Some("text/plain; charset=utf-8"),
        _ => None,
    }
}

/// The address of an asset by name, for templates. An unknown name gives an address that answers 404; a test keeps
/// templates from naming one.
#[must_use]
pub fn url(name: &str) -> &'static str {
    ASSETS.get(name).map_or("/assets/unknown", |asset| &asset.url)
}

/// The route `/assets/…`.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let squeeze = DefaultPredicate::new().and(NotForContentType::const_new("font/"));
    Router::new().route("/assets/{*path}", get(serve)).layer(CompressionLayer::new().compress_when(squeeze))
}

async fn serve(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let Some((name, hash)) = parse(&path) else { return StatusCode::NOT_FOUND.into_response() };
    let Some(asset) = ASSETS.get(&name) else { return StatusCode::NOT_FOUND.into_response() };
    // A page of the release before or after may ask here while machines change over: it gets what there is, not for long.
    let caching =
        if asset.hash.starts_with(hash) { "public, max-age=31536000, immutable" } else { "public, max-age=60" };
    // Weak, because the compressed forms share it (RFC 9110, 8.8.3.3).
    let etag = format!("W/\"{}\"", asset.hash);
    let validators = [(header::ETAG, etag.as_str()), (header::CACHE_CONTROL, caching)];
    if matches_etag(&headers, &etag) {
        return (StatusCode::NOT_MODIFIED, validators).into_response();
    }
    (validators, [(header::CONTENT_TYPE, asset.content_type)], asset.body.clone()).into_response()
}

/// `fonts/x.0123456789ab.woff2` as the asset's name and the hash asked for.
fn parse(path: &str) -> Option<(String, &str)> {
    let (rest, ending) = path.rsplit_once('.')?;
    let (stem, hash) = rest.rsplit_once('.')?;
    (hash.len() == 12).then(|| (format!("{stem}.{ending}"), hash))
}

/// RFC 9110, 13.1.2: weak comparison with each of a list, or `*`.
pub(super) fn matches_etag(headers: &HeaderMap, etag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|tag| tag.trim() == "*" || opaque(tag) == opaque(etag))
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::Request};
    use tower::ServiceExt;

    use super::*;

    async fn ask(path: &str, header: Option<(&str, &str)>) -> Response {
        let mut request = Request::get(path);
        if let Some((name, value)) = header {
            request = request.header(name, value);
        }
        router::<()>().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
    }

    #[tokio::test]
    async fn an_asset_is_kept_for_ever_under_its_hash() {
        let answer = ask(url("fonts/literata-latin.woff2"), None).await;
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()["content-type"], "font/woff2");
        assert!(answer.headers()["cache-control"].to_str().unwrap().contains("immutable"));
        let etag = answer.headers()["etag"].to_str().unwrap().to_owned();
        let again = ask(url("fonts/literata-latin.woff2"), Some(("if-none-match", &etag))).await;
        assert_eq!(again.status(), 304);
    }

    #[tokio::test]
    async fn an_outdated_hash_still_gives_the_style_but_not_for_long() {
        let answer = ask("/assets/site.000000000000.css", None).await;
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()["cache-control"], "public, max-age=60");
    }

    #[tokio::test]
    async fn what_is_no_asset_is_not_found() {
        for path in ["/assets/unknown", "/assets/VENDORED.000000000000.md", "/assets/..%2fmod.000000000000.rs"] {
            assert_eq!(ask(path, None).await.status(), 404, "{path}");
        }
    }

    #[tokio::test]
    async fn sheets_are_compressed() {
        let answer = ask(url("site.css"), Some(("accept-encoding", "br"))).await;
        assert_eq!(answer.headers()["content-encoding"], "br");
    }

    #[test]
    fn every_part_of_a_sheet_and_every_file_it_names_exists() {
        for (name, parts) in SHEETS {
            for part in parts {
                assert!(Files::get(&format!("css/{part}.css")).is_some(), "{part}");
            }
            let css = String::from_utf8_lossy(&ASSETS[name].body).into_owned();
            for piece in css.split("url(\"").skip(1) {
                assert!(piece.starts_with("/assets/"), "{name}: {}", &piece[..40]);
            }
        }
    }

    #[test]
    fn every_asset_a_template_names_exists() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web/templates");
        let mut folders = vec![folder];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let template = std::fs::read_to_string(&path).unwrap();
                for piece in template.split("assets::url(\"").skip(1) {
                    let name = piece.split('"').next().unwrap();
                    assert!(ASSETS.contains_key(name), "{}: {name}", path.display());
                }
            }
        }
    }
}
