//! What the columns are taken for, with the first rows as they would be read.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use i18n_embed_fl::fl;

use super::{
    super::{
        frame::{Frame, Section},
        guard::SignedIn,
        shown::{field_name, readable},
        trouble::{Result, Trouble},
        typed::Typed,
    },
    by_id, table_of,
};
use crate::{
    desk::DeskError,
    domain::{
        FieldErrors, Lang,
        import::{Mapping, Table, Target, read_rows},
    },
    press,
    store::KeptImport,
    text,
    web::{
        App, assets,
        site::{answer::page_with, views::question::Choice},
    },
};

/// Rows shown as they would be read, and cells shown of each column.
const FIRST: usize = 3;
/// Characters shown of a cell.
const CELL: usize = 80;

#[derive(Template)]
#[template(path = "desk/import_map.html")]
struct MapPage {
    page: Frame,
    action: String,
    rows: i64,
    errors: Vec<String>,
    columns: Vec<ColumnShown>,
    first: Vec<RowRead>,
}

struct ColumnShown {
    number: usize,
    name: String,
    cells: Vec<String>,
    choices: Vec<Choice>,
}

struct RowRead {
    heading: String,
    fields: Vec<(String, String)>,
    faults: Vec<String>,
}

/// `POST /desk/imports/{id}`
pub(super) async fn save(State(app): State<App>, signed: SignedIn, Path(id): Path<String>, typed: Typed) -> Result {
    let import = by_id(&app, &id).await?;
    let target = |at: usize| typed.text(&format!("column-{at}")).parse().unwrap_or(Target::Leave);
    let mapping = Mapping((0..import.mapping.0.0.len()).map(target).collect());
    match app.desk().import_map(Some(&signed.editor), import.id, &mapping).await {
        Ok(()) if typed.text("next") == "again" => {
            Ok(Redirect::to(&format!("/desk/imports/{}", import.id)).into_response())
        }
        Ok(()) => Ok(Redirect::to(&format!("/desk/imports/{}/trial", import.id)).into_response()),
        Err(DeskError::Invalid(errors)) => page(&app, &signed, &import, &mapping, &errors).await,
        // It has begun meanwhile.
        Err(DeskError::NotFound) => Err(Trouble::Conflict),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn page(
    app: &App,
    signed: &SignedIn,
    import: &KeptImport,
    mapping: &Mapping,
    errors: &FieldErrors,
) -> Result {
    let lang = signed.lang;
    let table = table_of(app, import).await?;
    let mut frame = Frame::inside(app, signed, Section::Sources, &import.filename).await?;
    frame.wrong = !errors.is_empty();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let columns = table.columns.iter().enumerate().map(|(at, name)| column(lang, &table, mapping, at, name)).collect();
    Ok(page_with(
        status,
        &MapPage {
            page: frame,
            action: format!("/desk/imports/{}", import.id),
            rows: import.row_count,
            errors: errors.0.iter().map(|error| text::field_error(lang, error)).collect(),
            columns,
            first: first(app, lang, &table, mapping).await?,
        },
    ))
}

fn column(lang: Lang, table: &Table, mapping: &Mapping, at: usize, name: &str) -> ColumnShown {
    let chosen = mapping.0.get(at).copied().unwrap_or(Target::Leave);
    let choice = |target: Target| Choice {
        value: target.name().to_owned(),
        label: text::phrase::<&str, &str>(lang, target.label(), &[]),
        chosen: target == chosen,
    };
    let cells = table.rows.iter().filter_map(|row| row.cells.get(at)).filter(|cell| !cell.trim().is_empty());
    ColumnShown {
        number: at,
        name: name.to_owned(),
        cells: cells.take(FIRST).map(|cell| clipped(cell)).collect(),
        choices: Target::all().map(choice).collect(),
    }
}

fn clipped(cell: &str) -> String {
    let cell = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    match cell.char_indices().nth(CELL) {
        Some((at, _)) => format!("{}…", &cell[..at]),
        None => cell,
    }
}

async fn first(app: &App, lang: Lang, table: &Table, mapping: &Mapping) -> Result<Vec<RowRead>> {
    let words = app.desk().words().await?;
    let some = Table { columns: table.columns.clone(), rows: table.rows.iter().take(FIRST).cloned().collect() };
    let rows = read_rows(&some, mapping, &words.vocabulary());
    let t = text::phrases(lang);
    let read = rows.iter().map(|row| {
        let mut draft = row.draft.clone();
        for (field, text) in words.draft_of(&row.record).fields() {
            draft.set(field, text);
        }
        let fields = readable(lang, app.topics(), &draft);
        RowRead {
            heading: fl!(t, "desk-import-row", number = row.number),
            fields: fields.fields().map(|(field, text)| (field_name(lang, field.name()), text.to_owned())).collect(),
            faults: press::fault_words(table, mapping, &row.faults, lang),
        }
    });
    Ok(read.collect())
}
