//! Two that tell of one practice are made one: the one that is decided about goes, the other stays and says what the editor
//! chose of both.

use serde_json::json;

use super::{
    Desk, DeskError, Words,
    decide::MESSAGE_MOST,
    error::Result,
    notify::{Telling, about},
    publish::{carry_translations, requirement},
    queue::changed,
    receive::{describe, flags_of},
};
use crate::{
    domain::{
        Actor, Draft, Editor, FieldErrors, Id, Record,
        flag::Flag,
        marker::{Practice, ReviewItem, Revision},
        merging::{Picks, Said, join},
        notice::Notice,
        review::{Channel, Decided, Decision, Event, ItemKind, NotPossible, Phase, RejectReason, Verdict},
        rules::{self, For},
    },
    store::{self, AuditEntry, Item, Json, KeptMerging, LivePractice, Merged, NewRevision, Origin, Tx},
};

/// What stays, in the version the editor saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stays {
    /// A proposal nobody has decided about.
    Item { id: Id<ReviewItem>, version: i64 },
    /// A practice that readers see.
    Practice { id: Id<Practice>, revision: i64 },
}

impl Stays {
    const fn merged(self) -> Merged {
        match self {
            Self::Item { id, .. } => Merged::Item(id),
            Self::Practice { id, .. } => Merged::Practice(id),
        }
    }
}

/// Into what an item is merged, and whose words are taken.
#[derive(Clone, Debug)]
pub struct Joining {
    pub into: Stays,
    pub picks: Picks,
    /// To the city whose item goes; may be empty.
    pub message: String,
}

/// What is told of the one that stays.
struct Stayed {
    title: String,
    slug: Option<String>,
}

impl Desk {
    /// Closes an item as merged into another one or into a practice. What it is merged into is changed at once if it is an
    /// item, and for readers when the undo window ends if it is a practice; of two practices the one that goes is
    /// withdrawn then, and its address leads to the one that stays.
    ///
    /// # Errors
    /// [`DeskError::Stale`] when the item that goes was changed, [`DeskError::OtherChanged`] when the other was or has a
    /// question open about it, [`DeskError::Invalid`] when what was chosen does not fit a field, [`DeskError::Forbidden`]
    /// when the two cannot be merged this way round.
    pub async fn merge(&self, editor: &Editor, id: Id<ReviewItem>, version: i64, joining: &Joining) -> Result<Decided> {
        let message = joining.message.trim();
        if message.chars().count() > MESSAGE_MOST {
            let mut errors = FieldErrors::default();
            errors.add_with("message", "error-too-many-characters", &[("most", MESSAGE_MOST.to_string())]);
            return Err(DeskError::Invalid(errors));
        }
        let words = self.words().await?;
        let now = self.clock().now();
        let mut tx = self.store.begin().await?;
        self.check_editor(&mut tx, editor).await?;
        // The older first: who merges the same two the other way round waits instead of standing in the way.
        if let Stays::Item { id: other, .. } = joining.into
            && other < id
        {
            store::item_lock(&mut tx, other).await?;
        }
        let mut item = self.lock_as_seen(&mut tx, id, version).await?;
        if item.kind == ItemKind::HeldRun {
            return Err(DeskError::Forbidden);
        }
        let decided =
            Decided { decision: Id::new(), by: editor.id, at: now, takes_effect_at: now + self.settings.undo_window };
        let before = item.state.phase();
        item.state =
            match item.state.clone().after(Event::Decide { verdict: Verdict::Reject, decided: decided.clone() }) {
                Ok(state) => state,
                Err(NotPossible(_)) => return Err(self.stale(&mut tx, item).await?),
            };
        let decision = Decision::Reject { reason: RejectReason::Duplicate, message: message.to_owned() };
        if !store::decision_insert(&mut tx, id, version, &decided, &decision).await? {
            return Err(self.stale(&mut tx, item).await?);
        }
        let times = [decided.at, decided.takes_effect_at];
        let mut merging = KeptMerging::new(id, decided.decision, joining.into.merged(), times);
        merging.records = Json(store::merging_records(&mut tx, &item).await?);
        merging.heard = match item.source_record_id {
            Some(record) => store::source_record_by_id(&self.store, record).await?.map(|record| record.draft),
            None => None,
        };
        let was_live = self.take_down(&mut tx, editor, &item, &decided).await?;
        let stayed = match joining.into {
            Stays::Item { .. } if was_live => return Err(DeskError::Forbidden),
            Stays::Item { id, version } => {
                self.join_item(&mut tx, &words, editor, &item, &mut merging, (id, version), &joining.picks).await?
            }
            Stays::Practice { id, revision } => {
                let seen = (id, revision);
                self.join_practice(&mut tx, &words, editor, &item, &mut merging, seen, &joining.picks).await?
            }
        };
        store::merging_insert(&mut tx, &merging).await?;
        self.tell_merged(&mut tx, &item, was_live, &stayed, &decided, message).await?;
        item.claim = None;
        item.entered_at = now;
        if !store::item_update(&mut tx, &mut item).await? {
            return Err(self.stale(&mut tx, item).await?);
        }
        let entry = AuditEntry {
            at: now,
            actor: &Actor::Editor(editor),
            action: "item.merge",
            subject: "review_item",
            subject_id: id.uuid(),
            from: Some(before.name()),
            to: Some(item.state.phase().name()),
            why: message,
            details: json!({ "decision": decided.decision, "version": version, "title": stayed.title }),
        };
        store::audit_insert(&mut tx, entry).await?;
        tx.commit().await?;
        Ok(decided)
    }

