//! Fills an empty database with the demonstration's content, through the same doors as real use wherever something happens:
//! submissions are submitted and read, decisions decided, sources gathered. Only what was published long ago is put in place.

use std::{collections::HashMap, time::Duration};

use anyhow::Context;
use time::{Date, macros::format_description};

use super::{
    content::{self, PictureEntry, PracticeEntry, TranslationEntry},
    queue,
};
use crate::{
    desk::{Desk, Words},
    domain::{
        CleanText, Draft, Editor, EmailAddress, Field, Id, Lang, Role, SourceSettings, Timestamp,
        candidate::ReadFields,
        marker::{Practice, Revision, Source},
        record::{Picture, Translation, TranslationState},
    },
    jobs::Handler,
    store::{self, CollectionEntry, CollectionRow, Json, Kept, KeptRecord, NewRevision, Origin, Tx},
    web::submit::files,
};

/// Where the bundled partner sites are served.
#[derive(Clone, Debug)]
pub struct Bases {
    pub listing: String,
    pub feed: String,
}

pub const LISTING: &str = "northern-harbour-cities";
pub const FEED: &str = "reseau-passerelles";
/// A partner nobody serves: it shows a run that was held back.
pub const HELD: &str = "baltic-town-exchange";

impl Bases {
    #[must_use]
    pub fn of(&self, source: &str) -> String {
        match source {
            LISTING => self.listing.clone(),
            FEED => self.feed.clone(),
            _ => "https://exchange.example".to_owned(),
        }
    }
}

/// What the demonstration's pages need to know about its content.
#[derive(Clone, Debug)]
pub struct Seeded {
    pub editor: Id<Editor>,
    pub listing: Id<Source>,
    pub feed: Id<Source>,
    /// Opens the status page of a submission that waits for its city.
    pub city_link: String,
}

/// What is known while seeding.
pub(super) struct Seeding<'a> {
    pub desk: &'a Desk,
    pub words: Words,
    pub editor: Editor,
    pub sources: HashMap<&'static str, (Id<Source>, SourceSettings)>,
    pub practices: HashMap<String, Id<Practice>>,
    /// Sends a letter that is owed.
    pub letter: Handler,
    /// The moment the demonstration starts.
    pub now: Timestamp,
}

/// Fills the desk's database; `letter` sends what is owed meanwhile. Its clock is moved about while this runs and stands at `now` at the end.
///
/// # Errors
/// When the content is not as it should be: a fault of ours.
pub async fn seed(desk: &Desk, letter: Handler, bases: &Bases, site: &str, now: Timestamp) -> anyhow::Result<Seeded> {
    let mut tx = desk.store().begin().await?;
    for city in content::cities()? {
        store::city_put(&mut tx, &city).await?;
    }
    tx.commit().await?;
    desk.clock().set(now - Duration::from_hours(960));
    let editor = people(desk).await?;
    let words = desk.words().await?;
    let sources = sources(desk, bases).await?;
    let mut seeding = Seeding { desk, words, editor, sources, practices: HashMap::new(), letter, now };
    seeding.published(bases).await?;
    seeding.collection(site).await?;
    let city_link = queue::fill(&seeding, bases).await?;
    desk.clock().set(now);
    for (slug, (id, _)) in &seeding.sources {
        if *slug != HELD {
            desk.source_run(None, *id).await?;
        }
    }
    Ok(Seeded {
        editor: seeding.editor.id,
        listing: seeding.sources[LISTING].0,
        feed: seeding.sources[FEED].0,
        city_link,
    })
}

async fn people(desk: &Desk) -> anyhow::Result<Editor> {
    let mut first = None;
    for (name, email, role, language) in [
        ("Inês Duarte", "ines.duarte@practices.example", Role::Admin, Lang::En),
        ("Luc Moreau", "luc.moreau@practices.example", Role::Editor, Lang::Fr),
    ] {
        let editor = Editor {
            id: Id::new(),
            email: EmailAddress::parse(email)?,
            name: name.to_owned(),
            role,
            language,
            keys: true,
        };
        let mut tx = desk.store().begin().await?;
        store::editor_insert(&mut tx, &editor, desk.clock().now()).await?;
        tx.commit().await?;
        first.get_or_insert(editor);
    }
    first.context("no editor")
}

async fn sources(desk: &Desk, bases: &Bases) -> anyhow::Result<HashMap<&'static str, (Id<Source>, SourceSettings)>> {
    let mut sources = HashMap::new();
    for slug in [LISTING, FEED, HELD] {
        let toml = content::source(slug, &bases.of(slug))?;
        let settings = SourceSettings::from_toml(&toml).map_err(|faults| anyhow::anyhow!("{slug}: {faults:?}"))?;
        desk.source_add(None, Some(slug), &settings, false).await?;
        let kept = store::source_by_slug(desk.store(), slug).await?.context("the source was just added")?;
        desk.source_change(None, kept.id, kept.version, &settings, true).await?;
        let mut tx = desk.store().begin().await?;
        store::owed::forgive(&mut tx, kept.id).await?;
        tx.commit().await?;
        sources.insert(slug, (kept.id, settings));
    }
    Ok(sources)
}

