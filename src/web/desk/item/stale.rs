//! Somebody else was first: who, when, what they decided, and everything the second one typed.

use i18n_embed_fl::fl;

use super::{
    super::{
        guard::SignedIn,
        queue::Place,
        shown::{field_name, reason_words},
        trouble::Result,
    },
    opened::Opened,
};
use crate::{
    desk::Stale,
    domain::review::{Decision, Phase, Verdict},
    store, text,
    web::App,
};

pub(super) struct StaleView {
    pub heading: String,
    /// Who was first, and when.
    pub said: String,
    /// The words of the decision that stands.
    pub message: String,
    /// What was typed and not sent, to be copied.
    pub typed: Vec<(String, String)>,
    /// The item as it is now.
    pub href: String,
    /// Back to the form, over the version as it is now, while it is still open.
    pub again: bool,
}

impl StaleView {
    pub async fn read(
        app: &App,
        signed: &SignedIn,
        place: &Place,
        stale: &Stale,
        opened: &Opened,
        decision: &Decision,
    ) -> Result<Self> {
        let (lang, t) = (signed.lang, text::phrases(signed.lang));
        let by = stale.by.clone().unwrap_or_else(|| fl!(t, "desk-who-program"));
        let when = stale.at.map(|at| text::date_time(lang, at)).unwrap_or_default();
        let phase = stale.item.state.phase();
        let decided = stale.item.state.decided().map(|decided| decided.decision);
        let decisions = store::decision_of_item(app.store(), stale.item.id).await?;
        let stands = decisions.into_iter().find(|kept| Some(kept.id) == decided);
        let said = match phase {
            Phase::Open => fl!(t, "desk-stale-changed", by = by, when = when),
            Phase::Approved => fl!(t, "desk-stale-approved", by = by, when = when),
            Phase::ChangesAsked => fl!(t, "desk-stale-asked", by = by, when = when),
            Phase::Rejected if stands.as_ref().is_some_and(|kept| kept.is_merging) => {
                fl!(t, "desk-stale-merged", by = by, when = when)
            }
            Phase::Rejected => fl!(t, "desk-stale-rejected", by = by, when = when),
            Phase::Withdrawn => fl!(t, "desk-stale-withdrawn", when = when),
        };
        Ok(Self {
            heading: match decision.verdict() {
                Verdict::Approve => fl!(t, "desk-stale-your-approval"),
                Verdict::AskForChanges => fl!(t, "desk-stale-your-request"),
                Verdict::Reject => fl!(t, "desk-stale-your-rejection"),
            },
            said,
            message: stands.map(|kept| kept.message).unwrap_or_default(),
            typed: typed(signed, decision),
            href: place.item(stale.item.id),
            again: opened.is_open(),
        })
    }
}

/// Every text of the decision that was not made, under its name.
fn typed(signed: &SignedIn, decision: &Decision) -> Vec<(String, String)> {
    let (lang, t) = (signed.lang, text::phrases(signed.lang));
    let mut texts = Vec::new();
    match decision {
        Decision::Approve { .. } => {}
        Decision::AskForChanges { message, notes } => {
            texts.push((fl!(t, "desk-ask-message"), message.clone()));
            texts.extend(notes.iter().map(|note| (field_name(lang, note.field.name()), note.note.clone())));
        }
        Decision::Reject { reason, message } => {
            texts.push((fl!(t, "desk-reject-reason"), reason_words(t, *reason)));
            texts.push((fl!(t, "desk-reject-message"), message.clone()));
        }
    }
    texts.retain(|(_, text)| !text.is_empty());
    texts
}
