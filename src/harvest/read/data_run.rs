//! Reading interfaces and pages that hold practices as data: answer by answer, to the end of the list.

use url::Url;

use super::{
    Run,
    cards::Cards,
    feed_run::Sheet,
    lists::{Came, Taken},
};
use crate::{
    domain::{
        candidate::{Card, KnownPage, Note},
        reading::{FetchFault, Passed, Place},
        source::WebAddress,
    },
    harvest::{
        ckan,
        fetch::Stop,
        json::{self, Answer},
        json_ld,
        kinds::Kind,
        rules::Rules,
        story::Item,
        visit::Fetched,
    },
};

/// Marks the card of a practice that an answer names and does not tell.
const PAGE: &str = "page";

impl Run<'_> {
    pub(super) async fn data(&mut self) -> Result<(), Stop> {
        let mut named = Cards::default();
        for address in &self.settings.addresses {
            if let Ok(address) = WebAddress::parse(address)
                && !self.is_asked_to_rest()
            {
                let first = match self.visit.rules.kind {
                    Kind::Ckan { .. } => ckan::first(&self.visit.rules, address.url()),
                    _ => address.into_url(),
                };
                self.answers(first, &mut named).await;
            }
        }
        let mut named = named.into_vec();
        named.retain(|card| !self.listed.contains(&card.external_id));
        self.listed.extend(named.iter().map(|card| card.external_id.clone()));
        self.visit.counts.listed = u32::try_from(self.listed.len()).unwrap_or(u32::MAX);
        if named.is_empty() { Ok(()) } else { self.practices(named).await }
    }

    /// One list, answer by answer. Trouble with it is noted; other lists are read all the same.
    async fn answers(&mut self, first: Url, named: &mut Cards) {
        let mut list = self.take_up(&first);
        if let Some(place) = self.place_in_doubt(&list) {
            let came = self.answer(&place).await;
            self.go_on_with(&mut list, first, came);
        }
        let Taken { way, mut next, mut came } = list;
        let mut number = 0;
        for passed in way {
            let page = self.go_over_answer(passed);
            named.extend(page.cards.iter().filter(|card| is_to_read(card)).cloned());
            number += 1;
        }
        let most = self.settings.limits.pages;
        while let Some(url) = next.take().filter(|url| came.is_some() || !self.touched.contains(url.as_str())) {
            if number >= most {
                self.note(Note::new("source-note-page-cap").with("most", most));
                self.listed_fully = false;
                return;
            }
            let came = match came.take() {
                Some(came) => came,
                None => self.next_answer(&url).await,
            };
            let taken = match came {
                Ok(came) => self.take(&url, came, number, named).await,
                Err(stop) => Err(stop),
            };
            match taken {
                Ok(further) => next = further,
                // A numbered list may end with an answer that is not there, or is said to be asked for wrongly.
                Err(Stop::Failed(FetchFault::Status(400 | 404 | 410 | 422)))
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

    async fn next_answer(&mut self, url: &Url) -> Result<Came<Answer>, Stop> {
        self.put_away_passed().await?;
        self.answer(url).await
    }

    async fn answer(&mut self, url: &Url) -> Result<Came<Answer>, Stop> {
        self.ask(url, true, parse).await
    }

    /// Takes what an answer tells; answers where the list goes on.
    async fn take(
        &mut self,
        url: &Url,
        came: Came<Answer>,
        number: u32,
        named: &mut Cards,
    ) -> Result<Option<Url>, Stop> {
        let mark = self.mark();
        let before = self.listed.len() + named.len();
        let (page_url, next) = match came {
            Came::Same(url) => {
                let known = self.visit.known_page(&url).cloned().unwrap_or_default();
                for card in known.cards {
                    if is_to_read(&card) {
                        named.add(card);
                    } else if self.listed.insert(card.external_id.clone()) {
                        self.unchanged.push(card.external_id);
                    }
                }
                (url, known.next.and_then(|next| Url::parse(&next).ok()))
            }
            Came::New(answer, fetched) => match self.told(answer, *fetched, named).await? {
                Some(told) => told,
                None => return Ok(None),
            },
        };
        let brought = self.listed.len() + named.len() > before;
        let next = next.or_else(|| self.visit.rules.kind.numbered(number).filter(|_| brought));
        let passed = Passed::new(Place::List(url.to_string()), page_url.as_str());
        self.pass(&mark, Passed { next: next.as_ref().map(Url::to_string), ..passed });
        Ok(next)
    }

    /// Takes a new answer; answers its address and where it leads on. None when there was more in it than may be taken: it
    /// is not remembered then, so that the next run goes on where this one ended.
    async fn told(
        &mut self,
        answer: Answer,
        fetched: Fetched,
        named: &mut Cards,
    ) -> Result<Option<(Url, Option<Url>)>, Stop> {
        for note in answer.notes {
            self.note(note);
        }
        let items = self.taken(answer.items);
        let told = items.iter().map(|item| Card::new(&item.external_id, &item.url));
        let to_read = answer.named.iter().filter(|url| self.visit.rules.sites.hold(url)).map(|url| {
            let mut card = Card::new(url.as_str(), url.as_str());
            card.texts.insert(PAGE.to_owned(), String::new());
            card
        });
        let cards: Vec<Card> = told.chain(to_read).collect();
        named.extend(cards.iter().filter(|card| is_to_read(card)).cloned());
        let next = answer.next.as_ref().map(Url::to_string);
        self.remember(&fetched, KnownPage { cards, next, ..KnownPage::default() });
        let Fetched { url, snapshot, .. } = fetched;
        let mut sheet = Sheet::of(snapshot);
        let is_whole = self.file_all(items, &mut sheet).await?;
        self.keep_sheet(sheet)?;
        if !is_whole {
            self.visit.after.pages.remove(url.as_str());
            return Ok(None);
        }
        Ok(Some((url, answer.next)))
    }

    /// Files what an answer told, up to the most that may be new in one run; false when that cut it short.
    pub(super) async fn file_all(&mut self, items: Vec<Item>, sheet: &mut Sheet) -> Result<bool, Stop> {
        let most = self.settings.limits.items as usize;
        for item in items {
            if self.new + self.changed >= most {
                self.note(Note::new("source-note-item-cap").with("most", most));
                self.listed_fully = false;
                return Ok(false);
            }
            self.entry(item, sheet).await?;
        }
        Ok(true)
    }
}

/// Reads one answer of such a source.
pub(in crate::harvest) fn parse(rules: &Rules, text: &str, from: &Url) -> Result<Answer, FetchFault> {
    match rules.kind {
        Kind::Ckan { .. } => ckan::read(rules, text, from),
        Kind::JsonLd { .. } => json_ld::read(rules, text, from),
        _ => json::read(rules, text, from),
    }
}

fn is_to_read(card: &Card) -> bool {
    card.texts.contains_key(PAGE)
}
