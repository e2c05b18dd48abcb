//! A published practice as it leaves the house: `press::Practice` with all addresses absolute.

use std::iter;

use super::{practice::ORIGINAL, showing::Showing};
use crate::{
    domain::{Lang, LanguageTag},
    press::{self, Facts, Practice, Surroundings, Telling},
    store::{LivePractice, Origin},
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
        let whole = |path: String| format!("{}{path}", self.app.site().origin);
        let picture = |picture: &crate::domain::record::Picture| press::Picture {
            url: whole(addresses::file(&picture.blob)),
            width: picture.width,
            height: picture.height,
            alt: picture.alt.clone(),
            credit: picture.credit.clone(),
            licence: picture.licence.clone(),
        };
        let collection = |row: &crate::store::CollectionRow| {
            let (title, own) = row.title_in(self.lang);
            press::Collection { slug: row.slug.clone(), title, language: own.into() }
        };
        Facts {
            id: practice.id.uuid(),
            url: whole(addresses::practice(self.lang, &practice.slug)),
            version: practice.revision,
            source: match &practice.origin {
                Origin::City => None,
                Origin::Source { name, url, read_at, .. } => Some(press::Source::new(name, url, *read_at)),
            },
            published_at: practice.first_live_at,
            updated_at: practice.live_from,
            confirmed_at: practice.confirmed_at,
            collections: self.shelf.collections_of(practice.id.uuid()).map(collection).collect(),
            pictures: practice.record.shown_pictures().map(picture).collect(),
        }
    }
}
