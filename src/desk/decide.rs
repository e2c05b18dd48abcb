//! The three outcomes of a review: one transaction each.

use serde_json::json;

use super::{
    Desk, DeskError,
    error::Result,
    notify::{Telling, about},
};
use crate::{
    domain::{
        Actor, Editor, FieldErrors, Id, Timestamp,
        marker::ReviewItem,
        notice::Notice,
        review::{Decided, Decision, Event, NotPossible},
    },
    store::{self, AuditEntry, Item, KeptSubmission, Tx},
};

/// Texts of a decision, in characters.
pub(super) const MESSAGE_MOST: usize = 4_000;

impl Desk {
    /// Decides about an item in the version the editor saw. Nobody is told and nothing is published before the undo
    /// window ends.
    ///
    /// # Errors
    /// [`DeskError::Stale`] when somebody else was first, [`DeskError::Invalid`] when a reason or, for approval, a needed
    /// part is missing, [`DeskError::Forbidden`] when such an item cannot be decided that way.
    pub async fn decide(
        &self,
        editor: &Editor,
        id: Id<ReviewItem>,
        version: i64,
        decision: &Decision,
    ) -> Result<Decided> {
        check_words(decision)?;
        let words = self.words().await?;
        let now = self.clock().now();
        let mut tx = self.store.begin().await?;
        self.check_editor(&mut tx, editor).await?;
        let mut item = self.lock_as_seen(&mut tx, id, version).await?;
        if !item.kind.verdicts(item.channel).contains(&decision.verdict()) {
            return Err(DeskError::Forbidden);
        }
        let decided =
            Decided { decision: Id::new(), by: editor.id, at: now, takes_effect_at: now + self.settings.undo_window };
        let before = item.state.phase();
        let event = Event::Decide { verdict: decision.verdict(), decided: decided.clone() };
        item.state = match item.state.clone().after(event) {
            Ok(state) => state,
            Err(NotPossible(_)) => return Err(self.stale(&mut tx, item).await?),
        };
        if !store::decision_insert(&mut tx, id, version, &decided, decision).await? {
            return Err(self.stale(&mut tx, item).await?);
        }
        match decision {
            Decision::Approve { publish_at } => {
                let live_from = publish_at.map_or(decided.takes_effect_at, |at| at.max(decided.takes_effect_at));
                self.approve(&mut tx, &words, editor, &mut item, &decided, live_from).await?;
            }
            Decision::AskForChanges { .. } | Decision::Reject { .. } => {
                self.turn_back(&mut tx, &item, &decided, decision).await?;
            }
        }
        item.claim = None;
        item.entered_at = now;
        if !store::item_update(&mut tx, &mut item).await? {
            return Err(self.stale(&mut tx, item).await?);
        }
        let entry = AuditEntry {
            at: now,
            actor: &Actor::Editor(editor),
            action: "item.decide",
            subject: "review_item",
            subject_id: id.uuid(),
            from: Some(before.name()),
            to: Some(item.state.phase().name()),
            why: why(decision),
            details: json!({ "decision": decided.decision, "version": version, "reason": reason(decision) }),
        };
        store::audit_insert(&mut tx, entry).await?;
        tx.commit().await?;
        Ok(decided)
    }

    /// Asks for changes or rejects: the city, where there is one, is told when the undo window ends.
    async fn turn_back(&self, tx: &mut Tx, item: &Item, decided: &Decided, decision: &Decision) -> Result<()> {
        let notice = |submission: &KeptSubmission| {
            let submission = about(submission, &item.title, &item.city_name);
            match decision {
                Decision::AskForChanges { message, notes } => {
                    Some(Notice::ChangesAsked { submission, message: message.clone(), notes: notes.clone() })
                }
                Decision::Reject { reason, message } => {
                    Some(Notice::Rejected { submission, reason: *reason, message: message.clone() })
                }
                Decision::Approve { .. } => None,
            }
        };
        self.tell_city(tx, item, decided, "decision", decided.takes_effect_at, notice).await
    }

    /// Tells the contact of the city behind an item, if a city sent it and it does not look like a robot's.
    pub(super) async fn tell_city(
        &self,
        tx: &mut Tx,
        item: &Item,
        decided: &Decided,
        event: &str,
        due_at: Timestamp,
        notice: impl FnOnce(&KeptSubmission) -> Option<Notice>,
    ) -> Result<()> {
        let Some(submission) = store::submission_latest_of_item(tx, item.id).await? else { return Ok(()) };
        if submission.suspicious {
            return Ok(());
        }
        let Some(notice) = notice(&submission) else { return Ok(()) };
        let event = format!("{event}:{}", decided.decision);
        let mut telling = Telling::to_contact(&submission, event, notice, due_at);
        telling.item = Some(item.id);
        telling.decision = Some(decided.decision);
        // What happens at the end of the undo window was decided now; what is published on a later day happens then.
        telling.about_at = if due_at > decided.takes_effect_at { due_at } else { decided.at };
        self.tell(tx, telling).await
    }
}

/// A reason is required for what is not published.
fn check_words(decision: &Decision) -> Result<()> {
    let mut errors = FieldErrors::default();
    let too_long = |text: &str| text.chars().count() > MESSAGE_MOST;
    match decision {
        Decision::Approve { .. } => {}
        Decision::AskForChanges { message, notes } => {
            if message.trim().is_empty() && notes.iter().all(|note| note.note.trim().is_empty()) {
                errors.add("message", "error-message-missing");
            }
            if too_long(message) || notes.iter().any(|note| too_long(&note.note)) {
                errors.add_with("message", "error-too-many-characters", &[("most", MESSAGE_MOST.to_string())]);
            }
        }
        Decision::Reject { message, .. } => {
            if message.trim().is_empty() {
                errors.add("message", "error-message-missing");
            }
            if too_long(message) {
                errors.add_with("message", "error-too-many-characters", &[("most", MESSAGE_MOST.to_string())]);
            }
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(DeskError::Invalid(errors)) }
}

fn why(decision: &Decision) -> &str {
    match decision {
        Decision::Approve { .. } => "",
        Decision::AskForChanges { message, .. } | Decision::Reject { message, .. } => message,
    }
}

fn reason(decision: &Decision) -> Option<&'static str> {
    match decision {
        Decision::Reject { reason, .. } => Some(reason.name()),
        Decision::Approve { .. } | Decision::AskForChanges { .. } => None,
    }
}
