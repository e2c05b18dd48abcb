//! Goes through the site as a reader with much time would: from the pages the sitemap names along every link, asking the
//! program's routes in this process. Pages are kept as they come and get their links once all are known.

use std::collections::{HashMap, HashSet, VecDeque};

use anyhow::Context;
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, header},
};
use tower::ServiceExt;

use super::{
    address::Address,
    folder::Folder,
    rewrite::{self, Added, Links},
};

pub struct Crawl {
    router: Router,
    origin: String,
    pub place: Folder,
    /// The file of each address.
    files: HashMap<Address, String>,
    /// Addresses that lead on to others of ours.
    moved: HashMap<Address, String>,
    pages: Vec<String>,
    sheets: Vec<String>,
}

/// An answer that is there.
struct Found {
    media_type: String,
    content: Vec<u8>,
}

impl Crawl {
    pub fn new(router: Router, origin: &str, place: Folder) -> Self {
        let (files, moved) = (HashMap::new(), HashMap::new());
        Self { router, origin: origin.to_owned(), place, files, moved, pages: Vec::new(), sheets: Vec::new() }
    }

    pub async fn run(&mut self, tell: &impl Fn(String)) -> anyhow::Result<()> {
        let mut ahead: VecDeque<Address> = self.start().await?.into();
        let mut seen: HashSet<Address> = ahead.iter().cloned().collect();
        while let Some(address) = ahead.pop_front() {
            tell(format!("{} pages and files, {} ahead", self.files.len(), ahead.len()));
            let links = self.visit(address).await?;
            for (link, _) in links.iter().filter_map(|href| self.own(href)) {
                if link.is_for_copy() && seen.insert(link.clone()) {
                    ahead.push_back(link);
                }
            }
        }
        Ok(())
    }

    /// The pages that the sitemap names, or the sitemaps that it names.
    async fn start(&self) -> anyhow::Result<Vec<Address>> {
        let mut start = Vec::new();
        let mut maps = vec!["/sitemap.xml".to_owned()];
        while let Some(map) = maps.pop() {
            let found = self.read_bytes(&map).await?;
            let text = String::from_utf8(found).context("the sitemap is a text")?;
            for piece in text.split("<loc>").skip(1) {
                let url = piece.split("</loc>").next().unwrap_or_default().replace("&amp;", "&");
                match self.own(&url) {
                    Some((address, _)) if address.path.starts_with("/sitemaps/") => maps.push(address.path),
                    Some((address, _)) if address.is_for_copy() => start.push(address),
                    _ => {}
                }
            }
        }
        Ok(start)
    }

    /// Keeps what is at an address; answers where it links to.
    async fn visit(&mut self, address: Address) -> anyhow::Result<Vec<String>> {
        let found = match self.ask(&whole(&address)).await? {
            Ok(found) => found,
            Err(Some(location)) => {
                self.moved.insert(address, location.clone());
                return Ok(vec![location]);
            }
            Err(None) => return Ok(Vec::new()),
        };
        let is_page = found.media_type.starts_with("text/html");
        let file = address.file(is_page);
        self.place.write(&file, &found.content)?;
        let links = if is_page {
            self.pages.push(file.clone());
            rewrite::links(&text_of(found.content, &file)?)?
        } else if found.media_type.starts_with("text/css") {
            self.sheets.push(file.clone());
            rewrite::links_of_sheet(&text_of(found.content, &file)?)
        } else {
            Vec::new()
        };
        self.files.insert(address, file);
        Ok(links)
    }

    /// What is at an address that must be there.
    pub async fn read_bytes(&self, path: &str) -> anyhow::Result<Vec<u8>> {
        let found = self.ask(path).await?.map_err(|_| anyhow::anyhow!("{path} could not be made"))?;
        Ok(found.content)
    }

    /// Where it leads on to, or nothing, where nothing is there.
    async fn ask(&self, path: &str) -> anyhow::Result<Result<Found, Option<String>>> {
        let request = Request::get(path).body(Body::empty()).with_context(|| format!("{path} is no address"))?;
        let answer = self.router.clone().oneshot(request).await?;
        let header = |name| answer.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let status = answer.status();
        if status.is_redirection() {
            return Ok(Err(header(header::LOCATION)));
        }
        if status.is_server_error() {
            anyhow::bail!("{path} could not be made ({status}): look into the log, and start the export again");
        }
        if !status.is_success() {
            return Ok(Err(None));
        }
        let media_type = header(header::CONTENT_TYPE).unwrap_or_default();
        let content = to_bytes(answer.into_body(), usize::MAX).await.with_context(|| format!("{path} broke off"))?;
        Ok(Ok(Found { media_type, content: content.into() }))
    }

    /// An address of this site, written in either way.
    fn own<'a>(&self, href: &'a str) -> Option<(Address, &'a str)> {
        Address::parse(href.strip_prefix(&self.origin).unwrap_or(href))
    }

    /// Gives all pages and sheets links that hold in the copy.
    pub fn rewrite(&mut self, added: &[Added]) -> anyhow::Result<()> {
        for file in std::mem::take(&mut self.pages) {
            let page = text_of(self.place.read(&file)?, &file)?;
            let links = Links { from: &file, origin: &self.origin, files: &self.files, moved: &self.moved };
            let page = rewrite::page(&page, &links, added)?;
            self.place.write(&file, page.as_bytes())?;
        }
        for file in std::mem::take(&mut self.sheets) {
            let sheet = text_of(self.place.read(&file)?, &file)?;
            let links = Links { from: &file, origin: &self.origin, files: &self.files, moved: &self.moved };
            let sheet = rewrite::sheet(&sheet, &links);
            self.place.write(&file, sheet.as_bytes())?;
        }
        Ok(())
    }
}

fn whole(address: &Address) -> String {
    if address.query.is_empty() { address.path.clone() } else { format!("{}?{}", address.path, address.query) }
}

fn text_of(content: Vec<u8>, file: &str) -> anyhow::Result<String> {
    String::from_utf8(content).with_context(|| format!("{file} is not UTF-8"))
}
