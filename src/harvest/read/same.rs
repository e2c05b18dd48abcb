//! Practices of one reading that say the same under the same title. A page that answers in place of many (a door, a notice)
//! is none of them.

use sha2::{Digest, Sha256};

use super::Run;
use crate::domain::{
    Draft, Field,
    candidate::{Change, Note},
};

/// A practice as it was read first.
pub(super) struct Said {
    external_id: String,
    url: String,
    /// The address its page was read from.
    page: String,
}

impl Run<'_> {
    /// Whether another practice of this reading says the same; that one is then taken back.
    pub(super) fn is_said_already(&mut self, id: &str, url: &str, page: &str, draft: &Draft) -> bool {
        let Some(key) = key(draft) else { return false };
        if let Some(first) = self.said.remove(&key) {
            self.take_back(&first);
            // Whatever comes third is one of them too.
            self.said_again.insert(key);
        } else if !self.said_again.contains(&key) {
            let said = Said { external_id: id.to_owned(), url: url.to_owned(), page: page.to_owned() };
            self.said.insert(key, said);
            return false;
        }
        self.untitled += 1;
        self.note(Note::new("source-note-same-text").with("url", url));
        true
    }

    /// As if it had not been read; what has been put away, or was known before as it is, stays.
    fn take_back(&mut self, first: &Said) {
        self.file_waiting_of(&first.external_id);
        let Some(at) = self.candidates.iter().position(|candidate| candidate.external_id == first.external_id) else {
            return;
        };
        match self.candidates.remove(at).change {
            Change::New => self.new -= 1,
            Change::Changed => self.changed -= 1,
        }
        match self.visit.before.items.get(&first.external_id) {
            Some(known) => self.visit.after.items.insert(first.external_id.clone(), known.clone()),
            None => self.visit.after.items.remove(&first.external_id),
        };
        self.layout.forget(&first.page);
        self.visit.after.pages.remove(&first.page);
        self.pages.remove(&first.external_id);
        self.untitled += 1;
        self.note(Note::new("source-note-same-text").with("url", &first.url));
    }
}

/// What a practice says, none where it says nothing but its title.
fn key(draft: &Draft) -> Option<String> {
    if Field::STORY.iter().all(|field| draft.get(*field).is_empty()) {
        return None;
    }
    let mut hasher = Sha256::new();
    for field in [Field::Title].iter().chain(&Field::STORY) {
        hasher.update(draft.get(*field));
        hasher.update([0]);
    }
    Some(hex::encode(hasher.finalize()))
}
