//! Files made of what is published: keeping a booklet that a reader had made, and owing anew what was lost. Nobody's
//! decision, so no line in the audit.

use super::{Desk, error::Result};
use crate::{
    domain::Lang,
    store::{self, Made, Subject},
};

/// Booklets kept at most: whoever asks for all there could be does not fill the store.
const BOOKLETS_MOST: i64 = 1_000;

impl Desk {
    /// Keeps a booklet for whoever asks for the same; false when as many are kept as may be.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn keep_booklet(&self, made: &Made) -> Result<bool> {
        let mut tx = self.store.begin().await?;
        let kept = store::booklet_put(&mut tx, made, BOOKLETS_MOST).await?;
        tx.commit().await?;
        Ok(kept)
    }

    /// A file that is named and not where it was kept is owed anew.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn rendition_lost(&self, subject: Subject, lang: Lang, blob: &str) -> Result<()> {
        let mut tx = self.store.begin().await?;
        store::rendition_lost(&mut tx, subject, lang, blob).await?;
        tx.commit().await?;
        Ok(())
    }
}
