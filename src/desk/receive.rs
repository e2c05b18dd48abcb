//! A sending becomes a review item: the background half of a city's submission.

use serde_json::json;

use super::{Desk, DeskError, Words, alike::Own, error::Result};
use crate::{
    domain::{
        Actor, Draft, Field, Id, LanguageTag, Record, Timestamp,
        candidate::ReadFields,
        flag::Flag,
        marker::{ReviewItem, Submission},
        record::Picture,
        review::{Channel, Event, ItemKind, Phase, State},
    },
    store::{
        self, AuditEntry, Item, KeptSubmission, Tx, UploadRow,
        owed::{self, Lease, Outcome},
    },
};

impl Desk {
    /// Reads a sending into the queue, once, however often it is looked at.
    ///
    /// # Errors
    /// [`crate::store::StoreError::Fenced`] when the lease was lost: another worker does it.
    pub async fn read_submission(&self, lease: &Lease) -> Result<()> {
        let id = Id::<Submission>::from_uuid(lease.owed.id);
        let words = self.words().await?;
        let now = self.clock().now();
        let mut sent = store::submission_by_id(&self.store, id).await?.ok_or(DeskError::NotFound)?;
        let (draft, record) = read(&sent, &words);
        let flags = self.flags_for(&sent, &draft, &record, sent.item_id).await?;

        let mut tx = self.store.begin().await?;
        // The thread first: two sendings of it that are read at the same moment make one item.
        let latest = store::submission_latest(&mut tx, sent.root_id).await?.ok_or(DeskError::NotFound)?;
        owed::fence(&mut tx, lease).await?;
        if latest.seq > sent.seq {
            // A newer one has come before this was read: that one is looked at.
            owed::settle(&mut tx, lease, Outcome::Done).await?;
            return Ok(tx.commit().await?);
        }
        sent.item_id = latest.item_id;
        let uploads = store::upload_of_thread_lock(&mut tx, sent.root_id).await?;
        let item = self.file_sending(&mut tx, &sent, draft, &record, flags, pictures(&uploads), now).await?;
        store::submission_set_item(&mut tx, sent.root_id, item, record.cities.first().and_then(|city| city.id)).await?;
        owed::settle(&mut tx, lease, Outcome::Done).await?;
        tx.commit().await?;
        Ok(())
    }

