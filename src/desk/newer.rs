//! While a decision could still be undone, its source may have brought something newer, which waits as a question of its own.
//! Undone, the older question takes the newer one in: there is one open question about a record.

use serde_json::json;

use super::{Desk, error::Result, gather::remarks, receive::describe};
use crate::{
    domain::{
        Actor, Editor,
        flag::Flag,
        merge::merge,
        review::{ItemKind, State},
    },
    store::{self, AuditEntry, Item, Tx},
};

impl Desk {
    /// Called before the item is written as open again: the database allows one open question about a record.
    pub(super) async fn take_newer_in(&self, tx: &mut Tx, editor: &Editor, item: &mut Item) -> Result<()> {
        let Some(record) = item.source_record_id else { return Ok(()) };
        let Some(newer) = store::item_open_of_record(tx, record).await?.filter(|newer| newer.id != item.id) else {
            return Ok(());
        };
        match (item.kind, newer.kind) {
            (_, ItemKind::Gone) => {
                let absences = newer.flags.iter().filter(|flag| flag.is_absence() && !item.flags.contains(flag));
                let absences: Vec<Flag> = absences.cloned().collect();
                item.flags.extend(absences);
            }
            // It was to be withdrawn, and has come back with another text.
            (ItemKind::Gone, _) => {
                take_over(item, &newer);
                let conflicts = store::item_conflicts_lock(tx, newer.id).await?;
                store::item_set_conflicts(tx, item.id, &conflicts).await?;
            }
            // It was compared with what this one had been merged into; what it says of this one was heard when that was
            // taken back.
            _ if newer.practice_id != item.practice_id => {}
            _ => self.merge_in(tx, item, &newer).await?,
        }
        self.close(tx, editor, newer, item).await
    }

    /// An editor's corrections stay; what the source changed since comes in.
    async fn merge_in(&self, tx: &mut Tx, item: &mut Item, newer: &Item) -> Result<()> {
        let words = self.words().await?;
        let base = newer.seen.as_ref().unwrap_or(&item.draft);
        let merged = merge(base, &item.draft, &newer.draft);
        let (record, _) = words.read(&merged.merged);
        item.seen = Some(std::mem::replace(&mut item.draft, merged.merged));
        // What was noticed about either stays; what is said of the text is said of the merged one.
        let noticed = newer.flags.iter().filter(|flag| !flag.is_of_text() || flag.is_of_page()).cloned().collect();
        item.flags = remarks(&item.flags, &record, &merged.conflicts, noticed);
        store::item_set_conflicts(tx, item.id, &merged.conflicts).await?;
        item.harvest_id = newer.harvest_id;
        item.origins.clone_from(&newer.origins);
        describe(item, &record);
        Ok(())
    }

    async fn close(&self, tx: &mut Tx, editor: &Editor, mut newer: Item, item: &Item) -> Result<()> {
        let now = self.clock().now();
        let before = newer.state.phase();
        newer.state = State::Withdrawn { at: now };
        newer.entered_at = now;
        newer.claim = None;
        store::item_update(tx, &mut newer).await?;
        let entry = AuditEntry {
            at: now,
            actor: &Actor::Editor(editor),
            action: "item.close",
            subject: "review_item",
            subject_id: newer.id.uuid(),
            from: Some(before.name()),
            to: Some(newer.state.phase().name()),
            why: "",
            details: json!({ "taken_in_by": item.id }),
        };
        Ok(store::audit_insert(tx, entry).await?)
    }
}

fn take_over(item: &mut Item, newer: &Item) {
    item.kind = newer.kind;
    item.draft.clone_from(&newer.draft);
    item.pictures.clone_from(&newer.pictures);
    item.base.clone_from(&newer.base);
    item.seen.clone_from(&newer.seen);
    item.flags.clone_from(&newer.flags);
    item.title.clone_from(&newer.title);
    item.city_id = newer.city_id;
    item.city_name.clone_from(&newer.city_name);
    item.country = newer.country;
    item.harvest_id = newer.harvest_id;
    item.origins.clone_from(&newer.origins);
}
