//! Reading feeds: each is one page that holds all it names. What a feed no longer names is old, not gone.

use std::{collections::HashSet, sync::Arc};

use url::Url;

use super::{Run, Story, blocking, by_address, pages_run::text_of};
use crate::{
    domain::{
        Field,
        candidate::{Card, KnownPage, Note},
        source::WebAddress,
    },
    harvest::{feed, fetch::Stop, moment::plausible, story::Item, visit::Visited},
};

impl Run<'_> {
    pub(super) async fn feeds(&mut self) -> Result<(), Stop> {
        let mut trouble = None;
        for address in &self.settings.addresses {
            if let Ok(address) = WebAddress::parse(address)
                && let Err(stop) = self.feed(address.url()).await
            {
                self.listed_fully = false;
                trouble.get_or_insert(stop);
            }
        }
        self.visit.counts.listed = u32::try_from(self.listed.len()).unwrap_or(u32::MAX);
        trouble.map_or(Ok(()), Err)
    }

    async fn feed(&mut self, url: &Url) -> Result<(), Stop> {
        self.touched.insert(url.to_string());
        match self.visit.page(url, true).await? {
            Visited::Same(url) => {
                self.touched.insert(url.to_string());
                let cards = self.visit.known_page(&url).map(|page| page.cards.as_slice()).unwrap_or_default();
                for card in cards {
                    self.listed.push(card.external_id.clone());
                    self.unchanged.push(card.external_id.clone());
                }
            }
            Visited::New(fetched) => {
                self.touched.insert(fetched.url.to_string());
                let rules = Arc::clone(&self.visit.rules);
                let (items, fetched) =
                    blocking(move || Ok((feed::read(&rules, &text_of(&fetched), &fetched.url)?, fetched))).await?;
                let mut items = self.taken(items);
                let most = self.settings.limits.items as usize;
                if items.len() > most {
                    self.note(Note::new("source-note-item-cap").with("most", most));
                    items.truncate(most);
                }
                let card = |item: &Item| Card {
                    external_id: item.external_id.clone(),
                    url: item.url.clone(),
                    texts: [].into(),
                };
                self.remember(&fetched, KnownPage { cards: items.iter().map(card).collect(), ..KnownPage::default() });
                for item in items {
                    self.entry(item, &fetched.snapshot.sha256, fetched.snapshot.fetched_at);
                }
                self.keep(fetched.snapshot)?;
            }
        }
        Ok(())
    }

    /// The entries to be read, each by the id it is known by.
    pub(super) fn taken(&mut self, mut items: Vec<Item>) -> Vec<Item> {
        // Some feeds give every entry a new id every day: an address known by exactly one id keeps it.
        let by_address = by_address(self.visit.before);
        let named: HashSet<String> = items.iter().map(|item| item.external_id.clone()).collect();
        for item in &mut items {
            if !self.visit.before.items.contains_key(&item.external_id)
                && let Some(id) = by_address.get(item.url.as_str()).filter(|id| !named.contains(**id))
            {
                (*id).clone_into(&mut item.external_id);
            }
        }
        let already: HashSet<&String> = self.listed.iter().collect();
        let mut seen = HashSet::new();
        items.retain(|item| !already.contains(&item.external_id) && seen.insert(item.external_id.clone()));
        items
    }

    pub(super) fn entry(&mut self, item: Item, snapshot: &str, fetched_at: crate::domain::Timestamp) {
        self.listed.push(item.external_id.clone());
        if item.draft.get(Field::Title).is_empty() && item.draft.fields().all(|(field, _)| field == Field::Language) {
            self.untitled += 1;
            return;
        }
        self.file(Story {
            external_id: item.external_id,
            url: item.url,
            canonical: None,
            draft: item.draft,
            published_at: plausible(item.published_at, fetched_at),
            snapshot: snapshot.to_owned(),
            notes: item.notes,
            origins: item.origins,
            readings: Vec::new(),
            pictures: Vec::new(),
        });
    }
}