    /// A practice of its own that readers see is withdrawn with the item that goes; false when there is none.
    async fn take_down(&self, tx: &mut Tx, editor: &Editor, item: &Item, decided: &Decided) -> Result<bool> {
        let Some(practice) = item.practice_id else { return Ok(false) };
        let Some(latest) = store::revision_latest_lock(tx, practice).await? else { return Ok(false) };
        if latest.live_from > decided.at {
            return Err(DeskError::OtherChanged);
        }
        if latest.record.is_none() {
            return Ok(false);
        }
        if store::item_open_of_practice_lock(tx, practice, item.id).await?.is_some() {
            return Err(DeskError::OtherChanged);
        }
        self.revise_practice(tx, practice, None, editor, decided, decided.takes_effect_at).await?;
        Ok(true)
    }

    #[expect(clippy::too_many_arguments, reason = "both sides of a merging, and what was chosen")]
    async fn join_item(
        &self,
        tx: &mut Tx,
        words: &Words,
        editor: &Editor,
        item: &Item,
        merging: &mut KeptMerging,
        (id, version): (Id<ReviewItem>, i64),
        picks: &Picks,
    ) -> Result<Stayed> {
        let mut stays = store::item_lock(tx, id).await?.ok_or(DeskError::NotFound)?;
        if id == item.id || stays.kind != ItemKind::New {
            return Err(DeskError::Forbidden);
        }
        if stays.version != version || stays.state.phase() != Phase::Open {
            return Err(DeskError::OtherChanged);
        }
        let before = said_by(&stays);
        let after = join(&before, &said_by(item), picks);
        let record = read_joined(words, &before.draft, &after.draft)?;
        say(&mut stays, &after, &record);
        if !store::item_update(tx, &mut stays).await? {
            return Err(DeskError::OtherChanged);
        }
        let details = told(item, &before, &after);
        self.note_merging(tx, editor, "item.merge_in", "review_item", id.uuid(), details).await?;
        (merging.said_before, merging.said_after) = (Json(before), Json(after));
        Ok(Stayed { title: stays.title, slug: None })
    }

    #[expect(clippy::too_many_arguments, reason = "both sides of a merging, and what was chosen")]
    async fn join_practice(
        &self,
        tx: &mut Tx,
        words: &Words,
        editor: &Editor,
        item: &Item,
        merging: &mut KeptMerging,
        (id, revision): (Id<Practice>, i64),
        picks: &Picks,
    ) -> Result<Stayed> {
        if item.practice_id == Some(id) {
            return Err(DeskError::Forbidden);
        }
        let latest = store::revision_latest_lock(tx, id).await?.ok_or(DeskError::NotFound)?;
        let live = store::practice_live_lock(tx, id, merging.made_at).await?;
        let is_as_seen = |live: &LivePractice| live.revision == revision && latest.seq == revision;
        let live = live.filter(is_as_seen).ok_or(DeskError::OtherChanged)?;
        if store::item_open_of_practice_lock(tx, id, item.id).await?.is_some() {
            return Err(DeskError::OtherChanged);
        }
        let before = Said { draft: words.draft_of(&live.record), pictures: live.record.pictures.clone() };
        let after = join(&before, &said_by(item), picks);
        let mut title = live.record.title.clone();
        if after != before {
            let mut record = read_joined(words, &before.draft, &after.draft)?;
            record.pictures.clone_from(&after.pictures);
            carry_translations(&mut record, &live.record);
            lacks_nothing_new(&live, &record)?;
            title.clone_from(&record.title);
            let kept = NewRevision {
                id: Id::<Revision>::new(),
                practice: id,
                record: Some(&record),
                // The decision is one about the item that goes.
                decision: None,
                made_by: Some(editor.id),
                made_at: merging.made_at,
                live_from: merging.takes_effect_at,
            };
            store::revision_insert(tx, &kept).await?;
            merging.revision_id = Some(kept.id);
        }
        let details = told(item, &before, &after);
        self.note_merging(tx, editor, "practice.merge_in", "practice", id.uuid(), details).await?;
        (merging.said_before, merging.said_after) = (Json(before), Json(after));
        Ok(Stayed { title, slug: Some(live.slug) })
    }

