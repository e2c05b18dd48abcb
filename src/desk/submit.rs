//! A city sends a practice, sends it again, or takes it back.

use serde_json::json;

use super::{
    Desk, DeskError,
    error::Result,
    notify::{Telling, about},
};
use crate::{
    domain::{
        Actor, Field, Id, Lang, Timestamp,
        marker::{Submission, Upload},
        notice::Notice,
        review::Event,
        secret::{Reference, Secret},
        submission::{CONSENT_WORDING, ParsedSubmission},
    },
    store::{self, AuditEntry, KeptSubmission, Tx, UploadRow, owed},
};

/// A file that came with the form; its bytes are in the blob store already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewUpload {
    /// `picture` or `document`.
    pub kind: String,
    pub blob: String,
    pub filename: String,
    pub media_type: String,
    pub size: i64,
    /// Pixels, for pictures.
    pub dimensions: Option<(u32, u32)>,
    pub alt: String,
    pub credit: String,
    pub licence: String,
}

impl From<&UploadRow> for NewUpload {
    fn from(row: &UploadRow) -> Self {
        let pixels = |n: Option<i64>| n.and_then(|n| u32::try_from(n).ok());
        Self {
            kind: row.kind.clone(),
            blob: row.blob.clone(),
            filename: row.filename.clone(),
            media_type: row.media_type.clone(),
            size: row.size,
            dimensions: pixels(row.width).zip(pixels(row.height)),
            alt: row.alt.clone(),
            credit: row.credit.clone(),
            licence: row.licence.clone(),
        }
    }
}

/// What the city gets back at once.
#[derive(Clone, Debug)]
pub struct Receipt {
    pub root: Id<Submission>,
    pub reference: String,
    /// Opens the status page.
    pub link: Secret,
}

impl Desk {
    /// Takes in what a city sends, as sent. `link` was drawn with the form and opens the status page from now on: the same
    /// form sent twice, however fast, is one submission. A form that looks like a robot's is kept and flagged, and no mail
    /// is sent for it.
    ///
    /// # Errors
    /// Only when the database does not take it: then nothing is kept and nobody is told.
    pub async fn submit(
        &self,
        parsed: &ParsedSubmission,
        language: Lang,
        link: &Secret,
        uploads: &[NewUpload],
        suspicious: bool,
    ) -> Result<Receipt> {
        if let Some(receipt) = self.submit_once(parsed, language, link, uploads, suspicious).await? {
            return Ok(receipt);
        }
        let now = self.clock().now();
        if let Some(root) = store::submission_link_root(&self.store, link.hash().as_bytes(), now).await?
            && let Some(first) = store::submission_by_id(&self.store, root).await?
            && first.raw == parsed.form
        {
            return Ok(Receipt { root, reference: first.reference, link: link.clone() });
        }
        // Another practice typed into a form that was sent before (Back in the browser): it gets a link of its own.
        let fresh = Secret::draw();
        self.submit_once(parsed, language, &fresh, uploads, suspicious).await?.ok_or(DeskError::NotFound)
    }

    async fn submit_once(
        &self,
        parsed: &ParsedSubmission,
        language: Lang,
        link: &Secret,
        uploads: &[NewUpload],
        suspicious: bool,
    ) -> Result<Option<Receipt>> {
        let now = self.clock().now();
        let id = Id::<Submission>::new();
        let mut tx = self.store.begin().await?;
        let mut kept = KeptSubmission {
            id,
            root_id: id,
            seq: 1,
            reference: String::new(),
            item_id: None,
            city_id: None,
            contact: parsed.contact.clone(),
            language,
            raw: parsed.form.clone(),
            consent_wording: CONSENT_WORDING.to_owned(),
            received_at: now,
            suspicious,
        };
        loop {
            kept.reference = Reference::draw(now.to_utc().year()).to_string();
            if store::submission_insert(&mut tx, &kept).await? {
                break;
            }
        }
        let until = now + self.settings.link_lasts;
        if !store::submission_link_insert(&mut tx, link.hash().as_bytes(), id, now, until).await? {
            return Ok(None);
        }
        self.keep_uploads(&mut tx, id, uploads).await?;
        self.received(&mut tx, &kept, now).await?;
        tx.commit().await?;
        Ok(Some(Receipt { root: id, reference: kept.reference, link: link.clone() }))
    }

