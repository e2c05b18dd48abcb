//! Taking a merging back: both are as they were, but for what somebody has written since, which is named and stays.

use serde_json::json;

use super::{
    Desk, Words,
    error::Result,
    gather::{clean, remarks},
    merging::{said_by, say},
    publish::carry_translations,
    queue::changed,
};
use crate::{
    domain::{
        Actor, Draft, Editor, Field, Id, Record,
        marker::{DecisionRow, Practice, ReviewItem, Revision},
        merge::merge,
        merging::{PICTURES, Parted, Said, part},
        review::Phase,
    },
    store::{self, AuditEntry, Item, KeptMerging, Merged, NewRevision, Tx},
};

impl Desk {
    /// Takes back what a decision merged, if it did. `item` is what comes back; it is written by the caller.
    pub(super) async fn part(
        &self,
        tx: &mut Tx,
        actor: &Actor<'_>,
        item: &mut Item,
        decision: Id<DecisionRow>,
    ) -> Result<()> {
        let Some(merging) = store::merging_of_decision(tx, decision).await? else { return Ok(()) };
        let words = self.words().await?;
        let parting = Parting { desk: self, actor, words: &words, merging: &merging, title: item.title.clone() };
        let left_in = match merging.leads_to() {
            Some(Merged::Item(id)) => parting.part_item(tx, id).await?,
            Some(Merged::Practice(id)) => parting.part_practice(tx, id).await?,
            None => Vec::new(),
        };
        parting.bring_back(tx, item).await?;
        parting.hear(tx, item).await?;
        store::merging_undo(tx, &merging, parting.by(), self.clock().now(), &left_in).await?;
        Ok(())
    }
}

struct Parting<'a> {
    desk: &'a Desk,
    actor: &'a Actor<'a>,
    words: &'a Words,
    merging: &'a KeptMerging,
    /// Of what comes back.
    title: String,
}

