//! What one secret link opens: a thread of sendings, and where it stands as far as the city may know. A decision is not
//! known before its undo window has ended.

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};

use crate::{
    domain::{
        Field, Id, Secret, Timestamp,
        marker::Submission,
        review::{Decided, State, Verdict},
    },
    store::{self, Item, KeptDecision, KeptSubmission, LivePractice, Merged, MergingEnd, RevisionRow},
    web::{App, site::views::error::Trouble},
};

/// A thread of sendings, opened by its link.
#[derive(Clone, Debug)]
pub(super) struct Case {
    /// As in the address.
    pub secret: String,
    pub root: Id<Submission>,
    /// All sendings, first to last; never empty.
    pub thread: Vec<KeptSubmission>,
    pub latest: KeptSubmission,
    pub item: Option<Item>,
    /// Latest first; only those that count and are known.
    pub decisions: Vec<KeptDecision>,
    /// What readers see of it now.
    pub live: Option<LivePractice>,
    pub standing: Standing,
}

/// Where it stands, as the city is told.
#[derive(Clone, Debug)]
pub(super) enum Standing {
    /// Received; an editor will look.
    Reading,
    ChangesAsked(KeptDecision),
    Rejected(KeptDecision),
    /// It tells of the same as another one, with which the editors made it one.
    Merged {
        at: Timestamp,
        message: String,
        /// What readers see of that.
        into: Option<Box<LivePractice>>,
    },
    /// Accepted, and not yet to be seen.
    Publishing(Decided),
    Published {
        decided: Decided,
        live_from: Timestamp,
    },
    /// Was published, and is no longer.
    TakenDown(Decided),
    Withdrawn,
}

impl Case {
    pub fn path(&self, lang: crate::domain::Lang) -> String {
        crate::web::site::addresses::status(lang, &self.secret)
    }