impl Seeding<'_> {
    async fn published(&mut self, bases: &Bases) -> anyhow::Result<()> {
        let mut entries = content::practices(|slug| bases.of(slug))?;
        entries.sort_by(|a, b| a.published.cmp(&b.published));
        let mut tx = self.desk.store().begin().await?;
        for entry in &entries {
            let id = self.publish(&mut tx, entry).await.with_context(|| entry.slug.clone())?;
            self.practices.insert(entry.slug.clone(), id);
        }
        tx.commit().await?;
        Ok(())
    }

    async fn publish(&self, tx: &mut Tx, entry: &PracticeEntry) -> anyhow::Result<Id<Practice>> {
        let at = day(&entry.published)?;
        let (mut record, faults) = self.words.read(&entry.fields);
        anyhow::ensure!(faults.is_empty(), "{faults:?}");
        record.translations = entry.translation.iter().map(translation).collect::<anyhow::Result<_>>()?;
        for picture in &entry.picture {
            record.pictures.push(self.picture(tx, picture).await?);
        }
        let (id, source) = (Id::new(), entry.source.as_deref().and_then(|slug| self.sources.get(slug)));
        let url = entry.address.clone();
        let origin = match source {
            Some((source, settings)) => {
                Origin::Source { source: *source, name: settings.name.clone(), url: url.clone(), read_at: at }
            }
            None => Origin::City,
        };
        store::practice_insert(tx, id, &entry.slug, &origin, at).await?;
        let revision = |record, live_from| NewRevision {
            id: Id::<Revision>::new(),
            practice: id,
            record,
            decision: None,
            made_by: Some(self.editor.id),
            made_at: live_from,
            live_from,
        };
        store::revision_insert(tx, &revision(Some(&record), at)).await?;
        if entry.withdrawn {
            store::revision_insert(tx, &revision(None, at + Duration::from_hours(4800))).await?;
        }
        if let Some(confirmed) = &entry.confirmed {
            store::practice_confirm(tx, id, day(confirmed)?).await?;
        }
        if let Some((source, settings)) = source {
            let record = KeptRecord {
                id: Id::new(),
                source_id: *source,
                external_id: entry.external_id.clone().unwrap_or_default(),
                url,
                content_hash: "published before the demonstration began".to_owned(),
                draft: Json(as_read(&entry.fields, settings)),
                snapshot_id: None,
                practice_id: Some(id),
                first_seen_at: at,
                last_seen_at: at,
                gone_at: None,
                origins: Json(ReadFields::new()),
            };
            store::source_record_put(tx, &record, None).await?;
        }
        Ok(id)
    }

    /// Judged and drawn as the file of a form is.
    async fn picture(&self, tx: &mut Tx, entry: &PictureEntry) -> anyhow::Result<Picture> {
        let judged = files::judge(files::Kind::Picture, &entry.file, content::picture(&entry.file)?).await?;
        let blobs = self.desk.store().blobs();
        let blob = blobs.put(judged.bytes, Kept::Plain).await?;
        let drawn = judged.smaller.into_iter().map(Into::into).collect();
        for size in store::picture_size_keep(blobs, drawn).await? {
            store::picture_size_insert(tx, blob.as_str(), &size).await?;
        }
        let (width, height) = judged.dimensions.context("a picture has a width and a height")?;
        Ok(Picture {
            blob: blob.to_string(),
            media_type: judged.media_type.to_owned(),
            width,
            height,
            alt: entry.alt.clone(),
            credit: entry.credit.clone(),
            licence: entry.licence.clone(),
        })
    }

    async fn collection(&self, site: &str) -> anyhow::Result<()> {
        let entry = content::collection(site)?;
        let row = CollectionRow {
            id: Id::new(),
            slug: entry.slug,
            titles: Json(entry.title),
            introductions: Json(entry.introduction),
            position: 1,
        };
        let mut tx = self.desk.store().begin().await?;
        let id = store::collection_put(&mut tx, &row).await?;
        let mut position = 0;
        for section in entry.section {
            let mut headings = section.title;
            for slug in &section.practices {
                let practice_id = *self.practices.get(slug).with_context(|| format!("no practice {slug}"))?;
                position += 1;
                let place = CollectionEntry { practice_id, position, headings: Json(std::mem::take(&mut headings)) };
                store::collection_entry_put(&mut tx, id, &place).await?;
            }
        }
        tx.commit().await?;
        Ok(())
    }
}

/// The fields a source's rules can find: what a first reading would have given.
pub(super) fn as_read(fields: &Draft, settings: &SourceSettings) -> Draft {
    let mut draft = Draft::default();
    for (field, text) in fields.fields() {
        if settings.fields.contains_key(&field) || matches!(field, Field::Title | Field::Language) {
            draft.set(field, text);
        }
    }
    draft
}

fn translation(entry: &TranslationEntry) -> anyhow::Result<Translation> {
    let clean = |text: &str| CleanText::from_markdown(text);
    Ok(Translation {
        language: entry.language,
        state: TranslationState::Human,
        made_at: day(&entry.made)?,
        title: entry.title.clone(),
        statement: entry.statement.clone(),
        summary: clean(&entry.summary),
        purpose: clean(&entry.purpose),
        rationale: clean(&entry.rationale),
        process: clean(&entry.process),
        impact: clean(&entry.impact),
        advice: clean(&entry.advice),
    })
}

fn day(text: &str) -> anyhow::Result<Timestamp> {
    let date = Date::parse(text, format_description!("[year]-[month]-[day]"))
        .with_context(|| format!("\"{text}\" is no day"))?;
    Ok(Timestamp::from_utc(date.with_hms(10, 0, 0)?.assume_utc()))
}