    /// What the program noticed about a proposal.
    async fn flags_for(
        &self,
        sent: &KeptSubmission,
        draft: &Draft,
        record: &Record,
        own: Option<Id<ReviewItem>>,
    ) -> Result<Vec<Flag>> {
        let mut flags = flags_of(record);
        if sent.suspicious {
            flags.push(Flag::Suspicious);
        }
        if sent.seq > 1 {
            flags.push(Flag::Revised);
        }
        let stated = sent.raw.draft.get(Field::Language).trim();
        if let Some(guessed) = LanguageTag::guess(&story(draft))
            && !stated.is_empty()
            && !guessed.as_str().starts_with(stated.split('-').next().unwrap_or(stated))
        {
            flags.push(Flag::LanguageDiffers { stated: stated.to_owned(), guessed: guessed.as_str().to_owned() });
        }
        let item = match own {
            Some(id) => store::item_by_id(&self.store, id).await?,
            None => None,
        };
        let own = Own { item: own, practice: item.and_then(|item| item.practice_id), record: None };
        flags.extend(self.duplicates_of(record, own).await?);
        Ok(flags)
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one new item, each made elsewhere")]
    async fn file_sending(
        &self,
        tx: &mut Tx,
        sent: &KeptSubmission,
        draft: Draft,
        record: &Record,
        flags: Vec<Flag>,
        pictures: Vec<Picture>,
        now: Timestamp,
    ) -> Result<Id<ReviewItem>> {
        let earlier = match sent.item_id {
            Some(id) => store::item_lock(tx, id).await?,
            None => None,
        };
        let actor = Actor::City(sent.root_id);
        if let Some(mut item) = earlier
            && let Ok(state) = item.state.clone().after(Event::Answer)
        {
            let before = item.state.phase();
            item.seen = Some(std::mem::replace(&mut item.draft, draft));
            item.state = state;
            item.pictures = pictures;
            item.flags = flags;
            item.claim = None;
            item.due_at = now + self.settings.review_within;
            item.entered_at = now;
            describe(&mut item, record);
            store::item_update(tx, &mut item).await?;
            self.filed(tx, &actor, "item.answer", &item, Some(before), sent).await?;
            return Ok(item.id);
        }
        // Also when it is not live yet, or was withdrawn: it stays one practice.
        let practice_id = match sent.item_id {
            Some(id) => store::item_lock(tx, id).await?.and_then(|item| item.practice_id),
            None => None,
        };
        let live = match practice_id {
            Some(id) => store::practice_live_lock(tx, id, now).await?,
            None => None,
        };
        let words = self.words_in_use(live.as_ref().map(|practice| &practice.record));
        let mut item = Item {
            id: Id::new(),
            kind: if live.is_some() { ItemKind::Update } else { ItemKind::New },
            channel: Channel::City,
            state: State::Open,
            version: 1,
            title: String::new(),
            city_id: None,
            city_name: String::new(),
            country: None,
            practice_id,
            source_id: None,
            source_record_id: None,
            harvest_id: None,
            import_id: None,
            draft,
            pictures,
            base: words,
            seen: None,
            flags,
            origins: ReadFields::new(),
            received_at: sent.received_at,
            due_at: sent.received_at + self.settings.review_within,
            entered_at: now,
            claim: None,
        };
        describe(&mut item, record);
        store::item_insert(tx, &item).await?;
        self.filed(tx, &actor, "item.file", &item, None, sent).await?;
        Ok(item.id)
    }

    fn words_in_use(&self, live: Option<&Record>) -> Option<Draft> {
        live.map(|record| Draft::of(record, &self.topics))
    }

    async fn filed(
        &self,
        tx: &mut Tx,
        actor: &Actor<'_>,
        action: &'static str,
        item: &Item,
        from: Option<Phase>,
        sent: &KeptSubmission,
    ) -> Result<()> {
        let entry = AuditEntry {
            at: self.clock().now(),
            actor,
            action,
            subject: "review_item",
            subject_id: item.id.uuid(),
            from: from.map(Phase::name),
            to: Some(item.state.phase().name()),
            why: "",
            details: json!({ "reference": sent.reference, "seq": sent.seq }),
        };
        Ok(store::audit_insert(tx, entry).await?)
    }
}

/// What the program can tell from a record alone.
pub(super) fn flags_of(record: &Record) -> Vec<Flag> {
    let mut flags = Vec::new();
    if record.period.as_ref().is_some_and(|period| period.years().is_none()) {
        flags.push(Flag::PeriodUnread);
    }
    if record.cities.iter().any(|city| city.id.is_none()) {
        flags.push(Flag::UnknownCity);
    }
    flags
}

/// The lines of a queue about an item, taken from its record.
pub(super) fn describe(item: &mut Item, record: &Record) {
    let title = if record.title.is_empty() { item.draft.get(Field::Title).trim() } else { &record.title };
    title.clone_into(&mut item.title);
    let city = record.cities.first();
    item.city_id = city.and_then(|city| city.id);
    item.city_name = city.map(|city| city.name.clone()).unwrap_or_default();
    item.country = city.and_then(|city| city.country);
}

/// Clean text, with the language guessed where the city did not say. What cannot be read stays as typed for the editor.
fn read(sent: &KeptSubmission, words: &Words) -> (Draft, Record) {
    let mut draft = sent.raw.draft.clone();
    if draft.get(Field::Language).trim().is_empty()
        && let Some(language) = LanguageTag::guess(&story(&draft))
    {
        draft.set(Field::Language, language.as_str());
    }
    let (record, _) = words.read(&draft);
    let clean = words.draft_of(&record);
    for field in Field::ALL.iter().copied() {
        if !clean.get(field).is_empty() {
            draft.set(field, clean.get(field));
        }
    }
    (draft, record)
}

/// The long texts, for telling the language.
pub(super) fn story(draft: &Draft) -> String {
    [Field::Title, Field::Summary, Field::Purpose, Field::Process].map(|field| draft.get(field)).join("\n")
}

fn pictures(uploads: &[UploadRow]) -> Vec<Picture> {
    uploads
        .iter()
        .filter(|upload| upload.kind == "picture")
        .map(|upload| Picture {
            blob: upload.blob.clone(),
            media_type: upload.media_type.clone(),
            width: upload.width.and_then(|n| u32::try_from(n).ok()).unwrap_or(0),
            height: upload.height.and_then(|n| u32::try_from(n).ok()).unwrap_or(0),
            alt: upload.alt.clone(),
            credit: upload.credit.clone(),
            licence: upload.licence.clone(),
        })
        .collect()
}
