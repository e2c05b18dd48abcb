//! Telling editors that a source needs a person: once when it starts, once when it is well again.

use super::{Desk, error::Result, gather::condition, notify::Telling};
use crate::{
    domain::{
        Reading, Timestamp,
        candidate::{Note, UNUSUAL_COUNT},
        health::{Condition, FAILURES_BEFORE_TELLING, Health},
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

    /// The source may be well; reading it is not. It counts as failing often enough to be told of.
    pub(super) async fn note_fault_of_ours(
        &self,
        tx: &mut Tx,
        source: &KeptSource,
        note: Note,
        now: Timestamp,
    ) -> Result<()> {
        let mut health = source.health.0.clone().after_trouble(now, Condition::Failing, note.clone());
        health.failures = health.failures.max(FAILURES_BEFORE_TELLING);
        if health.is_to_be_told() {
            health.told = true;
            let notice = Notice::SourceAttention {
                source: source.name.clone(),
                desk_path: format!("/desk/sources/{}", source.slug),
                reason: SourceTrouble::Failing { times: health.failures, reason: note },
            };
            self.tell_editors(tx, source, "trouble", &notice, now).await?;
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
    match health.condition {
        Condition::LayoutChanged => SourceTrouble::FoundNothing,
        Condition::Held => {
            // Why it is held: what is unusual about it is the last that was said.
            let why = health.last.clone().unwrap_or(reason);
            match source.settings.limits.expected {
                Some(expected) if why.phrase == UNUSUAL_COUNT => SourceTrouble::Held {
                    found: reading.counts.listed,
                    expected_least: expected.least,
                    expected_most: expected.most,
                },
                _ => SourceTrouble::Unusual { reason: why },
            }
        }
        Condition::Refused => SourceTrouble::Refused { reason },
        Condition::New | Condition::Fine | Condition::Failing | Condition::Gone => {
            SourceTrouble::Failing { times: health.failures, reason }
        }
    }
}
