//! The files brought so far, and the form that brings the next.

use askama::Template;
use axum::{
    extract::{Multipart, State, multipart::Field},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use i18n_embed_fl::fl;

use super::super::{
    frame::{Frame, Section},
    guard::SignedIn,
    trouble::{Result, Trouble},
};
use crate::{
    desk::{DeskError, ListChosen, NewImport},
    documents,
    domain::{
        FieldErrors,
        import::{COLUMNS_MOST, Mapping, ROWS_MOST, TABLE_BYTES_MOST, Table, TableFault},
    },
    store::{self, Kept, KeptImport},
    text,
    web::{
        App, assets,
        site::{
            answer::page_with,
            views::{Link, question::Choice},
        },
        submit::files::{self, Kind},
    },
};

const SHOWN: i64 = 100;
const NEW: &str = "new";

#[derive(Template)]
#[template(path = "desk/imports.html")]
struct ImportsPage {
    page: Frame,
    megabytes: usize,
    rows: usize,
    columns: usize,
    lists: Vec<Choice>,
    list_name: String,
    list_address: String,
    errors: Errors,
    imports: Vec<Line>,
}

/// What is wrong at each input, in words.
#[derive(Default)]
struct Errors {
    file: Option<String>,
    list: Option<String>,
    list_name: Option<String>,
    list_address: Option<String>,
}

impl Errors {
    fn any(&self) -> bool {
        [&self.file, &self.list, &self.list_name, &self.list_address].into_iter().any(Option::is_some)
    }
}

struct Line {
    file: Link,
    list: String,
    when: String,
    rows: i64,
    state: String,
}

/// The form as it came.
#[derive(Default)]
struct Brought {
    list: String,
    list_name: String,
    list_address: String,
    filename: String,
    file: Option<std::result::Result<Vec<u8>, TableFault>>,
}

pub(super) async fn show(State(app): State<App>, signed: SignedIn) -> Result {
    page(&app, &signed, &Brought::default(), &FieldErrors::default()).await
}

pub(super) async fn bring(State(app): State<App>, signed: SignedIn, form: Multipart) -> Result {
    let mut brought = read(form).await?;
    let table = match brought.file.take() {
        None => Err(no_file()),
        Some(Err(fault)) => Err(fault.at("file")),
        Some(Ok(bytes)) => match look(&brought.filename, bytes).await? {
            Ok(read) => Ok(read),
            Err(fault) => Err(fault.at("file")),
        },
    };
    let (table, bytes) = match table {
        Ok(read) => read,
        Err(errors) => return page(&app, &signed, &brought, &errors).await,
    };
    let blob = app.store().blobs().put(bytes, Kept::Compressed).await?;
    let new = NewImport {
        filename: brought.filename.clone(),
        blob: blob.to_string(),
        mapping: Mapping::guess(&table.columns),
        rows: table.rows.len(),
    };
    match app.desk().import_bring(Some(&signed.editor), &brought.chosen(), &new).await {
        Ok(id) => Ok(Redirect::to(&format!("/desk/imports/{id}")).into_response()),
        Err(DeskError::Invalid(mut errors)) => {
            // Browsers do not send a file again by themselves.
            errors.add("file", "error-table-again");
            page(&app, &signed, &brought, &errors).await
        }
        Err(error) => Err(error.into()),
    }
}

fn no_file() -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.add("file", "error-table-missing");
    errors
}

/// Away from the threads that answer requests. What ends the reader is a broken file.
async fn look(filename: &str, bytes: Vec<u8>) -> Result<std::result::Result<(Table, Vec<u8>), TableFault>> {
    let filename = filename.to_owned();
    let read = move || documents::read_table(&filename, &bytes).map(|table| (table, bytes));
    match tokio::task::spawn_blocking(read).await {
        Ok(read) => Ok(read),
        Err(error) => {
            tracing::error!(%error, "a table could not be looked at");
            Ok(Err(TableFault::Broken))
        }
    }
}

