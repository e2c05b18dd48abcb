//! Links that lead readers nowhere: editors are told of them once, many in one letter and at most one letter a day.

use std::time::Duration;

use super::{Desk, error::Result, notify::Telling};
use crate::{domain::notice::Notice, store};

/// Between two letters; a little less than a day, so that the hour does not move on from day to day.
const BETWEEN: Duration = Duration::from_mins(23 * 60 + 30);
/// Named in the letter; the page it leads to has all.
const NAMED: usize = 10;
/// Told in one letter.
const MOST: i64 = 1_000;

impl Desk {
    /// Owes each editor a letter about links that have come to fail again and again since the last one. Answers how many
    /// links it tells of.
    pub async fn tell_broken_links(&self) -> Result<usize> {
        let mut tx = self.store.begin().await?;
        let untold = store::link_untold(&mut tx, MOST).await?;
        let now = tx.now();
        if untold.is_empty() || !store::chore_begin(&mut tx, "links told", BETWEEN, now).await? {
            return Ok(0);
        }
        for (id, _) in &untold {
            store::link_set_told(&mut tx, *id, now).await?;
        }
        let notice = Notice::LinksBroken {
            count: u32::try_from(untold.len()).unwrap_or(u32::MAX),
            urls: untold.iter().take(NAMED).map(|(_, url)| url.clone()).collect(),
        };
        for account in store::editor_list_active(&mut tx).await? {
            let telling = Telling {
                event: format!("links:{}", now.micros()),
                recipient: account.editor.email,
                recipient_name: account.editor.name,
                language: account.editor.language,
                notice: notice.clone(),
                thread: "links".to_owned(),
                item: None,
                submission: None,
                source: None,
                decision: None,
                about_at: now,
                due_at: now,
            };
            self.tell(&mut tx, telling).await?;
        }
        tx.commit().await?;
        Ok(untold.len())
    }
}