    /// Takes in a new version of what a city sent before, under the same reference; answers the reference. `uploads` are all
    /// the files of the new version, those sent before among them.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when there is no such submission.
    pub async fn revise(
        &self,
        root: Id<Submission>,
        parsed: &ParsedSubmission,
        language: Lang,
        uploads: &[NewUpload],
    ) -> Result<String> {
        let now = self.clock().now();
        let mut tx = self.store.begin().await?;
        let latest = store::submission_latest(&mut tx, root).await?.ok_or(DeskError::NotFound)?;
        let files = store::upload_of_thread_lock(&mut tx, root).await?;
        if latest.raw == parsed.form && files.iter().map(NewUpload::from).eq(uploads.iter().cloned()) {
            // The same page sent twice: one sending.
            return Ok(latest.reference);
        }
        let kept = KeptSubmission {
            id: Id::new(),
            seq: latest.seq + 1,
            contact: parsed.contact.clone(),
            language,
            raw: parsed.form.clone(),
            consent_wording: CONSENT_WORDING.to_owned(),
            received_at: now,
            suspicious: false,
            ..latest
        };
        store::submission_insert(&mut tx, &kept).await?;
        self.keep_uploads(&mut tx, kept.id, uploads).await?;
        self.received(&mut tx, &kept, now).await?;
        tx.commit().await?;
        Ok(kept.reference)
    }

    /// The city takes back what no editor has decided to publish. A decision of which nobody knows yet falls away with it:
    /// nothing is published, and no letter goes out.
    ///
    /// # Errors
    /// [`DeskError::NotPossible`] when a decision has taken effect, or it was taken back already.
    pub async fn withdraw(&self, root: Id<Submission>) -> Result<()> {
        let now = self.clock().now();
        let mut tx = self.store.begin().await?;
        let latest = store::submission_latest(&mut tx, root).await?.ok_or(DeskError::NotFound)?;
        let item = latest.item_id.ok_or(DeskError::NotFound)?;
        let mut item = store::item_lock(&mut tx, item).await?.ok_or(DeskError::NotFound)?;
        let before = item.state.phase();
        let untold = item.state.decided().filter(|decided| decided.can_be_undone(now)).map(|decided| decided.decision);
        item.state = item.state.after(Event::Withdraw { now })?;
        if let Some(decision) = untold {
            store::revision_cancel(&mut tx, decision, now).await?;
            store::notification_cancel(&mut tx, decision, now).await?;
            store::decision_undo(&mut tx, decision, None, now).await?;
            self.part(&mut tx, &Actor::City(root), &mut item, decision).await?;
        }
        item.entered_at = now;
        item.claim = None;
        store::item_update(&mut tx, &mut item).await?;
        let entry = AuditEntry {
            at: now,
            actor: &Actor::City(root),
            action: "item.withdraw",
            subject: "review_item",
            subject_id: item.id.uuid(),
            from: Some(before.name()),
            to: Some(item.state.phase().name()),
            why: "",
            details: json!({ "reference": latest.reference, "undone": untold }),
        };
        store::audit_insert(&mut tx, entry).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn keep_uploads(&self, tx: &mut Tx, submission: Id<Submission>, uploads: &[NewUpload]) -> Result<()> {
        for upload in uploads {
            let row = UploadRow {
                id: Id::<Upload>::new(),
                submission_id: submission,
                kind: upload.kind.clone(),
                blob: upload.blob.clone(),
                filename: upload.filename.clone(),
                media_type: upload.media_type.clone(),
                size: upload.size,
                width: upload.dimensions.map(|(width, _)| i64::from(width)),
                height: upload.dimensions.map(|(_, height)| i64::from(height)),
                alt: upload.alt.clone(),
                credit: upload.credit.clone(),
                licence: upload.licence.clone(),
            };
            store::upload_insert(tx, &row).await?;
        }
        Ok(())
    }

    /// What follows from every sending: a line in the audit, a receipt by mail, and the reading that is owed.
    async fn received(&self, tx: &mut Tx, kept: &KeptSubmission, now: Timestamp) -> Result<()> {
        let entry = AuditEntry {
            at: now,
            actor: &Actor::City(kept.root_id),
            action: if kept.seq == 1 { "submission.send" } else { "submission.revise" },
            subject: "submission",
            subject_id: kept.root_id.uuid(),
            from: None,
            to: None,
            why: "",
            details: json!({ "reference": kept.reference, "seq": kept.seq, "consent": kept.consent_wording }),
        };
        store::audit_insert(tx, entry).await?;
        if !kept.suspicious {
            let title = kept.raw.draft.get(Field::Title).trim();
            let city = kept.raw.draft.get(Field::Cities).lines().next().unwrap_or_default().trim();
            let about = about(kept, title, city);
            let notice = if kept.seq == 1 { Notice::Received(about) } else { Notice::RevisionReceived(about) };
            let telling = Telling::to_contact(kept, format!("submission:{}", kept.id), notice, now);
            self.tell(tx, telling).await?;
        }
        owed::owe(tx, kept.id, now).await?;
        Ok(())
    }
}
