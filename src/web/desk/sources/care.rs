//! Who looks after a source, and what it is measured by: shown on its page, changed by an admin.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect},
};
use i18n_embed_fl::fl;

use super::{
    super::{
        guard::SignedIn,
        shown::field_name,
        trouble::{Result, Trouble},
        typed::Typed,
    },
    by_slug,
};
use crate::{
    domain::{
        Editor, Field, Id, Lang,
        sample::{Expectation, Length},
    },
    store::{self, KeptSource, PinnedSample},
    text,
    web::{App, site::views::question::Choice},
};

pub(super) struct Care {
    /// Who may be told, the first for everybody.
    pub owners: Vec<Choice>,
    /// Who is told now.
    pub owner: String,
    pub yields: String,
    pub samples: Vec<Sample>,
}

/// A practice that the source is measured by.
pub(super) struct Sample {
    pub title: String,
    pub url: String,
    /// What, as expected, and as read last where that differs.
    pub fields: Vec<(String, String, Option<String>)>,
    pub gone: bool,
}

impl Care {
    pub async fn of(app: &App, lang: Lang, source: &KeptSource) -> Result<Self> {
        let t = text::phrases(lang);
        let owner = store::source_owner(app.store(), source.id).await?;
        let people = store::editor_list(app.store()).await?;
        let active = people.iter().filter(|account| account.disabled_at.is_none());
        let mut owners = vec![Choice { value: String::new(), label: fl!(t, "desk-care-everybody"), chosen: true }];
        owners.extend(active.map(|account| Choice {
            value: account.editor.id.to_string(),
            label: account.editor.name.clone(),
            chosen: Some(account.editor.id) == owner,
        }));
        let told = owners.iter().rposition(|choice| choice.chosen).unwrap_or_default();
        owners[0].chosen = told == 0;
        let mut samples = Vec::new();
        let has_records = store::source_record_count(app.store(), source.id).await? > 0;
        for sample in store::source_pin_list(app.store(), source.id).await? {
            samples.push(shown(app, lang, source, sample, has_records).await?);
        }
        let owner = owners[told].label.clone();
        Ok(Self { owners, owner, yields: yields(app, lang, source).await?, samples })
    }
}

async fn yields(app: &App, lang: Lang, source: &KeptSource) -> Result<String> {
    let t = text::phrases(lang);
    if let Some(set) = source.settings.limits.expected {
        return Ok(fl!(t, "desk-care-yield-set", least = set.least, most = set.most));
    }
    // Of a feed or repository a run does not see all there is.
    Ok(match store::source_yield(app.store(), source.id).await?.filter(|_| source.settings.kind.names_all()) {
        Some(usual) => fl!(t, "desk-care-yield", least = usual.least, most = usual.most),
        None => fl!(t, "desk-care-yield-none"),
    })
}

/// Before anything was read of a source nothing of it is gone.
async fn shown(app: &App, lang: Lang, source: &KeptSource, sample: PinnedSample, has_records: bool) -> Result<Sample> {
    let t = text::phrases(lang);
    let now = store::source_record_draft(app.store(), source.id, &sample.external_id).await?;
    let (before, after) = (sample.expected.0, now.as_ref().map(Expectation::of));
    let row = |name: String, said: fn(Lang, &Expectation) -> String| {
        let expected = said(lang, &before);
        let read = after.as_ref().map_or_else(|| "–".to_owned(), |after| said(lang, after));
        let read = Some(read).filter(|read| *read != expected);
        (name, expected, read)
    };
    Ok(Sample {
        fields: vec![
            row(field_name(lang, Field::Title.name()), |_, one| one.title.clone()),
            row(field_name(lang, Field::Cities.name()), |_, one| one.cities.clone()),
            row(field_name(lang, Field::Period.name()), |_, one| one.period.clone()),
            row(fl!(t, "desk-care-texts"), length),
        ],
        title: before.title.clone(),
        url: sample.url,
        gone: now.is_none() && has_records,
    })
}

fn length(lang: Lang, expected: &Expectation) -> String {
    let (t, n) = (text::phrases(lang), expected.characters);
    match expected.length() {
        Length::Short => fl!(t, "desk-care-short", n = n),
        Length::Middling => fl!(t, "desk-care-middling", n = n),
        Length::Long => fl!(t, "desk-care-long", n = n),
    }
}

pub(super) async fn set_owner(
    State(app): State<App>,
    signed: SignedIn,
    Path(slug): Path<String>,
    typed: Typed,
) -> Result {
    let source = by_slug(&app, &slug).await?;
    let owner = match typed.text("owner") {
        "" => None,
        id => Some(id.parse::<Id<Editor>>().map_err(|_| Trouble::Unreadable)?),
    };
    app.desk().source_set_owner(&signed.editor, source.id, owner).await?;
    Ok(Redirect::to(&format!("/desk/sources/{slug}#care")).into_response())
}

pub(super) async fn pin(State(app): State<App>, signed: SignedIn, Path(slug): Path<String>) -> Result {
    let source = by_slug(&app, &slug).await?;
    app.desk().source_pin_again(&signed.editor, source.id).await?;
    Ok(Redirect::to(&format!("/desk/sources/{slug}#care")).into_response())
}
