//! Practices of one reading that say the same under the same title. A page that answers in place of many (a door, a notice)
//! is none of them.

use std::sync::Arc;

use super::{Run, digests::Digest};
use crate::domain::{
    Draft, Field,
    candidate::{Change, Note},
};

/// A practice as it was read first.
pub(super) struct Said {
    external_id: Arc<str>,
    /// None where it is the external id.
    url: Option<Box<str>>,
    /// The address its page was read from; none where it is the other address.
    page: Option<Box<str>>,
}

impl Said {
    fn new(id: Arc<str>, url: &str, page: &str) -> Self {
        let (address, page) = ((*url != *id).then(|| url.into()), (page != url).then(|| page.into()));
        Self { external_id: id, url: address, page }
    }

    fn url(&self) -> &str {
        self.url.as_deref().unwrap_or(&self.external_id)
    }

    fn page(&self) -> &str {
        self.page.as_deref().unwrap_or(self.url())
    }
}

impl Run<'_> {
    /// Whether another practice of this reading says the same, and by what; that one is then taken back.
    pub(super) fn is_said_already(&mut self, id: &str, url: &str, page: &str, key: Option<Digest>) -> Option<Digest> {
        let key = key?;
        if let Some(first) = self.said.remove(&key) {
            self.take_back(&first, key);
            // Whatever comes third is one of them too.
            self.said_again.insert(key);
        } else if !self.said_again.contains(&key) {
            let said = Said::new(self.name(id), url, page);
            self.said.insert(key, said);
            return None;
        }
        self.untitled += 1;
        self.note(Note::new("source-note-same-text").with("url", url));
        Some(key)
    }

    /// As if it had not been read; what has been put away, or was known before as it is, stays.
    fn take_back(&mut self, first: &Said, key: Digest) {
        self.file_waiting_of(&first.external_id);
        let Some(at) = self.candidates.iter().position(|candidate| *candidate.external_id == *first.external_id) else {
            return;
        };
        match self.candidates.remove(at).change {
            Change::New => self.new -= 1,
            Change::Changed => self.changed -= 1,
        }
        match self.visit.before.items.get(&*first.external_id) {
            Some(known) => self.visit.after.items.insert(Arc::clone(&first.external_id), Arc::clone(known)),
            None => self.visit.after.items.remove(&*first.external_id),
        };
        self.layout.forget(first.page());
        self.visit.after.pages.remove(first.page());
        self.pages.remove(&*first.external_id);
        self.untitled += 1;
        let note = Note::new("source-note-same-text").with("url", first.url());
        self.note(note.clone());
        self.nothing_found(&first.external_id, first.url(), note, Some(key.to_string()));
    }
}

/// What a practice says, none where it says nothing but its title.
pub(super) fn key(draft: &Draft) -> Option<Digest> {
    let is_silent = Field::STORY.iter().all(|field| draft.get(*field).is_empty());
    (!is_silent).then(|| Digest::of_all([Field::Title].iter().chain(&Field::STORY).map(|field| draft.get(*field))))
}