impl Parting<'_> {
    fn by(&self) -> Option<Id<Editor>> {
        match self.actor {
            Actor::Editor(editor) => Some(editor.id),
            Actor::City(_) | Actor::Program(_) => None,
        }
    }

    fn part(&self, now: &Said) -> Parted {
        part(&self.merging.said_before.0, &self.merging.said_after.0, now)
    }

    /// The item that stayed, and the practice it became.
    async fn part_item(&self, tx: &mut Tx, id: Id<ReviewItem>) -> Result<Vec<String>> {
        let Some(mut stays) = store::item_lock(tx, id).await? else { return Ok(Vec::new()) };
        if let Some(decided) = stays.state.decided()
            && store::merging_of_decision(tx, decided.decision).await?.is_some()
        {
            // It went itself since, and took these words along: that is to be taken back first.
            return Err(self.desk.stale(tx, stays).await?);
        }
        let mut left_in = match stays.practice_id {
            Some(practice) => self.part_practice(tx, practice).await?,
            None => Vec::new(),
        };
        if stays.state.phase() == Phase::Approved {
            return Ok(left_in);
        }
        let before = said_by(&stays);
        let parted = self.part(&before);
        let (record, _) = self.words.read(&parted.said.draft);
        say(&mut stays, &parted.said, &record);
        stays.base = stays.base.map(|base| self.part(&Said { draft: base, ..Said::default() }).said.draft);
        store::item_update(tx, &mut stays).await?;
        self.note(tx, "item.part", "review_item", id.uuid(), &before.draft, &parted).await?;
        left_in.extend(parted.left_in);
        left_in.sort();
        left_in.dedup();
        Ok(left_in)
    }

    /// The practice that stayed.
    async fn part_practice(&self, tx: &mut Tx, id: Id<Practice>) -> Result<Vec<String>> {
        let Some(latest) = store::revision_latest_lock(tx, id).await? else { return Ok(Vec::new()) };
        let now = self.desk.clock().now();
        let Some(record) = latest.record else { return Ok(Vec::new()) };
        let before = Said { draft: self.words.draft_of(&record), pictures: record.pictures.clone() };
        let mut parted = self.part(&before);
        if self.merging.revision_id == Some(latest.id) {
            // Nobody has written since: to the letter what it was.
            parted = Parted { said: self.merging.said_before.0.clone(), left_in: Vec::new() };
            if latest.live_from > now {
                store::revision_cancel_one(tx, latest.id, now).await?;
            } else if let Some(was) = store::revision_said_before(tx, id, latest.seq).await? {
                self.revise(tx, id, &was).await?;
            }
        } else if latest.live_from > now {
            // What is to be published later is another decision, and can be taken back on its own.
            let left_in = self.changed();
            parted = Parted { said: before.clone(), left_in };
        } else if parted.said != before {
            let (mut was, _) = self.words.read(&parted.said.draft);
            was.pictures.clone_from(&parted.said.pictures);
            carry_translations(&mut was, &record);
            self.revise(tx, id, &was).await?;
        }
        self.note(tx, "practice.part", "practice", id.uuid(), &before.draft, &parted).await?;
        Ok(parted.left_in)
    }

    async fn revise(&self, tx: &mut Tx, practice: Id<Practice>, record: &Record) -> Result<()> {
        let now = self.desk.clock().now();
        let revision = NewRevision {
            id: Id::<Revision>::new(),
            practice,
            record: Some(record),
            decision: None,
            made_by: self.by(),
            made_at: now,
            live_from: now,
        };
        Ok(store::revision_insert(tx, &revision).await?)
    }

    /// A practice that was withdrawn with it is there for readers again.
    async fn bring_back(&self, tx: &mut Tx, item: &Item) -> Result<()> {
        let Some(practice) = item.practice_id else { return Ok(()) };
        let Some(latest) = store::revision_latest_lock(tx, practice).await? else { return Ok(()) };
        if latest.record.is_some() || latest.decision_id != Some(self.merging.decision_id) {
            return Ok(());
        }
        match store::revision_said_before(tx, practice, latest.seq).await? {
            Some(was) => self.revise(tx, practice, &was).await,
            None => Ok(()),
        }
    }

    /// What its source has said since it went comes in; an editor's corrections stay.
    async fn hear(&self, tx: &mut Tx, item: &mut Item) -> Result<()> {
        let (Some(record), Some(heard)) = (item.source_record_id, &self.merging.heard) else { return Ok(()) };
        let Some(record) = store::source_record_by_id(&self.desk.store, record).await? else { return Ok(()) };
        if record.draft == *heard {
            return Ok(());
        }
        let [base, theirs] = [&heard.0, &record.draft.0].map(|draft| clean(self.words, draft).0);
        let merged = merge(&base, &item.draft, &theirs);
        store::item_set_conflicts(tx, item.id, &merged.conflicts).await?;
        let (record, _) = self.words.read(&merged.merged);
        let said = Said { draft: merged.merged, pictures: item.pictures.clone() };
        item.seen = Some(item.draft.clone());
        say(item, &said, &record);
        item.flags.extend(remarks(&[], &Record::default(), &merged.conflicts, Vec::new()));
        Ok(())
    }

    /// Names of all that the merging changed.
    fn changed(&self) -> Vec<String> {
        let (before, after) = (&self.merging.said_before.0, &self.merging.said_after.0);
        let fields = Field::ALL.iter().filter(|field| before.draft.get(**field) != after.draft.get(**field));
        let pictures = (before.pictures != after.pictures).then(|| PICTURES.to_owned());
        fields.map(|field| field.name().to_owned()).chain(pictures).collect()
    }

    async fn note(
        &self,
        tx: &mut Tx,
        action: &'static str,
        subject: &'static str,
        subject_id: uuid::Uuid,
        before: &Draft,
        parted: &Parted,
    ) -> Result<()> {
        let after = &parted.said.draft;
        let entry = AuditEntry {
            at: self.desk.clock().now(),
            actor: self.actor,
            action,
            subject,
            subject_id,
            from: None,
            to: None,
            why: "",
            details: json!({
                "merged": self.merging.item_id,
                "title": self.title,
                "before": changed(before, after),
                "after": changed(after, before),
                "left_in": parted.left_in,
            }),
        };
        Ok(store::audit_insert(tx, entry).await?)
    }
}
