//! A run that found something unusual waits whole for an editor, as one question.

use super::{Filing, Result, filing::new_item};
use crate::{
    desk::Desk,
    domain::{
        Draft, Id, Reading,
        candidate::{Note, UNUSUAL_COUNT},
        flag::Flag,
        marker::Harvest,
        reading::Outcome,
        review::{Event, ItemKind},
    },
    store::{self, KeptSource, Tx},
};

impl Desk {
    pub(super) async fn hold(
        &self,
        tx: &mut Tx,
        filing: &Filing<'_>,
        reading: &Reading,
        why: Option<&Note>,
    ) -> Result<()> {
        if let Some(mut open) = store::item_open_held_run(tx, filing.source.id).await? {
            if let Some(before) = std::mem::replace(&mut open.harvest_id, filing.run.harvest()) {
                self.forget_held(tx, filing, before).await?;
            }
            open.flags = vec![unusual(filing.source, reading, why)];
            store::item_update(tx, &mut open).await?;
            return self.audit_filing(tx, filing, "item.held_again", &open).await;
        }
        let mut item = new_item(filing, ItemKind::HeldRun, Draft::default(), self.settings().review_within);
        item.title.clone_from(&filing.source.name);
        item.flags = vec![unusual(filing.source, reading, why)];
        self.file_item(tx, filing, &item).await
    }

    /// A run that found what it usually finds answers the open question about an earlier one: filing that one now would
    /// undo what this one read.
    pub(super) async fn drop_held(&self, tx: &mut Tx, filing: &Filing<'_>) -> Result<()> {
        let Some(mut open) = store::item_open_held_run(tx, filing.source.id).await? else { return Ok(()) };
        open.state = open.state.after(Event::Withdraw { now: filing.now })?;
        store::item_update(tx, &mut open).await?;
        if let Some(harvest) = open.harvest_id {
            self.forget_held(tx, filing, harvest).await?;
        }
        self.audit_filing(tx, filing, "item.answered_by_run", &open).await
    }

    async fn forget_held(&self, tx: &mut Tx, filing: &Filing<'_>, harvest: Id<Harvest>) -> Result<()> {
        store::harvest_drop_held(tx, harvest).await?;
        Ok(store::staged_forget(tx, filing.source.id, Some(harvest)).await?)
    }
}

fn unusual(source: &KeptSource, reading: &Reading, why: Option<&Note>) -> Flag {
    if let Some(note) = why.filter(|note| note.phrase == "source-unusual-moved") {
        let argument = |name: &str| {
            note.arguments.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default()
        };
        return Flag::MovedAtSource { from: argument("from"), to: argument("to") };
    }
    if matches!(reading.outcome, Outcome::FoundNothing(_)) {
        return Flag::FoundNothing;
    }
    match (source.settings.limits.expected, why) {
        (Some(expected), Some(why)) if why.phrase == UNUSUAL_COUNT => Flag::UnusualYield {
            found: reading.counts.listed,
            expected_least: expected.least,
            expected_most: expected.most,
        },
        (_, why) => Flag::Unusual { reason: why.cloned().unwrap_or_else(|| reading.outcome.note()) },
    }
}
