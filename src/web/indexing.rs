//! Keeps this process's search index equal to what is published: built at start, brought up to date from the changes the
//! database lists, rebuilt now and then to be sure.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use tokio::time::{Instant, MissedTickBehavior, interval, sleep};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{
    App,
    shelf::{Shelf, ShelvedCollection},
};
use crate::{
    domain::{CityRef, Gazetteer, Id, Lang, Slug, Timestamp, TopicSlug, marker::Practice},
    press::Telling,
    search::{Change, Document, Keys, SearchError},
    store::{self, LivePractice, StoreError},
    text,
};

/// How soon a published practice is found and its pages show it: what an editor expects after the undo window.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// Whatever slipped through is found by then.
const REBUILD_EVERY: Duration = Duration::from_hours(1);
/// Numbers are drawn before their transactions commit: one that comes late must not be missed.
const LATE_NUMBERS: i64 = 1000;

#[derive(Debug, thiserror::Error)]
pub enum IndexingError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Search(#[from] SearchError),
    #[error("the indexing was stopped")]
    Stopped,
}

/// How far an index is.
#[derive(Debug)]
pub struct Progress {
    last: i64,
    done: HashSet<i64>,
    /// The look before: what was set for a later moment is due when that moment lies between two looks.
    looked_at: Timestamp,
}

impl App {
    /// Indexes everything that is published now.
    pub async fn build_index(&self) -> Result<Progress, IndexingError> {
        let now = self.clock().now();
        let last = store::change_last(self.store()).await?;
        let live = store::practice_live_list(self.store(), now).await?;
        let words = Words::read(self).await?;
        let app = self.clone();
        // One document at a time: the texts of all are in memory once, however many there are.
        let shelve = move || {
            app.index().replace_all(live.iter().map(|practice| words.document(&app, practice)))?;
            words.shelve(&app, live.into_iter().map(|practice| (practice.id.uuid(), Arc::new(practice))).collect());
            Ok::<(), SearchError>(())
        };
        tokio::task::spawn_blocking(shelve).await.map_err(|_| IndexingError::Stopped)??;
        let listed = store::change_list(self.store(), last - LATE_NUMBERS, now).await?;
        let done = listed.iter().filter(|change| change.seq <= last && change.due_at <= now).map(|change| change.seq);
        Ok(Progress { last, done: done.collect(), looked_at: now })
    }

    /// Takes in what changed since; answers how many practices were looked at.
    pub async fn refresh_index(&self, progress: &mut Progress) -> Result<usize, IndexingError> {
        let now = self.clock().now();
        let listed = store::change_list(self.store(), progress.last - LATE_NUMBERS, progress.looked_at).await?;
        let due: BTreeMap<i64, Option<Id<Practice>>> = listed
            .iter()
            .filter(|change| change.due_at <= now && !progress.done.contains(&change.seq))
            .map(|change| (change.seq, change.practice_id))
            .collect();
        if due.is_empty() {
            progress.looked_at = now;
            return Ok(0);
        }
        let words = Words::read(self).await?;
        if !words.gazetteer.cities().eq(self.shelf().gazetteer.cities()) {
            // Every practice is found by the names of its cities.
            *progress = self.build_index().await?;
            return Ok(self.index().len());
        }
        let practices: HashSet<Id<Practice>> = due.values().copied().flatten().collect();
        let mut changes = Vec::new();
        let mut shelved = HashMap::clone(&self.shelf().practices);
        for id in &practices {
            if let Some(practice) = store::practice_live_by_id(self.store(), *id, now).await? {
                let practice = Arc::new(practice);
                changes.push(Change::Put(Box::new(words.document(self, &practice))));
                shelved.insert(id.uuid(), practice);
            } else {
                changes.push(Change::Remove(id.uuid()));
                shelved.remove(&id.uuid());
            }
        }
        // A text, a city or a PDF changes pages, not what is found.
        if !changes.is_empty() {
            let index = self.index().clone();
            tokio::task::spawn_blocking(move || index.apply(changes)).await.map_err(|_| IndexingError::Stopped)??;
        }
        words.shelve(self, shelved);
        progress.last = listed.iter().map(|change| change.seq).max().unwrap_or(0).max(progress.last);
        progress.looked_at = now;
        progress.done.extend(due.into_keys());
        let oldest = progress.last - LATE_NUMBERS;
        progress.done.retain(|seq| *seq > oldest);
        Ok(practices.len())
    }

