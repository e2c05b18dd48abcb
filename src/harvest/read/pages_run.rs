//! Reading a site of pages: its listing pages to their end.

use url::Url;

use super::{
    Run,
    cards::Cards,
    lists::{Came, Taken},
};
use crate::{
    domain::{
        candidate::{KnownPage, Note},
        reading::{FetchFault, Passed, Place},
        source::WebAddress,
    },
    harvest::{
        extract::{self, Listed},
        fetch::Stop,
        visit::Fetched,
    },
};

impl Run<'_> {
    pub(super) async fn pages(&mut self) -> Result<(), Stop> {
        let mut cards = Cards::default();
        for address in &self.settings.addresses {
            if let Ok(address) = WebAddress::parse(address)
                && !self.is_asked_to_rest()
            {
                self.listing(address.into_url(), &mut cards).await;
            }
        }
        self.practices(cards.into_vec()).await
    }

    /// One listing, page by page. Trouble with it is noted; other listings are read all the same.
    async fn listing(&mut self, first: Url, cards: &mut Cards) {
        let mut list = self.take_up(&first);
        if let Some(place) = self.place_in_doubt(&list) {
            let came = self.listing_page(&place).await;
            self.go_on_with(&mut list, first, came);
        }
        let Taken { way, mut next, mut came } = list;
        let mut number = 0;
        for passed in way {
            let page = self.go_over(passed);
            cards.extend(page.cards.iter().cloned());
            number += 1;
        }
        let (most_pages, most_items) = (self.settings.limits.pages, self.settings.limits.items as usize);
        while let Some(url) = next.take().filter(|url| came.is_some() || !self.touched.contains(url.as_str())) {
            let cap = if number >= most_pages { Some(("source-note-page-cap", most_pages)) } else { None };
            let cap =
                cap.or((cards.len() >= most_items).then_some(("source-note-item-cap", self.settings.limits.items)));
            if let Some((phrase, most)) = cap {
                self.note(Note::new(phrase).with("most", most));
                self.listed_fully = false;
                return;
            }
            let came = match came.take() {
                Some(came) => came,
                None => self.next_listing_page(&url).await,
            };
            match came.and_then(|came| self.listed_on(&url, came, number, cards)) {
                Ok(further) => next = further,
                // A numbered listing may end with a page that is not there.
                Err(Stop::Failed(FetchFault::Status(404 | 410)))
                    if number > 0 && self.visit.rules.kind.is_numbered() =>
                {
                    return;
                }
                Err(stop) => {
                    self.list_failed(&url, stop);
                    return;
                }
            }
            number += 1;
        }
    }

    async fn next_listing_page(&mut self, url: &Url) -> Result<Came<Listed>, Stop> {
        self.put_away_passed().await?;
        self.listing_page(url).await
    }

    async fn listing_page(&mut self, url: &Url) -> Result<Came<Listed>, Stop> {
        self.ask(url, true, extract::listing).await
    }

    /// Takes the cards that are new in this reading; answers where the list goes on.
    fn listed_on(
        &mut self,
        url: &Url,
        came: Came<Listed>,
        number: u32,
        cards: &mut Cards,
    ) -> Result<Option<Url>, Stop> {
        let mark = self.mark();
        let (page_url, found, next) = match came {
            Came::Same(url) => {
                let page = self.visit.known_page(&url).cloned().unwrap_or_default();
                (url, page.cards, page.next.and_then(|next| Url::parse(&next).ok()))
            }
            Came::New(listed, fetched) => {
                for note in listed.notes {
                    self.note(note);
                }
                let next = listed.next.as_ref().map(Url::to_string);
                self.remember(&fetched, KnownPage { cards: listed.cards.clone(), next, ..KnownPage::default() });
                let Fetched { url, snapshot, .. } = *fetched;
                self.keep(snapshot)?;
                (url, listed.cards, listed.next)
            }
        };
        let before = cards.len();
        self.listed.extend(found.iter().map(|card| card.external_id.clone()));
        cards.extend(found);
        let next = next.or_else(|| self.visit.rules.kind.numbered(number).filter(|_| cards.len() > before));
        self.visit.counts.listed = u32::try_from(self.listed.len()).unwrap_or(u32::MAX);
        let passed = Passed::new(Place::List(url.to_string()), page_url.as_str());
        self.pass(&mark, Passed { next: next.as_ref().map(Url::to_string), ..passed });
        Ok(next)
    }
}
