//! Fields that were changed here and at the source: what it said before, what it says here, what it says there now; and
//! taking the source's words.

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
        shown::{field_name, readable},
        trouble::{Result, Trouble},
        typed::Typed,
    },
    Body, edit,
    edit_form::{EditView, Filled},
    opened::Opened,
    parse, screen,
};
use crate::{
    desk::DeskError,
    domain::{
        Draft, Field,
        diff::{Kind, Piece, pieces},
        flag::Flag,
        merge::Conflict,
    },
    text,
    web::App,
};

/// One such field.
pub(super) struct ConflictShown {
    pub id: String,
    pub field: Field,
    pub name: String,
    pub before: String,
    pub here: Vec<Piece>,
    pub there: Vec<Piece>,
    pub take: String,
}

/// Those that wait for a decision.
pub(super) fn shown(app: &App, signed: &SignedIn, opened: &Opened) -> Vec<ConflictShown> {
    if !opened.is_open() {
        return Vec::new();
    }
    opened
        .conflicts
        .iter()
        .filter(|conflict| is_undecided(opened, conflict.field))
        .map(|one| line(app, signed, opened, one))
        .collect()
}

/// Whether a field waits for somebody to say which words it is to have.
pub(super) fn is_undecided(opened: &Opened, field: Field) -> bool {
    opened
        .item
        .flags
        .iter()
        .any(|flag| matches!(flag, Flag::Conflict { fields } if fields.iter().any(|name| name == field.name())))
}

fn line(app: &App, signed: &SignedIn, opened: &Opened, conflict: &Conflict) -> ConflictShown {
    let field = conflict.field;
    let words = |text: &str| {
        let draft: Draft = [(field, text.to_owned())].into_iter().collect();
        readable(signed.lang, app.topics(), &draft).get(field).to_owned()
    };
    let (here, there) = (words(opened.item.draft.get(field)), words(&conflict.theirs));
    let compared = pieces(&here, &there);
    let side = |other: Kind| compared.iter().filter(|piece| piece.kind != other).cloned().collect();
    let name = field_name(signed.lang, field.name());
    ConflictShown {
        id: format!("conflict-{field}"),
        field,
        before: words(&conflict.base),
        here: side(Kind::Added),
        there: side(Kind::Removed),
        take: fl!(text::phrases(signed.lang), "desk-conflict-take-of", field = name.as_str()),
        name,
    }
}

/// Takes the source's words for one field.
pub(super) async fn take(State(app): State<App>, signed: SignedIn, Path(id): Path<String>, typed: Typed) -> Result {
    let id = parse(&id)?;
    let place = Place::of(typed.text("view"), typed.text("page"));
    let version = typed.number("version").ok_or(Trouble::Unreadable)?;
    let field: Field = typed.text("field").parse().map_err(|_| Trouble::Unreadable)?;
    let opened = Opened::read(&app, id).await?;
    let theirs = opened.conflicts.iter().find(|one| one.field == field).map(|one| one.theirs.clone());
    let (was, mut draft) = (opened.item.draft.clone(), opened.item.draft.clone());
    draft.set(field, theirs.unwrap_or_default());
    match app.desk().take_theirs(&signed.editor, id, version, field).await {
        Ok(item) => Ok(Redirect::to(&format!("{}#changes", place.item(item.id))).into_response()),
        // The source may say what a record cannot hold: in the form it can be made to fit.
        Err(DeskError::Invalid(errors)) => {
            let filled = Filled { version, draft: &draft, was: &was, errors: &errors };
            let view = EditView::with(&app, &signed, &filled).beside(&signed, &opened);
            screen(&app, &signed, &place, opened, Body::Edit(view), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(DeskError::Stale(stale)) => edit::beside(&app, &signed, &place, *stale, &was, &draft).await,
        Err(error) => Err(error.into()),
    }
}
