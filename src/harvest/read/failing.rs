//! The pages of a reading that fail, each with the page as it came, if one came.

use url::Url;

use super::{Run, Stop};
use crate::domain::{
    FailedKind, FailedPage, Stage,
    candidate::{Card, Note},
    reading::Snapshot,
};

/// What is kept of such pages.
const MOST_BYTES: usize = 8 * 1024 * 1024;

#[derive(Default)]
pub(super) struct Failing {
    pages: Vec<FailedPage>,
    bytes: usize,
    /// The last page that came and could not be read.
    came: Option<Snapshot>,
}

impl Failing {
    /// Remembers a page that came until it is said what is wrong with it.
    pub(super) fn came(&mut self, page: Snapshot) {
        self.came = Some(page);
    }

    /// Nothing is wrong with it.
    pub(super) fn forget(&mut self) {
        self.came = None;
    }

    pub(super) fn into_pages(self) -> Vec<FailedPage> {
        self.pages
    }

    fn note(&mut self, page: FailedPage) {
        let came = self.came.take();
        if self.pages.len() >= FailedPage::MOST {
            return;
        }
        let page = FailedPage { page: page.page.or(came), ..page };
        let bytes = page.page.as_ref().map_or(0, |page| page.bytes.len());
        let is_kept = self.bytes + bytes <= MOST_BYTES;
        self.bytes += if is_kept { bytes } else { 0 };
        self.pages.push(FailedPage { page: page.page.filter(|_| is_kept), ..page });
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    fn has(&self, external_id: &str) -> bool {
        self.pages.iter().any(|page| page.kind == FailedKind::Practice && page.external_id == external_id)
    }
}

fn told(stop: &Stop) -> (Stage, Note) {
    match stop {
        Stop::Refused(refusal) => (Stage::Permission, refusal.note()),
        Stop::Failed(fault) => (fault.stage(), fault.note()),
    }
}

impl Run<'_> {
    /// A list, or a further page of one, could not be read. Others are read all the same.
    pub(super) fn list_failed(&mut self, url: &Url, stop: Stop) {
        let (stage, why) = told(&stop);
        let url = url.to_string();
        let kind = FailedKind::List;
        self.failing.note(FailedPage { kind, external_id: url.clone(), url, stage, why, page: None, shared: None });
        self.listed_fully = false;
        self.trouble.get_or_insert(stop);
    }

    pub(super) fn practice_failed(&mut self, card: &Card, stop: &Stop) {
        let (stage, why) = told(stop);
        self.failing.note(failed(&card.external_id, &card.url, stage, why));
    }

    /// The page was read, and no practice was found on it that is its own.
    pub(super) fn nothing_found(&mut self, id: &str, url: &str, why: Note, shared: Option<String>) {
        if self.failing.has(id) {
            return;
        }
        self.failing.note(FailedPage { shared, ..failed(id, url, Stage::Extract, why) });
    }

    /// Said of a page that was asked for by itself.
    pub(super) fn give_up(&mut self, id: &str, url: &str, stage: Stage, why: Note) {
        self.failing.note(failed(id, url, stage, why));
    }
}

fn failed(id: &str, url: &str, stage: Stage, why: Note) -> FailedPage {
    let (external_id, url) = (id.to_owned(), url.to_owned());
    FailedPage { kind: FailedKind::Practice, external_id, url, stage, why, page: None, shared: None }
}