    async fn note_merging(
        &self,
        tx: &mut Tx,
        editor: &Editor,
        action: &'static str,
        subject: &'static str,
        subject_id: uuid::Uuid,
        details: serde_json::Value,
    ) -> Result<()> {
        let entry = AuditEntry {
            at: self.clock().now(),
            actor: &Actor::Editor(editor),
            action,
            subject,
            subject_id,
            from: None,
            to: None,
            why: "",
            details,
        };
        Ok(store::audit_insert(tx, entry).await?)
    }

    /// The city behind the item that goes, or behind the practice that does, is told when the undo window ends.
    async fn tell_merged(
        &self,
        tx: &mut Tx,
        item: &Item,
        was_live: bool,
        stayed: &Stayed,
        decided: &Decided,
        message: &str,
    ) -> Result<()> {
        let sent = match (store::submission_latest_of_item(tx, item.id).await?, item.practice_id) {
            (None, Some(practice)) if was_live => store::submission_of_practice(tx, practice).await?,
            (sent, _) => sent,
        };
        let Some(sent) = sent.filter(|sent| !sent.suspicious) else { return Ok(()) };
        let notice = Notice::Merged {
            submission: about(&sent, &item.title, &item.city_name),
            into: stayed.title.clone(),
            public_path: stayed.slug.as_ref().map(|slug| format!("/{}/practices/{slug}", sent.language)),
            message: message.to_owned(),
        };
        let event = format!("decision:{}", decided.decision);
        let mut telling = Telling::to_contact(&sent, event, notice, decided.takes_effect_at);
        telling.item = Some(item.id);
        telling.decision = Some(decided.decision);
        telling.about_at = decided.at;
        self.tell(tx, telling).await
    }
}

pub(super) fn said_by(item: &Item) -> Said {
    Said { draft: item.draft.clone(), pictures: item.pictures.clone() }
}

/// Puts words into an item, with what can be told from them.
pub(super) fn say(item: &mut Item, said: &Said, record: &Record) {
    item.draft.clone_from(&said.draft);
    item.pictures.clone_from(&said.pictures);
    describe(item, record);
    item.flags.retain(|flag| !matches!(flag, Flag::PeriodUnread | Flag::UnknownCity));
    item.flags.extend(flags_of(record));
}

/// The record of what was chosen, unless a choice does not fit its field.
fn read_joined(words: &Words, before: &Draft, after: &Draft) -> Result<Record> {
    let (record, mut errors) = words.read(after);
    let chosen = changed(after, before);
    errors.0.retain(|error| chosen.fields().any(|(field, _)| field.name() == error.place));
    if errors.is_empty() { Ok(record) } else { Err(DeskError::Invalid(errors)) }
}

/// Nothing that publishing needs is taken from what readers see.
fn lacks_nothing_new(live: &LivePractice, record: &Record) -> Result<()> {
    let channel = match live.origin {
        Origin::City => Channel::City,
        Origin::Source { .. } => Channel::Source,
    };
    let missing = |record: &Record| {
        let checks = rules::needed(For::Publish, record, true, true, &requirement(channel));
        checks.into_iter().filter(rules::Check::is_missing).collect::<Vec<_>>()
    };
    let before = missing(&live.record);
    let mut errors = FieldErrors::default();
    for check in missing(record).iter().filter(|check| before.iter().all(|known| known.place != check.place)) {
        errors.add(check.place, check.phrase);
    }
    if errors.is_empty() { Ok(()) } else { Err(DeskError::Invalid(errors)) }
}

fn told(item: &Item, before: &Said, after: &Said) -> serde_json::Value {
    json!({
        "merged": item.id,
        "title": item.title,
        "before": changed(&before.draft, &after.draft),
        "after": changed(&after.draft, &before.draft),
    })
}