impl Brought {
    fn chosen(&self) -> ListChosen {
        match self.list.parse() {
            Ok(id) => ListChosen::Known(id),
            Err(_) => ListChosen::New { name: self.list_name.clone(), address: self.list_address.clone() },
        }
    }
}

async fn read(mut form: Multipart) -> Result<Brought> {
    let mut brought = Brought::default();
    while let Some(field) = form.next_field().await.map_err(|_| Trouble::Unreadable)? {
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "list" => brought.list = words(field).await?,
            "list_name" => brought.list_name = words(field).await?,
            "list_address" => brought.list_address = words(field).await?,
            "file" => {
                let sent_as = field.file_name().unwrap_or_default().to_owned();
                let read = bytes(field).await?;
                if !sent_as.is_empty() {
                    brought.filename = files::clean_name(&sent_as, Kind::Document);
                    brought.file = Some(read);
                }
            }
            _ => drop(bytes(field).await?),
        }
    }
    Ok(brought)
}

async fn words(field: Field<'_>) -> Result<String> {
    const MOST: usize = 4_096;
    let text = field.text().await.map_err(|_| Trouble::Unreadable)?;
    if text.len() > MOST { Err(Trouble::Unreadable) } else { Ok(text) }
}

/// Never more than a table may have.
async fn bytes(mut field: Field<'_>) -> Result<std::result::Result<Vec<u8>, TableFault>> {
    let mut bytes = Vec::new();
    let mut is_too_large = false;
    while let Some(chunk) = field.chunk().await.map_err(|_| Trouble::Unreadable)? {
        is_too_large = is_too_large || bytes.len() + chunk.len() > TABLE_BYTES_MOST;
        if is_too_large {
            bytes = Vec::new();
        } else {
            bytes.extend_from_slice(&chunk);
        }
    }
    Ok(if is_too_large { Err(TableFault::TooLarge) } else { Ok(bytes) })
}

async fn page(app: &App, signed: &SignedIn, brought: &Brought, faults: &FieldErrors) -> Result<Response> {
    let (lang, t) = (signed.lang, text::phrases(signed.lang));
    let known = store::import_lists(app.store()).await?;
    let at = |place: &str| faults.at(place).map(|fault| text::field_error(lang, fault));
    let errors =
        Errors { file: at("file"), list: at("list"), list_name: at("list_name"), list_address: at("list_address") };
    let mut lists: Vec<Choice> = known
        .iter()
        .map(|(id, settings)| {
            let value = id.to_string();
            Choice { chosen: value == brought.list, value, label: settings.name.clone() }
        })
        .collect();
    let is_new = !lists.iter().any(|choice| choice.chosen);
    lists.push(Choice { value: NEW.to_owned(), label: fl!(t, "desk-import-new-list"), chosen: is_new });
    let name_of = |import: &KeptImport| {
        known.iter().find(|(id, _)| *id == import.source_id).map(|(_, list)| list.name.clone()).unwrap_or_default()
    };
    let imports = store::import_list(app.store(), SHOWN).await?;
    let line = |import: &KeptImport| Line {
        file: Link::new(&import.filename, format!("/desk/imports/{}", import.id)),
        list: name_of(import),
        when: text::date_time(lang, import.made_at),
        rows: import.row_count,
        state: super::show::state_words(t, import),
    };
    let imports = imports.iter().map(line).collect();
    let mut frame = Frame::inside(app, signed, Section::Sources, fl!(t, "desk-imports")).await?;
    frame.wrong = errors.any();
    let status = if errors.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(page_with(
        status,
        &ImportsPage {
            page: frame,
            megabytes: TABLE_BYTES_MOST >> 20,
            rows: ROWS_MOST,
            columns: COLUMNS_MOST,
            lists,
            list_name: brought.list_name.clone(),
            list_address: brought.list_address.clone(),
            errors,
            imports,
        },
    ))
}
