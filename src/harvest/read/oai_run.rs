//! Reading OAI-PMH repositories: everything the first time, then what has changed since the repository last answered.

use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
};

use url::Url;

use super::{
    Run,
    feed_run::Sheet,
    lists::{Came, Taken},
};
use crate::{
    domain::{
        candidate::{Gone, GoneWhy, KnownItem, Note},
        reading::{FetchFault, Passed, Place, Snapshot},
        source::WebAddress,
    },
    harvest::{
        fetch::Stop,
        oai::{self, Records},
    },
};

impl Run<'_> {
    pub(super) async fn repositories(&mut self) -> Result<(), Stop> {
        for address in &self.settings.addresses {
            if let Ok(address) = WebAddress::parse(address)
                && let Err(stop) = self.repository(address.url()).await
            {
                self.list_failed(address.url(), stop);
            }
        }
        // What a repository does not name has not changed.
        let (before, named) = (self.visit.before, self.unchanged.iter().collect::<HashSet<_>>());
        let is_as_it_was = |(id, item): &(&Arc<str>, &Arc<KnownItem>)| before.items.get(*id) == Some(item);
        let items = self.visit.after.items.iter();
        let silent = items.filter(is_as_it_was).map(|(id, _)| id).filter(|id| !named.contains(id)).cloned();
        let silent: Vec<Arc<str>> = silent.collect();
        self.unchanged.extend(silent);
        let all: BTreeSet<&Arc<str>> = self.listed.iter().chain(self.visit.after.items.keys()).collect();
        self.listed = all.into_iter().cloned().collect();
        self.visit.counts.listed = u32::try_from(self.listed.len()).unwrap_or(u32::MAX);
        Ok(())
    }

    async fn repository(&mut self, base: &Url) -> Result<(), Stop> {
        let rules = Arc::clone(&self.visit.rules);
        let key = oai::first(&rules, base, None).to_string();
        let since = self.visit.after.since.get(&key).cloned();
        let first = oai::first(&rules, base, since.as_deref());
        let mut list = self.take_up(&first);
        if let Some(place) = self.place_in_doubt(&list) {
            let came = self.records(&place, base).await;
            self.go_on_with(&mut list, first, came);
        }
        let Taken { way, mut next, mut came } = list;
        let (mut asked, mut answered_at) = (HashSet::new(), None);
        for passed in way {
            answered_at = answered_at.or_else(|| passed.answered_at.clone());
            asked.insert(passed.place.clone());
            self.go_over_answer(passed);
        }
        while let Some(url) = next.take() {
            let place = Place::List(url.to_string());
            if asked.contains(&place) {
                return Err(FetchFault::Declined { said: "resumptionToken".to_owned() }.into());
            }
            if asked.len() >= self.settings.limits.pages as usize {
                self.note(Note::new("source-note-page-cap").with("most", self.settings.limits.pages));
                self.listed_fully = false;
                return Ok(());
            }
            asked.insert(place.clone());
            let came = match came.take() {
                Some(came) => came,
                None => self.next_records(&url, base).await,
            };
            let Came::New(records, fetched) = came? else { return Ok(()) };
            answered_at = answered_at.or_else(|| records.answered_at.clone());
            next = records.token.as_ref().map(|token| oai::next(base, token));
            let mark = self.mark();
            if !self.take_records(records, fetched.snapshot).await? {
                return Ok(());
            }
            let passed = Passed::new(place, url.as_str());
            let answered_at = answered_at.clone();
            self.pass(&mark, Passed { next: next.as_ref().map(Url::to_string), answered_at, ..passed });
        }
        // What changed while the list was read is asked for again the next time. That moment is asked for too: what changed
        // within it after the answer is not lost.
        self.visit.after.since.extend(answered_at.map(|moment| (key, moment)));
        Ok(())
    }

    async fn next_records(&mut self, url: &Url, base: &Url) -> Result<Came<Records>, Stop> {
        self.put_away_passed().await?;
        self.records(url, base).await
    }

    async fn records(&mut self, url: &Url, base: &Url) -> Result<Came<Records>, Stop> {
        let base = base.clone();
        self.ask(url, false, move |rules, text, _| oai::read(rules, text, &base)).await
    }

    /// Takes what an answer tells; false when the run has taken all it may.
    async fn take_records(&mut self, records: Records, page: Snapshot) -> Result<bool, Stop> {
        for external_id in records.deleted {
            let begun = self.take_begun(&external_id).map(|begun| begun.url);
            let known = self.visit.after.items.remove(external_id.as_str()).map(|item| item.url.to_string());
            if let Some(url) = known.or(begun) {
                self.gone.push(Gone { external_id, url, why: GoneWhy::Missing });
            }
        }
        let items = self.taken(records.items);
        self.file_all(items, &mut Sheet::of(page)).await
    }
}