    /// Keeps the index fresh until `stop`. Errors are told and tried again: an old index is better than none.
    pub async fn keep_index(&self, mut progress: Progress, stop: CancellationToken) {
        let mut tick = interval(LOOK_EVERY);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut built = Instant::now();
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                _ = tick.tick() => {}
            }
            let looked = if built.elapsed() > REBUILD_EVERY {
                built = Instant::now();
                self.build_index().await.map(|fresh| progress = fresh)
            } else {
                self.refresh_index(&mut progress).await.map(drop)
            };
            if let Err(error) = looked {
                tracing::error!(%error, "could not bring the search index up to date");
                tokio::select! {
                    () = stop.cancelled() => return,
                    () = sleep(Duration::from_secs(5)) => {}
                }
            }
        }
    }
}

/// What documents are described with besides their own words.
struct Words {
    gazetteer: Arc<Gazetteer>,
    collections: Vec<ShelvedCollection>,
}

impl Words {
    async fn read(app: &App) -> Result<Self, StoreError> {
        let gazetteer = Arc::new(Gazetteer::new(store::city_list(app.store()).await?));
        let mut collections = Vec::new();
        for row in store::collection_list(app.store()).await? {
            let entries = store::collection_entries(app.store(), row.id).await?;
            collections.push(ShelvedCollection { row, entries });
        }
        Ok(Self { gazetteer, collections })
    }

    fn shelve(self, app: &App, practices: HashMap<Uuid, Arc<LivePractice>>) {
        app.put_shelf(Shelf::new(practices, self.gazetteer, self.collections));
    }

    fn document(&self, app: &App, practice: &LivePractice) -> Document {
        let known = practice.record.cities.iter().filter_map(|city| city.id.and_then(|id| self.gazetteer.get(id)));
        let cities = known.filter_map(|city| Slug::parse(&city.slug).ok()).collect();
        let in_it =
            |collection: &&ShelvedCollection| collection.entries.iter().any(|entry| entry.practice_id == practice.id);
        let collections = self
            .collections
            .iter()
            .filter(in_it)
            .filter_map(|collection| Slug::parse(&collection.row.slug).ok())
            .collect();
        let keys = self.keys(practice);
        let keywords = Lang::ALL.into_iter().map(|lang| (lang, self.keywords(app, practice, lang))).collect();
        Document {
            id: practice.id.uuid(),
            cities,
            collections,
            keywords,
            published_at: practice.first_live_at,
            keys,
            record: practice.record.clone(),
        }
    }

    /// By what lists are put in order: titles and cities as readers of each language see them.
    fn keys(&self, practice: &LivePractice) -> Keys {
        let named = |city: &&CityRef| !self.city_name(city, Lang::default()).is_empty();
        let city = practice.record.cities.iter().find(named);
        Keys {
            titles: Lang::ALL.map(|lang| text::sort_key(lang, Telling::of(&practice.record, lang).title())),
            cities: city.map(|city| Lang::ALL.map(|lang| text::sort_key(lang, self.city_name(city, lang)))),
        }
    }

    fn city_name<'a>(&'a self, city: &'a CityRef, lang: Lang) -> &'a str {
        city.id.and_then(|id| self.gazetteer.get(id)).map_or(city.name.as_str(), |known| known.name_in(lang))
    }

    fn keywords(&self, app: &App, practice: &LivePractice, lang: Lang) -> String {
        let also = |slug: &TopicSlug| {
            app.topics().all().find(|topic| topic.slug == *slug).and_then(|topic| topic.also.get(&lang))
        };
        let topics = practice.record.topics.iter().flat_map(|topic| {
            let name = app.topics().name(topic, lang).to_owned();
            [name].into_iter().chain(also(topic).into_iter().flatten().cloned())
        });
        let places = practice.record.cities.iter().flat_map(|city| self.place_names(city, lang));
        topics.chain(places).collect::<Vec<_>>().join(" ")
    }

    fn place_names(&self, city: &CityRef, lang: Lang) -> Vec<String> {
        let mut names: Vec<String> = city.country.iter().map(|country| country.name(lang).to_owned()).collect();
        if let Some(known) = city.id.and_then(|id| self.gazetteer.get(id)) {
            // As it is called by now: the record has the name of then.
            names.extend((known.name != city.name).then(|| known.name.clone()));
            names.extend(known.names.values().cloned());
            names.extend(known.aliases.iter().cloned());
        }
        names
    }
}
