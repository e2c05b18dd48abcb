//! Sitemaps: those robots.txt names, those that lie where they usually do, and the folder of practices in them.

use std::cmp::Reverse;

use url::Url;

use super::{
    super::{
        read::blocking,
        robots,
        sitemap::{self, Entry},
        sites::Sites,
    },
    Way,
    folders::{self, Folder},
    search::{MOST_SITEMAPS, Search, text_of},
};
use crate::domain::{
    SourceSettings,
    candidate::Note,
    source::{SitemapRules, SourceKind},
};

const PATHS: [&str; 2] = ["/sitemap.xml", "/sitemap_index.xml"];
/// Sitemaps that are looked at of those robots.txt names, and folders that are tried.
const MOST_NAMED: usize = 2;
const MOST_FOLDERS: usize = 2;

/// Words in the names of sitemaps that hold no practices.
const BESIDE: [&str; 9] = ["image", "video", "tag", "categor", "author", "taxonom", "users", "attachment", "misc"];

impl Search<'_> {
    /// The sitemaps that robots.txt names, where they name more than the `listed` pages of a list already found.
    pub(super) async fn sitemaps(&mut self, settings: &SourceSettings, here: &Url, listed: usize) {
        let text = self.known.robots.get(&here.origin().ascii_serialization()).map(|robots| robots.text.clone());
        let sites = Sites::of(settings);
        let text = text.unwrap_or_default();
        let named = robots::sitemaps(&text).into_iter().filter_map(|line| here.join(line).ok());
        for url in named.filter(|url| sites.hold(url)).take(MOST_NAMED).collect::<Vec<_>>() {
            if self.tried.insert(url.clone()) {
                self.folders_of(settings, &url, here, listed).await;
            }
        }
    }

    pub(super) async fn guess_sitemaps(&mut self, settings: &SourceSettings, here: &Url) {
        for path in PATHS {
            if let Ok(url) = here.join(path)
                && !self.has_offers()
                && self.may_guess(&url)
            {
                self.folders_of(settings, &url, here, 0).await;
            }
        }
    }

    /// A sitemap that was pasted itself.
    pub(super) async fn sitemap(&mut self, settings: &SourceSettings, url: &Url, near: &Url) {
        self.folders_of(settings, url, near, 0).await;
        if !self.has_offers() {
            self.offer(settings, url, None).await;
        }
    }

    async fn folders_of(&mut self, settings: &SourceSettings, url: &Url, near: &Url, listed: usize) {
        let Some((pages, address)) = self.pages(settings, url, near).await else { return };
        let near = if url == near { "/" } else { near.path() };
        let found = folders::folders(pages.iter(), near);
        for folder in found.into_iter().filter(|folder| folder.count > listed).take(MOST_FOLDERS) {
            if self.offer(settings, &address, Some(&folder)).await {
                return;
            }
        }
    }

    async fn offer(&mut self, settings: &SourceSettings, address: &Url, folder: Option<&Folder>) -> bool {
        let rules = SitemapRules { include: folder.map(|folder| folder.include.clone()), exclude: None };
        let settings = SourceSettings {
            addresses: vec![address.to_string()],
            kind: SourceKind::Sitemap { sitemap: rules },
            ..settings.clone()
        };
        let how = match folder {
            Some(folder) => Note::new("source-offer-sitemap").with("count", folder.count).with("folder", &folder.shown),
            None => Note::new("source-offer-sitemap-whole"),
        };
        self.attempt(Way { settings, how, prior: -0.75 }).await
    }

    /// The pages a sitemap names, and the address to read them from: an index, unless it names more than a few.
    async fn pages(&mut self, settings: &SourceSettings, url: &Url, near: &Url) -> Option<(Vec<Url>, Url)> {
        let read = self.entries(settings, url).await?;
        if read.0.is_empty() && read.1.is_empty() {
            return None;
        }
        let (mut pages, mut further) = read;
        if further.is_empty() {
            return Some((pages, url.clone()));
        }
        let is_small = further.len() < MOST_SITEMAPS as usize;
        further.sort_by_cached_key(|further| Reverse(likeliness(further, near)));
        let mut best: Option<(Vec<Url>, Url)> = None;
        for leaf in further.into_iter().take(MOST_SITEMAPS as usize - 1) {
            let Some((named, _)) = self.entries(settings, &leaf).await else { continue };
            if is_small {
                pages.extend(named);
            } else if best.is_none() && !folders::folders(named.iter(), near.path()).is_empty() {
                best = Some((named, leaf));
            }
        }
        if is_small { Some((pages, url.clone())) } else { best }
    }

    /// Pages and further sitemaps that one file names.
    async fn entries(&mut self, settings: &SourceSettings, url: &Url) -> Option<(Vec<Url>, Vec<Url>)> {
        let kind = SourceKind::Sitemap { sitemap: SitemapRules::default() };
        let asking = SourceSettings { addresses: vec![url.to_string()], kind, ..settings.clone() };
        let fetched = self.fetch(&asking, url).await.ok()?;
        let sites = Sites::of(&asking);
        let read = blocking(fetched.snapshot.bytes.len(), move || sitemap::read(&text_of(&fetched), &fetched.url))
            .await
            .ok()?;
        let own = |entries: Vec<Entry>| -> Vec<Url> {
            entries.into_iter().map(|entry| entry.url).filter(|url| sites.hold(url)).collect()
        };
        Some((own(read.pages), own(read.sitemaps)))
    }
}

/// How likely a sitemap of an index is to name practices, by its name.
fn likeliness(further: &Url, near: &Url) -> i32 {
    let name = further.as_str().to_ascii_lowercase();
    let language = near.path().split('/').nth(1).filter(|part| part.len() == 2);
    let is_near = language.is_some_and(|language| {
        name.split(|letter: char| !letter.is_ascii_alphanumeric()).any(|word| word == language)
    });
    let is_beside = BESIDE.iter().any(|word| name.contains(word));
    let tells =
        ["practice", "pratique", "pratic", "project", "projet", "case", "stor"].iter().any(|word| name.contains(word));
    i32::from(is_near) + 4 * i32::from(tells) - 8 * i32::from(is_beside)
}
