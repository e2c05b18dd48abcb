//! Sitemaps of other projects' tests: how many addresses each names, counted by hand.

use std::{fs, io, path::Path};

use url::Url;

use super::Score;
use crate::harvest::{charset, fetch::MOST_BODY, sitemap, unpack::unpack_file};

/// File, pages, further sitemaps.
const FILES: [(&str, usize, usize); 24] = [
    ("crawler-commons/rss/feed.rss", 4, 0),
    ("crawler-commons/rss/xmlRss_pubDate.xml", 7, 0),
    ("crawler-commons/sitemaps/atom.xml", 1, 0),
    ("crawler-commons/sitemaps/do-not-visit.txt", 1, 0),
    ("crawler-commons/sitemaps/extension/hebdenbridgetimes-articles-sitemap.xml", 74, 0),
    ("crawler-commons/sitemaps/extension/pagemaps-sitemap.xml", 2, 0),
    ("crawler-commons/sitemaps/extension/shinpaideshou-news-sitemap.xml", 3, 0),
    ("crawler-commons/sitemaps/extension/sitemap-images.xml", 1, 0),
    ("crawler-commons/sitemaps/extension/sitemap-links.xml", 3, 0),
    ("crawler-commons/sitemaps/extension/sitemap-mobile.xml", 3, 0),
    ("crawler-commons/sitemaps/extension/sitemap-news.xml", 2, 0),
    ("crawler-commons/sitemaps/extension/sitemap-videos-tvshow.xml", 1, 0),
    ("crawler-commons/sitemaps/extension/sitemap-videos.xml", 3, 0),
    ("crawler-commons/sitemaps/sitemap-with-bom.txt", 2, 0),
    ("crawler-commons/sitemaps/sitemap.badns.xml", 2, 0),
    ("crawler-commons/sitemaps/sitemap.index.xml", 0, 15),
    ("crawler-commons/sitemaps/sitemap.ns.xml", 2, 0),
    ("crawler-commons/sitemaps/sitemap.txt", 2, 0),
    ("crawler-commons/sitemaps/sitemap.txt.gz", 5, 0),
    ("crawler-commons/sitemaps/xmlSitemap.gz", 5, 0),
    ("trafilatura/sitemap-hreflang.xml", 3, 1),
    ("trafilatura/sitemap.xml", 84, 0),
    ("trafilatura/sitemap.xml.gz", 84, 0),
    ("trafilatura/sitemap2.xml", 0, 2),
];

pub(super) fn scores(folder: &Path) -> io::Result<Vec<Score>> {
    let base = Url::parse("https://partner.example/sitemap.xml").map_err(io::Error::other)?;
    let mut score = Score::new("sitemaps: files that name as many addresses as counted", 0.98);
    for (file, pages, sitemaps) in FILES {
        let path = folder.join(file);
        if !path.exists() {
            continue;
        }
        let found = unpack_file(fs::read(path)?, MOST_BODY)
            .and_then(|bytes| sitemap::read(&charset::decode(&bytes, None, None), &base))
            .map(|found| (found.pages.len(), found.sitemaps.len()));
        score.count(found == Ok((pages, sitemaps)), || format!("{file}: {pages} and {sitemaps} but {found:?}"));
    }
    Ok(vec![score])
}
