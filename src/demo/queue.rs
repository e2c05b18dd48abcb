//! What waits on the desk when the demonstration starts: each item comes in as it would in real use, at its own time.

use std::{collections::BTreeMap, time::Duration};

use anyhow::Context;
use sha2::{Digest, Sha256};

use super::{
    content::{self, QueueEntry, QueueKind},
    seed::{Bases, FEED, HELD, LISTING, Seeding, as_read},
};
use crate::{
    desk::KeptSnapshot,
    domain::{
        Candidate, Draft, FailedKind, FailedPage, Id, Reading, Stage, Timestamp,
        candidate::{Change, Gone, GoneWhy, Known, Note, Origins},
        marker::{ReviewItem, Submission},
        reading::{Counts, FetchFault, Outcome, Refusal},
        review::{Decision, FieldNote},
        secret::Secret,
        submission::{ParsedSubmission, SubmissionForm},
    },
    store::{
        self, Kept,
        owed::{self, Owing},
    },
};

/// Something that happens at a moment.
struct Happening<'a> {
    at: Timestamp,
    what: What<'a>,
}

enum What<'a> {
    Sent { entry: &'a QueueEntry, place: usize },
    Asked { entry: &'a QueueEntry, place: usize },
    SentAgain { entry: &'a QueueEntry, place: usize },
    Harvested { source: &'static str, entries: Vec<&'a QueueEntry> },
    Held { entry: &'a QueueEntry },
}

/// What is remembered of a submission between its happenings.
struct Thread {
    root: Id<Submission>,
    link: Secret,
}

/// Fills the queue; answers the link to the status page of the submission that waits for its city.
pub(super) async fn fill(seeding: &Seeding<'_>, bases: &Bases) -> anyhow::Result<String> {
    let entries = content::queue(|slug| bases.of(slug))?;
    let mut happenings = happenings(&entries, seeding.now);
    happenings.sort_by_key(|happening| happening.at);
    let mut threads: BTreeMap<usize, Thread> = BTreeMap::new();
    let mut waiting = String::new();
    for happening in happenings {
        seeding.desk.clock().set(happening.at);
        match happening.what {
            What::Sent { entry, place } => {
                let thread = seeding.send(entry, &first_sent(entry)).await?;
                threads.insert(place, thread);
            }
            What::Asked { entry, place } => {
                let thread = threads.get(&place).context("asked before it was sent")?;
                seeding.ask(entry, thread.root).await?;
                if entry.kind == QueueKind::ChangesAsked {
                    waiting = format!("/{}/status/{}", language(entry)?, thread.link.reveal());
                }
            }
            What::SentAgain { entry, place } => {
                let thread = threads.get(&place).context("sent again before it was sent")?;
                seeding.send_again(entry, thread.root).await?;
            }
            What::Harvested { source, entries } => seeding.harvest(source, &entries, bases).await?,
            What::Held { entry } => seeding.hold(entry).await?,
        }
        seeding.deliver().await?;
    }
    Ok(waiting)
}

fn happenings(entries: &[QueueEntry], now: Timestamp) -> Vec<Happening<'_>> {
    let before = |hours: u64| now - Duration::from_secs(hours * 3600);
    let mut all = Vec::new();
    let mut harvests: BTreeMap<(&'static str, u64), Vec<&QueueEntry>> = BTreeMap::new();
    for (place, entry) in entries.iter().enumerate() {
        let first = before(entry.first_age_hours.unwrap_or(entry.age_hours));
        match entry.kind {
            QueueKind::FromCity | QueueKind::ChangesAsked => {
                all.push(Happening { at: first, what: What::Sent { entry, place } });
                if let Some(asked) = entry.asked_age_hours {
                    all.push(Happening { at: before(asked), what: What::Asked { entry, place } });
                }
                if entry.first_age_hours.is_some() {
                    all.push(Happening { at: before(entry.age_hours), what: What::SentAgain { entry, place } });
                }
            }
            QueueKind::ChangedAtSource | QueueKind::NewFromSource | QueueKind::GoneAtSource => {
                let source = if entry.source.as_deref() == Some(FEED) { FEED } else { LISTING };
                harvests.entry((source, entry.age_hours)).or_default().push(entry);
            }
            QueueKind::HeldRun => all.push(Happening { at: first, what: What::Held { entry } }),
        }
    }
    all.extend(
        harvests
            .into_iter()
            .map(|((source, age), entries)| Happening { at: before(age), what: What::Harvested { source, entries } }),
    );
    all
}

/// The fields as they were first sent.
fn first_sent(entry: &QueueEntry) -> Draft {
    let mut draft = entry.fields.clone();
    for (field, text) in entry.before.iter().flatten() {
        draft.set(*field, text.clone());
    }
    draft
}

fn language(entry: &QueueEntry) -> anyhow::Result<crate::domain::Lang> {
    Ok(entry.contact.as_ref().context("no contact")?.language)
}

impl Seeding<'_> {
    fn parsed(&self, entry: &QueueEntry, draft: &Draft) -> anyhow::Result<ParsedSubmission> {
        let contact = entry.contact.as_ref().context("no contact")?;
        let form = SubmissionForm {
            draft: draft.clone(),
            contact_name: contact.name.clone(),
            contact_email: contact.email.clone(),
            contact_role: contact.role.clone(),
            consent: true,
        };
        form.parse(&self.words.vocabulary()).map_err(|faults| anyhow::anyhow!("{}: {faults:?}", contact.email))
    }

    async fn send(&self, entry: &QueueEntry, draft: &Draft) -> anyhow::Result<Thread> {
        let parsed = self.parsed(entry, draft)?;
        let receipt = self.desk.submit(&parsed, language(entry)?, &Secret::draw(), &[], false).await?;
        self.read(receipt.root).await?;
        Ok(Thread { root: receipt.root, link: receipt.link })
    }

    async fn send_again(&self, entry: &QueueEntry, root: Id<Submission>) -> anyhow::Result<()> {
        let parsed = self.parsed(entry, &entry.fields)?;
        self.desk.revise(root, &parsed, language(entry)?, &[]).await?;
        self.read(root).await
    }

    /// What the background would do at once.
    async fn read(&self, root: Id<Submission>) -> anyhow::Result<()> {
        let thread = store::submission_thread(self.desk.store(), root).await?;
        let latest = thread.last().context("nothing was sent")?;
        let lease = owed::claim(self.desk.store(), latest.id.into(), Duration::from_mins(1)).await?;
        self.desk.read_submission(&lease.context("nothing is owed")?).await?;
        Ok(())
    }

    async fn ask(&self, entry: &QueueEntry, root: Id<Submission>) -> anyhow::Result<()> {
        let thread = store::submission_thread(self.desk.store(), root).await?;
        let item: Id<ReviewItem> = thread.last().and_then(|sent| sent.item_id).context("not read")?;
        let opened = self.desk.open(&self.editor, item).await?;
        let notes = entry.asked.iter().map(|asked| FieldNote { field: asked.field, note: asked.note.clone() });
        let decision = Decision::AskForChanges { message: String::new(), notes: notes.collect() };
        self.desk.decide(&self.editor, item, opened.item.version, &decision).await?;
        Ok(())
    }

    /// One run over a source that found these.
    async fn harvest(&self, slug: &'static str, entries: &[&QueueEntry], bases: &Bases) -> anyhow::Result<()> {
        let folder = if slug == FEED { "feed" } else { "listing" };
        let files = content::partner(folder, &bases.of(slug));
        let (mut candidates, mut gone, mut kept) = (Vec::new(), Vec::new(), Vec::new());
        for entry in entries {
            let external_id = entry.external_id.clone().context("no external id")?;
            if entry.kind == QueueKind::GoneAtSource {
                gone.push(Gone { url: entry.address.clone(), external_id, why: GoneWhy::Missing });
                continue;
            }
            let page = external_id.strip_prefix(&format!("{}/", bases.of(slug))).and_then(|path| files.get(path));
            let snapshot = match page {
                Some(page) => self.snapshot(&external_id, page, &mut kept).await?,
                None => String::new(),
            };
            let draft = self.draft_at_source(slug, entry).await?;
            candidates.push(candidate(entry, external_id, draft, snapshot));
        }
        let now = self.desk.clock().now();
        let listed = u32::try_from(files.keys().filter(|name| name.contains('/')).count()).unwrap_or(0);
        let reading = reading(now, candidates, gone, listed, None);
        self.gather(slug, &reading, &kept).await
    }

    /// What the page says: of a published practice, what was read before with what has changed.
    async fn draft_at_source(&self, slug: &'static str, entry: &QueueEntry) -> anyhow::Result<Draft> {
        let (source, settings) = &self.sources[slug];
        if entry.kind == QueueKind::NewFromSource {
            return Ok(as_read(&entry.fields, settings));
        }
        let external_id = entry.external_id.as_deref().unwrap_or_default();
        let mut tx = self.desk.store().begin().await?;
        let record = store::source_record_lock(&mut tx, *source, external_id).await?;
        let mut draft = record.with_context(|| format!("{external_id} was never read"))?.draft.0;
        for (field, text) in entry.fields.fields() {
            draft.set(field, text);
        }
        Ok(draft)
    }

    async fn snapshot(&self, url: &str, page: &[u8], kept: &mut Vec<KeptSnapshot>) -> anyhow::Result<String> {
        let sha256 = hex::encode(Sha256::digest(page));
        let blob = self.desk.store().blobs().put(page.to_vec(), Kept::Compressed).await?.to_string();
        kept.push(KeptSnapshot {
            sha256: sha256.clone(),
            url: url.to_owned(),
            blob,
            media_type: "text/html".to_owned(),
            headers: Vec::new(),
            fetched_at: self.desk.clock().now(),
        });
        Ok(sha256)
    }

    async fn hold(&self, entry: &QueueEntry) -> anyhow::Result<()> {
        let run = entry.run.context("no run")?;
        let unusual = Note::new("source-unusual-count").with("found", run.found).with("least", 12).with("most", 25);
        let gone = (0..run.gone).map(|number| {
            let url = format!("https://exchange.example/good-practice/{number}");
            Gone { external_id: url.clone(), url, why: GoneWhy::Unlisted }
        });
        let now = self.desk.clock().now();
        let mut reading = reading(now, Vec::new(), gone.collect(), run.found, Some(unusual));
        reading.failed = failed_pages();
        reading.counts.failed = 2;
        self.gather(HELD, &reading, &[]).await
    }

    /// Sends what is owed once the undo window is over, as the background would have done.
    async fn deliver(&self) -> anyhow::Result<()> {
        self.desk.clock().advance(self.desk.settings().undo_window + Duration::from_secs(1));
        for (owed, _, _) in owed::due(self.desk.store(), Owing::Notification, 100).await? {
            if let Some(lease) = owed::claim(self.desk.store(), owed, Duration::from_mins(1)).await? {
                (self.letter)(lease).await.map_err(|error| anyhow::anyhow!("{owed}: {error}"))?;
            }
        }
        Ok(())
    }

    async fn gather(&self, slug: &'static str, reading: &Reading, kept: &[KeptSnapshot]) -> anyhow::Result<()> {
        let id = self.sources[slug].0;
        let mut tx = self.desk.store().begin().await?;
        owed::owe(&mut tx, id, self.desk.clock().now()).await?;
        tx.commit().await?;
        let lease = owed::claim(self.desk.store(), id.into(), Duration::from_mins(1)).await?;
        let lease = lease.context("the source is not due")?;
        // The partner that nobody serves is asked again only long after the demonstration.
        let jitter = if slug == HELD { Duration::from_hours(720) } else { Duration::ZERO };
        self.desk.gather(&lease, reading, kept, &[], jitter).await?;
        Ok(())
    }
}

/// One of each: a page that did not come, and one that must not be read.
fn failed_pages() -> Vec<FailedPage> {
    let address = |number: u32| format!("https://exchange.example/good-practice/{number}");
    let page = |number, stage, why| FailedPage {
        kind: FailedKind::Practice,
        external_id: address(number),
        url: address(number),
        stage,
        why,
        page: None,
        shared: None,
    };
    vec![
        page(41, Stage::Fetch, FetchFault::Status(500).note()),
        page(57, Stage::Permission, Refusal::Robots { url: address(57) }.note()),
    ]
}

fn candidate(entry: &QueueEntry, external_id: String, draft: Draft, snapshot: String) -> Candidate {
    let text = draft.fields().map(|(field, text)| format!("{field}={text}\n")).collect::<Vec<_>>().concat();
    Candidate {
        url: entry.address.clone(),
        canonical: None,
        external_id,
        content_hash: hex::encode(Sha256::digest(text)),
        draft,
        published_at: None,
        snapshot,
        change: if entry.kind == QueueKind::NewFromSource { Change::New } else { Change::Changed },
        notes: Vec::new(),
        origins: Origins::new(),
        readings: Vec::new(),
        pictures: Vec::new(),
    }
}

fn reading(now: Timestamp, candidates: Vec<Candidate>, gone: Vec<Gone>, listed: u32, unusual: Option<Note>) -> Reading {
    Reading {
        started_at: now,
        finished_at: now,
        outcome: Outcome::Changed,
        candidates,
        unchanged: Vec::new(),
        gone,
        snapshots: Vec::new(),
        failed: Vec::new(),
        counts: Counts { listed, requests: listed + 2, bodies: listed + 1, ..Counts::default() },
        known: Known::default(),
        unusual,
        notes: Vec::new(),
        retry_after: None,
    }
}
