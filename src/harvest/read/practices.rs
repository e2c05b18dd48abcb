//! Reading the pages of practices that a list names.

use std::{
    cmp::Reverse,
    collections::{HashMap, VecDeque},
    sync::Arc,
};

use tokio::task::JoinHandle;
use url::Url;

use super::{Run, Story, Waiting, blocking, digests::Digest, lists::text_of, same};
use crate::{
    domain::{
        Field,
        candidate::{Card, Gone, GoneWhy, KnownPage, Note, Unread},
        reading::{FetchFault, Passed, Place},
        same_page,
    },
    harvest::{
        extract::{self, Extract},
        fetch::Stop,
        json_ld,
        kinds::Kind,
        moment::{plausible, read_moment},
        personal,
        sites::canonical as canonical_of,
        visit::{Fetched, Visited},
    },
};

/// Pages in a row at which the server itself fails: then the partner is in trouble and left alone.
const MOST_FAILED_IN_A_ROW: u32 = 3;
/// Why a page may have no title.
const TELLING: [&str; 4] = ["source-note-login", "source-note-scripts", "source-note-notice", "source-note-no-text"];
/// Pages that are being read while the next one is fetched.
const AHEAD: usize = 4;

pub(super) type Extracting = JoinHandle<Result<Result<Extracted, Illegible>, FetchFault>>;

/// What a page says, without those to write to or call.
pub(super) struct Extracted {
    extract: Extract,
    fetched: Box<Fetched>,
    /// By what it is told from others of the run: [`same::key`].
    said: Option<Digest>,
}

/// A page that came and cannot be read.
pub(super) struct Illegible {
    why: FetchFault,
    fetched: Box<Fetched>,
}

/// A page that was fetched and is being read.
pub(super) struct Opened<'a> {
    pub(super) place: usize,
    pub(super) card: &'a Card,
    pub(super) extract: Extracting,
}

/// How the reading of the practices goes.
#[derive(Default)]
pub(super) struct Going {
    /// Pages that came.
    read: u32,
    failed_in_a_row: u32,
    last: Option<Stop>,
}

