//! The PDF of a practice or a collection is made from what readers see now, and kept. A practice that is gone by now owes
//! nothing.

use std::collections::{HashMap, HashSet};

use tokio::task::{spawn_blocking, yield_now};

use super::{Answer, BoxError, office::Office};
use crate::{
    domain::{CleanText, Gazetteer, Id, Lang, marker, mosaic::Mosaic},
    press::{
        Addresses, Collection, Facts, Practice, Surroundings,
        pdf::{Cover, Document, Figure, Sheet},
    },
    store::{
        self, BlobName, CollectionEntry, CollectionRow, Kept, LivePractice, Made, Subject, in_language,
        owed::{self, Lease, Outcome},
    },
    text,
};

/// Rows that are owed in one transaction.
const BATCH: usize = 200;

pub(super) async fn make(office: &Office, lease: &Lease) -> Result<Answer, BoxError> {
    let store = office.desk.store();
    let row = store::rendition_by_id(store, lease.owed.id).await?;
    let Some(row) = row.filter(|_| office.makes_pdfs) else { return Ok(Answer::Done) };
    let stock = Stock::of(office, row.subject).await?;
    let Some(Matter { practices, mut document }) = stock.matter(row.subject, row.language) else {
        return Ok(Answer::Done);
    };
    let content = document.fingerprint();
    for (sheet, practice) in document.sheets.iter_mut().zip(practices) {
        sheet.pictures = figures(office, practice).await?;
    }
    // On a thread of its own: a blocked one would stop the heartbeat of every queue.
    let made = match spawn_blocking(move || document.to_pdf()).await? {
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

/// Owes anew what no longer says what the pages say, though nobody published anything: a city, a topic or a phrase has
/// another name, the site another address, or the template changed. What is owed anyway sees to itself. Everything that is
/// published is read once, however many files there are.
pub(super) async fn owe_outdated(office: &Office) -> Result<usize, BoxError> {
    let store = office.desk.store();
    if !office.makes_pdfs {
        return Ok(0);
    }
    let settled = store::rendition_settled_list(store).await?;
    if settled.is_empty() {
        return Ok(0);
    }
    let stock = Stock::whole(office).await?;
    let mut outdated = HashSet::new();
    for row in settled {
        let is_other = |matter: Matter<'_>| matter.document.fingerprint() != row.content;
        if stock.matter(row.subject, row.language).is_some_and(is_other) {
            outdated.insert(row.subject);
        }
        // Thousands of them take seconds, which others on this thread need not wait for.
        yield_now().await;
    }
    let subjects: Vec<Subject> = outdated.into_iter().collect();
    for batch in subjects.chunks(BATCH) {
        let mut tx = store.begin().await?;
        let now = tx.now();
        for subject in batch {
            store::rendition_owe(&mut tx, *subject, now).await?;
        }
        tx.commit().await?;
    }
    Ok(subjects.len())
}

/// What readers see now, as far as files are made of it.
struct Stock<'a> {
    office: &'a Office,
    gazetteer: Gazetteer,
    practices: HashMap<Id<marker::Practice>, LivePractice>,
    collections: Vec<(CollectionRow, Vec<CollectionEntry>)>,
}

/// What is to be set, the files of its pictures still missing.
struct Matter<'a> {
    practices: Vec<&'a LivePractice>,
    document: Document,
}

impl<'a> Stock<'a> {
    async fn of(office: &'a Office, subject: Subject) -> Result<Self, BoxError> {
        let (store, now) = (office.desk.store(), office.desk.clock().now());
        match subject {
            Subject::Practice(id) => {
                Self::holding(office, store::practice_live_by_id(store, id, now).await?.into_iter()).await
            }
            Subject::Collection(_) => Self::whole(office).await,
        }
    }

    async fn whole(office: &'a Office) -> Result<Self, BoxError> {
        let (store, now) = (office.desk.store(), office.desk.clock().now());
        Self::holding(office, store::practice_live_list(store, now).await?.into_iter()).await
    }

