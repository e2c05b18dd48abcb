//! What programs look for: which pages there are, which they had better leave alone, and the icon.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};

use i18n_embed_fl::fl;

use super::listing;
use crate::{
    domain::Lang,
    press::{self, OpenSearch, SITEMAP_URLS},
    text,
    web::{
        App, assets,
        site::{Last, Visitor, addresses, answer::Answer, views::error::Trouble},
    },
};

/// `GET /robots.txt` (RFC 9309). Desk and status pages say themselves that they are not to be kept; asking for them is waste.
pub async fn robots(State(app): State<App>) -> Response {
    let origin = &app.site().origin;
    let rules = format!("User-agent: *\nDisallow: /desk\nDisallow: /*/status/\n\nSitemap: {origin}/sitemap.xml\n");
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], rules).into_response()
}

/// `GET /favicon.ico`, for those who do not read the page's `link`.
pub async fn favicon() -> Response {
    let icon = assets::url("icons/brand.svg");
    (axum::http::StatusCode::FOUND, [(header::LOCATION, icon), (header::CACHE_CONTROL, "public, max-age=86400")])
        .into_response()
}

/// `GET /{lang}/opensearch.xml`: how browsers and catalogues search here.
pub async fn opensearch(State(app): State<App>, visitor: Visitor) -> Answer {
    let whole = |path: String| format!("{}{path}", app.site().origin);
    let list = |ending: &str| whole(format!("{}{ending}?q={{searchTerms}}", addresses::explore(visitor.lang)));
    let words = text::phrases(visitor.lang);
    let description = OpenSearch {
        name: fl!(words, "site-opensearch-name"),
        description: fl!(words, "site-opensearch-description", site = fl!(words, "site-name")),
        lang: visitor.lang,
        icon: whole(assets::url("icons/brand.svg").to_owned()),
        contact: app.site().contact.clone(),
        urls: vec![
            ("text/html", list("")),
            ("application/atom+xml", list(".atom")),
            ("application/feed+json", list(".feed.json")),
        ],
        own_url: whole(addresses::opensearch(visitor.lang)),
    };
    Ok(([(header::CONTENT_TYPE, OpenSearch::MEDIA_TYPE)], description.to_xml()?).into_response())
}

/// Pages in one file: each counts once a language.
const PER_FILE: usize = SITEMAP_URLS / Lang::ALL.len();

/// `GET /sitemap.xml`: every page, or the files that list them when they are too many for one.
pub async fn sitemap(State(app): State<App>) -> Answer {
    let pages = pages(&app).await?;
    if pages.len() <= PER_FILE {
        return Ok(xml(press::sitemap(&pages)?));
    }
    let file = |(number, pages): (usize, &[press::Page])| {
        let newest = pages.iter().filter_map(|page| page.updated_at).max();
        (format!("{}/sitemaps/{}", app.site().origin, number + 1), newest)
    };
    let files: Vec<_> = pages.chunks(PER_FILE).enumerate().map(file).collect();
    Ok(xml(press::sitemap_index(&files)?))
}

/// `GET /sitemaps/{number}`: one of several files, from 1.
pub async fn sitemap_part(State(app): State<App>, Last(number): Last) -> Answer {
    let number: usize = number.parse().map_err(|_| Trouble::NotFound)?;
    let pages = pages(&app).await?;
    let part = number.checked_sub(1).and_then(|at| pages.chunks(PER_FILE).nth(at)).ok_or(Trouble::NotFound)?;
    Ok(xml(press::sitemap(part)?))
}

fn xml(content: String) -> Response {
    ([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], content).into_response()
}

/// Every page that search engines may keep, in an order that stays.
async fn pages(app: &App) -> Result<Vec<press::Page>, Trouble> {
    let whole = |(lang, path): (Lang, String)| (lang, format!("{}{path}", app.site().origin));
    let page = |page: listing::PublicPage| press::Page {
        urls: page.paths.into_iter().map(whole).collect(),
        updated_at: page.updated_at,
    };
    Ok(listing::pages(app).await?.into_iter().map(page).collect())
}
