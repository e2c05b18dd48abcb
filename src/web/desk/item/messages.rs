//! What was said between the desk and the city: sendings, questions and decisions, and every mail with its fate.

use i18n_embed_fl::fl;

use super::{
    super::{
        guard::SignedIn,
        shown::{field_name, reason_words},
        trouble::Result,
    },
    opened::Opened,
};
use crate::{
    domain::{Lang, Timestamp, review::Verdict},
    store::{self, DeliveryRow, DeliveryState, KeptDecision, KeptNotification, KeptSubmission},
    text::{self, Loader},
    web::App,
};

pub(super) struct MessagesView {
    pub messages: Vec<Message>,
}

pub(super) struct Message {
    at: Timestamp,
    pub when: String,
    pub heading: String,
    pub text: String,
    /// Field and note.
    pub notes: Vec<(String, String)>,
    pub mail: Option<Mail>,
}

/// A mail and what became of it.
pub(super) struct Mail {
    pub to: String,
    pub class: &'static str,
    pub state: String,
    pub tries: Vec<Try>,
}

pub(super) struct Try {
    pub when: String,
    pub outcome: String,
    /// The server's own words.
    pub reply: String,
}

pub(super) async fn count(app: &App, opened: &Opened) -> Result<usize> {
    let (store, id) = (app.store(), opened.item.id);
    let decisions = store::decision_of_item(store, id).await?;
    Ok(store::submission_of_item(store, id).await?.len()
        + decisions.iter().filter(|decision| is_said(decision)).count()
        + store::notification_of_item(store, id).await?.len())
}

/// Approval says nothing but itself.
fn is_said(decision: &KeptDecision) -> bool {
    decision.verdict != Verdict::Approve
}

impl MessagesView {
    pub async fn read(app: &App, signed: &SignedIn, opened: &Opened) -> Result<Self> {
        let (store, id, lang) = (app.store(), opened.item.id, signed.lang);
        let mut messages = Vec::new();
        for sent in store::submission_of_item(store, id).await? {
            messages.push(sending(lang, &sent));
        }
        for decision in store::decision_of_item(store, id).await?.iter().filter(|decision| is_said(decision)) {
            messages.push(decided(lang, decision));
        }
        for notification in store::notification_of_item(store, id).await? {
            let tries = store::delivery_of(store, notification.id.uuid()).await?;
            messages.push(mailed(lang, &notification, &tries));
        }
        messages.sort_by_key(|message| message.at);
        Ok(Self { messages })
    }
}

fn sending(lang: Lang, sent: &KeptSubmission) -> Message {
    let t = text::phrases(lang);
    let name = sent.contact.name.as_str();
    let heading = match sent.seq {
        1 => fl!(t, "desk-message-sent", name = name),
        _ => fl!(t, "desk-message-sent-again", name = name),
    };
    let text = fl!(t, "desk-message-reference", reference = sent.reference.as_str());
    Message {
        at: sent.received_at,
        when: text::date_time(lang, sent.received_at),
        heading,
        text,
        notes: Vec::new(),
        mail: None,
    }
}

fn decided(lang: Lang, decision: &KeptDecision) -> Message {
    let t = text::phrases(lang);
    let name = decision.made_by_name.as_str();
    let reason = decision.reason.as_deref().and_then(|reason| reason.parse().ok());
    let heading = match (decision.verdict, reason) {
        _ if decision.is_merging => fl!(t, "desk-decided-merge", name = name),
        (Verdict::Approve, _) => fl!(t, "desk-decided-approve", name = name),
        (Verdict::AskForChanges, _) => fl!(t, "desk-decided-ask", name = name),
        (Verdict::Reject, Some(reason)) => {
            fl!(t, "desk-decided-reject-reason", name = name, reason = reason_words(t, reason))
        }
        (Verdict::Reject, None) => fl!(t, "desk-decided-reject", name = name),
    };
    let heading = match decision.undone_at {
        Some(_) => fl!(t, "desk-decided-undone", decision = heading),
        None => heading,
    };
    let notes = decision.notes.iter().map(|note| (field_name(lang, note.field.name()), note.note.clone())).collect();
    Message {
        at: decision.made_at,
        when: text::date_time(lang, decision.made_at),
        heading,
        text: decision.message.clone(),
        notes,
        mail: None,
    }
}

fn mailed(lang: Lang, notification: &KeptNotification, tries: &[DeliveryRow]) -> Message {
    let t = text::phrases(lang);
    let state = match (notification.state, notification.due_at) {
        (DeliveryState::Queued, Some(due)) => fl!(t, "desk-mail-queued-until", when = text::date_time(lang, due)),
        (DeliveryState::Deferred, Some(due)) => fl!(t, "desk-mail-deferred-until", when = text::date_time(lang, due)),
        (state, _) => state_words(t, state),
    };
    let class = match notification.state {
        DeliveryState::Queued | DeliveryState::Superseded | DeliveryState::Cancelled => "",
        DeliveryState::Deferred | DeliveryState::Uncertain => "amber",
        DeliveryState::Accepted => "moss",
        DeliveryState::Refused | DeliveryState::Expired => "madder",
    };
    let shown = |row: &DeliveryRow| Try {
        when: text::date_time(lang, row.at),
        outcome: DeliveryState::ALL
            .into_iter()
            .find(|state| state.name() == row.outcome)
            .map_or_else(|| row.outcome.clone(), |state| state_words(t, state)),
        reply: row.code.map_or_else(|| row.reply.clone(), |code| format!("{code} {}", row.reply)),
    };
    let mail = Mail {
        to: format!("{} <{}>", notification.recipient_name, notification.recipient),
        class,
        state,
        tries: tries.iter().map(shown).collect(),
    };
    let kind = notification.notice.kind().replace('_', "-");
    let notice = text::phrase::<&str, &str>(lang, &format!("desk-notice-{kind}"), &[]);
    Message {
        at: notification.made_at,
        when: text::date_time(lang, notification.made_at),
        heading: fl!(t, "desk-mail", about = notice),
        text: String::new(),
        notes: Vec::new(),
        mail: Some(mail),
    }
}

fn state_words(t: &Loader, state: DeliveryState) -> String {
    match state {
        DeliveryState::Queued => fl!(t, "desk-mail-queued"),
        DeliveryState::Deferred => fl!(t, "desk-mail-deferred"),
        DeliveryState::Uncertain => fl!(t, "desk-mail-uncertain"),
        DeliveryState::Accepted => fl!(t, "desk-mail-accepted"),
        DeliveryState::Refused => fl!(t, "desk-mail-refused"),
        DeliveryState::Expired => fl!(t, "desk-mail-expired"),
        DeliveryState::Superseded => fl!(t, "desk-mail-superseded"),
        DeliveryState::Cancelled => fl!(t, "desk-mail-cancelled"),
    }
}
