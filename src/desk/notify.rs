//! Owing somebody a mail: written in the transaction of what it tells about.

use super::{Desk, error::Result};
use crate::{
    domain::{
        EmailAddress, Id, Lang, Timestamp,
        marker::{DecisionRow, Notification, ReviewItem, Source, Submission},
        notice::{AboutSubmission, Notice},
        secret::Secret,
    },
    store::{self, DeliveryState, KeptNotification, KeptSubmission, Tx, owed},
};

/// Who is told what, why, and not before when.
pub(super) struct Telling {
    /// With the address it makes the mail unique: `decision:{id}`.
    pub event: String,
    pub recipient: EmailAddress,
    pub recipient_name: String,
    pub language: Lang,
    pub notice: Notice,
    pub thread: String,
    pub item: Option<Id<ReviewItem>>,
    pub submission: Option<Id<Submission>>,
    pub source: Option<Id<Source>>,
    pub decision: Option<Id<DecisionRow>>,
    /// When what it tells has come about: nobody hears of something older after something newer.
    pub about_at: Timestamp,
    pub due_at: Timestamp,
}

impl Telling {
    /// To the contact of a submission, in the thread of its reference.
    pub fn to_contact(submission: &KeptSubmission, event: String, notice: Notice, due_at: Timestamp) -> Self {
        Self {
            event,
            recipient: submission.contact.email.clone(),
            recipient_name: submission.contact.name.clone(),
            language: submission.language,
            notice,
            thread: submission.reference.clone(),
            item: submission.item_id,
            submission: Some(submission.root_id),
            source: None,
            decision: None,
            about_at: due_at,
            due_at,
        }
    }
}

impl Desk {
    /// Owes the mail. Nothing happens when this address was told of this event before.
    pub(super) async fn tell(&self, tx: &mut Tx, telling: Telling) -> Result<()> {
        let id = Id::<Notification>::new();
        // RFC 5322, 3.6.4: unique for ever; the random half keeps ids from being guessed from outside.
        let random = &Secret::draw().reveal()[..16];
        let message_id = format!("{id}.{random}@{}", self.settings.mail_domain);
        let due_at = telling.due_at;
        let notification = KeptNotification {
            id,
            event: telling.event,
            recipient: telling.recipient,
            recipient_name: telling.recipient_name,
            language: telling.language,
            notice: telling.notice,
            thread: telling.thread,
            item_id: telling.item,
            submission_id: telling.submission,
            source_id: telling.source,
            decision_id: telling.decision,
            made_at: telling.about_at,
            state: DeliveryState::Queued,
            message_id,
            message: None,
            data_started_at: None,
            first_tried_at: None,
            settled_at: None,
            reply: None,
            due_at: None,
            attempts: 0,
        };
        if store::notification_insert(tx, &notification).await? {
            owed::owe(tx, id, due_at).await?;
        }
        Ok(())
    }
}

/// What every letter about a submission says first.
pub(super) fn about(submission: &KeptSubmission, title: &str, city: &str) -> AboutSubmission {
    AboutSubmission {
        reference: submission.reference.clone(),
        title: title.to_owned(),
        city: city.to_owned(),
        root: submission.root_id,
    }
}
