//! Everything that happened to an item, and the revisions of its practice.

use i18n_embed_fl::fl;

use super::{
    super::{
        guard::SignedIn,
        happened::{Happened, happened},
        published,
        shown::field_name,
        trouble::Result,
    },
    opened::Opened,
};
use crate::{
    store::{self, RevisionRow},
    text,
    web::App,
};

pub(super) struct HistoryView {
    pub entries: Vec<Happened>,
    pub revisions: Vec<RevisionLine>,
    lang: crate::domain::Lang,
}

pub(super) struct RevisionLine {
    pub name: String,
    pub said: String,
}

impl HistoryView {
    pub async fn read(app: &App, signed: &SignedIn, opened: &Opened) -> Result<Self> {
        let mut rows = store::audit_of(app.store(), opened.item.id.uuid()).await?;
        let revisions = match opened.item.practice_id {
            Some(practice) => {
                rows.extend(published::mergings(app, practice).await?);
                rows.sort_by_key(|row| std::cmp::Reverse(row.seq));
                store::revision_list(app.store(), practice).await?
            }
            None => Vec::new(),
        };
        Ok(Self {
            entries: rows.iter().map(|row| happened(signed.lang, app.topics(), row)).collect(),
            revisions: revisions.iter().map(|row| revision(signed, row)).collect(),
            lang: signed.lang,
        })
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass what they iterate over by reference")]
    pub fn field_name(&self, field: &crate::domain::Field) -> String {
        field_name(self.lang, field.name())
    }
}

fn revision(signed: &SignedIn, row: &RevisionRow) -> RevisionLine {
    let name = fl!(text::phrases(signed.lang), "desk-revision", number = row.seq);
    RevisionLine { name, said: published::said(signed.lang, row) }
}
