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
}

impl Desk {
    pub async fn words(&self) -> Result<Words> {
        let cities = store::city_list(&self.store).await?;
        Ok(Words { topics: Arc::clone(&self.topics), gazetteer: Gazetteer::new(cities) })
    }
}
