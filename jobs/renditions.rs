//! The PDF of a practice or a collection is made from what readers see now, and kept. A practice that is gone by now owes
//! nothing.

use std::collections::{HashMap, HashSet};

use tokio::task::spawn_blocking;

use super::{Answer, BoxError, office::Office};
use crate::{
    domain::{Gazetteer, Id, Lang, marker, mosaic::Mosaic},
    press::{
        self, Facts, Practice, Surroundings,
        pdf::{Document, Figure, Pdf, PdfError, Piece, Sheet, fingerprint},
    },
    store::{
        self, BlobName, Kept, LivePractice, Made, Origin, RenditionRow, Subject,
        owed::{self, Lease, Outcome},
    },
};

/// What is to be set.
struct Matter {
    title: Option<String>,
    practices: Vec<LivePractice>,
}

pub(super) async fn make(office: &Office, lease: &Lease) -> Result<Answer, BoxError> {
    let store = office.desk.store();
    let row = store::rendition_by_id(store, lease.owed.id).await?;
    let Some(row) = row.filter(|_| office.makes_pdfs) else { return Ok(Answer::Done) };
    let Some(matter) = matter(office, &row).await? else { return Ok(Answer::Done) };
    let gazetteer = Gazetteer::new(store::city_list(store).await?);
    let around = Surroundings { topics: office.desk.topics(), gazetteer: &gazetteer, lang: row.language };
    let content = content(&matter, &around);
    let mut sheets = Vec::with_capacity(matter.practices.len());
    for practice in &matter.practices {
        sheets.push(sheet(office, &around, practice).await?);
    }
    let made = match typeset(&row, matter, sheets).await? {
        Ok(pdf) => pdf,
        // The same content gives the same fault: another try would be no different.
        Err(fault) => return Ok(Answer::GiveUp { reason: fault.to_string() }),
    };
    let (size, pages) = (i64::try_from(made.bytes.len())?, i64::try_from(made.pages)?);
    let blob = store.blobs().put(made.bytes, Kept::Plain).await?;
    let mut tx = store.begin().await?;
    owed::fence(&mut tx, lease).await?;
    let file = Made { content, blob: blob.to_string(), size, pages };
    store::rendition_put(&mut tx, lease, &file).await?;
    owed::settle(&mut tx, lease, Outcome::Done).await?;
    tx.commit().await?;
    forget(office, row.blob.as_deref(), &blob).await?;
    Ok(Answer::Done)
}

/// Owes anew what no longer says what the pages say, though nobody published anything: a city or a topic has another name,
/// or the template changed. What is owed anyway sees to itself.
pub(super) async fn owe_outdated(office: &Office) -> Result<usize, BoxError> {
    let store = office.desk.store();
    if !office.makes_pdfs {
        return Ok(0);
    }
    let gazetteer = Gazetteer::new(store::city_list(store).await?);
    let mut outdated = HashSet::new();
    for settled in store::rendition_settled_list(store).await? {
        let row = RenditionRow { subject: settled.subject, language: settled.language, blob: None };
        let around = Surroundings { topics: office.desk.topics(), gazetteer: &gazetteer, lang: row.language };
        if let Some(matter) = matter(office, &row).await?
            && content(&matter, &around) != settled.content
        {
            outdated.insert(settled.subject);
        }
    }
    for subject in &outdated {
        let mut tx = store.begin().await?;
        let now = tx.now();
        store::rendition_owe(&mut tx, *subject, now).await?;
        tx.commit().await?;
    }
    Ok(outdated.len())
}

/// None when nothing of it is published.
async fn matter(office: &Office, row: &RenditionRow) -> Result<Option<Matter>, BoxError> {
    let store = office.desk.store();
    let now = store.clock().now();
    match row.subject {
        Subject::Practice(id) => {
            let practice = store::practice_live_by_id(store, id, now).await?;
            Ok(practice.map(|practice| Matter { title: None, practices: vec![practice] }))
        }
        Subject::Collection(id) => collection(office, id, row.language).await,
    }
}

async fn collection(office: &Office, id: Id<marker::Collection>, lang: Lang) -> Result<Option<Matter>, BoxError> {
    let store = office.desk.store();
    let rows = store::collection_list(store).await?;
    let Some(collection) = rows.into_iter().find(|row| row.id == id) else { return Ok(None) };
    let mut live: HashMap<_, _> = store::practice_live_list(store, store.clock().now())
        .await?
        .into_iter()
        .map(|practice| (practice.id, practice))
        .collect();
    let entries = store::collection_entries(store, id).await?;
    let practices: Vec<LivePractice> = entries.iter().filter_map(|entry| live.remove(&entry.practice_id)).collect();
    let title = collection.title(lang);
    Ok((!practices.is_empty()).then_some(Matter { title: Some(title), practices }))
}

fn content(matter: &Matter, around: &Surroundings<'_>) -> String {
    let piece = |practice| {
        let it: &LivePractice = practice;
        Piece { id: it.id.uuid(), version: it.revision, record: &it.record }
    };
    fingerprint(around, matter.title.as_deref(), matter.practices.iter().map(piece))
}

async fn sheet(office: &Office, around: &Surroundings<'_>, practice: &LivePractice) -> Result<Sheet, BoxError> {
    let lang = around.lang;
    let mut pictures = Vec::new();
    for picture in practice.record.shown_pictures() {
        let Some(blob) = BlobName::parse(&picture.blob) else { continue };
        let bytes = office.desk.store().blobs().get(&blob).await?;
        pictures.extend(bytes.map(|bytes| Figure { picture: picture.clone(), bytes }));
    }
    let facts = Facts {
        id: practice.id.uuid(),
        url: format!("{}/{lang}/practices/{}", office.letterhead.site, practice.slug),
        version: practice.revision,
        source: match &practice.origin {
            Origin::City => None,
            Origin::Source { name, url, read_at, .. } => Some(press::Source::new(name, url, *read_at)),
        },
        published_at: practice.first_live_at,
        updated_at: practice.live_from,
        confirmed_at: practice.confirmed_at,
        collections: Vec::new(),
        pictures: Vec::new(),
    };
    let city = practice.record.cities.first().and_then(|city| city.id);
    let mosaic = city.map_or_else(|| Mosaic::of_bytes(practice.id.uuid().as_bytes()), Mosaic::of);
    Ok(Sheet { practice: Practice::of(&practice.record, facts, around), mosaic, pictures })
}

/// On a thread of its own: a blocked one would stop the heartbeat of every queue.
async fn typeset(row: &RenditionRow, matter: Matter, sheets: Vec<Sheet>) -> Result<Result<Pdf, PdfError>, BoxError> {
    let lang = row.language;
    let id = match row.subject {
        Subject::Practice(id) => id.to_string(),
        Subject::Collection(id) => id.to_string(),
    };
    let made_at = matter.practices.iter().map(|practice| practice.live_from).max();
    let task = spawn_blocking(move || {
        let title = matter.title.as_deref();
        let made_at = made_at.unwrap_or(crate::domain::Timestamp::from_micros(0));
        Document { id: &format!("{id}/{lang}"), title, sheets: &sheets, lang, made_at }.to_pdf()
    });
    Ok(task.await?)
}

/// The file that was there before, unless another row shows the same.
async fn forget(office: &Office, former: Option<&str>, now: &BlobName) -> Result<(), BoxError> {
    let Some(former) = former.and_then(BlobName::parse).filter(|former| former != now) else { return Ok(()) };
    let store = office.desk.store();
    if !store::rendition_names_blob(store, former.as_str()).await? {
        store.blobs().delete(&former).await?;
    }
    Ok(())
}
