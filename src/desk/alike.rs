//! What a proposal may repeat: practices that readers see, proposals nobody has decided about, and what was found beside it.

use std::collections::HashSet;

use super::{Desk, Words, error::Result};
use crate::{
    domain::{
        Id, Record,
        duplicate::{Fingerprint, Likeness, NEAREST, Others},
        flag::{DuplicateOf, Flag},
        marker::{Practice, ReviewItem, SourceRecord},
    },
    store,
};

/// Read from the database at a time.
const PAGE: i64 = 500;

/// Something a proposal may be like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Practice {
        id: Id<Practice>,
        slug: String,
    },
    Item {
        id: Id<ReviewItem>,
        practice: Option<Id<Practice>>,
        record: Option<Id<SourceRecord>>,
    },
    /// Found by the same run, earlier in it: by its number there.
    Found(usize),
}

/// What a proposal is itself, and so no copy of.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Own {
    pub item: Option<Id<ReviewItem>>,
    pub practice: Option<Id<Practice>>,
    pub record: Option<Id<SourceRecord>>,
}

impl Own {
    pub fn is(self, key: &Key) -> bool {
        match key {
            Key::Practice { id, .. } => self.practice == Some(*id),
            Key::Item { id, practice, record } => {
                self.item == Some(*id)
                    || (self.practice.is_some() && self.practice == *practice)
                    || (self.record.is_some() && self.record == *record)
            }
            Key::Found(_) => false,
        }
    }
}

impl Desk {
    /// Everything to compare with, read once: no transaction is open meanwhile.
    pub(super) async fn others(&self, words: &Words) -> Result<Others<Key>> {
        let mut others = Others::default();
        let mut live = HashSet::new();
        let (now, mut after) = (self.clock().now(), Id::from_uuid(uuid::Uuid::nil()));
        loop {
            let page = store::practice_live_after(&self.store, now, after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = last.id;
            for practice in page {
                live.insert(practice.id);
                others.add(Key::Practice { id: practice.id, slug: practice.slug }, &Fingerprint::of(&practice.record));
            }
        }
        let mut after = Id::from_uuid(uuid::Uuid::nil());
        loop {
            let page = store::item_proposals_after(&self.store, after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = last.id;
            // What a live practice is to become is that practice.
            for item in page.iter().filter(|item| !item.practice_id.is_some_and(|id| live.contains(&id))) {
                let (record, _) = words.read(&item.draft);
                let key = Key::Item { id: item.id, practice: item.practice_id, record: item.source_record_id };
                others.add(key, &Fingerprint::of(&record));
            }
        }
        Ok(others)
    }

    /// The published practices and undecided proposals one may repeat, most alike first.
    pub(super) async fn duplicates_of(&self, record: &Record, own: Own) -> Result<Vec<Flag>> {
        let words = self.words().await?;
        let mut others = self.others(&words).await?;
        let found = others.nearest(&Fingerprint::of(record), NEAREST, |key| !own.is(key));
        Ok(found.into_iter().filter_map(|likeness| flag(likeness, |_| None)).collect())
    }
}

/// The remark about a likeness; `made` names the item that was made of what the same run found.
pub(super) fn flag(likeness: Likeness<Key>, made: impl Fn(usize) -> Option<Id<ReviewItem>>) -> Option<Flag> {
    let Likeness { key, score, title, city, .. } = likeness;
    let of = match key {
        Key::Practice { id, slug } => DuplicateOf::Practice { id: id.uuid(), slug },
        Key::Item { id, .. } => DuplicateOf::Item { id: id.uuid() },
        Key::Found(number) => DuplicateOf::Item { id: made(number)?.uuid() },
    };
    Some(Flag::PossibleDuplicate { of, title, city, score })
}