impl Run<'_> {
    pub(super) async fn practices(&mut self, cards: Vec<Card>) -> Result<(), Stop> {
        let most = self.settings.limits.items as usize;
        if cards.len() > most {
            self.note(Note::new("source-note-item-cap").with("most", most));
        }
        let before = self.visit.before;
        let cards_before: HashMap<&str, &Card> =
            before.pages.values().flat_map(|page| &page.cards).map(|card| (&*card.external_id, card)).collect();
        self.own_pages = own_pages(cards.iter());
        let cards = self.unread_first(cards.into_iter().take(most).collect());
        if self.is_asked_to_rest() {
            self.leave_unread(&cards);
            return Ok(());
        }
        let mut going = Going::default();
        // Where each practice was found: several that lead to one page (a login, an error page) are none.
        let mut places = HashMap::new();
        let mut opened: VecDeque<Opened<'_>> = VecDeque::new();
        for (place, card) in cards.iter().enumerate() {
            if self.goes_on_from(card, &mut places) {
                continue;
            }
            // A page may only count as read when it was read the last time, and what its card says has not changed either.
            let again = before.items.contains_key(&card.external_id)
                && !before.unread.contains_key(&*card.external_id)
                && cards_before.get(&*card.external_id).is_some_and(|before| *before == card);
            match self.practice(card, again, &mut places).await {
                Ok(extract) => {
                    (going.read, going.failed_in_a_row) = (going.read + 1, 0);
                    match extract {
                        Some(extract) => opened.push_back(Opened { place, card, extract }),
                        None => drop(self.visit.after.unread.remove(&*card.external_id)),
                    }
                    self.take_in(&mut opened, AHEAD, &cards, &mut going).await?;
                }
                Err(stop) => {
                    self.take_in(&mut opened, 0, &cards, &mut going).await?;
                    self.failed(card, stop, &cards[place + 1..], &mut going)?;
                }
            }
            if let Err(stop) = self.put_away_when_full().await {
                self.leave_unread(&cards[place + 1..]);
                return Err(stop);
            }
        }
        self.take_in(&mut opened, 0, &cards, &mut going).await?;
        self.file_waiting();
        let nothing = !self.has_candidates() && self.unchanged.is_empty() && self.gone.is_empty() && self.untitled == 0;
        // Not one page could be read: the trouble is the source's.
        going.last.filter(|_| nothing).map_or(Ok(()), Err)
    }

    /// Takes in what the pages fetched first say, until only so many are left.
    pub(super) async fn take_in(
        &mut self,
        opened: &mut VecDeque<Opened<'_>>,
        left: usize,
        cards: &[Card],
        going: &mut Going,
    ) -> Result<(), Stop> {
        while opened.len() > left
            && let Some(Opened { place, card, extract }) = opened.pop_front()
        {
            let extracted = extract.await.unwrap_or(Err(FetchFault::Unreadable));
            let found = match extracted {
                Ok(Ok(extracted)) => self.found(card, extracted),
                Ok(Err(Illegible { why, fetched })) => {
                    self.failing.came(fetched.snapshot);
                    Err(why.into())
                }
                Err(fault) => Err(fault.into()),
            };
            match found {
                Ok(()) => drop(self.visit.after.unread.remove(&*card.external_id)),
                Err(stop) => self.failed(card, stop, &cards[place + 1..], going)?,
            }
        }
        Ok(())
    }

    /// A page could not be read; an error when the reading ends with it, and leaves the others.
    pub(super) fn failed(&mut self, card: &Card, stop: Stop, others: &[Card], going: &mut Going) -> Result<(), Stop> {
        self.note_failed(card, &stop, going.read);
        let is_of_the_server = matches!(&stop, Stop::Failed(fault) if fault.is_of_the_server());
        going.failed_in_a_row = if is_of_the_server { going.failed_in_a_row + 1 } else { 0 };
        if going.failed_in_a_row >= MOST_FAILED_IN_A_ROW || self.is_over(&stop) {
            self.leave_unread(others);
            return Err(stop);
        }
        going.last = Some(stop);
        Ok(())
    }

    /// After a reading that broke off: first what was never read, then what was not reached for longest, then the rest;
    /// last, always, what failed then. So a partner that lets us read only so much at a time, or has some broken pages, is
    /// read to the end all the same, bit by bit.
    fn unread_first(&self, mut cards: Vec<Card>) -> Vec<Card> {
        let before = self.visit.before;
        let broke_off = before.unread.values().any(|why| matches!(why, Unread::Unreached(_)));
        cards.sort_by_key(|card| match before.unread.get(&*card.external_id) {
            Some(Unread::Failed) => (3, Reverse(0)),
            _ if !broke_off => (0, Reverse(0)),
            Some(Unread::Unreached(times)) => (u8::from(before.items.contains_key(&card.external_id)), Reverse(*times)),
            None if !before.items.contains_key(&card.external_id) => (0, Reverse(0)),
            None => (2, Reverse(0)),
        });
        cards
    }

    /// `read` pages went well before. A partner who then asks to be left alone says nothing of this page.
    fn note_failed(&mut self, card: &Card, stop: &Stop, read: u32) {
        self.visit.counts.failed += 1;
        self.practice_failed(card, stop);
        let is_enough = matches!(stop, Stop::Failed(FetchFault::SlowDown { .. })) && read > 0;
        if is_enough && self.visit.before.unread.get(&*card.external_id) != Some(&Unread::Failed) {
            self.leave_unread(std::slice::from_ref(card));
        } else {
            self.visit.after.unread.insert(card.external_id.to_string(), Unread::Failed);
        }
        let note = match stop {
            Stop::Refused(refusal) => refusal.note(),
            Stop::Failed(fault) => fault.note(),
        };
        let arguments = [note.arguments, vec![("url".to_owned(), card.url.to_string())]].concat();
        self.note(Note { arguments, ..note });
    }

    fn leave_unread(&mut self, cards: &[Card]) {
        for card in cards {
            let why = self.visit.after.unread.entry(card.external_id.to_string()).or_insert(Unread::Unreached(0));
            if let Unread::Unreached(times) = why {
                *times = times.saturating_add(1);
            }
        }
    }

    /// Whether the reading ends here, not only the page.
    fn is_over(&self, stop: &Stop) -> bool {
        matches!(stop, Stop::Failed(FetchFault::SlowDown { .. }))
            || matches!(stop, Stop::Failed(FetchFault::TooLarge)) && self.snapshot_bytes > super::MOST_SNAPSHOT_BYTES
    }

    /// The partner said so while it was asked for its lists.
    pub(super) fn is_asked_to_rest(&self) -> bool {
        matches!(self.trouble, Some(Stop::Failed(FetchFault::SlowDown { .. })))
    }

    /// Fetches a practice's page, and begins to read it when it is to be read.
    pub(super) async fn practice(
        &mut self,
        card: &Card,
        again: bool,
        places: &mut HashMap<Digest, Arc<str>>,
    ) -> Result<Option<Extracting>, Stop> {
        let Ok(address) = Url::parse(&card.url) else { return Ok(None) };
        self.touched.insert(address.as_str());
        let id = &card.external_id;
        let mark = self.mark();
        let passed = |url: &Url| Passed::new(Place::Practice(id.to_string()), url.as_str());
        let fetched = match self.visit.page(&address, again).await {
            Ok(Visited::Same(url)) => {
                self.touched.insert(url.as_str());
                if self.leads_to_another(card, &url) {
                    return Ok(None);
                }
                self.unchanged.push(id.clone());
                self.pass(&mark, passed(&url));
                return Ok(None);
            }
            Ok(Visited::New(fetched)) => fetched,
            Err(Stop::Failed(fault @ FetchFault::Status(404 | 410))) => {
                if self.visit.after.items.remove(id).is_some() {
                    self.gone.push(Gone {
                        external_id: id.to_string(),
                        url: card.url.to_string(),
                        why: GoneWhy::Missing,
                    });
                    self.pass(&mark, passed(&address));
                } else {
                    self.note(fault.note().with("url", &card.url));
                    self.practice_failed(card, &fault.into());
                }
                return Ok(None);
            }
            Err(stop) => return Err(stop),
        };
        self.touched.insert(fetched.url.as_str());
        if self.leads_to_another(card, &fetched.url) {
            return Ok(None);
        }
        if let Some(other) = places.insert(Digest::of(fetched.url.as_str()), Arc::clone(id)) {
            let note = Note::new("source-note-same-page").with("url", &card.url).with("other", other);
            self.note(note.clone());
            self.failing.came(fetched.snapshot);
            self.nothing_found(id, &card.url, note, Some(fetched.url.to_string()));
            return Ok(None);
        }
        let (rules, card_read) = (Arc::clone(&self.visit.rules), card.clone());
        let extracting = blocking(fetched.snapshot.bytes.len(), move || {
            let text = text_of(&fetched);
            let extract = match rules.kind {
                Kind::JsonLd { .. } => json_ld::page(&rules, &text, &fetched.url),
                _ => extract::page(&rules, &text, &fetched.url, Some(&card_read)),
            };
            let mut extract = match extract {
                Ok(extract) => extract,
                Err(why) => return Ok(Err(Illegible { why, fetched })),
            };
            let said = same::key(&extract.draft);
            let Extract { draft, origins, readings, pictures, notes, .. } = &mut extract;
            personal::leave_out_of_all(draft, origins, readings, pictures, notes);
            Ok(Ok(Extracted { extract, fetched, said }))
        });
        Ok(Some(tokio::spawn(extracting)))
    }

    /// Whether an address leads to the page of another practice of the list: the two are one by now.
    fn leads_to_another(&mut self, card: &Card, url: &Url) -> bool {
        if url.as_str() == &*card.url {
            return false;
        }
        let key = same_page::key(url.as_str()).unwrap_or_default();
        let into = self.own_pages.get(&Digest::of(&key)).filter(|into| **into != card.external_id);
        let Some(into) = into.map(ToString::to_string) else { return false };
        let is_known = self.visit.after.items.remove(&card.external_id).is_some();
        let phrase = if is_known { "source-note-merged" } else { "source-note-same-page" };
        self.note(Note::new(phrase).with("url", &card.url).with("other", &into));
        if is_known {
            let why = GoneWhy::Merged { into };
            self.gone.push(Gone { external_id: card.external_id.to_string(), url: card.url.to_string(), why });
        }
        true
    }

    /// Where readers end up: the list may go on naming the address the page once had. A page that was read there before is
    /// known by the address it was filed with.
    fn address_of(&self, card: &Card, url: &Url) -> String {
        let before = self.visit.before;
        match before.items.get(&card.external_id) {
            Some(known) if before.pages.contains_key(url.as_str()) => known.url.to_string(),
            _ => canonical_of(url).to_string(),
        }
    }

    fn found(&mut self, card: &Card, extracted: Extracted) -> Result<(), Stop> {
        let Extracted { extract, fetched, said } = extracted;
        let fetched = *fetched;
        let Extract { mut draft, published, notes, origins, readings, pictures, named, canonical } = extract;
        if draft.get(Field::Title).is_empty() {
            // Not remembered: the page is to be looked at again when the rules or the page are mended.
            self.untitled += 1;
            let untitled = Note::new("source-note-no-title").with("url", &card.url);
            self.note(untitled.clone());
            let why = notes.iter().find(|note| TELLING.contains(&note.phrase.as_str())).cloned();
            self.failing.came(fetched.snapshot);
            self.nothing_found(&card.external_id, &card.url, why.unwrap_or(untitled), None);
            for note in notes {
                self.note(note);
            }
            return Ok(());
        }
        if let Some(said) = self.is_said_already(&card.external_id, &card.url, fetched.url.as_str(), said) {
            self.failing.came(fetched.snapshot);
            let why = Note::new("source-note-same-text").with("url", &card.url);
            self.nothing_found(&card.external_id, &card.url, why, Some(said.to_string()));
            return Ok(());
        }
        if draft.get(Field::Language).is_empty() {
            draft.set(Field::Language, self.visit.rules.language.clone().unwrap_or_default());
        }
        self.pages.insert(card.external_id.to_string(), fetched.url.to_string());
        let story = Story {
            external_id: card.external_id.to_string(),
            url: self.address_of(card, &fetched.url),
            canonical: canonical.map(|url| url.to_string()),
            draft,
            published_at: plausible(published.as_deref().and_then(read_moment), fetched.snapshot.fetched_at),
            snapshot: fetched.snapshot.sha256.clone(),
            notes,
            origins,
            readings,
            pictures,
        };
        if let Some(named) = named {
            let pieces = self.layout.see(fetched.url.as_str(), &story.draft, &named);
            self.remember(&fetched, KnownPage { pieces, ..KnownPage::default() });
            return self.let_wait(Waiting { story, named, snapshot: fetched.snapshot });
        }
        self.remember(&fetched, KnownPage::default());
        let (filed, mark) = (self.candidates.len(), self.mark());
        self.compare(story);
        if self.candidates.len() > filed {
            return self.keep(fetched.snapshot);
        }
        self.pass(&mark, Passed::new(Place::Practice(card.external_id.to_string()), fetched.url.as_str()));
        Ok(())
    }
}

/// The pages that cards name, by key, with the external ids of what is told there.
pub(super) fn own_pages<'c>(cards: impl Iterator<Item = &'c Card>) -> HashMap<Digest, Arc<str>> {
    let own_page = |card: &Card| Some((Digest::of(&same_page::key(&card.url)?), Arc::clone(&card.external_id)));
    cards.filter_map(own_page).collect()
}
