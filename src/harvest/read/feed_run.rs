//! Reading feeds: each is one page that holds all it names. What a feed no longer names is old, not gone.

use std::collections::HashSet;

use url::Url;

use super::{Run, Story, by_address, lists::Came};
use crate::{
    domain::{
        Field, Timestamp,
        candidate::{Card, KnownPage, Note},
        reading::{Passed, Place, Snapshot},
        source::WebAddress,
    },
    harvest::{feed, fetch::Stop, moment::plausible, story::Item, visit::Fetched},
};

impl Run<'_> {
    pub(super) async fn feeds(&mut self) -> Result<(), Stop> {
        for address in &self.settings.addresses {
            if let Ok(address) = WebAddress::parse(address)
                && let Err(stop) = self.feed(address.url()).await
            {
                self.list_failed(address.url(), stop);
            }
        }
        self.visit.counts.listed = u32::try_from(self.listed.len()).unwrap_or(u32::MAX);
        Ok(())
    }

    async fn feed(&mut self, url: &Url) -> Result<(), Stop> {
        let place = Place::List(url.to_string());
        if let Some(passed) = self.take_passed(&place) {
            self.go_over_answer(passed);
            return Ok(());
        }
        self.put_away_passed().await?;
        let mark = self.mark();
        let page_url = match self.ask(url, true, feed::read).await? {
            Came::Same(url) => {
                let cards = self.visit.known_page(&url).map(|page| page.cards.as_slice()).unwrap_or_default();
                for card in cards {
                    self.listed.insert(card.external_id.clone());
                    self.unchanged.push(card.external_id.clone());
                }
                url
            }
            Came::New(items, fetched) => {
                let mut items = self.taken(items);
                let most = self.settings.limits.items as usize;
                if items.len() > most {
                    self.note(Note::new("source-note-item-cap").with("most", most));
                    items.truncate(most);
                }
                let card = |item: &Item| Card::new(&item.external_id, &item.url);
                self.remember(&fetched, KnownPage { cards: items.iter().map(card).collect(), ..KnownPage::default() });
                let Fetched { url, snapshot, .. } = *fetched;
                let mut sheet = Sheet::of(snapshot);
                for item in items {
                    self.entry(item, &mut sheet).await?;
                }
                self.keep_sheet(sheet)?;
                url
            }
        };
        self.pass(&mark, Passed::new(place, page_url.as_str()));
        Ok(())
    }

    /// The entries to be read, each by the id it is known by.
    pub(super) fn taken(&mut self, mut items: Vec<Item>) -> Vec<Item> {
        // Some feeds give every entry a new id every day: an address known by exactly one id keeps it.
        let by_address = by_address(self.visit.before);
        let named: HashSet<String> = items.iter().map(|item| item.external_id.clone()).collect();
        for item in &mut items {
            if !self.visit.before.items.contains_key(item.external_id.as_str())
                && let Some(id) = by_address.get(item.url.as_str()).filter(|id| !named.contains(**id))
            {
                (*id).clone_into(&mut item.external_id);
            }
        }
        let mut seen = HashSet::new();
        items.retain(|item| !self.listed.contains(item.external_id.as_str()) && seen.insert(item.external_id.clone()));
        items
    }

    pub(super) async fn entry(&mut self, item: Item, sheet: &mut Sheet) -> Result<(), Stop> {
        self.listed.insert(item.external_id.as_str().into());
        if item.draft.get(Field::Title).is_empty() && item.draft.fields().all(|(field, _)| field == Field::Language) {
            self.untitled += 1;
            return Ok(());
        }
        let filed = self.candidates.len();
        self.file(Story {
            external_id: item.external_id,
            url: item.url,
            canonical: None,
            draft: item.draft,
            published_at: plausible(item.published_at, sheet.fetched_at),
            snapshot: sheet.sha256.clone(),
            notes: item.notes,
            origins: item.origins,
            readings: Vec::new(),
            pictures: Vec::new(),
        });
        if self.candidates.len() > filed
            && let Some(page) = sheet.unkept.take()
        {
            self.keep(page)?;
        }
        self.put_away_when_full().await
    }

    /// Keeps a page also where nothing of it was filed.
    pub(super) fn keep_sheet(&mut self, sheet: Sheet) -> Result<(), Stop> {
        sheet.unkept.map_or(Ok(()), |page| self.keep(page))
    }
}

/// A page that tells several practices. It is put away with the first of them.
pub(super) struct Sheet {
    sha256: String,
    fetched_at: Timestamp,
    unkept: Option<Snapshot>,
}

impl Sheet {
    pub(super) fn of(page: Snapshot) -> Self {
        Self { sha256: page.sha256.clone(), fetched_at: page.fetched_at, unkept: Some(page) }
    }
}
