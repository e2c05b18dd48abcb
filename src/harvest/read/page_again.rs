//! One page of a source read again, as a run reads it: what lists say of it is known from the last run.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
    time::Duration,
};

use super::{
    Reader, Run, Visit,
    digests::Digest,
    practices::{Going, Opened, own_pages},
};
use crate::domain::{
    Reading, SourceSettings, Stage,
    candidate::{Card, GoneWhy, Known, Note},
};

/// A practice's page that failed.
#[derive(Clone, Copy, Debug)]
pub struct PageAgain<'a> {
    pub external_id: &'a str,
    pub url: &'a str,
    /// As [`crate::domain::FailedPage::shared`].
    pub shared: Option<&'a str>,
}

impl Reader {
    /// Reads one practice's page as a run does that came to it. The reading has it as a candidate, or as unchanged, or as
    /// failed again; of the rest of the source it says nothing, and what is known of that stays. A page that is not there any
    /// more has failed: only a run that sees the whole source says what is gone.
    pub async fn read_page(&self, settings: &SourceSettings, known: &Known, page: PageAgain<'_>) -> Reading {
        let started_at = self.clock.now();
        let Ok(rules) = self.compile(settings) else { return self.read(settings, known).await };
        let delay = Duration::from_secs(u64::from(settings.limits.delay));
        let mut run = Run::new(settings, Visit::new(self, Arc::new(rules), delay, known), None);
        run.listed_fully = false;
        run.page_again(page).await;
        for (origin, robots) in &known.robots {
            run.visit.after.robots.entry(origin.clone()).or_insert_with(|| robots.clone());
        }
        run.finish(started_at)
    }
}

impl Run<'_> {
    async fn page_again(&mut self, page: PageAgain<'_>) {
        self.listed.insert(page.external_id.into());
        let before = self.visit.before;
        let cards = || before.pages.values().flat_map(|page| &page.cards);
        let is_it = |card: &&Card| *card.external_id == *page.external_id && *card.url == *page.url;
        let card = match cards().find(is_it) {
            _ if before.rules != self.visit.rules.hash => Err("source-page-rules-changed"),
            Some(card) => Ok(card),
            None => Err("source-page-unlisted"),
        };
        let card = match card {
            Ok(card) => card,
            Err(phrase) => {
                let why = Note::new(phrase).with("url", page.url);
                return self.give_up(page.external_id, page.url, Stage::Permission, why);
            }
        };
        self.own_pages = own_pages(cards());
        let mut places = HashMap::new();
        match page.shared.map(|shared| shared.parse::<Digest>().map_err(|_| Digest::of(shared))) {
            Some(Ok(said)) => drop(self.said_again.insert(said)),
            Some(Err(place)) => drop(places.insert(place, Arc::default())),
            None => {}
        }
        let mut going = Going::default();
        match self.practice(card, false, &mut places).await {
            Ok(None) => drop(self.visit.after.unread.remove(&*card.external_id)),
            Ok(Some(extract)) => {
                let mut opened = VecDeque::from([Opened { place: 0, card, extract }]);
                // What ends a reading is said of the page, too.
                let _ = self.take_in(&mut opened, 0, std::slice::from_ref(card), &mut going).await;
            }
            Err(stop) => drop(self.failed(card, stop, &[], &mut going)),
        }
        self.file_waiting();
        self.keep_what_is_gone(card);
        // It leads to the page of another practice.
        if self.failing.is_empty() && self.candidates.is_empty() && self.unchanged.is_empty() {
            let why = self.notes.last().cloned().unwrap_or_else(|| Note::new("source-note-no-title"));
            self.give_up(&card.external_id, &card.url, Stage::Extract, why);
        }
    }

    fn keep_what_is_gone(&mut self, card: &Card) {
        for gone in std::mem::take(&mut self.gone) {
            if let Some((id, item)) = self.visit.before.items.get_key_value(gone.external_id.as_str()) {
                self.visit.after.items.insert(Arc::clone(id), Arc::clone(item));
            }
            let why = match gone.why {
                GoneWhy::Missing | GoneWhy::Unlisted => Note::new("source-page-missing").with("url", &card.url),
                GoneWhy::Merged { into } => Note::new("source-note-merged").with("url", &card.url).with("other", into),
            };
            self.give_up(&card.external_id, &card.url, Stage::Fetch, why);
        }
    }
}
