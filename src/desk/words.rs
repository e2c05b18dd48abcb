//! The topics and cities as they are now, for reading drafts.

use std::sync::Arc;

use super::{Desk, error::Result};
use crate::{
    domain::{Draft, FieldErrors, Gazetteer, Record, Topics, Vocabulary},
    store,
};

/// What drafts are read against.
#[derive(Clone, Debug)]
pub struct Words {
    pub topics: Arc<Topics>,
    pub gazetteer: Gazetteer,
}

impl Words {
    #[must_use]
    pub fn vocabulary(&self) -> Vocabulary<'_> {
        Vocabulary { topics: &self.topics, gazetteer: &self.gazetteer }
    }

    #[must_use]
    pub fn read(&self, draft: &Draft) -> (Record, FieldErrors) {
        draft.read(&self.vocabulary())
    }

    #[must_use]
    pub fn draft_of(&self, record: &Record) -> Draft {
        Draft::of(record, &self.topics)
    }

    /// A draft with what could be read of it as its record says it; what could not stays as written.
    #[must_use]
    pub fn cleaned(&self, draft: &Draft, record: &Record) -> Draft {
        let mut clean = draft.clone();
        for (field, text) in self.draft_of(record).fields() {
            clean.set(field, text);
        }
        clean
    }
}

impl Desk {
    pub async fn words(&self) -> Result<Words> {
        let cities = store::city_list(&self.store).await?;
        Ok(Words { topics: Arc::clone(&self.topics), gazetteer: Gazetteer::new(cities) })
    }
}
