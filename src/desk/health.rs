//! Telling editors that a source needs a person: once when it starts, once when it is well again.

use super::{Desk, error::Result, gather::condition, notify::Telling};
use crate::{
    domain::{
        Reading, Timestamp,
        candidate::Note,
        health::{Condition, Health},
        notice::{Notice, SourceTrouble},
    },
    store::{self, KeptSource, Tx},
};

impl Desk {
    pub(super) async fn note_health(
        &self,
        tx: &mut Tx,
        source: &KeptSource,
        reading: &Reading,
        held: bool,
        unusual: Option<Note>,
        now: Timestamp,
    ) -> Result<()> {
        let before = source.health.0.clone();
        // A held run was read to its end: what is to be told of it is why it is held.
        let note = unusual.unwrap_or_else(|| reading.outcome.note());
        let mut health = match condition(reading, held) {
            Condition::Fine => before.clone().after_success(now, note),
            trouble => before.clone().after_trouble(now, trouble, note),
        };
        let desk_path = format!("/desk/sources/{}", source.slug);
        if health.is_to_be_told() {
            health.told = true;
            let notice = Notice::SourceAttention {
                source: source.name.clone(),
                desk_path,
                reason: trouble(&health, reading, source),
            };
            self.tell_editors(tx, source, "trouble", &notice, now).await?;
        } else if before.told && health.condition == Condition::Fine {
            self.tell_editors(
                tx,
                source,
                "recovered",
                &Notice::SourceRecovered { source: source.name.clone(), desk_path },
                now,
            )
            .await?;
        }
        Ok(store::source_set_health(tx, source.id, &health).await?)
    }

    /// Whoever answers for the source; where nobody does any more, every editor, each once.
    async fn tell_editors(
        &self,
        tx: &mut Tx,
        source: &KeptSource,
        what: &str,
        notice: &Notice,
        now: Timestamp,
    ) -> Result<()> {
        let owner = store::source_owner_in(tx, source.id).await?;
        let active = store::editor_list_active(tx).await?;
        let answers = active.iter().find(|account| Some(account.editor.id) == owner).cloned();
        for account in answers.map_or(active, |owner| vec![owner]) {
            let telling = Telling {
                event: format!("source:{}:{what}:{}", source.id, now.micros()),
                recipient: account.editor.email,
                recipient_name: account.editor.name,
                language: account.editor.language,
                notice: notice.clone(),
                thread: format!("source:{}", source.slug),
                item: None,
                submission: None,
                source: Some(source.id),
                decision: None,
                about_at: now,
                due_at: now,
            };
            self.tell(tx, telling).await?;
        }
        Ok(())
    }
}

fn trouble(health: &Health, reading: &Reading, source: &KeptSource) -> SourceTrouble {
    let reason = reading.outcome.note();
    let is_count = health.last.as_ref().is_some_and(|note| note.phrase == "source-unusual-count");
    match health.condition {
        Condition::LayoutChanged => SourceTrouble::FoundNothing,
        Condition::Held => match source.settings.limits.expected.filter(|_| is_count) {
            Some(expected) => SourceTrouble::Held {
                found: reading.counts.listed,
                expected_least: expected.least,
                expected_most: expected.most,
            },
            None => SourceTrouble::Unusual { reason: health.last.clone().unwrap_or(reason) },
        },
        Condition::Refused => SourceTrouble::Refused { reason },
        Condition::New | Condition::Fine | Condition::Failing => {
            SourceTrouble::Failing { times: health.failures, reason }
        }
    }
}