    async fn holding(office: &'a Office, practices: impl Iterator<Item = LivePractice>) -> Result<Self, BoxError> {
        let store = office.desk.store();
        let mut collections = Vec::new();
        for row in store::collection_list(store).await? {
            let entries = store::collection_entries(store, row.id).await?;
            collections.push((row, entries));
        }
        let gazetteer = Gazetteer::new(store::city_list(store).await?);
        let practices = practices.map(|practice| (practice.id, practice)).collect();
        Ok(Self { office, gazetteer, practices, collections })
    }

    /// None when nothing of it is published.
    fn matter(&self, subject: Subject, lang: Lang) -> Option<Matter<'_>> {
        let (id, cover, entries) = match subject {
            Subject::Practice(id) => (id.to_string(), None, vec![(self.practices.get(&id)?, None)]),
            Subject::Collection(id) => {
                let (row, entries) = self.collections.iter().find(|(row, _)| row.id == id)?;
                (id.to_string(), Some(self.cover(row, lang)), self.entries(entries, lang))
            }
        };
        let made_at = entries.iter().map(|(practice, _)| practice.live_from).max()?;
        let practices = entries.iter().map(|(practice, _)| *practice).collect();
        let sheets = entries.into_iter().map(|(practice, subhead)| self.sheet(practice, subhead, lang)).collect();
        let document = Document { id: format!("{id}/{lang}"), cover, sheets, lang, made_at };
        Some(Matter { practices, document })
    }

    fn cover(&self, row: &CollectionRow, lang: Lang) -> Cover {
        let (title, own) = row.title_in(lang);
        let (introduction, written) = in_language(&row.introductions, lang).unwrap_or(("", lang));
        let with =
            text::Filling { site: &self.office.letterhead.site, contact: &self.office.contact, day: text::FIRST_TEXTS };
        Cover {
            title,
            language: own.into(),
            introduction: CleanText::from_markdown(&text::fill(introduction, &with, written)),
            introduction_language: written.into(),
        }
    }

    /// A subhead stays with the first published practice of its group.
    fn entries(&self, entries: &[CollectionEntry], lang: Lang) -> Vec<(&LivePractice, Option<(String, Lang)>)> {
        let mut heading = None;
        let mut found = Vec::new();
        for entry in entries {
            if let Some((text, own)) = in_language(&entry.headings, lang) {
                heading = Some((text.to_owned(), own));
            }
            found.extend(self.practices.get(&entry.practice_id).map(|practice| (practice, heading.take())));
        }
        found
    }

    fn sheet(&self, practice: &LivePractice, subhead: Option<(String, Lang)>, lang: Lang) -> Sheet {
        let around = Surroundings { topics: self.office.desk.topics(), gazetteer: &self.gazetteer, lang };
        let city = practice.record.cities.first().and_then(|city| city.id);
        Sheet {
            practice: Practice::of(&practice.record, self.facts(practice, lang), &around),
            subhead: subhead.map(|(text, own)| (text, own.into())),
            mosaic: city.map_or_else(|| Mosaic::of_bytes(practice.id.uuid().as_bytes()), Mosaic::of),
            pictures: Vec::new(),
        }
    }

    fn facts(&self, practice: &LivePractice, lang: Lang) -> Facts {
        let site = &self.office.letterhead.site;
        let is_in = |entries: &[CollectionEntry]| entries.iter().any(|entry| entry.practice_id == practice.id);
        let collections = self.collections.iter().filter(|(_, entries)| is_in(entries));
        let collections = collections.map(|(row, _)| Collection::new(&row.slug, row.title_in(lang)));
        let addresses = Addresses {
            page: format!("{site}/{lang}/practices/{}", practice.slug),
            file: &|blob| format!("{site}/files/{blob}"),
        };
        Facts::of(practice, addresses, collections.collect())
    }
}

async fn figures(office: &Office, practice: &LivePractice) -> Result<Vec<Figure>, BoxError> {
    let mut pictures = Vec::new();
    for picture in practice.record.shown_pictures() {
        let Some(blob) = BlobName::parse(&picture.blob) else { continue };
        let bytes = office.desk.store().blobs().get(&blob).await?;
        pictures.extend(bytes.map(|bytes| Figure { picture: picture.clone(), bytes }));
    }
    Ok(pictures)
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
