//! Reading interfaces and pages that hold practices as data: answer by answer, to the end of the list.

use std::sync::Arc;

use url::Url;

use super::{Run, blocking, pages_run::text_of};
use crate::{
    domain::{
        candidate::{Card, KnownPage, Note},
        reading::FetchFault,
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
        visit::{Fetched, Visited},
    },
};

/// Marks the card of a practice that an answer names and does not tell.
const PAGE: &str = "page";

/// An answer gone through: whether it brought anything not listed yet, and where it leads on.
struct Step {
    brought: bool,
    next: Option<Url>,
}

impl Run<'_> {
    pub(super) async fn data(&mut self) -> Result<(), Stop> {
        let mut named = Vec::new();
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
        named.retain(|card: &Card| !self.listed.contains(&card.external_id));
        self.listed.extend(named.iter().map(|card| card.external_id.clone()));
        self.visit.counts.listed = u32::try_from(self.listed.len()).unwrap_or(u32::MAX);
        if named.is_empty() { Ok(()) } else { self.practices(named).await }
    }

    /// One list, answer by answer. Trouble with it is noted; other lists are read all the same.
    async fn answers(&mut self, first: Url, named: &mut Vec<Card>) {
        let most = self.settings.limits.pages;
        let mut next = Some(first);
        for number in 0.. {
            let Some(url) = next.take().filter(|url| !self.touched.contains(url.as_str())) else { return };
            if number >= most {
                self.note(Note::new("source-note-page-cap").with("most", most));
                self.listed_fully = false;
                return;
            }
            match self.answer(&url, named).await {
                Ok(step) => {
                    let numbered = self.visit.rules.kind.numbered(number).filter(|_| step.brought);
                    next = step.next.or(numbered);
                }
                // A numbered list may end with an answer that is not there, or is said to be asked for wrongly.
                Err(Stop::Failed(FetchFault::Status(400 | 404 | 410 | 422)))
                    if number > 0 && self.visit.rules.kind.is_numbered() =>
                {
                    return;
                }
                Err(stop) => {
                    self.listed_fully = false;
                    self.trouble.get_or_insert(stop);
                    return;
                }
            }
        }
    }

    async fn answer(&mut self, url: &Url, named: &mut Vec<Card>) -> Result<Step, Stop> {
        self.touched.insert(url.to_string());
        match self.visit.page(url, true).await? {
            Visited::Same(url) => {
                self.touched.insert(url.to_string());
                let known = self.visit.known_page(&url).cloned().unwrap_or_default();
                let before = self.listed.len() + named.len();
                for card in known.cards {
                    if card.texts.contains_key(PAGE) {
                        push_new(named, card);
                    } else if !self.listed.contains(&card.external_id) {
                        self.listed.push(card.external_id.clone());
                        self.unchanged.push(card.external_id);
                    }
                }
                let brought = self.listed.len() + named.len() > before;
                Ok(Step { brought, next: known.next.and_then(|next| Url::parse(&next).ok()) })
            }
            Visited::New(fetched) => {
                self.touched.insert(fetched.url.to_string());
                let rules = Arc::clone(&self.visit.rules);
                let (answer, fetched) =
                    blocking(move || Ok((parse(&rules, &text_of(&fetched), &fetched.url)?, fetched))).await?;
                self.take(answer, *fetched, named)
            }
        }
    }

    fn take(&mut self, answer: Answer, fetched: Fetched, named: &mut Vec<Card>) -> Result<Step, Stop> {
        for note in answer.notes {
            self.note(note);
        }
        let items = self.taken(answer.items);
        let told = items.iter().map(|item| card(&item.external_id, &item.url));
        let to_read = answer.named.iter().filter(|url| self.visit.rules.sites.hold(url)).map(|url| {
            let mut card = card(url.as_str(), url.as_str());
            card.texts.insert(PAGE.to_owned(), String::new());
            card
        });
        let cards: Vec<Card> = told.chain(to_read).collect();
        let before = self.listed.len() + named.len();
        for card in cards.iter().filter(|card| card.texts.contains_key(PAGE)) {
            push_new(named, card.clone());
        }
        let is_whole = self.file_all(items, &fetched);
        let brought = self.listed.len() + named.len() > before;
        if is_whole {
            let next = answer.next.as_ref().map(Url::to_string);
            self.remember(&fetched, KnownPage { cards, next, ..KnownPage::default() });
        }
        self.keep(fetched.snapshot)?;
        Ok(Step { brought, next: answer.next.filter(|_| is_whole) })
    }

    /// Files what an answer told, up to the most that may be new in one run; false when that cut it short. An answer cut
    /// short is not remembered, so that the next run goes on where this one ended.
    pub(super) fn file_all(&mut self, items: Vec<Item>, fetched: &Fetched) -> bool {
        let most = self.settings.limits.items as usize;
        for item in items {
            if self.new + self.changed >= most {
                self.note(Note::new("source-note-item-cap").with("most", most));
                self.listed_fully = false;
                return false;
            }
            self.entry(item, &fetched.snapshot.sha256, fetched.snapshot.fetched_at);
        }
        true
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

fn card(id: &str, url: &str) -> Card {
    Card { external_id: id.to_owned(), url: url.to_owned(), texts: [].into() }
}

fn push_new(cards: &mut Vec<Card>, card: Card) {
    if !cards.iter().any(|known| known.external_id == card.external_id) {
        cards.push(card);
    }
}
