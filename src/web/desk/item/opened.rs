//! An item with everything the screen says about it.

use super::super::trouble::{Result, Trouble};
use crate::{
    desk::Words,
    domain::{
        FieldErrors, Id, Record,
        candidate::OtherReading,
        marker::ReviewItem,
        merge::Conflict,
        review::{Phase, Verdict},
    },
    store::{self, Claim, Item, KeptRecord, KeptSource},
    web::App,
};

pub(super) struct Opened {
    pub item: Item,
    pub words: Words,
    /// The proposal as far as it can be read, and what cannot.
    pub record: Record,
    pub faults: FieldErrors,
    pub source: Option<KeptSource>,
    pub source_record: Option<KeptRecord>,
    /// What other readers made of its page.
    pub readings: Vec<OtherReading>,
    /// What was changed here and at the source.
    pub conflicts: Vec<Conflict>,
    /// Who has it open, by name.
    pub claim: Option<(Claim, String)>,
}

impl Opened {
    pub async fn read(app: &App, id: Id<ReviewItem>) -> Result<Self> {
        let item = store::item_by_id(app.store(), id).await?.ok_or(Trouble::NotFound)?;
        Self::of(app, item).await
    }

    pub async fn of(app: &App, item: Item) -> Result<Self> {
        let store = app.store();
        let words = app.desk().words().await?;
        let (mut record, faults) = words.read(&item.draft);
        record.pictures.clone_from(&item.pictures);
        let source = match item.source_id {
            Some(id) => store::source_by_id(store, id).await?,
            None => None,
        };
        let source_record = match item.source_record_id {
            Some(id) => store::source_record_by_id(store, id).await?,
            None => None,
        };
        let claim = match item.claim_at(app.clock().now()) {
            Some(claim) => store::editor_by_id(store, claim.by).await?.map(|account| (claim, account.editor.name)),
            None => None,
        };
        let readings = store::item_readings(store, item.id).await?;
        let conflicts = store::item_conflicts(store, item.id).await?;
        Ok(Self { item, words, record, faults, source, source_record, readings, conflicts, claim })
    }

    pub fn is_open(&self) -> bool {
        self.item.state.phase() == Phase::Open
    }

    pub fn allows(&self, verdict: Verdict) -> bool {
        self.is_open() && self.item.kind.verdicts(self.item.channel).contains(&verdict)
    }

    pub fn allows_asking(&self) -> bool {
        self.allows(Verdict::AskForChanges)
    }
}
