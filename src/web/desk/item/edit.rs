//! Taking an editor's corrections: previewed, saved over the version seen, or set beside what somebody else saved first.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use i18n_embed_fl::fl;

use super::{
    super::{
        guard::SignedIn,
        queue::Place,
        trouble::{Result, Trouble},
        typed::Typed,
    },
    Body,
    edit_form::{EditView, Filled, StaleNote, both, former_draft, typed_draft},
    opened::Opened,
    parse, screen,
};
use crate::{
    desk::{DeskError, Stale},
    domain::{Draft, Field, FieldErrors, diff, field::Limit},
    text,
    web::App,
};

/// Every field twice, as it was and as it is, each byte written as three at worst.
pub(super) const MOST: usize = 2 * 3 * 20 * Limit::BYTES;

pub(super) async fn save(State(app): State<App>, signed: SignedIn, Path(id): Path<String>, typed: Typed) -> Result {
    let id = parse(&id)?;
    let place = Place::of(typed.text("view"), typed.text("page"));
    let version = typed.number("version").ok_or(Trouble::Unreadable)?;
    let (draft, was) = (typed_draft(&typed), former_draft(&typed));
    if typed.text("do") == "preview" {
        let opened = Opened::read(&app, id).await?;
        let (_, errors) = opened.words.read(&draft);
        let filled = Filled { version, draft: &draft, was: &was, errors: &errors };
        let view = EditView::with(&app, &signed, &filled).previewed(&signed, &draft).beside(&signed, &opened);
        return screen(&app, &signed, &place, opened, Body::Edit(view), StatusCode::OK).await;
    }
    if let Some(number) = typed.text("do").strip_prefix("take-") {
        let opened = Opened::read(&app, id).await?;
        let reading = number.parse::<usize>().ok().and_then(|number| opened.readings.get(number));
        let (field, text) = reading.map(|other| (other.field, other.text.clone())).ok_or(Trouble::Unreadable)?;
        let stands = draft.get(field);
        // One reading after the other: what the editor had before the first is what is to be had again.
        let is_reading = opened.readings.iter().any(|other| other.field == field && other.text == stands);
        let first = is_reading && typed.text("put_back_field") == field.name();
        let stood = if first { typed.text("put_back_text") } else { stands };
        let taken = Taken { field, text, stood: Some(stood.to_owned()) };
        return put(&app, &signed, &place, opened, (version, &was, draft), taken).await;
    }
    if typed.text("do") == "put-back" {
        let opened = Opened::read(&app, id).await?;
        let field = typed.text("put_back_field").parse().map_err(|_| Trouble::Unreadable)?;
        let taken = Taken { field, text: typed.text("put_back_text").to_owned(), stood: None };
        return put(&app, &signed, &place, opened, (version, &was, draft), taken).await;
    }
    match app.desk().edit(&signed.editor, id, version, &changes(&was, &draft)).await {
        Ok(item) => Ok(Redirect::to(&place.item(item.id)).into_response()),
        Err(DeskError::Invalid(errors)) => {
            let opened = Opened::read(&app, id).await?;
            let filled = Filled { version, draft: &draft, was: &was, errors: &errors };
            let view = EditView::with(&app, &signed, &filled).beside(&signed, &opened);
            screen(&app, &signed, &place, opened, Body::Edit(view), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(DeskError::Stale(stale)) => beside(&app, &signed, &place, *stale, &was, &draft).await,
        Err(error) => Err(error.into()),
    }
}

/// A text on its way into the form.
struct Taken {
    field: Field,
    text: String,
    /// What it takes the place of, where that is to be had again.
    stood: Option<String>,
}

/// The form with one field replaced. Nothing is kept, and what else was typed stays.
async fn put(
    app: &App,
    signed: &SignedIn,
    place: &Place,
    opened: Opened,
    (version, was, mut draft): (i64, &Draft, Draft),
    taken: Taken,
) -> Result {
    draft.set(taken.field, taken.text);
    let (_, errors) = opened.words.read(&draft);
    let filled = Filled { version, draft: &draft, was, errors: &errors };
    let mut view = EditView::with(app, signed, &filled).beside(signed, &opened);
    if let Some(stood) = &taken.stood {
        view = view.with_put_back(signed, taken.field, stood);
    }
    screen(app, signed, place, opened, Body::Edit(view), StatusCode::OK).await
}

/// The fields this form changed.
fn changes(was: &Draft, draft: &Draft) -> Vec<(Field, String)> {
    let fields = Field::ALL.iter().copied().filter(|field| was.get(*field) != draft.get(*field));
    fields.map(|field| (field, draft.get(field).to_owned())).collect()
}

/// The form again over what is there now: fields this editor left alone follow the newer version, fields they changed keep
/// what they typed, and where both changed one the two are shown side by side.
pub(super) async fn beside(
    app: &App,
    signed: &SignedIn,
    place: &Place,
    stale: Stale,
    was: &Draft,
    typed: &Draft,
) -> Result {
    let t = text::phrases(signed.lang);
    let now = stale.item.draft.clone();
    let (merged, fields) = merged(was, typed, &now);
    let by = stale.by.clone().unwrap_or_else(|| fl!(t, "desk-who-program"));
    let when = stale.at.map(|at| text::date_time(signed.lang, at)).unwrap_or_default();
    let note = StaleNote {
        said: fl!(t, "desk-stale-edit", by = by, when = when),
        both: fields.into_iter().map(|field| both(signed, field, now.get(field), typed.get(field))).collect(),
    };
    let filled = Filled { version: stale.item.version, draft: &merged, was: &now, errors: &FieldErrors::default() };
    let mut view = EditView::with(app, signed, &filled);
    view.stale = Some(note);
    let opened = Opened::of(app, stale.item).await?;
    screen(app, signed, place, opened, Body::Edit(view), StatusCode::CONFLICT).await
}

/// What the form holds now, and the fields both sides changed differently.
fn merged(was: &Draft, typed: &Draft, now: &Draft) -> (Draft, Vec<Field>) {
    let mut merged = now.clone();
    let mut both = Vec::new();
    for (field, text) in changes(was, typed) {
        if was.get(field) != now.get(field) && !diff::is_same(field, now.get(field), &text) {
            both.push(field);
        }
        merged.set(field, text);
    }
    (merged, both)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(fields: &[(Field, &str)]) -> Draft {
        fields.iter().map(|(field, text)| (*field, (*text).to_owned())).collect()
    }

    #[test]
    fn a_form_over_a_newer_version_keeps_what_was_typed_and_takes_the_rest() {
        let was = draft(&[(Field::Title, "A"), (Field::Lead, "x"), (Field::Impact, "i")]);
        let typed = draft(&[(Field::Title, "mine"), (Field::Lead, "x"), (Field::Impact, "mine too")]);
        let now = draft(&[(Field::Title, "theirs"), (Field::Lead, "newer"), (Field::Impact, "i")]);
        let (merged, both) = merged(&was, &typed, &now);
        assert_eq!(merged, draft(&[(Field::Title, "mine"), (Field::Lead, "newer"), (Field::Impact, "mine too")]));
        assert_eq!(both, [Field::Title]);
    }
}
