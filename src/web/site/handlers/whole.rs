//! A published practice as it leaves the house: `press::Practice` with all addresses absolute.

use std::iter;

use super::{practice::ORIGINAL, showing::Showing};
use crate::{
    domain::{Lang, LanguageTag, LivePractice},
    press::{Addresses, Collection, Facts, Practice, Surroundings, Telling},
    web::{App, shelf::Shelf, site::addresses},
};

/// What practices are told with: cheap to clone, and without a tie to the request, so that a stream can take it along.
#[derive(Clone)]
pub struct Teller {
    pub app: App,
    pub shelf: Shelf,
    pub lang: Lang,
}

impl Teller {
    pub fn of(showing: &Showing<'_>) -> Self {
        Self { app: showing.app.clone(), shelf: showing.shelf.clone(), lang: showing.lang }
    }

    pub fn tell(&self, practice: &LivePractice) -> Practice {
        Practice::of(&practice.record, self.facts(practice), &self.around())
    }

    /// In each language it can be read in, the original first.
    pub fn versions(&self, practice: &LivePractice) -> Vec<Practice> {
        let record = &practice.record;
        let own = record.language.as_ref().and_then(LanguageTag::interface);
        let telling = |lang: Lang| Self { lang, ..self.clone() };
        let teller = telling(own.unwrap_or(self.lang));
        let around = teller.around();
        let mut original = Practice::original(record, teller.facts(practice), &around);
        if own.is_none() && Telling::of(record, teller.lang).translated().is_some() {
            original.url = format!("{}?{ORIGINAL}", original.url);
        }
        let others = Lang::ALL.into_iter().filter(|lang| Telling::of(record, *lang).translated().is_some());
        iter::once(original).chain(others.map(|lang| telling(lang).tell(practice))).collect()
    }

    fn around(&self) -> Surroundings<'_> {
        Surroundings { topics: self.app.topics(), gazetteer: &self.shelf.gazetteer, lang: self.lang }
    }

    pub fn facts(&self, practice: &LivePractice) -> Facts {
        let collections = self.shelf.collections_of(practice.id.uuid());
        let collections = collections.map(|row| Collection::new(&row.slug, row.title_in(self.lang)));
        let whole = |path: String| format!("{}{path}", self.app.site().origin);
        let addresses = Addresses {
            page: whole(addresses::practice(self.lang, &practice.slug)),
            file: &|blob| whole(addresses::file(blob)),
        };
        Facts::of(practice, addresses, collections.collect())
    }
}