    /// The editors' notes, while it is the city's turn.
    pub fn asked(&self) -> Vec<(Field, String)> {
        match &self.standing {
            Standing::ChangesAsked(decision) => {
                let notes = decision.notes.iter().filter(|note| !note.note.trim().is_empty());
                notes.map(|note| (note.field, note.note.clone())).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The fields the editors had questions about in one of the versions.
    pub fn asked_about(&self, version: &KeptSubmission) -> Vec<Field> {
        let answered = self.thread.iter().find(|other| other.seq == version.seq + 1).map(|next| next.received_at);
        let decision = self.decisions.iter().find(|decision| {
            decision.verdict == Verdict::AskForChanges
                && decision.made_at >= version.received_at
                && answered.is_none_or(|at| decision.made_at <= at)
        });
        decision.map(|decision| decision.notes.iter().map(|note| note.field).collect()).unwrap_or_default()
    }

    /// Whether a new version would be read.
    pub fn may_revise(&self) -> bool {
        match self.standing {
            Standing::Reading | Standing::ChangesAsked(_) | Standing::Publishing(_) | Standing::Published { .. } => {
                true
            }
            Standing::Rejected(_) | Standing::Merged { .. } | Standing::TakenDown(_) | Standing::Withdrawn => false,
        }
    }

    /// What the city may say is still right: the text that readers see.
    pub fn confirmable(&self) -> Option<&LivePractice> {
        self.live.as_ref().filter(|_| matches!(self.standing, Standing::Published { .. }))
    }

    pub fn may_withdraw(&self) -> bool {
        // Before it is read there is nothing to take back yet: a matter of seconds.
        self.item.is_some() && matches!(self.standing, Standing::Reading | Standing::ChangesAsked(_))
    }

    /// Finds what the secret opens; what is unknown and what has expired look the same.
    async fn open(app: &App, secret: &str) -> Result<Self, Trouble> {
        let (store, now) = (app.store(), app.clock().now());
        let hash = Secret::parse(secret).map_err(|_| Trouble::NotFound)?.hash();
        let root = store::submission_link_root(store, hash.as_bytes(), now).await?.ok_or(Trouble::NotFound)?;
        let thread = store::submission_thread(store, root).await?;
        let latest = thread.last().cloned().ok_or(Trouble::NotFound)?;
        let item = match latest.item_id {
            Some(id) => store::item_by_id(store, id).await?,
            None => None,
        };
        let mut decisions = match &item {
            Some(item) => store::decision_of_item(store, item.id).await?,
            None => Vec::new(),
        };
        decisions.retain(|decision| decision.undone_at.is_none() && decision.takes_effect_at <= now);
        let (live, revisions) = match item.as_ref().and_then(|item| item.practice_id) {
            Some(practice) => {
                (store::practice_live_by_id(store, practice, now).await?, store::revision_list(store, practice).await?)
            }
            None => (None, Vec::new()),
        };
        let standing = standing(&latest, item.as_ref(), &decisions, live.as_ref(), &revisions, now);
        let standing = merged(app, item.as_ref(), standing).await?;
        Ok(Self { secret: secret.to_owned(), root, thread, latest, item, decisions, live, standing })
    }
}

fn standing(
    latest: &KeptSubmission,
    item: Option<&Item>,
    decisions: &[KeptDecision],
    live: Option<&LivePractice>,
    revisions: &[RevisionRow],
    now: Timestamp,
) -> Standing {
    let Some(item) = item else { return Standing::Reading };
    // A new version that no worker has read into the queue yet.
    if latest.seq > 1 && latest.received_at > item.entered_at {
        return Standing::Reading;
    }
    let decision = |verdict| decisions.iter().find(|decision| decision.verdict == verdict).cloned();
    match &item.state {
        State::Open => Standing::Reading,
        State::Withdrawn { .. } => Standing::Withdrawn,
        State::ChangesAsked(decided) | State::Approved(decided) | State::Rejected(decided)
            if decided.can_be_undone(now) =>
        {
            Standing::Reading
        }
        State::ChangesAsked(_) => decision(Verdict::AskForChanges).map_or(Standing::Reading, Standing::ChangesAsked),
        State::Rejected(_) => decision(Verdict::Reject).map_or(Standing::Reading, Standing::Rejected),
        State::Approved(decided) => published(decided, live, revisions, now),
    }
}

/// The same, where it was merged into another one.
async fn merged(app: &App, item: Option<&Item>, standing: Standing) -> Result<Standing, Trouble> {
    let Some(item) = item else { return Ok(standing) };
    let (at, message) = match &standing {
        Standing::Rejected(decision) if decision.is_merging => (decision.made_at, decision.message.clone()),
        Standing::TakenDown(decided) => (decided.at, String::new()),
        _ => return Ok(standing),
    };
    let into = match store::merging_end(app.store(), Merged::Item(item.id), app.clock().now()).await? {
        MergingEnd::Live(practice) => Some(practice),
        MergingEnd::Item(_) | MergingEnd::Nothing => None,
    };
    Ok(match standing {
        // Withdrawn, and not for the sake of another one.
        Standing::TakenDown(_) if into.is_none() => standing,
        _ => Standing::Merged { at, message, into },
    })
}

fn published(decided: &Decided, live: Option<&LivePractice>, revisions: &[RevisionRow], now: Timestamp) -> Standing {
    let own = revisions.iter().find(|revision| revision.made_at == decided.at && revision.cancelled_at.is_none());
    match (own, live) {
        (Some(own), _) if own.live_from > now => Standing::Publishing(decided.clone()),
        (Some(own), Some(_)) => Standing::Published { decided: decided.clone(), live_from: own.live_from },
        (None, Some(live)) => Standing::Published { decided: decided.clone(), live_from: live.live_from },
        (_, None) => Standing::TakenDown(decided.clone()),
    }
}

impl FromRequestParts<App> for Case {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Trouble> {
        let parameters = RawPathParams::from_request_parts(parts, app).await.map_err(|_| Trouble::NotFound)?;
        let secret = parameters.iter().find(|(name, _)| *name == "secret").map(|(_, value)| value.to_owned());
        Self::open(app, &secret.ok_or(Trouble::NotFound)?).await
    }
}
